//! The one export and the list of families.

use crate::error::Error;
use crate::error::Result;
use crate::plain::Plain;
use crate::wasm::convert::plain_from_js;
use crate::wasm::convert::plain_to_js;
use crate::wasm::methods::ahp;
use crate::wasm::methods::calibration;
use crate::wasm::methods::certainty;
use crate::wasm::methods::churn;
use crate::wasm::methods::groups;
use crate::wasm::methods::indices;
use crate::wasm::methods::input::Input;
use crate::wasm::methods::input::threshold_path;
use crate::wasm::methods::judgements;
use crate::wasm::methods::live;
use crate::wasm::methods::loyalty;
use crate::wasm::methods::perceived;
use crate::wasm::methods::points;
use crate::wasm::methods::questionnaires;
use crate::wasm::methods::ranking;
use crate::wasm::methods::segment;
use crate::wasm::methods::service;
use crate::wasm::methods::value;
use crate::wasm::methods::weighting;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A family of methods: the result of the method `name`, or nothing where it has none of the name.
type Family = fn(name: &str, input: &mut Input) -> Result<Option<Plain>>;

const FAMILIES: &[Family] = &[
    ahp::call,
    calibration::call,
    certainty::call,
    churn::call,
    groups::call,
    indices::call,
    judgements::call,
    live::call,
    perceived::call,
    points::call,
    loyalty::call,
    questionnaires::call,
    ranking::call,
    segment::call,
    service::call,
    value::call,
    weighting::call,
];

/// Calls a method by its name.
#[wasm_bindgen]
pub fn call(name: &str, input: JsValue, numbers: Vec<f64>) -> std::result::Result<JsValue, Error> {
    let mut input = Input::new(plain_from_js(input)?, numbers)?;
    for family in FAMILIES {
        let found = family(name, &mut input).map_err(|error| {
            error.map_path(|path| threshold_path(path).unwrap_or_else(|| path.into()))
        });
        if let Some(result) = found? {
            return plain_to_js(&result);
        }
    }
    Err(Plain::Text(name.into()).is_not("the name of a method"))
}
