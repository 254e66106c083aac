//! What a host writes before a call.

use crate::error::Error;
use crate::error::Result;
use bytemuck::Pod;
use bytemuck::cast_slice;

/// How many inputs a call can have.
pub(super) const SLOTS: usize = 8;

/// Inputs by number, each as long as the host asked for.
///
/// They are kept in words of eight bytes, so that every column in them stands where its numbers may stand.
#[derive(Debug, Default)]
pub(super) struct Slots {
    words: [Vec<u64>; SLOTS],
    bytes: [usize; SLOTS],
}

impl Slots {
    /// Makes a slot so many bytes long, all 0, and returns where it begins; 0 where there is no such slot or no memory.
    pub(super) fn reserve(&mut self, slot: u32, bytes: usize) -> usize {
        let at = slot as usize;
        let (Some(words), Some(length)) = (self.words.get_mut(at), self.bytes.get_mut(at)) else {
            return 0;
        };
        *length = 0;
        words.clear();
        let count = bytes.div_ceil(size_of::<u64>());
        if words.try_reserve(count).is_err() {
            *words = Vec::new();
            return 0;
        }
        words.resize(count, 0);
        *length = bytes;
        words.as_ptr().addr()
    }

    /// Empties all slots: what was written for one call is nothing to the next. Their memory is kept.
    pub(super) fn clear(&mut self) {
        self.bytes = [0; SLOTS];
    }

    fn bytes(&self, slot: usize) -> &[u8] {
        let words = self.words.get(slot).map(Vec::as_slice).unwrap_or_default();
        let length = self.bytes.get(slot).copied().unwrap_or_default();
        cast_slice(words).get(..length).unwrap_or_default()
    }

    /// Returns the text in a slot; the error has an empty path, as that of a text which is no JSON.
    pub(super) fn text(&self, slot: usize) -> Result<&str> {
        core::str::from_utf8(self.bytes(slot)).map_err(|_| Error::InvalidValue {
            path: String::new(),
            found: format!("other bytes in slot {slot}"),
            expected: "a text in UTF-8".into(),
        })
    }

    /// Returns the numbers in a slot, which are those of `name`.
    pub(super) fn column<T: Pod>(&self, slot: usize, name: &str) -> Result<&[T]> {
        let bytes = self.bytes(slot);
        let words = self.words.get(slot).map(Vec::as_slice).unwrap_or_default();
        let count = bytes.len() / size_of::<T>();
        match cast_slice(words).get(..count) {
            Some(column) if count * size_of::<T>() == bytes.len() => Ok(column),
            _ => Err(Error::InvalidValue {
                path: name.into(),
                found: format!("{} bytes in slot {slot}", bytes.len()),
                expected: format!("numbers of {} bytes each", size_of::<T>()),
            }),
        }
    }

    /// Returns the numbers in a slot; none where it is empty.
    pub(super) fn optional(&self, slot: usize, name: &str) -> Result<Option<&[f64]>> {
        let column = self.column(slot, name)?;
        Ok((!column.is_empty()).then_some(column))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_as_long_as_it_was_asked_to_be() {
        let mut slots = Slots::default();
        assert_ne!(slots.reserve(0, 12), 0);
        assert_eq!(slots.column::<u32>(0, "a").unwrap(), [0, 0, 0]);
        assert_eq!(slots.column::<u8>(0, "a").unwrap().len(), 12);
        let error = slots.column::<f64>(0, "recency").unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("InvalidValue", Some("recency"))
        );
        assert_ne!(slots.reserve(0, 0), 0);
        assert_eq!(slots.optional(0, "a").unwrap(), None);
    }

    #[test]
    fn what_is_no_slot_or_does_not_fit_has_no_address() {
        let mut slots = Slots::default();
        assert_eq!(slots.reserve(8, 1), 0);
        assert_eq!(slots.reserve(u32::MAX, 1), 0);
        assert_ne!(slots.reserve(1, 8), 0);
        assert_eq!(slots.reserve(1, usize::MAX), 0);
        // Nothing of what it held is left.
        assert!(slots.column::<u8>(1, "a").unwrap().is_empty());
    }

    #[test]
    fn slots_that_are_emptied_hold_nothing() {
        let mut slots = Slots::default();
        slots.reserve(4, 16);
        slots.clear();
        assert_eq!(slots.optional(4, "weights").unwrap(), None);
        assert_eq!(slots.text(4).unwrap(), "");
    }

    #[test]
    fn a_text_is_utf_8() {
        let mut slots = Slots::default();
        slots.reserve(0, 2);
        slots.words[0] = vec![0xffff];
        assert_eq!(slots.text(0).unwrap_err().path(), Some(""));
        assert_eq!(slots.text(7).unwrap(), "");
    }
}
