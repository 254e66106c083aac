//! How to calibrate.

use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::options;
use crate::plain::words;

/// How evidence becomes a probability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum CalibrationMethod {
    /// Ridge logistic regression.
    #[default]
    Logistic,
    /// The same, and a curve that never falls from its log-odds to the probability.
    LogisticIsotonic,
}

words!(CalibrationMethod {
    Logistic => "logistic",
    LogisticIsotonic => "logisticIsotonic",
});

/// What becomes of customers of whom a feature is missing, when a model is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum MissingValues {
    /// They are left out and counted.
    #[default]
    LeaveOut,
    /// The mean stands for the value, and that it is missing is a feature of its own.
    Indicator,
}

words!(MissingValues {
    LeaveOut => "leaveOut",
    Indicator => "indicator",
});

/// How to calibrate. Every default is our choice.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CalibrationOptions {
    /// How evidence becomes a probability: `logistic` unless told.
    pub method: CalibrationMethod,
    /// The ridge λ, at least 0: 1 unless told.
    pub ridge: f64,
    /// What becomes of customers of whom a feature is missing: `leaveOut` unless told.
    pub missing: MissingValues,
    /// In how many parts the customers are cut for cross-validation, 2 to 20, or 0 for none: 5 unless
    /// told.
    pub folds: u32,
    /// The seed by which customers are dealt to the parts: 1 unless told.
    pub seed: u32,
    /// Within how many days the event was to come, for the record.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub days: Option<u32>,
    /// The unit of time of the features that are times, `recency` and `T`, for the record.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub time_unit: Option<TimeUnit>,
}

options!(CalibrationOptions {
    method => "method",
    ridge => "ridge",
    missing => "missing",
    folds => "folds",
    seed => "seed",
    days => "days",
    time_unit => "timeUnit",
});

impl Default for CalibrationOptions {
    fn default() -> Self {
        Self {
            method: CalibrationMethod::default(),
            ridge: 1.0,
            missing: MissingValues::default(),
            folds: 5,
            seed: 1,
            days: None,
            time_unit: None,
        }
    }
}

impl CalibrationOptions {
    /// Checks the ranges.
    ///
    /// # Errors
    /// [`Error::NotFinite`], [`Error::OutOfRange`].
    pub fn check(&self) -> Result<()> {
        check_finite(self.ridge, || "options.ridge".into())?;
        if self.ridge < 0.0 {
            let path = "options.ridge".into();
            return Err(Error::out_of_range(path, self.ridge, "0 or above"));
        }
        if self.folds == 1 || self.folds > 20 {
            let path = "options.folds".into();
            return Err(Error::out_of_range(
                path,
                f64::from(self.folds),
                "2 to 20, or 0 for no cross-validation",
            ));
        }
        Ok(())
    }
}
