//! SERVQUAL, SERVPERF, the five gaps, benchmarks and blueprints against worked examples of ours, computed
//! apart by hand and in `NumPy`.

use crate::entropy::close;
use clientele::numeric::direction::Direction;
use clientele::perceived::service_quality::*;
use proptest::prelude::*;

/// Made-up answers of one respondent to 22 items: expectations, perceptions.
const E: [f64; 22] = [
    6.0, 6.0, 5.0, 6.0, 7.0, 7.0, 7.0, 6.0, 7.0, 7.0, 6.0, 6.0, 6.0, 7.0, 7.0, 6.0, 6.0, 6.0, 5.0,
    5.0, 6.0, 6.0,
];
const P: [f64; 22] = [
    6.0, 5.0, 6.0, 6.0, 6.0, 6.0, 5.0, 6.0, 7.0, 5.0, 6.0, 5.0, 6.0, 6.0, 7.0, 6.0, 6.0, 5.0, 5.0,
    4.0, 5.0, 6.0,
];

fn weighted() -> ServqualOptions {
    ServqualOptions {
        weights: Some(vec![11.0, 32.0, 23.0, 19.0, 15.0]),
        ..ServqualOptions::default()
    }
}

fn small(items: u32) -> ServqualOptions {
    ServqualOptions {
        dimensions: vec![ServiceDimension {
            code: "reliability".into(),
            items,
        }],
        ..ServqualOptions::default()
    }
}

#[test]
fn servqual_and_servperf_match_the_worked_example() {
    let found = servqual(&P, &E, &weighted()).unwrap();
    let scores: Vec<f64> = found
        .dimensions
        .iter()
        .map(|own| own.score.unwrap())
        .collect();
    close(&scores, &[0.0, -0.8, -0.75, -0.25, -0.6], 1e-12);
    close(
        &[
            found.unweighted.unwrap(),
            found.weighted.unwrap(),
            found.percent.unwrap(),
        ],
        &[-0.48, -0.566, 45.283333],
        5e-7,
    );
    assert_eq!(found.verdict.as_ref().unwrap().code, "servqual.below");
    let verdict = found.dimensions[0].verdict.as_ref().unwrap();
    assert_eq!(verdict.code, "servqual.meets");
    // points of 100 are weights like any other
    assert!(found.warnings.is_empty());
    let found = servperf(&P, &weighted()).unwrap();
    close(&[found.weighted.unwrap()], &[5.755], 1e-12);
    close(
        &[found.percent.unwrap()],
        &[100.0 * (5.755 - 1.0) / 6.0],
        1e-12,
    );
    assert_eq!(found.verdict, None);
}

#[test]
fn the_first_edition_turns_nine_items() {
    // items 10 to 13 and 18 to 22 answered the other way round say the same
    let turn = |answers: [f64; 22]| {
        let mut answers = answers;
        for item in (9..=12).chain(17..=21) {
            answers[item] = 8.0 - answers[item];
        }
        answers
    };
    let options = ServqualOptions {
        edition: ServqualEdition::Original,
        ..weighted()
    };
    let found = servqual(&turn(P), &turn(E), &options).unwrap();
    close(&[found.weighted.unwrap()], &[-0.566], 1e-12);
    let wrong = ServqualOptions {
        edition: ServqualEdition::Original,
        ..small(2)
    };
    assert_eq!(
        servperf(&[1.0, 2.0], &wrong).unwrap_err().path(),
        Some("options.edition")
    );
}

#[test]
fn missing_answers_are_left_out_by_pairs() {
    let nan = f64::NAN;
    // half of the items will do
    let found = servqual(&[5.0, nan], &[6.0, 7.0], &small(2)).unwrap();
    assert_eq!(found.unweighted, Some(-1.0));
    assert_eq!(
        (found.items[1].score, found.items[1].respondents),
        (None, 0)
    );
    // less will not
    let found = servqual(&[5.0, nan, 4.0], &[6.0, 7.0, nan], &small(3)).unwrap();
    assert_eq!(
        (found.unweighted, found.reason.as_deref(), found.incomplete),
        (None, Some("coverage_too_low"), 1)
    );
    let found = servqual(&[], &[], &small(2)).unwrap();
    assert_eq!(
        (found.unweighted, found.reason.as_deref()),
        (None, Some("no_answers"))
    );
    // the mean is that of the respondents' scores, not of all answers
    let found = servperf(&[4.0, 4.0, 7.0, nan], &small(2)).unwrap();
    assert_eq!(found.unweighted, Some(5.5));
}

