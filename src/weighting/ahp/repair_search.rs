//! The search for the smallest set of changes that makes judgements consistent.

use super::eigenvector::Eigenvector;
use super::eigenvector::lambda_of;
use super::eigenvector::principal_eigenvector;
use super::m_matrix::Reduced;
use super::matrix::PairwiseMatrix;
use super::square::at;
use super::square::put;
use super::square::ranked;
use super::square::upper_places;
use crate::numeric::math;

/// What counts as consistent, and among what values to search.
pub(super) struct Aim {
    /// The random index.
    pub(super) ri: f64,
    /// The ratio to fall below.
    pub(super) threshold: f64,
    /// The values of the scale, the smallest first.
    pub(super) scale: Vec<f64>,
    /// How many repairs to return.
    pub(super) top: usize,
}

/// The place of a judgement and its new value.
pub(super) type Change = ((usize, usize), f64);

/// Changes of judgements and what they lead to.
pub(super) struct Candidate {
    pub(super) changes: Vec<Change>,
    /// Σ |ln(new / old)|.
    pub(super) cost: f64,
    /// Pairs of criteria whose weights change order.
    pub(super) swaps: usize,
    pub(super) weights: Vec<f64>,
    pub(super) lambda: f64,
    pub(super) cr: f64,
}

/// A judgement and the values it could change to.
pub(super) struct Pair {
    pub(super) place: (usize, usize),
    /// ln aᵢⱼ − yᵢ + yⱼ, y the least-squares potentials.
    pub(super) residual: f64,
    /// New judgements with |ln(new / old)|, the nearest first.
    steps: Vec<(f64, f64)>,
}

/// The most changes of a set.
const MOST: usize = 3;

/// A judgement taken out of the least squares: its row of L, its entry of D, what is left of its
/// residual, and the residual sum of squares without it and those before it.
struct Deleted {
    row: [f64; MOST],
    pivot: f64,
    rest: f64,
    residue: f64,
}

/// A change below this is none; totals that are closer are equal.
const TOLERANCE: f64 = 1e-9;

/// How much, in ratio, the search looks beyond the limit, so that rounding loses nothing; what it
/// finds is held against the limit itself.
pub(super) const MARGIN: f64 = 1e-10;

/// The most work of a search, in judgements taken out of the least squares: some 2 s on a slow machine.
const MOST_WORK: f64 = 2e7;

/// An elimination of n criteria takes n³ over this in the same unit.
const ELIMINATION: f64 = 400.0;

/// An eigenvector of n criteria takes n² over this.
const EIGENVECTOR: f64 = 4.0;

/// So many judgements are passed over in the same time.
const PASSED_OVER: f64 = 32.0;

/// The matrix, and what the search knows of it.
pub(super) struct Search<'a> {
    pub(super) n: usize,
    pub(super) values: &'a [f64],
    pub(super) weights: Vec<f64>,
    pub(super) pairs: Vec<Pair>,
    /// Σ residual².
    residue: f64,
    /// The eigenvalue at the threshold.
    limit: f64,
    pub(super) aim: &'a Aim,
    best: Vec<Candidate>,
    /// From each pair on, the largest sums of squared residuals of 0, 1, 2 and 3 pairs.
    to_come: Vec<[f64; MOST + 1]>,
    /// The work that is left; below 0 the search is cut short.
    work: f64,
}

