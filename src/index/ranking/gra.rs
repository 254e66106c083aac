//! Grey relational analysis.

use crate::data::decision_matrix::DecisionMatrix;
use crate::data::decision_matrix::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
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

/// What grey relational analysis compares with, and how sharply.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct GraOptions {
    /// The distinguishing coefficient ρ, above 0 and up to 1; 0.5 unless told, as in the paper. The
    /// smaller, the farther the grades are apart.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub rho: f64,
    /// The values to be like, one for each criterion in its own unit; the best values unless told.
    #[cfg_attr(feature = "full", tsify(optional, type = "number[] | null"))]
    pub reference: Option<Vec<f64>>,
}

options!(GraOptions {
    rho => "rho",
    reference => "reference",
});

impl Default for GraOptions {
    fn default() -> Self {
        Self {
            rho: 0.5,
            reference: None,
        }
    }
}

/// Ranks by the likeness to the best values, or to a reference (GRA, 灰色关联分析).
///
/// Values are put on the range 0 to 1 by direction ([`RankScaling::Minmax`]). To a reference that is
/// given, likeness counts from both sides: better than the reference is as unlike as worse. Criteria
/// that tell nothing apart have coefficient 1 and no part in the smallest and the largest
/// difference; where there is no difference at all, every grade is 1.
///
/// # Formula
/// ```text
/// Δ_ij = |y_0j − y_ij|    ξ_ij = (min Δ + ρ max Δ) / (Δ_ij + ρ max Δ)    γ_i = Σⱼ w_j ξ_ij
/// ```
///
/// # Errors
/// Those of [`weighted_sum`](super::weighted_sum()); [`Error::NotFinite`] and [`Error::OutOfRange`]
/// for ρ, [`Error::LengthMismatch`] and [`Error::NotFinite`] for the reference.
///
/// # Example: like the best
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::index::ranking::{GraOptions, gra};
/// use clientele::numeric::direction::Direction;
/// let offers = DecisionMatrix::try_new(
///     vec!["price".into(), "speed".into()],
///     vec![Direction::Cost, Direction::Benefit],
///     vec![10.0, 3.0, 20.0, 2.0, 30.0, 1.0],
///     None,
/// )?;
/// let ranking = gra(&offers, &[0.5, 0.5], &GraOptions::default())?;
/// assert_eq!(ranking.scores, [1.0, 0.5, 1.0 / 3.0]);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Deng, J. (1989), "Introduction to grey system theory", The Journal of Grey System 1: 1-24; Kuo,
/// Y., Yang, T. and Huang, G.-W. (2008), "The use of grey relational analysis in solving multiple
/// attribute decision-making problems", Computers & Industrial Engineering 55: 80-93, for decisions.
pub fn gra(matrix: &DecisionMatrix, weights: &[f64], options: &GraOptions) -> Result<Ranking> {
    let method = RankMethod::Gra(options.clone());
    rank(matrix, weights, &method, &RankExtras::default())
}

/// What a criterion is compared with.
#[derive(Debug, Clone, Copy)]
struct Ideal {
    /// The value to be like, on the scale of the criterion.
    value: f64,
    /// Whether the criterion tells anything apart.
    counts: bool,
}

pub(super) fn solve(
    problem: &Problem,
    options: &GraOptions,
    contributions: bool,
) -> Result<Outcome> {
    let rho = check_finite(options.rho, || "options.rho".into())?;
    if !(rho > 0.0 && rho <= 1.0) {
        return Err(Error::OutOfRange {
            path: "options.rho".into(),
            value: rho,
            expected: "a number above 0, at most 1".into(),
        });
    }
    let scales = problem.scales(RankScaling::Minmax, Domain::Formula)?;
    let given = options.reference.as_deref();
    if let Some(reference) = given {
        check_length("options.reference", reference.len(), scales.each.len())?;
    }
    let mut ideals = Vec::with_capacity(scales.each.len());
    for (j, (scale, name)) in scales
        .each
        .iter()
        .zip(problem.matrix.criteria())
        .enumerate()
    {
        let reference = given.and_then(|values| values.get(j)).copied();
        let path = || format!("options.reference[{name}]");
        check_finite(reference.unwrap_or_default(), path)?;
        // A reference beyond all measure would be infinitely unlike on this scale.
        let value = check_finite(reference.map_or(1.0, |value| scale.of(value)), path)?;
        ideals.push(Ideal {
            value,
            counts: !scale.is_met(),
        });
    }

    let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
    problem.each_row(&scales.each, &mut |row| {
        let mut j = 0;
        while let (Some(ideal), Some(value)) = (ideals.get(j), row.get(j)) {
            if ideal.counts {
                let difference = (ideal.value - value).abs();
                least = least.min(difference);
                most = most.max(difference);
            }
            j += 1;
        }
    });
    let blur = rho * most;

    let mut scores = Vec::with_capacity(problem.matrix.rows());
    let mut parts = Contributions::new(problem, contributions);
    problem.each_row(&scales.each, &mut |row| {
        let mut grade = 0.0;
        let mut j = 0;
        while let (Some(weight), Some(ideal), Some(value)) =
            (problem.weights.get(j), ideals.get(j), row.get(j))
        {
            let alike = if ideal.counts && most > 0.0 {
                (least + blur) / ((ideal.value - value).abs() + blur)
            } else {
                1.0
            };
            let part = weight * alike;
            parts.put(j, part);
            grade += part;
            j += 1;
        }
        scores.push(grade);
    });
    let mut settings = vec![("rho", rho.into())];
    if let Some(reference) = given {
        settings.push(("reference", reference.to_vec().into()));
    }
    Ok(Outcome {
        scores,
        contributions: parts.finish(),
        warnings: scales.warnings,
        settings,
        ..Outcome::default()
    })
}
