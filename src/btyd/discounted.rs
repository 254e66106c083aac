//! The discounted purchases to come, without an end, where purchases are events of a Poisson process.
//!
//! With a rate λ of events, every k-th of which is a purchase, a discount rate δ and g = λ/(λ+δ), an
//! event is worth g of what it would be worth now. One who is j events after the last purchase buys
//! next at g^(k−j), then, each time with probability 1−p, at g^k times that:
//!
//! ```text
//! D(λ, p, j) = g^(k−j) / (1 − (1−p)·g^k) = g^(−j) · w/(1 + pw),   w = g^k/(1 − g^k)
//! ```
//!
//! The mean over p ~ Beta(a, b) is a continued fraction, that over j (see `phases.rs`) a sum of k
//! terms, and that over λ ~ Gamma(s, β) an integral. Everything is positive.

use crate::numeric::beta::mean_over_beta;
use crate::numeric::gamma::ln_gamma;
use crate::numeric::gamma::stirling_remainder;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::math::sqrt;
use crate::numeric::pole_mean::PoleMean;
use crate::numeric::quadrature::integrate_line;
use core::f64::consts::PI;

/// From here on Stirling's series stands in for ln Γ.
const STIRLING: f64 = 12.0;

/// Beyond this w the mean over p by quadrature is as fast as the continued fraction, which takes some
/// nine times √w steps.
const MAX_POLE: f64 = 4000.0;

/// One who is alive, as seen by what the purchases to come are worth.
#[derive(Debug, Clone, Copy)]
pub(super) struct Discounted {
    /// How many events make a purchase.
    pub(super) k: u32,
    /// s: the shape of the event rate at the last purchase.
    pub(super) shape: f64,
    /// β = α + T: its scale.
    pub(super) scale: f64,
    /// T − tₓ; not read for k = 1.
    pub(super) elapsed: f64,
    /// ln Σ (s)_j/j!·((T−tₓ)/β)ʲ over the phases; 0 for k = 1.
    pub(super) ln_phases: f64,
    /// The shapes of the drop-out probability.
    pub(super) a: f64,
    pub(super) b: f64,
}

impl Discounted {
    /// Returns the expected purchases, each discounted continuously at `rate`, above 0.
    ///
    /// # Formula
    /// ∫ f(λ; s, β) · Σ_{j<k} ((λ+δ)(T−tₓ))ʲ/j! / Σ_{j<k} (s)_j/j!·((T−tₓ)/β)ʲ · w·E[1/(1+pw)] dλ, in
    /// y = ln(λβ/s).
    pub(super) fn value(&self, rate: f64) -> f64 {
        let (s, k) = (self.shape, f64::from(self.k));
        let constant = if s < STIRLING {
            s * ln(s) - s - ln_gamma(s)
        } else {
            0.5 * ln(s / (2.0 * PI)) - stirling_remainder(s)
        };
        let constant = constant - self.ln_phases;
        let mean = s / self.scale;
        let poles = PoleMean::new(self.a, self.b);
        let f = |y: f64| {
            // The density of y times λ's own shape: s·(y + 1 − e^y) keeps its digits for any s.
            let grown = expm1(y);
            let lambda = mean * (1.0 + grown);
            let density = s * (y - grown) + constant;
            let w = 1.0 / expm1(k * log1p(rate / lambda));
            let height = density + self.ln_events(lambda + rate);
            exp(height) * w * self.mean(poles, w)
        };
        // The bump is that of a gamma density whose shape is s + k + 1 at most, and never left of
        // where λ is both below its mean and below δ.
        let most = s + k + 1.0;
        let centre = ln(most / s);
        let low = ln(rate / mean).min(0.0);
        integrate_line(f, low, centre, (1.0 / sqrt(most)).min(1.0))
    }

    /// E[1/(1+pw)].
    fn mean(&self, poles: PoleMean, w: f64) -> f64 {
        if w <= MAX_POLE {
            return poles.value(w);
        }
        mean_over_beta(self.a, self.b, -ln(w), &|p, _| 1.0 / (1.0 + p * w))
    }

    /// ln Σ_{j<k} xʲ/j! with x = `rate`·(T − tₓ).
    fn ln_events(&self, rate: f64) -> f64 {
        let x = rate * self.elapsed;
        if self.k == 1 || x <= 0.0 {
            return 0.0;
        }
        let last = self.k - 1;
        let (mut term, mut sum) = (1.0, 1.0);
        if x <= f64::from(last) {
            for j in 1..=last {
                term *= x / f64::from(j);
                sum += term;
            }
            return ln(sum);
        }
        // The last term is the largest or next to it: the others over it.
        for j in (1..=last).rev() {
            term *= f64::from(j) / x;
            sum += term;
        }
        f64::from(last) * ln(x) - ln_gamma(f64::from(self.k)) + ln(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hardly discounted, where the mean over p bends far from where its density is. mpmath, 30 digits:
    /// the mean over p of (s/p)·e^c·E_{s+1}(c), c = δβ/p.
    #[test]
    fn a_small_part_far_from_the_bump_is_seen() {
        let customer = Discounted {
            k: 1,
            shape: 29.836_641_424_869_24,
            scale: 1_608.814_247_768_028_3 + 614.952_106_907_152_6,
            elapsed: 0.0,
            ln_phases: 0.0,
            a: 1.940_651_304_579_999_6,
            b: 59.758_147_669_418_39 + 29.0,
        };
        let value = customer.value(2.707_939_110_542_726e-9);
        let error = value / 95.332_917_787_616_16 - 1.0;
        assert!(error.abs() < 1e-13, "{error:e}");
    }
}
