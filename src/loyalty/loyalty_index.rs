//! The loyalty index of nine indicators (顾客忠诚的度量指标).

use crate::data::caution::Caution;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::CompositeIndex;
use crate::index::Indicator;
use crate::index::Part;
use crate::index::composite::indicator_field;
use crate::loyalty::attitude::AttitudeIndicator;
use crate::loyalty::attitude::DEFAULT_ATTITUDE_JUDGEMENTS;
use crate::loyalty::behaviour::BehaviourIndicator;
use crate::loyalty::behaviour::DEFAULT_JUDGEMENTS;
use crate::loyalty::index_settings::INDICATORS;
use crate::loyalty::index_settings::IndicatorRange;
use crate::loyalty::index_settings::IndicatorScale;
use crate::loyalty::index_settings::LoyaltyAnswers;
use crate::loyalty::index_settings::LoyaltyIndexOptions;
use crate::loyalty::index_settings::SCALES;
use crate::loyalty::loyalty_score::LoyaltyColumns;
use crate::loyalty::loyalty_score::LoyaltyPart;
use crate::loyalty::loyalty_score::LoyaltyScore;
use crate::loyalty::loyalty_score::loyalty_level;
use crate::loyalty::matrix::attitude_behaviour;
use crate::numeric::tolerance::TIE;
use crate::plain::Fingerprint;
use crate::weighting::ahp::ConsistencyOptions;
use crate::weighting::ahp::Judgement;
use crate::weighting::ahp::PairwiseMatrix;
use crate::weighting::ahp::PriorityMethod;
use crate::weighting::ahp::RandomIndex;
use crate::weighting::ahp::group::word;

const BEHAVIOURS: usize = BehaviourIndicator::ALL.len();

/// The loyalty index: nine indicators, put on the range 0 to 1 and weighed by judgements in pairs.
///
/// Behaviour and attitude stay visible apart. East et al. (2005) found that behaviour foretells
/// retention and attitude foretells recommendation, each better than a combination of both.
#[derive(Debug, Clone, PartialEq)]
pub struct LoyaltyIndex {
    whole: CompositeIndex,
    behaviour: CompositeIndex,
    attitude: CompositeIndex,
    codes: Vec<&'static str>,
    scales: [IndicatorScale; INDICATORS],
    ratios: [f64; 2],
    consistent: [bool; 2],
    random_index: RandomIndex,
    behaviour_weight: f64,
}

