//! Shapley values of a tree (`TreeSHAP`), without recursion.
#![allow(
    clippy::indexing_slicing,
    reason = "a path has one place more than its node is deep, and each row has room for the deepest"
)]

use crate::churn::imported::tree::Tree;

/// No feature: the root of a path.
const NONE: usize = usize::MAX;

/// A feature on the way to a node.
#[derive(Debug, Clone, Copy)]
struct Step {
    feature: usize,
    /// The share of customers that go this way when the feature is not known.
    zero: f64,
    /// 1 when this customer goes this way, else 0.
    one: f64,
    /// The weight of the sets of features of one size.
    weight: f64,
}

/// A node that is still to be visited.
struct Visit {
    node: usize,
    depth: usize,
    /// How long the path to its parent is.
    length: usize,
    feature: usize,
    zero: f64,
    one: f64,
}

/// The paths to the nodes that are open, one row for each depth.
pub(super) struct Paths {
    steps: Vec<Step>,
    width: usize,
    open: Vec<Visit>,
}

impl Paths {
    /// Makes room for trees of some depth.
    pub(super) fn new(depth: usize) -> Self {
        let width = depth + 2;
        let none = Step {
            feature: NONE,
            zero: 0.0,
            one: 0.0,
            weight: 0.0,
        };
        Self {
            steps: vec![none; width * (depth + 1)],
            width,
            open: Vec::new(),
        }
    }

    /// Adds the Shapley value of each feature in one tree.
    ///
    /// # References
    /// Lundberg, Erion & Lee (2018), "Consistent individualized feature attribution for tree
    /// ensembles", arXiv 1802.03888, algorithm 2. Its recursion is a stack here: a child copies the path
    /// of its parent, whose row stays until both children are done.
    pub(super) fn add(&mut self, tree: &Tree, values: &[f64], added: &mut [f64]) {
        self.open.clear();
        self.open.push(Visit {
            node: 0,
            depth: 0,
            length: 0,
            feature: NONE,
            zero: 1.0,
            one: 1.0,
        });
        while let Some(visit) = self.open.pop() {
            let start = visit.depth * self.width;
            if visit.depth > 0 {
                let above = start - self.width;
                self.steps.copy_within(above..above + visit.length, start);
            }
            let path = &mut self.steps[start..start + self.width];
            let mut length = extend(path, &visit);
            let Some(split) = tree.split(visit.node, values) else {
                let value = tree.number(visit.node);
                for place in 1..length {
                    let step = path[place];
                    if let Some(sum) = added.get_mut(step.feature) {
                        *sum +=
                            weight_without(path, length, place) * (step.one - step.zero) * value;
                    }
                }
                continue;
            };
            let (mut zero, mut one) = (1.0, 1.0);
            let again = path[1..length]
                .iter()
                .position(|step| step.feature == split.feature);
            if let Some(before) = again {
                let place = before + 1;
                (zero, one) = (path[place].zero, path[place].one);
                length = remove(path, length, place);
            }
            let whole = tree.cover(visit.node);
            for (node, here) in [
                (split.left, split.goes_left),
                (split.right, !split.goes_left),
            ] {
                self.open.push(Visit {
                    node,
                    depth: visit.depth + 1,
                    length,
                    feature: split.feature,
                    zero: zero * (tree.cover(node) / whole),
                    one: if here { one } else { 0.0 },
                });
            }
        }
    }
}

/// Puts a feature at the end of a path and returns its new length.
fn extend(path: &mut [Step], visit: &Visit) -> usize {
    let last = visit.length;
    path[last] = Step {
        feature: visit.feature,
        zero: visit.zero,
        one: visit.one,
        weight: if last == 0 { 1.0 } else { 0.0 },
    };
    let size = (last + 1) as f64;
    for i in (0..last).rev() {
        path[i + 1].weight += visit.one * path[i].weight * (i + 1) as f64 / size;
        path[i].weight = visit.zero * path[i].weight * (last - i) as f64 / size;
    }
    last + 1
}

/// Takes a feature out of a path and returns its new length.
fn remove(path: &mut [Step], length: usize, place: usize) -> usize {
    let last = length - 1;
    let Step { zero, one, .. } = path[place];
    let size = length as f64;
    let mut next = path[last].weight;
    for i in (0..last).rev() {
        if one > 0.0 {
            let before = path[i].weight;
            path[i].weight = next * size / ((i + 1) as f64 * one);
            next = before - path[i].weight * zero * (last - i) as f64 / size;
        } else {
            path[i].weight = path[i].weight * size / (zero * (last - i) as f64);
        }
    }
    for i in place..last {
        let Step {
            feature, zero, one, ..
        } = path[i + 1];
        path[i] = Step {
            feature,
            zero,
            one,
            weight: path[i].weight,
        };
    }
    last
}

/// The sum of the weights of a path without one of its features.
fn weight_without(path: &[Step], length: usize, place: usize) -> f64 {
    let last = length - 1;
    let Step { zero, one, .. } = path[place];
    let size = length as f64;
    let mut next = path[last].weight;
    let mut sum = 0.0;
    for i in (0..last).rev() {
        if one > 0.0 {
            let weight = next * size / ((i + 1) as f64 * one);
            sum += weight;
            next = path[i].weight - weight * zero * (last - i) as f64 / size;
        } else {
            sum += path[i].weight * size / (zero * (last - i) as f64);
        }
    }
    sum
}
