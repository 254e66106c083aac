//! Clientele scores customers where they are: value, loyalty and churn risk, with AHP weighting.
//!
//! One flow runs through the crate, and the modules follow it from top to bottom:
//!
//! ```text
//! orders ──► CustomerSummary ──► fit ──► Profile ──► Scorer ──► CustomerScore
//!                        judgements ──► weights ──┘
//! ```
//!
//! Imports go one way only; `tests/integration/architecture.rs` holds the order of the layers.

pub mod error;
pub mod labels;

pub mod plain;

pub mod numeric;

pub mod data;

pub mod weighting;

pub mod index;

pub mod btyd;
pub mod perceived;
pub mod segment;
pub mod service;

pub mod churn;
pub mod loyalty;
pub mod value;

pub mod score;

#[cfg(feature = "c")]
pub mod cabi;
#[cfg(feature = "wasm")]
mod wasm;

pub use error::{Error, Result};
