//! Critical weights, gradients and stability of ranks, and the errors of weights.

use super::group::close;
use super::group::golden;
use super::group::names;
use super::group::numbers;
use super::group::rows;
use clientele::data::decision_matrix::DecisionMatrix;
use clientele::numeric::beta::regularised_incomplete_beta;
use clientele::numeric::direction::Direction;
use clientele::weighting::ahp::PairwiseMatrix;
use clientele::weighting::ahp::PriorityMethod;
use clientele::weighting::certainty::critical::CriticalOptions;
use clientele::weighting::certainty::critical::critical_weights;
use clientele::weighting::certainty::gradient::SensitivityOptions;
use clientele::weighting::certainty::gradient::weight_sensitivity;
use clientele::weighting::certainty::performance::Aggregation;
use clientele::weighting::certainty::stability::Perturbation;
use clientele::weighting::certainty::stability::RankStability;
use clientele::weighting::certainty::stability::StabilityOptions;
use clientele::weighting::certainty::stability::WeightSource;
use clientele::weighting::certainty::stability::rank_stability;
use proptest::prelude::*;

fn data(rows: &[Vec<f64>]) -> DecisionMatrix {
    let n = rows[0].len();
    let criteria = (1..=n).map(|j| format!("c{j}")).collect();
    let alternatives = (1..=rows.len()).map(|i| format!("a{i}")).collect();
    let directions = vec![Direction::Benefit; n];
    DecisionMatrix::try_new(criteria, directions, rows.concat(), Some(alternatives)).unwrap()
}

fn aggregation(product: bool) -> Aggregation {
    if product {
        Aggregation::WeightedProduct
    } else {
        Aggregation::WeightedSum
    }
}

#[test]
fn critical_weights_are_where_a_root_search_finds_them() {
    for case in golden("critical") {
        let aggregation = aggregation(case["product"].as_bool().unwrap());
        let values = data(&rows(&case["values"]));
        let weights = numbers(&case["weights"]);
        let found = critical_weights(&values, &weights, &CriticalOptions { aggregation }).unwrap();
        close(&found.scores, &numbers(&case["scores"]), 1e-13);
        let feasible: Vec<_> = found
            .changes
            .iter()
            .filter(|change| change.feasible)
            .collect();
        let expected = case["changes"].as_array().unwrap();
        assert_eq!(feasible.len(), expected.len());
        for (change, expected) in feasible.iter().zip(expected) {
            let at = |key: &str| expected[key].as_u64().unwrap() + 1;
            assert_eq!(change.criterion, format!("c{}", at("criterion")));
            assert_eq!(change.first, format!("a{}", at("first")));
            assert_eq!(change.second, format!("a{}", at("second")));
            let weight = expected["newWeight"].as_f64().unwrap();
            assert!(
                (change.new_weight.unwrap() - weight).abs() < 1e-11,
                "{change:?} {weight}"
            );
        }
    }
}

#[test]
fn the_critical_criteria_are_those_of_the_smallest_changes() {
    // The data of Triantaphyllou & Sánchez (1997); the percentages by numpy from theorem 1: C1 at
    // -18.874 % (A2, A3) of any change, C3 at 64.876 % (A1, A2) of one at the top.
    let case = golden("critical").remove(0);
    let values = data(&rows(&case["values"]));
    let weights = numbers(&case["weights"]);
    let found = critical_weights(&values, &weights, &CriticalOptions::default()).unwrap();
    assert_eq!(found.ranks, [1, 2, 3, 4]);
    assert_eq!(found.critical_any.as_deref(), Some("c1"));
    assert_eq!(found.critical_top.as_deref(), Some("c3"));
    assert!((found.criteria[0].degree.unwrap() - 0.18874).abs() < 5e-6);
    assert!((found.criteria[0].sensitivity.unwrap() - 1.0 / 0.18874).abs() < 2e-4);
    assert!((found.criteria[2].top_degree.unwrap() - 0.64876).abs() < 5e-6);
    // C4 is small, so the smallest absolute change is its: 32.150 % of 0.0790 against 18.874 % of
    // 0.3277.
    assert_eq!(found.critical_absolute_any.as_deref(), Some("c4"));
    let first = &found.changes[0];
    assert!(!first.feasible && (first.relative.unwrap() - 1.30002).abs() < 5e-6);
}

#[test]
fn an_order_that_no_weight_changes_is_said_to_be_certain() {
    let dominated = data(&[vec![0.9, 0.8], vec![0.5, 0.4]]);
    let found = critical_weights(&dominated, &[1.0, 1.0], &CriticalOptions::default()).unwrap();
    assert_eq!(found.critical_any, None);
    assert_eq!(found.warnings[0].code, "order_is_certain");
    assert_eq!(found.criteria[0].sensitivity, Some(0.0));
    let same = data(&[vec![0.9, 0.8], vec![0.9, 0.4]]);
    let found = critical_weights(&same, &[1.0, 0.0], &CriticalOptions::default()).unwrap();
    assert_eq!(found.ranks, [1, 1]);
    assert_eq!(found.changes[0].delta, None);
    assert_eq!(
        (found.changes[1].delta, found.changes[1].relative),
        (Some(0.0), None)
    );
}

