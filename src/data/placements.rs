//! The classes of many customers, and the checks of the scores that make them.

use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::report;

/// How many customers a class has.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ClassCount {
    /// The code of the class.
    pub code: String,
    /// How many customers.
    pub customers: f64,
    /// Their share of all that have a class; none where nobody has one.
    pub share: Option<f64>,
}

report!(ClassCount {
    code => "code",
    customers => "customers",
    share => "share",
});

/// The classes of many customers.
#[derive(Debug, Clone, PartialEq)]
pub struct Placements {
    /// Every class with its number of customers.
    pub classes: Vec<ClassCount>,
    /// For each customer the place of the class in `classes`; −1 where an input is missing.
    pub codes: Vec<f64>,
    /// How many customers have no class.
    pub unknown: f64,
    /// How they were found.
    pub provenance: Provenance,
}

impl ToPlain for Placements {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("classes", &self.classes);
        entries.put("codes", &Bulk(&self.codes));
        entries.put("unknown", &self.unknown);
        entries.put("provenance", &self.provenance);
        entries.into_plain()
    }
}

impl Placements {
    /// Counts the classes of customers by their places in `codes`.
    pub(crate) fn new(codes: &[&str], places: &[Option<usize>], provenance: Provenance) -> Self {
        let mut classes: Vec<ClassCount> = Vec::with_capacity(codes.len());
        for code in codes {
            classes.push(ClassCount {
                code: (*code).into(),
                customers: 0.0,
                share: None,
            });
        }
        let mut found = Vec::with_capacity(places.len());
        let mut known = 0.0;
        for place in places {
            found.push(place.map_or(-1.0, |place| place as f64));
            if let Some(class) = place.and_then(|place| classes.get_mut(place)) {
                class.customers += 1.0;
                known += 1.0;
            }
        }
        if known > 0.0 {
            for class in &mut classes {
                class.share = Some(class.customers / known);
            }
        }
        Self {
            classes,
            codes: found,
            unknown: places.len() as f64 - known,
            provenance,
        }
    }
}

/// Rejects what is no score from 0 to 100.
pub(crate) fn check_score(value: f64, path: &dyn Fn() -> String) -> Result<()> {
    check_finite(value, path)?;
    if (0.0..=100.0).contains(&value) {
        return Ok(());
    }
    Err(Error::out_of_range(path(), value, "a score from 0 to 100"))
}

/// Rejects a column whose length is not that of the others, or that holds what is neither a score
/// from 0 to 100 nor missing (NaN).
pub(crate) fn check_scores(name: &str, column: &[f64], rows: usize) -> Result<()> {
    check_length(name, column.len(), rows)?;
    for (i, value) in column.iter().enumerate() {
        if !value.is_nan() {
            check_score(*value, &|| format!("{name}[{i}]"))?;
        }
    }
    Ok(())
}

/// A value that is not missing.
pub(crate) fn known(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}

/// Whether a number is 1 for yes or 0 for no.
pub(crate) fn is_flag(value: f64) -> bool {
    [0.0, 1.0].contains(&value)
}
