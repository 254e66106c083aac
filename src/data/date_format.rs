//! Reading the date forms of shop, payment and spreadsheet exports.
//!
//! The calendar day is the one that is written: a time of day and a zone behind it are checked and
//! dropped, not converted, because a shop exports its orders in its own zone and a purchase belongs
//! to the day the customer saw. Unix times carry no written day and are read as UTC.

use crate::data::date::Day;
use crate::data::trim::trim;

/// A cell that holds a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateCell {
    /// One day and no other.
    Day(Day),
    /// `3/5/2024`: day first or month first, which only the whole file can tell.
    Numeric(NumericDate),
}

/// A date of three numbers with the year last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NumericDate {
    pub(crate) first: u8,
    pub(crate) second: u8,
    pub(crate) year: i32,
    /// `24-03-05`: three numbers of two digits joined by hyphens may also be year first.
    pub(crate) year_first: Option<Day>,
    /// Such a date needs the option: no other cell can show where its year stands.
    pub(crate) must_ask: bool,
}

/// The first and last year that an order can have; others are typing errors or placeholders.
const YEARS: core::ops::RangeInclusive<i32> = 1900..=2199;
/// Two-digit years from here on are of the 20th century, as in POSIX `strptime`.
const PIVOT: i32 = 69;
/// Excel serials from 1950-01-01 to 2099-12-31; smaller and larger numbers are no order dates.
const EXCEL_SERIALS: core::ops::RangeInclusive<i32> = 18_264..=73_050;
/// The Excel serial of 1970-01-01 (1900 date system).
const EXCEL_EPOCH: i32 = 25_569;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Reads a date cell; none when it holds no date.
pub(crate) fn parse(cell: &str) -> Option<DateCell> {
    let cell = trim(cell);
    let bytes = cell.as_bytes();
    if let Some((head, tail)) = bytes.split_at_checked(10)
        && let Some(day) = Day::parse_iso(head)
    {
        let plain = tail.is_empty() || is_time(cell.get(10..)?);
        return (plain && in_years(day)).then_some(DateCell::Day(day));
    }
    let first = bytes.first()?;
    if first.is_ascii_digit() {
        parse_digits_first(cell)
    } else if first.is_ascii_alphabetic() {
        parse_letters_first(cell).map(DateCell::Day)
    } else {
        None
    }
}

fn in_years(day: Day) -> bool {
    YEARS.contains(&day.to_calendar().0)
}

fn calendar(year: i32, month: u8, day: u8) -> Option<Day> {
    Day::from_calendar(year, month, day).filter(|day| in_years(*day))
}

/// Splits digits off the front: their text and the rest.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    let (head, tail) = text.split_at_checked(end)?;
    (!head.is_empty()).then_some((head, tail))
}

