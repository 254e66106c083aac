//! Whether a profile is whole.

use crate::btyd::gamma_gamma::GammaGamma;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::score::profile::LoyaltySettings;
use crate::score::profile::Profile;
use crate::score::profile::SpendModel;
use crate::score::profile::SpendSection;
use crate::score::profile::ValueRange;
use crate::score::profile::ValueSettings;
use crate::value::baseline_value;
use crate::weighting::ahp::PairwiseMatrix;
use crate::weighting::ahp::PriorityMethod;

/// How far a stored weight may lie from the one its judgements give: a profile that was written
/// with fifteen digits is within, a weight changed by hand is not.
const WEIGHT_TOLERANCE: f64 = 1e-9;

fn out_of_range(path: &str, value: f64, expected: &str) -> Error {
    Error::OutOfRange {
        path: path.into(),
        value,
        expected: expected.into(),
    }
}

fn check_between(value: f64, path: &str, lo: f64, hi: f64, expected: &str) -> Result<()> {
    check_finite(value, || path.into())?;
    if (lo..=hi).contains(&value) {
        Ok(())
    } else {
        Err(out_of_range(path, value, expected))
    }
}

fn check_word(found: &str, path: &str, words: &[&str]) -> Result<()> {
    if words.contains(&found) {
        return Ok(());
    }
    Err(Error::InvalidValue {
        path: path.into(),
        found: format!("\"{}\"", found.chars().take(40).collect::<String>()),
        expected: format!("\"{}\"", words.join("\" or \"")),
    })
}

impl ValueRange {
    fn check(&self, path: &str) -> Result<()> {
        check_finite(self.lo, || format!("{path}.lo"))?;
        check_finite(self.hi, || format!("{path}.hi"))?;
        if self.hi > self.lo {
            return Ok(());
        }
        Err(out_of_range(&format!("{path}.hi"), self.hi, "above `lo`"))
    }
}

impl Profile {
    /// What `format` must say.
    pub const FORMAT: &'static str = "clientele-profile";

    /// The newest version of the format, which this library writes.
    pub const VERSION: u32 = 1;

    /// Checks every field.
    ///
    /// # Errors
    /// An error whose path is that of the first field that is wrong;
    /// [`Error::UnsupportedVersion`] when the profile is newer than this library.
    pub fn check(&self) -> Result<()> {
        check_word(&self.format, "format", &[Self::FORMAT])?;
        if self.version > Self::VERSION {
            return Err(Error::UnsupportedVersion {
                path: "version".into(),
                found: self.version,
                supported: Self::VERSION,
            });
        }
        check_between(
            f64::from(self.version),
            "version",
            1.0,
            f64::INFINITY,
            "1 or above",
        )?;
        self.purchase.model()?;
        self.spend.check()?;
        self.value.check()?;
        self.loyalty.check()?;
        check_word(&self.churn.mode, "churn.mode", &["horizon"])?;
        check_between(
            self.churn.horizon_days,
            "churn.horizonDays",
            1.0,
            36_525.0,
            "1 to 36525 days",
        )?;
        self.churn.bands.check("churn.bands")?;
        self.population.check("population")
    }
}

impl SpendSection {
    fn check(&self) -> Result<()> {
        check_finite(self.mean, || "spend.mean".into())?;
        match (self.model, self.params) {
            (SpendModel::GammaGamma, None) => Err(Error::Missing {
                path: "spend.params".into(),
                expected: "p, q and v of the Gamma-Gamma model".into(),
            }),
            (SpendModel::GammaGamma, Some(params)) => {
                GammaGamma::try_new(params).map_err(|e| e.within("spend"))?;
                Ok(())
            }
            (SpendModel::Mean, _) => Ok(()),
        }
    }
}

impl ValueSettings {
    fn check(&self) -> Result<()> {
        check_between(self.margin, "value.margin", 0.0, 1.0, "0 to 1")?;
        check_between(
            self.discount_rate,
            "value.discountRate",
            0.0,
            10.0,
            "0 to 10 a year",
        )?;
        check_between(
            f64::from(self.months),
            "value.months",
            1.0,
            600.0,
            "1 to 600 months",
        )?;
        check_finite(self.baseline_retention, || "value.baselineRetention".into())?;
        baseline_value(1.0, self.baseline_retention, self.discount_rate).map_err(|_| {
            out_of_range(
                "value.baselineRetention",
                self.baseline_retention,
                "0 to 1, and below 1 when nothing is discounted",
            )
        })?;
        check_word(
            &self.baseline_retention_source,
            "value.baselineRetentionSource",
            &["model", "given"],
        )?;
        check_between(
            self.current_weight,
            "value.currentWeight",
            0.0,
            1.0,
            "0 to 1",
        )?;
        self.current_range.check("value.currentRange")?;
        self.future_range.check("value.futureRange")?;
        self.cuts.check("value.cuts")?;
        check_word(&self.cuts_source, "value.cutsSource", &["median", "given"])?;
        self.tiers.check("value.tiers")
    }
}

impl LoyaltySettings {
    fn check(&self) -> Result<()> {
        self.behaviour().map_err(|e| e.within("loyalty"))?;
        self.index().map_err(|e| e.within("loyalty"))?;
        let matrix = self.matrix().map_err(|e| e.within("loyalty"))?;
        for (name, value) in [
            ("lambdaMax", self.lambda_max),
            ("consistencyIndex", self.consistency_index),
            ("consistencyRatio", self.consistency_ratio),
        ] {
            check_finite(value, || format!("loyalty.{name}"))?;
        }
        let priorities = matrix.priorities(PriorityMethod::Eigenvector);
        for (i, (weight, derived)) in self.weights.iter().zip(&priorities.weights).enumerate() {
            if (weight - derived).abs() > WEIGHT_TOLERANCE {
                return Err(out_of_range(
                    &format!("loyalty.weights[{i}]"),
                    *weight,
                    &format!("{derived}, which follows from the judgements"),
                ));
            }
        }
        Ok(())
    }

    /// Returns the judgements as a checked matrix.
    pub(crate) fn matrix(&self) -> Result<PairwiseMatrix> {
        let codes = self.indicators.iter().map(|i| i.code.clone()).collect();
        judged(&self.judgements, codes, "judgements")
    }
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
