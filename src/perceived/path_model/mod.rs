//! Path models of latent variables by partial least squares (偏最小二乘路径模型), and the satisfaction
//! models of Sweden, America and China.

mod bootstrap;
mod estimate;
mod graph;
mod indices;
mod model;
mod moments;
mod outer;
mod prepare;
mod report;
mod satisfaction_models;
mod solve;
mod writer;

pub use bootstrap::BootstrapInterval;
pub use bootstrap::BootstrapOptions;
pub use bootstrap::IndicatorIntervals;
pub use bootstrap::LatentIntervals;
pub use bootstrap::PathInterval;
pub use bootstrap::PathModelIntervals;
pub use estimate::path_model;
pub use model::InnerScheme;
pub use model::LatentMode;
pub use model::LatentPath;
pub use model::LatentVariable;
pub use model::MissingAnswers;
pub use model::PathModel;
pub use model::PathModelOptions;
pub use report::IndicatorEstimate;
pub use report::LatentEstimate;
pub use report::PathEffect;
pub use report::PathEstimate;
pub use report::PathModelReport;
pub use satisfaction_models::SatisfactionModel;
pub use satisfaction_models::SatisfactionModelReport;
pub use satisfaction_models::satisfaction_model;
