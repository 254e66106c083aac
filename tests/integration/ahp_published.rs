//! Published matrices, and what other programs get wrong about them.

use crate::ahp::assert_close;
use crate::ahp::upper;
use clientele::weighting::ahp::ConsistencyOptions;
use clientele::weighting::ahp::JudgementScale;
use clientele::weighting::ahp::PairwiseMatrix;
use clientele::weighting::ahp::PriorityMethod;
use clientele::weighting::ahp::RandomIndex;
use clientele::weighting::ahp::RandomIndexOrigin;

const EIGENVECTOR: PriorityMethod = PriorityMethod::Eigenvector;

fn weights(judgements: &str) -> Vec<f64> {
    upper(judgements).weights(EIGENVECTOR)
}

fn lambda(judgements: &str) -> f64 {
    upper(judgements).priorities(EIGENVECTOR).lambda_max
}

fn cr(judgements: &str, random_index: RandomIndex) -> f64 {
    let options = ConsistencyOptions {
        random_index,
        ..ConsistencyOptions::default()
    };
    upper(judgements).consistency(&options).unwrap().cr
}

#[test]
fn the_drinks_of_2008_have_their_consumption_and_every_index() {
    // US drink consumption: Saaty (2008), RACSAM 102(2); printed .177 .019 .042 .116 .190 .129 .327
    // and CR .022; the indices with more digits by numpy from their definitions
    let judgements =
        "9 5 2 1 1 1/2 | 1/3 1/9 1/9 1/9 1/9 | 1/3 1/4 1/3 1/9 | 1/2 1 1/3 | 2 1/2 | 1/3";
    let printed = [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327];
    assert_close(&weights(judgements), &printed, 0.0005, "printed");
    let expected = [
        (RandomIndex::Saaty1980, 0.022302),
        (RandomIndex::Saaty2008, 0.021806),
        (RandomIndex::AlonsoLamata2006, 0.021941),
        (RandomIndex::AlonsoLamataFit, 0.021974),
    ];
    for (table, ratio) in expected {
        assert_close(&[cr(judgements, table)], &[ratio], 5e-7, "CR");
    }
    // AHPy prints .0235 by Donegan and Dodd
    let ratio = cr(judgements, RandomIndex::DoneganDodd1991);
    assert_close(&[ratio], &[0.0235], 5e-5, "CR");
    let indices = upper(judgements).indices();
    assert_close(&[indices.gci], &[0.080363], 5e-7, "GCI");
    assert_close(&[indices.koczkodaj], &[2.0 / 3.0], 1e-12, "Koczkodaj");
}

#[test]
fn saatys_school_has_the_printed_weights_and_not_the_printed_eigenvalue() {
    // Saaty's choice of a school: weights .32 .14 .03 .13 .24 .14 as printed. The printed λ 7.49 and
    // CR .24 do not follow from the printed matrix: λ is 7.419870 and CR .2290 by the table of 1980.
    let school = "4 3 1 3 4 | 7 3 1/5 1 | 1/5 1/5 1/6 | 1 1/3 | 3";
    let printed = [0.32, 0.14, 0.03, 0.13, 0.24, 0.14];
    assert_close(&weights(school), &printed, 0.006, "school");
    assert_close(&[lambda(school)], &[7.419870], 5e-7, "school");
    let ratio = [cr(school, RandomIndex::Saaty1980)];
    assert_close(&ratio, &[0.2290], 5e-5, "school");
}

