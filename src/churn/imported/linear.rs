//! The terms of a logistic regression.

use crate::plain::record;

/// What a feature adds to the log-odds.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LinearTerm {
    /// Log-odds for one unit more.
    pub coefficient: f64,
    /// The value of the reference customer, which stands for a missing one; `null`: the feature is
    /// counted from 0 and cannot be missing.
    pub reference: Option<f64>,
}

record!(LinearTerm {
    coefficient => "coefficient",
    reference => "reference",
});
