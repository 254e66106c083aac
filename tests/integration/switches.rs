//! Both sides of every point where one form of a prediction takes over from another.
//!
//! Where another way to the same number is open to a test, both sides are held to that; elsewhere the
//! two sides next to the switch must agree. Some forms that only the inside sees have their test there
//! (`roots.rs`, `phases.rs`); `numeric_switches.rs` has those of the special functions.

use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::simulate::Ages;
use clientele::btyd::simulate::SimulationOptions;
use clientele::btyd::simulate::simulate;

/// Just below a number, and just above it: so near that no smooth function moves by more than some
/// last digits.
fn sides(at: f64) -> [f64; 2] {
    [at * (1.0 - 1e-15), at * (1.0 + 1e-15)]
}

#[track_caller]
pub(crate) fn agree(one: f64, other: f64, place: &str) {
    let error = (one / other - 1.0).abs();
    assert!(error <= 1e-12, "{place}: {one:e} {other:e}, {error:e}");
}

/// Whether a function runs through a point without a step.
#[track_caller]
pub(crate) fn is_smooth(place: &str, at: f64, f: impl Fn(f64) -> f64) {
    let [below, above] = sides(at).map(f);
    agree(below, above, place);
}

fn model(kind: ModelKind, parameters: &[f64]) -> AnyModel {
    AnyModel::try_new(kind, parameters).unwrap()
}

fn history(x: f64, recency: f64, age: f64) -> PurchaseHistory {
    PurchaseHistory::try_new(x, recency, age).unwrap()
}

/// A residual that is hardly discounted is an integral over the drop-out probability for every time,
/// whatever series E[Y(t)] takes.
fn undiscounted(model: &AnyModel, customer: PurchaseHistory, time: f64) -> f64 {
    let residual = model.residual_purchases(customer, 1e-290, Some(time));
    residual.unwrap().unwrap()
}

#[test]
fn the_series_of_bg_nbd_agree_with_the_integral_at_each_of_their_limits() {
    let check = |place: &str, parameters: [f64; 4], customer: PurchaseHistory, time: f64| {
        for kind in [ModelKind::BgNbd, ModelKind::MbgNbd] {
            let [r, alpha, a, b] = parameters;
            // MBG/NBD has the series of BG/NBD with b + 1.
            let b = if kind == ModelKind::MbgNbd {
                b - 1.0
            } else {
                b
            };
            if b <= 0.0 {
                continue;
            }
            let model = model(kind, &[r, alpha, a, b]);
            let alive = model.probability_alive(customer).unwrap();
            let expected = model.expected_purchases(customer, time).unwrap();
            let integral = undiscounted(&model, customer, time);
            assert!(alive > 0.0);
            agree(
                expected,
                integral,
                &format!("{place} {parameters:?} {customer:?} {time}"),
            );
        }
    };
    let known = history(2.0, 8.0, 9.0);
    for customer in [PurchaseHistory::NEW, known] {
        let beta = 1.0 + customer.age();
        // z = t/(β+t).
        let time = |z: f64| beta * z / (1.0 - z);
        for side in [-1e-9, -1e-15, 1e-15, 1e-9] {
            let near = 1.0 + side;
            for z in [0.05, 0.3, 0.6, 0.85] {
                for (a, b) in [(0.8, 2.4), (1.0, 3.0), (1.0 + 1e-9, 1.5), (3.0, 40.0)] {
                    // MIN_A: a + b − 1 − r = −20.
                    let r = (a + b - 1.0 + 20.0) * near;
                    check("MIN_A", [r, 1.0, a, b], customer, time(z));
                }
                // MIN_C: a + b + x − 1 = 0.1 under W, and C = 0 under H.
                if customer == PurchaseHistory::NEW {
                    let b = 1.1 * near - 0.7;
                    check("MIN_C", [25.0, 1.0, 0.7, b], customer, time(z));
                    let b = near - 0.7;
                    check("C = 0", [0.3, 1.0, 0.7, b], customer, time(z));
                }
                // MAX_EPSILON: a = 31.
                check(
                    "MAX_EPSILON",
                    [0.8, 1.0, 31.0 * near, 2.0],
                    customer,
                    time(z),
                );
                check("a = 1", [0.8, 1.0, near, 2.0], customer, time(z));
            }
            // MAX_EXPONENT: (r+x)·ln((β+t)/β) = 100, where W is at work.
            let r = 60.0;
            let end = 100.0 * near / (r + customer.frequency());
            check(
                "MAX_EXPONENT",
                [r, 1.0, 1.8, 2.5],
                customer,
                beta * end.exp_m1(),
            );
            // MAX_Z: z = 0.999.
            check("MAX_Z", [0.3, 1.0, 0.8, 2.4], customer, 999.0 * beta * near);
        }
        // MAX_TERMS: a = 25, b = 200 needs more and more of them as z nears 1; CANCELLATION: C far
        // above s.
        for k in 1..=60 {
            let z = 1.0 - 0.5_f64.powf(f64::from(k) / 6.0);
            check("MAX_TERMS", [0.8, 1.0, 25.0, 200.0], customer, time(z));
            check("CANCELLATION", [0.3, 1.0, 500.0, 500.0], customer, time(z));
            check("CANCELLATION", [0.01, 1.0, 0.3, 1e4], customer, time(z));
        }
    }
}

