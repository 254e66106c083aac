//! The Analytic Hierarchy Process: weights from pairwise judgements.

pub mod consistency;
pub mod judgement;
pub mod matrix;
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
