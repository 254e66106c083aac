//! Control charts: the exponentially weighted moving average and the cumulative sum.

use crate::churn::early_warning::settings::ChartOptions;
use crate::churn::early_warning::settings::check_lambda;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::sqrt;
use crate::numeric::statistics::mean;
use crate::numeric::statistics::sample_deviation;
use crate::plain::Fingerprint;
use crate::plain::report;

/// A series on a chart, and where it passes the limit.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Chart {
    /// The value of the chart at each point of the series; none where there is none yet or no limit.
    pub values: Vec<Option<f64>>,
    /// The limit: the moving average warns below it, the cumulative sum above it.
    pub limit: Option<f64>,
    /// The point, from 1, at which the limit is first passed after the baseline; none where it is not.
    pub alarm: Option<f64>,
    /// Whether the last point is beyond the limit; none without a limit.
    pub beyond: Option<bool>,
    /// The mean of the baseline.
    pub mean: Option<f64>,
    /// The sample standard deviation of the baseline.
    pub deviation: Option<f64>,
    /// Why there is no limit: `series_short` or `baseline_constant`.
    pub reason: Option<String>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(Chart {
    values => "values",
    limit => "limit",
    alarm => "alarm",
    beyond => "beyond",
    mean => "mean",
    deviation => "deviation",
    reason => "reason",
    provenance => "provenance",
});

/// The first known values of a series, with their mean and spread.
struct Baseline {
    mean: f64,
    deviation: f64,
    /// The place in the series after its last value.
    end: usize,
}

impl Baseline {
    /// The baseline, or why there is none.
    fn of(series: &[f64], count: usize) -> std::result::Result<Self, (&'static str, Option<f64>)> {
        let mut first = Vec::new();
        for (i, value) in series.iter().enumerate() {
            if value.is_nan() {
                continue;
            }
            first.push(*value);
            if first.len() >= count {
                let found = mean(&first).zip(sample_deviation(&first));
                let Some((mean, deviation)) = found else {
                    break;
                };
                if deviation <= 0.0 {
                    return Err(("baseline_constant", Some(mean)));
                }
                return Ok(Self {
                    mean,
                    deviation,
                    end: i + 1,
                });
            }
        }
        Err(("series_short", None))
    }
}

/// Returns the exponentially weighted moving average of a series; NaN is a missing value, at which
/// the average stays what it was.
///
/// # Formula
/// ```text
/// E₁ = x₁,  Eₜ = λ xₜ + (1 − λ) Eₜ₋₁
/// ```
///
/// # Errors
/// [`Error::NotFinite`] for an infinite value, as `series[3]`, and [`Error::OutOfRange`] for a λ that is
/// not above 0 and at most 1.
///
/// # Example: one fall
/// ```
/// use clientele::churn::early_warning::ewma;
/// assert_eq!(ewma(&[10.0, 6.0], 0.25)?, [Some(10.0), Some(9.0)]);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Roberts (1959), "Control chart tests based on geometric moving averages", Technometrics 1(3).
pub fn ewma(series: &[f64], lambda: f64) -> Result<Vec<Option<f64>>> {
    check_lambda(lambda, "lambda")?;
    check_series(series)?;
    let mut last = None;
    let mut values = Vec::with_capacity(series.len());
    for value in series {
        if !value.is_nan() {
            last = Some(last.map_or(*value, |last: f64| last + lambda * (value - last)));
        }
        values.push(last);
    }
    Ok(values)
}

/// Watches a series by its moving average: it warns when the average falls below the limit.
///
/// # Formula
/// ```text
/// limit = mean − width · s · √(λ / (2 − λ)),  mean and s of the baseline
/// ```
///
/// # Errors
/// Those of [`ewma`], and [`Error::OutOfRange`] for the other options.
///
/// # Example: loyalty that falls for five periods
/// ```
/// use clientele::churn::early_warning::{ChartOptions, ewma_chart};
/// let series = [78.0, 77.0, 79.0, 76.0, 74.0, 70.0, 66.0, 61.0];
/// let found = ewma_chart(&series, &ChartOptions::default())?;
/// assert!((found.values[7].unwrap_or_default() - 68.663466).abs() < 5e-7);
/// assert_eq!(found.alarm, Some(7.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Roberts (1959), as above; Lucas & Saccucci (1990), "Exponentially weighted moving average control
/// schemes", Technometrics 32(1), for the limit. λ = 0.3 and the baseline are our choice.
pub fn ewma_chart(series: &[f64], options: &ChartOptions) -> Result<Chart> {
    options.check()?;
    let values = ewma(series, options.lambda)?;
    let baseline = Baseline::of(series, options.baseline());
    let limit = baseline.as_ref().ok().map(|baseline| {
        let spread = sqrt(options.lambda / (2.0 - options.lambda));
        baseline.mean - options.width * baseline.deviation * spread
    });
    let provenance = provenance("ewma", series)
        .with("lambda", options.lambda)
        .with("width", options.width)
        .with("baseline", f64::from(options.baseline));
    Ok(finish(
        values,
        limit,
        baseline,
        &|value, limit| value < limit,
        provenance,
    ))
}

