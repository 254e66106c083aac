//! The elementary functions of the whole crate, from one implementation.
//!
//! The standard library calls the platform's `libm`, whose last bits differ between glibc, the
//! browsers and the JVM. Everything here goes through the `libm` crate, which is compiled into the
//! module, so that native and WebAssembly results are equal bit for bit. `sqrt` is exactly rounded
//! everywhere and needs no such care, but stands here with the others.

#![allow(
    clippy::inline_always,
    reason = "each is one call, also where the module is compiled for size"
)]

/// Returns e to the power `x`.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// Returns exp(`x`) − 1 without losing digits near zero.
#[inline(always)]
pub fn expm1(x: f64) -> f64 {
    libm::expm1(x)
}

/// Returns the natural logarithm of `x`.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Returns ln(1 + `x`) without losing digits near zero.
#[inline(always)]
pub fn log1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// Returns `x` to the power `y`.
#[inline(always)]
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// Returns the square root of `x`.
#[inline(always)]
pub fn sqrt(x: f64) -> f64 {
    libm::sqrt(x)
}

/// Returns the error function of `x`.
#[inline(always)]
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// Returns 1 − erf(`x`) without losing digits where it is small.
#[inline(always)]
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// Returns the logarithm of the absolute value of Γ(`x`).
#[inline(always)]
pub fn lgamma(x: f64) -> f64 {
    libm::lgamma(x)
}
