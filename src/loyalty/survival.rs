//! Survival of customers of whom some have not left yet (Kaplan-Meier).

use crate::data::decision_matrix::check_length;
use crate::data::placements::is_flag;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::loyalty::recommendation::check_level;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::sqrt;
use crate::numeric::normal::two_sided;
use crate::numeric::sort::sort_pairs;
use crate::numeric::sum::CompensatedSum;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;
use crate::plain::words;

/// How the interval of a survival probability is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum SurvivalInterval {
    /// On the scale ln(−ln S), which keeps within 0 and 1.
    #[default]
    LogLog,
    /// S ± z · standard error, held within 0 and 1.
    Plain,
}

words!(SurvivalInterval {
    LogLog => "logLog",
    Plain => "plain",
});

/// How a survival curve is estimated.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SurvivalOptions {
    /// The level of the intervals; 0.95 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub level: f64,
    /// How the intervals are made; `logLog` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub interval: SurvivalInterval,
    /// Times at which the curve is asked for.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub times: Vec<f64>,
}

options!(SurvivalOptions {
    level => "level",
    interval => "interval",
    times => "times",
});

impl Default for SurvivalOptions {
    fn default() -> Self {
        Self {
            level: 0.95,
            interval: SurvivalInterval::default(),
            times: Vec::new(),
        }
    }
}

/// What happened at one time, and the survival from there on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SurvivalStep {
    /// The time.
    pub time: f64,
    /// How many were there just before it.
    pub at_risk: f64,
    /// How many left at it.
    pub left: f64,
    /// How many were seen last at it, and had not left.
    pub censored: f64,
    /// The probability to stay beyond it.
    pub survival: f64,
    /// The standard error of that (Greenwood); 0 before anyone has left and after everyone has.
    pub standard_error: f64,
    /// The lower end of the interval; none before anyone has left and after everyone has.
    pub lower: Option<f64>,
    /// The upper end of the interval.
    pub upper: Option<f64>,
}

report!(SurvivalStep {
    time => "time",
    at_risk => "atRisk",
    left => "left",
    censored => "censored",
    survival => "survival",
    standard_error => "standardError",
    lower => "lower",
    upper => "upper",
});

/// The survival at a time that was asked for.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SurvivalAt {
    /// The time.
    pub time: f64,
    /// The probability to stay beyond it; none beyond the last time unless everyone had left.
    pub survival: Option<f64>,
    /// Why there is none: `beyond_observation`.
    pub reason: Option<String>,
}

report!(SurvivalAt {
    time => "time",
    survival => "survival",
    reason => "reason",
});

/// A survival curve.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Survival {
    /// One step for each time at which somebody left or was seen last.
    pub steps: Vec<SurvivalStep>,
    /// The first time by which half have left; none where the curve stays above one half.
    pub median: Option<f64>,
    /// The area below the curve up to the last time: the mean time within it; none without customers.
    pub restricted_mean: Option<f64>,
    /// The curve at the times that were asked for.
    pub at: Vec<SurvivalAt>,
    /// How many customers the curve is from.
    pub customers: f64,
    /// How many of them had left.
    pub left: f64,
    /// How many were left out because a time or whether they left is missing.
    pub missing: f64,
    /// Why there is no curve: `nobody_followed`.
    pub reason: Option<String>,
    /// How it was estimated.
    pub provenance: Provenance,
}

report!(Survival {
    steps => "steps",
    median => "median",
    restricted_mean => "restrictedMean",
    at => "at",
    customers => "customers",
    left => "left",
    missing => "missing",
    reason => "reason",
    provenance => "provenance",
});

