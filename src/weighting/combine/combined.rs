//! The combination.

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::sqrt;
use crate::numeric::normalise::min_max;
use crate::numeric::statistics::sum_of_differences;
use crate::plain::Fingerprint;
use crate::plain::report;
use crate::weighting::combine::game;
use crate::weighting::combine::options::CombineMethod;
use crate::weighting::combine::options::CombineOptions;
use crate::weighting::combine::options::Negative;
use crate::weighting::combine::sets::WeightSet;
use crate::weighting::combine::sets::checked_sets;
use crate::weighting::combine::sets::checked_shares;
use crate::weighting::data_weights::NOTHING_VARIES;

/// Weights made of several.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CombinedWeights {
    /// The criteria, in the order of the weights.
    pub criteria: Vec<String>,
    /// One weight for each criterion; none is negative, and they sum to 1.
    pub weights: Vec<f64>,
    /// How much each set counts, summing up to 1; none where the sets are multiplied.
    pub shares: Option<Vec<f64>>,
    /// What the equations of a game or of a maximisation gave before they became shares.
    pub coefficients: Option<Vec<f64>>,
    /// What to mind: `negative_coefficient`, ….
    pub warnings: Vec<Caution>,
    /// How they were made, and how far plain means are from them.
    pub provenance: Provenance,
}

report!(CombinedWeights {
    criteria => "criteria",
    weights => "weights",
    shares => "shares",
    coefficients => "coefficients",
    warnings => "warnings",
    provenance => "provenance",
});

/// The code of the warning that the equations gave a set a negative coefficient.
pub const NEGATIVE_COEFFICIENT: &str = "negative_coefficient";

/// The code of the warning that a set of weights follows from the others.
pub const DEPENDENT_WEIGHTS: &str = "dependent_weights";

/// Below this a coefficient is 0 but for roundings.
const ROUNDING: f64 = 1e-12;

/// How a combination was found.
#[derive(Default)]
struct Found {
    weights: Vec<f64>,
    shares: Option<Vec<f64>>,
    coefficients: Option<Vec<f64>>,
    warnings: Vec<Caution>,
    solution: Option<&'static str>,
}

