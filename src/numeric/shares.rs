//! Weights that sum to 1.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::tolerance::UNIT_SUM;
use crate::numeric::vectors::divided;
use crate::numeric::vectors::range;
use crate::numeric::vectors::sum;

/// The code of the warning that weights did not sum to 1 and were scaled.
pub(crate) const WEIGHTS_SCALED: &str = "weights_scaled";

/// Returns whether a number is no part of a whole, below 0 or above it, so that there is no share; what is
/// not known (NaN) contradicts nothing.
pub(crate) fn is_no_part(part: f64, whole: f64) -> bool {
    !whole.is_nan() && (part < 0.0 || part > whole)
}

/// Weights that sum to 1.
#[derive(Debug)]
pub(crate) struct Shares {
    /// The weights.
    pub(crate) weights: Vec<f64>,
    /// Whether they summed to something else before.
    pub(crate) scaled: bool,
}

/// Returns weights as shares of their sum.
///
/// `place` is the path of one of them, `path` that of all.
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for a weight that is not finite or below 0, and
/// [`Error::OutOfRange`] where all are 0.
pub(crate) fn shares_of(
    given: &[f64],
    path: &str,
    place: &dyn Fn(usize) -> String,
) -> Result<Shares> {
    for (i, weight) in given.iter().enumerate() {
        // Finite before anything is compared: every comparison with NaN is false.
        check_finite(*weight, || place(i))?;
        if *weight < 0.0 {
            return Err(Error::out_of_range(place(i), *weight, "a number from 0"));
        }
    }
    let (_, largest) = range(given);
    if largest <= 0.0 {
        let expected = "at least one number above 0";
        return Err(Error::out_of_range(path.into(), 0.0, expected));
    }
    let total = sum(given);
    let scaled = !total.is_finite() || (total - 1.0).abs() > UNIT_SUM;
    let weights = if total.is_finite() {
        divided(given, total)
    } else {
        // A sum of huge weights overflows, one of their parts of the largest does not.
        let parts = divided(given, largest);
        divided(&parts, sum(&parts))
    };
    Ok(Shares { weights, scaled })
}

/// Returns weights as shares of their sum; one of them has the path `path[i]`.
///
/// # Errors
/// Those of [`shares_of`].
pub(crate) fn shares_at(given: &[f64], path: &str) -> Result<Vec<f64>> {
    Ok(shares_of(given, path, &|i| format!("{path}[{i}]"))?.weights)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::shares_at;
    use super::shares_of;

    #[test]
    fn shares_sum_to_one_and_what_cannot_be_shared_is_named() {
        assert_eq!(
            shares_at(&[3.0, 1.0, 0.0], "weights").unwrap(),
            [0.75, 0.25, 0.0]
        );
        assert_eq!(shares_at(&[1e308, 1e308], "weights").unwrap(), [0.5, 0.5]);
        for (values, code, path) in [
            ([1.0, f64::NAN], "NotFinite", "weights[1]"),
            ([-1.0, 2.0], "OutOfRange", "weights[0]"),
            ([0.0, 0.0], "OutOfRange", "weights"),
        ] {
            let error = shares_at(&values, "weights").unwrap_err();
            assert_eq!((error.code(), error.path()), (code, Some(path)));
        }
    }

    #[test]
    fn weights_that_summed_to_something_else_are_said_to_be_scaled() {
        let scaled = |weights: &[f64]| shares_of(weights, "w", &|_| "w".into()).unwrap().scaled;
        assert!(!scaled(&[0.25, 0.75]));
        assert!(scaled(&[1.0, 3.0]));
        assert!(scaled(&[1e308, 1e308]));
    }
}
