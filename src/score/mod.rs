//! Scores: the profile, and the explained score of one customer.

mod build;
mod check;
mod customer;
mod explanation;
mod model_choice;
mod population;
mod profile;
mod report;
mod scorer;
mod settings;
mod warning;

pub use build::ProfileOptions;
pub use build::build_profile;
pub use customer::Customer;
pub use explanation::CustomerScore;
pub use model_choice::ModelChoice;
pub use population::Population;
pub use profile::ChurnSettings;
pub use profile::LoyaltySettings;
pub use profile::Profile;
pub use profile::ProfileProvenance;
pub use profile::PurchaseSection;
pub use profile::SpendModel;
pub use profile::SpendSection;
pub use profile::ValueRange;
pub use profile::ValueSettings;
pub use report::ModelReport;
pub use report::ParameterEstimate;
pub use report::ReportOptions;
pub use report::model_report;
pub use scorer::Scorer;
pub use warning::Warning;
