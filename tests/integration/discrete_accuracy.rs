//! The models in discrete time against 40-digit references on hostile inputs.

use crate::bg_nbd::history;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseModel;
use clientele::btyd::bg_bb::BgBb;
use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometricParams;
use serde_json::Value;

/// The promise: 1e-12 relative, or 1e-300 absolute.
const RELATIVE: f64 = 1e-12;

/// The largest relative errors by name, with the row where each is.
#[derive(Default)]
struct Worst(Vec<(String, f64, String)>);

impl Worst {
    /// Takes a value in; `floor` is what the error is relative to at least.
    fn take(&mut self, name: &str, actual: f64, entry: &Value, floor: f64) {
        let Some(expected) = entry[name].as_f64() else {
            return;
        };
        let error = (actual - expected).abs() / expected.abs().max(floor);
        let found = format!("{actual:e} is not {expected:e} at {entry}");
        match self.0.iter_mut().find(|(known, ..)| known == name) {
            Some(worst) if error > worst.1 || error.is_nan() => {
                *worst = (name.to_owned(), error, found);
            }
            Some(_) => {}
            None => self.0.push((name.to_owned(), error, found)),
        }
    }

    #[track_caller]
    fn check(&self) {
        let bad = self
            .0
            .iter()
            .filter(|(_, error, _)| *error > RELATIVE || error.is_nan());
        let bad: Vec<_> = bad.collect();
        assert!(bad.is_empty(), "{bad:#?}");
    }
}

fn golden() -> Value {
    // Written by scripts/references/discrete.py with mpmath.
    serde_json::from_str(include_str!("../golden/discrete.json")).unwrap()
}

fn model(entry: &Value) -> BgBb {
    let [alpha, beta, gamma, delta] = [0, 1, 2, 3].map(|i| entry["params"][i].as_f64().unwrap());
    crate::bg_bb::model(alpha, beta, gamma, delta)
}

#[test]
fn bg_bb_matches_40_digits_on_hostile_input() {
    let mut worst = Worst::default();
    let tiny = 1e-288;
    for entry in golden()["rows"].as_array().unwrap() {
        let model = model(entry);
        let [x, recency, age] = [0, 1, 2].map(|i| entry["history"][i].as_f64().unwrap());
        let history = history(x, recency, age);
        let horizon = entry["horizon"].as_f64().unwrap();
        let rate = entry["rate"].as_f64().unwrap();
        let residual = |end| {
            model
                .residual_purchases(history, rate, end)
                .unwrap()
                .unwrap()
        };
        let values = [
            ("alive", model.probability_alive(history)),
            (
                "aliveAfter",
                model.probability_alive_after(history, horizon),
            ),
            ("expected", model.expected_purchases(history, horizon)),
            ("far", model.expected_purchases(history, 1e6)),
            ("purchase", model.probability_of_purchase(history, horizon)),
            ("idle", model.probability_of_no_purchase(history, horizon)),
            ("never", model.probability_never(history)),
        ];
        for (name, value) in values {
            worst.take(name, value.unwrap(), entry, tiny);
        }
        worst.take("residual", residual(None), entry, tiny);
        worst.take("residualUntil", residual(Some(horizon)), entry, tiny);
        worst.take("logLikelihood", model.log_likelihood(history), entry, 1.0);
    }
    worst.check();
}

#[test]
fn counts_match_40_digits_for_any_number() {
    let mut worst = Worst::default();
    for entry in golden()["counts"].as_array().unwrap() {
        let n = u32::try_from(entry["n"].as_u64().unwrap()).unwrap();
        let time = entry["time"].as_f64().unwrap();
        let value = model(entry).purchase_probability_new(n, time).unwrap();
        worst.take("probability", value, entry, 1e-288);
    }
    worst.check();
}

#[test]
fn contracts_match_40_digits_on_hostile_input() {
    let mut worst = Worst::default();
    for entry in golden()["contracts"].as_array().unwrap() {
        let [alpha, beta] = [0, 1].map(|i| entry["params"][i].as_f64().unwrap());
        let params = ShiftedBetaGeometricParams { alpha, beta };
        let model = ShiftedBetaGeometric::try_new(params).unwrap();
        let renewals = u32::try_from(entry["renewals"].as_u64().unwrap()).unwrap();
        let discount = entry["discount"].as_f64().unwrap();
        let n = f64::from(renewals);
        let value = model
            .expected_renewals(renewals, discount)
            .unwrap()
            .unwrap();
        let elasticity = model
            .retention_elasticity(renewals, discount)
            .unwrap()
            .unwrap();
        let expected = model.expected_purchases(history(n, n, n), 1000.0).unwrap();
        let churn = model.churn_probability(renewals + 1).unwrap();
        worst.take("survival", model.survival(renewals).unwrap(), entry, 1e-288);
        worst.take("churn", churn, entry, 1e-288);
        worst.take("derl", value, entry, 1e-288);
        worst.take("elasticity", elasticity, entry, 1e-288);
        worst.take("expected", expected, entry, 1e-288);
    }
    worst.check();
}

#[test]
fn sums_and_integrals_agree_where_one_takes_over_from_the_other() {
    // With e^(−rate) = w the sum has 37/(1−w) summands: 2,048 of them at a rate of 0.018.
    for entry in golden()["rows"].as_array().unwrap() {
        let model = model(entry);
        let new = history(0.0, 0.0, 0.0);
        let value = |rate| model.residual_purchases(new, rate, None).unwrap().unwrap();
        for rate in [0.017, 0.018, 0.019] {
            let (low, middle, high) = (value(rate * 0.999), value(rate), value(rate * 1.001));
            assert!(low > middle && middle > high, "{entry}");
            // A smooth function: its second difference is of the order of the square of the step.
            assert!((low - 2.0 * middle + high).abs() < 1e-5 * middle, "{entry}");
        }
    }
}
