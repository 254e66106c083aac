//! Reading amounts of money.

use crate::data::currency;
use crate::data::decimal::Decimal;
use crate::data::trim::trim;

/// How many micro-units make one unit of the currency.
pub const MICRO: i64 = 1_000_000;

pub(crate) const ASK_COMMA: &str =
    "if its comma is a decimal sign, give the option `decimal`: \",\"";
const ASK_POINT: &str = "if its point is a decimal sign, give the option `decimal`: \".\"";
/// What to do when the decimal sign of a file is open.
pub(crate) const ASK_DECIMAL: &str =
    "its decimal sign is not certain in this file; give the option `decimal`: \".\" or \",\"";
const NOT_A_NUMBER: &str = "write it as 1234.56";
const PERCENT: &str = "a percentage is not money";
const TOO_LARGE: &str = "it is larger than 9 trillion";
const TWO_CURRENCIES: &str = "it names two currencies";

/// What a cell says of the decimal sign of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// `1234`
    Nothing,
    /// `12.50`
    Point,
    /// `1.234,56`
    Comma,
    /// `1.234`, read as 1.234.
    DoubtfulPoint,
    /// `1.234` that is no money: scores, counts and times seldom have thousands.
    DoubtfulFigure,
    /// `1,234`, read as 1234.
    GroupingComma,
    /// `12,34`, read as 12.34.
    LoneComma,
}

/// An amount as it stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount {
    /// Millionths of the currency's unit.
    pub(crate) micro: i64,
    pub(crate) proof: Proof,
    /// The currency that stands beside the number.
    pub(crate) currency: Option<&'static str>,
}

/// Reads an amount; the error is a hint.
///
/// Decimals beyond the sixth are rounded half away from zero; everything else is exact.
pub(crate) fn parse(cell: &str, decimal: Option<Decimal>) -> Result<Amount, &'static str> {
    if decimal != Some(Decimal::Comma)
        && let Some(amount) = parse_plain(cell.as_bytes(), decimal)
    {
        return Ok(amount);
    }
    if cell.contains('%') {
        return Err(PERCENT);
    }
    let Bare {
        number,
        negative,
        currency,
    } = strip(cell)?;
    let (sign, proof) = match decimal {
        Some(sign) => (sign, Proof::Nothing),
        None => decide_sign(number)?,
    };
    let micro = parse_number(number, sign)?;
    Ok(Amount {
        micro: if negative { -micro } else { micro },
        proof,
        currency,
    })
}

/// Converts a number to micro-units; none when it does not fit.
///
/// The number is rounded half away from zero to six decimals.
pub(crate) fn to_micro(value: f64) -> Option<i64> {
    let scaled = (value * MICRO as f64).round();
    // As f64 this is 2^63, the first number above i64::MAX.
    if scaled.is_finite() && scaled.abs() < i64::MAX as f64 {
        #[allow(clippy::cast_possible_truncation, reason = "a whole number below 2^63")]
        let micro = scaled as i64;
        Some(micro)
    } else {
        None
    }
}

/// Converts a sum of micro-units to units of the currency, correctly rounded below 2^53.
pub(crate) fn from_micro(micro: i128) -> f64 {
    micro as f64 / MICRO as f64
}

/// Reads `-1234.56`, the form that almost every cell has; none for everything else.
fn parse_plain(cell: &[u8], decimal: Option<Decimal>) -> Option<Amount> {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    // 12 digits and six decimals stay below 2^63.
    if digits.len() > 13 {
        return None;
    }
    let mut value: i64 = 0;
    let mut whole: Option<usize> = None;
    for (index, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => value = value * 10 + i64::from(byte - b'0'),
            b'.' if whole.is_none() => whole = Some(index),
            _ => return None,
        }
    }
    let (integers, decimals) = match whole {
        None => (digits.len(), 0),
        Some(whole) => (whole, digits.len() - whole - 1),
    };
    let scale = MICRO / 10_i64.pow(u32::try_from(decimals).ok().filter(|d| *d <= 6)?);
    if integers == 0 || (whole.is_some() && decimals == 0) {
        return None;
    }
    let proof = match whole {
        None => Proof::Nothing,
        _ if decimal.is_some() => Proof::Nothing,
        Some(_) if decimals == 3 && integers <= 3 && digits.first() != Some(&b'0') => {
            Proof::DoubtfulPoint
        }
        Some(_) => Proof::Point,
    };
    let micro = value.checked_mul(scale)?;
    Some(Amount {
        micro: if negative { -micro } else { micro },
        proof,
        currency: None,
    })
}

