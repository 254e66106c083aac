//! Weights from data against published examples and an independent computation.

use crate::entropy::CUSTOMER_DIRECTIONS;
use crate::entropy::CUSTOMERS;
use crate::entropy::close;
use crate::entropy::matrix;
use clientele::Result;
use clientele::data::decision_matrix::DecisionMatrix;
use clientele::numeric::direction::Direction;
use clientele::numeric::statistics::Correlation;
use clientele::weighting::critic::Contrast;
use clientele::weighting::critic::CriticOptions;
use clientele::weighting::critic::critic_weights;
use clientele::weighting::data_weights::DataWeights;
use clientele::weighting::deviation::DeviationOptions;
use clientele::weighting::deviation::standard_deviation_weights;
use clientele::weighting::deviation::variation_weights;
use clientele::weighting::gini::GiniOptions;
use clientele::weighting::gini::gini_weights;
use clientele::weighting::independence::independence_weights;
use clientele::weighting::merec::merec_weights;
use clientele::weighting::pca::PcaCoefficients;
use clientele::weighting::pca::PcaOptions;
use clientele::weighting::pca::Retain;
use clientele::weighting::pca::pca_weights;
use clientele::weighting::scaling::Scaling;
use proptest::prelude::*;
use serde_json::Value;

const BENEFIT: Direction = Direction::Benefit;
const COST: Direction = Direction::Cost;

/// The firms of Diakoulaki, Mavrotas & Papayannakis (1995), table 1: profitability, market share,
/// productivity.
const FIRMS: [&[f64]; 8] = [
    &[61.0, 1.08, 4.33],
    &[20.7, 0.26, 4.34],
    &[16.3, 1.98, 2.53],
    &[9.0, 3.29, 1.65],
    &[5.4, 2.77, 2.33],
    &[4.0, 4.12, 1.21],
    &[-6.1, 3.52, 2.10],
    &[-34.6, 3.31, 0.98],
];

/// Every method that asks nothing of the values, with its name.
type Method = (&'static str, fn(&DecisionMatrix) -> Result<DataWeights>);

const METHODS: [Method; 7] = [
    ("critic", |data| {
        critic_weights(data, &CriticOptions::default())
    }),
    ("merec", merec_weights),
    ("deviation", |data| {
        standard_deviation_weights(data, &DeviationOptions::default())
    }),
    ("variation", variation_weights),
    ("gini", |data| gini_weights(data, &GiniOptions::default())),
    ("pca", |data| pca_weights(data, &PcaOptions::default())),
    ("independence", independence_weights),
];

fn critic(data: &DecisionMatrix, correlation: Correlation, contrast: Contrast) -> Vec<f64> {
    let options = CriticOptions {
        correlation,
        contrast,
        absolute: false,
    };
    critic_weights(data, &options).unwrap().weights
}

pub(crate) fn golden() -> Value {
    let text = include_str!("../golden/data_weights.json");
    serde_json::from_str(text).unwrap()
}

pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|x| x.as_f64().unwrap())
        .collect()
}

