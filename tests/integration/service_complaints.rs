//! Complaints and recovery.
//!
//! The types are those of Singh (1990); the counts and answers are worked examples, computed apart by
//! hand.

use clientele::data::thresholds::Thresholds;
use clientele::labels::label;
use clientele::service::ComplaintActions;
use clientele::service::ComplaintCase;
use clientele::service::ComplaintCounts;
use clientele::service::ComplaintEvent;
use clientele::service::ComplaintEventKind;
use clientele::service::ComplaintFacts;
use clientele::service::ComplaintStatus;
use clientele::service::ComplaintTypeName;
use clientele::service::HandlingAnswers;
use clientele::service::HandlingOptions;
use clientele::service::ServiceKind;
use clientele::service::complaint_events;
use clientele::service::complaint_metrics;
use clientele::service::complaint_path;
use clientele::service::complaint_profiles;
use clientele::service::complaint_type;
use clientele::service::complaint_type_by_intentions;
use clientele::service::complaint_types;
use clientele::service::handling_satisfaction;
use clientele::service::recovery_points;
use proptest::prelude::*;

fn thresholds() -> Thresholds {
    Thresholds::default()
}

fn facts(voice: f64, ill: f64, third: f64, failures: f64) -> ComplaintFacts {
    ComplaintFacts {
        voice: Some(voice),
        negative_word_of_mouth: Some(ill),
        third_party: Some(third),
        failures: Some(failures),
        satisfaction: None,
    }
}

fn type_of(facts: &ComplaintFacts) -> Option<String> {
    let found = complaint_type(facts, &thresholds()).unwrap();
    found.code().map(str::to_owned)
}

#[test]
fn events_name_the_type_of_complainer() {
    for (facts, code) in [
        (facts(1.0, 0.0, 0.0, 1.0), "complaint.voicer"),
        (facts(1.0, 2.0, 0.0, 1.0), "complaint.irate"),
        (facts(0.0, 1.0, 1.0, 1.0), "complaint.activist"),
        (facts(0.0, 0.0, 0.0, 1.0), "complaint.passive"),
    ] {
        assert_eq!(type_of(&facts).as_deref(), Some(code));
    }
    let unhappy = ComplaintFacts {
        satisfaction: Some(49.0),
        ..facts(0.0, 0.0, 0.0, 0.0)
    };
    assert_eq!(type_of(&unhappy).as_deref(), Some("complaint.passive"));
    let content = ComplaintFacts {
        satisfaction: Some(50.0),
        ..facts(0.0, 0.0, 0.0, 0.0)
    };
    assert_eq!(type_of(&content).as_deref(), Some("complaint.none"));
    // Nobody has asked, or looked for failures: who says nothing may be either.
    assert_eq!(type_of(&facts(0.0, 0.0, 0.0, 0.0)), None);
    let asked_alone = ComplaintFacts {
        failures: None,
        ..content
    };
    assert_eq!(type_of(&asked_alone), None);
}

#[test]
fn a_step_that_is_not_known_decides_nothing() {
    let subject = |facts: &ComplaintFacts| {
        let found = complaint_type(facts, &thresholds()).unwrap();
        found.reason.and_then(|reason| reason.subject)
    };
    let known = facts(1.0, 0.0, 0.0, 1.0);
    let open = ComplaintFacts {
        third_party: None,
        ..known
    };
    assert_eq!(subject(&open).as_deref(), Some("thirdParty"));
    let open = ComplaintFacts {
        voice: None,
        ..known
    };
    assert_eq!(subject(&open).as_deref(), Some("voice"));
    let open = ComplaintFacts {
        failures: None,
        ..facts(0.0, 0.0, 0.0, 0.0)
    };
    assert_eq!(subject(&open).as_deref(), Some("satisfaction"));
    // The strongest step was taken, so that weaker ones do not matter.
    let sure = ComplaintFacts {
        third_party: Some(1.0),
        ..ComplaintFacts::default()
    };
    assert_eq!(type_of(&sure).as_deref(), Some("complaint.activist"));
    let bad = ComplaintFacts {
        voice: Some(0.5),
        ..known
    };
    let error = complaint_type(&bad, &thresholds()).unwrap_err();
    assert_eq!((error.code(), error.path()), ("OutOfRange", Some("voice")));
}

