//! A calibrated model as a record that can stand in a profile.

use crate::churn::calibration::options::CalibrationMethod;
use crate::churn::calibration::quality::CalibrationQuality;
use crate::churn::risk_evidence::check_base;
use crate::churn::risk_evidence::check_names;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::bounds::check_amount;
use crate::numeric::bounds::check_within;
use crate::numeric::isotonic::IsotonicKnot;
use crate::numeric::logistic::LogisticVerdict;
use crate::plain::record;

/// The version of the record.
pub(super) const VERSION: u32 = 1;
/// More features than a calibration of evidence has.
pub(super) const MOST_FEATURES: usize = 1000;
/// More corners than a curve has.
const MOST_KNOTS: usize = 100_000;

/// What it means that a feature is missing.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct MissingTerm {
    /// Log-odds of it being missing.
    pub coefficient: f64,
    /// The share of customers of whom it was missing.
    pub reference: f64,
}

record!(MissingTerm {
    coefficient => "coefficient",
    reference => "reference",
});

/// A feature of a calibrated model.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CalibratedFeature {
    /// Its name.
    pub name: String,
    /// Log-odds for one unit more.
    pub coefficient: f64,
    /// The standard error of the coefficient; `null` where there is none.
    pub standard_error: Option<f64>,
    /// The value of the reference customer: the mean of those that were known.
    pub reference: f64,
    /// What it means that the value is missing; `null`: nothing.
    pub missing: Option<MissingTerm>,
}

record!(CalibratedFeature {
    name => "name",
    coefficient => "coefficient",
    standard_error => "standardError",
    reference => "reference",
    missing => "missing",
});

/// A model of the probability of an event, fitted to what became of customers.
///
/// ```text
/// η = intercept + Σ coefficient · value,   probability = 1/(1 + e^−η), or the curve at η
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Calibration {
    /// The version of the record: 1.
    pub version: u32,
    /// How evidence becomes a probability.
    pub method: CalibrationMethod,
    /// Within how many days the event was to come; `null` when that was not told.
    pub days: Option<u32>,
    /// The unit of time of the features that are times; `null` when that was not told.
    pub time_unit: Option<TimeUnit>,
    /// The log-odds where every feature is 0.
    pub intercept: f64,
    /// The standard error of the intercept; `null` where there is none.
    pub intercept_error: Option<f64>,
    /// The features.
    pub features: Vec<CalibratedFeature>,
    /// The curve from log-odds to probability; `null` without.
    pub isotonic: Option<Vec<IsotonicKnot>>,
    /// The ridge that held.
    pub ridge: f64,
    /// What the fit amounts to.
    pub verdict: LogisticVerdict,
    /// Steps of Newton's method.
    pub iterations: u32,
    /// Customers left out because a feature of theirs was missing.
    pub left_out: u32,
    /// What to mind, as codes: `few_events`, `separated`, `collinear`, `not_converged`.
    pub warnings: Vec<String>,
    /// How good the probabilities are for the customers that the model was fitted to; `null` in a public
    /// profile.
    pub quality: Option<CalibrationQuality>,
    /// How good they are for customers that it was not fitted to; `null` without cross-validation.
    pub cross_validated: Option<CalibrationQuality>,
}

record!(Calibration {
    version => "version",
    method => "method",
    days => "days",
    time_unit => "timeUnit",
    intercept => "intercept",
    intercept_error => "interceptError",
    features => "features",
    isotonic => "isotonic",
    ridge => "ridge",
    verdict => "verdict",
    iterations => "iterations",
    left_out => "leftOut",
    warnings => "warnings",
    quality => "quality",
    cross_validated => "crossValidated",
});

impl Calibration {
    /// Returns the model without what its fit was like.
    #[must_use]
    pub fn without_records(&self) -> Self {
        let mut model = self.clone();
        model.intercept_error = None;
        model.quality = None;
        model.cross_validated = None;
        for feature in &mut model.features {
            feature.standard_error = None;
        }
        model
    }

    /// Checks a record that was read.
    ///
    /// # Errors
    /// [`Error::UnsupportedVersion`], [`Error::NotFinite`], [`Error::OutOfRange`],
    /// [`Error::InvalidValue`] and [`Error::Missing`], with the path from the record.
    pub fn check(&self) -> Result<()> {
        if self.version > VERSION {
            return Err(Error::UnsupportedVersion {
                path: "version".into(),
                found: self.version,
                supported: VERSION,
            });
        }
        check_within(
            f64::from(self.version),
            [1.0, f64::from(VERSION)],
            "version",
            "1",
        )?;
        check_finite(self.intercept, || "intercept".into())?;
        check_amount(self.ridge, "ridge")?;
        if let Some(error) = self.intercept_error {
            check_amount(error, "interceptError")?;
        }
        for (quality, name) in [
            (&self.quality, "quality"),
            (&self.cross_validated, "crossValidated"),
        ] {
            if let Some(quality) = quality {
                quality.check().map_err(|error| error.within(name))?;
            }
        }
        if self.features.len() > MOST_FEATURES {
            return Err(Error::out_of_range(
                "features".into(),
                self.features.len() as f64,
                "at most 1000 features",
            ));
        }
        let names: Vec<&str> = self.features.iter().map(|f| f.name.as_str()).collect();
        check_names(&names, "features")?;
        for (i, feature) in self.features.iter().enumerate() {
            let path = |name: &str| format!("features[{i}].{name}");
            check_finite(feature.coefficient, || path("coefficient"))?;
            check_finite(feature.reference, || path("reference"))?;
            if let Some(error) = feature.standard_error {
                check_amount(error, &path("standardError"))?;
            }
            if let Some(term) = feature.missing {
                check_finite(term.coefficient, || path("missing.coefficient"))?;
                check_finite(term.reference, || path("missing.reference"))?;
            }
        }
        check_base(self, "intercept")?;
        match (&self.isotonic, self.method) {
            (None, CalibrationMethod::LogisticIsotonic) => Err(Error::missing(
                "isotonic".into(),
                "the corners of the curve",
            )),
            (Some(knots), _) => check_knots(knots),
            _ => Ok(()),
        }
    }
}

/// Checks that a curve rises from left to right and that its heights are probabilities between 0 and
/// 1, so that there are odds.
fn check_knots(knots: &[IsotonicKnot]) -> Result<()> {
    if knots.is_empty() || knots.len() > MOST_KNOTS {
        return Err(Error::out_of_range(
            "isotonic".into(),
            knots.len() as f64,
            "1 to 100000 corners",
        ));
    }
    let mut last: Option<&IsotonicKnot> = None;
    for (i, knot) in knots.iter().enumerate() {
        check_finite(knot.at, || format!("isotonic[{i}].at"))?;
        check_finite(knot.value, || format!("isotonic[{i}].value"))?;
        let least = last.map_or(0.0, |last| last.value);
        if !(knot.value > 0.0 && knot.value < 1.0 && knot.value >= least) {
            return Err(Error::out_of_range(
                format!("isotonic[{i}].value"),
                knot.value,
                "between 0 and 1, and no less than the one before",
            ));
        }
        if last.is_some_and(|last| knot.at <= last.at) {
            return Err(Error::out_of_range(
                format!("isotonic[{i}].at"),
                knot.at,
                "more than the one before",
            ));
        }
        last = Some(knot);
    }
    Ok(())
}
