//! The expected number of purchases of a customer who is alive.
//!
//! With s = r + x, β = α + T, z = t/(β+t), L = ln(1−z), ε = a − 1, A = a + b − 1 − r and
//! C = a + b + x − 1, Euler's transformation of the published formula cancels the power
//! (β/(β+t))^s exactly and leaves
//!
//! ```text
//! E = −C·(e^(εL) − 1)/ε − e^(εL)·H,   H = Σ hₙ zⁿ,   h₁ = A,   hₙ₊₁/hₙ = (A+n)(ε+n)/((C+n)(n+1))
//! ```
//!
//! Nothing overflows, the series is the faster the larger x is, and a = 1 is an ordinary point
//! (the first part becomes −C·L). Far below A = 0 (homogeneous customers, small samples) the terms
//! of H alternate and cancel; there the published formula itself serves, whose terms are positive:
//!
//! ```text
//! E = C/ε·(1 − W),   W = e^(sL)·Σ gₙ zⁿ,   g₀ = 1,   gₙ₊₁/gₙ = (s+n)(b+x+n)/((C+n)(n+1))
//! ```
//!
//! Where the summands of either are so much larger than their sum that digits would be lost (C far
//! above s in the first, a near 1 in the second), and where the series is slow (z near 1), the
//! integral over the drop-out probability p takes over; all its parts are positive:
//!
//! ```text
//! E = ∫₀¹ [1 − (β/(β+pt))^s]/p · Beta(p; a, b+x) dp
//! ```

use crate::btyd::bg_nbd::drop_out::DropOut;
use crate::btyd::bg_nbd::series::FourSums;
use crate::btyd::bg_nbd::series::Series;
use crate::btyd::series_memory::Coefficients;
use crate::btyd::series_memory::SeriesMemory;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::log1p;
use crate::numeric::quad::Quad;
use crate::numeric::quad::exp_of_four;
use crate::numeric::quad::expm1_of_four;
use crate::numeric::quad::log1p_of_four;
use crate::numeric::tolerance::ZERO;

/// Above this z the integral is both faster and more exact than the series.
const MAX_Z: f64 = 0.999;

/// Below this A the alternating start of H cancels: measured error 8e-15 at −26.
const MIN_A: f64 = -20.0;

/// Beyond this exponent the error of the power in front of W shows: an exponent of 550 costs 2e-12.
const MAX_EXPONENT: f64 = 100.0;

/// Below this C the terms of W are no longer all positive, or too large.
const MIN_C: f64 = 0.1;

/// After so many terms the integral takes over, which by then is the faster; the series is never cut
/// short.
const MAX_TERMS: f64 = 20_000.0;

/// Up to this ε the coefficients of H stay within the range of a float, apart from the powers of z.
const MAX_EPSILON: f64 = 30.0;

/// Coefficients are kept up to this z, which bounds them to some 200 blocks of a frequency.
const KEPT_Z: f64 = 0.95;

/// Blocks of coefficients that are made at once.
const BLOCKS: usize = 2;

const NONE: Quad = Quad::splat(0.0);
const ONE: Quad = Quad::splat(1.0);

/// What the expected purchases need of the parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct AlivePurchases {
    r: f64,
    a: f64,
    b: f64,
    /// A = a + b − 1 − r.
    upper: f64,
    /// ε = a − 1.
    epsilon: f64,
    /// C at x = 0: a + b − 1.
    lower: f64,
}

impl AlivePurchases {
    pub(super) fn new(r: f64, a: f64, b: f64) -> Self {
        let epsilon = a - 1.0;
        let lower = epsilon + b;
        Self {
            r,
            a,
            b,
            upper: lower - r,
            epsilon,
            lower,
        }
    }

    /// Whether H serves, otherwise W.
    fn is_gentle(&self) -> bool {
        self.upper >= MIN_A
    }

    /// Whether coefficients and powers of z can be taken apart without leaving the range of a float.
    fn has_blocks(&self) -> bool {
        self.is_gentle() && self.epsilon <= MAX_EPSILON
    }

    /// The coefficients of H without a repeat purchase.
    #[inline]
    fn gentle(&self) -> Coefficients {
        Coefficients {
            upper: self.upper,
            second: self.epsilon,
            lower: self.lower,
            n: 1.0,
            value: self.upper,
        }
    }

    /// The series for `x` repeat purchases.
    fn series(&self, x: f64) -> Series {
        if self.is_gentle() {
            return Series {
                outer: 1.0,
                coefficients: self.gentle().at(x),
            };
        }
        let lower = self.lower + x;
        Series {
            outer: lower / self.epsilon,
            coefficients: Coefficients {
                upper: self.b + x,
                second: self.r + x,
                lower,
                n: 0.0,
                value: 1.0,
            },
        }
    }

    /// The base and the power in front of the series, from L = ln(1−z); NaN where W has neither.
    fn base_and_power(&self, x: f64, ln_rest: f64) -> (f64, f64) {
        let lower = self.lower + x;
        if !self.is_gentle() {
            let exponent = (self.r + x) * ln_rest;
            let usable = exponent > -MAX_EXPONENT && lower > MIN_C && self.epsilon.abs() > ZERO;
            return (1.0, if usable { exp(exponent) } else { f64::NAN });
        }
        // ε is large here.
        let exponent = self.epsilon * ln_rest;
        let change = expm1(exponent);
        (-lower * (change / self.epsilon), exp(exponent))
    }

