//! The best-worst method.

use super::group::close;
use super::group::golden;
use super::group::names;
use super::group::numbers;
use clientele::weighting::best_worst::BestWorst;
use clientele::weighting::best_worst::BestWorstJudgements;
use clientele::weighting::best_worst::BestWorstModel;
use clientele::weighting::best_worst::BestWorstOptions;
use clientele::weighting::best_worst::best_worst;
use proptest::prelude::*;

const MODELS: [BestWorstModel; 2] = [BestWorstModel::Linear, BestWorstModel::Nonlinear];

fn judgements(
    criteria: &[&str],
    best: &str,
    worst: &str,
    to_others: &[f64],
    to_worst: &[f64],
) -> BestWorstJudgements {
    BestWorstJudgements {
        criteria: names(criteria),
        best: best.into(),
        worst: worst.into(),
        best_to_others: to_others.to_vec(),
        others_to_worst: to_worst.to_vec(),
    }
}

fn solve(judgements: &BestWorstJudgements, model: BestWorstModel) -> BestWorst {
    best_worst(judgements, &BestWorstOptions { model }).unwrap()
}

/// Rezaei (2015), section 4: how goods are to be carried.
fn transport() -> BestWorstJudgements {
    let criteria = ["load", "access", "cost"];
    judgements(
        &criteria,
        "cost",
        "load",
        &[8.0, 2.0, 1.0],
        &[1.0, 5.0, 8.0],
    )
}

#[test]
fn the_transport_example_has_the_weights_of_both_papers() {
    // Rezaei (2015): .0714 .3387 .5899, xi .26, ratio .058 (.26/4.47); exactly xi = 4 − √14.
    let found = solve(&transport(), BestWorstModel::Nonlinear);
    close(&found.weights, &[0.071429, 0.338690, 0.589882], 5e-7);
    assert!((found.xi - (4.0 - 14.0_f64.sqrt())).abs() < 1e-14);
    assert!((found.consistency.ratio.unwrap() - 0.058).abs() < 5e-4);
    // Rezaei (2016), the linear model: .0714 .3214 .6071, xi .0357
    let found = solve(&transport(), BestWorstModel::Linear);
    close(
        &found.weights,
        &[1.0 / 14.0, 9.0 / 28.0, 17.0 / 28.0],
        1e-12,
    );
    assert!((found.xi - 1.0 / 28.0).abs() < 1e-12);
    // |2 · 5 − 8| / (64 − 8), below the 0.1309 of the table for 8 and three criteria
    let consistency = &found.consistency;
    assert!((consistency.input_ratio.unwrap() - 2.0 / 56.0).abs() < 1e-15);
    assert_eq!(consistency.worst_criterion.as_deref(), Some("access"));
    assert_eq!(
        (consistency.threshold, consistency.acceptable),
        (Some(0.1309), Some(true))
    );
    assert!(found.warnings.is_empty());
}

#[test]
fn judgements_that_agree_have_exact_weights() {
    // Rezaei (2015), buying a car; 8/19 4/19 4/19 2/19 1/19 in another order
    let car = judgements(
        &["quality", "price", "comfort", "safety", "style"],
        "price",
        "style",
        &[2.0, 1.0, 4.0, 2.0, 8.0],
        &[4.0, 8.0, 2.0, 4.0, 1.0],
    );
    let expected = [4.0, 8.0, 2.0, 4.0, 1.0].map(|part| part / 19.0);
    for model in MODELS {
        let found = solve(&car, model);
        close(&found.weights, &expected, 1e-11);
        assert!(found.xi.abs() < 1e-12);
        assert_eq!(found.consistency.ratio, Some(0.0));
        assert_eq!(found.consistency.worst_criterion, None);
    }
}

#[test]
fn the_index_is_the_published_table() {
    // Rezaei (2015), table 1, two decimals
    let table = [0.0, 0.44, 1.00, 1.63, 2.30, 3.00, 3.73, 4.47, 5.23];
    for (span, index) in (1..=9_i32).map(f64::from).zip(table) {
        let pair = judgements(&["a", "b"], "a", "b", &[1.0, span], &[span, 1.0]);
        let found = solve(&pair, BestWorstModel::Linear);
        assert!(
            (found.consistency.index - index).abs() <= 0.005 + 1e-9,
            "{span}"
        );
        close(
            &found.weights,
            &[span / (span + 1.0), 1.0 / (span + 1.0)],
            1e-11,
        );
        assert_eq!(found.consistency.acceptable, Some(true));
    }
}

