//! Service levels, guarantees, commitment.
//!
//! The agreements and answers are worked examples, computed apart by hand.

use clientele::data::thresholds::Thresholds;
use clientele::service::CommitmentAnswers;
use clientele::service::CommitmentOptions;
use clientele::service::GuaranteeTerm;
use clientele::service::ServiceLevel;
use clientele::service::ServicePlan;
use clientele::service::ServiceProcess;
use clientele::service::commitment;
use clientele::service::guarantee_cost;
use clientele::service::met_within;
use clientele::service::service_levels;
use clientele::service::service_plan;
use clientele::service::service_step;
use proptest::prelude::*;

fn thresholds() -> Thresholds {
    Thresholds::default()
}

fn level(name: &str, met: f64, total: f64, target: f64, weight: f64) -> ServiceLevel {
    ServiceLevel {
        name: name.into(),
        met,
        total,
        target,
        weight,
        tier: None,
    }
}

#[test]
fn service_levels_match_the_worked_agreement() {
    let levels = [
        level("answer", 460.0, 500.0, 0.95, 0.6),
        level("repair", 88.0, 100.0, 0.85, 0.4),
    ];
    let found = service_levels(&levels, 0.5).unwrap();
    assert_eq!(found.levels[0].attainment, Some(0.92));
    assert_eq!(found.levels[1].attainment, Some(0.88));
    assert!((found.attainment.unwrap() - 0.904).abs() < 1e-12);
    // .6·.92/.95 + .4·1
    assert!((found.index.unwrap() - 0.981_052_631_6).abs() < 1e-9);
    assert_eq!(found.warnings.len(), 1);
    assert_eq!(found.levels[1].reached, Some(true));
}

#[test]
fn promises_without_an_occasion_are_left_out() {
    let levels = [
        level("answer", 9.0, 10.0, 0.9, 0.6),
        level("repair", 0.0, 0.0, 0.85, 0.4),
    ];
    let found = service_levels(&levels, 0.5).unwrap();
    assert_eq!((found.attainment, found.index), (Some(0.9), Some(1.0)));
    assert!((found.coverage - 0.6).abs() < 1e-12);
    assert_eq!(
        (found.levels[0].weight, found.levels[1].weight),
        (Some(1.0), None)
    );
    let found = service_levels(&levels, 0.7).unwrap();
    assert_eq!(
        (found.index, found.reason.as_deref()),
        (None, Some("coverage_too_low"))
    );
    let none = [level("repair", 0.0, 0.0, 0.85, 0.4)];
    assert_eq!(service_levels(&none, 0.0).unwrap().attainment, None);
}

#[test]
fn tiers_have_their_own_figures() {
    let mut levels = [
        level("answer, gold", 9.0, 10.0, 0.9, 1.0),
        level("answer, iron", 4.0, 10.0, 0.8, 1.0),
        level("repair, gold", 5.0, 10.0, 1.0, 1.0),
    ];
    for (level, tier) in levels.iter_mut().zip(["gold", "iron", "gold"]) {
        level.tier = Some(tier.into());
    }
    let found = service_levels(&levels, 0.5).unwrap();
    let tiers: Vec<&str> = found.tiers.iter().map(|tier| tier.tier.as_str()).collect();
    assert_eq!(tiers, ["gold", "iron"]);
    assert!((found.tiers[0].attainment.unwrap() - 0.7).abs() < 1e-12);
    assert!((found.tiers[0].index.unwrap() - 0.75).abs() < 1e-12);
    assert!((found.tiers[1].index.unwrap() - 0.5).abs() < 1e-12);
}

#[test]
fn agreements_that_make_no_sense_are_named() {
    let error = |levels: &[ServiceLevel]| {
        let error = service_levels(levels, 0.5).unwrap_err();
        (error.code(), error.path().unwrap().to_owned())
    };
    assert_eq!(error(&[]), ("EmptyInput", "levels".into()));
    let bad = [level("a", 2.0, 1.0, 0.9, 1.0)];
    assert_eq!(error(&bad), ("OutOfRange", "levels[a].met".into()));
    let bad = [level("a", 1.0, 1.0, 0.0, 1.0)];
    assert_eq!(error(&bad), ("OutOfRange", "levels[a].target".into()));
    let bad = [level("a", 1.0, 1.0, 0.9, -1.0)];
    assert_eq!(error(&bad), ("OutOfRange", "levels[a].weight".into()));
    let bad = [
        level("a", 1.0, 1.0, 0.9, 1.0),
        level("a", 1.0, 1.0, 0.9, 1.0),
    ];
    assert_eq!(error(&bad), ("InvalidValue", "levels[1]".into()));
    assert_eq!(
        met_within(&[1.0, -1.0], 4.0).unwrap_err().path(),
        Some("hours[1]")
    );
    assert_eq!(met_within(&[], 4.0).unwrap(), [0.0, 0.0]);
    assert_eq!(met_within(&[4.0, 4.5], 4.0).unwrap(), [1.0, 2.0]);
}

