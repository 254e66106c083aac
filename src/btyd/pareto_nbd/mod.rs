//! The Pareto/NBD model of repeat purchases (Schmittlein, Morrison & Colombo 1987).

mod alive;
mod count;
mod fit;
mod masses;
mod model;

pub(super) use fit::STARTS;
pub(super) use fit::likelihood;
pub(super) use fit::prior;
pub use model::ParetoNbd;
pub use model::ParetoNbdParams;
