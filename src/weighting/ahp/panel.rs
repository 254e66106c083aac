//! Several experts who judged the same criteria.

use super::judgement::Judgement;
use super::matrix::PairwiseMatrix;
use crate::data::decision_matrix::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math;
use crate::numeric::shares::shares_at;
use crate::numeric::vectors::dot;
use crate::numeric::vectors::each;
use crate::numeric::vectors::sum;
use crate::plain::Fingerprint;
use crate::weighting::lists::names_or_numbers;
use crate::weighting::lists::stranger;

/// The matrices of some experts, all with the criteria of the first in their order.
pub(crate) struct Panel {
    pub(crate) experts: Vec<String>,
    pub(crate) matrices: Vec<PairwiseMatrix>,
    /// How much each expert counts; the shares sum to 1.
    pub(crate) shares: Vec<f64>,
    /// Every pair of criteria above the diagonal.
    pub(crate) pairs: Vec<(usize, usize)>,
}

impl Panel {
    /// Brings the matrices together; the criteria of each may stand in any order.
    ///
    /// # Errors
    /// [`Error::EmptyInput`] without a matrix, the errors of names and weights
    /// (`options.experts`, `options.weights`), [`Error::LengthMismatch`], [`Error::Missing`] and
    /// [`Error::InvalidValue`] where the criteria of two experts differ (`matrices[Ann].criteria`).
    #[inline(never)]
    pub(crate) fn try_new(
        matrices: &[PairwiseMatrix],
        experts: Option<&[String]>,
        weights: Option<&[f64]>,
    ) -> Result<Self> {
        let Some(first) = matrices.first() else {
            return Err(Error::empty(
                "matrices",
                "there must be at least one expert",
            ));
        };
        let count = matrices.len();
        let experts = names_or_numbers(experts, count, "options.experts")?;
        let shares = match weights {
            None => vec![1.0 / count as f64; count],
            Some(weights) => {
                check_length("options.weights", weights.len(), count)?;
                shares_at(weights, "options.weights")?
            }
        };
        let mut ordered = Vec::with_capacity(count);
        for (matrix, expert) in matrices.iter().zip(&experts) {
            let matrix = in_order(matrix, first.criteria());
            ordered.push(matrix.map_err(|error| error.within(&format!("matrices[{expert}]")))?);
        }
        let n = first.size();
        let mut pairs = Vec::new();
        for i in 0..n {
            for j in i + 1..n {
                pairs.push((i, j));
            }
        }
        Ok(Self {
            experts,
            matrices: ordered,
            shares,
            pairs,
        })
    }

    /// Returns the criteria, which all share.
    pub(crate) fn criteria(&self) -> &[String] {
        self.matrices.first().map_or(&[], PairwiseMatrix::criteria)
    }

    /// Returns an expert's judgement of the pair at a place, as it was given: the exponential of its
    /// logarithm may have lost a bit.
    pub(crate) fn judgement(&self, pair: usize, k: usize) -> f64 {
        let place = self.pairs.get(pair).copied();
        place
            .zip(self.matrices.get(k))
            .and_then(|((i, j), matrix)| matrix.judgement(i, j))
            .unwrap_or(1.0)
    }

    /// Returns the logarithm of each expert's judgement of a pair.
    #[inline(never)]
    pub(crate) fn logarithms(&self, (i, j): (usize, usize)) -> Vec<f64> {
        let mut found = Vec::with_capacity(self.matrices.len());
        for matrix in &self.matrices {
            found.push(math::ln(matrix.judgement(i, j).unwrap_or(1.0)));
        }
        found
    }

    /// Returns the weighted mean of the logarithms.
    pub(crate) fn mean(&self, logarithms: &[f64]) -> f64 {
        dot(logarithms, &self.shares)
    }

    /// Returns the hash of names, judgements and weights.
    #[inline(never)]
    pub(crate) fn fingerprint(&self) -> String {
        let mut hash = Fingerprint::default();
        for names in [&self.experts[..], self.criteria()] {
            for name in names {
                hash.text(name);
            }
        }
        for matrix in &self.matrices {
            for row in matrix.rows() {
                hash.numbers(row);
            }
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
#[inline(never)]
pub(crate) fn geometric_deviation(logarithms: &[f64]) -> Option<f64> {
    let count = logarithms.len() as f64;
    let mean = sum(logarithms) / count;
    let apart = each(logarithms, &|x| x - mean);
    let variance = dot(&apart, &apart) / (count - 1.0);
    (count > 1.0).then(|| math::exp(math::sqrt(variance)))
}

/// Returns a matrix with its criteria in another order.
#[inline(never)]
fn in_order(matrix: &PairwiseMatrix, criteria: &[String]) -> Result<PairwiseMatrix> {
    let own = matrix.criteria();
    if own == criteria {
        return Ok(matrix.clone());
    }
    for name in own {
        if !criteria.contains(name) {
            return Err(stranger("criteria", name, criteria));
        }
    }
    let mut places = Vec::with_capacity(criteria.len());
    for name in criteria {
        let Some(place) = own.iter().position(|known| known == name) else {
            return Err(Error::Missing {
                path: "criteria".into(),
                expected: format!("\"{name}\""),
            });
        };
        places.push(place);
    }
    let mut upper = Vec::new();
    for (k, i) in places.iter().enumerate() {
        for j in places.iter().skip(k + 1) {
            upper.push(matrix.judgement(*i, *j).unwrap_or(1.0));
        }
    }
    from_upper_triangle(&upper, criteria.to_vec())
}

/// Builds a matrix from numbers above its diagonal.
#[inline(never)]
pub(crate) fn from_upper_triangle(upper: &[f64], criteria: Vec<String>) -> Result<PairwiseMatrix> {
    // The constructor is compiled anew for every type of judgement; this one is there already.
    let mut judgements = Vec::with_capacity(upper.len());
    for value in upper {
        judgements.push(Judgement::Number(*value));
    }
    PairwiseMatrix::try_from_upper_triangle(&judgements, Some(criteria))
}
