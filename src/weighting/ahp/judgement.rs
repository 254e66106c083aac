//! One judgement: how many times as important one criterion is as another.

use crate::error::Error;
use crate::error::Result;
use crate::numeric::decimal::decimal;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::record;

/// The largest judgement that is accepted; its reciprocal is the smallest.
///
/// Saaty's scale ends at 9, and measured ratios may lie far beyond it. At a thousand million the
/// arithmetic still has digits to spare, and what lies above is a slip.
pub const LARGEST_JUDGEMENT: f64 = 1e9;

/// How many times as important one criterion is as another, as it was given.
///
/// A text holds a positive decimal (`"5"`, `"0.5"`) or a fraction of two (`"1/3"`, `" 1 / 3 "`).
/// An empty text is a missing judgement.
///
/// # Example: a fraction keeps every digit
/// ```
/// use clientele::weighting::ahp::Judgement;
/// let third = Judgement::from("1/3");
/// assert_eq!(third.value(|| "matrix[Price][Service]".into())?, Some(1.0 / 3.0));
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Judgement {
    /// A number.
    Number(f64),
    /// A decimal or a fraction in writing.
    Text(String),
    /// No judgement: `null`.
    Missing,
}

/// A judgement of two criteria by name: `a` is `value` times as important as `b`.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct JudgedPair {
    /// The first criterion.
    pub a: String,
    /// The second criterion.
    pub b: String,
    /// How many times as important the first is as the second.
    pub value: Judgement,
}

record!(JudgedPair {
    a => "a",
    b => "b",
    value => "value",
});

impl ToPlain for Judgement {
    fn to_plain(&self) -> Plain {
        match self {
            Self::Number(number) => number.to_plain(),
            Self::Text(text) => text.to_plain(),
            Self::Missing => Plain::Null,
        }
    }
}

impl FromPlain for Judgement {
    fn blank() -> Self {
        Self::Missing
    }

    /// Takes every number: [`Judgement::value`] names the pair of one that cannot be.
    fn read(&mut self, plain: Plain) -> Result<()> {
        *self = match plain {
            Plain::Number(number) => Self::Number(number),
            Plain::Text(text) => Self::Text(text),
            Plain::Null => Self::Missing,
            plain => return Err(plain.is_not(self.expected())),
        };
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "a judgement such as 3 or \"1/3\""
    }

    fn absent(&mut self) -> bool {
        *self = Self::Missing;
        true
    }
}

impl Judgement {
    /// Returns the judgement as a positive number, or `None` when it is missing.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for a text that is neither a decimal nor a fraction of two,
    /// [`Error::NotFinite`], [`Error::NotPositive`], and [`Error::OutOfRange`] beyond
    /// [`LARGEST_JUDGEMENT`] or below its reciprocal.
    pub fn value(&self, path: impl Fn() -> String) -> Result<Option<f64>> {
        self.read_at(&path)
    }

    /// The same for any path, so that it is compiled once.
    fn read_at(&self, path: &dyn Fn() -> String) -> Result<Option<f64>> {
        let value = match self {
            Self::Missing => return Ok(None),
            Self::Number(number) => *number,
            Self::Text(text) if text.trim().is_empty() => return Ok(None),
            Self::Text(text) => parse(text, path)?,
        };
        check(value, path).map(Some)
    }
}

/// Returns the judgement if it can be one.
fn check(value: f64, path: &dyn Fn() -> String) -> Result<f64> {
    if !value.is_finite() {
        return Err(Error::NotFinite { path: path() });
    }
    if value <= 0.0 {
        return Err(Error::NotPositive {
            path: path(),
            value,
        });
    }
    if !(1.0 / LARGEST_JUDGEMENT..=LARGEST_JUDGEMENT).contains(&value) {
        return Err(Error::OutOfRange {
            path: path(),
            value,
            expected: "a judgement between 1e-9 and 1e9".into(),
        });
    }
    Ok(value)
}

/// Reads a decimal or a fraction of two decimals.
fn parse(text: &str, path: &dyn Fn() -> String) -> Result<f64> {
    let invalid = || Error::InvalidValue {
        path: path(),
        found: shorten(text),
        expected: "a positive number or a fraction such as \"1/3\"".into(),
    };
    let mut terms = text.split('/').map(signed);
    let value = match (terms.next(), terms.next(), terms.next()) {
        (Some(Some(number)), None, None) => number,
        (Some(Some(numerator)), Some(Some(denominator)), None) => {
            check(numerator, path)?;
            check(denominator, path)?;
            numerator / denominator
        }
        _ => return Err(invalid()),
    };
    Ok(value)
}

/// Reads digits with at most one decimal point and a sign; neither exponents nor `inf` nor `NaN`.
fn signed(text: &str) -> Option<f64> {
    let text = text.trim();
    match text.strip_prefix('-') {
        Some(digits) => decimal(digits).map(|number| -number),
        None => decimal(text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Returns the text in quotation marks, cut after 40 characters.
pub(super) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("\"{short}\"")
}

impl From<f64> for Judgement {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<i32> for Judgement {
    fn from(value: i32) -> Self {
        Self::Number(f64::from(value))
    }
}

impl From<&str> for Judgement {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Judgement {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for Judgement {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::Judgement;

    fn read(text: &str) -> Result<Option<f64>, &'static str> {
        Judgement::from(text)
            .value(|| "cell".into())
            .map_err(|error| error.code())
    }

    #[test]
    fn decimals_and_fractions_are_read() {
        for (text, value) in [
            ("5", 5.0),
            ("0.5", 0.5),
            (".5", 0.5),
            ("1/3", 1.0 / 3.0),
            (" 1 / 3 ", 1.0 / 3.0),
            ("2.5/1", 2.5),
            ("+3", 3.0),
        ] {
            assert_eq!(read(text), Ok(Some(value)), "{text}");
        }
    }

    #[test]
    fn other_texts_are_rejected_with_the_code_that_fits() {
        for (text, code) in [
            ("three", "InvalidValue"),
            ("1/3/5", "InvalidValue"),
            ("1/", "InvalidValue"),
            ("/", "InvalidValue"),
            (".", "InvalidValue"),
            ("0,5", "InvalidValue"),
            ("1:3", "InvalidValue"),
            ("inf", "InvalidValue"),
            ("NaN", "InvalidValue"),
            ("1e3", "InvalidValue"),
            ("0", "NotPositive"),
            ("-1/3", "NotPositive"),
            ("-1/-3", "NotPositive"),
            ("1/0", "NotPositive"),
            ("10000000000", "OutOfRange"),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
        assert_eq!(read(&"9".repeat(400)), Err("NotFinite"));
    }

    #[test]
    fn nothing_is_a_missing_judgement() {
        assert_eq!(read(""), Ok(None));
        assert_eq!(read("  "), Ok(None));
        assert_eq!(Judgement::from(None::<f64>), Judgement::Missing);
    }
}
