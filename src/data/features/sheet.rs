//! Columns of features in the making.

use crate::data::amount;

/// Columns by name, one value a customer; NaN is missing.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sheet {
    pub(super) customers: usize,
    pub(super) columns: Vec<(&'static str, Vec<f64>)>,
}

impl Sheet {
    pub(super) fn column(&self, name: &str) -> Option<&[f64]> {
        let found = self.columns.iter().find(|(known, _)| *known == name);
        found.map(|(_, column)| column.as_slice())
    }

    /// Adds a column. Where there is one of the name, the values that are known replace its own.
    pub(super) fn put(&mut self, name: &'static str, column: Vec<f64>) {
        let known = self.columns.iter_mut().find(|(known, _)| *known == name);
        let Some((_, own)) = known else {
            self.columns.push((name, column));
            return;
        };
        for (own, value) in own.iter_mut().zip(column) {
            if !value.is_nan() {
                *own = value;
            }
        }
    }

    /// Adds a column of amounts given in micro-units.
    pub(super) fn put_money(&mut self, name: &'static str, micro: &[i128]) {
        let column = micro.iter().map(|micro| amount::from_micro(*micro));
        self.put(name, column.collect());
    }

    /// Adds a column of quotients, missing where there is nothing to divide by.
    pub(super) fn put_ratio(&mut self, name: &'static str, above: &[f64], below: &[f64]) {
        let column = above.iter().zip(below).map(|(above, below)| {
            if *below > 0.0 {
                above / below
            } else {
                f64::NAN
            }
        });
        self.put(name, column.collect());
    }

    /// Returns a column of zeros, to count in.
    pub(super) fn zeros(&self) -> Vec<f64> {
        vec![0.0; self.customers]
    }

    /// Returns a column of nothing.
    pub(super) fn unknown(&self) -> Vec<f64> {
        vec![f64::NAN; self.customers]
    }
}

/// Adds to the count of a customer.
pub(super) fn add(column: &mut [f64], customer: usize, value: f64) {
    if let Some(slot) = column.get_mut(customer) {
        *slot += value;
    }
}

/// Sets the value of a customer.
pub(super) fn set(column: &mut [f64], customer: usize, value: f64) {
    if let Some(slot) = column.get_mut(customer) {
        *slot = value;
    }
}
