//! What became of customers after a day: the report on a model, the table of outcomes.

use crate::error::Error;
use crate::score;
use crate::score::OutcomeOptions;
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

/// Returns what was known of each customer on a day, and what became of them.
#[wasm_bindgen(js_name = churnOutcomes)]
pub fn churn_outcomes(orders: &Orders, options: JsValue) -> Result<JsValue, Error> {
    let options: OutcomeOptions = from_js(options, "options")?;
    to_js(&score::churn_outcomes(&orders.inner, &options)?)
}
