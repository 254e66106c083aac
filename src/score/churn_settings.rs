//! How a profile computes the risk of churn.

use crate::churn::EvidenceSettings;
use crate::churn::RiskBands;
use crate::churn::RiskEvidence;
use crate::churn::calibration::Calibration;
use crate::churn::imported::ImportedModel;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::plain::record;
use crate::plain::words;
use crate::score::check::check_between;

/// What the risk of a customer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum RiskMode {
    /// P(no purchase within the horizon | history), by the purchase model alone.
    #[default]
    Horizon,
    /// The churn rate of the base, moved by evidence.
    Cohort,
    /// 1 − P(alive), moved by evidence; the silence of the customer is in it already and is not
    /// counted again.
    Alive,
    /// A regression fitted on outcomes: `churn.calibration`.
    Calibrated,
    /// A model trained elsewhere: `churn.model`. Its risks are as good as it is; nothing here has held them
    /// against outcomes.
    Imported,
}

words!(RiskMode {
    Horizon => "horizon",
    Cohort => "cohort",
    Alive => "alive",
    Calibrated => "calibrated",
    Imported => "imported",
});

/// How churn risk is computed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ChurnSettings {
    /// What the risk is.
    pub mode: RiskMode,
    /// The horizon in days.
    pub horizon_days: f64,
    /// Cuts of the risk bands.
    pub bands: RiskBands,
    /// The share of customers that leave within the horizon, above 0 and below 1; needed by `cohort`.
    pub base_rate: Option<f64>,
    /// The points of evidence, for `cohort` and `alive`; `null` for the default ones.
    pub evidence: Option<EvidenceSettings>,
    /// The regression that `calibrated` needs.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub calibration: Option<Calibration>,
    /// The model that `imported` needs.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub model: Option<ImportedModel>,
}

record!(ChurnSettings {
    mode => "mode",
    horizon_days => "horizonDays",
    bands => "bands",
    base_rate => "baseRate",
    evidence => "evidence",
    calibration => "calibration",
    model => "model",
});

impl ChurnSettings {
    /// Returns the model that the mode rests on, where it is one of features.
    pub(crate) fn of_features(&self) -> Option<&dyn RiskEvidence> {
        match self.mode {
            RiskMode::Calibrated => self.calibration.as_ref().map(|model| model as _),
            RiskMode::Imported => self.model.as_ref().map(|model| model as _),
            RiskMode::Horizon | RiskMode::Cohort | RiskMode::Alive => None,
        }
    }

    /// Checks that the risk is called what the calibration was fitted to.
    fn check_days(&self) -> Result<()> {
        let calibrated = self.calibration.as_ref().and_then(|c| c.days);
        match calibrated {
            Some(days) if (self.horizon_days - f64::from(days)).abs() > 0.0 => {
                Err(Error::InvalidValue {
                    path: "churn.horizonDays".into(),
                    found: format!("{} days", self.horizon_days),
                    expected: format!("{days}, the days of the calibration"),
                })
            }
            _ => Ok(()),
        }
    }

    /// Checks that times mean to the calibration what they mean to the profile.
    fn check_unit(&self, unit: TimeUnit) -> Result<()> {
        let calibrated = self.calibration.as_ref().and_then(|c| c.time_unit);
        match calibrated {
            Some(found) if found != unit => Err(Error::InvalidValue {
                path: "churn.calibration.timeUnit".into(),
                found: format!("\"{}\"", found.name()),
                expected: format!(
                    "\"{}\", the unit of the profile: calibrate on columns in it, or build the profile in the other",
                    unit.name()
                ),
            }),
            _ => Ok(()),
        }
    }

    /// Checks the settings; `unit`: the profile's unit of time.
    pub(crate) fn check(&self, unit: TimeUnit) -> Result<()> {
        check_between(
            self.horizon_days,
            "churn.horizonDays",
            1.0,
            36_525.0,
            "1 to 36525 days",
        )?;
        self.bands.check("churn.bands")?;
        if let Some(evidence) = &self.evidence {
            evidence.check().map_err(|e| e.within("churn.evidence"))?;
        }
        if let Some(calibration) = &self.calibration {
            let checked = calibration.check();
            checked.map_err(|e| e.within("churn.calibration"))?;
        }
        if let Some(model) = &self.model {
            model.check().map_err(|e| e.within("churn.model"))?;
        }
        let lacks = |path: &str, expected: &str| {
            Err(Error::Missing {
                path: path.into(),
                expected: expected.into(),
            })
        };
        match self.mode {
            RiskMode::Calibrated if self.calibration.is_none() => {
                return lacks("churn.calibration", "the regression that `calibrated` uses");
            }
            RiskMode::Calibrated => {
                self.check_days()?;
                self.check_unit(unit)?;
            }
            RiskMode::Imported if self.model.is_none() => {
                return lacks("churn.model", "the model that `imported` uses");
            }
            _ => {}
        }
        match self.base_rate {
            Some(rate) if rate > 0.0 && rate < 1.0 => Ok(()),
            Some(rate) => {
                check_between(rate, "churn.baseRate", 0.0, 1.0, "above 0 and below 1")?;
                let expected = "above 0 and below 1";
                Err(Error::out_of_range("churn.baseRate".into(), rate, expected))
            }
            None if self.mode == RiskMode::Cohort => Err(Error::Missing {
                path: "churn.baseRate".into(),
                expected: "the share of customers that leave, which `cohort` starts from".into(),
            }),
            None => Ok(()),
        }
    }
}
