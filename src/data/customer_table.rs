//! Customer numbers for customer identifiers.

use core::hash::BuildHasher;
use std::collections::hash_map::RandomState;

/// Marks a slot that holds no customer.
const FREE: u32 = u32::MAX;

/// A table that numbers identifiers in the order of their first appearance.
///
/// The identifiers are held once: the slots of the hash table hold numbers only. A
/// `HashMap<String, u32>` beside the list would hold every identifier twice. Hashing never shows
/// in a result, since the numbers follow the order of appearance.
///
/// # Example: an identifier keeps its number
/// ```
/// use clientele::data::customer_table::CustomerTable;
/// let mut table = CustomerTable::new();
/// assert_eq!((table.number("a"), table.number("b"), table.number("a")), (0, 1, 0));
/// assert_eq!(table.into_ids(), ["a", "b"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct CustomerTable {
    ids: Vec<String>,
    /// A power of two of slots, at most half of them taken.
    slots: Vec<u32>,
    hasher: RandomState,
    last: u32,
}

impl CustomerTable {
    /// Makes an empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the number of an identifier, and gives it the next one if it is new.
    pub fn number(&mut self, id: &str) -> u32 {
        // The rows of one customer often stand together.
        if self
            .ids
            .get(self.last as usize)
            .is_some_and(|last| last.len() == id.len() && last == id)
        {
            return self.last;
        }
        if self.ids.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = self.find(id);
        let taken = self.slots.get(slot).copied().unwrap_or(FREE);
        self.last = if taken == FREE {
            // Orders hold fewer than 2^32 rows, so the number always fits.
            let next = u32::try_from(self.ids.len()).unwrap_or(FREE);
            self.ids.push(id.to_owned());
            if let Some(slot) = self.slots.get_mut(slot) {
                *slot = next;
            }
            next
        } else {
            taken
        };
        self.last
    }

    /// Returns how many identifiers there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Returns true when there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Returns the identifiers in the order of their numbers.
    pub fn into_ids(self) -> Vec<String> {
        self.ids
    }

    /// Finds the slot of an identifier, or the free slot that it would take.
    fn find(&self, id: &str) -> usize {
        let mask = self.slots.len().saturating_sub(1);
        #[allow(
            clippy::cast_possible_truncation,
            reason = "the mask keeps the low bits only"
        )]
        let mut slot = self.hasher.hash_one(id) as usize & mask;
        while let Some(&number) = self.slots.get(slot) {
            if number == FREE
                || self
                    .ids
                    .get(number as usize)
                    .is_some_and(|other| other.len() == id.len() && other == id)
            {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        self.slots = vec![FREE; size];
        for (number, id) in (0_u32..).zip(&self.ids) {
            let slot = self.find(id);
            if let Some(slot) = self.slots.get_mut(slot) {
                *slot = number;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive_growing() {
        let mut table = CustomerTable::new();
        let ids: Vec<String> = (0..10_000).map(|id| format!("c{id}")).collect();
        for _ in 0..2 {
            for (number, id) in (0_u32..).zip(&ids) {
                assert_eq!(table.number(id), number);
            }
        }
        assert_eq!(table.len(), 10_000);
        assert_eq!(table.into_ids(), ids);
    }
}
