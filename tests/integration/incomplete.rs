//! Weights and consistency of incomplete judgements.

use clientele::weighting::ahp::CompletionMethod;
use clientele::weighting::ahp::ConsistencyOptions;
use clientele::weighting::ahp::IncompleteConsistencyOptions;
use clientele::weighting::ahp::IncompleteMatrix;
use clientele::weighting::ahp::Judgement;
use clientele::weighting::ahp::PairwiseMatrix;
use clientele::weighting::ahp::PriorityMethod;
use clientele::weighting::ahp::RandomIndex;
use clientele::weighting::ahp::RandomIndexSource;
use clientele::weighting::ahp::WorstPair;
use proptest::prelude::*;

/// Builds a matrix from its upper triangle: cells by blanks, rows by bars, `-` for a missing one.
pub(crate) fn upper(text: &str) -> IncompleteMatrix {
    let cells: Vec<Judgement> = text
        .split_whitespace()
        .filter(|cell| *cell != "|")
        .map(|cell| match cell {
            "-" => Judgement::Missing,
            cell => Judgement::from(cell),
        })
        .collect();
    IncompleteMatrix::try_from_upper_triangle(&cells, None).unwrap()
}

fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (x, y) in found.iter().zip(expected) {
        assert!((x - y).abs() <= tolerance, "{found:?} is not {expected:?}");
    }
}

fn consistency(matrix: &IncompleteMatrix) -> clientele::weighting::ahp::IncompleteConsistency {
    matrix
        .consistency(&IncompleteConsistencyOptions::default())
        .unwrap()
}

/// Half a unit of the sixth digit, to which the examples are printed.
const PRINTED: f64 = 5e-7;

#[test]
fn the_missing_judgement_of_four_criteria_is_the_optimal_one() {
    // Bozóki, Fülöp and Rónyai (2010), the matrix of AHPy's README with a34 missing; digits by numpy
    let matrix = upper("1 5 2 | 3 4 | -");
    let optimal = matrix.completion(CompletionMethod::LambdaOptimal).unwrap();
    assert!((optimal.filled[0].value - (8.0_f64 / 15.0).sqrt()).abs() < 1e-9);
    assert_close(
        &optimal.weights,
        &[0.373787, 0.391993, 0.098484, 0.135736],
        PRINTED,
    );
    assert!(optimal.converged && optimal.gap.unwrap() < 1e-10);
    let squares = matrix
        .completion(CompletionMethod::LogarithmicLeastSquares)
        .unwrap();
    assert_close(
        &squares.weights,
        &[0.374183, 0.391633, 0.098841, 0.135343],
        PRINTED,
    );
    let harker = matrix.completion(CompletionMethod::Harker).unwrap();
    assert_close(
        &harker.weights,
        &[0.373579, 0.392123, 0.098177, 0.136122],
        PRINTED,
    );
    assert!((harker.lambda_max - 4.092388).abs() < PRINTED);
    assert!(harker.lambda_max > optimal.lambda_max);
    // divided by the index of complete matrices of Donegan and Dodd (1991), .8286, as AHPy prints
    let ci = (optimal.lambda_max - 4.0) / 3.0;
    assert!((ci / 0.8286 - 0.0372).abs() < 5e-5);
    assert_eq!(optimal.provenance.others.len(), 2);
}

#[test]
fn a_chain_of_three_has_the_weights_of_harker() {
    // Harker (1987), Mathematical Modelling 9: B = [2 2 0; 1/2 1 2; 0 1/2 2], λ = 3, w = 4/7, 2/7, 1/7
    for method in CompletionMethod::ALL {
        let found = upper("2 - | 2").completion(method).unwrap();
        assert_close(&found.weights, &[4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0], 1e-14);
        assert!((found.lambda_max - 3.0).abs() < 1e-12);
        assert!((found.filled[0].value - 4.0).abs() < 1e-12);
        assert_eq!(found.rows[0].len(), 3);
    }
}

