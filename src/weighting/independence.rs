//! Independence weights (独立性权重): the less the others say it already, the more a criterion counts.

use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::numeric::linear::Matrix;
use crate::numeric::math::sqrt;
use crate::numeric::statistics::Correlation;
use crate::numeric::vectors::each;
use crate::weighting::data_weights::DataWeights;
use crate::weighting::data_weights::Varying;
use crate::weighting::data_weights::check_rows;
use crate::weighting::data_weights::warn_of_few_rows;

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
/// they say everything it says. It makes no difference whether more or less is better; a target or an
/// interval counts by the distance to it. A criterion with the same value everywhere
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
    warn_of_few_rows(matrix, &mut varying.warnings);
    // Costs turn correlations round, which no multiple one notices.
    let likeness = varying.correlations(Correlation::Pearson);
    let mut multiple = Vec::with_capacity(varying.places.len());
    for j in 0..varying.places.len() {
        multiple.push(multiple_correlation(&likeness, j));
    }
    // A criterion alone has nothing to be correlated with.
    let alone = multiple.len() < 2;
    let free = varying.warn(matrix, &multiple, UNCORRELATED_COLUMN, &|r| {
        r < NONE && !alone
    });
    let found = each(&multiple, &|r| match (r < NONE, free) {
        (true, _) => 1.0,
        (false, true) => 0.0,
        (false, false) => 1.0 / r,
    });
    let provenance = Provenance::new("independence", matrix.fingerprint()).with(
        "multipleCorrelation",
        varying.spread(&multiple, matrix.columns()),
    );
    Ok(DataWeights::in_proportion(
        matrix,
        varying.spread(&found, matrix.columns()),
        varying.warnings,
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
    let mut left = vec![true; n];
    let mut explained = 0.0;
    let mut next = Some(j);
    while let Some(out) = next {
        if let Some(flag) = left.get_mut(out) {
            *flag = false;
        }
        if out != j {
            let pivot = rest.at(out, out);
            explained += rest.at(j, out) * rest.at(j, out) / pivot;
            let mut column = Vec::with_capacity(n);
            for i in 0..n {
                column.push(rest.at(i, out));
            }
            for (i, x) in column.iter().enumerate() {
                for (l, y) in column.iter().enumerate() {
                    rest.add(i, l, -x * y / pivot);
                }
            }
        }
        next = None;
        let mut largest = SAME;
        for (k, is_left) in left.iter().enumerate() {
            if *is_left && rest.at(k, k) > largest {
                largest = rest.at(k, k);
                next = Some(k);
            }
        }
    }
    sqrt(explained).min(1.0)
}
