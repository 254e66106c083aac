//! Predictions and special functions against 40-digit references on hostile inputs.

use clientele::btyd::Predictions;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::PurchaseModel;
use clientele::btyd::bg_nbd::BgNbd;
use clientele::btyd::bg_nbd::BgNbdParams;
use clientele::numeric::beta::regularised_incomplete_beta;
use clientele::numeric::gamma::digamma;
use clientele::numeric::gamma::ln_gamma_ratio;
use clientele::numeric::gamma::trigamma;
use serde_json::Value;

/// The promise: 1e-12 relative, or 1e-300 absolute.
const RELATIVE: f64 = 1e-12;

/// The largest relative error of a quantity, with the row where it is.
pub(crate) struct Worst {
    pub(crate) name: &'static str,
    error: f64,
    place: String,
}

impl Worst {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            error: 0.0,
            place: String::new(),
        }
    }

    /// Takes a value in; `floor` is what the error is relative to at least.
    pub(crate) fn take(&mut self, actual: f64, expected: f64, floor: f64, place: &Value) {
        let error = (actual - expected).abs() / expected.abs().max(floor);
        if error > self.error || error.is_nan() {
            self.error = error;
            self.place = format!("{actual:e} is not {expected:e} at {place}");
        }
    }

    #[track_caller]
    pub(crate) fn check(&self) {
        assert!(
            self.error <= RELATIVE,
            "{}: {:e}, {}",
            self.name,
            self.error,
            self.place
        );
    }
}

pub(crate) fn float(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

pub(crate) fn golden(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn model(entry: &Value) -> BgNbd {
    let [r, alpha, a, b] = [0, 1, 2, 3].map(|i| float(&entry["params"][i]));
    BgNbd::try_new(BgNbdParams { r, alpha, a, b }).unwrap()
}

#[test]
fn predictions_match_40_digits_on_hostile_input() {
    // Written by scripts/references/bg_nbd.py with mpmath.
    let golden = golden(include_str!("../golden/bg_nbd.json"));
    let mut worst = [
        "alive",
        "never",
        "idle",
        "purchase",
        "expected",
        "median",
        "logLikelihood",
    ]
    .map(Worst::new);
    for entry in golden["rows"].as_array().unwrap() {
        let model = model(entry);
        let [x, recency, age] = [0, 1, 2].map(|i| float(&entry["history"][i]));
        let history = PurchaseHistory::try_new(x, recency, age).unwrap();
        let horizon = float(&entry["horizon"]);
        let median = model.next_purchase(history, 0.5).unwrap();
        let values = [
            Some(model.probability_alive(history).unwrap()),
            Some(model.probability_never(history).unwrap()),
            Some(model.probability_of_no_purchase(history, horizon).unwrap()),
            Some(model.probability_of_purchase(history, horizon).unwrap()),
            Some(model.expected_purchases(history, horizon).unwrap()),
            median,
            Some(model.log_likelihood(history)),
        ];
        for (worst, value) in worst.iter_mut().zip(values) {
            let expected = &entry[worst.name];
            let floor = if worst.name == "logLikelihood" {
                1.0
            } else {
                1e-288
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

#[test]
fn counts_match_40_digits_for_any_number() {
    // Written by scripts/references/bg_nbd.py with mpmath.
    let golden = golden(include_str!("../golden/bg_nbd.json"));
    let mut worst = Worst::new("probability");
    for entry in golden["counts"].as_array().unwrap() {
        let n = u32::try_from(entry["n"].as_u64().unwrap()).unwrap();
        let value = model(entry)
            .purchase_probability_new(n, float(&entry["time"]))
            .unwrap();
        worst.take(value, float(&entry["probability"]), 1e-288, entry);
    }
    worst.check();
}

#[test]
fn special_functions_match_40_digits() {
    // Written by scripts/references/special_functions.py with mpmath.
    let golden = golden(include_str!("../golden/special_functions.json"));
    let mut worst = ["digamma", "trigamma", "ratio", "incompleteBeta"].map(Worst::new);
    let [first, second, ratio, incomplete] = &mut worst;
    for entry in golden["gamma"].as_array().unwrap() {
        let x = float(&entry["x"]);
        first.take(digamma(x), float(&entry["digamma"]), 1e-288, entry);
        second.take(trigamma(x), float(&entry["trigamma"]), 1e-288, entry);
    }
    for entry in golden["ratio"].as_array().unwrap() {
        let value = ln_gamma_ratio(float(&entry["x"]), float(&entry["d"]));
        // A logarithm near zero is that of a ratio near one: no better than its argument.
        ratio.take(value, float(&entry["value"]), 1e-3, entry);
    }
    for entry in golden["incompleteBeta"].as_array().unwrap() {
        let [a, b, x, y] = ["a", "b", "x", "y"].map(|name| float(&entry[name]));
        let value = regularised_incomplete_beta(a, b, x, y);
        incomplete.take(value, float(&entry["value"]), 1e-288, entry);
    }
    worst.iter().for_each(Worst::check);
}
