//! Classes of one customer with evidence, and of columns of customers.

use crate::data::caution::Caution;
use crate::data::decision::INPUT_MISSING;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::options;
use crate::plain::report;
use crate::plain::unknown_key;
use crate::segment::classifier::Classified;
use crate::segment::classifier::Classifier;
use crate::segment::classifier::Trail;
use crate::segment::columns::CustomerColumns;
use crate::segment::places::Ties;

/// How customers are classified.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ClassifyOptions {
    /// The thresholds; those that are not given have their defaults.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub thresholds: Thresholds,
    /// How customers of the same value are ranked, by the classifiers that rank; `row` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub ties: Ties,
}

options!(ClassifyOptions {
    thresholds => "thresholds",
    ties => "ties",
});

/// The index of a class for each customer, −1 where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Codes(pub Vec<i8>);

impl Codes {
    /// Reads codes that came as numbers.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] with the row of what is no code: a whole number from −1 to 127.
    ///
    /// # Example: the codes of another call
    /// ```
    /// use clientele::segment::Codes;
    /// assert_eq!(Codes::from_numbers(&[2.0, -1.0])?.0, [2, -1]);
    /// assert!(Codes::from_numbers(&[0.5]).is_err());
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn from_numbers(numbers: &[f64]) -> Result<Self> {
        let mut codes = Vec::with_capacity(numbers.len());
        for (row, &number) in numbers.iter().enumerate() {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "what does not fit is told apart next"
            )]
            let code = number as i8;
            if !((f64::from(code) - number).abs() <= 0.0 && code >= -1) {
                let expected = "a whole number from -1 to 127";
                return Err(Error::out_of_range(
                    format!("codes[{row}]"),
                    number,
                    expected,
                ));
            }
            codes.push(code);
        }
        Ok(Self(codes))
    }
}

impl ToPlain for Codes {
    fn to_plain(&self) -> Plain {
        Plain::Numbers(self.0.iter().map(|code| f64::from(*code)).collect())
    }
}

/// The classes of columns of customers.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ClassColumn {
    /// Each customer's index among `classes`, −1 where there is none.
    #[cfg_attr(feature = "full", tsify(type = "Int8Array"))]
    pub codes: Codes,
    /// The classes with their customers, in the order of the indices.
    pub classes: Vec<ClassShare>,
    /// How many customers have no class.
    pub unknown: usize,
    /// What was missing of them.
    pub reasons: Vec<MissingInput>,
    /// What the rule says beside the class, `one_timer` or `lowered`, where it says any.
    #[cfg_attr(feature = "full", tsify(type = "MarkedCustomers | null"))]
    pub marked: Option<MarkedCustomers>,
    /// How they were found.
    pub provenance: Provenance,
}

report!(ClassColumn {
    codes => "codes",
    classes => "classes",
    unknown => "unknown",
    reasons => "reasons",
    marked => "marked",
    provenance => "provenance",
});

/// A class and how many are in it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ClassShare {
    /// The code of the class.
    pub code: String,
    /// How many customers are in it.
    pub customers: usize,
    /// Their share of all that have a class; none where nobody has.
    pub share: Option<f64>,
}

report!(ClassShare {
    code => "code",
    customers => "customers",
    share => "share",
});

/// How many customers have no class for want of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct MissingInput {
    /// The code: `input_missing`.
    pub code: String,
    /// The input.
    pub subject: String,
    /// How many customers.
    pub customers: usize,
}

report!(MissingInput {
    code => "code",
    subject => "subject",
    customers => "customers",
});

/// What holds of some customers beside their class.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct MarkedCustomers {
    /// The code of what holds.
    pub code: String,
    /// Of how many it holds.
    pub customers: usize,
    /// For each customer 1 if it holds, and 0 otherwise.
    #[cfg_attr(feature = "full", tsify(type = "Int8Array"))]
    pub flags: Codes,
}

report!(MarkedCustomers {
    code => "code",
    customers => "customers",
    flags => "flags",
});

/// Returns the class of one customer with its evidence.
///
/// `row`: the inputs of the classifier in their order, NaN where one is missing.
///
/// # Errors
/// [`Error::LengthMismatch`], and [`Error::NotFinite`] and [`Error::OutOfRange`] with the name of the
/// input or of the threshold.
///
/// # Example: a customer who has left
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::segment::{classify_row, relation::RELATIONSHIP};
/// let row = [5.0, 200.0, 30.0, f64::NAN, f64::NAN, f64::NAN, f64::NAN];
/// let found = classify_row(&RELATIONSHIP, &row, &Thresholds::default())?;
/// assert_eq!(found.code(), Some("relation.lost"));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn classify_row(
    classifier: &Classifier,
    row: &[f64],
    thresholds: &Thresholds,
) -> Result<Classified> {
    classify_one(classifier, row, thresholds, &[])
}

