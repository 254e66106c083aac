//! The series behind the expected purchases; `expected.rs` says which and why.

use crate::btyd::series_memory::BLOCK;
use crate::btyd::series_memory::Block;
use crate::btyd::series_memory::Coefficients;
use crate::numeric::quad::Mask;
use crate::numeric::quad::Quad;
use crate::numeric::tolerance::CANCELLATION;
use crate::numeric::tolerance::SERIES_TAIL;

const ONE: Quad = Quad::splat(1.0);
const NEVER: Quad = Quad::splat(f64::INFINITY);

/// One of the two series: E = `outer`·(base − power·Σ cₙ zⁿ).
#[derive(Debug, Clone, Copy)]
pub(super) struct Series {
    pub(super) outer: f64,
    pub(super) coefficients: Coefficients,
}

impl Series {
    /// The series from its base and power, NaN where it would lose digits or take more than `most`
    /// terms.
    pub(super) fn sum(&self, z: f64, (base, power): (f64, f64), most: f64) -> f64 {
        let mut next = self.coefficients;
        let bounds = Bounds::of(&next);
        let mut term = next.value * if next.n > 0.0 { z } else { 1.0 };
        let mut sum = term;
        let mut size = term.abs();
        while next.n < most {
            let total = base - power * sum;
            if bounds.is_complete(next.n, z, power * term, total) {
                let size = base.abs() + power * size;
                let has_digits = size <= CANCELLATION * total.abs();
                return if has_digits {
                    self.outer * total
                } else {
                    f64::NAN
                };
            }
            term *= next.ratio() * z;
            sum += term;
            size += term.abs();
            next.n += 1.0;
        }
        f64::NAN
    }
}

/// What bounds the ratios of the terms from above.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    upper: f64,
    lower: f64,
    /// max(`upper`, `lower`) and max(`second`, 1).
    upper_bound: f64,
    second_bound: f64,
}

impl Bounds {
    fn of(series: &Coefficients) -> Self {
        Self {
            upper: series.upper,
            lower: series.lower,
            upper_bound: series.upper.max(series.lower),
            second_bound: series.second.max(1.0),
        }
    }

    /// Whether the terms after the n-th, which is `last`, vanish beside `total`.
    ///
    /// Once n > −`upper` both quotients of the ratio move towards 1, so that every later ratio is
    /// at most z·max(1, (`upper`+n)/(`lower`+n))·max(1, (`second`+n)/(n+1)).
    fn is_complete(&self, n: f64, z: f64, last: f64, total: f64) -> bool {
        let decay = z * (self.upper_bound + n) * (self.second_bound + n);
        let scale = (self.lower + n) * (n + 1.0);
        last.abs() * decay <= SERIES_TAIL * total.abs() * (scale - decay) && n > -self.upper
    }
}

/// Where sums have their coefficients from: the same block of four series at a time.
pub(super) trait Blocks {
    /// Returns the n-th coefficients of the four series, one after the other.
    fn block(&self, index: usize) -> Option<[Quad; BLOCK]>;
}

/// Four times the same series.
impl Blocks for &[Block] {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn block(&self, index: usize) -> Option<[Quad; BLOCK]> {
        let &[a, b, c, d, e, f, g, h] = self.get(index)?;
        let one = Quad::splat;
        Some([
            one(a),
            one(b),
            one(c),
            one(d),
            one(e),
            one(f),
            one(g),
            one(h),
        ])
    }
}

/// Four series.
impl Blocks for [&[Block]; 4] {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every term")]
    fn block(&self, index: usize) -> Option<[Quad; BLOCK]> {
        let [one, two, three, four] = self;
        let (one, two) = (one.get(index)?, two.get(index)?);
        let (three, four) = (three.get(index)?, four.get(index)?);
        let [a, b, c, d, e, f, g, h] = one;
        let [i, j, k, l, m, n, o, p] = two;
        let [q, r, s, t, u, v, w, x] = three;
        let [a2, b2, c2, d2, e2, f2, g2, h2] = four;
        Some([
            Quad::new([*a, *i, *q, *a2]),
            Quad::new([*b, *j, *r, *b2]),
            Quad::new([*c, *k, *s, *c2]),
            Quad::new([*d, *l, *t, *d2]),
            Quad::new([*e, *m, *u, *e2]),
            Quad::new([*f, *n, *v, *f2]),
            Quad::new([*g, *o, *w, *g2]),
            Quad::new([*h, *p, *x, *h2]),
        ])
    }
}

