//! Rankings against published examples and an independent computation.

use clientele::data::decision_matrix::DecisionMatrix;
use clientele::index::ranking::GraOptions;
use clientele::index::ranking::RankDistance;
use clientele::index::ranking::RankExtras;
use clientele::index::ranking::RankMethod;
use clientele::index::ranking::RankScaling;
use clientele::index::ranking::Ranking;
use clientele::index::ranking::TopsisOptions;
use clientele::index::ranking::VikorOptions;
use clientele::index::ranking::WaspasOptions;
use clientele::index::ranking::WeightedSumOptions;
use clientele::index::ranking::gra;
use clientele::index::ranking::rank;
use clientele::index::ranking::topsis;
use clientele::index::ranking::vikor;
use clientele::index::ranking::waspas;
use clientele::index::ranking::weighted_product;
use clientele::index::ranking::weighted_sum;
use clientele::numeric::direction::Direction;
use clientele::numeric::direction::Direction::Benefit;
use clientele::numeric::direction::Direction::Cost;
use serde_json::Value;

use super::entropy::CUSTOMER_DIRECTIONS;
use super::entropy::CUSTOMERS;
use super::entropy::matrix;

pub(crate) fn close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (x, y) in found.iter().zip(expected) {
        assert!((x - y).abs() <= tolerance, "{found:?} is not {expected:?}");
    }
}

fn max_ratio() -> WeightedSumOptions {
    WeightedSumOptions {
        scaling: RankScaling::MaxRatio,
    }
}

/// The example of WASPAS and the weighted product in the tests of the Julia package `JMcDM`.
fn five_by_six() -> (DecisionMatrix, [f64; 6]) {
    let rows: [&[f64]; 5] = [
        &[3.0, 12.5, 2.0, 120.0, 14.0, 3.0],
        &[5.0, 15.0, 3.0, 110.0, 38.0, 4.0],
        &[3.0, 13.0, 2.0, 120.0, 19.0, 3.0],
        &[4.0, 14.0, 2.0, 100.0, 31.0, 4.0],
        &[3.0, 15.0, 1.5, 125.0, 40.0, 4.0],
    ];
    let directions = [Benefit, Cost, Cost, Benefit, Cost, Benefit];
    (
        matrix(&rows, &directions),
        [0.221, 0.159, 0.175, 0.127, 0.117, 0.201],
    )
}

#[test]
fn topsis_matches_the_three_by_four_example_of_jmcdm() {
    let rows: [&[f64]; 3] = [
        &[9.0, 7.0, 6.0, 7.0],
        &[8.0, 7.0, 9.0, 6.0],
        &[7.0, 8.0, 6.0, 6.0],
    ];
    let data = matrix(&rows, &[Benefit; 4]);
    let found = topsis(&data, &[4.0, 2.0, 6.0, 8.0], &TopsisOptions::default()).unwrap();
    close(&found.scores, &[0.3876870, 0.6503238, 0.0834767], 5e-8);
    assert_eq!(found.ranks, [2, 1, 3]);
    close(&found.weights, &[0.2, 0.1, 0.3, 0.4], 1e-15);
    assert_eq!(found.warnings[0].code, "weights_scaled");
}

#[test]
fn topsis_matches_the_hospital_suppliers_of_2019() {
    // Journal of Healthcare Engineering 2019, 5614892: two cleaner suppliers and one other, with
    // one cost
    let rows: [&[f64]; 3] = [
        &[0.731, 0.292, 0.193, 0.640, 0.086],
        &[0.188, 0.079, 0.203, 0.183, 0.314],
        &[0.081, 0.629, 0.605, 0.177, 0.600],
    ];
    let data = matrix(&rows, &[Benefit, Benefit, Cost, Benefit, Benefit]);
    let weights = [0.513, 0.129, 0.262, 0.063, 0.033];
    let found = topsis(&data, &weights, &TopsisOptions::default()).unwrap();
    close(&found.scores, &[0.8755, 0.3123, 0.1821], 5e-5);
    let distances = found.distances.unwrap();
    close(&distances.ideal[..2], &[0.0671, 0.3833], 5e-5);
    close(&distances.anti_ideal[..1], &[0.4717], 5e-5);
    close(&distances.anti_ideal[2..], &[0.1046], 5e-5);
}

