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
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::log1p;
use crate::numeric::tolerance::CANCELLATION;
use crate::numeric::tolerance::SERIES_TAIL;
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

/// The coefficients of a row are kept up to this x, and used up to this z, which bounds them to
/// some 100 blocks each.
const KEPT_FREQUENCIES: usize = 256;
const KEPT_Z: f64 = 0.9;

/// Terms that are added before the next look at whether the rest vanishes.
const BLOCK: usize = 4;

/// Coefficients that follow each other.
type Block = [f64; BLOCK];

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

/// One of the two series: E = `outer`·(base − power·Σ cₙ zⁿ), with
/// cₙ₊₁/cₙ = (`upper`+n)(`second`+n)/((`lower`+n)(n+1)).
#[derive(Debug, Clone, Copy)]
struct Series {
    outer: f64,
    upper: f64,
    second: f64,
    lower: f64,
    /// max(`upper`, `lower`) and max(`second`, 1): they bound the ratios from above.
    upper_bound: f64,
    second_bound: f64,
    /// The index of the first term and its coefficient.
    start: f64,
    first: f64,
}

impl Series {
    /// cₙ₊₁/cₙ.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn ratio(&self, n: f64) -> f64 {
        (self.upper + n) * (self.second + n) / ((self.lower + n) * (n + 1.0))
    }

    /// Whether the terms after the n-th, which is `last`, vanish beside `total`.
    ///
    /// Once n > −`upper` both quotients of the ratio move towards 1, so that every later ratio is
    /// at most z·max(1, (`upper`+n)/(`lower`+n))·max(1, (`second`+n)/(n+1)).
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn is_complete(&self, n: f64, z: f64, last: f64, total: f64) -> bool {
        let decay = z * (self.upper_bound + n) * (self.second_bound + n);
        let scale = (self.lower + n) * (n + 1.0);
        last.abs() * decay <= SERIES_TAIL * total.abs() * (scale - decay) && n > -self.upper
    }

    /// `outer`·`total`, or NaN when the summands are so much larger that digits are lost.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn accept(&self, total: f64, size: f64) -> f64 {
        if size <= CANCELLATION * total.abs() {
            self.outer * total
        } else {
            f64::NAN
        }
    }
}

/// The coefficients of one series in turn.
#[derive(Debug, Clone, Copy)]
struct Coefficients {
    series: Series,
    n: f64,
    value: f64,
}

