//! Simple additive weighting.

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
use crate::plain::options;

/// How a weighted sum is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct WeightedSumOptions {
    /// How values become comparable; `minmax` unless told, which is our choice: it takes values of
    /// any sign. Hwang & Yoon (1981) use `maxRatio`.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub scaling: RankScaling,
}

options!(WeightedSumOptions {
    scaling => "scaling",
});

/// Ranks by the weighted sum (简单加权法, SAW).
///
/// # Formula
/// ```text
/// V_i = Σⱼ w_j y_ij
/// ```
///
/// # Errors
/// [`Error::InsufficientData`] for fewer than two alternatives; [`Error::LengthMismatch`],
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for weights; [`Error::OutOfRange`] with the cell
/// that the scaling has no place for.
///
/// [`Error::InsufficientData`]: crate::Error::InsufficientData
/// [`Error::LengthMismatch`]: crate::Error::LengthMismatch
/// [`Error::NotFinite`]: crate::Error::NotFinite
/// [`Error::OutOfRange`]: crate::Error::OutOfRange
///
/// # Example: what a score is made of
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::index::ranking::{WeightedSumOptions, weighted_sum};
/// use clientele::numeric::direction::Direction;
/// let customers = DecisionMatrix::try_new(
///     vec!["spend".into(), "recency".into()],
///     vec![Direction::Benefit, Direction::Cost],
///     vec![120.0, 30.0, 320.0, 40.0, 80.0, 10.0],
///     Some(vec!["Ann".into(), "Bo".into(), "Cy".into()]),
/// )?;
/// let ranking = weighted_sum(&customers, &[0.75, 0.25], &WeightedSumOptions::default())?;
/// assert_eq!(ranking.ranks, [3, 1, 2]);
/// let parts: Vec<f64> = ranking.contributions.iter().flatten().map(|column| column[1]).collect();
/// assert_eq!((ranking.scores[1], parts), (0.75, vec![0.75, 0.0]));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Hwang, C.-L. and Yoon, K. (1981), *Multiple Attribute Decision Making*, section 3.2.2.
pub fn weighted_sum(
    matrix: &DecisionMatrix,
    weights: &[f64],
    options: &WeightedSumOptions,
) -> Result<Ranking> {
    let method = RankMethod::WeightedSum(*options);
    rank(matrix, weights, &method, &RankExtras::default())
}

pub(super) fn solve(
    problem: &Problem,
    options: WeightedSumOptions,
    contributions: bool,
) -> Result<Outcome> {
    let scales = problem.scales(options.scaling, Domain::Formula)?;
    let mut scores = Vec::with_capacity(problem.matrix.rows());
    let mut parts = Contributions::new(problem, contributions);
    problem.each_row(&scales.each, &mut |row| {
        let mut score = 0.0;
        let mut j = 0;
        while let (Some(weight), Some(value)) = (problem.weights.get(j), row.get(j)) {
            let part = weight * value;
            parts.put(j, part);
            score += part;
            j += 1;
        }
        scores.push(score);
    });
    Ok(Outcome {
        scores,
        contributions: parts.finish(),
        warnings: scales.warnings,
        settings: vec![("scaling", options.scaling.code().into())],
        ..Outcome::default()
    })
}
