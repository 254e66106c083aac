//! The elementary functions of four numbers at a time.
//!
//! Each number has the bits that [`crate::numeric::math`] gives for it alone: the operations are
//! those of the `libm` crate in their order, with the branches replaced by choices between results.
//! Numbers beyond the ordinary range go to `numeric::math` one by one.
//!
//! The algorithms and their coefficients are those of FreeBSD's `e_exp.c`, `s_expm1.c` and
//! `s_log1p.c`, which came with this notice:
//!
//! ```text
//! ====================================================
//! Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved.
//!
//! Developed at SunPro, a Sun Microsystems, Inc. business.
//! Permission to use, copy, modify, and distribute this
//! software is freely granted, provided that this notice
//! is preserved.
//! ====================================================
//! ```

#![allow(
    clippy::inline_always,
    reason = "part of the inner loops, also where the module is compiled for size"
)]

use crate::numeric::math;
use crate::numeric::quad::Quad;

/// The bits of √½, cut off after 20 digits, from which the reduction of a logarithm starts.
pub(super) const ROOT_HALF: u64 = 0x3fe6_a09e_0000_0000;

/// ln 2 in two parts: the first times any exponent is exact.
const LN2_HIGH: Quad = bits(0x3fe6_2e42_fee0_0000);
const LN2_LOW: Quad = bits(0x3dea_39ef_3579_3c76);
/// 1/ln 2.
const INVERSE_LN2: Quad = bits(0x3ff7_1547_652b_82fe);
/// ½ ln 2, cut off.
const HALF_LN2: Quad = bits(0x3fd6_2e43_0000_0000);

const ZERO: Quad = Quad::splat(0.0);
const QUARTER: Quad = Quad::splat(0.25);
const HALF: Quad = Quad::splat(0.5);
const ONE: Quad = Quad::splat(1.0);
const TWO: Quad = Quad::splat(2.0);
const THREE: Quad = Quad::splat(3.0);
const SIX: Quad = Quad::splat(6.0);

/// Up to here exp is neither subnormal nor infinite.
const EXP_ORDINARY: Quad = Quad::splat(708.0);
/// Below this size exp(x) is 1 + x.
const EXP_TINY: Quad = bits(0x3e30_0001_0000_0000);
const P1: Quad = bits(0x3fc5_5555_5555_553e);
const P2: Quad = bits(0xbf66_c16c_16be_bd93);
const P3: Quad = bits(0x3f11_566a_af25_de2c);
const P4: Quad = bits(0xbebb_bd41_c5d2_6bf1);
const P5: Quad = bits(0x3e66_3769_72be_a4d0);

/// Up to here expm1 knows 1 − 2⁻ᵏ exactly.
const EXPM1_ORDINARY: Quad = Quad::splat(13.0);
const Q1: Quad = bits(0xbfa1_1111_1111_10f4);
const Q2: Quad = bits(0x3f5a_01a0_19fe_5585);
const Q3: Quad = bits(0xbf14_ce19_9eaa_dbb7);
const Q4: Quad = bits(0x3ed0_cfca_86e6_5239);
const Q5: Quad = bits(0xbe8a_fdb7_6e09_c32d);

/// Up to here 1 + x has digits behind the point.
const LOG1P_ORDINARY: Quad = Quad::splat(4_503_599_627_370_496.0);
/// √2 − 1, cut off.
const LOG1P_SMALL: Quad = bits(0x3fda_827a_0000_0000);
const LG1: Quad = bits(0x3fe5_5555_5555_5593);
const LG2: Quad = bits(0x3fd9_9999_9997_fa04);
const LG3: Quad = bits(0x3fd2_4924_9422_9359);
const LG4: Quad = bits(0x3fcc_71c5_1d8e_78af);
const LG5: Quad = bits(0x3fc7_4664_96cb_03de);
const LG6: Quad = bits(0x3fc3_9a09_d078_c69f);
const LG7: Quad = bits(0x3fc2_f112_df3e_5244);

const fn bits(bits: u64) -> Quad {
    Quad::splat(f64::from_bits(bits))
}

/// Returns e to the powers of four numbers.
#[inline(always)]
pub(crate) fn exp_of_four(x: Quad) -> Quad {
    let size = x.abs();
    if size.lt(EXP_ORDINARY).all() {
        ordinary_exp(x, size)
    } else {
        one_by_one(x, math::exp)
    }
}

