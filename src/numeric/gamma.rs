//! The gamma function: its logarithm, the ratios of two of them, and the derivatives.

use crate::numeric::math::lgamma;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;

/// From here on the asymptotic series below are exact to the last bit.
const ASYMPTOTIC: f64 = 12.0;

/// Returns ln Γ(x) for x > 0.
///
/// # Example: the logarithm of a factorial
/// ```
/// use clientele::numeric::gamma::ln_gamma;
/// assert!((ln_gamma(5.0) - 24f64.ln()).abs() < 1e-15);
/// ```
///
/// # References
/// Sun Microsystems `fdlibm`, `e_lgamma_r.c`, as ported by the `libm` crate.
#[inline]
pub fn ln_gamma(x: f64) -> f64 {
    lgamma(x)
}

/// Returns ln(1 + u) − u without losing digits near zero, u > −1.
///
/// # Formula
/// With s = u/(2+u): ln(1+u) − u = −u·s + 2s³(1/3 + s²/5 + s⁴/7 + …).
///
/// # Example: half the square, to first order
/// ```
/// use clientele::numeric::gamma::log1p_minus;
/// assert!((log1p_minus(1e-8) / -0.5e-16 - 1.0).abs() < 1e-8);
/// ```
///
/// # References
/// Abramowitz & Stegun (1964), 4.1.27.
pub fn log1p_minus(u: f64) -> f64 {
    if !(-0.4..=0.6).contains(&u) {
        return log1p(u) - u;
    }
    let s = u / (2.0 + u);
    let square = s * s;
    // |s| <= 1/4, so the term after the last one is below 16^-14 of the first.
    let mut series = 0.0;
    for k in (1..=14).rev() {
        series = series * square + 1.0 / f64::from(2 * k + 1);
    }
    2.0 * s * square * series - u * s
}

/// Returns the remainder of Stirling's formula: ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], x ≥ 12.
///
/// # References
/// NIST DLMF 5.11.1.
pub(crate) fn stirling_remainder(x: f64) -> f64 {
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    let mut series = 1.0 / 156.0;
    for coefficient in [
        -691.0 / 360_360.0,
        1.0 / 1188.0,
        -1.0 / 1680.0,
        1.0 / 1260.0,
        -1.0 / 360.0,
        1.0 / 12.0,
    ] {
        series = series * square + coefficient;
    }
    series * inverse
}

/// Returns ln(Γ(x + d)/Γ(x)) for x > 0 and x + d > 0, exact also where x is huge and d small.
///
/// The difference of two calls of [`ln_gamma`] loses all digits that the two have in common:
/// at x = 1e15 and d = ½ there is nothing left of it.
///
/// # Example: one step of the recurrence
/// ```
/// use clientele::numeric::gamma::ln_gamma_ratio;
/// assert!((ln_gamma_ratio(1e15, 1.0) - 1e15f64.ln()).abs() < 1e-14);
/// assert!((ln_gamma_ratio(2.5, 1.0) - 2.5f64.ln()).abs() < 1e-15);
/// ```
///
/// # References
/// NIST DLMF 5.5.1 (recurrence) and 5.11.1 (Stirling's series), differenced term by term.
pub fn ln_gamma_ratio(x: f64, d: f64) -> f64 {
    let end = x + d;
    if x.min(end) >= ASYMPTOTIC {
        return stirling_ratio(x, d);
    }
    if d.abs() >= 1.0 {
        return ln_gamma(end) - ln_gamma(x);
    }
    // A short step from a small argument: walk both up to where the series holds.
    let mut base = x;
    let mut walked = 0.0;
    while base.min(base + d) < ASYMPTOTIC {
        walked += log1p(d / base);
        base += 1.0;
    }
    stirling_ratio(base, d) - walked
}