/// Classifies a row; `given`: the names of what its caller knows of.
fn classify_one(
    classifier: &Classifier,
    row: &[f64],
    thresholds: &Thresholds,
    given: &[String],
) -> Result<Classified> {
    classifier.check(thresholds)?;
    if row.len() != classifier.inputs.len() {
        return Err(Error::LengthMismatch {
            path: "row".into(),
            expected: classifier.inputs.len(),
            actual: row.len(),
        });
    }
    for (input, value) in classifier.inputs.iter().zip(row) {
        input.check(*value, &mut || input.name.into())?;
    }
    let mut trail = Trail::new(true);
    let found = classifier.apply(row, thresholds, &mut trail, &str::to_owned)?;
    let code = found.and_then(|place| classifier.classes.get(place));
    Ok(match code {
        Some(code) => Classified {
            class: trail.evidence.map(|mut evidence| {
                evidence.code = (*code).into();
                evidence
            }),
            mark: classifier.mark.filter(|_| trail.marked).map(Into::into),
            reason: None,
        },
        None => Classified {
            class: None,
            mark: None,
            reason: Some(Caution::about(
                INPUT_MISSING,
                classifier.name_of(trail.missing.unwrap_or(""), given, true),
            )),
        },
    })
}

/// Returns the class of the one customer of some columns with its evidence: as [`classify_columns`], of
/// which it makes the inputs in the same way.
///
/// # Errors
/// As [`classify_row`]; [`Error::UnknownKey`] for a column that is no input, [`Error::InvalidValue`] for
/// an input beside the column it is made from, [`Error::LengthMismatch`] for more customers than one.
///
/// # Example: revenues become a trend
/// ```
/// use clientele::segment::{ClassifyOptions, CustomerColumns, classify_customer};
/// use clientele::segment::lifecycle::LIFECYCLE;
/// let names = ["purchases", "recencyRatio", "revenues[0]", "revenues[1]", "revenues[2]"];
/// let values = vec![9.0, 0.5, 100.0, 150.0, 210.0];
/// let customer = CustomerColumns::try_new(names.map(String::from).to_vec(), values, 1)?;
/// let found = classify_customer(&LIFECYCLE, customer, &ClassifyOptions::default())?;
/// assert_eq!(found.code(), Some("stage.build_up"));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn classify_customer(
    classifier: &Classifier,
    mut columns: CustomerColumns,
    options: &ClassifyOptions,
) -> Result<Classified> {
    if columns.customers() != 1 {
        return Err(Error::LengthMismatch {
            path: "customer".into(),
            expected: 1,
            actual: columns.customers(),
        });
    }
    let checked = classifier.check(&options.thresholds);
    checked.map_err(|error| error.within("thresholds"))?;
    check_made(classifier, &columns)?;
    let given = columns.names().to_vec();
    if classifier.made.among_all {
        // Among nobody else a customer would be the first, whatever the value.
        columns.take("ids");
        if !classifier
            .inputs
            .iter()
            .any(|input| input.name == classifier.made.from)
        {
            columns.take(classifier.made.from);
        }
    } else {
        (classifier.prepare)(&mut columns, options.ties);
    }
    let row: Vec<f64> = inputs_of(classifier, &columns)?
        .into_iter()
        .map(|column| column.first().copied().unwrap_or(f64::NAN))
        .collect();
    classify_one(classifier, &row, &options.thresholds, &given)
}

/// Rejects an input beside the column it is made from: one of the two would be ignored.
fn check_made(classifier: &Classifier, columns: &CustomerColumns) -> Result<()> {
    let from = classifier.made.from;
    let is_input = classifier.inputs.iter().any(|input| input.name == from);
    let given = |name: &String| name.split('[').next() == Some(from);
    if is_input || !columns.names().iter().any(given) {
        return Ok(());
    }
    let known = |name: &str| {
        let values = columns.column(name).unwrap_or_default();
        values.iter().any(|value| !value.is_nan())
    };
    let made = |name: &&String| classifier.made.inputs.contains(&name.as_str()) && known(name);
    match columns.names().iter().find(made) {
        Some(name) => {
            let why = format!("it is made from `{from}`; give one of the two");
            Err(Error::unused(name.clone(), &why))
        }
        None => Ok(()),
    }
}

/// Returns a column for each input, empty where there is none.
fn inputs_of<'a>(classifier: &Classifier, columns: &'a CustomerColumns) -> Result<Vec<&'a [f64]>> {
    let known: Vec<&str> = classifier.inputs.iter().map(|input| input.name).collect();
    for name in columns.names() {
        if !known.contains(&name.as_str()) {
            return Err(unknown_key(name, &known));
        }
    }
    Ok(known
        .iter()
        .map(|name| columns.column(name).unwrap_or_default())
        .collect())
}

