//! Who disagrees where.

use super::matrix::PairwiseMatrix;
use super::panel::Panel;
use super::panel::geometric_deviation;
use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::numeric::math;
use crate::plain::options;
use crate::plain::report;
use crate::weighting::ahp::consensus::ONE_EXPERT;
use crate::weighting::lists::at;
use crate::weighting::lists::cautions;
use crate::weighting::lists::descending;
use crate::weighting::lists::name;
use crate::weighting::lists::row;

/// Who takes part.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DisagreementOptions {
    /// How much each expert counts for what the group says, in proportion; all alike unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weights: Option<Vec<f64>>,
    /// The names of the experts; "1", "2", … unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub experts: Option<Vec<String>>,
}

options!(DisagreementOptions {
    weights => "weights",
    experts => "experts",
});

/// Where experts disagree, the worst first.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Disagreement {
    /// The pairs of criteria, the one with the widest spread first.
    pub pairs: Vec<DisputedPair>,
    /// The judgements of every expert, the one farthest from the group first.
    pub judgements: Vec<DeviatingJudgement>,
    /// The experts, the one farthest from the group first.
    pub experts: Vec<DeviatingExpert>,
    /// What to mind: `one_expert`.
    pub warnings: Vec<Caution>,
    /// How it was made.
    pub provenance: Provenance,
}

report!(Disagreement {
    pairs => "pairs",
    judgements => "judgements",
    experts => "experts",
    warnings => "warnings",
    provenance => "provenance",
});

/// How far experts disagree on one pair of criteria.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DisputedPair {
    /// The criterion of the row.
    pub a: String,
    /// The criterion of the column.
    pub b: String,
    /// What the group says: a is this many times as important as b.
    pub group: f64,
    /// The geometric standard deviation, 1 where all agree; none for a single expert.
    pub geometric_deviation: Option<f64>,
    /// The lowest judgement.
    pub lowest: f64,
    /// Who gave it.
    pub lowest_expert: String,
    /// The highest judgement.
    pub highest: f64,
    /// Who gave it.
    pub highest_expert: String,
    /// Whether some hold a to be more important and others b.
    pub opposed: bool,
}

report!(DisputedPair {
    a => "a",
    b => "b",
    group => "group",
    geometric_deviation => "geometricDeviation",
    lowest => "lowest",
    lowest_expert => "lowestExpert",
    highest => "highest",
    highest_expert => "highestExpert",
    opposed => "opposed",
});

/// How far one judgement of one expert lies from what the group says.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DeviatingJudgement {
    /// The expert.
    pub expert: String,
    /// The criterion of the row.
    pub a: String,
    /// The criterion of the column.
    pub b: String,
    /// The judgement.
    pub value: f64,
    /// What the group says.
    pub group: f64,
    /// ln(value / group): above 0 where the expert thinks more of a than the group does.
    pub log_deviation: f64,
}

report!(DeviatingJudgement {
    expert => "expert",
    a => "a",
    b => "b",
    value => "value",
    group => "group",
    log_deviation => "logDeviation",
});

/// How far one expert lies from the group.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DeviatingExpert {
    /// The expert.
    pub expert: String,
    /// The root mean square of the logarithmic deviations; exp of it is the factor by which the
    /// expert's judgements typically differ from the group's.
    pub distance: f64,
    /// How many pairs the expert turns round: more important than, where the group says less.
    pub opposed: u32,
}

report!(DeviatingExpert {
    expert => "expert",
    distance => "distance",
    opposed => "opposed",
});