/// Splits letters off the front: their text and the rest.
fn letters(text: &str) -> Option<(&str, &str)> {
    let end = text
        .bytes()
        .position(|byte| !byte.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let (head, tail) = text.split_at_checked(end)?;
    (!head.is_empty()).then_some((head, tail))
}

/// Reads a number of one or two digits.
fn short(text: &str) -> Option<u8> {
    (1..=2)
        .contains(&text.len())
        .then(|| text.parse().ok())
        .flatten()
}

/// Reads a year of two or four digits.
fn year(text: &str) -> Option<i32> {
    let number: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(number),
        2 if number < PIVOT => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

fn parse_digits_first(cell: &str) -> Option<DateCell> {
    let (first, rest) = digits(cell)?;
    if rest.is_empty() {
        return parse_number(first).map(DateCell::Day);
    }
    if first.len() == 8 && rest.starts_with(['T', ' ']) {
        return (is_time(rest)).then(|| compact(first).map(DateCell::Day))?;
    }
    if rest.trim_start().starts_with('年') {
        return parse_chinese(first, rest.trim_start()).map(DateCell::Day);
    }
    let separator = rest.chars().next()?;
    if !matches!(separator, '-' | '/' | '.' | ' ') {
        return None;
    }
    let after = rest.strip_prefix(separator)?;
    if let Some((name, tail)) = letters(after) {
        // 5-Mar-24, 05 March 2024
        let month = month(name)?;
        let tail = tail.strip_prefix('.').unwrap_or(tail);
        let tail = tail.strip_prefix([separator, ' '])?;
        let (last, time) = digits(tail)?;
        let day = calendar(year(last)?, month, short(first)?)?;
        return is_end(time).then_some(DateCell::Day(day));
    }
    let (second, tail) = digits(after)?;
    let Some(tail) = tail.strip_prefix(separator) else {
        // 45356.41667
        let serial = separator == '.' && tail.is_empty() && first.len() == 5;
        return serial.then(|| excel(first).map(DateCell::Day))?;
    };
    if separator == ' ' {
        return None;
    }
    let (third, time) = digits(tail)?;
    if !is_end(time) {
        return None;
    }
    if first.len() == 4 {
        return calendar(year(first)?, short(second)?, short(third)?).map(DateCell::Day);
    }
    let two_digits = [first, second, third].iter().all(|part| part.len() == 2);
    Some(DateCell::Numeric(NumericDate {
        first: short(first)?,
        second: short(second)?,
        year: year(third)?,
        year_first: match (short(second), short(third)) {
            (Some(month), Some(day)) if two_digits => calendar(year(first)?, month, day),
            _ => None,
        },
        must_ask: two_digits && separator == '-',
    }))
}

/// Reads a cell of digits only: 20240305, an Excel serial, a Unix time, 20240305100000.
fn parse_number(text: &str) -> Option<Day> {
    match text.len() {
        5 => excel(text),
        8 => compact(text),
        10 => Day::from_unix_microseconds(text.parse::<i64>().ok()? * 1_000_000),
        13 => Day::from_unix_microseconds(text.parse::<i64>().ok()? * 1_000),
        14 => {
            let (date, time) = text.split_at_checked(8)?;
            let part = |range| time.get(range).and_then(short);
            let valid = part(0..2)? < 24 && part(2..4)? < 60 && part(4..6)? < 60;
            valid.then(|| compact(date))?
        }
        _ => None,
    }
    .filter(|day| in_years(*day))
}

fn compact(text: &str) -> Option<Day> {
    let (date, day) = text.split_at_checked(6)?;
    let (date, month) = date.split_at_checked(4)?;
    calendar(year(date)?, short(month)?, short(day)?)
}

fn excel(text: &str) -> Option<Day> {
    let serial: i32 = text.parse().ok()?;
    if !EXCEL_SERIALS.contains(&serial) {
        return None;
    }
    Day::try_new(serial - EXCEL_EPOCH).ok()
}

/// Reads 2024年3月5日, with a time or without.
fn parse_chinese(first: &str, rest: &str) -> Option<Day> {
    let (month, rest) = digits(rest.strip_prefix('年')?.trim_start())?;
    let (day, rest) = digits(rest.trim_start().strip_prefix('月')?.trim_start())?;
    let rest = rest.trim_start();
    let time = rest.strip_prefix(['日', '号']).unwrap_or(rest).trim_start();
    let day = calendar(year(first)?, short(month)?, short(day)?)?;
    (time.is_empty() || is_clock(time)).then_some(day)
}

/// Reads March 5, 2024 and Tue, 05 Mar 2024 and Tue Mar 05 2024.
fn parse_letters_first(cell: &str) -> Option<Day> {
    let (name, rest) = letters(cell)?;
    if abbreviated(&WEEKDAYS, name).is_some() {
        let rest = rest.trim_start_matches(['.', ',']).trim_start();
        return match parse(rest)? {
            DateCell::Day(day) if rest.contains(|c: char| c.is_ascii_alphabetic()) => Some(day),
            _ => None,
        };
    }
    let month = month(name)?;
    let rest = rest.trim_start_matches('.').trim_start_matches([' ', '-']);
    let (day, rest) = digits(rest)?;
    let rest = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| rest.strip_prefix(ending))
        .unwrap_or(rest);
    let rest = rest.trim_start_matches([',', ' ', '-']);
    let (last, time) = digits(rest)?;
    let day = calendar(year(last)?, month, short(day)?)?;
    is_end(time).then_some(day)
}

/// Finds a name by itself or its first three letters or more.
fn abbreviated(names: &[&str], text: &str) -> Option<u8> {
    if text.len() < 3 {
        return None;
    }
    let position = names.iter().position(|name| {
        name.get(..text.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(text))
    })?;
    u8::try_from(position).ok()
}

fn month(text: &str) -> Option<u8> {
    abbreviated(&MONTHS, text).map(|index| index + 1)
}

/// Returns true for the end of a date: nothing, or a time.
fn is_end(rest: &str) -> bool {
    rest.is_empty() || is_time(rest)
}

/// Returns true for ` 10:00`, `T10:00:00.123Z`, `, 10:00 am`, ` at 10:00 AM`, ` 10:00:00 -0500`.
fn is_time(rest: &str) -> bool {
    let clock = rest
        .strip_prefix(['T', 't', ' ', ',', '\u{a0}', '\u{202f}'])
        .map(str::trim_start)
        .map(|text| text.strip_prefix("at ").unwrap_or(text).trim_start());
    clock.is_some_and(is_clock)
}

fn is_clock(text: &str) -> bool {
    check_clock(text).is_some()
}

/// Checks a time of day and what follows it.
fn check_clock(text: &str) -> Option<()> {
    let text = ["上午", "下午"]
        .iter()
        .find_map(|half| text.strip_prefix(half))
        .unwrap_or(text)
        .trim_start();
    let (hour, rest) = digits(text)?;
    let hour = short(hour).filter(|hour| *hour <= 24)?;
    let (minute, mut rest) = digits(rest.strip_prefix([':', '.'])?)?;
    if minute.len() != 2 {
        return None;
    }
    short(minute).filter(|minute| *minute < 60)?;
    if let Some(tail) = rest.strip_prefix([':', '.']) {
        let (second, tail) = digits(tail)?;
        // 60 is a leap second.
        short(second).filter(|second| *second <= 60)?;
        rest = tail;
        if let Some(tail) = rest.strip_prefix(['.', ',']) {
            rest = digits(tail)?.1;
        }
    }
    let mut rest = rest.trim_start();
    let half = ["am", "pm", "a.m.", "p.m."].iter().find_map(|half| {
        let head = rest.get(..half.len())?;
        head.eq_ignore_ascii_case(half)
            .then(|| rest.get(half.len()..))
            .flatten()
    });
    if let Some(tail) = half {
        if hour > 12 {
            return None;
        }
        rest = tail.trim_start();
    }
    is_zone(rest).then_some(())
}

/// Returns true for nothing, Z, UTC, EST, +08, -0500, +08:00, GMT+0100 (a remark).
fn is_zone(text: &str) -> bool {
    let text = match text.split_once('(') {
        Some((head, remark)) if remark.ends_with(')') => head.trim_end(),
        _ => text,
    };
    let (name, offset) = letters(text).unwrap_or(("", text));
    if name.len() > 5
        || !name
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'z')
    {
        return false;
    }
    let offset = offset.trim_start();
    if offset.is_empty() {
        return true;
    }
    let Some((hours, rest)) = offset.strip_prefix(['+', '-', '\u{2212}']).and_then(digits) else {
        return false;
    };
    match (hours.len(), rest.strip_prefix(':').and_then(digits)) {
        (1 | 2 | 4, None) => rest.is_empty(),
        (2, Some((minutes, end))) => minutes.len() == 2 && end.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_form_is_the_fifth_of_march_2024() {
        // 2024-03-05 is Excel serial 45356 and 1709596800 seconds after 1970-01-01T00:00Z.
        let expected = DateCell::Day(Day::from_iso("2024-03-05").unwrap());
        for cell in [
            "2024-03-05",
            " 2024-03-05\t",
            "20240305",
            "2024-3-5",
            "2024/3/5",
            "2024.03.05",
            "2024-03-05T10:00:00Z",
            "2024-03-05T10:00:00.123Z",
            "2024-03-05T10:00:00+08:00",
            "2024-03-05T23:59:59-11:00",
            "2024-03-05T10:00",
            "2024-03-05 10:00:00 -0500",
            "2024-03-05 10:00:00",
            "2024-03-05 10:00",
            "2024-03-05 10:00:00.123456+00",
            "2024-03-05 10:00:00 UTC",
            "20240305T100000".get(..8).unwrap(),
            "20240305T10:00:00Z",
            "20240305100000",
            "2024/3/5 10:00",
            "2024/03/05 10:00:00",
            "2024.03.05 10:00",
            "2024年3月5日",
            "2024年03月05日 10:00",
            "2024年3月5日上午10:00:00",
            "2024 年 3 月 5 日",
            "March 5, 2024",
            "March 5, 2024 10:00 am",
            "March 5, 2024 at 10:00 PM",
            "Mar 5 2024",
            "Mar 05, 2024, 10:00:00 AM",
            "Mar. 5th, 2024",
            "5-Mar-24",
            "05-Mar-2024",
            "5 March 2024",
            "05 MAR 2024 10:00",
            "Tue, 05 Mar 2024 10:00:00 GMT",
            "Tue Mar 05 2024 10:00:00 GMT+0100 (Central European Standard Time)",
            "45356",
            "45356.41667",
            "1709596800",
            "1709596800000",
            "1709683199",
        ] {
            assert_eq!(parse(cell), Some(expected), "{cell}");
        }
    }

    #[test]
    fn what_is_no_order_date_is_refused() {
        for cell in [
            "",
            "-",
            "n/a",
            "yesterday",
            "0000-00-00",
            "0000-00-00 00:00:00",
            "2024-02-30",
            "2024-13-01",
            "2023/2/29",
            "20241301",
            "2024-03-05x",
            "2024-03-05T25:00:00",
            "2024-03-05 10:61",
            "2024-03-05 13:00 PM",
            "1",
            "12345",
            "99999",
            "123456",
            "1234567",
            "123456789",
            "99999999999",
            "9999999999999",
            "0001-01-01",
            "9999-12-31",
            "1/2",
            "1/2/3",
            "1/2/3/4",
            "1-2/2024",
            "2024年13月1日",
            "2024年",
            "Foo 5, 2024",
            "Mar 32, 2024",
            "March 2024",
            "5-Foo-24",
            "5-Ma-24",
            "45356.4.1",
            "４５３５６",
            "2024-03-05 10:00 +1:2:3",
            "Tue, 3/5/2024",
            "Tue",
            "2024-03-05T",
            "2024-03-0５",
        ] {
            let cell_parsed = parse(cell);
            assert!(cell_parsed.is_none(), "{cell}: {cell_parsed:?}");
        }
    }

    #[test]
    fn two_digit_years_turn_at_69() {
        // POSIX.1-2017 strptime %y: 69-99 are 1969-1999, 00-68 are 2000-2068.
        let day = |text| Some(DateCell::Day(Day::from_iso(text).unwrap()));
        assert_eq!(parse("5-Mar-68"), day("2068-03-05"));
        assert_eq!(parse("5-Mar-69"), day("1969-03-05"));
    }

    #[test]
    fn numeric_dates_leave_their_order_open() {
        for cell in [
            "3/5/2024",
            "03.05.2024",
            "3-5-2024",
            "3/5/24",
            "3/5/2024 10:00",
            "3/5/2024 10:00:00 AM",
        ] {
            let Some(DateCell::Numeric(date)) = parse(cell) else {
                panic!("{cell}");
            };
            assert_eq!(
                (date.first, date.second, date.year, date.must_ask),
                (3, 5, 2024, false),
                "{cell}"
            );
        }
        assert!(matches!(parse("24-03-05"), Some(DateCell::Numeric(date)) if date.must_ask));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9A-Za-z年月日:/. +-]{0,24}") {
            let _ = parse(&text);
        }
    }
}
