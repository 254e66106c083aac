//! A model of the risk that says what each feature does to the odds.

use crate::error::Error;
use crate::error::Result;
use crate::numeric::logistic::probability;
use crate::numeric::math::exp;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::unknown_key;

/// The largest log-odds that are still told apart, and far beyond any risk: sums of a thousand of them are
/// finite. Our choice.
const MOST_LOG_ODDS: f64 = 1e18;

/// The largest log-odds whose odds, e to their power, are still a number.
const MOST_AS_ODDS: f64 = 700.0;

/// Returns the odds, or the factor of odds, of log-odds: at most e^700, at least e^−700.
pub(crate) fn odds_of(log_odds: f64) -> f64 {
    exp(log_odds.clamp(-MOST_AS_ODDS, MOST_AS_ODDS))
}

/// Returns what a value adds to the log-odds, unless the model is so steep that it is beyond all numbers.
pub(super) fn check_log_odds(added: f64, value: f64, feature: &str) -> Result<f64> {
    if added.abs() <= MOST_LOG_ODDS {
        return Ok(added);
    }
    let expected = "a value that moves the log-odds by at most 1e18";
    Err(Error::out_of_range(feature.into(), value, expected))
}

/// Rejects log-odds of the reference customer that are beyond all numbers; `path`: where they come from.
pub(super) fn check_base(model: &dyn RiskEvidence, path: &str) -> Result<()> {
    let base = model.base_log_odds();
    if base.abs() <= MOST_LOG_ODDS {
        return Ok(());
    }
    let expected = "log-odds of the reference customer of at most 1e18";
    Err(Error::out_of_range(path.into(), base, expected))
}

/// A model whose log-odds are those of a reference customer and what each feature adds.
///
/// As odds: the odds of the reference, times one factor, e to the power of what is added, for each
/// piece of evidence.
pub trait RiskEvidence {
    /// Returns the names of the features, in the order of the values.
    fn features(&self) -> Vec<&str>;

    /// Returns the names of the pieces of evidence: the features, and what else moves the odds.
    fn evidence_names(&self) -> Vec<&str>;

    /// Returns the log-odds of the reference customer.
    fn base_log_odds(&self) -> f64;

    /// Writes what each piece of evidence adds, and returns the log-odds of the customer.
    ///
    /// `values`: one for each feature; NaN is missing. `contributions`: one for each piece of evidence;
    /// together with the base they add up to the log-odds.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`]; [`Error::NotFinite`] for an infinite value; [`Error::Missing`] for a
    /// missing value that the model cannot do without.
    fn evidence_into(&self, values: &[f64], contributions: &mut [f64]) -> Result<f64>;

    /// Returns the log-odds of a customer and what each piece of evidence adds to those of the
    /// reference.
    ///
    /// # Errors
    /// Those of [`RiskEvidence::evidence_into`].
    fn evidence(&self, values: &[f64]) -> Result<(f64, Vec<f64>)> {
        let mut contributions = vec![0.0; self.evidence_names().len()];
        let log_odds = self.evidence_into(values, &mut contributions)?;
        Ok((log_odds, contributions))
    }
}

/// The risks of many customers, as columns.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskColumns {
    /// The probability of the event, 0 to 1.
    pub probability: Vec<f64>,
    /// Its log-odds.
    pub log_odds: Vec<f64>,
    /// The odds of the reference customer.
    pub base_odds: f64,
    /// The pieces of evidence by name, and what each adds to the log-odds of each customer.
    pub contributions: Vec<(String, Vec<f64>)>,
    /// The same as factors: how many times each multiplies the odds.
    pub factors: Vec<(String, Vec<f64>)>,
    /// For each feature how many customers lack it.
    pub missing: Vec<(String, usize)>,
}

impl ToPlain for RiskColumns {
    fn to_plain(&self) -> Plain {
        let by_name = |columns: &[(String, Vec<f64>)]| {
            let mut entries = Entries::default();
            for (name, column) in columns {
                entries.put(name, &Bulk(column));
            }
            entries.into_plain()
        };
        let mut missing = Entries::default();
        for (name, count) in &self.missing {
            missing.put(name, count);
        }
        Plain::Map(vec![
            ("probability".into(), Bulk(&self.probability).to_plain()),
            ("logOdds".into(), Bulk(&self.log_odds).to_plain()),
            ("baseOdds".into(), self.base_odds.to_plain()),
            ("contributions".into(), by_name(&self.contributions)),
            ("factors".into(), by_name(&self.factors)),
            ("missing".into(), missing.into_plain()),
        ])
    }
}

