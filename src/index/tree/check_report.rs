//! What a sound index system keeps to, and what is found of it.

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::index::tree::leaves::TreeLeaf;
use crate::index::tree::structure;
use crate::plain::report;
use crate::plain::words;

/// What a sound index system keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Principle {
    /// Codes of their own, and names in both languages (命名规范性).
    #[default]
    Naming,
    /// One node above each leaf and one source of data for it (准则唯一性).
    OneCriterion,
    /// Leaves below every branch, and data for them (完备性).
    Completeness,
    /// No two leaves that say the same (独立性).
    Independence,
    /// For every leaf, which values are good (导向性).
    Direction,
    /// No leaf that hardly counts (重要性).
    Importance,
    /// Weights of siblings that sum up to 1.
    Weights,
}

words!(Principle {
    Naming => "naming",
    OneCriterion => "oneCriterion",
    Completeness => "completeness",
    Independence => "independence",
    Direction => "direction",
    Importance => "importance",
    Weights => "weights",
});

impl Principle {
    /// All of them, in their order.
    pub const ALL: [Self; 7] = [
        Self::Naming,
        Self::OneCriterion,
        Self::Completeness,
        Self::Independence,
        Self::Direction,
        Self::Importance,
        Self::Weights,
    ];

    /// Returns the principle that a fault of the structure breaks.
    pub(super) fn of(code: &str) -> Self {
        match code {
            structure::EMPTY_NAME | structure::NAME_TWICE => Self::Naming,
            structure::BRANCH_WITHOUT_LEAF => Self::Completeness,
            structure::WEIGHT_MISSING | structure::NO_WEIGHT => Self::Weights,
            _ => Self::OneCriterion,
        }
    }
}

/// What became of one check.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PrincipleCheck {
    /// The principle.
    pub principle: Principle,
    /// Whether it is kept; none where that takes data that are not there.
    pub passed: Option<bool>,
    /// What breaks it.
    pub findings: Vec<Caution>,
}

report!(PrincipleCheck {
    principle => "principle",
    passed => "passed",
    findings => "findings",
});

/// Two leaves that say the same.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CorrelatedPair {
    /// The code of one leaf.
    pub one: String,
    /// The code of the other.
    pub other: String,
    /// Pearson's r over the rows in which both are known.
    pub correlation: f64,
}

report!(CorrelatedPair {
    one => "one",
    other => "other",
    correlation => "correlation",
});

/// What the checks of an index system found.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct IndexSystemReport {
    /// Whether no check failed.
    pub sound: bool,
    /// The checks, one for each principle.
    pub checks: Vec<PrincipleCheck>,
    /// The leaves with their weights in the whole.
    pub leaves: Vec<TreeLeaf>,
    /// The pairs of leaves that say the same.
    pub correlated: Vec<CorrelatedPair>,
    /// The weight of the leaves times the share of the rows in which they are known; none without
    /// data.
    pub coverage: Option<f64>,
    /// How the checks were made.
    pub provenance: Provenance,
}

report!(IndexSystemReport {
    sound => "sound",
    checks => "checks",
    leaves => "leaves",
    correlated => "correlated",
    coverage => "coverage",
    provenance => "provenance",
});
