//! The value itself.

use crate::error::Error;

/// How much of a text an error shows, in characters.
const SHOWN: usize = 40;

/// What JSON can hold, and the numbers that it cannot.
///
/// # Example: a map of one entry
/// ```
/// use clientele::plain::{Plain, ToPlain};
/// use clientele::segment::CellCuts;
/// let cuts = CellCuts { current: 100.0, future: 250.0 };
/// let Plain::Map(entries) = cuts.to_plain() else { unreachable!() };
/// assert_eq!(entries[0], ("current".to_owned(), Plain::Number(100.0)));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Plain {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number, NaN and infinity included.
    Number(f64),
    /// A text.
    Text(String),
    /// Values in order.
    List(Vec<Plain>),
    /// Numbers in bulk, for results as long as the data: they cross as one column.
    Numbers(Vec<f64>),
    /// Values by name, in order.
    Map(Vec<(String, Plain)>),
}

impl Plain {
    /// Returns the value in a few words, for an error.
    #[cold]
    #[inline(never)]
    pub fn show(&self) -> String {
        match self {
            Self::Null => "null".into(),
            Self::Bool(true) => "true".into(),
            Self::Bool(false) => "false".into(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => {
                let shown: String = text.chars().take(SHOWN).collect();
                format!("\"{shown}\"")
            }
            Self::List(list) => format!("a list of {}", list.len()),
            Self::Numbers(numbers) => format!("a list of {}", numbers.len()),
            Self::Map(_) => "an object".into(),
        }
    }

    /// Returns the error that this value is not what was expected; the path is still empty.
    #[cold]
    #[inline(never)]
    pub fn is_not(&self, expected: &str) -> Error {
        Error::InvalidValue {
            path: String::new(),
            found: self.show(),
            expected: expected.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Plain;

    #[test]
    fn errors_show_a_value_in_a_few_words() {
        assert_eq!(Plain::Number(1.5).show(), "1.5");
        assert_eq!(Plain::List(vec![Plain::Null]).show(), "a list of 1");
        assert_eq!(
            Plain::Text("x".repeat(99)).show().len(),
            super::SHOWN + "\"\"".len()
        );
        let error = Plain::Bool(true).is_not("a number");
        assert_eq!(error.to_string(), ": must be a number, found true");
    }
}
