//! Linear regression with a ridge penalty.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::linear::Matrix;
use crate::numeric::sum::CompensatedSum;

/// Returns the intercept and the coefficients of a linear regression.
///
/// `columns`: the features, one list each. `ridge`: λ, above 0, so that there is one answer whatever
/// the features are.
///
/// # Formula
/// ```text
/// minimise Σ (y − β₀ − Σ βⱼ xⱼ)² + λ Σ βⱼ²,   the intercept without penalty
/// ```
/// It is the objective of scikit-learn's `Ridge` with alpha = λ. The mean of the fitted values is the
/// mean of y.
///
/// # Errors
/// [`Error::EmptyInput`], [`Error::LengthMismatch`], [`Error::NotFinite`]; [`Error::OutOfRange`] for
/// the ridge.
///
/// # Example: shrunk from 2 towards 0
/// ```
/// use clientele::numeric::ridge::ridge_regression;
/// let x = [-1.0, 0.0, 1.0];
/// let (intercept, slope) = ridge_regression(&[&x], &[1.0, 3.0, 5.0], 2.0)?;
/// assert_eq!((intercept, slope[0]), (3.0, 1.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Hoerl & Kennard (1970), "Ridge regression: biased estimation for nonorthogonal problems",
/// Technometrics 12(1), eq. 2.1.
pub fn ridge_regression(columns: &[&[f64]], y: &[f64], ridge: f64) -> Result<(f64, Vec<f64>)> {
    check_finite(ridge, || "ridge".into())?;
    if ridge <= 0.0 {
        return Err(Error::out_of_range("ridge".into(), ridge, "above 0"));
    }
    if y.is_empty() {
        return Err(Error::empty("y", "there is no row"));
    }
    let named = columns.iter().enumerate();
    let named = named.map(|(j, column)| (format!("columns[{j}]"), *column));
    for (path, column) in named.chain([("y".to_owned(), y)]) {
        if column.len() != y.len() {
            return Err(Error::LengthMismatch {
                path,
                expected: y.len(),
                actual: column.len(),
            });
        }
        for (i, value) in column.iter().enumerate() {
            check_finite(*value, || format!("{path}[{i}]"))?;
        }
    }
    let mean = |column: &[f64]| {
        let mut sum = CompensatedSum::default();
        for value in column {
            sum.add(*value);
        }
        sum.total() / y.len() as f64
    };
    let means: Vec<f64> = columns.iter().map(|column| mean(column)).collect();
    let mean_y = mean(y);
    let product = |one: &[f64], one_mean: f64, other: &[f64], other_mean: f64| {
        let mut sum = CompensatedSum::default();
        for (a, b) in one.iter().zip(other) {
            sum.add((a - one_mean) * (b - other_mean));
        }
        sum.total()
    };
    let mut normal = Matrix::zero(columns.len());
    let mut right = Vec::with_capacity(columns.len());
    for (j, (column, m)) in columns.iter().zip(&means).enumerate() {
        for (k, (other, n)) in columns.iter().zip(&means).enumerate().take(j + 1) {
            normal.add_symmetric(j, k, product(column, *m, other, *n));
        }
        normal.add(j, j, ridge);
        right.push(product(column, *m, y, mean_y));
    }
    // Positive definite by the ridge, but for features so large that it drowns in them.
    let factor = normal.cholesky().ok_or_else(|| {
        Error::out_of_range(
            "ridge".into(),
            ridge,
            "large enough to tell the features apart",
        )
    })?;
    let coefficients = factor.solve(&right);
    let shift: f64 = coefficients.iter().zip(&means).map(|(b, m)| b * m).sum();
    Ok((mean_y - shift, coefficients))
}