#[test]
fn judgements_that_agree_say_what_is_missing() {
    // weights .4 .3 .2 .1, a32 missing: ahpsurvey 0.4.2 imputes 1.217 where 2/3 is meant
    let matrix = upper("4/3 2 4 | - 3 | 2");
    for method in CompletionMethod::ALL {
        let found = matrix.completion(method).unwrap();
        assert_close(&found.weights, &[0.4, 0.3, 0.2, 0.1], 1e-12);
        assert!((found.rows[2][1] - 2.0 / 3.0).abs() < 1e-12);
    }
    assert!(consistency(&matrix).cr < 1e-12);
}

#[test]
fn a_missing_judgement_is_not_equal_importance() {
    // MCDM Studio takes a missing cell for 1
    let rows = [["1", "3", ""], ["1/3", "1", "3"], ["", "1/3", "1"]];
    let strict = PairwiseMatrix::try_from_rows(&rows, None).unwrap_err();
    assert_eq!(
        (strict.code(), strict.path()),
        ("MissingJudgement", Some("matrix[1][3]"))
    );
    let found = IncompleteMatrix::try_from_rows(&rows, None).unwrap();
    let filled = &found
        .completion(CompletionMethod::LambdaOptimal)
        .unwrap()
        .filled;
    assert!((filled[0].value - 9.0).abs() < 1e-9);
}

#[test]
fn groups_that_nothing_links_are_named_with_the_missing_link() {
    // AHPy 2.1 gives weights and a ratio of 0.0 for {ab: 3, cd: 2}
    let matrix = IncompleteMatrix::try_from_pairs(&[("a", "b", 3), ("c", "d", 2)], None).unwrap();
    assert_eq!(matrix.groups(), [["a", "b"], ["c", "d"]]);
    for method in CompletionMethod::ALL {
        let error = matrix.completion(method).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("Disconnected", Some("matrix"))
        );
        assert_eq!(
            error.to_string(),
            "matrix: no comparison links {a, b} and {c, d}; compare one of {a, b} with one of {c, d}"
        );
    }
    let error = matrix.consistency(&IncompleteConsistencyOptions::default());
    assert_eq!(error.unwrap_err().code(), "Disconnected");
    // AHPy 2.1 lets the last of two contradicting judgements win
    let twice = IncompleteMatrix::try_from_pairs(&[("a", "b", 3), ("b", "a", 3)], None);
    assert_eq!(twice.unwrap_err().code(), "NotReciprocal");
}

#[test]
fn the_random_index_of_incomplete_matrices_is_smaller() {
    // the code of AHPy 2.1 divides by the index of complete matrices
    let found = consistency(&upper("1 5 2 | 3 4 | -"));
    assert_eq!(found.ri_source, RandomIndexSource::Simulation);
    assert!(found.ri < 0.6 && found.ri_standard_error.unwrap() <= 0.003);
    assert!((found.cr - found.ci / found.ri).abs() < 1e-15);
    assert!(found.cr > 1.4 * found.ci / RandomIndex::Saaty2008.value(4).unwrap());
    assert_eq!(found.missing, 1);
}

