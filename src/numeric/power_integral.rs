//! The integral of two powers that fall at their own pace.

use crate::numeric::hypergeometric::one_over;
use crate::numeric::hypergeometric::one_over_of_four;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::panels::march;
use crate::numeric::quad::Quad;
use crate::numeric::quad::exp_of_four;

/// Beyond this z the panels are as fast as the series.
const MAX_Z: f64 = 0.7;

/// The difference of two integrals may be so much smaller than the first: 4 bits.
const DIFFERENCE: f64 = 16.0;

/// Where the larger power has passed its bend by e to this power, both are straight.
const STRAIGHT: f64 = 40.0;

/// ∫ (a/(a+v))ᵖ·(b/(b+v))^q·e^(−cv) dv, the integral behind the Pareto/NBD model.
///
/// # Example: a single power
/// ```
/// use clientele::numeric::power_integral::PowerIntegral;
/// // ∫₀^∞ (2/(2+v))³ dv = 2/(3−1).
/// let one = PowerIntegral { p: 3.0, a: 2.0, q: 0.0, b: 2.0, total: 2.0, decay: 0.0 };
/// assert!((one.value(f64::INFINITY) - 1.0).abs() < 1e-15);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerIntegral {
    /// The first exponent, p ≥ 0.
    pub p: f64,
    /// The first scale, a > 0.
    pub a: f64,
    /// The second exponent, q ≥ 0.
    pub q: f64,
    /// The second scale, b > 0.
    pub b: f64,
    /// p + q − 1, which the caller may know with more digits than the sum has.
    pub total: f64,
    /// The rate of the exponential factor, c ≥ 0.
    pub decay: f64,
}

impl PowerIntegral {
    /// Returns the integral from 0 to `end`, which may be infinite where `total` or `decay` is
    /// positive.
    ///
    /// # Formula
    /// From 0 to infinity, with m = min(a, b), M = max(a, b), e the exponent of the larger scale and
    /// no exponential factor: m/(p+q−1)·₂F₁(1, e; p+q; 1 − m/M), all terms positive. The integral up
    /// to an end is the difference of two of these where that keeps the digits and the series is
    /// fast. Elsewhere it is integrated panel by panel in y = ln(1 + v/m), in which the logarithm of
    /// the integrand is concave and analytic up to π from the real axis: all parts are positive.
    ///
    /// # References
    /// NIST DLMF 15.6.1 (Euler's integral), 15.8.1 (its transformation).
    #[inline]
    pub fn value(&self, end: f64) -> f64 {
        if end <= 0.0 {
            return 0.0;
        }
        let series = self.difference(end);
        if series.is_nan() {
            self.panels(end)
        } else {
            series
        }
    }

    /// The difference of two series, NaN where it loses digits or they are slow.
    #[inline]
    fn difference(&self, end: f64) -> f64 {
        let large = self.a.max(self.b);
        if (self.a - self.b).abs() > MAX_Z * large || self.decay > 0.0 || self.total <= 0.0 {
            return f64::NAN;
        }
        let all = self.tail(0.0);
        if end.is_infinite() {
            return all;
        }
        let rest = exp(-self.p * log1p(end / self.a) - self.q * log1p(end / self.b));
        let value = all - rest * self.tail(end);
        if all <= DIFFERENCE * value {
            value
        } else {
            f64::NAN
        }
    }

    /// The integral from `start` to infinity, over the integrand at `start`.
    #[inline]
    fn tail(&self, start: f64) -> f64 {
        let (small, large, exponent) = if self.a < self.b {
            (self.a, self.b, self.q)
        } else {
            (self.b, self.a, self.p)
        };
        let z = (large - small) / (large + start);
        let series = if z > 0.0 {
            one_over(exponent, self.total + 1.0, z)
        } else {
            1.0
        };
        (small + start) / self.total * series
    }

    /// The integral panel by panel.
    #[cold]
    fn panels(&self, end: f64) -> f64 {
        let small = self.a.min(self.b);
        let bend = ln(self.a.max(self.b) / small);
        let last = log1p(end / small);
        let straight = bend + STRAIGHT;
        let mut sum = 0.0;
        if self.decay > 0.0 || last <= straight {
            self.nodes(end, &mut |_, height, weight| sum += weight * exp(height));
            return small * sum;
        }
        self.nodes(small * expm1(straight), &mut |_, height, weight| {
            sum += weight * exp(height);
        });
        // What follows is e^(−(p+q−1)y).
        let edge = exp(self.height(straight));
        small * (sum - edge * expm1(-self.total * (last - straight)) / self.total)
    }

    /// Visits the nodes of the integral from 0 to `end` with v, the logarithm of the integrand in y
    /// and the weight: the integral is min(a, b)·Σ weight·e^height.
    pub fn nodes(&self, end: f64, visit: &mut dyn FnMut(f64, f64, f64)) {
        let small = self.a.min(self.b);
        let bend = ln(self.a.max(self.b) / small);
        let last = log1p(end / small);
        let cap = |y: f64| {
            if self.decay > 0.0 {
                2.0
            } else {
                (y - bend).max(2.0)
            }
        };
        let steepness = small * (self.p / self.a + self.q / self.b + self.decay);
        let first = 8.0 / (1.0 + steepness);
        let height = |y: f64| self.height(y);
        march(&height, 0.0, last, first, &cap, &mut |y, weight| {
            visit(small * expm1(y), self.height(y), weight);
        });
    }

    /// The logarithm of the integrand in y, over min(a, b).
    #[inline]
    fn height(&self, y: f64) -> f64 {
        let (p, q, ratio, small) = if self.a < self.b {
            (self.p, self.q, self.a / self.b, self.a)
        } else {
            (self.q, self.p, self.b / self.a, self.b)
        };
        let grown = expm1(y);
        let decay = if self.decay > 0.0 {
            self.decay * small * grown
        } else {
            0.0
        };
        (y - p * y) - q * log1p(ratio * grown) - decay
    }
}

/// Four [`PowerIntegral`]s without an exponential factor, all of whose numbers are positive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FourPowerIntegrals {
    pub(crate) p: Quad,
    pub(crate) a: Quad,
    pub(crate) q: Quad,
    pub(crate) b: Quad,
    pub(crate) total: Quad,
}

impl FourPowerIntegrals {
    /// Returns the integrals from 0 to `end` where the difference of two series has their digits;
    /// NaN elsewhere, where [`PowerIntegral::value`] finds its way. `logs` are ln(1 + end/a) and
    /// ln(1 + end/b).
    #[inline(always)]
    #[allow(
        clippy::inline_always,
        reason = "part of the inner loops, also where the module is compiled for size"
    )]
    pub(crate) fn value(&self, end: Quad, logs: [Quad; 2]) -> Quad {
        let Self { p, a, q, b, total } = *self;
        let [log_a, log_b] = logs;
        let nowhere = Quad::splat(f64::NAN);
        let large = a.max(b);
        let is_near = (a - b).abs().le(Quad::splat(MAX_Z) * large);
        if !is_near.all() {
            return nowhere;
        }
        let is_below = a.lt(b);
        let small = Quad::select(is_below, a, b);
        let exponent = Quad::select(is_below, q, p);
        let gap = large - small;
        let z = [gap / large, gap / (large + end)];
        let [all, rest] = one_over_of_four(exponent, total + Quad::splat(1.0), z);
        let all = small / total * all;
        let rest = (small + end) / total * rest;
        let value = all - exp_of_four(-p * log_a - q * log_b) * rest;
        Quad::select(all.le(Quad::splat(DIFFERENCE) * value), value, nowhere)
    }
}
