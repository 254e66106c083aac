//! Combinations of weights against published examples and an independent computation.

use crate::data_weights::golden;
use crate::data_weights::golden_matrix;
use crate::data_weights::numbers;
use crate::entropy::CUSTOMER_DIRECTIONS;
use crate::entropy::CUSTOMERS;
use crate::entropy::close;
use crate::entropy::matrix;
use clientele::numeric::direction::Direction;
use clientele::weighting::advice::WeightSource;
use clientele::weighting::advice::WeightingCase;
use clientele::weighting::advice::weighting_advice;
use clientele::weighting::combine::CombineMethod;
use clientele::weighting::combine::CombineOptions;
use clientele::weighting::combine::CombinedWeights;
use clientele::weighting::combine::Negative;
use clientele::weighting::combine::WeightSet;
use clientele::weighting::combine::combine_weights;
use clientele::weighting::entropy::EntropyOptions;
use clientele::weighting::entropy::entropy_weights;
use proptest::prelude::*;

const METHODS: [(CombineMethod, &str); 6] = [
    (CombineMethod::Linear, "linear"),
    (CombineMethod::Multiplicative, "multiplicative"),
    (CombineMethod::GameTheory, "gameTheory"),
    (CombineMethod::RelativeEntropy, "relativeEntropy"),
    (CombineMethod::LeastSquares, "leastSquares"),
    (
        CombineMethod::DeviationMaximisation,
        "deviationMaximisation",
    ),
];

fn with(method: CombineMethod) -> CombineOptions {
    CombineOptions {
        method,
        ..CombineOptions::default()
    }
}

fn sets(weights: &[&[f64]]) -> Vec<WeightSet> {
    weights
        .iter()
        .map(|weights| WeightSet::new(weights.to_vec()))
        .collect()
}

/// Weights of experts beside the entropy weights of eight customers, whose combinations were
/// computed apart in `NumPy`.
fn experts_and_entropy() -> Vec<WeightSet> {
    let data = matrix(&CUSTOMERS, &CUSTOMER_DIRECTIONS);
    let entropy = entropy_weights(&data, &EntropyOptions::default()).unwrap();
    vec![
        WeightSet::new(vec![0.4, 0.3, 0.2, 0.1]),
        WeightSet::from(&entropy),
    ]
}

fn combine(options: &CombineOptions) -> CombinedWeights {
    combine_weights(&experts_and_entropy(), None, options).unwrap()
}

#[test]
fn means_and_products_match_the_independent_computation() {
    let linear = combine(&with(CombineMethod::Linear));
    close(
        &linear.weights,
        &[0.375546, 0.294263, 0.181016, 0.149175],
        5e-7,
    );
    assert_eq!(linear.criteria, ["c1", "c2", "c3", "c4"]);
    let multiplied = combine(&with(CombineMethod::Multiplicative));
    close(
        &multiplied.weights,
        &[0.502932, 0.309981, 0.116054, 0.071033],
        5e-7,
    );
    assert_eq!(multiplied.shares, None);
    let lopsided = CombineOptions {
        shares: Some(vec![1.0, 0.0]),
        ..with(CombineMethod::RelativeEntropy)
    };
    close(&combine(&lopsided).weights, &[0.4, 0.3, 0.2, 0.1], 1e-15);
}

#[test]
fn the_game_says_which_of_its_forms_was_used() {
    let found = combine(&with(CombineMethod::GameTheory));
    close(&found.coefficients.unwrap(), &[1.543653, -0.584079], 5e-7);
    close(&found.weights, &[0.4, 0.3, 0.2, 0.1], 1e-12);
    close(&found.shares.unwrap(), &[1.0, 0.0], 1e-12);
    assert_eq!(found.warnings[0].code, "negative_coefficient");
    assert_eq!(found.warnings[0].subject.as_deref(), Some("weights[1]"));
    let settings = serde_json::to_value(&found.provenance).unwrap()["settings"].to_string();
    assert!(settings.contains("nonNegativeLeastSquares"), "{settings}");
    let absolute = combine(&CombineOptions {
        negative: Some(Negative::Absolute),
        ..with(CombineMethod::GameTheory)
    });
    // with entropy weights rounded to six digits the first would end in 75
    close(
        &absolute.weights,
        &[0.38657426, 0.29685040, 0.18957763, 0.12699771],
        5e-7,
    );
    let settings = serde_json::to_value(&absolute.provenance).unwrap()["settings"].to_string();
    assert!(settings.contains("\"absolute\""), "{settings}");
}