/// Watches a series by the cumulative sum of its falls below the baseline: it warns when the sum
/// passes the limit. A missing value leaves the sum as it was.
///
/// # Formula
/// ```text
/// C₀ = 0,  Cₜ = max(0, Cₜ₋₁ + (mean − xₜ) − slack · s),  alarm where C > limit · s
/// ```
///
/// # Errors
/// [`Error::NotFinite`] for an infinite value, as `series[3]`, and [`Error::OutOfRange`] for the options.
///
/// # Example: loyalty that falls for five periods
/// ```
/// use clientele::churn::early_warning::{ChartOptions, cusum_chart};
/// let series = [78.0, 77.0, 79.0, 76.0, 74.0, 70.0, 66.0, 61.0];
/// let found = cusum_chart(&series, &ChartOptions::default())?;
/// assert!((found.limit.unwrap_or_default() - 9.617692).abs() < 5e-7);
/// assert_eq!(found.alarm, Some(7.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Page (1954), "Continuous inspection schemes", Biometrika 41; Montgomery (2009), *Introduction to
/// Statistical Quality Control*, section 9.1, for a slack of ½ and a limit of 5.
pub fn cusum_chart(series: &[f64], options: &ChartOptions) -> Result<Chart> {
    options.check()?;
    check_series(series)?;
    let baseline = Baseline::of(series, options.baseline());
    let mut values = vec![None; series.len()];
    let mut limit = None;
    if let Ok(baseline) = &baseline {
        limit = Some(options.limit * baseline.deviation);
        let mut sum = 0.0_f64;
        for (value, found) in series.iter().zip(&mut values) {
            if !value.is_nan() {
                let fall = baseline.mean - value - options.slack * baseline.deviation;
                sum = (sum + fall).max(0.0);
            }
            *found = Some(sum);
        }
    }
    let provenance = provenance("cusum", series)
        .with("slack", options.slack)
        .with("limit", options.limit)
        .with("baseline", f64::from(options.baseline));
    Ok(finish(
        values,
        limit,
        baseline,
        &|value, limit| value > limit,
        provenance,
    ))
}

fn finish(
    values: Vec<Option<f64>>,
    limit: Option<f64>,
    baseline: std::result::Result<Baseline, (&'static str, Option<f64>)>,
    beyond: &dyn Fn(f64, f64) -> bool,
    provenance: Provenance,
) -> Chart {
    let is_beyond =
        |value: &Option<f64>| value.zip(limit).map(|(value, limit)| beyond(value, limit));
    let end = baseline
        .as_ref()
        .map_or(values.len(), |baseline| baseline.end);
    let alarm = values
        .iter()
        .enumerate()
        .skip(end)
        .find(|(_, value)| is_beyond(value) == Some(true))
        .map(|(i, _)| (i + 1) as f64);
    let last = values
        .get(end..)
        .and_then(<[Option<f64>]>::last)
        .and_then(is_beyond);
    let (mean, deviation, reason) = match baseline {
        Ok(baseline) => (Some(baseline.mean), Some(baseline.deviation), None),
        Err((reason, mean)) => (mean, mean.map(|_| 0.0), Some(reason.into())),
    };
    Chart {
        values,
        limit,
        alarm,
        beyond: last.or(limit.map(|_| false)),
        mean,
        deviation,
        reason,
        provenance,
    }
}

fn provenance(method: &str, series: &[f64]) -> Provenance {
    let mut hash = Fingerprint::default();
    hash.numbers(series);
    Provenance::new(method, hash.finish())
}

/// Rejects infinite values.
pub(super) fn check_series(series: &[f64]) -> Result<()> {
    match series.iter().position(|value| value.is_infinite()) {
        None => Ok(()),
        Some(i) => Err(Error::NotFinite {
            path: format!("series[{i}]"),
        }),
    }
}
