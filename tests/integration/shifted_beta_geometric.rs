//! The shifted beta-geometric model against published numbers.

use crate::bg_nbd::assert_close;
use crate::bg_nbd::history;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseModel;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::fit::Verdict;
use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometricParams;

/// Fader & Hardie (2007), table 1: the regular customers under contract, of 1,000, periods 0 to 7.
const REGULAR: [f64; 8] = [1000.0, 631.0, 468.0, 382.0, 326.0, 289.0, 262.0, 241.0];

/// Fader & Hardie (2007), table 1: the high-end customers.
const HIGH_END: [f64; 8] = [1000.0, 869.0, 743.0, 653.0, 593.0, 551.0, 517.0, 491.0];

fn model(alpha: f64, beta: f64) -> ShiftedBetaGeometric {
    ShiftedBetaGeometric::try_new(ShiftedBetaGeometricParams { alpha, beta }).unwrap()
}

fn options(prior: PriorMode) -> FitOptions {
    FitOptions {
        prior,
        ..FitOptions::default()
    }
}

#[test]
fn params_and_holdout_match_fader_hardie_2007() {
    // The paper prints α = .704, β = 1.182 and .668, 3.806; the digits beyond, the log-likelihoods and
    // the projections are the maximum at 1e-7.
    let cases = [
        (
            REGULAR,
            [0.704_077_3, 1.182_043_1, -1_680.265_188],
            [22.01, 20.44, 19.12, 17.99, 17.00],
            // Table 1, periods 8 to 12.
            [22.3, 20.7, 19.4, 18.3, 17.3],
        ),
        (
            HIGH_END,
            [0.668_088_2, 3.806_093_9, -1_611.158_147],
            [46.04, 43.58, 41.42, 39.51, 37.80],
            [46.8, 44.5, 42.7, 40.9, 39.4],
        ),
    ];
    for (survivors, [alpha, beta, log_likelihood], projected, observed) in cases {
        for prior in [PriorMode::None, PriorMode::Auto] {
            let fitted = ShiftedBetaGeometric::fit_cohort(&survivors, &options(prior)).unwrap();
            let params = fitted.model.params();
            assert_close(params.alpha, alpha, 1e-6);
            assert_close(params.beta, beta, 1e-6);
            assert!((fitted.log_likelihood - log_likelihood).abs() < 1e-6);
            assert_eq!(fitted.convergence.verdict, Verdict::Converged);
            for ((period, share), seen) in (8..).zip(projected).zip(observed) {
                let value = 100.0 * fitted.model.survival(period).unwrap();
                assert!((value - share).abs() < 6e-3, "{period}: {value}");
                // The paper's point: the projection is within two points of what came.
                assert!((value - seen).abs() < 2.0);
            }
        }
    }
}

#[test]
fn churn_probabilities_match_fader_hardie_2007_appendix_b() {
    let printed = [0.5, 0.167, 0.083, 0.05, 0.033, 0.024, 0.018];
    for (period, expected) in (1_u32..).zip(printed) {
        let t = f64::from(period);
        let value = model(1.0, 1.0).churn_probability(period).unwrap();
        assert!((value - expected).abs() < 5.1e-4);
        // 1/(t(t+1)), the closed form for α = β = 1.
        assert_close(value, 1.0 / (t * (t + 1.0)), 2e-15);
    }
}

