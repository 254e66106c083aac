//! Length, depth, breadth and strength of relationships, and the four steps.

use crate::segment_classes::columns;
use clientele::data::thresholds::Thresholds;
use clientele::labels::label;
use clientele::segment::activity::activity;
use clientele::segment::relation_metrics::DAYS_PER_MONTH;
use clientele::segment::relation_metrics::METRICS;
use clientele::segment::relation_metrics::RelationFacts;
use clientele::segment::relation_metrics::effective_number;
use clientele::segment::relation_metrics::relation_metrics;
use clientele::segment::relation_metrics::relation_metrics_of;
use clientele::segment::steps::STEP_UNKNOWN;
use clientele::segment::steps::STEPS;
use clientele::segment::steps::StepRatios;
use clientele::segment::steps::step_coverage;
use clientele::segment::strength::StrengthOptions;
use clientele::segment::strength::relation_strength;
use clientele::segment::strength::relation_strengths;
use proptest::prelude::*;

#[test]
fn length_depth_and_breadth_of_a_worked_customer() {
    // Seven purchases for 835 in 263 days in three of ten categories: worked example, by hand.
    let facts = RelationFacts {
        days_since_first: Some(263.0),
        purchases: Some(7.0),
        revenue: Some(835.0),
        retention: Some(0.8),
        upgrades: Some(2.0),
        wallet: Some(1670.0),
        categories: Some(4.0),
        categories_offered: Some(10.0),
    };
    let found = facts
        .metrics(&[0.5, 0.3, 0.2], &Thresholds::default())
        .unwrap();
    let close =
        |found: Option<f64>, expected: f64| assert!((found.unwrap() - expected).abs() < 5e-7);
    close(found.length, 8.640657);
    close(found.depth, 0.810124);
    close(found.average_order, 119.285714);
    close(found.expected_length, 5.0);
    close(found.upgrade_share, 2.0 / 7.0);
    close(found.share_of_wallet, 0.5);
    close(found.breadth, 0.4);
    close(found.effective_breadth, 2.800094);
    let long = RelationFacts {
        days_since_first: Some(30.0 * DAYS_PER_MONTH),
        ..RelationFacts::default()
    };
    // 30 of 36 months.
    let found = long.metrics(&[], &Thresholds::default()).unwrap();
    close(found.length_score, 0.833333);
    assert_eq!((found.depth, found.breadth), (None, None));
}

#[test]
fn what_cannot_be_divided_is_none() {
    let facts = RelationFacts {
        days_since_first: Some(0.0),
        purchases: Some(0.0),
        revenue: Some(0.0),
        retention: Some(1.0),
        wallet: Some(0.0),
        ..RelationFacts::default()
    };
    let found = facts.metrics(&[0.0, 0.0], &Thresholds::default()).unwrap();
    assert_eq!(found.length, Some(0.0));
    assert_eq!((found.depth, found.average_order), (None, None));
    assert_eq!((found.expected_length, found.share_of_wallet), (None, None));
    assert_eq!((found.breadth, found.effective_breadth), (Some(0.0), None));
    // A category whose spend is not known may be one in which the customer buys.
    let found = facts
        .metrics(&[1.0, f64::NAN], &Thresholds::default())
        .unwrap();
    assert_eq!((found.breadth, found.effective_breadth), (None, None));
    let bad = RelationFacts {
        categories: Some(5.0),
        categories_offered: Some(4.0),
        ..facts
    };
    let error = bad.metrics(&[], &Thresholds::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("categories"))
    );
    let error = facts.metrics(&[-1.0], &Thresholds::default()).unwrap_err();
    assert_eq!(error.path(), Some("spend[0]"));
    let error = relation_metrics(
        columns(&[("spend[0]", &[1.0, -1.0])]),
        &Thresholds::default(),
    );
    assert_eq!(error.unwrap_err().path(), Some("spend[0][1]"));
}

