//! Weights by how far values scatter: standard deviation and coefficient of variation.

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::statistics::mean;
use crate::numeric::statistics::sample_deviation;
use crate::numeric::vectors::range;
use crate::plain::options;
use crate::weighting::data_weights::CONSTANT_COLUMN;
use crate::weighting::data_weights::DataWeights;
use crate::weighting::data_weights::NOTHING_TO_COMPARE;
use crate::weighting::data_weights::check_rows;
use crate::weighting::data_weights::column_path;
use crate::weighting::data_weights::is_constant;
use crate::weighting::scaling::Scaling;

/// How weights by standard deviation are computed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DeviationOptions {
    /// What the deviation is taken of; `minmax` unless told, since deviations in different units
    /// cannot be compared.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub scaling: Scaling,
}

options!(DeviationOptions {
    scaling => "scaling",
});

/// A mean below this share of the largest value is 0 but for roundings.
const NO_MEAN: f64 = 1e-12;

/// Returns weights by standard deviation (标准差法).
///
/// The information of a criterion is its sample standard deviation s; whether m or m − 1 stands in
/// its denominator makes no difference to the weights. A criterion with the same value everywhere
/// weighs nothing.
///
/// # Formula
/// ```text
/// w_j = s_j / Σₖ sₖ
/// ```
///
/// # Errors
/// [`Error::InsufficientData`] for fewer than two alternatives.
///
/// # Example: values as they are
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::numeric::direction::Direction;
/// use clientele::weighting::deviation::{DeviationOptions, standard_deviation_weights};
/// use clientele::weighting::scaling::Scaling;
/// let data = DecisionMatrix::try_new(
///     vec!["a".into(), "b".into()],
///     vec![Direction::Benefit; 2],
///     vec![1.0, 2.0, 4.0, 16.0],
///     None,
/// )?;
/// let options = DeviationOptions { scaling: Scaling::Raw };
/// let found = standard_deviation_weights(&data, &options)?;
/// assert!((found.weights[0] - 0.176471).abs() < 5e-7);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Diakoulaki, D., Mavrotas, G. and Papayannakis, L. (1995), "Determining objective weights in
/// multiple criteria problems: the CRITIC method", Computers & Operations Research 22(7), section
/// 3: the "SD" weights that CRITIC is compared with.
pub fn standard_deviation_weights(
    matrix: &DecisionMatrix,
    options: &DeviationOptions,
) -> Result<DataWeights> {
    let provenance = Provenance::new("standardDeviation", matrix.fingerprint())
        .with("scaling", options.scaling.code());
    by_column(matrix, provenance, &mut |j| {
        let column = options.scaling.column(matrix, j);
        Ok(column
            .and_then(|values| sample_deviation(&values))
            .unwrap_or_default())
    })
}

/// Returns weights by coefficient of variation (变异系数法, 信息量权重法).
///
/// The information of a criterion is s / |x̄| of its values as they are: it has no unit, but it
/// depends on where 0 is, so that values on a scale without a true zero (degrees, points of a
/// questionnaire) have no meaningful one. Directions do not count.
///
/// # Formula
/// ```text
/// v_j = s_j / |x̄_j|    w_j = v_j / Σₖ vₖ
/// ```
///
/// # Errors
/// [`Error::InsufficientData`] for fewer than two alternatives; [`Error::OutOfRange`] for a
/// criterion whose values vary about a mean of 0.
///
/// # Example: which column varies more for its size
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::numeric::direction::Direction;
/// use clientele::weighting::deviation::variation_weights;
/// let data = DecisionMatrix::try_new(
///     vec!["revenue".into(), "visits".into()],
///     vec![Direction::Benefit; 2],
///     vec![1000.0, 1.0, 2000.0, 2.0],
///     None,
/// )?;
/// assert!((variation_weights(&data)?.weights[0] - 0.5).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Pearson, K. (1896), "Mathematical contributions to the theory of evolution III", Philosophical
/// Transactions A 187, p. 277: the coefficient of variation.
pub fn variation_weights(matrix: &DecisionMatrix) -> Result<DataWeights> {
    let provenance = Provenance::new("variation", matrix.fingerprint()).with("scaling", "raw");
    by_column(matrix, provenance, &mut |j| variation(matrix, j))
}

/// Returns s / |x̄| of the values of criterion `j`, 0 where they are all the same.
pub(crate) fn variation(matrix: &DecisionMatrix, j: usize) -> Result<f64> {
    let column = matrix.column(j);
    if is_constant(&column) {
        return Ok(0.0);
    }
    let (low, high) = range(&column);
    let mean = mean(&column).unwrap_or_default();
    if mean.abs() <= NO_MEAN * high.max(-low) {
        let expected = "a mean other than 0: there is no coefficient of variation";
        return Err(Error::out_of_range(column_path(matrix, j), mean, expected));
    }
    let ratio = sample_deviation(&column).unwrap_or_default() / mean.abs();
    Ok(ratio.min(f64::MAX))
}

/// Returns weights in proportion to a measure of each column; a column with the same value
/// everywhere is not measured.
pub(crate) fn by_column(
    matrix: &DecisionMatrix,
    provenance: Provenance,
    measure: &mut dyn FnMut(usize) -> Result<f64>,
) -> Result<DataWeights> {
    check_rows(matrix, 2, NOTHING_TO_COMPARE)?;
    let mut warnings = Vec::new();
    let mut information = Vec::with_capacity(matrix.columns());
    for (j, name) in matrix.criteria().iter().enumerate() {
        if is_constant(&matrix.column(j)) {
            warnings.push(Caution::about(CONSTANT_COLUMN, name));
            information.push(0.0);
        } else {
            information.push(measure(j)?);
        }
    }
    Ok(DataWeights::in_proportion(
        matrix,
        information,
        warnings,
        provenance,
    ))
}
