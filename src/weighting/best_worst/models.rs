//! The two models as linear programmes.

use super::judgements::Checked;
use crate::numeric::linear_programme::LinearProgramme;

/// How far ξ may rise above its least value while the range of weights is looked for, so that
/// rounding does not leave an empty range.
const SLACK: f64 = 1e-12;

/// The least deviation, and what weights reach it.
pub(super) struct Solution {
    pub(super) xi: f64,
    /// One set of weights that does; none where there is only a range.
    pub(super) point: Option<Vec<f64>>,
    /// The lowest and the highest value of each weight over all that do.
    pub(super) ranges: Vec<(f64, f64)>,
}

impl Checked {
    /// Solves the linear model.
    ///
    /// # Formula
    /// ```text
    /// min ξ:  |w_B − a_Bj w_j| ≤ ξ,  |w_j − a_jW w_W| ≤ ξ,  Σ w = 1
    /// ```
    ///
    /// # References
    /// Rezaei, J. (2016), "Best-worst multi-criteria decision-making method: some properties and a
    /// linear model", Omega 64, 126-130, model 7.
    pub(super) fn linear(&self) -> Option<Solution> {
        let n = self.pairs.len();
        let mut programme = LinearProgramme::new(n + 1);
        for row in self.differences() {
            for sign in [1.0, -1.0] {
                let mut row: Vec<f64> = row.iter().map(|cell| sign * cell).collect();
                row.push(-1.0);
                programme.at_most(&row, 0.0);
            }
        }
        programme.equal(&vec![1.0; n], 1.0);
        let mut deviation = vec![0.0; n];
        deviation.push(1.0);
        let best = programme.minimise(&deviation)?;
        programme.at_most(&deviation, best.value + SLACK);
        Some(Solution {
            xi: best.value.max(0.0),
            ranges: ranges(&programme, n),
            point: Some(best.point.into_iter().take(n).collect()),
        })
    }

    /// Solves the nonlinear model. With ξ known the rest is linear.
    ///
    /// # Formula
    /// ```text
    /// min ξ:  |w_B/w_j − a_Bj| ≤ ξ,  |w_j/w_W − a_jW| ≤ ξ,  Σ w = 1
    /// ```
    ///
    /// # References
    /// Rezaei, J. (2015), "Best-worst multi-criteria decision-making method", Omega 53, 49-57,
    /// model 4; Rezaei (2016), models 5 and 6: the range of each weight.
    pub(super) fn nonlinear(&self) -> Solution {
        let n = self.pairs.len();
        let xi = self.xi();
        let mut programme = LinearProgramme::new(n);
        for row in self.ratios(xi + SLACK) {
            programme.at_most(&row, 0.0);
        }
        programme.equal(&vec![1.0; n], 1.0);
        Solution {
            xi,
            point: None,
            ranges: ranges(&programme, n),
        }
    }

    /// Returns `w_B − a_Bj w_j` and `w_j − a_jW w_W` as rows of coefficients.
    fn differences(&self) -> Vec<Vec<f64>> {
        let mut rows = Vec::new();
        for (j, (best, worst)) in self.pairs.iter().enumerate() {
            if j != self.best {
                rows.push(self.row(self.best, 1.0, j, -best));
            }
            // The best against the worst is there already.
            if j != self.worst && j != self.best {
                rows.push(self.row(j, 1.0, self.worst, -worst));
            }
        }
        rows
    }

    /// Returns the rows of `w_B ≤ (a_Bj + ξ) w_j` and so on, all at most 0.
    fn ratios(&self, xi: f64) -> Vec<Vec<f64>> {
        let mut rows = Vec::new();
        let mut between = |over: usize, ratio: f64, under: usize| {
            rows.push(self.row(over, 1.0, under, -(ratio + xi)));
            rows.push(self.row(over, -1.0, under, ratio - xi));
        };
        for (j, (best, worst)) in self.pairs.iter().enumerate() {
            if j != self.best {
                between(self.best, *best, j);
            }
            if j != self.worst && j != self.best {
                between(j, *worst, self.worst);
            }
        }
        rows
    }

    fn row(&self, one: usize, its: f64, other: usize, other_its: f64) -> Vec<f64> {
        let places = 0..self.pairs.len();
        let coefficients = places.map(|place| {
            if place == one {
                its
            } else if place == other {
                other_its
            } else {
                0.0
            }
        });
        coefficients.collect()
    }
}

/// Returns the range of each of the first `n` variables.
fn ranges(programme: &LinearProgramme, n: usize) -> Vec<(f64, f64)> {
    let end = |j: usize, sign: f64| {
        let mut objective = vec![0.0; n];
        if let Some(cell) = objective.get_mut(j) {
            *cell = sign;
        }
        programme.minimise(&objective).map(|end| sign * end.value)
    };
    let both = (0..n).map(|j| {
        let low = end(j, 1.0).unwrap_or(f64::NAN);
        let high = end(j, -1.0).unwrap_or(f64::NAN);
        (low, high)
    });
    both.collect()
}
