//! Quantiles of a sample, and the rank of a value among stored quantiles.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::sort::sort_numbers;

/// Returns the quantiles of `values` at the given `probabilities`, in their order.
///
/// Linear interpolation between order statistics at position p·(n − 1): definition 7 of Hyndman &
/// Fan (1996), the default of R and `NumPy`. `values` need not be sorted.
///
/// # Errors
/// [`Error::InsufficientData`] without values; [`Error::NotFinite`]; [`Error::OutOfRange`] when a
/// probability is outside 0-1.
///
/// # Example: the median of four
/// ```
/// # fn main() -> clientele::Result<()> {
/// use clientele::numeric::quantile::quantiles;
/// assert_eq!(quantiles(&[4.0, 1.0, 2.0, 3.0], &[0.5])?, vec![2.5]);
/// # Ok(())
/// # }
/// ```
///
/// # References
/// Hyndman & Fan (1996), "Sample quantiles in statistical packages", The American Statistician
/// 50(4), definition 7.
pub fn quantiles(values: &[f64], probabilities: &[f64]) -> Result<Vec<f64>> {
    let mut sorted = values.to_vec();
    for (i, value) in sorted.iter().enumerate() {
        check_finite(*value, || format!("values[{i}]"))?;
    }
    sort_numbers(&mut sorted);
    let Some(last) = sorted.len().checked_sub(1) else {
        return Err(Error::InsufficientData {
            path: "values".into(),
            found: 0,
            needed: 1,
            hint: "quantiles need at least one value".into(),
        });
    };
    probabilities
        .iter()
        .map(|&p| {
            if !(0.0..=1.0).contains(&p) {
                return Err(Error::OutOfRange {
                    path: "probability".into(),
                    value: p,
                    expected: "0 to 1".into(),
                });
            }
            let position = p * last as f64;
            let below = libm::floor(position);
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "0 ≤ below ≤ last, which came from a usize"
            )]
            let index = (below as usize).min(last);
            let low = sorted.get(index).copied().unwrap_or_default();
            let high = sorted.get(index + 1).copied().unwrap_or(low);
            Ok(low + (position - below) * (high - low))
        })
        .collect()
}

/// Returns the share of a population at or below `value`, in percent, from its stored quantiles.
///
/// `table`: quantiles in ascending order at equal steps of probability from 0 to 1, at least two.
/// Between two of them the share is interpolated; among ties the upper end counts.
///
/// # Example: halfway between the quartiles
/// ```
/// use clientele::numeric::quantile::percentile_of;
/// assert_eq!(percentile_of(&[0.0, 10.0, 20.0, 30.0, 40.0], 25.0), 62.5);
/// ```
pub fn percentile_of(table: &[f64], value: f64) -> f64 {
    let steps = table.len().saturating_sub(1).max(1) as f64;
    let at_or_below = table.partition_point(|&q| q <= value);
    let Some(index) = at_or_below.checked_sub(1) else {
        return 0.0;
    };
    let low = table.get(index).copied().unwrap_or_default();
    match table.get(at_or_below) {
        None => 100.0,
        Some(&high) => 100.0 * (index as f64 + (value - low) / (high - low)) / steps,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quantiles_match_definition_seven() {
        // numpy.quantile([1, 2, 4, 8, 16], [0, .1, .5, .9, 1]) with the default method "linear".
        let found = quantiles(&[16.0, 1.0, 8.0, 2.0, 4.0], &[0.0, 0.1, 0.5, 0.9, 1.0]).unwrap();
        for (found, expected) in found.iter().zip([1.0, 1.4, 4.0, 12.8, 16.0]) {
            assert!((found - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn rejects_what_has_no_quantile() {
        assert_eq!(
            quantiles(&[], &[0.5]).unwrap_err().code(),
            "InsufficientData"
        );
        assert_eq!(
            quantiles(&[f64::NAN], &[0.5]).unwrap_err().path(),
            Some("values[0]")
        );
        assert_eq!(quantiles(&[1.0], &[1.5]).unwrap_err().code(), "OutOfRange");
    }

    #[test]
    fn percentile_counts_ties_at_their_upper_end() {
        let table = [0.0, 0.0, 0.0, 5.0, 10.0];
        assert!((percentile_of(&table, 0.0) - 50.0).abs() < 1e-12);
        assert!(percentile_of(&table, -1.0).abs() < 1e-12);
        assert!((percentile_of(&table, 10.0) - 100.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn percentile_rises_with_the_value(
            mut table in prop::collection::vec(-1e6..1e6f64, 2..50), a in -2e6..2e6f64, b in -2e6..2e6f64,
        ) {
            table.sort_unstable_by(f64::total_cmp);
            let (low, high) = (a.min(b), a.max(b));
            let (p, q) = (percentile_of(&table, low), percentile_of(&table, high));
            prop_assert!((0.0..=100.0).contains(&p) && (0.0..=100.0).contains(&q) && p <= q);
        }
    }
}
