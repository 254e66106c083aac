//! Weights by the best-worst method.

use super::consistency::threshold;
use super::judgements::BestWorstJudgements;
use super::models::Solution;
use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::vectors::shares;
use crate::plain::options;
use crate::plain::report;
use crate::plain::words;
use crate::weighting::lists::cautions;

/// What is minimised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum BestWorstModel {
    /// The largest `|w_B − a_Bj w_j|` and `|w_j − a_jW w_W|`: a linear programme, solved exactly.
    #[default]
    Linear,
    /// The largest `|w_B/w_j − a_Bj|` and `|w_j/w_W − a_jW|`. With four criteria and more, many sets of
    /// weights may reach the least value.
    Nonlinear,
}

words!(BestWorstModel {
    Linear => "linear",
    Nonlinear => "nonlinear",
});

/// How weights are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BestWorstOptions {
    /// What is minimised; `linear` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub model: BestWorstModel,
}

options!(BestWorstOptions {
    model => "model",
});

/// Weights by the best-worst method.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BestWorst {
    /// The criteria.
    pub criteria: Vec<String>,
    /// One weight for each criterion; they sum to 1. Where several sets are as good, the middles
    /// of the ranges over their sum.
    pub weights: Vec<f64>,
    /// The lowest value of each weight over all sets that are as good.
    pub lower: Vec<f64>,
    /// The highest such value.
    pub upper: Vec<f64>,
    /// The model.
    pub model: BestWorstModel,
    /// The least value of what the model minimises; the nearer to 0, the more consistent.
    pub xi: f64,
    /// How consistent the judgements are.
    pub consistency: BestWorstConsistency,
    /// What to mind: `weights_not_unique`, `threshold_unknown`, `inconsistent_judgements`.
    pub warnings: Vec<Caution>,
    /// How they were made, and how far the other model lies from them.
    pub provenance: Provenance,
}

report!(BestWorst {
    criteria => "criteria",
    weights => "weights",
    lower => "lower",
    upper => "upper",
    model => "model",
    xi => "xi",
    consistency => "consistency",
    warnings => "warnings",
    provenance => "provenance",
});

/// How consistent comparisons with the best and the worst are.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BestWorstConsistency {
    /// ξ* of the nonlinear model.
    pub xi_star: f64,
    /// The consistency index of the best against the worst.
    pub index: f64,
    /// ξ* over the index; none where the best is judged equal to the worst. With a best twice the
    /// worst and four criteria it may exceed 1.
    pub ratio: Option<f64>,
    /// The input-based ratio, the largest of the criteria: 0 for judgements that agree, 1 at worst
    /// for judgements that do not exceed that of the best against the worst. None where the best is
    /// judged equal to the worst and another judgement is not 1, which no ratio measures.
    pub input_ratio: Option<f64>,
    /// The input-based ratio of each criterion.
    pub input_ratios: Option<Vec<f64>>,
    /// The criterion of the largest ratio; none where all judgements agree.
    pub worst_criterion: Option<String>,
    /// The largest input-based ratio that is acceptable for the best against the worst and the
    /// number of criteria; none where none was published.
    pub threshold: Option<f64>,
    /// Whether the input-based ratio is 0 or not above the threshold; none where that is not known.
    pub acceptable: Option<bool>,
}

report!(BestWorstConsistency {
    xi_star => "xiStar",
    index => "index",
    ratio => "ratio",
    input_ratio => "inputRatio",
    input_ratios => "inputRatios",
    worst_criterion => "worstCriterion",
    threshold => "threshold",
    acceptable => "acceptable",
});

/// The code of the warning that several sets of weights are as good.
pub const WEIGHTS_NOT_UNIQUE: &str = "weights_not_unique";

/// The code of the note that no threshold was published for such judgements.
pub const THRESHOLD_UNKNOWN: &str = "threshold_unknown";

/// The code of the warning that the judgements contradict each other too much.
pub const INCONSISTENT_JUDGEMENTS: &str = "inconsistent_judgements";

/// The width from which a range counts as one.
const WIDTH: f64 = 1e-6;