#[test]
fn bad_input_of_certainty_is_named() {
    let values = data(&[vec![0.9, 0.0], vec![0.5, 0.4]]);
    let options = CriticalOptions {
        aggregation: Aggregation::WeightedProduct,
    };
    let error = critical_weights(&values, &[1.0, 1.0], &options).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("data[a1][c2]"))
    );
    for (weights, code, path) in [
        (vec![1.0], "LengthMismatch", "weights"),
        (vec![1.0, f64::NAN], "NotFinite", "weights[1]"),
        (vec![-1.0, 1.0], "OutOfRange", "weights[0]"),
        (vec![0.0, 0.0], "OutOfRange", "weights"),
    ] {
        let error = critical_weights(&values, &weights, &CriticalOptions::default()).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, Some(path)));
    }
    let one = data(&[vec![0.9, 0.1]]);
    let error = critical_weights(&one, &[1.0, 1.0], &CriticalOptions::default()).unwrap_err();
    assert_eq!(error.code(), "InsufficientData");
    let many = data(&vec![vec![0.9, 0.1]; 201]);
    let error = critical_weights(&many, &[1.0, 1.0], &CriticalOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.path()), ("OutOfRange", Some("data")));
    let cost = DecisionMatrix::try_new(
        names(&["price", "speed"]),
        vec![Direction::Cost, Direction::Benefit],
        vec![1.0, 2.0, 3.0, 4.0],
        None,
    );
    let error = critical_weights(&cost.unwrap(), &[1.0, 1.0], &CriticalOptions::default());
    assert_eq!(error.unwrap_err().path(), Some("directions[price]"));
    let options = SensitivityOptions::default();
    let error = weight_sensitivity(&values, &[1.0, 1.0], "c9", &options).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("criterion"))
    );
    let error = weight_sensitivity(&values, &[0.0, 3.0], "c2", &options).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("weights[c2]"))
    );
    let one_point = SensitivityOptions {
        points: 1,
        ..SensitivityOptions::default()
    };
    let error = weight_sensitivity(&values, &[1.0, 1.0], "c2", &one_point).unwrap_err();
    assert_eq!(error.path(), Some("options.points"));
}

#[test]
fn leaders_and_breakpoints_are_exact() {
    // Lines from (0, start) to (1, end): 4 → 0, 3 → 3, 0 → 4: they cross at 1/4, 1/2 and 3/4.
    let values = data(&[vec![0.0, 4.0], vec![3.0, 3.0], vec![4.0, 0.0]]);
    let options = SensitivityOptions {
        points: 5,
        ..SensitivityOptions::default()
    };
    let found = weight_sensitivity(&values, &[0.4, 0.6], "c1", &options).unwrap();
    let spans: Vec<(&str, f64, f64)> = found
        .leaders
        .iter()
        .map(|span| (span.alternative.as_str(), span.from, span.to))
        .collect();
    assert_eq!(
        spans,
        [("a1", 0.0, 0.25), ("a2", 0.25, 0.75), ("a3", 0.75, 1.0)]
    );
    assert_eq!((found.stable_from, found.stable_to), (0.25, 0.75));
    let breaks: Vec<f64> = found.breakpoints.iter().map(|point| point.weight).collect();
    assert_eq!(breaks, [0.25, 0.5, 0.75]);
    let middle = &found.breakpoints[1];
    assert_eq!(
        (middle.ahead_below.as_str(), middle.ahead_above.as_str()),
        ("a1", "a3")
    );
    assert_eq!(found.grid, [0.0, 0.25, 0.5, 0.75, 1.0]);
    assert_eq!(found.lines[0].scores, [4.0, 3.0, 2.0, 1.0, 0.0]);
}

fn stability(
    values: &DecisionMatrix,
    source: WeightSource,
    perturbation: Perturbation,
    amount: Option<f64>,
) -> clientele::Result<RankStability> {
    let options = StabilityOptions {
        perturbation,
        amount,
        draws: 20_000,
        seed: 11,
        ..StabilityOptions::default()
    };
    rank_stability(values, source, &options)
}

/// Whether a share of 20,000 draws is within five standard errors of what it should be.
#[track_caller]
fn near(share: f64, expected: f64) {
    let error = (expected * (1.0 - expected) / 20_000.0).sqrt();
    assert!(
        (share - expected).abs() < 5.0 * error,
        "{share} is not {expected}"
    );
}

