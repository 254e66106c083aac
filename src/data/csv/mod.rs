//! Reading order files.

mod ingest;
mod options;
mod preview;
mod reader;
pub(crate) mod records;
mod table;

pub use options::CsvOptions;
pub use options::Delimiter;
pub use options::OnBadRow;
pub use preview::CsvPreview;
pub use preview::inspect;
pub use reader::CsvReader;
pub use table::Table;
