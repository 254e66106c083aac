//! What the JavaScript side needs to know of names: labels, codes, fields.

use crate::churn::RiskBand;
use crate::error::Error;
use crate::labels;
use crate::plain::report;
use crate::score::Customer;
use crate::score::CustomerScore;
use crate::score::Warning;
use crate::segment::Tier;
use crate::segment::ValueCell;
use crate::wasm::convert::to_js;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The names that both sides share, from one source.
struct Catalogue {
    errors: &'static [&'static str],
    labels: Vec<[&'static str; 3]>,
    customer_fields: &'static [&'static str],
    score_fields: &'static [&'static str],
    score_columns: usize,
    tiers: Vec<&'static str>,
    bands: Vec<&'static str>,
    cells: Vec<&'static str>,
    warnings: Vec<&'static str>,
}

report!(Catalogue {
    errors => "errors",
    labels => "labels",
    customer_fields => "customerFields",
    score_fields => "scoreFields",
    score_columns => "scoreColumns",
    tiers => "tiers",
    bands => "bands",
    cells => "cells",
    warnings => "warnings",
});

/// Returns the version of the library.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Returns the names that both sides share.
#[wasm_bindgen]
pub fn catalogue() -> Result<JsValue, Error> {
    to_js(&Catalogue {
        errors: Error::CODES,
        labels: labels::ALL.iter().map(|l| [l.code, l.en, l.zh]).collect(),
        customer_fields: &Customer::FIELDS,
        score_fields: CustomerScore::FIELDS,
        score_columns: CustomerScore::COLUMNS,
        tiers: Tier::ALL.iter().map(|t| t.code()).collect(),
        bands: RiskBand::ALL.iter().map(|b| b.code()).collect(),
        cells: ValueCell::ALL.iter().map(|c| c.code()).collect(),
        warnings: Warning::ALL.iter().map(|w| w.code()).collect(),
    })
}

/// Returns the linear memory of the module, for views on persistent buffers.
#[wasm_bindgen(js_name = linearMemory)]
pub fn linear_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// Returns 32 random bits from the host, for seeds; nothing else in the library is random.
#[wasm_bindgen(js_name = randomSeed)]
pub fn random_seed() -> Result<u32, Error> {
    getrandom::u32().map_err(|_| Error::UnsupportedRuntime {
        path: "randomSeed".into(),
        hint: "this runtime has no source of random numbers; give a seed".into(),
    })
}
