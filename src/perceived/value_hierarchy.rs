//! The customer value hierarchy (顾客价值层次模型): desired and received value at every level.

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::decision_matrix::check_length;
use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::index::MIN_COVERAGE;
use crate::index::composite::COVERAGE_TOO_LOW;
use crate::numeric::bounds::check_unit;
use crate::numeric::shares::WEIGHTS_SCALED;
use crate::numeric::shares::shares_of;
use crate::numeric::sum::CompensatedSum;
use crate::numeric::tolerance::UNIT_SUM;
use crate::perceived::parts::blend;
use crate::perceived::parts::by_sign;
use crate::perceived::parts::check_known;
use crate::perceived::parts::check_some;
use crate::perceived::parts::check_within;
use crate::perceived::parts::input_hash;
use crate::plain::options;
use crate::plain::record;
use crate::plain::report;

/// One attribute, consequence or goal.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct HierarchyItem {
    /// Its name.
    pub name: String,
    /// How much it counts within its level, from 0.
    pub weight: f64,
    /// What the customer wants of it.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub desired: Option<f64>,
    /// What the customer gets of it, on the same scale.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub received: Option<f64>,
}

record!(HierarchyItem {
    name => "name",
    weight => "weight",
    desired => "desired",
    received => "received",
});

/// One level, the attributes first.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct HierarchyLevel {
    /// Its name, such as `attributes`, `consequences`, `goals`.
    pub name: String,
    /// What it holds.
    pub items: Vec<HierarchyItem>,
    /// What each item of the level below (a row) does to each item of this one (a column): from 0,
    /// columns that sum to at most 1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub links: Option<Vec<Vec<f64>>>,
}

record!(HierarchyLevel {
    name => "name",
    items => "items",
    links => "links",
});

/// How a value hierarchy is computed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct HierarchyValueOptions {
    /// The share of the weights of a level that must be known; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

impl Default for HierarchyValueOptions {
    fn default() -> Self {
        Self {
            min_coverage: MIN_COVERAGE,
        }
    }
}

options!(HierarchyValueOptions {
    min_coverage => "minCoverage",
});

/// The gap of one item.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ItemGap {
    /// The item.
    pub name: String,
    /// Received less desired.
    pub gap: Option<f64>,
    /// The gap that those of the level below imply; none without links or where one is missing.
    pub implied: Option<f64>,
    /// The gap less the implied one: what the level below does not explain.
    pub unexplained: Option<f64>,
}

report!(ItemGap {
    name => "name",
    gap => "gap",
    implied => "implied",
    unexplained => "unexplained",
});

/// The value of one level.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LevelValue {
    /// The level.
    pub name: String,
    /// Desired value (期望价值).
    pub desired: Option<f64>,
    /// Received value (感知价值).
    pub received: Option<f64>,
    /// Received less desired.
    pub gap: Option<f64>,
    /// The share of the weights whose items have both.
    pub coverage: f64,
    /// `hierarchy.short`, `hierarchy.met` or `hierarchy.exceeded`.
    pub verdict: Option<Classification>,
    /// Its items.
    pub items: Vec<ItemGap>,
    /// Why there is no value: `coverage_too_low`.
    pub reason: Option<String>,
}

report!(LevelValue {
    name => "name",
    desired => "desired",
    received => "received",
    gap => "gap",
    coverage => "coverage",
    verdict => "verdict",
    items => "items",
    reason => "reason",
});

/// A value hierarchy.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValueHierarchy {
    /// The levels, the attributes first.
    pub levels: Vec<LevelValue>,
    /// What to mind: `missing_attribute` for an item whose gap the level below does not explain, and
    /// `weights_scaled`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(ValueHierarchy {
    levels => "levels",
    warnings => "warnings",
    provenance => "provenance",
});

/// The code of the warning that a gap is larger or smaller than the level below explains.
pub const MISSING_ATTRIBUTE: &str = "missing_attribute";

/// Returns desired and received value at each level, and the gaps that those below imply.
///
/// An item that lacks one of both numbers is left out of its level. The weighted means, the links
/// and [`Thresholds::hierarchy_unexplained_gap`] are our choice; the hierarchy is Woodruff's.
///
/// # Formula
/// ```text
/// D = Σ w d    R = Σ w r    gap = R − D    implied gap of item j = Σᵢ gapᵢ Mᵢⱼ
/// ```
///
/// # Errors
/// [`Error::EmptyInput`](crate::Error::EmptyInput) without levels or items,
/// [`Error::InvalidValue`](crate::Error::InvalidValue) for names,
/// [`Error::LengthMismatch`](crate::Error::LengthMismatch) for links of another shape,
/// [`Error::NotFinite`](crate::Error::NotFinite), and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for weights and for links whose columns sum to more
/// than 1.
///
/// # Example: one attribute falls short by a point
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::perceived::value_hierarchy::*;
/// let item = |name: &str, weight, desired, received| HierarchyItem {
///     name: name.into(), weight, desired: Some(desired), received: Some(received),
/// };
/// let level = HierarchyLevel {
///     name: "attributes".into(),
///     items: vec![item("speed", 0.5, 9.0, 8.0), item("price", 0.5, 8.0, 8.0)],
///     links: None,
/// };
/// let found = value_hierarchy(&[level], &HierarchyValueOptions::default(), &Thresholds::default())?;
/// assert_eq!(found.levels[0].gap, Some(-0.5));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Woodruff, R. B. (1997), "Customer value: the next source for competitive advantage", Journal of
/// the Academy of Marketing Science 25(2), figure 1.
pub fn value_hierarchy(
    levels: &[HierarchyLevel],
    options: &HierarchyValueOptions,
    thresholds: &Thresholds,
) -> Result<ValueHierarchy> {
    thresholds.check()?;
    check_some(levels.len(), "levels")?;
    check_unit(options.min_coverage, "options.minCoverage")?;
    let names: Vec<String> = levels.iter().map(|level| level.name.clone()).collect();
    check_names(&names, "levels")?;
    let mut warnings = Vec::new();
    let mut below: Option<Vec<Option<f64>>> = None;
    let mut found = Vec::with_capacity(levels.len());
    for level in levels {
        let value = of_level(
            level,
            below.as_deref(),
            (options.min_coverage, thresholds.hierarchy_unexplained_gap),
            &mut warnings,
        )?;
        below = Some(value.items.iter().map(|item| item.gap).collect());
        found.push(value);
    }
    Ok(ValueHierarchy {
        levels: found,
        warnings,
        provenance: Provenance::new("valueHierarchy", input_hash(&[&levels, options]))
            .with("unexplainedGap", thresholds.hierarchy_unexplained_gap),
    })
}

