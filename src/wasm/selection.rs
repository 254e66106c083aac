//! The choice among the purchase models.

use crate::btyd::ModelKind;
use crate::btyd::fit::FitOptions;
use crate::btyd::selection;
use crate::btyd::selection::CANDIDATES;
use crate::btyd::selection::Criterion;
use crate::btyd::selection::Holdout;
use crate::btyd::selection::fit_best;
use crate::error::Error;
use crate::wasm::convert::from_js;
use crate::wasm::convert::to_js;
use crate::wasm::models::PurchaseModelHandle;
use crate::wasm::models::Purchases;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The model that was chosen, and why.
#[wasm_bindgen]
pub struct ModelSelection {
    inner: selection::Selection,
}

#[wasm_bindgen]
impl ModelSelection {
    /// Fits the `models`, or those in continuous time, and chooses.
    #[wasm_bindgen(constructor)]
    pub fn new(
        columns: &Purchases,
        models: JsValue,
        criterion: JsValue,
        holdout: Option<Vec<f64>>,
        length: f64,
        options: JsValue,
    ) -> Result<Self, Error> {
        let models: Option<Vec<ModelKind>> = from_js(models, "options.models")?;
        let criterion: Option<Criterion> = from_js(criterion, "options.criterion")?;
        let options: FitOptions = from_js(options, "options")?;
        let models = models.as_deref().unwrap_or(&CANDIDATES);
        let holdout = holdout.as_deref();
        let holdout = holdout.map(|purchases| Holdout { purchases, length });
        let inner = fit_best(
            models,
            &columns.purchases(),
            columns.ln_gaps.as_deref(),
            criterion.unwrap_or_default(),
            holdout.as_ref(),
            &options,
        );
        Ok(Self {
            inner: inner.map_err(placed)?,
        })
    }

    pub fn model(&self) -> PurchaseModelHandle {
        PurchaseModelHandle::of(self.inner.fitted.clone())
    }

    pub fn report(&self) -> Result<JsValue, Error> {
        to_js(&self.inner.record)
    }
}

/// The places of the options in JavaScript.
fn placed(error: Error) -> Error {
    error.map_path(|path| match path.strip_prefix("kinds") {
        Some(place) => format!("options.models{place}"),
        None if path.starts_with("holdout") => format!("options.{path}"),
        None if path == "horizon" => "options.holdout.length".into(),
        None => path.into(),
    })
}
