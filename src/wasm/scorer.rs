//! The scorer: single customers through a persistent buffer, columns in one crossing.

use crate::data::date::Day;
use crate::data::summary::CustomerRecord;
use crate::error::Error;
use crate::plain::Entries;
use crate::plain::from_tape;
use crate::plain::to_tape;
use crate::score::Customer;
use crate::score::CustomerScore;
use crate::score::Profile;
use crate::wasm::convert::list_tape;
use wasm_bindgen::prelude::wasm_bindgen;

/// A profile made ready, with the buffers through which single customers cross.
#[wasm_bindgen]
pub struct Scorer {
    inner: crate::score::Scorer,
    /// Written once, so that the profile need not be kept.
    context: Vec<u8>,
    input: Vec<f64>,
    output: Vec<f64>,
}

#[wasm_bindgen]
impl Scorer {
    /// Makes a profile ready, given as the bytes of a plain value.
    #[wasm_bindgen(constructor)]
    pub fn new(profile: &[u8]) -> Result<Self, Error> {
        let profile =
            Profile::from_document(from_tape(profile)?).map_err(|error| error.within("profile"))?;
        let inner = crate::score::Scorer::of_checked(&profile)?;
        let (features, evidence) = (inner.features().len(), inner.model_evidence().len());
        Ok(Self {
            context: context(&profile, &inner),
            inner,
            input: vec![f64::NAN; Customer::FIELDS.len() + features],
            output: vec![f64::NAN; CustomerScore::FIELDS.len() + evidence],
        })
    }

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

    /// Returns what every score says of its profile.
    pub fn context(&self) -> Vec<u8> {
        self.context.clone()
    }

    /// Scores the customer in the input buffer into the output buffer.
    pub fn score(&mut self) -> Result<(), Error> {
        let (known, features) = self.input.split_at(Customer::FIELDS.len());
        let customer = Customer::from_fields(known)?;
        let score = self.inner.score_with(&customer, features)?;
        let (numbers, evidence) = self.output.split_at_mut(CustomerScore::FIELDS.len());
        score.write_fields(numbers);
        evidence.copy_from_slice(self.inner.model_evidence());
        Ok(())
    }

    /// Moves the last order of the customer in the input buffer.
    #[wasm_bindgen(js_name = moveLastOrder)]
    pub fn move_last_order(&mut self, days_ago: f64) -> Result<(), Error> {
        let customer = Customer::from_fields(&self.input)?;
        let moved = customer.with_last_order(days_ago, self.inner.time_unit().days())?;
        moved.write_history(&mut self.input);
        Ok(())
    }

    /// Returns what would move the score of the customer in the input buffer.
    pub fn levers(&mut self) -> Result<Vec<u8>, Error> {
        let customer = Customer::from_fields(&self.input)?;
        Ok(list_tape(&self.inner.levers(&customer)?))
    }

    /// Summarises one customer's orders into the input buffer.
    #[wasm_bindgen(js_name = readOrders)]
    pub fn read_orders(&mut self, days: &[i32], amounts: &[f64], as_of: i32) -> Result<(), Error> {
        let as_of = Day::try_new(as_of)?;
        let unit = self.inner.time_unit();
        let record = CustomerRecord::from_columns(days, amounts, as_of, unit)
            .map_err(|e| e.within("customer"))?;
        self.write_summary(&record);
        Ok(())
    }

    /// Scores columns of customers that follow each other in one array, like the result.
    #[wasm_bindgen(js_name = scoreColumns)]
    pub fn score_columns(
        &mut self,
        customers: &[f64],
        rows: usize,
        present: &[u32],
        only: &[u32],
    ) -> Result<Vec<f64>, Error> {
        self.inner.score_flat(customers, rows, present, only)
    }
}

/// Writes what every score says of its profile.
fn context(profile: &Profile, scorer: &crate::score::Scorer) -> Vec<u8> {
    let sides = [&profile.loyalty.behaviour, &profile.loyalty.attitude];
    let indicators: Vec<String> = sides
        .iter()
        .flat_map(|side| side.indicators.iter().map(|i| i.code.clone()))
        .collect();
    let mut context = Entries::default();
    context.put("name", &profile.name);
    context.put("version", &profile.version);
    context.put("hash", &scorer.profile_hash());
    context.put("currency", &profile.currency);
    context.put("asOf", &profile.as_of);
    context.put("mode", &profile.churn.mode);
    context.put("horizonDays", &profile.churn.horizon_days);
    context.put("indicators", &indicators);
    context.put("features", &scorer.features().to_vec());
    context.put("evidence", &scorer.evidence_codes());
    context.put("modelled", &!scorer.model_evidence().is_empty());
    to_tape(&context.into_plain())
}

impl Scorer {
    fn write_summary(&mut self, record: &CustomerRecord) {
        let fields = Customer::fields_of(record);
        for (place, number) in self.input.iter_mut().zip(fields) {
            *place = number;
        }
    }
}

#[cfg(feature = "full")]
mod full {
    use super::Scorer;
    use crate::error::Error;
    use crate::wasm::orders::Summary;
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    impl Scorer {
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
            self.input.fill(f64::NAN);
            self.write_summary(&record);
            Ok(())
        }

        /// Scores every row of a summary; the columns follow each other in one array.
        #[wasm_bindgen(js_name = scoreSummary)]
        pub fn score_summary(
            &mut self,
            summary: &Summary,
            only: &[u32],
        ) -> Result<Vec<f64>, Error> {
            self.inner.score_summary(&summary.inner, only)
        }
    }
}