/// Four values base − power·H side by side, block by block: of four customers, or of one at four
/// times.
///
/// A sum that is complete stays as it is while the others go on, so that each has the bits that it
/// has beside any other.
#[derive(Debug, Clone, Copy)]
pub(super) struct FourSums {
    /// What the series have in common, and the bounds of [`Bounds`].
    upper: f64,
    second_bound: f64,
    lower: Quad,
    upper_bound: Quad,
    z: Quad,
    /// z to the powers 2, 4 and 8.
    powers: [Quad; 3],
    /// No rest vanishes before its last term times this has fallen below the total; infinite for a
    /// sum that is complete.
    least: Quad,
    /// The terms that are taken in, and power·zⁿ.
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
    /// Starts the sums at `z` with their bases and powers; the series differ in `lower` alone.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every row")]
    pub(super) fn new(series: &Coefficients, lower: Quad, z: Quad, front: (Quad, Quad)) -> Self {
        let (base, power) = front;
        let square = z * z;
        let fourth = square * square;
        Self {
            upper: series.upper,
            second_bound: series.second.max(1.0),
            lower,
            upper_bound: Quad::splat(series.upper).max(lower),
            z,
            powers: [square, fourth, fourth * fourth],
            least: z / ((ONE - z) * Quad::splat(SERIES_TAIL)),
            n: 0.0,
            step: power,
            base,
            size: base.abs(),
            tail: Quad::splat(0.0),
            value: Quad::splat(f64::NAN),
        }
    }

    /// The number of terms that are taken in.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every row")]
    pub(super) fn terms(&self) -> f64 {
        self.n
    }

    /// The values, NaN where a sum is not complete or has lost digits.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every row")]
    pub(super) fn value(&self) -> Quad {
        self.value
    }

    /// Takes in the next blocks until all sums are complete, and returns whether they are.
    pub(super) fn take(&mut self, blocks: &impl Blocks) -> bool {
        let Self {
            z,
            mut least,
            mut base,
            ..
        } = *self;
        let [square, fourth, eighth] = self.powers;
        let cube = square * z;
        let (mut n, mut step, mut tail) = (self.n, self.step, self.tail);
        let mut index = 0;
        while let Some([a, b, c, d, e, f, g, h]) = blocks.block(index) {
            index += 1;
            // Up to n = −A the terms alternate, and the rest cannot vanish.
            if n < -self.upper {
                self.alternate([a, b, c, d, e, f, g, h]);
                (n, step) = (self.n, self.step);
                base = self.base;
                continue;
            }
            // From there on they have one sign.
            let last = h * fourth;
            let first = (a * z + b * square) + (c * cube + d * fourth);
            let second = (e * z + f * square) + (g * cube + last);
            tail = tail + step * (first + second * fourth);
            n += BLOCK as f64;
            let total = base - tail;
            let last = (step * (last * fourth)).abs();
            let due = (last * least).le(total.abs());
            if due.any() {
                self.complete_where(due, n, last, total, tail);
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

    /// Takes in terms that alternate.
    #[cold]
    #[inline(never)]
    fn alternate(&mut self, block: [Quad; BLOCK]) {
        for term in block {
            self.step = self.step * self.z;
            let term = term * self.step;
            self.base = self.base - term;
            self.size = self.size + term.abs();
        }
        self.n += BLOCK as f64;
    }

    /// [`Bounds::is_complete`] of all; what is complete has its value.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every row")]
    fn complete_where(&mut self, due: Mask, n: f64, last: Quad, total: Quad, tail: Quad) {
        let whole = Quad::splat(n);
        let decay = self.z * (self.upper_bound + whole) * Quad::splat(self.second_bound + n);
        let scale = (self.lower + whole) * Quad::splat(n + 1.0);
        let rest = Quad::splat(SERIES_TAIL) * total.abs() * (scale - decay);
        let done = due & (last * decay).le(rest);
        let size = self.size + tail.abs();
        let has_digits = size.le(Quad::splat(CANCELLATION) * total.abs());
        self.value = Quad::select(done & has_digits, total, self.value);
        self.least = Quad::select(done, NEVER, self.least);
    }
}
