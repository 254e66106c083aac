//! The number of purchases of a customer who is alive.

use crate::btyd::pareto_nbd::alive::Alive;
use crate::numeric::beta::BetaTerms;
use crate::numeric::beta::LogOdds;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::panels::SIXTEEN;
use crate::numeric::panels::integrate_log_concave;
use crate::numeric::tolerance::QUADRATURE_TAIL;

/// The range of a float in ln u.
const RANGE: f64 = 745.0;

/// Halvings of that range after which the top is known well enough to start from.
const HALVINGS: u32 = 40;

/// To the left of its top the logarithm of the integrand of the largest count changes by no more than this
/// over a panel: the error of 16 points for an exponential is then 1e-21.
const STEEP: f64 = 10.0;

/// The longest panel, as in [`integrate_log_concave`].
const LONGEST: f64 = 2.0;

/// Counts of one block may rise by e to this power from the first to the last: no node that matters to the
/// last is then beyond the range of a float for the first.
const MAX_RISE: f64 = 200.0;

/// Where a block needs more panels than this, one count at a time is the faster.
const MAX_PANELS: u32 = 1000;

/// A single count needs no more panels than this, or goes from its top to both sides.
const FEW_PANELS: u32 = 256;

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
    let mut one = [0.0];
    if shared(alive, n, time, &mut one, FEW_PANELS) {
        return one[0];
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

/// Writes the probabilities of `from` ≥ 1 purchases within `time`, of one more, and so on.
///
/// The integral of [`count`] at nodes that all of them share: there NB(n+1; u) follows from NB(n; u) by the
/// factor (r+n)/(n+1)·u/(α+u).
pub(super) fn counts(alive: &Alive, from: u32, time: f64, out: &mut [f64]) {
    if time > 0.0 && shared(alive, f64::from(from), time, out, MAX_PANELS) {
        return;
    }
    for (n, out) in (from..).zip(out) {
        *out = count(alive, f64::from(n), time);
    }
}

/// Returns whether the panels do for all counts.
fn shared(alive: &Alive, first: f64, time: f64, out: &mut [f64], panels: u32) -> bool {
    let (r, s) = (alive.shape, alive.drop_shape);
    let factors: Vec<f64> = (0..out.len())
        .map(|i| (r + first + i as f64) / (first + i as f64 + 1.0))
        .collect();
    let rise: f64 = factors.iter().map(|factor| ln(*factor).max(0.0)).sum();
    if rise > MAX_RISE {
        return false;
    }
    let last = ln(time / alive.scale);
    let ratio = alive.scale / alive.drop_scale;
    let terms = BetaTerms::new(first, r);
    let ln_first = ln(first);
    out.fill(0.0);
    // Takes in e^`height` times NB(n; u) of all n, and returns that of the first.
    let mut add = |y: f64, height: f64, weight: f64| {
        let odds = LogOdds::new(y);
        let value = exp(terms.ln_at_odds(&odds) - ln_first + height);
        let mut mass = weight * value;
        for (out, factor) in out.iter_mut().zip(&factors) {
            *out += mass;
            mass *= factor * odds.p;
        }
        value
    };
    add(last, -s * log1p(time / alive.drop_scale), 1.0);
    let length = (STEEP / (first + factors.len() as f64)).min(LONGEST);
    let (mut largest, mut before) = (0.0_f64, 0.0_f64);
    for panel in 0..panels {
        let middle = last - length * (f64::from(panel) + 0.5);
        let mut highest = 0.0_f64;
        for (node, weight) in SIXTEEN {
            let (away, weight) = (0.5 * length * node, 0.5 * length * weight * s * ratio);
            for y in [middle - away, middle + away] {
                let left = y - (s + 1.0) * log1p(ratio * exp(y));
                highest = highest.max(add(y, left, weight));
            }
        }
        largest = largest.max(highest);
        // To the left the integrand of the first count falls the most slowly.
        if highest < before && highest <= QUADRATURE_TAIL * largest {
            return true;
        }
        before = highest;
    }
    false
}
