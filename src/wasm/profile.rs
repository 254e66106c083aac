//! Profiles as plain objects.

use crate::error::Error;
use crate::score;
use crate::score::DriftLimits;
use crate::score::ProfileOptions;
use crate::wasm::convert::from_js;
use crate::wasm::convert::plain_from_js;
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
    to_js(&score::Profile::from_document(plain_from_js(profile)?)?)
}

/// Returns a profile without what is not for everybody.
#[wasm_bindgen(js_name = publicProfile)]
pub fn public_profile(profile: JsValue) -> Result<JsValue, Error> {
    let profile = score::Profile::from_document(plain_from_js(profile)?)?;
    to_js(&profile.for_public())
}

/// Returns how far one profile lies from another.
#[wasm_bindgen(js_name = drift)]
pub fn drift(before: JsValue, after: JsValue, limits: JsValue) -> Result<JsValue, Error> {
    let read = |profile: JsValue, path: &str| {
        score::Profile::from_document(plain_from_js(profile)?).map_err(|error| error.within(path))
    };
    let limits: DriftLimits = from_js(limits, "options")?;
    to_js(&score::drift(
        &read(before, "before")?,
        &read(after, "after")?,
        &limits,
    )?)
}
