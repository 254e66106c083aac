//! Trees of indicators.

use crate::error::Error;
use crate::index::tree;
use crate::wasm::convert::from_js;
use crate::wasm::convert::to_js;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A tree made ready.
#[wasm_bindgen]
pub struct IndexTree {
    inner: tree::IndexTree,
}

#[wasm_bindgen]
impl IndexTree {
    #[wasm_bindgen(js_name = fromNodes)]
    pub fn from_nodes(nodes: JsValue) -> Result<Self, Error> {
        let inner = tree::IndexTree::try_new(from_js(nodes, "tree")?)?;
        Ok(Self { inner })
    }

    pub fn leaves(&self) -> Result<JsValue, Error> {
        to_js(&self.inner.leaves())
    }

    /// Scores one customer: one number for each leaf, NaN where it is missing.
    pub fn score(&self, values: Vec<f64>) -> Result<JsValue, Error> {
        to_js(&self.inner.score_numbers(&values)?)
    }

    /// Scores many customers, from the columns one after the other.
    #[wasm_bindgen(js_name = scoreColumns)]
    pub fn score_columns(&self, values: Vec<f64>, points: bool) -> Result<Vec<f64>, Error> {
        self.inner.score_flat(&values, points)
    }
}
