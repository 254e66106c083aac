//! The composite index against the worked loyalty index and its own invariants.

use clientele::index::CompositeIndex;
use clientele::index::Indicator;
use clientele::weighting::ahp::ConsistencyOptions;
use clientele::weighting::ahp::PairwiseMatrix;
use clientele::weighting::ahp::PriorityMethod;
use clientele::weighting::ahp::RandomIndex;
use proptest::prelude::*;

/// Half of the priorities of one side of the loyalty index, and its consistency ratio.
fn side(judgements: &[&str]) -> (Vec<f64>, f64) {
    let matrix = PairwiseMatrix::try_from_upper_triangle(judgements, None).unwrap();
    let options = ConsistencyOptions {
        random_index: RandomIndex::Saaty1980,
        ..ConsistencyOptions::default()
    };
    let weights = matrix.priorities(PriorityMethod::Eigenvector).weights;
    (
        weights.iter().map(|w| w / 2.0).collect(),
        matrix.consistency(&options).unwrap().cr,
    )
}

/// The nine indicators with weights from two-level AHP, behaviour and attitude counting alike.
fn loyalty() -> (CompositeIndex, CompositeIndex, CompositeIndex) {
    let ranges = [
        ("repeat_purchases", 1.0, 12.0),
        ("relationship_lifetime", 0.0, 36.0),
        ("retention", 0.5, 1.0),
        ("choosing_time", 20.0, 2.0),
        ("satisfaction", 1.0, 10.0),
        ("recommendation", 0.0, 10.0),
        ("competitor_attitude", 7.0, 1.0),
        ("price_sensitivity", 7.0, 1.0),
        ("incident_tolerance", 1.0, 7.0),
    ];
    let (behaviour, _) = side(&["2", "1", "3", "1/2", "2", "3"]);
    let (attitude, _) = side(&["1", "2", "3", "3", "2", "3", "3", "2", "2", "1"]);
    let indicators: Vec<Indicator> = ranges
        .iter()
        .zip(behaviour.into_iter().chain(attitude))
        .map(|(&(code, lo, hi), weight)| Indicator::new(code, weight, lo, hi))
        .collect();
    let index = |indicators: &[Indicator]| CompositeIndex::try_new(indicators.to_vec()).unwrap();
    (
        index(&indicators),
        index(&indicators[..4]),
        index(&indicators[4..]),
    )
}

const RAW: [f64; 9] = [8.0, 30.0, 0.9, 6.0, 8.2, 9.0, 3.0, 4.0, 5.0];

fn close(actual: f64, expected: f64, tolerance: f64) {
    assert!(
        (actual - expected).abs() <= tolerance,
        "{actual} is not {expected}"
    );
}

#[test]
fn the_worked_loyalty_index_is_reproduced() {
    // nine indicators of loyalty, worked example: L 75.578218, B 74.645515, A 76.510920, with the
    // contributions of each indicator to four digits
    let (all, behaviour, attitude) = loyalty();
    let raw = RAW.map(Some);
    let score = all.score(&raw).unwrap();
    close(score.score.unwrap(), 75.578218, 5e-7);
    close(
        behaviour.score(&raw[..4]).unwrap().score.unwrap(),
        74.645515,
        5e-7,
    );
    close(
        attitude.score(&raw[4..]).unwrap().score.unwrap(),
        76.510920,
        5e-7,
    );
    let parts = [
        11.1654, 7.8775, 14.0365, 4.2433, 12.5313, 14.0977, 5.8767, 2.4642, 3.2855,
    ];
    for (part, expected) in score.parts.iter().zip(parts) {
        close(part.unwrap(), expected, 5e-5);
    }
    let normalised = [
        0.636364, 0.833333, 0.8, 0.777778, 0.8, 0.9, 0.666667, 0.5, 0.666667,
    ];
    for (actual, expected) in score.normalised.iter().zip(normalised) {
        close(actual.unwrap(), expected, 5e-7);
    }
    let weights = [
        0.175456, 0.094530, 0.175456, 0.054557, 0.156641, 0.156641, 0.088151, 0.049283, 0.049283,
    ];
    for (actual, expected) in score.weights.iter().zip(weights) {
        close(*actual, expected, 5e-7);
    }
    assert_eq!(score.coverage, 1.0);
    assert_eq!(score.reason, None);
}

#[test]
fn the_default_judgements_of_loyalty_are_consistent() {
    // CR .0038 and .0030 by the table of 1980
    close(side(&["2", "1", "3", "1/2", "2", "3"]).1, 0.0038, 5e-5);
    close(
        side(&["1", "2", "3", "3", "2", "3", "3", "2", "2", "1"]).1,
        0.0030,
        5e-5,
    );
}

#[test]
fn behaviour_alone_is_scored_with_its_own_weights() {
    let (all, behaviour, _) = loyalty();
    let mut raw = RAW.map(Some);
    raw[4..].fill(None);
    let score = all.score(&raw).unwrap();
    close(
        score.score.unwrap(),
        behaviour.score(&raw[..4]).unwrap().score.unwrap(),
        1e-12,
    );
    close(score.coverage, 0.5, 1e-15);
    assert!(score.parts[4..].iter().all(Option::is_none));
    assert!(score.weights[4..].iter().all(|weight| *weight == 0.0));
}

