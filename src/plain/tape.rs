//! Plain values as bytes, for hosts that are given no other way across.

use crate::error::Error;
use crate::error::Result;
use crate::plain::levels::Levels;
use crate::plain::value::Plain;

/// How deep lists and maps may stand in each other: twice what a profile needs.
const DEEPEST: u32 = 24;

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const NUMBER: u8 = 3;
const TEXT: u8 = 4;
const LIST: u8 = 5;
const MAP: u8 = 6;
const NUMBERS: u8 = 7;

/// Returns a value as bytes: a tag each, and behind it what the tag needs.
///
/// | tag | value | behind it |
/// |---|---|---|
/// | 0, 1, 2 | null, false, true | |
/// | 3 | a number | 8 bytes, IEEE 754, the lowest first |
/// | 4 | a text | its length in bytes, 4 bytes, and its UTF-8 |
/// | 5 | a list | how many values, 4 bytes, and the values |
/// | 6 | a map | how many entries, 4 bytes, and each key, as a text without tag, before its value |
/// | 7 | numbers | how many, 4 bytes, and 8 bytes each |
///
/// # Example: there and back
/// ```
/// use clientele::plain::{Plain, from_tape, to_tape};
/// let value = Plain::List(vec![Plain::Number(1.5), Plain::Text("é".into()), Plain::Null]);
/// assert_eq!(from_tape(&to_tape(&value))?, value);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn to_tape(value: &Plain) -> Vec<u8> {
    let mut tape = Vec::new();
    write(value, &mut tape);
    tape
}

fn write(value: &Plain, tape: &mut Vec<u8>) {
    match value {
        Plain::Null => tape.push(NULL),
        Plain::Bool(value) => tape.push(if *value { TRUE } else { FALSE }),
        Plain::Number(number) => {
            tape.push(NUMBER);
            tape.extend_from_slice(&number.to_le_bytes());
        }
        Plain::Text(text) => {
            tape.push(TEXT);
            write_text(text, tape);
        }
        Plain::List(list) => {
            tape.push(LIST);
            write_count(list.len(), tape);
            for item in list {
                write(item, tape);
            }
        }
        Plain::Map(entries) => {
            tape.push(MAP);
            write_count(entries.len(), tape);
            for (key, item) in entries {
                write_text(key, tape);
                write(item, tape);
            }
        }
        Plain::Numbers(numbers) => {
            tape.push(NUMBERS);
            write_count(numbers.len(), tape);
            for number in numbers {
                tape.extend_from_slice(&number.to_le_bytes());
            }
        }
    }
}

fn write_text(text: &str, tape: &mut Vec<u8>) {
    write_count(text.len(), tape);
    tape.extend_from_slice(text.as_bytes());
}

/// A count that does not fit would be of more bytes than there is memory for.
fn write_count(count: usize, tape: &mut Vec<u8>) {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    tape.extend_from_slice(&count.to_le_bytes());
}

/// Returns the value that bytes hold.
///
/// # Errors
/// [`Error::InvalidValue`] for bytes that [`to_tape`] does not write, and for lists and maps that stand
/// in each other more than 24 deep.
pub fn from_tape(tape: &[u8]) -> Result<Plain> {
    let mut reader = Reader { rest: tape };
    let value = reader.value(Levels::new(DEEPEST));
    match value {
        Some(value) if reader.rest.is_empty() => Ok(value),
        _ => Err(Error::InvalidValue {
            path: "tape".into(),
            found: "what was given".into(),
            expected: "bytes of one plain value, at most 24 levels deep".into(),
        }),
    }
}

/// The bytes that are still to be read.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// Returns a count of things of at least `size` bytes each, for which there are bytes enough: a few
    /// bytes cannot ask for much memory.
    fn count(&mut self, size: usize) -> Option<usize> {
        let bytes = self.take(4)?.try_into().ok()?;
        let count = usize::try_from(u32::from_le_bytes(bytes)).ok()?;
        (count.checked_mul(size)? <= self.rest.len()).then_some(count)
    }

    fn number(&mut self) -> Option<f64> {
        let bytes = self.take(8)?.try_into().ok()?;
        Some(f64::from_le_bytes(bytes))
    }

    fn text(&mut self) -> Option<String> {
        let count = self.count(1)?;
        let text = core::str::from_utf8(self.take(count)?).ok()?;
        Some(text.to_owned())
    }

    fn value(&mut self, levels: Levels) -> Option<Plain> {
        let tag = self.take(1)?.first().copied()?;
        Some(match tag {
            NULL => Plain::Null,
            FALSE => Plain::Bool(false),
            TRUE => Plain::Bool(true),
            NUMBER => Plain::Number(self.number()?),
            TEXT => Plain::Text(self.text()?),
            LIST => {
                let below = levels.below()?;
                let count = self.count(1)?;
                // Values may be larger than a byte: memory is asked for as they come.
                let mut list = Vec::new();
                for _ in 0..count {
                    list.push(self.value(below)?);
                }
                Plain::List(list)
            }
            MAP => {
                let below = levels.below()?;
                let count = self.count(5)?;
                let mut entries = Vec::new();
                for _ in 0..count {
                    entries.push((self.text()?, self.value(below)?));
                }
                Plain::Map(entries)
            }
            NUMBERS => {
                let count = self.count(8)?;
                let mut numbers = Vec::with_capacity(count);
                for _ in 0..count {
                    numbers.push(self.number()?);
                }
                Plain::Numbers(numbers)
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_plain() -> impl Strategy<Value = Plain> {
        let leaf = prop_oneof![
            Just(Plain::Null),
            any::<bool>().prop_map(Plain::Bool),
            any::<f64>()
                .prop_filter("NaN is not itself", |x| !x.is_nan())
                .prop_map(Plain::Number),
            ".{0,9}".prop_map(Plain::Text),
            prop::collection::vec(-1e9..1e9_f64, 0..5).prop_map(Plain::Numbers),
        ];
        leaf.prop_recursive(4, 30, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Plain::List),
                prop::collection::vec((".{0,5}", inner), 0..5).prop_map(Plain::Map),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_value_comes_back(value in any_plain()) {
            prop_assert_eq!(from_tape(&to_tape(&value)).unwrap(), value);
        }

        #[test]
        fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = from_tape(&bytes);
        }

        #[test]
        fn a_changed_tape_is_read_or_refused(
            value in any_plain(),
            at in any::<prop::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let mut tape = to_tape(&value);
            let at = at.index(tape.len());
            if let Some(place) = tape.get_mut(at) {
                *place = byte;
            }
            let _ = from_tape(&tape);
        }
    }

    #[test]
    fn hostile_bytes_are_refused() {
        let deep: Vec<u8> = [LIST, 1, 0, 0, 0].repeat(40);
        for tape in [
            &[][..],
            &[9],
            &[NULL, NULL],
            &[LIST, 255, 255, 255, 255],
            &[NUMBERS, 255, 255, 255, 255, 0],
            &[TEXT, 1, 0, 0, 0, 0xff],
            &deep,
        ] {
            let error = from_tape(tape).unwrap_err();
            assert_eq!((error.code(), error.path()), ("InvalidValue", Some("tape")));
        }
    }
}
