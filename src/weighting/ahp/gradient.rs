//! What a small change of each judgement does to consistency and weights.

use super::eigenvector::dot;
use super::matrix::PairwiseMatrix;
use super::perron::Perron;
use super::random_index::RandomIndex;
use super::square::at;
use super::square::name;
use super::square::upper_places;
use crate::plain::report;

/// What a small change of one judgement does.
///
/// All derivatives are by the natural logarithm of the judgement: times 0.01 they are what a change
/// by 1 % does. The reciprocal judgement moves along.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct JudgementGradient {
    /// The criterion of the row.
    pub a: String,
    /// The criterion of the column.
    pub b: String,
    /// The judgement: a is this many times as important as b.
    pub value: f64,
    /// The derivative of the largest eigenvalue: above 0, a smaller judgement is more consistent.
    pub lambda_max: f64,
    /// The derivative of the consistency ratio.
    pub cr: f64,
    /// The derivatives of the weights; they sum to 0.
    pub weights: Vec<f64>,
}

report!(JudgementGradient {
    a => "a",
    b => "b",
    value => "value",
    lambda_max => "lambdaMax",
    cr => "cr",
    weights => "weights",
});

impl PairwiseMatrix {
    /// Returns what a small change of each judgement does to the largest eigenvalue, the
    /// consistency ratio under `table` and the weights of the eigenvector, in reading order.
    ///
    /// # Formula
    /// ```text
    /// ∂λ/∂ ln aᵢⱼ = yᵢ aᵢⱼ wⱼ − yⱼ aⱼᵢ wᵢ,  yᵀ A = λ yᵀ, yᵀ w = 1    ∂CR = ∂λ / ((n − 1) RI)
    /// [λI − A, w; 1ᵀ, 0] [∂w; ∂λ] = [∂A w; 0]
    /// ```
    ///
    /// # Example: the judgement to lower
    /// ```
    /// use clientele::weighting::ahp::{PairwiseMatrix, RandomIndex};
    /// let matrix = PairwiseMatrix::try_from_upper_triangle(&[2.0, 8.0, 2.0], None)?;
    /// let gradient = matrix.gradient(RandomIndex::default());
    /// assert!(gradient[1].cr > 0.0 && gradient[0].cr < 0.0);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Harker, P. T. (1987), "Derivatives of the Perron root of a positive reciprocal matrix: with
    /// application to the analytic hierarchy process", Applied Mathematics and Computation 22,
    /// 217-232.
    pub fn gradient(&self, table: RandomIndex) -> Vec<JudgementGradient> {
        let n = self.size();
        let perron = Perron::of(self.values(), n);
        let Some(inverse) = perron.group_inverse() else {
            return Vec::new();
        };
        let ri = table.value(n).unwrap_or(0.0);
        let scale = if n > 2 && ri > 0.0 {
            1.0 / ((n - 1) as f64 * ri)
        } else {
            0.0
        };
        let mut gradients = Vec::new();
        for (i, j) in upper_places(n) {
            // in the scaling of `Perron`, ∂ ln w = G ∂E 1 but for a constant
            let (one, other) = (perron.ratio(i, j), perron.ratio(j, i));
            let mut weights = Vec::with_capacity(n);
            for k in 0..n {
                weights.push(inverse.at(k, i) * one - inverse.at(k, j) * other);
            }
            let mean = dot(&weights, &perron.weights);
            for (change, weight) in weights.iter_mut().zip(&perron.weights) {
                *change = (*change - mean) * weight;
            }
            let lambda_max = perron.slope(i, j);
            gradients.push(JudgementGradient {
                a: name(self.criteria(), i),
                b: name(self.criteria(), j),
                value: at(self.values(), i * n + j),
                lambda_max,
                cr: lambda_max * scale,
                weights,
            });
        }
        gradients
    }
}
