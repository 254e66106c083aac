//! How a profile computes loyalty.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::CompositeIndex;
use crate::index::Indicator;
use crate::loyalty::AttitudeIndicator;
use crate::loyalty::BehaviourIndicator;
use crate::loyalty::DEFAULT_ATTITUDE_JUDGEMENTS;
use crate::loyalty::DEFAULT_JUDGEMENTS;
use crate::plain::record;
use crate::score::check::check_between;
use crate::score::check::out_of_range;
use crate::weighting::ahp::ConsistencyOptions;
use crate::weighting::ahp::PairwiseMatrix;
use crate::weighting::ahp::PriorityMethod;
use crate::weighting::ahp::RandomIndex;

/// How far a stored weight may lie from the one its judgements give: a profile that was written
/// with fifteen digits is within, a weight changed by hand is not.
const WEIGHT_TOLERANCE: f64 = 1e-9;

/// An indicator of the loyalty index and the range it is normalised over.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LoyaltyIndicator {
    /// Code of the indicator, a key of the label table.
    pub code: String,
    /// The value that counts 0.
    pub lo: f64,
    /// The value that counts 1; below `lo` when less is better.
    pub hi: f64,
}

record!(LoyaltyIndicator {
    code => "code",
    lo => "lo",
    hi => "hi",
});

/// One side of the loyalty index: its indicators, and the pairwise judgements their weights come from.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LoyaltySide {
    /// The indicators.
    pub indicators: Vec<LoyaltyIndicator>,
    /// How many times each indicator (row) is as important as each other (column); `null` where they
    /// are kept back.
    pub judgements: Option<Vec<Vec<f64>>>,
    /// The weights that follow from the judgements by the eigenvector method; they sum to 1.
    pub weights: Vec<f64>,
    /// Principal eigenvalue of the judgements; `null` where they are kept back.
    pub lambda_max: Option<f64>,
    /// Consistency index.
    pub consistency_index: Option<f64>,
    /// Consistency ratio.
    pub consistency_ratio: Option<f64>,
    /// The random-index table of the consistency ratio.
    pub random_index: RandomIndex,
}

record!(LoyaltySide {
    indicators => "indicators",
    judgements => "judgements",
    weights => "weights",
    lambda_max => "lambdaMax",
    consistency_index => "consistencyIndex",
    consistency_ratio => "consistencyRatio",
    random_index => "randomIndex",
});

/// How loyalty is computed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LoyaltySettings {
    /// What customers do.
    pub behaviour: LoyaltySide,
    /// What customers say.
    pub attitude: LoyaltySide,
    /// The weight of behaviour, 0-1; the rest is that of attitude.
    pub behaviour_weight: f64,
    /// The share of the weights that must have data, below which there is no score.
    pub min_coverage: f64,
    /// The attitude, 0-100, from which it counts as high: 60 unless told, our choice.
    pub attitude_cut: f64,
    /// The behaviour, 0-100, from which it counts as high: 60 unless told, our choice.
    pub behaviour_cut: f64,
}

record!(LoyaltySettings {
    behaviour => "behaviour",
    attitude => "attitude",
    behaviour_weight => "behaviourWeight",
    min_coverage => "minCoverage",
    attitude_cut => "attitudeCut",
    behaviour_cut => "behaviourCut",
});

/// Half of the weights may sum to a hair less than half: a tie counts as enough.
const TIE: f64 = 1e-12;

impl LoyaltySide {
    /// Returns the behavioural side with its default ranges, and these judgements or the default ones.
    ///
    /// # Errors
    /// Those of [`PairwiseMatrix::try_from_rows`], at `path`.
    pub(crate) fn of_behaviour(judgements: Option<&[Vec<f64>]>, path: &str) -> Result<Self> {
        let indicators = BehaviourIndicator::ALL.map(|i| (i.code(), i.default_range()));
        let defaults = DEFAULT_JUDGEMENTS.map(|row| row.to_vec());
        Self::judged_by(judgements.unwrap_or(&defaults), &indicators, path)
    }

