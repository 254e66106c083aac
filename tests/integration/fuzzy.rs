//! Weights from fuzzy judgements.

use super::group::close;
use super::group::golden;
use super::group::names;
use super::group::numbers;
use clientele::plain::Plain;
use clientele::plain::from_plain;
use clientele::weighting::ahp::Judgement;
use clientele::weighting::ahp::PairwiseMatrix;
use clientele::weighting::ahp::fuzzy::FuzzyAveraging;
use clientele::weighting::ahp::fuzzy::FuzzyCell;
use clientele::weighting::ahp::fuzzy::FuzzyMatrix;
use clientele::weighting::ahp::fuzzy::FuzzyMethod;
use clientele::weighting::ahp::fuzzy::FuzzyWeights;
use proptest::prelude::*;

const METHODS: [FuzzyMethod; 3] = [
    FuzzyMethod::Buckley,
    FuzzyMethod::Constrained,
    FuzzyMethod::Extent,
];

fn cell(judgements: &[[&str; 3]]) -> FuzzyCell {
    let triples = judgements.iter().map(|parts| parts.map(Judgement::from));
    FuzzyCell(triples.collect())
}

/// Van Laarhoven & Pedrycz (1983), Fuzzy Sets and Systems 11: judgements of up to three experts on
/// four criteria, the example of Chang (1996).
fn published(averaging: FuzzyAveraging) -> FuzzyMatrix {
    let one = [["2/3", "1", "3/2"]];
    let third = ["2/7", "1/3", "2/5"];
    let half = ["2/5", "1/2", "2/3"];
    let two = ["3/2", "2", "5/2"];
    let three = ["5/2", "3", "7/2"];
    let none: &[[&str; 3]] = &[];
    let rows = [
        [
            cell(none),
            cell(&one),
            cell(&one),
            cell(&[third, third, half]),
        ],
        [
            cell(&one),
            cell(none),
            cell(&[three, three]),
            cell(&[one[0], one[0], two]),
        ],
        [cell(&one), cell(&[third, third]), cell(none), cell(&[half])],
        [
            cell(&[three, three, two]),
            cell(&[one[0], one[0], half]),
            cell(&[two]),
            cell(none),
        ],
    ];
    FuzzyMatrix::try_from_rows(&rows.map(|row| row.to_vec()), None, averaging).unwrap()
}

fn parts(weights: &FuzzyWeights) -> Vec<f64> {
    weights
        .fuzzy
        .iter()
        .flat_map(|weight| weight.parts())
        .collect()
}

#[test]
fn extent_analysis_gives_the_exact_figures_of_changs_example() {
    let matrix = published(FuzzyAveraging::Arithmetic);
    let found = matrix.weights(FuzzyMethod::Extent).unwrap();
    let extents = [
        [0.111749, 0.177843, 0.292149],
        [0.214953, 0.332362, 0.509814],
        [0.098932, 0.148688, 0.232128],
        [0.220561, 0.341108, 0.513430],
    ];
    close(&parts(&found), &extents.concat(), 5e-7);
    // The paper prints .13 .41 .03 .43: it rounded the extents to two decimals on the way.
    close(
        &found.weights,
        &[0.130702, 0.416199, 0.024315, 0.428784],
        5e-7,
    );
    let codes: Vec<&str> = found.warnings.iter().map(|w| w.code.as_str()).collect();
    assert_eq!(codes, ["extent_analysis_unsound"]);
}

#[test]
fn buckleys_weights_of_the_same_judgements_match_numpy() {
    let found = published(FuzzyAveraging::Arithmetic)
        .weights(FuzzyMethod::Buckley)
        .unwrap();
    close(
        &found.weights,
        &[0.186759, 0.328838, 0.149652, 0.334751],
        5e-7,
    );
    assert!(found.warnings.is_empty());
}

#[test]
fn extent_analysis_gives_nothing_to_criteria_that_count() {
    // Wang, Luo & Hua (2008): weights 0.6, 0.3, 0.1 that agree with each other, each judgement
    // unsure by half a step.
    let crisp = PairwiseMatrix::try_from_upper_triangle(&[2.0, 6.0, 3.0], None).unwrap();
    let fuzzy = FuzzyMatrix::try_from_crisp(&crisp, 0.5).unwrap();
    let extent = fuzzy.weights(FuzzyMethod::Extent).unwrap();
    assert_eq!(extent.weights, [1.0, 0.0, 0.0]);
    let warned: Vec<_> = extent
        .warnings
        .iter()
        .map(|w| w.subject.as_deref())
        .collect();
    assert_eq!(warned, [None, Some("2"), Some("3")]);
    let buckley = fuzzy.weights(FuzzyMethod::Buckley).unwrap();
    close(&buckley.weights, &[0.5965, 0.3033, 0.1002], 5e-5);
}

