//! What holds for every customer and every parameter.

use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::PurchaseModel;
use clientele::btyd::bg_nbd::BgNbd;
use clientele::btyd::bg_nbd::BgNbdParams;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::PriorMode;
use proptest::prelude::*;

prop_compose! {
    fn models()(r in -4.0..4.0, alpha in -5.0..8.0, a in -4.0..4.0, b in -4.0..5.0) -> BgNbd {
        let [r, alpha, a, b] = [r, alpha, a, b].map(f64::exp);
        BgNbd::try_new(BgNbdParams { r, alpha, a, b }).unwrap()
    }
}

prop_compose! {
    fn histories()(x in 0_u32..400, share in 0.001..1.0, age in 0.01..3000.0) -> PurchaseHistory {
        let recency = if x > 0 { share * age } else { 0.0 };
        PurchaseHistory::try_new(f64::from(x), recency, age).unwrap()
    }
}

proptest! {
    #[test]
    fn probabilities_are_within_zero_and_one(
        model in models(), history in histories(), horizon in 0.0..5000.0,
    ) {
        for probability in [
            model.probability_alive(history).unwrap(),
            model.probability_never(history).unwrap(),
            model.probability_of_purchase(history, horizon).unwrap(),
            model.probability_of_no_purchase(history, horizon).unwrap(),
        ] {
            prop_assert!((0.0..=1.0).contains(&probability), "{probability}");
        }
        let sum = model.probability_of_purchase(history, horizon).unwrap()
            + model.probability_of_no_purchase(history, horizon).unwrap();
        prop_assert!((sum - 1.0).abs() < 1e-14);
    }

    #[test]
    fn expected_purchases_rise_with_the_horizon(
        model in models(), history in histories(), horizon in 0.0..3000.0, more in 0.1..3000.0,
    ) {
        let near = model.expected_purchases(history, horizon).unwrap();
        let far = model.expected_purchases(history, horizon + more).unwrap();
        prop_assert!(near >= 0.0 && far >= near * (1.0 - 1e-12), "{near} {far}");
        // No more than someone who never leaves buys: P(alive)·(r+x)/(α+T)·t.
        let BgNbdParams { r, alpha, .. } = model.params();
        let rate = (r + history.frequency()) / (alpha + history.age());
        let most = model.probability_alive(history).unwrap() * rate * horizon;
        prop_assert!(near <= most * (1.0 + 1e-12) + 1e-300, "{near} {most}");
    }

    #[test]
    fn columns_of_expected_purchases_have_the_bits_of_single_customers(
        model in models(),
        rows in prop::collection::vec(histories(), 1..60),
        horizon in -3.0..10.0,
    ) {
        // From days to millennia: the kept coefficients, the series of one customer, the integral.
        let horizon = f64::exp(horizon);
        let column = |number: fn(&PurchaseHistory) -> f64| rows.iter().map(number).collect::<Vec<_>>();
        let (frequency, recency, age) = (
            column(PurchaseHistory::frequency),
            column(PurchaseHistory::recency),
            column(PurchaseHistory::age),
        );
        let columns = PurchaseColumns {
            frequency: &frequency,
            recency: &recency,
            age: &age,
            weights: None,
        };
        let mut out = vec![f64::NAN; rows.len()];
        model.expected_purchases_columns(&columns, horizon, &mut out).unwrap();
        for (found, history) in out.iter().zip(&rows) {
            let single = model.expected_purchases(*history, horizon).unwrap();
            prop_assert_eq!(found.to_bits(), single.to_bits(), "{} {}", found, single);
        }
    }

    #[test]
    fn no_purchase_is_the_ratio_of_likelihoods(
        model in models(), history in histories(), horizon in 0.01..1000.0,
    ) {
        let PurchaseHistory { .. } = history;
        let age = history.age() + horizon;
        let later = PurchaseHistory::try_new(history.frequency(), history.recency(), age).unwrap();
        let ratio = (model.log_likelihood(later) - model.log_likelihood(history)).exp();
        let idle = model.probability_of_no_purchase(history, horizon).unwrap();
        prop_assert!((ratio - idle).abs() < 1e-9, "{ratio} {idle}");
    }

    #[test]
    fn the_quantile_inverts_the_probability(
        model in models(), history in histories(), share in 0.01..0.99,
    ) {
        let probability = share * model.probability_alive(history).unwrap();
        if let Some(time) = model.next_purchase(history, probability).unwrap() {
            let reached = model.probability_of_purchase(history, time).unwrap();
            prop_assert!((reached - probability).abs() <= 1e-11 * probability);
        }
        prop_assert_eq!(model.next_purchase(history, 1.0).unwrap(), None);
    }

    #[test]
    fn counts_of_a_new_customer_sum_to_one(
        r in 0.1..3.0, alpha in 1.0..20.0, a in 0.1..3.0, b in 0.1..5.0, time in 0.1..20.0,
    ) {
        let model = BgNbd::try_new(BgNbdParams { r, alpha, a, b }).unwrap();
        let sum: f64 =
            (0..2000).map(|n| model.purchase_probability_new(n, time).unwrap()).sum();
        prop_assert!((sum - 1.0).abs() < 1e-11, "{sum}");
        let mean: f64 = (0..2000)
            .map(|n| f64::from(n) * model.purchase_probability_new(n, time).unwrap())
            .sum();
        let expected = model.expected_purchases_new(time).unwrap();
        prop_assert!((mean - expected).abs() <= 1e-9 * expected, "{mean} {expected}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_fit_of_anything_is_finite_and_free_of_order(
        histories in proptest::collection::vec(histories(), 1..40),
    ) {
        let frequency: Vec<f64> = histories.iter().map(PurchaseHistory::frequency).collect();
        let recency: Vec<f64> = histories.iter().map(PurchaseHistory::recency).collect();
        let age: Vec<f64> = histories.iter().map(PurchaseHistory::age).collect();
        let reversed = [&frequency, &recency, &age]
            .map(|column| column.iter().rev().copied().collect::<Vec<_>>());
        let columns =
            PurchaseColumns { frequency: &frequency, recency: &recency, age: &age, weights: None };
        for prior in [PriorMode::Auto, PriorMode::Weak, PriorMode::None] {
            let options = FitOptions { prior, ..FitOptions::default() };
            let fitted = BgNbd::fit(&columns, &options).unwrap();
            prop_assert!(fitted.log_likelihood.is_finite());
            if prior != PriorMode::None {
                prop_assert!(fitted.convergence.converged, "{:?}", fitted.convergence);
                prop_assert!(fitted.standard_errors.is_some());
            }
            let [frequency, recency, age] = &reversed;
            let other = PurchaseColumns { frequency, recency, age, weights: None };
            prop_assert_eq!(BgNbd::fit(&other, &options).unwrap(), fitted);
        }
    }
}