/// The made-up data of `scripts/references/data_weights.py`.
pub(crate) fn golden_matrix(data: &Value) -> DecisionMatrix {
    let rows: Vec<Vec<f64>> = data["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(numbers)
        .collect();
    let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
    let costs = data["cost"].as_array().unwrap().iter();
    let direction = |cost: &Value| {
        if cost == &Value::Bool(true) {
            COST
        } else {
            BENEFIT
        }
    };
    matrix(&rows, &costs.map(direction).collect::<Vec<_>>())
}

#[test]
fn critic_gives_the_weights_of_its_paper() {
    // the eight digits are those of the tests of scikit-criteria, which agree with the paper's
    let data = matrix(&FIRMS, &[BENEFIT; 3]);
    close(
        &critic(&data, Correlation::Pearson, Contrast::Deviation),
        &[0.20222554, 0.48090173, 0.31687273],
        1e-8,
    );
    close(
        &critic(&data, Correlation::Spearman, Contrast::Deviation),
        &[0.21454645, 0.48985630, 0.29559726],
        1e-8,
    );
    close(
        &critic(&data, Correlation::Pearson, Contrast::RawDeviation),
        &[0.86874234, 0.08341434, 0.04784331],
        1e-8,
    );
}

#[test]
fn critic_turns_a_cost_round_before_it_compares() {
    // the test of critic() in the Julia package JMcDM
    let rows: [&[f64]; 3] = [
        &[12.9918, 0.7264, -1.1009, 1.598139592],
        &[4.1201, 5.8824, 3.4483, 1.021563567],
        &[4.1039, 0.0, -0.5076, 0.984469444],
    ];
    let data = matrix(&rows, &[BENEFIT, BENEFIT, COST, BENEFIT]);
    let found = critic(&data, Correlation::Pearson, Contrast::Deviation);
    close(&found, &[0.168839, 0.418447, 0.249123, 0.163591], 5e-7);
    // what packages without directions print, computed apart in NumPy
    let blind = matrix(&rows, &[BENEFIT; 4]);
    let found = critic(&blind, Correlation::Pearson, Contrast::Deviation);
    close(&found, &[0.261955, 0.229056, 0.262103, 0.246886], 5e-7);
}

#[test]
fn critic_and_components_of_eight_customers_match_the_independent_computation() {
    let data = matrix(&CUSTOMERS, &CUSTOMER_DIRECTIONS);
    let found = critic(&data, Correlation::Pearson, Contrast::Deviation);
    close(&found, &[0.251885, 0.200334, 0.282691, 0.265090], 5e-7);
    let pca = |share, coefficients| {
        let options = PcaOptions {
            share: Some(share),
            coefficients,
            ..PcaOptions::default()
        };
        pca_weights(&data, &options).unwrap()
    };
    let one = pca(0.85, PcaCoefficients::Signed);
    close(
        &one.weights,
        &[0.249751, 0.253451, 0.246478, 0.250319],
        5e-7,
    );
    let two = pca(0.95, PcaCoefficients::Signed);
    close(
        &two.weights,
        &[0.229510, 0.237309, 0.267109, 0.266071],
        5e-7,
    );
    let communality = pca(0.85, PcaCoefficients::Communality);
    close(
        &communality.weights,
        &[0.249479, 0.256925, 0.242982, 0.250614],
        5e-7,
    );
    let settings = serde_json::to_value(&one.provenance).unwrap()["settings"].to_string();
    assert!(settings.contains("3.67227"), "{settings}");
    assert!(settings.contains("0.26936"), "{settings}");
    let kaiser = PcaOptions {
        retain: Retain::Eigenvalue,
        ..PcaOptions::default()
    };
    close(
        &pca_weights(&data, &kaiser).unwrap().weights,
        &one.weights,
        0.0,
    );
    // eight rows for four criteria
    assert_eq!(one.warnings[0].code, "few_rows");
}

#[test]
fn deviations_and_gini_match_the_examples_of_scikit_criteria() {
    // the documentation of StdWeighter and GiniWeighter
    let two = matrix(&[&[1.0, 2.0], &[4.0, 16.0]], &[BENEFIT; 2]);
    let raw = DeviationOptions {
        scaling: Scaling::Raw,
    };
    let found = standard_deviation_weights(&two, &raw).unwrap().weights;
    close(&found, &[0.176471, 0.823529], 5e-7);
    let three = matrix(
        &[&[5.0, 6.0, 7.0], &[5.5, 6.1, 8.0], &[4.0, 5.0, 9.0]],
        &[BENEFIT; 3],
    );
    let found = gini_weights(&three, &GiniOptions::default())
        .unwrap()
        .weights;
    close(&found, &[0.411965, 0.256173, 0.331861], 5e-7);
}

#[test]
fn merec_gives_the_weights_of_its_paper() {
    // Keshavarz-Ghorabaee et al. (2021), section 3, printed .5752 .0141 .4016 .0091; the digits are
    // those of the test of merec() in JMcDM
    let rows: [&[f64]; 5] = [
        &[450.0, 8000.0, 54.0, 145.0],
        &[10.0, 9100.0, 2.0, 160.0],
        &[100.0, 8200.0, 31.0, 153.0],
        &[220.0, 9300.0, 1.0, 162.0],
        &[5.0, 8400.0, 23.0, 158.0],
    ];
    let data = matrix(&rows, &[BENEFIT, BENEFIT, COST, COST]);
    let expected = [
        0.5752216672093823,
        0.01409659116846726,
        0.40156136388773117,
        0.009120377734419302,
    ];
    close(&merec_weights(&data).unwrap().weights, &expected, 1e-14);
}

#[test]
fn every_method_matches_the_independent_computation() {
    for data in golden()["data"].as_array().unwrap() {
        let x = golden_matrix(data);
        let weights = |found: Result<DataWeights>| found.unwrap().weights;
        for variant in data["critic"].as_array().unwrap() {
            let options: CriticOptions = {
                let mut options = variant.clone();
                options.as_object_mut().unwrap().remove("weights");
                serde_json::from_value(options).unwrap()
            };
            let found = weights(critic_weights(&x, &options));
            close(&found, &numbers(&variant["weights"]), 1e-10);
        }
        close(&weights(merec_weights(&x)), &numbers(&data["merec"]), 1e-12);
        for (scaling, key) in [
            (Scaling::Minmax, "deviation"),
            (Scaling::Raw, "rawDeviation"),
        ] {
            let found = weights(standard_deviation_weights(
                &x,
                &DeviationOptions { scaling },
            ));
            close(&found, &numbers(&data[key]), 1e-12);
        }
        close(
            &weights(variation_weights(&x)),
            &numbers(&data["variation"]),
            1e-12,
        );
        let gini = GiniOptions::default();
        close(
            &weights(gini_weights(&x, &gini)),
            &numbers(&data["gini"]),
            1e-12,
        );
        close(
            &weights(independence_weights(&x)),
            &numbers(&data["independence"]),
            1e-10,
        );
        for variant in data["pca"].as_array().unwrap() {
            check_components(&x, variant);
        }
    }
}

fn check_components(x: &DecisionMatrix, variant: &Value) {
    let signed = numbers(&variant["signed"]);
    let sum: f64 = signed.iter().sum();
    let shares: Vec<f64> = signed.iter().map(|c| c / sum).collect();
    let falls_back = signed.iter().any(|c| *c <= 0.0);
    for (coefficients, expected) in [
        (
            PcaCoefficients::Communality,
            numbers(&variant["communality"]),
        ),
        (PcaCoefficients::Loading, numbers(&variant["loading"])),
        (
            PcaCoefficients::Signed,
            if falls_back {
                numbers(&variant["communality"])
            } else {
                shares
            },
        ),
    ] {
        let options = PcaOptions {
            share: Some(variant["share"].as_f64().unwrap()),
            coefficients,
            ..PcaOptions::default()
        };
        let found = pca_weights(x, &options).unwrap();
        close(&found.weights, &expected, 1e-10);
        let warned = found
            .warnings
            .iter()
            .any(|w| w.code == "coefficient_not_positive");
        assert_eq!(
            warned,
            falls_back && coefficients == PcaCoefficients::Signed
        );
    }
}

#[test]
fn a_constant_column_weighs_nothing_and_is_named() {
    // pymcdm and pyrepo-mcda answer NaN for all columns
    let rows: Vec<[f64; 3]> = [3.0, 5.0, 4.0, 9.0, 7.0, 6.5]
        .iter()
        .zip([2.0, 1.0, 5.0, 3.0, 8.0, 2.5])
        .map(|(x, y)| [*x, 4.2, y])
        .collect();
    let rows: Vec<&[f64]> = rows.iter().map(<[f64; 3]>::as_slice).collect();
    let data = matrix(&rows, &[BENEFIT, BENEFIT, COST]);
    for (name, method) in METHODS {
        let found = method(&data).unwrap();
        assert_eq!(found.weights[1], 0.0, "{name}");
        assert!(
            (found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12,
            "{name}"
        );
        let constant: Vec<_> = found
            .warnings
            .iter()
            .filter(|w| w.code == "constant_column")
            .collect();
        assert_eq!(constant.len(), 1, "{name}");
        assert_eq!(constant[0].subject.as_deref(), Some("c2"), "{name}");
    }
}

#[test]
fn where_nothing_varies_all_weigh_the_same() {
    let data = matrix(&[&[1.0, 2.0], &[1.0, 2.0], &[1.0, 2.0]], &[BENEFIT; 2]);
    for (name, method) in METHODS {
        let found = method(&data).unwrap();
        close(&found.weights, &[0.5, 0.5], 0.0);
        assert_eq!(
            found.warnings.last().unwrap().code,
            "nothing_varies",
            "{name}"
        );
    }
}

#[test]
fn too_few_rows_are_an_error() {
    let one = matrix(&[&[1.0, 2.0]], &[BENEFIT; 2]);
    for (name, method) in METHODS {
        assert_eq!(
            method(&one).unwrap_err().code(),
            "InsufficientData",
            "{name}"
        );
    }
    let two = matrix(&[&[1.0, 2.0], &[3.0, 1.0]], &[BENEFIT; 2]);
    for method in [METHODS[5].1, METHODS[6].1] {
        assert_eq!(method(&two).unwrap_err().code(), "InsufficientData");
    }
}

#[test]
fn values_that_a_method_cannot_take_are_named() {
    // pyrepo-mcda and scikit-criteria answer NaN for a zero in MEREC
    let data = matrix(&[&[1.0, 0.0], &[4.0, -3.0], &[2.0, 3.0]], &[BENEFIT; 2]);
    let error = merec_weights(&data).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("data[0][c2]"))
    );
    let error = gini_weights(&data, &GiniOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("data[1][c2]"))
    );
    // −3 and 3 about a mean of 0
    let error = variation_weights(&data).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("criteria[c2]"))
    );
    let target = matrix(&[&[1.0], &[4.0]], &[Direction::Target(2.0)]);
    let error = merec_weights(&target).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("criteria[c1]"))
    );
    for share in [0.0, 1.5, f64::NAN] {
        let options = PcaOptions {
            share: Some(share),
            ..PcaOptions::default()
        };
        let error = pca_weights(&data, &options).unwrap_err();
        assert_eq!(error.path(), Some("options.share"));
    }
    // A share beside the other rule would be without effect.
    let both = PcaOptions {
        retain: Retain::Eigenvalue,
        share: Some(0.9),
        ..PcaOptions::default()
    };
    let error = pca_weights(&data, &both).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("options.share"))
    );
}

