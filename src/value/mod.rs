//! Value: what the firm receives from a customer.

mod current;
mod potential;
mod system;

pub use current::current_value;
pub use potential::baseline_value;
pub use system::evaluation_system;