/// Returns one set of weights made of two or more: of experts' and data's, as a rule.
///
/// Sets that say which criteria they are for must say the same in the same order. Weights that sum
/// up to 1 but for rounding are scaled to do so; `settings` of the provenance say from what.
///
/// # Formula
/// ```text
/// linear                 w = Σₖ θₖ Wₖ
/// multiplicative         w ∝ Πₖ Wₖ
/// relativeEntropy        min Σₖ θₖ Σⱼ w_j ln(w_j / W_kj):  w ∝ Πₖ Wₖ^θₖ, of two √(W₁ W₂)
/// gameTheory             Σₗ αₗ (Wₖ·Wₗ) = Wₖ·Wₖ for all k;  w = Σₖ αₖ Wₖ / Σ α
/// leastSquares           min Σᵢ Σⱼ Σₖ (W_kj − w_j)² x_ij², Σ w = 1:  w = mean of the Wₖ
/// deviationMaximisation  max Σₖ θₖ fₖ, Σ θ² = 1, fₖ = Σⱼ W_kj Σᵢ Σₗ |z_ij − z_lj|:  θₖ ∝ fₖ
/// ```
/// x the data, z the data on the range 0 to 1 by their direction.
///
/// Least squares do not depend on the data: the means of weights that sum up to 1 sum up to 1
/// themselves, so that the condition costs nothing and each criterion has its own minimum at the
/// mean, whatever its x. The method stands here because it is asked for by name.
///
/// # Errors
/// [`Error::InsufficientData`] for fewer than two sets; [`Error::LengthMismatch`],
/// [`Error::NotFinite`], [`Error::OutOfRange`] for a negative weight and for weights or shares that
/// do not sum up to 1; [`Error::InvalidValue`] for other criteria, for shares where the method finds
/// them itself, and for products that are all 0; [`Error::Missing`] for `deviationMaximisation`
/// without data.
///
/// # Example: experts and data
/// ```
/// use clientele::weighting::combine::{CombineMethod, CombineOptions, WeightSet, combine_weights};
/// let experts = WeightSet::new(vec![0.5, 0.3, 0.2]);
/// let data = WeightSet::new(vec![0.2, 0.3, 0.5]);
/// let options = CombineOptions {
///     shares: Some(vec![0.75, 0.25]),
///     ..CombineOptions::default()
/// };
/// let found = combine_weights(&[experts, data], None, &options)?;
/// assert!((found.weights[0] - 0.425).abs() < 1e-15);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Nash, J. (1951), "Non-cooperative games", Annals of Mathematics 54(2), for the idea of
/// `gameTheory`, whose equations are those of 陈加良 (2003), "基于博弈论的组合赋权评价方法研究",
/// 福建电脑 (9); Kullback, S. and Leibler, R. A. (1951), "On information and sufficiency", Annals of
/// Mathematical Statistics 22(1), for `relativeEntropy`; 王应明 (1998),
/// "运用离差最大化方法进行多指标决策与排序", 系统工程与电子技术 20(7), for `deviationMaximisation`.
pub fn combine_weights(
    sets: &[WeightSet],
    data: Option<&DecisionMatrix>,
    options: &CombineOptions,
) -> Result<CombinedWeights> {
    let (criteria, vectors) = checked_sets(sets, data.map(DecisionMatrix::criteria))?;
    let theta = checked_theta(options, vectors.len())?;
    let found = match options.method {
        CombineMethod::Linear | CombineMethod::LeastSquares => mixed(&vectors, theta),
        CombineMethod::Multiplicative => Found {
            weights: pooled(&vectors, &vec![1.0; vectors.len()])?,
            ..Found::default()
        },
        CombineMethod::RelativeEntropy => Found {
            weights: pooled(&vectors, &theta)?,
            shares: Some(theta),
            ..Found::default()
        },
        CombineMethod::GameTheory => game_theory(&vectors, options.negative),
        CombineMethod::DeviationMaximisation => deviation_maximisation(&vectors, data)?,
    };
    let mut hash = Fingerprint::default();
    for name in &criteria {
        hash.text(name);
    }
    for set in sets {
        hash.numbers(&set.weights);
    }
    if let Some(matrix) = data {
        hash.text(&matrix.fingerprint());
    }
    let sum = |set: &WeightSet| set.weights.iter().sum::<f64>();
    let mut provenance = Provenance::new(options.method.code(), hash.finish())
        .with("sums", sets.iter().map(sum).collect::<Vec<f64>>());
    if let Some(shares) = &found.shares {
        provenance = provenance.with("shares", shares.clone());
    }
    if let Some(solution) = found.solution {
        provenance = provenance.with("solution", solution);
    }
    let equal = vec![1.0 / vectors.len() as f64; vectors.len()];
    let mean = mixed(&vectors, equal).weights;
    Ok(CombinedWeights {
        provenance: provenance.compared("mean", &found.weights, &mean),
        criteria,
        weights: found.weights,
        shares: found.shares,
        coefficients: found.coefficients,
        warnings: found.warnings,
    })
}

/// Returns how much each set counts by the options; equal shares unless told.
fn checked_theta(options: &CombineOptions, sets: usize) -> Result<Vec<f64>> {
    let Some(shares) = &options.shares else {
        return Ok(vec![1.0 / sets as f64; sets]);
    };
    match options.method {
        CombineMethod::Linear | CombineMethod::RelativeEntropy => {
            check_length("options.shares", shares.len(), sets)?;
            checked_shares(shares, "options.shares")
        }
        _ => Err(Error::InvalidValue {
            path: "options.shares".into(),
            found: "a list".into(),
            expected: "left out: the method finds them itself".into(),
        }),
    }
}

/// The mean of the sets by their shares.
fn mixed(vectors: &[Vec<f64>], shares: Vec<f64>) -> Found {
    let mut weights = vec![0.0; vectors.first().map_or(0, Vec::len)];
    for (vector, share) in vectors.iter().zip(&shares) {
        for (weight, part) in weights.iter_mut().zip(vector) {
            *weight += share * part;
        }
    }
    Found {
        weights,
        shares: Some(shares),
        ..Found::default()
    }
}

