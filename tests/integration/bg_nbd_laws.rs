//! What ties the predictions of BG/NBD and of MBG/NBD together, by ways that share no code.

use crate::bg_nbd::cdnow;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::Fitted;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::lifetime_value::LifetimeOptions;
use clientele::btyd::lifetime_value::lifetime_value_columns;
use proptest::prelude::*;

const KINDS: [ModelKind; 2] = [ModelKind::BgNbd, ModelKind::MbgNbd];

prop_compose! {
    fn models()(
        kind in prop::sample::select(&KINDS[..]),
        r in -4.0..4.0_f64, alpha in -5.0..8.0_f64, a in -4.0..4.0_f64, b in -4.0..5.0_f64,
    ) -> AnyModel {
        AnyModel::try_new(kind, &[r, alpha, a, b].map(f64::exp)).unwrap()
    }
}

prop_compose! {
    /// Models and times of which some two thousand purchases are more than enough.
    fn gentle()(
        kind in prop::sample::select(&KINDS[..]),
        r in 0.1..3.0, alpha in 1.0..20.0, a in 0.1..3.0, b in 0.1..5.0,
    ) -> AnyModel {
        AnyModel::try_new(kind, &[r, alpha, a, b]).unwrap()
    }
}

prop_compose! {
    fn histories(most: u32)(
        x in 0..most, share in 0.001..1.0, age in 0.01..3000.0,
    ) -> PurchaseHistory {
        let recency = if x > 0 { share * age } else { 0.0 };
        PurchaseHistory::try_new(f64::from(x), recency, age).unwrap()
    }
}

fn column(rows: &[PurchaseHistory], number: fn(&PurchaseHistory) -> f64) -> Vec<f64> {
    rows.iter().map(number).collect()
}

/// Frequency, recency and age.
fn table(rows: &[PurchaseHistory]) -> [Vec<f64>; 3] {
    [
        column(rows, PurchaseHistory::frequency),
        column(rows, PurchaseHistory::recency),
        column(rows, PurchaseHistory::age),
    ]
}

fn columns(table: &[Vec<f64>; 3]) -> PurchaseColumns<'_> {
    let [frequency, recency, age] = table;
    PurchaseColumns {
        frequency,
        recency,
        age,
        weights: None,
    }
}

/// Differs by `relative` at most, or not at all beside 1e-290.
fn close(one: f64, other: f64, relative: f64) -> bool {
    (one - other).abs() <= relative * one.abs().max(other.abs()) + 1e-290
}

