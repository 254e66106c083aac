//! The exact ranges of weights by geometric means of reciprocal fuzzy judgements.
//!
//! The weight of criterion i is 1 / (1 + Σₖ rₖ/rᵢ). Its own judgements take the end of their range
//! that helps, since each moves rᵢ up and the other row down. What remains is the sum over the
//! other criteria k of exp(yₖ), where yₖ is a number of its own and the sum of its judgements xₖₗ
//! of the rest, each between its ends and xₗₖ = −xₖₗ. All such vectors y form the base polytope of
//! the submodular function f(S) = Σ_{k∈S} own + Σ_{k∈S, l∉S} max xₖₗ, and so:
//!
//! * the largest sum, of a convex function, is at a corner; the corners are the orders of the
//!   criteria, each criterion ahead of those after it as far as its judgements allow (Edmonds'
//!   greedy algorithm). Since yₖ depends on the set of those before k only, a table over sets finds
//!   the best of all (n − 1)! orders;
//! * the smallest sum is at the most even vector, which is found set by set: the set of the least
//!   mean f(S)/|S| has that value, and so on with the rest.
//!
//! # References
//! * Krejčí, J., Pavlačka, O. and Talašová, J. (2017), Fuzzy Optimization and Decision Making 16,
//!   89-110: the constrained weights, as optimisation problems.
//! * Edmonds, J. (1970), "Submodular functions, matroids, and certain polyhedra": the corners.
//! * Fujishige, S. (1980), "Lexicographically optimal base of a polymatroid with respect to a weight
//!   vector", Mathematics of Operations Research 5, 186-196: the most even vector.

use super::matrix::FuzzyMatrix;
use super::number::TriangularNumber;
use crate::numeric::math;
use crate::numeric::vectors::each;
use crate::numeric::vectors::shares;
use crate::numeric::vectors::sum;
use crate::weighting::lists::at;
use crate::weighting::lists::row;

/// Returns the range of every weight, with the weight by the middle values between its ends.
pub(super) fn constrained(matrix: &FuzzyMatrix) -> Vec<TriangularNumber> {
    // The logarithms of lower ends, middles and upper ends, row by row.
    let mut ends = [const { Vec::new() }; 3];
    for row in matrix.rows() {
        let mut own = [const { Vec::new() }; 3];
        for cell in row {
            for (list, part) in own.iter_mut().zip(cell.parts()) {
                list.push(math::ln(part));
            }
        }
        for (rows, own) in ends.iter_mut().zip(own) {
            rows.push(own);
        }
    }
    let [lowers, middles, uppers] = ends;
    let n = middles.len() as f64;
    let mut means = Vec::with_capacity(middles.len());
    for row in &middles {
        means.push(math::exp(sum(row) / n));
    }
    let mut weights = Vec::with_capacity(means.len());
    for (i, middle) in shares(&means).into_iter().enumerate() {
        let low = Others::new(row(&lowers, i), &uppers, i).largest_sum();
        let high = Others::new(row(&uppers, i), &uppers, i).smallest_sum();
        // The weight by the middle values lies between the ends but for rounding.
        weights.push(TriangularNumber {
            lower: (1.0 / (1.0 + low)).min(middle),
            middle,
            upper: (1.0 / (1.0 + high)).max(middle),
        });
    }
    weights
}

/// The criteria but one, whose judgements are at one end of their range.
struct Others {
    /// What each has whatever the others are.
    own: Vec<f64>,
    /// The largest logarithm of each judgement among them, k against l; minus that of l against k
    /// is the smallest.
    most: Vec<Vec<f64>>,
    n: f64,
}

impl Others {
    /// Leaves criterion `i` out, whose judgements have the logarithms `left`.
    #[inline(never)]
    fn new(left: &[f64], uppers: &[Vec<f64>], i: usize) -> Self {
        let total = sum(left);
        let mut own = each(left, &|logarithm| -logarithm - total);
        let mut most = uppers.to_vec();
        own.remove(i);
        most.remove(i);
        for row in &mut most {
            row.remove(i);
        }
        Self {
            own,
            most,
            n: left.len() as f64,
        }
    }

    fn most(&self, k: usize, l: usize) -> f64 {
        at(row(&self.most, k), l)
    }

    /// Returns n·yₖ where those of the set `before` are ahead of k and all others behind.
    #[inline(never)]
    fn place(&self, k: usize, own: f64, before: usize) -> f64 {
        let mut sum = own;
        for l in 0..self.own.len() {
            if l == k {
                continue;
            }
            sum += if (before >> l) & 1 == 1 {
                -self.most(l, k)
            } else {
                self.most(k, l)
            };
        }
        sum
    }

    /// Returns the largest Σ exp yₖ.
    fn largest_sum(&self) -> f64 {
        let mut best = vec![0.0_f64; 1 << self.own.len()];
        for set in 1..best.len() {
            let mut largest = 0.0_f64;
            for (k, own) in self.own.iter().enumerate() {
                if (set >> k) & 1 == 1 {
                    let before = set & !(1 << k);
                    let rest = at(&best, before);
                    let last = math::exp(self.place(k, *own, before) / self.n);
                    largest = largest.max(rest + last);
                }
            }
            if let Some(cell) = best.get_mut(set) {
                *cell = largest;
            }
        }
        best.last().copied().unwrap_or(0.0)
    }

    /// Returns f of every set: the sum that its members can have at most.
    fn most_of_sets(&self) -> Vec<f64> {
        let mut most = vec![0.0; 1 << self.own.len()];
        for set in 1..most.len() {
            // The member of the lowest number comes last, after the others of the set.
            let k = set.trailing_zeros() as usize;
            let before = set & (set - 1);
            let own = at(&self.own, k);
            let rest = at(&most, before);
            if let Some(cell) = most.get_mut(set) {
                *cell = rest + self.place(k, own, before);
            }
        }
        most
    }

    /// Returns the smallest Σ exp yₖ.
    fn smallest_sum(&self) -> f64 {
        let most = self.most_of_sets();
        let whole = most.len() - 1;
        let mut settled = 0_usize;
        let mut sum = 0.0;
        while settled != whole {
            let base = at(&most, settled);
            let mut least = (f64::INFINITY, whole, 1.0);
            for (set, value) in most.iter().enumerate() {
                let fresh = set & !settled;
                if fresh == 0 || set & settled != settled {
                    continue;
                }
                let count = f64::from(fresh.count_ones());
                let mean = (value - base) / count;
                if mean < least.0 {
                    least = (mean, set, count);
                }
            }
            let (mean, set, count) = least;
            sum += count * math::exp(mean / self.n);
            settled = set;
        }
        sum
    }
}
