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

/// Returns the range of every weight, with the weight by the middle values between its ends.
pub(super) fn constrained(matrix: &FuzzyMatrix) -> Vec<TriangularNumber> {
    let logarithms: Vec<Vec<[f64; 3]>> = matrix
        .rows()
        .map(|row| row.iter().map(|cell| cell.parts().map(math::ln)).collect())
        .collect();
    let n = logarithms.len() as f64;
    let means: Vec<f64> = logarithms
        .iter()
        .map(|row| math::exp(row.iter().map(|[_, middle, _]| middle).sum::<f64>() / n))
        .collect();
    let total: f64 = means.iter().sum();
    let weight = |(i, mean): (usize, &f64)| {
        let middle = mean / total;
        let low = Others::new(&logarithms, i, 0).largest_sum();
        let high = Others::new(&logarithms, i, 2).smallest_sum();
        // The weight by the middle values lies between the ends but for rounding.
        TriangularNumber {
            lower: (1.0 / (1.0 + low)).min(middle),
            middle,
            upper: (1.0 / (1.0 + high)).max(middle),
        }
    };
    means.iter().enumerate().map(weight).collect()
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
    /// Leaves criterion `i` out, with its judgements at the lower end (0) or the upper end (2).
    fn new(logarithms: &[Vec<[f64; 3]>], i: usize, end: usize) -> Self {
        let left: &[[f64; 3]] = logarithms.get(i).map_or(&[], Vec::as_slice);
        let at = |cell: &[f64; 3]| cell.get(end).copied().unwrap_or(0.0);
        let sum: f64 = left.iter().map(at).sum();
        let kept = |k: &usize| *k != i;
        let own = left.iter().enumerate().filter(|(k, _)| kept(k));
        let rows = logarithms.iter().enumerate().filter(|(k, _)| kept(k));
        Self {
            own: own.map(|(_, cell)| -at(cell) - sum).collect(),
            most: rows
                .map(|(_, row)| {
                    let cells = row.iter().enumerate().filter(|(l, _)| kept(l));
                    cells.map(|(_, [_, _, upper])| *upper).collect()
                })
                .collect(),
            n: logarithms.len() as f64,
        }
    }

    fn most(&self, k: usize, l: usize) -> f64 {
        let row = self.most.get(k).and_then(|row| row.get(l));
        row.copied().unwrap_or(0.0)
    }

    /// Returns n·yₖ where those of the set `before` are ahead of k and all others behind.
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
                    let rest = best.get(before).copied().unwrap_or(0.0);
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
            let own = self.own.get(k).copied().unwrap_or(0.0);
            let rest = most.get(before).copied().unwrap_or(0.0);
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
            let base = most.get(settled).copied().unwrap_or(0.0);
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
