//! The leaves of a tree.

use crate::index::tree::node::TreeNode;
use crate::index::tree::structure::Structure;
use crate::plain::report;

/// A leaf, the way to it, and what it counts in the whole.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct TreeLeaf {
    /// The code of the leaf.
    pub code: String,
    /// The column of data that it is measured by.
    pub source: String,
    /// The codes from the root to the leaf.
    pub path: Vec<String>,
    /// The product of the weights on the path; over all leaves they sum up to 1.
    pub weight: f64,
    /// The share of the rows in which it is known, 0 to 1; none without data.
    pub coverage: Option<f64>,
}

report!(TreeLeaf {
    code => "code",
    source => "source",
    path => "path",
    weight => "weight",
    coverage => "coverage",
});

/// Returns the leaves in the order of the nodes, each with its place.
pub(super) fn leaves(nodes: &[TreeNode], structure: &Structure) -> Vec<(usize, TreeLeaf)> {
    let mut found = Vec::new();
    for (i, (node, below)) in nodes.iter().zip(&structure.children).enumerate() {
        if let Some(source) = node.source.as_ref().filter(|_| below.is_empty()) {
            let leaf = TreeLeaf {
                code: node.code.clone(),
                source: source.clone(),
                path: structure.path(nodes, i),
                weight: structure.weights.get(i).copied().unwrap_or_default(),
                coverage: None,
            };
            found.push((i, leaf));
        }
    }
    found
}
