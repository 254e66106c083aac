//! What holds of the numerical tools for whatever they are given.

use clientele::numeric::beta::regularised_incomplete_beta;
use clientele::numeric::gamma::ln_gamma;
use clientele::numeric::quadrature::integrate_evenly;
use clientele::numeric::quadrature::integrate_line;
use clientele::numeric::root::increasing_root;
use proptest::prelude::*;

proptest! {
    #[test]
    fn the_root_changes_its_sign_between_its_neighbours(
        root in -600.0..600.0_f64, guess in -600.0..600.0_f64, power in -2.0..2.0_f64,
    ) {
        let (root, power) = (root.exp(), power.exp());
        // Flat, steep, and with its root at any distance from the guess.
        let f = |t: f64| (power * (t / root).ln()).clamp(-1e3, 1e3);
        let found = increasing_root(f, guess.exp());
        prop_assert!(f(found.next_down()) <= 0.0, "{found:e} {root:e}");
        prop_assert!(f(found.next_up()) >= 0.0, "{found:e} {root:e}");
        prop_assert!((found / root - 1.0).abs() <= 2.0 * f64::EPSILON, "{found:e} {root:e}");
    }

    #[test]
    fn a_bell_anywhere_has_the_area_of_a_bell(
        centre in -50.0..50.0_f64, right in 0.0..5.0_f64, left in 0.0..5.0_f64,
        width in 0.3..1.5_f64,
    ) {
        let bell = |y: f64| (-0.5 * (y - centre) * (y - centre)).exp();
        let area = integrate_line(bell, centre - left, centre + right, width);
        let expected = std::f64::consts::TAU.sqrt();
        prop_assert!((area / expected - 1.0).abs() < 1e-14, "{area}");
    }

    #[test]
    fn the_gamma_integral_is_the_gamma_function(shape in -7.0..5.0_f64) {
        // NIST DLMF 5.2.1 with t = e^y; the left tail decays as slowly as e^(y/1000).
        let shape = shape.exp();
        let f = |y: f64| (shape * y - y.exp() - ln_gamma(shape)).exp();
        let width = (1.0 / shape).sqrt().min(3.0);
        let area = integrate_line(f, shape.ln(), shape.ln(), width);
        prop_assert!((area - 1.0).abs() < 1e-12, "{area}");
    }

    #[test]
    fn an_even_grid_sees_what_is_far_from_the_bump(
        shape in -1.0..4.0_f64, far in 5.0..20.0_f64, width in 0.1..1.0_f64, share in -20.0..0.0_f64,
    ) {
        // The gamma integral, and a small and narrow bell far to its left.
        let (shape, share) = (shape.exp(), share.exp());
        let bell = |y: f64| {
            let away = (y - shape.ln() + far) / width;
            (-0.5 * away * away).exp() / (width * std::f64::consts::TAU.sqrt())
        };
        let gamma = |y: f64| (shape * y - y.exp() - ln_gamma(shape)).exp();
        let low = shape.ln() - far - 2.0;
        let area = integrate_evenly(|y| gamma(y) + share * bell(y), low, shape.ln());
        prop_assert!((area / (1.0 + share) - 1.0).abs() < 1e-12, "{area} {share}");
    }

    #[test]
    fn the_incomplete_beta_function_and_its_complement_sum_to_one(
        a in -14.0..9.0_f64, b in -14.0..9.0_f64, x in 0.0..1.0_f64,
    ) {
        let (a, b) = (a.exp(), b.exp());
        let (low, high) = (
            regularised_incomplete_beta(a, b, x, 1.0 - x),
            regularised_incomplete_beta(b, a, 1.0 - x, x),
        );
        prop_assert!((low + high - 1.0).abs() < 1e-12, "{low} {high}");
        prop_assert!((0.0..=1.0).contains(&low));
    }
}