#[test]
fn intentions_go_to_the_nearest_type_and_ties_to_the_one_that_does_less() {
    for ([voice, private, third], code) in [
        ([5.5, 2.5, 1.5], "complaint.voicer"),
        ([5.0, 6.5, 3.0], "complaint.irate"),
        ([2.0, 3.0, 1.0], "complaint.passive"),
        ([6.0, 5.0, 5.5], "complaint.activist"),
        ([4.0, 2.0, 2.0], "complaint.passive"),
    ] {
        let found = complaint_type_by_intentions(Some(voice), Some(private), Some(third)).unwrap();
        assert_eq!(found.code(), Some(code));
        assert_eq!(found.class.unwrap().evidence.len(), 4);
    }
    let open = complaint_type_by_intentions(Some(2.0), None, Some(2.0)).unwrap();
    assert_eq!(open.reason.unwrap().subject.as_deref(), Some("private"));
    let error = complaint_type_by_intentions(Some(8.0), None, None).unwrap_err();
    assert_eq!((error.code(), error.path()), ("OutOfRange", Some("voice")));
}

#[test]
fn shares_are_of_the_dissatisfied_and_stand_beside_the_published_ones() {
    // five customers: passive, voicer, voicer, content, unknown
    let nan = f64::NAN;
    let columns = [
        [0.0, 1.0, 2.0, 0.0, nan],
        [0.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.0],
        [1.0, 0.0, 0.0, 0.0, nan],
        [nan, nan, nan, 90.0, nan],
    ]
    .concat();
    let found = complaint_types(&columns, &thresholds()).unwrap();
    assert_eq!(found.types[..4], [0.0, 1.0, 1.0, 4.0]);
    assert!(found.types[4].is_nan());
    assert_eq!(found.unknown, 1.0);
    assert_eq!(found.classes[0].share, Some(1.0 / 3.0));
    assert_eq!(found.classes[4].share, None);
    // Singh (1990): 14, 37, 21 and 28 per cent
    let published: f64 = found.classes.iter().filter_map(|c| c.published_share).sum();
    assert!((published - 1.0).abs() < 1e-12);
    assert_eq!(
        complaint_types(&[], &thresholds()).unwrap_err().code(),
        "EmptyInput"
    );
    let bad = [1.0, 0.0, 0.0, 0.0, 101.0];
    let error = complaint_types(&bad, &thresholds()).unwrap_err();
    assert_eq!(error.path(), Some("satisfaction[0]"));
}

#[test]
fn each_type_does_what_the_one_before_does_and_more() {
    let profiles = complaint_profiles();
    let marks: Vec<[bool; 4]> = profiles
        .iter()
        .map(|p| {
            [
                p.to_supplier,
                p.to_people,
                p.to_third_party,
                p.negative_word_of_mouth,
            ]
        })
        .collect();
    let expected = [
        [false, false, false, false],
        [true, false, false, false],
        [true, true, false, true],
        [true, true, true, true],
    ];
    assert_eq!(marks, expected);
    assert!(profiles.iter().all(|p| label(&p.switching.code).is_some()));
}

#[test]
fn the_window_of_events_ends_with_the_day() {
    let event = |kind, day| ComplaintEvent { kind, day };
    let kind = ComplaintEventKind::Complaint;
    // the window of 365 days up to day 1000: from day 636 on
    let events = [
        event(kind, 1_000.0),
        event(kind, 636.0),
        event(kind, 635.0),
        event(kind, 1_001.0),
        event(ComplaintEventKind::Failure, 900.0),
    ];
    let found = complaint_events(&events, 1_000.0, &thresholds()).unwrap();
    assert_eq!(
        (found.voice, found.failures, found.third_party),
        (Some(2.0), Some(1.0), Some(0.0))
    );
    let none = complaint_events(&[], 0.0, &thresholds()).unwrap();
    assert_eq!(none.voice, Some(0.0));
    let bad = complaint_events(&[event(kind, f64::NAN)], 0.0, &thresholds()).unwrap_err();
    assert_eq!(bad.path(), Some("events[0].day"));
}

