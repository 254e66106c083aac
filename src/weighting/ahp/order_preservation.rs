//! Whether the weights keep the order of the judgements.

use super::matrix::PairwiseMatrix;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math;
use crate::numeric::sort::sort_by;
use crate::plain::report;

/// Where weights turn round what was judged.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct OrderPreservation {
    /// Whether nothing is turned round.
    pub preserved: bool,
    /// Pairs whose order is turned round (preservation of order of preference, POP).
    pub order: Vec<TurnedPair>,
    /// How often an order of intensities is turned round (preservation of order of intensity of
    /// preference, POIP).
    pub intensity_count: u32,
    /// The worst of them, a hundred at most.
    pub intensity: Vec<TurnedIntensity>,
}

report!(OrderPreservation {
    preserved => "preserved",
    order => "order",
    intensity_count => "intensityCount",
    intensity => "intensity",
});

/// A pair of which a was judged the more important, while the weights do not say so.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct TurnedPair {
    /// The criterion that was judged the more important.
    pub a: String,
    /// The other one.
    pub b: String,
    /// The judgement, above 1.
    pub value: f64,
    /// The ratio of the weights, at most 1.
    pub ratio: f64,
}

report!(TurnedPair {
    a => "a",
    b => "b",
    value => "value",
    ratio => "ratio",
});

/// Two pairs: a was judged to exceed b by more than c exceeds d, while the weights do not say so.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct TurnedIntensity {
    /// The more important criterion of the stronger judgement.
    pub a: String,
    /// The other one of it.
    pub b: String,
    /// The more important criterion of the weaker judgement.
    pub c: String,
    /// The other one of it.
    pub d: String,
    /// The stronger judgement, a against b.
    pub stronger: f64,
    /// The weaker judgement, c against d, above 1.
    pub weaker: f64,
    /// The ratio of the weights of a and b.
    pub ratio: f64,
    /// The ratio of the weights of c and d, at least `ratio`.
    pub weaker_ratio: f64,
}

report!(TurnedIntensity {
    a => "a",
    b => "b",
    c => "c",
    d => "d",
    stronger => "stronger",
    weaker => "weaker",
    ratio => "ratio",
    weaker_ratio => "weakerRatio",
});

/// How many turned intensities are listed.
const LISTED: usize = 100;

/// By how much a judgement must exceed another, as a logarithm, to be the stronger one.
const STRONGER: f64 = 1e-9;

/// By how much a ratio of weights must exceed another; less than [`STRONGER`], so that rounding
/// turns nothing round.
const EXCEEDS: f64 = 1e-10;

/// A pair with the more important criterion first, and the logarithms of judgement and ratio.
#[derive(Clone, Copy)]
struct Pair {
    a: usize,
    b: usize,
    judged: f64,
    weighed: f64,
}

impl PairwiseMatrix {
    /// Returns where weights break the condition of order preservation: which of two is the more
    /// important, and which of two preferences is the stronger.
    ///
    /// A judgement of 1 prefers neither and asks for nothing, as in the paper.
    ///
    /// # Formula
    /// ```text
    /// POP:  aᵢⱼ > 1        ⇒ wᵢ > wⱼ
    /// POIP: aᵢⱼ > aₖₗ > 1  ⇒ wᵢ/wⱼ > wₖ/wₗ
    /// ```
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] and [`Error::OutOfRange`] for the weights.
    ///
    /// # Example: the eigenvector turns a judgement round
    /// ```
    /// use clientele::weighting::ahp::{PairwiseMatrix, PriorityMethod};
    /// let matrix = PairwiseMatrix::try_from_rows(
    ///     &[
    ///         ["1", "2", "3", "5", "9"],
    ///         ["1/2", "1", "2", "4", "9"],
    ///         ["1/3", "1/2", "1", "2", "8"],
    ///         ["1/5", "1/4", "1/2", "1", "7"],
    ///         ["1/9", "1/9", "1/8", "1/7", "1"],
    ///     ],
    ///     None,
    /// )?;
    /// let found = matrix.order_preservation(&matrix.weights(PriorityMethod::Eigenvector))?;
    /// assert!(found.order.is_empty());
    /// // d exceeds e by 7 in judgement, a exceeds d by 5: the weights say it the other way round
    /// let turned = |t: &clientele::weighting::ahp::TurnedIntensity| (t.stronger, t.weaker) == (7.0, 5.0);
    /// assert!(found.intensity.iter().any(turned));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Bana e Costa, C. A. and Vansnick, J.-C. (2008), "A critical analysis of the eigenvalue method
    /// used to derive priorities in AHP", EJOR 187, 1422-1428.
    pub fn order_preservation(&self, weights: &[f64]) -> Result<OrderPreservation> {
        self.check_weights(weights)?;
        let at = |i: usize| weights.get(i).copied().unwrap_or(1.0);
        let mut pairs = Vec::new();
        for (i, j, value) in self.pairs() {
            let (a, b) = if value > 1.0 { (i, j) } else { (j, i) };
            let judged = math::ln(self.cell(a, b));
            let weighed = math::ln(at(a) / at(b));
            if judged > STRONGER {
                pairs.push(Pair {
                    a,
                    b,
                    judged,
                    weighed,
                });
            }
        }
        let order = pairs.iter().filter(|pair| pair.weighed <= EXCEEDS);
        let order: Vec<TurnedPair> = order.map(|pair| self.turned(pair)).collect();
        let mut turned: Vec<(f64, Pair, Pair)> = Vec::new();
        for strong in &pairs {
            for weak in &pairs {
                let excess = strong.weighed - weak.weighed;
                if strong.judged - weak.judged > STRONGER && excess <= EXCEEDS {
                    turned.push((excess, *strong, *weak));
                }
            }
        }
        sort_by(&mut turned, |one, other| one.0 < other.0);
        let intensity: Vec<TurnedIntensity> = turned
            .iter()
            .take(LISTED)
            .map(|(_, strong, weak)| self.turned_intensity(strong, weak))
            .collect();
        Ok(OrderPreservation {
            preserved: order.is_empty() && turned.is_empty(),
            order,
            intensity_count: u32::try_from(turned.len()).unwrap_or(u32::MAX),
            intensity,
        })
    }

    fn turned(&self, pair: &Pair) -> TurnedPair {
        TurnedPair {
            a: self.name(pair.a),
            b: self.name(pair.b),
            value: self.cell(pair.a, pair.b),
            ratio: math::exp(pair.weighed),
        }
    }

    fn turned_intensity(&self, strong: &Pair, weak: &Pair) -> TurnedIntensity {
        let (strong, weak) = (self.turned(strong), self.turned(weak));
        TurnedIntensity {
            a: strong.a,
            b: strong.b,
            c: weak.a,
            d: weak.b,
            stronger: strong.value,
            weaker: weak.value,
            ratio: strong.ratio,
            weaker_ratio: weak.ratio,
        }
    }

    /// Checks that there is a positive weight for each criterion.
    pub(super) fn check_weights(&self, weights: &[f64]) -> Result<()> {
        if weights.len() != self.size() {
            return Err(Error::LengthMismatch {
                path: "weights".into(),
                expected: self.size(),
                actual: weights.len(),
            });
        }
        for (weight, name) in weights.iter().zip(self.criteria()) {
            // a weight that is no number is not positive either
            if !(*weight > 0.0 && weight.is_finite()) {
                return Err(Error::OutOfRange {
                    path: format!("weights[{name}]"),
                    value: *weight,
                    expected: "a number above 0".into(),
                });
            }
        }
        Ok(())
    }
}
