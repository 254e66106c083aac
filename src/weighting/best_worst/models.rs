//! The two models as linear programmes.

use super::judgements::Checked;
use crate::numeric::linear_programme::LinearProgramme;
use crate::weighting::lists::numbered;

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
        for (over, ratio, under) in self.comparisons() {
            for sign in [1.0, -1.0] {
                let mut row = self.row(over, sign, under, -sign * ratio);
                row.push(-1.0);
                programme.at_most(&row, 0.0);
            }
        }
        programme.equal(&vec![1.0; n], 1.0);
        let mut deviation = vec![0.0; n];
        deviation.push(1.0);
        let mut best = programme.minimise(&deviation)?;
        best.point.truncate(n);
        programme.at_most(&deviation, best.value + SLACK);
        Some(Solution {
            xi: best.value.max(0.0),
            ranges: ranges(&programme, n),
            point: Some(best.point),
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
        let slack = xi + SLACK;
        for (over, ratio, under) in self.comparisons() {
            // w ≤ (a + ξ) v and w ≥ (a − ξ) v
            programme.at_most(&self.row(over, 1.0, under, -(ratio + slack)), 0.0);
            programme.at_most(&self.row(over, -1.0, under, ratio - slack), 0.0);
        }
        programme.equal(&vec![1.0; n], 1.0);
        Solution {
            xi,
            point: None,
            ranges: ranges(&programme, n),
        }
    }

    /// Returns every comparison: which criterion is how many times as important as which.
    #[inline(never)]
    fn comparisons(&self) -> Vec<(usize, f64, usize)> {
        let mut found = Vec::new();
        for (j, (best, worst)) in self.pairs.iter().enumerate() {
            if j != self.best {
                found.push((self.best, *best, j));
            }
            // The best against the worst is there already.
            if j != self.worst && j != self.best {
                found.push((j, *worst, self.worst));
            }
        }
        found
    }

    fn row(&self, one: usize, its: f64, other: usize, other_its: f64) -> Vec<f64> {
        numbered(self.pairs.len(), &|place| {
            if place == one {
                its
            } else if place == other {
                other_its
            } else {
                0.0
            }
        })
    }
}

/// Returns the range of each of the first `n` variables.
#[inline(never)]
fn ranges(programme: &LinearProgramme, n: usize) -> Vec<(f64, f64)> {
    let mut found = Vec::with_capacity(n);
    for j in 0..n {
        let end = |sign: f64| {
            let objective = numbered(n, &|place| if place == j { sign } else { 0.0 });
            let end = programme.minimise(&objective);
            end.map_or(f64::NAN, |end| sign * end.value)
        };
        found.push((end(1.0), end(-1.0)));
    }
    found
}
