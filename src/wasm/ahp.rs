//! Pairwise comparison matrices.

use crate::error::Error;
use crate::wasm::convert::from_js;
use crate::wasm::convert::to_js;
use crate::weighting::ahp;
use crate::weighting::ahp::ConsistencyOptions;
use crate::weighting::ahp::JudgedPair;
use crate::weighting::ahp::Judgement;
use crate::weighting::ahp::PriorityMethod;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A checked matrix.
#[wasm_bindgen]
pub struct PairwiseMatrix {
    inner: ahp::PairwiseMatrix,
}

#[wasm_bindgen]
impl PairwiseMatrix {
    #[wasm_bindgen(js_name = fromRows)]
    pub fn from_rows(rows: JsValue, criteria: Option<Vec<String>>) -> Result<Self, Error> {
        let rows: Vec<Vec<Judgement>> = from_js(rows, "matrix")?;
        Ok(Self {
            inner: ahp::PairwiseMatrix::try_from_rows(&rows, criteria)?,
        })
    }

    #[wasm_bindgen(js_name = fromUpperTriangle)]
    pub fn from_upper_triangle(
        judgements: JsValue,
        criteria: Option<Vec<String>>,
    ) -> Result<Self, Error> {
        let judgements: Vec<Judgement> = from_js(judgements, "upperTriangle")?;
        Ok(Self {
            inner: ahp::PairwiseMatrix::try_from_upper_triangle(&judgements, criteria)?,
        })
    }

    #[wasm_bindgen(js_name = fromPairs)]
    pub fn from_pairs(pairs: JsValue, criteria: Option<Vec<String>>) -> Result<Self, Error> {
        let pairs: Vec<JudgedPair> = from_js(pairs, "pairs")?;
        Ok(Self {
            inner: ahp::PairwiseMatrix::try_from_judged_pairs(&pairs, criteria)?,
        })
    }

    pub fn criteria(&self) -> Vec<String> {
        self.inner.criteria().to_vec()
    }

    pub fn rows(&self) -> Result<JsValue, Error> {
        to_js(&self.inner.rows().collect::<Vec<_>>())
    }

    pub fn priorities(&self, method: JsValue) -> Result<JsValue, Error> {
        let method: PriorityMethod = from_js(method, "method")?;
        to_js(&self.inner.priorities(method))
    }

    pub fn consistency(&self, options: JsValue) -> Result<JsValue, Error> {
        let options: ConsistencyOptions = from_js(options, "options")?;
        let found = self.inner.consistency(&options);
        to_js(&found.map_err(|error| error.within("options"))?)
    }
}
