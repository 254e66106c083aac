//! Which customer a row belongs to, and whether it was known on the day.

use crate::data::customer_table::CustomerTable;
use crate::data::date::Day;
use crate::data::features::feature_report::FeatureReport;
use crate::data::features::feature_report::KindRows;
use crate::data::records::RecordColumn;
use crate::data::records::Records;

/// The customers, by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Join {
    table: CustomerTable,
    pub(super) customers: usize,
}

/// A row that counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// The row of the records.
    pub(super) at: usize,
    pub(super) customer: usize,
    /// Days from the row to the day on which the customers are looked at; 0 without a date.
    pub(super) age: f64,
}

impl Join {
    /// Adds a customer.
    pub(super) fn add(&mut self, id: &str) -> usize {
        let number = self.table.number(id) as usize;
        self.customers = self.customers.max(number + 1);
        number
    }

    /// Returns the place of a customer; none for one that is not known.
    pub(super) fn find(&mut self, id: &str) -> Option<usize> {
        // An identifier that is new gets a number beyond the customers.
        let number = self.table.number(id) as usize;
        (number < self.customers).then_some(number)
    }

    /// Returns the identifiers.
    pub(super) fn into_ids(self) -> Vec<String> {
        let mut ids = self.table.into_ids();
        ids.truncate(self.customers);
        ids
    }

    /// Returns the place of the customer of each text of a column.
    pub(super) fn places(&mut self, records: &Records, field: &str) -> Vec<Option<usize>> {
        let texts = records
            .column(field)
            .map_or(&[][..], |column| column.texts());
        texts.iter().map(|id| self.find(id)).collect()
    }

    /// Returns the rows of known customers up to the day, and counts the others.
    ///
    /// `nobody`: whether rows without a customer are taken note of elsewhere.
    pub(super) fn rows(
        &mut self,
        records: &Records,
        as_of: Day,
        nobody: bool,
        report: &mut FeatureReport,
    ) -> Vec<Row> {
        let places = self.places(records, "customerId");
        let column = records.column("customerId");
        let ids = column.map_or(Vec::new(), RecordColumn::places);
        let mut rows = Vec::with_capacity(records.len());
        let (mut unmatched, mut after) = (0, 0);
        for at in 0..records.len() {
            let day = records.number("date", at);
            let age = day.map_or(0.0, |day| f64::from(as_of.days()) - day);
            if age < 0.0 {
                after += 1;
                continue;
            }
            let id = ids.get(at).copied().flatten();
            match id.and_then(|id| places.get(id).copied().flatten()) {
                Some(customer) => rows.push(Row { at, customer, age }),
                None => unmatched += u64::from(id.is_some() || !nobody),
            }
        }
        count(&mut report.unmatched, records, unmatched);
        count(&mut report.after_as_of, records, after);
        rows
    }
}

/// Notes a number of rows, unless there are none.
pub(super) fn count(list: &mut Vec<KindRows>, records: &Records, rows: u64) {
    if rows > 0 {
        list.push(KindRows {
            kind: records.kind().name().into(),
            rows,
        });
    }
}
