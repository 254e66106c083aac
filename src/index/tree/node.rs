//! One node of a tree.

use crate::numeric::direction::Direction;
use crate::plain::Fingerprint;
use crate::plain::record;

/// A node of an index: the root, a branch with children, or a leaf with a source of data.
///
/// # Example: a root with one leaf
/// ```
/// use clientele::index::tree::TreeNode;
/// use clientele::numeric::direction::Direction;
/// let root = TreeNode::root("loyalty");
/// let leaf = TreeNode::leaf("orders", &root, 1.0, Direction::Benefit, 0.0, 12.0);
/// assert_eq!((leaf.parent.as_deref(), leaf.source.as_deref()), (Some("loyalty"), Some("orders")));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct TreeNode {
    /// The stable code, which no other node has.
    pub code: String,
    /// The code of the node above; none for the root.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub parent: Option<String>,
    /// How much the node counts among its siblings, from 0; not needed for the root.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weight: Option<f64>,
    /// The English name.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub en: Option<String>,
    /// The Chinese name.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub zh: Option<String>,
    /// Of a leaf, the column of data that it is measured by.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub source: Option<String>,
    /// Of a leaf, which values are good.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub direction: Option<Direction>,
    /// Of a leaf, the raw value that counts as 0; of a target or an interval, the one below it.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub lo: Option<f64>,
    /// Of a leaf, the raw value that counts as 1, below `lo` for a cost; of a target or an interval,
    /// the one above it that counts as 0.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub hi: Option<f64>,
    /// Of the root and of a branch, the share of its weights that must be present for it to have a
    /// score; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: Option<f64>,
}

record!(TreeNode {
    code => "code",
    parent => "parent",
    weight => "weight",
    en => "en",
    zh => "zh",
    source => "source",
    direction => "direction",
    lo => "lo",
    hi => "hi",
    min_coverage => "minCoverage",
});

impl TreeNode {
    /// Returns a root.
    pub fn root(code: &str) -> Self {
        Self {
            code: code.into(),
            parent: None,
            weight: None,
            en: None,
            zh: None,
            source: None,
            direction: None,
            lo: None,
            hi: None,
            min_coverage: None,
        }
    }

    /// Returns a branch below another node.
    pub fn branch(code: &str, parent: &Self, weight: f64) -> Self {
        Self {
            parent: Some(parent.code.clone()),
            weight: Some(weight),
            ..Self::root(code)
        }
    }

    /// Returns a leaf below another node, measured by the column of the same name from `lo`, which
    /// counts as 0, to `hi`, which counts as 1.
    pub fn leaf(
        code: &str,
        parent: &Self,
        weight: f64,
        direction: Direction,
        lo: f64,
        hi: f64,
    ) -> Self {
        Self {
            source: Some(code.into()),
            direction: Some(direction),
            lo: Some(lo),
            hi: Some(hi),
            ..Self::branch(code, parent, weight)
        }
    }

    /// Adds the node to a hash.
    pub(super) fn hash_into(&self, hash: &mut Fingerprint) {
        hash.text(&self.code);
        for text in [&self.parent, &self.source] {
            hash.text(text.as_deref().unwrap_or_default());
        }
        let numbers = [self.weight, self.lo, self.hi, self.min_coverage];
        hash.numbers(&numbers.map(|number| number.unwrap_or(f64::NAN)));
        match self.direction {
            None => {}
            Some(Direction::Benefit) => hash.text("benefit"),
            Some(Direction::Cost) => hash.text("cost"),
            Some(Direction::Target(target)) => hash.numbers(&[target]),
            Some(Direction::Interval(from, to)) => hash.numbers(&[from, to]),
        }
    }
}
