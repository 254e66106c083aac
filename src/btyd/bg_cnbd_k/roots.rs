//! What one who is alive will do over a horizon of many events.
//!
//! Given the drop-out probability p = 1 − q, the number N of purchases without drop-out has the
//! generating function H(q) = E(q^N), and
//!
//! ```text
//! E[Y(t)] = ∫₀¹ (1 − H(1−p))/p · Beta(p; a, b′) dp      alive after t = ∫₀¹ H(1−p) · Beta(p; a, b′) dp
//! ```
//!
//! N counts every k-th event. With θ = q^(1/k) and ω the first k-th root of unity, y_i = θωⁱ,
//!
//! ```text
//! q^⌊l/k⌋ = Σ_i c_i·y_iˡ,   c_i = p/(kq) · y_i/(1 − y_i)
//! ```
//!
//! for every l ≥ 0: at l = nk + d the sum over i picks θ^(−d) and leaves θ^(nk). The events after
//! phase j are negative binomial, E(y^M) = D^(−s−j) with D = 1 + (t/β)(1 − y), so that
//!
//! ```text
//! 1 − H(q) = Σ_i c_i Σ_j w_j·y_iʲ·(1 − D_i^(−s−j))
//! ```
//!
//! because the same sum without the last factor is 1. All is as small as p when p is small, so that
//! nothing cancels there. Where q is small the c_i are large and cancel; up to ½ the power series
//! Σ pₙqⁿ serves.

use crate::btyd::bg_cnbd_k::ahead::Ahead;
use crate::numeric::beta::mean_over_beta;
use crate::numeric::complex::Complex;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::tolerance::SERIES_TAIL;

/// Up to this q the power series serves.
const MAX_Q: f64 = 0.5;

/// The power series has so many terms at most, which more than 600 purchases would need.
const MAX_TERMS: u32 = 1000;

/// Below this p all is proportional to p.
const MIN_P: f64 = 1e-100;

/// The generating function over one horizon.
pub(super) struct ManyEvents<'a> {
    ahead: &'a Ahead,
    /// t/β.
    ratio: f64,
    /// pₙ, n from 0.
    counts: Vec<f64>,
    /// ωⁱ for i = 1 … ⌊k/2⌋: the others are their conjugates.
    roots: Vec<Complex>,
}

impl<'a> ManyEvents<'a> {
    pub(super) fn new(ahead: &'a Ahead, time: f64) -> Self {
        let idle = ahead.idle(time);
        let mut counts = vec![idle];
        let (mut largest, mut share) = (idle, 1.0);
        for n in 1..MAX_TERMS {
            let count = ahead.without_drop_out(f64::from(n), time).1;
            counts.push(count);
            share *= MAX_Q;
            largest = (count * share).max(largest);
            if count * share < SERIES_TAIL * largest {
                break;
            }
        }
        let k = f64::from(ahead.k);
        let half_turn = Complex::new(-1.0, 0.0);
        let root = |i| half_turn.unit_power(2.0 * f64::from(i) / k);
        Self {
            ahead,
            ratio: time / ahead.scale,
            counts,
            roots: (1..=ahead.k / 2).map(root).collect(),
        }
    }

    /// Returns the expected purchases.
    pub(super) fn purchases(&self) -> f64 {
        self.mean(&|p, ln_q| {
            let (p, ln_q) = if p < MIN_P {
                (MIN_P, -MIN_P)
            } else {
                (p, ln_q)
            };
            let q = exp(ln_q);
            if q > MAX_Q {
                self.parts(p, ln_q).0 / p
            } else {
                (1.0 - self.series(q)) / p
            }
        })
    }

    /// Returns the probability of being alive at the end.
    pub(super) fn alive(&self) -> f64 {
        self.mean(&|p, ln_q| {
            let (p, ln_q) = if p < MIN_P {
                (MIN_P, -MIN_P)
            } else {
                (p, ln_q)
            };
            let q = exp(ln_q);
            if q > MAX_Q {
                self.parts(p, ln_q).1
            } else {
                self.series(q)
            }
        })
    }

    /// The mean over p of a function that changes where p is about one in the number of purchases.
    fn mean(&self, f: &dyn Fn(f64, f64) -> f64) -> f64 {
        let Ahead { a, tries, .. } = *self.ahead;
        let purchases = self.ahead.shape * self.ratio / f64::from(self.ahead.k);
        mean_over_beta(a, tries, -ln(1.0 + purchases), f)
    }

    /// H(q) by its power series.
    fn series(&self, q: f64) -> f64 {
        let terms = self.counts.iter().rev();
        terms.fold(0.0, |sum, count| sum * q + count)
    }

    /// 1 − H(q) and H(q) by the roots of unity.
    fn parts(&self, p: f64, ln_q: f64) -> (f64, f64) {
        let k = f64::from(self.ahead.k);
        let ln_theta = ln_q / k;
        let (theta, gap) = (exp(ln_theta), -expm1(ln_theta));
        let scale = p / (k * exp(ln_q));
        let (mut rest, mut stay) = self.real_part(theta, gap, ln_theta);
        for (i, root) in (1_u32..).zip(&self.roots) {
            let y = root.scaled(theta);
            let (own, kept) = self.complex_part(y);
            let times = if 2 * i == self.ahead.k { 1.0 } else { 2.0 };
            rest += times * own;
            stay += times * kept;
        }
        (scale * rest, scale * stay)
    }

