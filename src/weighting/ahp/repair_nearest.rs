//! The most consistent that can be found where no allowed number of changes makes judgements
//! consistent.

use super::eigenvector::Eigenvector;
use super::eigenvector::lambda_of;
use super::eigenvector::principal_eigenvector;
use super::m_matrix::Reduced;
use super::repair_search::Candidate;
use super::repair_search::Change;
use super::repair_search::MARGIN;
use super::repair_search::Pair;
use super::repair_search::Search;
use super::square::at;
use super::square::put;
use super::square::ranked;
use crate::numeric::math;

/// How often each of the changes of the best found is chosen anew.
const PASSES: usize = 3;

impl Search<'_> {
    /// Returns the most consistent that at most `size` changes were found to lead to: one by one the
    /// one that helps most, then each chosen anew beside the others. For one change it is the best,
    /// for more it need not be. None when no change helps.
    pub(super) fn best_found(&self, size: usize) -> Option<Candidate> {
        let mut changes: Vec<Change> = Vec::new();
        let mut lambda = lambda_of(self.values, &self.weights);
        let again = if size > 1 { PASSES * size } else { 0 };
        for turn in 0..size + again {
            let mut others = changes.clone();
            let mut oldest = None;
            if turn >= size && !others.is_empty() {
                oldest = Some(others.remove(0));
            }
            if let Some((change, smaller)) = self.best_beside(&others, lambda) {
                lambda = smaller;
                others.push(change);
                changes = others;
            } else if let Some(oldest) = oldest {
                others.push(oldest);
                changes = others;
            }
        }
        if changes.is_empty() {
            return None;
        }
        let place = |k: usize| changes.get(k).map(|change| change.0);
        let order = ranked(changes.len(), &|one, other| place(one) < place(other));
        let mut sorted = Vec::with_capacity(changes.len());
        let mut cost = 0.0;
        for k in order {
            if let Some(&((i, j), value)) = changes.get(k) {
                cost += math::ln(value / at(self.values, i * self.n + j)).abs();
                sorted.push(((i, j), value));
            }
        }
        Some(self.candidate(&sorted, cost))
    }

    /// Returns the one change beside others that makes the eigenvalue smallest, if that is below
    /// `smallest`, and the eigenvalue.
    fn best_beside(&self, others: &[Change], mut smallest: f64) -> Option<(Change, f64)> {
        let mut best = None;
        let mut values = self.changed(others);
        // the largest residuals first: a good change early spares the look at most others
        let residual = |k: usize| self.pairs.get(k).map_or(0.0, |pair| pair.residual.abs());
        let before = |one: usize, other: usize| residual(one) > residual(other);
        for k in ranked(self.pairs.len(), &before) {
            let Some(&Pair { place, .. }) = self.pairs.get(k) else {
                continue;
            };
            // a value of the scale must do better, or the pair need not be looked at
            let limit = smallest * (1.0 - MARGIN);
            let window =
                Reduced::of(&values, self.n, limit, &[place]).and_then(|r| r.window(place));
            let helps = |window: super::m_matrix::Window| {
                self.aim.scale.iter().any(|value| window.holds(*value))
            };
            if others.iter().any(|other| other.0 == place) || !window.is_some_and(helps) {
                continue;
            }
            let old = at(&values, place.0 * self.n + place.1);
            let mut lambda = |value: f64| {
                put(&mut values, self.n, place, value);
                let Eigenvector { weights, .. } = principal_eigenvector(&values, self.n);
                lambda_of(&values, &weights)
            };
            let (value, lowest) = lowest(&self.aim.scale, &mut lambda);
            put(&mut values, self.n, place, old);
            if lowest < smallest {
                smallest = lowest;
                best = Some(((place, value), lowest));
            }
        }
        best
    }
}

/// Returns where a function that is convex over the logarithms of the scale is lowest, by sections.
fn lowest(scale: &[f64], function: &mut dyn FnMut(f64) -> f64) -> (f64, f64) {
    let (mut low, mut high) = (0, scale.len().saturating_sub(1));
    while low < high {
        let middle = low + (high - low) / 2;
        if function(at(scale, middle)) <= function(at(scale, middle + 1)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    (at(scale, low), function(at(scale, low)))
}
