//! The series behind the expected purchases, four at a time; `expected.rs` says which and why.

use crate::btyd::series_memory::BLOCK;
use crate::btyd::series_memory::Block;
use crate::btyd::series_memory::Coefficients;
use crate::numeric::quad::Mask;
use crate::numeric::quad::Quad;
use crate::numeric::tolerance::CANCELLATION;
use crate::numeric::tolerance::SERIES_TAIL;

/// After so many terms the integral takes over, which by then is the faster; the series is never cut
/// short.
pub(super) const MAX_TERMS: f64 = 20_000.0;

/// The same in blocks.
pub(super) const MAX_BLOCKS: usize = 20_000 / BLOCK;

const ONE: Quad = Quad::splat(1.0);
const NEVER: Quad = Quad::splat(f64::INFINITY);

/// The coefficients of four series in turn: cₙ₊₁/cₙ = (`upper`+n)(`second`+n)/((`lower`+n)(n+1)).
#[derive(Debug, Clone, Copy)]
pub(super) struct FourSeries {
    pub(super) upper: Quad,
    pub(super) second: Quad,
    pub(super) lower: Quad,
    /// The index of the next coefficient, and the coefficients.
    pub(super) n: f64,
    pub(super) value: Quad,
}

impl FourSeries {
    /// Makes four series that differ in `lower` alone.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every row")]
    pub(super) fn of(series: &Coefficients, lower: Quad) -> Self {
        Self {
            upper: Quad::splat(series.upper),
            second: Quad::splat(series.second),
            lower,
            n: series.n,
            value: Quad::splat(series.value),
        }
    }

    /// cₙ₊₁/cₙ.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn ratio(&self) -> Quad {
        let n = Quad::splat(self.n);
        (self.upper + n) * (self.second + n) / ((self.lower + n) * Quad::splat(self.n + 1.0))
    }
}

/// Where sums have their coefficients from: the same block of four series at a time.
pub(super) trait Blocks {
    /// Returns a block of the four series, one coefficient after the other; `index` counts from 0.
    fn block(&self, index: usize) -> Option<[Quad; BLOCK]>;
}

/// Four times the same series.
impl Blocks for &[Block] {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn block(&self, index: usize) -> Option<[Quad; BLOCK]> {
        let &[a, b, c, d, e, f, g, h] = self.get(index)?;
        let four = Quad::splat;
        Some([
            four(a),
            four(b),
            four(c),
            four(d),
            four(e),
            four(f),
            four(g),
            four(h),
        ])
    }
}

/// Four series.
impl Blocks for [&[Block]; 4] {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn block(&self, index: usize) -> Option<[Quad; BLOCK]> {
        let [one, two, three, four] = self;
        let (&[a, b, c, d, e, f, g, h], &[a2, b2, c2, d2, e2, f2, g2, h2]) =
            (one.get(index)?, two.get(index)?);
        let (&[a3, b3, c3, d3, e3, f3, g3, h3], &[a4, b4, c4, d4, e4, f4, g4, h4]) =
            (three.get(index)?, four.get(index)?);
        Some([
            Quad::new([a, a2, a3, a4]),
            Quad::new([b, b2, b3, b4]),
            Quad::new([c, c2, c3, c4]),
            Quad::new([d, d2, d3, d4]),
            Quad::new([e, e2, e3, e4]),
            Quad::new([f, f2, f3, f4]),
            Quad::new([g, g2, g3, g4]),
            Quad::new([h, h2, h3, h4]),
        ])
    }
}

/// Four values base − power·Σ cₙ zⁿ side by side: of four customers, or of one at four times.
///
/// A value that is complete stays as it is while the others go on, so that each has the bits that it
/// has beside any other.
#[derive(Debug, Clone, Copy)]
pub(super) struct FourSums {
    upper: Quad,
    lower: Quad,
    /// max(`upper`, `lower`) and max(`second`, 1): they bound the ratios from above.
    upper_bound: Quad,
    second_bound: Quad,
    z: Quad,
    /// No rest vanishes before its last term times this has fallen below the total; infinite for a
    /// sum that is complete.
    least: Quad,
    /// The index of the last term that is taken in, and power·z to that of the next.
    n: f64,
    step: Quad,
    /// The base less the terms that may alternate, the sizes of all of these, and the terms of one
    /// sign.
    base: Quad,
    size: Quad,
    tail: Quad,
    value: Quad,
}

