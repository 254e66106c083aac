//! Laws that hold for every purchase model, by ways that share no code with the predictions.
//!
//! Parameters: Fader, Hardie & Lee (2005), table 2, for BG/NBD and Pareto/NBD; the R package `BTYDplus`
//! for MBG/NBD; the same with k = 3 and a third of α for the models with regular gaps; Fader, Hardie &
//! Shang (2010), table 2, for BG/BB; Fader & Hardie (2007) for contracts. A second set of each buys
//! often.

use crate::bg_nbd::assert_close;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::Fitted;
use clientele::btyd::simulate::Ages;
use clientele::btyd::simulate::SimulationOptions;
use clientele::btyd::simulate::simulate;

const MODELS: [(ModelKind, &[f64]); 14] = [
    (ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426]),
    (ModelKind::BgNbd, &[1.2, 1.5, 1.5, 4.0]),
    (ModelKind::MbgNbd, &[0.525, 6.183, 0.891, 1.614]),
    (ModelKind::MbgNbd, &[1.2, 1.5, 1.5, 4.0]),
    (ModelKind::ParetoNbd, &[0.553, 10.578, 0.606, 11.669]),
    (ModelKind::ParetoNbd, &[1.2, 1.5, 1.4, 300.0]),
    (ModelKind::BgCnbdK, &[3.0, 0.243, 1.471, 0.793, 2.426]),
    (ModelKind::BgCnbdK, &[3.0, 1.2, 0.5, 1.5, 4.0]),
    (ModelKind::MbgCnbdK, &[3.0, 0.525, 2.061, 0.891, 1.614]),
    (ModelKind::MbgCnbdK, &[3.0, 1.2, 0.5, 1.5, 4.0]),
    (ModelKind::BgBb, &[1.204, 0.750, 0.657, 2.783]),
    (ModelKind::BgBb, &[3.0, 1.0, 0.2, 40.0]),
    (ModelKind::ShiftedBetaGeometric, &[0.704, 1.182]),
    (ModelKind::ShiftedBetaGeometric, &[2.0, 20.0]),
];

fn models() -> impl Iterator<Item = AnyModel> {
    MODELS
        .into_iter()
        .map(|(kind, parameters)| AnyModel::try_new(kind, parameters).unwrap())
}

/// A new customer and two whom the model can have: whole opportunities, one renewal after the other.
fn customers(kind: ModelKind) -> [PurchaseHistory; 3] {
    let rows = match kind {
        ModelKind::BgBb => [(2.0, 4.0, 6.0), (30.0, 50.0, 52.0)],
        ModelKind::ShiftedBetaGeometric => [(3.0, 3.0, 3.0), (3.0, 3.0, 4.0)],
        _ => [(2.0, 30.43, 38.86), (26.0, 30.86, 31.0)],
    };
    let [one, two] = rows.map(|(x, recency, age)| history(x, recency, age));
    [PurchaseHistory::NEW, one, two]
}

fn history(x: f64, recency: f64, age: f64) -> PurchaseHistory {
    PurchaseHistory::try_new(x, recency, age).unwrap()
}

/// Times to look ahead: whole opportunities do for all.
const TIMES: [f64; 3] = [1.0, 12.0, 100.0];

#[test]
fn a_number_of_purchases_has_no_upper_limit() {
    for model in models() {
        for customer in customers(model.kind()) {
            // lifetimes is wrong from n = 171 on: 170! is the last factorial among the floats.
            for n in [0, 1, 170, 171, 172, 1000, 100_000, u32::MAX] {
                for time in [1.0, 400.0, 1e6] {
                    let p = model.purchase_probability(customer, n, time).unwrap();
                    assert!((0.0..=1.0).contains(&p), "{model:?} {n} {time}: {p}");
                }
            }
            // Those who are still there have some probability of any number within reach.
            let alive = model.probability_alive(customer).unwrap() > 1e-9;
            for n in [171, 172, 1000] {
                let p = model.purchase_probability(customer, n, 1e5).unwrap();
                assert!(!alive || p > 0.0, "{model:?} {customer:?} {n}");
            }
        }
    }
}

