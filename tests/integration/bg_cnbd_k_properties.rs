//! What holds for every customer and every parameter of the (M)BG/CNBD-k model.

use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use proptest::prelude::*;

fn model(modified: bool, parameters: [f64; 5]) -> AnyModel {
    let kind = if modified {
        ModelKind::MbgCnbdK
    } else {
        ModelKind::BgCnbdK
    };
    AnyModel::try_new(kind, &parameters).unwrap()
}

prop_compose! {
    fn models()(
        modified: bool, k in 1_u32..13, r in -3.0..3.0, alpha in -3.0..6.0, a in -3.0..3.0,
        b in -3.0..4.0,
    ) -> AnyModel {
        let [r, alpha, a, b] = [r, alpha, a, b].map(f64::exp);
        model(modified, [f64::from(k), r, alpha, a, b])
    }
}

prop_compose! {
    fn histories()(x in 0_u32..200, share in 0.001..1.0, silent: bool, age in 0.01..1000.0)
        -> PurchaseHistory
    {
        // Half of the customers bought on the very last day.
        let share = if silent { share } else { 1.0 };
        let recency = if x > 0 { share * age } else { 0.0 };
        PurchaseHistory::try_new(f64::from(x), recency, age).unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_purchase_is_the_ratio_of_likelihoods(
        model in models(), history in histories(), horizon in 0.01..1000.0,
    ) {
        let age = history.age() + horizon;
        let later = PurchaseHistory::try_new(history.frequency(), history.recency(), age).unwrap();
        let ratio = (model.log_likelihood(later) - model.log_likelihood(history)).exp();
        let idle = model.probability_of_no_purchase(history, horizon).unwrap();
        prop_assert!((ratio - idle).abs() < 1e-9, "{ratio} {idle}");
        let some = model.probability_of_purchase(history, horizon).unwrap();
        prop_assert!((idle + some - 1.0).abs() < 1e-12);
    }

    #[test]
    fn counts_sum_to_one_and_to_the_expected_purchases(
        modified: bool, k in 1_u32..13, r in 0.3..3.0, a in 0.5..3.0, b in 0.5..5.0,
        x in 0_u32..4, share in 0.1..1.0, time in 0.1..20.0,
    ) {
        let k = f64::from(k);
        let model = model(modified, [k, r, 12.0 / k, a, b]);
        let recency = if x > 0 { share * 9.0 } else { 0.0 };
        let history = PurchaseHistory::try_new(f64::from(x), recency, 9.0).unwrap();
        let (mut sum, mut mean) = (0.0, 0.0);
        for n in 0..1200 {
            let probability = model.purchase_probability(history, n, time).unwrap();
            sum += probability;
            mean += probability * f64::from(n);
        }
        prop_assert!((sum - 1.0).abs() < 1e-11, "{sum}");
        let expected = model.expected_purchases(history, time).unwrap();
        prop_assert!((mean / expected - 1.0).abs() < 1e-10, "{mean} {expected}");
    }

    #[test]
    fn expected_purchases_rise_and_survival_falls_without_a_jump_at_the_switch(
        model in models(), history in histories(), horizon in 0.0..2000.0,
    ) {
        // 0.1 % further, so that the sum stands on one side and the integral on the other often.
        let (near, far) = (horizon, horizon * 1.001 + 1e-9);
        let at = |t| model.expected_purchases(history, t).unwrap();
        prop_assert!(at(far) >= at(near) * (1.0 - 1e-12));
        let alive = |t| model.probability_alive_after(history, t).unwrap();
        prop_assert!(alive(far) <= alive(near) * (1.0 + 1e-12));
        prop_assert!(alive(near) <= model.probability_alive(history).unwrap() * (1.0 + 1e-14));
    }

    #[test]
    fn columns_have_the_bits_of_single_customers(
        model in models(), rows in prop::collection::vec(histories(), 1..20), horizon in -3.0..9.0,
    ) {
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
        let mut expected = vec![f64::NAN; rows.len()];
        let mut alive = expected.clone();
        model.expected_purchases_columns(&columns, horizon, &mut expected).unwrap();
        model.probability_alive_columns(&columns, &mut alive).unwrap();
        for (i, history) in rows.iter().enumerate() {
            let single = model.expected_purchases(*history, horizon).unwrap();
            prop_assert_eq!(expected[i].to_bits(), single.to_bits());
            prop_assert_eq!(alive[i].to_bits(), model.probability_alive(*history).unwrap().to_bits());
        }
    }

    #[test]
    fn the_quantile_inverts_the_probability(
        model in models(), history in histories(), share in 0.01..0.99,
    ) {
        let probability = share * model.probability_alive(history).unwrap();
        if let Some(time) = model.next_purchase(history, probability).unwrap() {
            let reached = model.probability_of_purchase(history, time).unwrap();
            prop_assert!((reached - probability).abs() <= 1e-10 * probability, "{reached}");
        }
        prop_assert_eq!(model.next_purchase(history, 1.0).unwrap(), None);
    }
}
