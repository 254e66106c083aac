//! The BG/CNBD-k model of regular repeat purchases and its modification for customers who may leave
//! after the first purchase (Reutterer, Platzer & Schröder 2020).

#![allow(clippy::doc_markdown, reason = "the indices of formulas")]

mod ahead;
mod fit;
mod gaps;
mod likelihood;
mod model;
mod phases;
mod regularity;
mod roots;

pub(crate) use fit::fit_any;
pub(crate) use fit::needed;
pub use model::BetaGeometricCnbdK;
pub use model::BgCnbdK;
pub use model::BgCnbdKParams;
pub use model::MAX_K;
pub use model::MbgCnbdK;
pub(crate) use model::check_k;
pub use regularity::Regularity;
