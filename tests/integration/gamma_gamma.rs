//! The Gamma-Gamma model against published numbers.
#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test stops at the first surprise"
)]

use crate::bg_nbd::assert_close;
use crate::bg_nbd::cdnow;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::fit::Verdict;
use clientele::btyd::gamma_gamma::GammaGamma;
use clientele::btyd::gamma_gamma::GammaGammaParams;
use clientele::btyd::gamma_gamma::SpendColumns;

/// Fader & Hardie (2013), note 025, rounded as printed.
pub(crate) fn rounded() -> GammaGamma {
    GammaGamma::try_new(GammaGammaParams {
        p: 6.25,
        q: 3.74,
        v: 15.44,
    })
    .unwrap()
}

#[test]
fn gamma_gamma_params_match_hardie_note_025() {
    let [frequency, _, _, spend] = cdnow();
    let columns = SpendColumns {
        frequency: &frequency,
        monetary_value: &spend,
        weights: None,
    };
    let fitted = GammaGamma::fit(&columns, &FitOptions::default()).unwrap();
    let GammaGammaParams { p, q, v } = fitted.model.params();
    // The note prints 6.25, 3.74, 15.44 (spend in cents); for the csv with two decimals the maximum
    // of lifetimes 0.11.3 at gtol 1e-7 is the following.
    assert_close(p, 6.248_803_2, 1e-6);
    assert_close(q, 3.744_588_1, 1e-6);
    assert_close(v, 15.447_744_5, 1e-6);
    assert!(
        (fitted.log_likelihood + 4_055.923_244).abs() < 1e-6,
        "{}",
        fitted.log_likelihood
    );
    for (error, expected) in fitted
        .standard_errors
        .unwrap()
        .iter()
        .zip([1.189_69, 0.290_17, 4.159_99])
    {
        assert_close(*error, expected, 5e-4);
    }
    // 946 repeaters of 2,357 customers (the note, p. 5).
    assert_eq!((fitted.rows, fitted.excluded), (946, 1411));
    assert_eq!(fitted.convergence.verdict, Verdict::Converged);
    assert!(fitted.convergence.gradient_norm < 1e-9);
}

#[test]
fn expected_spend_matches_hardie_note_025() {
    let spend = |x, m| rounded().expected_spend(x, m).unwrap().unwrap();
    // mpmath, 40 digits; 24.65, 18.91, 71.46 and 35.17 in the note.
    assert_close(spend(2.0, 22.35), 24.663_713_910_761, 2e-14);
    assert_close(spend(1.0, 11.77), 18.916_852_057_842, 2e-14);
    assert_close(spend(7.0, 73.74), 71.469_670_896_967, 2e-14);
    assert_close(spend(0.0, 0.0), 35.218_978_102_19, 1e-13);
    let published = [
        24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17,
    ];
    let [frequency, _, _, amounts] = cdnow();
    let columns = SpendColumns {
        frequency: &frequency,
        monetary_value: &amounts,
        weights: None,
    };
    let mut out = vec![0.0; frequency.len()];
    rounded()
        .expected_spend_columns(&columns, &mut out)
        .unwrap();
    for (spend, expected) in out.iter().zip(published) {
        assert!((spend - expected).abs() < 0.1);
    }
    for ((x, m), out) in frequency.iter().zip(&amounts).zip(&out) {
        assert_eq!(spend(*x, *m), *out);
    }
}

#[test]
fn an_infinite_mean_is_no_number() {
    let heavy = GammaGamma::try_new(GammaGammaParams {
        p: 0.5,
        q: 0.9,
        v: 10.0,
    })
    .unwrap();
    assert_eq!(heavy.expected_spend_new(), None);
    // p·x + q − 1 = 0.4: p(v + xm)/(px + q − 1) = 0.5·30/0.4.
    assert_close(
        heavy.expected_spend(1.0, 20.0).unwrap().unwrap(),
        37.5,
        1e-14,
    );
}

#[test]
fn hopeless_spend_is_fitted_with_a_weak_prior() {
    for (frequency, spend) in [(vec![1.0], vec![10.0]), (vec![2.0; 30], vec![10.0; 30])] {
        let columns = SpendColumns {
            frequency: &frequency,
            monetary_value: &spend,
            weights: None,
        };
        let fitted = GammaGamma::fit(&columns, &FitOptions::default()).unwrap();
        assert_eq!(
            fitted.convergence.verdict,
            Verdict::WeakPrior,
            "{:?}",
            fitted.convergence
        );
        assert!(fitted.model.expected_spend_new().is_some());
        let options = FitOptions {
            prior: PriorMode::None,
            ..FitOptions::default()
        };
        let fitted = GammaGamma::fit(&columns, &options).unwrap();
        assert!(!fitted.convergence.converged, "{:?}", fitted.convergence);
    }
    let none = SpendColumns {
        frequency: &[0.0, 2.0],
        monetary_value: &[0.0, -3.0],
        weights: None,
    };
    let error = GammaGamma::fit(&none, &FitOptions::default()).unwrap_err();
    assert_eq!(error.code(), "InsufficientData");
}

#[test]
fn customers_whose_spend_says_nothing_are_counted_as_left_out() {
    // Without a repeat purchase, given away, refunded beyond what was paid, and of no weight.
    let columns = SpendColumns {
        frequency: &[2.0, 0.0, 3.0, 1.0, 4.0, 1.0],
        monetary_value: &[22.35, 10.0, 0.0, -5.0, 11.77, 9.0],
        weights: Some(&[1.0, 1.0, 1.0, 1.0, 1.0, 0.0]),
    };
    let fitted = GammaGamma::fit(&columns, &FitOptions::default()).unwrap();
    assert_eq!((fitted.rows, fitted.excluded), (2, 4));
}

#[test]
fn spend_at_the_end_of_the_numbers_is_a_number_or_none() {
    let model = GammaGamma::try_new(GammaGammaParams {
        p: 6.25,
        q: 3.74,
        v: 15.44,
    })
    .unwrap();
    // 6.25·3·m / (6.25·3 + 2.74) of m, whose threefold is beyond the range of a float; v is nothing beside it.
    let found = model.expected_spend(3.0, 1e308).unwrap().unwrap();
    assert!((found / (18.75 / 21.49 * 1e308) - 1.0).abs() < 1e-14);
    // Of a mean near the pole at q = 1 there is none.
    let steep = GammaGamma::try_new(GammaGammaParams {
        p: 1e10,
        q: 1.0 + f64::EPSILON,
        v: 1e300,
    })
    .unwrap();
    assert_eq!(steep.expected_spend_new(), None);
}
