//! How the nodes of a tree hang together, and what is wrong with it.

use crate::error::Error;
use crate::index::tree::node::TreeNode;
use crate::numeric::sort::sort_by;

/// What is wrong with a node, as a code of the group "caution" of the labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    /// The code.
    pub(super) code: &'static str,
    /// The place of the node; none when it is the whole.
    pub(super) node: Option<usize>,
}

pub(super) const EMPTY_NAME: &str = "empty_name";
pub(super) const NAME_TWICE: &str = "name_twice";
pub(super) const UNKNOWN_PARENT: &str = "unknown_parent";
pub(super) const NOT_ONE_ROOT: &str = "not_one_root";
pub(super) const CYCLE: &str = "cycle";
pub(super) const WEIGHT_MISSING: &str = "weight_missing";
pub(super) const NO_WEIGHT: &str = "no_weight";
pub(super) const LEAF_AND_BRANCH: &str = "leaf_and_branch";
pub(super) const BRANCH_WITHOUT_LEAF: &str = "branch_without_leaf";
pub(super) const SOURCE_TWICE: &str = "source_twice";

/// For each code, the field of the node at fault and what is expected there.
const EXPECTED: [(&str, &str, &str); 10] = [
    (EMPTY_NAME, "code", "a code"),
    (NAME_TWICE, "code", "a code that no other node has"),
    (UNKNOWN_PARENT, "parent", "the code of another node"),
    (
        NOT_ONE_ROOT,
        "parent",
        "left out of one node alone, the whole",
    ),
    (CYCLE, "parent", "a node on the way to the root"),
    (WEIGHT_MISSING, "weight", "a weight from 0"),
    (
        NO_WEIGHT,
        "weight",
        "a weight above 0 for one of its children",
    ),
    (
        LEAF_AND_BRANCH,
        "source",
        "left out where there are children",
    ),
    (
        BRANCH_WITHOUT_LEAF,
        "source",
        "a column of data, or children",
    ),
    (SOURCE_TWICE, "source", "a column that no other leaf has"),
];

impl Fault {
    /// Returns the fault as an error.
    pub(super) fn error(self, nodes: &[TreeNode]) -> Error {
        let entry = EXPECTED.iter().find(|(code, ..)| *code == self.code);
        let (_, field, expected) = entry.copied().unwrap_or_default();
        let node = self.node.and_then(|i| nodes.get(i));
        Error::InvalidValue {
            path: match node {
                Some(node) if self.code != EMPTY_NAME => format!("tree[{}].{field}", node.code),
                _ => format!("tree[{}].{field}", self.node.unwrap_or_default()),
            },
            found: match (node, field) {
                _ if self.code == NOT_ONE_ROOT => roots(nodes),
                (Some(node), "code") => format!("\"{}\"", node.code),
                (Some(node), "parent") => quoted(node.parent.as_deref()),
                (Some(node), "source") => quoted(node.source.as_deref()),
                (Some(node), "weight") => node
                    .weight
                    .map_or_else(|| "nothing".into(), |weight| weight.to_string()),
                _ => "the tree".into(),
            },
            expected: expected.into(),
        }
    }
}

/// How many codes an error names.
const NAMED: usize = 5;

/// Says which nodes have no parent.
fn roots(nodes: &[TreeNode]) -> String {
    let roots = nodes.iter().filter(|node| node.parent.is_none());
    let codes: Vec<&str> = roots.map(|node| node.code.as_str()).collect();
    let more = if codes.len() > NAMED { ", …" } else { "" };
    match codes.get(..NAMED.min(codes.len())) {
        Some(named) if !named.is_empty() => {
            let named = named.join(", ");
            format!("{} nodes without a parent: {named}{more}", codes.len())
        }
        _ => "no node without a parent".into(),
    }
}

fn quoted(text: Option<&str>) -> String {
    text.map_or_else(|| "nothing".into(), |text| format!("\"{text}\""))
}

/// The first node that has a text, for every text.
struct FirstPlaces<'a>(Vec<(&'a str, usize)>);

impl<'a> FirstPlaces<'a> {
    fn of(nodes: &'a [TreeNode], text: &dyn Fn(&'a TreeNode) -> Option<&'a String>) -> Self {
        let mut sorted: Vec<(&str, usize)> = Vec::with_capacity(nodes.len());
        for (i, node) in nodes.iter().enumerate() {
            if let Some(text) = text(node) {
                sorted.push((text, i));
            }
        }
        sort_by(&mut sorted, |one, other| one.0 < other.0);
        Self(sorted)
    }

    fn find(&self, text: &str) -> Option<usize> {
        let place = self.0.partition_point(|(other, _)| *other < text);
        let (found, node) = self.0.get(place)?;
        (*found == text).then_some(*node)
    }
}

