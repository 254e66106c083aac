//! Disconfirmation, Likert answers and satisfaction indices against worked examples of ours, computed apart
//! by hand and in `NumPy`.

use crate::entropy::close;
use clientele::data::thresholds::Thresholds;
use clientele::perceived::satisfaction::*;
use proptest::prelude::*;

fn thresholds() -> Thresholds {
    Thresholds::default()
}

#[test]
fn disconfirmation_matches_the_worked_example() {
    let options = DisconfirmationOptions::default();
    let got = [8.0, 6.0, 6.0, 7.0, 7.0];
    let expected = [7.0, 6.0, 8.0, 5.0, 7.0];
    let found = disconfirmation(&got, &expected, &options).unwrap();
    assert_eq!(found.differences, [1.0, 0.0, -2.0, 2.0, 0.0]);
    close(&[found.mean.unwrap()], &[0.2], 1e-12);
    assert_eq!(
        (found.positive, found.zero, found.negative, found.missing),
        (2, 2, 1, 0)
    );
    assert_eq!(found.verdict.unwrap().code, "disconfirmation.positive");
    // a loss counts twice
    assert_eq!(found.satisfaction, [1.0, 0.0, -4.0, 2.0, 0.0]);
    let own = DisconfirmationOptions {
        base: 50.0,
        gain: 2.0,
        loss: Some(3.0),
    };
    let found = disconfirmation(&got, &expected, &own).unwrap();
    assert_eq!(found.satisfaction, [52.0, 50.0, 44.0, 54.0, 50.0]);
}

#[test]
fn disconfirmation_without_both_answers_is_missing() {
    let options = DisconfirmationOptions::default();
    let found = disconfirmation(&[5.0, f64::NAN], &[f64::NAN, 4.0], &options).unwrap();
    assert!(found.differences.iter().all(|value| value.is_nan()));
    assert_eq!(
        (found.missing, found.reason.as_deref()),
        (2, Some("no_answers"))
    );
    let found = disconfirmation(&[], &[], &options).unwrap();
    assert_eq!((found.mean, found.verdict), (None, None));
    let error = disconfirmation(&[1.0], &[f64::NEG_INFINITY], &options).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("NotFinite", Some("expectation[0]"))
    );
    let error = disconfirmation(&[1.0], &[], &options).unwrap_err();
    assert_eq!(error.code(), "LengthMismatch");
    let error = disconfirmation(
        &[1.0],
        &[1.0],
        &DisconfirmationOptions {
            gain: -1.0,
            ..options
        },
    )
    .unwrap_err();
    assert_eq!(error.path(), Some("options.gain"));
    let error = disconfirmation(&[f64::MAX], &[-f64::MAX], &options).unwrap_err();
    assert_eq!(error.code(), "NotFinite");
}

#[test]
fn likert_answers_are_counted() {
    let answers = [5.0, 4.0, f64::NAN, 4.0, 1.0];
    let found = likert(&answers, &LikertOptions::default(), &thresholds()).unwrap();
    assert_eq!(found.counts, [1, 0, 0, 2, 1]);
    assert_eq!(
        (found.mean, found.percent, found.top_box),
        (Some(3.5), Some(62.5), Some(0.25))
    );
    assert_eq!(found.level.unwrap().code, "satisfaction.fair");
    let two = LikertOptions { top: 2, points: 5 };
    let found = likert(&answers, &two, &thresholds()).unwrap();
    assert_eq!(found.top_box, Some(0.75));
    let nobody = likert(&[], &two, &thresholds()).unwrap();
    assert_eq!((nobody.mean, nobody.top_box), (None, None));
    for bad in [0.0, 5.5, 6.0] {
        let error = likert(&[bad], &LikertOptions::default(), &thresholds()).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfRange", Some("answers[0]"))
        );
    }
    let one = LikertOptions { points: 1, top: 1 };
    assert_eq!(
        likert(&[], &one, &thresholds()).unwrap_err().path(),
        Some("options.points")
    );
}