#[test]
fn saatys_chairs_are_as_bright_as_the_law_of_optics_says() {
    // Saaty (1977), the brightness of four chairs, two trials: .61 .24 .10 .05 with λ 4.39 and
    // .62 .22 .10 .06; the law says .61 .22 .11 .06
    let first = "5 6 7 | 4 6 | 4";
    let expected = [0.618669, 0.235323, 0.100934, 0.045074];
    assert_close(&weights(first), &expected, 5e-7, "first");
    assert_close(&[lambda(first)], &[4.390730], 5e-7, "first");
    let second = "4 6 7 | 3 4 | 2";
    let expected = [0.616823, 0.223829, 0.097234, 0.062114];
    assert_close(&weights(second), &expected, 5e-7, "second");
    assert_close(&[lambda(second)], &[4.102218], 5e-7, "second");
    let law = [0.61, 0.22, 0.11, 0.06];
    assert_close(&weights(second), &law, 0.015, "law");
}

#[test]
fn the_help_of_a_spreadsheet_prints_another_ratio_than_its_matrix_has() {
    // BPMSG's Excel template, help page: 27.9, 7.2 and 64.9 %. It prints λ 3.000 and CR 0.0 %, which
    // are those of the empty template; λ is 3.064888
    let help = "5 1/3 | 1/7";
    assert_close(&weights(help), &[0.279, 0.072, 0.649], 0.0005, "help");
    assert_close(&[lambda(help)], &[3.064888], 5e-7, "help");
    for (table, ratio) in [
        (RandomIndex::Saaty1980, 0.055938),
        (RandomIndex::AlonsoLamata2006, 0.061833),
        (RandomIndex::AlonsoLamataFit, 0.067704),
    ] {
        assert_close(&[cr(help, table)], &[ratio], 5e-7, "help");
    }
    assert_close(&[upper(help).indices().gci], &[0.193619], 5e-7, "GCI");
}

#[test]
fn the_column_mean_of_an_exam_question_is_its_printed_answer() {
    // 和积法 exam: .53 .22 .19 .06; the eigenvector is .534727 .217496 .188056 .059722
    let exam = "3 3 7 | 1 5 | 3";
    let found = upper(exam).priorities(PriorityMethod::ColumnMean);
    let expected = [0.532389, 0.219130, 0.187880, 0.060602];
    assert_close(&found.weights, &expected, 5e-7, "exam");
    assert_close(&[found.lambda_max], &[4.057619], 5e-7, "exam");
    let expected = [0.534727, 0.217496, 0.188056, 0.059722];
    assert_close(&weights(exam), &expected, 5e-7, "exam");
    assert_close(&[lambda(exam)], &[4.057089], 5e-7, "exam");
    // Energies 2026 prints the column mean of this one: .6333 .2605 .1062, λ 3.0387, CR .0334
    let found = upper("3 5 | 3").priorities(PriorityMethod::ColumnMean);
    assert_close(
        &found.weights,
        &[0.6333, 0.2605, 0.1062],
        5e-5,
        "Energies 2026",
    );
    assert_close(&[found.lambda_max], &[3.0387], 5e-5, "Energies 2026");
}

#[test]
fn the_two_textbook_matrices_have_both_sets_of_weights() {
    // Saaty's three by three, figures by numpy: eigenvector and column mean
    let three = "3 5 | 3";
    let found = upper(three).priorities(EIGENVECTOR);
    assert_close(&found.weights, &[0.636986, 0.258285, 0.104729], 5e-7, "3");
    assert_close(&[found.lambda_max], &[3.038511], 5e-7, "3");
    let options = ConsistencyOptions {
        random_index: RandomIndex::Saaty1980,
        ..ConsistencyOptions::default()
    };
    let ratio = upper(three).consistency(&options).unwrap();
    assert_close(&[ratio.ci, ratio.cr], &[0.019256, 0.033199], 5e-7, "3");
    let found = upper(three).priorities(PriorityMethod::ColumnMean);
    assert_close(&found.weights, &[0.633346, 0.260498, 0.106156], 5e-7, "3");
    assert_close(&[found.lambda_max], &[3.038715], 5e-7, "3");
    // 姜启源, 选择旅游地, by the column mean: the textbook prints λ 5.073, which is this one
    let five = "1/2 4 3 3 | 7 5 5 | 1/2 1/3 | 1";
    let found = upper(five).priorities(PriorityMethod::ColumnMean);
    let expected = [0.262281, 0.474395, 0.054492, 0.098534, 0.110298];
    assert_close(&found.weights, &expected, 5e-7, "5");
    assert_close(&[found.lambda_max], &[5.072932], 5e-7, "5");
}

