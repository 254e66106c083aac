//! Quads as the vectors of WebAssembly.

#![allow(
    clippy::inline_always,
    reason = "each is an instruction or two, also where the module is compiled for size"
)]

use crate::numeric::quad::elementary::ROOT_HALF;
use core::arch::wasm32::f64x2;
use core::arch::wasm32::f64x2_abs;
use core::arch::wasm32::f64x2_add;
use core::arch::wasm32::f64x2_div;
use core::arch::wasm32::f64x2_extract_lane;
use core::arch::wasm32::f64x2_le;
use core::arch::wasm32::f64x2_lt;
use core::arch::wasm32::f64x2_mul;
use core::arch::wasm32::f64x2_neg;
use core::arch::wasm32::f64x2_pmax;
use core::arch::wasm32::f64x2_sub;
use core::arch::wasm32::f64x2_trunc;
use core::arch::wasm32::i64x2_add;
use core::arch::wasm32::i64x2_all_true;
use core::arch::wasm32::i64x2_shl;
use core::arch::wasm32::u64x2;
use core::arch::wasm32::u64x2_shr;
use core::arch::wasm32::v128;
use core::arch::wasm32::v128_and;
use core::arch::wasm32::v128_andnot;
use core::arch::wasm32::v128_any_true;
use core::arch::wasm32::v128_bitselect;
use core::arch::wasm32::v128_not;
use core::arch::wasm32::v128_or;
use core::ops::Add;
use core::ops::BitAnd;
use core::ops::BitOr;
use core::ops::Div;
use core::ops::Mul;
use core::ops::Neg;
use core::ops::Not;
use core::ops::Sub;

/// Four numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quad([v128; 2]);

/// For each number of a quad, whether something holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mask([v128; 2]);

/// The same bits twice.
#[inline(always)]
const fn both(bits: u64) -> v128 {
    u64x2(bits, bits)
}

/// What `f` makes of each vector.
#[inline(always)]
fn each([one, two]: [v128; 2], f: impl Fn(v128) -> v128) -> [v128; 2] {
    [f(one), f(two)]
}

/// What `f` makes of each vector and its neighbour.
#[inline(always)]
fn zip(
    [one, two]: [v128; 2],
    [three, four]: [v128; 2],
    f: impl Fn(v128, v128) -> v128,
) -> [v128; 2] {
    [f(one, three), f(two, four)]
}

impl Quad {
    /// Makes a quad of its numbers.
    #[inline(always)]
    pub(crate) const fn new([one, two, three, four]: [f64; 4]) -> Self {
        Self([f64x2(one, two), f64x2(three, four)])
    }

    /// Makes a quad of one number.
    #[inline(always)]
    pub(crate) const fn splat(number: f64) -> Self {
        // `[half; 2]` would be a loop where the module is compiled for size.
        let half = f64x2(number, number);
        Self([half, half])
    }

    /// Returns the numbers.
    #[inline(always)]
    pub(crate) fn numbers(self) -> [f64; 4] {
        let [one, two] = self.0;
        [
            f64x2_extract_lane::<0>(one),
            f64x2_extract_lane::<1>(one),
            f64x2_extract_lane::<0>(two),
            f64x2_extract_lane::<1>(two),
        ]
    }

    /// Returns the absolute values.
    #[inline(always)]
    pub(crate) fn abs(self) -> Self {
        Self(each(self.0, |x| f64x2_abs(x)))
    }

    /// Returns the larger numbers; none is NaN.
    #[inline(always)]
    pub(crate) fn max(self, other: Self) -> Self {
        Self(zip(self.0, other.0, |x, y| f64x2_pmax(x, y)))
    }

    /// Returns the numbers without what stands behind the point.
    #[inline(always)]
    pub(crate) fn trunc(self) -> Self {
        Self(each(self.0, |x| f64x2_trunc(x)))
    }

    /// Returns positive numbers with the signs of `other`.
    #[inline(always)]
    pub(super) fn with_signs_of(self, other: Self) -> Self {
        let sign = both(0x8000_0000_0000_0000);
        Self(zip(self.0, other.0, |x, y| v128_or(x, v128_and(y, sign))))
    }

