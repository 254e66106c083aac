//! How to read an order file.

use crate::data::columns::ColumnNames;
use crate::data::date_order::DateOrder;
use crate::data::decimal::Decimal;
use crate::plain::options;
use crate::plain::words;

/// The sign between the fields of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Delimiter {
    /// A comma.
    #[cfg_attr(feature = "serde", serde(rename = ","))]
    Comma,
    /// A semicolon.
    #[cfg_attr(feature = "serde", serde(rename = ";"))]
    Semicolon,
    /// A tab.
    #[cfg_attr(feature = "serde", serde(rename = "\t"))]
    Tab,
}

words!(Delimiter {
    Comma => ",",
    Semicolon => ";",
    Tab => "\t",
});

impl Delimiter {
    /// Every delimiter there is.
    pub const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    /// Returns the byte of the delimiter.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// What to do with a row that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum OnBadRow {
    /// The first bad row is the error.
    #[default]
    Error,
    /// Bad rows are left out and returned in the report, every one.
    Collect,
}

words!(OnBadRow {
    Error => "error",
    Collect => "collect",
});

/// How to read an order file; what is not given is recognised from the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CsvOptions {
    /// The headers of the columns; those not named are guessed.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub columns: ColumnNames,
    /// The delimiter; by default the most frequent one in the header.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub delimiter: Option<Delimiter>,
    /// The decimal sign of the amounts; by default recognised, and asked for where it is not clear.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub decimal: Option<Decimal>,
    /// The order of numeric dates; by default decided by the whole file, and asked for otherwise.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub date_order: Option<DateOrder>,
    /// What to do with a row that cannot be read; the first one is the error by default.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub on_bad_row: OnBadRow,
}

options!(CsvOptions {
    columns => "columns",
    delimiter => "delimiter",
    decimal => "decimal",
    date_order => "dateOrder",
    on_bad_row => "onBadRow",
});
