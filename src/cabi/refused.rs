//! What is refused, and why, as a text.

use crate::error::Error;
use crate::error::Result;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;

/// How many rows a call takes: every one of them may have to be refused in some two hundred bytes of words, and the
/// memory of an instance ends at 4 GB.
pub(super) const MOST_ROWS: usize = 1 << 20;

/// Rejects more rows than a call takes.
pub(super) fn check_rows(path: &str, rows: usize) -> Result<()> {
    if rows > MOST_ROWS {
        let expected = "at most 1048576 in a call; divide them among several";
        return Err(Error::out_of_range(path.into(), rows as f64, expected));
    }
    Ok(())
}

/// An error of a call.
pub(super) struct Refusal<'a>(pub(super) &'a Error);

impl ToPlain for Refusal<'_> {
    fn to_plain(&self) -> Plain {
        entries_of(self.0).into_plain()
    }
}

/// An error of one row among many.
pub(super) struct RefusedAt {
    pub(super) row: usize,
    pub(super) error: Error,
}

impl ToPlain for RefusedAt {
    fn to_plain(&self) -> Plain {
        // The row stands beside the path.
        let place = format!("[{}]", self.row);
        let bare = self
            .error
            .clone()
            .map_path(|path| path.replacen(&place, "", 1));
        let mut entries = entries_of(&bare);
        entries.put("row", &self.row);
        entries.into_plain()
    }
}

fn entries_of(error: &Error) -> Entries {
    let mut entries = Entries::default();
    entries.put("code", &error.code());
    // A text that cannot be read has no path, and its message would begin with the colon behind it.
    entries.put("message", &error.to_string().trim_start_matches(": "));
    entries.put("path", &error.path());
    entries
}
