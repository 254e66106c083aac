//! How sure parameters and predictions are.

mod cloud;
mod counts;
mod covariate_draws;
mod draws;
mod interval;
mod parameters;

pub use covariate_draws::CovariateDraws;
pub use draws::DrawOptions;
pub use draws::ModelDraws;
pub use interval::Interval;
pub(crate) use interval::check_level;
pub use parameters::IntervalBasis;
pub use parameters::ParameterInterval;
pub use parameters::covariate_intervals;
pub use parameters::parameter_intervals;