#[test]
fn numbers_of_purchases_sum_to_one_and_to_the_expectation() {
    for model in models() {
        for customer in customers(model.kind()) {
            for time in [1.0, 12.0] {
                let expected = model.expected_purchases(customer, time).unwrap();
                let (mut sum, mut mean) = (0.0, 0.0);
                for n in 0..2000 {
                    let p = model.purchase_probability(customer, n, time).unwrap();
                    sum += p;
                    mean += f64::from(n) * p;
                }
                assert_close(sum, 1.0, 1e-12);
                assert!(
                    (mean - expected).abs() <= 1e-11 * expected,
                    "{model:?} {customer:?} {time}: {mean} {expected}"
                );
            }
        }
    }
}

#[test]
fn no_purchase_is_the_ratio_of_likelihoods() {
    for model in models() {
        for customer in customers(model.kind()) {
            for time in TIMES {
                let (x, recency) = (customer.frequency(), customer.recency());
                let later = history(x, recency, customer.age() + time);
                let ratio = model.log_likelihood(later) - model.log_likelihood(customer);
                let none = model.probability_of_no_purchase(customer, time).unwrap();
                let zero = model.purchase_probability(customer, 0, time).unwrap();
                let some = model.probability_of_purchase(customer, time).unwrap();
                // The logarithms have the digits of their size.
                let size = model.log_likelihood(later).abs().max(1.0);
                let place = format!("{model:?} {customer:?} {time}");
                assert!((ratio.exp() / none - 1.0).abs() < 1e-13 * size, "{place}");
                assert!((zero - none).abs() < 1e-15, "{place}");
                assert!((none + some - 1.0).abs() < 1e-13, "{place}");
            }
        }
    }
}

/// Nodes and weights of the Gauss-Legendre rule of 5 points on 0 to 1 (Abramowitz & Stegun 1964,
/// table 25.4).
const FIVE: [(f64, f64); 5] = [
    (0.046_910_077_030_668, 0.118_463_442_528_094_54),
    (0.230_765_344_947_158_45, 0.239_314_335_249_683_24),
    (0.5, 0.284_444_444_444_444_45),
    (0.769_234_655_052_841_6, 0.239_314_335_249_683_24),
    (0.953_089_922_969_332, 0.118_463_442_528_094_54),
];

/// The purchases up to `horizon` discounted to now: the sum over the opportunities, or
/// e^(−δh)·E[Y(h)] + δ∫ e^(−δt)·E[Y(t)] dt, in panels that double from a short first one.
fn discounted(model: &AnyModel, customer: PurchaseHistory, rate: f64, horizon: f64) -> f64 {
    let expected = |t: f64| model.expected_purchases(customer, t).unwrap();
    if model.kind().is_discrete() {
        let (mut sum, mut before, mut m) = (0.0, 0.0, 1.0);
        while m <= horizon {
            let by_then = expected(m);
            sum += (by_then - before) * (-rate * m).exp();
            before = by_then;
            m += 1.0;
        }
        return sum;
    }
    let (mut integral, mut start, mut length) = (0.0, 0.0, 0.01);
    while start < horizon {
        let end = f64::min(start + length, horizon);
        for (node, weight) in FIVE {
            let t = start + (end - start) * node;
            integral += (end - start) * weight * (-rate * t).exp() * expected(t);
        }
        (start, length) = (end, length * 1.1);
    }
    (-rate * horizon).exp() * expected(horizon) + rate * integral
}

#[test]
fn the_residual_is_the_discounted_sum_of_the_purchases() {
    for model in models() {
        for customer in customers(model.kind()) {
            for rate in [0.0027, 0.1, 1.0] {
                for horizon in [12.0, 300.0] {
                    let found = model.residual_purchases(customer, rate, Some(horizon));
                    let expected = discounted(&model, customer, rate, horizon);
                    let found = found.unwrap().unwrap();
                    // The rule of 5 points is good for 9 digits.
                    assert!(
                        (found - expected).abs() <= 1e-9 * expected.abs(),
                        "{model:?} {customer:?} {rate} {horizon}: {found} {expected}"
                    );
                }
                // e^(−50) is beyond the last digit.
                let all = model
                    .residual_purchases(customer, rate, None)
                    .unwrap()
                    .unwrap();
                let far = (50.0 / rate).ceil();
                let far = model
                    .residual_purchases(customer, rate, Some(far))
                    .unwrap()
                    .unwrap();
                assert!(
                    (all - far).abs() <= 1e-12 * all,
                    "{model:?} {customer:?} {rate}"
                );
            }
        }
    }
}

