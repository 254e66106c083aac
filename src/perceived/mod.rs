//! What customers get (顾客价值) and how satisfied they are (顾客满意); not what they are worth to the firm.

pub mod customer_value_analysis;
pub mod delivered_value;
pub mod derived_importance;
pub mod drivers;
pub mod kano;
mod parts;
pub mod path_model;
pub mod satisfaction;
pub mod service_quality;
pub mod value_hierarchy;

pub use parts::NO_ANSWERS;
