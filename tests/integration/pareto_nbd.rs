//! The Pareto/NBD model against published numbers.

use crate::bg_nbd::assert_close;
use crate::bg_nbd::cdnow;
use crate::bg_nbd::history;
use crate::bg_nbd::purchases;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::PurchaseModel;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::Fitted;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::fit::Verdict;
use clientele::btyd::pareto_nbd::ParetoNbd;
use clientele::btyd::pareto_nbd::ParetoNbdParams;

pub(crate) fn model(r: f64, alpha: f64, s: f64, beta: f64) -> ParetoNbd {
    ParetoNbd::try_new(ParetoNbdParams { r, alpha, s, beta }).unwrap()
}

/// The fit of the CDNOW data in the tests of the R package `CLVTools`.
fn clvtools() -> ParetoNbd {
    model(0.55315, 10.57633, 0.60625, 11.67150)
}

/// The parameters of the tests of PyMC-Marketing.
fn pymc() -> ParetoNbd {
    model(0.5534, 10.5802, 0.6061, 11.6562)
}

fn fit(columns: &[Vec<f64>; 4], prior: PriorMode) -> Fitted<ParetoNbd> {
    let columns = purchases(columns);
    ParetoNbd::fit(
        &columns,
        &FitOptions {
            prior,
            ..FitOptions::default()
        },
    )
    .unwrap()
}

#[test]
fn pareto_nbd_params_match_the_cdnow_optimum() {
    let fitted = fit(&cdnow(), PriorMode::Auto);
    let ParetoNbdParams { r, alpha, s, beta } = fitted.model.params();
    // Fader, Hardie & Lee (2005), table 2, print .553, 10.578, .606, 11.669 with LL −9595.0; for the
    // csv with two decimals the maximum at a gradient of 1e-7 is the following.
    assert_close(r, 0.553_275_6, 2e-6);
    assert_close(alpha, 10.577_613, 2e-6);
    assert_close(s, 0.606_213_4, 2e-6);
    assert_close(beta, 11.667_906_2, 2e-6);
    assert!(
        (fitted.log_likelihood + 9_594.973_930).abs() < 1e-6,
        "{}",
        fitted.log_likelihood
    );
    assert_eq!(
        fitted.convergence.verdict,
        Verdict::Converged,
        "{:?}",
        fitted.convergence
    );
    assert!(
        fitted.convergence.iterations < 20,
        "{:?}",
        fitted.convergence
    );
}

#[test]
fn pareto_nbd_standard_errors_match_clvtools() {
    let errors = fit(&cdnow(), PriorMode::None).standard_errors.unwrap();
    // Tight optimum of the rounded csv; CLVTools has .0476264, .8427222, .1872594, 6.2105448.
    for (error, expected) in errors.iter().zip([0.047_63, 0.842_72, 0.187_28, 6.210_93]) {
        assert_close(*error, expected, 1e-4);
    }
}

#[test]
fn customer_1516_matches_the_vignette_of_btyd() {
    // 25.45647 and .997874 in the vignette; mpmath, 40 digits, with the parameters of CLVTools.
    let customer = history(26.0, 216.0 / 7.0, 31.0);
    let model = clvtools();
    assert_close(
        model.expected_purchases(customer, 52.0).unwrap(),
        25.456_110_9,
        2e-9,
    );
    assert_close(
        model.probability_alive(customer).unwrap(),
        0.997_873_5,
        5e-8,
    );
    assert_close(
        model.expected_purchases_new(52.0).unwrap(),
        1.473_389_269_2,
        1e-10,
    );
}

#[test]
fn new_customers_match_pymc_marketing() {
    // mpmath, 40 digits; .05100453400, .14612427222, .27505063743 in test_pareto_nbd.py.
    for (time, expected) in [
        (1.0, 0.051_004_534_002_317),
        (3.0, 0.146_124_272_221_55),
        (6.0, 0.275_050_637_429_26),
    ] {
        assert_close(
            pymc().expected_purchases_new(time).unwrap(),
            expected,
            1e-13,
        );
    }
    // .2941633 in pnbd.PAlive.Rd of BTYD.
    let alive = pymc().probability_alive(history(0.0, 0.0, 39.0)).unwrap();
    assert_close(alive, 0.294_142_239_25, 2e-11);
}