/// The nodes of a tree by their places.
pub(super) struct Structure {
    /// The node above each; none for a root and where there is none of the name.
    pub(super) parents: Vec<Option<usize>>,
    /// The nodes below each, in their order.
    pub(super) children: Vec<Vec<usize>>,
    /// Every node that can be reached from a root, after the one above it.
    pub(super) order: Vec<usize>,
    /// The weight of each node among its siblings, summing up to 1; 1 for a root.
    pub(super) shares: Vec<f64>,
    /// The weight of each node in the whole: the product of the shares on its path.
    pub(super) weights: Vec<f64>,
    /// What is wrong.
    pub(super) faults: Vec<Fault>,
}

impl Structure {
    /// Looks at nodes in any order.
    pub(super) fn of(nodes: &[TreeNode]) -> Self {
        let mut faults = Vec::new();
        let mut fault = |code, node| faults.push(Fault { code, node });
        let codes = FirstPlaces::of(nodes, &|node| Some(&node.code));
        for (i, node) in nodes.iter().enumerate() {
            if node.code.trim().is_empty() {
                fault(EMPTY_NAME, Some(i));
            } else if codes.find(&node.code) != Some(i) {
                fault(NAME_TWICE, Some(i));
            }
        }
        let mut parents = Vec::with_capacity(nodes.len());
        let mut children = vec![Vec::new(); nodes.len()];
        let mut order = Vec::with_capacity(nodes.len());
        for (i, node) in nodes.iter().enumerate() {
            let named = node.parent.as_deref();
            let parent = named.and_then(|name| codes.find(name));
            match (named, parent.and_then(|parent| children.get_mut(parent))) {
                (None, _) => order.push(i),
                (Some(_), None) => fault(UNKNOWN_PARENT, Some(i)),
                (Some(_), Some(list)) => list.push(i),
            }
            parents.push(parent);
        }
        if order.len() != 1 {
            fault(NOT_ONE_ROOT, order.get(1).copied());
        }
        let mut reached = vec![false; nodes.len()];
        let mut next = 0;
        while let Some(i) = order.get(next).copied() {
            if let (Some(flag), Some(below)) = (reached.get_mut(i), children.get(i)) {
                *flag = true;
                order.extend_from_slice(below);
            }
            next += 1;
        }
        for (i, (parent, reached)) in parents.iter().zip(&reached).enumerate() {
            if parent.is_some() && !reached {
                fault(CYCLE, Some(i));
            }
        }
        let sources = FirstPlaces::of(nodes, &|node| node.source.as_ref());
        for (i, (node, below)) in nodes.iter().zip(&children).enumerate() {
            match &node.source {
                None if below.is_empty() => fault(BRANCH_WITHOUT_LEAF, Some(i)),
                Some(_) if !below.is_empty() => fault(LEAF_AND_BRANCH, Some(i)),
                Some(source) if sources.find(source) != Some(i) => fault(SOURCE_TWICE, Some(i)),
                _ => {}
            }
        }
        let own = |i: usize| {
            let weight = nodes.get(i).and_then(|node| node.weight);
            weight.filter(|weight| weight.is_finite() && *weight >= 0.0)
        };
        let mut shares = vec![1.0; nodes.len()];
        for (i, below) in children.iter().enumerate() {
            let mut sum = 0.0;
            for child in below {
                match own(*child) {
                    Some(weight) => sum += weight,
                    None => fault(WEIGHT_MISSING, Some(*child)),
                }
            }
            let some = sum > 0.0 && sum.is_finite();
            if !some && !below.is_empty() {
                fault(NO_WEIGHT, Some(i));
            }
            for child in below {
                if let Some(share) = shares.get_mut(*child) {
                    *share = own(*child)
                        .filter(|_| some)
                        .map_or(0.0, |weight| weight / sum);
                }
            }
        }
        let mut weights = vec![0.0; nodes.len()];
        for i in &order {
            let above = parents.get(*i).copied().flatten();
            let above = above.map_or(1.0, |parent| {
                weights.get(parent).copied().unwrap_or_default()
            });
            let share = shares.get(*i).copied().unwrap_or_default();
            if let Some(weight) = weights.get_mut(*i) {
                *weight = above * share;
            }
        }
        Self {
            parents,
            children,
            order,
            shares,
            weights,
            faults,
        }
    }

    /// Returns the codes from the root to a node.
    pub(super) fn path(&self, nodes: &[TreeNode], node: usize) -> Vec<String> {
        let mut codes = Vec::new();
        let mut next = Some(node);
        // A cycle has no root to end at.
        while let Some(i) = next.filter(|_| codes.len() <= nodes.len()) {
            codes.extend(nodes.get(i).map(|node| node.code.clone()));
            next = self.parents.get(i).copied().flatten();
        }
        codes.reverse();
        codes
    }
}
