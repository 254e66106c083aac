//! The smallest changes of single weights that change the order of alternatives.

use super::performance::Aggregation;
use super::performance::Performance;
use super::performance::ranks;
use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::plain::options;
use crate::plain::report;

/// How scores are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CriticalOptions {
    /// How weights and values become one number; `weightedSum` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub aggregation: Aggregation,
}

options!(CriticalOptions {
    aggregation => "aggregation",
});

/// The changes of weights that change the order.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CriticalWeights {
    /// The alternatives.
    pub alternatives: Vec<String>,
    /// The score of each.
    pub scores: Vec<f64>,
    /// The rank of each, 1 for the best; equal scores share the better rank.
    pub ranks: Vec<u32>,
    /// Every criterion with every pair of alternatives.
    pub changes: Vec<WeightChange>,
    /// How sensitive the order is to each criterion.
    pub criteria: Vec<CriterionCriticality>,
    /// The criterion whose weight needs the smallest relative change to change the order of any two
    /// alternatives ("percent-any"); none where no change of one weight does.
    pub critical_any: Option<String>,
    /// The same for a change of the best alternative ("percent-top").
    pub critical_top: Option<String>,
    /// The criterion of the smallest absolute change for any two alternatives ("absolute-any").
    pub critical_absolute_any: Option<String>,
    /// The same for a change of the best alternative ("absolute-top").
    pub critical_absolute_top: Option<String>,
    /// What to mind: `order_is_certain`.
    pub warnings: Vec<Caution>,
    /// How they were made.
    pub provenance: Provenance,
}

report!(CriticalWeights {
    alternatives => "alternatives",
    scores => "scores",
    ranks => "ranks",
    changes => "changes",
    criteria => "criteria",
    critical_any => "criticalAny",
    critical_top => "criticalTop",
    critical_absolute_any => "criticalAbsoluteAny",
    critical_absolute_top => "criticalAbsoluteTop",
    warnings => "warnings",
    provenance => "provenance",
});

/// What it takes of one weight to make two alternatives equal.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct WeightChange {
    /// The criterion, k.
    pub criterion: String,
    /// The one alternative, i.
    pub first: String,
    /// The other, j.
    pub second: String,
    /// δ, by how much the weight must fall, or rise if negative, before weights are divided by
    /// their sum again; none where both have the same value on the criterion.
    pub delta: Option<f64>,
    /// δ as a share of the weight; none also for a weight of 0.
    pub relative: Option<f64>,
    /// Whether the weight is large enough to fall by δ.
    pub feasible: bool,
    /// The weight at which both are equal, all others keeping their proportions; none where the
    /// change is not feasible.
    pub new_weight: Option<f64>,
}

report!(WeightChange {
    criterion => "criterion",
    first => "first",
    second => "second",
    delta => "delta",
    relative => "relative",
    feasible => "feasible",
    new_weight => "newWeight",
});

/// How sensitive the order is to one weight.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CriterionCriticality {
    /// The criterion.
    pub criterion: String,
    /// Its weight; all sum to 1.
    pub weight: f64,
    /// The criticality degree: the smallest relative change, as a share, that changes the order of
    /// any two alternatives; none where no change does.
    pub degree: Option<f64>,
    /// The sensitivity coefficient, 1 / degree; 0 where no change does, none for a degree of 0.
    pub sensitivity: Option<f64>,
    /// The smallest relative change that changes the best alternative.
    pub top_degree: Option<f64>,
}

report!(CriterionCriticality {
    criterion => "criterion",
    weight => "weight",
    degree => "degree",
    sensitivity => "sensitivity",
    top_degree => "topDegree",
});

/// The code of the note that no change of a single weight changes the order.
pub const ORDER_IS_CERTAIN: &str = "order_is_certain";

/// The most alternatives: their pairs grow with the square.
const MOST_ALTERNATIVES: usize = 200;

