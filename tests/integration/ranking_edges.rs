//! What rankings reject, and what they make of columns that say nothing.

use clientele::Error;
use clientele::data::decision_matrix::DecisionMatrix;
use clientele::index::ranking::GraOptions;
use clientele::index::ranking::RankExtras;
use clientele::index::ranking::RankMethod;
use clientele::index::ranking::RankMethodName;
use clientele::index::ranking::RankScaling;
use clientele::index::ranking::Ranking;
use clientele::index::ranking::VikorOptions;
use clientele::index::ranking::WaspasOptions;
use clientele::index::ranking::WeightedSumOptions;
use clientele::index::ranking::gra;
use clientele::index::ranking::rank;
use clientele::index::ranking::vikor;
use clientele::index::ranking::waspas;
use clientele::index::ranking::weighted_product;
use clientele::index::ranking::weighted_sum;
use clientele::numeric::direction::Direction;
use clientele::numeric::direction::Direction::Benefit;
use clientele::numeric::direction::Direction::Cost;
use clientele::numeric::direction::Direction::Interval;
use clientele::numeric::direction::Direction::Target;

use super::entropy::matrix;
use super::ranking::close;

const SCALINGS: [RankScaling; 4] = [
    RankScaling::Minmax,
    RankScaling::MaxRatio,
    RankScaling::Sum,
    RankScaling::Vector,
];

fn sum(data: &DecisionMatrix, weights: &[f64], scaling: RankScaling) -> Result<Ranking, Error> {
    weighted_sum(data, weights, &WeightedSumOptions { scaling })
}

fn all(data: &DecisionMatrix, weights: &[f64]) -> Vec<Ranking> {
    let extras = RankExtras::default();
    RankMethodName::ALL
        .iter()
        .filter_map(|name| rank(data, weights, &name.with_defaults(), &extras).ok())
        .collect()
}

fn codes(ranking: &Ranking) -> Vec<(&str, Option<&str>)> {
    ranking
        .warnings
        .iter()
        .map(|warning| (warning.code.as_str(), warning.subject.as_deref()))
        .collect()
}

fn fault<T: std::fmt::Debug>(result: Result<T, Error>) -> (&'static str, String) {
    let error = result.unwrap_err();
    (error.code(), error.path().unwrap_or_default().to_owned())
}

#[test]
fn weights_that_are_none_are_rejected_before_anything_is_compared_with_them() {
    let data = matrix(&[&[1.0, 2.0], &[3.0, 4.0]], &[Benefit, Cost]);
    let rejected = [
        (vec![0.5, f64::NAN], "NotFinite", "weights[c2]"),
        (vec![f64::INFINITY, 1.0], "NotFinite", "weights[c1]"),
        (vec![0.5, -0.1], "OutOfRange", "weights[c2]"),
        (vec![0.0, 0.0], "OutOfRange", "weights"),
        (vec![1.0], "LengthMismatch", "weights"),
    ];
    for (weights, code, path) in rejected {
        for name in RankMethodName::ALL {
            let method = name.with_defaults();
            let found = rank(&data, &weights, &method, &RankExtras::default());
            assert_eq!(fault(found), (code, path.to_owned()), "{name:?}");
        }
    }
}

#[test]
fn one_alternative_cannot_be_ranked() {
    let data = matrix(&[&[1.0, 2.0]], &[Benefit, Cost]);
    let found = fault(sum(&data, &[1.0, 1.0], RankScaling::Minmax));
    assert_eq!(found, ("InsufficientData", "data".to_owned()));
}

#[test]
fn a_column_of_zeros_is_fully_met_by_all_and_named() {
    // scikit-criteria issue 8: TOPSIS and the weighted sum gave NaN for columns of zeros
    let rows: [&[f64]; 3] = [&[1.0, 0.0, 5.0], &[2.0, 0.0, 5.0], &[3.0, 0.0, 5.0]];
    let data = matrix(&rows, &[Benefit, Cost, Benefit]);
    let weights = [0.5, 0.25, 0.25];
    for ranking in all(&data, &weights) {
        let method = ranking.provenance.method.as_str();
        assert_eq!(ranking.ranks, [3, 2, 1], "{method}");
        assert!(ranking.scores.iter().all(|score| score.is_finite()));
        let constant = |name| ("constant_column", Some(name));
        assert_eq!(codes(&ranking)[..2], [constant("c2"), constant("c3")]);
        // a product has no place for the zeros, and neither has the mixture
        let unsuited = "weightedProduct waspas".contains(method);
        assert!(!unsuited);
    }
    let without = matrix(&[&[1.0], &[2.0], &[3.0]], &[Benefit]);
    for scaling in SCALINGS {
        let with = sum(&data, &weights, scaling).unwrap();
        let without = sum(&without, &[1.0], scaling).unwrap();
        assert_eq!(with.order, without.order);
    }
    let found = sum(&data, &weights, RankScaling::Minmax).unwrap();
    close(&found.scores, &[0.5, 0.75, 1.0], 0.0);
}

