//! Models of other packages, against what these predict (`scripts/references/train_churn_models.py`), and
//! documents that are broken on purpose.

use crate::mutation::mutate;
use clientele::churn::RiskEvidence;
use clientele::churn::imported::ImportedModel;
use clientele::churn::imported::ModelFormat;
use clientele::churn::imported::import_model;
use clientele::churn::risk_columns;
use clientele::numeric::random::Random;
use clientele::plain::Plain;
use clientele::plain::ToPlain;
use clientele::plain::from_plain;
use proptest::prelude::*;
use serde_json::Value;
use std::sync::LazyLock;

fn plain(value: &Value) -> Plain {
    match value {
        Value::Null => Plain::Null,
        Value::Bool(value) => Plain::Bool(*value),
        Value::Number(number) => Plain::Number(number.as_f64().unwrap()),
        Value::String(text) => Plain::Text(text.clone()),
        Value::Array(list) => Plain::List(list.iter().map(plain).collect()),
        Value::Object(map) => Plain::Map(
            map.iter()
                .map(|(key, value)| (key.clone(), plain(value)))
                .collect(),
        ),
    }
}

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../fixtures/imported/", $name, ".json"))
    };
}

static EXPECTED: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(fixture!("expected")).unwrap());

fn document(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn import(text: &str) -> ImportedModel {
    import_model(plain(&document(text)), None).unwrap()
}

fn columns(value: &Value) -> Vec<Vec<f64>> {
    let column = |list: &Value| {
        list.as_array()
            .unwrap()
            .iter()
            .map(|x| x.as_f64().unwrap_or(f64::NAN))
            .collect()
    };
    value.as_array().unwrap().iter().map(column).collect()
}

fn names() -> Vec<String> {
    let names = EXPECTED["names"].as_array().unwrap();
    names
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

/// The largest distance from what the package predicts: log-odds, probability, contributions.
#[track_caller]
fn compare(name: &str, text: &str, data: &str, tolerance: f64) {
    let model = import(text);
    let data = columns(&EXPECTED[data]);
    let views: Vec<&[f64]> = data.iter().map(Vec::as_slice).collect();
    let found = risk_columns(&model, &names(), &views).unwrap();
    let expected = &EXPECTED[name];
    let number = |value: &Value| value.as_f64().unwrap();
    let rows = found.log_odds.len();
    assert_eq!(rows, 200);
    let mut furthest = 0.0_f64;
    let base = model.base_log_odds();
    for i in 0..rows {
        let mut near = |found: f64, expected: &Value| {
            furthest = furthest.max((found - number(expected)).abs());
        };
        near(found.log_odds[i], &expected["logOdds"][i]);
        near(found.probability[i], &expected["probability"][i]);
        near(base, &expected["contributions"][names().len()][i]);
        let mut sum = base;
        for (j, (_, column)) in found.contributions.iter().enumerate() {
            near(column[i], &expected["contributions"][j][i]);
            sum += column[i];
        }
        assert!(
            (sum - found.log_odds[i]).abs() < 1e-12,
            "{name}, row {i}: the parts do not sum"
        );
    }
    assert!(furthest < tolerance, "{name}: {furthest:e}");
    // Its own form says the same.
    let again = import_model(model.to_plain(), None).unwrap();
    assert_eq!(again, model);
    assert_eq!(
        from_plain::<ImportedModel>(model.to_plain()).unwrap(),
        model
    );
}

#[test]
fn xgboost_matches_in_single_precision() {
    compare("xgboost", fixture!("xgboost"), "columns", 1e-6);
}

#[test]
fn lightgbm_matches() {
    compare("lightgbm", fixture!("lightgbm"), "columns", 1e-9);
    compare(
        "lightgbm_plain",
        fixture!("lightgbm_plain"),
        "columns",
        1e-9,
    );
    compare("lightgbm_zero", fixture!("lightgbm_zero"), "columns", 1e-9);
    compare(
        "lightgbm_categories",
        fixture!("lightgbm_categories"),
        "columns",
        1e-9,
    );
}

#[test]
fn scikit_learn_matches() {
    compare("sklearn", fixture!("sklearn"), "filled", 1e-12);
    compare("sklearn_plain", fixture!("sklearn_plain"), "filled", 1e-12);
}

/// Shapley values by their definition: every order of the features, the others unknown.
fn shapley(tree: &Value, values: &[f64]) -> Vec<f64> {
    fn expect(tree: &Value, node: usize, values: &[f64], known: u32) -> f64 {
        let at = |name: &str, node: usize| tree[name][node].as_f64().unwrap();
        let left = at("left_children", node);
        if left < 0.0 {
            return at("split_conditions", node);
        }
        let index = |name: &str| usize::try_from(tree[name][node].as_u64().unwrap()).unwrap();
        let children = [index("left_children"), index("right_children")];
        let feature = index("split_indices");
        if known & (1 << feature) > 0 {
            let below = (values[feature] as f32) < at("split_conditions", node) as f32;
            return expect(tree, children[usize::from(!below)], values, known);
        }
        let part = |child: usize| {
            at("sum_hessian", child) / at("sum_hessian", node) * expect(tree, child, values, known)
        };
        part(children[0]) + part(children[1])
    }
    let n = values.len() as u32;
    let factorial = |k: u32| (1..=k).map(f64::from).product::<f64>();
    (0..n)
        .map(|feature| {
            (0..1_u32 << n)
                .filter(|set| set & (1 << feature) == 0)
                .map(|set| {
                    let size = set.count_ones();
                    let weight = factorial(size) * factorial(n - size - 1) / factorial(n);
                    weight
                        * (expect(tree, 0, values, set | 1 << feature)
                            - expect(tree, 0, values, set))
                })
                .sum()
        })
        .collect()
}

#[test]
fn contributions_are_shapley_values_by_their_definition() {
    let mut document = document(fixture!("xgboost"));
    let trees = document["learner"]["gradient_booster"]["model"]["trees"].take();
    let mut random = Random::new(3);
    for i in [0, 3, 11] {
        let tree = trees[i].clone();
        document["learner"]["gradient_booster"]["model"]["trees"] =
            Value::Array(vec![tree.clone()]);
        let model = import_model(plain(&document), None).unwrap();
        for _ in 0..20 {
            let scale = [4.0, 3.0, 100.0, 900.0, 200.0, 6.0];
            let values: Vec<f64> = scale.iter().map(|scale| scale * random.uniform()).collect();
            let (_, added) = model.evidence(&values).unwrap();
            for (found, expected) in added.iter().zip(shapley(&tree, &values)) {
                assert!((found - expected).abs() < 1e-7, "{found} {expected}");
            }
        }
    }
}

/// Changes what stands at a path.
fn with(text: &str, path: &[&str], value: Value) -> Plain {
    let mut document = document(text);
    let mut at = &mut document;
    for key in path {
        at = match key.parse::<usize>() {
            Ok(place) => &mut at[place],
            Err(_) => &mut at[*key],
        };
    }
    *at = value;
    plain(&document)
}

#[track_caller]
fn refused(document: Plain, code: &str, path: &str) {
    let error = import_model(document, None).unwrap_err();
    assert_eq!(
        (error.code(), error.path().unwrap()),
        (code, path),
        "{error}"
    );
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn what_is_not_supported_is_named() {
    let xgboost = fixture!("xgboost");
    let change = |path: &[&str], value: Value| with(xgboost, path, value);
    let booster = ["learner", "gradient_booster"];
    refused(
        change(&[booster[0], booster[1], "name"], "dart".into()),
        "InvalidValue",
        "learner.gradient_booster.name",
    );
    refused(
        change(&["learner", "objective", "name"], "multi:softprob".into()),
        "InvalidValue",
        "learner.objective.name",
    );
    let settings = "learner.learner_model_param";
    let set =
        |name: &str, value: &str| change(&["learner", "learner_model_param", name], value.into());
    refused(
        set("num_class", "3"),
        "InvalidValue",
        &format!("{settings}.num_class"),
    );
    refused(
        set("base_score", "2"),
        "OutOfRange",
        &format!("{settings}.base_score"),
    );
    refused(
        set("base_score", "[1E-1,2E-1]"),
        "InvalidValue",
        &format!("{settings}.base_score"),
    );
    let tree = "learner.gradient_booster.model.trees[0]";
    let at = |name: &'static str, node: &'static str| {
        vec![
            "learner",
            "gradient_booster",
            "model",
            "trees",
            "0",
            name,
            node,
        ]
    };
    refused(
        change(&at("split_type", "0"), 1.into()),
        "InvalidValue",
        &format!("{tree}.split_type"),
    );
    // A cycle, a child that is not there, a child of two parents, a split on no feature.
    refused(
        change(&at("left_children", "3"), 0.into()),
        "InvalidValue",
        tree,
    );
    refused(
        change(&at("left_children", "3"), 999.into()),
        "OutOfRange",
        &format!("{tree}.left_children"),
    );
    refused(
        change(&at("right_children", "0"), 1.into()),
        "InvalidValue",
        tree,
    );
    refused(
        change(&at("left_children", "0"), 0.5.into()),
        "OutOfRange",
        &format!("{tree}.left_children[0]"),
    );
    refused(
        change(&at("split_indices", "0"), 6.into()),
        "OutOfRange",
        "trees[0].feature[0]",
    );
    refused(
        change(&at("sum_hessian", "1"), 0.into()),
        "OutOfRange",
        &format!("{tree}.cover[1]"),
    );
    let lightgbm = fixture!("lightgbm");
    let change = |path: &[&str], value: Value| with(lightgbm, path, value);
    refused(
        change(&["objective"], "multiclass num_class:3".into()),
        "InvalidValue",
        "objective",
    );
    refused(
        change(&["objective"], "binary sigmoid:-1".into()),
        "InvalidValue",
        "objective",
    );
    refused(
        change(&["num_class"], 3.into()),
        "InvalidValue",
        "num_class",
    );
    refused(
        change(&["average_output"], true.into()),
        "InvalidValue",
        "average_output",
    );
    refused(
        change(&["tree_info"], Value::Array(Vec::new())),
        "OutOfRange",
        "tree_info",
    );
    let root = "tree_info[0].tree_structure";
    refused(
        change(
            &["tree_info", "0", "tree_structure", "decision_type"],
            ">".into(),
        ),
        "InvalidValue",
        &format!("{root}.decision_type"),
    );
    refused(
        change(
            &["tree_info", "0", "tree_structure", "missing_type"],
            "Inf".into(),
        ),
        "InvalidValue",
        &format!("{root}.missing_type"),
    );
    let sklearn = fixture!("sklearn");
    let row = document(sklearn)["coef"][0].clone();
    refused(
        with(sklearn, &["coef"], Value::Array(vec![row.clone(), row])),
        "InvalidValue",
        "coef",
    );
    refused(
        with(sklearn, &["scaler", "scale", "2"], 0.into()),
        "OutOfRange",
        "scaler.scale[2]",
    );
    refused(
        with(sklearn, &["featureNames", "2"], "plan".into()),
        "InvalidValue",
        "features[5]",
    );
    refused(Plain::Null, "InvalidValue", "model");
    let error = import_model(plain(&document(sklearn)), Some(ModelFormat::Xgboost)).unwrap_err();
    assert_eq!((error.code(), error.path()), ("Missing", Some("learner")));
}

#[test]
fn a_missing_value_counts_as_the_reference_where_there_is_one() {
    let model = import(fixture!("sklearn"));
    let mut values = vec![f64::NAN; 6];
    let (log_odds, added) = model.evidence(&values).unwrap();
    assert_eq!((log_odds, added), (model.base_log_odds(), vec![0.0; 6]));
    let bare = import(fixture!("sklearn_plain"));
    let error = bare.evidence(&values).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("Missing", Some("recencyRatio"))
    );
    // With means the same model has a reference, and its prediction stays.
    let mut document = document(fixture!("sklearn_plain"));
    document["means"] = vec![1.4, 0.3, 70.0, 400.0, 90.0, 2.5].into();
    let told = import_model(plain(&document), None).unwrap();
    assert_eq!(told.evidence(&values).unwrap().0, told.base_log_odds());
    values.fill(2.0);
    let (one, other) = (
        bare.evidence(&values).unwrap().0,
        told.evidence(&values).unwrap().0,
    );
    assert!((one - other).abs() < 1e-12);
    values[3] = f64::INFINITY;
    assert_eq!(told.evidence(&values).unwrap_err().path(), Some("tenure"));
    assert_eq!(
        told.evidence(&values[1..]).unwrap_err().code(),
        "LengthMismatch"
    );
    let typo = risk_columns(&told, &["tenor".into()], &[&[1.0]]).unwrap_err();
    assert_eq!(
        (typo.code(), typo.path()),
        ("UnknownKey", Some("columns.tenor"))
    );
}

#[test]
fn flat_nodes_are_read_like_nested_ones() {
    fn flat(root: &Value) -> Value {
        let mut open = vec![root.clone()];
        let mut i = 0;
        while i < open.len() {
            for key in ["left_child", "right_child"] {
                if open[i].get(key).is_some() {
                    let child = open[i][key].take();
                    open[i][key] = open.len().into();
                    open.push(child);
                }
            }
            i += 1;
        }
        open.into()
    }
    let mut document = document(fixture!("lightgbm"));
    for info in document["tree_info"].as_array_mut().unwrap() {
        let nodes = flat(&info["tree_structure"]);
        *info = serde_json::json!({ "nodes": nodes });
    }
    assert_eq!(
        import_model(plain(&document), None).unwrap(),
        import(fixture!("lightgbm"))
    );
    document["tree_info"][0]["nodes"][0]["left_child"] = 0.into();
    refused(plain(&document), "InvalidValue", "tree_info[0].nodes");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn mutated_documents_are_errors_or_models_and_never_panics(seed: u64, kind in 0_usize..4, changes in 1_usize..4) {
        static DOCUMENTS: LazyLock<[Plain; 4]> = LazyLock::new(|| {
            let small = |text: &str, keys: &[&str]| {
                let mut document = document(text);
                let mut at = &mut document;
                for key in keys {
                    at = &mut at[*key];
                }
                at.as_array_mut().unwrap().truncate(2);
                plain(&document)
            };
            let trees = small(fixture!("xgboost"), &["learner", "gradient_booster", "model", "trees"]);
            [
                import_model(trees.clone(), None).unwrap().to_plain(),
                trees,
                small(fixture!("lightgbm_categories"), &["tree_info"]),
                plain(&document(fixture!("sklearn"))),
            ]
        });
        let mut random = Random::new(seed);
        let mut document = DOCUMENTS[kind].clone();
        for _ in 0..changes {
            mutate(&mut document, &mut random);
        }
        if let Ok(model) = import_model(document, None) {
            let n = model.features.len();
            for value in [f64::NAN, 0.0, -3.5, 1e300] {
                if let Ok((log_odds, added)) = model.evidence(&vec![value; n]) {
                    let sum = model.base_log_odds() + added.iter().sum::<f64>();
                    let size = added.iter().fold(model.base_log_odds().abs(), |m, a| m.max(a.abs()));
                    prop_assert!(!size.is_finite() || (log_odds - sum).abs() <= 1e-8 * size.max(1.0), "{} {}", log_odds, sum);
                }
            }
        }
    }
}
