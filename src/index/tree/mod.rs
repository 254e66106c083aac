//! Indices of many levels: the relevance tree (相关树) of an index system, its checks, and its scores.

mod check;
mod check_report;
mod index_tree;
mod leaves;
mod node;
mod scores;
mod structure;

pub use check::CheckOptions;
pub use check::CheckedData;
pub use check::check_index_system;
pub use check_report::CorrelatedPair;
pub use check_report::IndexSystemReport;
pub use check_report::Principle;
pub use check_report::PrincipleCheck;
pub use index_tree::IndexTree;
pub use leaves::TreeLeaf;
pub use node::TreeNode;
pub use scores::NodeScore;
pub use scores::TreeColumns;
pub use scores::TreePart;
pub use scores::TreeScore;
