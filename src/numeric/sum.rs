//! Sums that keep their digits.

use crate::numeric::math::exp;
use crate::numeric::math::log1p;

/// A running sum that carries the rounding error of every addition along.
///
/// # Example: a small summand survives a large one
/// ```
/// use clientele::numeric::sum::CompensatedSum;
/// let mut sum = CompensatedSum::default();
/// for value in [1e16, 1.0, -1e16] {
///     sum.add(value);
/// }
/// assert_eq!(sum.total(), 1.0);
/// ```
///
/// # References
/// Neumaier (1974), Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, §2.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CompensatedSum {
    sum: f64,
    lost: f64,
}

impl CompensatedSum {
    /// Adds one summand.
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        reason = "four instructions in every inner loop"
    )]
    pub fn add(&mut self, value: f64) {
        let total = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() {
            (self.sum - total) + value
        } else {
            (value - total) + self.sum
        };
        self.sum = total;
    }

    /// Adds one summand to each of some sums, all of the same weight.
    #[inline(never)]
    pub(crate) fn add_each(sums: &mut [Self], values: &[f64], weight: f64) {
        let mut place = 0;
        while let (Some(sum), Some(value)) = (sums.get_mut(place), values.get(place)) {
            sum.add(weight * value);
            place += 1;
        }
    }

    /// Returns the sum so far.
    #[inline]
    pub fn total(&self) -> f64 {
        self.sum + self.lost
    }
}

/// Returns ln(eᵃ + eᵇ) without overflow; minus infinity stands for an absent term.
///
/// # Example: two equal terms
/// ```
/// use clientele::numeric::sum::log_add_exp;
/// assert_eq!(log_add_exp(1000.0, 1000.0), 1000.0 + std::f64::consts::LN_2);
/// assert_eq!(log_add_exp(3.0, f64::NEG_INFINITY), 3.0);
/// ```
#[inline]
pub fn log_add_exp(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low > f64::NEG_INFINITY {
        high + log1p(exp(low - high))
    } else {
        high
    }
}

/// Returns ln Σ exp(`values`) without overflow, minus infinity for no values.
///
/// # Example: the sum of four equal terms
/// ```
/// use clientele::numeric::sum::log_sum_exp;
/// let total = log_sum_exp(&[-800.0; 4]);
/// assert!((total - (-800.0 + 4f64.ln())).abs() < 1e-12);
/// ```
pub fn log_sum_exp(values: &[f64]) -> f64 {
    values
        .iter()
        .fold(f64::NEG_INFINITY, |sum, value| log_add_exp(sum, *value))
}