#[test]
fn every_method_matches_the_independent_computation() {
    for data in golden()["data"].as_array().unwrap() {
        let x = golden_matrix(data);
        let vectors: Vec<Vec<f64>> = data["sets"]
            .as_array()
            .unwrap()
            .iter()
            .map(numbers)
            .collect();
        let vectors: Vec<&[f64]> = vectors.iter().map(Vec::as_slice).collect();
        let vectors = sets(&vectors);
        let expected = &data["combined"];
        for (method, name) in METHODS {
            let found = combine_weights(&vectors, Some(&x), &with(method)).unwrap();
            // the minimisers of the reference stop at 1e-8
            let minimised = ["relativeEntropy", "leastSquares"].contains(&name);
            let tolerance = if minimised { 2e-7 } else { 1e-9 };
            close(&found.weights, &numbers(&expected[name]), tolerance);
        }
        let absolute = CombineOptions {
            negative: Some(Negative::Absolute),
            ..with(CombineMethod::GameTheory)
        };
        let found = combine_weights(&vectors, None, &absolute).unwrap();
        close(&found.weights, &numbers(&expected["absolute"]), 1e-9);
        let alpha = numbers(&expected["alpha"]);
        let scale = alpha.iter().fold(1.0_f64, |most, x| most.max(x.abs()));
        close(&found.coefficients.unwrap(), &alpha, 1e-9 * scale);
    }
}

#[test]
fn what_cannot_be_combined_is_named() {
    let two = sets(&[&[0.5, 0.5], &[0.25, 0.75]]);
    let linear = CombineOptions::default();
    let fails = |sets: &[WeightSet], options: &CombineOptions| {
        let error = combine_weights(sets, None, options).unwrap_err();
        (error.code(), error.path().unwrap_or_default().to_owned())
    };
    assert_eq!(
        fails(&two[..1], &linear),
        ("InsufficientData", "weights".into())
    );
    assert_eq!(fails(&[], &linear), ("InsufficientData", "weights".into()));
    // Signs are a matter of the game; elsewhere the option would be without effect.
    for (method, _) in METHODS {
        let options = CombineOptions {
            negative: Some(Negative::Absolute),
            ..with(method)
        };
        if method != CombineMethod::GameTheory {
            let expected = ("InvalidValue", "options.negative".into());
            assert_eq!(fails(&two, &options), expected, "{method:?}");
        }
    }
    let short = sets(&[&[0.5, 0.5], &[1.0]]);
    assert_eq!(
        fails(&short, &linear),
        ("LengthMismatch", "weights[1]".into())
    );
    let negative = sets(&[&[0.5, 0.5], &[1.5, -0.5]]);
    assert_eq!(
        fails(&negative, &linear),
        ("OutOfRange", "weights[1][1]".into())
    );
    let percent = sets(&[&[0.5, 0.5], &[60.0, 40.0]]);
    assert_eq!(
        fails(&percent, &linear),
        ("OutOfRange", "weights[1]".into())
    );
    let nan = sets(&[&[f64::NAN, 0.5], &[0.5, 0.5]]);
    assert_eq!(fails(&nan, &linear), ("NotFinite", "weights[0][0]".into()));
    let apart = sets(&[&[1.0, 0.0], &[0.0, 1.0]]);
    let product = with(CombineMethod::Multiplicative);
    assert_eq!(fails(&apart, &product), ("InvalidValue", "weights".into()));
    let deviations = with(CombineMethod::DeviationMaximisation);
    assert_eq!(fails(&two, &deviations), ("Missing", "data".into()));
    let shares = CombineOptions {
        shares: Some(vec![0.5, 0.5]),
        ..with(CombineMethod::GameTheory)
    };
    assert_eq!(
        fails(&two, &shares),
        ("InvalidValue", "options.shares".into())
    );
    let uneven = CombineOptions {
        shares: Some(vec![0.5, 0.6]),
        ..CombineOptions::default()
    };
    assert_eq!(
        fails(&two, &uneven),
        ("OutOfRange", "options.shares".into())
    );
    let named = |names: [&str; 2]| WeightSet {
        criteria: Some(names.map(Into::into).to_vec()),
        weights: vec![0.5, 0.5],
    };
    let mixed = [named(["price", "speed"]), named(["speed", "price"])];
    assert_eq!(
        fails(&mixed, &linear),
        ("InvalidValue", "weights[1].criteria[0]".into())
    );
}

