//! How consistent comparisons with the best and the worst are.

use super::judgements::Checked;
use crate::numeric::math;

/// The thresholds of the input-based ratio: rows for the best against the worst = 3 to 9, columns
/// for 3 to 9 criteria.
///
/// # References
/// Liang, F., Brunelli, M. and Rezaei, J. (2020), "Consistency issues in the best worst method:
/// measurements and thresholds", Omega 96, 102175, table 3.
const THRESHOLDS: [[f64; 7]; 7] = [
    [0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667],
    [0.1121, 0.1529, 0.1898, 0.2206, 0.2527, 0.2577, 0.2683],
    [0.1354, 0.1994, 0.2306, 0.2546, 0.2716, 0.2844, 0.2960],
    [0.1330, 0.1990, 0.2643, 0.3044, 0.3144, 0.3221, 0.3262],
    [0.1294, 0.2457, 0.2819, 0.3029, 0.3144, 0.3251, 0.3403],
    [0.1309, 0.2521, 0.2958, 0.3154, 0.3408, 0.3620, 0.3657],
    [0.1359, 0.2681, 0.3062, 0.3337, 0.3517, 0.3620, 0.3662],
];

/// Returns the largest ratio that is acceptable; nothing where none was published.
///
/// Two criteria and a best against the worst of 2 leave no room: 0.
pub(super) fn threshold(span: f64, criteria: usize) -> Option<f64> {
    let is = |whole: u32| (span - f64::from(whole)).abs() <= 0.0;
    if criteria == 2 || is(2) {
        return Some(0.0);
    }
    for (whole, row) in (3..=9).zip(&THRESHOLDS) {
        if is(whole) {
            return row.get(criteria.checked_sub(3)?).copied();
        }
    }
    None
}

impl Checked {
    /// Returns `|a_Bj a_jW − a_BW| / (a_BW² − a_BW)` for each criterion; nothing where the best is
    /// judged equal to the worst and something else is not, which is beyond measure.
    pub(super) fn input_ratios(&self) -> Option<Vec<f64>> {
        let widest = self.span * self.span - self.span;
        let mut ratios = Vec::with_capacity(self.pairs.len());
        for (best, worst) in &self.pairs {
            let gap = (best * worst - self.span).abs();
            if widest <= 0.0 && gap > 0.0 {
                return None;
            }
            ratios.push(if widest > 0.0 { gap / widest } else { gap });
        }
        Some(ratios)
    }

    /// Returns ξ*, the smallest ξ that some weights satisfy.
    ///
    /// # Formula
    /// ```text
    /// |w_B/w_j − a_Bj| ≤ ξ,  |w_j/w_W − a_jW| ≤ ξ  for all j
    /// ```
    /// Weights exist if and only if the ranges of the best over the worst weight agree:
    /// ```text
    /// (a_Bj − ξ)(a_jW − ξ) to (a_Bj + ξ)(a_jW + ξ) for each j, and a_BW − ξ to a_BW + ξ
    /// ```
    /// So ξ* is the largest of the ξ at which two of the ranges just touch, each the root of an
    /// equation.
    ///
    /// # References
    /// Rezaei, J. (2015), Omega 53, 49-57, equations 5-9, for three criteria; for more, the argument
    /// above.
    pub(super) fn xi(&self) -> f64 {
        let mut largest = 0.0_f64;
        for (i, (a, b)) in self.pairs.iter().enumerate() {
            if i == self.best || i == self.worst {
                continue;
            }
            // (a ∓ ξ)(b ∓ ξ) = a_BW ± ξ
            let (half, gap) = (0.5 * (a + b + 1.0), a * b - self.span);
            let root = math::sqrt(half * half - gap);
            largest = largest.max(gap.abs() / (half + root));
            for (j, (c, d)) in self.pairs.iter().enumerate() {
                if j != self.best && j != self.worst {
                    // (a − ξ)(b − ξ) = (c + ξ)(d + ξ)
                    largest = largest.max((a * b - c * d) / (a + b + c + d));
                }
            }
        }
        largest
    }

    /// Returns the consistency index, the ξ* of three criteria at their most inconsistent.
    ///
    /// # Formula
    /// ξ² − (1 + 2a) ξ + a² − a = 0 with a = `a_BW`; to two decimals 0, 0.44, 1.00, 1.63, 2.30,
    /// 3.00, 3.73, 4.47, 5.23 for 1 to 9, which is the published table.
    ///
    /// # References
    /// Rezaei, J. (2015), Omega 53, 49-57, table 1.
    pub(super) fn index(&self) -> f64 {
        let a = self.span;
        let half = a + 0.5;
        let product = a * a - a;
        product / (half + math::sqrt(half * half - product))
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::threshold;

    #[test]
    fn thresholds_depend_on_the_span_and_the_number_of_criteria() {
        // Liang, Brunelli & Rezaei (2020), table 3
        assert_eq!(threshold(8.0, 5), Some(0.2958));
        assert_eq!(threshold(8.0, 3), Some(0.1309));
        assert_eq!(threshold(4.0, 9), Some(0.2683));
        assert_eq!(threshold(2.0, 6), Some(0.0));
        assert_eq!(threshold(7.0, 2), Some(0.0));
        assert_eq!(threshold(1.0, 5), None);
        assert_eq!(threshold(8.5, 5), None);
        assert_eq!(threshold(8.0, 10), None);
    }
}
