//! Gauss's hypergeometric function, where all its terms are positive.

use crate::numeric::quad::Quad;
use crate::numeric::tolerance::SERIES_TAIL;

/// More terms than any z that is worth a series takes.
const MAX_TERMS: f64 = 1e6;

/// Returns ₂F₁(1, b; c; z) = Σ (b)ₙ/(c)ₙ·zⁿ for c > b > 0 and z from 0 to below 1.
///
/// The terms are positive and fall at least as fast as zⁿ: no digit is lost, and z = ½ takes 55 of
/// them at most. Near z = 1 the number of terms grows without bound.
///
/// # Example: the logarithm
/// ```
/// use clientele::numeric::hypergeometric::one_over;
/// // ₂F₁(1, 1; 2; z) = −ln(1−z)/z, NIST DLMF 15.4.1.
/// assert!((one_over(1.0, 2.0, 0.5) - 2.0 * 2f64.ln()).abs() < 1e-15);
/// ```
///
/// # References
/// NIST DLMF 15.2.1.
pub fn one_over(b: f64, c: f64, z: f64) -> f64 {
    let mut n = 0.0;
    let mut term = 1.0;
    let mut sum = 1.0;
    // The ratios rise to z, so that the rest is below the last term times z/(1−z).
    let least = SERIES_TAIL * (1.0 - z);
    while n < MAX_TERMS {
        term *= (b + n) / (c + n) * z;
        sum += term;
        n += 1.0;
        if term * z <= least * sum {
            break;
        }
    }
    sum
}

/// [`one_over`] of four b and c, each at two z.
#[inline(always)]
#[allow(
    clippy::inline_always,
    reason = "part of the inner loops, also where the module is compiled for size"
)]
pub(crate) fn one_over_of_four(b: Quad, c: Quad, [z, y]: [Quad; 2]) -> [Quad; 2] {
    let one = Quad::splat(1.0);
    let tail = Quad::splat(SERIES_TAIL);
    let (least, other_least) = (tail * (one - z), tail * (one - y));
    let (mut term, mut sum) = (one, one);
    let (mut other_term, mut other_sum) = (one, one);
    let mut n = Quad::splat(0.0);
    let most = Quad::splat(MAX_TERMS);
    while n.lt(most).all() {
        let ratio = (b + n) / (c + n);
        n = n + one;
        term = term * (ratio * z);
        other_term = other_term * (ratio * y);
        sum = sum + term;
        other_sum = other_sum + other_term;
        let done = (term * z).le(least * sum);
        let other_done = (other_term * y).le(other_least * other_sum);
        if (done & other_done).all() {
            break;
        }
        // A sum that is complete stays as it is.
        term = term.zero_where(done);
        other_term = other_term.zero_where(other_done);
    }
    [sum, other_sum]
}
