//! Records beside orders, and the features of customers.

use crate::data;
use crate::data::features::FeatureOptions;
use crate::data::features::customer_features;
use crate::data::records::ColumnsReader;
use crate::data::records::RecordKind;
use crate::data::records::RecordOptions;
use crate::error::Error;
use crate::plain::Plain;
use crate::plain::from_plain;
use crate::wasm::convert::from_js;
use crate::wasm::convert::to_js;
use crate::wasm::orders::Orders;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Records of one kind.
#[wasm_bindgen]
pub struct Records {
    inner: Rc<data::records::Records>,
}

impl Records {
    fn new(records: data::records::Records) -> Self {
        Self {
            inner: Rc::new(records),
        }
    }
}

fn kind(name: &str) -> Result<RecordKind, Error> {
    from_plain(Plain::Text(name.into())).map_err(|error| error.within("kind"))
}

#[wasm_bindgen]
impl Records {
    #[wasm_bindgen(js_name = fromCsv)]
    pub fn from_csv(name: &str, bytes: &[u8], options: JsValue) -> Result<Self, Error> {
        let options: RecordOptions = from_js(options, "options")?;
        let records = data::records::Records::from_csv(kind(name)?, bytes, &options)?;
        Ok(Self::new(records))
    }

    #[wasm_bindgen(getter)]
    pub fn kind(&self) -> String {
        self.inner.kind().name().into()
    }

    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.inner.len()
    }

    pub fn report(&self) -> Result<JsValue, Error> {
        to_js(self.inner.report())
    }

    /// Returns the numbers of a field, and of texts the place of each; nothing without the field.
    pub fn numbers(&self, field: &str) -> Option<Vec<f64>> {
        self.inner
            .column(field)
            .map(data::records::RecordColumn::to_numbers)
    }

    /// Returns the texts of a field, each once.
    pub fn texts(&self, field: &str) -> Vec<String> {
        let column = self.inner.column(field);
        column.map_or(Vec::new(), |column| column.texts().to_vec())
    }

    /// Returns tables of answers.
    #[wasm_bindgen(js_name = answerTables)]
    pub fn answer_tables(
        &self,
        instruments: Vec<String>,
        options: JsValue,
    ) -> Result<JsValue, Error> {
        let options = from_js(options, "options")?;
        let codes: Vec<&str> = instruments.iter().map(String::as_str).collect();
        to_js(&self.inner.answer_tables(&codes, &options)?)
    }

    /// Returns judgements as matrices, or ratings as a table.
    pub fn pivot(&self) -> Result<JsValue, Error> {
        if self.inner.kind() == RecordKind::Ratings {
            to_js(&self.inner.brand_table()?)
        } else {
            to_js(&self.inner.judgement_sets()?)
        }
    }

    /// Returns the orders of transactions.
    pub fn orders(&self) -> Result<Orders, Error> {
        Ok(Orders {
            inner: self.inner.orders()?,
        })
    }
}

/// Columns that become records.
#[wasm_bindgen]
#[derive(Default)]
pub struct RecordColumns {
    inner: ColumnsReader,
}

#[wasm_bindgen]
impl RecordColumns {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn numbers(&mut self, header: &str, numbers: Vec<f64>) {
        self.inner.numbers(header, numbers);
    }

    pub fn texts(&mut self, header: &str, texts: Vec<String>) {
        self.inner.texts(header, texts);
    }

    pub fn finish(self, name: &str, options: JsValue) -> Result<Records, Error> {
        let options: RecordOptions = from_js(options, "options")?;
        Ok(Records::new(self.inner.finish(kind(name)?, &options)?))
    }
}

/// Records of several kinds, from which features are computed.
#[wasm_bindgen]
#[derive(Default)]
pub struct FeatureSources {
    inner: Vec<Rc<data::records::Records>>,
}

#[wasm_bindgen]
impl FeatureSources {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, records: &Records) {
        self.inner.push(Rc::clone(&records.inner));
    }

    pub fn finish(self, orders: &Orders, options: JsValue) -> Result<JsValue, Error> {
        let options: FeatureOptions = from_js(options, "options")?;
        let records: Vec<&data::records::Records> = self.inner.iter().map(Rc::as_ref).collect();
        to_js(&customer_features(&orders.inner, &records, &options)?)
    }
}