#[test]
fn residual_lifetimes_match_fader_hardie_2010_table_3() {
    // The table prints 3.31, 3.45, 3.59, 3.72, 3.84 and 7.68, 9.46, 9.86, 10.06, 10.19 for 1 to 5
    // periods paid; 40 digits.
    let low = [3.3098184, 3.4510003, 3.5865437, 3.7168115, 3.8421340];
    let high = [7.6708355, 9.4552994, 9.8508338, 10.0561670, 10.1886400];
    for (params, expected) in [((3.80, 15.20), low), ((0.067, 0.267), high)] {
        let model = model(params.0, params.1);
        for (renewals, expected) in (0..).zip(expected) {
            let value = model.expected_renewals(renewals, 0.1).unwrap().unwrap();
            assert_close(value, expected, 2e-8);
            // Eq. 6 is the sum Σ S(n−1+k)/S(n−1)/(1+d)^(k−1).
            let start = model.survival(renewals).unwrap();
            let sum: f64 = (1..=700)
                .map(|k| {
                    model.survival(renewals + k).unwrap() / start / 1.1_f64.powf(f64::from(k) - 1.0)
                })
                .sum();
            assert_close(value, sum, 1e-12);
            // As a purchase model it discounts the renewal due now, too.
            let n = f64::from(renewals);
            let residual = model.residual_purchases(history(n, n, n), 1.1_f64.ln(), None);
            assert_close(value, residual.unwrap().unwrap() * 1.1, 1e-13);
            let elasticity = model.retention_elasticity(renewals, 0.1).unwrap().unwrap();
            assert_close(elasticity, 1.0 + value / 1.1, 1e-14);
        }
    }
    // The identity of eq. 6 for two renewals of the first row, at 40 digits.
    let value = model(3.80, 15.20).expected_renewals(2, 0.1).unwrap();
    assert_close(value.unwrap(), 3.586543657, 2e-10);
}

#[test]
fn without_discount_there_is_a_closed_form_for_alpha_above_one_alone() {
    // (β+n)/(α−1) = 17.2/2.8 and (α+β+n−1)/(α−1) = 20/2.8.
    let model = model(3.8, 15.2);
    assert_close(
        model.expected_renewals(2, 0.0).unwrap().unwrap(),
        17.2 / 2.8,
        1e-15,
    );
    assert_close(
        model.retention_elasticity(2, 0.0).unwrap().unwrap(),
        20.0 / 2.8,
        1e-15,
    );
    for alpha in [1.0, 0.5] {
        let heavy = ShiftedBetaGeometric::try_new(ShiftedBetaGeometricParams { alpha, beta: 2.0 });
        assert_eq!(heavy.unwrap().expected_renewals(2, 0.0).unwrap(), None);
    }
    assert!(model.expected_renewals(2, -0.1).is_err());
}

#[test]
fn a_history_says_who_is_under_contract() {
    let model = model(0.668, 3.806);
    let stays = history(3.0, 3.0, 3.0);
    let churned = history(3.0, 3.0, 7.0);
    assert_eq!(model.probability_alive(stays).unwrap(), 1.0);
    assert_eq!(model.probability_alive(churned).unwrap(), 0.0);
    assert_eq!(model.expected_purchases(churned, 5.0).unwrap(), 0.0);
    assert_eq!(model.probability_of_no_purchase(churned, 5.0).unwrap(), 1.0);
    assert_eq!(model.next_purchase(churned, 0.5).unwrap(), None);
    assert_eq!(model.next_purchase(stays, 0.5).unwrap(), Some(1.0));
    assert_eq!(model.next_purchase(stays, 0.95).unwrap(), None);
    assert_close(
        model.probability_of_purchase(stays, 9.0).unwrap(),
        model.retention_rate(4).unwrap(),
        1e-15,
    );
    // Renewals are made one after the other, in whole periods.
    for (x, recency, age, path) in [
        (2.0, 3.0, 3.0, "recency"),
        (2.5_f64.floor(), 2.5, 3.0, "recency"),
        (2.0, 2.0, 3.5, "T"),
    ] {
        let error = model
            .probability_alive(history(x, recency, age))
            .unwrap_err();
        assert_eq!(error.path(), Some(path));
    }
    assert!(model.retention_rate(0).is_err());
    assert!(model.churn_probability(0).is_err());
    assert!(model.survival(2_000_000).is_err());
}

/// A cohort as single customers: (renewals, chances), weighted.
fn customers(survivors: &[f64]) -> [Vec<f64>; 3] {
    let mut columns = [const { Vec::new() }; 3];
    let mut push = |renewals: f64, chances: f64, weight: f64| {
        let row = [renewals, chances, weight];
        columns
            .iter_mut()
            .zip(row)
            .for_each(|(column, value)| column.push(value));
    };
    for (renewals, pair) in survivors.windows(2).enumerate() {
        let renewals = renewals as f64;
        push(renewals, renewals + 1.0, pair[0] - pair[1]);
    }
    let periods = survivors.len() as f64 - 1.0;
    push(periods, periods, survivors[survivors.len() - 1]);
    columns
}

