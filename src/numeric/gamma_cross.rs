//! Ratios of four gamma functions, from which discrete beta mixtures are made.

use crate::numeric::gamma::log1p_minus;
use crate::numeric::math::log1p;

/// From here on Stirling's series is exact to the last bit.
const ASYMPTOTIC: f64 = 12.0;

/// The coefficients of 1/x, 1/x³, … in Stirling's series (NIST DLMF 5.11.1).
const STIRLING: [f64; 7] = [
    1.0 / 12.0,
    -1.0 / 360.0,
    1.0 / 1260.0,
    -1.0 / 1680.0,
    1.0 / 1188.0,
    -691.0 / 360_360.0,
    1.0 / 156.0,
];

/// Returns ln(Γ(a+s)·Γ(a+t) / (Γ(a)·Γ(a+s+t))) for a > 0, t ≥ 0 and a + s > 0.
///
/// With t a whole number it is the logarithm of (a)ₜ/(a+s)ₜ. It keeps its relative accuracy where the
/// four logarithms are huge and nearly cancel, and where s is next to 0.
///
/// # Formula
/// Stirling's formula for the four, with what they have in common cancelled on paper; with
/// h(x) = (x+s)·ln(1+s/x) − s and R(x) the difference of Stirling's remainders at x and x+s,
/// ```text
/// −s·ln(1+t/a) + h(a) − h(a+t) − ½·ln(1 + st/(a(a+s+t))) − R(a) + R(a+t)
/// ```
/// where |s| ≤ t (the ratio is symmetric in them). A small a walks up by Γ(a+1) = a·Γ(a).
///
/// # Example: (3)₂/(7)₂ = 3·4/(7·8)
/// ```
/// use clientele::numeric::gamma_cross::ln_gamma_cross;
/// let ratio: f64 = 12.0 / 56.0;
/// assert!((ln_gamma_cross(3.0, 4.0, 2.0) - ratio.ln()).abs() < 1e-15);
/// ```
///
/// # References
/// NIST DLMF 5.5.1 (recurrence) and 5.11.1 (Stirling's series).
pub fn ln_gamma_cross(a: f64, s: f64, t: f64) -> f64 {
    let (s, t) = if s.abs() <= t.abs() { (s, t) } else { (t, s) };
    if s.abs() <= 0.0 {
        return 0.0;
    }
    let mut base = a;
    // The product of 1 + st/(a(a+s+t)) over the steps, less 1.
    let mut walked = 0.0;
    let mut logarithm = 0.0;
    while base.min(base + s) < ASYMPTOTIC {
        let step = s / base * (t / (base + s + t));
        walked += step + walked * step;
        if walked > 1e100 {
            logarithm += log1p(walked);
            walked = 0.0;
        }
        base += 1.0;
    }
    let end = base + t;
    let half = 0.5 * log1p(s / base * (t / (end + s)));
    let powers = excess(base, s) - excess(end, s) - s * log1p(t / base) - half;
    let remainders = remainder_step(end, s) - remainder_step(base, s);
    powers + remainders - log1p(walked) - logarithm
}

/// (x+s)·ln(1+s/x) − s, which is about s²/(2x).
fn excess(x: f64, s: f64) -> f64 {
    let u = s / x;
    if (-0.4..=0.6).contains(&u) {
        s * u + (x + s) * log1p_minus(u)
    } else {
        (x + s) * log1p(u) - s
    }
}

/// Stirling's remainder at x less that at x + s, to its own last digits.
///
/// With i = 1/x and j = 1/(x+s), iᵖ − jᵖ = (i − j)·(iᵖ⁻¹ + iᵖ⁻²j + … + jᵖ⁻¹) and i − j = s·i·j.
fn remainder_step(x: f64, s: f64) -> f64 {
    let (i, j) = (1.0 / x, 1.0 / (x + s));
    let (mut quotient, mut power) = (1.0, j);
    let mut sum = 0.0;
    for coefficient in STIRLING {
        sum += coefficient * quotient;
        for _ in 0..2 {
            quotient = i * quotient + power;
            power *= j;
        }
    }
    s * i * j * sum
}
