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
use crate::btyd::bg_nbd::series::FourSeries;
use crate::btyd::bg_nbd::series::FourSums;
use crate::btyd::bg_nbd::series::MAX_BLOCKS;
use crate::btyd::bg_nbd::series::MAX_TERMS;
use crate::btyd::series_memory::Coefficients;
use crate::btyd::series_memory::SeriesMemory;
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

/// Up to this ε the coefficients of H stay within the range of a float, apart from the powers of z.
const MAX_EPSILON: f64 = 30.0;

/// Beyond this exponent the power in front of H comes near the least float.
const MAX_DECAY: f64 = 600.0;

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
        } else {
            let (z, ratio) = (Quad::splat(z), Quad::splat(horizon / beta));
            let [value, ..] = self.sums(None, [x, x, x, x], z, ratio).numbers();
            value
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
        if (NONE.lt(z) & z.le(Quad::splat(MAX_Z))).all() {
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

    /// The series of four with `ratio` = t/(α+T); NaN where they would lose digits or take too long,
    /// or where the memory is full. Without a memory all four have the same `x`.
    fn sums(&self, memory: Option<&mut SeriesMemory>, x: [f64; 4], z: Quad, ratio: Quad) -> Quad {
        let ln_rest = -log1p_of_four(ratio);
        let lower = Quad::splat(self.lower) + Quad::new(x);
        if !self.is_gentle() || self.epsilon > MAX_EPSILON {
            return self.term_by_term(x, lower, z, ln_rest);
        }
        let front = self.gentle_base_and_power(lower, ln_rest);
        let start = self.gentle();
        let mut sums = FourSums::new(&FourSeries::of(&start, lower), z, front);
        let alternating = -self.upper;
        let Some(memory) = memory else {
            let [one, ..] = x;
            let mut series = start.at(one);
            while series.n < MAX_TERMS {
                let blocks = [series.next_block(), series.next_block()];
                if sums.take(alternating, &blocks.as_slice()) {
                    break;
                }
            }
            return sums.value();
        };
        let Some([a, b, c, d]) = SeriesMemory::places(x) else {
            return sums.value();
        };
        let are_alike = a == b && b == c && c == d;
        let mut taken = 0;
        // Not one term more than a single customer is given: kept blocks may go further than these.
        while taken < MAX_BLOCKS {
            let to = taken + BLOCKS;
            let mut has = |place| memory.has(place, to, &start);
            if !(has(a) && (are_alike || has(b) && has(c) && has(d))) {
                break;
            }
            let one = memory.blocks(a, taken);
            let (is_complete, blocks) = if are_alike {
                (sums.take(alternating, &one), one.len())
            } else {
                let (two, three) = (memory.blocks(b, taken), memory.blocks(c, taken));
                let four = memory.blocks(d, taken);
                let shorter = one.len().min(two.len()).min(three.len().min(four.len()));
                (sums.take(alternating, &[one, two, three, four]), shorter)
            };
            if is_complete {
                break;
            }
            taken += blocks;
        }
        sums.value()
    }

    /// [`Self::sums`] where the coefficients may leave the range of a float.
    #[cold]
    #[inline(never)]
    fn term_by_term(&self, x: [f64; 4], lower: Quad, z: Quad, ln_rest: Quad) -> Quad {
        let (shape, epsilon) = (
            Quad::splat(self.r) + Quad::new(x),
            Quad::splat(self.epsilon),
        );
        let nothing = Quad::splat(f64::NAN);
        let (outer, front, series, usable);
        if self.is_gentle() {
            outer = ONE;
            front = self.gentle_base_and_power(lower, ln_rest);
            series = FourSeries::of(&self.gentle(), lower);
            usable = Quad::splat(-MAX_DECAY).lt(epsilon * ln_rest);
        } else if self.epsilon.abs() <= ZERO {
            return nothing;
        } else {
            let exponent = shape * ln_rest;
            outer = lower / epsilon;
            front = (ONE, exp_of_four(exponent));
            series = FourSeries {
                upper: Quad::splat(self.b) + Quad::new(x),
                second: shape,
                lower,
                n: 0.0,
                value: ONE,
            };
            usable = Quad::splat(-MAX_EXPONENT).lt(exponent) & Quad::splat(MIN_C).lt(lower);
        }
        // One that is not usable must not keep the others waiting.
        let (base, power) = front;
        let front = (base, Quad::select(usable, power, NONE));
        let mut sums = FourSums::new(&series, z, front);
        sums.take_terms(series);
        Quad::select(usable, outer * sums.value(), nothing)
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
            let purchases = self.expected_of_four(memory, [x, x, x, x], beta, times);
            sum = sum + Quad::new([weight, w2, w3, w4]) * purchases;
            index += 4;
        }
        let [one, two, three, four] = sum.numbers();
        (one + two) + (three + four)
    }
}
