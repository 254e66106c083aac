//! How far service levels are met.

use crate::data::caution::Caution;
use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::index::composite::COVERAGE_TOO_LOW;
use crate::numeric::bounds::check_amount;
use crate::numeric::bounds::check_within;
use crate::numeric::bounds::share_of;
use crate::numeric::shares::shares_of;
use crate::numeric::vectors::dot;
use crate::numeric::vectors::shares;
use crate::numeric::vectors::sum;
use crate::plain::Fingerprint;
use crate::plain::record;
use crate::plain::report;

/// One promise of an agreement, and how often it was kept.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ServiceLevel {
    /// What is promised: an answer within four hours.
    pub name: String,
    /// How often it was kept.
    pub met: f64,
    /// How often it was to be kept.
    pub total: f64,
    /// The share that is promised, above 0 and up to 1.
    pub target: f64,
    /// How much it counts, from 0; weights need not sum to 1.
    pub weight: f64,
    /// The tier of customers it was made to, where tiers are told apart.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub tier: Option<String>,
}

record!(ServiceLevel {
    name => "name",
    met => "met",
    total => "total",
    target => "target",
    weight => "weight",
    tier => "tier",
});

/// How far one promise was kept.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct AttainedLevel {
    /// The promise.
    pub name: String,
    /// The share that was kept, 0 to 1; none where there was nothing to keep.
    pub attainment: Option<f64>,
    /// The same as a share of the target, held at 1.
    pub fulfilment: Option<f64>,
    /// Whether the target was reached.
    pub reached: Option<bool>,
    /// The weight it counted with; those of all sum to 1.
    pub weight: Option<f64>,
}

report!(AttainedLevel {
    name => "name",
    attainment => "attainment",
    fulfilment => "fulfilment",
    reached => "reached",
    weight => "weight",
});

/// The same for the customers of one tier.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct TierLevels {
    /// The tier.
    pub tier: String,
    /// The weighted attainment of its promises, 0 to 1.
    pub attainment: Option<f64>,
    /// Their index, 0 to 1.
    pub index: Option<f64>,
}

report!(TierLevels {
    tier => "tier",
    attainment => "attainment",
    index => "index",
});

/// How far an agreement was kept.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ServiceLevelReport {
    /// The weighted share that was kept, 0 to 1; none when `reason` says why.
    pub attainment: Option<f64>,
    /// The index, 0 to 1: 1 where every target is reached. More than promised in one place does not
    /// make up for less in another.
    pub index: Option<f64>,
    /// The share of the weights whose promises there was an occasion for, 0 to 1.
    pub coverage: f64,
    /// The promises.
    pub levels: Vec<AttainedLevel>,
    /// The tiers, in the order in which they come; empty where none is named.
    pub tiers: Vec<TierLevels>,
    /// Why there is none: `coverage_too_low`.
    pub reason: Option<String>,
    /// What to mind: `target_missed` about a promise.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(ServiceLevelReport {
    attainment => "attainment",
    index => "index",
    coverage => "coverage",
    levels => "levels",
    tiers => "tiers",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns how far a service-level agreement was kept (服务等级协议, SLA).
