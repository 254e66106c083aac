//! One tree in preorder.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::record;

/// A tree that is deeper than this has learnt its customers by heart.
pub(super) const DEEPEST: usize = 256;
/// More categories than a split names.
pub(super) const MOST_CATEGORIES: usize = 10_000;

/// What leaves and covers can be, so that what is computed of them stays a number. Our choice.
const MOST_AT_LEAF: f64 = 1e18;
const COVERS: std::ops::RangeInclusive<f64> = 1e-100..=1e18;
/// By how much the covers of children may be above that of their parent, which is their sum, rounded.
const COVER_SLACK: f64 = 2.0;

/// Whatever is this near to 0 is 0 to `LightGBM`: 1e-35 in single precision.
const ZERO: f64 = 1.000_000_018_002_509_5e-35;

/// How a split compares a value: its lowest two bits.
pub(super) mod rule {
    /// value < number, both in single precision; a missing one goes its own way.
    pub(in crate::churn::imported) const BELOW_SINGLE: u32 = 0;
    /// value ≤ number.
    pub(in crate::churn::imported) const AT_MOST: u32 = 1;
    /// The value is a category of the set of that number; a missing one goes right.
    pub(in crate::churn::imported) const ONE_OF: u32 = 2;
    /// Added where a missing value goes left.
    pub(in crate::churn::imported) const MISSING_LEFT: u32 = 4;
    /// Added where 0 is missing too.
    pub(in crate::churn::imported) const ZERO_IS_MISSING: u32 = 8;
    /// Added where a missing value is 0.
    pub(in crate::churn::imported) const MISSING_IS_ZERO: u32 = 16;
    /// One more than the largest.
    pub(super) const END: u32 = 32;
}

/// The columns of a tree, one entry a node. The left child of a node is the next one.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct Nodes {
    /// The feature of a split, 0 for a leaf.
    pub feature: Vec<u32>,
    /// How the split compares, 0 for a leaf.
    pub rule: Vec<u32>,
    /// The threshold or set of a split, the value of a leaf.
    pub number: Vec<f64>,
    /// The right child, 0 for a leaf.
    pub right: Vec<u32>,
    /// How many customers of the training came by, or their weight.
    pub cover: Vec<f64>,
    /// Sets of categories, ascending.
    pub sets: Vec<Vec<u32>>,
}

record!(Nodes {
    feature => "feature",
    rule => "rule",
    number => "number",
    right => "right",
    cover => "cover",
    sets => "sets",
});

/// A node as it is worked off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Split {
    pub feature: usize,
    pub left: usize,
    pub right: usize,
    pub goes_left: bool,
}

/// A tree whose nodes stand in preorder: whatever is of this type has been checked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tree {
    nodes: Nodes,
    mean: f64,
    depth: usize,
}

impl Tree {
    pub(super) fn into_nodes(self) -> Nodes {
        self.nodes
    }

    /// Takes nodes in preorder.
    pub(super) fn try_new(nodes: Nodes) -> Result<Self> {
        check_columns(&nodes)?;
        let depth = check_order(&nodes)?;
        let mut tree = Self {
            nodes,
            mean: 0.0,
            depth,
        };
        tree.mean = tree.mean_of_leaves();
        Ok(tree)
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.number.len()
    }

    pub(super) fn mean(&self) -> f64 {
        self.mean
    }

    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    pub(super) fn check(&self, features: usize) -> Result<()> {
        let wrong = |feature: &u32| *feature as usize >= features;
        match self.nodes.feature.iter().position(wrong) {
            Some(node) => Err(Error::out_of_range(
                format!("feature[{node}]"),
                self.nodes.feature.get(node).copied().map_or(0.0, f64::from),
                "the place of a feature",
            )),
            None => Ok(()),
        }
    }

    pub(super) fn number(&self, node: usize) -> f64 {
        self.nodes.number.get(node).copied().unwrap_or(0.0)
    }

    pub(super) fn cover(&self, node: usize) -> f64 {
        self.nodes.cover.get(node).copied().unwrap_or(1.0)
    }

    /// The split of a node and which way the values go; nothing for a leaf.
    pub(super) fn split(&self, node: usize, values: &[f64]) -> Option<Split> {
        let right = self
            .nodes
            .right
            .get(node)
            .copied()
            .filter(|right| *right > 0)?;
        let feature = self.nodes.feature.get(node).copied()? as usize;
        let value = values.get(feature).copied().unwrap_or(f64::NAN);
        Some(Split {
            feature,
            left: node + 1,
            right: right as usize,
            goes_left: self.goes_left(node, value),
        })
    }