#[test]
fn vikor_matches_the_four_by_eight_example_of_jmcdm() {
    let rows: [&[f64]; 4] = [
        &[100.0, 92.0, 10.0, 2.0, 80.0, 70.0, 95.0, 80.0],
        &[80.0, 70.0, 8.0, 4.0, 100.0, 80.0, 80.0, 90.0],
        &[90.0, 85.0, 5.0, 0.0, 75.0, 95.0, 70.0, 70.0],
        &[70.0, 88.0, 20.0, 18.0, 60.0, 90.0, 95.0, 85.0],
    ];
    let data = matrix(&rows, &[Benefit; 8]);
    let weights = [0.110, 0.035, 0.379, 0.384, 0.002, 0.002, 0.010, 0.077];
    let found = vikor(&data, &weights, &VikorOptions::default()).unwrap();
    // JMcDM prints .74 .73 1 0; the digits are those of NumPy from the formulas of the paper
    close(&found.scores, &[0.7489878, 0.7332094, 1.0, 0.0], 5e-8);
    assert_eq!(found.ranks, [3, 2, 4, 1]);
    assert!(found.lowest_is_best);
    let compromise = found.compromise.unwrap();
    close(
        &compromise.s,
        &[0.63613614, 0.71811812, 0.89995298, 0.13815179],
        5e-9,
    );
    close(
        &compromise.r,
        &[0.34167501, 0.3035035, 0.38438438, 0.11011011],
        5e-9,
    );
    assert_eq!(compromise.set, [3]);
    assert!(compromise.acceptable_advantage && compromise.acceptable_stability);
}

#[test]
fn weighted_sums_of_ratios_match_the_examples_of_jmcdm() {
    let rows: [&[f64]; 4] = [
        &[25.0, 65.0, 7.0, 20.0],
        &[21.0, 78.0, 6.0, 24.0],
        &[19.0, 53.0, 5.0, 33.0],
        &[22.0, 25.0, 2.0, 31.0],
    ];
    let data = matrix(&rows, &[Benefit, Benefit, Cost, Benefit]);
    let found = weighted_sum(&data, &[0.25; 4], &max_ratio()).unwrap();
    close(
        &found.scores,
        &[0.681277, 0.725151, 0.709871, 0.784976],
        1e-6,
    );
    let rows: [&[f64]; 5] = [
        &[4.0, 7.0, 3.0, 2.0, 2.0, 2.0, 2.0],
        &[4.0, 4.0, 6.0, 4.0, 4.0, 3.0, 7.0],
        &[7.0, 6.0, 4.0, 2.0, 5.0, 5.0, 3.0],
        &[3.0, 2.0, 5.0, 3.0, 3.0, 2.0, 5.0],
        &[4.0, 2.0, 2.0, 5.0, 5.0, 3.0, 6.0],
    ];
    let data = matrix(&rows, &[Benefit; 7]);
    let weights = [0.283, 0.162, 0.162, 0.07, 0.085, 0.162, 0.076];
    let found = weighted_sum(&data, &weights, &max_ratio()).unwrap();
    close(
        &found.scores,
        &[0.553228, 0.713485, 0.837428, 0.514657, 0.579342],
        1e-6,
    );
    assert_eq!(found.order, [2, 1, 4, 0, 3]);
}

#[test]
fn weighted_product_and_waspas_match_the_five_by_six_example_of_jmcdm() {
    let (data, weights) = five_by_six();
    let product = weighted_product(&data, &weights).unwrap();
    let expected = [
        0.7975224331331,
        0.7532541470585,
        0.7647463553356,
        0.7873956894791,
        0.7674278741782,
    ];
    close(&product.scores, &expected, 5e-13);
    let mixed = waspas(&data, &weights, &WaspasOptions::default()).unwrap();
    close(
        &mixed.scores,
        &[0.805021, 0.775060, 0.770181, 0.796424, 0.788239],
        1e-6,
    );
    assert_eq!(mixed.ranks, [1, 4, 5, 2, 3]);
}

#[test]
fn grey_grades_match_the_five_by_six_example_of_jmcdm() {
    let rows: [&[f64]; 5] = [
        &[105000.0, 105.0, 10.0, 4.0, 300.0, 10.0],
        &[120000.0, 110.0, 15.0, 4.0, 500.0, 8.0],
        &[150000.0, 120.0, 12.0, 3.0, 550.0, 12.0],
        &[115000.0, 105.0, 20.0, 4.0, 600.0, 9.0],
        &[135000.0, 115.0, 15.0, 5.0, 400.0, 9.0],
    ];
    let data = matrix(&rows, &[Cost, Benefit, Cost, Benefit, Benefit, Cost]);
    let weights = [0.05, 0.20, 0.10, 0.15, 0.10, 0.40];
    let found = gra(&data, &weights, &GraOptions::default()).unwrap();
    let expected = [
        0.525,
        0.7007142857142857,
        0.5464285714285715,
        0.5762820512820512,
        0.650952380952381,
    ];
    close(&found.scores, &expected, 1e-14);
    assert_eq!(found.ranks, [5, 1, 4, 3, 2]);
}