/// Estimates the survival of customers.
///
/// `durations`: how long each was a customer, from 0, up to leaving or up to now. `left`: 1 for those
/// who have left, 0 for those who are still there. NaN is not known; such customers are left out and
/// counted. Those seen last at a time at which others leave count as there when they leave.
///
/// # Formula
/// ```text
/// S(t) = Π over times ≤ t of (1 − d/n),  d left of n at risk
/// standard error = S √(Σ d / (n (n − d)))
/// logLog: S^exp(± z σ),  σ = √(Σ d / (n (n − d))) / |ln S|
/// ```
///
/// # Errors
/// [`Error::LengthMismatch`]; [`Error::NotFinite`] and [`Error::OutOfRange`] for a duration below 0, as
/// `durations[3]`; [`Error::InvalidValue`] for a `left` that is neither 0 nor 1; [`Error::OutOfRange`]
/// for a level that is not between 0 and 1 and for a time below 0.
///
/// # Example: four customers, one still there
/// ```
/// use clientele::loyalty::{SurvivalOptions, survival};
/// let found = survival(&[2.0, 3.0, 3.0, 5.0], &[1.0, 1.0, 0.0, 1.0], &SurvivalOptions::default())?;
/// let curve: Vec<f64> = found.steps.iter().map(|step| step.survival).collect();
/// assert_eq!(curve, [0.75, 0.5, 0.0]);
/// assert_eq!(found.median, Some(3.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Kaplan & Meier (1958), "Nonparametric estimation from incomplete observations", JASA 53, eq. 2b;
/// Greenwood (1926), "The natural duration of cancer"; Kalbfleisch & Prentice (1980), *The Statistical
/// Analysis of Failure Time Data*, section 1.3, for the interval.
pub fn survival(durations: &[f64], left: &[f64], options: &SurvivalOptions) -> Result<Survival> {
    check_level(options.level)?;
    check_length("left", left.len(), durations.len())?;
    for (i, time) in options.times.iter().enumerate() {
        check_duration(*time, &|| format!("options.times[{i}]"))?;
    }
    let mut rows = Vec::with_capacity(durations.len());
    for (i, (duration, left)) in durations.iter().zip(left).enumerate() {
        if !duration.is_nan() {
            check_duration(*duration, &|| format!("durations[{i}]"))?;
        }
        if !(left.is_nan() || is_flag(*left)) {
            let path = format!("left[{i}]");
            return Err(Error::invalid(
                path,
                &left.to_string(),
                "0 for still there or 1 for left",
            ));
        }
        if !duration.is_nan() && !left.is_nan() {
            // −0 is 0, and must not sort apart from it.
            rows.push((*duration + 0.0, *left));
        }
    }
    sort_pairs(&mut rows);
    let customers = rows.len() as f64;
    let steps = steps(&rows, options);
    let mut area = CompensatedSum::default();
    let (mut before, mut height) = (0.0, 1.0);
    let mut median = None;
    let mut gone = 0.0;
    for step in &steps {
        area.add(height * (step.time - before));
        (before, height) = (step.time, step.survival);
        gone += step.left;
        if median.is_none() && step.survival <= 0.5 {
            median = Some(step.time);
        }
    }
    let mut hash = Fingerprint::default();
    hash.numbers(durations);
    hash.numbers(left);
    let word = match options.interval {
        SurvivalInterval::LogLog => "logLog",
        SurvivalInterval::Plain => "plain",
    };
    Ok(Survival {
        at: options.times.iter().map(|time| at(&steps, *time)).collect(),
        median,
        restricted_mean: (customers > 0.0).then(|| area.total()),
        customers,
        left: gone,
        missing: durations.len() as f64 - customers,
        reason: (customers <= 0.0).then(|| "nobody_followed".into()),
        steps,
        provenance: Provenance::new("kaplanMeier", hash.finish())
            .with("level", options.level)
            .with("interval", word)
            .with("ties", "leavingBeforeCensoring"),
    })
}

/// The steps of sorted rows of time and of whether somebody left.
fn steps(rows: &[(f64, f64)], options: &SurvivalOptions) -> Vec<SurvivalStep> {
    let z = two_sided(options.level);
    let mut at_risk = rows.len() as f64;
    let mut survival = 1.0;
    let mut variance = CompensatedSum::default();
    let mut steps = Vec::new();
    for group in rows.chunk_by(|one, next| one.0 >= next.0) {
        let mut left = 0.0;
        for row in group {
            left += row.1;
        }
        let all = group.len() as f64;
        let remaining = at_risk - left;
        survival *= remaining / at_risk;
        if remaining > 0.0 {
            variance.add(left / (at_risk * remaining));
        }
        let spread = sqrt(variance.total());
        let between = survival > 0.0 && survival < 1.0;
        let ends = between.then(|| match options.interval {
            SurvivalInterval::LogLog => {
                let logarithm = ln(survival);
                let factor = exp(z * spread / -logarithm);
                (exp(logarithm * factor), exp(logarithm / factor))
            }
            SurvivalInterval::Plain => {
                let half = z * spread * survival;
                ((survival - half).max(0.0), (survival + half).min(1.0))
            }
        });
        steps.push(SurvivalStep {
            time: group.first().map_or(0.0, |row| row.0),
            at_risk,
            left,
            censored: all - left,
            survival,
            standard_error: survival * spread,
            lower: ends.map(|ends| ends.0),
            upper: ends.map(|ends| ends.1),
        });
        at_risk -= all;
    }
    steps
}

/// The curve at a time.
fn at(steps: &[SurvivalStep], time: f64) -> SurvivalAt {
    let passed = steps.partition_point(|step| step.time <= time);
    let step = passed.checked_sub(1).and_then(|place| steps.get(place));
    let survival = match (step, steps.last()) {
        (_, None) => None,
        (None, Some(_)) => Some(1.0),
        (Some(step), Some(last)) => {
            (time <= last.time || last.survival <= 0.0).then_some(step.survival)
        }
    };
    SurvivalAt {
        time,
        survival,
        reason: survival.is_none().then(|| "beyond_observation".into()),
    }
}

fn check_duration(value: f64, path: &dyn Fn() -> String) -> Result<()> {
    check_finite(value, path)?;
    if value >= 0.0 {
        return Ok(());
    }
    Err(Error::out_of_range(path(), value, "a time from 0"))
}