    /// The base and the power in front of four series H.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every row")]
    fn gentle_base_and_power(&self, lower: Quad, ln_rest: Quad) -> (Quad, Quad) {
        let epsilon = Quad::splat(self.epsilon);
        let exponent = epsilon * ln_rest;
        let change = expm1_of_four(exponent);
        let mut power = ONE + change;
        let cancels = change.le(Quad::splat(-0.5));
        if cancels.any() {
            power = Quad::select(cancels, exp_of_four(exponent), power);
        }
        let is_flat = exponent.abs().lt(Quad::splat(ZERO));
        let stretch = Quad::select(is_flat, ln_rest, change / epsilon);
        (-lower * stretch, Quad::select(is_flat, ONE, power))
    }

    /// Returns the expected purchases within `horizon` of a customer who is alive with `x` repeat
    /// purchases at α + T = `beta`.
    pub(super) fn expected(&self, x: f64, beta: f64, horizon: f64) -> f64 {
        let z = horizon / (beta + horizon);
        if z <= 0.0 {
            return 0.0;
        }
        let value = if z > MAX_Z {
            f64::NAN
        } else if self.has_blocks() {
            let ratio = Quad::splat(horizon / beta);
            let [value, ..] = self.sums(None, [x; 4], Quad::splat(z), ratio).numbers();
            value
        } else {
            let front = self.base_and_power(x, -log1p(horizon / beta));
            self.series(x).sum(z, front, MAX_TERMS)
        };
        if value.is_nan() {
            self.drop_out(x).purchases(horizon / beta)
        } else {
            value
        }
    }

    /// [`Self::expected`] of four customers, or of one at four times.
    #[inline]
    pub(super) fn expected_of_four(
        &self,
        memory: &mut SeriesMemory,
        x: [f64; 4],
        beta: Quad,
        horizon: Quad,
    ) -> Quad {
        let z = horizon / (beta + horizon);
        if self.has_blocks() && (NONE.lt(z) & z.le(Quad::splat(MAX_Z))).all() {
            let value = self.sums(Some(memory), x, z, horizon / beta);
            if value.le(value).all() {
                return value;
            }
        }
        self.one_by_one(x, beta, horizon)
    }

    #[cold]
    #[inline(never)]
    fn one_by_one(&self, x: [f64; 4], beta: Quad, horizon: Quad) -> Quad {
        let mut found = [f64::NAN; 4];
        let all = x.into_iter().zip(beta.numbers()).zip(horizon.numbers());
        for (found, ((x, beta), horizon)) in found.iter_mut().zip(all) {
            *found = self.expected(x, beta, horizon);
        }
        Quad::new(found)
    }

    /// Four series H with `ratio` = t/(α+T), NaN where they would lose digits or take too long, and
    /// where the frequencies differ and are not kept.
    fn sums(&self, memory: Option<&mut SeriesMemory>, x: [f64; 4], z: Quad, ratio: Quad) -> Quad {
        let lower = Quad::splat(self.lower) + Quad::new(x);
        let front = self.gentle_base_and_power(lower, -log1p_of_four(ratio));
        let start = self.gentle();
        let mut sums = FourSums::new(&start, lower, z, front);
        let mut taken = 0;
        let [one, ..] = x;
        let first = Quad::splat(one);
        let alike = (first.le(Quad::new(x)) & Quad::new(x).le(first)).all();
        let places = SeriesMemory::places(x);
        if let (Some(memory), Some([a, b, c, d])) = (memory, places)
            && z.le(Quad::splat(KEPT_Z)).all()
        {
            while sums.terms() < MAX_TERMS {
                let to = taken + BLOCKS;
                memory.grow(a, to, &start);
                let shared = memory.blocks(a, taken);
                if alike {
                    if sums.take(&shared) {
                        break;
                    }
                    taken += shared.len();
                    continue;
                }
                memory.grow(b, to, &start);
                memory.grow(c, to, &start);
                memory.grow(d, to, &start);
                let (one, two) = (memory.blocks(a, taken), memory.blocks(b, taken));
                let (three, four) = (memory.blocks(c, taken), memory.blocks(d, taken));
                if sums.take(&[one, two, three, four]) {
                    break;
                }
                taken += one.len().min(two.len()).min(three.len().min(four.len()));
            }
        } else if alike {
            let mut series = start.at(one);
            while sums.terms() < MAX_TERMS {
                let blocks = [series.next_block(), series.next_block()];
                if sums.take(&blocks.as_slice()) {
                    break;
                }
            }
        }
        sums.value()
    }

    /// The drop-out probability of one who is alive with `x` repeat purchases.
    pub(super) fn drop_out(&self, x: f64) -> DropOut {
        DropOut {
            shape: self.r + x,
            a: self.a,
            b: self.b + x,
        }
    }

    /// Returns Σ `weightₖ`·E(tₖ) of several horizons.
    pub(super) fn weighted_sum(
        &self,
        x: f64,
        beta: f64,
        horizons: &[(f64, f64)],
        memory: &mut SeriesMemory,
    ) -> f64 {
        let beta = Quad::splat(beta);
        let mut sum = NONE;
        let mut index = 0;
        while let Some(&(time, weight)) = horizons.get(index) {
            // Where less than four are left the first stands in for the others.
            let other = |step| horizons.get(index + step).copied().unwrap_or((time, 0.0));
            let ((t2, w2), (t3, w3), (t4, w4)) = (other(1), other(2), other(3));
            let times = Quad::new([time, t2, t3, t4]);
            let purchases = self.expected_of_four(memory, [x; 4], beta, times);
            sum = sum + Quad::new([weight, w2, w3, w4]) * purchases;
            index += 4;
        }
        let [one, two, three, four] = sum.numbers();
        (one + two) + (three + four)
    }
}