impl<'a> Search<'a> {
    pub(super) fn new(matrix: &'a PairwiseMatrix, aim: &'a Aim) -> Self {
        let (n, values) = (matrix.size(), matrix.values());
        let mut means = vec![0.0; n];
        for (mean, row) in means.iter_mut().zip(values.chunks_exact(n)) {
            for value in row {
                *mean += math::ln(*value) / n as f64;
            }
        }
        let mut pairs = Vec::new();
        let mut residue = 0.0;
        for (i, j) in upper_places(n) {
            let value = at(values, i * n + j);
            let residual = math::ln(value) - at(&means, i) + at(&means, j);
            residue += residual * residual;
            pairs.push(Pair {
                place: (i, j),
                residual,
                steps: steps(&aim.scale, value),
            });
        }
        Self {
            n,
            values,
            weights: principal_eigenvector(values, n).weights,
            to_come: largest_sums(&pairs),
            work: MOST_WORK,
            pairs,
            residue,
            limit: n as f64 + (n as f64 - 1.0) * aim.ri * aim.threshold,
            aim,
            best: Vec::new(),
        }
    }

    /// Returns the best repairs of exactly `size` changes, all that there are if they are few.
    ///
    /// Every set of pairs is looked at but those that cannot do, whatever their judgements:
    /// n (λ − n) = Σ (eᵢⱼ + 1/eᵢⱼ − 2) over the pairs, eᵢⱼ = aᵢⱼ wⱼ / wᵢ, and that is at least
    /// Σ ln² eᵢⱼ, at least the residual sum of squares of the least squares without the set.
    ///
    /// Where that is more work than a search may take, the rest is not looked at, and
    /// [`Self::cut_short`] says so.
    pub(super) fn of_size(&mut self, size: usize) -> Vec<Candidate> {
        self.best.clear();
        self.extend(&mut Vec::new(), &mut Vec::new(), 0, size);
        core::mem::take(&mut self.best)
    }

    /// Whether some sets of the last size were not looked at.
    pub(super) fn cut_short(&self) -> bool {
        self.work < 0.0
    }

    /// The Σ residual² that a set of `size` pairs needs at least, or its least squares without the set are
    /// too far; below 0 where nothing is needed.
    ///
    /// # Formula
    /// The largest eigenvalue of the Laplacian of `size` edges is at most `size` + 1 (a star), so that
    /// rᵀ (I − H)⁻¹ r ≤ Σ r²/(1 − (size+1)/n).
    fn needed(&self, size: usize) -> f64 {
        let least = 1.0 - (size as f64 + 1.0) / self.n as f64;
        let excess = self.residue - self.room() * (1.0 + TOLERANCE);
        if least > TOLERANCE {
            excess * least * (1.0 - TOLERANCE)
        } else {
            -1.0
        }
    }

    /// What n (λ − n) must stay below.
    fn room(&self) -> f64 {
        self.n as f64 * (self.limit - self.n as f64)
    }

    /// Adds pairs to a set until it has its size.
    fn extend(
        &mut self,
        set: &mut Vec<usize>,
        deleted: &mut Vec<Deleted>,
        from: usize,
        size: usize,
    ) {
        if set.len() < size {
            let missing = size - set.len();
            self.work -= self.pairs.len().saturating_sub(from) as f64 / PASSED_OVER;
            let mut given = 0.0;
            for &pair in &*set {
                given += self.square(pair);
            }
            let needed = self.needed(size);
            let best = |from: usize, count: usize| {
                let sums = self.to_come.get(from);
                sums.and_then(|sums| sums.get(count))
                    .copied()
                    .unwrap_or(0.0)
            };
            // By places, so that equal candidates come in reading order.
            let mut chosen = Vec::new();
            for pair in from..self.pairs.len() {
                if given + best(pair, missing) < needed {
                    break;
                }
                if given + self.square(pair) + best(pair + 1, missing - 1) >= needed {
                    chosen.push(pair);
                }
            }
            for pair in chosen {
                self.work -= 1.0;
                if self.cut_short() {
                    return;
                }
                let Some(next) = self.delete(set, deleted, pair) else {
                    return;
                };
                set.push(pair);
                deleted.push(next);
                self.extend(set, deleted, pair + 1, size);
                set.pop();
                deleted.pop();
            }
            return;
        }
        let room = self.room();
        let least = deleted.last().map_or(self.residue, |last| last.residue);
        if least >= room * (1.0 + TOLERANCE) {
            return;
        }
        let mut places = Vec::with_capacity(size);
        for &pair in &*set {
            places.extend(self.pairs.get(pair).map(|pair| pair.place));
        }
        self.work -= (self.n * self.n * self.n) as f64 / ELIMINATION;
        let limit = self.limit * (1.0 + MARGIN);
        if let Some(reduced) = Reduced::of(self.values, self.n, limit, &places) {
            self.descend(&reduced, set, &mut Vec::with_capacity(size), 0.0);
        }
    }

