//! What was read of records, and what was made of it.

use crate::data::csv::Delimiter;
use crate::data::date_order::DateOrder;
use crate::data::decimal::Decimal;
use crate::data::report::BadRow;
use crate::plain::report;

/// A field that was read, and the header of its column.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ColumnRead {
    /// The field.
    pub field: String,
    /// The header of its column.
    pub header: String,
}

report!(ColumnRead {
    field => "field",
    header => "header",
});

/// What was read of records. Every data row is in exactly one of `accepted`, `blank_rows` and
/// `bad_rows`.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RecordsReport {
    /// The kind of the records.
    pub kind: String,
    /// Data rows: records after the header, blank lines included.
    pub rows: u64,
    /// Rows that became records.
    pub accepted: u64,
    /// Rows with nothing in them.
    pub blank_rows: u64,
    /// The fields that were read, in their order.
    pub columns: Vec<ColumnRead>,
    /// The headers that belong to no field of the kind: their columns were not read.
    pub unknown_columns: Vec<String>,
    /// The delimiter of the file; none when the records came as columns.
    pub delimiter: Option<Delimiter>,
    /// The order of numeric dates; none when no date depends on it.
    pub date_order: Option<DateOrder>,
    /// The decimal sign of the amounts; none when the records came as columns.
    pub decimal: Option<Decimal>,
    /// The currency, if the file names it.
    pub currency: Option<String>,
    /// The rows that were left out, in the order of the file; of columns the rows count from 0.
    pub bad_rows: Vec<BadRow>,
}

report!(RecordsReport {
    kind => "kind",
    rows => "rows",
    accepted => "accepted",
    blank_rows => "blankRows",
    columns => "columns",
    unknown_columns => "unknownColumns",
    delimiter => "delimiter",
    date_order => "dateOrder",
    decimal => "decimal",
    currency => "currency",
    bad_rows => "badRows",
});
