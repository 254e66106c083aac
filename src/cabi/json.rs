//! Plain values as JSON.

use crate::error::Error;
use crate::error::Result;
use crate::plain::FromPlain;
use crate::plain::Levels;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::from_plain;
use serde_json::Number;
use serde_json::Value;

/// How deep lists and maps may stand in each other, as in [`crate::plain::from_tape`].
const DEEPEST: u32 = 24;

/// Whole numbers up to here are written without a point, as JavaScript writes them: beyond, not every whole number
/// is an `f64`.
const WHOLE: f64 = 9_007_199_254_740_992.0;

/// Reads a text. Of keys that are given twice the last one counts, as in JavaScript.
pub(super) fn plain_of(text: &str) -> Result<Plain> {
    let refused = |found: String, expected: &str| Error::InvalidValue {
        path: String::new(),
        found,
        expected: expected.into(),
    };
    let value = serde_json::from_str(text).map_err(|error| refused(error.to_string(), "JSON"))?;
    let deep = || refused("the value".into(), "at most 24 levels of lists and objects");
    plain(value, Levels::new(DEEPEST)).ok_or_else(deep)
}

fn plain(value: Value, levels: Levels) -> Option<Plain> {
    Some(match value {
        Value::Null => Plain::Null,
        Value::Bool(value) => Plain::Bool(value),
        Value::Number(number) => Plain::Number(number.as_f64()?),
        Value::String(text) => Plain::Text(text),
        Value::Array(list) => {
            let below = levels.below()?;
            let items = list.into_iter().map(|item| plain(item, below));
            Plain::List(items.collect::<Option<_>>()?)
        }
        Value::Object(map) => {
            let below = levels.below()?;
            let entries = map
                .into_iter()
                .map(|(key, item)| Some((key, plain(item, below)?)));
            Plain::Map(entries.collect::<Option<_>>()?)
        }
    })
}

/// Reads a value from a text; an empty one is an object without keys.
pub(super) fn read<T: FromPlain>(text: &str) -> Result<T> {
    from_plain(plain_of(if text.is_empty() { "{}" } else { text })?)
}

/// Writes a value. What is not finite is null, as in JavaScript.
pub(super) fn write(value: &dyn ToPlain) -> String {
    json(value.to_plain()).to_string()
}

fn json(plain: Plain) -> Value {
    match plain {
        Plain::Null => Value::Null,
        Plain::Bool(value) => Value::Bool(value),
        Plain::Number(value) => number(value),
        Plain::Text(text) => Value::String(text),
        Plain::List(list) => Value::Array(list.into_iter().map(json).collect()),
        Plain::Numbers(list) => Value::Array(list.into_iter().map(number).collect()),
        Plain::Map(entries) => {
            let entries = entries.into_iter().map(|(key, item)| (key, json(item)));
            Value::Object(entries.collect())
        }
    }
}

fn number(value: f64) -> Value {
    #[allow(clippy::cast_possible_truncation, reason = "a whole number below 2^53")]
    if value.trunc().to_bits() == value.to_bits() && value.abs() < WHOLE {
        return Value::Number(Number::from(value as i64));
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        let list = [1.0, -0.0, 0.1, 1e21, f64::NAN, f64::INFINITY, 1e-7];
        assert_eq!(write(&list), "[1,0,0.1,1e+21,null,null,1e-7]");
    }

    #[test]
    fn what_is_no_json_and_what_is_too_deep_is_refused() {
        for text in ["{", "[1,]", "NaN", "1e999", "\"\\ud800\"", ""] {
            assert_eq!(plain_of(text).unwrap_err().code(), "InvalidValue", "{text}");
        }
        let nested = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
        assert!(plain_of(&nested(24)).is_ok());
        assert_eq!(plain_of(&nested(25)).unwrap_err().code(), "InvalidValue");
        assert!(plain_of(&nested(100_000)).is_err());
    }

    proptest! {
        #[test]
        fn every_number_comes_back(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            let text = write(&value);
            // The sign of zero is lost, as in JavaScript.
            prop_assert_eq!(plain_of(&text).unwrap(), Plain::Number(value + 0.0));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = plain_of(&text);
        }
    }
}
