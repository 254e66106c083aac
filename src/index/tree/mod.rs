//! Indices of many levels: the relevance tree (相关树) of an index system, its checks, and its scores.

mod check;
mod index_tree;
mod leaves;
mod node;
mod scores;
mod structure;

pub use check::CheckOptions;
pub use check::CheckedData;
pub use check::CorrelatedPair;
pub use check::IndexSystemReport;
pub use check::Principle;
pub use check::PrincipleCheck;
pub use check::check_index_system;
pub use index_tree::IndexTree;
pub use leaves::TreeLeaf;
pub use node::TreeNode;
pub use scores::NodeScore;
pub use scores::TreeColumns;
pub use scores::TreePart;
pub use scores::TreeScore;
