//! The hierarchy, checked.

use super::leaf::LeafData;
use super::local::Local;
use super::node::HierarchyNode;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Fingerprint;
use crate::weighting::ahp::cells::check_names;

/// The largest number of nodes, leaves among them: our own choice, some ten times what anybody has
/// judged, so that a slip of a program does not take minutes.
pub const LARGEST_HIERARCHY: usize = 1000;

/// The largest number of levels below the goal: our own choice; hierarchies that people make have
/// three or four.
pub const DEEPEST_LEVEL: usize = 32;

/// A goal, criteria below criteria, and alternatives below the last ones, checked as a whole.
///
/// The branches may be of different depth, and a node may stand below several others; its weight
/// is then the sum over the paths that lead to it. The first node is the goal. Errors name the
/// nodes from the goal down: `hierarchy[Cost][Price].values[Boston]`.
///
/// # Example: two levels, one leaf measured
/// ```
/// use clientele::numeric::direction::Direction;
/// use clientele::weighting::ahp::hierarchy::{Hierarchy, HierarchyNode, SynthesisOptions};
/// let goal = HierarchyNode {
///     name: "Supplier".into(),
///     criteria: vec!["Price".into(), "Quality".into()],
///     upper_triangle: Some(vec!["1/3".into()]),
///     ..HierarchyNode::default()
/// };
/// let price = HierarchyNode {
///     name: "Price".into(),
///     values: Some(vec![10.0, 30.0]),
///     direction: Some(Direction::Cost),
///     ..HierarchyNode::default()
/// };
/// let quality = HierarchyNode {
///     name: "Quality".into(),
///     upper_triangle: Some(vec!["1/4".into()]),
///     ..HierarchyNode::default()
/// };
/// let alternatives = ["North".into(), "South".into()];
/// let hierarchy = Hierarchy::try_new(&[goal, price, quality], &alternatives)?;
/// let found = hierarchy.evaluate(&SynthesisOptions::default())?;
/// // North: a quarter for price 3/4, three quarters for quality 1/5
/// assert!((found.priorities[0] - (0.25 * 0.75 + 0.75 * 0.2)).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Saaty, T. L. (1980), *The Analytic Hierarchy Process*, chapters 3 and 4.
#[derive(Debug, Clone, PartialEq)]
pub struct Hierarchy {
    /// The goal first, then in the order in which they are met from it.
    pub(super) nodes: Vec<Node>,
    /// Every pair of a node and one below it, as a tree is drawn; what stands below a node that is
    /// met again is drawn once.
    pub(super) branches: Vec<Edge>,
    /// The nodes, each after all that stand above it.
    pub(super) downward: Vec<usize>,
    pub(super) alternatives: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) name: String,
    /// The names from the goal down: `hierarchy[Cost][Price]`.
    pub(super) path: String,
    pub(super) below: Below,
}

/// What stands below a node.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Below {
    Criteria { children: Vec<usize>, local: Local },
    Alternatives(Option<LeafData>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    pub(super) parent: usize,
    /// The place of the child among those of its parent.
    pub(super) place: usize,
    pub(super) child: usize,
    /// How many levels below the goal the child stands here.
    pub(super) depth: u32,
}

/// The root of every path.
const ROOT: &str = "hierarchy";

