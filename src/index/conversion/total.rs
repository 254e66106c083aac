//! One number for each alternative.

use crate::data::decision_matrix::DecisionMatrix;
use crate::data::decision_matrix::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::conversion::columns::Column;
use crate::index::conversion::options::ConversionOptions;
use crate::index::conversion::options::Total;
use crate::numeric::math::exp;
use crate::numeric::math::ln;

/// Totals, and the share of the weights that they are made of.
pub(super) struct Totals {
    pub(super) values: Vec<Option<f64>>,
    pub(super) coverage: f64,
    /// The weights, summing up to 1.
    pub(super) weights: Vec<f64>,
}

/// Adds the columns up by their weights; those that could not be converted are left out and the
/// weights of the others scaled up.
pub(super) fn totals(
    matrix: &DecisionMatrix,
    columns: &[Column],
    options: &ConversionOptions,
) -> Result<Totals> {
    let weights = checked_weights(options, columns.len())?;
    let present = columns.iter().zip(&weights);
    let coverage: f64 = present
        .filter(|(column, _)| column.values.is_some())
        .map(|(_, weight)| weight)
        .sum();
    let rows = matrix.rows();
    if coverage <= 0.0 {
        return Ok(Totals {
            values: vec![None; rows],
            coverage: 0.0,
            weights,
        });
    }
    let geometric = options.total == Total::Geometric;
    let mut sums = vec![0.0; rows];
    for (j, (column, weight)) in columns.iter().zip(&weights).enumerate() {
        let values = column.values.iter().flatten();
        // A weight of 0 would make 0 · ln 0.
        for (row, (sum, value)) in sums
            .iter_mut()
            .zip(values)
            .enumerate()
            .filter(|_| *weight > 0.0)
        {
            if geometric && *value < 0.0 {
                return Err(Error::OutOfRange {
                    path: matrix.path(row, j),
                    value: *value,
                    expected: "a converted value from 0, of which there is a geometric mean".into(),
                });
            }
            let term = if geometric { ln(*value) } else { *value };
            *sum += weight / coverage * term;
        }
    }
    let value = |sum: f64| Some(if geometric { exp(sum) } else { sum });
    Ok(Totals {
        values: sums.into_iter().map(value).collect(),
        coverage: coverage.min(1.0),
        weights,
    })
}

/// Returns the weights of the options, scaled to sum up to 1.
fn checked_weights(options: &ConversionOptions, columns: usize) -> Result<Vec<f64>> {
    let Some(weights) = &options.weights else {
        return Ok(vec![1.0 / columns as f64; columns]);
    };
    check_length("options.weights", weights.len(), columns)?;
    let mut sum = 0.0;
    for (i, weight) in weights.iter().enumerate() {
        let path = || format!("options.weights[{i}]");
        check_finite(*weight, path)?;
        if *weight < 0.0 {
            return Err(Error::OutOfRange {
                path: path(),
                value: *weight,
                expected: "a weight from 0".into(),
            });
        }
        sum += weight;
    }
    if !(sum > 0.0 && sum.is_finite()) {
        return Err(Error::OutOfRange {
            path: "options.weights".into(),
            value: sum,
            expected: "a sum above 0".into(),
        });
    }
    Ok(weights.iter().map(|weight| weight / sum).collect())
}