#[test]
fn random_indices_agree_with_an_independent_simulation() {
    // scripts/references/random_index_incomplete.py
    let text = include_str!("../golden/random_index_incomplete.json");
    let golden: serde_json::Value = serde_json::from_str(text).unwrap();
    let entries = golden["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 7);
    for entry in entries {
        let n = entry["n"].as_u64().unwrap() as usize;
        let missing: Vec<(usize, usize)> =
            serde_json::from_value(entry["missing"].clone()).unwrap();
        let mut rows = vec![vec![Judgement::Number(1.0); n]; n];
        for (i, j) in missing {
            rows[i][j] = Judgement::Missing;
            rows[j][i] = Judgement::Missing;
        }
        let found = consistency(&IncompleteMatrix::try_from_rows(&rows, None).unwrap());
        let error = entry["standardError"].as_f64().unwrap() + found.ri_standard_error.unwrap();
        let mean = entry["mean"].as_f64().unwrap();
        assert!(
            (found.ri - mean).abs() < 3.0 * error,
            "{entry}: {}",
            found.ri
        );
    }
}

#[test]
fn random_indices_depend_on_the_graph_and_end_in_a_formula() {
    // Ágoston and Csató (2025), arXiv:2510.27011: two missing pairs that share a criterion or do not
    let shared = consistency(&upper("- - 1 | 1 1 | 1")).ri;
    let disjoint = consistency(&upper("- 1 1 | 1 1 | -")).ri;
    assert!(shared > disjoint + 0.03, "{shared} {disjoint}");
    // Ágoston and Csató (2022), eq. of the linear fit: (1 − 2m/((n−1)(n−2))) RI(n)
    let ten = vec![Judgement::Number(1.0); 45];
    let mut cells = ten.clone();
    cells[0] = Judgement::Missing;
    let matrix = IncompleteMatrix::try_from_upper_triangle(&cells, None).unwrap();
    for table in RandomIndex::ALL {
        let options = IncompleteConsistencyOptions {
            random_index: table,
            ..IncompleteConsistencyOptions::default()
        };
        let found = matrix.consistency(&options).unwrap();
        assert_eq!(found.ri_source, RandomIndexSource::Formula);
        assert_eq!(found.ri_standard_error, None);
        assert!((found.ri - table.value(10).unwrap() * (1.0 - 2.0 / 72.0)).abs() < 1e-12);
    }
    // four missing pairs of five criteria
    assert_eq!(
        consistency(&upper("- - - 1 | 1 1 - | 1 1 | 1")).ri_source,
        RandomIndexSource::Formula
    );
}

#[test]
fn the_formula_fits_the_simulation() {
    // Ágoston and Csató (2022): nearly linear in the number of missing pairs
    for (n, missing) in [
        (5, 1),
        (6, 1),
        (7, 1),
        (8, 1),
        (9, 1),
        (6, 3),
        (7, 3),
        (8, 3),
        (9, 3),
    ] {
        let mut cells = vec![Judgement::Number(1.0); n * (n - 1) / 2];
        cells[..missing].fill(Judgement::Missing);
        let matrix = IncompleteMatrix::try_from_upper_triangle(&cells, None).unwrap();
        let share = 1.0 - 2.0 * missing as f64 / ((n - 1) * (n - 2)) as f64;
        let formula = share * RandomIndex::AlonsoLamata2006.value(n).unwrap();
        let found = consistency(&matrix).ri;
        assert!(
            (found / formula - 1.0).abs() < 0.03,
            "{n} {missing}: {found} {formula}"
        );
    }
}

#[test]
fn a_tree_of_judgements_cannot_contradict_itself() {
    for text in ["3 | ", "9 - | 9", "9 - - | 9 - | 9", "2 3 4 | - - | -"] {
        let found = consistency(&upper(text));
        assert_eq!(
            (found.ri, found.cr, found.consistent),
            (0.0, 0.0, true),
            "{text}"
        );
        assert_eq!(found.worst_pair, None);
    }
}

#[test]
fn the_worst_of_the_judgements_there_are_is_named() {
    let found = consistency(&upper("2 4 1/8 16 | 2 4 - | 2 4 | 2"));
    let worst = found.worst_pair.unwrap();
    assert_eq!((worst.a.as_str(), worst.b.as_str()), ("1", "4"));
    assert!(!found.consistent);
}

#[test]
fn extreme_judgements_are_completed() {
    // a cycle of four that is off by the factor 1e36
    let matrix = upper(
        "1e9 - 1/1000000000 | 1000000000 - | 1000000000"
            .replace("1e9", "1000000000")
            .as_str(),
    );
    for method in CompletionMethod::ALL {
        let found = matrix.completion(method).unwrap();
        assert!(
            found.weights.iter().all(|w| w.is_finite() && *w > 0.0),
            "{method:?}"
        );
        assert!(found.converged, "{method:?}: {found:?}");
    }
    // fifteen criteria in a ring
    let ring: Vec<(String, String, f64)> = (0..15)
        .map(|i| {
            (
                i.to_string(),
                ((i + 1) % 15).to_string(),
                if i == 14 { 9.0 } else { 3.0 },
            )
        })
        .collect();
    let matrix = IncompleteMatrix::try_from_pairs(&ring, None).unwrap();
    let found = matrix.completion(CompletionMethod::LambdaOptimal).unwrap();
    assert!(found.converged && found.iterations < 30);
    assert_eq!(found.filled.len(), 90);
}

#[test]
fn nothing_judged_is_a_matrix_to_begin_with() {
    let matrix = upper("- - | -");
    assert_eq!(matrix.groups().len(), 3);
    assert_eq!(matrix.missing().len(), 3);
    assert_eq!(matrix.shape().rows[0], [Some(1.0), None, None]);
    let one = IncompleteMatrix::try_from_rows(&[[1.0]], None).unwrap();
    for method in CompletionMethod::ALL {
        assert_eq!(one.completion(method).unwrap().weights, [1.0]);
    }
    assert!(consistency(&one).consistent);
}

#[test]
fn a_threshold_that_is_no_ratio_is_rejected() {
    for threshold in [0.0, f64::NAN, 2.0] {
        let options = IncompleteConsistencyOptions {
            threshold,
            ..IncompleteConsistencyOptions::default()
        };
        let error = upper("2 - | 2").consistency(&options).unwrap_err();
        assert_eq!(error.path(), Some("threshold"));
    }
}

/// Judgements of n criteria, of which some are missing so that the others still link all.
fn incomplete(sizes: core::ops::RangeInclusive<usize>) -> impl Strategy<Value = IncompleteMatrix> {
    let cells = |n: usize| {
        let judgements =
            prop::collection::vec((-8_i8..=8, prop::bool::weighted(0.6)), n * (n - 1) / 2);
        judgements.prop_map(move |cells| {
            let value = |step: i8| {
                let size = f64::from(step.unsigned_abs()) + 1.0;
                if step < 0 { 1.0 / size } else { size }
            };
            let cells: Vec<Judgement> = cells
                .into_iter()
                .map(|(step, there)| {
                    if there {
                        Judgement::Number(value(step))
                    } else {
                        Judgement::Missing
                    }
                })
                .collect();
            IncompleteMatrix::try_from_upper_triangle(&cells, None).unwrap()
        })
    };
    sizes
        .prop_flat_map(cells)
        .prop_filter("linked", |matrix| matrix.groups().len() == 1)
}

/// The judged pairs.
fn edges(matrix: &IncompleteMatrix) -> Vec<(usize, usize, f64)> {
    let n = matrix.size();
    let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j)));
    pairs
        .filter_map(|(i, j)| Some((i, j, matrix.judgement(i, j)?)))
        .collect()
}

