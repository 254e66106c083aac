//! Predictions where customers are nearly all alike, up to the largest shapes that a model takes.
//!
//! With r = x, α = 10x, a = x and b = 3x all buy at λ = 0.1 and leave with p = 1/4 as x grows; with s = x
//! and β = 4x they leave at μ = 1/4. The expectations are those of constant rates, which are reached but
//! for terms of the order 1/x.

use clientele::btyd::AnyModel;
use clientele::btyd::MAX_SHAPE;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseHistory;

const RATE: f64 = 0.1;
const LEAVES: f64 = 0.25;
const TIME: f64 = 26.0;

fn poisson(n: u32, mean: f64) -> f64 {
    (1..=n).fold((-mean).exp(), |mass, i| mass * mean / f64::from(i))
}

fn at_least(n: u32, mean: f64) -> f64 {
    (n..n + 60).map(|n| poisson(n, mean)).sum()
}

/// The probability of `n` ≥ 1 purchases of one who is alive and buys at every k-th event.
fn count(n: u32, k: u32) -> f64 {
    let mean = RATE * TIME;
    let just: f64 = (n * k..(n + 1) * k).map(|m| poisson(m, mean)).sum();
    let stays = (1.0 - LEAVES).powf(f64::from(n) - 1.0);
    stays * ((1.0 - LEAVES) * just + LEAVES * at_least(n * k, mean))
}

#[track_caller]
fn close(found: f64, expected: f64, x: f64) {
    let off = (found / expected - 1.0).abs();
    assert!(off < 60.0 / x + 1e-11, "{found} {expected} at {x:e}");
}

/// 10⁶ and every factor of 100 up to the largest shape.
fn shapes() -> impl Iterator<Item = f64> {
    (0..4).map(|i| MAX_SHAPE / 3.0 * 0.01_f64.powi(i))
}

#[test]
fn models_of_drop_out_after_a_purchase_keep_their_digits() {
    let history = PurchaseHistory::try_new(2.0, 10.0, 39.0).unwrap();
    for x in shapes() {
        for (kind, k, first) in [
            (ModelKind::BgNbd, 1, 0.0),
            (ModelKind::MbgNbd, 1, LEAVES),
            (ModelKind::BgCnbdK, 2, 0.0),
            (ModelKind::MbgCnbdK, 2, LEAVES),
        ] {
            let mut parameters = vec![x, 10.0 * x, x, 3.0 * x];
            if k > 1 {
                parameters.insert(0, f64::from(k));
            }
            let model = AnyModel::try_new(kind, &parameters).unwrap();
            for n in [1, 2, 3, 5] {
                let found = model.purchase_probability_new(n, TIME).unwrap();
                close(found, (1.0 - first) * count(n, k), x);
                let mut row = [0.0; 1];
                model.counts_if_alive(PurchaseHistory::NEW, n, TIME, &mut row);
                close(row[0], count(n, k), x);
            }
            let expected: f64 = (1..60).map(|n| f64::from(n) * count(n, k)).sum();
            let found = model.expected_purchases_new(TIME).unwrap();
            close(found, (1.0 - first) * expected, x);
            // Silent since the second purchase: (1 − p)·P(no purchase) against p.
            let silent: f64 = (0..k).map(|m| poisson(m, RATE * 29.0)).sum();
            let alive = 1.0 / (1.0 + LEAVES / ((1.0 - LEAVES) * silent));
            close(model.probability_alive(history).unwrap(), alive, x);
            if k == 1 {
                let rate = 0.01;
                let lost = RATE * LEAVES + rate;
                let residual = RATE / lost * -(-lost * TIME).exp_m1();
                let found = model.residual_purchases(history, rate, Some(TIME)).unwrap();
                close(found.unwrap(), alive * residual, x);
            }
        }
    }
}

#[test]
fn drop_out_at_any_time_keeps_its_digits() {
    let history = PurchaseHistory::try_new(2.0, 10.0, 39.0).unwrap();
    let either = RATE + LEAVES;
    for x in shapes() {
        let parameters = [x, 10.0 * x, x, 4.0 * x];
        let model = AnyModel::try_new(ModelKind::ParetoNbd, &parameters).unwrap();
        let found = model.expected_purchases_new(TIME).unwrap();
        close(found, RATE / LEAVES * -(-LEAVES * TIME).exp_m1(), x);
        let odds = LEAVES / either * (either * 29.0).exp_m1();
        let found = model.probability_alive(history).unwrap();
        close(found, 1.0 / (1.0 + odds), x);
        for n in [1, 2, 5] {
            let stays = poisson(n, RATE * TIME) * (-LEAVES * TIME).exp();
            let gone = (RATE / either).powf(f64::from(n)) * LEAVES / either;
            let expected = stays + gone * at_least(n + 1, either * TIME);
            close(
                model.purchase_probability_new(n, TIME).unwrap(),
                expected,
                x,
            );
        }
    }
}

#[test]
fn larger_shapes_are_refused() {
    let beyond = 1.001 * MAX_SHAPE;
    for (kind, shapes) in [
        (ModelKind::BgNbd, &[0, 2, 3][..]),
        (ModelKind::MbgNbd, &[0, 2, 3]),
        (ModelKind::ParetoNbd, &[0, 2]),
        (ModelKind::BgCnbdK, &[1, 3, 4]),
        (ModelKind::BgBb, &[0, 1, 2, 3]),
        (ModelKind::ShiftedBetaGeometric, &[0, 1]),
    ] {
        let names = kind.parameter_names();
        for (place, name) in names.iter().enumerate() {
            let mut parameters = vec![1.0; names.len()];
            if *name == "k" {
                continue;
            }
            parameters[place] = beyond;
            let made = AnyModel::try_new(kind, &parameters);
            if shapes.contains(&place) {
                let error = made.unwrap_err();
                let path = format!("params.{name}");
                assert_eq!(
                    (error.code(), error.path()),
                    ("OutOfRange", Some(path.as_str()))
                );
            } else {
                made.unwrap();
            }
        }
    }
}