    fn goes_left(&self, node: usize, value: f64) -> bool {
        let rule = self.nodes.rule.get(node).copied().unwrap_or(0);
        let number = self.number(node);
        let missing_left = rule & rule::MISSING_LEFT > 0;
        match rule & 3 {
            rule::BELOW_SINGLE if value.is_nan() => missing_left,
            rule::BELOW_SINGLE => {
                #[allow(
                    clippy::cast_possible_truncation,
                    reason = "XGBoost compares in single precision"
                )]
                let (value, number) = (value as f32, number as f32);
                value < number
            }
            rule::AT_MOST => {
                let zero_too = rule & rule::ZERO_IS_MISSING > 0;
                let as_zero = zero_too || rule & rule::MISSING_IS_ZERO > 0;
                let value = if value.is_nan() && as_zero {
                    0.0
                } else {
                    value
                };
                if value.is_nan() || (zero_too && value.abs() <= ZERO) {
                    missing_left
                } else {
                    value <= number
                }
            }
            _ => {
                // The fraction of a category is cut off, towards 0.
                let category = libm::trunc(value);
                let set = document_place(number).and_then(|place| self.nodes.sets.get(place));
                let position = |set: &Vec<u32>| {
                    set.binary_search_by(|one| f64::from(*one).total_cmp(&(category + 0.0)))
                };
                set.is_some_and(|set| position(set).is_ok())
            }
        }
    }

    /// The value of the leaf where a customer ends.
    pub(super) fn predict(&self, values: &[f64]) -> f64 {
        let mut node = 0;
        while let Some(split) = self.split(node, values) {
            node = if split.goes_left {
                split.left
            } else {
                split.right
            };
        }
        self.number(node)
    }

    /// The mean of the leaves, each by the share of its customers at every split above it.
    fn mean_of_leaves(&self) -> f64 {
        let mut means = self.nodes.number.clone();
        for node in (0..self.len()).rev() {
            let Some(split) = self.split(node, &[]) else {
                continue;
            };
            let part = |child: usize| means.get(child).copied().unwrap_or(0.0) * self.cover(child);
            let mean = (part(split.left) + part(split.right)) / self.cover(node);
            if let Some(here) = means.get_mut(node) {
                *here = mean;
            }
        }
        means.first().copied().unwrap_or(0.0)
    }
}

impl ToPlain for Tree {
    fn to_plain(&self) -> Plain {
        self.nodes.to_plain()
    }
}

impl FromPlain for Tree {
    fn blank() -> Self {
        Self {
            nodes: Nodes::default(),
            mean: 0.0,
            depth: 0,
        }
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        let mut nodes = Nodes::blank();
        nodes.read(plain)?;
        *self = Self::try_new(nodes)?;
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "an object"
    }
}

/// The place that a whole number names.
fn document_place(number: f64) -> Option<usize> {
    super::document::whole(number, String::new).ok()
}

fn check_columns(nodes: &Nodes) -> Result<()> {
    let n = nodes.number.len();
    if n == 0 {
        return Err(Error::empty("number", "a tree has a node"));
    }
    for (path, actual) in [
        ("feature", nodes.feature.len()),
        ("rule", nodes.rule.len()),
        ("right", nodes.right.len()),
        ("cover", nodes.cover.len()),
    ] {
        if actual != n {
            return Err(Error::LengthMismatch {
                path: path.into(),
                expected: n,
                actual,
            });
        }
    }
    let columns = nodes.number.iter().zip(&nodes.cover).zip(&nodes.right);
    for (i, ((number, cover), right)) in columns.enumerate() {
        check_finite(*number, || format!("number[{i}]"))?;
        check_finite(*cover, || format!("cover[{i}]"))?;
        // Thresholds may be as large as numbers go: LightGBM writes so where only missing values go right.
        if *right == 0 && number.abs() > MOST_AT_LEAF {
            let path = format!("number[{i}]");
            return Err(Error::out_of_range(path, *number, "at most 1e18 at a leaf"));
        }
        if !COVERS.contains(cover) {
            let path = format!("cover[{i}]");
            return Err(Error::out_of_range(path, *cover, "above 0, 1e-100 to 1e18"));
        }
    }
    for (i, (rule, number)) in nodes.rule.iter().zip(&nodes.number).enumerate() {
        if *rule >= rule::END || rule & 3 > rule::ONE_OF {
            let path = format!("rule[{i}]");
            return Err(Error::out_of_range(path, f64::from(*rule), "a rule"));
        }
        let place = document_place(*number).filter(|place| *place < nodes.sets.len());
        if rule & 3 == rule::ONE_OF && place.is_none() {
            let path = format!("number[{i}]");
            return Err(Error::out_of_range(path, *number, "the place of a set"));
        }
    }
    for (i, set) in nodes.sets.iter().enumerate() {
        let rises = |pair: &[u32]| matches!(pair, [one, next] if one < next);
        if set.len() > MOST_CATEGORIES || !set.windows(2).all(rises) {
            return Err(Error::invalid(
                format!("sets[{i}]"),
                &format!("a list of {}", set.len()),
                "at most 10000 categories, ascending",
            ));
        }
    }
    Ok(())
}

/// Checks that no more customers came by a child than by its parent.
fn check_cover(nodes: &Nodes, parent: usize, child: usize) -> Result<()> {
    let cover = |node: usize| nodes.cover.get(node).copied().unwrap_or(1.0);
    if cover(child) <= COVER_SLACK * cover(parent) {
        return Ok(());
    }
    let expected = format!("at most the cover of its parent, {}", cover(parent));
    Err(Error::out_of_range(
        format!("cover[{child}]"),
        cover(child),
        &expected,
    ))
}

/// Checks that the nodes are one tree in preorder and returns its depth.
fn check_order(nodes: &Nodes) -> Result<usize> {
    let mut open = vec![(0, nodes.number.len(), 0)];
    let mut deepest = 0;
    while let Some((node, end, depth)) = open.pop() {
        deepest = deepest.max(depth);
        let right = nodes.right.get(node).copied().unwrap_or(0) as usize;
        let fits = if right == 0 {
            node + 1 == end
        } else {
            node + 1 < right && right < end
        };
        if !fits || depth > DEEPEST {
            return Err(Error::out_of_range(
                format!("right[{node}]"),
                right as f64,
                "the right child of a tree in preorder, at most 256 deep",
            ));
        }
        if right > 0 {
            check_cover(nodes, node, node + 1)?;
            check_cover(nodes, node, right)?;
            open.push((node + 1, right, depth + 1));
            open.push((right, end, depth + 1));
        }
    }
    Ok(deepest)
}
