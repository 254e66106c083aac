//! Cronbach's α against a worked example and an independent computation.

use crate::data_weights::golden;
use crate::data_weights::numbers;
use crate::entropy::close;
use clientele::index::reliability::Reliability;
use clientele::index::reliability::reliability;
use proptest::prelude::*;
use serde_json::Value;

fn of(rows: &[&[f64]]) -> Reliability {
    let items: Vec<String> = (1..=rows[0].len()).map(|j| format!("q{j}")).collect();
    reliability(&items, &rows.concat()).unwrap()
}

#[test]
fn alpha_matches_the_worked_example() {
    // six made-up answers to three questions, worked apart in NumPy by the formula of Cronbach (1951)
    let found = of(&[
        &[5.0, 4.0, 5.0],
        &[4.0, 4.0, 4.0],
        &[2.0, 3.0, 2.0],
        &[5.0, 5.0, 4.0],
        &[3.0, 3.0, 3.0],
        &[1.0, 2.0, 2.0],
    ]);
    close(&[found.alpha.unwrap()], &[0.945882], 5e-7);
    let column = |field: fn(&clientele::index::reliability::ItemReliability) -> Option<f64>| {
        found
            .items
            .iter()
            .map(|item| field(item).unwrap())
            .collect::<Vec<f64>>()
    };
    close(
        &column(|item| item.variance),
        &[2.666667, 1.1, 1.466667],
        5e-7,
    );
    close(
        &column(|item| item.item_total_correlation),
        &[0.993409, 0.883856, 0.896807],
        5e-7,
    );
    close(
        &column(|item| item.alpha_if_deleted),
        &[0.875912, 0.949153, 0.918660],
        5e-7,
    );
    assert_eq!(found.verdict.as_deref(), Some("reliable"));
    assert_eq!((found.complete, found.incomplete), (6.0, 0.0));
}

#[test]
fn alpha_matches_pingouin() {
    let golden = include_str!("../golden/reliability.json");
    let golden: Value = serde_json::from_str(golden).unwrap();
    for case in golden["cases"].as_array().unwrap() {
        let rows = case["answers"].as_array().unwrap();
        let width = rows[0].as_array().unwrap().len();
        let cells = rows.iter().flat_map(|row| row.as_array().unwrap());
        let answers: Vec<f64> = cells.map(|x| x.as_f64().unwrap_or(f64::NAN)).collect();
        let items: Vec<String> = (1..=width).map(|j| format!("q{j}")).collect();
        let found = reliability(&items, &answers).unwrap();
        close(
            &[found.alpha.unwrap()],
            &[case["alpha"].as_f64().unwrap()],
            1e-8,
        );
        if case["alphaIfDeleted"].is_array() {
            let rest: Vec<f64> = found
                .items
                .iter()
                .map(|item| item.alpha_if_deleted.unwrap())
                .collect();
            close(&rest, &numbers(&case["alphaIfDeleted"]), 1e-8);
        }
    }
}

#[test]
fn alpha_matches_the_independent_computation_with_gaps() {
    let golden = golden();
    let golden = &golden["questionnaire"];
    let answers: Vec<f64> = golden["answers"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| row.as_array().unwrap())
        .map(|answer| answer.as_f64().unwrap_or(f64::NAN))
        .collect();
    let items = [1, 2, 3, 4, 5].map(|j| format!("q{j}"));
    let found = reliability(&items, &answers).unwrap();
    let number = |key: &str| golden.get(key).and_then(Value::as_f64).unwrap();
    close(
        &[found.alpha.unwrap(), found.complete],
        &[number("alpha"), number("complete")],
        1e-12,
    );
    assert_eq!(found.complete + found.incomplete, 60.0);
    for (j, item) in found.items.iter().enumerate() {
        close(
            &[item.variance.unwrap()],
            &[numbers(&golden["variances"])[j]],
            1e-12,
        );
        close(
            &[item.item_total_correlation.unwrap()],
            &[numbers(&golden["itemTotal"])[j]],
            1e-12,
        );
        close(
            &[item.alpha_if_deleted.unwrap()],
            &[numbers(&golden["alphaIfDeleted"])[j]],
            1e-12,
        );
    }
    // the fifth question was asked the other way round
    assert_eq!(found.verdict.as_deref(), Some("unreliable"));
    assert_eq!(found.warnings.len(), 1);
    assert_eq!(
        (
            found.warnings[0].code.as_str(),
            found.warnings[0].subject.as_deref()
        ),
        ("reverse_coded", Some("q5"))
    );
}

