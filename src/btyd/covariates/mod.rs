//! Static covariates: what is known of customers besides their purchases.

mod columns;
mod fit;
mod model;
mod shape;

pub use columns::Covariate;
pub use columns::Covariates;
pub use model::CovariateModel;
pub use model::Effect;
