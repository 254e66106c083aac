//! The consistency of every comparison in a hierarchy, and of the whole.

use super::tree::Below;
use super::tree::Hierarchy;
use crate::error::Result;
use crate::plain::report;
use crate::plain::words;
use crate::weighting::ahp::consistency::Consistency;
use crate::weighting::ahp::consistency::ConsistencyOptions;
use crate::weighting::ahp::matrix::PairwiseMatrix;
use crate::weighting::ahp::random_index::RandomIndex;

/// What a node compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum JudgedBelow {
    /// The criteria below it.
    Criteria,
    /// The alternatives.
    Alternatives,
    /// The grades of ratings.
    Intensities,
}

words!(JudgedBelow {
    Criteria => "criteria",
    Alternatives => "alternatives",
    Intensities => "intensities",
});

/// The consistency of a hierarchy.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct HierarchyConsistency {
    /// Every node that compares, from the goal down.
    pub nodes: Vec<NodeConsistency>,
    /// The sum of the nodes' consistency indices, each by the node's share of the goal.
    pub ci: f64,
    /// The sum of their random indices, each by the same.
    pub ri: f64,
    /// Saaty's consistency ratio of the hierarchy, `ci / ri`; 0 when no node compares more than
    /// two things.
    pub cr: f64,
    /// The largest consistency ratio of a node.
    pub largest_cr: f64,
    /// The path to that node; none when all agree.
    pub largest_at: Option<String>,
    /// The table of the random indices.
    pub random_index: RandomIndex,
    /// The threshold of the whole.
    pub threshold: f64,
    /// Whether every node is consistent and the whole as well.
    pub consistent: bool,
    /// The hash of the hierarchy.
    pub input_hash: String,
}

report!(HierarchyConsistency {
    nodes => "nodes",
    ci => "ci",
    ri => "ri",
    cr => "cr",
    largest_cr => "largestCr",
    largest_at => "largestAt",
    random_index => "randomIndex",
    threshold => "threshold",
    consistent => "consistent",
    input_hash => "inputHash",
});

/// The consistency of the comparisons of one node.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct NodeConsistency {
    /// The node.
    pub name: String,
    /// The names from the goal down, such as `hierarchy[Cost][Price]`.
    pub path: String,
    /// What it compares.
    pub compares: JudgedBelow,
    /// How many things it compares.
    pub size: usize,
    /// The node's share of the goal.
    pub weight: f64,
    /// How consistent the comparisons are.
    pub consistency: Consistency,
}

report!(NodeConsistency {
    name => "name",
    path => "path",
    compares => "compares",
    size => "size",
    weight => "weight",
    consistency => "consistency",
});

impl Hierarchy {
    /// Returns the consistency of every comparison, and of the hierarchy as a whole.
    ///
    /// Each node is held against the threshold of its size, the whole against `threshold`. Weights
    /// that were given directly and measured values have nothing to contradict. That the whole is
    /// `consistent` only if each node is, is our own choice: the ratio of the whole hides a
    /// contradiction in a node of little weight.
    ///
    /// # Formula
    /// ```text
    /// C.R.H. = Σ w CI / Σ w RI over the nodes that compare, w the node's share of the goal
    /// ```
    ///
    /// # Errors
    /// Those of [`PairwiseMatrix::consistency`].
    ///
    /// # Example: a contradiction below one of two criteria
    /// ```
    /// use clientele::weighting::ahp::ConsistencyOptions;
    /// use clientele::weighting::ahp::hierarchy::{Hierarchy, HierarchyNode};
    /// let node = |name: &str, criteria: &[&str], triangle: &[&str]| HierarchyNode {
    ///     name: name.into(),
    ///     criteria: criteria.iter().map(ToString::to_string).collect(),
    ///     upper_triangle: Some(triangle.iter().map(|judgement| (*judgement).into()).collect()),
    ///     ..HierarchyNode::default()
    /// };
    /// let nodes = [
    ///     node("Goal", &["Cost", "Risk"], &["9"]),
    ///     node("Risk", &["a", "b", "c"], &["3", "1/5", "3"]),
    /// ];
    /// let found = Hierarchy::try_new(&nodes, &[])?.consistency(&ConsistencyOptions::default())?;
    /// assert_eq!(found.largest_at.as_deref(), Some("hierarchy[Risk]"));
    /// assert!(!found.consistent);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Saaty, T. L. (1980), *The Analytic Hierarchy Process*, section 4-3: consistency of a
    /// hierarchy.
    pub fn consistency(&self, options: &ConsistencyOptions) -> Result<HierarchyConsistency> {
        let globals = self.globals(&self.locals(options.method));
        let mut found = HierarchyConsistency {
            nodes: Vec::new(),
            ci: 0.0,
            ri: 0.0,
            cr: 0.0,
            largest_cr: 0.0,
            largest_at: None,
            random_index: options.random_index,
            threshold: options.threshold,
            consistent: true,
            input_hash: self.fingerprint(),
        };
        for (node, weight) in self.nodes.iter().zip(globals) {
            let Some((compares, matrix)) = judged(&node.below) else {
                continue;
            };
            let consistency = matrix.consistency(options)?;
            found.ci += weight * consistency.ci;
            found.ri += weight * consistency.ri;
            found.consistent &= consistency.consistent;
            if consistency.cr > found.largest_cr {
                found.largest_cr = consistency.cr;
                found.largest_at = Some(node.path.clone());
            }
            found.nodes.push(NodeConsistency {
                name: node.name.clone(),
                path: node.path.clone(),
                compares,
                size: matrix.size(),
                weight,
                consistency,
            });
        }
        if found.ri > 0.0 {
            found.cr = found.ci / found.ri;
        }
        found.consistent &= found.cr < found.threshold;
        Ok(found)
    }
}

/// The judgements of a node, where it has any.
fn judged(below: &Below) -> Option<(JudgedBelow, &PairwiseMatrix)> {
    match below {
        Below::Criteria { local, .. } => Some((JudgedBelow::Criteria, local.matrix()?)),
        Below::Alternatives(data) => {
            let data = data.as_ref()?;
            Some((data.compares(), data.judged().matrix()?))
        }
    }
}
