//! Potential value: the margins still to come.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;

/// Returns the discounted value of all future margins at constant retention.
///
/// `annual_margin`: money a year while the customer stays, may be negative. `retention`: the share
/// of customers that stay another year, 0-1. `discount_rate`: a year, 0 or above. The first margin
/// comes in one year.
///
/// # Formula
/// ```text
/// PV = m·r / (1 + i − r)
/// ```
///
/// # Errors
/// [`Error::NotFinite`]; [`Error::OutOfRange`] when `retention` is outside 0-1, `discount_rate` is
/// negative, or nobody ever leaves and nothing is discounted, which has no finite value.
///
/// # Example: eight in ten stay
/// ```
/// # fn main() -> clientele::Result<()> {
/// let value = clientele::value::baseline_value(100.0, 0.8, 0.1)?;
/// assert!((value - 266.666_666_666_666_7).abs() < 1e-9);
/// # Ok(())
/// # }
/// ```
///
/// # References
/// Gupta & Lehmann (2003), "Customers as assets", Journal of Interactive Marketing 17(1), eq. 3.
pub fn baseline_value(annual_margin: f64, retention: f64, discount_rate: f64) -> Result<f64> {
    check_finite(annual_margin, || "annualMargin".into())?;
    check_finite(retention, || "retention".into())?;
    check_finite(discount_rate, || "discountRate".into())?;
    if !(0.0..=1.0).contains(&retention) {
        return Err(Error::OutOfRange {
            path: "retention".into(),
            value: retention,
            expected: "0 to 1".into(),
        });
    }
    if discount_rate < 0.0 || 1.0 + discount_rate - retention <= 0.0 {
        return Err(Error::OutOfRange {
            path: "discountRate".into(),
            value: discount_rate,
            expected: "0 or above, and above 0 when retention is 1".into(),
        });
    }
    Ok(annual_margin * retention / (1.0 + discount_rate - retention))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn value_matches_the_worked_examples_of_gupta_and_lehmann() {
        // m 100, r .8, i .1: 100·.8/.3.
        assert!((baseline_value(100.0, 0.8, 0.1).unwrap() - 266.666_666_666_667).abs() < 1e-9);
        // C1 of the end-to-end example: 3886.6667·.8/.3 = 10364.4444.
        let value = baseline_value(3_886.666_666_666_667, 0.8, 0.1).unwrap();
        assert!((value - 10_364.444_444).abs() < 1e-5);
    }

    #[test]
    fn value_that_would_be_infinite_is_an_error() {
        let error = baseline_value(1.0, 1.0, 0.0).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfRange", Some("discountRate"))
        );
        assert_eq!(
            baseline_value(1.0, 1.1, 0.1).unwrap_err().path(),
            Some("retention")
        );
        assert_eq!(
            baseline_value(f64::NAN, 0.5, 0.1).unwrap_err().code(),
            "NotFinite"
        );
    }

    proptest! {
        #[test]
        fn value_equals_the_sum_of_its_discounted_margins(
            m in -1e3..1e3f64, r in 0.0..0.9f64, i in 0.0..0.5f64,
        ) {
            let mut sum = 0.0;
            let mut flow = m;
            for _ in 0..2_000 {
                flow *= r / (1.0 + i);
                sum += flow;
            }
            let value = baseline_value(m, r, i).unwrap();
            prop_assert!((value - sum).abs() <= 1e-9 * m.abs().max(1.0));
        }
    }
}