#[test]
fn a_respondent_without_a_dimension_has_the_mean_of_the_others() {
    let dimension = |code: &str| ServiceDimension {
        code: code.into(),
        items: 1,
    };
    let mut options = ServqualOptions {
        dimensions: vec![dimension("one"), dimension("other")],
        ..ServqualOptions::default()
    };
    // 2 and (4 + 6) / 2 by hand; the mean of the dimensions' means, (3 + 6) / 2, is not what is asked.
    let answers = [2.0, f64::NAN, 4.0, 6.0];
    let found = servperf(&answers, &options).unwrap();
    let scores: Vec<_> = found.dimensions.iter().map(|own| own.score).collect();
    assert_eq!(scores, [Some(3.0), Some(6.0)]);
    assert_eq!((found.unweighted, found.incomplete), (Some(3.5), 0));
    // The first weighs too little to stand for the whole of the first respondent.
    options.weights = Some(vec![20.0, 80.0]);
    let found = servperf(&answers, &options).unwrap();
    assert!((found.weighted.unwrap() - 5.6).abs() < 1e-12);
    assert_eq!(found.incomplete, 1);
    let found = servperf(&answers[..2], &options).unwrap();
    assert_eq!(
        (found.weighted, found.percent, found.reason.as_deref()),
        (None, None, Some("coverage_too_low"))
    );
}

#[test]
fn answers_outside_the_scale_and_of_another_number_are_rejected() {
    let error = servqual(&[5.0, 8.0], &[5.0, 5.0], &small(2)).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("perceptions[0][2]"))
    );
    let error = servqual(&[5.0, 5.0], &[5.0, f64::INFINITY], &small(2)).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("NotFinite", Some("expectations[0][2]"))
    );
    let error = servqual(&[5.0, 5.0, 5.0, 5.0], &[5.0, 5.0], &small(2)).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("LengthMismatch", Some("expectations"))
    );
    let error = servperf(&[5.0, 5.0, 5.0], &small(2)).unwrap_err();
    assert_eq!(error.code(), "LengthMismatch");
    let error = servperf(&[5.0], &small(0)).unwrap_err();
    assert_eq!(error.path(), Some("options.dimensions[0].items"));
    let options = ServqualOptions {
        weights: Some(vec![1.0, 1.0]),
        ..small(1)
    };
    assert_eq!(
        servperf(&[5.0], &options).unwrap_err().path(),
        Some("options.weights")
    );
}

fn scores(values: [Option<f64>; 6]) -> GapScores {
    let [
        expectation,
        understanding,
        specification,
        delivery,
        promise,
        perception,
    ] = values;
    GapScores {
        expectation,
        understanding,
        specification,
        delivery,
        promise,
        perception,
    }
}

#[test]
fn the_gaps_match_the_worked_example_and_their_identity() {
    let given = scores([6.4, 6.0, 5.6, 5.2, 6.1, 5.0].map(Some));
    let found = service_gaps(&given, &ServiceGapOptions::default()).unwrap();
    let gaps: Vec<f64> = found.gaps.iter().map(|own| own.gap.unwrap()).collect();
    close(&gaps, &[-0.4, -0.4, -0.4, -0.9, -1.4], 1e-12);
    close(
        &[found.presentation.unwrap(), found.explained.unwrap()],
        &[-0.2, -1.4],
        1e-12,
    );
    assert_eq!(found.largest.unwrap().code, "gap.communication");
}

#[test]
fn a_missing_score_leaves_its_gaps_out_and_a_tie_goes_to_the_first() {
    let given = scores([Some(6.0), None, Some(5.0), Some(4.0), Some(5.0), Some(7.0)]);
    let found = service_gaps(&given, &ServiceGapOptions::default()).unwrap();
    assert_eq!((found.gaps[0].gap, found.gaps[1].gap), (None, None));
    assert_eq!(found.explained, None);
    // delivery and communication fall short by 1 both
    assert_eq!(found.largest.unwrap().code, "gap.delivery");
    let fine = service_gaps(&scores([Some(5.0); 6]), &ServiceGapOptions::default()).unwrap();
    assert_eq!(fine.largest, None);
    let none = service_gaps(&GapScores::default(), &ServiceGapOptions::default()).unwrap();
    assert!(none.gaps.iter().all(|own| own.gap.is_none()));
    let error = service_gaps(&scores([Some(9.0); 6]), &ServiceGapOptions::default()).unwrap_err();
    assert_eq!(error.path(), Some("scores.expectation"));
}

