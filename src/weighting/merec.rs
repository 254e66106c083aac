//! MEREC weights: how much the alternatives change when a criterion is left out.

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::vectors::add_scaled;
use crate::numeric::vectors::both;
use crate::numeric::vectors::each;
use crate::numeric::vectors::range;
use crate::numeric::vectors::sum;
use crate::weighting::data_weights::CONSTANT_COLUMN;
use crate::weighting::data_weights::DataWeights;
use crate::weighting::data_weights::NOTHING_TO_COMPARE;
use crate::weighting::data_weights::check_from_zero;
use crate::weighting::data_weights::check_rows;
use crate::weighting::data_weights::column_path;
use crate::weighting::data_weights::is_constant;

/// Returns weights by the effect of removing a criterion (MEREC, 基于准则去除效应法).
///
/// The information of a criterion is its removal effect E. A criterion with the same value
/// everywhere weighs nothing. The method needs logarithms: zeros are an error, nothing is added to
/// them.
///
/// # Formula
/// ```text
/// n_ij = minₖ x_kj / x_ij (benefit),  x_ij / maxₖ x_kj (cost)
/// S_i  = ln(1 + (1/n) Σₖ |ln n_ik|)
/// S'_ij: the same without criterion j, still divided by n
/// E_j  = Σᵢ |S'_ij − S_i|        w_j = E_j / Σₖ Eₖ
/// ```
///
/// # Errors
/// [`InsufficientData`](crate::Error::InsufficientData) for fewer than two alternatives, [`OutOfRange`](crate::Error::OutOfRange) for a value
/// that is not above 0, and [`InvalidValue`](crate::Error::InvalidValue) for a criterion with a target or an interval,
/// for which the method has no form.
///
/// # Example: benefits and a cost
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::numeric::direction::Direction;
/// use clientele::weighting::merec::merec_weights;
/// let data = DecisionMatrix::try_new(
///     vec!["spend".into(), "returns".into()],
///     vec![Direction::Benefit, Direction::Cost],
///     vec![450.0, 2.0, 10.0, 2.0, 100.0, 2.0],
///     None,
/// )?;
/// assert_eq!(merec_weights(&data)?.weights, [1.0, 0.0]);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Keshavarz-Ghorabaee, M., Amiri, M., Zavadskas, E. K., Turskis, Z. and Antucheviciene, J. (2021),
/// "Determination of objective weights using a new method based on the removal effects of criteria
/// (MEREC)", Symmetry 13(4), 525, equations 2 to 6.
pub fn merec_weights(matrix: &DecisionMatrix) -> Result<DataWeights> {
    check_rows(matrix, 2, NOTHING_TO_COMPARE)?;
    let n = matrix.columns() as f64;
    let mut warnings = Vec::new();
    // |ln n_ij| / n by columns
    let mut parts = Vec::with_capacity(matrix.columns());
    let mut totals = vec![0.0; matrix.rows()];
    let named = matrix.criteria().iter().zip(matrix.directions());
    for (j, (name, direction)) in named.enumerate() {
        check_from_zero(matrix, j, true)?;
        let column = matrix.column(j);
        let (low, high) = range(&column);
        let removed = if direction.is_cost(&|| column_path(matrix, j))? {
            each(&column, &|x| distance(x, high) / n)
        } else {
            each(&column, &|x| distance(low, x) / n)
        };
        if is_constant(&column) {
            warnings.push(Caution::about(CONSTANT_COLUMN, name));
        }
        add_scaled(&mut totals, &removed, 1.0);
        parts.push(removed);
    }
    let mut information = Vec::with_capacity(parts.len());
    for column in &parts {
        // S − S' in one logarithm: the difference of two would lose what small parts add.
        let effects = both(column, &totals, &|part, total| {
            log1p(part / (1.0 + (total - part).max(0.0)))
        });
        information.push(sum(&effects));
    }
    let provenance = Provenance::new("merec", matrix.fingerprint()).with("shift", 0.0);
    Ok(DataWeights::in_proportion(
        matrix,
        information,
        warnings,
        provenance,
    ))
}

/// |ln(`low` / `high`)| of positive numbers, also where their ratio is too small for a number.
fn distance(low: f64, high: f64) -> f64 {
    let ratio = low / high;
    if ratio >= f64::MIN_POSITIVE {
        ln(ratio).abs()
    } else {
        ln(high) - ln(low)
    }
}
