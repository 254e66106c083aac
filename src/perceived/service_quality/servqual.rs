//! SERVQUAL, Q = P − E, and SERVPERF, Q = P.

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::index::composite::COVERAGE_TOO_LOW;
use crate::numeric::shares::WEIGHTS_SCALED;
use crate::numeric::shares::shares_of;
use crate::perceived::parts::Answers;
use crate::perceived::parts::NO_ANSWERS;
use crate::perceived::parts::RatingScale;
use crate::perceived::parts::blend;
use crate::perceived::parts::by_sign;
use crate::perceived::parts::known;
use crate::perceived::parts::mean_known;
use crate::perceived::service_quality::ServqualEdition;
use crate::perceived::service_quality::ServqualOptions;
use crate::plain::Fingerprint;
use crate::plain::report;

/// One item, over all who answered it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ServiceItemScore {
    /// Its number, from 1.
    pub item: u32,
    /// The mean expectation of those who gave both.
    pub expectation: Option<f64>,
    /// The mean perception of those who gave both.
    pub perception: Option<f64>,
    /// Perception less expectation; of SERVPERF the perception.
    pub score: Option<f64>,
    /// How many gave both.
    pub respondents: u32,
}

report!(ServiceItemScore {
    item => "item",
    expectation => "expectation",
    perception => "perception",
    score => "score",
    respondents => "respondents",
});

/// One dimension: the mean over the respondents.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ServiceDimensionScore {
    /// The dimension, such as `tangibles`.
    pub code: String,
    /// The mean expectation.
    pub expectation: Option<f64>,
    /// The mean perception.
    pub perception: Option<f64>,
    /// Perception less expectation; of SERVPERF the perception.
    pub score: Option<f64>,
    /// Its weight, where there are weights; they sum to 1.
    pub weight: Option<f64>,
    /// How many have a score of it.
    pub respondents: u32,
    /// `servqual.exceeds`, `servqual.meets` or `servqual.below`; none of SERVPERF.
    pub verdict: Option<Classification>,
}

report!(ServiceDimensionScore {
    code => "code",
    expectation => "expectation",
    perception => "perception",
    score => "score",
    weight => "weight",
    respondents => "respondents",
    verdict => "verdict",
});

/// The quality of a service.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ServiceQuality {
    /// The dimensions in their order.
    pub dimensions: Vec<ServiceDimensionScore>,
    /// The items in their order.
    pub items: Vec<ServiceItemScore>,
    /// The mean of the dimensions, over the respondents.
    pub unweighted: Option<f64>,
    /// The weighted mean of the dimensions; none without weights.
    pub weighted: Option<f64>,
    /// The weighted score, or else the unweighted one, on the range 0 to 100; 50 is Q = 0 of
    /// SERVQUAL. The range is our choice.
    pub percent: Option<f64>,
    /// What the score means; none of SERVPERF.
    pub verdict: Option<Classification>,
    /// How many have a score.
    pub respondents: u32,
    /// How many have none, since they answered too little.
    pub incomplete: u32,
    /// Why there is no score: `no_answers` or `coverage_too_low`.
    pub reason: Option<String>,
    /// What to mind: `weights_scaled` for weights that sum neither to 1 nor to 100.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(ServiceQuality {
    dimensions => "dimensions",
    items => "items",
    unweighted => "unweighted",
    weighted => "weighted",
    percent => "percent",
    verdict => "verdict",
    respondents => "respondents",
    incomplete => "incomplete",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns service quality as perception less expectation (Q = P − E).
///
/// `perceptions`, `expectations`: row by row, one number for each item, NaN where there is none. A
/// pair with a missing half is left out. A respondent has a score of a dimension from half of its
/// items on, and of the whole from half of the weights on.
///
/// # Formula
/// ```text
/// SQᵢ = Pᵢ − Eᵢ    dimension = mean of its items    SQ = mean of the dimensions, or Σ w_d SQ_d
/// percent = 100 (SQ + w) / 2w, w the width of the scale; of SERVPERF 100 (P − lowest) / w
/// ```
///
/// # Errors
/// [`Error::LengthMismatch`](crate::Error::LengthMismatch) for answers or weights of another number,
/// [`Error::NotFinite`](crate::Error::NotFinite),
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for an answer outside the scale, a weight below 0
/// and weights that are all 0, and [`Error::InvalidValue`](crate::Error::InvalidValue) for codes of
/// dimensions.
///
/// # Example: one dimension of two items
/// ```
/// use clientele::perceived::service_quality::*;
/// let options = ServqualOptions {
///     dimensions: vec![ServiceDimension { code: "reliability".into(), items: 2 }],
///     ..ServqualOptions::default()
/// };
/// let found = servqual(&[5.0, 6.0, 6.0, 6.0], &[7.0, 6.0, 6.0, 6.0], &options)?;
/// assert_eq!(found.unweighted, Some(-0.5));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Parasuraman, A., Zeithaml, V. A. and Berry, L. L. (1988), "SERVQUAL", Journal of Retailing 64(1),
/// and (1991), "Refinement and reassessment of the SERVQUAL scale", Journal of Retailing 67(4).
pub fn servqual(
    perceptions: &[f64],
    expectations: &[f64],
    options: &ServqualOptions,
) -> Result<ServiceQuality> {
    measure(perceptions, Some(expectations), options)
}

