//! How sure the weights of one matrix are, by its own contradictions.

use super::matrix::PairwiseMatrix;
use super::priorities::PriorityMethod;
use crate::data::provenance::Provenance;
use crate::numeric::vectors::both;
use crate::plain::report;
use crate::weighting::lists::at;
use crate::weighting::lists::name;

/// Weights with error bands.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct WeightErrors {
    /// The criteria.
    pub criteria: Vec<String>,
    /// Their weights.
    pub weights: Vec<f64>,
    /// The error of each weight, ±.
    pub errors: Vec<f64>,
    /// The weights less their errors, not below 0.
    pub lower: Vec<f64>,
    /// The weights and their errors, not above 1.
    pub upper: Vec<f64>,
    /// The pairs of criteria whose order the errors leave open, the more important one first.
    pub overlaps: Vec<OpenOrder>,
    /// How they were made.
    pub provenance: Provenance,
}

report!(WeightErrors {
    criteria => "criteria",
    weights => "weights",
    errors => "errors",
    lower => "lower",
    upper => "upper",
    overlaps => "overlaps",
    provenance => "provenance",
});

/// Two criteria whose order is not certain.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct OpenOrder {
    /// The one of the larger weight.
    pub a: String,
    /// The other.
    pub b: String,
}

report!(OpenOrder {
    a => "a",
    b => "b",
});

impl PairwiseMatrix {
    /// Returns the weights with the errors that the contradictions among the judgements leave
    /// ([`PairwiseMatrix::weight_errors`]), and the pairs whose order they leave open.
    ///
    /// # Example: which of two is more important is not certain
    /// ```
    /// use clientele::weighting::ahp::{PairwiseMatrix, PriorityMethod};
    /// let matrix = PairwiseMatrix::try_from_upper_triangle(&["2", "1/3", "2"], None)?;
    /// let found = matrix.error_bands(PriorityMethod::Eigenvector);
    /// assert!(found.errors.iter().all(|error| *error > 0.0));
    /// assert!(!found.overlaps.is_empty());
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn error_bands(&self, method: PriorityMethod) -> WeightErrors {
        let priorities = self.priorities(method);
        let errors = self.weight_errors(&priorities);
        let weights = priorities.weights;
        let lower = both(&weights, &errors, &|w, e| (w - e).max(0.0));
        let upper = both(&weights, &errors, &|w, e| (w + e).min(1.0));
        WeightErrors {
            criteria: self.criteria().to_vec(),
            overlaps: overlaps(self.criteria(), &weights, &lower, &upper),
            weights,
            errors,
            lower,
            upper,
            provenance: Provenance::new("tomashevskii", self.fingerprint())
                .with("priorities", method.code())
                .with("lambdaMax", priorities.lambda_max),
        }
    }
}

fn overlaps(names: &[String], weights: &[f64], lower: &[f64], upper: &[f64]) -> Vec<OpenOrder> {
    let mut open = Vec::new();
    for i in 0..weights.len() {
        for j in i + 1..weights.len() {
            let (ahead, behind) = if at(weights, j) > at(weights, i) {
                (j, i)
            } else {
                (i, j)
            };
            if at(lower, ahead) <= at(upper, behind) {
                open.push(OpenOrder {
                    a: name(names, ahead),
                    b: name(names, behind),
                });
            }
        }
    }
    open
}