#[test]
fn log_likelihoods_match_pymc_marketing() {
    // mpmath, 40 digits; −4.00694866 and −10.72932589 in test_distributions.py.
    for (params, customer, expected) in [
        (
            [0.55, 10.58, 0.61, 11.67],
            (1.0, 1.5, 12.0),
            -4.006_948_662_189_1,
        ),
        (
            [0.55, 11.67, 0.61, 10.58],
            (4.0, 5.3, 10.0),
            -10.729_325_894_938,
        ),
        (
            [0.55, 11.0, 0.61, 11.0],
            (4.0, 5.3, 10.0),
            -10.608_037_895_28,
        ),
    ] {
        let [r, alpha, s, beta] = params;
        let (x, recency, age) = customer;
        let value = model(r, alpha, s, beta).log_likelihood(history(x, recency, age));
        assert_close(value, expected, 1e-13);
    }
}

#[test]
fn residual_purchases_match_kummers_function() {
    // Fader, Hardie & Lee (2005), JMR 42(4), eq. 2, at 40 digits with the parameters of CLVTools.
    let dert = |x, recency, age| {
        let history = history(x, recency, age);
        clvtools()
            .residual_purchases(history, 0.0027, None)
            .unwrap()
            .unwrap()
    };
    assert_close(dert(2.0, 30.43, 38.86), 6.481_984_507_29, 1e-11);
    assert_close(dert(10.0, 30.0, 39.0), 21.345_711_271_9, 1e-11);
}

#[test]
fn the_conditional_count_matches_note_028() {
    // Likelihood ratio at 40 digits; .34581907 by the conditional pmf of note 028 in lifetimes.
    let customer = history(10.0, 30.0, 39.0);
    let model = model(0.55, 10.58, 0.61, 11.67);
    assert_close(
        model.probability_of_no_purchase(customer, 39.0).unwrap(),
        0.345_819_067_2,
        2e-10,
    );
    assert_close(
        model.purchase_probability(customer, 0, 39.0).unwrap(),
        0.345_819_067_2,
        2e-10,
    );
}

#[test]
fn many_purchases_have_a_finite_probability() {
    // The R package CLVTools, issue 100: P(alive) was NaN for customers with 221, 254, 161 and 204
    // purchases. The numbers of purchases are those of the issue; recency, T and the parameters are
    // our own, of one who has just bought, one who has long been silent, and one who buys daily.
    for x in [221.0, 254.0, 161.0, 204.0, 3000.0] {
        for (recency, age) in [(350.0, 365.0), (30.0, 365.0), (364.9, 365.0)] {
            for model in [
                clvtools(),
                model(1.2, 1.5, 0.4, 300.0),
                model(1.2, 300.0, 0.4, 1.5),
            ] {
                let alive = model.probability_alive(history(x, recency, age)).unwrap();
                assert!((0.0..=1.0).contains(&alive), "{x} {recency} {age}: {alive}");
            }
        }
    }
}

#[test]
fn s_of_one_and_equal_scales_are_ordinary_points() {
    let customer = history(2.0, 30.43, 38.86);
    let purchases = |s| {
        model(0.55, 10.58, s, 11.67)
            .expected_purchases(customer, 39.0)
            .unwrap()
    };
    let alive = |beta| {
        model(0.55, 11.0, 0.61, beta)
            .probability_alive(customer)
            .unwrap()
    };
    for away in [1e-14, 1e-12, 1e-9] {
        for side in [-1.0, 1.0] {
            // The relative slopes by s and β are below 1 here.
            assert_close(purchases(1.0 + side * away), purchases(1.0), 3.0 * away);
            assert_close(alive(11.0 + side * away), alive(11.0), 3.0 * away);
        }
    }
}

