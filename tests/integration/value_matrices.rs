//! Matrices of value.
//!
//! The customers are worked examples; the cells of value by loyalty are those of Reinartz & Kumar
//! (2002).

use clientele::data::thresholds::Thresholds;
use clientele::labels::label;
use clientele::value::MatrixAxes;
use clientele::value::ResponseFacts;
use clientele::value::ResponsePrior;
use clientele::value::campaign_response;
use clientele::value::value_cell;
use clientele::value::value_cells;
use proptest::prelude::*;

const AXES: [MatrixAxes; 3] = [
    MatrixAxes::CurrentFuture,
    MatrixAxes::ValueLoyalty,
    MatrixAxes::ValueResponse,
];

fn cell(axes: MatrixAxes, first: f64, second: f64, cuts: Option<[f64; 2]>) -> String {
    let found = value_cell(
        axes,
        Some(first),
        Some(second),
        cuts,
        &Thresholds::default(),
    );
    found.unwrap().code().unwrap().to_owned()
}

#[test]
fn current_by_future_places_the_worked_customers() {
    let cuts = Some([1_500.0, 4_000.0]);
    let cell = |current, future| cell(MatrixAxes::CurrentFuture, current, future, cuts);
    assert_eq!(cell(3_500.0, 10_364.0), "vip");
    assert_eq!(cell(400.0, 5_013.0), "improve");
    assert_eq!(cell(2_800.0, 7_585.0), "vip");
    assert_eq!(cell(2_800.0, 1_321.0), "maintain");
    assert_eq!(cell(-50.0, -91.0), "abandon");
}

#[test]
fn value_by_loyalty_has_friends_and_strangers() {
    let cell = |value, loyalty| cell(MatrixAxes::ValueLoyalty, value, loyalty, None);
    assert_eq!(cell(80.0, 75.0), "value_loyalty.true_friend");
    assert_eq!(cell(80.0, 30.0), "value_loyalty.butterfly");
    assert_eq!(cell(20.0, 75.0), "value_loyalty.barnacle");
    assert_eq!(cell(20.0, 30.0), "value_loyalty.stranger");
    // on the cuts is high
    assert_eq!(cell(50.0, 60.0), "value_loyalty.true_friend");
}

#[test]
fn value_by_response_says_what_to_do() {
    let cell = |value, response| cell(MatrixAxes::ValueResponse, value, response, None);
    assert_eq!(cell(80.0, 0.2), "value_response.invest");
    assert_eq!(cell(80.0, 0.1), "value_response.nurture");
    assert_eq!(cell(20.0, 0.2), "value_response.automate");
    assert_eq!(cell(20.0, 0.1), "value_response.stop");
}

#[test]
fn response_is_drawn_to_what_is_assumed_of_everybody() {
    let rate = |responses, contacts| {
        let facts = ResponseFacts {
            responses: Some(responses),
            contacts: Some(contacts),
        };
        campaign_response(&facts, &ResponsePrior::default()).unwrap()
    };
    // (3 + 1) / (10 + 10)
    assert_eq!(rate(3.0, 10.0).rate, Some(0.2));
    assert_eq!(rate(3.0, 10.0).observed, Some(0.3));
    assert_eq!(
        (rate(0.0, 0.0).rate, rate(0.0, 0.0).observed),
        (Some(0.1), None)
    );
    let none = ResponsePrior {
        strength: 0.0,
        ..ResponsePrior::default()
    };
    let of = |responses, contacts| ResponseFacts {
        responses,
        contacts,
    };
    for (facts, code, subject) in [
        (of(Some(0.0), Some(0.0)), "no_contacts", None),
        (of(None, Some(3.0)), "input_missing", Some("responses")),
        (of(Some(3.0), None), "input_missing", Some("contacts")),
    ] {
        let found = campaign_response(&facts, &none).unwrap();
        let reason = found.reason.unwrap();
        assert_eq!(found.rate, None);
        assert_eq!(
            (reason.code.as_str(), reason.subject.as_deref()),
            (code, subject)
        );
    }
    let more = of(Some(2.0), Some(1.0));
    let error = campaign_response(&more, &none).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("responses"))
    );
    let bad = ResponsePrior { mean: 1.5, ..none };
    let error = campaign_response(&ResponseFacts::default(), &bad).unwrap_err();
    assert_eq!(error.path(), Some("prior.mean"));
}

#[test]
fn every_cell_has_its_words() {
    for axes in AXES {
        for code in axes.matrix().cells {
            assert!(label(code).is_some(), "{code}");
        }
    }
}