impl Coefficients {
    fn new(series: Series) -> Self {
        Self {
            series,
            n: series.start,
            value: series.first,
        }
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn next_block(&mut self) -> Block {
        let mut next = || {
            let coefficient = self.value;
            self.value *= self.series.ratio(self.n);
            self.n += 1.0;
            coefficient
        };
        [next(), next(), next(), next()]
    }
}

/// Where a sum has its coefficients from.
trait Blocks {
    /// Returns the blocks one by one, `index` counting them from 0.
    fn block(&mut self, index: usize) -> Block;
}

impl Blocks for Coefficients {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn block(&mut self, _index: usize) -> Block {
        self.next_block()
    }
}

impl Blocks for (Coefficients, Vec<Block>) {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn block(&mut self, index: usize) -> Block {
        let (coefficients, blocks) = self;
        if let Some(block) = blocks.get(index) {
            return *block;
        }
        let block = coefficients.next_block();
        blocks.push(block);
        block
    }
}

/// The coefficients of H that many customers share: they depend on the frequency alone.
///
/// They come from the very code that serves a single customer, so that the bits are the same.
#[derive(Debug, Default)]
pub(super) struct KeptCoefficients {
    by_frequency: Vec<Option<(Coefficients, Vec<Block>)>>,
}

impl KeptCoefficients {
    /// Returns the series for `x` and its blocks, nothing for a large x.
    #[inline]
    fn of(&mut self, alive: &AlivePurchases, x: f64) -> Option<&mut (Coefficients, Vec<Block>)> {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a frequency is a whole number from 0; one beyond the range is not kept"
        )]
        let place = x as usize;
        if place >= KEPT_FREQUENCIES {
            return None;
        }
        if self.by_frequency.is_empty() {
            self.by_frequency.resize_with(KEPT_FREQUENCIES, || None);
        }
        let kept = self.by_frequency.get_mut(place)?;
        Some(kept.get_or_insert_with(|| (Coefficients::new(alive.series(x)), Vec::new())))
    }
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
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn is_gentle(&self) -> bool {
        self.upper >= MIN_A
    }

    /// The series for `x` repeat purchases.
    #[inline]
    fn series(&self, x: f64) -> Series {
        let lower = self.lower + x;
        let (outer, upper, second) = if self.is_gentle() {
            (1.0, self.upper, self.epsilon)
        } else {
            (lower / self.epsilon, self.b + x, self.r + x)
        };
        let (start, first) = if self.is_gentle() {
            (1.0, upper)
        } else {
            (0.0, 1.0)
        };
        let (upper_bound, second_bound) = (upper.max(lower), second.max(1.0));
        Series {
            outer,
            upper,
            second,
            lower,
            upper_bound,
            second_bound,
            start,
            first,
        }
    }

    /// The base and the power in front of the series, from L = ln(1−z); NaN where W has neither.
    #[inline]
    fn base_and_power(&self, x: f64, ln_rest: f64) -> (f64, f64) {
        let lower = self.lower + x;
        if !self.is_gentle() {
            let exponent = (self.r + x) * ln_rest;
            let usable = exponent > -MAX_EXPONENT && lower > MIN_C && self.epsilon.abs() > ZERO;
            return (1.0, if usable { exp(exponent) } else { f64::NAN });
        }
        let exponent = self.epsilon * ln_rest;
        if exponent.abs() < ZERO {
            return (-lower * ln_rest, 1.0);
        }
        let change = expm1(exponent);
        let power = if change > -0.5 {
            1.0 + change
        } else {
            exp(exponent)
        };
        (-lower * (change / self.epsilon), power)
    }

    /// Returns the expected purchases within `horizon` of a customer who is alive with `x` repeat
    /// purchases at α + T = `beta`.
    #[inline]
    pub(super) fn expected(&self, x: f64, beta: f64, horizon: f64) -> f64 {
        self.expected_by(x, beta, horizon, |z, ln_rest| self.sum(x, z, ln_rest))
    }

    /// [`Self::expected`] of one customer after the other.
    #[inline]
    pub(super) fn expected_with(
        &self,
        kept: &mut KeptCoefficients,
        x: f64,
        beta: f64,
        horizon: f64,
    ) -> f64 {
        self.expected_by(x, beta, horizon, |z, ln_rest| {
            if z > KEPT_Z || !self.has_blocks() {
                return self.sum(x, z, ln_rest);
            }
            let Some(blocks) = kept.of(self, x) else {
                return self.sum(x, z, ln_rest);
            };
            let series = blocks.0.series;
            self.sum_of_blocks(&series, x, z, ln_rest, blocks)
        })
    }

    /// The series where it serves, otherwise the integral.
    #[inline]
    fn expected_by(
        &self,
        x: f64,
        beta: f64,
        horizon: f64,
        sum: impl FnOnce(f64, f64) -> f64,
    ) -> f64 {
        let z = horizon / (beta + horizon);
        if z <= 0.0 {
            return 0.0;
        }
        let value = if z <= MAX_Z {
            sum(z, -log1p(horizon / beta))
        } else {
            f64::NAN
        };
        if value.is_nan() {
            self.drop_out(x).purchases(horizon / beta)
        } else {
            value
        }
    }

    /// Whether coefficients and powers of z can be taken apart without leaving the range of a float.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn has_blocks(&self) -> bool {
        self.is_gentle() && self.epsilon <= MAX_EPSILON
    }

    /// The series, NaN where it would lose digits or take too long.
    fn sum(&self, x: f64, z: f64, ln_rest: f64) -> f64 {
        let series = self.series(x);
        if self.has_blocks() {
            let mut coefficients = Coefficients::new(series);
            return self.sum_of_blocks(&series, x, z, ln_rest, &mut coefficients);
        }
        let (base, power) = self.base_and_power(x, ln_rest);
        if power.is_nan() {
            return f64::NAN;
        }
        let mut n = series.start;
        let mut term = series.first * if n > 0.0 { z } else { 1.0 };
        let mut sum = term;
        let mut size = term.abs();
        while n < MAX_TERMS {
            let total = base - power * sum;
            if series.is_complete(n, z, power * term, total) {
                return series.accept(total, base.abs() + power * size);
            }
            term *= series.ratio(n) * z;
            sum += term;
            size += term.abs();
            n += 1.0;
        }
        f64::NAN
    }

    /// The series H, a block of terms at a time, NaN where it would lose digits or take too long.
    #[inline]
    fn sum_of_blocks(
        &self,
        series: &Series,
        x: f64,
        z: f64,
        ln_rest: f64,
        blocks: &mut impl Blocks,
    ) -> f64 {
        let (base, power) = self.base_and_power(x, ln_rest);
        if power.is_nan() {
            return f64::NAN;
        }
        let square = z * z;
        let (cube, fourth) = (square * z, square * square);
        let mut step = 1.0;
        let mut n = series.start - 1.0;
        let mut index = 0;
        let mut sum = 0.0;
        let mut size = 0.0;
        // Up to n = −A the terms alternate, and the rest cannot vanish.
        while n < -series.upper {
            let [c1, c2, c3, c4] = blocks.block(index);
            let mut add = |term: f64| {
                sum += step * term;
                size += (step * term).abs();
            };
            add(c1 * z);
            add(c2 * square);
            add(c3 * cube);
            add(c4 * fourth);
            step *= fourth;
            n += BLOCK as f64;
            index += 1;
        }
        // From there on they have one sign.
        let mut tail = 0.0;
        // No tail vanishes before its last term has fallen below this share of the total.
        let least = z / ((1.0 - z) * SERIES_TAIL);
        while n < MAX_TERMS {
            let [c1, c2, c3, c4] = blocks.block(index);
            let last = c4 * fourth;
            tail += step * ((c1 * z + c2 * square) + (c3 * cube + last));
            n += BLOCK as f64;
            index += 1;
            let total = base - power * (sum + tail);
            let last = power * (step * last);
            if last.abs() * least <= total.abs() && series.is_complete(n, z, last, total) {
                return series.accept(total, base.abs() + power * (size + tail.abs()));
            }
            step *= fourth;
        }
        f64::NAN
    }

    /// The drop-out probability of one who is alive with `x` repeat purchases.
    pub(super) fn drop_out(&self, x: f64) -> DropOut {
        DropOut {
            shape: self.r + x,
            a: self.a,
            b: self.b + x,
        }
    }

    /// Returns Σ `weightₖ`·E(tₖ) of several horizons at once, ascending: they share the series.
    ///
    /// The coefficients depend on x, the powers of z on T and the horizon; per term there is one
    /// division for all horizons. `work` is overwritten.
    pub(super) fn weighted_sum(
        &self,
        x: f64,
        beta: f64,
        horizons: &[(f64, f64)],
        work: &mut Vec<(f64, f64)>,
    ) -> f64 {
        let value = self.shared_sum(x, beta, horizons, work);
        if !value.is_nan() {
            return value;
        }
        horizons
            .iter()
            .map(|(t, weight)| weight * self.expected(x, beta, *t))
            .sum()
    }

    /// The shared series, NaN where it would lose digits or take too long.
    fn shared_sum(
        &self,
        x: f64,
        beta: f64,
        horizons: &[(f64, f64)],
        work: &mut Vec<(f64, f64)>,
    ) -> f64 {
        let longest = horizons.last().map_or(1.0, |(t, _)| t / (beta + t));
        if longest > MAX_Z {
            return f64::NAN;
        }
        let series = self.series(x);
        let mut n = series.start;
        let mut base = 0.0;
        let mut moment = 0.0;
        work.clear();
        for (t, weight) in horizons {
            let z = t / (beta + t);
            let (own, power) = self.base_and_power(x, -log1p(t / beta));
            base += weight * own;
            let value = weight * power * if n > 0.0 { z } else { 1.0 };
            moment += value;
            work.push((value, z));
        }
        if moment.is_nan() {
            return f64::NAN;
        }
        let mut coefficient = series.first;
        let mut term = coefficient * moment;
        let mut sum = term;
        let mut size = term.abs();
        while n < MAX_TERMS {
            let total = base - sum;
            if series.is_complete(n, longest, term, total) {
                return series.accept(total, base.abs() + size);
            }
            coefficient *= series.ratio(n);
            moment = 0.0;
            for (value, z) in work.iter_mut() {
                *value *= *z;
                moment += *value;
            }
            term = coefficient * moment;
            sum += term;
            size += term.abs();
            n += 1.0;
        }
        f64::NAN
    }
}
