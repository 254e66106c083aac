//! Churn: worked examples, laws and edges. The worked examples are made up and were computed apart in
//! `NumPy` or by hand from the formulas of the cited papers.

use crate::entropy::close;
use clientele::churn::early_warning::*;
use clientele::churn::*;
use clientele::data::thresholds::Thresholds;
use clientele::error::Error;
use clientele::index::likert_blocks::BlockScale;
use proptest::prelude::*;

fn default() -> Thresholds {
    Thresholds::default()
}

fn fails<T: std::fmt::Debug>(found: Result<T, Error>, code: &str, path: &str) {
    let error = found.unwrap_err();
    assert_eq!((error.code(), error.path()), (code, Some(path)), "{error}");
}

const SERIES: [f64; 8] = [78.0, 77.0, 79.0, 76.0, 74.0, 70.0, 66.0, 61.0];

#[test]
fn reasons_match_the_worked_example() {
    let counts = ReasonCounts {
        core_failure: 44.0,
        encounter_failure: 34.0,
        response_to_failure: 17.0,
        pricing: 30.0,
        inconvenience: 21.0,
        competition: 10.0,
        ethics: 7.0,
        involuntary: 6.0,
    };
    let found = churn_reasons(&counts, &ReasonOptions::default()).unwrap();
    let groups: Vec<f64> = found.groups.iter().map(|group| group.count).collect();
    assert_eq!(groups, [95.0, 61.0, 13.0]);
    close(&[found.controllable.unwrap()], &[163.0 / 169.0], 1e-15);
    let order: Vec<&str> = found
        .reasons
        .iter()
        .map(|reason| &reason.code["churn_reason.".len()..])
        .collect();
    assert_eq!(
        order,
        [
            "core_failure",
            "encounter_failure",
            "pricing",
            "inconvenience",
            "response_to_failure",
            "competition",
            "ethics",
            "involuntary"
        ]
    );
    // 44 + 34 + 30 + 21 = 129 of 169 is 76 %; with 17 more it is 86 %.
    let vital = found.reasons.iter().filter(|reason| reason.vital).count();
    assert_eq!(vital, 5);
    assert_eq!(found.reasons[7].cumulative, Some(1.0));
    assert_eq!(found.reasons[0].of_customers, None);
}

#[test]
fn reasons_of_nobody_have_no_shares_and_impossible_counts_are_errors() {
    let none = churn_reasons(&ReasonCounts::default(), &ReasonOptions::default()).unwrap();
    assert_eq!(
        (none.controllable, none.reason.as_deref()),
        (None, Some("no_reasons"))
    );
    assert!(
        none.reasons
            .iter()
            .all(|reason| reason.share.is_none() && !reason.vital)
    );
    let below = ReasonCounts {
        pricing: -1.0,
        ..ReasonCounts::default()
    };
    fails(
        churn_reasons(&below, &ReasonOptions::default()),
        "OutOfRange",
        "pricing",
    );
    let three = ReasonCounts {
        pricing: 3.0,
        ..ReasonCounts::default()
    };
    let options = ReasonOptions {
        customers: Some(2.0),
        ..ReasonOptions::default()
    };
    fails(
        churn_reasons(&three, &options),
        "OutOfRange",
        "options.customers",
    );
    let coded = vec![
        vec![
            "pricing".to_owned(),
            "pricing".into(),
            "churn_reason.ethics".into(),
        ],
        vec![],
    ];
    let found = count_reasons(&coded).unwrap();
    assert_eq!(
        (found.counts.pricing, found.counts.ethics, found.silent),
        (1.0, 1.0, 1.0)
    );
    fails(
        count_reasons(&[vec!["prices".into()]]),
        "InvalidValue",
        "reasons[0][0]",
    );
}

