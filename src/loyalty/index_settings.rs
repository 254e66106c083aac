//! How the loyalty index is set up, and what is known of a customer.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::loyalty::attitude::AttitudeIndicator;
use crate::loyalty::behaviour::BehaviourIndicator;
use crate::plain::options;
use crate::plain::record;
use crate::weighting::ahp::Judgement;
use crate::weighting::ahp::RandomIndex;

/// The raw values of an indicator that count 0 and 1.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct IndicatorRange {
    /// The code of the indicator.
    pub code: String,
    /// The raw value that counts 0.
    pub lo: f64,
    /// The raw value that counts 1; below `lo` where less is better.
    pub hi: f64,
}

record!(IndicatorRange {
    code => "code",
    lo => "lo",
    hi => "hi",
});

/// How the loyalty index is set up. Every default is our choice.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LoyaltyIndexOptions {
    /// Judgements between the behavioural indicators: repeat purchases, length of the relationship,
    /// retention, time spent choosing.
    #[cfg_attr(
        feature = "full",
        tsify(optional, type = "(number | string)[][] | null")
    )]
    pub behaviour_judgements: Option<Vec<Vec<Judgement>>>,
    /// Judgements between the attitudinal indicators: satisfaction, recommendation, attraction of
    /// competitors, price sensitivity, tolerance of incidents.
    #[cfg_attr(
        feature = "full",
        tsify(optional, type = "(number | string)[][] | null")
    )]
    pub attitude_judgements: Option<Vec<Vec<Judgement>>>,
    /// The weight of behaviour, above 0 and below 1; the rest is that of attitude; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub behaviour_weight: f64,
    /// Other ranges than the defaults; a scale of answers that is shorter than its range is taken to
    /// reach as far.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub ranges: Vec<IndicatorRange>,
    /// The share of the weights that must be present for a score; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
    /// The table of random indices for the consistency of the judgements; `saaty2008` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub random_index: RandomIndex,
}

options!(LoyaltyIndexOptions {
    behaviour_judgements => "behaviourJudgements",
    attitude_judgements => "attitudeJudgements",
    behaviour_weight => "behaviourWeight",
    ranges => "ranges",
    min_coverage => "minCoverage",
    random_index => "randomIndex",
});

impl Default for LoyaltyIndexOptions {
    fn default() -> Self {
        Self {
            behaviour_judgements: None,
            attitude_judgements: None,
            behaviour_weight: 0.5,
            ranges: Vec::new(),
            min_coverage: crate::index::MIN_COVERAGE,
            random_index: RandomIndex::default(),
        }
    }
}

/// The indicators of one customer in their own units; what is missing is `None`, never zero.
///
/// A value off its scale is an error, not the end of the scale. Where the index is set up with another
/// range of an indicator, its scale reaches as far.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LoyaltyAnswers {
    /// Purchases within twelve months, from 0.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub repeat_purchases: Option<f64>,
    /// Length of the relationship, in months, from 0.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub relationship_lifetime: Option<f64>,
    /// Share of the quarters with a purchase, 0 to 1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub retention: Option<f64>,
    /// Minutes taken to choose, from 0.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub choosing_time: Option<f64>,
    /// Satisfaction, 1 to 10.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub satisfaction: Option<f64>,
    /// Willingness to recommend, 0 to 10.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub recommendation: Option<f64>,
    /// Attraction of competitors, 1 to 7.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub competitor_attitude: Option<f64>,
    /// Sensitivity to prices, 1 to 7.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub price_sensitivity: Option<f64>,
    /// Tolerance of quality incidents, 1 to 7.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub incident_tolerance: Option<f64>,
}

options!(LoyaltyAnswers {
    repeat_purchases => "repeatPurchases",
    relationship_lifetime => "relationshipLifetime",
    retention => "retention",
    choosing_time => "choosingTime",
    satisfaction => "satisfaction",
    recommendation => "recommendation",
    competitor_attitude => "competitorAttitude",
    price_sensitivity => "priceSensitivity",
    incident_tolerance => "incidentTolerance",
});

/// How many indicators there are.
pub const INDICATORS: usize = BehaviourIndicator::ALL.len() + AttitudeIndicator::ALL.len();

impl LoyaltyAnswers {
    /// Returns the values, those of behaviour first, in the order of the indicators.
    pub fn values(&self) -> [Option<f64>; INDICATORS] {
        [
            self.repeat_purchases,
            self.relationship_lifetime,
            self.retention,
            self.choosing_time,
            self.satisfaction,
            self.recommendation,
            self.competitor_attitude,
            self.price_sensitivity,
            self.incident_tolerance,
        ]
    }
}

/// The scale that an indicator is given on, which is not the range that counts: twenty purchases a year
/// count as many as twelve, but no answer from 1 to 10 is 44.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct IndicatorScale {
    /// The name of the indicator, in the caller's words.
    pub(super) name: &'static str,
    least: f64,
    most: f64,
}

const fn scale(name: &'static str, least: f64, most: f64) -> IndicatorScale {
    IndicatorScale { name, least, most }
}

/// The scales in the order of the indicators.
pub(super) const SCALES: [IndicatorScale; INDICATORS] = [
    scale("repeatPurchases", 0.0, f64::MAX),
    scale("relationshipLifetime", 0.0, f64::MAX),
    scale("retention", 0.0, 1.0),
    scale("choosingTime", 0.0, f64::MAX),
    scale("satisfaction", 1.0, 10.0),
    scale("recommendation", 0.0, 10.0),
    scale("competitorAttitude", 1.0, 7.0),
    scale("priceSensitivity", 1.0, 7.0),
    scale("incidentTolerance", 1.0, 7.0),
];

impl IndicatorScale {
    /// Returns the scale with room for a range: who gives one of 0 to 100 answers on that scale.
    pub(super) fn with_range(self, lo: f64, hi: f64) -> Self {
        Self {
            least: self.least.min(lo).min(hi),
            most: self.most.max(lo).max(hi),
            ..self
        }
    }

    /// Rejects a value off the scale.
    pub(super) fn check(&self, value: f64, path: &dyn Fn() -> String) -> Result<()> {
        check_finite(value, path)?;
        if (self.least..=self.most).contains(&value) {
            return Ok(());
        }
        let expected = if self.most < f64::MAX {
            format!("a number from {} to {}", self.least, self.most)
        } else {
            format!("a number from {}", self.least)
        };
        Err(Error::out_of_range(path(), value, &expected))
    }
}
