//! Means, deviations and correlations of the indicators: all that the estimation needs of the data.

use crate::numeric::linear::Matrix;
use crate::numeric::math::sqrt;
use crate::numeric::statistics::mean;
use crate::numeric::statistics::sample_deviation;

/// A variance of standardised values below this is that of a constant but for rounding.
const CONSTANT: f64 = 1e-12;

/// Standardised columns.
pub(super) struct Standardised {
    /// The means of the raw columns.
    pub(super) means: Vec<f64>,
    /// The deviations of the raw columns, with n in the denominator as in the papers; 0 for a
    /// constant one.
    pub(super) deviations: Vec<f64>,
    /// The columns with mean 0 and variance 1.
    pub(super) columns: Vec<Vec<f64>>,
}

impl Standardised {
    /// Standardises columns.
    pub(super) fn of(raw: &[Vec<f64>]) -> Self {
        let mut found = Self {
            means: Vec::with_capacity(raw.len()),
            deviations: Vec::with_capacity(raw.len()),
            columns: Vec::with_capacity(raw.len()),
        };
        for column in raw {
            let n = column.len() as f64;
            let mean = mean(column).unwrap_or_default();
            let deviation = sample_deviation(column).unwrap_or_default() * sqrt((n - 1.0) / n);
            let mut own = Vec::with_capacity(column.len());
            for value in column {
                // Halves: the distance of two floats may overflow.
                let far = (0.5 * value - 0.5 * mean) / (0.5 * deviation);
                own.push(if deviation > 0.0 { far } else { 0.0 });
            }
            found.means.push(mean);
            found.deviations.push(deviation);
            found.columns.push(own);
        }
        found
    }

    /// Returns the moments of the rows, each counted as often as told; none where a column is
    /// constant.
    pub(super) fn moments(&self, counts: Option<&[f64]>) -> Option<Moments> {
        let k = self.columns.len();
        let rows = self.columns.first().map_or(0, Vec::len);
        let n = counts.map_or(rows as f64, |counts| counts.iter().sum());
        let total = |values: &dyn Fn(usize) -> f64| {
            let mut sum = 0.0;
            for row in 0..rows {
                let count = counts.map_or(Some(1.0), |counts| counts.get(row).copied());
                let count = count.unwrap_or_default();
                if count > 0.0 {
                    sum += count * values(row);
                }
            }
            sum / n
        };
        let at = |column: &[f64], row: usize| column.get(row).copied().unwrap_or_default();
        let (mut centres, mut spreads) = (Vec::with_capacity(k), Vec::with_capacity(k));
        for column in &self.columns {
            let centre = total(&|row| at(column, row));
            let variance = total(&|row| (at(column, row) - centre) * (at(column, row) - centre));
            if variance <= CONSTANT || variance.is_nan() {
                return None;
            }
            centres.push(centre);
            spreads.push(sqrt(variance));
        }
        let mut correlations = Matrix::zero(k);
        for (i, one) in self.columns.iter().enumerate() {
            correlations.set(i, i, 1.0);
            for (j, other) in self.columns.iter().enumerate().take(i) {
                let (x, y) = (at(&centres, i), at(&centres, j));
                let covariance = total(&|row| (at(one, row) - x) * (at(other, row) - y));
                let r = covariance / (at(&spreads, i) * at(&spreads, j));
                correlations.add_symmetric(i, j, r.clamp(-1.0, 1.0));
            }
        }
        let (mut means, mut deviations) = (Vec::with_capacity(k), Vec::with_capacity(k));
        for j in 0..k {
            let deviation = at(&self.deviations, j);
            means.push(at(&self.means, j) + deviation * at(&centres, j));
            deviations.push(deviation * at(&spreads, j));
        }
        Some(Moments {
            means,
            deviations,
            correlations,
        })
    }
}

/// The moments of the indicators.
pub(super) struct Moments {
    /// The means, raw.
    pub(super) means: Vec<f64>,
    /// The deviations, raw, with n in the denominator.
    pub(super) deviations: Vec<f64>,
    /// The correlations.
    pub(super) correlations: Matrix,
}
