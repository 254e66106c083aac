//! Orders into summaries, and back into the columns of the library.

use crate::cabi::answer::Answer;
use crate::cabi::json::read;
use crate::cabi::refused::RefusedAt;
use crate::cabi::refused::check_rows;
use crate::cabi::slots::Slots;
use crate::data::date::Day;
use crate::data::purchases::Ledger;
use crate::data::summary::CustomerRecord;
use crate::data::summary::CustomerSummary;
use crate::data::summary::SummaryOptions;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::score::Customer;

/// What a summary has besides the first fields of a customer.
const OTHERS: [&str; 4] = ["revenue", "lnGaps", "firstDay", "lastDay"];

/// How many columns a summary has.
const COLUMNS: usize = Customer::SUMMARY_FIELDS + OTHERS.len();

/// Returns the names of the columns of a summary.
pub(super) fn columns() -> Vec<&'static str> {
    let of_customer = Customer::FIELDS.iter().take(Customer::SUMMARY_FIELDS);
    of_customer.chain(&OTHERS).copied().collect()
}

fn numbers_of(record: &CustomerRecord) -> impl Iterator<Item = f64> {
    let others = [
        record.revenue,
        record.ln_gaps,
        f64::from(record.first_day.days()),
        f64::from(record.last_day.days()),
    ];
    Customer::fields_of(record).into_iter().chain(others)
}

/// Returns a day that was given as an option.
pub(super) fn needed(as_of: Option<Day>) -> Result<Day> {
    as_of.ok_or_else(|| Error::Missing {
        path: "asOf".into(),
        expected: "a day, such as \"2024-12-31\": no part of the orders knows the last one".into(),
    })
}

/// Summarises the orders of many customers.
pub(super) fn summarize(slots: &Slots) -> Result<Answer> {
    let options: SummaryOptions = read(slots.text(0)?)?;
    let (as_of, unit) = (needed(options.as_of)?, options.time_unit);
    let starts: &[u32] = slots.column(1, "starts")?;
    let days: &[i32] = slots.column(2, "days")?;
    let amounts: &[i64] = slots.column(3, "amounts")?;
    if days.len() != amounts.len() {
        return Err(Error::LengthMismatch {
            path: "amounts".into(),
            expected: days.len(),
            actual: amounts.len(),
        });
    }
    check_starts(starts, days.len())?;
    let customers = starts.len().saturating_sub(1);
    check_rows("starts", customers)?;
    let mut numbers = vec![f64::NAN; customers * COLUMNS];
    let mut refused = Vec::new();
    let mut rows = Vec::new();
    let mut ledger = Ledger::default();
    let ranges = starts.iter().zip(starts.iter().skip(1));
    for (row, (&from, &to)) in ranges.enumerate() {
        let range = from as usize..to as usize;
        let days = days.get(range.clone()).unwrap_or_default();
        let amounts = amounts.get(range).unwrap_or_default();
        rows.clear();
        let read = days.iter().zip(amounts).try_for_each(|(&day, &amount)| {
            rows.push((Day::try_new(day)?, amount));
            Ok(())
        });
        match read.and_then(|()| CustomerRecord::from_rows(&mut rows, &mut ledger, as_of, unit)) {
            Ok(record) => {
                let columns = numbers.chunks_mut(customers);
                for (column, number) in columns.zip(numbers_of(&record)) {
                    if let Some(place) = column.get_mut(row) {
                        *place = number;
                    }
                }
            }
            Err(error) => refused.push(RefusedAt { row, error }),
        }
    }
    Ok(Answer::of_rows(numbers, &refused))
}

/// Rejects starts that go back or beyond the orders.
fn check_starts(starts: &[u32], orders: usize) -> Result<()> {
    let mut before = 0;
    for (at, &start) in starts.iter().enumerate() {
        if start < before || start as usize > orders {
            return Err(Error::OutOfRange {
                path: format!("starts[{at}]"),
                value: f64::from(start),
                expected: format!("from {before} to {orders}, the number of orders"),
            });
        }
        before = start;
    }
    let end = starts.last().map_or(0, |&last| last as usize);
    if starts.first().is_some_and(|&first| first > 0) || end != orders {
        return Err(Error::InvalidValue {
            path: "starts".into(),
            found: format!("orders that belong to nobody, of {orders}"),
            expected: "0 first, and last the number of orders".into(),
        });
    }
    Ok(())
}

