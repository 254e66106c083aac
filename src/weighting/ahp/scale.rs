//! Judgement scales: what a step of 1 to 9 means.

use super::matrix::PairwiseMatrix;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math;
use crate::plain::words;

/// Which ratio a judgement of x = 1 to 9 stands for.
///
/// Saaty takes the step for the ratio. Others hold that "9, extremely" is not nine times, or that
/// the weights should be spread evenly; the scales are those that Goepel compares.
///
/// # References
/// * Goepel, K. D. (2019), "Comparison of judgment scales of the analytical hierarchy process: a
///   new approach", International Journal of Information Technology & Decision Making 18,
///   445-463: the functions, and balanced-n and adaptive-balanced.
/// * Salo, A. A. and Hämäläinen, R. P. (1997), "On the measurement of preferences in the analytic
///   hierarchy process", Journal of Multi-Criteria Decision Analysis 6, 309-319: balanced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum JudgementScale {
    /// The ratio is the step: x.
    #[default]
    Linear,
    /// log₂(x + 1), up to 3.32.
    Logarithmic,
    /// √x, up to 3.
    SquareRoot,
    /// 9 / (10 − x), up to 9.
    InverseLinear,
    /// (9 + x) / (11 − x), up to 9: evenly spread weights for two criteria.
    Balanced,
    /// (9 + (n−1)x) / (9 + n − x), up to 9: evenly spread weights for n criteria.
    BalancedN,
    /// v (n−1) / (1 − v) with v = 1/n + (0.9 − 1/n)(x − 1)/8, up to 9(n−1): evenly spread weights
    /// up to 0.9 whatever n is.
    AdaptiveBalanced,
    /// x^(1 + ln(n−1)/ln 9), up to 9(n−1).
    Adaptive,
    /// x², up to 81.
    Power,
    /// 2^(x−1), up to 256.
    Geometric,
}

words!(JudgementScale {
    Linear => "linear",
    Logarithmic => "logarithmic",
    SquareRoot => "squareRoot",
    InverseLinear => "inverseLinear",
    Balanced => "balanced",
    BalancedN => "balancedN",
    AdaptiveBalanced => "adaptiveBalanced",
    Adaptive => "adaptive",
    Power => "power",
    Geometric => "geometric",
});

impl JudgementScale {
    /// Every scale there is.
    pub const ALL: [Self; 10] = [
        Self::Linear,
        Self::Logarithmic,
        Self::SquareRoot,
        Self::InverseLinear,
        Self::Balanced,
        Self::BalancedN,
        Self::AdaptiveBalanced,
        Self::Adaptive,
        Self::Power,
        Self::Geometric,
    ];

    /// Returns the ratio that a step from 1 to 9 stands for among `n` criteria.
    fn ratio(self, x: f64, n: f64) -> f64 {
        match self {
            Self::Linear => x,
            Self::Logarithmic => math::ln(x + 1.0) / core::f64::consts::LN_2,
            Self::SquareRoot => math::sqrt(x),
            Self::InverseLinear => 9.0 / (10.0 - x),
            Self::Balanced => (9.0 + x) / (11.0 - x),
            Self::BalancedN => (9.0 + (n - 1.0) * x) / (9.0 + n - x),
            Self::AdaptiveBalanced => {
                let share = 1.0 / n + (0.9 - 1.0 / n) * (x - 1.0) / 8.0;
                share * (n - 1.0) / (1.0 - share)
            }
            Self::Adaptive => math::exp(math::ln(x) * (1.0 + math::ln(n - 1.0) / math::ln(9.0))),
            Self::Power => x * x,
            Self::Geometric => math::exp((x - 1.0) * core::f64::consts::LN_2),
        }
    }
}

/// The last step of the scale, with room for the rounding of a reciprocal.
const LAST_STEP: f64 = 9.0 + 1e-9;

impl PairwiseMatrix {
    /// Returns the matrix with every judgement of 1 to 9 replaced by the ratio it stands for.
    ///
    /// A judgement below 1 is the reciprocal of the one the other way round.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a judgement that is not on Saaty's scale, 1/9 to 9, unless the
    /// scale is linear.
    ///
    /// # Example: "9, extremely" as the third root of 27
    /// ```
    /// use clientele::weighting::ahp::{JudgementScale, PairwiseMatrix};
    /// let matrix = PairwiseMatrix::try_from_upper_triangle(&["1/9"], None)?;
    /// let rooted = matrix.on_scale(JudgementScale::SquareRoot)?;
    /// assert_eq!(rooted.judgement(1, 0), Some(3.0));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn on_scale(&self, scale: JudgementScale) -> Result<Self> {
        if scale == JudgementScale::Linear {
            return Ok(self.clone());
        }
        let n = self.size() as f64;
        self.rejudged(&mut |i, j| {
            let value = self.cell(i, j);
            let step = value.max(self.cell(j, i));
            if step > LAST_STEP {
                return Err(Error::OutOfRange {
                    path: self.path(i, j),
                    value,
                    expected: "a step of the scale 1/9 to 9".into(),
                });
            }
            // equal stays equal to the last bit
            let ratio = if step > 1.0 {
                scale.ratio(step.min(9.0), n)
            } else {
                1.0
            };
            Ok(if value < 1.0 { 1.0 / ratio } else { ratio })
        })
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests may")]
mod tests {
    use super::JudgementScale;

    #[test]
    fn every_scale_begins_at_one_and_ends_where_its_paper_says() {
        // Goepel (2019), table 1: the largest ratio of each scale, with n criteria
        for n in [2.0, 3.0, 7.0, 12.0] {
            let ends = [
                (JudgementScale::Linear, 9.0),
                (JudgementScale::Logarithmic, core::f64::consts::LOG2_10),
                (JudgementScale::SquareRoot, 3.0),
                (JudgementScale::InverseLinear, 9.0),
                (JudgementScale::Balanced, 9.0),
                (JudgementScale::BalancedN, 9.0),
                (JudgementScale::AdaptiveBalanced, 9.0 * (n - 1.0)),
                (JudgementScale::Adaptive, 9.0 * (n - 1.0)),
                (JudgementScale::Power, 81.0),
                (JudgementScale::Geometric, 256.0),
            ];
            for (scale, end) in ends {
                assert!((scale.ratio(1.0, n) - 1.0).abs() < 1e-12, "{scale:?}");
                assert!((scale.ratio(9.0, n) / end - 1.0).abs() < 1e-12, "{scale:?}");
                let steps = (0..80).map(|step| 1.0 + f64::from(step) / 10.0);
                let ratios: Vec<f64> = steps.map(|x| scale.ratio(x, n)).collect();
                assert!(ratios.windows(2).all(|pair| pair[0] < pair[1]), "{scale:?}");
            }
        }
    }

    #[test]
    fn the_balanced_scale_is_the_one_of_salo_and_hamalainen() {
        // their ratios for the weights 0.5, 0.55, …, 0.9 of two criteria, as printed
        let printed = [1.0, 1.22, 1.5, 1.86, 2.33, 3.0, 4.0, 5.67, 9.0];
        for (x, ratio) in (1_u8..).zip(printed) {
            let found = JudgementScale::Balanced.ratio(f64::from(x), 2.0);
            assert!((found - ratio).abs() < 0.005, "{x}: {found}");
            // balanced-n is balanced for two criteria
            let same = JudgementScale::BalancedN.ratio(f64::from(x), 2.0);
            assert!((found - same).abs() < 1e-12);
        }
    }
}
