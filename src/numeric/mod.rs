//! Numbers: special functions, statistics, optimisation, small dense linear algebra.

pub mod beta;
pub mod decimal;
pub mod gamma;
pub mod linear;
pub mod math;
pub mod maximise;
pub mod quadrature;
pub mod quantile;
pub mod random;
pub mod root;
pub mod sort;
pub mod sum;
pub mod tolerance;