#[test]
fn published_weights_may_be_rounded() {
    // .143 + .286 + .571 of Harker (1987) sum up to 1, .33 + .33 + .337 do not
    let rounded = sets(&[&[0.143, 0.286, 0.571], &[0.33, 0.33, 0.337]]);
    let found = combine_weights(&rounded, None, &CombineOptions::default()).unwrap();
    assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-15);
}

#[test]
fn where_nothing_varies_no_mixture_is_better() {
    let data = matrix(&[&[1.0, 2.0], &[1.0, 2.0]], &[Direction::Benefit; 2]);
    let two = sets(&[&[0.5, 0.5], &[0.25, 0.75]]);
    let found = combine_weights(
        &two,
        Some(&data),
        &with(CombineMethod::DeviationMaximisation),
    )
    .unwrap();
    close(&found.shares.unwrap(), &[0.5, 0.5], 0.0);
    assert_eq!(found.warnings[0].code, "nothing_varies");
}

#[test]
fn people_stay_the_advice_and_the_reason_is_said() {
    let advice = |rows, criteria, numeric| {
        let found = weighting_advice(&WeightingCase {
            rows,
            criteria,
            numeric,
        });
        assert_eq!(found.advised, WeightSource::Subjective);
        (found.possible.len(), found.reason)
    };
    assert_eq!(advice(19, 4, true), (1, "few_rows".into()));
    assert_eq!(advice(20, 4, true), (2, "objective_drifts".into()));
    assert_eq!(advice(20, 4, false), (1, "not_numeric".into()));
}

fn weights() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.01..1.0_f64, 4..=4).prop_map(|values| {
        let sum: f64 = values.iter().sum();
        values.iter().map(|value| value / sum).collect()
    })
}

proptest! {
    #[test]
    fn equal_weights_stay_what_they_are(vector in weights(), k in 2..5_usize) {
        let data = matrix(&CUSTOMERS, &CUSTOMER_DIRECTIONS);
        let same = vec![WeightSet::new(vector.clone()); k];
        for (method, name) in METHODS {
            // a product of equal weights is not these weights, unless all are the same
            if method != CombineMethod::Multiplicative {
                let found = combine_weights(&same, Some(&data), &with(method)).unwrap();
                for (x, y) in found.weights.iter().zip(&vector) {
                    prop_assert!((x - y).abs() < 1e-12, "{}", name);
                }
            }
        }
    }

    #[test]
    fn combinations_are_shares_and_the_order_of_the_sets_makes_no_difference(
        one in weights(), two in weights(), three in weights(),
    ) {
        let data = matrix(&CUSTOMERS, &CUSTOMER_DIRECTIONS);
        let there = sets(&[&one, &two, &three]);
        let back = sets(&[&three, &one, &two]);
        for (method, name) in METHODS {
            let found = combine_weights(&there, Some(&data), &with(method)).unwrap();
            prop_assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{}", name);
            prop_assert!(found.weights.iter().all(|w| *w >= 0.0), "{}", name);
            let other = combine_weights(&back, Some(&data), &with(method)).unwrap();
            for (x, y) in found.weights.iter().zip(&other.weights) {
                prop_assert!((x - y).abs() < 1e-6, "{}", name);
            }
        }
    }

    #[test]
    fn the_shorter_of_two_loses_the_game_where_it_has_less_of_the_other_than_itself(
        one in weights(), two in weights(),
    ) {
        // α₂ < 0 if and only if |W₂|² < W₁·W₂: Cramer's rule on the two equations
        let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(a, b)| a * b).sum::<f64>();
        let found = combine_weights(&sets(&[&one, &two]), None, &with(CombineMethod::GameTheory)).unwrap();
        let margin = dot(&two, &two) - dot(&one, &two);
        prop_assume!(margin.abs() > 1e-6);
        prop_assert_eq!(found.coefficients.unwrap()[1] < 0.0, margin < 0.0);
        if margin < 0.0 {
            close(&found.weights, &one, 1e-9);
        }
    }

    #[test]
    fn of_two_the_relative_entropy_takes_the_geometric_mean(one in weights(), two in weights()) {
        let found = combine_weights(&sets(&[&one, &two]), None, &with(CombineMethod::RelativeEntropy)).unwrap();
        let roots: Vec<f64> = one.iter().zip(&two).map(|(x, y)| (x * y).sqrt()).collect();
        let sum: f64 = roots.iter().sum();
        close(&found.weights, &roots.iter().map(|root| root / sum).collect::<Vec<_>>(), 1e-12);
    }
}
