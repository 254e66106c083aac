//! The weights whose ratios are nearest to the judgements.

use super::eigenvector::normalise;
use super::matrix::PairwiseMatrix;
use super::priorities::PriorityMethod;
use crate::numeric::linear::Matrix;
use crate::numeric::math;
use crate::numeric::maximise::Ending;
use crate::numeric::maximise::Jet;
use crate::numeric::maximise::Search;
use crate::numeric::maximise::maximise;
use crate::plain::report;

/// The least-squares weights, and what shows that they are.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LeastSquares {
    /// One weight for each criterion; they are positive and sum to 1.
    pub weights: Vec<f64>,
    /// Σ (aᵢⱼ − wᵢ/wⱼ)² over all cells, at these weights.
    pub objective: f64,
    /// The largest derivative of the objective by the logarithm of a weight that is left.
    pub gradient_norm: f64,
    /// Whether the objective rises in every direction from here: its Hessian is positive definite.
    pub strict_minimum: bool,
    /// How many different weights with this objective were found; above 1 the answer is not
    /// determined, and the first one in the order of the starts stands here.
    pub minima: u32,
    /// From how many weights the search set out.
    pub starts: u32,
    /// Evaluations of the objective, all searches together.
    pub iterations: u32,
    /// Whether the search that found the weights came to its end.
    pub converged: bool,
}

report!(LeastSquares {
    weights => "weights",
    objective => "objective",
    gradient_norm => "gradientNorm",
    strict_minimum => "strictMinimum",
    minima => "minima",
    starts => "starts",
    iterations => "iterations",
    converged => "converged",
});

/// Objectives that differ by less than this share are the same: far above rounding, and far below
/// what would matter in a sum of squared judgements.
const SAME_OBJECTIVE: f64 = 1e-9;

/// Weights of which no ratio differs by more than this share are the same.
const SAME_WEIGHTS: f64 = 1e-6;

/// The logarithms of ratios beyond which nothing is searched: squares of ratios stay finite.
const BOUND: f64 = 170.0;

/// Evaluations for one search; Newton steps need some twenty.
const STEPS: u32 = 200;

impl PairwiseMatrix {
    /// Returns the weights whose ratios have the least squared distance from the judgements.
    ///
    /// The objective is not convex. The search sets out from the weights of the other methods, from
    /// every column of the matrix, each of which would be the weights if the judgements agreed, and
    /// from halfway between it and equal weights, and keeps the lowest minimum; the same matrix always gives the same bits. The
    /// gradient and the Hessian show that a minimum was found; that there is no lower one is not
    /// proven, which would take the solution of a polynomial system (Bozóki 2008).
    ///
    /// **The best answer need not be unique** (Jensen 1984; Farkas & Rózsa 2004): a cycle of
    /// strong preferences has one for each of its criteria. `minima` says how many were found.
    ///
    /// # Formula
    /// ```text
    /// minimise Σᵢ Σⱼ (aᵢⱼ − wᵢ/wⱼ)²    by Newton steps in ln w, whose sum is held at 0
    /// ```
    ///
    /// # Example: a cycle has several best answers
    /// ```
    /// use clientele::weighting::ahp::PairwiseMatrix;
    /// let settled = PairwiseMatrix::try_from_upper_triangle(&["2", "4", "2"], None)?.least_squares();
    /// assert_eq!((settled.minima, settled.strict_minimum), (1, true));
    /// assert!((settled.weights[0] - 4.0 / 7.0).abs() < 1e-9);
    /// let cycle = PairwiseMatrix::try_from_upper_triangle(&["9", "1/9", "9"], None)?.least_squares();
    /// assert!(cycle.minima > 1);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// * Chu, A. T. W., Kalaba, R. E. and Spingarn, K. (1979), "A comparison of two methods for
    ///   determining the weights of belonging to fuzzy sets", Journal of Optimization Theory and
    ///   Applications 27, 531-538: the objective.
    /// * Jensen, R. E. (1984), "An alternative scaling method for priorities in hierarchical
    ///   structures", Journal of Mathematical Psychology 28, 317-332; Bozóki, S. (2008), "Solution
    ///   of the least squares method problem of pairwise comparison matrices", Central European
    ///   Journal of Operations Research 16, 345-358: several minima.
    pub fn least_squares(&self) -> LeastSquares {
        let starts = self.starts();
        let search = Search {
            low: -BOUND,
            high: BOUND,
            max_iterations: STEPS,
            scale: self.values().iter().map(|value| value * value).sum(),
        };
        let mut minima: Vec<LeastSquares> = Vec::new();
        let mut iterations = 0;
        for start in &starts {
            let hold = search.scale / self.size() as f64;
            let maximum = maximise(&mut |point| self.distance(point, hold), start, &search);
            iterations += maximum.iterations;
            let found = LeastSquares {
                weights: weights_at(&maximum.point),
                objective: -maximum.jet.value,
                gradient_norm: maximum.gradient_norm,
                strict_minimum: bends_up(&maximum.jet.hessian),
                minima: 1,
                starts: u32::try_from(starts.len()).unwrap_or(u32::MAX),
                iterations: 0,
                converged: maximum.ending == Ending::Converged,
            };
            if !minima.iter().any(|known| same(known, &found)) {
                minima.push(found);
            }
        }
        let mut best = lowest(&minima);
        best.iterations = iterations;
        best
    }