#[test]
fn the_tree_of_responses_has_every_way() {
    let codes = |actions: ComplaintActions| -> Vec<String> {
        let steps = complaint_path(&actions).steps;
        steps.into_iter().map(|step| step.code).collect()
    };
    let nothing = ComplaintActions {
        firm: Some(false),
        third_party: Some(false),
        legal: Some(false),
        negative_word_of_mouth: Some(false),
        left: Some(false),
    };
    assert_eq!(codes(nothing), ["response.silent", "outcome.stayed"]);
    let both = ComplaintActions {
        firm: Some(true),
        negative_word_of_mouth: Some(true),
        left: Some(true),
        ..nothing
    };
    let expected = [
        "response.public",
        "response.firm",
        "response.private",
        "response.negative_word_of_mouth",
        "outcome.left",
    ];
    assert_eq!(codes(both), expected);
    let unknown = complaint_path(&ComplaintActions {
        legal: None,
        left: None,
        ..nothing
    });
    assert!(unknown.steps.is_empty());
    assert_eq!(unknown.unknown, ["legal", "left"]);
}

#[test]
fn complaint_rates_match_the_worked_counts() {
    let counts = ComplaintCounts {
        customers: Some(1_000.0),
        complaints: Some(40.0),
        resolved: Some(34.0),
        first_contact: Some(22.0),
        complainers: Some(40.0),
        complainers_kept: Some(30.0),
        others: Some(960.0),
        others_kept: Some(864.0),
        voice_share: Some(0.04),
    };
    let found = complaint_metrics(&counts, &[]).unwrap();
    assert_eq!(found.complaint_rate, Some(0.04));
    assert_eq!(found.resolution_rate, Some(0.85));
    assert_eq!(found.first_contact_rate, Some(0.55));
    assert_eq!(
        (found.latent_dissatisfied, found.silent),
        (Some(1_000.0), Some(960.0))
    );
    assert!((found.retention_difference.unwrap() - -0.15).abs() < 1e-12);
    assert!(found.warnings.is_empty());
    let small = ComplaintCounts {
        customers: Some(500.0),
        ..counts
    };
    let found = complaint_metrics(&small, &[]).unwrap();
    assert_eq!(found.warnings[0].code, "latent_above_customers");
}

#[test]
fn nothing_to_count_gives_no_rate() {
    let found = complaint_metrics(&ComplaintCounts::default(), &[]).unwrap();
    assert_eq!(
        (
            found.complaints,
            found.complaint_rate,
            found.resolution_rate
        ),
        (None, None, None)
    );
    let zero = ComplaintCounts {
        customers: Some(0.0),
        complaints: Some(0.0),
        resolved: Some(0.0),
        ..ComplaintCounts::default()
    };
    let found = complaint_metrics(&zero, &[]).unwrap();
    assert_eq!((found.complaint_rate, found.resolution_rate), (None, None));
    for (bad, path) in [
        (
            ComplaintCounts {
                resolved: Some(1.0),
                ..zero
            },
            "resolved",
        ),
        (
            ComplaintCounts {
                voice_share: Some(0.0),
                ..zero
            },
            "voiceShare",
        ),
        (
            ComplaintCounts {
                customers: Some(0.5),
                ..zero
            },
            "customers",
        ),
    ] {
        let error = complaint_metrics(&bad, &[]).unwrap_err();
        assert_eq!((error.code(), error.path()), ("OutOfRange", Some(path)));
    }
}