#[test]
fn single_customers_cohorts_and_weights_say_the_same() {
    let options = options(PriorMode::Auto);
    let cohort = ShiftedBetaGeometric::fit_cohort(&HIGH_END, &options).unwrap();
    let [renewals, chances, weights] = customers(&HIGH_END);
    let columns = PurchaseColumns {
        frequency: &renewals,
        recency: &renewals,
        age: &chances,
        weights: Some(&weights),
    };
    let single = ShiftedBetaGeometric::fit(&columns, &options).unwrap();
    assert_eq!(single.model, cohort.model);
    assert_eq!(single.log_likelihood, cohort.log_likelihood);
    assert_eq!(single.customers, 1000.0);
    // Σ n(t) ln P(T = t) + n ln S of the rows, one by one.
    let rows = (0..weights.len()).map(|i| {
        weights[i]
            * single
                .model
                .log_likelihood(history(renewals[i], renewals[i], chances[i]))
    });
    assert_close(rows.sum(), single.log_likelihood, 1e-13);
    #[allow(clippy::cast_sign_loss, reason = "a number of customers")]
    let replicate = |column: &[f64]| -> Vec<f64> {
        let rows = column.iter().zip(&weights);
        rows.flat_map(|(v, w)| std::iter::repeat_n(*v, *w as usize))
            .collect()
    };
    let (renewals, chances) = (replicate(&renewals), replicate(&chances));
    let columns = PurchaseColumns {
        frequency: &renewals,
        recency: &renewals,
        age: &chances,
        weights: None,
    };
    let replicated = ShiftedBetaGeometric::fit(&columns, &options).unwrap();
    assert_eq!(replicated.model, cohort.model);
    let named = AnyModel::fit(ModelKind::ShiftedBetaGeometric, &columns, None, &options).unwrap();
    assert_eq!(named.model.parameters(), cohort.model.parameters());
    // Two halves of a cohort, one observed as long as the other.
    let half = HIGH_END.map(|count| count / 2.0);
    let halves = ShiftedBetaGeometric::fit_cohorts(&[&half, &half], &options).unwrap();
    assert_close(halves.model.params().beta, cohort.model.params().beta, 1e-9);
}

#[test]
fn cohorts_that_determine_nothing_are_fitted_with_the_weak_prior() {
    let cases: [&[f64]; 6] = [
        &[100.0, 100.0, 100.0],
        &[100.0, 0.0],
        &[100.0, 0.0, 0.0],
        &[100.0, 60.0],
        &[100.0],
        &[100.0, 50.0, 0.0],
    ];
    for survivors in cases {
        let fitted =
            ShiftedBetaGeometric::fit_cohort(survivors, &options(PriorMode::Auto)).unwrap();
        assert_eq!(
            fitted.convergence.verdict,
            Verdict::WeakPrior,
            "{survivors:?}"
        );
        assert!(fitted.log_likelihood.is_finite());
        assert!(
            fitted
                .standard_errors
                .unwrap()
                .iter()
                .all(|error| error.is_finite())
        );
    }
}

#[test]
fn counts_that_no_cohort_has_are_rejected() {
    let path = |survivors: &[f64]| {
        let error = ShiftedBetaGeometric::fit_cohort(survivors, &FitOptions::default());
        let error = error.unwrap_err();
        (error.code(), error.path().unwrap().to_owned())
    };
    assert_eq!(path(&[10.0, 11.0]), ("OutOfRange", "survivors[1]".into()));
    assert_eq!(path(&[10.0, -1.0]), ("OutOfRange", "survivors[1]".into()));
    assert_eq!(
        path(&[10.0, f64::NAN]),
        ("NotFinite", "survivors[1]".into())
    );
    assert_eq!(path(&[]), ("InsufficientData", "survivors".into()));
    assert_eq!(path(&[0.0, 0.0]), ("InsufficientData", "survivors".into()));
    let rising: [&[f64]; 2] = [&[10.0, 9.0], &[5.0, 4.0, 6.0]];
    let error = ShiftedBetaGeometric::fit_cohorts(&rising, &FitOptions::default()).unwrap_err();
    assert_eq!(error.path(), Some("cohorts[1][2]"));
}