#[test]
fn strength_of_three_parts_and_of_fewer() {
    // .4 · 80 + .3 · 70 + .3 · 90 = 80, by hand.
    let index = relation_strength(&StrengthOptions::default()).unwrap();
    let score = |values: [Option<f64>; 3]| index.score(&values).unwrap();
    assert!((score([Some(80.0), Some(70.0), Some(90.0)]).score.unwrap() - 80.0).abs() < 1e-12);
    assert_eq!(score([None, Some(70.0), None]).score, None);
    let given = columns(&[
        ("trust", &[80.0, f64::NAN]),
        ("commitment", &[70.0, 70.0]),
        ("satisfaction", &[90.0, f64::NAN]),
    ]);
    let [scores, coverage] = relation_strengths(&given, &StrengthOptions::default()).unwrap();
    assert!((scores[0] - 80.0).abs() < 1e-12 && scores[1].is_nan());
    assert!((coverage[1] - 0.3).abs() < 1e-12);
    let bad = columns(&[("trust", &[101.0])]);
    let error = relation_strengths(&bad, &StrengthOptions::default()).unwrap_err();
    assert_eq!(error.path(), Some("trust[0]"));
    let less = StrengthOptions {
        trust: -1.0,
        ..StrengthOptions::default()
    };
    let error = relation_strength(&less).unwrap_err();
    assert_eq!(error.path(), Some("options.trust"));
}

#[test]
fn revenue_that_is_no_part_of_the_wallet_is_no_share_of_it() {
    let own = |revenue, wallet| RelationFacts {
        revenue: Some(revenue),
        wallet: Some(wallet),
        ..RelationFacts::default()
    };
    let t = Thresholds::default();
    for (revenue, wallet) in [(50.0, 20.0), (50.0, 0.0), (-5.0, 20.0)] {
        let error = own(revenue, wallet).metrics(&[], &t).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfRange", Some("revenue"))
        );
        let one = columns(&[("revenue", &[revenue]), ("wallet", &[wallet])]);
        let error = relation_metrics_of(one, &t).unwrap_err();
        assert_eq!(error.path(), Some("revenue[0]"));
        // Among many customers one estimate that is too low must not stop the others.
        let many = columns(&[("revenue", &[revenue, 5.0]), ("wallet", &[wallet, 20.0])]);
        let place = METRICS
            .iter()
            .position(|name| *name == "shareOfWallet")
            .unwrap();
        let shares = &relation_metrics(many, &t).unwrap()[place];
        assert!(shares[0].is_nan());
        assert_eq!(shares[1], 0.25);
    }
    let all = own(20.0, 20.0).metrics(&[], &t).unwrap();
    assert_eq!(all.share_of_wallet, Some(1.0));
    let unknown = columns(&[("revenue", &[50.0]), ("wallet", &[f64::NAN])]);
    assert!(relation_metrics_of(unknown, &t).is_ok());
    let two = columns(&[("revenue", &[1.0, 2.0])]);
    assert_eq!(
        relation_metrics_of(two, &t).unwrap_err().code(),
        "LengthMismatch"
    );
}

#[test]
fn the_first_step_that_falls_short_is_the_bottleneck() {
    let ratios = StepRatios {
        identify: Some(0.95),
        differentiate: Some(0.90),
        interact: Some(0.40),
        customise: Some(0.10),
    };
    let of = |ratios: StepRatios| ratios.coverage(&Thresholds::default()).unwrap();
    assert_eq!(of(ratios).bottleneck.as_deref(), Some("step.interact"));
    let all = StepRatios {
        interact: Some(0.8),
        customise: Some(0.8),
        ..ratios
    };
    let found = of(all);
    assert_eq!((found.bottleneck, found.reason), (None, None));
    let unknown = StepRatios {
        differentiate: None,
        ..ratios
    };
    let found = of(unknown);
    assert_eq!(found.bottleneck, None);
    assert_eq!(found.reason.unwrap().code, STEP_UNKNOWN);
    assert!(
        STEPS
            .iter()
            .chain(&[STEP_UNKNOWN])
            .all(|code| label(code).is_some())
    );
    let bad = StepRatios {
        identify: Some(1.2),
        ..ratios
    };
    let error = bad.coverage(&Thresholds::default()).unwrap_err();
    assert_eq!(error.path(), Some("identify"));
}

