//! The Analytic Hierarchy Process: weights from pairwise judgements.

pub mod completion;
pub mod consistency;
mod graph;
pub mod incomplete;
pub mod incomplete_consistency;
pub mod judgement;
mod lambda_optimal;
pub mod matrix;
pub mod next_question;
mod perron;
pub mod priorities;
pub mod random_index;
pub mod random_index_incomplete;
mod square;

pub use completion::Completion;
pub use completion::CompletionMethod;
pub use completion::FilledPair;
pub use consistency::Consistency;
pub use consistency::ConsistencyOptions;
pub use consistency::WorstPair;
pub use incomplete::IncompleteMatrix;
pub use incomplete::IncompleteShape;
pub use incomplete::MissingPair;
pub use incomplete_consistency::IncompleteConsistency;
pub use incomplete_consistency::IncompleteConsistencyOptions;
pub use judgement::Judgement;
pub use matrix::PairwiseMatrix;
pub use next_question::NextQuestion;
pub use next_question::Question;
pub use next_question::QuestionOptions;
pub use priorities::Priorities;
pub use priorities::PriorityMethod;
pub use random_index::RandomIndex;
pub use random_index_incomplete::RandomIndexSource;
