//! The Analytic Hierarchy Process: weights from pairwise judgements.

pub mod clusters;
pub mod concordance;
pub mod consensus;
pub mod consistency;
pub mod disagreement;
pub mod error_band;
pub mod fuzzy;
pub mod group;
pub mod judgement;
pub mod judgement_file;
pub mod matrix;
pub(crate) mod panel;
pub mod priorities;
pub mod random_index;

pub use consistency::Consistency;
pub use consistency::ConsistencyOptions;
pub use consistency::WorstPair;
pub use judgement::Judgement;
pub use matrix::PairwiseMatrix;
pub use priorities::Priorities;
pub use priorities::PriorityMethod;
pub use random_index::RandomIndex;