#[test]
fn both_models_match_the_independent_computation() {
    for case in golden("bestWorst") {
        let to_others = numbers(&case["bestToOthers"]);
        let criteria: Vec<String> = (0..to_others.len()).map(|j| j.to_string()).collect();
        let given = BestWorstJudgements {
            criteria,
            best: case["best"].to_string(),
            worst: case["worst"].to_string(),
            best_to_others: to_others,
            others_to_worst: numbers(&case["othersToWorst"]),
        };
        let found = solve(&given, BestWorstModel::Linear);
        assert!(
            (found.xi - case["xi"].as_f64().unwrap()).abs() < 1e-11,
            "{case}"
        );
        let star = case["xiStar"].as_f64().unwrap();
        assert!((found.consistency.xi_star - star).abs() < 1e-12, "{case}");
        // HiGHS returns one of the best sets of weights; it must lie in the ranges.
        for ((weight, low), high) in numbers(&case["weights"])
            .iter()
            .zip(&found.lower)
            .zip(&found.upper)
        {
            assert!(*weight >= low - 1e-8 && *weight <= high + 1e-8, "{case}");
        }
        let unique = found
            .lower
            .iter()
            .zip(&found.upper)
            .all(|(low, high)| high - low < 1e-6);
        if unique {
            close(&found.weights, &numbers(&case["weights"]), 1e-9);
        }
        let warned = found
            .warnings
            .iter()
            .any(|w| w.code == "weights_not_unique");
        assert_eq!(warned, !unique);
    }
}

#[test]
fn the_threshold_is_that_of_the_judgements_and_not_of_five_criteria() {
    // The same inconsistent pair, |3 · 5 − 9| / 72 = 0.0833 and |4 · 9 − 9| / 72 = 0.375 for one
    // more: above the 0.2681 of four criteria and 9.
    let four = judgements(
        &["a", "b", "c", "d"],
        "a",
        "d",
        &[1.0, 3.0, 4.0, 9.0],
        &[9.0, 5.0, 9.0, 1.0],
    );
    let found = solve(&four, BestWorstModel::Linear);
    assert_eq!(found.consistency.threshold, Some(0.2681));
    assert_eq!(found.consistency.acceptable, Some(false));
    assert!(
        found
            .warnings
            .iter()
            .any(|w| w.code == "inconsistent_judgements")
    );
    assert_eq!(found.consistency.worst_criterion.as_deref(), Some("c"));
    // No threshold was published for a best 8.5 times the worst.
    let odd = judgements(
        &["a", "b", "c"],
        "a",
        "c",
        &[1.0, 2.0, 8.5],
        &[8.5, 5.0, 1.0],
    );
    let found = solve(&odd, BestWorstModel::Linear);
    assert_eq!(
        (found.consistency.threshold, found.consistency.acceptable),
        (None, None)
    );
    assert_eq!(found.warnings[0].code, "threshold_unknown");
}

#[test]
fn a_best_that_equals_the_worst_has_no_ratio() {
    let equal = judgements(&["a", "b", "c"], "a", "c", &[1.0; 3], &[1.0; 3]);
    let found = solve(&equal, BestWorstModel::Linear);
    close(&found.weights, &[1.0 / 3.0; 3], 1e-11);
    assert_eq!(
        (found.consistency.ratio, found.consistency.input_ratio),
        (None, Some(0.0))
    );
    assert_eq!(found.consistency.acceptable, Some(true));
    let torn = judgements(&["a", "b", "c"], "a", "c", &[1.0, 3.0, 1.0], &[1.0; 3]);
    let found = solve(&torn, BestWorstModel::Linear);
    assert_eq!(
        (found.consistency.input_ratio, found.consistency.acceptable),
        (None, Some(false))
    );
    assert!(found.xi > 0.0);
}

