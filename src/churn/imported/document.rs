//! Reading documents of other packages, which hold more than is needed.

use crate::error::Error;
use crate::error::Result;
#[cfg(feature = "trees")]
use crate::numeric::decimal::decimal;
use crate::plain::Plain;

/// Returns an entry of a map; nothing where there is none.
pub(super) fn entry<'a>(plain: &'a Plain, name: &str) -> Option<&'a Plain> {
    let Plain::Map(entries) = plain else {
        return None;
    };
    let found = entries.iter().find(|(key, _)| key == name);
    found
        .map(|(_, value)| value)
        .filter(|value| **value != Plain::Null)
}

/// Returns an entry that must be there, by the keys that lead to it.
#[cfg(feature = "trees")]
pub(super) fn needed<'a>(plain: &'a Plain, keys: &[&str]) -> Result<&'a Plain> {
    let mut at = plain;
    for (depth, key) in keys.iter().enumerate() {
        at = entry(at, key).ok_or_else(|| {
            let path = keys.get(..=depth).unwrap_or(keys).join(".");
            Error::missing(path, "a key of the format")
        })?;
    }
    Ok(at)
}

/// Returns the items of a list.
pub(super) fn list<'a>(plain: &'a Plain, path: &str) -> Result<&'a [Plain]> {
    match plain {
        Plain::List(items) => Ok(items),
        _ => Err(plain.is_not("a list").within(path)),
    }
}

/// Returns a finite number.
pub(super) fn number(plain: &Plain, path: &str) -> Result<f64> {
    match plain {
        Plain::Number(number) if number.is_finite() => Ok(*number),
        Plain::Number(_) => Err(Error::NotFinite { path: path.into() }),
        _ => Err(plain.is_not("a number").within(path)),
    }
}

/// Returns a list of finite numbers.
pub(super) fn numbers(plain: &Plain, path: &str) -> Result<Vec<f64>> {
    if let Plain::Numbers(numbers) = plain {
        if let Some(i) = numbers.iter().position(|number| !number.is_finite()) {
            return Err(Error::NotFinite {
                path: format!("{path}[{i}]"),
            });
        }
        return Ok(numbers.clone());
    }
    let items = list(plain, path)?;
    let mut found = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        let value = number(item, "").map_err(|error| error.within(&format!("{path}[{i}]")))?;
        found.push(value);
    }
    Ok(found)
}

/// Returns a text.
pub(super) fn text<'a>(plain: &'a Plain, path: &str) -> Result<&'a str> {
    match plain {
        Plain::Text(text) => Ok(text),
        _ => Err(plain.is_not("a text").within(path)),
    }
}

/// Returns a list of texts.
pub(super) fn texts(plain: &Plain, path: &str) -> Result<Vec<String>> {
    let items = list(plain, path)?.iter().enumerate();
    items
        .map(|(i, item)| text(item, &format!("{path}[{i}]")).map(Into::into))
        .collect()
}

/// Returns a whole number from 0 to a billion.
#[cfg(feature = "trees")]
pub(super) fn whole(value: f64, path: impl FnOnce() -> String) -> Result<usize> {
    let fits = (0.0..=1e9).contains(&value) && libm::trunc(value) >= value;
    if !fits {
        return Err(Error::out_of_range(path(), value, "a whole number from 0"));
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 0 to a billion"
    )]
    Ok(value as usize)
}

/// Returns the error that something of the format is not read.
#[cfg(feature = "trees")]
pub(super) fn unsupported(path: String, found: &str, expected: &str) -> Error {
    let shown: String = found.chars().take(40).collect();
    Error::invalid(path, &format!("`{shown}`"), expected)
}

/// Returns a number that is written with an exponent, as in "-3.29E-1", or without one.
#[cfg(feature = "trees")]
pub(super) fn scientific(text: &str) -> Option<f64> {
    let (digits, exponent) = match text.split_once(['E', 'e']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, digits),
    };
    let size = decimal(digits)?;
    // Powers of ten are exact up to 22; a single precision number needs no more.
    let power = (0..exponent.unsigned_abs().min(400)).fold(1.0, |power, _| power * 10.0);
    let size = if exponent < 0 {
        size / power
    } else {
        size * power
    };
    Some(sign * size).filter(|value| value.is_finite())
}