#[test]
fn where_nothing_varies_all_share_the_first_rank() {
    let rows: [&[f64]; 3] = [&[2.0, 9.0, 4.0]; 3];
    let data = matrix(&rows, &[Benefit, Cost, Target(5.0)]);
    let rankings = all(&data, &[1.0, 1.0, 2.0]);
    assert_eq!(rankings.len(), 6);
    for ranking in rankings {
        assert_eq!(ranking.ranks, [1, 1, 1]);
        assert_eq!(ranking.order, [0, 1, 2]);
        let expected = match ranking.provenance.method.as_str() {
            "topsis" => 0.5,
            "vikor" => 0.0,
            _ => 1.0,
        };
        close(&ranking.scores, &[expected; 3], 0.0);
        assert!(codes(&ranking).contains(&("no_difference", None)));
    }
}

#[test]
fn products_name_the_cell_that_is_not_above_zero() {
    // xarray-spatial issue 1382: a weighted product of zeros was 0, of negative values NaN
    let path = |value: f64, weights: &[f64]| {
        let data = matrix(&[&[1.0, 3.0], &[2.0, value]], &[Benefit, Benefit]);
        (
            fault(weighted_product(&data, weights)),
            fault(waspas(&data, weights, &WaspasOptions::default())),
        )
    };
    for value in [0.0, -0.0, -4.0] {
        let named = ("OutOfRange", "data[1][c2]".to_owned());
        assert_eq!(path(value, &[0.5, 0.5]), (named.clone(), named));
    }
    // a constant column too, and not a criterion that is left out
    let zeros = matrix(&[&[1.0, 0.0], &[2.0, 0.0]], &[Benefit, Benefit]);
    let (code, path) = fault(weighted_product(&zeros, &[0.5, 0.5]));
    assert_eq!((code, path.as_str()), ("OutOfRange", "data[0][c2]"));
    let found = weighted_product(&zeros, &[1.0, 0.0]).unwrap();
    close(&found.scores, &[0.5, 1.0], 1e-15);
}

/// A criterion, its two values, how they are scaled, and the path of the error if it is one.
type ScalingCase<'a> = (&'a [Direction; 1], [f64; 2], RankScaling, Option<&'a str>);

#[test]
fn ratios_and_shares_name_what_they_have_no_place_for() {
    let cases: [ScalingCase<'_>; 11] = [
        (
            &[Cost],
            [0.0, 2.0],
            RankScaling::MaxRatio,
            Some("data[0][c1]"),
        ),
        (&[Cost], [3.0, 0.0], RankScaling::Sum, Some("data[1][c1]")),
        (
            &[Benefit],
            [3.0, -1.0],
            RankScaling::MaxRatio,
            Some("data[1][c1]"),
        ),
        (
            &[Benefit],
            [-3.0, 1.0],
            RankScaling::Sum,
            Some("data[0][c1]"),
        ),
        (&[Benefit], [0.0, 1.0], RankScaling::MaxRatio, None),
        (
            &[Target(0.0)],
            [3.0, 1.0],
            RankScaling::MaxRatio,
            Some("directions[c1].target"),
        ),
        (
            &[Interval(-1.0, 0.0)],
            [3.0, 1.0],
            RankScaling::MaxRatio,
            Some("directions[c1].interval[1]"),
        ),
        (
            &[Target(2.0)],
            [3.0, -1.0],
            RankScaling::MaxRatio,
            Some("data[1][c1]"),
        ),
        (&[Target(-2.0)], [3.0, -1.0], RankScaling::Sum, None),
        (&[Cost], [3.0, -1.0], RankScaling::Vector, None),
        (&[Cost], [0.0, -1.0], RankScaling::Minmax, None),
    ];
    for (directions, [x, y], scaling, expected) in cases {
        let data = matrix(&[&[x], &[y]], directions);
        let found = sum(&data, &[1.0], scaling);
        match expected {
            Some(path) => assert_eq!(fault(found), ("OutOfRange", path.to_owned())),
            None => assert!(found.unwrap().scores.iter().all(|score| score.is_finite())),
        }
    }
}

