//! Value by indicators: a weighted index of what points to it.

use crate::data::caution::Caution;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::CompositeIndex;
use crate::index::Indicator;
use crate::index::MIN_COVERAGE;
use crate::index::Part;
use crate::index::composite::COVERAGE_TOO_LOW;
use crate::index::composite::indicator_field;
use crate::index::tree::TreePart;
use crate::numeric::vectors::range;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Fingerprint;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::options;
use crate::plain::record;
use crate::plain::report;
use crate::value::indicator::ValueIndexKind;
use crate::value::indicator::ValueIndicator;
use crate::weighting::data_weights::CONSTANT_COLUMN;

/// The raw values of an indicator that count as 0 and as 1; `lo` is above `hi` where less is better.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValueLimits {
    /// What counts as 0.
    pub lo: f64,
    /// What counts as 1.
    pub hi: f64,
}

record!(ValueLimits {
    lo => "lo",
    hi => "hi",
});

/// How an index of value is put together.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValueIndexOptions {
    /// The weights in the order of the indicators, from 0; none: those of the indicator. They need
    /// not sum to 1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weights: Option<Vec<Option<f64>>>,
    /// The limits in the order of the indicators; none: points from 0 to 100, of which more is
    /// better.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub limits: Option<Vec<Option<ValueLimits>>>,
    /// Columns only: whether the smallest and largest raw value of a column are its limits where
    /// there are none, turned round for a cost.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub observed: bool,
    /// The share of the weights that must be present, 0 to 1; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

options!(ValueIndexOptions {
    weights => "weights",
    limits => "limits",
    observed => "observed",
    min_coverage => "minCoverage",
});

impl Default for ValueIndexOptions {
    fn default() -> Self {
        Self {
            weights: None,
            limits: None,
            observed: false,
            min_coverage: MIN_COVERAGE,
        }
    }
}

/// The index of one customer.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValueIndexScore {
    /// The index, 0 to 100; none when `reason` says why.
    pub score: Option<f64>,
    /// The share of the weights whose indicators are present, 0 to 1.
    pub coverage: f64,
    /// The indicators.
    pub parts: Vec<TreePart>,
    /// Why there is none: `coverage_too_low`.
    pub reason: Option<String>,
    /// What to mind: `beyond_limits` about an indicator whose value was held at a limit.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(ValueIndexScore {
    score => "score",
    coverage => "coverage",
    parts => "parts",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

/// The index of many customers.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueIndexColumns {
    /// The index, 0 to 100; NaN where too little is known.
    pub score: Vec<f64>,
    /// The share of the weights whose indicators are present, 0 to 1.
    pub coverage: Vec<f64>,
    /// The limits of each indicator; none where it tells nobody apart and was left out.
    pub limits: Vec<Option<ValueLimits>>,
    /// What to mind: `beyond_limits` about an indicator of which a value was held at a limit, and where
    /// limits are taken from the base, `constant_column` and `column_missing`.
    pub warnings: Vec<Caution>,
    /// How they were computed.
    pub provenance: Provenance,
}

impl ToPlain for ValueIndexColumns {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("score", &Bulk(&self.score));
        entries.put("coverage", &Bulk(&self.coverage));
        entries.put("limits", &self.limits);
        entries.put("warnings", &self.warnings);
        entries.put("provenance", &self.provenance);
        entries.into_plain()
    }
}

/// The code of the warning that a value beyond the limits of an indicator was held at one of them.
pub const BEYOND_LIMITS: &str = "beyond_limits";

/// The code of the warning that a column holds no value.
pub const COLUMN_MISSING: &str = "column_missing";

/// Points from 0 to 100, of which more is better.
const POINTS: ValueLimits = ValueLimits { lo: 0.0, hi: 100.0 };

