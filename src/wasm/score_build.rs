//! What both builds have: the version, the memory, and the check of a profile.

use crate::error::Error;
use crate::plain::from_tape;
use crate::score::Profile;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Returns the version of the library.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Returns the linear memory of the module, for views on persistent buffers.
#[wasm_bindgen(js_name = linearMemory)]
pub fn linear_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// Checks a profile given as the bytes of a plain value.
#[wasm_bindgen(js_name = checkProfile)]
pub fn check_profile(profile: &[u8]) -> Result<(), Error> {
    Profile::from_document(from_tape(profile)?)?;
    Ok(())
}