#[test]
fn methods_that_the_data_do_not_suit_are_not_compared() {
    let data = matrix(&[&[1.0, -3.0], &[2.0, 4.0]], &[Benefit, Cost]);
    let found = sum(&data, &[0.5, 0.5], RankScaling::Minmax).unwrap();
    let settings = serde_json::to_value(&found.provenance.settings).unwrap();
    let named = settings.to_string();
    assert!(
        named.contains(r#""notCompared":["weightedProduct","waspas"]"#),
        "{named}"
    );
    assert_eq!(found.provenance.others.len(), 3);
}

#[test]
fn directions_are_part_of_the_formula_not_a_change_of_the_data() {
    // POTATO issue 23: costs were scaled as benefits and inverted afterwards
    let data = matrix(&[&[10.0], &[20.0], &[40.0]], &[Cost]);
    let expected = [
        (RankScaling::Minmax, [1.0, 2.0 / 3.0, 0.0]),
        (RankScaling::MaxRatio, [1.0, 0.5, 0.25]),
        (RankScaling::Sum, [4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0]),
    ];
    for (scaling, scores) in expected {
        close(&sum(&data, &[1.0], scaling).unwrap().scores, &scores, 1e-15);
    }
    let length = 2100.0_f64.sqrt();
    let found = sum(&data, &[1.0], RankScaling::Vector).unwrap();
    let scores = [10.0, 20.0, 40.0].map(|x| 1.0 - x / length);
    close(&found.scores, &scores, 1e-15);
}

#[test]
fn values_that_float_can_just_hold_leave_every_score_finite() {
    let huge = f64::MAX;
    let rows: [&[f64]; 3] = [
        &[huge, -huge, huge],
        &[-huge, huge, 0.0],
        &[1.0, 0.0, -huge],
    ];
    let data = matrix(&rows, &[Benefit, Cost, Target(-huge)]);
    let rankings = all(&data, &[1.0, 1.0, 1.0]);
    assert_eq!(rankings.len(), 4);
    for ranking in rankings {
        assert!(ranking.scores.iter().all(|score| score.is_finite()));
    }
    let tiny = matrix(&[&[5e-324, huge], &[1e-323, 5e-324]], &[Benefit, Benefit]);
    for ranking in all(&tiny, &[1.0, 1.0]) {
        assert!(ranking.scores.iter().all(|score| score.is_finite()));
    }
}

#[test]
fn options_out_of_range_are_named() {
    let data = matrix(&[&[1.0, 2.0], &[3.0, 4.0]], &[Benefit, Cost]);
    let weights = [0.5, 0.5];
    for value in [-0.1, 1.1] {
        let found = fault(vikor(&data, &weights, &VikorOptions { v: value }));
        assert_eq!(found, ("OutOfRange", "options.v".to_owned()));
        let found = fault(waspas(&data, &weights, &WaspasOptions { lambda: value }));
        assert_eq!(found, ("OutOfRange", "options.lambda".to_owned()));
    }
    let grey = |rho: f64, reference: Option<Vec<f64>>| {
        fault(gra(&data, &weights, &GraOptions { rho, reference }))
    };
    for rho in [0.0, -0.5, 1.5] {
        assert_eq!(grey(rho, None), ("OutOfRange", "options.rho".to_owned()));
    }
    assert_eq!(grey(f64::NAN, None).0, "NotFinite");
    let (code, path) = grey(0.5, Some(vec![1.0]));
    assert_eq!(
        (code, path.as_str()),
        ("LengthMismatch", "options.reference")
    );
    for value in [f64::NAN, f64::INFINITY] {
        let (code, path) = grey(0.5, Some(vec![1.0, value]));
        assert_eq!(
            (code, path.as_str()),
            ("NotFinite", "options.reference[c2]")
        );
    }
}

/// Regrets of two criteria of weight ½, given as shares of the worst: S and R follow by hand.
fn vikor_of(regrets: &[&[f64]], v: f64) -> Ranking {
    let data = matrix(regrets, &[Cost, Cost]);
    vikor(&data, &[0.5, 0.5], &VikorOptions { v }).unwrap()
}

#[test]
fn vikor_gives_a_set_where_the_first_is_not_far_enough_ahead() {
    // regrets from 0 to 1 by both criteria: S = .05 .1 .5 1, R = .05 .05 .5 .5,
    // Q = (S − .05) / 1.9 + (R − .05) / .9: 0 .0263 .7368 1; DQ = 1/3
    let found = vikor_of(&[&[0.0, 0.1], &[0.1, 0.1], &[1.0, 0.0], &[1.0, 1.0]], 0.5);
    let compromise = found.compromise.unwrap();
    close(&compromise.s, &[0.05, 0.1, 0.5, 1.0], 1e-15);
    close(&compromise.r, &[0.05, 0.05, 0.5, 0.5], 1e-15);
    assert_eq!(compromise.s_ranks, [1, 2, 3, 4]);
    assert_eq!(compromise.r_ranks, [1, 1, 3, 3]);
    assert!(!compromise.acceptable_advantage && compromise.acceptable_stability);
    assert_eq!(compromise.set, [0, 1]);
    assert_eq!(found.warnings[0].code, "no_clear_best");
}

#[test]
fn vikor_gives_the_first_two_where_only_stability_fails() {
    // S = .5 .45 .58 .5 1 …, R = .3 .45 .29 .5 .5 …: the second is the best by S, the third by R, the
    // first by neither. Q = .5 (S − .45) / .55 + .5 (R − .29) / .21, DQ = 1/21
    let mut rows: Vec<&[f64]> = vec![&[0.6, 0.4], &[0.9, 0.0], &[0.58, 0.58], &[0.0, 1.0]];
    rows.extend([&[1.0, 1.0] as &[f64]; 18]);
    let found = vikor_of(&rows, 0.5);
    let first = 0.025 / 0.55 + 0.005 / 0.21;
    close(&found.scores[..1], &[first], 1e-12);
    close(&found.scores[2..3], &[0.065 / 0.55], 1e-12);
    let compromise = found.compromise.unwrap();
    assert!(compromise.acceptable_advantage && !compromise.acceptable_stability);
    assert_eq!(compromise.set, [0, 2]);
}

#[test]
fn vikor_shares_ranks_and_puts_all_firsts_into_the_set() {
    let found = vikor_of(&[&[0.0, 1.0], &[1.0, 0.0], &[1.0, 1.0]], 0.5);
    assert_eq!(found.ranks, [1, 1, 3]);
    let compromise = found.compromise.unwrap();
    assert_eq!(compromise.set, [0, 1]);
    assert!(!compromise.acceptable_advantage && compromise.acceptable_stability);
    // two alternatives, one better throughout: DQ = 1 = Q(second) − Q(first)
    let found = vikor_of(&[&[0.0, 0.0], &[1.0, 1.0]], 0.3);
    assert_eq!(found.compromise.unwrap().set, [0]);
}

#[test]
fn long_lists_are_ranked_without_extras_unless_asked() {
    let values: Vec<f64> = (0..20_002).map(|i| f64::from(i % 977)).collect();
    let rows: Vec<&[f64]> = values.chunks_exact(2).collect();
    let data = matrix(&rows, &[Benefit, Cost]);
    let method = RankMethod::Topsis(clientele::index::ranking::TopsisOptions::default());
    let found = rank(&data, &[0.6, 0.4], &method, &RankExtras::default()).unwrap();
    assert!(found.provenance.others.is_empty());
    let method = RankMethodName::WeightedSum.with_defaults();
    let found = rank(&data, &[0.6, 0.4], &method, &RankExtras::default()).unwrap();
    assert_eq!((found.ranks.len(), found.contributions), (10_001, None));
    let extras = RankExtras {
        contributions: Some(true),
        compare: Some(true),
    };
    let found = rank(&data, &[0.6, 0.4], &method, &extras).unwrap();
    assert_eq!(found.contributions.unwrap()[1].len(), 10_001);
    assert_eq!(found.provenance.others.len(), 3);
}
