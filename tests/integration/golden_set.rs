//! The golden customers of `tests/golden/runtimes`, scored in native code: the same hashes as in every
//! runtime of JavaScript and through the C interface.

use crate::golden::Draws;
use crate::golden::Fnv;
use clientele::score::Customer;
use clientele::score::CustomerScore;
use clientele::score::Profile;
use clientele::score::Scorer;
use serde_json::Value;
use serde_json::json;
use std::collections::HashMap;

const EXPECTED: &str = include_str!("../golden/runtimes/expected.json");

/// What the customers are drawn from, and the profiles.
pub(crate) fn set() -> Value {
    let text = include_str!("../golden/runtimes/set.mjs");
    let (_, json) = text.split_once("export const set = ").unwrap();
    serde_json::from_str(json.trim_end().trim_end_matches(';')).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().unwrap();
    list.iter().map(|number| number.as_f64().unwrap()).collect()
}

/// The customers as columns by name, from the same draws as `customers` in `golden.mjs`.
pub(crate) fn customers(set: &Value) -> HashMap<String, Vec<f64>> {
    let (scales, purchases) = (numbers(&set["scales"]), numbers(&set["purchases"]));
    let missing = set["missing"].as_f64().unwrap();
    let mut draws = Draws(1);
    let mut columns: HashMap<String, Vec<f64>> = HashMap::new();
    let mut put = |name: &str, number| match columns.get_mut(name) {
        Some(column) => column.push(number),
        None => drop(columns.insert(name.to_owned(), vec![number])),
    };
    for _ in 0..set["customers"].as_u64().unwrap() {
        let scale = draws.one_of(&scales);
        let age = scale * draws.next();
        let most = draws.one_of(&purchases);
        let bought = draws.whole(most) + 1.0;
        let share = draws.next();
        let elapsed = draws.whole(13.0);
        let last = if share < 0.1 { age } else { share * age };
        let [bought, last] = [bought, last].map(|number| if most > 0.0 { number } else { 0.0 });
        put("T", age);
        put("frequency", bought);
        put("recency", last);
        put("elapsedQuarters", elapsed);
        put("activeQuarters", draws.whole(elapsed + 1.0));
        for field in set["fields"].as_array().unwrap() {
            let [low, high, steps] = [1, 2, 3].map(|at| field[at].as_f64().unwrap());
            let known = draws.next() >= missing;
            let value = low + draws.whole((high - low) * steps + 1.0) / steps;
            let value = if known { value } else { f64::NAN };
            put(field[0].as_str().unwrap(), value);
        }
    }
    columns
}

/// The columns that a profile reads, in the order of [`Scorer::score_columns`]; empty where nobody's is known.
pub(crate) fn given<'a>(all: &'a HashMap<String, Vec<f64>>, features: &[String]) -> Vec<&'a [f64]> {
    let features = features.iter().map(|name| format!("features.{name}"));
    Customer::FIELDS
        .into_iter()
        .map(str::to_owned)
        .chain(features)
        .map(|name| all.get(&name).map(Vec::as_slice).unwrap_or_default())
        .collect()
}

#[test]
fn the_golden_customers_have_the_bits_of_every_runtime() {
    let set = set();
    let all = customers(&set);
    let (mut columns, mut trees) = (Fnv::new(), Fnv::new());
    let names: Vec<&str> = set["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    assert_eq!(names, CustomerScore::FIELDS[..CustomerScore::COLUMNS]);
    for entry in set["profiles"].as_array().unwrap() {
        let profile: Profile = serde_json::from_value(entry["profile"].clone()).unwrap();
        let mut scorer = Scorer::try_new(&profile).unwrap();
        let features = scorer.features().to_vec();
        let scores = scorer.score_columns(&given(&all, &features)).unwrap();
        let hash = if entry["full"] == json!(true) {
            &mut trees
        } else {
            &mut columns
        };
        for number in scores.into_iter().flatten() {
            hash.add(number);
        }
    }
    let found = json!({ "columns": columns.to_json(), "trees": trees.to_json() });
    // For the matrix of runtimes, which puts it beside the others.
    println!("CLIENTELE-GOLDEN {found}");
    // Written by `npm run golden` from the WebAssembly module.
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    assert_eq!(
        columns.to_json(),
        expected["columns"],
        "see CONTRIBUTING.md"
    );
    assert_eq!(trees.to_json(), expected["trees"], "see CONTRIBUTING.md");
}
