//! Loyalty: how firmly a customer stays.

mod behaviour;

pub use behaviour::BehaviourFacts;
pub use behaviour::BehaviourIndicator;
pub use behaviour::DEFAULT_JUDGEMENTS;