#[test]
fn columns_that_share_coefficients_have_the_same_bits_on_both_sides_of_their_limits() {
    // KEPT_FREQUENCIES: x = 256; KEPT_Z: z = 0.9.
    let model = model(ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426]);
    let frequency: Vec<f64> = [0.0, 254.0, 255.0, 256.0, 257.0, 300.0].repeat(2);
    let recency: Vec<f64> = frequency
        .iter()
        .map(|x| if *x > 0.0 { 38.0 } else { 0.0 })
        .collect();
    let age = vec![38.86; frequency.len()];
    let columns = PurchaseColumns {
        frequency: &frequency,
        recency: &recency,
        age: &age,
        weights: None,
    };
    for z in [0.3, 0.9 - 1e-12, 0.9, 0.9 + 1e-12, 0.97] {
        let horizon = (4.414 + 38.86) * z / (1.0 - z);
        let mut out = vec![0.0; frequency.len()];
        model
            .expected_purchases_columns(&columns, horizon, &mut out)
            .unwrap();
        for (i, found) in out.iter().enumerate() {
            let customer = history(frequency[i], recency[i], age[i]);
            let twin = model.expected_purchases(customer, horizon).unwrap();
            assert_eq!(found.to_bits(), twin.to_bits(), "{z} {}", frequency[i]);
        }
    }
}

#[test]
fn few_events_and_many_agree_for_regular_customers() {
    for kind in [ModelKind::BgCnbdK, ModelKind::MbgCnbdK] {
        for k in [2.0, 3.0, 12.0, 64.0] {
            for (r, a, b) in [(0.5, 0.8, 2.4), (20.0, 1.2, 1.0), (2.0, 0.05, 4.0)] {
                let model = model(kind, &[k, r, 10.0, a, b]);
                for (x, recency, age) in [(0.0, 0.0, 0.0), (3.0, 25.0, 30.0), (40.0, 30.0, 30.0)] {
                    let customer = history(x, recency, age);
                    let (shape, scale) = (r + k * x, 10.0 + age);
                    let last_phase = if age > recency { k - 1.0 } else { 0.0 };
                    // MAX_EVENTS: 600 events; MAX_Z: z = 0.985.
                    for time in [600.0 * scale / (shape + last_phase), scale * 0.985 / 0.015] {
                        let place = format!("{kind:?} {k} {r} {a} {b} {x} {time}");
                        is_smooth(&place, time, |t| {
                            model.expected_purchases(customer, t).unwrap()
                        });
                        is_smooth(&place, time, |t| {
                            model.probability_alive_after(customer, t).unwrap()
                        });
                    }
                    // A far horizon is none, though the 64th event may take long.
                    let rates: &[f64] = if x > 0.0 || r > 1.0 {
                        &[]
                    } else {
                        &[0.02, 1.0]
                    };
                    for rate in rates.iter().copied() {
                        let all = model.residual_purchases(customer, rate, None);
                        let all = all.unwrap().unwrap();
                        for depth in [150.0, 1e9] {
                            let far = model.residual_purchases(customer, rate, Some(depth / rate));
                            let place = format!("{kind:?} {k} {r} {x} {rate} {depth}");
                            agree(far.unwrap().unwrap(), all, &place);
                        }
                    }
                }
                // The smaller of P(a purchase) and P(none) is the one that is computed: ½ of a new
                // customer who is alive.
                let new = PurchaseHistory::NEW;
                let half = 0.5 * model.probability_alive(new).unwrap();
                let median = model.next_purchase(new, half).unwrap().unwrap();
                is_smooth("½", median, |t| {
                    model.probability_of_purchase(new, t).unwrap()
                });
                is_smooth("½", median, |t| {
                    model.probability_of_no_purchase(new, t).unwrap()
                });
            }
        }
    }
}

