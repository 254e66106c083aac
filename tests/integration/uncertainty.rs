//! How sure parameters and predictions are.

use crate::bg_nbd::assert_close;
use crate::bg_nbd::cdnow;
use crate::bg_nbd::history;
use crate::bg_nbd::purchases;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::Fitted;
use clientele::btyd::uncertainty::DrawOptions;
use clientele::btyd::uncertainty::Interval;
use clientele::btyd::uncertainty::ModelDraws;
use clientele::btyd::uncertainty::parameter_intervals;
use proptest::prelude::*;

/// BG/NBD on CDNOW, every customer `weight` times.
fn fitted(weight: f64) -> Fitted<AnyModel> {
    let [frequency, recency, age, _] = cdnow();
    let weights = vec![weight; frequency.len()];
    let columns = PurchaseColumns {
        frequency: &frequency,
        recency: &recency,
        age: &age,
        weights: Some(&weights),
    };
    AnyModel::fit(ModelKind::BgNbd, &columns, None, &FitOptions::default()).unwrap()
}

fn draws(fitted: &Fitted<AnyModel>, draws: u32, seed: u32) -> ModelDraws {
    let options = DrawOptions { draws, seed };
    ModelDraws::of_fit(fitted, &options).unwrap().unwrap()
}

#[test]
fn parameter_intervals_are_the_delta_method_on_the_log_scale() {
    let fitted = fitted(1.0);
    let intervals = parameter_intervals(&fitted, 0.95).unwrap().unwrap();
    // Estimates .2425929 and 4.4135319, standard errors .01256 and .37822 (tight optimum of BG/NBD
    // on CDNOW); 1.959964 is the 97.5 % quantile of the normal distribution.
    for (interval, (x, error)) in intervals
        .iter()
        .zip([(0.2425929, 0.01256), (4.4135319, 0.37822)])
    {
        let factor = (1.959964_f64 * error / x).exp();
        assert_close(interval.lower, x / factor, 1e-4);
        assert_close(interval.upper, x * factor, 1e-4);
    }
}

#[test]
fn drawn_log_parameters_have_the_covariance_of_the_fit() {
    let fitted = fitted(1.0);
    let drawn = draws(&fitted, 20_000, 7);
    let estimate = fitted.model.parameters();
    let covariance = fitted.covariance.as_ref().unwrap();
    let logs: Vec<Vec<f64>> = drawn
        .models()
        .iter()
        .map(|model| {
            let pairs = model.parameters().into_iter().zip(&estimate);
            pairs.map(|(x, centre)| (x / centre).ln()).collect()
        })
        .collect();
    for i in 0..4 {
        for j in 0..4 {
            let products = logs.iter().map(|log| log[i] * log[j]);
            let found = products.sum::<f64>() / logs.len() as f64;
            let scaled = |i: usize, j: usize| covariance[i][j] / (estimate[i] * estimate[j]);
            // Five standard errors of a covariance of 20,000 normal pairs (Wishart).
            let error = ((scaled(i, i) * scaled(j, j) + scaled(i, j).powi(2)) / 20_000.0).sqrt();
            assert!(
                (found - scaled(i, j)).abs() < 5.0 * error,
                "({i}, {j}): {found}"
            );
        }
    }
}

#[test]
fn intervals_of_a_certain_model_are_the_quantiles_of_its_own_distribution() {
    // A million times the customers: the parameters are as good as known.
    let fitted = fitted(1e6);
    let drawn = draws(&fitted, 20, 1);
    let customer = history(10.0, 35.0, 38.86);
    let found = drawn.purchases(customer, 39.0, 0.9).unwrap();
    let mut below = 0.0;
    let mut ends = Vec::new();
    for n in 0..100 {
        let before = below;
        below += fitted
            .model
            .purchase_probability(customer, n, 39.0)
            .unwrap();
        if [0.05, 0.95].iter().any(|p| before < *p && below >= *p) {
            ends.push(f64::from(n));
        }
    }
    assert_eq!(vec![found.lower, found.upper], ends);
    let alive = drawn
        .interval(0.9, &|model| model.probability_alive(customer))
        .unwrap();
    assert!(alive.upper - alive.lower < 1e-3);
}