/// Returns the risks of many customers with their evidence.
///
/// `names` and `columns`: the values by feature, NaN where one is missing, in any order; a feature
/// without a column is missing throughout.
///
/// # Errors
/// [`Error::UnknownKey`] for a column that is no feature, with the nearest one; [`Error::LengthMismatch`],
/// [`Error::NotFinite`] and [`Error::Missing`] with the column and the row.
pub fn risk_columns(
    model: &dyn RiskEvidence,
    names: &[String],
    columns: &[&[f64]],
) -> Result<RiskColumns> {
    let features = model.features();
    let (given, rows) = arrange(&features, names, columns)?;
    let evidence = model.evidence_names();
    let empty = || {
        let names = evidence.iter();
        names
            .map(|name| ((*name).to_owned(), Vec::with_capacity(rows)))
            .collect()
    };
    let mut found = RiskColumns {
        probability: Vec::with_capacity(rows),
        log_odds: Vec::with_capacity(rows),
        base_odds: odds_of(model.base_log_odds()),
        contributions: empty(),
        factors: Vec::new(),
        missing: features
            .iter()
            .map(|name| ((*name).to_owned(), 0))
            .collect(),
    };
    let mut values = vec![f64::NAN; features.len()];
    let mut contributions = vec![0.0; evidence.len()];
    for row in 0..rows {
        for ((value, column), (_, missing)) in values.iter_mut().zip(&given).zip(&mut found.missing)
        {
            *value = column
                .and_then(|column| column.get(row).copied())
                .unwrap_or(f64::NAN);
            *missing += usize::from(value.is_nan());
        }
        let log_odds = model
            .evidence_into(&values, &mut contributions)
            .map_err(|error| error.map_path(|path| format!("columns.{path}[{row}]")))?;
        found.probability.push(probability(log_odds));
        found.log_odds.push(log_odds);
        for ((_, column), value) in found.contributions.iter_mut().zip(&contributions) {
            column.push(*value);
        }
    }
    let columns = found.contributions.iter();
    found.factors = columns
        .map(|(name, column)| {
            (
                name.clone(),
                column.iter().map(|added| odds_of(*added)).collect(),
            )
        })
        .collect();
    Ok(found)
}

/// The column of each feature, where there is one, and the number of rows.
type Arranged<'a> = (Vec<Option<&'a [f64]>>, usize);

/// Puts columns in the order of the features.
pub(super) fn arrange<'a>(
    features: &[&str],
    names: &[String],
    columns: &[&'a [f64]],
) -> Result<Arranged<'a>> {
    if let Some(name) = names.iter().find(|name| !features.contains(&name.as_str())) {
        return Err(unknown_key(name, features).within("columns"));
    }
    let rows = columns.first().map_or(0, |column| column.len());
    for (name, column) in names.iter().zip(columns) {
        if column.len() != rows {
            return Err(Error::LengthMismatch {
                path: format!("columns.{name}"),
                expected: rows,
                actual: column.len(),
            });
        }
    }
    let given = features
        .iter()
        .map(|feature| {
            let place = names.iter().position(|name| name == feature)?;
            columns.get(place).copied()
        })
        .collect();
    Ok((given, rows))
}

/// Checks that there is one value for each feature.
pub(super) fn check_values(features: usize, values: &[f64]) -> Result<()> {
    if values.len() == features {
        return Ok(());
    }
    Err(Error::LengthMismatch {
        path: "values".into(),
        expected: features,
        actual: values.len(),
    })
}

/// Checks that names are there and differ.
pub(super) fn check_names(names: &[&str], path: &str) -> Result<()> {
    let mut seen = std::collections::BTreeSet::new();
    for (i, name) in names.iter().enumerate() {
        if name.is_empty() || !seen.insert(*name) {
            return Err(Error::invalid(
                format!("{path}[{i}]"),
                &format!("\"{}\"", name.chars().take(40).collect::<String>()),
                "a name that no other feature has",
            ));
        }
    }
    Ok(())
}
