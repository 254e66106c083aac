//! The technique for order preference by similarity to an ideal solution.

use crate::data::decision_matrix::DecisionMatrix;
use crate::error::Result;
use crate::index::ranking::method::RankExtras;
use crate::index::ranking::method::RankMethod;
use crate::index::ranking::method::rank;
use crate::index::ranking::outcome::IdealDistances;
use crate::index::ranking::outcome::Outcome;
use crate::index::ranking::outcome::Ranking;
use crate::index::ranking::problem::Domain;
use crate::index::ranking::problem::Problem;
use crate::index::ranking::scale::RankScaling;
use crate::index::ranking::scale::Scale;
use crate::numeric::math;
use crate::plain::options;
use crate::plain::words;

/// How far two alternatives are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum RankDistance {
    /// The root of the sum of squares.
    #[default]
    Euclidean,
    /// The sum of the differences.
    Manhattan,
}

words!(RankDistance {
    Euclidean => "euclidean",
    Manhattan => "manhattan",
});

/// How TOPSIS compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct TopsisOptions {
    /// How values become comparable; `vector` unless told, as in the book.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub scaling: RankScaling,
    /// How distances are measured; `euclidean` unless told, as in the book.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub distance: RankDistance,
}

options!(TopsisOptions {
    scaling => "scaling",
    distance => "distance",
});

impl Default for TopsisOptions {
    fn default() -> Self {
        Self {
            scaling: RankScaling::Vector,
            distance: RankDistance::Euclidean,
        }
    }
}

/// Ranks by the closeness to the best values of all criteria (TOPSIS, 优劣解距离法).
///
/// The score is 1 for an alternative that has the best value of every criterion, 0 for one that has
/// the worst. Where the best and the worst values are the same throughout, every score is 0.5.
///
/// # Formula
/// ```text
/// v_ij = w_j y_ij    S⁺_i = √Σⱼ (v_ij − v⁺_j)²    S⁻_i = √Σⱼ (v_ij − v⁻_j)²    C_i = S⁻_i / (S⁺_i + S⁻_i)
/// ```
/// v⁺ and v⁻ are the best and the worst values of the columns; with a target, v⁺ is the target.
///
/// # Errors
/// Those of [`weighted_sum`](super::weighted_sum()).
///
/// # Example: three offers
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::index::ranking::{TopsisOptions, topsis};
/// use clientele::numeric::direction::Direction;
/// let offers = DecisionMatrix::try_new(
///     vec!["price".into(), "speed".into()],
///     vec![Direction::Cost, Direction::Benefit],
///     vec![3.0, 3.0, 4.0, 4.0, 4.0, 3.0],
///     None,
/// )?;
/// let ranking = topsis(&offers, &[1.0, 3.0], &TopsisOptions::default())?;
/// assert_eq!(ranking.order, [1, 0, 2]);
/// assert_eq!(ranking.scores[2], 0.0);
/// assert_eq!(ranking.warnings[0].code, "weights_scaled");
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Hwang, C.-L. and Yoon, K. (1981), *Multiple Attribute Decision Making*, section 3.2.7.
pub fn topsis(
    matrix: &DecisionMatrix,
    weights: &[f64],
    options: &TopsisOptions,
) -> Result<Ranking> {
    let method = RankMethod::Topsis(*options);
    rank(matrix, weights, &method, &RankExtras::default())
}

/// The best and the worst value of a column on its scale.
#[derive(Debug, Clone, Copy)]
struct Ends {
    best: f64,
    worst: f64,
}

pub(super) fn solve(problem: &Problem, options: TopsisOptions) -> Result<Outcome> {
    let mut scales = problem.scales(options.scaling, Domain::Formula)?;
    // What is added to all values changes no distance and costs digits.
    for scale in &mut scales.each {
        scale.offset = 0.0;
    }
    let ends = ends(problem, &scales.each);
    let squared = options.distance == RankDistance::Euclidean;
    let rows = problem.matrix.rows();
    let mut scores = Vec::with_capacity(rows);
    let mut ideal = Vec::with_capacity(rows);
    let mut anti_ideal = Vec::with_capacity(rows);
    problem.each_row(&scales.each, &mut |row| {
        let (mut above, mut below) = (0.0, 0.0);
        let mut j = 0;
        while let (Some(weight), Some(value), Some(ends)) =
            (problem.weights.get(j), row.get(j), ends.get(j))
        {
            let lack = weight * (ends.best - value);
            let lead = weight * (value - ends.worst);
            if squared {
                above += lack * lack;
                below += lead * lead;
            } else {
                above += lack;
                below += lead;
            }
            j += 1;
        }
        if squared {
            above = math::sqrt(above);
            below = math::sqrt(below);
        }
        let both = above + below;
        scores.push(if both > 0.0 { below / both } else { 0.5 });
        ideal.push(above);
        anti_ideal.push(below);
    });
    Ok(Outcome {
        scores,
        distances: Some(IdealDistances { ideal, anti_ideal }),
        warnings: scales.warnings,
        settings: vec![
            ("scaling", options.scaling.code().into()),
            (
                "distance",
                if squared { "euclidean" } else { "manhattan" }.into(),
            ),
        ],
        ..Outcome::default()
    })
}

fn ends(problem: &Problem, scales: &[Scale]) -> Vec<Ends> {
    let mut ends: Vec<Ends> = scales
        .iter()
        .map(|scale| Ends {
            // Nothing is nearer to the target than the target.
            best: if scale.has_target && !scale.is_met() {
                1.0 / scale.divisor
            } else {
                f64::NEG_INFINITY
            },
            worst: f64::INFINITY,
        })
        .collect();
    problem.each_row(scales, &mut |row| {
        let mut j = 0;
        while let (Some(ends), Some(value)) = (ends.get_mut(j), row.get(j)) {
            ends.best = ends.best.max(*value);
            ends.worst = ends.worst.min(*value);
            j += 1;
        }
    });
    ends
}