#[test]
fn cases_are_counted_where_they_are_known() {
    let case = |cause: &str, answer, resolved| ComplaintCase {
        cause: Some(cause.into()),
        hours_to_answer: answer,
        resolved,
        ..ComplaintCase::default()
    };
    let mut cases = vec![
        case("delivery", Some(2.0), Some(true)),
        case("price", Some(10.0), Some(false)),
        case("delivery", Some(4.0), Some(true)),
        case("staff", None, None),
    ];
    cases[3].kind = Some(ServiceKind::TimeSaving);
    let base = ComplaintCounts {
        customers: Some(100.0),
        ..ComplaintCounts::default()
    };
    let found = complaint_metrics(&base, &cases).unwrap();
    assert_eq!(found.complaint_rate, Some(0.04));
    assert_eq!(found.resolution_rate, Some(2.0 / 3.0));
    assert_eq!(found.first_contact_rate, None);
    assert_eq!(
        (found.median_hours_to_answer, found.median_hours_to_close),
        (Some(4.0), None)
    );
    let causes: Vec<(&str, f64)> = found
        .causes
        .iter()
        .map(|c| (c.name.as_str(), c.share))
        .collect();
    assert_eq!(
        causes,
        [("delivery", 0.5), ("price", 0.25), ("staff", 0.25)]
    );
    assert_eq!(found.kinds[0].name, "service.time_saving");
    let twice = ComplaintCounts {
        complaints: Some(4.0),
        ..base
    };
    let error = complaint_metrics(&twice, &cases).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("complaints"))
    );
    cases[1].hours_to_close = Some(-1.0);
    let error = complaint_metrics(&base, &cases).unwrap_err();
    assert_eq!(error.path(), Some("cases[1].hoursToClose"));
}

#[test]
fn complaints_that_contradict_themselves_are_named() {
    let counts = ComplaintCounts {
        complaints: Some(40.0),
        resolved: Some(10.0),
        first_contact: Some(20.0),
        ..ComplaintCounts::default()
    };
    let error = complaint_metrics(&counts, &[]).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("firstContact"))
    );
    let unresolved = ComplaintCase {
        resolved: Some(false),
        first_contact: Some(true),
        ..ComplaintCase::default()
    };
    let closed_first = ComplaintCase {
        hours_to_answer: Some(5.0),
        hours_to_close: Some(1.0),
        ..ComplaintCase::default()
    };
    for (case, path) in [
        (unresolved, "cases[1].firstContact"),
        (closed_first, "cases[1].hoursToClose"),
    ] {
        let cases = [ComplaintCase::default(), case];
        let error = complaint_metrics(&ComplaintCounts::default(), &cases).unwrap_err();
        assert_eq!(error.path(), Some(path));
    }
}

const ANSWERS: HandlingAnswers = HandlingAnswers {
    distributive: Some(5.0),
    procedural: Some(4.0),
    interactional: Some(6.0),
    before: Some(6.0),
    after: Some(5.5),
};

#[test]
fn handling_matches_the_worked_answers() {
    // .4·5 + .3·4 + .3·6 = 5; (5 − 1) / 6 = 66.67 %
    let found = handling_satisfaction(&ANSWERS, &HandlingOptions::default()).unwrap();
    assert!((found.mean.unwrap() - 5.0).abs() < 1e-12);
    assert!((found.score.unwrap() - 66.666_666_667).abs() < 1e-8);
    assert_eq!(found.recovery_gain, Some(-0.5));
    assert!(found.warnings.is_empty());
    let better = HandlingAnswers {
        after: Some(7.0),
        ..ANSWERS
    };
    let found = handling_satisfaction(&better, &HandlingOptions::default()).unwrap();
    assert_eq!(found.warnings[0].code, "recovery_paradox");
}

#[test]
fn missing_answers_to_handling_leave_their_weight_to_the_others() {
    let part = HandlingAnswers {
        procedural: None,
        after: None,
        ..ANSWERS
    };
    let found = handling_satisfaction(&part, &HandlingOptions::default()).unwrap();
    // (.4·5 + .3·6) / .7
    assert!((found.mean.unwrap() - 3.8 / 0.7).abs() < 1e-12);
    assert_eq!((found.recovery_gain, found.parts[1].weight), (None, None));
    let few = HandlingAnswers {
        distributive: None,
        ..part
    };
    let found = handling_satisfaction(&few, &HandlingOptions::default()).unwrap();
    assert_eq!(
        (found.mean, found.reason.as_deref()),
        (None, Some("coverage_too_low"))
    );
    let off = HandlingAnswers {
        distributive: Some(8.0),
        ..ANSWERS
    };
    let error = handling_satisfaction(&off, &HandlingOptions::default()).unwrap_err();
    assert_eq!(error.path(), Some("distributive"));
    let flat = HandlingOptions {
        most: 1.0,
        ..HandlingOptions::default()
    };
    let error = handling_satisfaction(&ANSWERS, &flat).unwrap_err();
    assert_eq!(error.path(), Some("options.most"));
}

