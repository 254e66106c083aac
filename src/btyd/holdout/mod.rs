//! How well a purchase model does: against what it was fitted to, and against what came after.

mod alive_matrix;
mod findings;
mod frequencies;
mod report;
mod tracking;

pub use alive_matrix::AliveMatrix;
pub use alive_matrix::alive_matrix;
pub use findings::Finding;
pub use findings::FindingCode;
pub use findings::QualityLimits;
pub use findings::Severity;
pub use findings::data_quality;
pub use findings::fit_quality;
pub use frequencies::FrequencyBar;
pub use frequencies::FrequencyMean;
pub use frequencies::frequency_bars;
pub use frequencies::means_by_frequency;
pub use report::BuyerAccuracy;
pub use report::HoldoutData;
pub use report::HoldoutReport;
pub use report::PurchaseAccuracy;
pub use report::holdout_report;
pub use tracking::Tracking;
pub use tracking::track_repeats;
