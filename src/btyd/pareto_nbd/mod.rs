//! The Pareto/NBD model of repeat purchases (Schmittlein, Morrison & Colombo 1987).

mod count;
mod fit;
mod model;

pub(super) use fit::likelihood;
pub use model::ParetoNbd;
pub use model::ParetoNbdParams;
