//! What a node says of the things below it, and the weights that follow.

use super::node::HierarchyNode;
use super::node::Intensities;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::weighting::ahp::judgement::JudgedPair;
use crate::weighting::ahp::judgement::Judgement;
use crate::weighting::ahp::matrix::PairwiseMatrix;
use crate::weighting::ahp::priorities::PriorityMethod;

/// Judgements, or weights given directly.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Local {
    Judged(PairwiseMatrix),
    /// Of sum 1.
    Given(Vec<f64>),
}

/// The four ways in which things can be compared, of which one is used.
pub(super) struct Said<'a> {
    pub(super) matrix: Option<&'a [Vec<Judgement>]>,
    pub(super) upper_triangle: Option<&'a [Judgement]>,
    pub(super) pairs: Option<&'a [JudgedPair]>,
    pub(super) weights: Option<&'a [f64]>,
}

impl HierarchyNode {
    pub(super) fn said(&self) -> Said<'_> {
        Said {
            matrix: self.matrix.as_deref(),
            upper_triangle: self.upper_triangle.as_deref(),
            pairs: self.pairs.as_deref(),
            weights: self.weights.as_deref(),
        }
    }
}

impl Intensities {
    pub(super) fn said(&self) -> Said<'_> {
        Said {
            matrix: self.matrix.as_deref(),
            upper_triangle: self.upper_triangle.as_deref(),
            pairs: self.pairs.as_deref(),
            weights: self.weights.as_deref(),
        }
    }
}

/// The keys of the four ways.
const WAYS: &str = "one of `matrix`, `upperTriangle`, `pairs` and `weights`";

impl Said<'_> {
    /// How many of the four ways are used.
    pub(super) fn ways(&self) -> usize {
        [
            self.matrix.is_some(),
            self.upper_triangle.is_some(),
            self.pairs.is_some(),
            self.weights.is_some(),
        ]
        .into_iter()
        .filter(|used| *used)
        .count()
    }

    /// Reads how the things of these names compare.
    pub(super) fn local(&self, names: &[String]) -> Result<Local> {
        if self.ways() > 1 {
            return Err(Error::InvalidValue {
                path: String::new(),
                found: "more than one comparison".into(),
                expected: WAYS.into(),
            });
        }
        let criteria = Some(names.to_vec());
        let judged = if let Some(rows) = self.matrix {
            check_length(rows.len(), names.len(), "matrix")?;
            PairwiseMatrix::try_from_rows(rows, criteria)
        } else if let Some(triangle) = self.upper_triangle {
            PairwiseMatrix::try_from_upper_triangle(triangle, criteria)
        } else if let Some(pairs) = self.pairs {
            PairwiseMatrix::try_from_judged_pairs(pairs, criteria)
        } else if let Some(weights) = self.weights {
            return shares(weights, names, "weights").map(Local::Given);
        } else if names.len() == 1 {
            return Ok(Local::Given(vec![1.0]));
        } else {
            return Err(Error::Missing {
                path: String::new(),
                expected: WAYS.into(),
            });
        };
        judged.map(Local::Judged)
    }
}

impl Local {
    /// The weights, of sum 1.
    pub(super) fn weights(&self, method: PriorityMethod) -> Vec<f64> {
        match self {
            Self::Judged(matrix) => matrix.weights(method),
            Self::Given(weights) => weights.clone(),
        }
    }

    /// The judgements, where there are any.
    pub(super) fn matrix(&self) -> Option<&PairwiseMatrix> {
        match self {
            Self::Judged(matrix) => Some(matrix),
            Self::Given(_) => None,
        }
    }

    /// The numbers that it is made of.
    pub(super) fn numbers(&self) -> Vec<f64> {
        match self {
            Self::Judged(matrix) => matrix.values().to_vec(),
            Self::Given(weights) => weights.clone(),
        }
    }
}

/// Divides numbers that are not negative by their sum.
pub(super) fn shares(values: &[f64], names: &[String], path: &str) -> Result<Vec<f64>> {
    check_length(values.len(), names.len(), path)?;
    for (value, name) in values.iter().zip(names) {
        let path = || format!("{path}[{name}]");
        check_finite(*value, path)?;
        if *value < 0.0 {
            return Err(Error::OutOfRange {
                path: path(),
                value: *value,
                expected: "a number from 0".into(),
            });
        }
    }
    let sum: f64 = values.iter().sum();
    if sum > 0.0 && sum.is_finite() {
        return Ok(values.iter().map(|value| value / sum).collect());
    }
    Err(Error::OutOfRange {
        path: path.into(),
        value: sum,
        expected: "numbers with a sum above 0".into(),
    })
}

pub(super) fn check_length(actual: usize, expected: usize, path: &str) -> Result<()> {
    if actual == expected {
        return Ok(());
    }
    Err(Error::LengthMismatch {
        path: path.into(),
        expected,
        actual,
    })
}
