//! The order of the numeric dates of a file, which only all of them can tell.

use crate::data::customer_table::CustomerTable;
use crate::data::date::Day;
use crate::data::date_order;
use crate::data::date_order::DateOrder;
use crate::data::date_order::Place;
use crate::data::date_order::Verdict;
use crate::data::records::cell::CellKind;
use crate::data::records::intake::Filling;
use crate::data::records::intake::Intake;
use crate::data::records::record_column::Values;
use crate::error::Error;
use crate::error::Result;

impl Intake {
    /// Decides the order of numeric dates for all of them.
    pub(super) fn settle_dates(&mut self) -> Result<Option<DateOrder>> {
        let cell = |place: &Place| {
            let at = self.dated.get(place.order as usize);
            at.copied().unwrap_or_default()
        };
        match core::mem::take(&mut self.order).decide() {
            Verdict::NoNumericDates => Ok(None),
            Verdict::Ambiguous(place) => Err(Error::AmbiguousDate {
                row: place.row,
                column: self.header(cell(&place).0),
                value: place.cell,
            }),
            Verdict::Tied(place, order) => {
                Err(self.mixed(place.row, cell(&place).0, &place.cell, order))
            }
            Verdict::Decided {
                order,
                swap,
                contradictions,
            } => {
                for number in swap {
                    let Some((column, record)) = self.dated.get(number as usize).copied() else {
                        continue;
                    };
                    if let Some(Filling::Numbers(days)) = self.filling.get_mut(column)
                        && let Some(day) = days.get_mut(record)
                    {
                        *day = swapped(*day);
                    }
                }
                let mut records = Vec::with_capacity(contradictions.len());
                let other = match order {
                    DateOrder::Mdy => DateOrder::Dmy,
                    _ => DateOrder::Mdy,
                };
                for place in contradictions {
                    let (column, record) = self
                        .dated
                        .get(place.order as usize)
                        .copied()
                        .unwrap_or_default();
                    if records.contains(&record) {
                        continue;
                    }
                    records.push(record);
                    let error = self.mixed(place.row, column, &place.cell, other);
                    self.leave_out(place.row, Some(column), error)?;
                }
                self.forget(&records);
                Ok(Some(order))
            }
        }
    }

    /// Takes records out that turned out to be bad.
    fn forget(&mut self, records: &[usize]) {
        if records.is_empty() {
            return;
        }
        let mut drop = vec![false; self.places.len()];
        for record in records {
            if let Some(slot) = drop.get_mut(*record) {
                *slot = true;
            }
        }
        let mut columns = self.columns();
        for column in &mut columns {
            column.leave_out(&drop);
        }
        let mut dropped = drop.iter();
        self.places.retain(|_| dropped.next() == Some(&false));
        for column in columns {
            self.filling.push(match column.values {
                Values::Numbers(numbers) => Filling::Numbers(numbers),
                Values::Texts { codes, .. } if matches!(column.field.cell, CellKind::Word(_)) => {
                    Filling::Words(codes)
                }
                Values::Texts { codes, texts } => {
                    let mut table = CustomerTable::new();
                    for text in &texts {
                        table.number(text);
                    }
                    Filling::Texts(codes, table)
                }
            });
        }
    }
}

/// Turns a day that was read day first into the one read month first.
fn swapped(day: f64) -> f64 {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "days of years 1900 to 2199"
    )]
    let read = Day::try_new(day as i32).ok();
    read.and_then(date_order::swap)
        .map_or(day, |day| f64::from(day.days()))
}
