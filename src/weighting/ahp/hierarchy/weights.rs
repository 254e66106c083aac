//! Local and global weights.

use super::tree::Below;
use super::tree::Hierarchy;
use crate::data::provenance::Provenance;
use crate::plain::report;
use crate::weighting::ahp::priorities::PriorityMethod;

/// The weights of a hierarchy.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct HierarchyWeights {
    /// The goal.
    pub goal: String,
    /// The leaves, in the order in which they are met from the goal.
    pub leaves: Vec<String>,
    /// The global weight of each leaf; they sum to 1. A leaf below several nodes has the sum over
    /// the paths that lead to it.
    pub weights: Vec<f64>,
    /// Every node under every node it stands below, as a tree is drawn.
    pub branches: Vec<Branch>,
    /// How they were made, and how far the leaves' weights lie from those of other methods.
    pub provenance: Provenance,
}

report!(HierarchyWeights {
    goal => "goal",
    leaves => "leaves",
    weights => "weights",
    branches => "branches",
    provenance => "provenance",
});

/// A node under one that it stands below.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Branch {
    /// The node above.
    pub parent: String,
    /// The node.
    pub name: String,
    /// How many levels below the goal it stands here.
    pub depth: u32,
    /// Whether nothing but alternatives stands below it.
    pub leaf: bool,
    /// Its share of the node above; those of all nodes below one sum to 1.
    pub local: f64,
    /// Its share of the goal on the way through the node above.
    pub global: f64,
}

report!(Branch {
    parent => "parent",
    name => "name",
    depth => "depth",
    leaf => "leaf",
    local => "local",
    global => "global",
});

impl Hierarchy {
    /// Returns the weights of every node: its share of the node above and its share of the goal.
    ///
    /// Nothing is rounded on the way.
    ///
    /// # Formula
    /// ```text
    /// global(goal) = 1    global(node) = Σ over the nodes above it of global(above) · local(node)
    /// ```
    ///
    /// # Example: a leaf below two criteria
    /// ```
    /// use clientele::weighting::ahp::hierarchy::{Hierarchy, HierarchyNode};
    /// use clientele::weighting::ahp::PriorityMethod;
    /// let node = |name: &str, criteria: [&str; 2], weights: [f64; 2]| HierarchyNode {
    ///     name: name.into(),
    ///     criteria: criteria.map(String::from).to_vec(),
    ///     weights: Some(weights.to_vec()),
    ///     ..HierarchyNode::default()
    /// };
    /// let nodes = [
    ///     node("Goal", ["Cost", "Risk"], [3.0, 1.0]),
    ///     node("Cost", ["Price", "Delay"], [1.0, 1.0]),
    ///     node("Risk", ["Delay", "Loss"], [1.0, 1.0]),
    /// ];
    /// let found = Hierarchy::try_new(&nodes, &[])?.weights(PriorityMethod::Eigenvector);
    /// assert_eq!(found.leaves, ["Price", "Delay", "Loss"]);
    /// assert_eq!(found.weights, [0.375, 0.5, 0.125]);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Saaty, T. L. (1980), *The Analytic Hierarchy Process*, chapter 4: composition of priorities.
    pub fn weights(&self, method: PriorityMethod) -> HierarchyWeights {
        let locals = self.locals(method);
        let globals = self.globals(&locals);
        let weights = self.leaf_weights(method);
        let mut provenance = Provenance::new(method.code(), self.fingerprint());
        for other in PriorityMethod::COMPARED {
            if other != method {
                provenance = provenance.compared(other.code(), &weights, &self.leaf_weights(other));
            }
        }
        let name = |i: usize| {
            self.nodes
                .get(i)
                .map_or_else(String::new, |node| node.name.clone())
        };
        let branches = self.branches.iter().map(|edge| {
            let local = locals.get(edge.parent).and_then(|all| all.get(edge.place));
            let local = local.copied().unwrap_or_default();
            let leaf = self.nodes.get(edge.child);
            Branch {
                parent: name(edge.parent),
                name: name(edge.child),
                depth: edge.depth,
                leaf: leaf.is_some_and(|node| matches!(node.below, Below::Alternatives(_))),
                local,
                global: globals.get(edge.parent).copied().unwrap_or_default() * local,
            }
        });
        HierarchyWeights {
            goal: name(0),
            leaves: self.leaves(),
            branches: branches.collect(),
            weights,
            provenance,
        }
    }

    /// The global weights of the leaves.
    pub(super) fn leaf_weights(&self, method: PriorityMethod) -> Vec<f64> {
        let globals = self.globals(&self.locals(method));
        let weight = |(i, _)| globals.get(i).copied().unwrap_or_default();
        self.leaf_nodes().map(weight).collect()
    }

    /// The weights that each node gives to those below it; none of a leaf.
    pub(super) fn locals(&self, method: PriorityMethod) -> Vec<Vec<f64>> {
        let local = |node: &super::tree::Node| match &node.below {
            Below::Criteria { local, .. } => local.weights(method),
            Below::Alternatives(_) => Vec::new(),
        };
        self.nodes.iter().map(local).collect()
    }

    /// The share of the goal of every node.
    pub(super) fn globals(&self, locals: &[Vec<f64>]) -> Vec<f64> {
        let mut globals: Vec<f64> = self.nodes.iter().map(|_| 0.0).collect();
        if let Some(goal) = globals.first_mut() {
            *goal = 1.0;
        }
        for &i in &self.downward {
            let own = globals.get(i).copied().unwrap_or_default();
            let Some((node, local)) = self.nodes.get(i).zip(locals.get(i)) else {
                continue;
            };
            if let Below::Criteria { children, .. } = &node.below {
                for (child, weight) in children.iter().zip(local) {
                    if let Some(global) = globals.get_mut(*child) {
                        *global += own * weight;
                    }
                }
            }
        }
        globals
    }
}
