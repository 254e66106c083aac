//! Expectancy and disconfirmation (期望-实绩模型).

use crate::data::classification::Classification;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::perceived::parts::NO_ANSWERS;
use crate::perceived::parts::by_sign;
use crate::perceived::parts::known;
use crate::perceived::parts::mean_known;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Fingerprint;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::options;

/// How much a disconfirmation counts.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DisconfirmationOptions {
    /// s₀: the satisfaction of what is as expected; 0 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub base: f64,
    /// a: what a point above expectation brings; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub gain: f64,
    /// b: what a point below takes; twice the gain unless told, which is our choice after the loss
    /// aversion of Kahneman & Tversky (1979).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub loss: Option<f64>,
}

impl Default for DisconfirmationOptions {
    fn default() -> Self {
        Self {
            base: 0.0,
            gain: 1.0,
            loss: None,
        }
    }
}

options!(DisconfirmationOptions {
    base => "base",
    gain => "gain",
    loss => "loss",
});

/// Performance against expectation.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Disconfirmation {
    /// Performance less expectation of each respondent; NaN where one is missing.
    #[cfg_attr(feature = "full", tsify(type = "Float64Array"))]
    pub differences: Vec<f64>,
    /// The satisfaction of each respondent by the asymmetric formula; NaN where one is missing.
    #[cfg_attr(feature = "full", tsify(type = "Float64Array"))]
    pub satisfaction: Vec<f64>,
    /// The mean difference; none without respondents.
    pub mean: Option<f64>,
    /// The mean satisfaction.
    pub mean_satisfaction: Option<f64>,
    /// `disconfirmation.positive`, `disconfirmation.zero` or `disconfirmation.negative`, by the mean.
    pub verdict: Option<Classification>,
    /// How many get more than expected: very satisfied (很满意).
    pub positive: u32,
    /// How many get what is expected: satisfied (满意).
    pub zero: u32,
    /// How many get less: dissatisfied (不满意).
    pub negative: u32,
    /// How many did not say both.
    pub missing: u32,
    /// Why there is no mean: `no_answers`.
    pub reason: Option<String>,
    /// How it was computed.
    pub provenance: Provenance,
}

impl ToPlain for Disconfirmation {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("differences", &Bulk(&self.differences));
        entries.put("satisfaction", &Bulk(&self.satisfaction));
        entries.put("mean", &self.mean);
        entries.put("meanSatisfaction", &self.mean_satisfaction);
        entries.put("verdict", &self.verdict);
        entries.put("positive", &self.positive);
        entries.put("zero", &self.zero);
        entries.put("negative", &self.negative);
        entries.put("missing", &self.missing);
        entries.put("reason", &self.reason);
        entries.put("provenance", &self.provenance);
        entries.into_plain()
    }
}

/// Holds what customers got against what they expected; NaN is a missing answer.
///
/// # Formula
/// ```text
/// d = performance − expectation    S = s₀ + a d⁺ − b d⁻
/// ```
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::NotFinite`] for infinite answers, and [`Error::OutOfRange`] for a
/// gain or a loss below 0.
///
/// # Example: one more, one less than expected
/// ```
/// use clientele::perceived::satisfaction::*;
/// let found = disconfirmation(&[8.0, 6.0], &[7.0, 8.0], &DisconfirmationOptions::default())?;
/// assert_eq!(found.differences, [1.0, -2.0]);
/// assert_eq!(found.satisfaction, [1.0, -4.0]);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Oliver, R. L. (1980), "A cognitive model of the antecedents and consequences of satisfaction
/// decisions", Journal of Marketing Research 17(4).
pub fn disconfirmation(
    performance: &[f64],
    expectation: &[f64],
    options: &DisconfirmationOptions,
) -> Result<Disconfirmation> {
    check_length("expectation", expectation.len(), performance.len())?;
    check_finite(options.base, || "options.base".into())?;
    let loss = options.loss.unwrap_or(2.0 * options.gain);
    for (value, name) in [(options.gain, "gain"), (loss, "loss")] {
        let path = || format!("options.{name}");
        check_finite(value, path)?;
        if value < 0.0 {
            return Err(Error::out_of_range(path(), value, "a number from 0"));
        }
    }
    let (mut differences, mut satisfaction) = (Vec::new(), Vec::new());
    let (mut counts, mut missing) = ([0_u32; 3], 0);
    for (row, (got, expected)) in performance.iter().zip(expectation).enumerate() {
        for (value, name) in [(got, "performance"), (expected, "expectation")] {
            if value.is_infinite() {
                let path = format!("{name}[{row}]");
                return Err(Error::NotFinite { path });
            }
        }
        let difference = got - expected;
        let value = options.base + options.gain * difference.max(0.0) + loss * difference.min(0.0);
        if got.is_nan() || expected.is_nan() {
            differences.push(f64::NAN);
            satisfaction.push(f64::NAN);
            missing += 1;
            continue;
        }
        check_finite(difference, || format!("performance[{row}]"))?;
        check_finite(value, || format!("performance[{row}]"))?;
        let code = by_sign(difference, got.abs(), CODES).code;
        for (own, count) in CODES.iter().zip(&mut counts) {
            *count += u32::from(code == **own);
        }
        differences.push(difference);
        satisfaction.push(value);
    }
    let column = |values: &[f64]| {
        let values: Vec<Option<f64>> = values.iter().map(|value| known(*value)).collect();
        mean_known(&values)
    };
    let mean = column(&differences);
    let mean_satisfaction = column(&satisfaction);
    let mut hash = Fingerprint::default();
    hash.numbers(performance);
    hash.numbers(expectation);
    let [negative, zero, positive] = counts;
    Ok(Disconfirmation {
        differences,
        satisfaction,
        mean,
        mean_satisfaction,
        verdict: mean.map(|mean| by_sign(mean, 1.0, CODES)),
        positive,
        zero,
        negative,
        missing,
        reason: mean.is_none().then(|| NO_ANSWERS.into()),
        provenance: Provenance::new("disconfirmation", hash.finish())
            .with("base", options.base)
            .with("gain", options.gain)
            .with("loss", loss),
    })
}

const CODES: [&str; 3] = [
    "disconfirmation.negative",
    "disconfirmation.zero",
    "disconfirmation.positive",
];
