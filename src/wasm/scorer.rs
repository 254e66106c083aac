//! The scorer: single customers through a persistent buffer, columns in one crossing.

use crate::error::Error;
use crate::score::Customer;
use wasm_bindgen::prelude::wasm_bindgen;

/// A profile made ready, with the buffers through which single customers cross.
#[wasm_bindgen]
pub struct Scorer {
    inner: crate::score::Scorer,
    input: Vec<f64>,
    output: Vec<f64>,
}

#[wasm_bindgen]
impl Scorer {
    /// Where the numbers of a customer are written before [`Scorer::score`].
    #[wasm_bindgen(getter)]
    pub fn input(&self) -> *const f64 {
        self.input.as_ptr()
    }

    /// Where the numbers of the score stand after [`Scorer::score`].
    #[wasm_bindgen(getter)]
    pub fn output(&self) -> *const f64 {
        self.output.as_ptr()
    }

    #[wasm_bindgen(js_name = profileHash)]
    pub fn profile_hash(&self) -> String {
        self.inner.profile_hash().into()
    }

    /// Scores the customer in the input buffer into the output buffer.
    pub fn score(&mut self) -> Result<(), Error> {
        let customer = Customer::from_fields(&self.input)?;
        self.inner.score(&customer)?.write_fields(&mut self.output);
        Ok(())
    }
}

#[cfg(feature = "full")]
mod full {
    use super::Scorer;
    use crate::data::date::Day;
    use crate::data::summary::CustomerRecord;
    use crate::error::Error;
    use crate::score;
    use crate::score::Customer;
    use crate::score::CustomerScore;
    use crate::wasm::convert::from_js;
    use crate::wasm::orders::Summary;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    impl Scorer {
        #[wasm_bindgen(constructor)]
        pub fn new(profile: JsValue) -> Result<Self, Error> {
            let profile: score::Profile = from_js(profile, "profile")?;
            Ok(Self {
                inner: score::Scorer::try_new(&profile)?,
                input: vec![f64::NAN; Customer::FIELDS.len()],
                output: vec![f64::NAN; CustomerScore::FIELDS.len()],
            })
        }

        /// Summarises one customer's orders into the input buffer.
        #[wasm_bindgen(js_name = readOrders)]
        pub fn read_orders(
            &mut self,
            days: &[i32],
            amounts: &[f64],
            as_of: i32,
        ) -> Result<(), Error> {
            let as_of = Day::try_new(as_of)?;
            let unit = self.inner.time_unit();
            let record = CustomerRecord::from_columns(days, amounts, as_of, unit)
                .map_err(|e| e.within("customer"))?;
            self.input.copy_from_slice(&Customer::fields_of(&record));
            Ok(())
        }

        /// Copies row `index` of a summary into the input buffer.
        #[wasm_bindgen(js_name = readRow)]
        pub fn read_row(&mut self, summary: &Summary, index: usize) -> Result<(), Error> {
            self.inner.check_unit(summary.inner.time_unit)?;
            let record = summary
                .inner
                .record(index)
                .ok_or_else(|| Error::OutOfRange {
                    path: "index".into(),
                    value: index as f64,
                    expected: format!("a row of the summary, below {}", summary.inner.len()),
                })?;
            self.input.copy_from_slice(&Customer::fields_of(&record));
            Ok(())
        }

        /// Scores every row of a summary; the columns follow each other in one array.
        #[wasm_bindgen(js_name = scoreSummary)]
        pub fn score_summary(&mut self, summary: &Summary) -> Result<Vec<f64>, Error> {
            self.inner.score_summary(&summary.inner)
        }

        /// Scores columns of customers that follow each other in one array, like the result.
        #[wasm_bindgen(js_name = scoreColumns)]
        pub fn score_columns(&mut self, customers: &[f64], rows: usize) -> Result<Vec<f64>, Error> {
            self.inner.score_flat(customers, rows)
        }
    }
}
