//! Several experts who judged the same criteria.

use super::matrix::PairwiseMatrix;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math;
use crate::plain::Fingerprint;
use crate::weighting::shares::names_or_numbers;
use crate::weighting::shares::shares;

/// The matrices of some experts, all with the criteria of the first in their order.
pub(crate) struct Panel {
    pub(crate) experts: Vec<String>,
    pub(crate) matrices: Vec<PairwiseMatrix>,
    /// How much each expert counts; the shares sum to 1.
    pub(crate) shares: Vec<f64>,
}

impl Panel {
    /// Brings the matrices together; the criteria of each may stand in any order.
    ///
    /// # Errors
    /// [`Error::EmptyInput`] without a matrix, the errors of names and weights
    /// (`options.experts`, `options.weights`), [`Error::LengthMismatch`], [`Error::Missing`] and
    /// [`Error::InvalidValue`] where the criteria of two experts differ (`matrices[Ann].criteria`).
    pub(crate) fn try_new(
        matrices: &[PairwiseMatrix],
        experts: Option<&[String]>,
        weights: Option<&[f64]>,
    ) -> Result<Self> {
        let Some(first) = matrices.first() else {
            return Err(Error::EmptyInput {
                path: "matrices".into(),
                hint: "there must be at least one expert".into(),
            });
        };
        let count = matrices.len();
        let experts = names_or_numbers(experts, count, "options.experts")?;
        let shares = match weights {
            None => vec![1.0 / count as f64; count],
            Some(weights) if weights.len() == count => shares(weights, "options.weights")?,
            Some(weights) => {
                return Err(Error::LengthMismatch {
                    path: "options.weights".into(),
                    expected: count,
                    actual: weights.len(),
                });
            }
        };
        let matrices = matrices
            .iter()
            .zip(&experts)
            .map(|(matrix, expert)| {
                in_order(matrix, first.criteria())
                    .map_err(|error| error.within(&format!("matrices[{expert}]")))
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            experts,
            matrices,
            shares,
        })
    }

    /// Returns the criteria, which all share.
    pub(crate) fn criteria(&self) -> &[String] {
        self.matrices.first().map_or(&[], PairwiseMatrix::criteria)
    }

    /// Returns every pair of criteria above the diagonal.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let n = self.criteria().len();
        (0..n).flat_map(move |i| (i + 1..n).map(move |j| (i, j)))
    }

    /// Returns the logarithm of each expert's judgement of a pair.
    pub(crate) fn logarithms(&self, (i, j): (usize, usize)) -> Vec<f64> {
        let judged = self.matrices.iter().map(|matrix| matrix.judgement(i, j));
        judged.map(|value| math::ln(value.unwrap_or(1.0))).collect()
    }

    /// Returns the weighted mean of the logarithms.
    pub(crate) fn mean(&self, logarithms: &[f64]) -> f64 {
        let weighed = logarithms.iter().zip(&self.shares);
        weighed.map(|(logarithm, share)| logarithm * share).sum()
    }

    /// Returns the hash of names, judgements and weights.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hash = Fingerprint::default();
        for name in self.experts.iter().chain(self.criteria()) {
            hash.text(name);
        }
        for row in self.matrices.iter().flat_map(PairwiseMatrix::rows) {
            hash.numbers(row);
        }
        hash.numbers(&self.shares);
        hash.finish()
    }
}

/// Returns the geometric standard deviation of judgements by their logarithms, which is 1 where
/// all agree; nothing for fewer than two.
///
/// # Formula
/// exp √(Σ (ln a − mean)² / (K − 1))
pub(crate) fn geometric_deviation(logarithms: &[f64]) -> Option<f64> {
    let degrees = logarithms.len().checked_sub(1).filter(|more| *more > 0)?;
    let mean = logarithms.iter().sum::<f64>() / logarithms.len() as f64;
    let squares = logarithms.iter().map(|x| (x - mean) * (x - mean));
    let variance = squares.sum::<f64>() / degrees as f64;
    Some(math::exp(math::sqrt(variance)))
}

/// Returns a matrix with its criteria in another order.
fn in_order(matrix: &PairwiseMatrix, criteria: &[String]) -> Result<PairwiseMatrix> {
    if matrix.criteria() == criteria {
        return Ok(matrix.clone());
    }
    let own = matrix.criteria();
    if let Some(stranger) = own.iter().find(|name| !criteria.contains(name)) {
        return Err(Error::InvalidValue {
            path: "criteria".into(),
            found: format!("\"{stranger}\""),
            expected: format!("one of the criteria {}", criteria.join(", ")),
        });
    }
    let place = |name: &String| own.iter().position(|known| known == name);
    let mut places = Vec::with_capacity(criteria.len());
    for name in criteria {
        places.push(place(name).ok_or_else(|| Error::Missing {
            path: "criteria".into(),
            expected: format!("\"{name}\""),
        })?);
    }
    let row = |i: &usize| -> Vec<Option<f64>> {
        places.iter().map(|j| matrix.judgement(*i, *j)).collect()
    };
    let rows: Vec<Vec<Option<f64>>> = places.iter().map(row).collect();
    PairwiseMatrix::try_from_rows(&rows, Some(criteria.to_vec()))
}