#[test]
fn what_has_no_alpha_says_why() {
    let reason = |rows: &[&[f64]]| {
        let found = of(rows);
        assert_eq!((found.alpha, found.verdict), (None, None));
        found.reason.unwrap()
    };
    assert_eq!(reason(&[&[1.0], &[2.0]]), "one_item");
    assert_eq!(reason(&[&[1.0, 2.0]]), "few_answers");
    assert_eq!(reason(&[&[1.0, f64::NAN], &[2.0, 3.0]]), "few_answers");
    // 1 + 4 = 2 + 3; and decimals whose sums differ in the last bit only
    assert_eq!(reason(&[&[1.0, 4.0], &[2.0, 3.0]]), "total_constant");
    assert_eq!(
        reason(&[&[0.1, 0.7], &[0.2, 0.6], &[0.3, 0.5]]),
        "total_constant"
    );
    let two = of(&[&[1.0, 2.0], &[3.0, 3.0], &[4.0, 6.0]]);
    assert!(two.alpha.is_some());
    assert!(two.items.iter().all(|item| item.alpha_if_deleted.is_none()));
}

#[test]
fn answers_that_are_none_are_named() {
    let items = ["a", "b"].map(String::from);
    let fails = |answers: &[f64]| {
        let error = reliability(&items, answers).unwrap_err();
        (error.code(), error.path().unwrap_or_default().to_owned())
    };
    assert_eq!(
        fails(&[1.0, 2.0, f64::INFINITY, 1.0]),
        ("NotFinite", "data[1][a]".into())
    );
    assert_eq!(fails(&[1.0, 2.0, 3.0]), ("LengthMismatch", "data".into()));
    assert_eq!(fails(&[]), ("EmptyInput", "data".into()));
    assert_eq!(
        fails(&[f64::MAX, f64::MAX]),
        ("OutOfRange", "data[0][a]".into())
    );
    // Its square is no number: the variance was infinite, and the sum said to be constant.
    assert_eq!(
        fails(&[1.0, 2.0, 3.0, 1e200]),
        ("OutOfRange", "data[1][b]".into())
    );
    let large = [1e150, -1e150, -1e150, 1e150, 5e149, 1e150];
    let found = reliability(&items, &large).unwrap();
    assert!(found.alpha.is_some() && found.items.iter().all(|item| item.variance.is_some()));
    let twice = ["a", "a"].map(String::from);
    assert_eq!(
        reliability(&twice, &[1.0, 2.0]).unwrap_err().path(),
        Some("criteria[1]")
    );
}

proptest! {
    #[test]
    fn alpha_is_at_most_one_and_does_not_depend_on_the_zero_of_a_question(
        answers in prop::collection::vec(1..6_u8, 24..=24), shift in -9.0..9.0_f64,
    ) {
        let rows: Vec<Vec<f64>> = answers.chunks(4).map(|row| row.iter().map(|x| f64::from(*x)).collect()).collect();
        let there: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
        let found = of(&there);
        let moved: Vec<Vec<f64>> = rows.iter().map(|row| vec![row[0] + shift, row[1], row[2], row[3]]).collect();
        let moved: Vec<&[f64]> = moved.iter().map(Vec::as_slice).collect();
        if let Some(alpha) = found.alpha {
            prop_assert!(alpha <= 1.0 + 1e-12);
            let other = of(&moved).alpha.unwrap();
            prop_assert!((alpha - other).abs() < 1e-9 * (1.0 + alpha.abs()));
        }
    }
}
