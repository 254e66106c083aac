//! A satisfaction index from 0 to 100 from three questions, in the style of the American index.

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::MIN_COVERAGE;
use crate::index::composite::COVERAGE_TOO_LOW;
use crate::numeric::bounds::check_unit;
use crate::numeric::statistics::mean;
use crate::perceived::parts::Answers;
use crate::perceived::parts::NO_ANSWERS;
use crate::perceived::parts::RatingScale;
use crate::perceived::parts::blend;
use crate::perceived::satisfaction::satisfaction_level;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;

/// How the index is computed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct AcsiOptions {
    /// The weight of each question, above 0: unstandardised weights of a path model; equal ones unless
    /// told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weights: Option<Vec<f64>>,
    /// The worst answer; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub lowest: f64,
    /// The best answer; 10 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub highest: f64,
    /// The share of the weights whose questions must have answers; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

impl Default for AcsiOptions {
    fn default() -> Self {
        Self {
            weights: None,
            lowest: 1.0,
            highest: 10.0,
            min_coverage: MIN_COVERAGE,
        }
    }
}

options!(AcsiOptions {
    weights => "weights",
    lowest => "lowest",
    highest => "highest",
    min_coverage => "minCoverage",
});

/// One question.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct AcsiItem {
    /// The question.
    pub item: String,
    /// The mean of its answers; none without any.
    pub mean: Option<f64>,
    /// Its weight; those of the questions with answers sum to 1.
    pub weight: Option<f64>,
    /// How many answered.
    pub respondents: u32,
}

report!(AcsiItem {
    item => "item",
    mean => "mean",
    weight => "weight",
    respondents => "respondents",
});

/// An index from 0 to 100.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct AcsiIndex {
    /// The index; none when `reason` says why.
    pub index: Option<f64>,
    /// Its level.
    pub level: Option<Classification>,
    /// The questions.
    pub items: Vec<AcsiItem>,
    /// The share of the weights whose questions have answers.
    pub coverage: f64,
    /// Why there is no index: `no_answers` or `coverage_too_low`.
    pub reason: Option<String>,
    /// What to mind: `item_unanswered`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(AcsiIndex {
    index => "index",
    level => "level",
    items => "items",
    coverage => "coverage",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns the index of satisfaction from the means of a few questions: overall satisfaction, against
/// expectations, against an ideal.
///
/// `answers`: row by row, one number for each of the `names`, NaN where there is none.
///
/// # Formula
/// ```text
/// index = 100 Σ wᵢ (x̄ᵢ − lowest) / ((highest − lowest) Σ wᵢ)
/// ```
///
/// # Errors
/// [`Error::EmptyInput`] without questions, [`Error::InvalidValue`] for names,
/// [`Error::LengthMismatch`], [`Error::NotFinite`], and [`Error::OutOfRange`] for an answer outside the
/// scale and a weight not above 0.
///
/// # Example: equal weights
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::perceived::satisfaction::*;
/// let names = ["overall", "expected", "ideal"].map(String::from);
/// let found = acsi_style_index(&names, &[8.0, 7.0, 6.0], &AcsiOptions::default(), &Thresholds::default())?;
/// assert!((found.index.unwrap_or_default() - 100.0 * 18.0 / 27.0).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Fornell, C., Johnson, M. D., Anderson, E. W., Cha, J. and Bryant, B. E. (1996), "The American Customer
/// Satisfaction Index", Journal of Marketing 60(4), appendix.
pub fn acsi_style_index(
    names: &[String],
    answers: &[f64],
    options: &AcsiOptions,
    thresholds: &Thresholds,
) -> Result<AcsiIndex> {
    let scale = RatingScale::try_new(options.lowest, options.highest, "options")?;
    check_unit(options.min_coverage, "options.minCoverage")?;
    let data = Answers::try_new(names, answers)?;
    data.check(scale)?;
    let weights = match &options.weights {
        None => vec![1.0; names.len()],
        Some(weights) => {
            check_length("options.weights", weights.len(), names.len())?;
            for (i, weight) in weights.iter().enumerate() {
                let path = || format!("options.weights[{i}]");
                check_finite(*weight, path)?;
                if *weight <= 0.0 {
                    return Err(Error::out_of_range(path(), *weight, "a weight above 0"));
                }
            }
            weights.clone()
        }
    };
    let (mut means, mut counts) = (Vec::new(), Vec::new());
    let mut warnings = Vec::new();
    for (j, name) in names.iter().enumerate() {
        let mut column = data.column(j);
        column.retain(|value| !value.is_nan());
        let mean = mean(&column);
        if mean.is_none() && data.rows() > 0 {
            warnings.push(Caution::about("item_unanswered", name));
        }
        counts.push(column.len());
        means.push(mean);
    }
    let found = blend(&means, &weights, options.min_coverage);
    check_finite(found.present, || "options.weights".into())?;
    let index = found.mean.map(|mean| scale.percent(mean));
    let mut items = Vec::with_capacity(names.len());
    for (((name, mean), weight), count) in names.iter().zip(&means).zip(&weights).zip(counts) {
        items.push(AcsiItem {
            item: name.clone(),
            mean: *mean,
            weight: mean.map(|_| weight / found.present),
            respondents: u32::try_from(count).unwrap_or(u32::MAX),
        });
    }
    let reason = match index {
        Some(_) => None,
        None if found.present > 0.0 => Some(COVERAGE_TOO_LOW),
        None => Some(NO_ANSWERS),
    };
    let mut hash = Fingerprint::default();
    data.hash(&mut hash);
    hash.numbers(&weights);
    Ok(AcsiIndex {
        index,
        level: match index {
            Some(index) => Some(satisfaction_level(index, thresholds)?),
            None => None,
        },
        items,
        coverage: found.coverage,
        reason: reason.map(Into::into),
        warnings,
        provenance: Provenance::new("acsiStyleIndex", hash.finish())
            .with("lowest", scale.lowest)
            .with("highest", scale.highest)
            .with("equalWeights", options.weights.is_none()),
    })
}