#[test]
fn the_effect_of_retention_matches_the_worked_example() {
    for (from, to, expected) in [
        (0.60, 0.65, 0.203704),
        (0.80, 0.85, 0.275),
        (0.90, 0.95, 0.407407),
    ] {
        let change = RetentionChange {
            from,
            to,
            discount_rate: 0.1,
        };
        let found = retention_effect(&change).unwrap();
        close(&[found.change.unwrap()], &[expected], 5e-7);
        assert_eq!(found.warnings[0].code, "value_per_customer");
    }
    let half = retention_effect(&RetentionChange {
        from: 0.9,
        to: 0.95,
        discount_rate: 0.1,
    })
    .unwrap();
    close(
        &[half.lifetime_from.unwrap(), half.lifetime_to.unwrap()],
        &[10.0, 20.0],
        1e-12,
    );
    close(&[half.defection_removed.unwrap()], &[0.5], 1e-12);
    let lifetimes =
        [defection(100.0, 10.0), defection(100.0, 5.0)].map(|found| found.unwrap().lifetime);
    assert_eq!(lifetimes, [Some(10.0), Some(20.0)]);
}

#[test]
fn defection_of_nobody_has_no_lifetime() {
    assert_eq!(
        defection(10.0, 0.0).unwrap().reason.as_deref(),
        Some("endless_lifetime")
    );
    assert_eq!(
        defection(0.0, 0.0).unwrap().reason.as_deref(),
        Some("none_at_start")
    );
    fails(defection(10.0, 11.0), "OutOfRange", "lost");
    let effect = |from, to, discount_rate| {
        retention_effect(&RetentionChange {
            from,
            to,
            discount_rate,
        })
    };
    assert_eq!(
        effect(0.0, 0.5, 0.1).unwrap().reason.as_deref(),
        Some("no_value_before")
    );
    assert_eq!(
        effect(0.5, 1.0, 0.0).unwrap().reason.as_deref(),
        Some("endless_lifetime")
    );
    assert!(effect(0.5, 1.0, 0.1).unwrap().change.is_some());
    assert!(effect(0.9, 0.8, 0.1).unwrap().change.unwrap() < 0.0);
    fails(effect(0.5, 1.1, 0.1), "OutOfRange", "to");
    fails(effect(0.5, 0.6, -0.1), "OutOfRange", "discountRate");
}

#[test]
fn the_simple_activity_matches_the_worked_example() {
    // (8/12)⁴ and (8/12)², and a customer of seven purchases within 180 of 263 days: (180/263)⁷.
    let found = simple_activity_columns(
        &[4.0, 2.0, 7.0, 1.0, f64::NAN],
        &[8.0, 8.0, 180.0, 0.0, 1.0],
        &[12.0, 12.0, 263.0, 9.0, 2.0],
    )
    .unwrap();
    close(
        &found.probability[..3],
        &[0.197531, 0.444444, 0.070342],
        5e-7,
    );
    assert_eq!(found.unknown, 2.0);
    let facts = |purchases, first_to_last, first_to_now| {
        simple_activity(&ActivityFacts {
            purchases,
            first_to_last,
            first_to_now,
        })
    };
    assert_eq!(
        facts(1.0, 0.0, 9.0).unwrap().reason.as_deref(),
        Some("too_few_purchases")
    );
    assert_eq!(
        facts(2.0, 0.0, 0.0).unwrap().reason.as_deref(),
        Some("no_time_passed")
    );
    assert_eq!(facts(3.0, 5.0, 5.0).unwrap().probability, Some(1.0));
    fails(facts(2.5, 1.0, 2.0), "OutOfRange", "purchases");
    fails(facts(0.0, 1.0, 2.0), "OutOfRange", "purchases");
    fails(facts(2.0, 3.0, 2.0), "OutOfRange", "firstToNow");
    fails(
        simple_activity_columns(&[2.0], &[3.0], &[2.0]),
        "OutOfRange",
        "firstToNow[0]",
    );
    fails(
        simple_activity_columns(&[2.0], &[], &[2.0]),
        "LengthMismatch",
        "firstToLast",
    );
}