#[test]
fn three_methods_agree_to_eight_digits_where_a_user_read_by_column() {
    // gluc/ahp issue 4: Saaty's cities, filled in column by column; the figures of the R package
    let rows = upper("1/5 3 1/2 5 | 7 1 7 | 1/4 3 | 7");
    let columns = rows.transposed();
    for (method, expected) in [
        (
            EIGENVECTOR,
            [0.12655215, 0.04583010, 0.26119217, 0.05845164, 0.50797395],
        ),
        (
            PriorityMethod::ColumnMean,
            [0.13099959, 0.04873300, 0.26082227, 0.05945257, 0.49999257],
        ),
        (
            PriorityMethod::GeometricMean,
            [0.12473441, 0.04501646, 0.26341235, 0.06047375, 0.50636303],
        ),
    ] {
        assert_close(&columns.weights(method), &expected, 1e-8, "by column");
    }
    let options = ConsistencyOptions {
        random_index: RandomIndex::Saaty1980,
        ..ConsistencyOptions::default()
    };
    let ratio = columns.consistency(&options).unwrap().cr;
    assert_close(&[ratio], &[0.05027572], 1e-8, "by column");
    // what shows the slip: the same cells say the opposite
    assert_eq!(
        rows.sentences()[0].en,
        "2 is 5 times as important as 1",
        "culture 1, family 2"
    );
    assert_eq!(
        columns.sentences()[0].en,
        "1 is 5 times as important as 2",
        "read by column"
    );
}

#[test]
fn three_nines_have_both_answers_of_two_programs() {
    // AHPy issue 8: npm `ahp` prints .72732531 .22116480 .05150990 and cr .54069065, AHPy .7785
    let nines = "9 9 | 9";
    let found = upper(nines).priorities(PriorityMethod::ColumnMean);
    let expected = [0.72732531, 0.22116480, 0.05150990];
    assert_close(&found.weights, &expected, 1e-8, "npm ahp");
    let expected = [0.77849057, 0.17992507, 0.04158436];
    assert_close(&weights(nines), &expected, 1e-8, "AHPy");
    let others = upper(nines).priorities(EIGENVECTOR).provenance.others;
    let column = others.iter().find(|o| o.method == "columnMean").unwrap();
    assert!((column.largest_difference - 0.05116526).abs() < 1e-8);
    assert!(column.same_order);
    // the row mean, which pyrepo-mcda calls the normalised column sum
    // (1 + 9 + 9) / (19 + 91/9 + 11/9)
    let found = upper(nines).weights(PriorityMethod::RowMean);
    assert_close(&found[..1], &[57.0 / 91.0], 1e-12, "row mean");
}

#[test]
fn a_ranking_becomes_the_matrix_of_pymcdm() {
    // pymcdm 1.4, AHP from the ranking [1, 2, 4, 3]
    let matrix = PairwiseMatrix::try_from_ranking(&[1.0, 2.0, 4.0, 3.0], None).unwrap();
    let expected = [0.48144852, 0.21998235, 0.13073309, 0.16783605];
    assert_close(&matrix.weights(EIGENVECTOR), &expected, 5e-9, "pymcdm");
    let alike = PairwiseMatrix::try_from_ranking(&[1.5, 1.5, 3.0], None).unwrap();
    assert_eq!(alike, upper("1 2 | 2"));
    for (ranking, code) in [
        (vec![1.0, 0.0], "NotPositive"),
        (vec![1.0, f64::NAN], "NotFinite"),
    ] {
        let error = PairwiseMatrix::try_from_ranking(&ranking, None).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, Some("ranking[1]")));
    }
    let named = PairwiseMatrix::try_from_ranking(&[1.0], Some(vec!["a".into(), "b".into()]));
    assert_eq!(named.unwrap_err().code(), "LengthMismatch");
    let empty = PairwiseMatrix::try_from_ranking(&[], None);
    assert_eq!(empty.unwrap_err().code(), "EmptyInput");
}

