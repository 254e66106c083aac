//! One error type for the whole crate.
//!
//! A variant is a fact about the input. [`Error::code`] is stable: it is the name of the variant,
//! and JavaScript sees it as `error.code`. [`Error::path`], [`Error::row`] and [`Error::column`]
//! say where the culprit stands.

/// The result of everything that can reject its input.
pub type Result<T> = core::result::Result<T, Error>;

/// Declares the error enum and derives its stable codes from the variant names, so that a variant
/// cannot be added without a code.
macro_rules! errors {
    ($(
        $(#[doc = $doc:literal])*
        #[error($($message:tt)*)]
        $variant:ident { $( $(#[doc = $field_doc:literal])* $field:ident : $type:ty ),* $(,)? }
    ),* $(,)?) => {
        /// Why an input was rejected.
        ///
        /// # Example: the code names the fact
        /// ```
        /// use clientele::Error;
        /// let error = Error::NotFinite { path: "recency[3]".into() };
        /// assert_eq!(error.code(), "NotFinite");
        /// assert_eq!(error.path(), Some("recency[3]"));
        /// ```
        #[derive(Debug, Clone, PartialEq, thiserror::Error)]
        #[non_exhaustive]
        pub enum Error {
            $(
                $(#[doc = $doc])*
                #[error($($message)*)]
                $variant { $( $(#[doc = $field_doc])* $field: $type ),* }
            ),*
        }

        impl Error {
            /// Every code there is, in the order of declaration.
            pub const CODES: &'static [&'static str] = &[$(stringify!($variant)),*];

            /// Returns the stable code: the name of the variant.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => stringify!($variant)),* }
            }
        }
    };
}

errors! {
    /// A number is NaN or infinite.
    #[error("{path}: the number is not finite")]
    NotFinite {
        /// Where the number stands.
        path: String,
    },
    /// A number lies outside its range.
    #[error("{path}: {} is out of range, expected {expected}", in_digits(*value))]
    OutOfRange {
        /// Where the number stands.
        path: String,
        /// The number.
        value: f64,
        /// The range in words.
        expected: String,
    },
    /// Columns that belong together have different lengths.
    #[error("{path}: expected {expected} values, found {actual}")]
    LengthMismatch {
        /// The column.
        path: String,
        /// The length of the first column.
        expected: usize,
        /// The length of this column.
        actual: usize,
    },
    /// A value that must be there is missing.
    #[error("{path}: missing, expected {expected}")]
    Missing {
        /// What is missing.
        path: String,
        /// What was expected there.
        expected: String,
    },
    /// A value has the wrong type or is not one of the allowed ones.
    #[error("{path}: must be {expected}, found {found}")]
    InvalidValue {
        /// Where the value stands.
        path: String,
        /// The value, shortened.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// An option key is not known.
    #[error("{path}: unknown key{}", .nearest.as_ref().map_or_else(|| format!("; known: {known}"), |n| format!(", did you mean `{n}`?")))]
    UnknownKey {
        /// The key with the path to it.
        path: String,
        /// The key that was probably meant.
        nearest: Option<String>,
        /// The keys that there are at this place.
        known: String,
    },
    /// A document was written by a newer version of the format.
    #[error("{path}: version {found} is newer than {supported}, the newest this library reads; update clientele")]
    UnsupportedVersion {
        /// Where the version stands.
        path: String,
        /// The version found.
        found: u32,
        /// The newest version supported.
        supported: u32,
    },
    /// The data hold too little for what was asked.
    #[error("{path}: {found} are too few, {needed} needed; {hint}")]
    InsufficientData {
        /// What there is too little of.
        path: String,
        /// How many there are.
        found: usize,
        /// How many are needed.
        needed: usize,
        /// What to do about it.
        hint: String,
    },
    /// The input holds no data row.
    #[error("{path}: {hint}")]
    EmptyInput {
        /// Which input.
        path: String,
        /// What was found instead of rows.
        hint: String,
    },
    /// No column could be recognised as one that is needed, or the one that was named is not there.
    #[error("{}", no_column(.wanted, .named.as_deref(), .found))]
    MissingColumn {
        /// The role that is needed: `customerId`, `date` or `amount`.
        wanted: String,
        /// The header that was asked for; none where columns are guessed.
        named: Option<String>,
        /// The headers there are.
        found: String,
    },
    /// Two columns have the same header, or two fit the same role equally well.
    #[error("the header `{column}` stands for more than one column; name the columns apart or choose one with the option `columns`")]
    DuplicateColumn {
        /// The header.
        column: String,
    },
    /// A quoted field is never closed.
    #[error("row {row}: a quotation mark is opened and never closed")]
    UnterminatedQuote {
        /// The row where the field begins; the header is row 1.
        row: u64,
    },
    /// The bytes are not valid UTF-8.
    #[error("row {row}: the text is not UTF-8; save the file as \"CSV UTF-8\" or give the option `encoding`")]
    InvalidEncoding {
        /// The first row that is not UTF-8; the header is row 1.
        row: u64,
    },
    /// A field is longer than any field of an order file can be.
    #[error("row {row}, column {column}: the field is longer than {limit} bytes; is a quotation mark missing?")]
    FieldTooLong {
        /// The row; the header is row 1.
        row: u64,
        /// The column, by name or by number.
        column: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// A row has more or fewer fields than the header.
    #[error("row {row}: {actual} fields, the header has {expected}")]
    WrongFieldCount {
        /// The row; the header is row 1.
        row: u64,
        /// The number of headers.
        expected: usize,
        /// The number of fields.
        actual: usize,
    },
    /// A cell that must hold a value is empty.
    #[error("row {row}, column {column}: the cell is empty")]
    MissingCell {
        /// The row; the header is row 1.
        row: u64,
        /// The column name.
        column: String,
    },
    /// A cell does not hold a date.
    #[error("row {row}, column {column}: \"{value}\" is not a date of the years 1900 to 2199; write it as 2024-03-31")]
    BadDate {
        /// The row; the header is row 1.
        row: u64,
        /// The column name.
        column: String,
        /// The cell.
        value: String,
    },
    /// The dates of the file can be read day first or month first.
    #[error("row {row}, column {column}: \"{value}\" may be day/month or month/day and no date of the file decides it; give the option `dateOrder`: \"dmy\" or \"mdy\"")]
    AmbiguousDate {
        /// The first such row; the header is row 1.
        row: u64,
        /// The column name.
        column: String,
        /// The cell.
        value: String,
    },
    /// Some dates of the file can only be day first, others only month first.
    #[error("row {row}, column {column}: \"{value}\" is written {order}, earlier dates of the file are not; give the option `dateOrder` or mend the rows")]
    MixedDateOrder {
        /// The first row that contradicts; the header is row 1.
        row: u64,
        /// The column name.
        column: String,
        /// The cell.
        value: String,
        /// The order of this cell in words.
        order: String,
    },
    /// A cell does not hold an amount of money.
    #[error("row {row}, column {column}: \"{value}\" is not an amount; {hint}")]
    BadAmount {
        /// The row; the header is row 1.
        row: u64,
        /// The column name.
        column: String,
        /// The cell.
        value: String,
        /// What to do about it.
        hint: String,
    },
    /// The orders are in more than one currency.
    #[error("row {row}, column {column}: {found} among orders in {expected}; convert them to one currency first")]
    MixedCurrencies {
        /// The first row in another currency; the header is row 1.
        row: u64,
        /// The column name.
        column: String,
        /// The currency of the first row.
        expected: String,
        /// The other currency.
        found: String,
    },
    /// A cell of a record does not hold what its column holds.
    #[error("row {row}, column {column}: \"{value}\" is not {expected}")]
    BadCell {
        /// The row; the header is row 1.
        row: u64,
        /// The column name.
        column: String,
        /// The cell.
        value: String,
        /// What the column holds.
        expected: String,
    },
    /// A pairwise comparison matrix is not square.
    #[error("{path}: {actual} judgements, expected {expected}")]
    NotSquare {
        /// The row of the matrix.
        path: String,
        /// The number of criteria.
        expected: usize,
        /// The number of judgements in the row.
        actual: usize,
    },
    /// A judgement is zero or negative.
    #[error("{path}: the judgement {value} is not positive")]
    NotPositive {
        /// The cell, by the names of its criteria.
        path: String,
        /// The judgement.
        value: f64,
    },
    /// Two judgements of one pair contradict each other.
    #[error("{path}: the judgement {value} is not the reciprocal of {mirror} in the mirrored cell, expected {expected}")]
    NotReciprocal {
        /// The cell, by the names of its criteria.
        path: String,
        /// The judgement.
        value: f64,
        /// The judgement in the mirrored cell.
        mirror: f64,
        /// The reciprocal of the mirrored judgement.
        expected: f64,
    },
    /// A pair of criteria has no judgement.
    #[error("{path}: no judgement for this pair")]
    MissingJudgement {
        /// The cell, by the names of its criteria.
        path: String,
    },
    /// Judgements do not link all criteria, so that some of them cannot be compared.
    #[error("{path}: no comparison links {groups}; {hint}")]
    Disconnected {
        /// The matrix.
        path: String,
        /// The groups of criteria that are linked.
        groups: String,
        /// The comparison that links two of them.
        hint: String,
    },
    /// An event is dated before one that is already in the state, or two periods overlap.
    #[error("{path}: {found} comes before {last}, the last event that is known; {hint}")]
    OutOfOrder {
        /// Where the date stands.
        path: String,
        /// The date found.
        found: String,
        /// The date of the last event that is known.
        last: String,
        /// What to do about it.
        hint: String,
    },
    /// A runtime cannot do what was asked.
    #[error("{path}: {hint}")]
    UnsupportedRuntime {
        /// What was asked.
        path: String,
        /// What to do instead.
        hint: String,
    },
    /// A small build was given what only the full one reads.
    #[error("{path}: {what} needs the full build: import \"clientele\" instead of \"clientele/score\"")]
    NeedsFullBuild {
        /// Where it stands.
        path: String,
        /// What the small build does without.
        what: String,
    },
}

/// Returns what to say of a column that is not there.
fn no_column(wanted: &str, named: Option<&str>, found: &str) -> String {
    named.map_or_else(
        || format!("no column for {wanted}; found: {found}; name it with the option `columns.{wanted}`"),
        |named| {
            format!("no column \"{named}\" for {wanted}; found: {found}; give one of them with the option `columns.{wanted}`")
        },
    )
}

impl Error {
    /// Returns the path of the culprit, such as `matrix[Price][Service]` or `options.margin`.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::NotFinite { path }
            | Self::OutOfRange { path, .. }
            | Self::LengthMismatch { path, .. }
            | Self::Missing { path, .. }
            | Self::InvalidValue { path, .. }
            | Self::UnknownKey { path, .. }
            | Self::UnsupportedVersion { path, .. }
            | Self::InsufficientData { path, .. }
            | Self::EmptyInput { path, .. }
            | Self::NotSquare { path, .. }
            | Self::NotPositive { path, .. }
            | Self::NotReciprocal { path, .. }
            | Self::MissingJudgement { path }
            | Self::Disconnected { path, .. }
            | Self::OutOfOrder { path, .. }
            | Self::UnsupportedRuntime { path, .. }
            | Self::NeedsFullBuild { path, .. } => Some(path),
            _ => None,
        }
    }

    /// Puts `prefix` in front of the path, for an error found inside a larger document.
    #[must_use]
    pub fn within(self, prefix: &str) -> Self {
        self.map_path(|path| {
            let joint = if path.is_empty() || path.starts_with('[') {
                ""
            } else {
                "."
            };
            format!("{prefix}{joint}{path}")
        })
    }

    /// Puts another path in the place of the path, where there is one.
    #[must_use]
    pub(crate) fn map_path(mut self, change: impl FnOnce(&str) -> String) -> Self {
        match &mut self {
            Self::NotFinite { path }
            | Self::OutOfRange { path, .. }
            | Self::LengthMismatch { path, .. }
            | Self::Missing { path, .. }
            | Self::InvalidValue { path, .. }
            | Self::UnknownKey { path, .. }
            | Self::UnsupportedVersion { path, .. }
            | Self::InsufficientData { path, .. }
            | Self::EmptyInput { path, .. }
            | Self::NotSquare { path, .. }
            | Self::NotPositive { path, .. }
            | Self::NotReciprocal { path, .. }
            | Self::MissingJudgement { path }
            | Self::Disconnected { path, .. }
            | Self::OutOfOrder { path, .. }
            | Self::UnsupportedRuntime { path, .. }
            | Self::NeedsFullBuild { path, .. } => *path = change(path),
            _ => {}
        }
        self
    }

    /// Returns the error that a number lies outside its range.
    #[cold]
    #[inline(never)]
    pub(crate) fn out_of_range(path: String, value: f64, expected: &str) -> Self {
        Self::OutOfRange {
            path,
            value,
            expected: expected.into(),
        }
    }

    /// Returns the error that a value is not what was expected.
    #[cold]
    #[inline(never)]
    pub(crate) fn invalid(path: String, found: &str, expected: &str) -> Self {
        Self::InvalidValue {
            path,
            found: found.into(),
            expected: expected.into(),
        }
    }

    /// Returns the error that a value is given that would change nothing.
    #[cold]
    #[inline(never)]
    pub(crate) fn unused(path: String, why: &str) -> Self {
        Self::InvalidValue {
            path,
            found: "a value".into(),
            expected: format!("left out: {why}"),
        }
    }

    /// Returns the error that there is nothing.
    #[cold]
    #[inline(never)]
    pub(crate) fn empty(path: &str, hint: &str) -> Self {
        Self::EmptyInput {
            path: path.into(),
            hint: hint.into(),
        }
    }

    /// Returns the error that a value is not there.
    #[cold]
    #[inline(never)]
    pub(crate) fn missing(path: String, expected: &str) -> Self {
        Self::Missing {
            path,
            expected: expected.into(),
        }
    }

    /// Returns the row of the file that holds the culprit; the header is row 1.
    pub fn row(&self) -> Option<u64> {
        match self {
            Self::UnterminatedQuote { row }
            | Self::InvalidEncoding { row }
            | Self::FieldTooLong { row, .. }
            | Self::WrongFieldCount { row, .. }
            | Self::MissingCell { row, .. }
            | Self::BadDate { row, .. }
            | Self::AmbiguousDate { row, .. }
            | Self::MixedDateOrder { row, .. }
            | Self::BadAmount { row, .. }
            | Self::MixedCurrencies { row, .. }
            | Self::BadCell { row, .. } => Some(*row),
            _ => None,
        }
    }

    /// Returns the column of the file that holds the culprit.
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::MissingColumn { wanted: column, .. }
            | Self::DuplicateColumn { column }
            | Self::FieldTooLong { column, .. }
            | Self::MissingCell { column, .. }
            | Self::BadDate { column, .. }
            | Self::AmbiguousDate { column, .. }
            | Self::MixedDateOrder { column, .. }
            | Self::BadAmount { column, .. }
            | Self::MixedCurrencies { column, .. }
            | Self::BadCell { column, .. } => Some(column),
            _ => None,
        }
    }
}

/// The exponents between which a number is written out: 300 zeros tell nobody anything.
const WRITTEN_OUT: (f64, f64) = (1e-7, 1e21);

/// Returns a number as it is read best: `0.25`, `1e308`.
fn in_digits(value: f64) -> String {
    let size = value.abs();
    if size < WRITTEN_OUT.1 && (size >= WRITTEN_OUT.0 || size <= 0.0) {
        format!("{value}")
    } else {
        format!("{value:e}")
    }
}

/// Rejects NaN and infinity, naming where the number stands.
///
/// # Errors
/// [`Error::NotFinite`].
pub fn check_finite(value: f64, path: impl FnOnce() -> String) -> Result<f64> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Error::NotFinite { path: path() })
    }
}