#[test]
fn criteria_that_all_say_the_same_are_told_apart_by_their_spread() {
    let data = matrix(&[&[1.0, 10.0], &[2.0, 20.0], &[3.0, 30.0]], &[BENEFIT; 2]);
    let found = critic_weights(&data, &CriticOptions::default()).unwrap();
    close(&found.weights, &[0.5, 0.5], 1e-12);
    assert_eq!(found.warnings[0].code, "no_conflict");
    // with |r| a criterion that says the opposite says nothing new either
    let opposite = matrix(
        &[&[1.0, 10.0], &[2.0, 20.0], &[3.0, 30.0]],
        &[BENEFIT, COST],
    );
    let options = CriticOptions {
        absolute: true,
        ..CriticOptions::default()
    };
    assert_eq!(
        critic_weights(&opposite, &options).unwrap().warnings[0].code,
        "no_conflict"
    );
    let signed = critic_weights(&opposite, &CriticOptions::default()).unwrap();
    assert!(signed.warnings.is_empty());
}

#[test]
fn a_criterion_without_any_correlation_has_all_the_weight() {
    // the third column is orthogonal to the first two, which are the same
    let rows: [&[f64]; 4] = [
        &[1.0, 2.0, 1.0],
        &[1.0, 2.0, -1.0],
        &[-1.0, -2.0, 1.0],
        &[-1.0, -2.0, -1.0],
    ];
    let found = independence_weights(&matrix(&rows, &[BENEFIT; 3])).unwrap();
    close(&found.weights, &[0.0, 0.0, 1.0], 0.0);
    let warning = found.warnings.last().unwrap();
    assert_eq!(
        (warning.code.as_str(), warning.subject.as_deref()),
        ("uncorrelated_column", Some("c3"))
    );
}

