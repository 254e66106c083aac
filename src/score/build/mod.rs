//! Building a profile.

mod models;
mod options;
mod profile;
mod ranges;

pub use models::fit_purchases;
pub use models::fit_spend;
pub use options::ProfileOptions;
pub use profile::Base;
pub use profile::BaseFacts;
pub use profile::build_profile;
pub use profile::build_profile_from;