/// Returns service quality as perception alone (Q = P), as [`servqual`] does.
///
/// # Errors
/// Those of [`servqual`].
///
/// # Example: one dimension of two items
/// ```
/// use clientele::perceived::service_quality::*;
/// let options = ServqualOptions {
///     dimensions: vec![ServiceDimension { code: "reliability".into(), items: 2 }],
///     ..ServqualOptions::default()
/// };
/// assert_eq!(servperf(&[5.0, 6.0], &options)?.percent, Some(75.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Cronin, J. J. and Taylor, S. A. (1992), "Measuring service quality", Journal of Marketing 56(3).
pub fn servperf(perceptions: &[f64], options: &ServqualOptions) -> Result<ServiceQuality> {
    measure(perceptions, None, options)
}

/// What one respondent brings: perception, expectation and score of every dimension, and of the whole.
#[derive(Default)]
struct Columns {
    perception: Vec<Option<f64>>,
    expectation: Vec<Option<f64>>,
    score: Vec<Option<f64>>,
}

impl Columns {
    fn push(&mut self, perception: Option<f64>, expectation: Option<f64>, score: Option<f64>) {
        self.perception.push(perception);
        self.expectation.push(expectation);
        self.score.push(score);
    }

    fn count(&self) -> u32 {
        u32::try_from(self.score.iter().flatten().count()).unwrap_or(u32::MAX)
    }
}

fn measure(
    perceptions: &[f64],
    expectations: Option<&[f64]>,
    options: &ServqualOptions,
) -> Result<ServiceQuality> {
    let (scale, width) = options.check()?;
    let names: Vec<String> = (1..=width).map(|item| item.to_string()).collect();
    let rows = checked(&names, perceptions, scale, "perceptions")?;
    if let Some(expectations) = expectations {
        checked(&names, expectations, scale, "expectations")?;
        check_length("expectations", expectations.len(), perceptions.len())?;
    }
    let mut warnings = Vec::new();
    let weights = weights(options, &mut warnings)?;
    let mut items: Vec<Columns> = names.iter().map(|_| Columns::default()).collect();
    let mut dimensions: Vec<Columns> = Vec::new();
    for _ in &options.dimensions {
        dimensions.push(Columns::default());
    }
    let (mut unweighted, mut weighted) = (Vec::new(), Vec::new());
    let equal = vec![1.0; dimensions.len()];
    for row in 0..rows {
        let answer = |values: &[f64], item: usize| {
            let value = known(values.get(row * width + item).copied().unwrap_or(f64::NAN));
            value.map(|value| {
                if options.turned(item) {
                    scale.lowest + scale.highest - value
                } else {
                    value
                }
            })
        };
        for (item, columns) in items.iter_mut().enumerate() {
            let perception = answer(perceptions, item);
            match expectations {
                Some(expectations) => {
                    let pair = perception.zip(answer(expectations, item));
                    let gap = pair.map(|(p, e)| p - e);
                    columns.push(pair.map(|pair| pair.0), pair.map(|pair| pair.1), gap);
                }
                None => columns.push(perception, None, perception),
            }
        }
        let scores = of_respondent(&items, &mut dimensions, options);
        unweighted.push(blend(&scores, &equal, options.min_coverage).mean);
        if let Some(weights) = &weights {
            weighted.push(blend(&scores, weights, options.min_coverage).mean);
        }
    }
    let mut hash = Fingerprint::default();
    hash.numbers(perceptions);
    hash.numbers(expectations.unwrap_or_default());
    let whole = Whole {
        unweighted,
        weighted,
        items,
        dimensions,
    };
    let method = if expectations.is_some() {
        "servqual"
    } else {
        "servperf"
    };
    let provenance = Provenance::new(method, hash.finish())
        .with(
            "edition",
            match options.edition {
                ServqualEdition::Revised => "1991",
                ServqualEdition::Original => "1988",
            },
        )
        .with("lowest", scale.lowest)
        .with("highest", scale.highest);
    Ok(whole.report(options, scale, weights.as_deref(), warnings, provenance))
}

