//! Customers by their number of repeat purchases.

use crate::btyd::Predictions;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseModel;
use crate::error::Result;
use crate::numeric::sort::sort_by;
use crate::numeric::sum::CompensatedSum;
use crate::plain::report;

/// The last bar holds this many repeat purchases and more, as in figure 1 of Fader, Hardie & Lee
/// (2005).
const LAST: u32 = 7;

/// Customers with so many repeat purchases in the calibration period.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FrequencyBar {
    /// Repeat purchases; the last bar holds those with more, too.
    pub repeats: u32,
    /// Customers there are.
    pub actual: f64,
    /// Customers the model expects, each observed as long as he was.
    pub expected: f64,
}

report!(FrequencyBar {
    repeats => "repeats",
    actual => "actual",
    expected => "expected",
});

/// Returns how many customers made 0, 1, …, 6, 7 or more repeat purchases, beside the model.
///
/// # Errors
/// What [`PurchaseColumns::validate`] and the model reject.
///
/// # Formula
/// The expected number with n repeat purchases is Σ P(X(Tᵢ) = n) over the customers.
///
/// # Example: the bars hold every customer once
/// ```
/// use clientele::btyd::holdout::frequency_bars;
/// use clientele::btyd::{AnyModel, ModelKind, PurchaseColumns};
/// let model = AnyModel::try_new(ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426])?;
/// let columns = PurchaseColumns {
///     frequency: &[2.0, 0.0, 9.0],
///     recency: &[30.43, 0.0, 30.0],
///     age: &[38.86; 3],
///     weights: None,
/// };
/// let bars = frequency_bars(&*model, &columns)?;
/// assert_eq!((bars.len(), bars[2].actual, bars[7].actual), (8, 1.0, 1.0));
/// assert!((bars.iter().map(|bar| bar.expected).sum::<f64>() - 3.0).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Fader, Hardie & Lee (2005), "Counting your customers" the easy way, figure 1.
pub fn frequency_bars(
    model: &dyn PurchaseModel,
    columns: &PurchaseColumns<'_>,
) -> Result<Vec<FrequencyBar>> {
    columns.validate()?;
    let mut bars: Vec<FrequencyBar> = (0..=LAST)
        .map(|repeats| FrequencyBar {
            repeats,
            actual: 0.0,
            expected: 0.0,
        })
        .collect();
    for x in columns.frequency {
        if let Some(bar) = bars.get_mut(capped(*x)) {
            bar.actual += 1.0;
        }
    }
    // Customers of one age share the probabilities.
    let mut ages = columns.age.to_vec();
    sort_by(&mut ages, |one, other| one < other);
    let mut sums = [CompensatedSum::default(); LAST as usize + 1];
    #[allow(clippy::float_cmp, reason = "equal ages, to the bit")]
    for run in ages.chunk_by(|one, other| one == other) {
        let (Some(age), count) = (run.first(), run.len() as f64) else {
            continue;
        };
        let mut rest = 1.0;
        for (n, sum) in (0..).zip(&mut sums) {
            let share = if n == LAST {
                f64::max(rest, 0.0)
            } else {
                model.purchase_probability_new(n, *age)?
            };
            rest -= share;
            sum.add(share * count);
        }
    }
    for (bar, sum) in bars.iter_mut().zip(sums) {
        bar.expected = sum.total();
    }
    Ok(bars)
}

/// Customers with so many repeat purchases in the calibration period, and what they did after.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FrequencyMean {
    /// Repeat purchases; the last row holds those with more, too.
    pub repeats: u32,
    /// Customers.
    pub customers: f64,
    /// Mean purchases in the holdout period.
    pub actual: f64,
    /// Mean expected purchases in the holdout period.
    pub expected: f64,
}

report!(FrequencyMean {
    repeats => "repeats",
    customers => "customers",
    actual => "actual",
    expected => "expected",
});

/// Returns the means of actual and expected holdout purchases by repeat purchases before; numbers
/// of repeat purchases that nobody made are left out.
///
/// # References
/// Fader, Hardie & Lee (2005), "Counting your customers" the easy way, figure 4.
pub fn means_by_frequency(
    columns: &PurchaseColumns<'_>,
    purchases: &[f64],
    expected: &[f64],
) -> Vec<FrequencyMean> {
    let mut rows: Vec<FrequencyMean> = (0..=LAST)
        .map(|repeats| FrequencyMean {
            repeats,
            customers: 0.0,
            actual: 0.0,
            expected: 0.0,
        })
        .collect();
    for ((x, actual), expected) in columns.frequency.iter().zip(purchases).zip(expected) {
        if let Some(row) = rows.get_mut(capped(*x)) {
            row.customers += 1.0;
            row.actual += actual;
            row.expected += expected;
        }
    }
    rows.retain(|row| row.customers > 0.0);
    for row in &mut rows {
        row.actual /= row.customers;
        row.expected /= row.customers;
    }
    rows
}

/// The place of a frequency among the bars.
fn capped(frequency: f64) -> usize {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 7"
    )]
    let place = frequency.clamp(0.0, f64::from(LAST)) as usize;
    place
}