#[test]
fn too_little_coverage_gives_no_score_but_a_reason_that_has_a_label() {
    let (all, _, _) = loyalty();
    let mut raw = RAW.map(Some);
    raw[3..].fill(None);
    let score = all.score(&raw).unwrap();
    assert_eq!(score.score, None);
    assert!(score.coverage > 0.4 && score.coverage < 0.5);
    assert!(score.parts.iter().all(Option::is_none));
    let reason = score.reason.unwrap();
    assert!(clientele::labels::label(&reason).is_some());
    let lenient = all.with_min_coverage(0.4).unwrap();
    assert!(lenient.score(&raw).unwrap().score.is_some());
    let nothing = lenient
        .with_min_coverage(0.0)
        .unwrap()
        .score(&[None; 9])
        .unwrap();
    assert_eq!((nothing.score, nothing.coverage), (None, 0.0));
}

#[test]
fn values_beyond_the_range_are_held_at_its_ends() {
    let price = Indicator::new("price", 1.0, 7.0, 1.0);
    assert_eq!(price.normalise(9.0), 0.0);
    assert_eq!(price.normalise(7.0), 0.0);
    assert_eq!(price.normalise(4.0), 0.5);
    assert_eq!(price.normalise(-3.0), 1.0);
    assert_eq!(
        Indicator::new("wide", 1.0, 0.0, 1e-300).normalise(f64::MAX),
        1.0
    );
}

#[test]
fn hostile_indices_and_values_are_rejected_with_code_and_path() {
    let one = |weight, lo, hi| CompositeIndex::try_new(vec![Indicator::new("a", weight, lo, hi)]);
    let two = |a: &str, b: &str| {
        CompositeIndex::try_new(vec![
            Indicator::new(a, 1.0, 0.0, 1.0),
            Indicator::new(b, 1.0, 0.0, 1.0),
        ])
    };
    for (built, code, path) in [
        (CompositeIndex::try_new(vec![]), "EmptyInput", "indicators"),
        (one(-1.0, 0.0, 1.0), "OutOfRange", "indicators[a].weight"),
        (one(0.0, 0.0, 1.0), "OutOfRange", "indicators.weight"),
        (one(f64::NAN, 0.0, 1.0), "NotFinite", "indicators[a].weight"),
        (
            one(1.0, f64::NEG_INFINITY, 1.0),
            "NotFinite",
            "indicators[a].lo",
        ),
        (one(1.0, 0.0, f64::NAN), "NotFinite", "indicators[a].hi"),
        (one(1.0, -1e308, 1e308), "NotFinite", "indicators[a].hi"),
        (one(1.0, 3.0, 3.0), "InvalidValue", "indicators[a].hi"),
        (two("a", "a"), "InvalidValue", "indicators[1].code"),
        (two("a", " "), "InvalidValue", "indicators[1].code"),
    ] {
        let error = built.unwrap_err();
        assert_eq!((error.code(), error.path()), (code, Some(path)), "{error}");
    }
    let index = two("a", "b").unwrap();
    for (values, code, path) in [
        (vec![Some(1.0)], "LengthMismatch", "values"),
        (vec![Some(1.0), Some(f64::NAN)], "NotFinite", "b"),
        (vec![Some(f64::INFINITY), None], "NotFinite", "a"),
    ] {
        let error = index.score(&values).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, Some(path)), "{error}");
    }
    for (coverage, code) in [
        (f64::NAN, "NotFinite"),
        (-0.1, "OutOfRange"),
        (1.1, "OutOfRange"),
    ] {
        assert_eq!(
            two("a", "b")
                .unwrap()
                .with_min_coverage(coverage)
                .unwrap_err()
                .code(),
            code
        );
    }
}

/// Indicators with raw values, some of them missing.
fn rows() -> impl Strategy<Value = Vec<(f64, f64, f64, Option<f64>)>> {
    let width = prop_oneof![0.01..100.0_f64, -100.0..-0.01_f64];
    let value = prop::option::weighted(0.7, -200.0..200.0_f64);
    prop::collection::vec((0.01..10.0_f64, -100.0..100.0_f64, width, value), 1..12)
}

proptest! {
    #[test]
    fn parts_sum_to_the_score_and_the_score_lies_in_its_range(rows in rows()) {
        let indicators = rows
            .iter()
            .enumerate()
            .map(|(i, (weight, lo, width, _))| Indicator::new(format!("i{i}"), *weight, *lo, lo + width))
            .collect();
        let index = CompositeIndex::try_new(indicators).unwrap();
        let values: Vec<Option<f64>> = rows.iter().map(|row| row.3).collect();
        let score = index.score(&values).unwrap();
        prop_assert!((0.0..=1.0 + 1e-12).contains(&score.coverage));
        prop_assert_eq!(score.score.is_none(), score.reason.is_some());
        if let Some(total) = score.score {
            prop_assert!((0.0..=100.0).contains(&total));
            prop_assert!((score.parts.iter().flatten().sum::<f64>() - total).abs() < 1e-11);
            prop_assert!((score.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            for (part, value) in score.parts.iter().zip(&values) {
                prop_assert_eq!(part.is_some(), value.is_some());
            }
        }
    }

    #[test]
    fn scaling_every_weight_changes_nothing(rows in rows(), factor in 0.01..100.0_f64) {
        let build = |factor: f64| {
            let indicators = rows.iter().enumerate().map(|(i, (weight, lo, width, _))| {
                Indicator::new(format!("i{i}"), weight * factor, *lo, lo + width)
            });
            CompositeIndex::try_new(indicators.collect()).unwrap().with_min_coverage(0.0).unwrap()
        };
        let values: Vec<Option<f64>> = rows.iter().map(|row| row.3).collect();
        let (plain, scaled) = (build(1.0).score(&values).unwrap(), build(factor).score(&values).unwrap());
        prop_assert_eq!(plain.score.is_some(), scaled.score.is_some());
        if let (Some(a), Some(b)) = (plain.score, scaled.score) {
            prop_assert!((a - b).abs() < 1e-10);
        }
    }
}
