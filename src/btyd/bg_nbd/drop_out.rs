//! Means over the drop-out probability p ~ Beta(a, b) of a customer who is alive.
//!
//! With s the shape and β the scale of the purchase rate, and τ = t/β, the purchases within t are
//! those of a gamma mixture of Poisson processes, each of which ends it with probability p:
//!
//! ```text
//! P(alive at t) = E[(1 + pτ)^(−s)]        E[Y(t)] = E[(1 − (1 + pτ)^(−s))/p]
//! ```
//!
//! The variable of the integrals is the log-odds y of p, in which the ends of the interval are
//! smooth. Everything under them is positive.

use crate::numeric::beta::BetaTerms;
use crate::numeric::beta::LogOdds;
use crate::numeric::beta::mean_over_beta;
use crate::numeric::beta::mean_over_ends;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::math::sqrt;
use crate::numeric::power_integral::PowerIntegral;
use crate::numeric::quadrature::integrate_line;

/// A step of more than this in the log-odds would jump over the knee of (1 + pτ)^(−s).
const MAX_WIDTH: f64 = 3.0;

/// Drop-out probabilities Beta(`a`, `b`) and purchase rates of shape `shape`.
#[derive(Debug, Clone, Copy)]
pub(super) struct DropOut {
    pub(super) shape: f64,
    pub(super) a: f64,
    pub(super) b: f64,
}

impl DropOut {
    /// The expected purchases; `ratio` is τ.
    #[cold]
    pub(super) fn purchases(&self, ratio: f64) -> f64 {
        let shape = self.shape;
        // What is averaged bends where p is about 1/(sτ).
        let bend = -ln(1.0 + shape * ratio);
        mean_over_beta(self.a, self.b, bend, &|p, _| {
            // sτ where p is so small that it says nothing.
            if p * ratio < 1e-17 / shape.max(1.0) {
                shape * ratio
            } else {
                -expm1(-shape * log1p(p * ratio)) / p
            }
        })
    }

    /// The expected purchases up to τ, the `ratio`, each discounted continuously; `rate` is δβ, above 0.
    ///
    /// One who leaves with probability p after each purchase buys at time t with the density
    /// (s/β)(1 + pt/β)^(−s−1), so that the discounted sum is (s/p)·∫ e^(−cv)(1+v)^(−s−1) dv, v from
    /// 0 to pτ and c = δβ/p.
    pub(super) fn residual(&self, rate: f64, ratio: f64) -> f64 {
        let shape = self.shape;
        let all = shape * -expm1(-rate * ratio) / rate;
        // What is averaged bends where p is about 1/(sτ) or δβ/s, whichever is larger.
        let bend = -log1p(shape * ratio.min(1.0 / rate));
        mean_over_beta(self.a, self.b, bend, &|p, _| {
            // Nobody leaves where p is so small.
            if p * (shape + 1.0) * ratio.min(1.0 / rate) < 1e-17 {
                return all;
            }
            let powers = PowerIntegral {
                p: shape + 1.0,
                a: 1.0,
                q: 0.0,
                b: 1.0,
                total: shape,
                decay: rate / p,
            };
            shape / p * powers.value(p * ratio)
        })
    }

    /// The probability to be alive still; `ratio` is τ.
    ///
    /// It equals 2F1(s, a; a+b; −τ) (NIST DLMF 15.6.1). The integrand has one peak, which may be far
    /// from that of the beta density and much narrower: where its derivative by y is 0, the odds w
    /// of p solve b(1+τ)w² + (τ(s−a) + b − a)w − a = 0.
    pub(super) fn survival(&self, ratio: f64) -> f64 {
        let (shape, a, b) = (self.shape, self.a, self.b);
        let stays = |p: f64, _| exp(-shape * log1p(p * ratio));
        if let Some(mean) = mean_over_ends(a, b, &stays) {
            return mean;
        }
        let terms = BetaTerms::new(a, b);
        let f = |y: f64| {
            let odds = LogOdds::new(y);
            exp(terms.ln_at_odds(&odds) - shape * log1p(odds.p * ratio))
        };
        let half = 0.5 * (ratio * (shape - a) + (b - a));
        let root = sqrt(half * half + a * b * (1.0 + ratio));
        let odds = if half > 0.0 {
            a / (half + root)
        } else {
            (root - half) / (b * (1.0 + ratio))
        };
        let spread = |odds: f64| odds / (1.0 + odds) / (1.0 + odds);
        let bend = (a + b - shape) * spread(odds) + shape * spread(odds * (1.0 + ratio));
        let centre = ln(odds);
        let width = if bend > 0.0 {
            1.0 / sqrt(bend)
        } else {
            MAX_WIDTH
        };
        integrate_line(f, centre, centre, width.min(MAX_WIDTH))
    }
}
