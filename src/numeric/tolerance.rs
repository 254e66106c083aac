//! The named tolerances: every comparison of floats in the crate cites one of them.

/// Where a sum stops: a tail below this share of the sum cannot move its last bit.
pub const SERIES_TAIL: f64 = 2.8e-17;

/// Where a discounted sum ends: e^(−40) = 4e-18, a tail that cannot move its last bit.
pub const DISCOUNTED_AWAY: f64 = 40.0;

/// Relative change between two step sizes of a quadrature after which the finer one is exact. The error
/// of a bump squares with every halving; that of a small second bump, a share of 1e-9 of the first, does
/// not before it has been seen, so that the change itself must be small enough.
pub const QUADRATURE_STEP: f64 = 1e-12;

/// A summand of a quadrature below this share of the largest one is left out.
pub const QUADRATURE_TAIL: f64 = 1e-19;

/// How much larger the summands may be than their sum before another formula takes over:
/// 64 units in the last place are 1.4e-14, far inside the promised 1e-12.
pub const CANCELLATION: f64 = 64.0;

/// A fit has converged when a Newton step promises less than this share of the log-likelihood.
pub const NEWTON_GAIN: f64 = 1e-15;

/// A fit has converged when no log parameter moves by more than this.
pub const NEWTON_STEP: f64 = 1e-9;

/// The largest gradient norm per customer at which a fit that can gain no more counts as converged.
pub const GRADIENT_NORM: f64 = 1e-6;

/// Below this a number is zero for the purpose of a division.
pub const ZERO: f64 = 1e-290;

/// Two scores are the same when they differ by less than this share of them: what is left of a tie
/// when its sides are added up in another order. Below a thousandth of the largest score of the list,
/// that thousandth counts instead.
pub const TIE: f64 = 1e-12;

/// Numbers that are to sum to 1 and miss it by no more than this do: six printed digits, and the
/// rounding of a sum that misses it by just one unit of the sixth.
pub const UNIT_SUM: f64 = 1e-6 + 1e-15;
