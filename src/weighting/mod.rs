//! Weighting: how much each criterion counts.

pub mod advice;
pub mod ahp;
pub mod best_worst;
pub mod certainty;
pub mod combine;
pub mod critic;
pub mod data_weights;
pub mod deviation;
pub mod entropy;
pub mod gini;
pub mod independence;
pub(crate) mod lists;
pub mod merec;
pub mod pca;
pub mod scaling;
