//! Laws of rankings.

use clientele::data::decision_matrix::DecisionMatrix;
use clientele::index::ranking::RankExtras;
use clientele::index::ranking::RankMethod;
use clientele::index::ranking::RankMethodName;
use clientele::index::ranking::RankScaling;
use clientele::index::ranking::Ranking;
use clientele::index::ranking::TopsisOptions;
use clientele::index::ranking::VikorOptions;
use clientele::index::ranking::WeightedSumOptions;
use clientele::index::ranking::rank;
use clientele::numeric::direction::Direction;
use clientele::numeric::direction::Direction::Benefit;
use clientele::numeric::direction::Direction::Cost;
use clientele::numeric::direction::Direction::Interval;
use clientele::numeric::direction::Direction::Target;
use proptest::prelude::*;

use super::entropy::matrix;

const SCALINGS: [RankScaling; 4] = [
    RankScaling::Minmax,
    RankScaling::MaxRatio,
    RankScaling::Sum,
    RankScaling::Vector,
];

const DIRECTIONS: [Direction; 4] = [Benefit, Cost, Target(5.0), Interval(2.0, 4.0)];

/// Every method with every scaling it has.
fn methods() -> Vec<RankMethod> {
    let mut methods: Vec<RankMethod> = RankMethodName::ALL
        .iter()
        .map(|name| name.with_defaults())
        .collect();
    for scaling in SCALINGS {
        methods.push(RankMethod::WeightedSum(WeightedSumOptions { scaling }));
        methods.push(RankMethod::Topsis(TopsisOptions {
            scaling,
            ..TopsisOptions::default()
        }));
    }
    methods
}

fn ranked(data: &DecisionMatrix, weights: &[f64], method: &RankMethod) -> Ranking {
    let extras = RankExtras {
        contributions: Some(true),
        compare: Some(false),
    };
    rank(data, weights, method, &extras).unwrap()
}

fn data(values: &[f64], directions: &[Direction]) -> DecisionMatrix {
    let rows: Vec<&[f64]> = values.chunks_exact(directions.len()).collect();
    matrix(&rows, directions)
}

/// Values above 0, few enough of them that ties are common.
fn values(count: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((1..=12_u8).prop_map(f64::from), count..=count)
}

fn weights() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.05_f64..1.0, 4..=4)
}

