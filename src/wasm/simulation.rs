//! Simulated customers.

use crate::btyd::simulate;
use crate::btyd::simulate::Ages;
use crate::btyd::simulate::SimulationOptions;
use crate::btyd::simulate::simulate_spend;
use crate::error::Error;
use crate::plain::record;
use crate::wasm::convert::from_js;
use crate::wasm::models::GammaGamma;
use crate::wasm::models::PurchaseModelHandle;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What to simulate.
struct Request {
    customers: u32,
    low: f64,
    high: f64,
    holdout: f64,
    seed: u32,
}

record!(Request {
    customers => "customers",
    low => "low",
    high => "high",
    holdout => "holdout",
    seed => "seed",
});

/// Customers of whom everything is known.
#[wasm_bindgen]
pub struct SimulatedCustomers {
    inner: simulate::SimulatedCustomers,
    seed: u32,
}

#[wasm_bindgen]
impl SimulatedCustomers {
    #[wasm_bindgen(constructor)]
    pub fn new(model: &PurchaseModelHandle, options: JsValue) -> Result<Self, Error> {
        let request: Request = from_js(options, "options")?;
        let options = SimulationOptions {
            ages: Ages::Uniform {
                customers: request.customers as usize,
                low: request.low,
                high: request.high,
            },
            holdout: request.holdout,
            seed: u64::from(request.seed),
        };
        let inner = simulate::simulate(&*model.model, &options);
        Ok(Self {
            inner: inner.map_err(|error| match error.path() {
                Some("params") => error,
                _ => error.within("options"),
            })?,
            seed: request.seed,
        })
    }

    /// Returns a column by its name in JavaScript.
    pub fn column(&self, name: &str) -> Result<Vec<f64>, Error> {
        let s = &self.inner;
        let flags = |flags: &[bool]| {
            flags
                .iter()
                .map(|&flag| f64::from(u8::from(flag)))
                .collect()
        };
        Ok(match name {
            "frequency" => s.frequency.clone(),
            "recency" => s.recency.clone(),
            "T" => s.age.clone(),
            "lnGaps" => s.ln_gaps.clone(),
            "holdoutPurchases" => s.holdout_purchases.clone(),
            "alive" => flags(&s.alive),
            "aliveAfter" => flags(&s.alive_after),
            _ => {
                return Err(Error::InvalidValue {
                    path: "column".into(),
                    found: name.into(),
                    expected: "a column of simulated customers".into(),
                });
            }
        })
    }

    /// Returns the mean spend of each customer.
    #[wasm_bindgen(js_name = monetaryValue)]
    pub fn monetary_value(&self, spend: &GammaGamma) -> Result<Vec<f64>, Error> {
        simulate_spend(&spend.inner, &self.inner.frequency, u64::from(self.seed))
    }
}
