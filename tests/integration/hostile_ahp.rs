//! What pairwise matrices reject, each with its code and the path to the culprit.

use clientele::Error;
use clientele::weighting::ahp::ConsistencyOptions;
use clientele::weighting::ahp::Judgement;
use clientele::weighting::ahp::PairwiseMatrix;

type Built = Result<PairwiseMatrix, Error>;

/// Builds a matrix of Price, Service and Speed from one text: cells by blanks, rows by semicolons,
/// `-` for a missing judgement, and numbers after `#` as numbers instead of text.
fn rows(text: &str) -> Built {
    let cell = |cell: &str| match (cell, cell.strip_prefix('#')) {
        ("-", _) => Judgement::Missing,
        (_, Some(number)) => Judgement::Number(number.parse().unwrap()),
        (text, None) => Judgement::from(text),
    };
    let rows: Vec<Vec<Judgement>> = text
        .split(';')
        .map(|row| row.split_whitespace().map(cell).collect())
        .collect();
    let names = ["Price", "Service", "Speed"].into_iter().take(rows.len());
    PairwiseMatrix::try_from_rows(&rows, Some(names.map(String::from).collect()))
}

fn named(names: &[&str]) -> Built {
    let rows = vec![vec![1.0; 3]; 3];
    PairwiseMatrix::try_from_rows(&rows, Some(names.iter().map(ToString::to_string).collect()))
}

fn pairs(judgements: &[(&str, &str, f64)]) -> Built {
    PairwiseMatrix::try_from_pairs(judgements, None)
}

