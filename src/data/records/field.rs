//! The fields of a kind of record.

use crate::data::headers::Ranks;
use crate::data::records::cell::CellKind;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::report;

/// One field: a column of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecordField {
    /// The name of the field, which is a header of it too.
    pub name: &'static str,
    /// What its cells hold.
    pub cell: CellKind,
    /// Whether every row must have it.
    pub needed: bool,
    /// What else its header may be, normalised; an earlier rank wins.
    pub(crate) headers: Ranks,
}

/// The fields of a kind of record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Schema {
    /// The name of the kind.
    pub kind: &'static str,
    /// The fields in their order.
    pub fields: &'static [RecordField],
}

report!(Schema {
    kind => "kind",
    fields => "fields",
});

impl ToPlain for RecordField {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("name", &self.name);
        entries.put("cell", &self.cell.name());
        entries.put("needed", &self.needed);
        let range = self.cell.range();
        let bound = |bound: f64| (bound.abs() < f64::MAX).then_some(bound);
        entries.put("least", &range.and_then(|(least, _)| bound(least)));
        entries.put("most", &range.and_then(|(_, most)| bound(most)));
        entries.put("words", &self.cell.words());
        entries.put("headers", &self.headers.concat());
        entries.into_plain()
    }
}

/// Makes a field that must be there.
pub(crate) const fn needed(name: &'static str, cell: CellKind, headers: Ranks) -> RecordField {
    RecordField {
        name,
        cell,
        needed: true,
        headers,
    }
}

/// Makes a field that may be missing.
pub(crate) const fn optional(name: &'static str, cell: CellKind, headers: Ranks) -> RecordField {
    RecordField {
        name,
        cell,
        needed: false,
        headers,
    }
}
