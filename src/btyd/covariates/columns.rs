//! Columns of covariates by name.

use crate::btyd::purchase_history::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;

/// A covariate by its name, with one number per customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Covariate<'a> {
    /// The name.
    pub name: &'a str,
    /// One number per customer.
    pub values: &'a [f64],
}

/// Which covariates act on what.
///
/// `purchase` and `dropout` name those of the `columns` that act on how often customers buy, and on
/// how soon they leave; the same covariate may act on both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Covariates<'a> {
    /// The covariates, each with a name of its own.
    pub columns: &'a [Covariate<'a>],
    /// The names of the covariates of buying.
    pub purchase: &'a [&'a str],
    /// The names of the covariates of leaving.
    pub dropout: &'a [&'a str],
}

impl Covariates<'_> {
    /// Checks columns of `rows` numbers and the names.
    pub(super) fn check(&self, rows: usize) -> Result<()> {
        for (i, column) in self.columns.iter().enumerate() {
            if find(self.columns.get(..i).unwrap_or(&[]), column.name).is_some() {
                return Err(named_twice(format!("covariates.columns[{i}]"), column.name));
            }
            column.check(rows)?;
        }
        for (list, names) in [("purchase", self.purchase), ("dropout", self.dropout)] {
            for (i, name) in names.iter().enumerate() {
                let path = || format!("covariates.{list}[{i}]");
                if find(self.columns, name).is_none() {
                    let known: Vec<&str> = self.columns.iter().map(|known| known.name).collect();
                    return Err(Error::InvalidValue {
                        path: path(),
                        found: (*name).into(),
                        expected: format!("one of the columns: {}", known.join(", ")),
                    });
                }
                if names.get(..i).is_some_and(|before| before.contains(name)) {
                    return Err(named_twice(path(), name));
                }
            }
        }
        Ok(())
    }
}

impl Covariate<'_> {
    /// Checks a column of `rows` numbers.
    pub(super) fn check(&self, rows: usize) -> Result<()> {
        let path = || format!("covariates.columns.{}", self.name);
        check_length(&path(), self.values.len(), rows)?;
        for (row, value) in self.values.iter().enumerate() {
            check_finite(*value, || format!("{}[{row}]", path()))?;
        }
        Ok(())
    }

    /// The value of a customer; −0 and 0 are the same covariate.
    pub(super) fn at(&self, row: usize) -> f64 {
        self.values.get(row).copied().unwrap_or(f64::NAN) + 0.0
    }
}

/// Returns the covariate of a name.
pub(super) fn find<'a, 'b>(columns: &'a [Covariate<'b>], name: &str) -> Option<&'a Covariate<'b>> {
    columns.iter().find(|column| column.name == name)
}

/// An error for what must be named once.
pub(super) fn named_twice(path: String, name: &str) -> Error {
    Error::InvalidValue {
        path,
        found: name.into(),
        expected: "named once".into(),
    }
}
