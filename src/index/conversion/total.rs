//! One number for each alternative.

use crate::data::decision_matrix::DecisionMatrix;
use crate::data::decision_matrix::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::index::conversion::columns::Column;
use crate::index::conversion::options::ConversionOptions;
use crate::index::conversion::options::Total;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::vectors::add_scaled;
use crate::numeric::vectors::check_from_zero;
use crate::numeric::vectors::divided;
use crate::numeric::vectors::each;
use crate::numeric::vectors::equal_shares;
use crate::numeric::vectors::position;
use crate::numeric::vectors::sum;

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
    let mut coverage = 0.0;
    for (column, weight) in columns.iter().zip(&weights) {
        if column.values.is_some() {
            coverage += weight;
        }
    }
    let rows = matrix.rows();
    let geometric = options.total == Total::Geometric;
    let mut sums = vec![0.0; rows];
    for (j, (column, weight)) in columns.iter().zip(&weights).enumerate() {
        // A weight of 0 would make 0 · ln 0.
        let Some(values) = column.values.as_ref().filter(|_| *weight > 0.0) else {
            continue;
        };
        if !geometric {
            add_scaled(&mut sums, values, weight / coverage);
            continue;
        }
        if let Some(row) = position(values, &|value| value < 0.0) {
            let value = values.get(row).copied().unwrap_or_default();
            let expected = "a converted value from 0, of which there is a geometric mean";
            return Err(Error::out_of_range(matrix.path(row, j), value, expected));
        }
        add_scaled(&mut sums, &each(values, &ln), weight / coverage);
    }
    if geometric {
        sums = each(&sums, &exp);
    }
    let mut values = vec![None; rows];
    if coverage > 0.0 {
        for (value, sum) in values.iter_mut().zip(sums) {
            *value = Some(sum);
        }
    }
    Ok(Totals {
        values,
        coverage: coverage.min(1.0),
        weights,
    })
}

/// Returns the weights of the options, scaled to sum up to 1.
fn checked_weights(options: &ConversionOptions, columns: usize) -> Result<Vec<f64>> {
    let Some(weights) = &options.weights else {
        return Ok(equal_shares(columns));
    };
    check_length("options.weights", weights.len(), columns)?;
    check_from_zero(weights, "options.weights")?;
    let total = sum(weights);
    if !total.is_finite() || total <= 0.0 {
        let path = "options.weights".into();
        return Err(Error::out_of_range(path, total, "a sum above 0"));
    }
    Ok(divided(weights, total))
}