    /// Returns the attitudinal side with its default ranges, and these judgements or the default ones.
    ///
    /// # Errors
    /// Those of [`PairwiseMatrix::try_from_rows`], at `path`.
    pub(crate) fn of_attitude(judgements: Option<&[Vec<f64>]>, path: &str) -> Result<Self> {
        let indicators = AttitudeIndicator::ALL.map(|i| (i.code(), i.default_range()));
        let defaults = DEFAULT_ATTITUDE_JUDGEMENTS.map(|row| row.to_vec());
        Self::judged_by(judgements.unwrap_or(&defaults), &indicators, path)
    }

    fn judged_by(
        judgements: &[Vec<f64>],
        indicators: &[(&str, (f64, f64))],
        path: &str,
    ) -> Result<Self> {
        let codes = indicators.iter().map(|(code, _)| (*code).into()).collect();
        let matrix = judged(judgements, codes, path)?;
        let priorities = matrix.priorities(PriorityMethod::Eigenvector);
        let consistency = matrix.consistency_of(&priorities, &ConsistencyOptions::default())?;
        let indicators = indicators.iter().map(|(code, (lo, hi))| LoyaltyIndicator {
            code: (*code).into(),
            lo: *lo,
            hi: *hi,
        });
        Ok(Self {
            indicators: indicators.collect(),
            judgements: Some(judgements.to_vec()),
            weights: priorities.weights,
            lambda_max: Some(consistency.lambda_max),
            consistency_index: Some(consistency.ci),
            consistency_ratio: Some(consistency.cr),
            random_index: RandomIndex::default(),
        })
    }

    /// Returns the side with its weights alone.
    pub(crate) fn without_judgements(&self) -> Self {
        Self {
            judgements: None,
            lambda_max: None,
            consistency_index: None,
            consistency_ratio: None,
            ..self.clone()
        }
    }

    /// Returns the indicators with their weights, which are times `share`.
    fn weighted(&self, share: f64) -> impl Iterator<Item = Indicator> {
        let indicators = self.indicators.iter().zip(&self.weights);
        indicators.map(move |(i, w)| Indicator::new(i.code.clone(), share * w, i.lo, i.hi))
    }

    fn check(&self, path: &str) -> Result<()> {
        let within = |error: Error| error.within(path);
        if self.weights.len() != self.indicators.len() {
            return Err(within(Error::LengthMismatch {
                path: "weights".into(),
                expected: self.indicators.len(),
                actual: self.weights.len(),
            }));
        }
        CompositeIndex::try_new(self.weighted(1.0).collect()).map_err(within)?;
        for (name, value) in [
            ("lambdaMax", self.lambda_max),
            ("consistencyIndex", self.consistency_index),
            ("consistencyRatio", self.consistency_ratio),
        ] {
            if let Some(value) = value {
                check_finite(value, || format!("{path}.{name}"))?;
            }
        }
        let Some(judgements) = &self.judgements else {
            let sum: f64 = self.weights.iter().sum();
            if (sum - 1.0).abs() > WEIGHT_TOLERANCE {
                let path = format!("{path}.weights");
                return Err(out_of_range(&path, sum, "weights that sum to 1"));
            }
            return Ok(());
        };
        let codes = self.indicators.iter().map(|i| i.code.clone()).collect();
        let matrix = judged(judgements, codes, "judgements").map_err(within)?;
        let priorities = matrix.priorities(PriorityMethod::Eigenvector);
        for (i, (weight, derived)) in self.weights.iter().zip(&priorities.weights).enumerate() {
            if (weight - derived).abs() > WEIGHT_TOLERANCE {
                return Err(out_of_range(
                    &format!("{path}.weights[{i}]"),
                    *weight,
                    &format!("{derived}, which follows from the judgements"),
                ));
            }
        }
        Ok(())
    }
}