#[test]
fn bad_judgements_are_named() {
    type Change<'a> = &'a dyn Fn(&mut BestWorstJudgements);
    let cases: [(Change, &str, &str); 12] = [
        (
            &|g| g.best_to_others.truncate(2),
            "LengthMismatch",
            "bestToOthers",
        ),
        (
            &|g| g.others_to_worst.push(2.0),
            "LengthMismatch",
            "othersToWorst",
        ),
        (
            &|g| g.best_to_others[1] = 10.0,
            "OutOfRange",
            "bestToOthers[access]",
        ),
        (
            &|g| g.others_to_worst[1] = 0.5,
            "OutOfRange",
            "othersToWorst[access]",
        ),
        (
            &|g| g.others_to_worst[1] = f64::NAN,
            "NotFinite",
            "othersToWorst[access]",
        ),
        (
            &|g| g.best_to_others[2] = 2.0,
            "OutOfRange",
            "bestToOthers[cost]",
        ),
        (
            &|g| g.others_to_worst[0] = 2.0,
            "OutOfRange",
            "othersToWorst[load]",
        ),
        (
            &|g| g.others_to_worst[2] = 7.0,
            "OutOfRange",
            "othersToWorst[cost]",
        ),
        (&|g| g.worst = "cost".into(), "InvalidValue", "worst"),
        (&|g| g.best = "colour".into(), "InvalidValue", "best"),
        (
            &|g| g.criteria[1] = "load".into(),
            "InvalidValue",
            "criteria[1]",
        ),
        (&|g| g.criteria.truncate(1), "InsufficientData", "criteria"),
    ];
    for (change, code, path) in cases {
        let mut given = transport();
        change(&mut given);
        let error = best_worst(&given, &BestWorstOptions::default()).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, Some(path)), "{error}");
    }
}

proptest! {
    #[test]
    fn weights_reach_the_least_deviation(
        to_others in prop::collection::vec(1..=9_u8, 5..=5),
        to_worst in prop::collection::vec(1..=9_u8, 5..=5),
        span in 1..=9_u8,
    ) {
        let mut given = BestWorstJudgements {
            criteria: names(&["a", "b", "c", "d", "e"]),
            best: "b".into(),
            worst: "d".into(),
            best_to_others: to_others.into_iter().map(f64::from).collect(),
            others_to_worst: to_worst.into_iter().map(f64::from).collect(),
        };
        given.best_to_others[1] = 1.0;
        given.others_to_worst[3] = 1.0;
        given.best_to_others[3] = f64::from(span);
        given.others_to_worst[1] = f64::from(span);
        for model in MODELS {
            let found = solve(&given, model);
            let w = &found.weights;
            prop_assert!((w.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(w.iter().all(|weight| *weight >= 0.0));
            for ((weight, low), high) in w.iter().zip(&found.lower).zip(&found.upper) {
                prop_assert!(low <= &(high + 1e-9));
                let unique = found.warnings.iter().all(|w| w.code != "weights_not_unique");
                if unique {
                    prop_assert!((weight - low).abs() < 1e-5 && (high - weight).abs() < 1e-5);
                    let (best, worst) = (w[1], w[3]);
                    let j = found.weights.iter().position(|x| x == weight).unwrap();
                    let gaps = match model {
                        BestWorstModel::Linear => [
                            best - given.best_to_others[j] * weight,
                            weight - given.others_to_worst[j] * worst,
                        ],
                        BestWorstModel::Nonlinear => [
                            best / weight - given.best_to_others[j],
                            weight / worst - given.others_to_worst[j],
                        ],
                    };
                    let slack = 1e-4;
                    prop_assert!(gaps.iter().all(|gap| gap.abs() <= found.xi + slack), "{gaps:?} {}", found.xi);
                }
            }
            // An order of criteria is no reason for another answer.
            let mut turned = given.clone();
            turned.criteria.reverse();
            turned.best_to_others.reverse();
            turned.others_to_worst.reverse();
            let other = solve(&turned, model);
            prop_assert!((other.xi - found.xi).abs() < 1e-10);
            for (x, y) in other.weights.iter().rev().zip(w) {
                prop_assert!((x - y).abs() < 1e-6);
            }
        }
    }
}
