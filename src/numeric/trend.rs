//! The trend of a short series.

use crate::numeric::sum::CompensatedSum;
use crate::numeric::vectors::range;

/// The fewest periods whose revenue is known that have a trend.
const PERIODS: usize = 3;

/// Returns the change of revenue a period as a share of the mean: the slope of the least-squares line
/// over the mean.
///
/// `revenues`: of equal periods, the oldest first, NaN where one is not known. All zero have no
/// change; there is none of fewer than three known periods, and none where refunds leave no mean above
/// 0.
///
/// # Formula
/// ```text
/// trend = Σ (t − t̄)(y − ȳ) / Σ (t − t̄)² / ȳ
/// ```
///
/// # Example: growth
/// ```
/// use clientele::numeric::trend::revenue_trend;
/// let trend = revenue_trend(&[100.0, 150.0, 210.0, 260.0, 330.0, 400.0]);
/// assert!((trend.unwrap_or_default() - 0.247094).abs() < 5e-7);
/// ```
pub fn revenue_trend(revenues: &[f64]) -> Option<f64> {
    let known = revenues.iter().filter(|value| !value.is_nan()).count();
    if known < PERIODS {
        return None;
    }
    let (low, high) = range(revenues);
    let largest = high.max(-low);
    if largest <= 0.0 {
        return Some(0.0);
    }
    let n = known as f64;
    let (mut periods, mut sum) = (0.0, CompensatedSum::default());
    for (period, value) in revenues.iter().enumerate() {
        if !value.is_nan() {
            periods += period as f64;
            // As shares of the largest, so that nothing overflows.
            sum.add(value / largest);
        }
    }
    let (mean_period, mean) = (periods / n, sum.total() / n);
    if mean <= 0.0 {
        return None;
    }
    let (mut products, mut squares) = (CompensatedSum::default(), 0.0);
    for (period, value) in revenues.iter().enumerate() {
        if !value.is_nan() {
            let away = period as f64 - mean_period;
            products.add(away * (value / largest - mean));
            squares += away * away;
        }
    }
    let trend = products.total() / squares / mean;
    trend.is_finite().then_some(trend)
}
