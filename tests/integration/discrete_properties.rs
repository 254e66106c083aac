//! What holds for every customer and every parameter of the models in discrete time.

use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::PurchaseModel;
use clientele::btyd::bg_bb::BgBb;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometricParams;
use proptest::prelude::*;

prop_compose! {
    fn models()(a in -4.0..4.0, b in -4.0..5.0, c in -4.0..4.0, d in -4.0..5.0) -> BgBb {
        let [a, b, c, d] = [a, b, c, d].map(f64::exp);
        crate::bg_bb::model(a, b, c, d)
    }
}

prop_compose! {
    fn contracts()(a in -4.0..4.0, b in -4.0..5.0) -> ShiftedBetaGeometric {
        let [alpha, beta] = [a, b].map(f64::exp);
        ShiftedBetaGeometric::try_new(ShiftedBetaGeometricParams { alpha, beta }).unwrap()
    }
}

prop_compose! {
    fn histories()(
        age in 0_u32..300, recency in 0.0_f64..1.0, x in 0.0_f64..1.0, none in any::<bool>(),
    ) -> PurchaseHistory {
        let age = f64::from(age);
        let recency = if none { 0.0 } else { (recency * (age + 1.0)).floor().min(age) };
        let x = if recency > 0.0 { 1.0 + (x * recency).floor().min(recency - 1.0) } else { 0.0 };
        PurchaseHistory::try_new(x, recency, age).unwrap()
    }
}

fn later(history: PurchaseHistory, time: f64) -> PurchaseHistory {
    PurchaseHistory::try_new(history.frequency(), history.recency(), history.age() + time).unwrap()
}

fn close(one: f64, other: f64, relative: f64) -> bool {
    (one - other).abs() <= relative * other.abs()
}

