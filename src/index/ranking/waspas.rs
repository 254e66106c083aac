//! Weighted aggregated sum product assessment.

use crate::data::decision_matrix::DecisionMatrix;
use crate::error::Result;
use crate::index::ranking::method::RankExtras;
use crate::index::ranking::method::RankMethod;
use crate::index::ranking::method::rank;
use crate::index::ranking::outcome::Outcome;
use crate::index::ranking::outcome::Ranking;
use crate::index::ranking::outcome::SumAndProduct;
use crate::index::ranking::problem::Problem;
use crate::index::ranking::scale::RankScaling;
use crate::index::ranking::weighted_product;
use crate::index::ranking::weighted_sum;
use crate::index::ranking::weighted_sum::WeightedSumOptions;
use crate::numeric::bounds::check_unit;
use crate::plain::options;

/// How WASPAS mixes.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct WaspasOptions {
    /// The share λ of the weighted sum, 0 to 1; 0.5 unless told, as in the paper.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub lambda: f64,
}

options!(WaspasOptions {
    lambda => "lambda",
});

impl Default for WaspasOptions {
    fn default() -> Self {
        Self { lambda: 0.5 }
    }
}

/// Ranks by a mixture of the weighted sum and the weighted product of ratios (WASPAS).
///
/// # Formula
/// ```text
/// Q_i = λ Σⱼ w_j y_ij + (1 − λ) Πⱼ y_ij ^ w_j
/// ```
///
/// # Errors
/// Those of [`weighted_product`]; [`Error::NotFinite`] and [`Error::OutOfRange`] for λ.
///
/// [`weighted_product`]: super::weighted_product()
/// [`Error::NotFinite`]: crate::Error::NotFinite
/// [`Error::OutOfRange`]: crate::Error::OutOfRange
///
/// # Example: between its two parts
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::index::ranking::{WaspasOptions, waspas};
/// use clientele::numeric::direction::Direction;
/// let offers = DecisionMatrix::try_new(
///     vec!["price".into(), "speed".into()],
///     vec![Direction::Cost, Direction::Benefit],
///     vec![10.0, 4.0, 40.0, 16.0],
///     None,
/// )?;
/// let ranking = waspas(&offers, &[0.5, 0.5], &WaspasOptions::default())?;
/// let parts = ranking.parts.unwrap();
/// assert_eq!((parts.sum[0], parts.product[0], ranking.scores[0]), (0.625, 0.5, 0.5625));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Zavadskas, E. K., Turskis, Z., Antucheviciene, J. and Zakarevicius, A. (2012), "Optimization of
/// weighted aggregated sum product assessment", Elektronika ir Elektrotechnika 122(6): 3-6.
pub fn waspas(
    matrix: &DecisionMatrix,
    weights: &[f64],
    options: &WaspasOptions,
) -> Result<Ranking> {
    let method = RankMethod::Waspas(*options);
    rank(matrix, weights, &method, &RankExtras::default())
}

pub(super) fn solve(problem: &Problem, options: WaspasOptions) -> Result<Outcome> {
    let lambda = check_unit(options.lambda, "options.lambda")?;
    let scaling = RankScaling::MaxRatio;
    // The product first: it is the one that takes fewer values.
    let product = weighted_product::solve(problem, false)?.scores;
    let sum = weighted_sum::solve(problem, WeightedSumOptions { scaling }, false)?;
    let mixed = |(sum, product): (&f64, &f64)| lambda * sum + (1.0 - lambda) * product;
    Ok(Outcome {
        scores: sum.scores.iter().zip(&product).map(mixed).collect(),
        parts: Some(SumAndProduct {
            sum: sum.scores,
            product,
        }),
        warnings: sum.warnings,
        settings: vec![
            ("scaling", scaling.code().into()),
            ("lambda", lambda.into()),
        ],
        ..Outcome::default()
    })
}
