//! The BG/NBD model against published numbers.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test stops at the first surprise"
)]

use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::PurchaseModel;
use clientele::btyd::bg_nbd::BgNbd;
use clientele::btyd::bg_nbd::BgNbdParams;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::Fitted;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::fit::Verdict;

/// Repeat purchases, recency, age and mean spend of the 2,357 CDNOW customers, weeks.
/// Source: Fader & Hardie, `cdnow_customers_summary` (data of Fader, Hardie & Lee 2005).
pub(crate) fn cdnow() -> [Vec<f64>; 4] {
    let text = include_str!("../fixtures/cdnow_summary.csv");
    let mut columns = [const { Vec::new() }; 4];
    for line in text.lines().skip(1) {
        for (column, field) in columns.iter_mut().zip(line.split(',').skip(1)) {
            column.push(field.parse().unwrap());
        }
    }
    columns
}

/// Returns the columns of a table such as [`cdnow`].
pub(crate) fn purchases(table: &[Vec<f64>; 4]) -> PurchaseColumns<'_> {
    let [frequency, recency, age, _] = table;
    PurchaseColumns {
        frequency,
        recency,
        age,
        weights: None,
    }
}

pub(crate) fn model(r: f64, alpha: f64, a: f64, b: f64) -> BgNbd {
    BgNbd::try_new(BgNbdParams { r, alpha, a, b }).unwrap()
}

/// Fader, Hardie & Lee (2005), table 2, rounded as printed.
pub(crate) fn rounded() -> BgNbd {
    model(0.243, 4.414, 0.793, 2.426)
}

/// The fit in the vignette of the R package BTYD.
fn btyd() -> BgNbd {
    model(0.2425967, 4.413659, 0.7929869, 2.426164)
}

pub(crate) fn history(x: f64, recency: f64, age: f64) -> PurchaseHistory {
    PurchaseHistory::try_new(x, recency, age).unwrap()
}

#[track_caller]
pub(crate) fn assert_close(actual: f64, expected: f64, relative: f64) {
    assert!(
        (actual - expected).abs() <= relative * expected.abs(),
        "{actual:e} is not {expected:e} to {relative:e}"
    );
}

fn fit(columns: &[Vec<f64>; 4], prior: PriorMode) -> Fitted<BgNbd> {
    let columns = purchases(columns);
    BgNbd::fit(
        &columns,
        &FitOptions {
            prior,
            ..FitOptions::default()
        },
    )
    .unwrap()
}

#[test]
fn bg_nbd_params_match_fader_hardie_2005_table_2() {
    let fitted = fit(&cdnow(), PriorMode::Auto);
    let BgNbdParams { r, alpha, a, b } = fitted.model.params();
    // Table 2 prints .243, 4.414, .793, 2.426 with LL −9582.4 for the unrounded times; for the csv
    // with two decimals the maximum of lifetimes 0.11.3 at gtol 1e-7 is the following.
    assert_close(r, 0.242_592_9, 2e-6);
    assert_close(alpha, 4.413_531_9, 2e-6);
    assert_close(a, 0.792_886_1, 2e-6);
    assert_close(b, 2.425_753_3, 2e-6);
    assert!(
        (fitted.log_likelihood + 9_582.425_561).abs() < 1e-6,
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
        fitted.convergence.gradient_norm < 1e-9,
        "{:?}",
        fitted.convergence
    );
    assert!(
        fitted.convergence.iterations < 20,
        "{:?}",
        fitted.convergence
    );
    assert_eq!(
        (fitted.rows, fitted.distinct_rows, fitted.excluded),
        (2357, 1016, 0)
    );
    // AIC = 8 − 2 LL; BIC = 4 ln 2357 − 2 LL.
    assert_close(fitted.aic, 8.0 + 2.0 * 9_582.425_561, 1e-9);
    assert_close(fitted.bic, 4.0 * 2357f64.ln() + 2.0 * 9_582.425_561, 1e-9);
}

#[test]
fn bg_nbd_standard_errors_match_lifetimes() {
    let fitted = fit(&cdnow(), PriorMode::None);
    let errors = fitted.standard_errors.unwrap();
    // lifetimes 0.11.3, `summary` of the CDNOW fit.
    for (error, expected) in errors.iter().zip([0.012_56, 0.378_22, 0.185_72, 0.705_34]) {
        assert_close(*error, expected, 5e-4);
    }
    let covariance = fitted.covariance.unwrap();
    assert_close(covariance[1][1].sqrt(), errors[1], 1e-15);
    assert_eq!(covariance[0][3], covariance[3][0]);
}