proptest! {
    #[test]
    fn ranks_follow_their_alternatives(values in values(24), weights in weights(), turn in 1..6_usize) {
        let turned: Vec<f64> = values[4 * turn..].iter().chain(&values[..4 * turn]).copied().collect();
        for method in methods() {
            let one = ranked(&data(&values, &DIRECTIONS), &weights, &method);
            let mut other = ranked(&data(&turned, &DIRECTIONS), &weights, &method);
            other.ranks.rotate_right(turn);
            prop_assert_eq!(&one.ranks, &other.ranks, "{:?}", method);
        }
    }

    #[test]
    fn the_unit_of_a_criterion_does_not_count(values in values(24), weights in weights(), unit in 0.01_f64..100.0) {
        let units = [unit, 3.0 * unit, 1.0 / unit, unit * unit];
        let directions = [Benefit, Cost, Target(5.0 * units[2]), Interval(2.0 * units[3], 4.0 * units[3])];
        let other: Vec<f64> = values.iter().enumerate().map(|(k, x)| x * units[k % 4]).collect();
        for method in methods() {
            let one = ranked(&data(&values, &DIRECTIONS), &weights, &method);
            let other = ranked(&data(&other, &directions), &weights, &method);
            for (x, y) in one.scores.iter().zip(&other.scores) {
                prop_assert!((x - y).abs() < 1e-9, "{method:?}: {x} is not {y}");
            }
        }
    }

    #[test]
    fn who_is_better_by_every_criterion_is_never_behind(
        values in values(24), weights in weights(), gains in prop::collection::vec(0.0_f64..3.0, 4..=4),
    ) {
        let directions = [Benefit, Cost, Benefit, Cost];
        let mut values: Vec<f64> = values.iter().map(|x| x + 3.0).collect();
        for (j, gain) in gains.iter().enumerate() {
            let sign = if j % 2 == 0 { 1.0 } else { -1.0 };
            values[j] = values[4 + j] + sign * gain;
        }
        for method in methods() {
            let found = ranked(&data(&values, &directions), &weights, &method);
            prop_assert!(found.ranks[0] <= found.ranks[1], "{method:?}: {:?}", found.scores);
        }
    }

    #[test]
    fn one_criterion_ranks_by_itself(values in values(7), place in 0..4_usize) {
        let direction = DIRECTIONS[place];
        for method in methods() {
            let found = ranked(&data(&values, &[direction]), &[2.0], &method);
            for (x, rank) in values.iter().zip(&found.ranks) {
                // Ratios see a target from both sides otherwise than distances do.
                let ratio = place >= 2 && found.provenance.settings.0.iter().any(|(_, setting)| {
                    *setting == "maxRatio".into()
                });
                if !ratio {
                    let better = values.iter().filter(|y| direction.shortfall(**y) < direction.shortfall(*x));
                    prop_assert_eq!(*rank as usize, better.count() + 1, "{:?}", method);
                }
            }
        }
    }

    #[test]
    fn scores_keep_their_range_and_parts_make_the_score(values in values(24), weights in weights()) {
        for method in methods() {
            let found = ranked(&data(&values, &DIRECTIONS), &weights, &method);
            prop_assert!(found.scores.iter().all(|score| (0.0..=1.0 + 1e-12).contains(score)), "{method:?}");
            let Some(parts) = &found.contributions else { continue };
            prop_assert_eq!(parts.len(), 4);
            for (i, score) in found.scores.iter().enumerate() {
                let own = parts.iter().map(|column| column[i]);
                let (made, score) = match &found.compromise {
                    Some(compromise) => (own.sum(), compromise.s[i]),
                    None if method.name() == RankMethodName::WeightedProduct => (own.product(), *score),
                    None => (own.sum::<f64>(), *score),
                };
                prop_assert!((made - score).abs() < 1e-12, "{method:?}");
            }
        }
    }

    #[test]
    fn only_the_ratios_of_weights_count(values in values(24), weights in weights(), factor in 0.01_f64..1e6) {
        let other: Vec<f64> = weights.iter().map(|weight| weight * factor).collect();
        for method in methods() {
            let one = ranked(&data(&values, &DIRECTIONS), &weights, &method);
            let other = ranked(&data(&values, &DIRECTIONS), &other, &method);
            for (x, y) in one.scores.iter().zip(&other.scores) {
                prop_assert!((x - y).abs() < 1e-10, "{method:?}");
            }
        }
    }

    #[test]
    fn a_criterion_without_weight_is_left_out(values in values(24), weights in weights()) {
        let three: Vec<f64> = values.chunks_exact(4).flat_map(|row| row[..3].to_vec()).collect();
        let mut without = weights.clone();
        without[3] = 0.0;
        for method in methods() {
            let one = ranked(&data(&values, &DIRECTIONS), &without, &method);
            let other = ranked(&data(&three, &DIRECTIONS[..3]), &weights[..3], &method);
            prop_assert_eq!(&one.scores, &other.scores, "{:?}", method);
        }
    }

    #[test]
    fn the_sum_of_regrets_is_what_the_weighted_sum_lacks(values in values(24), weights in weights()) {
        // S = Σ w (1 − y) and V = Σ w y
        let data = data(&values, &DIRECTIONS);
        let regret = ranked(&data, &weights, &RankMethod::Vikor(VikorOptions { v: 1.0 }));
        let sum = ranked(&data, &weights, &RankMethod::WeightedSum(WeightedSumOptions::default()));
        for (s, v) in regret.compromise.unwrap().s.iter().zip(&sum.scores) {
            prop_assert!((s + v - 1.0).abs() < 1e-12);
        }
        prop_assert_eq!(regret.ranks, sum.ranks);
    }

    #[test]
    fn a_cost_is_a_benefit_of_the_other_sign(values in values(12), weights in weights()) {
        let turned: Vec<f64> = values.iter().map(|x| -x).collect();
        for name in [RankMethodName::WeightedSum, RankMethodName::Topsis, RankMethodName::Vikor, RankMethodName::Gra] {
            let method = name.with_defaults();
            let one = ranked(&data(&values, &[Cost; 4]), &weights, &method);
            let other = ranked(&data(&turned, &[Benefit; 4]), &weights, &method);
            prop_assert_eq!(one.scores, other.scores);
        }
    }
}
