//! Quads where there are no vectors, or where the compiler finds them by itself.

#![allow(
    clippy::inline_always,
    reason = "each is an instruction or two, also where the module is compiled for size"
)]

use crate::numeric::quad::elementary::ROOT_HALF;
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
pub(crate) struct Quad([f64; 4]);

/// For each number of a quad, whether something holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mask([bool; 4]);

/// What `f` makes of each pair of neighbours in two rows of four.
#[inline(always)]
fn zip<A: Copy, B: Copy, C>(one: [A; 4], two: [B; 4], f: impl Fn(A, B) -> C) -> [C; 4] {
    let ([a, b, c, d], [e, g, h, i]) = (one, two);
    [f(a, e), f(b, g), f(c, h), f(d, i)]
}

impl Quad {
    /// Makes a quad of its numbers.
    #[inline(always)]
    pub(crate) const fn new(numbers: [f64; 4]) -> Self {
        Self(numbers)
    }

    /// Makes a quad of one number.
    #[inline(always)]
    pub(crate) const fn splat(number: f64) -> Self {
        Self([number, number, number, number])
    }

    /// Returns the numbers.
    #[inline(always)]
    pub(crate) fn numbers(self) -> [f64; 4] {
        self.0
    }

    #[inline(always)]
    fn each(self, f: impl Fn(f64) -> f64) -> Self {
        let [a, b, c, d] = self.0;
        Self([f(a), f(b), f(c), f(d)])
    }

    #[inline(always)]
    fn with(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        Self(zip(self.0, other.0, f))
    }

    /// Returns the absolute values.
    #[inline(always)]
    pub(crate) fn abs(self) -> Self {
        self.each(f64::abs)
    }

    /// Returns the larger numbers; none is NaN.
    #[inline(always)]
    pub(crate) fn max(self, other: Self) -> Self {
        Self::select(self.lt(other), other, self)
    }

    /// Returns the numbers without what stands behind the point.
    #[inline(always)]
    pub(crate) fn trunc(self) -> Self {
        self.each(libm::trunc)
    }

    /// Returns positive numbers with the signs of `other`.
    #[inline(always)]
    pub(super) fn with_signs_of(self, other: Self) -> Self {
        self.with(other, f64::copysign)
    }

    /// Returns the numbers times 2 to the whole powers `k`; neither the numbers nor the results are
    /// zero, subnormal or infinite.
    #[inline(always)]
    pub(super) fn times_two_to(self, k: Self) -> Self {
        // The last bits of a float of this size are a whole number.
        let shift = |k: f64| (k + 6_755_399_441_055_744.0).to_bits() << 52;
        self.with(k, |x, k| f64::from_bits(x.to_bits().wrapping_add(shift(k))))
    }

    /// Returns k and m with the numbers m·2ᵏ and m from √½ to √2; they are positive and neither
    /// subnormal nor infinite.
    #[inline(always)]
    pub(super) fn split(self) -> (Self, Self) {
        let shifted = |x: f64| x.to_bits().wrapping_add(0x3ff0_0000_0000_0000 - ROOT_HALF);
        let exponent = |x: f64| {
            let biased = shifted(x) >> 52 | 0x4330_0000_0000_0000;
            f64::from_bits(biased) - (4_503_599_627_370_496.0 + 1023.0)
        };
        let rest = |x: f64| f64::from_bits((shifted(x) & 0x000f_ffff_ffff_ffff) + ROOT_HALF);
        (self.each(exponent), self.each(rest))
    }

    /// Whether the numbers are less than those of `other`.
    #[inline(always)]
    pub(crate) fn lt(self, other: Self) -> Mask {
        Mask(zip(self.0, other.0, |one, two| one < two))
    }

    /// Whether the numbers are those of `other` or less.
    #[inline(always)]
    pub(crate) fn le(self, other: Self) -> Mask {
        Mask(zip(self.0, other.0, |one, two| one <= two))
    }

    /// Returns the numbers of `yes` where the mask holds and of `no` elsewhere.
    #[inline(always)]
    pub(crate) fn select(mask: Mask, yes: Self, no: Self) -> Self {
        let both = zip(yes.0, no.0, |yes, no| (yes, no));
        Self(zip(
            mask.0,
            both,
            |holds, (yes, no)| {
                if holds { yes } else { no }
            },
        ))
    }

    /// Returns the numbers, and 0 where the mask holds.
    #[inline(always)]
    pub(crate) fn zero_where(self, mask: Mask) -> Self {
        Self::select(mask, Self::splat(0.0), self)
    }
}

impl Mask {
    /// Whether it holds for every number.
    #[inline(always)]
    pub(crate) fn all(self) -> bool {
        let [a, b, c, d] = self.0;
        a & b & c & d
    }

    /// Whether it holds for a number at all.
    #[inline(always)]
    pub(crate) fn any(self) -> bool {
        let [a, b, c, d] = self.0;
        a | b | c | d
    }
}

impl BitAnd for Mask {
    type Output = Self;

    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        Self(zip(self.0, other.0, |one, two| one & two))
    }
}

impl BitOr for Mask {
    type Output = Self;

    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self(zip(self.0, other.0, |one, two| one | two))
    }
}

impl Not for Mask {
    type Output = Self;

    #[inline(always)]
    fn not(self) -> Self {
        let [a, b, c, d] = self.0;
        Self([!a, !b, !c, !d])
    }
}

impl Add for Quad {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.with(other, f64::add)
    }
}

impl Sub for Quad {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.with(other, f64::sub)
    }
}

impl Mul for Quad {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.with(other, f64::mul)
    }
}

impl Div for Quad {
    type Output = Self;

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self.with(other, f64::div)
    }
}

impl Neg for Quad {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        self.each(f64::neg)
    }
}
