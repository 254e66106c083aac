//! The satisfaction index of four levels (四级指标体系).

use crate::data::classification::Classification;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::index::tree::IndexTree;
use crate::index::tree::TreeNode;
use crate::numeric::bounds::check_unit;
use crate::numeric::direction::Direction;
use crate::perceived::parts::RatingScale;
use crate::perceived::parts::check_within;
use crate::perceived::satisfaction::SatisfactionOptions;
use crate::perceived::satisfaction::satisfaction_level;
use crate::plain::record;
use crate::plain::report;

/// A node of the index: the whole, an element, an item or a question.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SatisfactionTreeNode {
    /// Its code, which no other node has.
    pub code: String,
    /// The code of the node above; none for the whole.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub parent: Option<String>,
    /// How much it counts among its siblings, from 0; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weight: Option<f64>,
    /// Of a question, its rating.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub rating: Option<f64>,
    /// Instead of a rating, the share of customers of whom less is better, such as those who complain:
    /// it counts as lowest + (highest − lowest)(1 − rate).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub rate: Option<f64>,
}

record!(SatisfactionTreeNode {
    code => "code",
    parent => "parent",
    weight => "weight",
    rating => "rating",
    rate => "rate",
});

/// The score of one node above the questions.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SatisfactionElement {
    /// The node.
    pub code: String,
    /// Its score on the scale of the ratings; none where too little is known.
    pub csd: Option<f64>,
    /// Its score, 0 to 100.
    pub percent: Option<f64>,
    /// The share of its weights that is known.
    pub coverage: f64,
}

report!(SatisfactionElement {
    code => "code",
    csd => "csd",
    percent => "percent",
    coverage => "coverage",
});

/// A satisfaction index of several levels.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SatisfactionTree {
    /// The index on the scale of the ratings.
    pub csd: Option<f64>,
    /// The index, 0 to 100.
    pub percent: Option<f64>,
    /// Its level.
    pub level: Option<Classification>,
    /// The share of the weights that is known.
    pub coverage: f64,
    /// The nodes above the questions, the whole first.
    pub elements: Vec<SatisfactionElement>,
    /// Why there is no index: `coverage_too_low`.
    pub reason: Option<String>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(SatisfactionTree {
    csd => "csd",
    percent => "percent",
    level => "level",
    coverage => "coverage",
    elements => "elements",
    reason => "reason",
    provenance => "provenance",
});

/// Returns the satisfaction index of a tree, from the questions up, by the weights of siblings.
///
/// A question without an answer is left out; an element counts where half of its weights are known.
///
/// # Errors
/// Those of [`IndexTree::try_new`]; [`Error::NotFinite`] and [`Error::OutOfRange`] for a rating outside
/// the scale and a rate outside 0 to 1; [`Error::InvalidValue`] for a rating or a rate of a node that has
/// children, and for both of one question.
///
/// # Example: satisfaction and complaints
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::perceived::satisfaction::*;
/// let node = |code: &str, weight, rating, rate| SatisfactionTreeNode {
///     code: code.into(), parent: Some("all".into()), weight: Some(weight), rating, rate,
/// };
/// let nodes = [
///     SatisfactionTreeNode { code: "all".into(), ..SatisfactionTreeNode::default() },
///     node("satisfaction", 0.8, Some(4.0), None),
///     node("complaints", 0.2, None, Some(0.08)),
/// ];
/// let found = satisfaction_tree(&nodes, &SatisfactionOptions::default(), &Thresholds::default())?;
/// assert!((found.csd.unwrap_or_default() - (0.8 * 4.0 + 0.2 * 4.68)).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn satisfaction_tree(
    nodes: &[SatisfactionTreeNode],
    options: &SatisfactionOptions,
    thresholds: &Thresholds,
) -> Result<SatisfactionTree> {
    let scale = RatingScale::try_new(options.lowest, options.highest, "options")?;
    check_unit(options.min_coverage, "options.minCoverage")?;
    let (mut tree_nodes, mut values) = (Vec::with_capacity(nodes.len()), Vec::new());
    for node in nodes {
        let code = Some(node.code.as_str());
        let above = nodes.iter().any(|other| other.parent.as_deref() == code);
        let path = |field: &str| format!("tree[{}].{field}", node.code);
        scale.check_known(node.rating, &|| path("rating"))?;
        if let Some(rate) = node.rate {
            check_within(rate, 0.0, 1.0, &|| path("rate"))?;
        }
        for (field, given) in [("rating", node.rating), ("rate", node.rate)] {
            if above && given.is_some() {
                let why = "the node has children, whose ratings make its own";
                return Err(Error::unused(path(field), why));
            }
        }
        if node.rating.is_some() && node.rate.is_some() {
            return Err(Error::unused(
                path("rate"),
                "there is a rating in its place",
            ));
        }
        let branch = TreeNode {
            parent: node.parent.clone(),
            weight: node.parent.as_ref().map(|_| node.weight.unwrap_or(1.0)),
            min_coverage: above.then_some(options.min_coverage),
            ..TreeNode::root(&node.code)
        };
        if above {
            tree_nodes.push(branch);
            continue;
        }
        let (direction, lo, hi) = if node.rate.is_some() {
            (Direction::Cost, 1.0, 0.0)
        } else {
            (Direction::Benefit, scale.lowest, scale.highest)
        };
        tree_nodes.push(TreeNode {
            source: Some(node.code.clone()),
            direction: Some(direction),
            lo: Some(lo),
            hi: Some(hi),
            ..branch
        });
        values.push(node.rate.or(node.rating));
    }
    let found = IndexTree::try_new(tree_nodes)?.score(&values)?;
    let rating = |percent: f64| scale.lowest + scale.width() * (percent / 100.0);
    let mut elements = Vec::with_capacity(found.nodes.len());
    for node in found.nodes {
        elements.push(SatisfactionElement {
            code: node.code,
            csd: node.score.map(rating),
            percent: node.score,
            coverage: node.coverage,
        });
    }
    Ok(SatisfactionTree {
        csd: found.score.map(rating),
        percent: found.score,
        level: match found.score {
            Some(percent) => Some(satisfaction_level(percent, thresholds)?),
            None => None,
        },
        coverage: found.coverage,
        elements,
        reason: found.reason,
        provenance: Provenance::new("satisfactionTree", found.provenance.input_hash)
            .with("lowest", scale.lowest)
            .with("highest", scale.highest),
    })
}