fn items(given: &[(f64, Option<f64>)]) -> Vec<SatisfactionItem> {
    let numbered = given.iter().enumerate();
    numbered
        .map(|(i, (weight, evaluation))| SatisfactionItem {
            name: format!("i{i}"),
            weight: *weight,
            evaluation: *evaluation,
        })
        .collect()
}

fn index(given: &[(f64, Option<f64>)]) -> SatisfactionIndex {
    satisfaction_index(
        &items(given),
        &SatisfactionOptions::default(),
        &thresholds(),
    )
    .unwrap()
}

#[test]
fn the_weighted_index_matches_the_worked_example() {
    let found = index(&[
        (0.3, Some(4.2)),
        (0.25, Some(3.6)),
        (0.2, Some(3.9)),
        (0.15, Some(4.5)),
        (0.1, Some(2.8)),
    ]);
    close(
        &[
            found.csd.unwrap(),
            found.percent.unwrap(),
            found.percent_of_highest.unwrap(),
        ],
        &[3.895, 72.375, 77.9],
        1e-12,
    );
    assert_eq!(found.level.unwrap().code, "satisfaction.fair");
}

#[test]
fn items_that_are_missing_are_left_out() {
    let found = index(&[(3.0, Some(4.0)), (1.0, None)]);
    assert_eq!((found.csd, found.coverage), (Some(4.0), 0.75));
    assert_eq!(found.warnings[0].code, "weights_scaled");
    let found = index(&[(0.4, Some(4.0)), (0.6, None)]);
    assert_eq!(
        (found.csd, found.reason.as_deref()),
        (None, Some("coverage_too_low"))
    );
    let options = SatisfactionOptions::default();
    let error =
        satisfaction_index(&items(&[(1.0, Some(6.0))]), &options, &thresholds()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("items[i0].evaluation"))
    );
    let error = satisfaction_index(&[], &options, &thresholds()).unwrap_err();
    assert_eq!(error.code(), "EmptyInput");
    let error =
        satisfaction_index(&items(&[(0.0, Some(3.0))]), &options, &thresholds()).unwrap_err();
    assert_eq!(error.path(), Some("items.weight"));
    let flat = SatisfactionOptions {
        highest: 1.0,
        ..options
    };
    let error = satisfaction_index(&items(&[(1.0, Some(1.0))]), &flat, &thresholds()).unwrap_err();
    assert_eq!(error.path(), Some("options.highest"));
}

#[test]
fn levels_begin_at_their_thresholds_which_must_fall() {
    let code = |percent| satisfaction_level(percent, &thresholds()).unwrap().code;
    assert_eq!(code(90.0), "satisfaction.very_satisfied");
    assert_eq!(code(89.9), "satisfaction.satisfied");
    assert_eq!(code(75.0), "satisfaction.satisfied");
    assert_eq!(code(60.0), "satisfaction.fair");
    assert_eq!(code(40.0), "satisfaction.dissatisfied");
    assert_eq!(code(0.0), "satisfaction.very_dissatisfied");
    let turned = Thresholds {
        satisfaction_good: 95.0,
        ..thresholds()
    };
    assert_eq!(
        satisfaction_level(50.0, &turned).unwrap_err().path(),
        Some("satisfactionGood")
    );
}

/// Six elements; the first two with questions of their own.
fn tree() -> Vec<SatisfactionTreeNode> {
    let node =
        |code: &str, parent: &str, weight: Option<f64>, rating: Option<f64>| SatisfactionTreeNode {
            code: code.into(),
            parent: Some(parent.into()),
            weight,
            rating,
            rate: None,
        };
    let all = SatisfactionTreeNode {
        code: "all".into(),
        ..SatisfactionTreeNode::default()
    };
    let complaint = SatisfactionTreeNode {
        rate: Some(0.08),
        ..node("complaint", "all", Some(0.05), None)
    };
    vec![
        all,
        node("expectation", "all", Some(0.1), None),
        node("e1", "expectation", None, Some(4.0)),
        node("e2", "expectation", None, Some(3.8)),
        node("e3", "expectation", None, Some(3.9)),
        node("quality", "all", Some(0.25), None),
        node("q1", "quality", Some(0.5), Some(4.2)),
        node("q2", "quality", Some(0.3), Some(4.0)),
        node("q3", "quality", Some(0.2), Some(3.5)),
        node("value", "all", Some(0.2), Some(3.7)),
        node("satisfaction", "all", Some(0.3), Some(59.0 / 15.0)),
        complaint,
        node("loyalty", "all", Some(0.1), Some(3.8)),
    ]
}