#[test]
fn columns_of_intervals_are_those_of_their_rows() {
    let drawn = draws(&fitted(1.0), 50, 3);
    let columns = PurchaseColumns {
        frequency: &[2.0, 0.0],
        recency: &[30.43, 0.0],
        age: &[38.86, 38.86],
        weights: None,
    };
    let value = |model: &AnyModel, history| model.expected_purchases(history, 39.0);
    let (mut lower, mut upper) = ([0.0; 2], [0.0; 2]);
    drawn
        .interval_columns(&columns, 0.8, &value, &mut lower, &mut upper)
        .unwrap();
    for (i, (x, recency)) in [(2.0, 30.43), (0.0, 0.0)].into_iter().enumerate() {
        let row = history(x, recency, 38.86);
        let one = drawn.interval(0.8, &|model| value(model, row)).unwrap();
        assert_eq!((lower[i], upper[i]), (one.lower, one.upper));
    }
    let short = drawn.interval_columns(&columns, 0.8, &value, &mut lower[..1], &mut upper);
    assert_eq!(short.unwrap_err().path(), Some("lower"));
}

#[test]
fn seeds_decide_the_draws() {
    let fitted = fitted(1.0);
    assert_eq!(draws(&fitted, 3, 5), draws(&fitted, 3, 5));
    assert_ne!(draws(&fitted, 3, 5), draws(&fitted, 3, 6));
}

#[test]
fn the_bootstrap_spreads_like_the_covariance() {
    let data = cdnow();
    let columns = purchases(&data);
    let options = DrawOptions { draws: 60, seed: 3 };
    let fit = FitOptions::default();
    let drawn = ModelDraws::bootstrap(ModelKind::BgNbd, &columns, None, &fit, &options).unwrap();
    let r: Vec<f64> = drawn
        .models()
        .iter()
        .map(|model| model.parameters()[0])
        .collect();
    let mean = r.iter().sum::<f64>() / 60.0;
    let spread = (r.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 59.0).sqrt();
    // The standard error of r on CDNOW is .01256; the spread of 60 samples is known to a tenth.
    assert!((spread / 0.01256 - 1.0).abs() < 0.4, "{spread}");
    let weighted = PurchaseColumns {
        weights: Some(&data[0]),
        ..columns
    };
    let error = ModelDraws::bootstrap(ModelKind::BgNbd, &weighted, None, &fit, &options);
    assert_eq!(error.unwrap_err().path(), Some("weights"));
}

#[test]
fn wrong_options_are_named() {
    let fitted = fitted(1.0);
    for level in [0.0, 1.0, f64::NAN] {
        let error = parameter_intervals(&fitted, level).unwrap_err();
        assert_eq!(error.path(), Some("level"));
    }
    let none = DrawOptions { draws: 0, seed: 1 };
    let error = ModelDraws::of_fit(&fitted, &none).unwrap_err();
    assert_eq!(error.path(), Some("options.draws"));
}

#[test]
fn a_fit_without_a_covariance_has_no_intervals() {
    let unknown = Fitted {
        covariance: None,
        standard_errors: None,
        ..fitted(1.0)
    };
    assert_eq!(parameter_intervals(&unknown, 0.9).unwrap(), None);
    assert_eq!(
        ModelDraws::of_fit(&unknown, &DrawOptions::default()).unwrap(),
        None
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_higher_level_is_a_wider_interval(x in 0_u32..40, silence in 0.0..30.0_f64, t in 0.1..100.0_f64) {
        let fitted = fitted(1.0);
        let drawn = draws(&fitted, 10, 2);
        let x = f64::from(x);
        let recency = if x > 0.0 { 5.0 } else { 0.0 };
        let customer = history(x, recency, recency + silence);
        let of = |level| drawn.purchases(customer, t, level).unwrap();
        let (narrow, wide): (Interval, Interval) = (of(0.5), of(0.95));
        prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper);
        prop_assert!(narrow.lower <= narrow.upper);
    }
}