/// Customers of a model: frequency, recency, T, the logarithms of the gaps.
fn drawn(model: &AnyModel, customers: usize) -> [Vec<f64>; 4] {
    let options = SimulationOptions {
        ages: Ages::Uniform {
            customers,
            low: 20.0,
            high: 40.0,
        },
        holdout: 0.0,
        seed: 5,
    };
    let drawn = simulate(&**model, &options).unwrap();
    [drawn.frequency, drawn.recency, drawn.age, drawn.ln_gaps]
}

fn fit(kind: ModelKind, rows: &[Vec<f64>; 4], weights: Option<&[f64]>) -> Fitted<AnyModel> {
    let [frequency, recency, age, ln_gaps] = rows;
    let columns = PurchaseColumns {
        frequency,
        recency,
        age,
        weights,
    };
    AnyModel::fit(kind, &columns, Some(ln_gaps), &FitOptions::default()).unwrap()
}

#[test]
fn weights_equal_replication_in_every_fit() {
    for model in models() {
        let rows = drawn(&model, 80);
        let copies = |i: usize| i % 3 + 1;
        let weights: Vec<f64> = (0..80).map(|i| copies(i) as f64).collect();
        let replicated = rows.each_ref().map(|column| {
            let each = column.iter().enumerate();
            let each = each.flat_map(|(i, value)| std::iter::repeat_n(*value, copies(i)));
            each.collect::<Vec<_>>()
        });
        let one = fit(model.kind(), &rows, Some(&weights));
        let other = fit(model.kind(), &replicated, None);
        assert_eq!(one.model, other.model);
        assert_eq!(one.customers, other.customers);
        assert_close(one.log_likelihood, other.log_likelihood, 1e-13);
        assert_eq!(one.standard_errors, other.standard_errors);
    }
}

#[test]
fn the_unit_of_time_moves_the_times_among_the_parameters_alone() {
    for model in models().filter(|model| !model.kind().is_discrete()) {
        let kind = model.kind();
        let names = kind.parameter_names();
        let is_time = |name: &str| name == "alpha" || name == "beta";
        // Predictions: a customer in days under a model in days.
        let parameters = model.parameters().into_iter().zip(names);
        let daily: Vec<f64> = parameters
            .map(|(x, name)| if is_time(name) { 7.0 * x } else { x })
            .collect();
        let daily = AnyModel::try_new(kind, &daily).unwrap();
        for customer in customers(kind) {
            let in_days = history(
                customer.frequency(),
                7.0 * customer.recency(),
                7.0 * customer.age(),
            );
            for time in TIMES {
                let of = |model: &AnyModel, h, unit: f64| {
                    [
                        model.probability_alive(h),
                        model.probability_alive_after(h, unit * time),
                        model.expected_purchases(h, unit * time),
                        model.probability_of_purchase(h, unit * time),
                        model.purchase_probability(h, 2, unit * time),
                        model
                            .residual_purchases(h, 0.01 / unit, Some(unit * time))
                            .map(Option::unwrap),
                    ]
                    .map(Result::unwrap)
                };
                let (one, other) = (of(&model, customer, 1.0), of(&daily, in_days, 7.0));
                for (one, other) in one.into_iter().zip(other) {
                    assert_close(one, other, 1e-11);
                }
            }
        }
        // Fits: each repeat purchase is a density per unit of time, so that the log-likelihood moves.
        let rows = drawn(&model, 400);
        let [frequency, recency, age, ln_gaps] = &rows;
        let days = |column: &[f64]| column.iter().map(|t| 7.0 * t).collect::<Vec<_>>();
        let gaps = ln_gaps.iter().zip(frequency);
        let gaps = gaps.map(|(sum, x)| sum + x * 7f64.ln()).collect();
        let in_days = [frequency.clone(), days(recency), days(age), gaps];
        let (week, day) = (fit(kind, &rows, None), fit(kind, &in_days, None));
        assert_eq!(week.convergence.verdict, day.convergence.verdict);
        let pairs = week
            .model
            .parameters()
            .into_iter()
            .zip(day.model.parameters());
        for ((one, other), name) in pairs.zip(names) {
            let unit = if is_time(name) { 7.0 } else { 1.0 };
            assert!(
                (unit * one / other - 1.0).abs() < 1e-6,
                "{kind:?} {name}: {one} {other}"
            );
        }
        let purchases: f64 = frequency.iter().sum();
        let expected = week.log_likelihood - purchases * 7f64.ln();
        assert_close(day.log_likelihood, expected, 1e-9);
    }
}