    /// Takes one more judgement out of the least squares.
    ///
    /// # Formula
    /// ```text
    /// S − rᵀ (I − H)⁻¹ r over the set, H = Bᵀ B / n, B the incidence matrix of the complete graph,
    /// by the rows of I − H = L D Lᵀ, one for each judgement
    /// ```
    ///
    /// # References
    /// Cook, R. D. and Weisberg, S. (1982), *Residuals and Influence in Regression*, section 3.6:
    /// the deletion of several cases.
    fn delete(&self, set: &[usize], deleted: &[Deleted], pair: usize) -> Option<Deleted> {
        let n = self.n as f64;
        let new = self.pairs.get(pair)?;
        let mut row = [0.0; MOST];
        let mut unscaled = [0.0; MOST];
        let (mut pivot, mut rest) = (1.0 - 2.0 / n, new.residual);
        for (k, (&earlier, before)) in set.iter().zip(deleted).enumerate() {
            let mut entry = -shared(new.place, self.pairs.get(earlier)?.place) / n;
            // the entries of later judgements are still 0
            for (w, l) in unscaled.iter().zip(&before.row) {
                entry -= w * l;
            }
            let scaled = entry / before.pivot;
            *unscaled.get_mut(k)? = entry;
            *row.get_mut(k)? = scaled;
            pivot -= entry * scaled;
            rest -= scaled * before.rest;
        }
        let earlier = deleted.last().map_or(self.residue, |last| last.residue);
        // where what is left does not link all criteria nothing is certain
        let linked = pivot > TOLERANCE && earlier > 0.0;
        Some(Deleted {
            row,
            pivot: if linked { pivot } else { 1.0 },
            rest,
            residue: if linked {
                earlier - rest * rest / pivot
            } else {
                0.0
            },
        })
    }

    /// Tries the values of the first pair of `rest`, and with each those of the others.
    fn descend(&mut self, reduced: &Reduced, rest: &[usize], chosen: &mut Vec<Change>, cost: f64) {
        let Some((&first, later)) = rest.split_first() else {
            return;
        };
        let Some(place) = self.pairs.get(first).map(|pair| pair.place) else {
            return;
        };
        let Some(window) = reduced.window(place) else {
            return;
        };
        let mut to_come = 0.0;
        for &pair in later {
            let cheapest = self.pairs.get(pair).and_then(|pair| pair.steps.first());
            to_come += cheapest.map_or(f64::INFINITY, |step| step.1);
        }
        let mut number = 0;
        while let Some(&(value, step)) = self.pairs.get(first).and_then(|p| p.steps.get(number)) {
            number += 1;
            self.work -= 1.0;
            if self.cut_short() {
                break;
            }
            if cost + step + to_come > self.bound() + TOLERANCE {
                break;
            }
            if !window.holds(value) {
                continue;
            }
            chosen.push((place, value));
            if later.is_empty() {
                self.offer(chosen, cost + step);
            } else {
                self.descend(&reduced.with(place, value), later, chosen, cost + step);
            }
            chosen.pop();
        }
    }

    /// The squared residual of a pair.
    fn square(&self, pair: usize) -> f64 {
        let residual = self.pairs.get(pair).map_or(0.0, |pair| pair.residual);
        residual * residual
    }

