//! How well predictions tell events from the rest.

use crate::error::Result;
use crate::numeric::accuracy::gain_curve;
use crate::numeric::accuracy::mean_ranks;
use crate::numeric::logistic::check_outcomes;
use crate::numeric::sum::CompensatedSum;

/// Returns the probability that an event was given a higher prediction than another row (AUC), ties
/// counting half; nothing when all outcomes are alike.
///
/// # Errors
/// Those of [`gain_curve`]; [`Error::OutOfRange`](crate::Error::OutOfRange) for an outcome that is
/// neither 1 nor 0.
///
/// # Example: three of four pairs stand right
/// ```
/// use clientele::numeric::discrimination::area_under_curve;
/// let area = area_under_curve(&[1.0, 0.0, 1.0, 0.0], &[0.9, 0.8, 0.7, 0.1])?;
/// assert_eq!(area, Some(0.75));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Hanley & `McNeil` (1982), "The meaning and use of the area under a receiver operating characteristic
/// (ROC) curve", Radiology 143(1).
pub fn area_under_curve(actual: &[f64], predicted: &[f64]) -> Result<Option<f64>> {
    // Checks lengths and numbers.
    gain_curve(actual, predicted, 1)?;
    check_outcomes(actual)?;
    let (mut events, mut ranks) = (0.0, CompensatedSum::default());
    for (outcome, rank) in actual.iter().zip(mean_ranks(predicted)) {
        events += outcome;
        ranks.add(outcome * rank);
    }
    let others = actual.len() as f64 - events;
    let pairs = events * others;
    Ok((pairs > 0.0).then(|| (ranks.total() - events * (events + 1.0) / 2.0) / pairs))
}

/// Returns how many times more events the tenth of the rows with the highest predictions has than a
/// tenth taken at random; nothing without events.
///
/// # Errors
/// Those of [`gain_curve`].
///
/// # Example: one of ten
/// ```
/// use clientele::numeric::discrimination::top_decile_lift;
/// let predicted: Vec<f64> = (0..10).map(f64::from).collect();
/// let mut actual = [0.0; 10];
/// actual[9] = 1.0;
/// assert_eq!(top_decile_lift(&actual, &predicted)?, Some(10.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Neslin, Gupta, Kamakura, Lu & Mason (2006), "Defection detection", Journal of Marketing Research
/// 43(2), p. 207.
pub fn top_decile_lift(actual: &[f64], predicted: &[f64]) -> Result<Option<f64>> {
    let curve = gain_curve(actual, predicted, 10)?;
    Ok(curve.and_then(|curve| curve.lift.get(1).copied()))
}