/// The product of the sets, each to the power of its exponent.
fn pooled(vectors: &[Vec<f64>], exponents: &[f64]) -> Result<Vec<f64>> {
    let mut logarithms = vec![0.0; vectors.first().map_or(0, Vec::len)];
    for (vector, exponent) in vectors.iter().zip(exponents) {
        // A set without a share says nothing, not even by its zeros.
        if *exponent > 0.0 {
            for (logarithm, weight) in logarithms.iter_mut().zip(vector) {
                *logarithm += exponent * ln(*weight);
            }
        }
    }
    let largest = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if largest.is_infinite() {
        return Err(Error::InvalidValue {
            path: "weights".into(),
            found: "a product of 0 for every criterion".into(),
            expected: "a criterion with a weight above 0 in all of them".into(),
        });
    }
    let products: Vec<f64> = logarithms.iter().map(|l| exp(l - largest)).collect();
    let sum: f64 = products.iter().sum();
    Ok(products.iter().map(|product| product / sum).collect())
}

/// The compromise of the game.
fn game_theory(vectors: &[Vec<f64>], negative: Negative) -> Found {
    let products = game::products(vectors);
    let game::Solution {
        coefficients,
        dependent,
    } = game::solve(&products, &vec![true; vectors.len()]);
    let mut warnings = Vec::new();
    if dependent {
        warnings.push(Caution::new(DEPENDENT_WEIGHTS));
    }
    let below: Vec<usize> = (0..vectors.len())
        .filter(|k| coefficients.get(*k).is_some_and(|alpha| *alpha < -ROUNDING))
        .collect();
    for k in &below {
        warnings.push(Caution::about(
            NEGATIVE_COEFFICIENT,
            &format!("weights[{k}]"),
        ));
    }
    let (used, solution): (Vec<f64>, _) = match negative {
        _ if below.is_empty() => (
            coefficients.iter().map(|alpha| alpha.max(0.0)).collect(),
            "equations",
        ),
        Negative::LeastSquares => (game::not_negative(&products), "nonNegativeLeastSquares"),
        Negative::Absolute => (
            coefficients.iter().map(|alpha| alpha.abs()).collect(),
            "absolute",
        ),
    };
    let sum: f64 = used.iter().sum();
    Found {
        coefficients: Some(coefficients),
        warnings,
        solution: Some(solution),
        ..mixed(vectors, used.iter().map(|alpha| alpha / sum).collect())
    }
}

/// The mixture that tells the alternatives apart best.
fn deviation_maximisation(vectors: &[Vec<f64>], data: Option<&DecisionMatrix>) -> Result<Found> {
    let Some(matrix) = data else {
        return Err(Error::Missing {
            path: "data".into(),
            expected: "the data whose deviations are to be large".into(),
        });
    };
    let column = |(j, direction)| min_max(&matrix.column(j), direction);
    let differences: Vec<f64> = matrix
        .directions()
        .iter()
        .copied()
        .enumerate()
        .map(|place| column(place).map_or(0.0, |values| sum_of_differences(&values)))
        .collect();
    let largest = differences
        .iter()
        .copied()
        .fold(f64::MIN_POSITIVE, f64::max);
    let told_apart = |vector: &Vec<f64>| {
        let terms = vector.iter().zip(&differences);
        terms.map(|(w, d)| w * (d / largest)).sum::<f64>()
    };
    let found: Vec<f64> = vectors.iter().map(told_apart).collect();
    let sum: f64 = found.iter().sum();
    if sum <= 0.0 {
        let equal = vec![1.0 / vectors.len() as f64; vectors.len()];
        return Ok(Found {
            warnings: vec![Caution::new(NOTHING_VARIES)],
            ..mixed(vectors, equal)
        });
    }
    let length = sqrt(found.iter().map(|f| f * f).sum());
    Ok(Found {
        coefficients: Some(found.iter().map(|f| f / length).collect()),
        ..mixed(vectors, found.iter().map(|f| f / sum).collect())
    })
}