    /// The summands of y₀ = θ, without p/(kq).
    fn real_part(&self, theta: f64, gap: f64, ln_theta: f64) -> (f64, f64) {
        let ln_d = log1p(self.ratio * gap);
        let (mut rest, mut stay, mut exponent) = (0.0, 0.0, self.ahead.shape * ln_d);
        let mut power = 0.0;
        for weight in self.ahead.phases.weights() {
            rest -= weight * exp(power) * expm1(-exponent);
            stay += weight * exp(power - exponent);
            exponent += ln_d;
            power += ln_theta;
        }
        (theta / gap * rest, theta / gap * stay)
    }

    /// The summands of a complex y, without p/(kq).
    fn complex_part(&self, y: Complex) -> (f64, f64) {
        let up = Complex::new(1.0 - y.re, -y.im);
        let d = Complex::new(1.0 + self.ratio * up.re, self.ratio * up.im);
        let (power, change) = d.inverse_power(self.ahead.shape);
        let step = y.times(d.inverse());
        let weights = self.ahead.phases.weights();
        let first = weights.first().copied().unwrap_or(0.0);
        let (mut all, mut moved) = (Complex::new(0.0, 0.0), Complex::new(0.0, 0.0));
        for weight in weights.iter().skip(1).rev() {
            all = Complex::new(all.re + weight, all.im).times(y);
            moved = Complex::new(moved.re + weight, moved.im).times(step);
        }
        let moved_on = power.times(moved);
        let rest = Complex::new(
            first * change.re + all.re - moved_on.re,
            first * change.im + all.im - moved_on.im,
        );
        let stay = Complex::new(
            first * power.re + moved_on.re,
            first * power.im + moved_on.im,
        );
        let factor = y.times(up.inverse());
        (factor.times(rest).re, factor.times(stay).re)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::btyd::bg_cnbd_k::phases::Phases;

    #[test]
    fn the_integral_is_the_sum_on_both_sides_of_the_switch() {
        for k in [2, 3, 5, 12, 64] {
            for (shape, u, a, tries) in [
                (0.25, 0.0, 0.8, 2.4),
                (0.25, 0.9, 0.8, 1e-3),
                (6.5, 0.3, 1.0, 7.0),
                (340.0, 0.1, 0.05, 30.0),
                (3000.0, 0.01, 25.0, 200.0),
                (90.0, 0.0, 2.0, 0.2),
            ] {
                let ahead = Ahead {
                    k,
                    shape,
                    scale: 40.0,
                    elapsed: 40.0 * u,
                    a,
                    tries,
                    phases: Phases::new(k, shape, u),
                };
                // Up to the last horizons of the sum: 600 events, z = 0.985.
                for share in [0.4, 0.98] {
                    let last_phase = ahead.phases.weights().len() as f64 - 1.0;
                    let ratio = (600.0 / (shape + last_phase)).min(0.985 / 0.015) * share;
                    let time = 40.0 * ratio;
                    let sum = ahead.sum(time).unwrap();
                    let many = ManyEvents::new(&ahead, time);
                    let place = format!("{k} {shape} {u} {a} {tries} {share}");
                    let off = many.purchases() / sum.purchases - 1.0;
                    assert!(off.abs() < 2e-13, "{off:e}: {place}");
                    let off = many.alive() / sum.alive - 1.0;
                    assert!(off.abs() < 2e-13, "{off:e}: {place}");
                }
            }
        }
    }

    #[test]
    fn the_power_series_meets_the_roots_of_unity() {
        // MAX_Q: at q = ½, and beyond it where both still hold; MIN_P: where all is proportional to p.
        for k in [2, 3, 12, 64] {
            for (shape, u, ratio) in [(0.25, 0.0, 70.0), (6.5, 0.3, 80.0), (340.0, 0.1, 3.0)] {
                let ahead = Ahead {
                    k,
                    shape,
                    scale: 40.0,
                    elapsed: 40.0 * u,
                    a: 0.8,
                    tries: 2.4,
                    phases: Phases::new(k, shape, u),
                };
                let many = ManyEvents::new(&ahead, 40.0 * ratio);
                for q in [0.45, 0.5 - 1e-15, 0.5, 0.5 + 1e-15] {
                    let (rest, stay) = many.parts(1.0 - q, ln(q));
                    let series = many.series(q);
                    let place = format!("{k} {shape} {u} {q}");
                    // H may be far below 1: its digits are those of 1 − H.
                    assert!(
                        (stay - series).abs() < 1e-13,
                        "{place}: {stay:e} {series:e}"
                    );
                    assert!((rest - (1.0 - series)).abs() < 1e-13, "{place}");
                }
                let rate = |p: f64| many.parts(p, -p).0 / p;
                let off = rate(MIN_P) / rate(MIN_P * 1e20) - 1.0;
                assert!(off.abs() < 1e-13, "{k} {shape} {u}: {off:e}");
            }
        }
    }
}