#[test]
fn the_eigenvector_of_bozoki_and_fulop_can_be_bettered() {
    // Bozóki and Fülöp (2018), section 1: .404518 .436173 .110295 .049014; raising the first to the
    // second brings it nearer to every judgement of it
    let matrix = upper("1 4 9 | 7 5 | 4");
    let own = matrix.weights(EIGENVECTOR);
    let expected = [0.404518, 0.436173, 0.110295, 0.049014];
    assert_close(&own, &expected, 5e-7, "printed");
    let better = matrix.efficiency(&own).unwrap().better.unwrap();
    let ratios = |w: &[f64]| [w[0] / w[1], w[0] / w[2], w[0] / w[3], w[1] / w[2]];
    let expected = [
        1.0,
        0.436173 / 0.110295,
        0.436173 / 0.049014,
        0.436173 / 0.110295,
    ];
    assert_close(&ratios(&better), &expected, 1e-4, "raised");
}

#[test]
fn the_order_of_intensities_of_bana_e_costa_and_vansnick_is_turned_round() {
    // Bana e Costa and Vansnick (2008), case 1: d against e is 7 and a against d 5, yet the
    // weights' ratio of a and d exceeds that of d and e; λ 5.23, CR .052 by the table of 1980
    let matrix = upper("2 3 5 9 | 2 4 9 | 2 8 | 7");
    let own = matrix.weights(EIGENVECTOR);
    let found = matrix.order_preservation(&own).unwrap();
    assert!(found.order.is_empty() && !found.preserved);
    let case = found
        .intensity
        .iter()
        .find(|turned| (turned.stronger, turned.weaker) == (7.0, 5.0))
        .unwrap();
    assert_eq!([&case.a, &case.b, &case.c, &case.d], ["4", "5", "1", "4"]);
    assert!(case.ratio < case.weaker_ratio);
}

#[test]
fn more_than_fifteen_criteria_say_where_their_random_index_is_from() {
    // pymcdm and pyDecision die with an IndexError, MCDM Studio takes 1.49 for all above ten
    let sixteen = PairwiseMatrix::try_from_rows(&vec![vec![1.0; 16]; 16], None).unwrap();
    let found = sixteen.consistency(&ConsistencyOptions::default()).unwrap();
    assert_eq!(found.random_index_origin, RandomIndexOrigin::LinearFit);
    // (1.7699 · 16 − 4.3513) / 15
    assert_close(&[found.ri], &[1.597_806_666_666_666_7], 1e-12, "RI(16)");
    let mut upper: Vec<f64> = vec![1.0; 120];
    upper[0] = 9.0;
    let matrix = PairwiseMatrix::try_from_upper_triangle(&upper, None).unwrap();
    for table in RandomIndex::ALL {
        let options = ConsistencyOptions {
            random_index: table,
            ..ConsistencyOptions::default()
        };
        let found = matrix.consistency(&options).unwrap();
        assert!(found.cr > 0.0 && found.cr.is_finite());
        let own = table == RandomIndex::DoneganDodd1991;
        assert_eq!(found.random_index_origin == RandomIndexOrigin::Table, own);
    }
}

