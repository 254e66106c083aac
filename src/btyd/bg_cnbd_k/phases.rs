//! The events of the process behind the purchases since the last purchase.

use crate::btyd::bg_cnbd_k::model::MAX_K;
use crate::numeric::math::ln;

/// From here on the terms are scaled down, so that none leaves the range of a float.
const LARGE: f64 = 1e200;

/// A place for each phase.
pub(super) type PerPhase = [f64; MAX_K as usize];

/// How likely one who is alive stands j events after the last purchase, j = 0 … k−1.
///
/// # Formula
/// ```text
/// w_j ∝ (s)_j/j! · u^j,   s = r + kx,   u = (T − tₓ)/(α + T)
/// ```
///
/// # References
/// Reutterer, Platzer & Schröder (2020), the sum in the likelihood.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phases {
    weights: PerPhase,
    /// The phases from here on have no weight.
    len: usize,
    /// The logarithm of the sum of the terms.
    pub(super) ln_sum: f64,
}

impl Phases {
    pub(super) fn new(k: u32, shape: f64, u: f64) -> Self {
        let mut weights = [0.0; MAX_K as usize];
        let (mut term, mut sum, mut scalings, mut len) = (1.0_f64, 0.0_f64, 0.0, 0);
        for (j, weight) in (0..k).zip(0..MAX_K as usize) {
            if term > LARGE {
                for earlier in &mut weights {
                    *earlier /= LARGE;
                }
                term /= LARGE;
                sum /= LARGE;
                scalings += 1.0;
            }
            if let Some(place) = weights.get_mut(weight) {
                *place = term;
            }
            sum += term;
            if term > 0.0 {
                len = weight + 1;
            }
            let j = f64::from(j);
            term *= (shape + j) / (j + 1.0) * u;
        }
        for weight in &mut weights {
            *weight /= sum;
        }
        Self {
            weights,
            len,
            ln_sum: ln(sum) + scalings * ln(LARGE),
        }
    }

    /// The weights, at least one and at most k; they sum to 1.
    #[inline]
    pub(super) fn weights(&self) -> &[f64] {
        self.weights.get(..self.len).unwrap_or(&[])
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::numeric::gamma::ln_gamma_ratio;
    use crate::numeric::math::exp;

    #[test]
    fn huge_terms_keep_their_sum() {
        // The last of 64 terms, (s)_63/63!·u^63 with s = 1e7 and u = 1/2, has all the weight but for
        // a share of 63/(s·u) = 1.3e-5 before it: the ratio of two terms.
        let phases = Phases::new(64, 1e7, 0.5);
        let last = ln_gamma_ratio(1e7, 63.0) - ln_gamma_ratio(1.0, 63.0) + 63.0 * ln(0.5);
        let ratio = 63.0 / ((1e7 + 62.0) * 0.5);
        assert!(
            (phases.ln_sum - last - ratio).abs() < 1e-9,
            "{}",
            phases.ln_sum
        );
        assert!((phases.weights()[62] / phases.weights()[63] - ratio).abs() < 1e-15);
        assert!((phases.weights().iter().sum::<f64>() - 1.0).abs() < 1e-15);
    }

    #[test]
    fn sums_are_those_of_logarithms_on_both_sides_of_the_scaling() {
        // LARGE: the largest of 64 terms passes 1e200 at s of 1e5 or so, and 1e400 soon after.
        for step in 0..120 {
            let (shape, u) = (10.0_f64.powf(0.08 * f64::from(step)), 0.3);
            let ln_term = |j: u32| {
                let j = f64::from(j);
                ln_gamma_ratio(shape, j) - ln_gamma_ratio(1.0, j) + j * ln(u)
            };
            let largest = (0..64).map(ln_term).fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = (0..64).map(|j| exp(ln_term(j) - largest)).sum();
            let expected = largest + ln(sum);
            let found = Phases::new(64, shape, u);
            let off = (found.ln_sum - expected).abs();
            assert!(off < 1e-13 * expected.abs().max(1.0), "{shape}: {off:e}");
            for (j, weight) in (0..64).zip(found.weights()) {
                let off = weight - exp(ln_term(j) - expected);
                assert!(off.abs() < 1e-12, "{shape} {j}: {off:e}");
            }
        }
    }

    #[test]
    fn on_the_day_of_a_purchase_there_is_one_phase() {
        let phases = Phases::new(12, 3.5, 0.0);
        assert_eq!(phases.weights(), [1.0]);
        assert_eq!(phases.ln_sum.to_bits(), 0.0_f64.to_bits());
    }
}