proptest! {
    #[test]
    fn counts_sum_to_one_and_to_the_expected_purchases(
        model in gentle(), history in histories(30), share in 0.01..20.0,
    ) {
        // z = t/(α+T+t) is below 20/21, and its 2,000th power below 1e-42.
        for (history, time) in [
            (history, share * history.age()),
            (PurchaseHistory::NEW, share),
        ] {
            let counts: Vec<f64> = (0..4000)
                .map(|n| model.purchase_probability(history, n, time).unwrap())
                .collect();
            let sum: f64 = counts.iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-11, "{sum}");
            let mean: f64 = counts.iter().zip(0_u32..).map(|(p, n)| f64::from(n) * p).sum();
            let expected = model.expected_purchases(history, time).unwrap();
            prop_assert!(close(mean, expected, 1e-9), "{mean} {expected}");
            let any = 1.0 - model.probability_of_purchase(history, time).unwrap();
            prop_assert!((counts[0] - any).abs() < 1e-14);
        }
    }

    #[test]
    fn no_purchase_is_the_ratio_of_likelihoods(
        model in models(), history in histories(400), horizon in 0.01..1000.0,
    ) {
        let age = history.age() + horizon;
        let later = PurchaseHistory::try_new(history.frequency(), history.recency(), age).unwrap();
        let ratio = (model.log_likelihood(later) - model.log_likelihood(history)).exp();
        let idle = model.probability_of_no_purchase(history, horizon).unwrap();
        prop_assert!((ratio - idle).abs() < 1e-9, "{ratio} {idle}");
        let bought = model.probability_of_purchase(history, horizon).unwrap();
        prop_assert!((bought + idle - 1.0).abs() < 1e-14, "{bought} {idle}");
        prop_assert!(idle >= model.probability_never(history).unwrap());
    }

    #[test]
    fn who_leaves_does_so_at_a_purchase(
        model in models(), history in histories(400), log_time in -7.0..9.0_f64,
    ) {
        // p·Beta(p; a, b) = a/(a+b)·Beta(p; a+1, b): what leaves is the purchases of the latter.
        let time = log_time.exp();
        let parameters = model.parameters();
        let [r, alpha, a, b] = [0, 1, 2, 3].map(|i| parameters[i]);
        let first = if model.kind() == ModelKind::MbgNbd { 1.0 } else { 0.0 };
        let tries = b + history.frequency() + first;
        let other = AnyModel::try_new(model.kind(), &[r, alpha, a + 1.0, b]).unwrap();
        let left = a / (a + tries) * other.purchases_if_alive(history, time);
        let stays = model.survival_if_alive(history, time);
        prop_assert!((stays + left - 1.0).abs() < 1e-12, "{stays} {left}");
        prop_assert!((0.0..=1.0 + 1e-14).contains(&stays));
        let later = model.survival_if_alive(history, 1.5 * time);
        prop_assert!(later <= stays * (1.0 + 1e-13), "{stays} {later}");
    }

    #[test]
    fn the_residual_is_the_sum_of_discounted_purchases(
        model in models(), history in histories(100), log_horizon in -2.0..6.0_f64,
        depth in 1e-3..3.0_f64,
    ) {
        let horizon = log_horizon.exp();
        let rate = depth / horizon;
        let value = model.residual_purchases(history, rate, Some(horizon)).unwrap().unwrap();
        // Discounted to the ends of short stretches it is more, to their starts less.
        let (mut low, mut high, mut before) = (0.0, 0.0, 0.0);
        for step in 1..=200 {
            let (start, end) = (f64::from(step - 1) / 200.0, f64::from(step) / 200.0);
            let until = model.expected_purchases(history, horizon * end).unwrap();
            low += (-depth * end).exp() * (until - before);
            high += (-depth * start).exp() * (until - before);
            before = until;
        }
        prop_assert!(low <= value * (1.0 + 1e-10) + 1e-290, "{low} {value}");
        prop_assert!(value <= high * (1.0 + 1e-10) + 1e-290, "{value} {high}");
    }

    #[test]
    fn the_residual_knows_its_limits(
        model in models(), history in histories(100), log_rate in -20.0..3.0_f64,
    ) {
        let rate = log_rate.exp();
        let all = model.residual_purchases(history, rate, None).unwrap().unwrap();
        // The two sides of the switch between a far horizon and none; e^-39 is below 1e-16.
        for depth in [39.0, 41.0, 59.0, 61.0, 1e6] {
            let some = model.residual_purchases(history, rate, Some(depth / rate)).unwrap();
            prop_assert!(close(some.unwrap(), all, 1e-12), "{depth} {some:?} {all}");
        }
        // A near horizon is not discounted.
        let near = 1e-14 / rate;
        let some = model.residual_purchases(history, rate, Some(near)).unwrap().unwrap();
        let plain = model.expected_purchases(history, near).unwrap();
        prop_assert!(close(some, plain, 1e-12), "{some} {plain}");
        let longer = model.residual_purchases(history, 0.5 * rate, None).unwrap().unwrap();
        prop_assert!(longer >= all * (1.0 - 1e-12), "{longer} {all}");
        if let Some(most) = model.residual_purchases(history, 0.0, None).unwrap() {
            prop_assert!(longer <= most * (1.0 + 1e-12), "{longer} {most}");
        } else {
            prop_assert!(model.parameters()[2] <= 1.0);
        }
    }

    #[test]
    fn the_quantile_inverts_the_probability(
        model in models(), history in histories(400), share in 0.01..0.99,
    ) {
        let probability = share * model.probability_alive(history).unwrap();
        if let Some(time) = model.next_purchase(history, probability).unwrap() {
            let reached = model.probability_of_purchase(history, time).unwrap();
            prop_assert!(close(reached, probability, 1e-11), "{reached} {probability}");
        }
        prop_assert_eq!(model.next_purchase(history, 1.0).unwrap(), None);
    }

    #[test]
    fn a_path_of_p_alive_sees_no_later_purchase(
        model in models(), gaps in prop::collection::vec(0.01..50.0, 1..20), time in 0.0..1200.0,
    ) {
        let mut purchases = Vec::new();
        let mut now = 0.0;
        for gap in gaps {
            now += gap;
            purchases.push(now);
        }
        let path = model.alive_history(&purchases, &[time, now]).unwrap();
        let made: Vec<f64> = purchases.iter().copied().filter(|at| *at <= time).collect();
        let recency = made.last().copied().unwrap_or(0.0);
        let known = PurchaseHistory::try_new(made.len() as f64, recency, time).unwrap();
        prop_assert_eq!(path[0], model.probability_alive(known).unwrap());
        let all = PurchaseHistory::try_new(purchases.len() as f64, now, now).unwrap();
        prop_assert_eq!(path[1], model.probability_alive(all).unwrap());
        purchases.push(now);
        prop_assert!(model.alive_history(&purchases, &[time]).is_err());
    }

    #[test]
    fn the_unit_of_time_does_not_matter(
        model in models(), history in histories(100), log_time in -5.0..6.0_f64, n in 0_u32..20,
    ) {
        // A power of two changes no bit of the quotients of times.
        let unit = 8.0;
        let parameters = model.parameters();
        let [r, alpha, a, b] = [0, 1, 2, 3].map(|i| parameters[i]);
        let other = AnyModel::try_new(model.kind(), &[r, unit * alpha, a, b]).unwrap();
        let (recency, age) = (unit * history.recency(), unit * history.age());
        let same = PurchaseHistory::try_new(history.frequency(), recency, age).unwrap();
        let time = log_time.exp();
        let both = |predict: &dyn Fn(&AnyModel, PurchaseHistory, f64) -> f64| {
            (predict(&model, history, 1.0), predict(&other, same, unit))
        };
        for (one, two) in [
            both(&|m, h, _| m.probability_alive(h).unwrap()),
            both(&|m, h, u| m.probability_alive_after(h, u * time).unwrap()),
            both(&|m, h, u| m.expected_purchases(h, u * time).unwrap()),
            both(&|m, h, u| m.purchase_probability(h, n, u * time).unwrap()),
            both(&|m, h, u| m.residual_purchases(h, 0.01 / u, None).unwrap().unwrap()),
            both(&|m, h, u| m.next_purchase(h, 0.2).unwrap().map_or(-1.0, |t| t / u)),
        ] {
            prop_assert!(close(one, two, 1e-13), "{one} {two}");
        }
        let shift = history.frequency() * unit.ln();
        let (one, two) = (model.log_likelihood(history), other.log_likelihood(same) + shift);
        prop_assert!((one - two).abs() <= 1e-12 * one.abs().max(shift).max(1.0), "{one} {two}");
    }

    #[test]
    fn the_bits_of_a_customer_do_not_depend_on_the_others(
        model in models(), rows in prop::collection::vec(histories(9000), 1..300),
        log_time in -3.0..8.0_f64, turn in 0_usize..300,
    ) {
        let of = |rows: &[PurchaseHistory]| {
            let table = table(rows);
            let (mut alive, mut expected) = (vec![0.0; rows.len()], vec![0.0; rows.len()]);
            model.probability_alive_columns(&columns(&table), &mut alive).unwrap();
            let time = log_time.exp();
            model.expected_purchases_columns(&columns(&table), time, &mut expected).unwrap();
            let spend = crate::gamma_gamma::rounded();
            let amounts = vec![20.0; rows.len()];
            let mut value = vec![0.0; rows.len()];
            let options = LifetimeOptions { periods: 7, period: time / 7.0, ..LifetimeOptions::default() };
            lifetime_value_columns(&*model, &spend, &columns(&table), &amounts, &options, &mut value).unwrap();
            [alive, expected, value]
        };
        let found = of(&rows);
        // Others stand beside each customer, and each stands first once in a while.
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        let other = of(&turned);
        for (mut one, two) in found.into_iter().zip(other) {
            one.rotate_left(turn % rows.len());
            prop_assert_eq!(one, two);
        }
    }

    #[test]
    fn columns_have_the_bits_of_single_customers(
        model in models(), rows in prop::collection::vec(histories(400), 1..20),
        log_time in -3.0..8.0_f64, n in 0_u32..20, probability in 0.0..1.0,
    ) {
        let time = log_time.exp();
        let table = table(&rows);
        let columns = columns(&table);
        let mut out = vec![0.0; rows.len()];
        let check = |out: &[f64], single: &dyn Fn(PurchaseHistory) -> Option<f64>| {
            rows.iter().zip(out).all(|(history, found)| match single(*history) {
                Some(value) => value.to_bits() == found.to_bits(),
                None => found.is_nan(),
            })
        };
        model.probability_alive_columns(&columns, &mut out).unwrap();
        prop_assert!(check(&out, &|h| model.probability_alive(h).ok()));
        model.probability_alive_after_columns(&columns, time, &mut out).unwrap();
        prop_assert!(check(&out, &|h| model.probability_alive_after(h, time).ok()));
        model.expected_purchases_columns(&columns, time, &mut out).unwrap();
        prop_assert!(check(&out, &|h| model.expected_purchases(h, time).ok()));
        model.probability_of_purchase_columns(&columns, time, &mut out).unwrap();
        prop_assert!(check(&out, &|h| model.probability_of_purchase(h, time).ok()));
        model.purchase_probability_columns(&columns, n, time, &mut out).unwrap();
        prop_assert!(check(&out, &|h| model.purchase_probability(h, n, time).ok()));
        model.probability_never_columns(&columns, &mut out).unwrap();
        prop_assert!(check(&out, &|h| model.probability_never(h).ok()));
        model.next_purchase_columns(&columns, probability, &mut out).unwrap();
        prop_assert!(check(&out, &|h| model.next_purchase(h, probability).unwrap()));
        for limit in [None, Some(time)] {
            model.residual_purchases_columns(&columns, 0.01, limit, &mut out).unwrap();
            prop_assert!(check(&out, &|h| model.residual_purchases(h, 0.01, limit).unwrap()));
        }
    }
}