/// The difference of Stirling's formula at x + d and x, both at least 12.
fn stirling_ratio(x: f64, d: f64) -> f64 {
    let end = x + d;
    let relative = d / x;
    let powers = if (-0.4..=0.6).contains(&relative) {
        // The d of (x+d)·ln(1+d/x) and the −d of the formula cancel here on paper.
        (d - 0.5) * relative + (end - 0.5) * log1p_minus(relative)
    } else {
        (end - 0.5) * log1p(relative) - d
    };
    powers + d * ln(x) + (stirling_remainder(end) - stirling_remainder(x))
}

/// Returns ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b > 0.
///
/// # Example: B(1, b) = 1/b
/// ```
/// use clientele::numeric::gamma::ln_beta;
/// assert!((ln_beta(1.0, 1e12) + 1e12f64.ln()).abs() < 1e-14);
/// ```
pub fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    ln_gamma(small) - ln_gamma_ratio(large, small)
}

/// Returns the digamma function ψ(x), the derivative of ln Γ, for x > 0.
///
/// The error is a few units in the last place, absolute near the zero at 1.4616.
///
/// # Example: the recurrence
/// ```
/// use clientele::numeric::gamma::digamma;
/// assert!((digamma(1.5) - digamma(0.5) - 2.0).abs() < 1e-15);
/// ```
///
/// # References
/// NIST DLMF 5.5.2 (recurrence), 5.11.2 (asymptotic series).
pub fn digamma(x: f64) -> f64 {
    let mut base = x;
    let mut walked = 0.0;
    while base < ASYMPTOTIC {
        walked += 1.0 / base;
        base += 1.0;
    }
    let square = 1.0 / (base * base);
    let mut series = 1.0 / 12.0;
    for coefficient in [
        -691.0 / 32_760.0,
        1.0 / 132.0,
        -1.0 / 240.0,
        1.0 / 252.0,
        -1.0 / 120.0,
        1.0 / 12.0,
    ] {
        series = series * square + coefficient;
    }
    ln(base) - 0.5 / base - series * square - walked
}

/// Returns the trigamma function ψ′(x), the second derivative of ln Γ, for x > 0.
///
/// # Example: the recurrence
/// ```
/// use clientele::numeric::gamma::trigamma;
/// assert!((trigamma(0.5) - trigamma(1.5) - 4.0).abs() < 1e-14);
/// ```
///
/// # References
/// NIST DLMF 5.15.5 (recurrence), 5.15.8 (asymptotic series).
pub fn trigamma(x: f64) -> f64 {
    let mut base = x;
    let mut walked = 0.0;
    while base < ASYMPTOTIC {
        walked += 1.0 / (base * base);
        base += 1.0;
    }
    let inverse = 1.0 / base;
    let square = inverse * inverse;
    let mut series = 7.0 / 6.0;
    for coefficient in [
        -691.0 / 2730.0,
        5.0 / 66.0,
        -1.0 / 30.0,
        1.0 / 42.0,
        -1.0 / 30.0,
        1.0 / 6.0,
    ] {
        series = series * square + coefficient;
    }
    walked + inverse + 0.5 * square + series * square * inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratio_agrees_with_the_recurrence() {
        for x in [1e-3, 0.243, 1.0, 7.7, 11.9, 3000.243, 1e15] {
            // Γ(x+3)/Γ(x) = x(x+1)(x+2), NIST DLMF 5.5.1.
            let three = ln(x) + ln(x + 1.0) + ln(x + 2.0);
            assert!((ln_gamma_ratio(x, 3.0) - three).abs() <= 1e-14 * three.abs().max(1.0));
        }
    }

    #[test]
    fn digamma_and_trigamma_of_one_are_minus_euler_and_basel() {
        // NIST DLMF 5.4.12 and 25.6.1.
        assert!((digamma(1.0) + 0.577_215_664_901_532_9).abs() < 1e-15);
        assert!((trigamma(1.0) - core::f64::consts::PI.powi(2) / 6.0).abs() < 1e-15);
    }
}
