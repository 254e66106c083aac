//! The beta-geometric/NBD model of repeat purchases (Fader, Hardie & Lee 2005).

mod columns;
mod count;
mod expected;
mod fit;
mod likelihood;
mod model;

pub(super) use expected::AlivePurchases;
pub use model::BgNbd;
pub use model::BgNbdParams;
