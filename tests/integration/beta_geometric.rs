//! BG/NBD and MBG/NBD predictions against references of 20 digits on hostile inputs.

use crate::bg_nbd_accuracy::Worst;
use crate::bg_nbd_accuracy::float;
use crate::bg_nbd_accuracy::golden;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::bg_nbd::BgNbd;
use clientele::btyd::bg_nbd::BgNbdParams;
use serde_json::Value;

/// Relative to this at least, so that an error of 1e-300 is none.
const FLOOR: f64 = 1e-288;

fn model(entry: &Value) -> AnyModel {
    let kind = if entry["modified"].as_bool().unwrap() {
        ModelKind::MbgNbd
    } else {
        ModelKind::BgNbd
    };
    let params = [0, 1, 2, 3].map(|i| float(&entry["params"][i]));
    AnyModel::try_new(kind, &params).unwrap()
}

fn history(entry: &Value) -> PurchaseHistory {
    let [x, recency, age] = [0, 1, 2].map(|i| float(&entry["history"][i]));
    PurchaseHistory::try_new(x, recency, age).unwrap()
}

/// All predictions of an entry in the order of [`NAMES`].
fn predictions(entry: &Value) -> [Option<f64>; 11] {
    let (model, history) = (model(entry), history(entry));
    let [time, rate] = ["horizon", "rate"].map(|name| float(&entry[name]));
    let n = u32::try_from(entry["n"].as_u64().unwrap()).unwrap();
    [
        model.probability_alive(history).ok(),
        model.probability_alive_after(history, time).ok(),
        model.expected_purchases(history, time).ok(),
        model.residual_purchases(history, rate, None).unwrap(),
        model.residual_purchases(history, rate, Some(time)).unwrap(),
        model.probability_of_purchase(history, time).ok(),
        model.probability_of_no_purchase(history, time).ok(),
        model.probability_never(history).ok(),
        model.purchase_probability(history, n, time).ok(),
        model.next_purchase(history, 0.5).unwrap(),
        Some(model.log_likelihood(history)),
    ]
}

const NAMES: [&str; 11] = [
    "alive",
    "after",
    "expected",
    "residual",
    "until",
    "purchase",
    "none",
    "never",
    "count",
    "median",
    "logLikelihood",
];

#[test]
fn both_models_match_20_digits_on_hostile_input() {
    // Written by scripts/references/beta_geometric.py with mpmath.
    let golden = golden(include_str!("../golden/beta_geometric.json"));
    let mut worst = NAMES.map(Worst::new);
    for entry in golden["rows"].as_array().unwrap() {
        for (worst, value) in worst.iter_mut().zip(predictions(entry)) {
            let expected = &entry[worst.name];
            let floor = if worst.name == "logLikelihood" {
                1.0
            } else {
                FLOOR
            };
            match value {
                Some(value) => worst.take(value, float(expected), floor, entry),
                // Nothing is right for no quantile, and for one beyond the floats.
                None => assert!(expected.as_f64().is_none_or(|time| time > 1e300), "{entry}"),
            }
        }
    }
    worst.iter().for_each(Worst::check);
}

/// A residual that is hardly discounted is an integral for every time, whatever form E[Y(t)] takes.
fn undiscounted(model: &BgNbd, time: f64) -> f64 {
    let residual = model.residual_purchases(PurchaseHistory::NEW, 1e-290, Some(time));
    residual.unwrap().unwrap()
}

#[test]
fn series_and_integral_agree_on_both_sides_of_every_switch() {
    // a = 2.5 and r = 0.3: the terms grow like n^0.2 zⁿ, so that 20,000 of them do from
    // −ln(1−z) = 6.2 or so on, z = 0.998; z = 0.999 is at t = 999α.
    for (r, a, b) in [
        (0.3, 2.5, 1.0),
        (0.3, 0.7, 2.0),
        (1e-3, 1.0, 1e-3),
        (8.0, 1.5, 3.0),
    ] {
        let model = BgNbd::try_new(BgNbdParams {
            r,
            alpha: 1.0,
            a,
            b,
        })
        .unwrap();
        let near = (1..=60).map(|k| 50.0 + 20.0 * f64::from(k));
        for time in near.chain([998.9, 999.1]) {
            let expected = model.expected_purchases_new(time).unwrap();
            let integral = undiscounted(&model, time);
            let error = (expected / integral - 1.0).abs();
            assert!(error < 1e-12, "{r} {a} {b} at {time}: {error:e}");
        }
    }
}

#[test]
fn a_far_horizon_is_none_from_60_times_the_discount_scale_on() {
    for (r, a, b) in [
        (0.3, 2.5, 1.0),
        (0.3, 1e-3, 5.0),
        (30.0, 0.8, 2.5),
        (0.3, 1e4, 1e4),
    ] {
        let model = BgNbd::try_new(BgNbdParams {
            r,
            alpha: 5.0,
            a,
            b,
        })
        .unwrap();
        for rate in [1e-6, 1e-3, 1.0] {
            let residual = |horizon| {
                let value = model.residual_purchases(PurchaseHistory::NEW, rate, horizon);
                value.unwrap().unwrap()
            };
            let all = residual(None);
            // e^−50 is 2e-22, beyond the last digit on either side of 60.
            for depth in [50.0, 59.999, 60.001, 70.0] {
                let error = (residual(Some(depth / rate)) / all - 1.0).abs();
                assert!(error < 1e-12, "{r} {a} {b} {rate} {depth}: {error:e}");
            }
        }
    }
}
