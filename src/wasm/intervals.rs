//! How sure parameters and predictions are.

use crate::btyd::AnyModel;
use crate::btyd::ModelKind;
use crate::btyd::Parameters;
use crate::btyd::Predictions;
use crate::btyd::PurchaseHistory;
use crate::btyd::fit::FitOptions;
use crate::btyd::uncertainty;
use crate::btyd::uncertainty::DrawOptions;
use crate::btyd::uncertainty::IntervalBasis;
use crate::btyd::uncertainty::ParameterInterval;
use crate::btyd::uncertainty::check_level;
use crate::btyd::uncertainty::parameter_intervals;
use crate::error::Error;
use crate::plain::report;
use crate::plain::words;
use crate::wasm::convert::from_js;
use crate::wasm::convert::to_js;
use crate::wasm::models::PurchaseModelHandle;
use crate::wasm::models::Purchases;
use crate::wasm::models::fit_columns;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The ends of the intervals of parameters, by name.
pub(super) struct ParameterIntervals {
    lower: Parameters,
    upper: Parameters,
    /// In the order of the names.
    basis: Vec<IntervalBasis>,
}

report!(ParameterIntervals {
    lower => "lower",
    upper => "upper",
    basis => "basis",
});

impl ParameterIntervals {
    /// Names the intervals of the parameters of a model of some kind.
    pub(super) fn of(kind: ModelKind, intervals: &[ParameterInterval]) -> Self {
        let lower: Vec<_> = intervals.iter().map(|interval| interval.lower).collect();
        let upper: Vec<_> = intervals.iter().map(|interval| interval.upper).collect();
        Self {
            lower: Parameters::of(kind, &lower),
            upper: Parameters::of(kind, &upper),
            basis: intervals.iter().map(|interval| interval.basis).collect(),
        }
    }
}

/// A prediction that the parameters determine.
#[derive(Clone, Copy)]
pub(super) enum Prediction {
    ProbabilityAlive,
    ProbabilityOfPurchase,
    ExpectedPurchases,
}

words!(Prediction {
    ProbabilityAlive => "probabilityAlive",
    ProbabilityOfPurchase => "probabilityOfPurchase",
    ExpectedPurchases => "expectedPurchases",
});

impl Prediction {
    /// Returns the prediction for a customer, so far ahead.
    pub(super) fn of(
        self,
        model: &AnyModel,
        history: PurchaseHistory,
        time: f64,
    ) -> Result<f64, Error> {
        match self {
            Self::ProbabilityAlive if time > 0.0 => model.probability_alive_after(history, time),
            Self::ProbabilityAlive => model.probability_alive(history),
            Self::ProbabilityOfPurchase => model.probability_of_purchase(history, time),
            Self::ExpectedPurchases => model.expected_purchases(history, time),
        }
    }
}

#[wasm_bindgen]
impl PurchaseModelHandle {
    #[wasm_bindgen(js_name = parameterIntervals)]
    pub fn parameter_intervals(&self, level: f64) -> Result<JsValue, Error> {
        check_level(level).map_err(|error| error.within("options"))?;
        let Some(fitted) = &self.fitted else {
            return Ok(JsValue::NULL);
        };
        let kind = self.model.kind();
        let found = parameter_intervals(fitted, level)?;
        let found = found.map(|intervals| ParameterIntervals::of(kind, &intervals));
        to_js(&found)
    }

    /// Draws models from the covariance of the fit; nothing where there is none.
    pub fn draws(&self, options: JsValue) -> Result<Option<ModelDraws>, Error> {
        let options = draw_options(options)?;
        let Some(fitted) = &self.fitted else {
            return Ok(None);
        };
        let inner = uncertainty::ModelDraws::of_fit(fitted, &options)?;
        Ok(inner.map(|inner| ModelDraws { inner }))
    }
}

/// Models whose parameters are drawn.
#[wasm_bindgen]
pub struct ModelDraws {
    inner: uncertainty::ModelDraws,
}

#[wasm_bindgen]
impl ModelDraws {
    /// Fits a model to samples of the customers.
    pub fn bootstrap(
        kind: JsValue,
        columns: &Purchases,
        k: Option<u32>,
        fit: JsValue,
        options: JsValue,
    ) -> Result<Self, Error> {
        let kind: ModelKind = from_js(kind, "model")?;
        let fit = FitOptions {
            profile_likelihood: false,
            ..from_js(fit, "options")?
        };
        let options = draw_options(options)?;
        let ln_gaps = columns.ln_gaps.as_deref();
        let rows = columns.purchases();
        let inner = uncertainty::ModelDraws::bootstrap_with(&rows, &options, &|sample| {
            fit_columns(kind, k, sample, ln_gaps, &fit)
        })?;
        Ok(Self { inner })
    }

    /// Returns the lower ends of the numbers of purchases, then the upper ones.
    pub fn purchases(
        &self,
        columns: &Purchases,
        horizon: f64,
        level: f64,
    ) -> Result<Vec<f64>, Error> {
        self.check(Some(horizon), level)?;
        let rows = columns.purchases();
        both_ends(rows.frequency.len(), &|lower, upper| {
            self.inner
                .purchases_columns(&rows, horizon, level, lower, upper)
                .map_err(horizon_in_options)
        })
    }

    /// Returns the lower ends of a prediction, then the upper ones.
    pub fn intervals(
        &self,
        columns: &Purchases,
        prediction: JsValue,
        horizon: Option<f64>,
        level: f64,
    ) -> Result<Vec<f64>, Error> {
        let prediction: Prediction = from_js(prediction, "options.prediction")?;
        self.check(horizon, level)?;
        let rows = columns.purchases();
        let time = horizon.unwrap_or(0.0);
        both_ends(rows.frequency.len(), &|lower, upper| {
            let value = |model: &AnyModel, history| prediction.of(model, history, time);
            self.inner
                .interval_columns(&rows, level, &value, lower, upper)
        })
    }

    fn check(&self, horizon: Option<f64>, level: f64) -> Result<(), Error> {
        check_level(level).map_err(|error| error.within("options"))?;
        if let Some((horizon, model)) = horizon.zip(self.inner.models().first()) {
            model.check_time(horizon, "options.horizon")?;
        }
        Ok(())
    }
}

/// Reads how many models are drawn; what is no whole number is told the range that holds.
pub(super) fn draw_options(options: JsValue) -> Result<DrawOptions, Error> {
    from_js(options, "options").map_err(|error: Error| match error {
        Error::InvalidValue { path, found, .. } if path == "options.draws" => {
            Error::invalid(path, &found, DrawOptions::DRAWS)
        }
        error => error,
    })
}

/// The place of a horizon in JavaScript.
pub(super) fn horizon_in_options(error: Error) -> Error {
    match error.path() {
        Some("horizon") => error.within("options"),
        _ => error,
    }
}

/// Writes the lower ends and the upper ones.
type WriteEnds<'a> = &'a dyn Fn(&mut [f64], &mut [f64]) -> Result<(), Error>;

pub(super) fn both_ends(rows: usize, write: WriteEnds<'_>) -> Result<Vec<f64>, Error> {
    let mut lower = vec![f64::NAN; rows];
    let mut upper = lower.clone();
    write(&mut lower, &mut upper)?;
    lower.append(&mut upper);
    Ok(lower)
}
