//! What a cell of a record may hold, and how it is read.

use crate::data::amount;
use crate::data::amount::Proof;
use crate::data::columns::normalise;
use crate::data::credit_grades::GRADES;
use crate::data::credit_grades::points_of_grade;
use crate::data::date::Day;
use crate::data::date_format;
use crate::data::date_format::DateCell;
use crate::data::date_order;
use crate::data::date_order::Reading;
use crate::data::decimal::Decimal;
use crate::data::records::intake::Given;
use crate::data::records::options::RecordOptions;
use crate::numeric::decimal::decimal;
use std::borrow::Cow;

/// A word of a list with what else it may be called: normalised headers of small letters.
pub(super) type Word = (&'static str, &'static [&'static str]);

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CellKind {
    /// An identifier, a name, any text.
    Text,
    /// A day.
    Day,
    /// Yes or no.
    Yes,
    /// A number within a range, its ends included.
    Number(f64, f64),
    /// An amount of money from a least one on.
    Amount(f64),
    /// Points from 0 to 100, or a credit grade that stands for some.
    Grade,
    /// How many times as important one thing is as another: a number above 0, or a fraction as `1/3`.
    Ratio,
    /// One of a list of words.
    Word(&'static [(&'static str, &'static [&'static str])]),
}

/// A cell that has been read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    Missing,
    Text(Cow<'a, str>),
    Number(f64),
    /// A number that is no money, as it stands in a file, which shows a decimal sign.
    Figure(f64, Proof),
    /// The place of a word in its list.
    Word(u32),
    Date(Reading),
    /// An amount as it stands in a file, which shows a decimal sign and a currency.
    Amount(f64, Proof, Option<&'static str>),
}

const YES: [&str; 6] = ["yes", "y", "true", "1", "是", "有"];
const NO: [&str; 6] = ["no", "n", "false", "0", "否", "无"];

/// Whole numbers up to here are exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl CellKind {
    /// Returns the kind in one word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Day => "day",
            Self::Yes => "yes",
            Self::Number(..) => "number",
            Self::Amount(_) => "amount",
            Self::Grade => "grade",
            Self::Ratio => "ratio",
            Self::Word(_) => "word",
        }
    }

    /// Returns the least and the largest number there may be.
    pub const fn range(self) -> Option<(f64, f64)> {
        match self {
            Self::Number(least, most) => Some((least, most)),
            Self::Amount(least) => Some((least, f64::MAX)),
            Self::Grade => Some((0.0, 100.0)),
            _ => None,
        }
    }

    /// Returns the words that there are.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Word(words) => words.iter().map(|(word, _)| *word).collect(),
            Self::Grade => GRADES.iter().map(|(grade, _)| *grade).collect(),
            _ => Vec::new(),
        }
    }

    /// Says what a cell may hold.
    #[cold]
    pub(super) fn expected(self) -> String {
        match self {
            Self::Text => "a text or a whole number".into(),
            Self::Day => "a date of the years 1900 to 2199, such as 2024-03-31".into(),
            Self::Yes => "yes or no".into(),
            Self::Ratio => "a number above 0 or a fraction such as 1/3".into(),
            Self::Word(_) => format!("one of {}", self.words().join(", ")),
            Self::Grade => {
                let grades = self.words().join(", ");
                format!("a number from 0 to 100 or a grade: {grades}")
            }
            Self::Number(least, most) => range_in_words(least, most),
            Self::Amount(least) => range_in_words(least, f64::MAX),
        }
    }

    /// Reads a cell; the error is a hint, empty where there is none.
    pub(super) fn read<'a>(
        self,
        given: Given<'a>,
        options: &RecordOptions,
    ) -> Result<Cell<'a>, &'static str> {
        match given {
            Given::Nothing | Given::Text("") => Ok(Cell::Missing),
            Given::Text(text) => self.read_text(text, options),
            Given::Number(number) if number.is_nan() => Ok(Cell::Missing),
            Given::Number(number) => self.read_number(number),
        }
    }

    fn read_text<'a>(
        self,
        text: &'a str,
        options: &RecordOptions,
    ) -> Result<Cell<'a>, &'static str> {
        match self {
            Self::Text => Ok(Cell::Text(Cow::Borrowed(text))),
            Self::Day => {
                let reading = match date_format::parse(text) {
                    Some(DateCell::Day(day)) => Some(Reading::Same(day)),
                    Some(DateCell::Numeric(date)) => date_order::read(date, options.date_order),
                    None => None,
                };
                reading.map(Cell::Date).ok_or("")
            }
            Self::Yes => {
                let word = normalise(text);
                if YES.contains(&word.as_str()) {
                    Ok(Cell::Number(1.0))
                } else if NO.contains(&word.as_str()) {
                    Ok(Cell::Number(0.0))
                } else {
                    Err("")
                }
            }
            Self::Word(words) => {
                let own = normalise(text);
                let same = |(word, others): &Word| {
                    normalise(word) == own || others.contains(&own.as_str())
                };
                let place = words.iter().position(same).ok_or("")?;
                u32::try_from(place).map(Cell::Word).map_err(|_| "")
            }
            Self::Ratio => ratio(text, options.decimal),
            Self::Number(..) => self.read_figure(text, options),
            Self::Grade => match points_of_grade(text) {
                Some(points) => Ok(Cell::Number(points)),
                // The hint of an amount would mislead.
                None => self.read_figure(text, options).map_err(|_| ""),
            },
            Self::Amount(_) => {
                let amount = amount::parse(text, options.decimal)?;
                let value = self.within(amount::from_micro(i128::from(amount.micro)))?;
                Ok(Cell::Amount(value, amount.proof, amount.currency))
            }
        }
    }

    fn read_figure(
        self,
        text: &str,
        options: &RecordOptions,
    ) -> Result<Cell<'static>, &'static str> {
        let (number, proof) = figure(text, options.decimal)?;
        Ok(Cell::Figure(self.within(number)?, proof))
    }

    fn read_number<'a>(self, number: f64) -> Result<Cell<'a>, &'static str> {
        if !number.is_finite() {
            return Err("");
        }
        let whole = (number - libm::trunc(number)).abs() <= 0.0 && number.abs() < EXACT;
        #[allow(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
        let digits = number as i64;
        match self {
            Self::Text if whole => Ok(Cell::Text(Cow::Owned(digits.to_string()))),
            Self::Day if whole => {
                let day = i32::try_from(digits).ok().map(Day::try_new);
                match day {
                    Some(Ok(day)) => Ok(Cell::Date(Reading::Same(day))),
                    _ => Err(""),
                }
            }
            Self::Yes if whole && (digits == 0 || digits == 1) => Ok(Cell::Number(number)),
            Self::Number(..) | Self::Grade => self.within(number).map(Cell::Number),
            Self::Ratio if number > 0.0 => Ok(Cell::Number(number)),
            Self::Amount(_) => {
                // As in a file: six decimals count.
                let micro = amount::to_micro(number).ok_or("")?;
                let value = self.within(amount::from_micro(i128::from(micro)))?;
                Ok(Cell::Amount(value, Proof::Nothing, None))
            }
            _ => Err(""),
        }
    }

    fn within(self, number: f64) -> Result<f64, &'static str> {
        let (least, most) = self.range().unwrap_or((f64::MIN, f64::MAX));
        if (least..=most).contains(&number) {
            Ok(number)
        } else {
            Err("")
        }
    }
}