#[test]
fn small_and_odd_data_can_be_fitted() {
    let zeros = vec![0.0; 50];
    let ages: Vec<f64> = (1..=50).map(f64::from).collect();
    for columns in [
        [zeros.clone(), zeros.clone(), ages.clone(), vec![]],
        [vec![0.0], vec![0.0], vec![0.0], vec![]],
        [vec![0.0], vec![0.0], vec![10.0], vec![]],
        [vec![3.0], vec![5.0], vec![5.0], vec![]],
        [vec![3000.0], vec![1e-3], vec![5000.0], vec![]],
    ] {
        let fitted = fit(&columns, PriorMode::Auto);
        assert_eq!(
            fitted.convergence.verdict,
            Verdict::WeakPrior,
            "{:?}",
            fitted.convergence
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
    let none = PurchaseColumns {
        frequency: &[],
        recency: &[],
        age: &[],
        weights: None,
    };
    let error = ParetoNbd::fit(&none, &FitOptions::default()).unwrap_err();
    assert_eq!(error.code(), "InsufficientData");
}

#[test]
fn the_time_unit_moves_the_scales_and_the_log_likelihood_alone() {
    let [frequency, recency, age, spend] = cdnow();
    let weeks = fit(
        &[frequency.clone(), recency.clone(), age.clone(), vec![]],
        PriorMode::None,
    );
    let days = |column: Vec<f64>| column.into_iter().map(|t| t * 7.0).collect::<Vec<_>>();
    let purchases: f64 = frequency.iter().sum();
    let daily = fit(
        &[frequency, days(recency), days(age), spend],
        PriorMode::None,
    );
    let (week, day) = (weeks.model.params(), daily.model.params());
    assert_close(day.alpha, 7.0 * week.alpha, 1e-9);
    assert_close(day.beta, 7.0 * week.beta, 1e-9);
    assert_close(day.r, week.r, 1e-9);
    assert_close(day.s, week.s, 1e-9);
    // A density of purchase times: ln 7 less per purchase.
    let shifted = weeks.log_likelihood - purchases * 7f64.ln();
    assert_close(daily.log_likelihood, shifted, 1e-12);
}

#[test]
fn weights_equal_replication_bit_for_bit() {
    let columns = cdnow().map(|column| column.into_iter().take(300).collect::<Vec<_>>());
    let weights: Vec<f64> = (0..300).map(|i| f64::from(i % 3 + 1)).collect();
    let repeat = |column: &[f64]| {
        let pairs = column.iter().zip(&weights);
        #[allow(clippy::cast_sign_loss, reason = "1 to 3")]
        let copies = pairs.flat_map(|(v, w)| std::iter::repeat_n(*v, *w as usize));
        copies.collect::<Vec<_>>()
    };
    let replicated = fit(
        &columns.each_ref().map(|column| repeat(column)),
        PriorMode::Auto,
    );
    let [frequency, recency, age, _] = &columns;
    let columns = PurchaseColumns {
        frequency,
        recency,
        age,
        weights: Some(&weights),
    };
    let weighted = ParetoNbd::fit(&columns, &FitOptions::default()).unwrap();
    assert_eq!(weighted.model.params(), replicated.model.params());
    assert_eq!(weighted.log_likelihood, replicated.log_likelihood);
}

#[test]
fn the_log_likelihood_of_a_fit_is_the_sum_over_its_customers() {
    let columns = cdnow();
    let fitted = fit(&columns, PriorMode::None);
    let [frequency, recency, age, _] = &columns;
    let rows = frequency.iter().zip(recency).zip(age);
    let sum: f64 = rows
        .map(|((x, recency), age)| fitted.model.log_likelihood(history(*x, *recency, *age)))
        .sum();
    assert_close(fitted.log_likelihood, sum, 1e-12);
}

#[test]
fn any_model_can_be_a_pareto_nbd() {
    let any = AnyModel::try_new(ModelKind::ParetoNbd, &[0.5534, 10.5802, 0.6061, 11.6562]).unwrap();
    assert_eq!(any.kind(), ModelKind::ParetoNbd);
    assert_eq!(any.parameters(), [0.5534, 10.5802, 0.6061, 11.6562]);
    let customer = history(2.0, 30.43, 38.86);
    assert_eq!(
        any.probability_alive(customer).unwrap(),
        pymc().probability_alive(customer).unwrap()
    );
    assert!(AnyModel::try_new(ModelKind::ParetoNbd, &[0.5, 1.0, 0.0, 1.0]).is_err());
}

#[test]
fn a_purchase_today_leaves_no_doubt_and_no_time_no_purchase() {
    let model = clvtools();
    assert_eq!(
        model.probability_alive(history(3.0, 9.0, 9.0)).unwrap(),
        1.0
    );
    assert_eq!(model.probability_alive(PurchaseHistory::NEW).unwrap(), 1.0);
    let customer = history(2.0, 30.43, 38.86);
    assert_eq!(model.expected_purchases(customer, 0.0).unwrap(), 0.0);
    assert_eq!(model.probability_of_purchase(customer, 0.0).unwrap(), 0.0);
    assert_eq!(model.purchase_probability(customer, 3, 0.0).unwrap(), 0.0);
    // s < 1: without a discount some are expected to buy for ever; s > 1 has a bound.
    assert_eq!(model.residual_purchases(customer, 0.0, None).unwrap(), None);
    let short = self::model(0.55, 10.58, 2.0, 11.67);
    let all = short
        .residual_purchases(PurchaseHistory::NEW, 0.0, None)
        .unwrap()
        .unwrap();
    // r·β/(α·(s−1)).
    assert_close(all, 0.55 * 11.67 / 10.58, 1e-15);
}