#[test]
fn the_tree_of_four_levels_matches_the_worked_example() {
    let options = SatisfactionOptions::default();
    let found = satisfaction_tree(&tree(), &options, &thresholds()).unwrap();
    close(
        &[found.csd.unwrap(), found.percent.unwrap()],
        &[3.924, 73.1],
        1e-9,
    );
    let csd = |code: &str| {
        let own = found.elements.iter().find(|own| own.code == code).unwrap();
        own.csd.unwrap()
    };
    close(&[csd("expectation"), csd("quality")], &[3.9, 4.0], 1e-12);
    let mut gaps = tree();
    gaps[6].rating = None; // half of the weight of quality
    let found = satisfaction_tree(&gaps, &options, &thresholds()).unwrap();
    let quality = found
        .elements
        .iter()
        .find(|own| own.code == "quality")
        .unwrap();
    close(
        &[quality.csd.unwrap(), quality.coverage],
        &[3.8, 0.5],
        1e-12,
    );
    gaps[11].rate = Some(8.0);
    let error = satisfaction_tree(&gaps, &options, &thresholds()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("tree[complaint].rate"))
    );
    gaps[11].rate = Some(0.5);
    gaps[1].parent = Some("nowhere".into());
    let error = satisfaction_tree(&gaps, &options, &thresholds()).unwrap_err();
    assert_eq!(error.code(), "InvalidValue");
}

#[test]
fn a_rating_of_the_tree_that_would_be_ignored_is_an_error() {
    let found = |nodes: &[SatisfactionTreeNode]| {
        let error = satisfaction_tree(nodes, &SatisfactionOptions::default(), &thresholds());
        let error = error.unwrap_err();
        assert_eq!(error.code(), "InvalidValue");
        (error.path().unwrap().to_owned(), error.to_string())
    };
    let mut nodes = tree();
    nodes[5].rating = Some(2.0);
    let (path, message) = found(&nodes);
    assert_eq!(path, "tree[quality].rating");
    assert!(message.contains("has children"), "{message}");
    let mut nodes = tree();
    nodes[0].rate = Some(0.5);
    assert_eq!(found(&nodes).0, "tree[all].rate");
    let mut nodes = tree();
    nodes[11].rating = Some(4.0);
    assert_eq!(found(&nodes).0, "tree[complaint].rate");
}

#[test]
fn a_tree_without_one_root_says_which_nodes_have_no_parent() {
    let message = |nodes: &[SatisfactionTreeNode]| {
        let error = satisfaction_tree(nodes, &SatisfactionOptions::default(), &thresholds());
        error.unwrap_err().to_string()
    };
    let mut nodes = tree();
    nodes[1].parent = None;
    let two = message(&nodes);
    assert!(
        two.ends_with("2 nodes without a parent: all, expectation"),
        "{two}"
    );
    nodes[0].parent = Some("q1".into());
    nodes[1].parent = Some("q1".into());
    nodes[6].rating = None;
    let none = message(&nodes);
    assert!(none.ends_with("no node without a parent"), "{none}");
    for node in &mut nodes {
        node.parent = None;
    }
    let many = message(&nodes);
    assert!(
        many.ends_with("13 nodes without a parent: all, expectation, e1, e2, e3, …"),
        "{many}"
    );
}

/// Ten made-up respondents: overall, against expectations, against an ideal.
const TEN: [f64; 30] = [
    8.0, 7.0, 7.0, 9.0, 8.0, 8.0, 7.0, 6.0, 5.0, 10.0, 9.0, 9.0, 6.0, 5.0, 6.0, 8.0, 8.0, 7.0, 9.0,
    9.0, 8.0, 5.0, 4.0, 4.0, 7.0, 7.0, 6.0, 8.0, 7.0, 8.0,
];