fn fit(kind: ModelKind, columns: &PurchaseColumns<'_>, prior: PriorMode) -> Fitted<AnyModel> {
    let options = FitOptions {
        prior,
        ..FitOptions::default()
    };
    AnyModel::fit(kind, columns, None, &options).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn weights_equal_replication_and_the_order_is_free(
        kind in prop::sample::select(&KINDS[..]),
        rows in prop::collection::vec((histories(400), 1_u8..4), 1..40),
    ) {
        let histories: Vec<PurchaseHistory> = rows.iter().map(|(history, _)| *history).collect();
        let weights: Vec<f64> = rows.iter().map(|(_, weight)| f64::from(*weight)).collect();
        let copies = rows.iter().rev();
        let copies = copies.flat_map(|(h, weight)| std::iter::repeat_n(*h, usize::from(*weight)));
        let replicated = table(&copies.collect::<Vec<_>>());
        let table = table(&histories);
        let weighted = PurchaseColumns { weights: Some(&weights), ..columns(&table) };
        let one = fit(kind, &weighted, PriorMode::Auto);
        let other = fit(kind, &columns(&replicated), PriorMode::Auto);
        prop_assert_eq!(one.model, other.model);
        prop_assert_eq!(one.log_likelihood.to_bits(), other.log_likelihood.to_bits());
        prop_assert_eq!(one.standard_errors, other.standard_errors);
        prop_assert!(one.convergence.converged, "{:?}", one.convergence);
        prop_assert!(one.log_likelihood.is_finite());
    }
}

