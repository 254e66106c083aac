//! Four numbers at a time.
//!
//! Where WebAssembly has vectors (`simd128`) one instruction serves two of them; elsewhere the same
//! operations run one after the other. Every operation rounds as IEEE 754 says and none is fused, so
//! that each number has the bits that it would have alone. Four rather than two, because a chain of
//! dependent operations leaves a processor half idle.

mod elementary;
#[cfg(not(target_feature = "simd128"))]
mod plain;
#[cfg(target_feature = "simd128")]
mod simd;

pub(crate) use elementary::exp_of_four;
pub(crate) use elementary::expm1_of_four;
pub(crate) use elementary::log1p_of_four;
#[cfg(not(target_feature = "simd128"))]
pub(crate) use plain::Mask;
#[cfg(not(target_feature = "simd128"))]
pub(crate) use plain::Quad;
#[cfg(target_feature = "simd128")]
pub(crate) use simd::Mask;
#[cfg(target_feature = "simd128")]
pub(crate) use simd::Quad;
