//! Orders and customer summaries.

use crate::data;
use crate::data::csv::CsvOptions;
use crate::data::csv::CsvReader;
use crate::data::summary::SummaryOptions;
use crate::error::Error;
use crate::wasm::convert::from_js;
use crate::wasm::convert::to_js;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Returns headers, guessed roles and the first rows of a file.
#[wasm_bindgen]
pub fn inspect(bytes: &[u8], options: JsValue) -> Result<JsValue, Error> {
    let options: CsvOptions = from_js(options, "options")?;
    to_js(&data::csv::inspect(bytes, &options)?)
}

/// Reads a small file as texts.
#[wasm_bindgen(js_name = readTable)]
pub fn read_table(bytes: &[u8]) -> Result<JsValue, Error> {
    to_js(&data::csv::Table::from_csv(bytes)?)
}

/// Reads a CSV file piece by piece.
#[wasm_bindgen]
pub struct OrdersReader {
    inner: CsvReader,
}

#[wasm_bindgen]
impl OrdersReader {
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<Self, Error> {
        let options: CsvOptions = from_js(options, "options")?;
        Ok(Self {
            inner: CsvReader::new(options),
        })
    }

    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.inner.push(bytes)
    }

    #[wasm_bindgen(getter)]
    pub fn rows(&self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "rows of a file stay below 2^53")]
        let rows = self.inner.rows() as f64;
        rows
    }

    pub fn finish(self) -> Result<Orders, Error> {
        Ok(Orders {
            inner: self.inner.finish()?,
        })
    }
}

/// Orders of all customers.
#[wasm_bindgen]
pub struct Orders {
    pub(crate) inner: data::orders::Orders,
}

#[wasm_bindgen]
impl Orders {
    #[wasm_bindgen(js_name = fromColumns)]
    pub fn from_columns(
        ids: Vec<String>,
        customer: Vec<u32>,
        days: Vec<i32>,
        amounts: &[f64],
    ) -> Result<Self, Error> {
        Ok(Self {
            inner: data::orders::Orders::from_columns(ids, customer, days, amounts)?,
        })
    }

    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.inner.len()
    }

    #[wasm_bindgen(getter)]
    pub fn customers(&self) -> usize {
        self.inner.customers()
    }

    pub fn report(&self) -> Result<JsValue, Error> {
        to_js(self.inner.report())
    }

    pub fn summarize(&self, options: JsValue) -> Result<Summary, Error> {
        let options: SummaryOptions = from_js(options, "options")?;
        Ok(Summary {
            inner: self.inner.summarize(&options)?,
        })
    }
}

/// One row for each customer.
#[wasm_bindgen]
pub struct Summary {
    pub(crate) inner: data::summary::CustomerSummary,
}

#[wasm_bindgen]
impl Summary {
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.inner.len()
    }

    pub fn ids(&self) -> Vec<String> {
        self.inner.ids.clone()
    }

    #[wasm_bindgen(getter, js_name = asOf)]
    pub fn as_of(&self) -> i32 {
        self.inner.as_of.days()
    }

    #[wasm_bindgen(getter, js_name = timeUnit)]
    pub fn time_unit(&self) -> Result<JsValue, Error> {
        to_js(&self.inner.time_unit)
    }

    #[wasm_bindgen(getter, js_name = ordersAfterAsOf)]
    pub fn orders_after_as_of(&self) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "orders stay below 2^53")]
        let orders = self.inner.orders_after_as_of as f64;
        orders
    }

    /// Returns a column by its name in JavaScript.
    pub fn column(&self, name: &str) -> Result<Vec<f64>, Error> {
        let s = &self.inner;
        let days = |days: &[i32]| days.iter().map(|&d| f64::from(d)).collect();
        Ok(match name {
            "frequency" => s.frequency.clone(),
            "recency" => s.recency.clone(),
            "T" => s.age.clone(),
            "monetaryValue" => s.monetary_value.clone(),
            "revenue" => s.revenue.clone(),
            "revenueInYear" => s.revenue_in_year.clone(),
            "purchasesInYear" => s.purchases_in_year.clone(),
            "activeQuarters" => s.active_quarters.clone(),
            "lnGaps" => s.ln_gaps.clone(),
            "elapsedQuarters" => s.elapsed_quarters.clone(),
            "firstDay" => days(&s.first_day),
            "lastDay" => days(&s.last_day),
            _ => {
                return Err(Error::InvalidValue {
                    path: "column".into(),
                    found: name.into(),
                    expected: "a column of the summary".into(),
                });
            }
        })
    }
}
