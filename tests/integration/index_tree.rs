//! Trees of indicators: scores against an independent computation, and their laws.

use crate::data_weights::golden;
use crate::data_weights::numbers;
use crate::entropy::close;
use clientele::index::CompositeIndex;
use clientele::index::Indicator;
use clientele::index::tree::IndexTree;
use clientele::index::tree::TreeNode;
use clientele::numeric::direction::Direction;
use clientele::plain::Plain;
use clientele::plain::from_plain;
use proptest::prelude::*;
use serde_json::Value;

fn plain(value: &Value) -> Plain {
    match value {
        Value::Null => Plain::Null,
        Value::Bool(value) => Plain::Bool(*value),
        Value::Number(number) => Plain::Number(number.as_f64().unwrap()),
        Value::String(text) => Plain::Text(text.clone()),
        Value::Array(list) => Plain::List(list.iter().map(plain).collect()),
        Value::Object(map) => Plain::Map(map.iter().map(|(k, v)| (k.clone(), plain(v))).collect()),
    }
}

/// The three-level tree of `scripts/references/data_weights.py`.
pub(crate) fn golden_nodes() -> Vec<TreeNode> {
    from_plain(plain(&golden()["tree"]["nodes"])).unwrap()
}

fn optional(value: &Value) -> Vec<Option<f64>> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(Value::as_f64)
        .collect()
}

fn fails(nodes: Vec<TreeNode>) -> (&'static str, String) {
    let error = IndexTree::try_new(nodes).unwrap_err();
    (error.code(), error.path().unwrap_or_default().to_owned())
}

#[test]
fn scores_match_the_independent_computation() {
    let tree = IndexTree::try_new(golden_nodes()).unwrap();
    let golden = golden();
    let customers = golden["tree"]["customers"].as_array().unwrap();
    let mut columns = vec![Vec::new(); tree.leaves().len()];
    for customer in customers {
        let values = optional(&customer["values"]);
        let found = tree.score(&values).unwrap();
        let expected = customer["score"].as_f64();
        assert_eq!(found.score.is_some(), expected.is_some());
        assert_eq!(
            found.reason.as_deref(),
            found.score.is_none().then_some("coverage_too_low")
        );
        close(
            &[found.coverage],
            &[customer["coverage"].as_f64().unwrap()],
            1e-12,
        );
        if let Some((score, expected)) = found.score.zip(expected) {
            close(&[score], &[expected], 1e-10);
            let points: f64 = found.parts.iter().filter_map(|part| part.points).sum();
            close(&[points], &[score], 1e-10);
        }
        for (part, expected) in found.parts.iter().zip(optional(&customer["points"])) {
            // a leaf that is known in a branch that is missing brings nothing
            close(
                &[part.points.unwrap_or(0.0)],
                &[expected.unwrap_or(0.0)],
                1e-10,
            );
        }
        for (column, value) in columns.iter_mut().zip(values) {
            column.push(value.unwrap_or(f64::NAN));
        }
    }
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let found = tree.score_columns(&columns, true).unwrap();
    let flat = tree.score_flat(&columns.concat(), true).unwrap();
    let parts = [&found.scores, &found.coverage, &found.points].map(Vec::as_slice);
    assert!(
        flat.iter()
            .zip(parts.concat())
            .all(|(x, y)| x.to_bits() == y.to_bits())
    );
    let m = customers.len();
    for (row, customer) in customers.iter().enumerate() {
        let alone = tree.score(&optional(&customer["values"])).unwrap();
        assert_eq!(
            alone.score,
            Some(found.scores[row]).filter(|score| !score.is_nan())
        );
        assert_eq!(alone.coverage, found.coverage[row]);
        for (j, part) in alone.parts.iter().enumerate() {
            let points = Some(found.points[j * m + row]).filter(|points| !points.is_nan());
            assert_eq!(part.points, points);
        }
    }
}

#[test]
fn weights_roll_up_to_the_leaves() {
    // the products of the weights on each path of the tree of the reference
    let tree = IndexTree::try_new(golden_nodes()).unwrap();
    let weights: Vec<f64> = tree.leaves().iter().map(|leaf| leaf.weight).collect();
    close(&weights, &[0.25, 0.15, 0.1, 0.09, 0.126, 0.084, 0.2], 1e-15);
    let gap = tree
        .leaves()
        .iter()
        .find(|leaf| leaf.code == "gap")
        .unwrap();
    assert_eq!(gap.path, ["root", "loyalty", "behaviour", "gap"]);
}

