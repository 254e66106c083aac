//! Simulates the random indices of incomplete matrices: the mean consistency index of random
//! judgements from which one to three pairs are missing, completed so that the largest eigenvalue is
//! smallest.
//!
//! ```text
//! cargo run --release --example random_index -- [--draws 300000]
//! ```
//!
//! It prints the table of `src/weighting/ahp/random_index_incomplete.rs`, the same for the same
//! number of draws. Every graph has its own stream of random numbers.
//!
//! Ágoston, K. Cs. and Csató, L. (2022), Omega 108, 102576, say what is simulated;
//! `scripts/references/random_index_incomplete.py` simulates some of it another way.
#![allow(
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a program that measures and stops at the first surprise"
)]

use clientele::numeric::random::Random;
use clientele::weighting::ahp::CompletionMethod;
use clientele::weighting::ahp::IncompleteMatrix;
use clientele::weighting::ahp::Judgement;
use clientele::weighting::ahp::PriorityMethod;

const SEED: u64 = 2022;

/// The missing pairs, in the order of the table.
const SHAPES: [&[(usize, usize)]; 8] = [
    &[(0, 1)],
    &[(0, 1), (1, 2)],
    &[(0, 1), (2, 3)],
    &[(0, 1), (1, 2), (0, 2)],
    &[(0, 1), (0, 2), (0, 3)],
    &[(0, 1), (1, 2), (2, 3)],
    &[(0, 1), (1, 2), (3, 4)],
    &[(0, 1), (2, 3), (4, 5)],
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let draws = match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => 300_000,
        (Some("--draws"), Some(draws)) => draws.parse().unwrap(),
        _ => panic!("--draws N"),
    };
    for n in 4..=9 {
        let cells = (0_u64..).zip(SHAPES).map(|(shape, missing)| {
            let fits = missing.iter().all(|&(_, j)| j < n);
            // as many judgements as a tree has cannot contradict each other
            if !fits || missing.len() * 2 >= (n - 1) * (n - 2) {
                return "(0.0, 0.0)".to_owned();
            }
            let stream = 10 * n as u64 + shape;
            let (mean, error) = simulate(n, missing, draws, Random::stream(SEED, stream));
            format!("({mean:.4}, {error:.4})")
        });
        println!("    [{}],", cells.collect::<Vec<_>>().join(", "));
    }
}

/// Returns the mean consistency index and its standard error.
fn simulate(n: usize, missing: &[(usize, usize)], draws: u32, mut random: Random) -> (f64, f64) {
    let (mut sum, mut squares) = (0.0, 0.0);
    let mut cells = vec![Judgement::Missing; n * (n - 1) / 2];
    for _ in 0..draws {
        let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
        for (cell, pair) in cells.iter_mut().zip(pairs) {
            if !missing.contains(&pair) && !missing.contains(&(pair.1, pair.0)) {
                *cell = Judgement::Number(saaty(random.below(17)));
            }
        }
        let matrix = IncompleteMatrix::try_from_upper_triangle(&cells, None).unwrap();
        let completed = matrix.completed(CompletionMethod::LambdaOptimal).unwrap();
        let lambda = completed.priorities(PriorityMethod::Eigenvector).lambda_max;
        let index = (lambda - n as f64) / (n - 1) as f64;
        sum += index;
        squares += index * index;
    }
    let draws = f64::from(draws);
    let mean = sum / draws;
    (mean, ((squares / draws - mean * mean) / draws).sqrt())
}

/// One of 1/9, 1/8, …, 1, …, 8, 9.
fn saaty(place: u64) -> f64 {
    if place < 8 {
        1.0 / (9 - place) as f64
    } else {
        (place - 7) as f64
    }
}
