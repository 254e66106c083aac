//! The quantile of the normal distribution.

use crate::numeric::math::erfc;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::sqrt;

/// Newton's steps: the start is good to 5·10⁻⁴ and each step squares the error.
const STEPS: u32 = 4;

/// Returns the z that a standard normal variable passes with the given probability, which is above 0
/// and at most one half.
///
/// # Example: two percent and a half
/// ```
/// use clientele::numeric::normal::upper_quantile;
/// assert!((upper_quantile(0.025) - 1.959963984540054).abs() < 1e-14);
/// assert_eq!(upper_quantile(0.5), 0.0);
/// ```
///
/// # References
/// Abramowitz & Stegun (1964), *Handbook of Mathematical Functions*, 26.2.23 for the start; Newton's
/// method for the logarithm of the tail.
pub fn upper_quantile(tail: f64) -> f64 {
    let t = sqrt(-2.0 * ln(tail));
    let above = 2.515517 + t * (0.802853 + t * 0.010328);
    let below = 1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308));
    let mut z = t - above / below;
    for _ in 0..STEPS {
        let beyond = 0.5 * erfc(z * std::f64::consts::FRAC_1_SQRT_2);
        let density = exp(-0.5 * z * z) / sqrt(2.0 * std::f64::consts::PI);
        z += (ln(beyond) - ln(tail)) * beyond / density;
    }
    z.max(0.0)
}

/// Returns the z between which, on both sides of 0, lies the share `level` of a standard normal
/// variable.
///
/// # Example: 95 percent
/// ```
/// use clientele::numeric::normal::two_sided;
/// assert!((two_sided(0.95) - 1.959963984540054).abs() < 1e-14);
/// ```
pub fn two_sided(level: f64) -> f64 {
    upper_quantile(0.5 * (1.0 - level))
}

#[cfg(test)]
mod tests {
    use super::upper_quantile;
    use crate::numeric::math::erfc;
    use proptest::prelude::*;

    #[test]
    fn quantiles_match_the_published_table() {
        // Fisher & Yates (1963), Statistical Tables, table I, and scipy.stats.norm.isf for the digits.
        for (tail, expected) in [
            (0.05, 1.6448536269514722),
            (0.025, 1.959963984540054),
            (0.005, 2.5758293035489004),
            (0.0005, 3.2905267314918945),
            (0.25, 0.6744897501960817),
        ] {
            assert!((upper_quantile(tail) - expected).abs() < 1e-13, "{tail}");
        }
    }

    proptest! {
        #[test]
        fn the_tail_of_the_quantile_is_the_probability(tail in 1e-15..0.5_f64) {
            let z = upper_quantile(tail);
            let found = 0.5 * erfc(z / std::f64::consts::SQRT_2);
            prop_assert!((found / tail - 1.0).abs() < 1e-12);
        }
    }
}
