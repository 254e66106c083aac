//! Pareto/NBD against 30-digit integrals on hostile inputs.

use crate::bg_nbd_accuracy::Worst;
use crate::bg_nbd_accuracy::float;
use crate::bg_nbd_accuracy::golden;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::PurchaseModel;
use clientele::btyd::pareto_nbd::ParetoNbd;
use clientele::btyd::pareto_nbd::ParetoNbdParams;
use serde_json::Value;

fn model(entry: &Value) -> ParetoNbd {
    let [r, alpha, s, beta] = [0, 1, 2, 3].map(|i| float(&entry["params"][i]));
    ParetoNbd::try_new(ParetoNbdParams { r, alpha, s, beta }).unwrap()
}

fn history(entry: &Value) -> PurchaseHistory {
    let [x, recency, age] = [0, 1, 2].map(|i| float(&entry["history"][i]));
    PurchaseHistory::try_new(x, recency, age).unwrap()
}

#[test]
fn predictions_match_integrals_on_hostile_input() {
    // Written by scripts/references/pareto_nbd.py with mpmath.
    let golden = golden(include_str!("../golden/pareto_nbd.json"));
    let mut worst = [
        "alive",
        "after",
        "never",
        "idle",
        "purchase",
        "expected",
        "discounted",
        "residual",
        "logLikelihood",
    ]
    .map(Worst::new);
    for entry in golden["rows"].as_array().unwrap() {
        let (model, history) = (model(entry), history(entry));
        let (horizon, rate) = (float(&entry["horizon"]), float(&entry["rate"]));
        let near = model.residual_purchases(history, rate, Some(horizon));
        let values = [
            model.probability_alive(history).unwrap(),
            model.probability_alive_after(history, horizon).unwrap(),
            model.probability_never(history).unwrap(),
            model.probability_of_no_purchase(history, horizon).unwrap(),
            model.probability_of_purchase(history, horizon).unwrap(),
            model.expected_purchases(history, horizon).unwrap(),
            near.unwrap().unwrap(),
            model
                .residual_purchases(history, rate, None)
                .unwrap()
                .unwrap(),
            model.log_likelihood(history),
        ];
        for (worst, value) in worst.iter_mut().zip(values) {
            let floor = if worst.name == "logLikelihood" {
                1.0
            } else {
                1e-288
            };
            worst.take(value, float(&entry[worst.name]), floor, entry);
        }
    }
    worst.iter().for_each(Worst::check);
}

#[test]
fn counts_match_integrals_for_any_number() {
    // Written by scripts/references/pareto_nbd.py with mpmath.
    let golden = golden(include_str!("../golden/pareto_nbd.json"));
    let mut worst = Worst::new("probability");
    for entry in golden["counts"].as_array().unwrap() {
        let n = u32::try_from(entry["n"].as_u64().unwrap()).unwrap();
        let time = float(&entry["time"]);
        let value = model(entry)
            .purchase_probability(history(entry), n, time)
            .unwrap();
        worst.take(value, float(&entry["probability"]), 1e-288, entry);
    }
    worst.check();
}
