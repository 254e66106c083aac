//! Independence weights (独立性权重): the less the others say it already, the more a criterion counts.

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::numeric::linear::Matrix;
use crate::numeric::math::sqrt;
use crate::numeric::statistics::Correlation;
use crate::numeric::statistics::correlations;
use crate::numeric::statistics::unit_score;
use crate::weighting::data_weights::DataWeights;
use crate::weighting::data_weights::Varying;
use crate::weighting::data_weights::check_rows;
use crate::weighting::data_weights::few_rows;

/// The code of the warning that a criterion has nothing in common with the others, so that such
/// criteria have all the weight.
pub const UNCORRELATED_COLUMN: &str = "uncorrelated_column";

/// What is left of a column below this share of its variance is a rounding.
const SAME: f64 = 1e-10;

/// A multiple correlation below this is 0 but for roundings.
const NONE: f64 = 1e-12;

/// Returns weights by independence.
///
/// The information of a criterion is 1 / R, R its multiple correlation with all others: 1 where
/// they say everything it says. Directions do not count. A criterion with the same value everywhere
/// weighs nothing. Where a criterion has no correlation with the others at all, 1 / R has no bound:
/// such criteria share all the weight, with a warning, which is the limit of the formula.
///
/// # Formula
/// ```text
/// R_j² = 1 − 1 / (R⁻¹)_jj = r' S⁻¹ r    w_j = (1 / R_j) / Σₖ (1 / Rₖ)
/// ```
/// S the correlations of the others, r those of criterion j with them; dependent ones are left out.
///
/// # Errors
/// [`InsufficientData`](crate::Error::InsufficientData) unless there are more alternatives than
/// criteria that vary: with fewer, any criterion follows from the others.
///
/// # Example: one that the others do not know
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::numeric::direction::Direction;
/// use clientele::weighting::independence::independence_weights;
/// let data = DecisionMatrix::try_new(
///     vec!["spend".into(), "orders".into(), "age".into()],
///     vec![Direction::Benefit; 3],
///     vec![1.0, 2.0, 40.0, 2.0, 3.0, 20.0, 3.0, 5.0, 35.0, 4.0, 6.0, 50.0, 5.0, 9.0, 25.0],
///     None,
/// )?;
/// let found = independence_weights(&data)?;
/// assert!(found.weights[2] > found.weights[0] && found.weights[2] > found.weights[1]);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Anderson, T. W. (2003), *An Introduction to Multivariate Statistical Analysis*, 3rd edition,
/// section 4.4: the multiple correlation. Its inverse as a weight is common in Chinese textbooks of
/// comprehensive evaluation (复相关系数赋权法) and in the statistics service SPSSAU.
pub fn independence_weights(matrix: &DecisionMatrix) -> Result<DataWeights> {
    let mut varying = Varying::of(matrix);
    let needed = (varying.places.len() + 1).max(2);
    check_rows(
        matrix,
        needed,
        "with fewer, any criterion follows from the others",
    )?;
    let mut warnings = std::mem::take(&mut varying.warnings);
    warnings.extend(few_rows(matrix));
    let scores: Vec<Vec<f64>> = varying
        .places
        .iter()
        .map(|&j| unit_score(&matrix.column(j), Correlation::Pearson).unwrap_or_default())
        .collect();
    let likeness = correlations(&scores);
    let multiple: Vec<f64> = (0..scores.len())
        .map(|j| multiple_correlation(&likeness, j))
        .collect();
    let free = multiple.iter().any(|r| *r < NONE);
    let inverse = |r: &f64| match (*r < NONE, free) {
        (true, _) => 1.0,
        (false, true) => 0.0,
        (false, false) => 1.0 / r,
    };
    for (place, r) in varying.places.iter().zip(&multiple) {
        let name = matrix.criteria().get(*place);
        // A criterion alone has nothing to be correlated with.
        if let Some(name) = name.filter(|_| *r < NONE && multiple.len() > 1) {
            warnings.push(Caution::about(UNCORRELATED_COLUMN, name));
        }
    }
    let found: Vec<f64> = multiple.iter().map(inverse).collect();
    let provenance = Provenance::new("independence", matrix.fingerprint()).with(
        "multipleCorrelation",
        varying.spread(&multiple, matrix.columns()),
    );
    Ok(DataWeights::in_proportion(
        matrix,
        varying.spread(&found, matrix.columns()),
        warnings,
        provenance,
    ))
}

/// Returns the multiple correlation of column `j` with all others, from their correlations.
///
/// The others are taken out one after the other, the one with the largest rest first; what each
/// explains of `j` is added up, so that a small R keeps its digits.
fn multiple_correlation(likeness: &Matrix, j: usize) -> f64 {
    let n = likeness.size();
    let mut rest = likeness.clone();
    let mut left: Vec<usize> = (0..n).filter(|k| *k != j).collect();
    let mut explained = 0.0;
    loop {
        let by_rest = |one: &(usize, usize), other: &(usize, usize)| {
            rest.at(one.1, one.1).total_cmp(&rest.at(other.1, other.1))
        };
        let next = left.iter().copied().enumerate().max_by(by_rest);
        let Some((place, k)) = next.filter(|(_, k)| rest.at(*k, *k) > SAME) else {
            return sqrt(explained).min(1.0);
        };
        left.swap_remove(place);
        let pivot = rest.at(k, k);
        explained += rest.at(j, k) * rest.at(j, k) / pivot;
        let column: Vec<f64> = (0..n).map(|i| rest.at(i, k)).collect();
        for (i, x) in column.iter().enumerate() {
            for (l, y) in column.iter().enumerate() {
                rest.add(i, l, -x * y / pivot);
            }
        }
    }
}
