//! The slope of a series, and its last values beside its first ones.

use crate::churn::early_warning::charts::check_series;
use crate::churn::early_warning::settings::ChartOptions;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::numeric::statistics::mean;
use crate::numeric::vectors::dot;
use crate::numeric::vectors::each;
use crate::plain::Fingerprint;
use crate::plain::report;

/// Where a series is going.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Trend {
    /// How much the series rises a period (least squares); none of fewer than two values.
    pub slope: Option<f64>,
    /// The mean of the last values beside that of the baseline, as a share: −0.1 is a tenth less; none
    /// where the series is too short for both or the baseline is not above 0.
    pub recent_change: Option<f64>,
    /// Why there is no change: `series_short` or `baseline_not_positive`.
    pub reason: Option<String>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(Trend {
    slope => "slope",
    recent_change => "recentChange",
    reason => "reason",
    provenance => "provenance",
});

/// Returns the slope of a series and how its last values stand beside its first ones; NaN is a missing
/// value, which keeps its place in time.
///
/// # Formula
/// ```text
/// slope = Σ (t − t̄)(x − x̄) / Σ (t − t̄)²
/// change = mean of the last 3 / mean of the first 5 − 1
/// ```
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite) for an infinite value, as `series[3]`, and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for the options.
///
/// # Example: loyalty that falls for five periods
/// ```
/// use clientele::churn::early_warning::{ChartOptions, trend};
/// let series = [78.0, 77.0, 79.0, 76.0, 74.0, 70.0, 66.0, 61.0];
/// let found = trend(&series, &ChartOptions::default())?;
/// assert!((found.slope.unwrap_or_default() + 2.416667).abs() < 5e-7);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn trend(series: &[f64], options: &ChartOptions) -> Result<Trend> {
    options.check()?;
    check_series(series)?;
    let (mut times, mut values) = (Vec::new(), Vec::new());
    for (i, value) in series.iter().enumerate() {
        if !value.is_nan() {
            times.push(i as f64);
            values.push(*value);
        }
    }
    let slope = mean(&times).zip(mean(&values)).and_then(|(t, x)| {
        let times = each(&times, &|time| time - t);
        let values = each(&values, &|value| value - x);
        let spread = dot(&times, &times);
        (spread > 0.0).then(|| dot(&times, &values) / spread)
    });
    let (baseline, recent) = (options.baseline(), options.recent());
    let ends = values
        .len()
        .checked_sub(recent)
        .filter(|start| *start >= baseline)
        .and_then(|start| values.get(..baseline).zip(values.get(start..)));
    let means = ends.and_then(|(first, last)| mean(first).zip(mean(last)));
    let change = means
        .filter(|(first, _)| *first > 0.0)
        .map(|(first, last)| last / first - 1.0);
    let mut hash = Fingerprint::default();
    hash.numbers(series);
    Ok(Trend {
        slope: slope.filter(|slope| slope.is_finite()),
        recent_change: change.filter(|change| change.is_finite()),
        reason: match (means, change) {
            (None, _) => Some("series_short".into()),
            (_, None) => Some("baseline_not_positive".into()),
            _ => None,
        },
        provenance: Provenance::new("trend", hash.finish())
            .with("baseline", f64::from(options.baseline))
            .with("recent", f64::from(options.recent)),
    })
}
