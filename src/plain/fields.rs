//! Reading the fields of a struct from a map.

use crate::error::Error;
use crate::error::Result;
use crate::plain::from::FromPlain;
use crate::plain::spelling::edit_distance;
use crate::plain::value::Plain;

/// How far from a key a misspelling may lie to be named as what was meant: three letters, and fewer
/// than half of the longer word, since any two short words are three letters apart.
const NEAREST: usize = 3;

/// The entries of a map while the fields of a struct are read from them.
///
/// The first error is kept and ends the reading, so that every field is one small call.
#[derive(Debug)]
pub struct Fields {
    entries: Vec<(String, Plain)>,
    fault: Option<Error>,
}

impl Fields {
    /// Takes a map whose keys are all known.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] when it is none, [`Error::UnknownKey`] with the nearest known key.
    pub fn open(plain: Plain, known: &[&str]) -> Result<Self> {
        let Plain::Map(entries) = plain else {
            return Err(plain.is_not("an object"));
        };
        for (key, _) in &entries {
            if !known.contains(&key.as_str()) {
                return Err(unknown_key(key, known));
            }
        }
        Ok(Self {
            entries,
            fault: None,
        })
    }

    /// Reads a field that must be there.
    #[inline(never)]
    pub fn required(&mut self, name: &str, field: &mut dyn FromPlain) {
        if !self.read(name, field) && self.fault.is_none() && !field.absent() {
            self.fault = Some(Error::Missing {
                path: name.into(),
                expected: field.expected().into(),
            });
        }
    }

    /// Reads a field that keeps its value when it is not there.
    #[inline(never)]
    pub fn optional(&mut self, name: &str, field: &mut dyn FromPlain) {
        self.read(name, field);
    }

    /// Returns whether there is such an entry, after reading it.
    #[inline(never)]
    fn read(&mut self, name: &str, field: &mut dyn FromPlain) -> bool {
        let Some(entry) = self.entries.iter_mut().find(|(key, _)| key == name) else {
            return false;
        };
        if self.fault.is_none() {
            let value = std::mem::replace(&mut entry.1, Plain::Null);
            self.fault = field.read(value).err().map(|error| error.within(name));
        }
        true
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// The first error there was, with the path to the field.
    pub fn close(self) -> Result<()> {
        self.fault.map_or(Ok(()), Err)
    }
}

/// Returns the error that a key is not known, with the nearest one that is.
#[cold]
#[inline(never)]
pub(crate) fn unknown_key(key: &str, known: &[&str]) -> Error {
    let near = known
        .iter()
        .map(|&known| (edit_distance(key, known), known))
        .min()
        .filter(|(distance, known)| {
            let longer = known.chars().count().max(key.chars().count());
            *distance <= NEAREST && *distance * 2 < longer
        });
    Error::UnknownKey {
        path: key.chars().take(SHOWN).collect(),
        nearest: near.map(|(_, known)| known.into()),
        known: known.join(", "),
    }
}

/// How much of an unknown key an error shows, in characters.
const SHOWN: usize = 80;

#[cfg(test)]
mod tests {
    use super::unknown_key;

    #[test]
    fn only_a_key_that_resembles_is_taken_for_what_was_meant() {
        let message = |key| unknown_key(key, &["aic", "model", "params"]).to_string();
        assert_eq!(
            message("modle"),
            "modle: unknown key, did you mean `model`?"
        );
        assert_eq!(
            message("aci"),
            "aci: unknown key; known: aic, model, params"
        );
        assert_eq!(
            message("kind"),
            "kind: unknown key; known: aic, model, params"
        );
        assert_eq!(
            message("顾客"),
            "顾客: unknown key; known: aic, model, params"
        );
    }
}
