//! Purchase and spend models of the buy-till-you-die family.

pub mod bg_nbd;
pub mod fit;
pub mod gamma_gamma;
pub mod lifetime_value;
mod memo;
mod purchase_history;

pub use purchase_history::PurchaseColumns;
pub use purchase_history::PurchaseHistory;
