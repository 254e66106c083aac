//! The tail of the chi-squared distribution.

use crate::numeric::math::erfc;
use crate::numeric::math::exp;
use crate::numeric::math::lgamma;
use crate::numeric::math::ln;
use crate::numeric::math::sqrt;

/// Returns the probability that a chi-squared variate exceeds `x`.
///
/// # Formula
/// With h = x/2, a finite sum of positive terms:
/// ```text
/// even degrees   Σ_{k=0}^{d/2−1} hᵏ e⁻ʰ / k!
/// odd degrees    erfc(√h) + Σ_{k=1}^{(d−1)/2} h^(k−½) e⁻ʰ / Γ(k+½)
/// ```
///
/// # Example: the quantile of every table
/// ```
/// use clientele::numeric::chi_squared::upper_tail;
/// assert!((upper_tail(3, 7.814727903251178) - 0.05).abs() < 1e-14);
/// ```
///
/// # References
/// Abramowitz & Stegun (1964), 26.4.4 and 26.4.5.
pub fn upper_tail(degrees: u32, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let half = 0.5 * x;
    let ln_half = ln(half);
    // The powers of the terms: 0, 1, … or ½, 1½, …
    let odd = degrees % 2 == 1;
    let (first, mut sum) = if odd {
        (0.5, erfc(sqrt(half)))
    } else {
        (0.0, 0.0)
    };
    for k in 0..degrees / 2 {
        let power = first + f64::from(k);
        sum += exp(power * ln_half - half - lgamma(power + 1.0));
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::upper_tail;

    #[test]
    fn tails_are_those_of_scipy() {
        // the regularised incomplete gamma function of mpmath at 40 digits, as scipy.stats.chi2.sf
        for (degrees, x, expected) in TAILS {
            let found = upper_tail(degrees, x);
            assert!(
                (found / expected - 1.0).abs() < 1e-11,
                "{degrees} {x} {found}"
            );
        }
    }

    const TAILS: [(u32, f64, f64); 8] = [
        (1, 0.5, 0.4795001221869535),
        (1, 30.0, 4.3204630578274975e-08),
        (2, 3.0, 0.22313016014842982),
        (3, 7.0, 0.07189777249646513),
        (6, 0.1, 0.9999799325063756),
        (9, 20.0, 0.017912404529843273),
        (14, 60.0, 1.1731942002346961e-07),
        (2000, 2100.0, 0.05867111137731808),
    ];

    #[test]
    fn the_whole_distribution_lies_above_zero() {
        for degrees in [1, 2, 7, 8] {
            assert!((upper_tail(degrees, 0.0) - 1.0).abs() < f64::EPSILON);
            assert!((upper_tail(degrees, 1e-300) - 1.0).abs() < 1e-12);
            assert!(upper_tail(degrees, 1e9) < 1e-300);
        }
    }
}