/// Returns weights by the best-worst method.
///
/// # Formula
/// ```text
/// linear      min ξ:  |w_B − a_Bj w_j| ≤ ξ,  |w_j − a_jW w_W| ≤ ξ,  Σ w = 1
/// nonlinear   min ξ:  |w_B/w_j − a_Bj| ≤ ξ,  |w_j/w_W − a_jW| ≤ ξ,  Σ w = 1
/// ratio       ξ* / CI(a_BW)
/// input ratio max_j |a_Bj a_jW − a_BW| / (a_BW² − a_BW)
/// ```
///
/// # Errors
/// [`crate::Error::InsufficientData`] for fewer than two criteria, [`crate::Error::InvalidValue`] for names and
/// where the best is the worst, [`crate::Error::LengthMismatch`], [`crate::Error::NotFinite`] and
/// [`crate::Error::OutOfRange`] for judgements outside 1 to 9, a best or worst that is not 1 to itself,
/// and a best against the worst that is judged in two ways (`othersToWorst[Style]`).
///
/// # Example: how goods are to be carried
/// ```
/// use clientele::weighting::best_worst::{BestWorstJudgements, BestWorstOptions, best_worst};
/// let judgements = BestWorstJudgements {
///     criteria: ["load", "access", "cost"].map(String::from).to_vec(),
///     best: "cost".into(),
///     worst: "load".into(),
///     best_to_others: vec![8.0, 2.0, 1.0],
///     others_to_worst: vec![1.0, 5.0, 8.0],
/// };
/// let found = best_worst(&judgements, &BestWorstOptions::default())?;
/// assert!((found.weights[2] - 17.0 / 28.0).abs() < 1e-9);
/// assert!((found.consistency.xi_star - (4.0 - 14.0_f64.sqrt())).abs() < 1e-12);
/// assert_eq!(found.consistency.acceptable, Some(true));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// * Rezaei, J. (2015), "Best-worst multi-criteria decision-making method", Omega 53, 49-57.
/// * Rezaei, J. (2016), "Best-worst multi-criteria decision-making method: some properties and a
///   linear model", Omega 64, 126-130.
/// * Liang, F., Brunelli, M. and Rezaei, J. (2020), "Consistency issues in the best worst method:
///   measurements and thresholds", Omega 96, 102175: the input-based ratio and its thresholds.
pub fn best_worst(
    judgements: &BestWorstJudgements,
    options: &BestWorstOptions,
) -> Result<BestWorst> {
    let checked = judgements.checked()?;
    let xi_star = checked.xi();
    // Every judgement of 1 to 9 has weights, so this is a fault of the solver, not of the data.
    let unsolved =
        || Error::out_of_range("bestToOthers".into(), xi_star, "what the solver can solve");
    let (solution, other, code, other_code) = match options.model {
        BestWorstModel::Linear => (
            checked.linear(),
            Some(checked.nonlinear()),
            "linear",
            "nonlinear",
        ),
        BestWorstModel::Nonlinear => (
            Some(checked.nonlinear()),
            checked.linear(),
            "nonlinear",
            "linear",
        ),
    };
    let solution = solution.ok_or_else(unsolved)?;
    let (weights, unique) = settle(&solution);
    if !weights.iter().all(|weight| weight.is_finite()) {
        return Err(unsolved());
    }
    let mut provenance = Provenance::new("bestWorst", checked.fingerprint.clone())
        .with("model", code)
        .with("solver", "simplex");
    if let Some(other) = other {
        provenance = provenance.compared(other_code, &weights, &settle(&other).0);
    }
    let input_ratios = checked.input_ratios();
    let (mut largest, mut worst_criterion) = (0.0, None);
    for (ratio, name) in input_ratios.iter().flatten().zip(&checked.criteria) {
        if *ratio > largest {
            (largest, worst_criterion) = (*ratio, Some(name.clone()));
        }
    }
    let input_ratio = input_ratios.as_ref().map(|_| largest);
    let index = checked.index();
    let threshold = threshold(checked.span, checked.criteria.len());
    let acceptable = match input_ratio {
        None => Some(false),
        Some(ratio) if ratio <= 0.0 => Some(true),
        Some(ratio) => threshold.map(|threshold| ratio <= threshold),
    };
    let warnings = cautions(&[
        (!unique, WEIGHTS_NOT_UNIQUE),
        (acceptable.is_none(), THRESHOLD_UNKNOWN),
        (acceptable == Some(false), INCONSISTENT_JUDGEMENTS),
    ]);
    let (mut lower, mut upper) = (Vec::new(), Vec::new());
    for (low, high) in &solution.ranges {
        lower.push(*low);
        upper.push(*high);
    }
    Ok(BestWorst {
        criteria: checked.criteria,
        weights,
        lower,
        upper,
        model: options.model,
        xi: solution.xi,
        consistency: BestWorstConsistency {
            xi_star,
            index,
            ratio: (index > 0.0).then(|| xi_star / index),
            input_ratio,
            input_ratios,
            worst_criterion,
            threshold,
            acceptable,
        },
        warnings,
        provenance,
    })
}

/// Returns one set of weights, and whether there is no other: that of the solver if so, the middles
/// of the ranges over their sum otherwise.
#[inline(never)]
fn settle(solution: &Solution) -> (Vec<f64>, bool) {
    let mut unique = true;
    let mut middles = Vec::with_capacity(solution.ranges.len());
    for (low, high) in &solution.ranges {
        unique &= high - low <= WIDTH;
        middles.push(f64::midpoint(*low, *high));
    }
    match &solution.point {
        Some(point) if unique => (point.clone(), true),
        _ => (shares(&middles), unique),
    }
}
