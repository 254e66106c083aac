//! What holds for every customer and every parameter of Pareto/NBD.

use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::PurchaseModel;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::pareto_nbd::ParetoNbd;
use clientele::btyd::pareto_nbd::ParetoNbdParams;
use clientele::numeric::exponential_integral::scaled_exponential_integral;
use clientele::numeric::power_integral::PowerIntegral;
use proptest::prelude::*;

prop_compose! {
    fn models()(r in -4.0..4.0, alpha in -5.0..8.0, s in -4.0..4.0, beta in -5.0..8.0) -> ParetoNbd {
        let [r, alpha, s, beta] = [r, alpha, s, beta].map(f64::exp);
        ParetoNbd::try_new(ParetoNbdParams { r, alpha, s, beta }).unwrap()
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
    fn columns_have_the_bits_of_single_customers(
        model in models(), rows in prop::collection::vec(histories(), 1..300), horizon in 0.0..5000.0,
    ) {
        let column = |number: fn(&PurchaseHistory) -> f64| rows.iter().map(number).collect::<Vec<_>>();
        let [frequency, recency, age] =
            [PurchaseHistory::frequency, PurchaseHistory::recency, PurchaseHistory::age].map(column);
        let columns =
            PurchaseColumns { frequency: &frequency, recency: &recency, age: &age, weights: None };
        let (mut alive, mut expected) = (vec![0.0; rows.len()], vec![0.0; rows.len()]);
        model.probability_alive_columns(&columns, &mut alive).unwrap();
        model.expected_purchases_columns(&columns, horizon, &mut expected).unwrap();
        for ((history, alive), expected) in rows.into_iter().zip(alive).zip(expected) {
            prop_assert_eq!(alive.to_bits(), model.probability_alive(history).unwrap().to_bits());
            let single = model.expected_purchases(history, horizon).unwrap();
            prop_assert_eq!(expected.to_bits(), single.to_bits());
        }
    }
}

proptest! {
    #[test]
    fn probabilities_are_within_zero_and_one(
        model in models(), history in histories(), horizon in 0.0..5000.0,
    ) {
        let bought = model.probability_of_purchase(history, horizon).unwrap();
        let idle = model.probability_of_no_purchase(history, horizon).unwrap();
        let never = model.probability_never(history).unwrap();
        for probability in [model.probability_alive(history).unwrap(), bought, idle, never] {
            // Integrals, each with its own rounding.
            prop_assert!((0.0..=1.0 + 1e-13).contains(&probability), "{probability}");
        }
        prop_assert!((bought + idle - 1.0).abs() < 1e-12, "{bought} {idle}");
        prop_assert!(never <= idle * (1.0 + 1e-12));
    }

    #[test]
    fn no_purchase_is_the_ratio_of_likelihoods(
        model in models(), history in histories(), horizon in 0.01..1000.0,
    ) {
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
        let ever = 1.0 - model.probability_never(history).unwrap();
        let probability = share * ever;
        if probability > 1e-6 && let Some(time) = model.next_purchase(history, probability).unwrap() {
            let reached = model.probability_of_purchase(history, time).unwrap();
            prop_assert!((reached - probability).abs() <= 1e-10 * probability);
        }
    }

    #[test]
    fn counts_sum_to_one_and_their_mean_is_expected(
        r in 0.1..3.0, alpha in 1.0..20.0, s in 0.1..3.0, beta in 1.0..20.0, time in 0.1..10.0,
        x in 0_u32..5, age in 10.0..40.0,
    ) {
        let model = ParetoNbd::try_new(ParetoNbdParams { r, alpha, s, beta }).unwrap();
        let recency = if x > 0 { 0.7 * age } else { 0.0 };
        let existing = PurchaseHistory::try_new(f64::from(x), recency, age).unwrap();
        for history in [PurchaseHistory::NEW, existing] {
            let counts: Vec<f64> = (0..600)
                .map(|n| model.purchase_probability(history, n, time).unwrap())
                .collect();
            let sum: f64 = counts.iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-11, "{sum}");
            let mean: f64 = counts.iter().enumerate().map(|(n, p)| n as f64 * p).sum();
            let expected = model.expected_purchases(history, time).unwrap();
            prop_assert!((mean - expected).abs() <= 1e-9 * expected, "{mean} {expected}");
        }
    }

    #[test]
    fn equal_scales_are_continuous_from_both_sides(
        model in models(), history in histories(), side in prop::bool::ANY,
    ) {
        let ParetoNbdParams { r, alpha, s, .. } = model.params();
        let near = alpha * if side { 1.0 + 1e-13 } else { 1.0 - 1e-13 };
        let [at, beside] = [alpha, near].map(|beta| {
            let model = ParetoNbd::try_new(ParetoNbdParams { r, alpha, s, beta }).unwrap();
            model.probability_of_no_purchase(history, 7.0).unwrap()
        });
        // The slope by ln β is s·ln(β+T) at most: 55·10.
        prop_assert!((at - beside).abs() <= 1e-10, "{at} {beside}");
    }

    #[test]
    fn parts_of_the_power_integral_add_up(
        p in 0.1..50.0, a in -5.0..5.0, q in 1.0..50.0, b in -5.0..5.0,
        start in -5.0..5.0, more in -5.0..5.0,
    ) {
        let [a, b, start, more] = [a, b, start, more].map(f64::exp);
        // ∫₀^(u+w) = ∫₀ᵘ + the integrand at u times the integral from there, by whatever form.
        let whole = PowerIntegral { p, a, q, b, total: p + q - 1.0, decay: 0.0 };
        let later = PowerIntegral { a: a + start, b: b + start, ..whole };
        let there = (-p * (start / a).ln_1p() - q * (start / b).ln_1p()).exp();
        let sum = whole.value(start) + there * later.value(more);
        let value = whole.value(start + more);
        prop_assert!((sum / value - 1.0).abs() < 1e-12, "{sum} {value}");
    }

    #[test]
    fn the_exponential_integral_obeys_its_recurrence(p in 0.01..40.0, z in -8.0..8.0) {
        // NIST DLMF 8.19.12: p·E_{p+1}(z) + z·E_p(z) = e^(−z).
        let z = f64::exp(z);
        let one = p * scaled_exponential_integral(p + 1.0, z) + z * scaled_exponential_integral(p, z);
        prop_assert!((one - 1.0).abs() < 1e-13, "{one}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_residual_is_its_integral(
        model in models(), history in histories(), rate in 0.001_f64..1.0, horizon in 1.0_f64..100.0,
    ) {
        // By parts: e^(−δh)·E[Y(h)] + δ∫₀ʰ e^(−δt)·E[Y(t)] dt, with Simpson's rule.
        let expected = |t: f64| model.expected_purchases(history, t).unwrap();
        let steps = 2000;
        let step = horizon / f64::from(steps);
        let sum: f64 = (0..=steps)
            .map(|k| {
                let weight: f64 = match k {
                    0 => 1.0,
                    k if k == steps => 1.0,
                    k if k % 2 == 1 => 4.0,
                    _ => 2.0,
                };
                let t = f64::from(k) * step;
                weight * (-rate * t).exp() * expected(t)
            })
            .sum();
        let integral = rate * sum * step / 3.0 + (-rate * horizon).exp() * expected(horizon);
        let value = model.residual_purchases(history, rate, Some(horizon)).unwrap().unwrap();
        // The rule is exact to the fourth power of the step over what the integrand changes on.
        let near = model.params().beta + history.age();
        let tolerance = 1e-9 + (step * (rate + 1.0 / near)).powi(4);
        prop_assert!((value - integral).abs() <= tolerance * integral + 1e-290, "{value} {integral}");
        let all = model.residual_purchases(history, rate, None).unwrap().unwrap();
        prop_assert!(all >= value * (1.0 - 1e-12));
    }

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
            let fitted = ParetoNbd::fit(&columns, &options).unwrap();
            prop_assert!(fitted.log_likelihood.is_finite());
            if prior != PriorMode::None {
                prop_assert!(fitted.convergence.converged, "{:?}", fitted.convergence);
                prop_assert!(fitted.standard_errors.is_some());
            }
            let [frequency, recency, age] = &reversed;
            let other = PurchaseColumns { frequency, recency, age, weights: None };
            prop_assert_eq!(ParetoNbd::fit(&other, &options).unwrap(), fitted);
        }
    }
}