fn range_in_words(least: f64, most: f64) -> String {
    match (least <= f64::MIN, most >= f64::MAX) {
        (true, true) => "a number".into(),
        (false, true) => format!("a number from {least}"),
        _ => format!("a number from {least} to {most}"),
    }
}

/// Reads a number that is no money, and what it says of the decimal sign of its file.
fn figure(text: &str, sign: Option<Decimal>) -> Result<(f64, Proof), &'static str> {
    let amount = amount::parse(text, sign);
    let number = plain_number(text, sign);
    let number = match (number, &amount) {
        // To the last bit, where amounts have six decimals.
        (Some(number), _) => number,
        (None, Err(hint)) => return Err(*hint),
        (None, Ok(amount)) if amount.currency.is_some() => return Err(""),
        (None, Ok(amount)) => amount::from_micro(i128::from(amount.micro)),
    };
    // A number beyond all amounts says nothing.
    Ok((
        number,
        match amount.map_or(Proof::Nothing, |amount| amount.proof) {
            Proof::DoubtfulPoint => Proof::DoubtfulFigure,
            proof => proof,
        },
    ))
}

/// Reads `-12.5` to the last bit; a point before three digits is a decimal point, since scores and
/// counts have no thousands, unless the file has a decimal comma.
fn plain_number(text: &str, sign: Option<Decimal>) -> Option<f64> {
    if sign == Some(Decimal::Comma) && text.contains('.') {
        return None;
    }
    let (digits, negative) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let number = decimal(digits)?;
    Some(if negative { -number } else { number })
}

/// Reads a number above 0, or a fraction of two.
fn ratio(text: &str, sign: Option<Decimal>) -> Result<Cell<'static>, &'static str> {
    let part = |text: &str| figure(text.trim(), sign).map_err(|_| "");
    let (number, proof) = match text.split_once('/') {
        None => part(text)?,
        Some((above, below)) => {
            let (above, proof) = part(above)?;
            let (below, other) = part(below)?;
            let proof = if proof == Proof::Nothing {
                other
            } else {
                proof
            };
            (above / below, proof)
        }
    };
    if number > 0.0 && number.is_finite() {
        Ok(Cell::Figure(number, proof))
    } else {
        Err("")
    }
}