/// A number without its sign and currency.
struct Bare<'a> {
    number: &'a str,
    negative: bool,
    currency: Option<&'static str>,
}

/// Takes signs, parentheses and currencies off both ends, each at most once.
fn strip(cell: &str) -> Result<Bare<'_>, &'static str> {
    let mut rest = trim(cell);
    let mut currency: Option<&'static str> = None;
    let mut signs = 0_u32;
    let mut negative = false;
    loop {
        let before = rest.len();
        if let Some(inner) = rest.strip_prefix('(') {
            rest = inner.strip_suffix(')').ok_or(NOT_A_NUMBER)?.trim();
            signs += 1;
            negative = true;
        }
        let minus = ['-', '\u{2212}', '\u{ff0d}'];
        if let Some(tail) = rest
            .strip_prefix(minus)
            .or_else(|| rest.strip_suffix(minus))
        {
            rest = tail.trim();
            signs += 1;
            negative = true;
        } else if let Some(tail) = rest.strip_prefix('+') {
            rest = tail.trim();
            signs += 1;
        }
        for stripped in [currency::strip_front(rest), currency::strip_back(rest)] {
            // The second may no longer fit when the first has taken the same text.
            let Some((name, tail)) = stripped.filter(|(_, tail)| tail.len() < rest.len()) else {
                continue;
            };
            if currency.is_some_and(|first| !currency::compatible(first, name)) {
                return Err(TWO_CURRENCIES);
            }
            currency = match currency {
                Some(first) if currency::is_code(first) => Some(first),
                _ => Some(name),
            };
            rest = tail.trim();
            break;
        }
        if signs > 1 {
            return Err(NOT_A_NUMBER);
        }
        if rest.len() == before {
            return Ok(Bare {
                number: rest,
                negative,
                currency,
            });
        }
    }
}

/// Returns true for the signs that part thousands in every country: blanks and apostrophes.
fn is_neutral_separator(character: char) -> bool {
    matches!(
        character,
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}'
    )
}

/// Decides which sign of a number stands before its decimals, if the number itself shows it.
fn decide_sign(number: &str) -> Result<(Decimal, Proof), &'static str> {
    let points = number.matches('.').count();
    let commas = number.matches(',').count();
    let parted = number.contains(is_neutral_separator);
    // `1,234` and `1.234`: one to three digits, the first no zero, and three more.
    let thousands = |sign| {
        number.split_once(sign).is_some_and(|(whole, rest)| {
            (1..=3).contains(&whole.len()) && !whole.starts_with('0') && rest.len() == 3
        })
    };
    Ok(match (points, commas) {
        (0, 0) => (Decimal::Point, Proof::Nothing),
        (1, 0) if !parted && thousands('.') => (Decimal::Point, Proof::DoubtfulPoint),
        (1, 0) => (Decimal::Point, Proof::Point),
        (_, 0) => (Decimal::Comma, Proof::Comma),
        (0, 1) if parted => (Decimal::Comma, Proof::Comma),
        (0, 1) if thousands(',') => (Decimal::Point, Proof::GroupingComma),
        (0, 1) if is_decimal_comma(number) => (Decimal::Comma, Proof::LoneComma),
        (0, 1) => return Err(ASK_COMMA),
        (0, _) => (Decimal::Point, Proof::Point),
        _ if number.rfind('.') > number.rfind(',') => (Decimal::Point, Proof::Point),
        _ => (Decimal::Comma, Proof::Comma),
    })
}

/// Whether the one comma of a number cannot set thousands apart, since one or two digits follow it, or
/// a zero alone stands before it.
fn is_decimal_comma(number: &str) -> bool {
    number.split_once(',').is_some_and(|(whole, rest)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits(whole) && digits(rest) && (rest.len() <= 2 || whole == "0")
    })
}

