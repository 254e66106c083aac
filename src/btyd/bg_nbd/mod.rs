//! The beta-geometric/NBD model of repeat purchases (Fader, Hardie & Lee 2005) and its modification
//! for customers who may leave after the first purchase (Batislam, Denizel & Filiztekin 2007).

mod columns;
mod count;
mod drop_out;
mod expected;
mod fit;
mod model;
mod series;

pub(super) use count::add_drop_out;
pub(super) use fit::STARTS;
pub(super) use fit::likelihood;
pub(super) use fit::prior;
pub use model::BetaGeometricNbd;
pub use model::BgNbd;
pub use model::BgNbdParams;
pub use model::MbgNbd;
