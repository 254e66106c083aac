//! Cuts between scores.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::quantile::quantiles;
use crate::plain::options;

/// The most scores of a part, so that a cell has one digit for each part.
pub(super) const MOST: usize = 9;

/// The names of the parts in their order.
pub(super) const PARTS: [&str; 3] = ["daysSinceLast", "purchases", "monetary"];

/// The cuts between scores, ascending, in the unit of each part: k − 1 cuts make k scores.
///
/// A value on a cut belongs below it, as with right-closed intervals. Of days since the last purchase the
/// fewest have the highest score.
///
/// # Example: fixed cuts
/// ```
/// use clientele::segment::rfm::RfmCuts;
/// let cuts = RfmCuts {
///     days_since_last: vec![30.0, 60.0, 90.0, 180.0],
///     purchases: vec![1.0, 2.0, 5.0, 9.0],
///     monetary: vec![50.0, 100.0, 250.0, 500.0],
/// };
/// assert_eq!(cuts.scores([30.0, 6.0, 99.0]), [Some(5), Some(4), Some(2)]);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RfmCuts {
    /// Cuts of the days since the last purchase.
    pub days_since_last: Vec<f64>,
    /// Cuts of the number of purchases.
    pub purchases: Vec<f64>,
    /// Cuts of the money.
    pub monetary: Vec<f64>,
}

options!(RfmCuts {
    days_since_last => "daysSinceLast",
    purchases => "purchases",
    monetary => "monetary",
});

impl RfmCuts {
    /// Returns the quantiles at 1/k, 2/k, … of each part, by the customers of whom it is known.
    ///
    /// Equal values are never divided: where many customers have the same value, some scores are not
    /// given.
    ///
    /// # Errors
    /// [`Error::InsufficientData`] where a part is known of nobody.
    ///
    /// # References
    /// Hughes (1994), *Strategic Database Marketing*: quintiles. Quantiles: Hyndman & Fan (1996),
    /// definition 7.
    pub(super) fn quantiles(columns: &[Vec<f64>; 3], scores: usize) -> Result<Self> {
        let steps: Vec<f64> = (1..scores).map(|k| k as f64 / scores as f64).collect();
        let [days, purchases, monetary] = columns;
        Ok(Self {
            days_since_last: quantiles(days, &steps)?,
            purchases: quantiles(purchases, &steps)?,
            monetary: quantiles(monetary, &steps)?,
        })
    }

    /// Returns the cuts of each part.
    pub(super) fn parts(&self) -> [&[f64]; 3] {
        [&self.days_since_last, &self.purchases, &self.monetary]
    }

    /// Rejects cuts that do not ascend, and more of them than there are digits.
    ///
    /// # Errors
    /// [`Error::EmptyInput`], [`Error::NotFinite`] and [`Error::OutOfRange`] with the cut.
    pub fn check(&self, path: &str) -> Result<()> {
        for (name, cuts) in PARTS.into_iter().zip(self.parts()) {
            if cuts.is_empty() || cuts.len() >= MOST {
                return Err(Error::out_of_range(
                    format!("{path}.{name}"),
                    cuts.len() as f64,
                    "1 to 8 cuts",
                ));
            }
            let mut before = f64::NEG_INFINITY;
            for (i, cut) in cuts.iter().enumerate() {
                check_finite(*cut, || format!("{path}.{name}[{i}]"))?;
                if *cut < before {
                    let path = format!("{path}.{name}[{i}]");
                    return Err(Error::out_of_range(
                        path,
                        *cut,
                        "at least the cut before it",
                    ));
                }
                before = *cut;
            }
        }
        Ok(())
    }

    /// Returns how many scores each part has.
    pub fn shape(&self) -> [usize; 3] {
        self.parts().map(|cuts| cuts.len() + 1)
    }

    /// Returns the scores from 1 of days since the last purchase, purchases and money; none of a part that
    /// is NaN.
    pub fn scores(&self, values: [f64; 3]) -> [Option<usize>; 3] {
        let mut scores = [None; 3];
        for ((score, cuts), value) in scores.iter_mut().zip(self.parts()).zip(values) {
            if !value.is_nan() {
                *score = Some(1 + cuts.partition_point(|cut| *cut < value));
            }
        }
        let [days, purchases, monetary] = scores;
        let recency = days.map(|days| self.days_since_last.len() + 2 - days);
        [recency, purchases, monetary]
    }
}
