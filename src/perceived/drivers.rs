//! The driver index of customer value (顾客价值驱动因素).

use crate::data::caution::Caution;
use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::index::MIN_COVERAGE;
use crate::index::composite::COVERAGE_TOO_LOW;
use crate::numeric::bounds::check_unit;
use crate::numeric::shares::WEIGHTS_SCALED;
use crate::numeric::shares::shares_of;
use crate::perceived::parts::Blend;
use crate::perceived::parts::blend;
use crate::perceived::parts::check_some;
use crate::perceived::parts::check_within;
use crate::perceived::parts::input_hash;
use crate::plain::options;
use crate::plain::record;
use crate::plain::report;

/// One item of a group of drivers.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DriverItem {
    /// Its code.
    pub code: String,
    /// How much it counts within its group, from 0.
    pub weight: f64,
    /// Its score, 0 to 100; none when it is not known.
    #[cfg_attr(feature = "full", tsify(optional, type = "number | null"))]
    pub score: Option<f64>,
}

record!(DriverItem {
    code => "code",
    weight => "weight",
    score => "score",
});

/// A group of drivers: with items, or with a score of its own.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DriverGroup {
    /// Its code.
    pub code: String,
    /// How much it counts among the groups, from 0.
    pub weight: f64,
    /// Its score, 0 to 100, where there are no items.
    #[cfg_attr(feature = "full", tsify(optional, type = "number | null"))]
    pub score: Option<f64>,
    /// Its items.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub items: Option<Vec<DriverItem>>,
}

record!(DriverGroup {
    code => "code",
    weight => "weight",
    score => "score",
    items => "items",
});

/// How a driver index is computed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DriverOptions {
    /// The share of the weights that must be known, of the groups and of the items of each; 0.5
    /// unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

impl Default for DriverOptions {
    fn default() -> Self {
        Self {
            min_coverage: MIN_COVERAGE,
        }
    }
}

options!(DriverOptions {
    min_coverage => "minCoverage",
});

/// One driver of an index.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DriverScore {
    /// The code of the group.
    pub code: String,
    /// Its score, 0 to 100; none where too little is known.
    pub score: Option<f64>,
    /// The share of the weights of its items that is known.
    pub coverage: f64,
    /// The weight it counted with, after the weights of what is missing were shared out.
    pub weight: Option<f64>,
    /// What it brings; the points of all groups sum to the index.
    pub points: Option<f64>,
}

report!(DriverScore {
    code => "code",
    score => "score",
    coverage => "coverage",
    weight => "weight",
    points => "points",
});

/// An index of drivers.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DriverIndex {
    /// The index, 0 to 100; none when `reason` says why.
    pub score: Option<f64>,
    /// The share of the weights that is known.
    pub coverage: f64,
    /// The groups in their order.
    pub groups: Vec<DriverScore>,
    /// Why there is no index: `coverage_too_low`.
    pub reason: Option<String>,
    /// What to mind: `weights_scaled`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(DriverIndex {
    score => "score",
    coverage => "coverage",
    groups => "groups",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

/// The five groups of drivers and their items.
const DRIVERS: [(&str, &[&str]); 5] = [
    (
        "driver.product",
        &["driver.quality", "driver.price", "driver.convenience"],
    ),
    (
        "driver.brand",
        &["driver.identity", "driver.loyalty", "driver.awareness"],
    ),
    (
        "driver.knowledge",
        &[
            "driver.organisation_learning",
            "driver.customer_learning",
            "driver.integration",
        ],
    ),
    (
        "driver.technology",
        &[
            "driver.innovation",
            "driver.service",
            "driver.logistics",
            "driver.support",
        ],
    ),
    (
        "driver.relationship",
        &[
            "driver.contact",
            "driver.climate",
            "driver.trust",
            "driver.switching_cost",
        ],
    ),
];

/// Returns the five groups of drivers (产品与服务, 品牌, 知识, 技术, 关系) with their items, all of the same
/// weight and without scores: a form to fill in. `labels` has their words.
///
/// # Example: five groups
/// ```
/// use clientele::perceived::drivers::value_drivers;
/// assert_eq!(value_drivers().len(), 5);
/// ```
pub fn value_drivers() -> Vec<DriverGroup> {
    let mut groups = Vec::with_capacity(DRIVERS.len());
    for (code, items) in DRIVERS {
        let mut own = Vec::with_capacity(items.len());
        for code in items {
            own.push(DriverItem {
                code: (*code).into(),
                weight: 1.0 / items.len() as f64,
                score: None,
            });
        }
        groups.push(DriverGroup {
            code: code.into(),
            weight: 0.2,
            score: None,
            items: Some(own),
        });
    }
    groups
}

