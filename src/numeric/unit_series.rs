//! A hypergeometric series at one.

use crate::numeric::gamma::digamma;
use crate::numeric::gamma::trigamma;
use crate::numeric::gamma_cross::ln_gamma_cross;
use crate::numeric::math::exp;
use crate::numeric::quadrature::integrate_line;
use crate::numeric::tolerance::SERIES_TAIL;

/// Summands before an integral takes over: by then they change by less than 5 % from one to the
/// next, or are too small to matter.
const SUMMANDS: u32 = 1024;

/// Returns Σⱼ (a)ⱼ(b)ⱼ / ((a+s)ⱼ(b+t)ⱼ) = ₃F₂(1, a, b; a+s, b+t; 1) for a, s, t > 0, b ≥ 0 and
/// s + t well above 1.
///
/// The summands fall with a power of j only, and that from j ≈ a + b on. What is left after a
/// thousand of them is an integral, with the corrections of Euler and Maclaurin at its lower end.
///
/// # Example: Σ 2/((j+1)²(j+2)) = π²/3 − 2
/// ```
/// use clientele::numeric::unit_series::unit_series;
/// // (1)ⱼ(1)ⱼ/((3)ⱼ(2)ⱼ) = 2/((j+1)²(j+2)); in partial fractions 2·(π²/6 − 1).
/// let sum = unit_series(1.0, 2.0, 1.0, 1.0);
/// assert!((sum - (std::f64::consts::PI.powi(2) / 3.0 - 2.0)).abs() < 1e-14);
/// ```
///
/// # References
/// NIST DLMF 16.2.1 (the series), 2.10.1 (Euler & Maclaurin).
pub fn unit_series(a: f64, s: f64, b: f64, t: f64) -> f64 {
    let mut sum = 0.0;
    let mut term = 1.0;
    for step in 0..SUMMANDS {
        let j = f64::from(step);
        sum += term;
        term *= (a + j) / (a + s + j) * ((b + j) / (b + t + j));
        // The later summands fall at least like those of a power s + t.
        if term * (a + b + s + t + j) <= SERIES_TAIL * sum * (s + t - 1.0) {
            return sum + term;
        }
    }
    sum + term * tail(a + f64::from(SUMMANDS), s, b + f64::from(SUMMANDS), t)
}

/// The rest of the series from a summand of 1 on, whose neighbours are about as large.
fn tail(a: f64, s: f64, b: f64, t: f64) -> f64 {
    // The derivatives of the logarithm of the summand.
    let slope = |a: f64, s: f64| digamma(a) - digamma(a + s);
    let bend = |a: f64, s: f64| trigamma(a) - trigamma(a + s);
    let third = |a: f64, s: f64| bend(a + 0.5, s) - bend(a - 0.5, s);
    let (first, second) = (slope(a, s) + slope(b, t), bend(a, s) + bend(b, t));
    let third = third(a, s) + third(b, t);
    let cubic = first * first * first + 3.0 * first * second + third;
    let scale = -1.0 / first;
    let f = |v: f64| {
        let y = scale * exp(v);
        y * exp(ln_gamma_cross(a, s, y) + ln_gamma_cross(b, t, y))
    };
    integrate_line(f, -1.0, 0.0, 1.0) + 0.5 - first / 12.0 + cubic / 720.0
}
