//! Entropy weights against published examples.

use clientele::data::decision_matrix::DecisionMatrix;
use clientele::numeric::direction::Direction;
use clientele::weighting::entropy::EntropyOptions;
use clientele::weighting::entropy::EntropyScaling;
use clientele::weighting::entropy::entropy_weights;
use proptest::prelude::*;

pub(crate) fn matrix(rows: &[&[f64]], directions: &[Direction]) -> DecisionMatrix {
    let n = directions.len();
    let names = (1..=n).map(|j| format!("c{j}")).collect();
    DecisionMatrix::try_new(names, directions.to_vec(), rows.concat(), None).unwrap()
}

/// Eight customers by spend, orders, recency in days (less is better) and satisfaction: a made-up
/// example whose weights were computed apart in `NumPy` from the formula of Hwang & Yoon (1981).
pub(crate) const CUSTOMERS: [&[f64]; 8] = [
    &[120.0, 4.0, 30.0, 8.0],
    &[300.0, 9.0, 12.0, 9.0],
    &[80.0, 2.0, 60.0, 6.0],
    &[210.0, 6.0, 20.0, 8.0],
    &[400.0, 12.0, 7.0, 9.0],
    &[60.0, 1.0, 90.0, 5.0],
    &[150.0, 5.0, 25.0, 7.0],
    &[260.0, 7.0, 15.0, 9.0],
];

pub(crate) const CUSTOMER_DIRECTIONS: [Direction; 4] = [
    Direction::Benefit,
    Direction::Benefit,
    Direction::Cost,
    Direction::Benefit,
];

fn shares(rows: &[&[f64]]) -> Vec<f64> {
    let directions = vec![Direction::Benefit; rows[0].len()];
    let options = EntropyOptions {
        scaling: EntropyScaling::Share,
    };
    entropy_weights(&matrix(rows, &directions), &options)
        .unwrap()
        .weights
}

pub(crate) fn close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (x, y) in found.iter().zip(expected) {
        assert!((x - y).abs() <= tolerance, "{found:?} is not {expected:?}");
    }
}

#[test]
fn weights_of_eight_customers_match_the_independent_computation() {
    let data = matrix(&CUSTOMERS, &CUSTOMER_DIRECTIONS);
    let found = entropy_weights(&data, &EntropyOptions::default()).unwrap();
    close(
        &found.weights,
        &[0.351092, 0.288526, 0.162033, 0.198350],
        5e-7,
    );
    let entropy: Vec<f64> = found.information.iter().map(|d| 1.0 - d).collect();
    close(&entropy, &[0.823805, 0.855203, 0.918684, 0.900459], 5e-7);
    assert!(found.warnings.is_empty());
    assert_eq!(found.provenance.method, "entropy");
}

#[test]
fn weights_match_the_six_by_eight_example_of_jmcdm() {
    // the test of entropy() in the Julia package JMcDM, eleven digits
    let columns = [
        [2.0, 4.0, 3.0, 5.0, 4.0, 3.0],
        [1.0, 1.0, 2.0, 1.0, 2.0, 2.0],
        [4.0, 5.0, 6.0, 5.0, 5.0, 6.0],
        [7.0, 6.0, 6.0, 7.0, 6.0, 6.0],
        [6.0, 7.0, 5.0, 6.0, 7.0, 6.0],
        [6.0, 7.0, 6.0, 7.0, 7.0, 6.0],
        [7.0, 6.0, 8.0, 7.0, 6.0, 6.0],
        [3000.0, 3500.0, 4000.0, 3000.0, 3000.0, 3500.0],
    ];
    let rows: Vec<Vec<f64>> = (0..6)
        .map(|i| columns.iter().map(|c| c[i]).collect())
        .collect();
    let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
    let expected = [
        0.29967360960,
        0.44136733892,
        0.07009088720,
        0.02123823711,
        0.04902292895,
        0.02308037885,
        0.04776330969,
        0.04776330969,
    ];
    close(&shares(&rows), &expected, 1e-8);
}

#[test]
fn weights_match_the_two_by_two_example_of_scikit_criteria() {
    // the documentation of EntropyWeighter in scikit-criteria
    close(
        &shares(&[&[1.0, 2.0], &[4.0, 16.0]]),
        &[0.358889, 0.641111],
        5e-7,
    );
}

#[test]
fn zeros_stay_zeros() {
    // pyDecision, pyrepo-mcda and scikit-criteria agree on these digits with 0 ln 0 = 0
    let rows: [&[f64]; 4] = [
        &[5.0, 10.0, 3.0],
        &[4.0, 0.0, 8.0],
        &[6.0, 9.0, 5.0],
        &[5.0, 11.0, 7.0],
    ];
    close(&shares(&rows), &[0.02792089, 0.80708798, 0.16499113], 5e-9);
}

#[test]
fn a_negative_share_is_an_error_that_names_the_cell() {
    let data = matrix(&[&[1.0, -2.0], &[4.0, 16.0]], &[Direction::Benefit; 2]);
    let options = EntropyOptions {
        scaling: EntropyScaling::Share,
    };
    let error = entropy_weights(&data, &options).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("data[0][c2]"))
    );
    let zeros = matrix(&[&[1.0, 0.0], &[4.0, 0.0]], &[Direction::Benefit; 2]);
    let error = entropy_weights(&zeros, &options).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("data[0][c2]"))
    );
}

#[test]
fn one_row_is_too_few_and_constant_columns_weigh_nothing() {
    let one = matrix(&[&[1.0, 2.0]], &[Direction::Benefit; 2]);
    let options = EntropyOptions::default();
    assert_eq!(
        entropy_weights(&one, &options).unwrap_err().code(),
        "InsufficientData"
    );
    let flat = matrix(&[&[1.0, 2.0], &[1.0, 2.0]], &[Direction::Benefit; 2]);
    for scaling in [EntropyScaling::Minmax, EntropyScaling::Share] {
        let found = entropy_weights(&flat, &EntropyOptions { scaling }).unwrap();
        close(&found.weights, &[0.5, 0.5], 0.0);
        let codes: Vec<&str> = found.warnings.iter().map(|w| w.code.as_str()).collect();
        assert_eq!(
            codes,
            ["constant_column", "constant_column", "nothing_varies"]
        );
    }
}

proptest! {
    #[test]
    fn weights_are_shares_that_follow_their_criteria(
        values in prop::collection::vec(-1e3_f64..1e3, 12..=12),
    ) {
        let rows: Vec<&[f64]> = values.chunks_exact(3).collect();
        let directions = [Direction::Benefit, Direction::Cost, Direction::Target(1.0)];
        let found = entropy_weights(&matrix(&rows, &directions), &EntropyOptions::default());
        let weights = found.unwrap().weights;
        prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(weights.iter().all(|weight| (0.0..=1.0).contains(weight)));
        // criteria the other way round
        let turned: Vec<Vec<f64>> = rows.iter().map(|row| vec![row[2], row[1], row[0]]).collect();
        let turned: Vec<&[f64]> = turned.iter().map(Vec::as_slice).collect();
        let directions = [Direction::Target(1.0), Direction::Cost, Direction::Benefit];
        let found = entropy_weights(&matrix(&turned, &directions), &EntropyOptions::default());
        let turned = found.unwrap().weights;
        for (weight, same) in weights.iter().zip(turned.iter().rev()) {
            prop_assert!((weight - same).abs() < 1e-12);
        }
    }
}