    /// Returns the numbers times 2 to the whole powers `k`; neither the numbers nor the results are
    /// zero, subnormal or infinite.
    #[inline(always)]
    pub(super) fn times_two_to(self, k: Self) -> Self {
        // The last bits of a float of this size are a whole number.
        let whole = k + Self::splat(6_755_399_441_055_744.0);
        Self(zip(self.0, whole.0, |x, k| i64x2_add(x, i64x2_shl(k, 52))))
    }

    /// Returns k and m with the numbers m·2ᵏ and m from √½ to √2; they are positive and neither
    /// subnormal nor infinite.
    #[inline(always)]
    pub(super) fn split(self) -> (Self, Self) {
        let bias = both(0x3ff0_0000_0000_0000 - ROOT_HALF);
        let shifted = each(self.0, |x| i64x2_add(x, bias));
        let exponent = |x| v128_or(u64x2_shr(x, 52), both(0x4330_0000_0000_0000));
        let rest = |x| i64x2_add(v128_and(x, both(0x000f_ffff_ffff_ffff)), both(ROOT_HALF));
        let k = Self(each(shifted, exponent)) - Self::splat(4_503_599_627_370_496.0 + 1023.0);
        (k, Self(each(shifted, rest)))
    }

    /// Whether the numbers are less than those of `other`.
    #[inline(always)]
    pub(crate) fn lt(self, other: Self) -> Mask {
        Mask(zip(self.0, other.0, |x, y| f64x2_lt(x, y)))
    }

    /// Whether the numbers are those of `other` or less.
    #[inline(always)]
    pub(crate) fn le(self, other: Self) -> Mask {
        Mask(zip(self.0, other.0, |x, y| f64x2_le(x, y)))
    }

    /// Returns the numbers of `yes` where the mask holds and of `no` elsewhere.
    #[inline(always)]
    pub(crate) fn select(mask: Mask, yes: Self, no: Self) -> Self {
        let ([one, two], [three, four], [first, second]) = (yes.0, no.0, mask.0);
        Self([
            v128_bitselect(one, three, first),
            v128_bitselect(two, four, second),
        ])
    }

    /// Returns the numbers, and 0 where the mask holds.
    #[inline(always)]
    pub(crate) fn zero_where(self, mask: Mask) -> Self {
        Self(zip(self.0, mask.0, |x, holds| v128_andnot(x, holds)))
    }
}

impl Mask {
    /// Whether it holds for every number.
    #[inline(always)]
    pub(crate) fn all(self) -> bool {
        let [one, two] = self.0;
        i64x2_all_true(v128_and(one, two))
    }

    /// Whether it holds for a number at all.
    #[inline(always)]
    pub(crate) fn any(self) -> bool {
        let [one, two] = self.0;
        v128_any_true(v128_or(one, two))
    }
}

impl BitAnd for Mask {
    type Output = Self;

    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        Self(zip(self.0, other.0, |x, y| v128_and(x, y)))
    }
}

impl BitOr for Mask {
    type Output = Self;

    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self(zip(self.0, other.0, |x, y| v128_or(x, y)))
    }
}

impl Not for Mask {
    type Output = Self;

    #[inline(always)]
    fn not(self) -> Self {
        Self(each(self.0, |x| v128_not(x)))
    }
}

impl Add for Quad {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(zip(self.0, other.0, |x, y| f64x2_add(x, y)))
    }
}

impl Sub for Quad {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self(zip(self.0, other.0, |x, y| f64x2_sub(x, y)))
    }
}

impl Mul for Quad {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self(zip(self.0, other.0, |x, y| f64x2_mul(x, y)))
    }
}

impl Div for Quad {
    type Output = Self;

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        Self(zip(self.0, other.0, |x, y| f64x2_div(x, y)))
    }
}

impl Neg for Quad {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self(each(self.0, |x| f64x2_neg(x)))
    }
}
