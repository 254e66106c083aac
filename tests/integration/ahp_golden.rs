//! Pairwise matrices against LAPACK and the definitions of the papers, computed apart
//! (scripts/references/ahp.py).

use crate::ahp::assert_close;
use clientele::weighting::ahp::ConsistencyOptions;
use clientele::weighting::ahp::PairwiseMatrix;
use clientele::weighting::ahp::PriorityMethod;
use serde_json::Value;

fn golden() -> Vec<Value> {
    serde_json::from_str(include_str!("../golden/ahp.json")).unwrap()
}

fn matrix(entry: &Value) -> PairwiseMatrix {
    let upper: Vec<&str> = entry["upper"].as_str().unwrap().split(' ').collect();
    PairwiseMatrix::try_from_upper_triangle(&upper, None).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().unwrap();
    list.iter().map(|number| number.as_f64().unwrap()).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

/// The matrices of which more is known than the eigenvector.
fn described() -> Vec<Value> {
    let all = golden().into_iter();
    let described: Vec<Value> = all.filter(|entry| entry.get("indices").is_some()).collect();
    assert!(described.len() > 100);
    described
}

#[test]
fn three_hundred_eigenvectors_agree_with_lapack_to_twelve_digits() {
    let all = golden();
    assert!(all.len() > 300);
    for entry in all {
        let found = matrix(&entry).priorities(PriorityMethod::Eigenvector);
        let context = entry["upper"].as_str().unwrap();
        assert_close(
            &found.weights,
            &numbers(&entry["eigenvector"]),
            1e-12,
            context,
        );
        let ratio = found.lambda_max / number(&entry["lambda"]);
        assert_close(&[ratio], &[1.0], 1e-12, context);
        assert!(found.converged && found.warnings.is_empty(), "{context}");
    }
}

#[test]
fn the_means_and_the_errors_are_those_of_their_formulas() {
    for entry in described() {
        let matrix = matrix(&entry);
        let context = entry["upper"].as_str().unwrap();
        for (method, key) in [
            (PriorityMethod::GeometricMean, "geometricMean"),
            (PriorityMethod::ColumnMean, "columnMean"),
            (PriorityMethod::RowMean, "rowMean"),
        ] {
            let found = matrix.priorities(method).weights;
            assert_close(&found, &numbers(&entry[key]), 1e-14, context);
        }
        let priorities = matrix.priorities(PriorityMethod::Eigenvector);
        let errors = matrix.weight_errors(&priorities);
        assert_close(&errors, &numbers(&entry["errors"]), 1e-12, context);
    }
}

#[test]
fn provenance_says_how_far_the_other_methods_lie() {
    for entry in described() {
        let own = numbers(&entry["eigenvector"]);
        let found = matrix(&entry).priorities(PriorityMethod::Eigenvector);
        let provenance = found.provenance;
        assert_eq!(provenance.method, "eigenvector");
        let codes: Vec<&str> = provenance
            .others
            .iter()
            .map(|o| o.method.as_str())
            .collect();
        assert_eq!(codes, ["geometricMean", "columnMean", "rowMean"]);
        for other in provenance.others {
            let theirs = numbers(&entry[other.method.as_str()]);
            let gaps = own.iter().zip(&theirs).map(|(a, b)| (a - b).abs());
            let largest = gaps.fold(0.0, f64::max);
            assert!((other.largest_difference - largest).abs() < 1e-12);
        }
    }
}

#[test]
fn the_indices_are_those_of_their_papers() {
    for entry in described() {
        let found = matrix(&entry).indices();
        let expected = &entry["indices"];
        let context = entry["upper"].as_str().unwrap();
        for (value, key) in [
            (found.gci, "gci"),
            (found.koczkodaj, "koczkodaj"),
            (found.pelaez_lamata, "pelaezLamata"),
            (found.golden_wang, "goldenWang"),
            (found.harmonic, "harmonic"),
        ] {
            let scale = number(&expected[key]).abs().max(1.0);
            assert_close(
                &[value / scale],
                &[number(&expected[key]) / scale],
                1e-12,
                &format!("{context} {key}"),
            );
        }
    }
}

#[test]
fn circular_triads_and_dissonance_are_those_of_plain_counting() {
    for entry in described() {
        let found = matrix(&entry).ordinal_consistency();
        let expected = &entry["ordinal"];
        let context = entry["upper"].as_str().unwrap();
        assert_eq!(
            [
                u64::from(found.circular_triads),
                u64::from(found.tied_triads)
            ],
            ["circular", "tied"].map(|key| expected[key].as_u64().unwrap()),
            "{context}"
        );
        assert_close(
            &[found.congruence, found.dissonance],
            &[
                number(&expected["congruence"]),
                number(&expected["dissonance"]),
            ],
            1e-12,
            context,
        );
        assert!(found.cycles.len() <= found.circular_triads as usize);
    }
}

#[test]
fn the_order_is_turned_round_as_often_as_plain_counting_finds() {
    for entry in described() {
        let matrix = matrix(&entry);
        let weights = matrix.weights(PriorityMethod::Eigenvector);
        let found = matrix.order_preservation(&weights).unwrap();
        let context = entry["upper"].as_str().unwrap();
        let counts = [found.order.len() as u64, u64::from(found.intensity_count)];
        let expected = ["pop", "poip"].map(|key| entry["order"][key].as_u64().unwrap());
        assert_eq!(counts, expected, "{context}");
        assert_eq!(found.preserved, expected == [0, 0]);
        assert_eq!(found.intensity.len() as u64, expected[1].min(100));
        for turned in &found.intensity {
            assert!(turned.stronger > turned.weaker && turned.weaker > 1.0);
            assert!(turned.ratio <= turned.weaker_ratio * (1.0 + 1e-9));
        }
    }
}

#[test]
fn efficiency_agrees_with_the_linear_program() {
    let mut inefficient = 0;
    for entry in described() {
        let matrix = matrix(&entry);
        let context = entry["upper"].as_str().unwrap();
        let counted: Vec<f64> = (1..=matrix.size()).map(|i| i as f64).collect();
        let vectors = [
            matrix.weights(PriorityMethod::Eigenvector),
            matrix.weights(PriorityMethod::RowMean),
            counted,
        ];
        for (weights, expected) in vectors.iter().zip(entry["efficient"].as_array().unwrap()) {
            let found = matrix.efficiency(weights).unwrap();
            assert_eq!(found.efficient, expected.as_bool().unwrap(), "{context}");
            assert_eq!(found.better.is_none(), found.efficient);
            if let Some(better) = found.better {
                inefficient += 1;
                assert_dominates(&matrix, &better, weights, context);
                assert!(matrix.efficiency(&better).unwrap().efficient, "{context}");
            }
        }
    }
    assert!(inefficient > 40);
}

/// Whether every ratio of `better` is at least as near to its judgement, and one nearer.
fn assert_dominates(matrix: &PairwiseMatrix, better: &[f64], weights: &[f64], context: &str) {
    let mut gained: f64 = 0.0;
    for (i, row) in matrix.rows().enumerate() {
        for (j, judgement) in row.iter().enumerate() {
            let distance = |w: &[f64]| (judgement - w[i] / w[j]).abs();
            let gain = distance(weights) - distance(better);
            assert!(gain >= -1e-9 * judgement.max(1.0), "{context} {i} {j}");
            gained = gained.max(gain);
        }
    }
    assert!(gained > 1e-6, "{context}");
}

#[test]
fn least_squares_are_no_higher_than_the_best_of_sixty_searches() {
    let mut several = 0;
    for entry in described() {
        let Some(expected) = entry.get("leastSquares") else {
            continue;
        };
        let found = matrix(&entry).least_squares();
        let context = entry["upper"].as_str().unwrap();
        let objective = number(&expected["objective"]);
        assert!(
            (found.objective - objective).abs() <= 1e-9 * objective.max(1.0),
            "{context}: {} {objective}",
            found.objective
        );
        assert!(found.converged && found.strict_minimum, "{context}");
        // a Newton step from here would move no logarithm by more than 1e-9
        assert!(found.gradient_norm <= 1e-6, "{context}");
        let minima = expected["minima"].as_u64().unwrap();
        assert_eq!(u64::from(found.minima), minima, "{context}");
        several += u32::from(minima > 1);
        let priorities = matrix(&entry).priorities(PriorityMethod::LeastSquares);
        let codes: Vec<&str> = priorities
            .warnings
            .iter()
            .map(|warning| warning.code.as_str())
            .collect();
        assert_eq!(
            codes,
            if minima > 1 {
                vec!["several_minima"]
            } else {
                vec![]
            }
        );
        assert_eq!(priorities.weights, found.weights);
    }
    assert_eq!(several, 2);
}

#[test]
fn the_report_puts_all_of_it_side_by_side() {
    for entry in described() {
        let matrix = matrix(&entry);
        let options = ConsistencyOptions::default();
        let report = matrix.consistency_report(&options).unwrap();
        let headline = matrix.consistency(&options).unwrap();
        assert_eq!(report.consistency, headline);
        let same = report.tables.iter().find(|table| table.cr == headline.cr);
        assert!(same.is_some());
        for table in &report.tables {
            assert_eq!(table.ri, table.random_index.value(matrix.size()).unwrap());
            assert_eq!(table.consistent, table.cr < 0.1);
            if matrix.size() > 2 {
                assert_close(&[table.cr], &[headline.ci / table.ri], 1e-15, "cr");
            }
        }
        assert_eq!(report.indices, matrix.indices());
        assert_eq!(report.ordinal, matrix.ordinal_consistency());
    }
}
