//! The report on a model with a holdout period.

use crate::error::Error;
use crate::score;
use crate::score::ReportOptions;
use crate::wasm::convert::from_js;
use crate::wasm::convert::to_js;
use crate::wasm::orders::Orders;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Fits a model to the orders up to a day and compares its predictions with those after it.
#[wasm_bindgen(js_name = holdoutReport)]
pub fn holdout_report(orders: &Orders, options: JsValue) -> Result<JsValue, Error> {
    let options: ReportOptions = from_js(options, "options")?;
    to_js(&score::model_report(&orders.inner, &options)?)
}