#[test]
fn one_customer_matches_40_digits() {
    let history = history(2.0, 30.43, 38.86);
    // mpmath, 40 digits, of the formulas of Fader, Hardie & Lee (2005); 1.226 in Hardie's sheet.
    assert_close(
        rounded().expected_purchases(history, 39.0).unwrap(),
        1.226_028_174_767_1,
        1e-13,
    );
    assert_close(
        rounded().probability_alive(history).unwrap(),
        0.726_578_570_080_67,
        2e-14,
    );
    assert_close(
        rounded().log_likelihood(history),
        -9.458_606_307_066_3,
        1e-14,
    );
    let idle = rounded().probability_of_no_purchase(history, 39.0).unwrap();
    assert_close(idle, 0.445_372_862_083, 1e-12);
}

#[test]
fn a_of_one_is_an_ordinary_point() {
    let history = history(2.0, 30.43, 38.86);
    // mpmath, 40 digits, limit a → 1.
    for a in [1.0, 1.0 + 1e-14, 1.0 - 1e-14] {
        let expected = model(0.243, 4.414, a, 2.426)
            .expected_purchases(history, 39.0)
            .unwrap();
        assert_close(expected, 1.102_136_786_039_96, 1e-13);
    }
}

#[test]
fn new_customers_match_hardies_sheet() {
    // mpmath, 40 digits; .0078, .0532, .1506, 1.0405, 1.0437, 1.8576 in Hardie's sheet.
    for (time, expected) in [
        (0.1429, 0.007_815_97),
        (1.0, 0.053_184_13),
        (3.0, 0.150_630_55),
        (31.8571, 1.040_486_14),
        (32.0, 1.043_729_01),
        (78.0, 1.857_941_43),
    ] {
        let purchases = btyd().expected_purchases_new(time).unwrap();
        assert!(
            (purchases - expected).abs() <= 5.1e-9,
            "{time}: {purchases}"
        );
    }
    // 1.444004 in the vignette of BTYD.
    assert_close(
        btyd().expected_purchases_new(52.0).unwrap(),
        1.444_004_156_540_2,
        1e-13,
    );
    // PyMC-Marketing, test_beta_geo.py, .05326789117, .15086523089, .28075589358.
    assert_close(
        rounded().expected_purchases_new(1.0).unwrap(),
        0.053_267_891_171_658,
        1e-13,
    );
    assert_close(
        rounded().expected_purchases_new(3.0).unwrap(),
        0.150_865_230_893_05,
        1e-13,
    );
    assert_close(
        rounded().expected_purchases_new(6.0).unwrap(),
        0.280_755_893_58,
        1e-10,
    );
}

#[test]
fn counts_of_new_customers_match_lifetimes_and_btyd() {
    let probability = |n, t| rounded().purchase_probability_new(n, t).unwrap();
    // mpmath, 40 digits; 1.07869e-07 in the tests of lifetimes, .5737864 in Hardie's sheet.
    assert_close(probability(10, 2.0), 1.078_689_640_369_1e-7, 1e-13);
    assert_close(probability(0, 39.0), 0.573_786_352_096_01, 1e-13);
    assert_close(probability(11, 30.0), 0.001_999_521_447_478_9, 1e-13);
    assert_close(probability(15, 30.0), 0.000_702_363_765_887_4, 1e-13);
    assert_close(probability(20, 30.0), 0.000_222_226_048_006_64, 1e-13);
    // The tests of lifetimes, ten digits.
    let published = [
        0.001_999_521_4,
        0.001_517_023_6,
        0.001_163_315_0,
        0.000_900_314_8,
        0.000_702_363_8,
        0.000_551_790_2,
        0.000_436_191_3,
        0.000_346_717_1,
        0.000_276_961_3,
        0.000_222_226_0,
    ];
    for (n, expected) in (11..=20).zip(published) {
        assert!((probability(n, 30.0) - expected).abs() < 5.1e-11, "{n}");
    }
    // 1.745e-5 where lifetimes 0.11.3 has 4.87e-6: n = 171 is where n! leaves the floats.
    assert!(probability(172, 300.0) > 0.0);
}

#[test]
fn stable_log_likelihood_matches_hardie_note_027() {
    // mpmath, 40 digits; −.59947382 and 100.7957 in the note.
    let note = model(0.25, 4.0, 0.8, 2.5);
    assert_close(
        note.log_likelihood(history(0.0, 0.0, 40.0)),
        -0.599_473_818_199_59,
        1e-13,
    );
    assert_close(
        note.log_likelihood(history(200.0, 38.0, 40.0)),
        100.795_693_092_71,
        1e-13,
    );
}