/// Reads an unsigned number whose decimal sign is known.
fn parse_number(number: &str, sign: Decimal) -> Result<i64, &'static str> {
    let (sign, group, ask) = match sign {
        Decimal::Point => ('.', ',', ASK_COMMA),
        Decimal::Comma => (',', '.', ASK_POINT),
    };
    let is_part = |c: char| c.is_ascii_digit() || c == sign || c == group;
    if !number
        .chars()
        .all(|c| is_part(c) || is_neutral_separator(c))
    {
        return Err(NOT_A_NUMBER);
    }
    let (whole, decimals) = number.split_once(sign).unwrap_or((number, ""));
    if whole.is_empty() && decimals.is_empty() {
        return Err(NOT_A_NUMBER);
    }
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NOT_A_NUMBER);
    }
    check_groups(whole).map_err(|()| {
        // Not `contains`: of a character that is not known it searches as of a text, which is 3 KB.
        let misread = whole.chars().any(|c| c == group) && decimals.is_empty();
        if misread { ask } else { NOT_A_NUMBER }
    })?;
    let whole = whole.bytes().filter(u8::is_ascii_digit);
    let six = decimals.bytes().chain(core::iter::repeat(b'0')).take(6);
    let micro = whole
        .chain(six)
        .try_fold(0_i64, |sum, digit| {
            sum.checked_mul(10)?.checked_add(i64::from(digit - b'0'))
        })
        .ok_or(TOO_LARGE)?;
    let up = i64::from(
        decimals
            .as_bytes()
            .get(6)
            .is_some_and(|digit| *digit >= b'5'),
    );
    micro.checked_add(up).ok_or(TOO_LARGE)
}

