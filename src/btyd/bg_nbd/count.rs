//! The number of purchases of a customer who is alive.

use crate::numeric::beta::BetaTerms;
use crate::numeric::beta::LogOdds;
use crate::numeric::beta::regularised_incomplete_beta;
use crate::numeric::gamma_cross::ln_gamma_cross;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::negative_binomial::add_negative_binomial;

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

/// Writes the probabilities of `from` ≥ 1 purchases within `time`, of one more, and so on: those of
/// [`count`], each from its neighbour.
///
/// # References
/// NIST DLMF 8.17.5.
pub(super) fn counts([r, alpha, a, b]: [f64; 4], from: u32, time: f64, out: &mut [f64]) {
    out.fill(0.0);
    let Some(steps) = out.len().checked_sub(1).filter(|_| time > 0.0) else {
        return;
    };
    let odds = LogOdds::new(ln(time / alpha));
    add_negative_binomial(r, &odds, from, 1.0, out);
    let (bought, rest) = (time / (alpha + time), alpha / (alpha + time));
    let last = f64::from(from) + steps as f64;
    let at_least = regularised_incomplete_beta(last, r, bought, rest);
    add_drop_out([a, b], from, at_least, out);
}

/// Makes of the probabilities of `from` ≥ 1 purchases, of one more, and so on, without drop-out, those with
/// a drop-out probability Beta(`a`, `b`) after each purchase.
///
/// `at_least`: the probability of at least the last number without drop-out.
///
/// # Formula
/// B(a, b+n)/B(a, b)·pₙ + B(a+1, b+n−1)/B(a, b)·Gₙ: from the largest n down Gₙ = Gₙ₊₁ + pₙ, from the
/// smallest up B(a, b+n) = B(a, b+n−1)·(b+n−1)/(a+b+n−1). Nothing is subtracted.
pub(in crate::btyd) fn add_drop_out(
    [a, b]: [f64; 2],
    from: u32,
    mut at_least: f64,
    out: &mut [f64],
) {
    let mut tails = vec![at_least; out.len()];
    for (tail, mass) in tails.iter_mut().zip(&*out).rev().skip(1) {
        at_least = (at_least + mass).min(1.0);
        *tail = at_least;
    }
    let mut before = f64::from(from) - 1.0;
    let mut kept = exp(ln_gamma_cross(b, a, before));
    for (out, at_least) in out.iter_mut().zip(tails) {
        let trials = a + b + before;
        let left = a / trials * kept * at_least;
        kept *= (b + before) / trials;
        *out = kept * *out + left;
        before += 1.0;
    }
}