impl LoyaltyIndex {
    /// Sets up the index.
    ///
    /// # Formula
    /// ```text
    /// weight of an indicator = weight of its side · its share of the principal eigenvector of the judgements
    /// index = 100 Σ weight · s,  s = (x − lo) / (hi − lo), held within 0 and 1
    /// ```
    ///
    /// # Errors
    /// Those of [`PairwiseMatrix::try_from_rows`] below `options.behaviourJudgements` and
    /// `options.attitudeJudgements`, [`Error::OutOfRange`] for a weight of behaviour that is not
    /// between 0 and 1 and for a coverage that is no share, [`Error::InvalidValue`] for the range of
    /// an indicator that there is not or of no width, [`Error::NotFinite`].
    ///
    /// # References
    /// The nine indicators are common in Chinese CRM texts (重复购买次数、挑选时间、对竞争产品的态度、
    /// 价格敏感程度、质量事故宽容度、生命周期、满意度、推荐、保持率); Saaty (1980) for the weights.
    pub fn try_new(options: &LoyaltyIndexOptions) -> Result<Self> {
        let share = options.behaviour_weight;
        check_finite(share, || "options.behaviourWeight".into())?;
        if !(share > 0.0 && share < 1.0) {
            let path = "options.behaviourWeight".into();
            return Err(Error::out_of_range(path, share, "a number between 0 and 1"));
        }
        let of_behaviour = BehaviourIndicator::ALL.map(|i| (i.code(), i.default_range()));
        let of_attitude = AttitudeIndicator::ALL.map(|i| (i.code(), i.default_range()));
        let behaviour = Side::try_new(
            options.behaviour_judgements.as_deref(),
            &DEFAULT_JUDGEMENTS.map(|row| row.map(Judgement::Number).to_vec()),
            &of_behaviour.map(|(code, _)| code),
            ("options.behaviourJudgements", options.random_index),
        )?;
        let attitude = Side::try_new(
            options.attitude_judgements.as_deref(),
            &DEFAULT_ATTITUDE_JUDGEMENTS.map(|row| row.map(Judgement::Number).to_vec()),
            &of_attitude.map(|(code, _)| code),
            ("options.attitudeJudgements", options.random_index),
        )?;
        let known = [of_behaviour.as_slice(), of_attitude.as_slice()].concat();
        for (i, range) in options.ranges.iter().enumerate() {
            if !known.iter().any(|(code, _)| *code == range.code) {
                let path = format!("options.ranges[{i}].code");
                return Err(Error::invalid(
                    path,
                    &range.code,
                    "the code of an indicator",
                ));
            }
        }
        let mut indicators = Vec::with_capacity(INDICATORS);
        let mut scales = SCALES;
        for ((i, (code, (lo, hi))), scale) in known.iter().enumerate().zip(&mut scales) {
            let weight = match i.checked_sub(BEHAVIOURS) {
                None => behaviour.weights.get(i).map(|weight| share * weight),
                Some(i) => attitude.weights.get(i).map(|weight| (1.0 - share) * weight),
            };
            let range = options
                .ranges
                .iter()
                .rev()
                .find(|range| range.code == *code);
            let (lo, hi) = range.map_or((*lo, *hi), |range| (range.lo, range.hi));
            *scale = scale.with_range(lo, hi);
            indicators.push(Indicator::new(*code, weight.unwrap_or_default(), lo, hi));
        }
        let of = |indicators: &[Indicator]| {
            let index = CompositeIndex::try_new(indicators.to_vec());
            // Half of the weights may sum to a hair less than half: a tie counts as enough.
            let enough = options.min_coverage;
            let index = index?.with_min_coverage(enough)?;
            index.with_min_coverage((enough - TIE).max(0.0))
        };
        let (first, second) = indicators.split_at(BEHAVIOURS);
        let within = |error: Error| error.map_path(|path| setting(path, &options.ranges));
        Ok(Self {
            whole: of(&indicators).map_err(within)?,
            behaviour: of(first).map_err(within)?,
            attitude: of(second).map_err(within)?,
            codes: known.iter().map(|(code, _)| *code).collect(),
            scales,
            ratios: [behaviour.ratio, attitude.ratio],
            consistent: [behaviour.consistent, attitude.consistent],
            random_index: options.random_index,
            behaviour_weight: share,
        })
    }

    /// Returns the indicators with their weights and ranges, those of behaviour first.
    pub fn indicators(&self) -> &[Indicator] {
        self.whole.indicators()
    }

    /// Returns the consistency ratios of the judgements on behaviour and on attitude.
    pub fn consistency_ratios(&self) -> [f64; 2] {
        self.ratios
    }

