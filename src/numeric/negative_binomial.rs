//! The probabilities of the negative binomial distribution, many at a time.

use crate::numeric::beta::BetaTerms;
use crate::numeric::beta::LogOdds;
use crate::numeric::math::exp;
use crate::numeric::math::ln;

/// A probability below this ends a row of them: the next ones are no numbers with all their digits.
const LEAST: f64 = 1e-300;

/// Adds `weight` times the probability of `from` ≥ 1 events, of one more, and so on to `out`.
///
/// # Formula
/// Γ(r+n)/(Γ(r)·n!)·qʳ·pⁿ with r = `shape`, from the most probable of the numbers to both sides by the
/// factor (r+n)/(n+1)·p: what follows from a number that is no longer a float would stay 0.
pub(crate) fn add_negative_binomial(
    shape: f64,
    odds: &LogOdds,
    from: u32,
    weight: f64,
    out: &mut [f64],
) {
    let first = f64::from(from);
    let mode = if odds.q > 0.0 {
        libm::floor((shape - 1.0) * (odds.p / odds.q))
    } else {
        first
    };
    let top = mode.clamp(first, first + out.len().saturating_sub(1) as f64);
    let numbers = (from..).zip(&*out);
    let place = numbers.take_while(|(n, _)| f64::from(*n) < top).count();
    let highest = weight * exp(BetaTerms::new(top, shape).ln_at_odds(odds) - ln(top));
    let (below, above) = out.split_at_mut(place);
    let (mut n, mut mass) = (top, highest);
    for out in above {
        *out += mass;
        mass *= (shape + n) / (n + 1.0) * odds.p;
        n += 1.0;
        if mass < LEAST {
            break;
        }
    }
    let (mut n, mut mass) = (top, highest);
    for out in below.iter_mut().rev() {
        mass *= n / ((shape + n - 1.0) * odds.p);
        n -= 1.0;
        if mass < LEAST {
            break;
        }
        *out += mass;
    }
}
