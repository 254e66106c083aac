//! Profiles as plain objects.

use crate::error::Error;
use crate::score;
use crate::score::ProfileOptions;
use crate::wasm::convert::from_js;
use crate::wasm::convert::to_js;
use crate::wasm::orders::Orders;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Fits the models to the orders and returns a profile.
#[wasm_bindgen(js_name = buildProfile)]
pub fn build_profile(orders: &Orders, options: JsValue) -> Result<JsValue, Error> {
    let options: ProfileOptions = from_js(options, "options")?;
    to_js(&score::build_profile(&orders.inner, &options)?)
}

/// Checks a profile and returns it in its canonical form.
#[wasm_bindgen(js_name = parseProfile)]
pub fn parse_profile(profile: JsValue) -> Result<JsValue, Error> {
    let profile: score::Profile = from_js(profile, "")?;
    profile.check()?;
    to_js(&profile)
}