#[test]
fn a_branch_that_is_missing_is_left_out_as_a_whole() {
    let tree = IndexTree::try_new(golden_nodes()).unwrap();
    // value needs 60 % of its weights and has the 50 % of the margin
    let values = [
        Some(500.0),
        None,
        None,
        Some(5.0),
        Some(30.0),
        Some(0.6),
        Some(10.0),
    ];
    let found = tree.score(&values).unwrap();
    // what is left is perfect: 30 of 100 from loyalty, 20 from risk
    close(&[found.score.unwrap()], &[100.0], 1e-12);
    close(&[found.coverage], &[0.5], 1e-12);
    let value = found
        .nodes
        .iter()
        .find(|node| node.code == "value")
        .unwrap();
    assert_eq!((value.score, value.coverage), (None, 0.5));
    let margin = &found.parts[0];
    assert_eq!(
        (margin.normalised, margin.weight, margin.points),
        (Some(1.0), Some(0.0), Some(0.0))
    );
}

#[test]
fn a_tree_of_one_level_is_a_composite_index() {
    let root = TreeNode::root("index");
    let tree = IndexTree::try_new(vec![
        TreeNode::leaf("a", &root, 3.0, Direction::Benefit, 1.0, 12.0),
        TreeNode::leaf("b", &root, 2.0, Direction::Cost, 20.0, 2.0),
        root,
    ])
    .unwrap();
    let flat = CompositeIndex::try_new(vec![
        Indicator::new("a", 3.0, 1.0, 12.0),
        Indicator::new("b", 2.0, 20.0, 2.0),
    ])
    .unwrap();
    for values in [
        [Some(4.0), Some(11.0)],
        [Some(30.0), None],
        [None, Some(2.0)],
    ] {
        let (one, other) = (tree.score(&values).unwrap(), flat.score(&values).unwrap());
        assert_eq!(one.score.is_some(), other.score.is_some());
        close(
            &[one.score.unwrap_or(0.0)],
            &[other.score.unwrap_or(0.0)],
            1e-12,
        );
        close(&[one.coverage], &[other.coverage], 1e-15);
    }
}

#[test]
fn a_tree_that_is_none_is_named() {
    let root = TreeNode::root("root");
    let leaf = |code: &str| TreeNode::leaf(code, &root, 1.0, Direction::Benefit, 0.0, 1.0);
    assert_eq!(fails(vec![]), ("EmptyInput", "tree".into()));
    assert_eq!(
        fails(vec![leaf("a")]),
        ("InvalidValue", "tree[a].parent".into())
    );
    let twice = vec![root.clone(), leaf("a"), leaf("a")];
    assert_eq!(fails(twice), ("InvalidValue", "tree[a].code".into()));
    let nameless = vec![root.clone(), leaf(" ")];
    assert_eq!(fails(nameless), ("InvalidValue", "tree[1].code".into()));
    let two_roots = vec![root.clone(), TreeNode::root("other"), leaf("a")];
    assert_eq!(
        fails(two_roots),
        ("InvalidValue", "tree[other].parent".into())
    );
    let bare = vec![root.clone()];
    assert_eq!(fails(bare), ("InvalidValue", "tree[root].source".into()));
    let mut one = TreeNode::branch("one", &root, 1.0);
    one.parent = Some("two".into());
    let two = TreeNode::branch("two", &one, 1.0);
    let cycle = vec![root.clone(), leaf("a"), one, two];
    assert_eq!(fails(cycle), ("InvalidValue", "tree[one].parent".into()));
    for weight in [None, Some(-1.0), Some(f64::NAN)] {
        let mut bad = leaf("b");
        bad.weight = weight;
        let nodes = vec![root.clone(), leaf("a"), bad];
        assert_eq!(fails(nodes), ("InvalidValue", "tree[b].weight".into()));
    }
    let mut weightless = leaf("a");
    weightless.weight = Some(0.0);
    let nodes = vec![root.clone(), weightless];
    assert_eq!(fails(nodes), ("InvalidValue", "tree[root].weight".into()));
    let mut same = leaf("b");
    same.source = Some("a".into());
    let nodes = vec![root.clone(), leaf("a"), same];
    assert_eq!(fails(nodes), ("InvalidValue", "tree[b].source".into()));
    let mut blind = leaf("a");
    blind.direction = None;
    assert_eq!(
        fails(vec![root.clone(), blind]),
        ("Missing", "tree[a].direction".into())
    );
    let mut against = leaf("a");
    against.direction = Some(Direction::Cost);
    assert_eq!(
        fails(vec![root.clone(), against]),
        ("OutOfRange", "tree[a].hi".into())
    );
    let mut open = leaf("a");
    open.hi = None;
    assert_eq!(
        fails(vec![root.clone(), open]),
        ("Missing", "tree[a].hi".into())
    );
    let mut greedy = root.clone();
    greedy.min_coverage = Some(1.5);
    assert_eq!(
        fails(vec![greedy, leaf("a")]),
        ("OutOfRange", "tree[root].minCoverage".into())
    );
}

