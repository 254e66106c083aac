//! What alternatives achieve on weighted criteria.

use crate::data::decision_matrix::DecisionMatrix;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::direction::Direction;
use crate::numeric::math;
use crate::numeric::shares::shares_at;
use crate::numeric::vectors::dot;
use crate::numeric::vectors::each;
use crate::plain::Fingerprint;
use crate::plain::words;
use crate::weighting::lists::at;
use crate::weighting::lists::name;
use crate::weighting::lists::names_or_numbers;

/// How weights and values become one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Aggregation {
    /// The weighted sum, Σ wⱼ aᵢⱼ.
    #[default]
    WeightedSum,
    /// The weighted product, Π aᵢⱼ^wⱼ; every value must be above 0.
    WeightedProduct,
}

words!(Aggregation {
    WeightedSum => "weightedSum",
    WeightedProduct => "weightedProduct",
});

/// Alternatives and weights, checked, on a scale where weights act linearly.
pub(crate) struct Performance<'a> {
    pub(crate) criteria: &'a [String],
    pub(crate) alternatives: Vec<String>,
    /// The values, or their logarithms for a product.
    pub(crate) rows: Vec<Vec<f64>>,
    /// They sum to 1.
    pub(crate) weights: Vec<f64>,
    pub(crate) aggregation: Aggregation,
    fingerprint: String,
}

impl<'a> Performance<'a> {
    /// Takes values of which more is better, as they enter the sum or the product.
    ///
    /// # Errors
    /// [`Error::InsufficientData`] for fewer than two alternatives, [`Error::InvalidValue`] for a
    /// direction that is not "benefit", [`Error::OutOfRange`] for a value that has no logarithm,
    /// and the errors of weights.
    #[inline(never)]
    pub(crate) fn try_new(
        matrix: &'a DecisionMatrix,
        weights: &[f64],
        aggregation: Aggregation,
    ) -> Result<Self> {
        if matrix.rows() < 2 {
            return Err(Error::InsufficientData {
                path: "data".into(),
                found: matrix.rows(),
                needed: 2,
                hint: "one alternative always ranks first".into(),
            });
        }
        for (name, direction) in matrix.criteria().iter().zip(matrix.directions()) {
            if *direction != Direction::Benefit {
                return Err(Error::invalid(
                    format!("directions[{name}]"),
                    "another direction",
                    "\"benefit\": convert the values first",
                ));
            }
        }
        check_length("weights", weights.len(), matrix.columns())?;
        let weights = shares_at(weights, "weights")?;
        let product = aggregation == Aggregation::WeightedProduct;
        let mut rows = Vec::with_capacity(matrix.rows());
        for (i, values) in matrix.row_values().enumerate() {
            if let Some(j) = values.iter().position(|value| product && *value <= 0.0) {
                let (path, value) = (matrix.path(i, j), at(values, j));
                return Err(Error::out_of_range(
                    path,
                    value,
                    "a number above 0 for a product",
                ));
            }
            rows.push(if product {
                each(values, &math::ln)
            } else {
                values.to_vec()
            });
        }
        let mut hash = Fingerprint::default();
        hash.text(&matrix.fingerprint());
        hash.numbers(&weights);
        Ok(Self {
            criteria: matrix.criteria(),
            alternatives: names_or_numbers(matrix.alternatives(), matrix.rows(), "alternatives")?,
            rows,
            weights,
            aggregation,
            fingerprint: hash.finish(),
        })
    }

    /// Returns Σ wⱼ aᵢⱼ of each alternative, or its logarithm for a product.
    #[inline(never)]
    pub(crate) fn levels(&self, weights: &[f64]) -> Vec<f64> {
        let mut levels = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            levels.push(dot(row, weights));
        }
        levels
    }

    /// Returns a level as the number that users know.
    pub(crate) fn score(&self, level: f64) -> f64 {
        match self.aggregation {
            Aggregation::WeightedSum => level,
            Aggregation::WeightedProduct => math::exp(level),
        }
    }

    /// Returns the scores.
    pub(crate) fn scores(&self) -> Vec<f64> {
        each(&self.levels(&self.weights), &|level| self.score(level))
    }

    /// Returns the name of an alternative.
    pub(crate) fn name(&self, i: usize) -> String {
        name(&self.alternatives, i)
    }

    /// Starts the record of a method.
    #[inline(never)]
    pub(crate) fn provenance(&self, method: &str) -> Provenance {
        let word = match self.aggregation {
            Aggregation::WeightedSum => "weightedSum",
            Aggregation::WeightedProduct => "weightedProduct",
        };
        Provenance::new(method, self.fingerprint.clone()).with("aggregation", word)
    }
}

/// Returns the ranks of levels, 1 for the highest; equal levels share the better rank.
#[inline(never)]
pub(crate) fn ranks(levels: &[f64]) -> Vec<u32> {
    let mut ranks = Vec::with_capacity(levels.len());
    for level in levels {
        let mut rank = 1;
        for other in levels {
            rank += u32::from(other > level);
        }
        ranks.push(rank);
    }
    ranks
}