/// Returns the driver index: the weighted mean of groups, each the weighted mean of its items. Its
/// form is our choice; weights come from any weighting, such as AHP.
///
/// # Formula
/// ```text
/// V = Σ W_g Σ wᵢ sᵢ,   0 to 100
/// ```
///
/// # Errors
/// [`Error::EmptyInput`] without groups, [`Error::InvalidValue`] for codes that are empty or there
/// twice and for a group with both items and a score, [`Error::NotFinite`] and [`Error::OutOfRange`]
/// for scores outside 0 to 100 and for weights.
///
/// # Example: five groups with scores of their own
/// ```
/// use clientele::perceived::drivers::*;
/// let mut groups = value_drivers();
/// let given = [(0.35, 82.0), (0.20, 75.0), (0.10, 60.0), (0.15, 70.0), (0.20, 68.0)];
/// for (group, (weight, score)) in groups.iter_mut().zip(given) {
///     (group.weight, group.score, group.items) = (weight, Some(score), None);
/// }
/// let found = driver_index(&groups, &DriverOptions::default())?;
/// assert!((found.score.unwrap_or_default() - 73.8).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn driver_index(groups: &[DriverGroup], options: &DriverOptions) -> Result<DriverIndex> {
    check_some(groups.len(), "groups")?;
    check_unit(options.min_coverage, "options.minCoverage")?;
    let codes: Vec<String> = groups.iter().map(|group| group.code.clone()).collect();
    check_names(&codes, "groups")?;
    let given: Vec<f64> = groups.iter().map(|group| group.weight).collect();
    let path = |i: usize| format!("groups[{}].weight", codes.get(i).map_or("", |code| code));
    let weights = shares_of(&given, "groups.weight", &path)?;
    let mut scaled = weights.scaled;
    let (mut scores, mut coverages) = (Vec::new(), Vec::new());
    for group in groups {
        let found = of_group(group, options.min_coverage, &mut scaled)?;
        scores.push(found.mean);
        coverages.push(found.coverage);
    }
    let whole = blend(&scores, &weights.weights, options.min_coverage);
    let mut known = 0.0;
    let mut found = Vec::with_capacity(groups.len());
    for (i, group) in groups.iter().enumerate() {
        let score = scores.get(i).copied().flatten();
        let coverage = coverages.get(i).copied().unwrap_or_default();
        let share = weights.weights.get(i).copied().unwrap_or_default();
        let weight = score.zip(whole.mean).map(|_| share / whole.present);
        known += share * coverage;
        found.push(DriverScore {
            code: group.code.clone(),
            score,
            coverage,
            weight,
            points: weight.zip(score).map(|(weight, score)| weight * score),
        });
    }
    let mut warnings = Vec::new();
    if scaled {
        warnings.push(Caution::new(WEIGHTS_SCALED));
    }
    Ok(DriverIndex {
        score: whole.mean,
        coverage: known,
        groups: found,
        reason: whole.mean.is_none().then(|| COVERAGE_TOO_LOW.into()),
        warnings,
        provenance: Provenance::new("driverIndex", input_hash(&[&groups, options]))
            .with("minCoverage", options.min_coverage),
    })
}

fn of_group(group: &DriverGroup, least: f64, scaled: &mut bool) -> Result<Blend> {
    let path = format!("groups[{}]", group.code);
    let Some(items) = &group.items else {
        if let Some(score) = group.score {
            check_within(score, 0.0, 100.0, &|| format!("{path}.score"))?;
        }
        return Ok(blend(&[group.score], &[1.0], 0.0));
    };
    if group.score.is_some() {
        let expected = "left out where there are items";
        return Err(Error::invalid(format!("{path}.score"), "a score", expected));
    }
    check_some(items.len(), &format!("{path}.items"))?;
    let codes: Vec<String> = items.iter().map(|item| item.code.clone()).collect();
    check_names(&codes, &format!("{path}.items"))?;
    let given: Vec<f64> = items.iter().map(|item| item.weight).collect();
    let named = |i: usize| codes.get(i).map_or("", |code| code);
    let weights = shares_of(&given, &format!("{path}.items.weight"), &|i| {
        format!("{path}.items[{}].weight", named(i))
    })?;
    *scaled |= weights.scaled;
    let mut scores = Vec::with_capacity(items.len());
    for item in items {
        if let Some(score) = item.score {
            let path = || format!("{path}.items[{}].score", item.code);
            check_within(score, 0.0, 100.0, &path)?;
        }
        scores.push(item.score);
    }
    Ok(blend(&scores, &weights.weights, least))
}