proptest! {
    #[test]
    fn counts_that_share_their_nodes_are_those_of_one_at_a_time(
        params in (0.05..20.0_f64, 0.1..100.0_f64, 0.05..6.0_f64, 0.1..100.0_f64),
        x in 0_u32..200,
        ln_time in -4.0..6.0_f64,
        from in 1_u32..200,
        len in 1_usize..40,
    ) {
        let (r, alpha, s, beta) = params;
        let model = ParetoNbd::try_new(ParetoNbdParams { r, alpha, s, beta }).unwrap();
        let recency = if x > 0 { 20.0 } else { 0.0 };
        let history = PurchaseHistory::try_new(f64::from(x), recency, 30.0).unwrap();
        let mut shared = vec![0.0; len];
        model.counts_if_alive(history, from, ln_time.exp(), &mut shared);
        for (n, shared) in (from..).zip(shared) {
            let alone = model.count_if_alive(history, n, ln_time.exp());
            // Near its top a single count uses a rule whose error is up to some 1e-12.
            prop_assert!((shared - alone).abs() <= 5e-12 * alone + 1e-290, "{} {} {}", n, shared, alone);
        }
    }
}

#[test]
fn shared_counts_have_the_digits_of_an_integral_of_30() {
    // By mpmath: NB(11; t)·(β/(β+t))^s + ∫ NB(11; u)·s/β·(β/(β+u))^(s+1) du, t = e^5.878948457278834.
    let params = ParetoNbdParams {
        r: 0.05,
        alpha: 0.1,
        s: 0.05,
        beta: 0.1,
    };
    let model = ParetoNbd::try_new(params).unwrap();
    let history = PurchaseHistory::try_new(5.0, 20.0, 30.0).unwrap();
    let mut shared = [0.0; 11];
    model.counts_if_alive(history, 1, 5.878948457278834_f64.exp(), &mut shared);
    assert!((shared[10] / 0.004_212_271_975_299_04 - 1.0).abs() < 1e-13);
}

proptest! {
    #[test]
    fn the_masses_of_a_distribution_are_the_counts_to_a_part_of_the_whole(
        params in (0.05..20.0_f64, 0.1..100.0_f64, 0.05..60.0_f64, 0.1..100.0_f64),
        x in 0_u32..600,
        ln_time in -4.0..8.0_f64,
        from in 1_u32..1200,
        len in 1_usize..400,
    ) {
        let (r, alpha, s, beta) = params;
        let model = ParetoNbd::try_new(ParetoNbdParams { r, alpha, s, beta }).unwrap();
        let recency = if x > 0 { 20.0 } else { 0.0 };
        let history = PurchaseHistory::try_new(f64::from(x), recency, 30.0).unwrap();
        let time = ln_time.exp();
        let mut masses = vec![0.0; len];
        model.masses_if_alive(history, from, time, &mut masses);
        for (n, mass) in (from..).zip(masses).step_by(1 + len / 12) {
            let alone = model.count_if_alive(history, n, time);
            prop_assert!((mass - alone).abs() <= 1e-12, "{} {} {}", n, mass, alone);
        }
    }
}