/// Checks that the separators of a whole number part it in one of the known ways: by threes, or
/// the last three and then by twos, as in India.
fn check_groups(whole: &str) -> Result<(), ()> {
    let mut separators = whole.chars().filter(|c| !c.is_ascii_digit());
    let Some(separator) = separators.next() else {
        return Ok(());
    };
    if separators.any(|other| other != separator) {
        return Err(());
    }
    let mut lengths = whole.split(separator).map(str::len);
    let (first, last) = (lengths.next().ok_or(())?, lengths.next_back());
    let by_threes = (1..=3).contains(&first) && lengths.clone().all(|length| length == 3);
    let by_twos = separator == ',' && (1..=2).contains(&first) && lengths.all(|length| length == 2);
    if last == Some(3) && (by_threes || by_twos) {
        Ok(())
    } else {
        Err(())
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

    fn micro(cell: &str, decimal: Option<Decimal>) -> i64 {
        parse(cell, decimal)
            .unwrap_or_else(|hint| panic!("{cell}: {hint}"))
            .micro
    }

    // The expected values below are the decimal numerals themselves, times 10^6.

    #[test]
    fn plain_amounts_are_exact() {
        for (cell, expected) in [
            ("29.33", 29_330_000),
            ("0", 0),
            ("-0.01", -10_000),
            (".5", 500_000),
            ("5.", 5_000_000),
            ("0.1234565", 123_457),
            ("-0.1234565", -123_457),
            ("0.12345649", 123_456),
            ("9223372036854.775807", i64::MAX),
            ("0000000000000000000012.5", 12_500_000),
        ] {
            assert_eq!(micro(cell, Some(Decimal::Point)), expected, "{cell}");
        }
    }

    #[test]
    fn currencies_separators_and_signs_are_understood() {
        for (cell, expected, currency) in [
            ("$1,234.56", 1_234_560_000, Some("$")),
            ("US$ 12.50", 12_500_000, Some("USD")),
            ("$12.50 USD", 12_500_000, Some("USD")),
            ("€ 1.234,56", 1_234_560_000, Some("EUR")),
            ("1.234,56 €", 1_234_560_000, Some("EUR")),
            ("1 234,56 zł", 1_234_560_000, Some("PLN")),
            ("1\u{a0}234,56", 1_234_560_000, None),
            ("1\u{202f}234\u{202f}567,8", 1_234_567_800_000, None),
            ("CHF 1'234.50", 1_234_500_000, Some("CHF")),
            ("1’234.50", 1_234_500_000, None),
            ("¥1,234", 1_234_000_000, Some("¥")),
            ("￥88", 88_000_000, Some("¥")),
            ("88元", 88_000_000, Some("CNY")),
            ("R$ 1.234,56", 1_234_560_000, Some("BRL")),
            ("kr 99.50", 99_500_000, Some("kr")),
            ("12,34,567.00", 1_234_567_000_000, None),
            ("1.234.567", 1_234_567_000_000, None),
            ("(12.50)", -12_500_000, None),
            ("($12.50)", -12_500_000, Some("$")),
            ("$(12.50)", -12_500_000, Some("$")),
            ("-$12.50", -12_500_000, Some("$")),
            ("$-12.50", -12_500_000, Some("$")),
            ("12.50-", -12_500_000, None),
            ("\u{2212}12.50", -12_500_000, None),
            ("+12.50", 12_500_000, None),
        ] {
            let amount = parse(cell, None).unwrap_or_else(|hint| panic!("{cell}: {hint}"));
            assert_eq!(
                (amount.micro, amount.currency),
                (expected, currency),
                "{cell}"
            );
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for cell in [
            "",
            "-",
            ".",
            "$",
            "NaN",
            "nan",
            "Infinity",
            "-inf",
            "1e5",
            "1.23E+05",
            "5%",
            "1234,567",
            "1,2345",
            "1,234.5.6",
            "1.2.3",
            "--5",
            "(-5)",
            "-5-",
            "12 34",
            "1,234 567",
            "5 apples",
            "$5 €",
            "1/2",
            "0x10",
            "(5",
            "5)",
            "9223372036854.775808",
            "99999999999999999999",
            "1.5,5.5",
            "#REF!",
            "n/a",
        ] {
            assert!(parse(cell, None).is_err(), "{cell}");
        }
    }

    #[test]
    fn a_lone_decimal_comma_waits_for_the_rest_of_the_file() {
        for (cell, expected) in [
            ("12,34", 12_340_000),
            ("1234,5", 1_234_500_000),
            ("1,23", 1_230_000),
            ("0,500", 500_000),
        ] {
            let amount = parse(cell, None).unwrap();
            assert_eq!(
                (amount.micro, amount.proof),
                (expected, Proof::LoneComma),
                "{cell}"
            );
        }
        // Thousands, and what may be either.
        assert_eq!(parse("1,234", None).unwrap().proof, Proof::GroupingComma);
        for cell in ["1,2345", "12,", ",5"] {
            assert!(parse(cell, None).is_err(), "{cell}");
        }
    }

    #[test]
    fn the_option_settles_what_a_comma_is() {
        assert_eq!(micro("12,34", Some(Decimal::Comma)), 12_340_000);
        assert_eq!(micro("1.234", Some(Decimal::Comma)), 1_234_000_000);
        assert_eq!(micro("1,234", Some(Decimal::Point)), 1_234_000_000);
        assert_eq!(micro("1.234", Some(Decimal::Point)), 1_234_000);
        assert_eq!(parse("12.34", Some(Decimal::Comma)), Err(ASK_POINT));
        assert_eq!(parse("12,34", Some(Decimal::Point)), Err(ASK_COMMA));
    }

    #[test]
    fn a_cell_says_what_it_proves() {
        for (cell, proof) in [
            ("12", Proof::Nothing),
            ("12.5", Proof::Point),
            ("0.125", Proof::Point),
            ("1.234", Proof::DoubtfulPoint),
            ("$1.234", Proof::DoubtfulPoint),
            ("1,234", Proof::GroupingComma),
            ("1,234,567", Proof::Point),
            ("1.234,5", Proof::Comma),
        ] {
            assert_eq!(parse(cell, None).unwrap().proof, proof, "{cell}");
        }
    }

    #[test]
    fn numbers_become_micro_units() {
        assert_eq!(to_micro(29.33), Some(29_330_000));
        assert_eq!(to_micro(f64::NAN), None);
        assert_eq!(to_micro(1e300), None);
    }

    proptest::proptest! {
        #[test]
        fn every_amount_is_read_back(value in i64::MIN + 1..=i64::MAX) {
            let magnitude = value.unsigned_abs();
            let sign = if value < 0 { "-" } else { "" };
            let text = format!("{sign}{}.{:06}", magnitude / 1_000_000, magnitude % 1_000_000);
            proptest::prop_assert_eq!(parse(&text, None).map(|amount| amount.micro), Ok(value));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,24}") {
            let _ = parse(&text, None);
            let _ = parse(&text, Some(Decimal::Comma));
        }
    }
}
