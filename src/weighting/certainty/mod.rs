//! How certain a ranking of alternatives is when the weights are not.

pub mod critical;
pub mod gradient;
pub mod performance;
mod shaking;
pub mod share_estimate;
pub mod stability;