#[test]
fn shares_of_the_first_rank_are_those_of_the_distribution() {
    // The first of two alternatives is best while the first weight exceeds 0.6.
    let values = data(&[vec![0.4, 0.0], vec![0.0, 0.6]]);
    let weights = WeightSource::Weights(&[0.7, 0.3]);
    let found = stability(&values, weights, Perturbation::Dirichlet, Some(20.0)).unwrap();
    // The first of two Dirichlet weights is a beta variate.
    let expected = regularised_incomplete_beta(6.0, 14.0, 0.4, 0.6);
    near(found.alternatives[0].best.share, expected);
    near(found.same_best.share, expected);
    // Judgements 2, 3 or 4, one as likely as the others, give 2/3, 3/4 and 4/5.
    let values = data(&[vec![0.3, 0.0], vec![0.0, 0.7]]);
    let matrix = PairwiseMatrix::try_from_upper_triangle(&[3.0], Some(names(&["c1", "c2"])));
    let matrix = matrix.unwrap();
    let source = WeightSource::Judgements(&matrix);
    let found = stability(&values, source, Perturbation::Judgements, None).unwrap();
    near(found.alternatives[0].best.share, 2.0 / 3.0);
    close(&found.weights, &[0.75, 0.25], 1e-12);
    // Two equal weights, each times a number of its own uniform in 0.5 to 1.5: the first is above
    // one half as often as not.
    let values = data(&[vec![1.0, 0.0], vec![0.0, 1.0]]);
    let weights = WeightSource::Weights(&[1.0, 1.0]);
    let found = stability(&values, weights, Perturbation::Uniform, Some(0.5)).unwrap();
    near(found.alternatives[0].best.share, 0.5);
    // Both were best; now one is not.
    assert_eq!(found.same_best.share, 0.0);
    assert_eq!(found.same_best.lower, 0.0);
}

#[test]
fn equal_seeds_give_equal_ranks_and_the_seed_is_told() {
    let values = data(&rows(&golden("critical").remove(0)["values"]));
    let run = |seed| {
        let options = StabilityOptions {
            draws: 500,
            seed,
            ..StabilityOptions::default()
        };
        let weights = [0.3277, 0.3058, 0.2876, 0.0790];
        rank_stability(&values, WeightSource::Weights(&weights), &options).unwrap()
    };
    assert_eq!(run(3), run(3));
    assert_ne!(run(3), run(4));
    let found = run(3);
    assert_eq!((found.seed, found.draws), (3, 500));
    for alternative in &found.alternatives {
        assert_eq!(alternative.counts.iter().sum::<u32>(), 500);
        let best = alternative.best;
        assert!(best.lower <= best.share && best.share <= best.upper);
    }
}

#[test]
fn what_cannot_be_shaken_is_named() {
    let values = data(&[vec![0.4, 0.0], vec![0.0, 0.6]]);
    let weights = WeightSource::Weights(&[0.7, 0.3]);
    let error = stability(&values, weights, Perturbation::Judgements, None).unwrap_err();
    assert_eq!((error.code(), error.path()), ("Missing", Some("matrix")));
    let strange = PairwiseMatrix::try_from_upper_triangle(&[3.0], None).unwrap();
    let source = WeightSource::Judgements(&strange);
    let error = stability(&values, source, Perturbation::Judgements, None).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("matrix.criteria"))
    );
    for (perturbation, amount, code) in [
        (Perturbation::Uniform, 0.0, "OutOfRange"),
        (Perturbation::Uniform, 1.01, "OutOfRange"),
        (Perturbation::Uniform, f64::NAN, "NotFinite"),
        (Perturbation::Dirichlet, 0.0, "OutOfRange"),
        (Perturbation::Judgements, 1.5, "OutOfRange"),
        (Perturbation::Judgements, 9.0, "OutOfRange"),
    ] {
        let error = stability(&values, weights, perturbation, Some(amount)).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, Some("options.amount")));
    }
    let options = StabilityOptions {
        draws: 0,
        ..StabilityOptions::default()
    };
    let error = rank_stability(&values, weights, &options).unwrap_err();
    assert_eq!(error.path(), Some("options.draws"));
    // Given weights do not follow from judgements by any method.
    let options = StabilityOptions {
        priorities: Some(PriorityMethod::GeometricMean),
        ..StabilityOptions::default()
    };
    let error = rank_stability(&values, weights, &options).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("options.priorities"))
    );
}

#[test]
fn a_weight_of_nothing_stays_nothing_and_tiny_concentrations_have_weights() {
    let values = data(&[vec![1.0, 0.0, 9.0], vec![0.0, 1.0, 0.0]]);
    let weights = WeightSource::Weights(&[0.5, 0.5, 0.0]);
    for concentration in [1e-9, 1.0, 1e9] {
        let found = stability(
            &values,
            weights,
            Perturbation::Dirichlet,
            Some(concentration),
        );
        near(found.unwrap().alternatives[0].best.share, 0.5);
    }
}

