//! The weighted product.

use crate::data::decision_matrix::DecisionMatrix;
use crate::error::Result;
use crate::index::ranking::method::RankExtras;
use crate::index::ranking::method::RankMethod;
use crate::index::ranking::method::rank;
use crate::index::ranking::outcome::Contributions;
use crate::index::ranking::outcome::Outcome;
use crate::index::ranking::outcome::Ranking;
use crate::index::ranking::problem::Domain;
use crate::index::ranking::problem::Problem;
use crate::index::ranking::scale::RankScaling;
use crate::numeric::math;

/// Ranks by the weighted product (加权积法, WPM).
///
/// Values are ratios to the best ([`RankScaling::MaxRatio`]), which divides every score by the same
/// number and so changes no order: 1 is an alternative that is the best by every criterion. The
/// factors of the criteria multiply up to the score.
///
/// # Formula
/// ```text
/// V_i = Πⱼ y_ij ^ w_j
/// ```
///
/// # Errors
/// Those of [`weighted_sum`], and [`Error::OutOfRange`] with the first cell that is not above 0 of a
/// criterion with a weight: its power would be 0 or no number.
///
/// [`weighted_sum`]: super::weighted_sum()
/// [`Error::OutOfRange`]: crate::Error::OutOfRange
///
/// # Example: a zero is named
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::index::ranking::weighted_product;
/// use clientele::numeric::direction::Direction;
/// let offers = |speed: f64| {
///     let names = vec!["price".into(), "speed".into()];
///     let directions = vec![Direction::Cost, Direction::Benefit];
///     DecisionMatrix::try_new(names, directions, vec![10.0, 4.0, 40.0, speed], None)
/// };
/// let ranking = weighted_product(&offers(16.0)?, &[0.5, 0.5])?;
/// assert_eq!(ranking.scores, [0.5, 0.5]);
/// let error = weighted_product(&offers(0.0)?, &[0.5, 0.5]).unwrap_err();
/// assert_eq!(error.path(), Some("data[1][speed]"));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Hwang, C.-L. and Yoon, K. (1981), *Multiple Attribute Decision Making*, section 3.2.2;
/// Triantaphyllou, E. (2000), *Multi-Criteria Decision Making Methods*, section 2.2.2.
pub fn weighted_product(matrix: &DecisionMatrix, weights: &[f64]) -> Result<Ranking> {
    let method = RankMethod::WeightedProduct;
    rank(matrix, weights, &method, &RankExtras::default())
}

pub(super) fn solve(problem: &Problem, contributions: bool) -> Result<Outcome> {
    let scales = problem.scales(RankScaling::MaxRatio, Domain::Positive)?;
    let mut scores = Vec::with_capacity(problem.matrix.rows());
    let mut factors = Contributions::new(problem, contributions);
    problem.each_row(&scales.each, &mut |row| {
        let mut exponent = 0.0;
        let mut j = 0;
        while let (Some(weight), Some(value)) = (problem.weights.get(j), row.get(j)) {
            let part = weight * math::ln(*value);
            if contributions {
                factors.put(j, math::exp(part));
            }
            exponent += part;
            j += 1;
        }
        scores.push(math::exp(exponent));
    });
    Ok(Outcome {
        scores,
        contributions: factors.finish(),
        warnings: scales.warnings,
        settings: vec![("scaling", RankScaling::MaxRatio.code().into())],
        ..Outcome::default()
    })
}
