//! Records beside orders: facts of customers, transactions in detail, costs, service events, survey
//! answers, judgements of experts, ratings of brands, figures of units.
//!
//! Each kind is a list of fields (`catalogue`); one reader takes them all, from CSV and from columns.

mod answer_table;
mod brand_table;
mod catalogue;
mod cell;
mod columns_reader;
mod csv_reader;
mod faults;
mod field;
mod field_search;
mod file_dates;
mod intake;
mod judgement_sets;
mod kind;
mod natural_order;
mod options;
mod record_column;
mod records_report;
mod rules;
mod table;

pub use answer_table::AnswerTable;
pub use answer_table::AnswerTableOptions;
pub use brand_table::BrandTable;
pub use cell::CellKind;
pub use columns_reader::ColumnsReader;
pub(crate) use csv_reader::read_csv;
pub use field::RecordField;
pub use field::Schema;
pub(crate) use field::needed;
pub(crate) use field::optional;
pub use judgement_sets::JudgementSet;
pub use kind::RecordKind;
pub use natural_order::natural_order;
pub use options::HeaderNames;
pub use options::RecordOptions;
pub use record_column::RecordColumn;
pub use records_report::ColumnRead;
pub use records_report::RecordsReport;
pub use table::Records;
