//! Reading.

use crate::error::Error;
use crate::error::Result;
use crate::plain::value::Plain;

/// A type that can be read from a plain value.
///
/// A value is read over one that is there already, so that the code of a struct is one small call
/// for each field and not a type of its own.
pub trait FromPlain {
    /// Returns what is read over: the defaults of options, an empty value otherwise.
    fn blank() -> Self
    where
        Self: Sized;

    /// Reads a value over this one, which is of no use after an error.
    ///
    /// # Errors
    /// What is wrong with the value, with the path below this one.
    fn read(&mut self, plain: Plain) -> Result<()>;

    /// Returns what values there are, in words.
    fn expected(&self) -> &'static str;

    /// Takes note that there is no value; returns whether that will do.
    fn absent(&mut self) -> bool {
        false
    }
}

/// Returns the value of any type that can be read.
///
/// # Errors
/// What is wrong with the value, with the path from its root.
///
/// # Example: the culprit is named
/// ```
/// use clientele::churn::RiskBands;
/// use clientele::plain::{Plain, from_plain};
/// let entry = |name: &str, number| Plain::Map(vec![(name.to_owned(), Plain::Number(number))]);
/// assert_eq!(from_plain::<RiskBands>(entry("medium", 0.2))?.medium, 0.2);
/// let error = from_plain::<RiskBands>(entry("medum", 0.2)).unwrap_err();
/// assert_eq!(error.to_string(), "medum: unknown key, did you mean `medium`?");
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn from_plain<T: FromPlain>(plain: Plain) -> Result<T> {
    let mut value = T::blank();
    value.read(plain)?;
    Ok(value)
}

/// Returns the index of a word among those that there are.
///
/// # Errors
/// [`Error::InvalidValue`] for any other value.
pub fn word_index(plain: &Plain, words: &[&str], expected: &str) -> Result<usize> {
    let found = match plain {
        Plain::Text(text) => words.iter().position(|word| word == text),
        _ => None,
    };
    found.ok_or_else(|| plain.is_not(expected))
}

impl FromPlain for bool {
    fn blank() -> Self {
        false
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        let Plain::Bool(value) = plain else {
            return Err(plain.is_not(self.expected()));
        };
        *self = value;
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "true or false"
    }
}

impl FromPlain for f64 {
    fn blank() -> Self {
        0.0
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        let Plain::Number(value) = plain else {
            return Err(plain.is_not(self.expected()));
        };
        check_finite(value)?;
        *self = value;
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "a number"
    }
}

impl FromPlain for u32 {
    fn blank() -> Self {
        0
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        let Plain::Number(value) = plain else {
            return Err(plain.is_not(self.expected()));
        };
        check_finite(value)?;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what does not fit is told apart next"
        )]
        let whole = value as Self;
        if (f64::from(whole) - value).abs() > 0.0 {
            return Err(plain.is_not(if value > f64::from(Self::MAX) {
                "a whole number below 4294967296"
            } else {
                self.expected()
            }));
        }
        *self = whole;
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "a whole number from 0"
    }
}

impl FromPlain for String {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        let Plain::Text(text) = plain else {
            return Err(plain.is_not(self.expected()));
        };
        *self = text;
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "a text"
    }
}

impl<T: FromPlain> FromPlain for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        *self = None;
        if matches!(plain, Plain::Null) {
            return Ok(());
        }
        // In place: a result that is handed over would be copied, in the code of every type.
        self.insert(T::blank()).read(plain)
    }

    fn expected(&self) -> &'static str {
        "a value or null"
    }

    fn absent(&mut self) -> bool {
        *self = None;
        true
    }
}

impl<T: FromPlain> FromPlain for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        self.clear();
        read_list(plain, &mut |item| {
            self.push(T::blank());
            self.last_mut().map_or(Ok(()), |last| last.read(item))
        })
    }

    fn expected(&self) -> &'static str {
        LIST
    }
}

const LIST: &str = "a list";

fn check_finite(value: f64) -> Result<()> {
    if value.is_finite() {
        return Ok(());
    }
    Err(Error::NotFinite {
        path: String::new(),
    })
}

/// Hands over the items of a list; an error carries the index of its item.
#[inline(never)]
fn read_list(plain: Plain, read: &mut dyn FnMut(Plain) -> Result<()>) -> Result<()> {
    let mut item =
        |(i, item): (usize, Plain)| read(item).map_err(|error| error.within(&format!("[{i}]")));
    match plain {
        Plain::List(list) => list.into_iter().enumerate().try_for_each(item),
        // Numbers side by side are a list of them.
        Plain::Numbers(list) => {
            let numbers = list.into_iter().map(Plain::Number);
            numbers.enumerate().try_for_each(&mut item)
        }
        other => Err(other.is_not(LIST)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::from_plain;
    use crate::error::Error;
    use crate::plain::value::Plain;

    fn message<T: super::FromPlain + std::fmt::Debug>(plain: Plain) -> String {
        from_plain::<T>(plain).unwrap_err().to_string()
    }

    #[test]
    fn numbers_are_finite_and_whole_where_they_must_be() {
        assert_eq!(from_plain::<f64>(Plain::Number(-1.5)).unwrap(), -1.5);
        assert_eq!(from_plain::<u32>(Plain::Number(7.0)).unwrap(), 7);
        assert_eq!(from_plain::<u32>(Plain::Number(-0.0)).unwrap(), 0);
        for bad in [f64::NAN, f64::INFINITY] {
            let error = from_plain::<f64>(Plain::Number(bad)).unwrap_err();
            assert!(matches!(error, Error::NotFinite { .. }));
            let error = from_plain::<u32>(Plain::Number(bad)).unwrap_err();
            assert!(matches!(error, Error::NotFinite { .. }));
        }
        let whole = message::<u32>(Plain::Number(1.5));
        assert_eq!(whole, ": must be a whole number from 0, found 1.5");
        assert!(message::<u32>(Plain::Number(-1.0)).contains("from 0, found -1"));
        assert!(message::<u32>(Plain::Number(5e9)).contains("below 4294967296, found"));
        assert_eq!(
            message::<u32>(Plain::Null),
            ": must be a whole number from 0, found null"
        );
    }

    #[test]
    fn the_index_of_the_culprit_is_named() {
        let rows = Plain::List(vec![
            Plain::List(vec![Plain::Number(1.0)]),
            Plain::List(vec![Plain::Number(1.0), Plain::Text("x".into())]),
        ]);
        let error = from_plain::<Vec<Vec<f64>>>(rows).unwrap_err();
        assert_eq!(error.to_string(), "[1][1]: must be a number, found \"x\"");
        assert_eq!(
            message::<Vec<f64>>(Plain::Null),
            ": must be a list, found null"
        );
    }

    #[test]
    fn null_is_nothing_only_where_nothing_will_do() {
        assert_eq!(from_plain::<Option<f64>>(Plain::Null).unwrap(), None);
        assert_eq!(
            message::<String>(Plain::Null),
            ": must be a text, found null"
        );
        assert_eq!(
            message::<bool>(Plain::Null),
            ": must be true or false, found null"
        );
    }
}