#[test]
fn all_methods_match_the_independent_computation() {
    for case in golden("fuzzy") {
        let read: Vec<Vec<[f64; 3]>> = serde_json::from_value(case["cells"].clone()).unwrap();
        let rows: Vec<Vec<FuzzyCell>> = read
            .iter()
            .map(|row| {
                row.iter()
                    .map(|c| FuzzyCell(vec![c.map(Judgement::Number)]))
                    .collect()
            })
            .collect();
        let matrix = FuzzyMatrix::try_from_rows(&rows, None, FuzzyAveraging::default()).unwrap();
        let flat = |key: &str| {
            let rows: Vec<Vec<f64>> = serde_json::from_value(case[key].clone()).unwrap();
            rows.concat()
        };
        let found = matrix.weights(FuzzyMethod::Buckley).unwrap();
        close(&parts(&found), &flat("buckley"), 1e-12);
        let found = matrix.weights(FuzzyMethod::Extent).unwrap();
        close(&parts(&found), &flat("extents"), 1e-12);
        close(&found.weights, &numbers(&case["extentWeights"]), 1e-12);
        let found = matrix.weights(FuzzyMethod::Constrained).unwrap();
        let ends: Vec<f64> = found
            .fuzzy
            .iter()
            .flat_map(|w| [w.lower, w.upper])
            .collect();
        // The optimiser ends some 1e-8 from the highest value, which is 1e-15 in the weight.
        close(&ends, &flat("constrained"), 1e-9);
    }
}

#[test]
fn judgements_of_several_experts_are_averaged_part_by_part() {
    let matrix = published(FuzzyAveraging::Arithmetic);
    let mean = matrix.cell(0, 3).unwrap().parts();
    close(
        &mean,
        &[(4.0 / 7.0 + 0.4) / 3.0, 7.0 / 18.0, (0.8 + 2.0 / 3.0) / 3.0],
        1e-15,
    );
    let matrix = published(FuzzyAveraging::Geometric);
    let (mean, mirror) = (matrix.cell(0, 3).unwrap(), matrix.cell(3, 0).unwrap());
    close(&mean.reciprocal().parts(), &mirror.parts(), 1e-14);
    let error = published(FuzzyAveraging::Arithmetic).weights(FuzzyMethod::Constrained);
    let error = error.unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("matrix[1][4]"))
    );
    assert!(
        published(FuzzyAveraging::Geometric)
            .weights(FuzzyMethod::Constrained)
            .is_ok()
    );
}

#[test]
fn cells_are_read_in_every_form() {
    let number = |value: f64| Plain::Number(value);
    let triple = || Plain::List(vec![number(1.0), number(2.0), Plain::Text("5/2".into())]);
    let read = |plain| from_plain::<FuzzyCell>(plain).map(|cell| cell.0.len());
    assert_eq!(read(Plain::Null).unwrap(), 0);
    assert_eq!(read(number(3.0)).unwrap(), 1);
    assert_eq!(read(triple()).unwrap(), 1);
    assert_eq!(read(Plain::List(vec![triple(), triple()])).unwrap(), 2);
    for (plain, path) in [
        (Plain::List(vec![number(1.0), number(2.0)]), ""),
        (Plain::List(vec![triple(), number(2.0)]), "[1]"),
        (Plain::Bool(true), ""),
    ] {
        let error = read(plain).unwrap_err();
        assert_eq!((error.code(), error.path()), ("InvalidValue", Some(path)));
    }
}

#[test]
fn bad_fuzzy_judgements_are_named() {
    let build = |ab: FuzzyCell, ba: FuzzyCell| {
        let rows = [vec![cell(&[]), ab], vec![ba, cell(&[])]];
        let criteria = names(&["Price", "Speed"]);
        FuzzyMatrix::try_from_rows(&rows, Some(&criteria), FuzzyAveraging::default()).unwrap_err()
    };
    let good = ["1", "2", "3"];
    for (ab, ba, code, path) in [
        (
            cell(&[]),
            cell(&[]),
            "MissingJudgement",
            "matrix[Price][Speed]",
        ),
        (
            cell(&[["1", "", "3"]]),
            cell(&[]),
            "MissingJudgement",
            "matrix[Price][Speed]",
        ),
        (
            cell(&[["2", "1", "3"]]),
            cell(&[]),
            "OutOfRange",
            "matrix[Price][Speed]",
        ),
        (
            cell(&[good, ["1", "4", "3"]]),
            cell(&[]),
            "OutOfRange",
            "matrix[Price][Speed][1]",
        ),
        (
            cell(&[["0", "1", "3"]]),
            cell(&[]),
            "NotPositive",
            "matrix[Price][Speed]",
        ),
        (
            cell(&[good]),
            cell(&[good]),
            "NotReciprocal",
            "matrix[Price][Speed]",
        ),
        (
            cell(&[good, good]),
            cell(&[["1/3", "1/2", "1"]]),
            "LengthMismatch",
            "matrix[Price][Speed]",
        ),
    ] {
        let error = build(ab, ba);
        assert_eq!((error.code(), error.path()), (code, Some(path)), "{error}");
    }
    let empty = FuzzyMatrix::try_from_rows(&[], None, FuzzyAveraging::default()).unwrap_err();
    assert_eq!(empty.code(), "EmptyInput");
    let ragged = FuzzyMatrix::try_from_rows(&[vec![]], None, FuzzyAveraging::default());
    assert_eq!(ragged.unwrap_err().code(), "NotSquare");
    let off = vec![vec![cell(&[["1", "1", "2"]])]];
    let error = FuzzyMatrix::try_from_rows(&off, None, FuzzyAveraging::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("matrix[1][1]"))
    );
    let crisp = PairwiseMatrix::try_from_upper_triangle(&[2.0], None).unwrap();
    for (spread, code) in [
        (-1.0, "OutOfRange"),
        (9.0, "OutOfRange"),
        (f64::NAN, "NotFinite"),
    ] {
        let error = FuzzyMatrix::try_from_crisp(&crisp, spread).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, Some("options.spread")));
    }
}

