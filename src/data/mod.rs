//! Data: validated columns of orders and what they say of each customer.

pub mod amount;
pub mod caution;
pub mod classification;
pub mod columns;
pub mod csv;
pub mod currency;
pub mod customer_table;
pub mod date;
pub mod date_format;
pub mod date_order;
pub mod decimal;
pub mod decision_matrix;
pub mod features;
mod headers;
pub mod holdout;
pub mod opportunities;
pub mod order_status;
pub mod orders;
pub mod provenance;
pub mod purchases;
pub mod questionnaires;
pub mod records;
pub mod report;
pub mod summary;
pub mod thresholds;
pub mod time_unit;
pub(crate) mod trim;