#[test]
fn the_recency_ratio_matches_the_worked_example() {
    let found = recency_ratio(&[28.0, 31.0, 30.0, 27.0, 34.0, 30.0], 62.0, &default()).unwrap();
    close(
        &[
            found.mean_gap.unwrap(),
            found.gap_deviation.unwrap(),
            found.ratio.unwrap(),
            found.z.unwrap(),
            found.probability.unwrap(),
        ],
        &[30.0, 2.449490, 2.066667, 13.063945, 0.126607],
        5e-7,
    );
    assert_eq!(
        (found.regular, found.measure.as_deref()),
        (Some(true), Some("z"))
    );
    assert_eq!(found.level.unwrap().code, "early_warning.warn");
    for (days, expected) in [
        (44.0, "calm"),
        (45.0, "watch"),
        (60.0, "warn"),
        (90.0, "alarm"),
    ] {
        let found = recency_ratio(&[30.0, 30.0], days, &default()).unwrap();
        assert_eq!(
            found.level.unwrap().code,
            format!("early_warning.{expected}")
        );
        assert_eq!(
            (found.z, found.measure.as_deref()),
            (None, Some("probability"))
        );
    }
}

#[test]
fn a_recency_ratio_without_gaps_is_none() {
    let of = |gaps: &[f64], days| recency_ratio(gaps, days, &default());
    assert_eq!(of(&[], 5.0).unwrap().reason.as_deref(), Some("no_gaps"));
    assert_eq!(
        of(&[0.0, 0.0], 5.0).unwrap().reason.as_deref(),
        Some("gaps_zero")
    );
    let one = of(&[10.0], 5.0).unwrap();
    assert_eq!((one.ratio, one.regular, one.z), (Some(0.5), None, None));
    fails(of(&[1.0, -1.0], 5.0), "OutOfRange", "gaps[1]");
    fails(of(&[1.0], -5.0), "OutOfRange", "daysSinceLast");
    let levels = Thresholds {
        recency_warn: 1.0,
        ..default()
    };
    fails(
        recency_ratio(&[1.0], 1.0, &levels),
        "OutOfRange",
        "recencyWarn",
    );
}

#[test]
fn charts_match_the_worked_example() {
    let options = ChartOptions::default();
    let average = ewma_chart(&SERIES, &options).unwrap();
    let values: Vec<f64> = average.values.iter().map(|value| value.unwrap()).collect();
    close(
        &values,
        &[
            78.0, 77.7, 78.09, 77.463, 76.4241, 74.49687, 71.947809, 68.663466,
        ],
        5e-7,
    );
    let sum = cusum_chart(&SERIES, &options).unwrap();
    let values: Vec<f64> = sum.values.iter().map(|value| value.unwrap()).collect();
    close(
        &values,
        &[0.0, 0.0, 0.0, 0.0, 1.838231, 7.676462, 17.514692, 32.352923],
        5e-7,
    );
    close(
        &[
            sum.mean.unwrap(),
            sum.deviation.unwrap(),
            sum.limit.unwrap(),
        ],
        &[76.8, 1.923538, 9.617692],
        5e-7,
    );
    assert_eq!((sum.alarm, sum.beyond), (Some(7.0), Some(true)));
    let found = trend(&SERIES, &options).unwrap();
    close(
        &[found.slope.unwrap(), found.recent_change.unwrap()],
        &[-2.416667, -0.144965],
        5e-7,
    );
}

