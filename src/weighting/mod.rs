//! Weighting: how much each criterion counts.

pub mod ahp;