#[test]
fn one_criterion_has_all_the_weight() {
    let one = PairwiseMatrix::try_from_rows(&[[1.0]], None).unwrap();
    let fuzzy = FuzzyMatrix::try_from_crisp(&one, 1.0).unwrap();
    for method in METHODS {
        assert_eq!(fuzzy.weights(method).unwrap().weights, [1.0]);
    }
}

#[test]
fn fifteen_criteria_are_within_the_constrained_method() {
    let n = 15_i32;
    let upper: Vec<f64> = (0..n)
        .flat_map(|i| (i + 1..n).map(move |j| f64::from((i + j) % 9 + 1)))
        .collect();
    let crisp = PairwiseMatrix::try_from_upper_triangle(&upper, None).unwrap();
    let fuzzy = FuzzyMatrix::try_from_crisp(&crisp, 0.5).unwrap();
    let (exact, wide) = (
        fuzzy.weights(FuzzyMethod::Constrained).unwrap(),
        fuzzy.weights(FuzzyMethod::Buckley).unwrap(),
    );
    for (own, outer) in exact.fuzzy.iter().zip(&wide.fuzzy) {
        assert!(outer.lower < own.lower && own.upper < outer.upper);
    }
}

proptest! {
    #[test]
    fn crisp_judgements_stay_crisp(logarithms in prop::collection::vec(-2.0..2.0_f64, 6..=6)) {
        let upper: Vec<f64> = logarithms.iter().map(|x| x.exp()).collect();
        let crisp = PairwiseMatrix::try_from_upper_triangle(&upper, None).unwrap();
        let fuzzy = FuzzyMatrix::try_from_crisp(&crisp, 0.0).unwrap();
        let exact = fuzzy.weights(FuzzyMethod::Constrained).unwrap();
        let buckley = fuzzy.weights(FuzzyMethod::Buckley).unwrap();
        for (x, y) in exact.fuzzy.iter().zip(&buckley.fuzzy) {
            prop_assert!((x.upper - x.lower).abs() < 1e-12);
            prop_assert!((x.middle - y.middle).abs() < 1e-12);
        }
    }

    #[test]
    fn no_judgements_within_their_ranges_give_weights_outside_theirs(
        logarithms in prop::collection::vec(-2.0..2.0_f64, 10..=10),
        spread in 0.0..3.0_f64,
        places in prop::collection::vec(0.0..=1.0_f64, 10..=10),
    ) {
        let upper: Vec<f64> = logarithms.iter().map(|x| x.exp()).collect();
        let crisp = PairwiseMatrix::try_from_upper_triangle(&upper, None).unwrap();
        let fuzzy = FuzzyMatrix::try_from_crisp(&crisp, spread).unwrap();
        let exact = fuzzy.weights(FuzzyMethod::Constrained).unwrap();
        let wide = fuzzy.weights(FuzzyMethod::Buckley).unwrap();
        let mut at = places.iter();
        let mut drawn = Vec::new();
        for i in 0..5 {
            for j in i + 1..5 {
                let cell = fuzzy.cell(i, j).unwrap();
                // The ends themselves half of the time.
                let place = at.next().unwrap();
                let place = (2.0 * place - 0.5).clamp(0.0, 1.0);
                drawn.push(cell.lower.powf(1.0 - place) * cell.upper.powf(place));
            }
        }
        let some = PairwiseMatrix::try_from_upper_triangle(&drawn, None).unwrap();
        let weights = some.priorities(clientele::weighting::ahp::PriorityMethod::GeometricMean);
        for ((weight, own), outer) in weights.weights.iter().zip(&exact.fuzzy).zip(&wide.fuzzy) {
            prop_assert!(*weight >= own.lower - 1e-12 && *weight <= own.upper + 1e-12);
            prop_assert!(outer.lower <= own.lower + 1e-12 && own.upper <= outer.upper + 1e-12);
        }
        for method in METHODS {
            let found = fuzzy.weights(method).unwrap();
            prop_assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }
}
