//! The quantiles of a customer base, against which one customer is ranked.

use crate::error::Error;
use crate::error::Result;
use crate::numeric::quantile::quantiles;
use crate::plain::record;
use crate::score::check::check_between;

/// The number of stored quantiles: one for each percent from 0 to 100.
pub(crate) const STEPS: usize = 101;

/// How the scores of the base were distributed when the profile was made.
///
/// Each column holds 101 quantiles in ascending order, at 0, 1, … 100 percent, or none where the
/// score could not be computed for anybody.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Population {
    /// The number of customers; 0 where it is kept back.
    pub customers: u32,
    /// Quantiles of the value score, 0-100.
    pub value_score: Vec<f64>,
    /// Quantiles of the lifetime value, in the profile's currency.
    pub lifetime: Vec<f64>,
    /// Quantiles of the loyalty score, 0-100.
    pub loyalty_score: Vec<f64>,
    /// Quantiles of the churn risk, 0-1.
    pub risk: Vec<f64>,
}

record!(Population {
    customers => "customers",
    value_score => "valueScore",
    lifetime => "lifetime",
    loyalty_score => "loyaltyScore",
    risk => "risk",
});

impl Population {
    /// Returns the stored quantiles of a column of scores; missing scores (NaN) are left out.
    pub(crate) fn quantiles_of(scores: &[f64]) -> Vec<f64> {
        let known: Vec<f64> = scores.iter().copied().filter(|s| s.is_finite()).collect();
        let steps: Vec<f64> = (0..STEPS).map(|i| i as f64 / (STEPS - 1) as f64).collect();
        quantiles(&known, &steps).unwrap_or_default()
    }

    /// Checks that every column is empty or holds ascending finite quantiles.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`], [`Error::NotFinite`], [`Error::OutOfRange`].
    pub(crate) fn check(&self, path: &str) -> Result<()> {
        let score = (0.0, 100.0, "a score from 0 to 100");
        let amount = (f64::MIN, f64::MAX, "an amount");
        for (name, column, (least, most, expected)) in [
            ("valueScore", &self.value_score, score),
            ("lifetime", &self.lifetime, amount),
            ("loyaltyScore", &self.loyalty_score, score),
            ("risk", &self.risk, (0.0, 1.0, "a probability")),
        ] {
            if !column.is_empty() && column.len() != STEPS {
                return Err(Error::LengthMismatch {
                    path: format!("{path}.{name}"),
                    expected: STEPS,
                    actual: column.len(),
                });
            }
            let mut before = f64::NEG_INFINITY;
            for (i, &value) in column.iter().enumerate() {
                check_between(value, &format!("{path}.{name}[{i}]"), least, most, expected)?;
                if value < before {
                    return Err(Error::OutOfRange {
                        path: format!("{path}.{name}[{i}]"),
                        value,
                        expected: format!("at least {before}, quantiles ascend"),
                    });
                }
                before = value;
            }
        }
        Ok(())
    }
}
