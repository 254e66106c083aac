//! Columns of covariates by name.

use crate::btyd::purchase_history::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::dependence::follows_from;

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
        if self.purchase.is_empty() && self.dropout.is_empty() && !self.columns.is_empty() {
            let expected = "the names of the columns that act on buying; those that act on leaving in `dropout`";
            return Err(Error::missing("covariates.purchase".into(), expected));
        }
        Ok(())
    }

    /// Rejects names whose effects nothing could tell apart: a column that is the same for all, or follows
    /// from those named before it.
    pub(super) fn check_apart(&self, weights: Option<&[f64]>) -> Result<()> {
        for (list, names) in [("purchase", self.purchase), ("dropout", self.dropout)] {
            let columns = names.iter().filter_map(|name| find(self.columns, name));
            let columns: Vec<Vec<f64>> = columns.map(|column| column.weighted(weights)).collect();
            for (i, name) in names.iter().enumerate() {
                let Some(found) = follows_from(&columns, i) else {
                    continue;
                };
                let others: Vec<&str> = found
                    .iter()
                    .filter_map(|j| names.get(*j).copied())
                    .collect();
                let expected = if others.is_empty() {
                    format!("a covariate that varies: {name} is constant")
                } else {
                    format!("left out: {name} follows from {}", others.join(", "))
                };
                return Err(Error::InvalidValue {
                    path: format!("covariates.{list}[{i}]"),
                    found: (*name).into(),
                    expected,
                });
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

    /// The values of the customers that count.
    fn weighted(&self, weights: Option<&[f64]>) -> Vec<f64> {
        let counts = |row: usize| weights.is_none_or(|all| all.get(row).is_some_and(|w| *w > 0.0));
        let rows = self.values.iter().enumerate();
        rows.filter(|(row, _)| counts(*row))
            .map(|(_, value)| *value)
            .collect()
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