#[test]
fn one_time_buyers_and_a_single_customer_can_be_fitted() {
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
    let empty = [vec![], vec![], vec![], vec![]];
    let [frequency, recency, age, _] = &empty;
    let columns = PurchaseColumns {
        frequency,
        recency,
        age,
        weights: None,
    };
    let error = BgNbd::fit(&columns, &FitOptions::default()).unwrap_err();
    assert_eq!(error.code(), "InsufficientData");
}

#[test]
fn the_time_unit_moves_alpha_and_the_log_likelihood_alone() {
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
    assert_close(day.r, week.r, 1e-9);
    assert_close(day.a, week.a, 1e-9);
    assert_close(day.b, week.b, 1e-9);
    // A density of purchase times: ln 7 less per purchase.
    let shifted = weeks.log_likelihood - purchases * 7f64.ln();
    assert_close(daily.log_likelihood, shifted, 1e-12);
}

#[test]
fn weights_equal_replication_bit_for_bit() {
    let [frequency, recency, age, _] = cdnow();
    let first = |column: &[f64]| column.iter().take(300).copied().collect::<Vec<_>>();
    let columns = [first(&frequency), first(&recency), first(&age)];
    let weights: Vec<f64> = (0..300).map(|i| f64::from(i % 3 + 1)).collect();
    let repeat = |column: &[f64]| {
        let pairs = column.iter().zip(&weights);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "1 to 3"
        )]
        pairs
            .flat_map(|(v, w)| std::iter::repeat_n(*v, *w as usize))
            .collect::<Vec<_>>()
    };
    let replicated = columns.each_ref().map(|column| repeat(column));
    let [frequency, recency, age] = &columns;
    let weighted = PurchaseColumns {
        frequency,
        recency,
        age,
        weights: Some(&weights),
    };
    let [frequency, recency, age] = &replicated;
    let replicated = PurchaseColumns {
        frequency,
        recency,
        age,
        weights: None,
    };
    let options = FitOptions::default();
    let weighted = BgNbd::fit(&weighted, &options).unwrap();
    let replicated = BgNbd::fit(&replicated, &options).unwrap();
    assert_eq!(weighted.model.params(), replicated.model.params());
    assert_eq!(weighted.log_likelihood, replicated.log_likelihood);
    assert_eq!(weighted.customers, replicated.customers);
}

#[test]
fn columns_have_the_bits_of_the_scalar_functions() {
    let data = cdnow();
    let columns = purchases(&data);
    let model = rounded();
    let [frequency, recency, age, _] = &data;
    let mut out = vec![0.0; age.len()];
    let rows = || (0..age.len()).map(|i| history(frequency[i], recency[i], age[i]));
    model.probability_alive_columns(&columns, &mut out).unwrap();
    assert!(
        rows()
            .zip(&out)
            .all(|(h, o)| model.probability_alive(h).unwrap() == *o)
    );
    model.probability_never_columns(&columns, &mut out).unwrap();
    assert!(
        rows()
            .zip(&out)
            .all(|(h, o)| model.probability_never(h).unwrap() == *o)
    );
    model
        .expected_purchases_columns(&columns, 39.0, &mut out)
        .unwrap();
    assert!(
        rows()
            .zip(&out)
            .all(|(h, o)| model.expected_purchases(h, 39.0).unwrap() == *o)
    );
    model
        .probability_of_purchase_columns(&columns, 39.0, &mut out)
        .unwrap();
    assert!(
        rows()
            .zip(&out)
            .all(|(h, o)| model.probability_of_purchase(h, 39.0).unwrap() == *o)
    );
    model
        .next_purchase_columns(&columns, 0.5, &mut out)
        .unwrap();
    assert!(rows().zip(&out).all(|(h, o)| {
        model
            .next_purchase(h, 0.5)
            .unwrap()
            .map_or(o.is_nan(), |time| time == *o)
    }));
}

#[test]
fn rejects_horizons_that_are_no_times() {
    let history = history(2.0, 30.43, 38.86);
    for horizon in [-1.0, f64::NAN, f64::INFINITY] {
        assert!(rounded().expected_purchases(history, horizon).is_err());
        assert!(rounded().probability_of_purchase(history, horizon).is_err());
    }
    assert!(rounded().next_purchase(history, 1.5).is_err());
    assert!(
        BgNbd::try_new(BgNbdParams {
            r: 0.0,
            alpha: 1.0,
            a: 1.0,
            b: 1.0
        })
        .is_err()
    );
}