#[test]
fn the_time_unit_of_a_fit_moves_alpha_and_the_log_likelihood_alone() {
    let [frequency, recency, age, _] = cdnow();
    let purchases: f64 = frequency.iter().sum();
    let days = |column: &[f64]| column.iter().map(|t| t * 7.0).collect::<Vec<_>>();
    let daily = [frequency.clone(), days(&recency), days(&age)];
    let weekly = [frequency, recency, age];
    for kind in KINDS {
        let week = fit(kind, &columns(&weekly), PriorMode::None);
        let day = fit(kind, &columns(&daily), PriorMode::None);
        let pairs = week
            .model
            .parameters()
            .into_iter()
            .zip(day.model.parameters());
        for ((one, other), unit) in pairs.zip([1.0, 7.0, 1.0, 1.0]) {
            assert!(close(one * unit, other, 1e-8), "{one} {other}");
        }
        // A density of purchase times: ln 7 less per purchase.
        let shifted = week.log_likelihood - purchases * 7f64.ln();
        assert!(close(day.log_likelihood, shifted, 1e-12));
    }
}

#[test]
fn probabilities_of_a_million_purchases_are_numbers() {
    for kind in KINDS {
        let model = AnyModel::try_new(kind, &[0.243, 4.414, 0.793, 2.426]).unwrap();
        let history = PurchaseHistory::try_new(3000.0, 4990.0, 5000.0).unwrap();
        for (n, time) in [
            (1_000_000, 2e6),
            (1_000_000, 1.0),
            (u32::MAX, 1e300),
            (1, 1e-300),
        ] {
            let probability = model.purchase_probability(history, n, time).unwrap();
            assert!(
                (0.0..=1.0).contains(&probability),
                "{n} {time} {probability}"
            );
        }
        assert!(model.purchase_probability(history, 1_000_000, 2e6).unwrap() > 0.0);
        assert_eq!(model.purchase_probability(history, 0, 0.0).unwrap(), 1.0);
        assert_eq!(model.purchase_probability(history, 3, 0.0).unwrap(), 0.0);
    }
}