#[test]
fn benchmarks_know_what_is_good_and_rank_what_is_behind() {
    let item = |name: &str, own: Option<f64>, others: &[f64], direction| BenchmarkItem {
        name: name.into(),
        own,
        others: others.iter().copied().map(Some).collect(),
        direction,
    };
    let found = benchmark(&[
        item("price", Some(12.0), &[10.0, 15.0], Some(Direction::Cost)),
        item("rating", Some(4.0), &[4.5, 5.0], None),
        item("staff", Some(9.0), &[8.0], None),
        item("growth", Some(-1.0), &[0.0], None),
        item("unknown", None, &[1.0], None),
        item("alone", Some(1.0), &[], None),
    ])
    .unwrap();
    let row = |i: usize| {
        let own = &found.items[i];
        (own.best, own.gap, own.ratio, own.behind, own.rank)
    };
    assert_eq!(
        row(0),
        (Some(10.0), Some(2.0), Some(1.2), Some(true), Some(2))
    );
    assert_eq!(
        row(1),
        (Some(5.0), Some(-1.0), Some(0.8), Some(true), Some(2))
    );
    assert_eq!(
        row(2),
        (Some(8.0), Some(1.0), Some(1.125), Some(false), None)
    );
    // by a best of 0 nothing can be divided, though it is farthest behind
    assert_eq!(row(3), (Some(0.0), Some(-1.0), None, Some(true), Some(1)));
    assert_eq!(row(4), (Some(1.0), None, None, None, None));
    assert_eq!(row(5), (None, None, None, None, None));
}

#[test]
fn blueprints_rank_steps_by_risk() {
    let step = |name: &str, ratings: [Option<f64>; 3]| BlueprintStep {
        name: name.into(),
        severity: ratings[0],
        occurrence: ratings[1],
        detection: ratings[2],
    };
    let steps = [
        step("order", [Some(3.0), Some(2.0), Some(2.0)]),
        step("pack", [Some(7.0), Some(5.0), Some(2.0)]),
        step("ship", [Some(7.0), None, Some(2.0)]),
        step("bill", [Some(10.0), Some(7.0), Some(1.0)]),
    ];
    let found = service_blueprint(&steps).unwrap();
    let rows: Vec<_> = found.steps.iter().map(|own| (own.risk, own.rank)).collect();
    assert_eq!(
        rows,
        [
            (Some(12.0), Some(3)),
            (Some(70.0), Some(1)),
            (None, None),
            (Some(70.0), Some(1))
        ]
    );
    let error = service_blueprint(&[step("x", [Some(0.0), None, None])]).unwrap_err();
    assert_eq!(error.path(), Some("steps[x].severity"));
}

#[test]
fn views_are_weighted_means_of_their_items() {
    let item = |name: &str, view, score, weight| QualityItem {
        name: name.into(),
        view,
        score,
        weight: Some(weight),
    };
    let found = quality_views(&[
        item("a", QualityView::Technical, Some(6.0), 3.0),
        item("b", QualityView::Technical, Some(2.0), 1.0),
        item("c", QualityView::Functional, None, 1.0),
        item("d", QualityView::Image, Some(4.0), 1.0),
    ])
    .unwrap();
    let rows: Vec<_> = found
        .views
        .iter()
        .map(|own| (own.code.as_str(), own.score))
        .collect();
    assert_eq!(
        rows,
        [
            ("quality.technical", Some(5.0)),
            ("quality.functional", None),
            ("expectation.image", Some(4.0))
        ]
    );
    assert_eq!(found.views[1].reason.as_deref(), Some("coverage_too_low"));
}

proptest! {
    #[test]
    fn gap_five_is_what_the_others_explain(values in prop::array::uniform6(1.0..7.0_f64)) {
        let found = service_gaps(&scores(values.map(Some)), &ServiceGapOptions::default()).unwrap();
        prop_assert!((found.explained.unwrap() - found.gaps[4].gap.unwrap()).abs() < 1e-12);
    }

    #[test]
    fn servqual_is_the_difference_of_two_servperfs(
        answers in prop::collection::vec(prop::array::uniform4(1..=7_u8), 1..9),
    ) {
        let column = |from: usize| -> Vec<f64> {
            answers.iter().flat_map(|row| [row[from].into(), row[from + 1].into()]).collect()
        };
        let (p, e) = (column(0), column(2));
        let gap = servqual(&p, &e, &small(2)).unwrap();
        let difference = servperf(&p, &small(2)).unwrap().unweighted.unwrap()
            - servperf(&e, &small(2)).unwrap().unweighted.unwrap();
        prop_assert!((gap.unweighted.unwrap() - difference).abs() < 1e-12);
        prop_assert!((0.0..=100.0).contains(&gap.percent.unwrap()));
    }
}
