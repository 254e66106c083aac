//! Answers on a Likert scale, put into numbers (量化).

use crate::data::classification::Classification;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::perceived::parts::NO_ANSWERS;
use crate::perceived::parts::mean_known;
use crate::perceived::satisfaction::satisfaction_level;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;

/// The scale of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LikertOptions {
    /// k, the number of answers to choose from, 2 to 11; 5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub points: u32,
    /// How many of the best answers make the top box; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub top: u32,
}

impl Default for LikertOptions {
    fn default() -> Self {
        Self { points: 5, top: 1 }
    }
}

options!(LikertOptions {
    points => "points",
    top => "top",
});

/// What the answers to one question say.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LikertAnswers {
    /// How many chose each answer, from 1, the worst.
    pub counts: Vec<u32>,
    /// How many answered.
    pub respondents: u32,
    /// How many did not.
    pub missing: u32,
    /// The mean answer, 1 to k.
    pub mean: Option<f64>,
    /// (mean − 1) / (k − 1), in percent.
    pub percent: Option<f64>,
    /// The share of the best answers.
    pub top_box: Option<f64>,
    /// The level of the percentage.
    pub level: Option<Classification>,
    /// Why there is no mean: `no_answers`.
    pub reason: Option<String>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(LikertAnswers {
    counts => "counts",
    respondents => "respondents",
    missing => "missing",
    mean => "mean",
    percent => "percent",
    top_box => "topBox",
    level => "level",
    reason => "reason",
    provenance => "provenance",
});

/// Counts and averages answers from 1, the worst, to k, the best; NaN where there is none.
///
/// # Formula
/// ```text
/// percent = 100 (mean − 1) / (k − 1)
/// ```
///
/// # Errors
/// [`Error::OutOfRange`] for an answer that is none of them and for options, [`Error::NotFinite`].
///
/// # Example: from dissatisfied to very satisfied
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::perceived::satisfaction::{LikertOptions, likert};
/// let found = likert(&[5.0, 4.0, 4.0, 2.0], &LikertOptions::default(), &Thresholds::default())?;
/// assert_eq!((found.mean, found.percent, found.top_box), (Some(3.75), Some(68.75), Some(0.25)));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Likert, R. (1932), "A technique for the measurement of attitudes", Archives of Psychology 140.
pub fn likert(
    answers: &[f64],
    options: &LikertOptions,
    thresholds: &Thresholds,
) -> Result<LikertAnswers> {
    if !(2..=11).contains(&options.points) {
        let points = f64::from(options.points);
        let expected = "a whole number from 2 to 11";
        return Err(Error::out_of_range(
            "options.points".into(),
            points,
            expected,
        ));
    }
    if !(1..=options.points).contains(&options.top) {
        let top = f64::from(options.top);
        let expected = "a whole number from 1 to the number of points";
        return Err(Error::out_of_range("options.top".into(), top, expected));
    }
    let mut counts = vec![0_u32; options.points as usize];
    let mut missing = 0;
    let mut values = Vec::with_capacity(answers.len());
    for (i, answer) in answers.iter().enumerate() {
        if answer.is_nan() {
            missing += 1;
            continue;
        }
        let path = || format!("answers[{i}]");
        if answer.is_infinite() {
            return Err(Error::NotFinite { path: path() });
        }
        let mut point = 0.0;
        let slot = counts.iter_mut().find(|_| {
            point += 1.0;
            (answer - point).abs() <= 0.0
        });
        let Some(slot) = slot else {
            let expected = "a whole number from 1 to the number of points";
            return Err(Error::out_of_range(path(), *answer, expected));
        };
        *slot += 1;
        values.push(Some(*answer));
    }
    let mean = mean_known(&values);
    let width = f64::from(options.points - 1);
    let percent = mean.map(|mean| 100.0 * ((mean - 1.0) / width));
    let respondents: u32 = counts.iter().sum();
    let best: u32 = counts.iter().rev().take(options.top as usize).sum();
    let mut hash = Fingerprint::default();
    hash.numbers(answers);
    Ok(LikertAnswers {
        top_box: mean.map(|_| f64::from(best) / f64::from(respondents)),
        counts,
        respondents,
        missing,
        mean,
        level: match percent {
            Some(percent) => Some(satisfaction_level(percent, thresholds)?),
            None => None,
        },
        percent,
        reason: mean.is_none().then(|| NO_ANSWERS.into()),
        provenance: Provenance::new("likert", hash.finish())
            .with("points", f64::from(options.points)),
    })
}