#[test]
fn charts_of_short_constant_and_broken_series() {
    let options = ChartOptions::default();
    for chart in [ewma_chart, cusum_chart] {
        let empty = chart(&[], &options).unwrap();
        assert_eq!(
            (empty.limit, empty.reason.as_deref()),
            (None, Some("series_short"))
        );
        let flat = chart(&[5.0; 9], &options).unwrap();
        assert_eq!(
            (flat.beyond, flat.reason.as_deref()),
            (None, Some("baseline_constant"))
        );
        let five = chart(&SERIES[..5], &options).unwrap();
        assert_eq!((five.alarm, five.beyond), (None, Some(false)));
        fails(chart(&[f64::INFINITY], &options), "NotFinite", "series[0]");
    }
    // A missing value moves nothing: both charts of the others come out the same.
    let mut gaps = SERIES.to_vec();
    gaps.insert(3, f64::NAN);
    for chart in [ewma_chart, cusum_chart] {
        let mut found = chart(&gaps, &options).unwrap().values;
        assert_eq!(found.remove(3), chart(&SERIES, &options).unwrap().values[2]);
        assert_eq!(found, chart(&SERIES, &options).unwrap().values);
    }
    fails(ewma(&[1.0], 0.0), "OutOfRange", "lambda");
    fails(
        ewma_chart(
            &[1.0],
            &ChartOptions {
                lambda: 1.5,
                ..options
            },
        ),
        "OutOfRange",
        "options.lambda",
    );
    fails(
        trend(
            &[1.0],
            &ChartOptions {
                baseline: 1,
                ..options
            },
        ),
        "OutOfRange",
        "options.baseline",
    );
    assert_eq!(trend(&[1.0], &options).unwrap().slope, None);
    let zero = trend(&[0.0; 8], &options).unwrap();
    assert_eq!(
        (zero.slope, zero.reason.as_deref()),
        (Some(0.0), Some("baseline_not_positive"))
    );
}

#[test]
fn signals_of_falling_loyalty_make_the_highest_level() {
    let of =
        |facts: &WarningFacts| early_warning(facts, &ChartOptions::default(), &default()).unwrap();
    let none = of(&WarningFacts::default());
    assert_eq!(
        (none.level, none.reason.as_deref()),
        (None, Some("input_missing"))
    );
    assert!(none.signals.iter().all(|signal| signal.active.is_none()));
    let falling = WarningFacts {
        loyalty: SERIES.iter().map(|x| Some(*x)).collect(),
        ..WarningFacts::default()
    };
    let found = of(&falling);
    let active: Vec<&str> = found
        .signals
        .iter()
        .filter(|s| s.active == Some(true))
        .map(|s| s.code.as_str())
        .collect();
    assert_eq!(
        active,
        ["signal.cusum", "signal.ewma", "signal.recent_fall"]
    );
    assert_eq!(found.level.unwrap().code, "early_warning.alarm");
    let silent = WarningFacts {
        gaps: vec![30.0, 32.0],
        days_since_last: Some(70.0),
        ..WarningFacts::default()
    };
    assert_eq!(of(&silent).level.unwrap().code, "early_warning.warn");
    let fewer = WarningFacts {
        breadth_before: Some(3.0),
        breadth_now: Some(2.0),
        ..WarningFacts::default()
    };
    assert_eq!(of(&fewer).level.unwrap().code, "early_warning.watch");
    let calm = WarningFacts {
        open_complaints: Some(0.0),
        contacts_before: Some(1.0),
        contacts_now: Some(1.0),
        ..WarningFacts::default()
    };
    // no complaint is no sign of calm in one of whom nothing else is known
    assert_eq!(of(&calm).reason.as_deref(), Some("input_missing"));
    let calm = WarningFacts {
        gaps: vec![30.0, 32.0],
        days_since_last: Some(20.0),
        ..calm
    };
    assert_eq!(of(&calm).level.unwrap().code, "early_warning.calm");
    let wrong = WarningFacts {
        depth_now: Some(-1.0),
        ..WarningFacts::default()
    };
    fails(
        early_warning(&wrong, &ChartOptions::default(), &default()),
        "OutOfRange",
        "depthNow",
    );
    let wrong = WarningFacts {
        loyalty: vec![Some(120.0)],
        ..WarningFacts::default()
    };
    fails(
        early_warning(&wrong, &ChartOptions::default(), &default()),
        "OutOfRange",
        "loyalty[0]",
    );
}