/// Returns the classes of customers.
///
/// Columns have the names of the inputs; one that is not there is missing of every customer. Some
/// classifiers make inputs themselves: `value` alone is enough where customers are ranked by it.
///
/// # Errors
/// [`Error::UnknownKey`] for a column that is no input, [`Error::InvalidValue`] for an input beside the
/// column it is made from, [`Error::OutOfRange`] for a value with the name of its column and its row, and
/// for a threshold with its name.
///
/// # Example: three customers, one of whom nobody knows
/// ```
/// use clientele::segment::{ClassifyOptions, CustomerColumns, classify_columns};
/// use clientele::segment::relation::RELATIONSHIP;
/// let names = vec!["purchases".into(), "daysSinceLast".into()];
/// let columns = CustomerColumns::try_new(names, vec![5.0, 2.0, f64::NAN, 40.0, 400.0, 3.0], 3)?;
/// let found = classify_columns(&RELATIONSHIP, columns, &ClassifyOptions::default())?;
/// assert_eq!(found.codes.0, [1, 0, -1]); // current, lost, not known
/// assert_eq!(found.classes[0].share, Some(0.5));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn classify_columns(
    classifier: &Classifier,
    columns: CustomerColumns,
    options: &ClassifyOptions,
) -> Result<ClassColumn> {
    let input_hash = columns.fingerprint();
    classify_hashed(classifier, columns, options, input_hash)
}

/// Classifies columns of which the hash of what they were made from is known.
pub(super) fn classify_hashed(
    classifier: &Classifier,
    mut columns: CustomerColumns,
    options: &ClassifyOptions,
    input_hash: String,
) -> Result<ClassColumn> {
    let thresholds = &options.thresholds;
    let checked = classifier.check(thresholds);
    checked.map_err(|error| error.within("thresholds"))?;
    check_made(classifier, &columns)?;
    let given = columns.names().to_vec();
    (classifier.prepare)(&mut columns, options.ties);
    let inputs = inputs_of(classifier, &columns)?;

    let mut row = vec![f64::NAN; inputs.len()];
    let mut codes = Vec::with_capacity(columns.customers());
    let mut flags = Vec::new();
    let mut counts = vec![0_usize; classifier.classes.len()];
    let mut missing: Vec<(&'static str, usize)> = Vec::new();
    for customer in 0..columns.customers() {
        for ((slot, column), input) in row.iter_mut().zip(&inputs).zip(classifier.inputs) {
            *slot = column.get(customer).copied().unwrap_or(f64::NAN);
            input.check(*slot, &mut || format!("{}[{customer}]", input.name))?;
        }
        let mut trail = Trail::new(false);
        let place = |name: &str| format!("{name}[{customer}]");
        let found = classifier.apply(&row, thresholds, &mut trail, &place)?;
        if let Some(count) = found.and_then(|place| counts.get_mut(place)) {
            *count += 1;
        } else {
            let name = trail.missing.unwrap_or("");
            match missing.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => missing.push((name, 1)),
            }
        }
        codes.push(
            found
                .and_then(|place| i8::try_from(place).ok())
                .unwrap_or(-1),
        );
        if classifier.mark.is_some() {
            flags.push(i8::from(found.is_some() && trail.marked));
        }
    }

    let mut provenance = Provenance::new(classifier.name, input_hash);
    for (name, value) in (classifier.limits)(thresholds) {
        provenance = provenance.with(name, value);
    }
    let unknown = missing.iter().map(|(_, count)| count).sum();
    Ok(ClassColumn {
        codes: Codes(codes),
        classes: shares(classifier.classes, &counts),
        unknown,
        reasons: missing
            .into_iter()
            .map(|(subject, customers)| MissingInput {
                code: INPUT_MISSING.into(),
                subject: classifier.name_of(subject, &given, false).into(),
                customers,
            })
            .collect(),
        marked: classifier.mark.map(|code| MarkedCustomers {
            code: code.into(),
            customers: flags.iter().filter(|flag| **flag > 0).count(),
            flags: Codes(flags),
        }),
        provenance,
    })
}

/// Returns classes with their customers and shares.
pub(super) fn shares(classes: &[&str], counts: &[usize]) -> Vec<ClassShare> {
    let total: usize = counts.iter().sum();
    classes
        .iter()
        .zip(counts)
        .map(|(code, &customers)| ClassShare {
            code: (*code).into(),
            customers,
            share: (total > 0).then(|| customers as f64 / total as f64),
        })
        .collect()
}
