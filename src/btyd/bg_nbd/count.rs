//! The number of purchases of a customer who is alive.

use crate::numeric::beta::BetaTerms;
use crate::numeric::beta::regularised_incomplete_beta;
use crate::numeric::gamma_cross::ln_gamma_cross;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;

/// Returns the probability of `n` purchases within `time`, at a rate Gamma(`r`, rate `alpha`) and
/// with a drop-out probability Beta(`a`, `b`) after each.
///
/// There is no upper limit on `n`: no factorial and no gamma function is evaluated alone.
///
/// # Formula
/// B(a, b+n)/B(a, b) · Γ(r+n)/(Γ(r)·n!) · (1−z)ʳ·zⁿ + B(a+1, b+n−1)/B(a, b) · `I_z(n, r)`
/// with z = t/(α+t); the second summand, where the customer has left, for n > 0 only.
///
/// # References
/// Fader, Hardie & Lee (2005), eq. 8; NIST DLMF 8.17.5 for its finite sum as `I_z(n, r)`.
pub(super) fn count(r: f64, alpha: f64, a: f64, b: f64, n: u32, time: f64) -> f64 {
    if n == 0 {
        return exp(-r * log1p(time / alpha));
    }
    if time <= 0.0 {
        return 0.0;
    }
    let n = f64::from(n);
    let (bought, rest) = (time / (alpha + time), alpha / (alpha + time));
    // Γ(r+n)/(Γ(r)·n!) = 1/(n·B(n, r)).
    let (ln_bought, ln_rest) = (-log1p(alpha / time), -log1p(time / alpha));
    let ln_count = BetaTerms::new(n, r).ln_at(bought, rest, ln_bought, ln_rest) - ln(n);
    // B(a, b+m)/B(a, b), in which the large logarithms of a large a and b cancel on paper.
    let kept = |trials: f64| ln_gamma_cross(b, a, trials);
    let alive = exp(kept(n) + ln_count);
    // B(a+1, c) = B(a, c)·a/(a+c).
    let before = n - 1.0;
    let left = a / (a + b + before) * exp(kept(before));
    let left = left * regularised_incomplete_beta(n, r, bought, rest);
    alive + left
}
