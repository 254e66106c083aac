//! Weights that sum to 1.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::tolerance::UNIT_SUM;

/// The code of the warning that weights did not sum to 1 and were scaled.
pub(crate) const WEIGHTS_SCALED: &str = "weights_scaled";

/// Weights that sum to 1.
#[derive(Debug)]
pub(crate) struct Shares {
    /// The weights.
    pub(crate) weights: Vec<f64>,
    /// Whether they summed to something else before.
    pub(crate) scaled: bool,
}

/// Returns the shares of weights in their sum.
///
/// `path` names one of them, `whole` all of them.
///
/// # Errors
/// [`Error::NotFinite`] for a weight and for their sum, [`Error::OutOfRange`] for one below 0 and
/// for weights that are all 0.
pub(crate) fn shares(given: &[f64], whole: &str, path: &dyn Fn(usize) -> String) -> Result<Shares> {
    let mut total = 0.0;
    for (i, weight) in given.iter().enumerate() {
        // Finite before anything is compared: every comparison with NaN is false.
        check_finite(*weight, || path(i))?;
        if *weight < 0.0 {
            return Err(Error::OutOfRange {
                path: path(i),
                value: *weight,
                expected: "a weight from 0".into(),
            });
        }
        total += weight;
    }
    check_finite(total, || whole.into())?;
    if total <= 0.0 {
        return Err(Error::OutOfRange {
            path: whole.into(),
            value: total,
            expected: "at least one weight above 0".into(),
        });
    }
    Ok(Shares {
        weights: given.iter().map(|weight| weight / total).collect(),
        scaled: (total - 1.0).abs() > UNIT_SUM,
    })
}
