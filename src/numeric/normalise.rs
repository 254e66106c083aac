//! Columns on a common range.

use crate::numeric::direction::Direction;

/// Returns a column on the range 0 to 1, 1 for the best value; nothing where all are equally good.
///
/// # Formula
/// ```text
/// benefit, cost      y = (x − worst) / (best − worst)
/// target, interval   y = 1 − d / max d,   d the distance to the target or the interval
/// ```
///
/// # Example: less is better
/// ```
/// use clientele::numeric::direction::Direction;
/// use clientele::numeric::normalise::min_max;
/// assert_eq!(min_max(&[30.0, 12.0, 60.0], Direction::Cost), Some(vec![0.625, 1.0, 0.0]));
/// assert_eq!(min_max(&[7.0, 7.0], Direction::Benefit), None);
/// ```
///
/// # References
/// Hwang, C.-L. and Yoon, K. (1981), *Multiple Attribute Decision Making*, chapter 2.
pub fn min_max(column: &[f64], direction: Direction) -> Option<Vec<f64>> {
    let shortfall: Vec<f64> = column
        .iter()
        .map(|value| direction.shortfall(*value))
        .collect();
    let worst = shortfall.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let best = match direction {
        Direction::Benefit | Direction::Cost => {
            shortfall.iter().copied().fold(f64::INFINITY, f64::min)
        }
        Direction::Target(_) | Direction::Interval(..) => 0.0,
    };
    // Halves first: the width of the range of a float would overflow.
    let width = 0.5 * worst - 0.5 * best;
    (width > 0.0).then(|| {
        let place = |value: &f64| (0.5 * worst - 0.5 * value) / width;
        shortfall.iter().map(place).collect()
    })
}
