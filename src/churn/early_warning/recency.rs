//! The silence of a customer beside the customer's own gaps.

use crate::churn::defection::check_between;
use crate::churn::early_warning::levels::ALARM;
use crate::churn::early_warning::levels::LEVELS;
use crate::churn::early_warning::levels::WARN;
use crate::churn::early_warning::levels::WATCH;
use crate::data::classification::Classification;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::exp;
use crate::numeric::statistics::mean;
use crate::numeric::statistics::sample_deviation;
use crate::numeric::vectors::check_from_zero;
use crate::plain::Fingerprint;
use crate::plain::report;

/// How long a customer has been silent, beside the gaps between purchases.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RecencyRatio {
    /// Days since the last purchase by the mean gap; none when `reason` says why.
    pub ratio: Option<f64>,
    /// The mean gap, in days.
    pub mean_gap: Option<f64>,
    /// The sample standard deviation of the gaps; none of fewer than two.
    pub gap_deviation: Option<f64>,
    /// The coefficient of variation of the gaps.
    pub gap_variation: Option<f64>,
    /// Whether the customer buys regularly; none of fewer than two gaps.
    pub regular: Option<bool>,
    /// The probability of a gap this long or longer, were the gaps exponential: for customers who buy
    /// irregularly.
    pub probability: Option<f64>,
    /// How many standard deviations the silence lies above the mean gap: for customers who buy
    /// regularly; none where the gaps do not vary.
    pub z: Option<f64>,
    /// Which of the two to look at: `z` or `probability`.
    pub measure: Option<String>,
    /// Calm, watch, warn or alarm, by the ratio.
    pub level: Option<Classification>,
    /// Why there is no ratio: `no_gaps` or `gaps_zero`.
    pub reason: Option<String>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(RecencyRatio {
    ratio => "ratio",
    mean_gap => "meanGap",
    gap_deviation => "gapDeviation",
    gap_variation => "gapVariation",
    regular => "regular",
    probability => "probability",
    z => "z",
    measure => "measure",
    level => "level",
    reason => "reason",
    provenance => "provenance",
});

/// Returns how long a customer has been silent beside the customer's own gaps.
///
/// `gaps`: days between purchases, in any order. `days_since_last`: days since the last one.
///
/// # Formula
/// ```text
/// ρ = days since last / mean gap,  P(gap ≥ t) = e^(−ρ),  z = (t − mean) / s
/// watch from ρ = 1.5, warn from 2, alarm from 3; regular where s / mean < 0.3
/// ```
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for what is below 0, as `gaps[3]`; those of
/// [`Thresholds::check`], and [`Error::OutOfRange`] for levels that do not rise.
///
/// # Example: a monthly buyer, silent for two months
/// ```
/// use clientele::churn::early_warning::recency_ratio;
/// use clientele::data::thresholds::Thresholds;
/// let gaps = [28.0, 31.0, 30.0, 27.0, 34.0, 30.0];
/// let found = recency_ratio(&gaps, 62.0, &Thresholds::default())?;
/// assert_eq!(found.level.map(|level| level.code).as_deref(), Some("early_warning.warn"));
/// assert_eq!(found.measure.as_deref(), Some("z"));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn recency_ratio(
    gaps: &[f64],
    days_since_last: f64,
    thresholds: &Thresholds,
) -> Result<RecencyRatio> {
    check_levels(thresholds)?;
    let t = *thresholds;
    check_from_zero(gaps, "gaps")?;
    check_between(days_since_last, "daysSinceLast", f64::MAX)?;
    let mean_gap = mean(gaps);
    let deviation = sample_deviation(gaps);
    let gap = mean_gap.filter(|gap| *gap > 0.0);
    let ratio = ratio_of(mean_gap, days_since_last);
    let variation = gap.zip(deviation).map(|(gap, deviation)| deviation / gap);
    let regular = variation.map(|variation| variation < t.regular_gap_variation);
    let z = z_of(mean_gap, deviation, days_since_last);
    let measure = match (regular, z) {
        (Some(true), Some(_)) => "z",
        _ => "probability",
    };
    let mut hash = Fingerprint::default();
    hash.numbers(gaps);
    hash.numbers(&[days_since_last]);
    Ok(RecencyRatio {
        ratio,
        mean_gap,
        gap_deviation: deviation,
        gap_variation: variation,
        regular,
        probability: ratio.map(|ratio| exp(-ratio)),
        z,
        measure: ratio.map(|_| measure.into()),
        level: ratio.map(|ratio| level(ratio, &t)),
        reason: match (mean_gap, ratio) {
            (None, _) => Some("no_gaps".into()),
            (_, None) => Some("gaps_zero".into()),
            _ => None,
        },
        provenance: Provenance::new("recencyRatio", hash.finish())
            .with("recencyWatch", t.recency_watch)
            .with("recencyWarn", t.recency_warn)
            .with("recencyAlarm", t.recency_alarm)
            .with("regularGapVariation", t.regular_gap_variation),
    })
}

/// Rejects levels of the ratio that fall.
pub(super) fn check_levels(t: &Thresholds) -> Result<()> {
    t.check()?;
    for (name, below, above) in [
        ("recencyWarn", t.recency_watch, t.recency_warn),
        ("recencyAlarm", t.recency_warn, t.recency_alarm),
    ] {
        if above < below {
            let expected = "no less than the threshold below it";
            return Err(Error::out_of_range(name.into(), above, expected));
        }
    }
    Ok(())
}

/// Returns the days since the last purchase by the mean gap.
pub(super) fn ratio_of(mean_gap: Option<f64>, days: f64) -> Option<f64> {
    mean_gap
        .filter(|gap| *gap > 0.0)
        .map(|gap| days / gap)
        .filter(|ratio| ratio.is_finite())
}

/// Returns how many standard deviations the silence lies above the mean gap.
pub(super) fn z_of(mean_gap: Option<f64>, deviation: Option<f64>, days: f64) -> Option<f64> {
    mean_gap
        .filter(|gap| *gap > 0.0)
        .zip(deviation.filter(|deviation| *deviation > 0.0))
        .map(|(gap, deviation)| (days - gap) / deviation)
        .filter(|z| z.is_finite())
}

/// The place of a recency ratio among the levels, with the threshold that decides.
pub(super) fn place(ratio: f64, t: &Thresholds) -> (usize, &'static str, f64) {
    if ratio >= t.recency_alarm {
        (ALARM, "recencyAlarm", t.recency_alarm)
    } else if ratio >= t.recency_warn {
        (WARN, "recencyWarn", t.recency_warn)
    } else if ratio >= t.recency_watch {
        (WATCH, "recencyWatch", t.recency_watch)
    } else {
        (0, "recencyWatch", t.recency_watch)
    }
}

/// The level of a recency ratio.
fn level(ratio: f64, t: &Thresholds) -> Classification {
    let (place, name, threshold) = place(ratio, t);
    Classification::new(LEVELS.get(place).copied().unwrap_or_default())
        .because("recency_ratio", ratio)
        .beyond(name, threshold)
}