#[test]
fn customers_are_scored_as_in_the_independent_computation() {
    // the entropy weights of the eight customers and their weighted sums, both by NumPy
    let data = matrix(&CUSTOMERS, &CUSTOMER_DIRECTIONS);
    let weights = [0.351092, 0.288526, 0.162033, 0.198350];
    let found = weighted_sum(&data, &weights, &WeightedSumOptions::default()).unwrap();
    let expected = [
        0.406540, 0.808288, 0.155035, 0.571458, 1.0, 0.0, 0.423922, 0.708667,
    ];
    close(&found.scores, &expected, 2e-6);
    assert_eq!(found.order, [4, 1, 7, 3, 6, 0, 2, 5]);
    // the weights sum to 1.000001: six printed digits are no reason to warn
    assert!(found.warnings.is_empty());
}

/// Reads a method from the words of the golden file: `topsis vector euclidean`.
fn method(words: &str, reference: &[f64]) -> RankMethod {
    let words: Vec<&str> = words.split(' ').collect();
    let scaling = || serde_json::from_value::<RankScaling>(words[1].into()).unwrap();
    let number = || words[1].parse().unwrap();
    match words[0] {
        "weightedSum" => RankMethod::WeightedSum(WeightedSumOptions { scaling: scaling() }),
        "weightedProduct" => RankMethod::WeightedProduct,
        "waspas" => RankMethod::Waspas(WaspasOptions { lambda: number() }),
        "topsis" => RankMethod::Topsis(TopsisOptions {
            scaling: scaling(),
            distance: serde_json::from_value::<RankDistance>(words[2].into()).unwrap(),
        }),
        "vikor" => RankMethod::Vikor(VikorOptions { v: number() }),
        "gra" => RankMethod::Gra(GraOptions {
            rho: number(),
            reference: (words.len() > 2).then(|| reference.to_vec()),
        }),
        other => panic!("{other}"),
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    serde_json::from_value(value.clone()).unwrap()
}

fn compare(found: &Ranking, expected: &Value) {
    if expected.is_array() {
        return close(&found.scores, &numbers(expected), 1e-12);
    }
    close(&found.scores, &numbers(&expected["scores"]), 1e-12);
    if let Some(distances) = &found.distances {
        close(&distances.ideal, &numbers(&expected["ideal"]), 1e-12);
        close(
            &distances.anti_ideal,
            &numbers(&expected["antiIdeal"]),
            1e-12,
        );
    }
    if let Some(compromise) = &found.compromise {
        close(&compromise.s, &numbers(&expected["s"]), 1e-12);
        close(&compromise.r, &numbers(&expected["r"]), 1e-12);
    }
}

#[test]
fn every_method_matches_the_reference_in_numpy() {
    // scripts/references/ranking.py
    let golden = include_str!("../golden/ranking.json");
    let cases: Vec<Value> = serde_json::from_str(golden).unwrap();
    let mut count = 0;
    for case in &cases {
        let directions: Vec<Direction> =
            serde_json::from_value(case["directions"].clone()).unwrap();
        let rows: Vec<Vec<f64>> = serde_json::from_value(case["rows"].clone()).unwrap();
        let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
        let data = matrix(&rows, &directions);
        let weights = numbers(&case["weights"]);
        let reference = numbers(&case["reference"]);
        for (words, expected) in case["results"].as_object().unwrap() {
            let method = method(words, &reference);
            let found = rank(&data, &weights, &method, &RankExtras::default()).unwrap();
            compare(&found, expected);
            count += 1;
        }
    }
    // 6 cases of 27 results and one, with negative values, of 16
    assert_eq!((cases.len(), count), (7, 6 * 27 + 16));
}

#[test]
fn others_say_how_far_ranks_differ() {
    let (data, weights) = five_by_six();
    let found = weighted_product(&data, &weights).unwrap();
    let others = &found.provenance.others;
    let names: Vec<&str> = others.iter().map(|other| other.method.as_str()).collect();
    assert_eq!(names, ["weightedSum", "waspas", "topsis", "vikor", "gra"]);
    // ranks 1 5 4 2 3 by the product, 1 4 5 2 3 by WASPAS
    assert_eq!(found.ranks, [1, 5, 4, 2, 3]);
    assert_eq!(
        (others[1].largest_difference, others[1].same_order),
        (1.0, false)
    );
}