/// Logarithms of the weights along a tree, or nothing when the edges are none.
fn along_tree(n: usize, tree: &[&(usize, usize, f64)]) -> Option<Vec<f64>> {
    let mut known = vec![None; n];
    known[0] = Some(0.0);
    for _ in 0..n {
        for &&(i, j, value) in tree {
            match (known[i], known[j]) {
                (Some(y), None) => known[j] = Some(y - value.ln()),
                (None, Some(y)) => known[i] = Some(y + value.ln()),
                _ => {}
            }
        }
    }
    known.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Bozóki and Tsyganok (2019), theorem 1.
    #[test]
    fn least_squares_are_the_geometric_mean_of_all_spanning_trees(matrix in incomplete(2..=5)) {
        let n = matrix.size();
        let edges = edges(&matrix);
        let (mut sums, mut trees) = (vec![0.0; n], 0.0);
        for choice in 0_u32..1 << edges.len() {
            if choice.count_ones() as usize != n - 1 {
                continue;
            }
            let tree: Vec<_> = edges.iter().enumerate().filter(|(k, _)| choice >> k & 1 == 1).map(|(_, e)| e).collect();
            if let Some(logarithms) = along_tree(n, &tree) {
                trees += 1.0;
                for (sum, y) in sums.iter_mut().zip(&logarithms) {
                    *sum += y;
                }
            }
        }
        let means: Vec<f64> = sums.iter().map(|sum| (sum / trees).exp()).collect();
        let total: f64 = means.iter().sum();
        let found = matrix.completion(CompletionMethod::LogarithmicLeastSquares).unwrap();
        for (w, mean) in found.weights.iter().zip(&means) {
            prop_assert!((w - mean / total).abs() < 1e-12);
        }
    }

    #[test]
    fn no_other_completion_has_a_smaller_eigenvalue(
        matrix in incomplete(3..=7),
        moves in prop::collection::vec(-1.0_f64..1.0, 21),
        size in -6_i32..1,
    ) {
        let found = matrix.completion(CompletionMethod::LambdaOptimal).unwrap();
        prop_assert!(found.converged);
        let mut rows = found.rows.clone();
        for (pair, step) in found.filled.iter().zip(&moves) {
            let place = |name: &String| matrix.criteria().iter().position(|other| other == name).unwrap();
            let (i, j) = (place(&pair.a), place(&pair.b));
            rows[i][j] = pair.value * (step * 10_f64.powi(size)).exp();
            rows[j][i] = 1.0 / rows[i][j];
        }
        let other = PairwiseMatrix::try_from_rows(&rows, None).unwrap();
        let lambda = other.priorities(PriorityMethod::Eigenvector).lambda_max;
        prop_assert!(lambda >= found.lambda_max - found.gap.unwrap() - 1e-13 * lambda);
    }

    #[test]
    fn complete_judgements_have_the_weights_of_the_complete_methods(matrix in incomplete(2..=7)) {
        let completed = matrix.completed(CompletionMethod::LambdaOptimal).unwrap();
        let rows: Vec<Vec<f64>> = completed.rows().map(<[f64]>::to_vec).collect();
        let same = IncompleteMatrix::try_from_rows(&rows, None).unwrap();
        prop_assert!(same.missing().is_empty());
        for (method, complete) in [
            (CompletionMethod::LambdaOptimal, PriorityMethod::Eigenvector),
            (CompletionMethod::Harker, PriorityMethod::Eigenvector),
            (CompletionMethod::LogarithmicLeastSquares, PriorityMethod::GeometricMean),
        ] {
            let expected = completed.priorities(complete);
            let found = same.completion(method).unwrap();
            prop_assert!((found.lambda_max - expected.lambda_max).abs() < 1e-12 * expected.lambda_max);
            for (w, v) in found.weights.iter().zip(&expected.weights) {
                prop_assert!((w - v).abs() < 1e-13);
            }
        }
        let expected = completed.consistency(&ConsistencyOptions::default()).unwrap();
        let found = consistency(&same);
        prop_assert_eq!(found.ri_source, RandomIndexSource::Table);
        prop_assert!((found.cr - expected.cr).abs() < 1e-12);
        let names = |pair: Option<WorstPair>| pair.map(|pair| (pair.a, pair.b));
        prop_assert_eq!(names(found.worst_pair), names(expected.worst_pair));
    }

    #[test]
    fn the_order_of_the_criteria_does_not_matter(matrix in incomplete(3..=7), seed in any::<u64>()) {
        let n = matrix.size();
        let mut order: Vec<usize> = (0..n).collect();
        let mut random = clientele::numeric::random::Random::new(seed);
        for k in (1..n).rev() {
            order.swap(k, random.below(k as u64 + 1) as usize);
        }
        let cell = |i: usize, j: usize| matrix.judgement(i, j).map_or(Judgement::Missing, Judgement::Number);
        let rows: Vec<Vec<Judgement>> = order
            .iter()
            .map(|&i| order.iter().map(|&j| cell(i, j)).collect())
            .collect();
        let renamed = IncompleteMatrix::try_from_rows(&rows, None).unwrap();
        for method in CompletionMethod::ALL {
            let one = matrix.completion(method).unwrap().weights;
            let other = renamed.completion(method).unwrap().weights;
            for (place, &i) in order.iter().enumerate() {
                prop_assert!((other[place] - one[i]).abs() < 1e-9, "{method:?}");
            }
        }
        prop_assert!((consistency(&matrix).cr - consistency(&renamed).cr).abs() < 1e-9);
    }
}
