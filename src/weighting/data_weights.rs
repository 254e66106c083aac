//! Weights that follow from data: what every objective method returns.

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::plain::report;

/// The weights of the criteria of a decision matrix.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DataWeights {
    /// The criteria, in the order of the data.
    pub criteria: Vec<String>,
    /// One weight for each criterion; none is negative, and they sum to 1.
    pub weights: Vec<f64>,
    /// What the weights are in proportion to: the information of each criterion as its method
    /// measures it.
    pub information: Vec<f64>,
    /// What to mind: `constant_column`, `nothing_varies`, ….
    pub warnings: Vec<Caution>,
    /// How they were made.
    pub provenance: Provenance,
}

report!(DataWeights {
    criteria => "criteria",
    weights => "weights",
    information => "information",
    warnings => "warnings",
    provenance => "provenance",
});

/// The code of the warning that a criterion has the same value everywhere: it weighs nothing.
pub const CONSTANT_COLUMN: &str = "constant_column";

/// The code of the warning that no criterion varies, so that all weigh the same.
pub const NOTHING_VARIES: &str = "nothing_varies";

impl DataWeights {
    /// Returns the weights in proportion to `information`, which is not negative; equal ones, with
    /// a warning, where there is none at all.
    pub(crate) fn in_proportion(
        matrix: &DecisionMatrix,
        information: Vec<f64>,
        mut warnings: Vec<Caution>,
        provenance: Provenance,
    ) -> Self {
        let total: f64 = information.iter().sum();
        let weights = if total > 0.0 {
            information.iter().map(|value| value / total).collect()
        } else {
            warnings.push(Caution::new(NOTHING_VARIES));
            vec![1.0 / information.len() as f64; information.len()]
        };
        Self {
            criteria: matrix.criteria().to_vec(),
            weights,
            information,
            warnings,
            provenance,
        }
    }
}