///
/// A promise without an occasion is left out and its weight goes to the others; below
/// `min_coverage` of the weights there is no figure for the whole.
///
/// # Formula
/// ```text
/// a = met / total,   attainment = Σ w a,   index = Σ w min(1, a / target)
/// ```
///
/// # Errors
/// [`Error::EmptyInput`] without promises, [`Error::InvalidValue`] for names that are empty or there
/// twice, [`Error::NotFinite`], and [`Error::OutOfRange`] for counts that are no whole numbers from
/// 0, more kept than was to be kept, targets outside 0-1, weights below 0 or all 0, with the place:
/// `levels[answer].met`.
///
/// # Example: answers on time, fewer repairs
/// ```
/// use clientele::service::{ServiceLevel, service_levels};
/// let level = |name: &str, met, total, target, weight| {
///     ServiceLevel { name: name.into(), met, total, target, weight, tier: None }
/// };
/// let levels = [level("answer", 460.0, 500.0, 0.95, 0.6), level("repair", 88.0, 100.0, 0.85, 0.4)];
/// let found = service_levels(&levels, 0.5)?;
/// assert!((found.attainment.unwrap() - 0.904).abs() < 1e-12);
/// assert!((found.index.unwrap() - 0.981053).abs() < 5e-7);
/// assert_eq!(found.warnings[0].subject.as_deref(), Some("answer"));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// The attainment is a count; the index, held at the target, is our choice.
pub fn service_levels(levels: &[ServiceLevel], min_coverage: f64) -> Result<ServiceLevelReport> {
    if levels.is_empty() {
        return Err(Error::empty("levels", "nothing is promised"));
    }
    let names: Vec<String> = levels.iter().map(|level| level.name.clone()).collect();
    check_names(&names, "levels")?;
    let limits = [0.0, 1.0];
    check_within(min_coverage, limits, "minCoverage", "a number from 0 to 1")?;
    let weights: Vec<f64> = levels.iter().map(|level| level.weight).collect();
    let name = |i: usize| names.get(i).map_or("", String::as_str);
    let weights = shares_of(&weights, "levels", &|i| {
        format!("levels[{}].weight", name(i))
    })?
    .weights;
    let mut hash = Fingerprint::default();
    let mut found = Vec::with_capacity(levels.len());
    let mut warnings = Vec::new();
    for (level, weight) in levels.iter().zip(&weights) {
        let within = |error: Error| error.within(&format!("levels[{}]", level.name));
        let attainment = share_of(("met", Some(level.met)), ("total", Some(level.total)));
        let attainment = attainment.map_err(within)?;
        let target = level.target;
        let expected = "a share above 0 and up to 1";
        check_within(target, [f64::MIN_POSITIVE, 1.0], "target", expected).map_err(within)?;
        hash.numbers(&[level.met, level.total, target, level.weight]);
        let reached = attainment.map(|attainment| attainment >= target);
        if reached == Some(false) {
            warnings.push(Caution::about("target_missed", &level.name));
        }
        found.push(AttainedLevel {
            name: level.name.clone(),
            attainment,
            fulfilment: attainment.map(|attainment| (attainment / target).min(1.0)),
            reached,
            weight: attainment.map(|_| *weight),
        });
    }
    let all = Whole::of(&found, &|_| true);
    let coverage = all.weight;
    let enough = all.attainment.is_some() && coverage >= min_coverage;
    let tiers = tiers(levels, &found);
    for level in &mut found {
        level.weight = level
            .weight
            .filter(|_| enough)
            .map(|weight| weight / coverage);
    }
    Ok(ServiceLevelReport {
        attainment: all.attainment.filter(|_| enough),
        index: all.index.filter(|_| enough),
        coverage,
        levels: found,
        tiers,
        reason: (!enough).then(|| COVERAGE_TOO_LOW.into()),
        warnings,
        provenance: Provenance::new("serviceLevels", hash.finish())
            .with("minCoverage", min_coverage),
    })
}

/// Figures of several promises.
struct Whole {
    weight: f64,
    attainment: Option<f64>,
    index: Option<f64>,
}

impl Whole {
    /// Puts together the promises that are in, by their place.
    fn of(found: &[AttainedLevel], is_in: &dyn Fn(usize) -> bool) -> Self {
        let (mut weights, mut kept, mut held) = (Vec::new(), Vec::new(), Vec::new());
        for (i, level) in found.iter().enumerate() {
            let known = level.weight.zip(level.attainment).zip(level.fulfilment);
            if let Some(((weight, attainment), fulfilment)) = known.filter(|_| is_in(i)) {
                weights.push(weight);
                kept.push(attainment);
                held.push(fulfilment);
            }
        }
        let weight = sum(&weights).min(1.0);
        // Shares first: a promise that stands alone has its own figure, to the last bit.
        let shares = shares(&weights);
        let part = |values: &[f64]| (weight > 0.0).then(|| dot(&shares, values));
        Self {
            weight,
            attainment: part(&kept),
            index: part(&held),
        }
    }
}

/// Returns the figures of each tier that is named.
fn tiers(levels: &[ServiceLevel], found: &[AttainedLevel]) -> Vec<TierLevels> {
    let mut tiers: Vec<TierLevels> = Vec::new();
    for level in levels {
        let Some(tier) = &level.tier else {
            continue;
        };
        if tiers.iter().any(|known| known.tier == *tier) {
            continue;
        }
        let own = |i: usize| levels.get(i).is_some_and(|l| l.tier.as_ref() == Some(tier));
        let whole = Whole::of(found, &own);
        tiers.push(TierLevels {
            tier: tier.clone(),
            attainment: whole.attainment,
            index: whole.index,
        });
    }
    tiers
}

/// Counts how many of the times that are known (NaN is not) kept within a limit: `[met, total]`.
///
/// # Errors
/// [`Error::NotFinite`] for infinite times, [`Error::OutOfRange`] for times or a limit below 0.
///
/// # Example: answers within four hours
/// ```
/// use clientele::service::met_within;
/// assert_eq!(met_within(&[1.0, 4.0, 9.5, f64::NAN], 4.0)?, [2.0, 3.0]);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn met_within(hours: &[f64], limit: f64) -> Result<[f64; 2]> {
    check_amount(limit, "limit")?;
    let (mut met, mut total) = (0.0, 0.0);
    for (i, time) in hours.iter().enumerate() {
        if time.is_nan() {
            continue;
        }
        total += 1.0;
        if check_amount(*time, &format!("hours[{i}]"))? <= limit {
            met += 1.0;
        }
    }
    Ok([met, total])
}
