//! Whether other weights would be nearer to every judgement.

use super::eigenvector::normalise;
use super::matrix::PairwiseMatrix;
use crate::error::Result;
use crate::plain::report;

/// Whether weights are Pareto efficient, and better ones where they are not.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Efficiency {
    /// Whether no other weights are at least as near to every judgement and nearer to one.
    pub efficient: bool,
    /// Efficient weights that are: none of their ratios is farther from its judgement, and some
    /// are nearer; none when the weights are efficient already.
    pub better: Option<Vec<f64>>,
}

report!(Efficiency {
    efficient => "efficient",
    better => "better",
});

/// By how much a ratio of weights may stay below its judgement and still count as equal, as a
/// share of it: rounding, no more.
const EQUAL: f64 = 1e-9;

impl PairwiseMatrix {
    /// Returns whether weights are Pareto efficient, and a better choice where they are not.
    ///
    /// Weights are inefficient when others have every ratio at least as near to its judgement and
    /// one of them nearer. The geometric means and the least squares never are; the eigenvector may
    /// be, however small the inconsistency (Bozóki 2014).
    ///
    /// The better weights come from raising a set of criteria together whose ratios to all others
    /// are below what was judged, until the first one is met; each such step only brings ratios
    /// nearer, and after n of them at most the weights are efficient.
    ///
    /// # Formula
    /// ```text
    /// an arrow from i to j where wᵢ/wⱼ ≥ aᵢⱼ;   w is efficient ⇔ every criterion reaches every other
    /// ```
    ///
    /// # Errors
    /// Those of [`PairwiseMatrix::order_preservation`].
    ///
    /// # Example: an eigenvector that can be bettered
    /// ```
    /// use clientele::weighting::ahp::{PairwiseMatrix, PriorityMethod};
    /// let triangle = ["1", "4", "9", "7", "5", "4"];
    /// let matrix = PairwiseMatrix::try_from_upper_triangle(&triangle, None)?;
    /// let weights = matrix.weights(PriorityMethod::Eigenvector);
    /// let found = matrix.efficiency(&weights)?;
    /// assert!(!found.efficient);
    /// // the first two were judged alike: 0.4045 is raised to 0.4362
    /// let better = found.better.unwrap_or_default();
    /// assert!((better[0] / better[1] - 1.0).abs() < 1e-12);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// * Blanquero, R., Carrizosa, E. and Conde, E. (2006), "Inferring efficient weights from
    ///   pairwise comparison matrices", Mathematical Methods of Operations Research 64, 271-284:
    ///   the digraph (corollary 10).
    /// * Bozóki, S. and Fülöp, J. (2018), "Efficient weight vectors from pairwise comparison
    ///   matrices", EJOR 264, 419-427: the test and the example, section 1.
    /// * Bozóki, S. (2014), "Inefficient weights from pairwise comparison matrices with arbitrarily
    ///   small inconsistency", Optimization 63, 1893-1901.
    pub fn efficiency(&self, weights: &[f64]) -> Result<Efficiency> {
        self.check_weights(weights)?;
        let mut better = weights.to_vec();
        let mut efficient = true;
        // every step adds an arrow against which there was none; more than n are never needed
        for _ in 0..=self.size() {
            let Some(raised) = self.closed_set(&better) else {
                break;
            };
            efficient = false;
            self.raise(&mut better, &raised);
        }
        Ok(Efficiency {
            efficient,
            better: (!efficient).then(|| {
                normalise(&mut better);
                better
            }),
        })
    }

    /// Returns the smallest set of criteria from which no arrow leads out; none when all reach all.
    fn closed_set(&self, weights: &[f64]) -> Option<Vec<bool>> {
        let n = self.size();
        let sets = (0..n).map(|start| self.reached(start, weights));
        let size = |set: &Vec<bool>| set.iter().filter(|reached| **reached).count();
        let smallest = sets.min_by_key(size)?;
        (size(&smallest) < n).then_some(smallest)
    }

    /// Returns which criteria can be reached from one along the arrows.
    fn reached(&self, start: usize, weights: &[f64]) -> Vec<bool> {
        let mut reached: Vec<bool> = (0..self.size()).map(|i| i == start).collect();
        let mut open = vec![start];
        while let Some(i) = open.pop() {
            let from = weights.get(i).copied().unwrap_or_default();
            for (j, (seen, to)) in reached.iter_mut().zip(weights).enumerate() {
                if !*seen && from / to >= self.cell(i, j) * (1.0 - EQUAL) {
                    *seen = true;
                    open.push(j);
                }
            }
        }
        reached
    }

    /// Raises the criteria of a closed set until the first ratio to one outside meets its judgement.
    fn raise(&self, weights: &mut [f64], set: &[bool]) {
        let mut factor = f64::INFINITY;
        for (i, (inside, wi)) in set.iter().zip(weights.iter()).enumerate() {
            for (j, (beside, wj)) in set.iter().zip(weights.iter()).enumerate() {
                if *inside && !*beside {
                    factor = factor.min(self.cell(i, j) * wj / wi);
                }
            }
        }
        for (weight, _) in weights.iter_mut().zip(set).filter(|(_, inside)| **inside) {
            *weight *= factor;
        }
    }
}