#[test]
fn equal_eigenvalues_are_a_warning() {
    let rows: [&[f64]; 4] = [&[1.0, 1.0], &[1.0, -1.0], &[-1.0, 1.0], &[-1.0, -1.0]];
    let found = pca_weights(&matrix(&rows, &[BENEFIT; 2]), &PcaOptions::default()).unwrap();
    assert!(
        found
            .warnings
            .iter()
            .any(|w| w.code == "components_not_unique")
    );
    assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn the_largest_numbers_have_weights_too() {
    let rows: [&[f64]; 4] = [
        &[f64::MAX, 1.0],
        &[f64::MAX / 2.0, 1e-300],
        &[1e-300, 5.0],
        &[1e300, 2.0],
    ];
    for (name, method) in METHODS {
        let found = method(&matrix(&rows, &[BENEFIT, BENEFIT])).unwrap();
        assert!(
            (found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12,
            "{name}"
        );
        assert!(
            found.information.iter().all(|value| value.is_finite()),
            "{name}"
        );
    }
}

proptest! {
    #[test]
    fn weights_are_shares_that_follow_their_criteria(
        values in prop::collection::vec(0.5..50.0_f64, 24..=24),
        costs in prop::collection::vec(any::<bool>(), 3..=3),
    ) {
        let directions: Vec<Direction> = costs.iter().map(|c| if *c { COST } else { BENEFIT }).collect();
        let rows: Vec<&[f64]> = values.chunks_exact(3).collect();
        let data = matrix(&rows, &directions);
        let turned: Vec<Vec<f64>> = rows.iter().map(|row| vec![row[1], row[2], row[0]]).collect();
        let turned: Vec<&[f64]> = turned.iter().map(Vec::as_slice).collect();
        let turned = matrix(&turned, &[directions[1], directions[2], directions[0]]);
        for (name, method) in METHODS {
            let found = method(&data).unwrap();
            prop_assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{}", name);
            prop_assert!(found.weights.iter().all(|w| (0.0..=1.0).contains(w)), "{}", name);
            let other = method(&turned).unwrap().weights;
            for (j, k) in [(0, 2), (1, 0), (2, 1)] {
                prop_assert!((found.weights[j] - other[k]).abs() < 1e-8, "{}", name);
            }
        }
    }

    #[test]
    fn units_and_the_denominator_of_the_deviation_make_no_difference_to_critic(
        values in prop::collection::vec(-20.0..20.0_f64, 18..=18), scale in 0.01..100.0_f64, shift in -50.0..50.0_f64,
    ) {
        let rows: Vec<&[f64]> = values.chunks_exact(3).collect();
        let directions = [BENEFIT, COST, BENEFIT];
        let found = critic(&matrix(&rows, &directions), Correlation::Pearson, Contrast::Deviation);
        let scaled: Vec<Vec<f64>> = rows.iter().map(|row| vec![row[0] * scale + shift, row[1], row[2]]).collect();
        let scaled: Vec<&[f64]> = scaled.iter().map(Vec::as_slice).collect();
        close(&critic(&matrix(&scaled, &directions), Correlation::Pearson, Contrast::Deviation), &found, 1e-9);
        // C with m instead of m − 1: each is √((m − 1) / m) times what it was
        let information = critic_weights(&matrix(&rows, &directions), &CriticOptions::default()).unwrap().information;
        let population: Vec<f64> = information.iter().map(|c| c * (5.0_f64 / 6.0).sqrt()).collect();
        let sum: f64 = population.iter().sum();
        close(&population.iter().map(|c| c / sum).collect::<Vec<_>>(), &found, 1e-12);
    }
}
