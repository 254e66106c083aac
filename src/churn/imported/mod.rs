//! Models of churn that were trained elsewhere.

mod document;
#[cfg(feature = "trees")]
mod flat_tree;
#[cfg(feature = "trees")]
mod forest;
#[cfg(not(feature = "trees"))]
mod forest_absent;
mod format;
#[cfg(feature = "trees")]
mod lightgbm;
mod linear;
mod model;
#[cfg(feature = "trees")]
mod shap;
mod sklearn;
#[cfg(feature = "trees")]
mod tree;
#[cfg(feature = "trees")]
mod xgboost;

#[cfg(feature = "trees")]
pub use forest::Forest;
#[cfg(not(feature = "trees"))]
pub use forest_absent::Forest;
pub use format::ModelFormat;
pub use format::import_model;
pub use linear::LinearTerm;
pub use model::ImportedModel;