    /// Scores one customer.
    ///
    /// # Errors
    /// [`Error::NotFinite`], and [`Error::OutOfRange`] for a value off its scale, with the name of the
    /// indicator; those of [`Thresholds::check`], and [`Error::OutOfRange`] for thresholds of levels
    /// that do not fall.
    ///
    /// # Example: a customer of two years and a half
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::loyalty::{LoyaltyAnswers, LoyaltyIndex, LoyaltyIndexOptions};
    /// let index = LoyaltyIndex::try_new(&LoyaltyIndexOptions::default())?;
    /// let facts = LoyaltyAnswers {
    ///     repeat_purchases: Some(8.0),
    ///     relationship_lifetime: Some(30.0),
    ///     retention: Some(0.9),
    ///     choosing_time: Some(6.0),
    ///     satisfaction: Some(8.2),
    ///     recommendation: Some(9.0),
    ///     competitor_attitude: Some(3.0),
    ///     price_sensitivity: Some(4.0),
    ///     incident_tolerance: Some(5.0),
    /// };
    /// let found = index.score(&facts, &Thresholds::default())?;
    /// assert!((found.score.unwrap_or_default() - 75.578218).abs() < 5e-7);
    /// assert_eq!(found.level.map(|level| level.code).as_deref(), Some("loyal"));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn score(&self, facts: &LoyaltyAnswers, thresholds: &Thresholds) -> Result<LoyaltyScore> {
        thresholds.check()?;
        let values = facts.values();
        for (scale, value) in self.scales.iter().zip(values) {
            if let Some(value) = value {
                scale.check(value, &|| scale.name.into())?;
            }
        }
        let found = self.whole.score(&values)?;
        let (first, second) = values.split_at(BEHAVIOURS);
        let behaviour = self.behaviour.score(first)?;
        let attitude = self.attitude.score(second)?;
        let mut parts = Vec::with_capacity(INDICATORS);
        let rows = found
            .parts
            .iter()
            .zip(&found.normalised)
            .zip(&found.weights);
        for (i, ((code, raw), ((points, normalised), weight))) in
            self.codes.iter().zip(values).zip(rows).enumerate()
        {
            parts.push(LoyaltyPart {
                code: (*code).into(),
                side: if i < BEHAVIOURS {
                    "behaviour"
                } else {
                    "attitude"
                }
                .into(),
                raw,
                normalised: *normalised,
                weight: points.map(|_| *weight),
                points: *points,
            });
        }
        let mut warnings = Vec::new();
        if attitude.coverage <= 0.0 {
            warnings.push(Caution::new("attitude_missing"));
        }
        for (side, consistent) in ["behaviour", "attitude"].iter().zip(self.consistent) {
            if !consistent {
                warnings.push(Caution::about("inconsistent_judgements", side));
            }
        }
        let mut hash = Fingerprint::default();
        hash.numbers(&values.map(|value| value.unwrap_or(f64::NAN)));
        Ok(LoyaltyScore {
            score: found.score,
            level: found
                .score
                .map(|score| loyalty_level(score, thresholds))
                .transpose()?,
            cell: attitude_behaviour(attitude.score, behaviour.score, thresholds)?,
            behaviour: behaviour.score,
            attitude: attitude.score,
            coverage: found.coverage.min(1.0),
            behaviour_coverage: behaviour.coverage.min(1.0),
            attitude_coverage: attitude.coverage.min(1.0),
            reason: found.reason,
            parts,
            warnings,
            provenance: self.provenance(hash),
        })
    }

    /// Scores many customers.
    ///
    /// `columns`: one for each indicator, those of behaviour first; NaN is a missing value.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`], [`Error::NotFinite`] for an infinite value and [`Error::OutOfRange`]
    /// for one off its scale, as `retention[3]`.
    ///
    /// # Example: one customer whom nothing is known of
    /// ```
    /// use clientele::loyalty::{LoyaltyIndex, LoyaltyIndexOptions};
    /// let index = LoyaltyIndex::try_new(&LoyaltyIndexOptions::default())?;
    /// let found = index.score_columns(&[[f64::NAN].as_slice(); 9])?;
    /// assert!(found.score[0].is_nan());
    /// assert_eq!(found.coverage, [0.0]);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn score_columns(&self, columns: &[&[f64]; INDICATORS]) -> Result<LoyaltyColumns> {
        let rows = columns.first().map_or(0, |column| column.len());
        let mut hash = Fingerprint::default();
        for (scale, column) in self.scales.iter().zip(columns) {
            check_length(scale.name, column.len(), rows)?;
            for (row, value) in column.iter().enumerate() {
                if !value.is_nan() {
                    scale.check(*value, &|| format!("{}[{row}]", scale.name))?;
                }
            }
            hash.numbers(column);
        }
        let mut found = LoyaltyColumns {
            score: Vec::with_capacity(rows),
            behaviour: Vec::with_capacity(rows),
            attitude: Vec::with_capacity(rows),
            coverage: Vec::with_capacity(rows),
            provenance: self.provenance(hash),
        };
        let mut parts = [Part::default(); INDICATORS];
        for row in 0..rows {
            let mut values = [None; INDICATORS];
            for (value, column) in values.iter_mut().zip(columns) {
                *value = column.get(row).copied().filter(|value| !value.is_nan());
            }
            let whole = self.whole.score_parts(&values, &mut parts);
            let (first, second) = values.split_at(BEHAVIOURS);
            let behaviour = self.behaviour.score_parts(first, &mut parts);
            let attitude = self.attitude.score_parts(second, &mut parts);
            found.score.push(whole.score.unwrap_or(f64::NAN));
            found.behaviour.push(behaviour.score.unwrap_or(f64::NAN));
            found.attitude.push(attitude.score.unwrap_or(f64::NAN));
            found.coverage.push(whole.coverage.min(1.0));
        }
        Ok(found)
    }

    fn provenance(&self, hash: Fingerprint) -> Provenance {
        let weights = self.indicators().iter().map(|indicator| indicator.weight);
        let [behaviour, attitude] = self.ratios;
        let indicators: Vec<String> = self.codes.iter().map(|code| (*code).into()).collect();
        Provenance::new("loyaltyIndex", hash.finish())
            .with("indicators", indicators)
            .with("weights", weights.collect::<Vec<f64>>())
            .with("behaviourWeight", self.behaviour_weight)
            .with("weighting", "eigenvector")
            .with("behaviourConsistencyRatio", behaviour)
            .with("attitudeConsistencyRatio", attitude)
            .with("randomIndex", word(&self.random_index).as_str())
            .with("minCoverage", self.whole.min_coverage())
            .with("missing", COVERAGE_RULE)
    }
}