#[test]
fn odds_of_death_of_pareto_nbd_run_through_the_end_of_the_exponents() {
    // MAX_EXPONENT: −ln P(silence) = 600, where the odds are taken by their logarithm.
    let model = model(ModelKind::ParetoNbd, &[0.55, 10.58, 0.61, 11.67]);
    let silence = |age: f64, x: f64| {
        let pause = age - 30.0;
        (0.55 + x) * (pause / 40.58).ln_1p() + 0.61 * (pause / 41.67).ln_1p()
    };
    for x in [100.0, 400.0, 3000.0] {
        let (mut low, mut high) = (30.0, 1e7);
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if silence(middle, x) < 600.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        let ln_odds = |age: f64| model.odds_of_death(history(x, 30.0, age)).ln();
        // The exponent itself moves by its size times what the age moves.
        let [below, at, above] = [low * (1.0 - 1e-9), low, low * (1.0 + 1e-9)].map(ln_odds);
        assert!(
            (below - 2.0 * at + above).abs() < 1e-11,
            "{x}: {below} {at} {above}"
        );
        is_smooth("MAX_EXPONENT", low, ln_odds);
    }
}

#[test]
fn discounted_sums_of_opportunities_are_sums_on_both_sides_of_the_integral() {
    // SUMMANDS: 2,048 of them do for 37/(1 − e^(−rate)), from a rate of 0.018 on.
    for (kind, parameters) in [
        (ModelKind::BgBb, &[1.204, 0.750, 0.657, 2.783] as &[f64]),
        (ModelKind::BgBb, &[3.0, 1.0, 0.2, 40.0]),
        (ModelKind::ShiftedBetaGeometric, &[0.704, 1.182]),
        (ModelKind::ShiftedBetaGeometric, &[2.0, 20.0]),
    ] {
        let model = model(kind, parameters);
        let new = PurchaseHistory::NEW;
        for rate in [0.012, 0.017, 0.0179, 0.018, 0.0181, 0.019, 0.03] {
            let all = model.residual_purchases(new, rate, None).unwrap().unwrap();
            let (mut sum, mut by_then) = (0.0, [0.0; 2]);
            let mean =
                model.expected_purchases(new, 1.0).unwrap() / model.survival_if_alive(new, 1.0);
            // The sum itself, to its last digit and to 2,047, 2,048 and 2,049 opportunities.
            for m in 1..=5000 {
                let m = f64::from(m);
                let survival = model.survival_if_alive(new, m);
                sum += mean * survival * (-rate * m).exp();
                by_then = [by_then[1], sum];
                if (2046.0..=2050.0).contains(&m) {
                    let until = model.residual_purchases(new, rate, Some(m));
                    agree(
                        until.unwrap().unwrap(),
                        by_then[1],
                        &format!("{kind:?} {rate} {m}"),
                    );
                }
            }
            agree(all, sum, &format!("{kind:?} {rate}"));
        }
    }
}

#[test]
fn opportunities_to_come_run_through_their_switches() {
    // The two transformations of P(never): α + β = δ; Γ(γ+δ) next to its pole: γ + δ = 1.
    let never = |x: f64, recency: f64, age: f64, parameters: [f64; 4]| {
        let model = model(ModelKind::BgBb, &parameters);
        model.probability_never(history(x, recency, age)).unwrap()
    };
    for (x, recency, age) in [(0.0, 0.0, 0.0), (2.0, 4.0, 6.0), (1.0, 1.0, 52.0)] {
        for gamma in [0.2, 0.657, 3.0] {
            is_smooth("α + β = δ", 2.783, |delta| {
                never(x, recency, age, [1.204, 1.579, gamma, delta])
            });
        }
    }
    for gamma in [0.1, 0.657, 0.999] {
        is_smooth("γ + δ = 1", 1.0 - gamma, |delta| {
            let model = model(ModelKind::BgBb, &[1.2, 0.75, gamma, delta]);
            model.expected_purchases_new(50.0).unwrap()
        });
    }
    // γ = 1, where the sum is a difference of two digammas.
    for away in [1e-15, 1e-12, 1e-9, 1e-6] {
        let expected = |gamma| {
            let model = model(ModelKind::BgBb, &[1.2, 0.75, gamma, 2.783]);
            model.expected_purchases_new(50.0).unwrap()
        };
        let (below, at, above) = (expected(1.0 - away), expected(1.0), expected(1.0 + away));
        // The second difference is of the order of the square.
        assert!(
            (below - 2.0 * at + above).abs() < 1e-14 + 40.0 * away * away,
            "{away}"
        );
    }
    // P(none) is 1 less P(a purchase) or a sum of its own, whichever keeps the digits.
    for (alpha, beta) in [(1.0, 1.0), (0.3, 0.7), (5.0, 4.0)] {
        let model = model(ModelKind::BgBb, &[alpha, beta, 0.4, 9.0]);
        for m in 0..60 {
            let m = f64::from(m);
            let some = model
                .probability_of_purchase(PurchaseHistory::NEW, m)
                .unwrap();
            let none = model
                .probability_of_no_purchase(PurchaseHistory::NEW, m)
                .unwrap();
            assert!((some + none - 1.0).abs() < 1e-14, "{alpha} {beta} {m}");
        }
    }
}

