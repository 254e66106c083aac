//! The best-worst method: weights from comparisons with the best and the worst criterion only.

mod consistency;
pub mod judgements;
mod models;
pub mod weights;

pub use judgements::BestWorstJudgements;
pub use weights::BestWorst;
pub use weights::BestWorstModel;
pub use weights::BestWorstOptions;
pub use weights::best_worst;