#[test]
fn values_that_are_none_are_named() {
    let tree = IndexTree::try_new(golden_nodes()).unwrap();
    let error = tree.score(&[None; 3]).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("LengthMismatch", Some("values"))
    );
    let mut values = [Some(1.0); 7];
    values[2] = Some(f64::INFINITY);
    let error = tree.score(&values).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("NotFinite", Some("values[returns]"))
    );
    let ones = [1.0, 1.0];
    let mut columns: Vec<&[f64]> = vec![&ones; 7];
    columns[6] = &[1.0];
    let error = tree.score_columns(&columns, false).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("LengthMismatch", Some("columns[silence]"))
    );
    columns[6] = &[1.0, f64::NEG_INFINITY];
    let error = tree.score_columns(&columns, false).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("NotFinite", Some("columns[silence][1]"))
    );
    let error = tree.score_flat(&[1.0; 8], false).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("LengthMismatch", Some("columns"))
    );
    assert_eq!(tree.score_flat(&[], true), Ok(vec![]));
    let nobody: Vec<&[f64]> = vec![&[]; 7];
    assert!(tree.score_columns(&nobody, true).unwrap().scores.is_empty());
}

#[test]
fn everything_missing_is_no_score_even_where_nothing_is_asked_for() {
    let mut root = TreeNode::root("root");
    root.min_coverage = Some(0.0);
    let leaf = TreeNode::leaf("a", &root, 1.0, Direction::Benefit, 0.0, 1.0);
    let tree = IndexTree::try_new(vec![root, leaf]).unwrap();
    assert_eq!(tree.score(&[None]).unwrap().score, None);
}

proptest! {
    #[test]
    fn scores_stay_within_their_scale_and_are_the_sum_of_their_parts(
        values in prop::collection::vec(prop::option::of(-500.0..500.0_f64), 7..=7),
    ) {
        let tree = IndexTree::try_new(golden_nodes()).unwrap();
        let found = tree.score(&values).unwrap();
        prop_assert!((0.0..=1.0).contains(&found.coverage));
        if let Some(score) = found.score {
            prop_assert!((0.0..=100.0).contains(&score));
            let points: f64 = found.parts.iter().filter_map(|part| part.points).sum();
            let weights: f64 = found.parts.iter().filter_map(|part| part.weight).sum();
            prop_assert!((points - score).abs() < 1e-9 && (weights - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn more_of_what_is_good_never_lowers_the_score(
        values in prop::collection::vec(0.0..300.0_f64, 7..=7), more in 0.0..200.0_f64, j in 0..7_usize,
    ) {
        let tree = IndexTree::try_new(golden_nodes()).unwrap();
        let score = |values: &[f64]| {
            let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
            tree.score(&values).unwrap().score.unwrap()
        };
        let node = golden_nodes().into_iter().find(|node| node.code == tree.leaves()[j].code).unwrap();
        let direction = node.direction.unwrap();
        let mut other = values.clone();
        other[j] += more;
        let gain = score(&other) - score(&values);
        if direction.shortfall(other[j]) <= direction.shortfall(values[j]) && matches!(direction, Direction::Benefit) {
            prop_assert!(gain >= -1e-9);
        }
        if matches!(direction, Direction::Cost) {
            prop_assert!(gain <= 1e-9);
        }
    }

    #[test]
    fn the_order_of_the_nodes_makes_no_difference(seed in 0..1000_usize) {
        let mut nodes = golden_nodes();
        let n = nodes.len();
        for i in 0..n {
            nodes.swap(i, (seed * (i + 3) + i) % n);
        }
        let (one, other) = (IndexTree::try_new(golden_nodes()).unwrap(), IndexTree::try_new(nodes).unwrap());
        let values = numbers(&serde_json::json!([250.0, 6.0, 0.1, 4.0, 40.0, 0.9, 60.0]));
        let of = |tree: &IndexTree| {
            let place = |code: &str| one.leaves().iter().position(|leaf| leaf.code == code).unwrap();
            let values: Vec<Option<f64>> = tree.leaves().iter().map(|leaf| Some(values[place(&leaf.code)])).collect();
            tree.score(&values).unwrap().score.unwrap()
        };
        prop_assert!((of(&one) - of(&other)).abs() < 1e-10);
    }
}