    /// The cost beyond which a candidate is of no use.
    fn bound(&self) -> f64 {
        if self.best.len() < self.aim.top {
            return f64::INFINITY;
        }
        self.best.last().map_or(f64::INFINITY, |last| last.cost)
    }

    /// Keeps a candidate if it is consistent and among the best.
    fn offer(&mut self, changes: &[Change], cost: f64) {
        self.work -= (self.n * self.n) as f64 / EIGENVECTOR;
        let candidate = self.candidate(changes, cost);
        if candidate.cr >= self.aim.threshold {
            return;
        }
        let mut place = self.best.len();
        for (number, other) in self.best.iter().enumerate().rev() {
            let equal = cost <= other.cost + TOLERANCE;
            if cost < other.cost - TOLERANCE || (equal && candidate.swaps < other.swaps) {
                place = number;
            }
        }
        self.best.insert(place, candidate);
        self.best.truncate(self.aim.top);
    }

    /// Returns what changes lead to.
    pub(super) fn candidate(&self, changes: &[Change], cost: f64) -> Candidate {
        let values = self.changed(changes);
        let Eigenvector { weights, .. } = principal_eigenvector(&values, self.n);
        let lambda = lambda_of(&values, &weights);
        let n = self.n as f64;
        Candidate {
            changes: changes.to_vec(),
            cost,
            swaps: swaps(&self.weights, &weights),
            cr: (lambda - n).max(0.0) / (n - 1.0) / self.aim.ri,
            weights,
            lambda,
        }
    }

    /// Returns the matrix with changes, row by row.
    pub(super) fn changed(&self, changes: &[Change]) -> Vec<f64> {
        let mut values = self.values.to_vec();
        for &(place, value) in changes {
            put(&mut values, self.n, place, value);
        }
        values
    }
}

/// From each pair on, and after the last, the largest sums of squared residuals of 0, 1, 2 and 3 pairs.
fn largest_sums(pairs: &[Pair]) -> Vec<[f64; MOST + 1]> {
    let mut largest = [0.0; MOST];
    let mut sums = vec![[0.0; MOST + 1]; pairs.len() + 1];
    for (pair, sums) in pairs.iter().zip(&mut sums).rev() {
        let mut next = pair.residual * pair.residual;
        for kept in &mut largest {
            if next > *kept {
                core::mem::swap(&mut next, kept);
            }
        }
        let mut sum = 0.0;
        for (place, square) in sums.iter_mut().skip(1).zip(largest) {
            sum += square;
            *place = sum;
        }
    }
    sums
}

/// Returns the values of a scale other than `old` with |ln(new / old)|, the nearest first.
fn steps(scale: &[f64], old: f64) -> Vec<(f64, f64)> {
    let mut distances = Vec::with_capacity(scale.len());
    for value in scale {
        distances.push(math::ln(value / old).abs());
    }
    let mut steps = Vec::with_capacity(scale.len());
    let before = |one: usize, other: usize| at(&distances, one) < at(&distances, other);
    for k in ranked(scale.len(), &before) {
        if at(&distances, k) > TOLERANCE {
            steps.push((at(scale, k), at(&distances, k)));
        }
    }
    steps
}

/// Returns the product of the rows of two pairs in the incidence matrix: 2 for the same, ±1 for those
/// that share a criterion.
fn shared((i, j): (usize, usize), (k, l): (usize, usize)) -> f64 {
    let same = |a, b| f64::from(u8::from(a == b));
    same(i, k) + same(j, l) - same(i, l) - same(j, k)
}

/// Returns how many pairs of criteria change order.
fn swaps(old: &[f64], new: &[f64]) -> usize {
    let mut swaps = 0;
    for (i, j) in upper_places(old.len()) {
        let (before, after) = (at(old, i) - at(old, j), at(new, i) - at(new, j));
        if before.abs() > TOLERANCE && after.abs() > TOLERANCE && before * after < 0.0 {
            swaps += 1;
        }
    }
    swaps
}