impl Hierarchy {
    /// Checks the nodes of a hierarchy, of which the first is the goal.
    ///
    /// `alternatives` may be empty; then no leaf may know anything of them.
    ///
    /// # Errors
    /// [`Error::EmptyInput`] without nodes, [`Error::OutOfRange`] for more than
    /// [`LARGEST_HIERARCHY`] nodes or [`DEEPEST_LEVEL`] levels, [`Error::InvalidValue`] for a name
    /// that is empty or there twice, for a cycle and for a node that no path leads to, and for each
    /// node those of [`HierarchyNode`] and of its judgements, with the path to it.
    pub fn try_new(nodes: &[HierarchyNode], alternatives: &[String]) -> Result<Self> {
        if nodes.is_empty() {
            return Err(Error::EmptyInput {
                path: ROOT.into(),
                hint: "there must be a goal with criteria".into(),
            });
        }
        let alternatives = check_names(alternatives, alternatives.len())
            .map_err(|error| error.map_path(|path| path.replacen("criteria", "alternatives", 1)))?;
        let mut outline = Outline::read(nodes)?;
        outline.walk()?;
        let mut hierarchy = Self {
            nodes: Vec::with_capacity(outline.order.len()),
            branches: outline.branches.clone(),
            downward: outline.downward.clone(),
            alternatives,
        };
        for (place, met) in outline.order.iter().enumerate() {
            let name = outline.names.get(*met).cloned().unwrap_or_default();
            let path = outline.paths.get(place).cloned().unwrap_or_default();
            let blank = HierarchyNode::default();
            let below = hierarchy
                .below(nodes.get(*met).unwrap_or(&blank), &outline, *met)
                .map_err(|error| error.within(&path))?;
            hierarchy.nodes.push(Node { name, path, below });
        }
        Ok(hierarchy)
    }

    /// Returns the names of the leaves, in the order in which they are met.
    pub fn leaves(&self) -> Vec<String> {
        self.leaf_nodes()
            .map(|(_, node)| node.name.clone())
            .collect()
    }

    /// Returns the names of the alternatives.
    pub fn alternatives(&self) -> &[String] {
        &self.alternatives
    }

    pub(super) fn leaf_nodes(&self) -> impl Iterator<Item = (usize, &Node)> {
        let leaf = |(_, node): &(usize, &Node)| matches!(node.below, Below::Alternatives(_));
        self.nodes.iter().enumerate().filter(leaf)
    }

    /// Returns the hash of everything in the hierarchy, 16 hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        let mut hash = Fingerprint::default();
        for node in &self.nodes {
            hash.text(&node.name);
            match &node.below {
                Below::Criteria { children, local } => {
                    let children: Vec<f64> = children.iter().map(|child| *child as f64).collect();
                    hash.numbers(&children);
                    hash.numbers(&local.numbers());
                }
                Below::Alternatives(Some(data)) => hash.numbers(&data.numbers()),
                Below::Alternatives(None) => {}
            }
        }
        for name in &self.alternatives {
            hash.text(name);
        }
        hash.finish()
    }

    fn below(&self, node: &HierarchyNode, outline: &Outline, met: usize) -> Result<Below> {
        let children = outline.children.get(met).cloned().unwrap_or_default();
        if children.is_empty() {
            return LeafData::read(node, &self.alternatives).map(Below::Alternatives);
        }
        for (key, there) in [
            ("values", node.values.is_some()),
            ("direction", node.direction.is_some()),
            ("ratings", node.ratings.is_some()),
            ("intensities", node.intensities.is_some()),
        ] {
            if there {
                return Err(Error::InvalidValue {
                    path: key.into(),
                    found: "data of alternatives".into(),
                    expected: "below a leaf: this node has criteria".into(),
                });
            }
        }
        let names: Vec<String> = node
            .criteria
            .iter()
            .map(|name| name.trim().into())
            .collect();
        let local = node.said().local(&names)?;
        let place = |child: &usize| outline.order.iter().position(|other| other == child);
        let children = children.iter().filter_map(place).collect();
        Ok(Below::Criteria { children, local })
    }
}

/// The names and what stands below what, before any judgement is looked at.
struct Outline {
    /// Of the nodes, then of the leaves that have no node.
    names: Vec<String>,
    /// By the places of the names.
    children: Vec<Vec<usize>>,
    /// The places of the names in the order in which they are met from the goal.
    order: Vec<usize>,
    /// The paths in that order.
    paths: Vec<String>,
    /// The branches, by that order.
    branches: Vec<Edge>,
    /// That order, with each node after all that stand above it.
    downward: Vec<usize>,
}

/// A node on the path that is being walked.
struct Step {
    /// Where it is in the order in which nodes are met.
    place: usize,
    /// The place of its name.
    name: usize,
    /// Its child that comes next.
    next: usize,
}

