//! Which events have been seen, as far as they could still come again.

use crate::error::Error;
use crate::error::Result;
use crate::plain::Fingerprint;

/// How many identifiers of earlier days are kept, so that a repetition is told from a late event.
/// Our choice.
pub(super) const EARLIER: usize = 4;

/// How many events with an identifier a day can have. Our choice: far beyond what one customer does.
pub(super) const MOST_TODAY: usize = 1_000;

/// Hashes of the identifiers of the latest day and of the last few before, in the order in which
/// they came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Seen {
    pub(super) hashes: Vec<u64>,
    /// How many of them, the last ones, are of the latest day.
    pub(super) today: usize,
}

impl Seen {
    /// Returns the hash of an identifier.
    pub(super) fn hash(id: &str) -> u64 {
        let mut hash = Fingerprint::default();
        hash.bytes(id.as_bytes());
        hash.bits()
    }

    pub(super) fn contains(&self, hash: u64) -> bool {
        self.hashes.contains(&hash)
    }

    /// Rejects one identifier more than a day can have.
    pub(super) fn check_room(&self, new_day: bool) -> Result<()> {
        if new_day || self.today < MOST_TODAY {
            return Ok(());
        }
        Err(Error::out_of_range(
            "event.id".into(),
            (self.today + 1) as f64,
            "at most 1000 events with an id in a day",
        ))
    }

    /// Begins a new day: of the others only the last few are kept.
    pub(super) fn next_day(&mut self) {
        let beyond = self.hashes.len().saturating_sub(EARLIER);
        self.hashes.drain(..beyond);
        self.today = 0;
    }

    pub(super) fn push(&mut self, hash: u64) {
        self.hashes.push(hash);
        self.today += 1;
    }

    /// Appends those of a later time.
    pub(super) fn append(&mut self, later: &Self) {
        self.hashes.extend_from_slice(&later.hashes);
        let beyond = self.hashes.len().saturating_sub(later.today + EARLIER);
        self.hashes.drain(..beyond);
        self.today = later.today;
    }
}