#[test]
fn recovery_cancels_points_and_gives_none() {
    let points = |status, satisfaction| {
        recovery_points(status, satisfaction, &thresholds())
            .unwrap()
            .points
    };
    assert_eq!(points(ComplaintStatus::None, None), Some(0.0));
    assert_eq!(points(ComplaintStatus::Open, Some(100.0)), Some(0.8));
    assert_eq!(points(ComplaintStatus::Closed, Some(49.9)), Some(0.5));
    assert_eq!(points(ComplaintStatus::Closed, Some(60.0)), Some(0.25));
    assert_eq!(points(ComplaintStatus::Closed, Some(70.0)), Some(0.0));
    assert_eq!(points(ComplaintStatus::Closed, None), None);
    let turned = Thresholds {
        recovery_done_from: 40.0,
        ..thresholds()
    };
    let error = recovery_points(ComplaintStatus::Open, None, &turned).unwrap_err();
    assert_eq!(error.path(), Some("recoveryDoneFrom"));
}

#[test]
fn every_code_of_service_has_its_words() {
    for code in ServiceKind::ALL.map(ServiceKind::code) {
        assert!(label(code).is_some(), "{code}");
    }
    for code in ComplaintTypeName::ALL.map(ComplaintTypeName::code) {
        assert!(label(code).is_some(), "{code}");
    }
    for code in [
        "input_missing",
        "profit_undecided",
        "loss",
        "allocation_equal",
        "unprofitable_to_retain",
        "wallet_unused",
        "many_to_rate",
        "dearer_by_discount",
        "recovery_paradox",
        "target_missed",
        "latent_above_customers",
        "held_not_attached",
        "justice.distributive",
        "recovery.partial",
        "guarantee.multiple",
        "commitment.neither",
        "service_step.plan",
        "pricing.target_cost",
        "evaluation.direct_indicator",
        "aspect.credit_grade",
        "profit.service",
        "leaves.silent",
    ] {
        assert!(label(code).is_some(), "{code}");
    }
}

proptest! {
    #[test]
    fn an_answer_on_a_centroid_is_of_its_type(place in 0usize..4, shift in -0.9..0.9f64) {
        let centroids = [[2.0, 2.0, 2.0], [6.0, 2.0, 2.0], [6.0, 6.0, 2.0], [6.0, 6.0, 6.0]];
        let [voice, private, third] = centroids[place].map(|answer| Some(answer + shift));
        let found = complaint_type_by_intentions(voice, private, third).unwrap();
        prop_assert_eq!(found.code(), Some(ComplaintTypeName::ALL[place].code()));
    }

    #[test]
    fn stronger_steps_win(voice in 0u32..3, ill in 0u32..3, third in 0u32..3, failures in 0u32..3) {
        let expected = match (third, ill, voice, failures) {
            (1.., ..) => "complaint.activist",
            (_, 1.., ..) => "complaint.irate",
            (_, _, 1.., _) => "complaint.voicer",
            (_, _, _, 1..) => "complaint.passive",
            _ => "complaint.none",
        };
        let asked = ComplaintFacts {
            satisfaction: Some(80.0),
            ..facts(voice.into(), ill.into(), third.into(), failures.into())
        };
        let found = type_of(&asked);
        prop_assert_eq!(found.as_deref(), Some(expected));
    }

    #[test]
    fn points_fall_with_satisfaction_and_never_below_none(one in 0.0..100.0f64, other in 0.0..100.0f64) {
        let points = |satisfaction| {
            recovery_points(ComplaintStatus::Closed, Some(satisfaction), &thresholds()).unwrap().points.unwrap()
        };
        let (low, high) = (one.min(other), one.max(other));
        prop_assert!(points(low) >= points(high) && points(high) >= 0.0 && points(low) <= 0.5);
    }
}