#[test]
fn tiers_have_plans_and_agreements_have_steps() {
    assert_eq!(service_plan("platinum", &[]).unwrap().answer_hours, 1.0);
    assert_eq!(
        service_plan("bronze", &[]).unwrap_err().path(),
        Some("tier")
    );
    let tiers = |plans: &[ServicePlan]| service_plan("silver", plans).unwrap_err().to_string();
    assert!(tiers(&[]).contains("platinum, gold, iron, lead"));
    let own = ServicePlan {
        tier: "bronze".into(),
        answer_hours: 48.0,
        close_hours: 96.0,
        target: 0.9,
    };
    let plans = std::slice::from_ref(&own);
    assert_eq!(service_plan("bronze", plans).unwrap(), own);
    assert!(
        tiers(plans).contains("plan is for: bronze,"),
        "{}",
        tiers(plans)
    );
    assert_eq!(
        service_plan("gold", plans).unwrap_err().code(),
        "InvalidValue"
    );
    let mut done = ServiceProcess::default();
    assert_eq!(service_step(&done).code, "service_step.needs");
    (done.needs, done.plan, done.agreement) = (true, true, true);
    assert_eq!(service_step(&done).code, "service_step.evaluation");
    done.evaluation = true;
    assert_eq!(service_step(&done).code, "service_step.needs");
}

#[test]
fn a_guarantee_costs_what_is_claimed() {
    let term = |name: &str| GuaranteeTerm {
        name: name.into(),
        failure_probability: 0.02,
        claim_probability: 0.3,
        payout: 50.0,
    };
    // 10 000 · .02 · .3 · 50 = 3 000
    let found = guarantee_cost(10_000.0, &[term("delivery")], false).unwrap();
    assert!((found.cost - 3_000.0).abs() < 1e-9 && (found.largest_cost - 10_000.0).abs() < 1e-9);
    assert_eq!(found.kind.code, "guarantee.single");
    let found = guarantee_cost(10_000.0, &[term("delivery"), term("repair")], false).unwrap();
    assert!((found.cost - 6_000.0).abs() < 1e-9);
    assert_eq!(found.kind.code, "guarantee.multiple");
    let found = guarantee_cost(0.0, &[term("satisfaction")], true).unwrap();
    assert_eq!((found.cost, found.cost_per_customer), (0.0, None));
    assert_eq!(found.kind.code, "guarantee.unconditional");
    let bad = GuaranteeTerm {
        claim_probability: 1.2,
        ..term("delivery")
    };
    let error = guarantee_cost(1.0, &[bad], false).unwrap_err();
    assert_eq!(error.path(), Some("terms[delivery].claimProbability"));
    assert_eq!(
        guarantee_cost(1.0, &[], true).unwrap_err().code(),
        "EmptyInput"
    );
}

#[test]
fn commitment_tells_liking_from_being_held() {
    let found = |affective: &[f64], continuance: &[f64]| {
        let known = |answers: &[f64]| answers.iter().copied().map(Some).collect();
        let answers = CommitmentAnswers {
            affective: known(affective),
            continuance: known(continuance),
        };
        commitment(&answers, &CommitmentOptions::default(), &thresholds()).unwrap()
    };
    let held = found(&[2.0, 3.0], &[6.0, 7.0]);
    assert_eq!(
        (held.affective, held.continuance_mean),
        (Some(25.0), Some(6.5))
    );
    assert_eq!(held.class.code(), Some("commitment.continuance"));
    assert_eq!(held.warnings[0].code, "held_not_attached");
    assert_eq!(
        found(&[4.0], &[3.9]).class.code(),
        Some("commitment.affective")
    );
    assert_eq!(found(&[4.0], &[4.0]).class.code(), Some("commitment.both"));
    assert_eq!(
        found(&[1.0], &[1.0]).class.code(),
        Some("commitment.neither")
    );
    let none = found(&[], &[4.0]);
    assert_eq!((none.affective, none.class.code()), (None, None));
    let half = CommitmentAnswers {
        affective: vec![Some(5.0), None, None],
        continuance: vec![Some(5.0), None],
    };
    let found = commitment(&half, &CommitmentOptions::default(), &thresholds()).unwrap();
    assert_eq!(
        (found.affective_mean, found.continuance_mean),
        (None, Some(5.0))
    );
    let off = CommitmentAnswers {
        affective: vec![Some(5.0), Some(0.0)],
        ..half
    };
    let error = commitment(&off, &CommitmentOptions::default(), &thresholds()).unwrap_err();
    assert_eq!(error.path(), Some("affective[1]"));
}

proptest! {
    #[test]
    fn an_index_of_service_is_at_least_the_attainment(
        rows in prop::collection::vec((0u32..50, 1u32..50, 0.01..1.0f64, 0.01..5.0f64), 1..10),
    ) {
        let levels: Vec<_> = rows.iter().enumerate().map(|(i, (met, total, target, weight))| {
            level(&i.to_string(), f64::from((*met).min(*total)), f64::from(*total), *target, *weight)
        }).collect();
        let found = service_levels(&levels, 0.5).unwrap();
        let (attainment, index) = (found.attainment.unwrap(), found.index.unwrap());
        prop_assert!(attainment <= index + 1e-12 && index <= 1.0 + 1e-12);
        let weights: f64 = found.levels.iter().filter_map(|level| level.weight).sum();
        prop_assert!((weights - 1.0).abs() < 1e-12);
    }
}