/// With x = k·ln 2 + r: exp(x) = 2ᵏ·(1 + r + r·c/(2 − c)).
#[inline(never)]
fn ordinary_exp(x: Quad, size: Quad) -> Quad {
    let (k, high, low) = reduced(x, size);
    let r = high - low;
    let t = r * r;
    let c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
    let c = c.zero_where(size.lt(EXP_TINY));
    let y = ONE + (r * c / (TWO - c) - low + high);
    y.times_two_to(k)
}

/// The nearest k to x/ln 2, and what x − k·ln 2 is the difference of.
#[inline(always)]
fn reduced(x: Quad, size: Quad) -> (Quad, Quad, Quad) {
    let k = (INVERSE_LN2 * x + HALF.with_signs_of(x)).trunc();
    let k = k.zero_where(size.lt(HALF_LN2));
    (k, x - k * LN2_HIGH, k * LN2_LOW)
}

/// Returns exp(x) − 1 of four numbers without losing digits near zero.
#[inline(always)]
pub(crate) fn expm1_of_four(x: Quad) -> Quad {
    let size = x.abs();
    if size.lt(EXPM1_ORDINARY).all() {
        ordinary_expm1(x, size)
    } else {
        one_by_one(x, math::expm1)
    }
}

/// With x = k·ln 2 + r: 2ᵏ·(r − e + (1 − 2⁻ᵏ)), where e holds the higher powers of r.
#[inline(never)]
fn ordinary_expm1(x: Quad, size: Quad) -> Quad {
    let is_small = size.lt(HALF_LN2);
    if is_small.all() {
        let (e, square) = higher_powers(x);
        return x - (x * e - square);
    }
    let (k, high, low) = reduced(x, size);
    let r = high - low;
    let c = (high - r) - low;
    let (e, square) = higher_powers(r);
    let small = r - (r * e - square);
    let e = (r * (e - c) - c) - square;
    let most = (r - e) + (ONE - ONE.times_two_to(-k));
    // k = 1, where the remainder is so small that the order counts.
    let low_half = ONE.le(k) & k.lt(TWO) & r.lt(-QUARTER);
    let most = Quad::select(low_half, (r + HALF) - e, most);
    let less = ((r - e) + ONE).times_two_to(k) - ONE;
    let large = Quad::select(k.lt(-ONE), less, most.times_two_to(k));
    Quad::select(is_small, small, large)
}

/// What exp(r) − 1 has beyond r, over r, and r²/2.
#[inline(always)]
fn higher_powers(r: Quad) -> (Quad, Quad) {
    let half = HALF * r;
    let square = r * half;
    let sum = ONE + square * (Q1 + square * (Q2 + square * (Q3 + square * (Q4 + square * Q5))));
    let t = THREE - sum * half;
    (square * ((sum - t) / (SIX - r * t)), square)
}

/// Returns ln(1 + x) of four numbers without losing digits near zero.
#[inline(always)]
pub(crate) fn log1p_of_four(x: Quad) -> Quad {
    if (ZERO.le(x) & x.lt(LOG1P_ORDINARY)).all() {
        ordinary_log1p(x)
    } else {
        one_by_one(x, math::log1p)
    }
}

/// With 1 + x = 2ᵏ·(1 + f) and s = f/(2 + f): k·ln 2 + f − f²/2 + s·(f²/2 + R(s²)), and what is
/// lost in 1 + x.
#[inline(never)]
fn ordinary_log1p(x: Quad) -> Quad {
    let is_small = x.lt(LOG1P_SMALL);
    let u = ONE + x;
    let (k, m) = u.split();
    let lost = Quad::select(k.lt(TWO), x - (u - ONE), ONE - (u - x));
    let c = (lost / u).zero_where(is_small);
    let k = k.zero_where(is_small);
    let f = Quad::select(is_small, x, m - ONE);
    let half_square = HALF * f * f;
    let s = f / (TWO + f);
    let z = s * s;
    let w = z * z;
    let even = w * (LG2 + w * (LG4 + w * LG6));
    let odd = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
    let r = odd + even;
    let sum = s * (half_square + r) + (k * LN2_LOW + c) - half_square + f + k * LN2_HIGH;
    // ln(1 − 0) is −0.
    sum.with_signs_of(x)
}