#[test]
fn the_switching_barrier_matches_the_worked_example() {
    let some = |list: &[f64]| list.iter().map(|x| Some(*x)).collect::<Vec<_>>();
    let answers = SwitchingAnswers {
        procedural: some(&[5.0, 4.0, 6.0, 3.0]),
        financial: some(&[5.0, 2.0]),
        relational: some(&[3.0, 2.0]),
        satisfaction: Some(30.0),
    };
    let of =
        |answers: &SwitchingAnswers| switching_barrier(answers, &BlockScale::default(), &default());
    let found = of(&answers).unwrap();
    let means: Vec<f64> = found
        .index
        .blocks
        .iter()
        .map(|block| block.mean.unwrap())
        .collect();
    assert_eq!(means, [4.5, 3.5, 2.5]);
    close(
        &[found.index.mean.unwrap(), found.index.score.unwrap()],
        &[3.5, 41.666667],
        5e-7,
    );
    assert_eq!(found.held, Some(false));
    let high = SwitchingAnswers {
        relational: some(&[7.0]),
        ..answers.clone()
    };
    let found = of(&high).unwrap();
    assert_eq!(
        (found.held, found.warnings[0].code.as_str()),
        (Some(true), "barrier_holds")
    );
    assert_eq!(
        of(&SwitchingAnswers {
            satisfaction: None,
            ..high
        })
        .unwrap()
        .held,
        None
    );
    fails(
        of(&SwitchingAnswers {
            financial: some(&[0.0]),
            ..answers.clone()
        }),
        "OutOfRange",
        "financial[0]",
    );
    fails(
        of(&SwitchingAnswers {
            satisfaction: Some(-1.0),
            ..answers
        }),
        "OutOfRange",
        "satisfaction",
    );
}

#[test]
fn staying_and_the_cost_of_leaving_match_the_worked_examples() {
    let choice = StayOrLeave {
        ours: 6.0,
        alternative: 6.8,
        switching_cost: 1.5,
        scale: Some(1.0),
    };
    let found = stay_probability(&choice).unwrap();
    close(
        &[found.stay, found.without_barrier],
        &[0.668188, 0.310026],
        5e-7,
    );
    fails(
        stay_probability(&StayOrLeave {
            scale: Some(0.0),
            ..choice
        }),
        "OutOfRange",
        "scale",
    );
    let sure = stay_probability(&StayOrLeave {
        switching_cost: 1e6,
        ..choice
    })
    .unwrap();
    assert_eq!(sure.stay, 1.0);

    let firms = TwoFirms {
        price_a: 100.0,
        price_b: 80.0,
        customers_a: 60.0,
        customers_b: 40.0,
    };
    let found = switching_costs(&firms).unwrap();
    close(&[found.cost_a, found.cost_b], &[68.0, 20.0], 1e-12);
    fails(
        switching_costs(&TwoFirms {
            customers_b: 0.0,
            ..firms
        }),
        "OutOfRange",
        "customersB",
    );
    assert_eq!(inertia(3.0, 12.0).unwrap().share, Some(0.25));
    assert_eq!(
        inertia(0.0, 0.0).unwrap().reason.as_deref(),
        Some("no_purchases")
    );
    fails(inertia(3.0, 2.0), "OutOfRange", "byHabit");
}

