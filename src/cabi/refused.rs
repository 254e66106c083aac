//! What is refused, and why, as a text.

use crate::error::Error;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;

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
    entries.put("message", &error.to_string());
    entries.put("path", &error.path());
    entries
}
