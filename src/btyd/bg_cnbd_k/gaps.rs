//! The times between purchases, as far as a fit needs them.

use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::purchase_history::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math::ln;
use crate::numeric::sum::CompensatedSum;

/// How much larger the mean logarithm of the gaps may be than that of equal gaps: a factor of 2.
///
/// No sum of logarithms exceeds that of equal gaps (the inequality of the means). Rounded times may
/// go beyond by a little; gaps in days beside a recency in weeks go beyond by a factor of 7. The
/// factor is our choice.
const ROUNDING: f64 = core::f64::consts::LN_2;

/// Returns Σ weight·`ln_gaps` over checked rows.
pub(super) fn weighted_sum(columns: &PurchaseColumns<'_>, ln_gaps: &[f64]) -> Result<f64> {
    check_length("lnGaps", ln_gaps.len(), columns.frequency.len())?;
    let weights = columns.weights.unwrap_or(&[]);
    let weights = weights.iter().copied().chain(core::iter::repeat(1.0));
    let mut sum = CompensatedSum::default();
    for (i, ((history, value), weight)) in columns.rows().zip(ln_gaps).zip(weights).enumerate() {
        check(history, *value, i)?;
        sum.add(weight * value);
    }
    Ok(sum.total())
}

fn check(history: PurchaseHistory, value: f64, row: usize) -> Result<()> {
    let path = || format!("lnGaps[{row}]");
    check_finite(value, path)?;
    let x = history.frequency;
    let out = |expected: String| {
        Err(Error::OutOfRange {
            path: path(),
            value,
            expected,
        })
    };
    if x <= 0.0 {
        if value.abs() > 0.0 {
            return out("0, since the frequency is 0".to_owned());
        }
        return Ok(());
    }
    let most = x * ln(history.recency / x);
    if value > most + x * ROUNDING {
        return out(format!(
            "at most {most}, that of {x} equal gaps up to the recency, in the same unit of time"
        ));
    }
    Ok(())
}
