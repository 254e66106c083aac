//! The methods of the score build, whose values cross as bytes.

use crate::error::Error;
use crate::plain::Plain;
use crate::plain::from_tape;
use crate::plain::to_tape;
use crate::wasm::methods::input::Input;
use crate::wasm::methods::live;
use crate::wasm::methods::points;
use wasm_bindgen::prelude::wasm_bindgen;

/// Calls a method by its name; arguments and result are the bytes of plain values.
#[wasm_bindgen(js_name = callTape)]
pub fn call_tape(name: &str, input: &[u8]) -> Result<Vec<u8>, Error> {
    let mut input = Input::new(from_tape(input)?, Vec::new())?;
    for family in [live::call, points::call] {
        if let Some(result) = family(name, &mut input)? {
            return Ok(to_tape(&result));
        }
    }
    Err(Plain::Text(name.into()).is_not("the name of a method"))
}
