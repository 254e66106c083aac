//! The generalised exponential integral.

use crate::numeric::power_integral::PowerIntegral;

/// From here on the continued fraction is fast.
const FRACTION: f64 = 1.0;

/// The fraction takes some 40 steps at 1, fewer beyond.
const MAX_STEPS: u32 = 1000;

/// Returns `e^z·E_p(z)` = ∫₀^∞ e^(−zt)/(1+t)ᵖ dt for p > 0 and z > 0: the factor keeps it within the
/// range of a float for every z.
///
/// # Example: far out it is 1/(z+p), to first order
/// ```
/// use clientele::numeric::exponential_integral::scaled_exponential_integral;
/// assert!((scaled_exponential_integral(0.5, 1e9) * (1e9 + 0.5) - 1.0).abs() < 1e-15);
/// ```
///
/// # References
/// NIST DLMF 8.19.3 (integral) and 8.19.17 (continued fraction, here its even part), by the method
/// of Lentz (1976).
pub fn scaled_exponential_integral(p: f64, z: f64) -> f64 {
    if z < FRACTION {
        let integral = PowerIntegral {
            p,
            a: 1.0,
            q: 0.0,
            b: 1.0,
            total: p - 1.0,
            decay: z,
        };
        return integral.value(f64::INFINITY);
    }
    let mut denominator = z + p;
    let mut inverse = 1.0 / denominator;
    let mut numerator = f64::INFINITY;
    let mut value = inverse;
    for step in 1..=MAX_STEPS {
        let n = f64::from(step);
        let coefficient = -n * (p + (n - 1.0));
        denominator += 2.0;
        inverse = 1.0 / (denominator + coefficient * inverse);
        numerator = denominator + coefficient / numerator;
        let change = numerator * inverse;
        value *= change;
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}