#[cold]
#[inline(never)]
fn one_by_one(x: Quad, f: fn(f64) -> f64) -> Quad {
    Quad::new(x.numbers().map(f))
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::numeric::random::Random;

    type Function = (&'static str, fn(Quad) -> Quad, fn(f64) -> f64);

    const FUNCTIONS: [Function; 3] = [
        ("exp", exp_of_four, math::exp),
        ("expm1", expm1_of_four, math::expm1),
        ("log1p", log1p_of_four, math::log1p),
    ];

    fn assert_same(numbers: [f64; 4]) {
        for (name, together, alone) in FUNCTIONS {
            let found = together(Quad::new(numbers)).numbers();
            for (x, found) in numbers.into_iter().zip(found) {
                let expected = alone(x);
                let same = found.to_bits() == expected.to_bits();
                assert!(
                    same || found.is_nan() && expected.is_nan(),
                    "{name}({x:e}) is {found:e} in {numbers:?} and {expected:e} alone"
                );
            }
        }
    }

    /// The numbers at which the functions choose another way, and what no formula takes.
    fn edges() -> Vec<f64> {
        let places = [
            HALF_LN2,
            EXP_ORDINARY,
            EXP_TINY,
            EXPM1_ORDINARY,
            LOG1P_ORDINARY,
            LOG1P_SMALL,
            QUARTER,
            ONE,
            TWO,
            SIX,
            ZERO,
            INVERSE_LN2,
        ];
        let halves = (-60_i32..60).map(|half| f64::from(half) * 0.5 * std::f64::consts::LN_2);
        let roots = (-60_i32..60).map(|k| std::f64::consts::SQRT_2 * f64::from(k).exp2() - 1.0);
        let powers = (-1074_i32..1024).map(|k| 2f64.powi(k));
        let special = [
            f64::NAN,
            f64::INFINITY,
            f64::MAX,
            5e-324,
            709.8,
            745.2,
            1e300,
        ];
        let middle = places.into_iter().map(|quad| quad.numbers()[0]);
        let all = middle
            .chain(halves)
            .chain(roots)
            .chain(powers)
            .chain(special);
        let near = |x: f64| {
            let around =
                (-4_i64..=4).map(move |step| f64::from_bits(x.to_bits().wrapping_add_signed(step)));
            around.flat_map(|x| [x, -x])
        };
        all.flat_map(near).collect()
    }

    #[test]
    fn four_have_the_bits_of_each_alone_at_every_edge() {
        let edges = edges();
        for (i, &x) in edges.iter().enumerate() {
            let other = edges[(i * 7919 + 13) % edges.len()];
            assert_same([x, other, 1.7, -0.1]);
            // All but one are ordinary, so that one edge does not send them all another way.
            assert_same([0.3, 2.5, x, 0.01]);
            assert_same([x; 4]);
        }
    }

    #[test]
    fn four_have_the_bits_of_each_alone_whatever_they_are() {
        let mut random = Random::new(20_250_714);
        let mut four = || {
            let kind = random.bits() % 8;
            let mut number = || {
                let unit = random.uniform();
                let sign = if kind.is_multiple_of(2) { 0.0 } else { 0.5 };
                // Any bits; any order of size; the sizes that occur.
                match kind / 2 {
                    0 => f64::from_bits(random.bits()),
                    1 => (unit - sign) * 2f64.powf(random.uniform() * 140.0 - 70.0),
                    2 => (unit - sign) * 40.0,
                    _ => (unit - sign) * 3.0,
                }
            };
            [number(), number(), number(), number()]
        };
        for _ in 0..2_000_000 {
            assert_same(four());
        }
    }

    #[test]
    fn a_mask_says_of_which_number_it_holds() {
        for bits in 0..16_u8 {
            let holds = [1, 2, 4, 8].map(|bit| bits & bit > 0);
            let mask = Quad::new(holds.map(|holds| if holds { 0.0 } else { 2.0 })).lt(ONE);
            let found = Quad::select(mask, ONE, TWO).numbers().map(|x| x < 1.5);
            assert_eq!(found, holds);
            assert_eq!(mask.all(), holds == [true; 4]);
            assert_eq!(mask.any(), holds != [false; 4]);
            let other = Quad::select(!mask, ONE, TWO).numbers().map(|x| x < 1.5);
            assert_eq!(other, holds.map(|holds| !holds));
        }
    }
}