proptest! {
    #[test]
    fn probabilities_are_within_zero_and_one(
        model in models(), history in histories(), horizon in 0_u32..2000,
    ) {
        let horizon = f64::from(horizon);
        let buys = model.probability_of_purchase(history, horizon).unwrap();
        let idle = model.probability_of_no_purchase(history, horizon).unwrap();
        let never = model.probability_never(history).unwrap();
        let alive = model.probability_alive(history).unwrap();
        for probability in [buys, idle, never, alive] {
            prop_assert!((0.0..=1.0 + 1e-15).contains(&probability), "{probability}");
        }
        prop_assert!((buys + idle - 1.0).abs() < 1e-13, "{buys} {idle}");
        prop_assert!(never <= idle * (1.0 + 1e-13) && 1.0 - alive <= never * (1.0 + 1e-13) + 1e-15);
    }

    #[test]
    fn expected_purchases_rise_with_the_horizon_up_to_all(
        model in models(), history in histories(), horizon in 0_u32..2000, more in 1_u32..2000,
    ) {
        let near = model.expected_purchases(history, f64::from(horizon)).unwrap();
        let far = model.expected_purchases(history, f64::from(horizon + more)).unwrap();
        prop_assert!(near >= 0.0 && far >= near * (1.0 - 1e-13));
        if let Some(all) = model.residual_purchases(history, 0.0, None).unwrap() {
            prop_assert!(far <= all * (1.0 + 1e-13));
        }
    }

    #[test]
    fn no_purchase_is_the_ratio_of_likelihoods(
        model in models(), history in histories(), horizon in 1_u32..1000,
    ) {
        let horizon = f64::from(horizon);
        let after = model.log_likelihood(later(history, horizon));
        let before = model.log_likelihood(history);
        let idle = model.probability_of_no_purchase(history, horizon).unwrap();
        prop_assert!(close((after - before).exp(), idle, 1e-11 * (1.0 + before.abs())));
    }

    #[test]
    fn counts_sum_to_one_and_their_mean_is_the_expectation(
        model in models(), history in histories(), horizon in 0_u32..120,
    ) {
        let time = f64::from(horizon);
        let pmf: Vec<f64> = (0..=horizon)
            .map(|n| model.purchase_probability(history, n, time).unwrap())
            .collect();
        prop_assert!((pmf.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let mean: f64 = (0..=horizon).zip(&pmf).map(|(n, p)| f64::from(n) * p).sum();
        let expected = model.expected_purchases(history, time).unwrap();
        prop_assert!((mean - expected).abs() <= 1e-11 * expected, "{mean} {expected}");
        prop_assert_eq!(model.purchase_probability(history, horizon + 1, time).unwrap(), 0.0);
    }

    #[test]
    fn never_is_death_now_or_never_after_an_opportunity_let_pass(
        model in models(), history in histories(),
    ) {
        // Of one who is alive: γ/(γ+δ) + δ/(γ+δ)·β/(α+β)·never of the customer who let one pass.
        let survives = model.survival_if_alive(history, 1.0);
        let passes = 1.0 - model.rate_if_alive(history);
        let never = model.never_if_alive(history);
        let next = model.never_if_alive(later(history, 1.0));
        let sum = (1.0 - survives) + survives * passes * next;
        prop_assert!((never - sum).abs() < 1e-14, "{never} {sum}");
    }

    #[test]
    fn the_next_purchase_is_the_first_opportunity_that_suffices(
        model in models(), history in histories(), share in 0.0..0.9,
    ) {
        let reach = 1.0 - model.probability_never(history).unwrap();
        let probability = share * reach;
        if let Some(time) = model.next_purchase(history, probability).unwrap() {
            let reached = model.probability_of_purchase(history, time).unwrap();
            prop_assert!(reached >= probability * (1.0 - 1e-14));
            if time > 0.0 {
                let before = model.probability_of_purchase(history, time - 1.0).unwrap();
                prop_assert!(before <= probability * (1.0 + 1e-14));
            }
        }
        prop_assert_eq!(model.next_purchase(history, 1.0).unwrap(), None);
    }

    #[test]
    fn a_residual_falls_with_the_rate_and_rises_with_the_horizon(
        model in models(), history in histories(), rate in -12.0..1.0, horizon in 1_u32..5000,
    ) {
        let rate = f64::exp(rate);
        let all = model.residual_purchases(history, rate, None).unwrap().unwrap();
        let less = model.residual_purchases(history, rate * 1.5, None).unwrap().unwrap();
        prop_assert!(less <= all);
        let end = f64::from(horizon);
        let part = model.residual_purchases(history, rate, Some(end)).unwrap().unwrap();
        prop_assert!(part <= all * (1.0 + 1e-12));
        prop_assert!(part <= model.expected_purchases(history, end).unwrap() * (1.0 + 1e-12));
    }

    #[test]
    fn contracts_end_once(model in contracts(), periods in 1_u32..400) {
        let churned: f64 = (1..=periods).map(|t| model.churn_probability(t).unwrap()).sum();
        prop_assert!((churned + model.survival(periods).unwrap() - 1.0).abs() < 1e-13);
        let ratio = model.survival(periods).unwrap() / model.survival(periods - 1).unwrap();
        prop_assert!(close(ratio, model.retention_rate(periods).unwrap(), 1e-12));
        let new = PurchaseHistory::NEW;
        let time = f64::from(periods);
        let mean: f64 = (0..=periods)
            .map(|n| f64::from(n) * model.purchase_probability(new, n, time).unwrap())
            .sum();
        prop_assert!(close(mean, model.expected_purchases(new, time).unwrap(), 1e-12));
        let after = later(new, time);
        let idle = model.log_likelihood(after) - model.log_likelihood(new);
        prop_assert!(close(idle.exp(), model.probability_of_no_purchase(new, time).unwrap(), 1e-13));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_fit_of_anything_is_finite_and_free_of_order(
        histories in proptest::collection::vec(histories(), 1..40),
    ) {
        let column = |number: fn(&PurchaseHistory) -> f64| histories.iter().map(number).collect::<Vec<_>>();
        let (frequency, recency, age) = (
            column(PurchaseHistory::frequency),
            column(PurchaseHistory::recency),
            column(PurchaseHistory::age),
        );
        let reversed = [&frequency, &recency, &age]
            .map(|column| column.iter().rev().copied().collect::<Vec<_>>());
        let columns =
            PurchaseColumns { frequency: &frequency, recency: &recency, age: &age, weights: None };
        for prior in [PriorMode::Auto, PriorMode::Weak, PriorMode::None] {
            let options = FitOptions { prior, ..FitOptions::default() };
            let fitted = BgBb::fit(&columns, &options).unwrap();
            prop_assert!(fitted.log_likelihood.is_finite());
            let rows: f64 = histories.iter().map(|h| fitted.model.log_likelihood(*h)).sum();
            prop_assert!((rows - fitted.log_likelihood).abs() <= 1e-11 * rows.abs().max(1.0));
            if prior != PriorMode::None {
                prop_assert!(fitted.convergence.converged, "{:?}", fitted.convergence);
                prop_assert!(fitted.standard_errors.is_some());
            }
            let [frequency, recency, age] = &reversed;
            let other = PurchaseColumns { frequency, recency, age, weights: None };
            prop_assert_eq!(BgBb::fit(&other, &options).unwrap(), fitted);
        }
    }

    #[test]
    fn a_cohort_of_anything_can_be_fitted(
        losses in proptest::collection::vec(0.0..0.9, 0..30), start in 1.0..1e5,
    ) {
        let mut survivors = vec![start];
        for loss in losses {
            survivors.push(survivors[survivors.len() - 1] * (1.0 - loss));
        }
        let fitted = ShiftedBetaGeometric::fit_cohort(&survivors, &FitOptions::default()).unwrap();
        prop_assert!(fitted.log_likelihood.is_finite());
        prop_assert!(fitted.convergence.converged, "{:?}", fitted.convergence);
    }
}
