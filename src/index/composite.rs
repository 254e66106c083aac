//! The weighted sum of indicators, each put on the range 0 to 1.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::tolerance::TIE;

/// The share of the weights that must be present for a score, unless told.
pub const MIN_COVERAGE: f64 = 0.5;

/// One indicator of a composite index.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Indicator {
    /// The stable code of the indicator.
    pub code: String,
    /// How much the indicator counts; the weights of an index need not sum to 1.
    pub weight: f64,
    /// The raw value that counts as 0, in the unit of the indicator.
    pub lo: f64,
    /// The raw value that counts as 1. An indicator of which less is better has `lo` above `hi`.
    pub hi: f64,
}

impl Indicator {
    /// Returns an indicator whose raw values from `lo` to `hi` become 0 to 1.
    pub fn new(code: impl Into<String>, weight: f64, lo: f64, hi: f64) -> Self {
        Self {
            code: code.into(),
            weight,
            lo,
            hi,
        }
    }

    /// Returns whether a raw value lies beyond the range by more than rounding.
    pub(crate) fn is_beyond(&self, value: f64) -> bool {
        let share = (value - self.lo) / (self.hi - self.lo);
        !(-TIE..=1.0 + TIE).contains(&share)
    }

    /// Returns the raw value on the range 0 to 1.
    ///
    /// # Formula
    /// ```text
    /// s = (x − lo) / (hi − lo), held within 0 and 1; of cost indicators lo > hi
    /// ```
    #[inline]
    pub fn normalise(&self, value: f64) -> f64 {
        ((value - self.lo) / (self.hi - self.lo)).clamp(0.0, 1.0)
    }
}

/// A score from 0 to 100 as the weighted sum of indicators.
///
/// Missing is not zero: a missing indicator is dropped and the weights of the others are scaled up
/// to 1. `coverage` says how much of the weight was present; below the minimum there is no score.
///
/// # Example: a missing answer
/// ```
/// use clientele::index::{CompositeIndex, Indicator};
/// let index = CompositeIndex::try_new(vec![
///     Indicator::new("repeat_purchases", 0.6, 1.0, 12.0),
///     Indicator::new("choosing_time", 0.4, 20.0, 2.0), // less is better
/// ])?;
/// let full = index.score(&[Some(12.0), Some(11.0)])?;
/// assert_eq!((full.score, full.coverage), (Some(80.0), 1.0));
/// let partial = index.score(&[Some(12.0), None])?;
/// assert_eq!((partial.score, partial.coverage), (Some(100.0), 0.6));
/// assert_eq!(index.score(&[None, Some(2.0)])?.score, None); // 40 % is too little
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CompositeIndex {
    indicators: Vec<Indicator>,
    min_coverage: f64,
    total_weight: f64,
}

/// One part of a score: a raw number, where it stands in its range, and the points it brings.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Part {
    /// The raw number in its own unit; `None` when it is not known.
    pub raw: Option<f64>,
    /// Where it stands in its range, 0-1.
    pub normalised: Option<f64>,
    /// The weight it had, after the weights of missing parts were shared out.
    pub weight: Option<f64>,
    /// 100 · weight · normalised. The points of all parts sum to the score.
    pub points: Option<f64>,
}

/// A score whose parts stand elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartialScore {
    /// The score, 0 to 100; none when too little is present.
    pub score: Option<f64>,
    /// The share of the weights whose indicators are present, 0 to 1.
    pub coverage: f64,
}

/// The score of one customer and what it is made of.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CompositeScore {
    /// The score, 0 to 100; none when `reason` says why.
    pub score: Option<f64>,
    /// The share of the weights whose indicators are present, 0 to 1.
    pub coverage: f64,
    /// The points of each indicator, in the order of the index; they sum to the score. None where
    /// the indicator is missing and where there is no score.
    pub parts: Vec<Option<f64>>,
    /// Each indicator on the range 0 to 1; none where it is missing.
    pub normalised: Vec<Option<f64>>,
    /// The weight each indicator counted with; 0 where it is missing, otherwise they sum to 1.
    pub weights: Vec<f64>,
    /// Why there is no score: the code of a warning.
    pub reason: Option<String>,
}

/// The code of the reason that too much is missing for a score.
pub const COVERAGE_TOO_LOW: &str = "coverage_too_low";

impl CompositeIndex {
    /// Builds an index from its indicators.
    ///
    /// # Errors
    /// [`Error::EmptyInput`] without indicators, [`Error::InvalidValue`] for codes that are empty
    /// or not unique and for a range of no width, [`Error::NotFinite`], and [`Error::OutOfRange`]
    /// for a negative weight or weights that are all 0.
    pub fn try_new(indicators: Vec<Indicator>) -> Result<Self> {
        if indicators.is_empty() {
            return Err(Error::EmptyInput {
                path: "indicators".into(),
                hint: "an index needs at least one indicator".into(),
            });
        }
        let mut total_weight = 0.0;
        let mut seen = Vec::with_capacity(indicators.len());
        for (i, indicator) in indicators.iter().enumerate() {
            check_indicator(indicator, i)?;
            if seen.contains(&indicator.code.as_str()) {
                return Err(Error::InvalidValue {
                    path: format!("indicators[{i}].code"),
                    found: format!("\"{}\"", indicator.code),
                    expected: "a code that no other indicator has".into(),
                });
            }
            seen.push(indicator.code.as_str());
            total_weight += indicator.weight;
        }
        check_finite(total_weight, || "indicators.weight".into())?;
        if total_weight <= 0.0 {
            return Err(Error::OutOfRange {
                path: "indicators.weight".into(),
                value: total_weight,
                expected: "at least one weight above 0".into(),
            });
        }
        Ok(Self {
            indicators,
            min_coverage: MIN_COVERAGE,
            total_weight,
        })
    }

