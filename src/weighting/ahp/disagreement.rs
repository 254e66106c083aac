//! Who disagrees where.

use super::matrix::PairwiseMatrix;
use super::panel::Panel;
use super::panel::geometric_deviation;
use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::numeric::math;
use crate::numeric::sort::descending;
use crate::plain::options;
use crate::plain::report;
use crate::weighting::ahp::consensus::ONE_EXPERT;

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
    let panel = Panel::try_new(
        matrices,
        options.experts.as_deref(),
        options.weights.as_deref(),
    )?;
    let mut pairs = Vec::new();
    let mut judgements = Vec::new();
    let mut sums = vec![(0.0, 0_u32); panel.experts.len()];
    for pair in panel.pairs() {
        let logarithms = panel.logarithms(pair);
        let mean = panel.mean(&logarithms);
        let name = |i: usize| panel.criteria().get(i).cloned().unwrap_or_default();
        let (a, b) = (name(pair.0), name(pair.1));
        for ((logarithm, expert), (squares, opposed)) in
            logarithms.iter().zip(&panel.experts).zip(&mut sums)
        {
            let deviation = logarithm - mean;
            *squares += deviation * deviation;
            *opposed += u32::from(logarithm * mean < 0.0);
            judgements.push(DeviatingJudgement {
                expert: expert.clone(),
                a: a.clone(),
                b: b.clone(),
                value: math::exp(*logarithm),
                group: math::exp(mean),
                log_deviation: deviation,
            });
        }
        pairs.push(disputed(&panel, (a, b), &logarithms, mean));
    }
    let compared = pairs.len().max(1) as f64;
    let experts = panel.experts.iter().zip(&sums);
    let experts = experts.map(|(expert, (squares, opposed))| DeviatingExpert {
        expert: expert.clone(),
        distance: math::sqrt(squares / compared),
        opposed: *opposed,
    });
    let one_expert = (panel.experts.len() == 1).then(|| Caution::new(ONE_EXPERT));
    Ok(Disagreement {
        pairs: descending(pairs, &|pair: &DisputedPair| {
            pair.geometric_deviation.unwrap_or(1.0)
        }),
        judgements: descending(judgements, &|judgement: &DeviatingJudgement| {
            judgement.log_deviation.abs()
        }),
        experts: descending(experts.collect(), &|expert: &DeviatingExpert| {
            expert.distance
        }),
        warnings: one_expert.into_iter().collect(),
        provenance: Provenance::new("logDeviation", panel.fingerprint())
            .with("shares", panel.shares.clone()),
    })
}

fn disputed(
    panel: &Panel,
    (a, b): (String, String),
    logarithms: &[f64],
    mean: f64,
) -> DisputedPair {
    let (mut lowest, mut highest) = ((f64::INFINITY, ""), (f64::NEG_INFINITY, ""));
    for (logarithm, expert) in logarithms.iter().zip(&panel.experts) {
        if *logarithm < lowest.0 {
            lowest = (*logarithm, expert);
        }
        if *logarithm > highest.0 {
            highest = (*logarithm, expert);
        }
    }
    DisputedPair {
        a,
        b,
        group: math::exp(mean),
        geometric_deviation: geometric_deviation(logarithms),
        lowest: math::exp(lowest.0),
        lowest_expert: lowest.1.into(),
        highest: math::exp(highest.0),
        highest_expert: highest.1.into(),
        opposed: lowest.0 < 0.0 && highest.0 > 0.0,
    }
}