#[test]
fn an_axis_that_is_not_known_decides_nothing() {
    let found = value_cell(
        MatrixAxes::ValueLoyalty,
        None,
        Some(3.0),
        None,
        &Thresholds::default(),
    );
    let reason = found.unwrap().reason.unwrap();
    assert_eq!(
        (reason.code.as_str(), reason.subject.as_deref()),
        ("input_missing", Some("value"))
    );
}

#[test]
fn what_no_axis_can_have_is_named() {
    let thresholds = Thresholds::default();
    let error = |axes, first, second, cuts| {
        let error = value_cell(axes, Some(first), Some(second), cuts, &thresholds).unwrap_err();
        (error.code(), error.path().unwrap().to_owned())
    };
    let money = MatrixAxes::CurrentFuture;
    assert_eq!(
        error(money, 1.0, 1.0, None),
        ("Missing", "options.cuts".into())
    );
    let bad = Some([f64::NAN, 1.0]);
    assert_eq!(
        error(money, 1.0, 1.0, bad),
        ("NotFinite", "options.cuts.current".into())
    );
    assert_eq!(
        error(MatrixAxes::ValueLoyalty, 101.0, 1.0, None),
        ("OutOfRange", "value".into())
    );
    assert_eq!(
        error(MatrixAxes::ValueResponse, 1.0, 1.5, None),
        ("OutOfRange", "response".into())
    );
    let bad = value_cells(
        MatrixAxes::ValueLoyalty,
        &[1.0],
        &[1.0, 2.0],
        None,
        &thresholds,
    );
    assert_eq!(bad.unwrap_err().path(), Some("loyalty"));
    let bad = value_cells(
        MatrixAxes::ValueLoyalty,
        &[1.0, -2.0],
        &[1.0, 2.0],
        None,
        &thresholds,
    );
    assert_eq!(bad.unwrap_err().path(), Some("value[1]"));
    let none = value_cells(money, &[], &[], None, &thresholds).unwrap_err();
    assert_eq!(none.code(), "EmptyInput");
    let unknown = value_cells(money, &[f64::NAN], &[1.0], None, &thresholds).unwrap_err();
    assert_eq!(
        (unknown.code(), unknown.path()),
        ("InsufficientData", Some("current"))
    );
    let wrong = Thresholds {
        high_value: 101.0,
        ..thresholds
    };
    let error = value_cell(MatrixAxes::ValueLoyalty, None, None, None, &wrong).unwrap_err();
    assert_eq!(error.path(), Some("options.thresholds.highValue"));
}

#[test]
fn medians_cut_a_base_and_ties_are_high() {
    let thresholds = Thresholds::default();
    let same = [7.0; 4];
    let found = value_cells(MatrixAxes::CurrentFuture, &same, &same, None, &thresholds).unwrap();
    assert_eq!((found.cuts, found.cuts_from), ([7.0, 7.0], "medians"));
    assert_eq!(found.cells, [0.0; 4]);
    let gaps = [1.0, f64::NAN, 3.0, -9.0];
    let found = value_cells(MatrixAxes::CurrentFuture, &gaps, &same, None, &thresholds).unwrap();
    assert_eq!(found.cuts, [1.0, 7.0]);
    assert!(found.cells[1].is_nan());
    assert_eq!((found.unknown, found.classes[0].customers), (1.0, 2.0));
    assert_eq!(found.classes[1].share, Some(1.0 / 3.0));
}

proptest! {
    #[test]
    fn columns_agree_with_single_customers(
        rows in prop::collection::vec((0.0..100.0f64, 0.0..1.0f64), 1..30),
    ) {
        let thresholds = Thresholds::default();
        for axes in AXES {
            let scale = if axes == MatrixAxes::ValueResponse { 1.0 } else { 100.0 };
            let first: Vec<f64> = rows.iter().map(|row| row.0).collect();
            let second: Vec<f64> = rows.iter().map(|row| scale * row.1).collect();
            let found = value_cells(axes, &first, &second, None, &thresholds).unwrap();
            let total: f64 = found.classes.iter().map(|class| class.customers).sum();
            prop_assert_eq!(total, rows.len() as f64);
            for ((x, y), cell) in first.iter().zip(&second).zip(&found.cells) {
                let one = value_cell(axes, Some(*x), Some(*y), Some(found.cuts), &thresholds).unwrap();
                let codes = axes.matrix().cells;
                let place = codes.iter().position(|code| one.code() == Some(*code));
                prop_assert_eq!(place.map(|place| place as f64), Some(*cell));
            }
        }
    }
}