    /// Returns the index with another minimum of coverage, 0 to 1.
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`].
    pub fn with_min_coverage(mut self, min_coverage: f64) -> Result<Self> {
        check_finite(min_coverage, || "minCoverage".into())?;
        if !(0.0..=1.0).contains(&min_coverage) {
            return Err(Error::OutOfRange {
                path: "minCoverage".into(),
                value: min_coverage,
                expected: "a share from 0 to 1".into(),
            });
        }
        self.min_coverage = min_coverage;
        Ok(self)
    }

    /// Returns the indicators in their order.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// Returns the share of the weights that must be present for a score.
    pub fn min_coverage(&self) -> f64 {
        self.min_coverage
    }

    /// Scores one customer from the raw values of the indicators, in the order of the index.
    ///
    /// # Formula
    /// ```text
    /// coverage = Σ present wᵢ / Σ wᵢ    score = Σ present 100 wᵢ sᵢ / Σ present wᵢ
    /// ```
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] and [`Error::NotFinite`], which names the indicator by its code.
    pub fn score(&self, values: &[Option<f64>]) -> Result<CompositeScore> {
        if values.len() != self.indicators.len() {
            return Err(Error::LengthMismatch {
                path: "values".into(),
                expected: self.indicators.len(),
                actual: values.len(),
            });
        }
        for (indicator, value) in self.indicators.iter().zip(values) {
            if let Some(value) = value {
                check_finite(*value, || indicator.code.clone())?;
            }
        }
        let mut parts = vec![Part::default(); values.len()];
        let PartialScore { score, coverage } = self.score_parts(values, &mut parts);
        Ok(CompositeScore {
            score,
            coverage,
            parts: parts.iter().map(|part| part.points).collect(),
            normalised: parts.iter().map(|part| part.normalised).collect(),
            weights: parts
                .iter()
                .map(|part| part.weight.unwrap_or_default())
                .collect(),
            reason: if score.is_none() {
                Some(COVERAGE_TOO_LOW.into())
            } else {
                None
            },
        })
    }

    /// Returns the share of the weights whose values are there.
    pub(crate) fn coverage_of(&self, values: &[Option<f64>]) -> f64 {
        let pairs = self.indicators.iter().zip(values);
        let present: f64 = pairs
            .filter(|(_, value)| value.is_some())
            .map(|(indicator, _)| indicator.weight)
            .fold(0.0, |sum, weight| sum + weight);
        present / self.total_weight
    }

    /// Scores one customer into `parts`, without allocating: the same as [`CompositeIndex::score`]
    /// for values that are known to be finite.
    ///
    /// `values` and `parts` are in the order of the index; what is beyond the shorter of them and
    /// the index is missing.
    pub fn score_parts(&self, values: &[Option<f64>], parts: &mut [Part]) -> PartialScore {
        let mut present = 0.0;
        for ((indicator, &raw), part) in self.indicators.iter().zip(values).zip(&mut *parts) {
            *part = Part {
                raw,
                ..Part::default()
            };
            if let Some(value) = raw {
                part.normalised = Some(indicator.normalise(value));
                present += indicator.weight;
            }
        }
        let coverage = present / self.total_weight;
        if present <= 0.0 || coverage < self.min_coverage {
            return PartialScore {
                score: None,
                coverage,
            };
        }
        let mut score = 0.0;
        for (indicator, part) in self.indicators.iter().zip(parts) {
            if let Some(normalised) = part.normalised {
                let weight = indicator.weight / present;
                let points = 100.0 * weight * normalised;
                part.weight = Some(weight);
                part.points = Some(points);
                score += points;
            }
        }
        PartialScore {
            score: Some(score.clamp(0.0, 100.0)),
            coverage,
        }
    }
}

/// Returns the code and the field of an indicator that the path of an error of [`CompositeIndex`]
/// names, for callers whose settings stand elsewhere.
pub(crate) fn indicator_field(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix("indicators[")?.split_once("].")
}

/// Rejects an indicator without a code, a weight or a range.
fn check_indicator(indicator: &Indicator, i: usize) -> Result<()> {
    if indicator.code.trim().is_empty() {
        return Err(Error::InvalidValue {
            path: format!("indicators[{i}].code"),
            found: format!("\"{}\"", indicator.code),
            expected: "a code".into(),
        });
    }
    let path = |field: &str| format!("indicators[{}].{field}", indicator.code);
    check_finite(indicator.weight, || path("weight"))?;
    check_finite(indicator.lo, || path("lo"))?;
    check_finite(indicator.hi, || path("hi"))?;
    if indicator.weight < 0.0 {
        return Err(Error::OutOfRange {
            path: path("weight"),
            value: indicator.weight,
            expected: "a weight of 0 or more".into(),
        });
    }
    let width = check_finite(indicator.hi - indicator.lo, || path("hi"))?;
    if width.abs() < f64::MIN_POSITIVE {
        return Err(Error::InvalidValue {
            path: path("hi"),
            found: indicator.hi.to_string(),
            expected: "another value than lo".into(),
        });
    }
    Ok(())
}