fn acsi(answers: &[f64], weights: Option<&[f64]>) -> clientele::Result<AcsiIndex> {
    let names = ["overall", "expected", "ideal"].map(String::from);
    let options = AcsiOptions {
        weights: weights.map(<[f64]>::to_vec),
        ..AcsiOptions::default()
    };
    acsi_style_index(&names, answers, &options, &thresholds())
}

#[test]
fn the_index_of_three_questions_matches_the_worked_example() {
    let found = acsi(&TEN, Some(&[0.3885, 0.3190, 0.2925])).unwrap();
    close(&[found.index.unwrap()], &[69.038333], 5e-7);
    let means: Vec<f64> = found.items.iter().map(|item| item.mean.unwrap()).collect();
    close(&means, &[7.7, 7.0, 6.8], 1e-12);
    let equal = acsi(&TEN, None).unwrap();
    close(&[equal.index.unwrap()], &[68.518519], 5e-7);
}

#[test]
fn a_question_without_answers_is_left_out_and_bad_weights_are_rejected() {
    let nan = f64::NAN;
    let found = acsi(&[8.0, 7.0, nan, 6.0, nan, nan], Some(&[2.0, 1.0, 1.0])).unwrap();
    // (2 · 7 + 1 · 7) / 3 on the range 1 to 10
    close(
        &[found.index.unwrap(), found.coverage],
        &[600.0 / 9.0, 0.75],
        1e-12,
    );
    assert_eq!(found.warnings[0].subject.as_deref(), Some("ideal"));
    let found = acsi(&[], None).unwrap();
    assert_eq!(
        (found.index, found.reason.as_deref()),
        (None, Some("no_answers"))
    );
    let found = acsi(&[8.0, nan, nan], None).unwrap();
    assert_eq!(
        (found.index, found.reason.as_deref()),
        (None, Some("coverage_too_low"))
    );
    for bad in [0.0, -1.0] {
        let error = acsi(&TEN, Some(&[1.0, bad, 1.0])).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfRange", Some("options.weights[1]"))
        );
    }
    let error = acsi(&[8.0, 7.0, 11.0], None).unwrap_err();
    assert_eq!(error.path(), Some("data[0][ideal]"));
}

proptest! {
    #[test]
    fn the_index_lies_between_0_and_100_and_rises_with_every_answer(
        rows in prop::collection::vec(prop::array::uniform3(1..=9_u8), 1..20),
        weights in prop::array::uniform3(0.01..5.0_f64),
        place in 0..3_usize,
    ) {
        let answers: Vec<f64> = rows.concat().into_iter().map(f64::from).collect();
        let found = acsi(&answers, Some(&weights)).unwrap().index.unwrap();
        prop_assert!((0.0..=100.0).contains(&found));
        let mut better = answers.clone();
        better[place] += 1.0;
        prop_assert!(acsi(&better, Some(&weights)).unwrap().index.unwrap() > found);
    }

    #[test]
    fn a_tree_of_one_level_is_the_weighted_index(
        given in prop::collection::vec((0.01..3.0_f64, 1.0..5.0_f64), 1..7),
    ) {
        let flat: Vec<(f64, Option<f64>)> = given.iter().map(|(w, e)| (*w, Some(*e))).collect();
        let mut nodes = vec![SatisfactionTreeNode { code: "all".into(), ..SatisfactionTreeNode::default() }];
        for item in items(&flat) {
            nodes.push(SatisfactionTreeNode {
                code: item.name,
                parent: Some("all".into()),
                weight: Some(item.weight),
                rating: item.evaluation,
                rate: None,
            });
        }
        let tree = satisfaction_tree(&nodes, &SatisfactionOptions::default(), &thresholds()).unwrap();
        prop_assert!((tree.csd.unwrap() - index(&flat).csd.unwrap()).abs() < 1e-9);
    }
}
