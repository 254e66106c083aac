//! Weighting: how much each criterion counts.

pub mod ahp;
pub mod best_worst;
pub mod certainty;
pub mod data_weights;
pub mod entropy;
pub(crate) mod lists;
