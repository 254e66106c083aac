//! Discounted purchases of (M)BG/CNBD-k against 40-digit references on hostile inputs.

use crate::bg_nbd_accuracy::Worst;
use crate::bg_nbd_accuracy::float;
use crate::bg_nbd_accuracy::golden;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseHistory;

#[test]
fn residuals_match_40_digits_on_hostile_input() {
    // Written by scripts/references/bg_cnbd_k_residuals.py with mpmath, by an integral over the rate
    // of the events and the drop-out probability, none over time.
    let golden = golden(include_str!("../golden/bg_cnbd_k_residuals.json"));
    let mut all = Worst::new("residual");
    let mut until = Worst::new("residualUntil");
    for entry in golden["rows"].as_array().unwrap() {
        let kind = if entry["modified"].as_bool().unwrap() {
            ModelKind::MbgCnbdK
        } else {
            ModelKind::BgCnbdK
        };
        let params = [0, 1, 2, 3, 4].map(|i| float(&entry["params"][i]));
        let model = AnyModel::try_new(kind, &params).unwrap();
        let [x, recency, age] = [0, 1, 2].map(|i| float(&entry["history"][i]));
        let history = PurchaseHistory::try_new(x, recency, age).unwrap();
        let [rate, horizon] = ["rate", "horizon"].map(|name| float(&entry[name]));
        let residual = |end| {
            let value = model.residual_purchases(history, rate, end);
            value.unwrap().unwrap()
        };
        for (worst, value) in [
            (&mut all, residual(None)),
            (&mut until, residual(Some(horizon))),
        ] {
            worst.take(value, float(&entry[worst.name]), 1e-288, entry);
        }
    }
    all.check();
    until.check();
}
