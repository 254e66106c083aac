//! A share that was counted, and how far it can be trusted.

use crate::numeric::math;
use crate::plain::report;

/// A share of the draws with its 95 % confidence interval.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ShareEstimate {
    /// The share, 0 to 1.
    pub share: f64,
    /// The lower end of the interval.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

report!(ShareEstimate {
    share => "share",
    lower => "lower",
    upper => "upper",
});

/// The quantile of the standard normal distribution at 0.975.
const NORMAL_975: f64 = 1.959_963_984_540_054;

impl ShareEstimate {
    /// Returns the share with Wilson's interval, which is right for shares of 0 and 1 too.
    ///
    /// # References
    /// Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical
    /// inference", Journal of the American Statistical Association 22, 209-212.
    #[inline(never)]
    pub(super) fn of(count: u32, draws: u32) -> Self {
        let (n, square) = (f64::from(draws), NORMAL_975 * NORMAL_975);
        let share = f64::from(count) / n;
        let centre = share + square / (2.0 * n);
        let spread = share * (1.0 - share) / n + square / (4.0 * n * n);
        let half = NORMAL_975 * math::sqrt(spread);
        let scale = 1.0 + square / n;
        // At the ends of the range the formula gives the ends, but for rounding.
        Self {
            share,
            lower: if count == 0 {
                0.0
            } else {
                (centre - half) / scale
            },
            upper: if count == draws {
                1.0
            } else {
                (centre + half) / scale
            },
        }
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::ShareEstimate;

    #[test]
    fn wilsons_interval_is_that_of_the_textbooks() {
        // Newcombe (1998), Statistics in Medicine 17, table I, method 3: 81 of 263 and 0 of 20
        let half = ShareEstimate::of(81, 263);
        assert!((half.lower - 0.2553).abs() < 5e-5 && (half.upper - 0.3662).abs() < 5e-5);
        let none = ShareEstimate::of(0, 20);
        assert!(none.lower == 0.0 && (none.upper - 0.1611).abs() < 5e-5);
        let all = ShareEstimate::of(20, 20);
        assert!(all.upper == 1.0 && (all.lower - 0.8389).abs() < 5e-5);
    }
}
