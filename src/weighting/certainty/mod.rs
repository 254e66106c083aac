//! How certain a ranking of alternatives is when the weights are not.

pub mod critical;
pub mod gradient;
pub mod performance;
pub mod stability;