/// Returns the exact changes of single weights at which two alternatives change places.
///
/// `data`: values of which more is better, as they enter the sum or the product. `weights`: one for
/// each criterion; they are divided by their sum.
///
/// # Formula
/// ```text
/// sum       δₖᵢⱼ = (Pⱼ − Pᵢ) / (aⱼₖ − aᵢₖ)                P = Σ w a
/// product   the same with ln Pᵢ and ln aᵢₖ                P = Π a^w
/// relative  δ / Wₖ      feasible  δ ≤ Wₖ      new weight  (Wₖ − δ) / (1 − δ)
/// ```
///
/// # Errors
/// [`Error::InsufficientData`] for fewer than two alternatives, [`Error::OutOfRange`] for more than
/// 200 and for a value of a product that is not above 0, [`Error::InvalidValue`] for a direction
/// that is not "benefit", and [`Error::LengthMismatch`], [`Error::NotFinite`],
/// [`Error::OutOfRange`] for the weights.
///
/// # Example: how much less price may weigh
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::numeric::direction::Direction;
/// use clientele::weighting::certainty::critical::{CriticalOptions, critical_weights};
/// let data = DecisionMatrix::try_new(
///     vec!["price".into(), "speed".into()],
///     vec![Direction::Benefit; 2],
///     vec![0.8, 0.2, 0.4, 0.7],
///     None,
/// )?;
/// let found = critical_weights(&data, &[0.75, 0.25], &CriticalOptions::default())?;
/// // 0.8 w + 0.2 (1 − w) = 0.4 w + 0.7 (1 − w) at w = 5/9
/// assert!((found.changes[0].new_weight.unwrap() - 5.0 / 9.0).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Triantaphyllou, E. and Sánchez, A. (1997), "A sensitivity analysis approach for some
/// deterministic multi-criteria decision-making methods", Decision Sciences 28, 151-194: theorems
/// on the weighted sum and the weighted product, and the names of the four critical criteria.
pub fn critical_weights(
    data: &DecisionMatrix,
    weights: &[f64],
    options: &CriticalOptions,
) -> Result<CriticalWeights> {
    let performance = Performance::try_new(data, weights, options.aggregation)?;
    if data.rows() > MOST_ALTERNATIVES {
        return Err(Error::OutOfRange {
            path: "data".into(),
            value: data.rows() as f64,
            expected: "at most 200 alternatives".into(),
        });
    }
    let levels = performance.levels(&performance.weights);
    let ranks = ranks(&levels);
    let mut changes = Vec::new();
    let mut criteria = Vec::with_capacity(performance.criteria.len());
    let mut leasts = Leasts::default();
    for (k, (criterion, weight)) in performance
        .criteria
        .iter()
        .zip(&performance.weights)
        .enumerate()
    {
        let mut own = Leasts::default();
        let alternatives = || {
            let values = performance.rows.iter().map(|row| row.get(k).copied());
            levels.iter().zip(values).zip(&ranks).enumerate()
        };
        for (i, ((level, value), rank)) in alternatives() {
            for (j, ((other_level, other_value), other_rank)) in alternatives().skip(i + 1) {
                let gap = other_value.unwrap_or(0.0) - value.unwrap_or(0.0);
                let delta = (gap.abs() > 0.0).then(|| (other_level - level) / gap);
                let change = WeightChange {
                    criterion: criterion.clone(),
                    first: performance.name(i),
                    second: performance.name(j),
                    delta,
                    relative: delta.filter(|_| *weight > 0.0).map(|delta| delta / weight),
                    feasible: delta.is_some_and(|delta| delta <= *weight && delta < 1.0),
                    new_weight: delta
                        .filter(|delta| *delta <= *weight && *delta < 1.0)
                        .map(|delta| (weight - delta) / (1.0 - delta)),
                };
                own.take(&change, *rank == 1 || *other_rank == 1);
                changes.push(change);
            }
        }
        criteria.push(CriterionCriticality {
            criterion: criterion.clone(),
            weight: *weight,
            degree: own.relative_any.0,
            sensitivity: match own.relative_any.0 {
                None => Some(0.0),
                Some(degree) if degree > 0.0 => Some(1.0 / degree),
                Some(_) => None,
            },
            top_degree: own.relative_top.0,
        });
        leasts.merge(own, criterion);
    }
    let certain = leasts.absolute_any.0.is_none();
    let certain = certain.then(|| Caution::new(ORDER_IS_CERTAIN));
    Ok(CriticalWeights {
        scores: performance.scores(),
        ranks,
        changes,
        criteria,
        critical_any: leasts.relative_any.1,
        critical_top: leasts.relative_top.1,
        critical_absolute_any: leasts.absolute_any.1,
        critical_absolute_top: leasts.absolute_top.1,
        warnings: certain.into_iter().collect(),
        provenance: performance
            .provenance("triantaphyllouSanchez")
            .with("weights", performance.weights.clone()),
        alternatives: performance.alternatives,
    })
}

/// The smallest size of a change, and whose it is.
type Least = (Option<f64>, Option<String>);

/// The smallest feasible changes.
#[derive(Default)]
struct Leasts {
    relative_any: Least,
    relative_top: Least,
    absolute_any: Least,
    absolute_top: Least,
}

impl Leasts {
    fn take(&mut self, change: &WeightChange, top: bool) {
        if !change.feasible {
            return;
        }
        lower(&mut self.relative_any, change.relative, None);
        lower(&mut self.absolute_any, change.delta, None);
        if top {
            lower(&mut self.relative_top, change.relative, None);
            lower(&mut self.absolute_top, change.delta, None);
        }
    }

    fn merge(&mut self, own: Self, criterion: &str) {
        for (least, other) in [
            (&mut self.relative_any, own.relative_any),
            (&mut self.relative_top, own.relative_top),
            (&mut self.absolute_any, own.absolute_any),
            (&mut self.absolute_top, own.absolute_top),
        ] {
            lower(least, other.0, Some(criterion));
        }
    }
}

/// Keeps the smaller of two sizes, the first of equal ones.
fn lower(least: &mut Least, change: Option<f64>, name: Option<&str>) {
    if let Some(size) = change.map(f64::abs)
        && least.0.is_none_or(|known| size < known)
    {
        *least = (Some(size), name.map(String::from));
    }
}