#[test]
fn errors_of_weights_match_the_independent_computation() {
    // Tomashevskii (2015) for Saaty's judgements on the best city to live in (2004), by numpy.
    let case = golden("errors").remove(0);
    let upper = numbers(&case["upperTriangle"]);
    let matrix = PairwiseMatrix::try_from_upper_triangle(&upper, None).unwrap();
    let found = matrix.error_bands(PriorityMethod::Eigenvector);
    close(&found.weights, &numbers(&case["weights"]), 1e-12);
    close(&found.errors, &numbers(&case["errors"]), 1e-12);
    // 0.433 and 0.305 (2 and 4) have wide bands; 0.072 and 0.038 (3 and 5) too.
    let open: Vec<String> = found
        .overlaps
        .iter()
        .map(|o| format!("{}>{}", o.a, o.b))
        .collect();
    assert!(open.contains(&"2>4".to_owned()), "{open:?}");
    assert!(!open.contains(&"2>5".to_owned()), "{open:?}");
}

#[test]
fn judgements_that_agree_have_no_errors() {
    let matrix = PairwiseMatrix::try_from_upper_triangle(&[2.0, 6.0, 3.0], None).unwrap();
    let found = matrix.error_bands(PriorityMethod::Eigenvector);
    assert!(found.errors.iter().all(|error| *error < 1e-14));
    assert!(found.overlaps.is_empty());
    let one = PairwiseMatrix::try_from_rows(&[[1.0]], None).unwrap();
    assert_eq!(one.error_bands(PriorityMethod::Eigenvector).errors, [0.0]);
}

proptest! {
    #[test]
    fn at_the_critical_weight_two_alternatives_are_equal(
        cells in prop::collection::vec(0.05..1.0_f64, 12..=12),
        weights in prop::collection::vec(0.05..1.0_f64, 3..=3),
        product in proptest::bool::ANY,
    ) {
        let rows: Vec<Vec<f64>> = cells.chunks_exact(3).map(<[f64]>::to_vec).collect();
        let values = data(&rows);
        let aggregation = aggregation(product);
        let found = critical_weights(&values, &weights, &CriticalOptions { aggregation }).unwrap();
        for change in found.changes.iter().filter(|change| change.feasible) {
            let weight = change.new_weight.unwrap();
            prop_assert!((0.0..=1.0).contains(&weight));
            // The others keep their proportions.
            let moved: Vec<f64> = (1..=3).map(|j| {
                let own = weights[j - 1];
                let total: f64 = weights.iter().sum();
                let k: usize = change.criterion[1..].parse().unwrap();
                if j == k { weight } else { own * (1.0 - weight) / (total - weights[k - 1]) }
            }).collect();
            let level = |name: &str| -> f64 {
                let row = &rows[name[1..].parse::<usize>().unwrap() - 1];
                row.iter().zip(&moved).map(|(a, w)| w * if product { a.ln() } else { *a }).sum()
            };
            prop_assert!((level(&change.first) - level(&change.second)).abs() < 1e-9);
        }
    }

    #[test]
    fn the_leader_of_a_span_is_the_best_in_its_middle(
        cells in prop::collection::vec(0.05..1.0_f64, 18..=18),
        weights in prop::collection::vec(0.05..1.0_f64, 3..=3),
    ) {
        let rows: Vec<Vec<f64>> = cells.chunks_exact(3).map(<[f64]>::to_vec).collect();
        let options = SensitivityOptions::default();
        let found = weight_sensitivity(&data(&rows), &weights, "c2", &options).unwrap();
        prop_assert_eq!(found.leaders[0].from, 0.0);
        prop_assert_eq!(found.leaders.last().unwrap().to, 1.0);
        let others = weights[0] + weights[2];
        for span in &found.leaders {
            let t = 0.5 * (span.from + span.to);
            let score = |row: &Vec<f64>| {
                t * row[1] + (1.0 - t) * (weights[0] * row[0] + weights[2] * row[2]) / others
            };
            let best = rows.iter().map(score).fold(0.0, f64::max);
            let own = &rows[span.alternative[1..].parse::<usize>().unwrap() - 1];
            prop_assert!(score(own) >= best - 1e-12);
        }
        prop_assert!(found.stable_from <= found.weight && found.weight <= found.stable_to);
        // Every point of a line lies on it.
        for (line, row) in found.lines.iter().zip(&rows) {
            prop_assert!((line.scores.last().unwrap() - row[1]).abs() < 1e-14);
            prop_assert_eq!(line.scores.len(), 21);
        }
    }
}
