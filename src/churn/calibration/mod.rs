//! Calibration: from evidence to a probability that holds, by what became of customers.

mod fit;
mod model;
mod options;
mod quality;
mod revenue;
mod scoring;

pub use fit::calibrate;
pub use model::CalibratedFeature;
pub use model::Calibration;
pub use model::MissingTerm;
pub use options::CalibrationMethod;
pub use options::CalibrationOptions;
pub use options::MissingValues;
pub use quality::CalibrationQuality;
pub use quality::calibration_quality;
pub use revenue::RevenueModel;
pub use revenue::RevenueOptions;
pub use revenue::RevenueTerm;
pub use revenue::calibrate_revenue;