impl FourSums {
    /// Starts the sums at `z` with their bases and powers.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every row")]
    pub(super) fn new(series: &FourSeries, z: Quad, (base, power): (Quad, Quad)) -> Self {
        Self {
            upper: series.upper,
            lower: series.lower,
            upper_bound: series.upper.max(series.lower),
            second_bound: series.second.max(ONE),
            z,
            least: z / ((ONE - z) * Quad::splat(SERIES_TAIL)),
            n: series.n - 1.0,
            step: if series.n > 0.0 { power * z } else { power },
            base,
            size: base.abs(),
            tail: Quad::splat(0.0),
            value: Quad::splat(f64::NAN),
        }
    }

    /// Returns the values, NaN where a sum is not complete or has lost digits.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every row")]
    pub(super) fn value(&self) -> Quad {
        self.value
    }

    /// Takes in the next blocks of series that start with c₁ until all sums are complete, and returns
    /// whether they are. The terms may alternate up to the one numbered `alternating`.
    pub(super) fn take(&mut self, alternating: f64, blocks: &impl Blocks) -> bool {
        let mut index = 0;
        if self.n < alternating {
            index = self.alternate(alternating, blocks);
        }
        // From here on the terms have one sign.
        let z = self.z;
        let square = z * z;
        let fourth = square * square;
        let (sixth, eighth) = (square * fourth, fourth * fourth);
        let (mut n, mut step, mut tail) = (self.n, self.step, self.tail);
        let (base, mut least) = (self.base, self.least);
        while let Some([a, b, c, d, e, f, g, h]) = blocks.block(index) {
            index += 1;
            let last = h * z;
            let first = (a + b * z) + (c + d * z) * square;
            let second = (e + f * z) + (g + last) * square;
            tail = tail + step * (first + second * fourth);
            n += BLOCK as f64;
            let total = base - tail;
            let last = (step * (last * sixth)).abs();
            let due = (last * least).le(total.abs());
            if due.any() {
                self.complete_where(due, n, last, total, self.size + tail.abs());
                least = self.least;
                if NEVER.le(least).all() {
                    return true;
                }
            }
            step = step * eighth;
        }
        (self.n, self.step, self.tail) = (n, step, tail);
        false
    }

    /// Takes in the blocks whose terms may alternate, and returns how many these are: up to n = −A the
    /// rest cannot vanish.
    #[cold]
    #[inline(never)]
    fn alternate(&mut self, alternating: f64, blocks: &impl Blocks) -> usize {
        let mut index = 0;
        while self.n < alternating
            && let Some(block) = blocks.block(index)
        {
            for coefficient in block {
                let term = coefficient * self.step;
                self.step = self.step * self.z;
                self.base = self.base - term;
                self.size = self.size + term.abs();
            }
            self.n += BLOCK as f64;
            index += 1;
        }
        index
    }

    /// Takes in the terms one by one, where their coefficients may leave the range of a float.
    pub(super) fn take_terms(&mut self, mut series: FourSeries) {
        let mut term = series.value * self.step;
        while series.n < MAX_TERMS {
            self.tail = self.tail + term;
            self.size = self.size + term.abs();
            let (n, total) = (series.n, self.base - self.tail);
            // Before that they alternate, and the rest cannot vanish.
            let is_late = (-self.upper).lt(Quad::splat(n));
            let due = (term.abs() * self.least).le(total.abs()) & is_late;
            if due.any() {
                self.complete_where(due, n, term.abs(), total, self.size);
                if NEVER.le(self.least).all() {
                    return;
                }
            }
            term = term * (series.ratio() * self.z);
            series.n += 1.0;
        }
    }

    /// Gives those among the sums that are `due` their values whose terms after the n-th, the `last`,
    /// vanish beside the total; NaN where their `size` is so much larger that digits are lost.
    ///
    /// Once n > −`upper` both quotients of the ratio move towards 1, so that every later ratio is
    /// at most z·max(1, (`upper`+n)/(`lower`+n))·max(1, (`second`+n)/(n+1)).
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every row")]
    fn complete_where(&mut self, due: Mask, n: f64, last: Quad, total: Quad, size: Quad) {
        let whole = Quad::splat(n);
        let decay = self.z * (self.upper_bound + whole) * (self.second_bound + whole);
        let scale = (self.lower + whole) * Quad::splat(n + 1.0);
        let rest = Quad::splat(SERIES_TAIL) * total.abs() * (scale - decay);
        let done = due & (last * decay).le(rest);
        let has_digits = size.le(Quad::splat(CANCELLATION) * total.abs());
        self.value = Quad::select(done & has_digits, total, self.value);
        self.least = Quad::select(done, NEVER, self.least);
    }
}
