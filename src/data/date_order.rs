//! Whether the numeric dates of a file are day first or month first.

use crate::data::date::Day;
use crate::data::date_format::NumericDate;
use crate::plain::words;

/// The order of day, month and year in a date of three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum DateOrder {
    /// Year, month, day: 2024-03-05.
    Ymd,
    /// Day, month, year: 5/3/2024.
    Dmy,
    /// Month, day, year: 3/5/2024.
    Mdy,
}

words!(DateOrder {
    Ymd => "ymd",
    Dmy => "dmy",
    Mdy => "mdy",
});

impl DateOrder {
    /// Returns the order in words.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Ymd => "year first",
            Self::Dmy => "day first",
            Self::Mdy => "month first",
        }
    }
}

/// A numeric date, read as far as its own cell allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Both orders give the same day, or the option decides.
    Same(Day),
    /// Only one order gives a day.
    Only(DateOrder, Day),
    /// Both orders give a day; this is the one with the day first.
    Open(Day),
    /// No other cell can decide it either.
    Ask(Day),
}

/// Reads a numeric date; none when no order gives a day.
pub(crate) fn read(date: NumericDate, option: Option<DateOrder>) -> Option<Reading> {
    let dmy = Day::from_calendar(date.year, date.second, date.first);
    let mdy = Day::from_calendar(date.year, date.first, date.second);
    match option {
        Some(DateOrder::Dmy) => return dmy.map(Reading::Same),
        Some(DateOrder::Mdy) => return mdy.map(Reading::Same),
        Some(DateOrder::Ymd) => return date.year_first.map(Reading::Same),
        None => {}
    }
    if date.must_ask {
        return dmy.or(mdy).or(date.year_first).map(Reading::Ask);
    }
    match (dmy, mdy) {
        (Some(dmy), Some(mdy)) if dmy == mdy => Some(Reading::Same(dmy)),
        (Some(dmy), Some(_)) => Some(Reading::Open(dmy)),
        (Some(day), None) => Some(Reading::Only(DateOrder::Dmy, day)),
        (None, Some(day)) => Some(Reading::Only(DateOrder::Mdy, day)),
        (None, None) => None,
    }
}

/// Turns a day that was read day first into the one read month first.
pub(crate) fn swap(day: Day) -> Option<Day> {
    let (year, month, day) = day.to_calendar();
    Day::from_calendar(year, day, month)
}

/// Where a date cell stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The index among the accepted orders.
    pub(crate) order: u32,
    pub(crate) row: u64,
    pub(crate) cell: String,
}

/// What the numeric dates of one file have said of their order so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct OrderEvidence {
    /// The orders whose date is open.
    open: Vec<u32>,
    first_open: Option<Place>,
    must_ask: Option<Place>,
    day_first: Vec<Place>,
    month_first: Vec<Place>,
}

/// What a file says of its numeric dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// There is nothing to decide.
    NoNumericDates,
    /// The order, the orders whose day is to be swapped, the cells that contradict.
    Decided {
        order: DateOrder,
        swap: Vec<u32>,
        contradictions: Vec<Place>,
    },
    /// No cell decides.
    Ambiguous(Place),
    /// As many cells say one as the other; the first that contradicts.
    Tied(Place, DateOrder),
}

impl OrderEvidence {
    /// Notes an accepted order. With `strict`, a contradiction is returned at once, and of the
    /// cells that decide only the first is kept.
    pub(crate) fn note(
        &mut self,
        reading: Reading,
        strict: bool,
        order_index: u32,
        place: impl FnOnce() -> Place,
    ) -> Result<(), DateOrder> {
        let (own, other, order) = match reading {
            Reading::Same(_) => return Ok(()),
            Reading::Ask(_) => {
                self.must_ask.get_or_insert_with(place);
                return Ok(());
            }
            Reading::Open(_) => {
                self.open.push(order_index);
                self.first_open.get_or_insert_with(place);
                return Ok(());
            }
            Reading::Only(order @ DateOrder::Mdy, _) => {
                (&mut self.month_first, &self.day_first, order)
            }
            Reading::Only(order, _) => (&mut self.day_first, &self.month_first, order),
        };
        if strict && !other.is_empty() {
            return Err(order);
        }
        if !strict || own.is_empty() {
            own.push(place());
        }
        Ok(())
    }

    /// Decides for the whole file: the order of the cells that have only one.
    pub(crate) fn decide(self) -> Verdict {
        if let Some(place) = self.must_ask {
            return Verdict::Ambiguous(place);
        }
        let (days, months) = (self.day_first.len(), self.month_first.len());
        match (days, months) {
            (0, 0) => match self.first_open {
                None => Verdict::NoNumericDates,
                Some(place) => Verdict::Ambiguous(place),
            },
            _ if days == months => {
                let day = self.day_first.into_iter().next();
                let month = self.month_first.into_iter().next();
                match (day, month) {
                    (Some(day), Some(month)) if day.row > month.row => {
                        Verdict::Tied(day, DateOrder::Dmy)
                    }
                    (_, Some(month)) => Verdict::Tied(month, DateOrder::Mdy),
                    _ => Verdict::NoNumericDates,
                }
            }
            _ if days > months => Verdict::Decided {
                order: DateOrder::Dmy,
                swap: Vec::new(),
                contradictions: self.month_first,
            },
            _ => Verdict::Decided {
                order: DateOrder::Mdy,
                swap: self.open,
                contradictions: self.day_first,
            },
        }
    }
}