fn ones(n: usize) -> Built {
    PairwiseMatrix::try_from_rows(&vec![vec![1.0; n]; n], None)
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn hostile_matrices_are_rejected_with_code_and_path() {
    let table: Vec<(&str, Built, &str, &str)> = vec![
        // O14, the README of npm ahp-lite: .33 is not the reciprocal of 3
        (
            "rounded",
            rows("1 .33 .2; 3 1 .14; 5 7 1"),
            "NotReciprocal",
            "matrix[Price][Service]",
        ),
        (
            "both 3",
            rows("1 3 1; 3 1 1; 1 1 1"),
            "NotReciprocal",
            "matrix[Price][Service]",
        ),
        (
            "just off",
            rows("1 1 1; 1 1 2; 1 0.500001 1"),
            "NotReciprocal",
            "matrix[Service][Speed]",
        ),
        (
            "zero",
            rows("1 0 1; 1 1 1; 1 1 1"),
            "NotPositive",
            "matrix[Price][Service]",
        ),
        (
            "negative",
            rows("1 1 1; 1 1 -3; 1 1 1"),
            "NotPositive",
            "matrix[Service][Speed]",
        ),
        (
            "1/0",
            rows("1 1/0 1; 1 1 1; 1 1 1"),
            "NotPositive",
            "matrix[Price][Service]",
        ),
        (
            "0/0",
            rows("1 0/0 1; 1 1 1; 1 1 1"),
            "NotPositive",
            "matrix[Price][Service]",
        ),
        (
            "NaN",
            rows("1 1 1; 1 1 #NaN; 1 1 1"),
            "NotFinite",
            "matrix[Service][Speed]",
        ),
        (
            "infinity",
            rows("1 1 1; 1 1 1; #inf 1 1"),
            "NotFinite",
            "matrix[Speed][Price]",
        ),
        (
            "NaN on the diagonal",
            rows("#NaN 1; 1 1"),
            "NotFinite",
            "matrix[Price][Price]",
        ),
        (
            "diagonal 2",
            rows("1 1 1; 1 2 1; 1 1 1"),
            "InvalidValue",
            "matrix[Service][Service]",
        ),
        (
            "a word",
            rows("1 strong 1; 1 1 1; 1 1 1"),
            "InvalidValue",
            "matrix[Price][Service]",
        ),
        (
            "NaN as text",
            rows("1 NaN 1; 1 1 1; 1 1 1"),
            "InvalidValue",
            "matrix[Price][Service]",
        ),
        (
            "two slashes",
            rows("1 1/3/5 1; 1 1 1; 1 1 1"),
            "InvalidValue",
            "matrix[Price][Service]",
        ),
        (
            "1e300",
            rows("1 #1e300; #1e-300 1"),
            "OutOfRange",
            "matrix[Price][Service]",
        ),
        (
            "denormal",
            rows("1 #5e-324; 1 1"),
            "OutOfRange",
            "matrix[Price][Service]",
        ),
        (
            "missing pair",
            rows("1 - 1; - 1 1; 1 1 1"),
            "MissingJudgement",
            "matrix[Price][Service]",
        ),
        (
            "short row",
            rows("1 1 1; 1 1; 1 1 1"),
            "NotSquare",
            "matrix[Service]",
        ),
        (
            "long row",
            rows("1 1 1; 1 1 1; 1 1 1 1"),
            "NotSquare",
            "matrix[Speed]",
        ),
        ("no rows", ones(0), "EmptyInput", "matrix"),
        ("51 criteria", ones(51), "OutOfRange", "matrix"),
        (
            "two names",
            named(&["a", "b"]),
            "LengthMismatch",
            "criteria",
        ),
        (
            "same name",
            named(&["a", "b", "a "]),
            "InvalidValue",
            "criteria[2]",
        ),
        (
            "no name",
            named(&["a", " ", "c"]),
            "InvalidValue",
            "criteria[1]",
        ),
        // AHPy takes the last of two judgements that contradict each other in silence
        (
            "contradiction",
            pairs(&[("a", "b", 3.0), ("b", "a", 3.0)]),
            "NotReciprocal",
            "matrix[b][a]",
        ),
        (
            "two opinions",
            pairs(&[("a", "b", 3.0), ("a", "b", 5.0)]),
            "NotReciprocal",
            "matrix[a][b]",
        ),
        (
            "itself",
            pairs(&[("a", "b", 3.0), ("b", "b", 1.0)]),
            "InvalidValue",
            "matrix[b][b]",
        ),
        // AHPy answers with CR 0 where the weights are not even determined
        (
            "disconnected",
            pairs(&[("a", "b", 3.0), ("c", "d", 2.0)]),
            "MissingJudgement",
            "matrix[a][c]",
        ),
        (
            "no name in a pair",
            pairs(&[("a", "", 3.0)]),
            "InvalidValue",
            "criteria[1]",
        ),
        (
            "NaN in a pair",
            pairs(&[("a", "b", f64::NAN)]),
            "NotFinite",
            "matrix[a][b]",
        ),
        ("no pairs", pairs(&[]), "EmptyInput", "matrix"),
    ];
    for (name, built, code, path) in table {
        let error = built.expect_err(name);
        assert_eq!(
            (error.code(), error.path()),
            (code, Some(path)),
            "{name}: {error}"
        );
        assert!(error.to_string().starts_with(path), "{name}: {error}");
    }
}

#[test]
fn a_triangle_that_fits_no_number_of_criteria_is_rejected() {
    let build = |count: usize, names: Option<usize>| {
        let names = names.map(|n| (0..n).map(|i| format!("c{i}")).collect());
        PairwiseMatrix::try_from_upper_triangle(&vec![1.0; count], names)
    };
    assert_eq!(build(4, None).unwrap_err().code(), "InvalidValue");
    assert_eq!(build(4, None).unwrap_err().path(), Some("upperTriangle"));
    assert_eq!(build(4, Some(3)).unwrap_err().code(), "LengthMismatch");
    assert_eq!(build(0, None).unwrap_err().code(), "EmptyInput");
    assert_eq!(build(1275, None).unwrap_err().code(), "OutOfRange"); // 51 criteria
    assert_eq!(build(1225, None).unwrap().size(), 50);
    assert_eq!(build(0, Some(1)).unwrap().size(), 1);
}

#[test]
fn pairs_of_too_many_criteria_say_how_many_there_are() {
    let names: Vec<String> = (0..60).map(|i| format!("c{i}")).collect();
    let pairs: Vec<_> = names
        .windows(2)
        .map(|pair| (&pair[0], &pair[1], 1.0))
        .collect();
    let error = PairwiseMatrix::try_from_pairs(&pairs, None).unwrap_err();
    assert_eq!((error.code(), error.path()), ("OutOfRange", Some("matrix")));
    assert!(error.to_string().contains("60 is out of range"), "{error}");
}

#[test]
fn a_name_that_is_not_among_the_criteria_is_rejected_with_its_place() {
    let criteria = Some(vec!["Price".to_owned(), "Service".to_owned()]);
    let error = PairwiseMatrix::try_from_pairs(&[("Price", "Serivce", 3.0)], criteria).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("pairs[0].b"))
    );
    assert!(error.to_string().contains("Price, Service"), "{error}");
}

#[test]
fn a_pair_judged_twice_alike_is_taken_once() {
    let judgements = [("a", "b", "3"), ("b", "a", "1/3"), ("a", "b", "3")];
    let matrix = PairwiseMatrix::try_from_pairs(&judgements, None).unwrap();
    assert_eq!(matrix.judgement(0, 1), Some(3.0));
}

#[test]
fn a_threshold_that_is_no_ratio_is_rejected() {
    let matrix = ones(3).unwrap();
    for (threshold, code) in [
        (f64::NAN, "NotFinite"),
        (0.0, "OutOfRange"),
        (-0.1, "OutOfRange"),
        (1.5, "OutOfRange"),
    ] {
        let options = ConsistencyOptions {
            threshold,
            ..ConsistencyOptions::default()
        };
        let error = matrix.consistency(&options).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, Some("threshold")));
    }
}

#[test]
fn a_long_text_is_shortened_in_the_message() {
    let text = "x".repeat(10_000);
    let error = PairwiseMatrix::try_from_upper_triangle(&[text.as_str()], None).unwrap_err();
    assert!(error.to_string().len() < 200, "{error}");
}
