//! What was read, and what was made of it.

use crate::data::columns::ColumnNames;
use crate::data::csv::Delimiter;
use crate::data::date::Day;
use crate::data::date_order::DateOrder;
use crate::data::decimal::Decimal;
use crate::error::Error;
use crate::plain::report;

/// What was read from an order file, and what was made of it.
///
/// Every data row is in exactly one of `accepted`, `blank_rows`, `line_item_rows`, `no_sale_rows`
/// and `bad_rows`.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct IngestReport {
    /// Data rows: records after the header, blank lines included.
    pub rows: u64,
    /// Rows that became orders or refunds.
    pub accepted: u64,
    /// Rows with nothing in them.
    pub blank_rows: u64,
    /// Rows that only list a further item of the order above, as in Shopify exports.
    pub line_item_rows: u64,
    /// Orders that are no sale by their status or refund column: cancelled, failed, or given back
    /// in full. They are left out.
    pub no_sale_rows: u64,
    /// Orders whose amount a refund column lowers.
    pub partly_refunded_rows: u64,
    /// Customers with at least one accepted row.
    pub customers: u64,
    /// Purchases: days on which a customer ordered, without those that refunds undid entirely.
    pub purchases: u64,
    /// The earliest date.
    #[cfg_attr(feature = "full", tsify(type = "string | null"))]
    pub first_date: Option<Day>,
    /// The latest date.
    #[cfg_attr(feature = "full", tsify(type = "string | null"))]
    pub last_date: Option<Day>,
    /// The headers of the columns that were read.
    pub columns: ColumnNames,
    /// The delimiter of the file; none when the orders came as columns.
    pub delimiter: Option<Delimiter>,
    /// The order of numeric dates; none when no date of the file depends on it.
    pub date_order: Option<DateOrder>,
    /// The decimal sign of the file; none when the orders came as columns.
    pub decimal: Option<Decimal>,
    /// The currency, if the file names it.
    pub currency: Option<String>,
    /// What became of refunds.
    pub refunds: RefundReport,
    /// The rows that were left out, in the order of the file.
    pub bad_rows: Vec<BadRow>,
}

report!(IngestReport {
    rows => "rows",
    accepted => "accepted",
    blank_rows => "blankRows",
    line_item_rows => "lineItemRows",
    no_sale_rows => "noSaleRows",
    partly_refunded_rows => "partlyRefundedRows",
    customers => "customers",
    purchases => "purchases",
    first_date => "firstDate",
    last_date => "lastDate",
    columns => "columns",
    delimiter => "delimiter",
    date_order => "dateOrder",
    decimal => "decimal",
    currency => "currency",
    refunds => "refunds",
    bad_rows => "badRows",
});

/// What became of refunds, that is, of negative amounts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RefundReport {
    /// Rows with a negative amount.
    pub rows: u64,
    /// Their sum as a positive number, in the currency.
    pub amount: f64,
    /// Purchases that refunds undid entirely.
    pub fully_refunded: u64,
    /// Refunds that found too little to be netted against.
    pub unmatched: UnmatchedRefunds,
}

report!(RefundReport {
    rows => "rows",
    amount => "amount",
    fully_refunded => "fullyRefunded",
    unmatched => "unmatched",
});

/// Refunds that found too little to be netted against; they reduce nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct UnmatchedRefunds {
    /// Rows of which something is left over.
    pub rows: u64,
    /// What is left over, in the currency.
    pub amount: f64,
}

report!(UnmatchedRefunds {
    rows => "rows",
    amount => "amount",
});

/// A row that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BadRow {
    /// The row; the header is row 1.
    pub row: u64,
    /// The column, where one is to blame.
    pub column: Option<String>,
    /// The stable code of the error.
    pub code: &'static str,
    /// The error in words.
    pub message: String,
}

report!(BadRow {
    row => "row",
    column => "column",
    code => "code",
    message => "message",
});

impl From<&Error> for BadRow {
    fn from(error: &Error) -> Self {
        Self {
            row: error.row().unwrap_or_default(),
            column: error.column().map(str::to_owned),
            code: error.code(),
            message: error.to_string(),
        }
    }
}
