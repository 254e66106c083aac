//! Indices: weighted composites of indicators.

pub mod composite;
pub mod conversion;
pub mod fuzzy_evaluation;
pub mod likert_blocks;
pub mod ranking;
pub mod reliability;
pub mod tree;

pub use composite::CompositeIndex;
pub use composite::CompositeScore;
pub use composite::Indicator;
pub use composite::MIN_COVERAGE;
pub use composite::Part;
pub use composite::PartialScore;