#[test]
fn steps_over_customers_count_those_of_whom_it_is_known() {
    let given = columns(&[
        ("identified", &[1.0, 1.0, 1.0, 1.0, 0.0]),
        ("differentiated", &[1.0, 1.0, 1.0, 1.0, f64::NAN]),
        ("highValue", &[1.0, 1.0, 1.0, 0.0, f64::NAN]),
        ("daysSinceContact", &[10.0, 91.0, f64::NAN, 1.0, 1.0]),
        ("customised", &[1.0, 1.0, 0.0, 0.0, 0.0]),
    ]);
    let found = step_coverage(&given, &Thresholds::default()).unwrap();
    let seen: Vec<_> = found
        .steps
        .iter()
        .map(|step| (step.coverage, step.customers, step.unknown))
        .collect();
    let of = |coverage, customers, unknown| (Some(coverage), Some(customers), Some(unknown));
    assert_eq!(
        seen,
        [
            of(0.8, 5, 0),
            of(1.0, 4, 1),
            of(0.5, 2, 2),
            of(2.0 / 3.0, 3, 1)
        ]
    );
    assert_eq!(found.bottleneck.as_deref(), Some("step.interact"));
    let nobody = step_coverage(&columns(&[("identified", &[])]), &Thresholds::default()).unwrap();
    assert_eq!(
        nobody.reason.unwrap().subject.as_deref(),
        Some("step.identify")
    );
}

#[test]
fn activity_of_a_worked_customer_and_of_a_single_purchase() {
    // Purchases from 2025-01-10 to 2025-07-09, seen on 2025-09-30: mean gap 30, silence 83, tenure 263.
    let found = activity(&[7.0, 1.0], &[0.0, 5.0], &[180.0, 5.0], 263.0).unwrap();
    let first: Vec<f64> = found.iter().map(|column| column[0]).collect();
    assert_eq!(first[..4], [7.0, 263.0, 83.0, 30.0]);
    assert!((first[4] - 2.766667).abs() < 5e-7);
    assert!(found[3][1].is_nan() && found[4][1].is_nan());
    let error = activity(&[2.0], &[9.0], &[3.0], 10.0).unwrap_err();
    assert_eq!(error.path(), Some("lastDay[0]"));
}

proptest! {
    #[test]
    fn an_effective_number_lies_between_one_and_the_number_of_parts(
        parts in prop::collection::vec(0.0..1e6_f64, 1..12),
    ) {
        let count = parts.iter().filter(|part| **part > 0.0).count() as f64;
        let number = effective_number(&parts);
        prop_assert_eq!(number.is_none(), count < 1.0);
        prop_assert!(number.is_none_or(|n| (1.0 - 1e-12..=count * (1.0 + 1e-12)).contains(&n)));
    }

    #[test]
    fn scores_lie_between_0_and_1_and_columns_say_what_one_customer_says(
        days in 0.0..3000.0_f64, purchases in 0.0..200.0_f64, revenue in -100.0..1e5_f64, bought in 0..6_u32,
    ) {
        let bought = f64::from(bought);
        let facts = RelationFacts {
            days_since_first: Some(days),
            purchases: Some(purchases),
            revenue: Some(revenue),
            categories: Some(bought),
            categories_offered: Some(6.0),
            ..RelationFacts::default()
        };
        let one = facts.metrics(&[], &Thresholds::default()).unwrap();
        for score in [one.length_score, one.depth_score, one.breadth_score].into_iter().flatten() {
            prop_assert!((0.0..=1.0).contains(&score));
        }
        let many = relation_metrics(
            columns(&[
                ("daysSinceFirst", &[days]), ("purchases", &[purchases]), ("revenue", &[revenue]),
                ("categories", &[bought]), ("categoriesOffered", &[6.0]),
            ]),
            &Thresholds::default(),
        ).unwrap();
        prop_assert_eq!(many.len(), METRICS.len());
        for (name, own) in [("length", one.length), ("depth", one.depth), ("averageOrder", one.average_order), ("breadth", one.breadth)] {
            let place = METRICS.iter().position(|metric| *metric == name).unwrap();
            prop_assert_eq!(Some(many[place][0]).filter(|value| !value.is_nan()), own);
        }
    }
}