impl LoyaltySettings {
    /// Returns the settings with these judgements on behaviour and attitude, or the default ones.
    ///
    /// # Errors
    /// Those of [`PairwiseMatrix::try_from_rows`], at `options.loyaltyJudgements` and
    /// `options.attitudeJudgements`.
    pub(crate) fn judged_by(
        behaviour: Option<&[Vec<f64>]>,
        attitude: Option<&[Vec<f64>]>,
    ) -> Result<Self> {
        Ok(Self {
            behaviour: LoyaltySide::of_behaviour(behaviour, "options.loyaltyJudgements")?,
            attitude: LoyaltySide::of_attitude(attitude, "options.attitudeJudgements")?,
            behaviour_weight: 0.5,
            min_coverage: crate::index::MIN_COVERAGE,
            attitude_cut: 60.0,
            behaviour_cut: 60.0,
        })
    }

    /// Returns the index of both sides, that of behaviour and that of attitude.
    pub(crate) fn indices(&self) -> Result<[CompositeIndex; 3]> {
        let share = self.behaviour_weight;
        let of = |indicators: Vec<Indicator>| {
            let index = CompositeIndex::try_new(indicators)?;
            index.with_min_coverage((self.min_coverage - TIE).max(0.0))
        };
        let both = self.behaviour.weighted(share);
        let both = both.chain(self.attitude.weighted(1.0 - share));
        Ok([
            of(both.collect())?,
            of(self.behaviour.weighted(1.0).collect())?,
            of(self.attitude.weighted(1.0).collect())?,
        ])
    }

    /// Returns the indicators of behaviour and of attitude that the codes name.
    pub(crate) fn known(&self) -> Result<(Vec<BehaviourIndicator>, Vec<AttitudeIndicator>)> {
        let behaviour = named(
            &self.behaviour.indicators,
            "behaviour",
            &BehaviourIndicator::ALL,
            BehaviourIndicator::code,
        )?;
        let attitude = named(
            &self.attitude.indicators,
            "attitude",
            &AttitudeIndicator::ALL,
            AttitudeIndicator::code,
        )?;
        Ok((behaviour, attitude))
    }

    pub(crate) fn check(&self) -> Result<()> {
        self.known().map_err(|error| error.within("loyalty"))?;
        self.behaviour.check("loyalty.behaviour")?;
        self.attitude.check("loyalty.attitude")?;
        let share = self.behaviour_weight;
        check_between(share, "loyalty.behaviourWeight", 0.0, 1.0, "0 to 1")?;
        check_between(self.min_coverage, "loyalty.minCoverage", 0.0, 1.0, "0 to 1")?;
        check_between(
            self.attitude_cut,
            "loyalty.attitudeCut",
            0.0,
            100.0,
            "0 to 100",
        )?;
        check_between(
            self.behaviour_cut,
            "loyalty.behaviourCut",
            0.0,
            100.0,
            "0 to 100",
        )
    }
}

/// Returns what the codes of indicators name, in their order.
fn named<T: Copy>(
    indicators: &[LoyaltyIndicator],
    side: &str,
    all: &[T],
    code: fn(T) -> &'static str,
) -> Result<Vec<T>> {
    let mut found = Vec::with_capacity(indicators.len());
    for (i, indicator) in indicators.iter().enumerate() {
        let known = all.iter().find(|known| code(**known) == indicator.code);
        found.push(*known.ok_or_else(|| {
            let codes: Vec<&str> = all.iter().map(|known| code(*known)).collect();
            Error::InvalidValue {
                path: format!("{side}.indicators[{i}].code"),
                found: format!(
                    "\"{}\"",
                    indicator.code.chars().take(40).collect::<String>()
                ),
                expected: format!("\"{}\"", codes.join("\" or \"")),
            }
        })?);
    }
    Ok(found)
}

/// Returns the judgements between indicators as a checked matrix; errors name them by `path`.
pub(crate) fn judged(
    judgements: &[Vec<f64>],
    codes: Vec<String>,
    path: &str,
) -> Result<PairwiseMatrix> {
    if judgements.len() != codes.len() {
        return Err(Error::LengthMismatch {
            path: path.into(),
            expected: codes.len(),
            actual: judgements.len(),
        });
    }
    PairwiseMatrix::try_from_rows(judgements, Some(codes)).map_err(|e| {
        e.map_path(|found| match found.strip_prefix("matrix") {
            Some(rest) => format!("{path}{rest}"),
            None => found.into(),
        })
    })
}
