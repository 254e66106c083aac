//! A column of records.

use crate::data::customer_table::CustomerTable;
use crate::data::records::cell::CellKind;
use crate::data::records::field::RecordField;

/// Marks a text that is missing.
pub(super) const NOTHING: u32 = u32::MAX;

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Values {
    /// NaN is missing. Days count from 1970-01-01, a yes is 1, amounts are in the currency.
    Numbers(Vec<f64>),
    /// For each row the place of its text; each text stands once.
    Texts { codes: Vec<u32>, texts: Vec<String> },
}

/// A column of records, one value a row.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordColumn {
    pub(super) field: &'static RecordField,
    pub(super) values: Values,
}

impl RecordColumn {
    /// Returns the field.
    pub fn field(&self) -> &'static RecordField {
        self.field
    }

    /// Returns the numbers, NaN where one is missing; nothing of a column of texts.
    pub fn numbers(&self) -> Option<&[f64]> {
        match &self.values {
            Values::Numbers(numbers) => Some(numbers),
            Values::Texts { .. } => None,
        }
    }

    /// Returns the texts that there are, each once, and of words every one there may be; nothing of a
    /// column of numbers.
    pub fn texts(&self) -> &[String] {
        match &self.values {
            Values::Numbers(_) => &[],
            Values::Texts { texts, .. } => texts,
        }
    }

    /// Returns for each row the place of its text among the texts; none where it is missing.
    pub fn places(&self) -> Vec<Option<usize>> {
        match &self.values {
            Values::Numbers(numbers) => vec![None; numbers.len()],
            Values::Texts { codes, .. } => codes
                .iter()
                .map(|code| (*code != NOTHING).then_some(*code as usize))
                .collect(),
        }
    }

    /// Returns the numbers, and of texts the place of each; NaN where one is missing.
    pub fn to_numbers(&self) -> Vec<f64> {
        match &self.values {
            Values::Numbers(numbers) => numbers.clone(),
            Values::Texts { codes, .. } => {
                let number = |code: &u32| {
                    if *code == NOTHING {
                        f64::NAN
                    } else {
                        f64::from(*code)
                    }
                };
                codes.iter().map(number).collect()
            }
        }
    }

    /// Returns the text of a row.
    pub fn text(&self, row: usize) -> Option<&str> {
        match &self.values {
            Values::Numbers(_) => None,
            Values::Texts { codes, texts } => {
                let code = codes.get(row).filter(|code| **code != NOTHING)?;
                texts.get(*code as usize).map(String::as_str)
            }
        }
    }

    /// Returns the number of a row; none where it is missing.
    pub fn number(&self, row: usize) -> Option<f64> {
        let number = self.numbers()?.get(row)?;
        (!number.is_nan()).then_some(*number)
    }
}

impl RecordColumn {
    /// Leaves rows out, and texts that none of the others has.
    pub(super) fn leave_out(&mut self, drop: &[bool]) {
        let mut dropped = drop.iter();
        let mut kept = || dropped.next() == Some(&false);
        match &mut self.values {
            Values::Numbers(numbers) => numbers.retain(|_| kept()),
            Values::Texts { codes, texts } => {
                codes.retain(|_| kept());
                if matches!(self.field.cell, CellKind::Word(_)) {
                    return;
                }
                let mut table = CustomerTable::new();
                for code in codes {
                    if *code != NOTHING {
                        *code = table.number(texts.get(*code as usize).map_or("", String::as_str));
                    }
                }
                *texts = table.into_ids();
            }
        }
    }
}