/// Returns who disagrees with the group, on which pairs, and how far.
///
/// What ties stays in reading order.
///
/// # Formula
/// ```text
/// group      gᵢⱼ = Πₖ (aᵢⱼᵏ)^βₖ
/// deviation  dᵢⱼᵏ = ln(aᵢⱼᵏ / gᵢⱼ)          distance of k = √(mean over pairs of d²)
/// ```
///
/// # Errors
/// Those of [`super::group::aggregate`] for matrices, weights and names.
///
/// # Example: one of three turns a pair round
/// ```
/// use clientele::weighting::ahp::PairwiseMatrix;
/// use clientele::weighting::ahp::disagreement::{DisagreementOptions, disagreement};
/// let judged = |value: &str| PairwiseMatrix::try_from_upper_triangle(&[value], None);
/// let experts = [judged("3")?, judged("4")?, judged("1/5")?];
/// let found = disagreement(&experts, &DisagreementOptions::default())?;
/// assert!(found.pairs[0].opposed);
/// assert_eq!((found.judgements[0].expert.as_str(), found.experts[0].opposed), ("3", 1));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Our choice, after the geometric mean of Aczél and Saaty (1983): distances that treat a against
/// b and b against a alike must be of logarithms.
pub fn disagreement(
    matrices: &[PairwiseMatrix],
    options: &DisagreementOptions,
) -> Result<Disagreement> {
    let experts = options.experts.as_deref();
    let panel = Panel::try_new(matrices, experts, options.weights.as_deref())?;
    let count = panel.experts.len();
    let mut logarithms = Vec::with_capacity(panel.pairs.len());
    let mut spreads = Vec::with_capacity(panel.pairs.len());
    // The judgements pair by pair, in each pair expert by expert.
    let mut deviations = Vec::new();
    let mut squares = vec![0.0; count];
    for pair in &panel.pairs {
        let own = panel.logarithms(*pair);
        let mean = panel.mean(&own);
        for (logarithm, sum) in own.iter().zip(&mut squares) {
            let deviation = logarithm - mean;
            *sum += deviation * deviation;
            deviations.push(deviation.abs());
        }
        spreads.push(geometric_deviation(&own).unwrap_or(1.0));
        logarithms.push(own);
    }
    let mut pairs = Vec::with_capacity(spreads.len());
    for place in descending(&spreads) {
        pairs.push(disputed(&panel, place, row(&logarithms, place)));
    }
    let mut judgements = Vec::with_capacity(deviations.len());
    for place in descending(&deviations) {
        let (pair, k) = (place / count, place % count);
        judgements.push(deviating(&panel, pair, k, row(&logarithms, pair)));
    }
    let mut experts = Vec::with_capacity(count);
    for k in descending(&squares) {
        let mut opposed = 0;
        for own in &logarithms {
            opposed += u32::from(at(own, k) * panel.mean(own) < 0.0);
        }
        experts.push(DeviatingExpert {
            expert: name(&panel.experts, k),
            distance: math::sqrt(at(&squares, k) / logarithms.len().max(1) as f64),
            opposed,
        });
    }
    Ok(Disagreement {
        pairs,
        judgements,
        experts,
        warnings: cautions(&[(count == 1, ONE_EXPERT)]),
        provenance: Provenance::new("logDeviation", panel.fingerprint())
            .with("shares", panel.shares.clone()),
    })
}

/// Returns the names of a pair.
#[inline(never)]
fn named(panel: &Panel, pair: usize) -> (String, String) {
    let (i, j) = panel.pairs.get(pair).copied().unwrap_or_default();
    (name(panel.criteria(), i), name(panel.criteria(), j))
}

fn deviating(panel: &Panel, pair: usize, k: usize, logarithms: &[f64]) -> DeviatingJudgement {
    let (a, b) = named(panel, pair);
    let (own, mean) = (at(logarithms, k), panel.mean(logarithms));
    DeviatingJudgement {
        expert: name(&panel.experts, k),
        a,
        b,
        value: panel.judgement(pair, k),
        group: group(panel, pair, logarithms),
        log_deviation: own - mean,
    }
}

/// Returns the judgement of the group; where all agree, theirs.
fn group(panel: &Panel, pair: usize, logarithms: &[f64]) -> f64 {
    let first = panel.judgement(pair, 0);
    let agree =
        (1..logarithms.len()).all(|k| panel.judgement(pair, k).to_bits() == first.to_bits());
    if agree {
        first
    } else {
        math::exp(panel.mean(logarithms))
    }
}

fn disputed(panel: &Panel, pair: usize, logarithms: &[f64]) -> DisputedPair {
    let (a, b) = named(panel, pair);
    let (mut lowest, mut highest) = (0, 0);
    for (k, logarithm) in logarithms.iter().enumerate() {
        if *logarithm < at(logarithms, lowest) {
            lowest = k;
        }
        if *logarithm > at(logarithms, highest) {
            highest = k;
        }
    }
    let (low, high) = (at(logarithms, lowest), at(logarithms, highest));
    DisputedPair {
        a,
        b,
        group: group(panel, pair, logarithms),
        geometric_deviation: geometric_deviation(logarithms),
        lowest: panel.judgement(pair, lowest),
        lowest_expert: name(&panel.experts, lowest),
        highest: panel.judgement(pair, highest),
        highest_expert: name(&panel.experts, highest),
        opposed: low < 0.0 && high > 0.0,
    }
}
