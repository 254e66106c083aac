//! Both sides of every point where one form of a special function takes over from another.

use crate::switches::agree;
use crate::switches::is_smooth;
use clientele::numeric::beta::regularised_incomplete_beta;
use clientele::numeric::exponential_integral::scaled_exponential_integral;
use clientele::numeric::gamma::digamma;
use clientele::numeric::gamma::ln_beta;
use clientele::numeric::gamma::ln_gamma;
use clientele::numeric::gamma::ln_gamma_ratio;
use clientele::numeric::gamma::trigamma;
use clientele::numeric::gamma_cross::ln_gamma_cross;
use clientele::numeric::power_integral::PowerIntegral;
use clientele::numeric::unit_series::unit_series;

/// The integral of two powers by its panels alone: they take every exponential factor.
fn panels(integral: PowerIntegral, end: f64) -> f64 {
    PowerIntegral {
        decay: 1e-300,
        ..integral
    }
    .value(end)
}

#[test]
fn series_and_panels_of_two_powers_agree_wherever_one_takes_over() {
    let mut checked = 0;
    for (p, q) in [
        (0.55, 1.61),
        (3.0, 0.5),
        (200.0, 1.6),
        (1.0, 0.3),
        (0.6, 0.41),
    ] {
        // MAX_Z: scales that differ by 70 %.
        for ratio in [
            1.0,
            0.9,
            0.5,
            0.3 * (1.0 - 1e-12),
            0.3 * (1.0 + 1e-12),
            0.2,
            1e-3,
        ] {
            for (a, b) in [(5.0, 5.0 * ratio), (5.0 * ratio, 5.0)] {
                let integral = PowerIntegral {
                    p,
                    a,
                    q,
                    b,
                    total: p + q - 1.0,
                    decay: 0.0,
                };
                // DIFFERENCE: short ends, where the difference of two series would lose digits;
                // STRAIGHT: ends from where both powers are straight.
                let ends = (-30..=45).map(|k| 5.0 * f64::exp(f64::from(k)));
                for end in ends {
                    let place = format!("{p} {a} {q} {b} {end:e}");
                    agree(integral.value(end), panels(integral, end), &place);
                    checked += 1;
                }
            }
        }
    }
    assert_eq!(checked, 5 * 14 * 76);
}

#[test]
fn gamma_functions_run_through_their_switches() {
    // ASYMPTOTIC and STIRLING: 12, in any of the arguments.
    is_smooth("ln Γ", 12.0, ln_gamma);
    is_smooth("ψ", 12.0, digamma);
    is_smooth("ψ′", 12.0, trigamma);
    for d in [1e-3, 0.5, 1.0, 4.0, 11.0, 30.0] {
        is_smooth("ratio, from", 12.0, |x| ln_gamma_ratio(x, d));
        is_smooth("ratio, steps", d, |d| ln_gamma_ratio(3.7, d));
        is_smooth("ratio, to", 12.0, |x| ln_gamma_ratio(x, -1.0));
        is_smooth("beta", 12.0, |a| ln_beta(a, d));
        is_smooth("cross", 12.0, |a| ln_gamma_cross(a, d, 7.3));
        is_smooth("cross, s", 12.0, |a| ln_gamma_cross(a, -0.7, d));
    }
    // The windows of ln(1+u) − u: u = −0.4 and 0.6.
    for u in [-0.4, 0.6] {
        is_smooth("ratio, window", 50.0 * u, |d| ln_gamma_ratio(50.0, d));
        is_smooth("cross, window", 50.0 * u, |s| {
            ln_gamma_cross(50.0, s, 900.0)
        });
    }
    // A product of steps that leaves 1e100: many steps from a tiny argument.
    for a in [1e-300, 1e-99, 1e-101, 1e-100] {
        let one = ln_gamma_cross(a, 5.0, 9.0);
        // (a)ₜ/(a+s)ₜ with t = 9 ≈ a·8!/(5·6·…·13).
        let expected = a.ln() + 40_320_f64.ln()
            - (13.0_f64 * 12.0 * 11.0 * 10.0 * 9.0 * 8.0 * 7.0 * 6.0 * 5.0).ln();
        agree(one, expected, "walked");
    }
}

#[test]
fn the_incomplete_beta_function_runs_through_its_switches() {
    for (a, b) in [(0.3, 2.0), (5.0, 80.0), (13.0, 20.0), (90.0, 120.0)] {
        // The continued fraction is that of the smaller tail.
        let turn = (a + 1.0) / (a + b + 2.0);
        is_smooth("turn", turn, |x| {
            regularised_incomplete_beta(a, b, x, 1.0 - x)
        });
        // Near 1 the smaller of the two knows the logarithm.
        is_smooth("½", 0.5, |x| regularised_incomplete_beta(a, b, x, 1.0 - x));
        // The windows of Stirling's form around the mode: x = 0.6a/(a+b) and 1.6a/(a+b), and the same
        // from the other end.
        for u in [-0.4, 0.6] {
            for x in [a * (1.0 + u) / (a + b), 1.0 - b * (1.0 + u) / (a + b)] {
                if x > 0.0 && x < 1.0 {
                    is_smooth("window", x, |x| {
                        regularised_incomplete_beta(a, b, x, 1.0 - x)
                    });
                }
            }
        }
    }
    for other in [0.5, 12.5, 300.0] {
        is_smooth("STIRLING", 12.0, |a| {
            regularised_incomplete_beta(a, other, 0.2, 0.8)
        });
        is_smooth("STIRLING", 12.0, |b| {
            regularised_incomplete_beta(other, b, 0.2, 0.8)
        });
    }
}

#[test]
fn the_exponential_integral_runs_through_its_switch() {
    // FRACTION: z = 1.
    for p in [1e-3, 0.5, 1.0, 1.5, 20.0, 3000.0] {
        is_smooth("z = 1", 1.0, |z| scaled_exponential_integral(p, z));
    }
    // NIST DLMF 6.2.1 at 1, to the digits of Abramowitz & Stegun (1964), table 5.1.
    let one = scaled_exponential_integral(1.0, 1.0) / std::f64::consts::E;
    assert!((one - 0.219_383_934_395_520_28).abs() < 1e-15, "{one}");
}

#[test]
fn a_series_at_one_is_the_same_with_and_without_its_tail() {
    // With b + t = 1 it is ₂F₁(a, b; a+s; 1) = Γ(a+s)Γ(s−b)/(Γ(s)Γ(a+s−b)), NIST DLMF 15.4.20.
    // SUMMANDS: for small s the tail is an integral, for large s the sum ends by itself.
    for k in 0..=80 {
        let s = 1.5 * 1.1_f64.powi(k);
        for (a, b) in [(0.7, 0.5), (4.0, 0.25), (30.0, 0.9)] {
            let found = unit_series(a, s, b, 1.0 - b);
            let expected = (ln_gamma_ratio(s, a) - ln_gamma_ratio(s - b, a)).exp();
            agree(found, expected, &format!("{a} {b} {s}"));
        }
    }
}