/// Returns the index of one customer from the raw values, in the order of the indicators.
///
/// A missing value is left out and its weight goes to the others. A value beyond its limits counts as
/// at the limit, with the warning `beyond_limits`: who forgot the limits of an amount of money reads it
/// there. Which indicators point to value
/// is what the texts say; the index, its weights and limits are our choice.
///
/// # Formula
/// ```text
/// score = 100 Σ wᵢ sᵢ / Σ wᵢ over what is known,   sᵢ = (xᵢ − loᵢ) / (hiᵢ − loᵢ), held within 0 and 1
/// ```
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::NotFinite`], [`Error::OutOfRange`] for a weight below 0,
/// weights that are all 0 and a coverage outside 0-1, and [`Error::InvalidValue`] for limits of no
/// width.
///
/// # Example: loyalty, trust, credit, growth and headroom
/// ```
/// use clientele::value::{ValueIndexKind, ValueIndexOptions, value_index};
/// let known = [75.6, 70.0, 80.0, 60.0, 40.0].map(Some);
/// let found = value_index(ValueIndexKind::Potential, &known, &ValueIndexOptions::default())?;
/// assert!((found.score.unwrap() - 67.46).abs() < 1e-9);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn value_index(
    kind: ValueIndexKind,
    values: &[Option<f64>],
    options: &ValueIndexOptions,
) -> Result<ValueIndexScore> {
    let indicators = kind.indicators();
    check_length("values", values.len(), indicators.len())?;
    for (indicator, value) in indicators.iter().zip(values) {
        if let Some(value) = value {
            check_finite(*value, || format!("values.{}", indicator.name))?;
        }
    }
    if options.observed {
        let path = "options.observed".into();
        return Err(Error::invalid(path, "true", "false for one customer"));
    }
    let limits: Vec<_> = all_limits(indicators, options)?
        .into_iter()
        .map(|limits| Some(limits.unwrap_or(POINTS)))
        .collect();
    let index = index(indicators, &limits, options)?;
    let mut warnings = Vec::new();
    for (indicator, value) in index.indicators().iter().zip(values) {
        if value.is_some_and(|value| indicator.is_beyond(value)) {
            warnings.push(Caution::about(BEYOND_LIMITS, &indicator.code));
        }
    }
    let mut parts = vec![Part::default(); values.len()];
    let partial = index.score_parts(values, &mut parts);
    Ok(ValueIndexScore {
        score: partial.score,
        coverage: partial.coverage,
        parts: indicators
            .iter()
            .zip(parts)
            .map(|(indicator, part)| TreePart {
                code: indicator.code.into(),
                raw: part.raw,
                normalised: part.normalised,
                weight: part.weight,
                points: part.points,
            })
            .collect(),
        reason: match partial.score {
            None => Some(COVERAGE_TOO_LOW.into()),
            Some(_) => None,
        },
        warnings,
        provenance: provenance(kind, Fingerprint::of_known(values), &index),
    })
}

/// Returns the index of many customers from columns of raw values, one after the other in the order
/// of the indicators, NaN where a value is missing.
///
/// # Errors
/// Those of [`value_index`]; [`Error::EmptyInput`] without customers.
///
/// # Example: the best and the worst of a base
/// ```
/// use clientele::value::{ValueIndexKind, ValueIndexOptions, value_index_columns};
/// let options = ValueIndexOptions { observed: true, ..ValueIndexOptions::default() };
/// let columns = [35.0, 20.0, 48.0, 12.0, 320.0, 900.0]; // margin, volume, service cost
/// let found = value_index_columns(ValueIndexKind::Current, &columns, &options)?;
/// assert_eq!(found.score, [100.0, 0.0]);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn value_index_columns(
    kind: ValueIndexKind,
    values: &[f64],
    options: &ValueIndexOptions,
) -> Result<ValueIndexColumns> {
    let indicators = kind.indicators();
    let customers = values.len() / indicators.len();
    if values.is_empty() {
        return Err(Error::empty("columns", "there are no customers"));
    }
    check_length("columns", values.len(), customers * indicators.len())?;
    let columns: Vec<&[f64]> = values.chunks(customers).collect();
    let mut limits = all_limits(indicators, options)?;
    let mut warnings = Vec::new();
    for ((indicator, column), limits) in indicators.iter().zip(&columns).zip(&mut limits) {
        for (i, value) in column.iter().enumerate() {
            if value.is_infinite() {
                return Err(Error::NotFinite {
                    path: format!("columns.{}[{i}]", indicator.name),
                });
            }
        }
        if limits.is_none() {
            *limits = if options.observed {
                observed(indicator, column, &mut warnings)
            } else {
                Some(POINTS)
            };
        }
    }
    let index = index(indicators, &limits, options)?;
    for ((indicator, column), limits) in index.indicators().iter().zip(&columns).zip(&limits) {
        let held = |value: &f64| !value.is_nan() && indicator.is_beyond(*value);
        if limits.is_some() && column.iter().any(held) {
            warnings.push(Caution::about(BEYOND_LIMITS, &indicator.code));
        }
    }
    let mut score = Vec::with_capacity(customers);
    let mut coverage = Vec::with_capacity(customers);
    let mut row = vec![None; indicators.len()];
    let mut parts = vec![Part::default(); indicators.len()];
    for i in 0..customers {
        for ((cell, column), limits) in row.iter_mut().zip(&columns).zip(&limits) {
            let known = column.get(i).copied().filter(|value| !value.is_nan());
            *cell = known.filter(|_| limits.is_some());
        }
        let partial = index.score_parts(&row, &mut parts);
        score.push(partial.score.unwrap_or(f64::NAN));
        coverage.push(partial.coverage);
    }
    let mut hash = Fingerprint::default();
    hash.numbers(values);
    Ok(ValueIndexColumns {
        score,
        coverage,
        limits,
        warnings,
        provenance: provenance(kind, hash.finish(), &index).with("observed", options.observed),
    })
}

