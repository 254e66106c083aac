//! What the scores of a tree hold.

use crate::data::provenance::Provenance;
use crate::plain::report;

/// One leaf of a score.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct TreePart {
    /// The code of the leaf.
    pub code: String,
    /// The raw number in its own unit; none when it is not known.
    pub raw: Option<f64>,
    /// Where it stands in its range, 0 to 1.
    pub normalised: Option<f64>,
    /// The weight it had in the whole, after the weights of what is missing were shared out; 0 in a
    /// branch that is missing.
    pub weight: Option<f64>,
    /// 100 · weight · normalised. The points of all parts sum to the score.
    pub points: Option<f64>,
}

report!(TreePart {
    code => "code",
    raw => "raw",
    normalised => "normalised",
    weight => "weight",
    points => "points",
});

/// One branch of a score.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct NodeScore {
    /// The code of the branch, or of the root.
    pub code: String,
    /// Its score, 0 to 100; none when too little is present.
    pub score: Option<f64>,
    /// The share of its weights that is present, 0 to 1.
    pub coverage: f64,
}

report!(NodeScore {
    code => "code",
    score => "score",
    coverage => "coverage",
});

/// The score of one customer, and what it is made of.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct TreeScore {
    /// The score, 0 to 100; none when `reason` says why.
    pub score: Option<f64>,
    /// The share of the weights that is present, 0 to 1.
    pub coverage: f64,
    /// The leaves, in the order of the tree.
    pub parts: Vec<TreePart>,
    /// The root and the branches, each after the one above it.
    pub nodes: Vec<NodeScore>,
    /// Why there is no score: `coverage_too_low`.
    pub reason: Option<String>,
    /// How it was made.
    pub provenance: Provenance,
}

report!(TreeScore {
    score => "score",
    coverage => "coverage",
    parts => "parts",
    nodes => "nodes",
    reason => "reason",
    provenance => "provenance",
});

/// The scores of many customers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TreeColumns {
    /// One score for each row, 0 to 100; NaN where too little is present.
    pub scores: Vec<f64>,
    /// The share of the weights that is present in each row, 0 to 1.
    pub coverage: Vec<f64>,
    /// If asked for, the points of the first leaf in every row, then those of the second, and so on;
    /// NaN where the leaf is missing or there is no score.
    pub points: Vec<f64>,
}
