//! Errors of cells, with the row and column of a file or the place in columns.

use crate::data::date_order::DateOrder;
use crate::data::records::cell::CellKind;
use crate::data::records::intake::Intake;
use crate::data::records::rules::Breach;
use crate::error::Error;

impl Intake {
    /// Returns the error of a cell that must not be empty.
    #[cold]
    pub(super) fn missing(&self, row: u64, column: usize) -> Error {
        let header = self.header(column);
        if self.file {
            return Error::MissingCell {
                row,
                column: header,
            };
        }
        let field = self.found.get(column);
        let expected = field.map(|(field, _, _)| field.cell.expected());
        Error::missing(format!("{header}[{row}]"), &expected.unwrap_or_default())
    }

    /// Returns the error of a cell that cannot be read.
    #[cold]
    pub(super) fn bad(&self, row: u64, column: usize, value: &str, hint: &str) -> Error {
        let Some((field, header, _)) = self.found.get(column) else {
            return Error::invalid(String::new(), value, hint);
        };
        let header = header.clone();
        let amount = matches!(field.cell, CellKind::Amount(_)) && !hint.is_empty();
        match (self.file, field.cell) {
            (true, CellKind::Day) => Error::BadDate {
                row,
                column: header,
                value: value.into(),
            },
            (true, _) if amount => Error::BadAmount {
                row,
                column: header,
                value: value.into(),
                hint: hint.into(),
            },
            _ => self.breach_error(
                row,
                &Breach {
                    record: 0,
                    column,
                    found: value.into(),
                    expected: match hint {
                        "" => field.cell.expected(),
                        hint => format!("{}; {hint}", field.cell.expected()),
                    },
                },
            ),
        }
    }

    /// Returns the error of a cell that does not fit to the others.
    pub(super) fn breach_error(&self, row: u64, breach: &Breach) -> Error {
        let header = self.header(breach.column);
        let (value, expected) = (breach.found.clone(), breach.expected.clone());
        if self.file {
            Error::BadCell {
                row,
                column: header,
                value,
                expected,
            }
        } else {
            let quoted = format!("\"{value}\"");
            Error::invalid(format!("{header}[{row}]"), &quoted, &expected)
        }
    }

    /// Returns the error of a date that is written in another order than those before it.
    pub(super) fn mixed(&self, row: u64, column: usize, value: &str, order: DateOrder) -> Error {
        Error::MixedDateOrder {
            row,
            column: self.header(column),
            value: value.into(),
            order: order.words().to_owned(),
        }
    }
}