fn of_level(
    level: &HierarchyLevel,
    below: Option<&[Option<f64>]>,
    limits: (f64, f64),
    warnings: &mut Vec<Caution>,
) -> Result<LevelValue> {
    let (least, most) = limits;
    let path = format!("levels[{}]", level.name);
    check_some(level.items.len(), &format!("{path}.items"))?;
    let names: Vec<String> = level.items.iter().map(|item| item.name.clone()).collect();
    check_names(&names, &format!("{path}.items"))?;
    let given: Vec<f64> = level.items.iter().map(|item| item.weight).collect();
    let weights = shares_of(&given, &format!("{path}.items.weight"), &|i| {
        let name = names.get(i).map_or("", |name| name);
        format!("{path}.items[{name}].weight")
    })?;
    if weights.scaled {
        warnings.push(Caution::about(WEIGHTS_SCALED, &level.name));
    }
    let (mut desired, mut received, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
    for item in &level.items {
        let path = format!("{path}.items[{}]", item.name);
        check_known(item.desired, &|| format!("{path}.desired"))?;
        check_known(item.received, &|| format!("{path}.received"))?;
        let both = item.desired.zip(item.received);
        let gap = both.map(|(desired, received)| received - desired);
        check_known(gap, &|| path.clone())?;
        desired.push(both.map(|pair| pair.0));
        received.push(both.map(|pair| pair.1));
        gaps.push(gap);
    }
    let implied = match (&level.links, below) {
        (Some(links), Some(below)) => implied(links, below, gaps.len(), &format!("{path}.links"))?,
        (Some(links), None) => {
            check_length(&format!("{path}.links"), links.len(), 0)?;
            vec![None; gaps.len()]
        }
        (None, _) => vec![None; gaps.len()],
    };
    let wanted = blend(&desired, &weights.weights, least);
    let got = blend(&received, &weights.weights, least).mean;
    let gap = blend(&gaps, &weights.weights, least).mean;
    let mut items = Vec::with_capacity(gaps.len());
    for ((name, gap), implied) in names.into_iter().zip(gaps).zip(implied) {
        let unexplained = gap.zip(implied).map(|(gap, implied)| gap - implied);
        if unexplained.is_some_and(|rest| rest.abs() > most) {
            warnings.push(Caution::about(MISSING_ATTRIBUTE, &name));
        }
        items.push(ItemGap {
            name,
            gap,
            implied,
            unexplained,
        });
    }
    let codes = ["hierarchy.short", "hierarchy.met", "hierarchy.exceeded"];
    let size = wanted.mean.unwrap_or_default();
    Ok(LevelValue {
        name: level.name.clone(),
        desired: wanted.mean,
        received: got,
        gap,
        coverage: wanted.coverage,
        verdict: gap.map(|gap| by_sign(gap, size, codes)),
        items,
        reason: gap.is_none().then(|| COVERAGE_TOO_LOW.into()),
    })
}

/// The gaps that follow from those of the level below.
fn implied(
    links: &[Vec<f64>],
    below: &[Option<f64>],
    columns: usize,
    path: &str,
) -> Result<Vec<Option<f64>>> {
    check_length(path, links.len(), below.len())?;
    for (i, row) in links.iter().enumerate() {
        check_length(&format!("{path}[{i}]"), row.len(), columns)?;
        for (j, link) in row.iter().enumerate() {
            check_within(*link, 0.0, 1.0, &|| format!("{path}[{i}][{j}]"))?;
        }
    }
    let mut found = Vec::with_capacity(columns);
    for j in 0..columns {
        let (mut share, mut gap) = (CompensatedSum::default(), CompensatedSum::default());
        let mut complete = true;
        for (row, below) in links.iter().zip(below) {
            let link = row.get(j).copied().unwrap_or_default();
            share.add(link);
            gap.add(link * below.unwrap_or_default());
            complete &= below.is_some() || link <= 0.0;
        }
        check_within(share.total(), 0.0, 1.0 + UNIT_SUM, &|| {
            format!("{path}[{}][{j}]", links.len().saturating_sub(1))
        })?;
        found.push(complete.then(|| gap.total()));
    }
    Ok(found)
}
