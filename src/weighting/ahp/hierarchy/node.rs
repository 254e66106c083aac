//! A node of a hierarchy as it is written down.

use crate::error::Result;
use crate::numeric::direction::Direction;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::from_plain;
use crate::plain::options;
use crate::weighting::ahp::judgement::JudgedPair;
use crate::weighting::ahp::judgement::Judgement;

/// A node of a hierarchy: its name, what stands below it, and what is known of that.
///
/// A node with `criteria` has exactly one of `matrix`, `upperTriangle`, `pairs` and `weights`,
/// which compare the criteria; with a single criterion it needs none. A node without criteria is a
/// leaf, and what it has is about the alternatives: one of the same four, or `values` with a
/// `direction`, or `ratings` with `intensities`; without any it can be weighted but not evaluated.
///
/// A criterion of which nothing but the name is known needs no node of its own.
///
/// # Example: a node as JSON has it
/// ```
/// use clientele::weighting::ahp::hierarchy::HierarchyNode;
/// let node = HierarchyNode {
///     name: "Cost".into(),
///     criteria: vec!["Price".into(), "Fuel".into()],
///     upper_triangle: Some(vec!["2".into()]),
///     ..HierarchyNode::default()
/// };
/// assert_eq!(node.criteria.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
pub struct HierarchyNode {
    /// The name, which no other node has.
    pub name: String,
    /// The names of what stands below; none for a leaf. A node may stand below several others.
    pub criteria: Vec<String>,
    /// Judgements as the rows of a matrix.
    pub matrix: Option<Vec<Vec<Judgement>>>,
    /// Judgements above the diagonal, row by row.
    pub upper_triangle: Option<Vec<Judgement>>,
    /// Judgements of named pairs.
    pub pairs: Option<Vec<JudgedPair>>,
    /// Weights given directly, of any sum.
    pub weights: Option<Vec<f64>>,
    /// Of a leaf: a measured value of each alternative.
    pub values: Option<Vec<f64>>,
    /// Whether more of the measured value is better, or less: `benefit` or `cost`.
    pub direction: Option<Direction>,
    /// Of a leaf: the intensity of each alternative, by name.
    pub ratings: Option<Vec<String>>,
    /// The intensities that ratings are given by, with their weights.
    pub intensities: Option<Intensities>,
}

options!(HierarchyNode {
    name => "name",
    criteria => "criteria",
    matrix => "matrix",
    upper_triangle => "upperTriangle",
    pairs => "pairs",
    weights => "weights",
    values => "values",
    direction => "direction",
    ratings => "ratings",
    intensities => "intensities",
});

/// The grades of an absolute measurement, such as high, medium and low, and how they compare:
/// exactly one of `matrix`, `upperTriangle`, `pairs` and `weights`.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
pub struct Intensities {
    /// The names of the grades.
    pub criteria: Vec<String>,
    /// Judgements as the rows of a matrix.
    pub matrix: Option<Vec<Vec<Judgement>>>,
    /// Judgements above the diagonal, row by row.
    pub upper_triangle: Option<Vec<Judgement>>,
    /// Judgements of named pairs.
    pub pairs: Option<Vec<JudgedPair>>,
    /// Weights given directly, of any sum.
    pub weights: Option<Vec<f64>>,
}

options!(Intensities {
    criteria => "criteria",
    matrix => "matrix",
    upper_triangle => "upperTriangle",
    pairs => "pairs",
    weights => "weights",
});

/// The nodes of a hierarchy as plain data; an error names the node and not its place in the list.
///
/// # Example: the culprit by name
/// ```
/// use clientele::plain::{Plain, from_plain};
/// use clientele::weighting::ahp::hierarchy::HierarchyNodes;
/// let node = Plain::Map(vec![
///     ("name".to_owned(), Plain::Text("Cost".to_owned())),
///     ("weights".to_owned(), Plain::Bool(true)),
/// ]);
/// let error = from_plain::<HierarchyNodes>(Plain::List(vec![node])).unwrap_err();
/// assert_eq!(error.path(), Some("[Cost].weights"));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HierarchyNodes(pub Vec<HierarchyNode>);

impl FromPlain for HierarchyNodes {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        let Plain::List(list) = plain else {
            return Err(plain.is_not(self.expected()));
        };
        for (i, item) in list.into_iter().enumerate() {
            let name = name_in(&item).unwrap_or_else(|| i.to_string());
            let node = from_plain(item).map_err(|error| error.within(&format!("[{name}]")))?;
            self.0.push(node);
        }
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "a list of nodes"
    }
}

fn name_in(plain: &Plain) -> Option<String> {
    let Plain::Map(entries) = plain else {
        return None;
    };
    let found = entries.iter().find(|(key, _)| key == "name");
    match found {
        Some((_, Plain::Text(name))) => Some(name.clone()),
        _ => None,
    }
}
