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
use crate::numeric::vectors::add_scaled;
use crate::numeric::vectors::divided;
use crate::numeric::vectors::dot;
use crate::numeric::vectors::each;
use crate::numeric::vectors::equal_shares;
use crate::numeric::vectors::range;
use crate::numeric::vectors::shares;
use crate::numeric::vectors::sum;
use crate::plain::Fingerprint;
use crate::plain::report;
use crate::weighting::combine::game;
use crate::weighting::combine::options::CombineMethod;
use crate::weighting::combine::options::CombineOptions;
use crate::weighting::combine::options::Negative;
use crate::weighting::combine::sets::WeightSet;
use crate::weighting::combine::sets::checked_sets;
use crate::weighting::data_weights::NOTHING_VARIES;
use crate::weighting::lists::checked_shares;

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
struct Found {
    shares: Vec<f64>,
    coefficients: Option<Vec<f64>>,
    warnings: Vec<Caution>,
    solution: Option<&'static str>,
}

impl Found {
    fn shared(shares: Vec<f64>) -> Self {
        Self {
            shares,
            coefficients: None,
            warnings: Vec::new(),
            solution: None,
        }
    }
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
/// them itself, for `negative` outside `gameTheory`, and for products that are all 0; [`Error::Missing`] for `deviationMaximisation`
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
    let count = vectors.len();
    let theta = checked_theta(options, count)?;
    let mut found = match options.method {
        CombineMethod::GameTheory => game_theory(&vectors, options.negative.unwrap_or_default()),
        CombineMethod::DeviationMaximisation => deviation_maximisation(&vectors, data)?,
        _ => Found::shared(theta),
    };
    let weights = match options.method {
        CombineMethod::Multiplicative => pooled(&vectors, &vec![1.0; count])?,
        CombineMethod::RelativeEntropy => pooled(&vectors, &found.shares)?,
        _ => mixed(&vectors, &found.shares),
    };
    let mut hash = Fingerprint::default();
    for name in &criteria {
        hash.text(name);
    }
    let mut sums = Vec::with_capacity(count);
    for set in sets {
        hash.numbers(&set.weights);
        sums.push(sum(&set.weights));
    }
    if let Some(matrix) = data {
        hash.text(&matrix.fingerprint());
    }
    let multiplied = options.method == CombineMethod::Multiplicative;
    let shares = (!multiplied).then(|| std::mem::take(&mut found.shares));
    let mut provenance = Provenance::new(options.method.code(), hash.finish()).with("sums", sums);
    if let Some(shares) = &shares {
        provenance = provenance.with("shares", shares.clone());
    }
    if let Some(solution) = found.solution {
        provenance = provenance.with("solution", solution);
    }
    let mean = mixed(&vectors, &equal_shares(count));
    Ok(CombinedWeights {
        provenance: provenance.compared("mean", &weights, &mean),
        criteria,
        weights,
        shares,
        coefficients: found.coefficients,
        warnings: found.warnings,
    })
}

/// Returns how much each set counts by the options; equal shares unless told.
fn checked_theta(options: &CombineOptions, sets: usize) -> Result<Vec<f64>> {
    if options.negative.is_some() && options.method != CombineMethod::GameTheory {
        return Err(Error::unused(
            "options.negative".into(),
            "only `gameTheory` uses it",
        ));
    }
    let Some(shares) = &options.shares else {
        return Ok(equal_shares(sets));
    };
    match options.method {
        CombineMethod::Linear | CombineMethod::RelativeEntropy => {
            check_length("options.shares", shares.len(), sets)?;
            checked_shares(shares, "options.shares")
        }
        _ => Err(Error::unused(
            "options.shares".into(),
            "the method finds them itself",
        )),
    }
}

/// The mean of the sets by their shares.
fn mixed(vectors: &[Vec<f64>], shares: &[f64]) -> Vec<f64> {
    let mut weights = vec![0.0; vectors.first().map_or(0, Vec::len)];
    for (vector, share) in vectors.iter().zip(shares) {
        add_scaled(&mut weights, vector, *share);
    }
    weights
}

/// The product of the sets, each to the power of its exponent.
fn pooled(vectors: &[Vec<f64>], exponents: &[f64]) -> Result<Vec<f64>> {
    let mut logarithms = vec![0.0; vectors.first().map_or(0, Vec::len)];
    for (vector, exponent) in vectors.iter().zip(exponents) {
        // A set without a share says nothing, not even by its zeros.
        if *exponent > 0.0 {
            add_scaled(&mut logarithms, &each(vector, &ln), *exponent);
        }
    }
    let (_, largest) = range(&logarithms);
    if largest.is_infinite() {
        return Err(Error::invalid(
            "weights".into(),
            "a product of 0 for every criterion",
            "a criterion with a weight above 0 in all of them",
        ));
    }
    Ok(shares(&each(&logarithms, &|l| exp(l - largest))))
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
    let mut below = false;
    for (k, alpha) in coefficients.iter().enumerate() {
        if *alpha < -ROUNDING {
            below = true;
            warnings.push(Caution::about(
                NEGATIVE_COEFFICIENT,
                &format!("weights[{k}]"),
            ));
        }
    }
    let (used, solution) = match negative {
        _ if !below => (each(&coefficients, &|alpha| alpha.max(0.0)), "equations"),
        Negative::LeastSquares => (game::not_negative(&products), "nonNegativeLeastSquares"),
        Negative::Absolute => (each(&coefficients, &f64::abs), "absolute"),
    };
    Found {
        shares: shares(&used),
        coefficients: Some(coefficients),
        warnings,
        solution: Some(solution),
    }
}

/// The mixture that tells the alternatives apart best.
fn deviation_maximisation(vectors: &[Vec<f64>], data: Option<&DecisionMatrix>) -> Result<Found> {
    let Some(matrix) = data else {
        let expected = "the data whose deviations are to be large";
        return Err(Error::missing("data".into(), expected));
    };
    let mut differences = Vec::with_capacity(matrix.columns());
    for (j, direction) in matrix.directions().iter().enumerate() {
        let scaled = min_max(&matrix.column(j), *direction);
        differences.push(scaled.map_or(0.0, |values| sum_of_differences(&values)));
    }
    let (_, largest) = range(&differences);
    let mut told_apart = Vec::with_capacity(vectors.len());
    for vector in vectors {
        told_apart.push(dot(vector, &differences) / largest.max(f64::MIN_POSITIVE));
    }
    if sum(&told_apart) <= 0.0 {
        return Ok(Found {
            warnings: vec![Caution::new(NOTHING_VARIES)],
            ..Found::shared(equal_shares(vectors.len()))
        });
    }
    let length = sqrt(dot(&told_apart, &told_apart));
    Ok(Found {
        coefficients: Some(divided(&told_apart, length)),
        ..Found::shared(shares(&told_apart))
    })
}