/// Returns the smallest and the largest value of a column as its limits; nothing, and a caution,
/// where they are the same and where there is no value.
fn observed(
    indicator: &ValueIndicator,
    column: &[f64],
    warnings: &mut Vec<Caution>,
) -> Option<ValueLimits> {
    // NaN is neither smaller nor larger.
    let (low, high) = range(column);
    if low < high {
        let (lo, hi) = if indicator.cost {
            (high, low)
        } else {
            (low, high)
        };
        return Some(ValueLimits { lo, hi });
    }
    let code = if column.iter().all(|value| value.is_nan()) {
        COLUMN_MISSING
    } else {
        CONSTANT_COLUMN
    };
    warnings.push(Caution::about(code, indicator.name));
    None
}

/// Returns the limits that are given.
fn all_limits(
    indicators: &[ValueIndicator],
    options: &ValueIndexOptions,
) -> Result<Vec<Option<ValueLimits>>> {
    let Some(limits) = &options.limits else {
        return Ok(vec![None; indicators.len()]);
    };
    check_length("options.limits", limits.len(), indicators.len())?;
    Ok(limits.clone())
}

/// Returns the index. An indicator without limits keeps its weight, so that coverage says that it
/// is missing.
fn index(
    indicators: &[ValueIndicator],
    limits: &[Option<ValueLimits>],
    options: &ValueIndexOptions,
) -> Result<CompositeIndex> {
    let mut list = Vec::with_capacity(indicators.len());
    for (i, (indicator, limits)) in indicators.iter().zip(limits).enumerate() {
        let ValueLimits { lo, hi } = limits.unwrap_or(POINTS);
        let weight = match &options.weights {
            None => indicator.weight,
            Some(weights) => {
                check_length("options.weights", weights.len(), indicators.len())?;
                weights
                    .get(i)
                    .copied()
                    .flatten()
                    .unwrap_or(indicator.weight)
            }
        };
        list.push(Indicator::new(indicator.name, weight, lo, hi));
    }
    CompositeIndex::try_new(list)
        .and_then(|index| index.with_min_coverage(options.min_coverage))
        .map_err(|error| error.map_path(setting))
}

/// Returns the option that the path of an error of the index is about.
fn setting(path: &str) -> String {
    match indicator_field(path) {
        Some((name, "weight")) => format!("options.weights.{name}"),
        Some((name, field)) => format!("options.limits.{name}.{field}"),
        None if path == "indicators.weight" => "options.weights".into(),
        None => format!("options.{path}"),
    }
}

fn provenance(kind: ValueIndexKind, hash: String, index: &CompositeIndex) -> Provenance {
    let weights: Vec<f64> = index.indicators().iter().map(|i| i.weight).collect();
    Provenance::new("valueIndex", hash)
        .with("kind", kind.code())
        .with("weights", weights)
        .with("minCoverage", index.min_coverage())
}