    /// The logarithms of the weights to set out from, with a sum of 0.
    fn starts(&self) -> Vec<Vec<f64>> {
        let n = self.size();
        let relative = |weights: &[f64]| -> Vec<f64> {
            let mut logs: Vec<f64> = weights.iter().map(|weight| math::ln(*weight)).collect();
            let mean = logs.iter().sum::<f64>() / n as f64;
            for log in &mut logs {
                *log -= mean;
            }
            logs
        };
        let methods = PriorityMethod::COMPARED.iter();
        let mut starts: Vec<Vec<f64>> = methods
            .map(|method| relative(&self.weights(*method)))
            .collect();
        for j in 0..n {
            let column: Vec<f64> = self.values().iter().skip(j).step_by(n).copied().collect();
            let column = relative(&column);
            starts.push(column.iter().map(|log| 0.5 * log).collect());
            starts.push(column);
        }
        starts
    }

    /// The negative objective with its derivatives by the logarithms of the weights.
    ///
    /// A multiple of the weights is as good as they are: `hold` keeps the sum of the logarithms at
    /// 0 without preferring one criterion to another, as holding one of them would.
    fn distance(&self, point: &[f64], hold: f64) -> Jet {
        let n = self.size();
        let at = |i: usize| point.get(i).copied().unwrap_or(0.0);
        let sum: f64 = point.iter().sum();
        let mut jet = Jet {
            value: -0.5 * hold * sum * sum,
            gradient: vec![-hold * sum; n],
            hessian: Matrix::zero(n),
        };
        for i in 0..n {
            for j in 0..n {
                jet.hessian.set(i, j, -hold);
            }
        }
        for (i, j, judgement) in self.pairs() {
            let ratio = math::exp(at(i) - at(j));
            // both cells of the pair, by the difference of the logarithms
            let (over, under) = (judgement - ratio, 1.0 / judgement - 1.0 / ratio);
            jet.value -= over * over + under * under;
            let slope = 2.0 * (over * ratio - under / ratio);
            let bend = 2.0 * (ratio * (judgement - 2.0 * ratio))
                + 2.0 / ratio * (1.0 / judgement - 2.0 / ratio);
            if let Some(slot) = jet.gradient.get_mut(i) {
                *slot += slope;
            }
            if let Some(slot) = jet.gradient.get_mut(j) {
                *slot -= slope;
            }
            jet.hessian.add(i, i, bend);
            jet.hessian.add(j, j, bend);
            jet.hessian.add_symmetric(i, j, -bend);
        }
        jet
    }
}

/// Whether the negative of the Hessian is positive definite.
fn bends_up(hessian: &Matrix) -> bool {
    let mut negative = Matrix::zero(hessian.size());
    for (i, row) in hessian.rows().enumerate() {
        for (j, value) in row.iter().enumerate() {
            negative.set(i, j, -value);
        }
    }
    negative.cholesky().is_some()
}

fn weights_at(point: &[f64]) -> Vec<f64> {
    // divided by the largest first, so that nothing overflows
    let top = point.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut weights: Vec<f64> = point.iter().map(|log| math::exp(log - top)).collect();
    normalise(&mut weights);
    weights
}

/// Whether two searches ended in the same place.
fn same(known: &LeastSquares, found: &LeastSquares) -> bool {
    let pairs = known.weights.iter().zip(&found.weights);
    pairs.fold(0.0_f64, |most, (a, b)| most.max((a / b - 1.0).abs())) <= SAME_WEIGHTS
}

/// The first of the lowest minima, with their number.
fn lowest(minima: &[LeastSquares]) -> LeastSquares {
    let least = minima
        .iter()
        .fold(f64::INFINITY, |least, found| least.min(found.objective));
    let near = |found: &&LeastSquares| found.objective <= least + SAME_OBJECTIVE * least.max(1e-9);
    let count = minima.iter().filter(near).count();
    let mut best = minima.iter().find(near).cloned().unwrap_or(LeastSquares {
        weights: vec![1.0],
        objective: 0.0,
        gradient_norm: 0.0,
        strict_minimum: true,
        minima: 1,
        starts: 0,
        iterations: 0,
        converged: true,
    });
    best.minima = u32::try_from(count.max(1)).unwrap_or(u32::MAX);
    best
}