proptest! {
    #[test]
    fn shares_of_reasons_sum_to_one_and_fall(counts in prop::array::uniform8(0_u8..50)) {
        let [a, b, c, d, e, f, g, h] = counts.map(f64::from);
        let counts = ReasonCounts {
            core_failure: a, encounter_failure: b, response_to_failure: c, pricing: d,
            inconvenience: e, competition: f, ethics: g, involuntary: h,
        };
        let found = churn_reasons(&counts, &ReasonOptions::default()).unwrap();
        prop_assert!(found.reasons.windows(2).all(|pair| pair[0].count >= pair[1].count));
        let groups: f64 = found.groups.iter().map(|group| group.count).sum();
        prop_assert_eq!(groups, found.total);
        if found.total > 0.0 {
            let shares: f64 = found.reasons.iter().filter_map(|reason| reason.share).sum();
            prop_assert!((shares - 1.0).abs() < 1e-12);
            let vital: f64 = found.reasons.iter().filter(|r| r.vital).filter_map(|r| r.share).sum();
            prop_assert!(vital >= 0.8 - 1e-9);
            prop_assert!((0.0..=1.0).contains(&found.controllable.unwrap()));
        }
    }

    #[test]
    fn better_retention_is_worth_more(from in 0.01..0.99_f64, more in 0.0..0.5_f64, rate in 0.0..0.5_f64) {
        let to = (from + more).min(0.999);
        let found = retention_effect(&RetentionChange { from, to, discount_rate: rate }).unwrap();
        prop_assert!(found.change.unwrap() >= -1e-12 || to < from);
        prop_assert!(found.lifetime_to.unwrap() >= found.lifetime_from.unwrap() || to < from);
    }

    #[test]
    fn the_simple_activity_is_a_probability_that_falls_with_silence(
        purchases in 2_u8..40, active in 0.0..1000.0_f64, silence in 0.0..1000.0_f64, more in 0.0..500.0_f64,
    ) {
        let at = |silence: f64| simple_activity(&ActivityFacts {
            purchases: f64::from(purchases), first_to_last: active, first_to_now: active + silence + 1e-9,
        }).unwrap().probability.unwrap();
        let (now, later) = (at(silence), at(silence + more));
        prop_assert!((0.0..=1.0).contains(&now) && later <= now);
    }

    #[test]
    fn the_level_of_silence_does_not_depend_on_the_order_of_gaps_or_the_unit_of_time(
        gaps in prop::collection::vec(1_u16..90, 2..12), days in 0_u16..400,
    ) {
        let mut gaps: Vec<f64> = gaps.into_iter().map(f64::from).collect();
        let one = recency_ratio(&gaps, f64::from(days), &default()).unwrap();
        gaps.reverse();
        let other = recency_ratio(&gaps, f64::from(days), &default()).unwrap();
        prop_assert_eq!(one.ratio, other.ratio);
        prop_assert_eq!(&one.level, &other.level);
        let double: Vec<f64> = gaps.iter().map(|gap| gap * 2.0).collect();
        let other = recency_ratio(&double, f64::from(days) * 2.0, &default()).unwrap();
        prop_assert_eq!(one.ratio, other.ratio);
    }

    #[test]
    fn charts_do_not_depend_on_where_the_scale_begins(
        series in prop::collection::vec(20.0..60.0_f64, 0..20), shift in -10.0..10.0_f64,
    ) {
        let options = ChartOptions::default();
        let moved: Vec<f64> = series.iter().map(|value| value + shift).collect();
        let (one, other) = (cusum_chart(&series, &options).unwrap(), cusum_chart(&moved, &options).unwrap());
        prop_assert_eq!(one.limit.is_some(), other.limit.is_some());
        for (one, other) in one.values.iter().zip(&other.values) {
            prop_assert!((one.unwrap_or(0.0) - other.unwrap_or(0.0)).abs() < 1e-9);
            prop_assert!(one.is_none_or(|value| value >= 0.0));
        }
        let average = ewma_chart(&series, &options).unwrap();
        prop_assert!(average.values.iter().all(|value| value.is_some_and(|value| (20.0..=60.0).contains(&value))));
    }

    #[test]
    fn a_barrier_keeps_more_customers(ours in -5.0..5.0_f64, other in -5.0..5.0_f64, cost in 0.0..5.0_f64) {
        let found = stay_probability(&StayOrLeave { ours, alternative: other, switching_cost: cost, scale: None }).unwrap();
        prop_assert!(found.barrier_effect >= 0.0 && (0.0..=1.0).contains(&found.stay));
    }
}