#[test]
fn numbers_of_purchases_at_many_opportunities_sum_to_one() {
    // LARGE: among 3,000 opportunities the running products of some numbers leave 1e154.
    for parameters in [
        [40.0, 700.0, 0.9, 1e6],
        [0.5, 2.0, 1.2, 8.0],
        [200.0, 200.0, 0.01, 1e4],
    ] {
        let model = model(ModelKind::BgBb, &parameters);
        let (mut sum, mut mean) = (0.0, 0.0);
        for n in 0..=3000 {
            let p = model.purchase_probability_new(n, 3000.0).unwrap();
            sum += p;
            mean += f64::from(n) * p;
        }
        agree(sum, 1.0, &format!("{parameters:?}"));
        let expected = model.expected_purchases_new(3000.0).unwrap();
        agree(mean, expected, &format!("{parameters:?}"));
    }
}

#[test]
fn the_next_purchase_is_the_first_opportunity_that_suffices_around_1024() {
    // Beyond 1,024 opportunities it is asked first whether there is any that suffices.
    let model = model(ModelKind::BgBb, &[0.4, 300.0, 0.3, 4e4]);
    let new = PurchaseHistory::NEW;
    let by = |m: f64| model.probability_of_purchase(new, m).unwrap();
    for m in [1000.0, 1022.0, 1023.0, 1024.0, 1025.0, 1026.0, 1500.0] {
        let between = 0.5 * (by(m - 1.0) + by(m));
        assert_eq!(model.next_purchase(new, between).unwrap(), Some(m));
    }
}

#[test]
fn a_fit_of_many_rows_that_starts_from_a_share_of_them_ends_where_others_do() {
    // MANY_ROWS: 40,000 distinct rows. The same customers once with weight 2, and once twice, the
    // second time an instant later.
    let truth = model(ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426]);
    let options = SimulationOptions {
        ages: Ages::Uniform {
            customers: 21_000,
            low: 10.0,
            high: 39.0,
        },
        holdout: 0.0,
        seed: 3,
    };
    let drawn = simulate(&*truth, &options).unwrap();
    let twice = |column: &[f64], later: f64| -> Vec<f64> {
        let again = column.iter().map(|value| value * later);
        column.iter().copied().chain(again).collect()
    };
    let later = 1.0 + 1e-12;
    let (frequency, recency, age) = (
        twice(&drawn.frequency, 1.0),
        twice(&drawn.recency, later),
        twice(&drawn.age, later),
    );
    let many = PurchaseColumns {
        frequency: &frequency,
        recency: &recency,
        age: &age,
        weights: None,
    };
    let weights = vec![2.0; drawn.frequency.len()];
    let few = PurchaseColumns {
        weights: Some(&weights),
        ..drawn.columns()
    };
    for kind in [ModelKind::BgNbd, ModelKind::MbgNbd, ModelKind::ParetoNbd] {
        let fit = |columns| AnyModel::fit(kind, columns, None, &FitOptions::default()).unwrap();
        let (one, other) = (fit(&many), fit(&few));
        assert!(one.distinct_rows > 40_000 && other.distinct_rows < 40_000);
        assert_eq!(one.convergence.verdict, other.convergence.verdict);
        let pairs = one
            .model
            .parameters()
            .into_iter()
            .zip(other.model.parameters());
        for (one, other) in pairs {
            assert!((one / other - 1.0).abs() < 1e-6, "{kind:?} {one} {other}");
        }
    }
}