#[test]
fn two_criteria_have_two_weights() {
    // pyrepo-mcda returns four numbers for a 2 × 2 matrix, pyDecision a ratio that is no number
    let two = upper("3");
    for method in PriorityMethod::ALL {
        assert_close(&two.weights(method), &[0.75, 0.25], 1e-12, "two");
    }
    let report = two
        .consistency_report(&ConsistencyOptions::default())
        .unwrap();
    assert!(report.tables.iter().all(|table| table.cr == 0.0));
    assert_eq!(report.ordinal.zeta, None);
    assert_eq!(report.indices.gci_threshold, None);
    assert!(report.efficiency.efficient);
    let one = PairwiseMatrix::try_from_rows(&[[1.0]], None).unwrap();
    let report = one
        .consistency_report(&ConsistencyOptions {
            method: PriorityMethod::LeastSquares,
            ..ConsistencyOptions::default()
        })
        .unwrap();
    assert_eq!(report.priorities.weights, [1.0]);
    assert_eq!(report.weight_errors, [0.0]);
}

#[test]
fn a_missing_cell_is_not_a_judgement_of_one() {
    // MCDM Studio takes a missing cell for 1
    let cells = [
        [Some(1.0), Some(2.0), None],
        [None, Some(1.0), Some(2.0)],
        [None, None, Some(1.0)],
    ];
    let names = ["Price", "Service", "Speed"].map(String::from).to_vec();
    let error = PairwiseMatrix::try_from_rows(&cells, Some(names)).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("MissingJudgement", Some("matrix[Price][Speed]"))
    );
}

#[test]
fn a_judgement_that_is_not_on_the_scale_cannot_be_rescaled() {
    let names = ["Price", "Service"].map(String::from).to_vec();
    let matrix = PairwiseMatrix::try_from_upper_triangle(&["1/12"], Some(names)).unwrap();
    for scale in JudgementScale::ALL {
        let found = matrix.on_scale(scale);
        if scale == JudgementScale::Linear {
            assert_eq!(found.unwrap(), matrix);
        } else {
            let error = found.unwrap_err();
            assert_eq!(
                (error.code(), error.path()),
                ("OutOfRange", Some("matrix[Price][Service]"))
            );
        }
    }
}

#[test]
fn weights_that_are_none_are_rejected_by_name() {
    let names = ["Price", "Service"].map(String::from).to_vec();
    let matrix = PairwiseMatrix::try_from_upper_triangle(&["3"], Some(names)).unwrap();
    for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let error = matrix.efficiency(&[0.5, bad]).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfRange", Some("weights[Service]"))
        );
        assert!(matrix.order_preservation(&[0.5, bad]).is_err());
    }
    assert_eq!(
        matrix.efficiency(&[1.0]).unwrap_err().code(),
        "LengthMismatch"
    );
}

#[test]
fn a_tie_between_two_that_a_third_tells_apart_is_counted_apart() {
    // all alike: nothing to contradict
    let found = upper("1 1 | 1").ordinal_consistency();
    assert_eq!((found.tied_triads, found.zeta), (0, Some(1.0)));
    // a = b = c, yet a before c
    let found = upper("1 3 | 1").ordinal_consistency();
    assert_eq!((found.tied_triads, found.circular_triads), (1, 0));
    // a = b, b before c, c before a
    let found = upper("1 1/3 | 3").ordinal_consistency();
    assert_eq!((found.tied_triads, found.circular_triads), (1, 0));
    // a = b, both before c
    let found = upper("1 3 | 2").ordinal_consistency();
    assert_eq!((found.tied_triads, found.circular_triads), (0, 0));
}

#[test]
fn thresholds_of_the_geometric_index_are_those_of_its_paper() {
    // Aguarón and Moreno-Jiménez (2003), table: .3147, .3526, .370 for a ratio of .1
    let threshold = |judgements: &str| upper(judgements).indices().gci_threshold;
    assert_eq!(threshold("3"), None);
    assert_eq!(threshold("3 5 | 2"), Some(0.3147));
    assert_eq!(threshold("3 5 7 | 2 3 | 2"), Some(0.3526));
    assert_eq!(threshold("1 1 1 1 | 1 1 1 | 1 1 | 1"), Some(0.37));
}