#[test]
fn where_nobody_leaves_bg_nbd_is_the_plain_nbd() {
    // a → 0: the purchases come at the rate (r+x)/(α+T) for ever, and each is worth e^(−δt).
    let close = |found: f64, expected: f64| (found / expected - 1.0).abs() < 1e-12;
    for kind in KINDS {
        for a in [1e-19, 1e-21, 1e-50, 1e-300] {
            let model = AnyModel::try_new(kind, &[0.243, 4.414, a, 2.426]).unwrap();
            for (x, recency, age) in [(0.0, 0.0, 38.86), (2.0, 30.43, 38.86), (26.0, 30.0, 31.0)] {
                let history = PurchaseHistory::try_new(x, recency, age).unwrap();
                let rate = (0.243 + x) / (4.414 + age);
                for time in [1e-3, 1.0, 39.0, 1e3, 1e5, 1e8] {
                    let expected = model.expected_purchases(history, time).unwrap();
                    assert!(
                        close(expected, rate * time),
                        "{kind:?} {a} {x} {time}: {expected}"
                    );
                    let alive = model.probability_alive_after(history, time).unwrap();
                    assert!(close(alive, 1.0), "{kind:?} {a} {x} {time}: {alive}");
                    let residual = model.residual_purchases(history, 0.01, Some(time));
                    let years = -f64::exp_m1(-0.01 * time) / 0.01;
                    assert!(close(residual.unwrap().unwrap(), rate * years));
                }
                let all = model
                    .residual_purchases(history, 0.01, None)
                    .unwrap()
                    .unwrap();
                assert!(close(all, rate / 0.01), "{kind:?} {a} {x}: {all}");
            }
        }
    }
}

#[test]
fn where_everybody_leaves_after_the_first_repeat_purchase_there_is_one() {
    // b → 0 with x = 0: whoever is alive buys once more, and P(at least one) is all there is.
    let model = AnyModel::try_new(ModelKind::BgNbd, &[0.243, 4.414, 0.8, 1e-50]).unwrap();
    let new = PurchaseHistory::NEW;
    for time in [1.0, 39.0, 1e5] {
        let expected = model.expected_purchases(new, time).unwrap();
        let some = model.probability_of_purchase(new, time).unwrap();
        assert!(
            (expected / some - 1.0).abs() < 1e-12,
            "{time}: {expected} {some}"
        );
    }
}
