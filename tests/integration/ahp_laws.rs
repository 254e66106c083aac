//! What must hold of the indices and methods whatever the judgements are.

use crate::ahp::DIRECT;
use crate::ahp::consistent;
use crate::ahp::judgements;
use crate::ahp::ratios;
use crate::ahp::triangle;
use clientele::weighting::ahp::ConsistencyOptions;
use clientele::weighting::ahp::JudgementScale;
use clientele::weighting::ahp::PairwiseMatrix;
use clientele::weighting::ahp::PriorityMethod;
use proptest::prelude::*;

/// Steps of Saaty's scale for 3 to 9 criteria.
fn steps() -> impl Strategy<Value = Vec<f64>> {
    (3_usize..=9).prop_flat_map(|n| {
        let step = (1_i32..=9, any::<bool>())
            .prop_map(|(k, turned)| f64::from(k).powi(if turned { -1 } else { 1 }));
        prop::collection::vec(step, n * (n - 1) / 2)
    })
}

proptest! {
    #[test]
    fn three_criteria_follow_their_closed_forms(logs in prop::array::uniform3(-2.3..2.3_f64)) {
        // with e = ln(a12 a23 / a13): GCI = e²/3, Koczkodaj = 1 − exp(−|e|), CI* = e^e + e^−e − 2
        let matrix = triangle(&logs.map(f64::exp));
        let e = logs[0] + logs[2] - logs[1];
        let found = matrix.indices();
        prop_assert!((found.gci - e * e / 3.0).abs() < 1e-13);
        prop_assert!((found.koczkodaj - (1.0 - (-e.abs()).exp())).abs() < 1e-13);
        let scale = e.abs().exp();
        prop_assert!((found.pelaez_lamata - (e.exp() + (-e).exp() - 2.0)).abs() < 1e-13 * scale);
        let ordinal = matrix.ordinal_consistency();
        prop_assert!((ordinal.congruence - e.abs()).abs() < 1e-13);
        let circular = logs[0].signum() == logs[2].signum() && logs[0].signum() != logs[1].signum();
        prop_assert_eq!(ordinal.circular_triads, u32::from(circular));
    }

    #[test]
    fn judgements_that_agree_have_no_inconsistency_by_any_measure(values in ratios()) {
        let matrix = consistent(&values);
        let report = matrix.consistency_report(&ConsistencyOptions::default()).unwrap();
        let indices = &report.indices;
        for index in [
            indices.gci,
            indices.koczkodaj,
            indices.pelaez_lamata,
            indices.golden_wang,
            indices.harmonic,
            report.ordinal.congruence,
            report.ordinal.dissonance,
        ] {
            prop_assert!(index.abs() < 1e-9, "{:?}", indices);
        }
        prop_assert!(report.weight_errors.iter().all(|error| *error < 1e-12));
        prop_assert!(report.tables.iter().all(|table| table.cr < 1e-12 && table.consistent));
        prop_assert!(report.efficiency.efficient);
        prop_assert!(report.order_preservation.preserved, "{:?}", report.order_preservation);
        prop_assert_eq!(report.ordinal.circular_triads + report.ordinal.tied_triads, 0);
        let total: f64 = values.iter().sum();
        let squares = matrix.least_squares();
        prop_assert_eq!(squares.minima, 1);
        for (weight, value) in squares.weights.iter().zip(&values) {
            prop_assert!((weight - value / total).abs() < 1e-9);
        }
    }

    #[test]
    fn indices_do_not_depend_on_the_order_of_the_criteria((_, judgements) in judgements()) {
        // the criteria the other way round: the triangle is read from its end
        let matrix = triangle(&judgements);
        let n = matrix.size();
        let rows: Vec<Vec<f64>> = (0..n)
            .rev()
            .map(|i| (0..n).rev().map(|j| matrix.judgement(i, j).unwrap()).collect())
            .collect();
        let turned = PairwiseMatrix::try_from_rows(&rows, None).unwrap();
        let (one, other) = (matrix.indices(), turned.indices());
        for (a, b) in [
            (one.gci, other.gci),
            (one.koczkodaj, other.koczkodaj),
            (one.pelaez_lamata, other.pelaez_lamata),
            (one.golden_wang, other.golden_wang),
            (one.harmonic, other.harmonic),
        ] {
            prop_assert!((a - b).abs() <= 1e-11 * a.abs().max(1.0));
        }
        let (one, other) = (matrix.ordinal_consistency(), turned.ordinal_consistency());
        prop_assert_eq!(one.circular_triads, other.circular_triads);
        prop_assert_eq!(one.zeta, other.zeta);
    }

    #[test]
    fn geometric_means_are_always_efficient((_, judgements) in judgements()) {
        // Blanquero, Carrizosa and Conde (2006), corollary 7
        let matrix = triangle(&judgements);
        let weights = matrix.weights(PriorityMethod::GeometricMean);
        prop_assert!(matrix.efficiency(&weights).unwrap().efficient);
    }

    #[test]
    fn zeta_lies_between_nought_and_one_ties_or_not(judgements in steps()) {
        let found = triangle(&judgements).ordinal_consistency();
        let zeta = found.zeta.unwrap();
        prop_assert!((0.0..=1.0).contains(&zeta));
        prop_assert!(found.circular_triads <= found.most_circular_triads);
        prop_assert_eq!(zeta == 1.0, found.circular_triads == 0);
    }

    #[test]
    fn every_scale_keeps_the_order_and_the_reciprocals(judgements in steps()) {
        let matrix = triangle(&judgements);
        for scale in JudgementScale::ALL {
            let rescaled = matrix.on_scale(scale).unwrap();
            for (row, before) in rescaled.rows().zip(matrix.rows()) {
                for (value, old) in row.iter().zip(before) {
                    prop_assert_eq!(*value > 1.0, *old > 1.0, "{:?} {}", scale, old);
                }
            }
            for i in 0..matrix.size() {
                for j in 0..matrix.size() {
                    let (a, b) = (rescaled.judgement(i, j), rescaled.judgement(j, i));
                    prop_assert!((a.unwrap() * b.unwrap() - 1.0).abs() < 1e-12);
                }
            }
        }
        prop_assert_eq!(&matrix.on_scale(JudgementScale::Linear).unwrap(), &matrix);
    }

    #[test]
    fn reading_by_column_reverses_every_sentence(judgements in steps()) {
        let matrix = triangle(&judgements);
        let turned = matrix.transposed();
        for (row, column) in matrix.sentences().iter().zip(turned.sentences()) {
            prop_assert!((row.times - column.times).abs() < 1e-12 * row.times);
            if row.times > 1.0 {
                prop_assert_eq!((&row.a, &row.b), (&column.b, &column.a));
            }
        }
        prop_assert_eq!(&turned.transposed(), &matrix);
    }

    #[test]
    fn provenance_names_the_input_and_nothing_else_changes_it(judgements in steps()) {
        let matrix = triangle(&judgements);
        let hashes = PriorityMethod::ALL.map(|method| matrix.priorities(method).provenance.input_hash);
        prop_assert!(hashes.iter().all(|hash| *hash == hashes[0]));
        let mut other = judgements.clone();
        other[0] = if other[0] > 1.0 { 0.5 } else { 2.5 };
        let other = triangle(&other).priorities(PriorityMethod::RowMean).provenance.input_hash;
        prop_assert_ne!(&other, &hashes[0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn least_squares_fit_no_worse_than_any_other_method((n, judgements) in judgements()) {
        let matrix = triangle(&judgements);
        let found = matrix.least_squares();
        let distance = |weights: &[f64]| -> f64 {
            let rows = matrix.rows().enumerate();
            rows.map(|(i, row)| {
                let cells = row.iter().enumerate();
                cells.map(|(j, a)| (a - weights[i] / weights[j]).powi(2)).sum::<f64>()
            })
            .sum()
        };
        let own = distance(&found.weights);
        prop_assert!((own - found.objective).abs() <= 1e-9 * own.max(1.0));
        for method in DIRECT {
            prop_assert!(own <= distance(&matrix.weights(method)) * (1.0 + 1e-9) + 1e-18);
        }
        prop_assert_eq!(found.weights.len(), n);
        prop_assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-14);
        prop_assert!(found.weights.iter().all(|weight| *weight > 0.0));
        // whatever lowers every distance lowers their squares
        prop_assert!(!found.converged || matrix.efficiency(&found.weights).unwrap().efficient);
    }

    #[test]
    fn better_weights_are_efficient_and_nowhere_farther(
        (n, judgements) in judgements(),
        weights in prop::collection::vec(0.05..1.0_f64, 15),
    ) {
        let matrix = triangle(&judgements);
        let weights = &weights[..n];
        let found = matrix.efficiency(weights).unwrap();
        if let Some(better) = found.better {
            prop_assert!(matrix.efficiency(&better).unwrap().efficient);
            for (i, row) in matrix.rows().enumerate() {
                for (j, judgement) in row.iter().enumerate() {
                    let distance = |w: &[f64]| (judgement - w[i] / w[j]).abs();
                    prop_assert!(distance(&better) <= distance(weights) + 1e-9 * judgement.max(1.0));
                }
            }
        }
    }
}