/// Returns the number of rows of answers that are within the scale.
fn checked(names: &[String], values: &[f64], scale: RatingScale, path: &str) -> Result<usize> {
    let answers = Answers::try_new(names, values).and_then(|answers| {
        answers.check(scale)?;
        Ok(answers.rows())
    });
    answers.map_err(|error| error.map_path(|own| own.replacen("data", path, 1)))
}

fn weights(options: &ServqualOptions, warnings: &mut Vec<Caution>) -> Result<Option<Vec<f64>>> {
    let Some(given) = &options.weights else {
        return Ok(None);
    };
    let path = "options.weights";
    check_length(path, given.len(), options.dimensions.len())?;
    let found = shares_of(given, path, &|i| format!("{path}[{i}]"))?;
    let points: f64 = given.iter().sum();
    if found.scaled && (points - 100.0).abs() > 1e-6 {
        warnings.push(Caution::new(WEIGHTS_SCALED));
    }
    Ok(Some(found.weights))
}

/// Adds the last row of the items to the dimensions; returns its scores of them.
fn of_respondent(
    items: &[Columns],
    dimensions: &mut [Columns],
    options: &ServqualOptions,
) -> Vec<Option<f64>> {
    let mut scores = Vec::with_capacity(dimensions.len());
    let mut rest = items;
    for (columns, dimension) in dimensions.iter_mut().zip(&options.dimensions) {
        let (own, later) = rest.split_at(rest.len().min(dimension.items as usize));
        rest = later;
        let equal = vec![1.0; own.len()];
        let mean = |of: &dyn Fn(&Columns) -> Option<f64>| {
            let values: Vec<Option<f64>> = own.iter().map(of).collect();
            blend(&values, &equal, options.min_coverage).mean
        };
        let score = mean(&|item| item.score.last().copied().flatten());
        let perception = mean(&|item| item.perception.last().copied().flatten());
        let expectation = mean(&|item| item.expectation.last().copied().flatten());
        columns.push(perception, expectation, score);
        scores.push(score);
    }
    scores
}

struct Whole {
    unweighted: Vec<Option<f64>>,
    weighted: Vec<Option<f64>>,
    items: Vec<Columns>,
    dimensions: Vec<Columns>,
}

impl Whole {
    fn report(
        &self,
        options: &ServqualOptions,
        scale: RatingScale,
        weights: Option<&[f64]>,
        warnings: Vec<Caution>,
        provenance: Provenance,
    ) -> ServiceQuality {
        let gaps = provenance.method == "servqual";
        let verdict = |score: Option<f64>| {
            let codes = ["servqual.below", "servqual.meets", "servqual.exceeds"];
            let score = score.filter(|_| gaps);
            score.map(|score| by_sign(score, scale.width(), codes))
        };
        let mut dimensions = Vec::with_capacity(self.dimensions.len());
        for (j, (columns, own)) in self.dimensions.iter().zip(&options.dimensions).enumerate() {
            let score = mean_known(&columns.score);
            dimensions.push(ServiceDimensionScore {
                code: own.code.clone(),
                expectation: mean_known(&columns.expectation),
                perception: mean_known(&columns.perception),
                score,
                weight: weights.and_then(|weights| weights.get(j).copied()),
                respondents: columns.count(),
                verdict: verdict(score),
            });
        }
        let mut items = Vec::with_capacity(self.items.len());
        for (number, columns) in (1..).zip(&self.items) {
            items.push(ServiceItemScore {
                item: number,
                expectation: mean_known(&columns.expectation),
                perception: mean_known(&columns.perception),
                score: mean_known(&columns.score),
                respondents: columns.count(),
            });
        }
        let unweighted = mean_known(&self.unweighted);
        let weighted = mean_known(&self.weighted);
        let score = if weights.is_some() {
            weighted
        } else {
            unweighted
        };
        let width = scale.width();
        let percent = |score: f64| {
            if gaps {
                100.0 * (score + width) / (2.0 * width)
            } else {
                scale.percent(score)
            }
        };
        let all = self.unweighted.len();
        let own = if weights.is_some() {
            &self.weighted
        } else {
            &self.unweighted
        };
        let scored = own.iter().flatten().count();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let reason = match score {
            Some(_) => None,
            None if all == 0 => Some(NO_ANSWERS),
            None => Some(COVERAGE_TOO_LOW),
        };
        ServiceQuality {
            dimensions,
            items,
            unweighted,
            weighted,
            percent: score.map(percent),
            verdict: verdict(score),
            respondents: count(scored),
            incomplete: count(all - scored),
            reason: reason.map(Into::into),
            warnings,
            provenance,
        }
    }
}
