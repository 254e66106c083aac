//! The mean of 1/(1 + pw) over a beta distribution.

use crate::numeric::beta::mean_over_beta;
use crate::numeric::math::ln;

/// The continued fraction takes some nine times √w steps.
const MAX_STEPS: u32 = 10_000;

/// The steps of the continued fraction cancel by w times the last bit: 2e-13 here. Beyond it the mean is
/// integrated.
const FAR: f64 = 4_000.0;

/// E[1/(1 + pw)] over p ~ Beta(a, b), as a function of w from 0: 2F1(1, a; a+b; −w).
///
/// # Example: the uniform distribution
/// ```
/// use clientele::numeric::pole_mean::PoleMean;
/// // ∫₀¹ dp/(1+pw) = ln(1+w)/w.
/// let mean = PoleMean::new(1.0, 1.0).value(3.0);
/// assert!((mean - 4f64.ln() / 3.0).abs() < 1e-15);
/// ```
///
/// # References
/// NIST DLMF 15.6.1 (Euler's integral) and 15.7.5 (the continued fraction of Gauss, here its even part),
/// by the method of Lentz (1976).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PoleMean {
    a: f64,
    b: f64,
}

impl PoleMean {
    /// Takes the shapes of the beta distribution, both above 0.
    pub fn new(a: f64, b: f64) -> Self {
        Self { a, b }
    }

    /// Returns the mean at `w`.
    ///
    /// # Formula
    /// 1/(1 + k₁w/(1 + k₂w/(1 + …))) with c = a + b, k₂ₙ₊₁ = (a+n)(c+n−1)/((c+2n−1)(c+2n)), k₁ = a/c, and
    /// k₂ₙ = n(b+n−1)/((c+2n−2)(c+2n−1)): all positive.
    pub fn value(self, w: f64) -> f64 {
        let Self { a, b } = self;
        if w > FAR {
            return mean_over_beta(a, b, 0.0 - ln(w), &|p, _| 1.0 / (1.0 + p * w));
        }
        let c = a + b;
        let mut odd = a / c * w;
        let mut denominator = 1.0 + odd;
        let mut inverse = 1.0 / denominator;
        let mut numerator = f64::INFINITY;
        let mut value = inverse;
        for step in 1..=MAX_STEPS {
            let n = f64::from(step);
            let (before, middle, after) = (c + (2.0 * n - 2.0), c + (2.0 * n - 1.0), c + 2.0 * n);
            let even = n / before * ((b + (n - 1.0)) / middle) * w;
            let coefficient = -odd * even;
            odd = (a + n) / middle * ((c + (n - 1.0)) / after) * w;
            denominator = 1.0 + even + odd;
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::hypergeometric::one_over;
    use crate::numeric::math::log1p;
    use proptest::prelude::*;

    #[test]
    fn known_means() {
        for w in [0.0, 1e-9, 0.3, 1.0, 40.0, 3999.0, 1e6] {
            // ∫₀¹ dp/(1+pw), and the mean of 1/(1 + w·sin²θ) over θ: Beta(½, ½).
            let uniform = if w > 0.0 { log1p(w) / w } else { 1.0 };
            let arcsine = 1.0 / (1.0 + w).sqrt();
            let found = [(1.0, uniform), (0.5, arcsine)];
            for (shape, expected) in found {
                let mean = PoleMean::new(shape, shape).value(w);
                assert!((mean / expected - 1.0).abs() < 1e-12, "{w} {shape} {mean}");
            }
        }
        // Nobody leaves, and everybody.
        assert!((PoleMean::new(1e-50, 2.0).value(100.0) - 1.0).abs() < 1e-15);
        assert!((PoleMean::new(2.0, 1e-50).value(100.0) * 101.0 - 1.0).abs() < 1e-13);
        // One half each.
        assert!((PoleMean::new(1e-50, 1e-50).value(100.0) - 51.0 / 101.0).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn it_is_the_series_and_the_quadrature(
            ln_a in -3.0..7.0_f64,
            ln_b in -3.0..9.0_f64,
            ln_w in -5.0..8.3_f64,
        ) {
            let [a, b, w] = [ln_a, ln_b, ln_w].map(f64::exp);
            let found = PoleMean::new(a, b).value(w);
            let quadrature = mean_over_beta(a, b, -ln(w), &|p, _| 1.0 / (1.0 + p * w));
            prop_assert!((found / quadrature - 1.0).abs() < 1e-12, "{found} {quadrature}");
            if w < 2.0 {
                // Pfaff's transformation, DLMF 15.8.1: all terms are positive.
                let series = one_over(b, a + b, w / (1.0 + w)) / (1.0 + w);
                prop_assert!((found / series - 1.0).abs() < 1e-12, "{found} {series}");
            }
        }
    }
}
