//! What orders and records say of each customer as of a day, in one pass over each: what the methods
//! of all families take.

mod answers;
mod costs;
mod customer_features;
mod events;
mod feature_options;
mod feature_report;
mod join;
mod profile;
mod purchases;
mod sheet;
mod transactions;

pub use customer_features::CustomerFeatures;
pub use customer_features::FEATURES;
pub use customer_features::customer_features;
pub use feature_options::FeatureOptions;
pub use feature_report::FeatureReport;
pub use feature_report::KindAmount;
pub use feature_report::KindRows;