impl Outline {
    fn read(nodes: &[HierarchyNode]) -> Result<Self> {
        let mut names: Vec<String> = Vec::with_capacity(nodes.len());
        for (i, node) in nodes.iter().enumerate() {
            let name = node.name.trim();
            if name.is_empty() || names.iter().any(|known| known == name) {
                let place = if name.is_empty() {
                    i.to_string()
                } else {
                    name.into()
                };
                return Err(Error::InvalidValue {
                    path: format!("{ROOT}[{place}].name"),
                    found: format!("\"{name}\""),
                    expected: "a name that no other node has".into(),
                });
            }
            names.push(name.into());
        }
        let mut children = Vec::with_capacity(nodes.len());
        for node in nodes {
            let path = format!("{ROOT}[{}]", node.name.trim());
            let below = check_names(&node.criteria, node.criteria.len())
                .map_err(|error| error.within(&path))?;
            let mut places = Vec::with_capacity(below.len());
            for name in below {
                let known = names.iter().position(|known| *known == name);
                places.push(known.unwrap_or(names.len()));
                if known.is_none() {
                    names.push(name);
                }
            }
            children.push(places);
        }
        if names.len() > LARGEST_HIERARCHY {
            return Err(Error::OutOfRange {
                path: ROOT.into(),
                value: names.len() as f64,
                expected: format!("{LARGEST_HIERARCHY} nodes at most"),
            });
        }
        children.resize(names.len(), Vec::new());
        Ok(Self {
            names,
            children,
            order: Vec::new(),
            paths: Vec::new(),
            branches: Vec::new(),
            downward: Vec::new(),
        })
    }

    /// Follows every branch from the goal.
    fn walk(&mut self) -> Result<()> {
        if self.children.first().is_none_or(Vec::is_empty) {
            return Err(Error::EmptyInput {
                path: format!("{ROOT}.criteria"),
                hint: "the goal has no criteria".into(),
            });
        }
        // the path from the goal, without recursion: the stack of a browser is small
        let mut open = vec![self.meet(0, ROOT.into())];
        while let Some(step) = open.last_mut() {
            let children = self.children.get(step.name);
            let Some(child) = children.and_then(|all| all.get(step.next)).copied() else {
                self.downward.push(step.place);
                open.pop();
                continue;
            };
            let (parent, place) = (step.place, step.next);
            step.next += 1;
            let path = self.path_below(parent, child);
            if open.iter().any(|step| step.name == child) {
                return Err(Error::InvalidValue {
                    path,
                    found: "a node that stands below itself".into(),
                    expected: "part of a hierarchy".into(),
                });
            }
            let known = self.order.iter().position(|met| *met == child);
            let depth = open.len();
            let met = known.unwrap_or(self.order.len());
            self.branches.push(Edge {
                parent,
                place,
                child: met,
                depth: u32::try_from(depth).unwrap_or(u32::MAX),
            });
            if known.is_none() {
                if depth > DEEPEST_LEVEL {
                    return Err(Error::OutOfRange {
                        path,
                        value: depth as f64,
                        expected: format!("{DEEPEST_LEVEL} levels at most"),
                    });
                }
                let step = self.meet(child, path);
                open.push(step);
            }
        }
        // a node was left after all that stand below it
        self.downward.reverse();
        self.check_all_met()
    }

    fn meet(&mut self, name: usize, path: String) -> Step {
        self.order.push(name);
        self.paths.push(path);
        Step {
            place: self.order.len() - 1,
            name,
            next: 0,
        }
    }

    fn path_below(&self, parent: usize, child: usize) -> String {
        let path = self.paths.get(parent).map_or(ROOT, String::as_str);
        let name = self.names.get(child).map_or("", String::as_str);
        format!("{path}[{name}]")
    }

    fn check_all_met(&self) -> Result<()> {
        let mut names = self.names.iter().enumerate();
        match names.find(|(place, _)| !self.order.contains(place)) {
            None => Ok(()),
            Some((_, name)) => Err(Error::InvalidValue {
                path: format!("{ROOT}[{name}]"),
                found: "a node that no path leads to".into(),
                expected: "below the goal".into(),
            }),
        }
    }
}
