//! The number of purchases of a customer who is alive.

use crate::btyd::pareto_nbd::model::Alive;
use crate::numeric::beta::BetaTerms;
use crate::numeric::beta::LogOdds;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::panels::integrate_log_concave;

/// The range of a float in ln u.
const RANGE: f64 = 745.0;

/// Halvings of that range after which the top is known well enough to start from.
const HALVINGS: u32 = 40;

/// Returns the probability of `n` ≥ 1 purchases within `time`.
///
/// The closed form of the note is a sum of alternating hypergeometric functions that cancel for
/// large n; here the time of leaving is integrated over. All parts are positive, and there is no
/// upper limit on `n`.
///
/// # Formula
/// NB(n; t)·(β/(β+t))^s + ∫₀ᵗ NB(n; u)·s/β·(β/(β+u))^(s+1) du with
/// NB(n; u) = Γ(r+n)/(Γ(r)·n!)·(α/(α+u))^r·(u/(α+u))ⁿ, in y = ln(u/α), where the logarithm of the
/// integrand is concave.
///
/// # References
/// Fader & Hardie (2014), Deriving the conditional PMF of the Pareto/NBD model, note 028, eq. 6-8.
pub(super) fn count(alive: &Alive, n: f64, time: f64) -> f64 {
    if time <= 0.0 {
        return 0.0;
    }
    let last = ln(time / alive.scale);
    let (r, s) = (alive.shape, alive.drop_shape);
    let ratio = alive.scale / alive.drop_scale;
    let ln_n = ln(n);
    let terms = BetaTerms::new(n, r);
    let bought = |y: f64| terms.ln_at_odds(&LogOdds::new(y)) - ln_n;
    let height = |y: f64| {
        let left = y - (s + 1.0) * log1p(ratio * exp(y));
        bought(y) + left
    };
    // The slope falls in y: its zero is the top.
    let slope = |y: f64| {
        let grown = exp(y);
        let leaving = 1.0 / (1.0 + 1.0 / (ratio * grown));
        (n - r * grown) / (1.0 + grown) + 1.0 - (s + 1.0) * leaving
    };
    let (mut low, mut top) = (-RANGE, last);
    if slope(last) < 0.0 {
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + top);
            if slope(middle) > 0.0 {
                low = middle;
            } else {
                top = middle;
            }
        }
    }
    let left = integrate_log_concave(&height, f64::NEG_INFINITY, top, last);
    exp(bought(last) - s * log1p(time / alive.drop_scale)) + s * ratio * left
}