/// Returns the option that the path of an error of the index is about.
fn setting(path: &str, ranges: &[IndicatorRange]) -> String {
    let own = indicator_field(path).and_then(|(code, field)| {
        let place = ranges.iter().rposition(|range| range.code == code)?;
        Some(format!("options.ranges[{place}].{field}"))
    });
    own.unwrap_or_else(|| format!("options.{path}"))
}

/// What is done about a missing indicator, for the record.
const COVERAGE_RULE: &str = "droppedAndRescaled";

/// The weights of one side.
struct Side {
    weights: Vec<f64>,
    ratio: f64,
    consistent: bool,
}

impl Side {
    fn try_new(
        given: Option<&[Vec<Judgement>]>,
        defaults: &[Vec<Judgement>],
        codes: &[&str],
        (path, random_index): (&str, RandomIndex),
    ) -> Result<Self> {
        let rows = given.unwrap_or(defaults);
        check_length(path, rows.len(), codes.len())?;
        let codes = codes.iter().map(|code| (*code).into()).collect();
        let matrix = PairwiseMatrix::try_from_rows(rows, Some(codes)).map_err(|error| {
            error.map_path(|found| match found.strip_prefix("matrix") {
                Some(rest) => format!("{path}{rest}"),
                None => format!("{path}.{found}"),
            })
        })?;
        let priorities = matrix.priorities(PriorityMethod::Eigenvector);
        let options = ConsistencyOptions {
            random_index,
            ..ConsistencyOptions::default()
        };
        let consistency = matrix.consistency_of(&priorities, &options)?;
        Ok(Self {
            weights: priorities.weights,
            ratio: consistency.cr,
            consistent: consistency.consistent,
        })
    }
}