#[test]
fn a_base_has_the_levels_of_its_customers() {
    let none: [&[f64]; 10] = [&[]; 10];
    let of = |columns, loyalty: &[&[f64]]| {
        early_warning_columns(columns, loyalty, &ChartOptions::default(), &default())
    };
    let empty = of(none, &[]).unwrap();
    assert_eq!((empty.levels.codes.len(), empty.signals.len()), (0, 0));

    // Mean 30 and deviation 2.449490 of six gaps: churn.rs has the customer alone.
    let mut columns = none;
    columns[0] = &[62.0, f64::NAN, 10.0, 5.0];
    columns[1] = &[30.0, 30.0, f64::NAN, 0.0];
    let deviations = [6.0_f64.sqrt(), 1.0, f64::NAN, 0.0];
    columns[2] = &deviations;
    columns[9] = &[0.0, 2.0, 0.0, f64::NAN];
    let found = of(columns, &[]).unwrap();
    assert_eq!(found.levels.codes, [2.0, 1.0, -1.0, -1.0]);
    assert_eq!(found.levels.unknown, 2.0);
    let first = [found.ratio[0], found.z[0], found.probability[0]];
    let expected = [62.0 / 30.0, 32.0 / 6.0_f64.sqrt(), (-62.0_f64 / 30.0).exp()];
    close(&first, &expected, 1e-14);
    assert!(found.ratio[1..].iter().all(|ratio| ratio.is_nan()));
    let count = |code: &str| {
        let signal = found.signals.iter().find(|signal| signal.code == code);
        signal.map(|signal| (signal.customers, signal.known))
    };
    assert_eq!(count("signal.silence"), Some((1, 1)));
    assert_eq!(count("signal.open_complaint"), Some((1, 3)));

    columns[3] = &[1.0];
    fails(of(columns, &[]), "LengthMismatch", "depthBefore");
    columns[3] = &[1.0, -1.0, 1.0, 1.0];
    fails(of(columns, &[]), "OutOfRange", "depthBefore[1]");
    columns[3] = &[];
    columns[1] = &[30.0, 30.0, f64::INFINITY, 0.0];
    fails(of(columns, &[]), "NotFinite", "meanGap[2]");
    columns[1] = &[];
    fails(
        of(columns, &[&[1.0, 2.0, 3.0, 101.0]]),
        "OutOfRange",
        "loyalty[0][3]",
    );
}

proptest! {
    #[test]
    fn a_customer_in_a_base_is_that_customer_alone(
        gaps in proptest::collection::vec(0_u8..60, 0..5),
        days in proptest::option::of(0.0..200.0_f64),
        loyalty in proptest::collection::vec(proptest::option::of(0.0..100.0_f64), 0..9),
        counts in proptest::collection::vec(proptest::option::of(0_u8..4), 7),
    ) {
        let count = |k: usize| counts[k].map(f64::from);
        let gaps: Vec<f64> = gaps.into_iter().map(f64::from).collect();
        let facts = WarningFacts {
            gaps: gaps.clone(),
            days_since_last: days,
            loyalty: loyalty.clone(),
            depth_before: count(0),
            depth_now: count(1),
            breadth_before: count(2),
            breadth_now: count(3),
            contacts_before: count(4),
            contacts_now: count(5),
            open_complaints: count(6),
        };
        let options = ChartOptions::default();
        let alone = early_warning(&facts, &options, &default()).unwrap();
        let silence = recency_ratio(&gaps, days.unwrap_or(0.0), &default()).unwrap();
        let mut cells = vec![days, silence.mean_gap, silence.gap_deviation];
        cells.extend((0..7).map(count));
        let cells: Vec<[f64; 1]> = cells.into_iter().map(|cell| [cell.unwrap_or(f64::NAN)]).collect();
        let columns: [&[f64]; 10] = std::array::from_fn(|k| &cells[k][..]);
        let periods: Vec<[f64; 1]> = loyalty.iter().map(|cell| [cell.unwrap_or(f64::NAN)]).collect();
        let periods: Vec<&[f64]> = periods.iter().map(|period| &period[..]).collect();
        let base = early_warning_columns(columns, &periods, &options, &default()).unwrap();
        let level = usize::try_from(base.levels.codes[0] as i64)
            .ok()
            .map(|place| base.levels.classes[place].code.clone());
        prop_assert_eq!(level, alone.level.map(|level| level.code));
        let shown = |active: Option<bool>| (usize::from(active == Some(true)), usize::from(active.is_some()));
        let expected: Vec<_> = alone.signals.iter().map(|signal| shown(signal.active)).collect();
        let counted: Vec<_> = base.signals.iter().map(|signal| (signal.customers, signal.known)).collect();
        prop_assert_eq!(counted, expected);
    }
}
