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
use crate::weighting::lists::at;
use crate::weighting::lists::cautions;
use crate::weighting::lists::row;

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
/// [`crate::Error::InsufficientData`] for fewer than two alternatives, [`crate::Error::OutOfRange`] for more than
/// 200 and for a value of a product that is not above 0, [`crate::Error::InvalidValue`] for a direction
/// that is not "benefit", and [`crate::Error::LengthMismatch`], [`crate::Error::NotFinite`],
/// [`crate::Error::OutOfRange`] for the weights.
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
        let (path, rows) = ("data".into(), data.rows() as f64);
        return Err(Error::out_of_range(path, rows, "at most 200 alternatives"));
    }
    let levels = performance.levels(&performance.weights);
    let ranks = ranks(&levels);
    let mut changes = Vec::new();
    let mut criteria = Vec::with_capacity(performance.criteria.len());
    let mut leasts = [const { Least::new() }; 4];
    for (k, criterion) in performance.criteria.iter().enumerate() {
        let weight = at(&performance.weights, k);
        let mut own = [const { Least::new() }; 4];
        for i in 0..levels.len() {
            for j in i + 1..levels.len() {
                let value = |i: usize| at(row(&performance.rows, i), k);
                let gap = value(j) - value(i);
                let delta = (at(&levels, j) - at(&levels, i)) / gap;
                let there = gap.abs() > 0.0;
                let feasible = there && delta <= weight && delta < 1.0;
                let relative = (there && weight > 0.0).then(|| delta / weight);
                if feasible {
                    let best = |i: usize| ranks.get(i) == Some(&1);
                    let top = best(i) || best(j);
                    let relative = relative.map_or(f64::INFINITY, f64::abs);
                    let sizes = [relative, delta.abs(), relative, delta.abs()];
                    for (n, (least, size)) in own.iter_mut().zip(sizes).enumerate() {
                        if top || n < 2 {
                            least.take(size, criterion);
                        }
                    }
                }
                changes.push(WeightChange {
                    criterion: criterion.clone(),
                    first: performance.name(i),
                    second: performance.name(j),
                    delta: there.then_some(delta),
                    relative,
                    feasible,
                    new_weight: feasible.then(|| (weight - delta) / (1.0 - delta)),
                });
            }
        }
        let [any, _, top, _] = &own;
        let degree = any.size();
        criteria.push(CriterionCriticality {
            criterion: criterion.clone(),
            weight,
            degree,
            sensitivity: match degree {
                None => Some(0.0),
                Some(degree) if degree > 0.0 => Some(1.0 / degree),
                Some(_) => None,
            },
            top_degree: top.size(),
        });
        for (least, own) in leasts.iter_mut().zip(&own) {
            least.take(own.size, criterion);
        }
    }
    let [any, absolute_any, top, absolute_top] = leasts;
    Ok(CriticalWeights {
        scores: performance.scores(),
        ranks,
        changes,
        criteria,
        warnings: cautions(&[(absolute_any.size().is_none(), ORDER_IS_CERTAIN)]),
        critical_any: any.criterion,
        critical_top: top.criterion,
        critical_absolute_any: absolute_any.criterion,
        critical_absolute_top: absolute_top.criterion,
        provenance: performance
            .provenance("triantaphyllouSanchez")
            .with("weights", performance.weights.clone()),
        alternatives: performance.alternatives,
    })
}

/// The smallest size of a change, and whose weight changes; infinite where there is none.
struct Least {
    size: f64,
    criterion: Option<String>,
}

impl Least {
    const fn new() -> Self {
        Self {
            size: f64::INFINITY,
            criterion: None,
        }
    }

    /// Keeps the smaller of two sizes, the first of equal ones.
    #[inline(never)]
    fn take(&mut self, size: f64, criterion: &str) {
        if size < self.size {
            self.size = size;
            self.criterion = Some(criterion.into());
        }
    }

    fn size(&self) -> Option<f64> {
        (self.size < f64::INFINITY).then_some(self.size)
    }
}
