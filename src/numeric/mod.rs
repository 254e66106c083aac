//! Numbers: special functions, statistics, optimisation, small dense linear algebra.

pub mod accuracy;
pub mod beta;
pub(crate) mod complex;
pub mod decimal;
pub mod direction;
pub mod exponential_integral;
pub mod gamma;
pub mod gamma_cross;
pub mod hypergeometric;
pub mod linear;
pub mod math;
pub mod maximise;
pub mod normalise;
pub mod panels;
pub mod power_integral;
pub mod profile_likelihood;
pub mod quadrature;
pub mod quantile;
pub mod random;
pub mod root;
pub mod shortest;
pub mod sort;
pub mod sum;
pub mod tolerance;
pub mod unit_series;
