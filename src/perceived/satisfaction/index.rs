//! The weighted index of satisfaction, CSD = Σ E P (顾客满意度).

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::index::MIN_COVERAGE;
use crate::index::composite::COVERAGE_TOO_LOW;
use crate::numeric::bounds::check_unit;
use crate::numeric::shares::WEIGHTS_SCALED;
use crate::numeric::shares::shares_of;
use crate::perceived::parts::RatingScale;
use crate::perceived::parts::blend;
use crate::perceived::parts::check_some;
use crate::perceived::parts::input_hash;
use crate::perceived::satisfaction::satisfaction_level;
use crate::plain::options;
use crate::plain::record;
use crate::plain::report;

/// One item of a satisfaction index.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SatisfactionItem {
    /// Its name.
    pub name: String,
    /// P: how much it counts, from 0.
    pub weight: f64,
    /// E: how it is rated, such as the mean of the answers.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub evaluation: Option<f64>,
}

record!(SatisfactionItem {
    name => "name",
    weight => "weight",
    evaluation => "evaluation",
});

/// The scale of the ratings.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SatisfactionOptions {
    /// The worst rating; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub lowest: f64,
    /// The best rating; 5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub highest: f64,
    /// The share of the weights that must be known; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

impl Default for SatisfactionOptions {
    fn default() -> Self {
        Self {
            lowest: 1.0,
            highest: 5.0,
            min_coverage: MIN_COVERAGE,
        }
    }
}

options!(SatisfactionOptions {
    lowest => "lowest",
    highest => "highest",
    min_coverage => "minCoverage",
});

/// A satisfaction index.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SatisfactionIndex {
    /// CSD, on the scale of the ratings.
    pub csd: Option<f64>,
    /// The index, 0 to 100: where CSD stands from the worst rating, 0, to the best, 100.
    pub percent: Option<f64>,
    /// CSD by the best rating, in percent, as often printed: the worst rating is not 0 there. Never
    /// compare it with `percent`.
    pub percent_of_highest: Option<f64>,
    /// The level of `percent`.
    pub level: Option<Classification>,
    /// The share of the weights that is known.
    pub coverage: f64,
    /// Why there is no index: `coverage_too_low`.
    pub reason: Option<String>,
    /// What to mind: `weights_scaled`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(SatisfactionIndex {
    csd => "csd",
    percent => "percent",
    percent_of_highest => "percentOfHighest",
    level => "level",
    coverage => "coverage",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns the weighted mean of ratings and its percentages.
///
/// # Formula
/// ```text
/// CSD = Σ Eᵢ Pᵢ, Σ Pᵢ = 1    percent = 100 (CSD − lowest) / (highest − lowest)
/// ```
///
/// # Errors
/// [`Error::EmptyInput`](crate::Error::EmptyInput) without items,
/// [`Error::InvalidValue`](crate::Error::InvalidValue) for names,
/// [`Error::NotFinite`](crate::Error::NotFinite) and [`Error::OutOfRange`](crate::Error::OutOfRange)
/// for weights and for ratings outside the scale.
///
/// # Example: two items
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::perceived::satisfaction::*;
/// let item = |name: &str, weight, rating| SatisfactionItem { name: name.into(), weight, evaluation: Some(rating) };
/// let items = [item("staff", 0.75, 4.0), item("price", 0.25, 2.0)];
/// let found = satisfaction_index(&items, &SatisfactionOptions::default(), &Thresholds::default())?;
/// assert_eq!((found.csd, found.percent, found.percent_of_highest), (Some(3.5), Some(62.5), Some(70.0)));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// The index is a weighted mean of Likert ratings (Likert 1932); the range from 0 is that of Fornell et
/// al. (1996), Journal of Marketing 60(4).
pub fn satisfaction_index(
    items: &[SatisfactionItem],
    options: &SatisfactionOptions,
    thresholds: &Thresholds,
) -> Result<SatisfactionIndex> {
    check_some(items.len(), "items")?;
    let scale = RatingScale::try_new(options.lowest, options.highest, "options")?;
    check_unit(options.min_coverage, "options.minCoverage")?;
    let names: Vec<String> = items.iter().map(|item| item.name.clone()).collect();
    check_names(&names, "items")?;
    let given: Vec<f64> = items.iter().map(|item| item.weight).collect();
    let path = |i: usize, field: &str| {
        let name = names.get(i).map_or("", |name| name);
        format!("items[{name}].{field}")
    };
    let weights = shares_of(&given, "items.weight", &|i| path(i, "weight"))?;
    let mut ratings = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        scale.check_known(item.evaluation, &|| path(i, "evaluation"))?;
        ratings.push(item.evaluation);
    }
    let found = blend(&ratings, &weights.weights, options.min_coverage);
    let percent = found.mean.map(|csd| scale.percent(csd));
    let mut warnings = Vec::new();
    if weights.scaled {
        warnings.push(Caution::new(WEIGHTS_SCALED));
    }
    let of_highest = found.mean.filter(|_| scale.highest > 0.0);
    Ok(SatisfactionIndex {
        csd: found.mean,
        percent,
        percent_of_highest: of_highest.map(|csd| 100.0 * (csd / scale.highest)),
        level: match percent {
            Some(percent) => Some(satisfaction_level(percent, thresholds)?),
            None => None,
        },
        coverage: found.coverage,
        reason: found.mean.is_none().then(|| COVERAGE_TOO_LOW.into()),
        warnings,
        provenance: Provenance::new("satisfactionIndex", input_hash(&[&items, options]))
            .with("lowest", scale.lowest)
            .with("highest", scale.highest),
    })
}