/// Returns the summary that columns hold.
pub(super) fn summary_of(columns: &[f64], as_of: Day, unit: TimeUnit) -> Result<CustomerSummary> {
    let rows = columns.len() / COLUMNS;
    if rows == 0 || columns.len() != rows * COLUMNS {
        return Err(Error::LengthMismatch {
            path: "columns".into(),
            expected: rows.max(1) * COLUMNS,
            actual: columns.len(),
        });
    }
    check_columns(columns, rows)?;
    let mut parts = columns.chunks(rows);
    let mut next = || parts.next().unwrap_or_default().to_vec();
    let mut summary = CustomerSummary {
        ids: vec![String::new(); rows],
        frequency: next(),
        recency: next(),
        age: next(),
        monetary_value: next(),
        revenue_in_year: next(),
        purchases_in_year: next(),
        active_quarters: next(),
        elapsed_quarters: next(),
        revenue: next(),
        ln_gaps: next(),
        as_of,
        time_unit: unit,
        ..CustomerSummary::default()
    };
    summary.first_day = days(&next(), "firstDay")?;
    summary.last_day = days(&next(), "lastDay")?;
    check_days(&summary)?;
    Ok(summary)
}

/// Rejects what no summary has: what is not finite, and money and counts below 0. What a model or a score asks of them besides is
/// theirs to say.
fn check_columns(columns: &[f64], rows: usize) -> Result<()> {
    for (name, column) in self::columns().into_iter().zip(columns.chunks(rows)) {
        // Days are checked where they are read; a logarithm may be below 0.
        let signed = matches!(name, "lnGaps" | "firstDay" | "lastDay");
        for (row, &value) in column.iter().enumerate() {
            let path = || format!("{name}[{row}]");
            if check_finite(value, path)? < 0.0 && !signed {
                return Err(Error::out_of_range(path(), value, "a number from 0"));
            }
        }
    }
    Ok(())
}

/// How far a length of time may be from that of its days, of one or of itself where it is longer: a host may have divided
/// otherwise.
const LENGTH_SLACK: f64 = 1e-9;

/// Rejects days and lengths of time that contradict each other, as those of a summary of another day or unit do.
fn check_days(summary: &CustomerSummary) -> Result<()> {
    let as_of = summary.as_of.days();
    let lengths = summary.recency.iter().zip(&summary.age);
    let days = summary.first_day.iter().zip(&summary.last_day);
    for (row, ((&recency, &age), (&first, &last))) in lengths.zip(days).enumerate() {
        for (name, day, to) in [("firstDay", first, last), ("lastDay", last, as_of)] {
            if day > to {
                let expected =
                    &format!("at most {to}, as firstDay, lastDay and asOf follow each other");
                return Err(Error::out_of_range(
                    format!("{name}[{row}]"),
                    f64::from(day),
                    expected,
                ));
            }
        }
        for (name, length, to) in [("recency", recency, last), ("T", age, as_of)] {
            let path = || format!("{name}[{row}]");
            let expected = f64::from(to - first) / summary.time_unit.days();
            if (length - expected).abs() > LENGTH_SLACK * expected.max(1.0) {
                let expected = &format!("{expected}, as the days and timeUnit say");
                return Err(Error::out_of_range(path(), length, expected));
            }
        }
    }
    Ok(())
}

/// Returns days that crossed as numbers.
fn days(column: &[f64], name: &str) -> Result<Vec<i32>> {
    let day = |(row, &value): (usize, &f64)| {
        let bounds = f64::from(Day::MIN.days())..=f64::from(Day::MAX.days());
        if value.fract().abs() > 0.0 || !bounds.contains(&value) {
            let expected = "whole days since 1970-01-01, of the years 1 to 9999";
            return Err(Error::out_of_range(
                format!("{name}[{row}]"),
                value,
                expected,
            ));
        }
        #[allow(
            clippy::cast_possible_truncation,
            reason = "a whole number within the bounds"
        )]
        let day = value as i32;
        Ok(day)
    };
    column.iter().enumerate().map(day).collect()
}
