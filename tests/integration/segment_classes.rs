//! Classes of customers against their rules written anew, and what holds of every rule.

use clientele::data::thresholds::Thresholds;
use clientele::labels::label;
use clientele::segment::CLASSIFIERS;
use clientele::segment::Classified;
use clientele::segment::ClassifyOptions;
use clientele::segment::Codes;
use clientele::segment::CustomerColumns;
use clientele::segment::PyramidCuts;
use clientele::segment::Tier;
use clientele::segment::Ties;
use clientele::segment::abc::ABC;
use clientele::segment::abc::ABC_STRICT;
use clientele::segment::class_totals;
use clientele::segment::classifier_named;
use clientele::segment::classify_columns;
use clientele::segment::classify_customer;
use clientele::segment::classify_row;
use clientele::segment::consumption::Consumption;
use clientele::segment::importance::CURRY;
use clientele::segment::importance::IMPORTANCE;
use clientele::segment::importance::Ranked;
use clientele::segment::lifecycle::LIFECYCLE;
use clientele::segment::lifecycle::Lifecycle;
use clientele::segment::lifecycle::revenue_trend;
use clientele::segment::loyalty_class::LoyaltyFacts;
use clientele::segment::pyramid_class::PYRAMID;
use clientele::segment::pyramid_class::PyramidFacts;
use clientele::segment::relation::RELATIONSHIP;
use clientele::segment::relation::Relation;
use clientele::segment::relation_level::SegmentFacts;
use clientele::segment::value_type::Traits;
use proptest::prelude::*;
use serde_json::Value;

pub(crate) fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/segment.json")).unwrap()
}

pub(crate) fn columns(named: &[(&str, &[f64])]) -> CustomerColumns {
    let names = named.iter().map(|(name, _)| (*name).into()).collect();
    let values: Vec<f64> = named
        .iter()
        .flat_map(|(_, column)| column.to_vec())
        .collect();
    let customers = named.first().map_or(0, |(_, column)| column.len());
    CustomerColumns::try_new(names, values, customers).unwrap()
}

/// Profits of twenty customers, two of whom bring 64 % and four cost money: a worked example.
pub(crate) const PROFITS: [f64; 20] = [
    5200.0, 3100.0, 1500.0, 900.0, 700.0, 500.0, 400.0, 300.0, 250.0, 150.0, 120.0, 100.0, 80.0,
    60.0, 40.0, 20.0, -10.0, -50.0, -120.0, -300.0,
];

fn code(found: clientele::Result<Classified>) -> String {
    let found = found.unwrap();
    let reason = || format!("{:?}", found.reason);
    found.code().map_or_else(reason, Into::into)
}

fn counts(kind: &str, given: &[(&str, &[f64])], options: &ClassifyOptions) -> Vec<usize> {
    let classifier = classifier_named(kind).unwrap();
    let found = classify_columns(classifier, columns(given), options).unwrap();
    found.classes.iter().map(|class| class.customers).collect()
}

#[test]
fn six_customers_by_relationship() {
    // Worked example: the window is the larger of 180 days and three mean gaps.
    let bought = |days, gap| Relation {
        purchases: Some(5.0),
        days_since_last: Some(days),
        mean_gap: Some(gap),
        ..Relation::default()
    };
    let prospect = |eligible, targeted| Relation {
        purchases: Some(0.0),
        eligible: Some(eligible),
        targeted,
        ..Relation::default()
    };
    for (customer, expected) in [
        (bought(40.0, 30.0), "relation.current"),
        (bought(200.0, 30.0), "relation.lost"),
        (bought(200.0, 90.0), "relation.current"),
        (prospect(true, Some(true)), "relation.target"),
        (prospect(true, Some(false)), "relation.potential"),
        (prospect(false, None), "relation.none"),
    ] {
        assert_eq!(code(customer.classify(&Thresholds::default())), expected);
    }
    let ended = Relation {
        terminated: Some(true),
        ..bought(40.0, 30.0)
    };
    assert_eq!(
        code(ended.classify(&Thresholds::default())),
        "relation.lost"
    );
    let interested = Relation {
        interested: Some(true),
        ..prospect(false, None)
    };
    assert_eq!(
        code(interested.classify(&Thresholds::default())),
        "relation.potential"
    );
}

#[test]
fn the_evidence_says_what_was_held_against_what() {
    let lost = Relation {
        purchases: Some(5.0),
        days_since_last: Some(200.0),
        mean_gap: Some(30.0),
        ..Relation::default()
    };
    let class = lost
        .classify(&Thresholds::default())
        .unwrap()
        .class
        .unwrap();
    let seen: Vec<_> = class
        .evidence
        .iter()
        .map(|item| (item.name.as_str(), item.value, item.threshold))
        .collect();
    assert_eq!(
        seen,
        [
            ("purchases", Some(5.0), false),
            ("daysSinceLast", Some(200.0), false),
            ("meanGap", Some(30.0), false),
            ("churnWindow", Some(180.0), true),
        ]
    );
}

#[test]
fn five_customers_by_loyalty_and_the_mark_of_a_single_purchase() {
    let of = |purchases, days: Option<f64>, index| LoyaltyFacts {
        purchases: Some(purchases),
        days_since_first: days,
        loyalty_index: index,
        ..LoyaltyFacts::default()
    };
    for (facts, expected, mark) in [
        (of(0.0, None, None), "loyalty.potential", None),
        (
            of(1.0, Some(300.0), Some(80.0)),
            "loyalty.new",
            Some("one_timer"),
        ),
        (of(4.0, Some(60.0), Some(80.0)), "loyalty.new", None),
        (of(4.0, Some(200.0), Some(55.0)), "loyalty.old", None),
        (of(4.0, Some(200.0), Some(75.0)), "loyalty.loyal", None),
    ] {
        let found = facts.classify(&Thresholds::default()).unwrap();
        assert_eq!(
            (found.code(), found.mark.as_deref()),
            (Some(expected), mark)
        );
    }
    let behaves = LoyaltyFacts {
        recency_ratio: Some(1.5),
        ..of(6.0, Some(400.0), None)
    };
    assert_eq!(
        code(behaves.classify(&Thresholds::default())),
        "loyalty.loyal"
    );
}

#[test]
fn four_customers_by_the_value_they_can_give() {
    for (row, expected) in [
        ([0.8, 0.3, 0.1, 0.2], "value_type.lighthouse"),
        ([0.2, 0.8, 0.3, 0.4], "value_type.follower"),
        ([0.3, 0.3, 0.4, 0.6], "value_type.rational"),
        ([0.7, 0.2, 0.8, 0.3], "value_type.bargain"),
    ] {
        let [innovation, conformity, deal_share, price_sensitivity_share] = row.map(Some);
        let traits = Traits {
            innovation,
            conformity,
            deal_share,
            price_sensitivity_share,
        };
        assert_eq!(code(traits.classify(&Thresholds::default())), expected);
    }
}

#[test]
fn a_class_that_turns_on_what_is_missing_is_not_given() {
    let unsure = Traits {
        innovation: Some(0.9),
        price_sensitivity_share: Some(0.3),
        ..Traits::default()
    };
    let found = unsure.classify(&Thresholds::default()).unwrap();
    assert_eq!(found.class, None);
    let reason = found.reason.unwrap();
    assert_eq!(reason.code, "input_missing");
    assert_eq!(reason.subject.as_deref(), Some("dealShare"));
    // Whatever the others are, a price sensitivity of .9 is that of a bargain-seeker.
    let sure = Traits {
        price_sensitivity_share: Some(0.9),
        ..Traits::default()
    };
    assert_eq!(
        code(sure.classify(&Thresholds::default())),
        "value_type.bargain"
    );
}

#[test]
fn gaps_by_fixed_lines_and_by_the_nearest_typical_consumer() {
    let expected = [
        (6.0, "heavy", "heavy"),
        (7.0, "heavy", "heavy"),
        (10.0, "medium", "heavy"),
        (20.0, "medium", "medium"),
        (30.0, "medium", "medium"),
        (45.0, "light", "medium"),
        (120.0, "light", "light"),
        (182.0, "light", "light"),
        (200.0, "occasional", "occasional"),
    ];
    for (gap, fixed, nearest) in expected {
        let facts = Consumption {
            mean_gap: Some(gap),
            ..Consumption::default()
        };
        let of = |kind: &str| {
            let classifier = classifier_named(kind).unwrap();
            let row = [f64::NAN, f64::NAN, f64::NAN, gap];
            code(classify_row(classifier, &row, &Thresholds::default()))
        };
        assert_eq!(
            code(facts.classify(&Thresholds::default())),
            format!("consumption.{fixed}")
        );
        assert_eq!(of("consumptionNearest"), format!("consumption.{nearest}"));
    }
}

#[test]
fn twenty_customers_by_importance_by_curry_and_by_tier() {
    let options = ClassifyOptions::default();
    let value: &[(&str, &[f64])] = &[("value", &PROFITS)];
    assert_eq!(counts("importance", value, &options), [1, 3, 16]);
    assert_eq!(counts("pyramid", value, &options), [1, 3, 12, 4]);
    // ⌈.01 · 20⌉ = 1, ⌈.05 · 20⌉ = 1, ⌈.20 · 20⌉ = 4 customers from the top, by hand.
    assert_eq!(counts("curry", value, &options), [1, 0, 3, 16]);
    // 1, 4, 15 and 80 % of a hundred (Curry & Curry 2000).
    let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
    assert_eq!(
        counts("curry", &[("value", &hundred)], &options),
        [1, 4, 15, 80]
    );
}

#[test]
fn the_cuts_of_the_pyramid_are_those_of_profiles() {
    let (cuts, thresholds) = (PyramidCuts::default(), Thresholds::default());
    assert!((cuts.platinum - 100.0 * thresholds.platinum_share).abs() < 1e-12);
    assert!((cuts.gold - 100.0 * thresholds.gold_share).abs() < 1e-12);
    let classes = classifier_named("pyramid").unwrap().classes;
    assert_eq!(classes, Tier::ALL.map(Tier::code));
}

#[test]
fn a_price_sensitive_platinum_customer_counts_as_gold() {
    let best = |price_sensitivity_share, loyalty_index| PyramidFacts {
        value: Some(5200.0),
        rank: Some(1.0),
        customers: Some(20.0),
        price_sensitivity_share,
        loyalty_index,
    };
    for (facts, expected, mark) in [
        (best(None, None), "platinum", None),
        (best(Some(0.6), Some(60.0)), "platinum", None),
        (best(Some(0.61), None), "gold", Some("lowered")),
        (best(None, Some(59.0)), "gold", Some("lowered")),
    ] {
        let found = facts.classify(&Thresholds::default()).unwrap();
        assert_eq!(
            (found.code(), found.mark.as_deref()),
            (Some(expected), mark)
        );
    }
}

#[test]
fn four_relationships_by_stage() {
    // Trends computed apart with numpy.polyfit.
    let cases: [(&[f64], f64, f64, f64, &str); 4] = [
        (
            &[0.0, 0.0, 0.0, 0.0, 100.0, 120.0],
            2.0,
            0.5,
            0.701299,
            "exploration",
        ),
        (
            &[100.0, 150.0, 210.0, 260.0, 330.0, 400.0],
            12.0,
            0.5,
            0.247094,
            "build_up",
        ),
        (
            &[400.0, 390.0, 410.0, 405.0, 395.0, 402.0],
            12.0,
            0.5,
            0.001427,
            "maturity",
        ),
        (
            &[400.0, 380.0, 300.0, 220.0, 120.0, 60.0],
            12.0,
            0.5,
            -0.296525,
            "degeneration",
        ),
    ];
    for (revenues, purchases, ratio, trend, stage) in cases {
        let facts = Lifecycle {
            purchases: Some(purchases),
            recency_ratio: Some(ratio),
            ..Lifecycle::of_revenues(revenues)
        };
        assert!((facts.trend.unwrap() - trend).abs() < 5e-7);
        assert_eq!(
            code(facts.classify(&Thresholds::default())),
            format!("stage.{stage}")
        );
    }
    // Seven purchases a month apart and then 83 days of silence; quarters 365, 365, 105.
    let trend = revenue_trend(&[365.0, 365.0, 105.0]).unwrap();
    assert!((trend - -0.467066).abs() < 5e-7);
}

#[test]
fn periods_without_revenue_without_data_and_with_refunds() {
    assert_eq!(revenue_trend(&[0.0, 0.0, 0.0]), Some(0.0));
    assert_eq!(revenue_trend(&[1.0, 2.0]), None);
    assert_eq!(revenue_trend(&[1.0, f64::NAN, 2.0]), None);
    assert_eq!(revenue_trend(&[]), None);
    assert_eq!(revenue_trend(&[10.0, -20.0, -30.0]), None);
    // A straight line with a hole in it is the same line: 1, 2, 4, 5 of mean 3.
    let holed = revenue_trend(&[1.0, 2.0, f64::NAN, 4.0, 5.0]).unwrap();
    assert!((holed - 1.0 / 3.0).abs() < 1e-12);
    let huge = revenue_trend(&[f64::MAX, f64::MAX, f64::MAX]);
    assert_eq!(huge, Some(0.0));
    let once = Lifecycle {
        purchases: Some(1.0),
        ..Lifecycle::of_revenues(&[0.0, 5.0, 0.0])
    };
    assert_eq!(
        code(once.classify(&Thresholds::default())),
        "stage.exploration"
    );
}

#[test]
fn all_nine_cells_of_kotlers_table() {
    let table = [
        (50_000.0, ["accountable", "reactive", "basic"]),
        (3_000.0, ["proactive", "accountable", "reactive"]),
        (40.0, ["partnership", "proactive", "accountable"]),
    ];
    for (customers, row) in table {
        for (margin, expected) in [0.55, 0.25, 0.08].into_iter().zip(row) {
            let segment = SegmentFacts {
                margin: Some(margin),
                customers: Some(customers),
            };
            let found = code(segment.classify(&Thresholds::default()));
            assert_eq!(found, format!("level.{expected}"));
        }
    }
    // On the cuts: 15 % is medium, 40 % is high; 100 are few, 10 000 are not many.
    let edge = SegmentFacts {
        margin: Some(0.40),
        customers: Some(100.0),
    };
    assert_eq!(
        code(edge.classify(&Thresholds::default())),
        "level.partnership"
    );
}

#[test]
fn made_up_customers_have_the_classes_of_the_rules_written_anew() {
    let golden = golden();
    let customers = golden["customers"].as_array().unwrap();
    for kind in [
        "relationship",
        "loyalty",
        "valueType",
        "lifecycle",
        "consumption",
    ] {
        let classifier = classifier_named(kind).unwrap();
        let value = |customer: &Value, name: &str| match &customer[name] {
            Value::Bool(yes) => f64::from(u8::from(*yes)),
            other => other.as_f64().unwrap_or(f64::NAN),
        };
        let mut given: Vec<(String, Vec<f64>)> = classifier
            .inputs
            .iter()
            .filter(|input| customers[0].get(input.name).is_some())
            .filter(|input| !(kind == "consumption" && input.name == "meanGap"))
            .map(|input| {
                let column = customers.iter().map(|c| value(c, input.name)).collect();
                (input.name.to_owned(), column)
            })
            .collect();
        if kind == "lifecycle" {
            for period in 0..6 {
                let revenue = |c: &Value| c["revenues"][period].as_f64().unwrap();
                let column = customers.iter().map(revenue).collect();
                given.push((format!("revenues[{period}]"), column));
            }
        }
        let named: Vec<(&str, &[f64])> = given
            .iter()
            .map(|(name, column)| (name.as_str(), column.as_slice()))
            .collect();
        let found = classify_columns(classifier, columns(&named), &ClassifyOptions::default());
        let found = found.unwrap();
        for (row, customer) in customers.iter().enumerate() {
            let class = usize::try_from(found.codes.0[row]).ok();
            let class = class.map(|place| classifier.classes[place]);
            assert_eq!(
                class,
                customer["classes"][kind].as_str(),
                "{kind} {customer}"
            );
            let own: Vec<(&str, &[f64])> = named
                .iter()
                .map(|(name, column)| (*name, &column[row..=row]))
                .collect();
            let one = classify_customer(classifier, columns(&own), &ClassifyOptions::default());
            assert_eq!(one.unwrap().code(), class);
        }
    }
}

#[test]
fn every_class_and_mark_has_its_words() {
    for classifier in CLASSIFIERS {
        for code in classifier.classes.iter().chain(&classifier.mark) {
            assert!(label(code).is_some(), "{code}");
        }
    }
    assert!(label(clientele::segment::INPUT_MISSING).is_some());
}

#[test]
fn nobody_is_an_answer_and_equals_are_ranked_as_told() {
    for classifier in CLASSIFIERS {
        let nobody = CustomerColumns::try_new(Vec::new(), Vec::new(), 0).unwrap();
        let found = classify_columns(classifier, nobody, &ClassifyOptions::default()).unwrap();
        assert!(found.codes.0.is_empty());
        assert!(found.classes.iter().all(|class| class.share.is_none()));
    }
    let equal = [7.0; 20];
    let by_row = ClassifyOptions::default();
    assert_eq!(
        counts("importance", &[("value", &equal)], &by_row),
        [1, 3, 16]
    );
    let shared = ClassifyOptions {
        ties: Ties::Shared,
        ..by_row
    };
    assert_eq!(
        counts("importance", &[("value", &equal)], &shared),
        [20, 0, 0]
    );
    let losses = [-1.0, -2.0, 0.0];
    assert_eq!(
        counts("importance", &[("value", &losses)], &by_row),
        [0, 0, 3]
    );
    let with_gaps = [f64::NAN, 3.0, f64::NAN];
    let classifier = classifier_named("importance").unwrap();
    let found = classify_columns(classifier, columns(&[("value", &with_gaps)]), &by_row).unwrap();
    assert_eq!(
        (found.codes.0.as_slice(), found.unknown),
        (&[-1, 0, -1][..], 2)
    );
    assert_eq!(found.reasons[0].subject, "value");
}

#[test]
fn bad_input_is_named() {
    let relation = classifier_named("relationship").unwrap();
    let fails = |named: &[(&str, &[f64])], options: &ClassifyOptions| {
        let error = classify_columns(relation, columns(named), options).unwrap_err();
        (error.code().to_owned(), error.path().map(str::to_owned))
    };
    let plain = ClassifyOptions::default();
    let of = |code: &str, path: &str| (code.to_owned(), Some(path.to_owned()));
    assert_eq!(
        fails(&[("purchases", &[1.0, -1.0])], &plain),
        of("OutOfRange", "purchases[1]")
    );
    assert_eq!(
        fails(&[("purchase", &[1.0])], &plain),
        of("UnknownKey", "purchase")
    );
    let narrow = ClassifyOptions {
        thresholds: Thresholds {
            churn_window_days: 0.0,
            ..Thresholds::default()
        },
        ..plain
    };
    let expected = of("OutOfRange", "thresholds.churnWindowDays");
    assert_eq!(fails(&[("purchases", &[1.0])], &narrow), expected);
    let infinite = CustomerColumns::try_new(
        vec!["a".into(), "b".into()],
        vec![1.0, 2.0, 3.0, f64::INFINITY],
        2,
    );
    assert_eq!(infinite.unwrap_err().path(), Some("b[1]"));
    let turned = Thresholds {
        vip_share: 0.5,
        ..Thresholds::default()
    };
    let one = Ranked::default();
    assert_eq!(
        one.classify(&turned).unwrap_err().path(),
        Some("importantShare")
    );
    assert_eq!(
        Codes::from_numbers(&[0.0, 200.0]).unwrap_err().path(),
        Some("codes[1]")
    );
}

#[test]
fn an_input_beside_what_it_is_made_from_is_not_ignored() {
    let plain = ClassifyOptions::default();
    let stage = classifier_named("lifecycle").unwrap();
    let periods: [(&str, &[f64]); 3] = [
        ("revenues[0]", &[1.0]),
        ("revenues[1]", &[2.0]),
        ("purchases", &[5.0]),
    ];
    for input in ["trend", "activePeriods"] {
        let given = [&periods[..], &[(input, &[0.5][..])]].concat();
        let one = classify_customer(stage, columns(&given), &plain).unwrap_err();
        let many = classify_columns(stage, columns(&given), &plain).unwrap_err();
        for error in [one, many] {
            assert_eq!((error.code(), error.path()), ("InvalidValue", Some(input)));
            assert!(error.to_string().contains("`revenues`"), "{error}");
        }
    }
    assert!(classify_columns(stage, columns(&periods), &plain).is_ok());
    // What is not known says nothing that could be ignored.
    let unknown = [&periods[..], &[("trend", &[f64::NAN][..])]].concat();
    assert!(classify_customer(stage, columns(&unknown), &plain).is_ok());
    let abc = classifier_named("abc").unwrap();
    let given = columns(&[("value", &[5.0, 1.0]), ("shareBefore", &[0.0, 0.5])]);
    let error = classify_columns(abc, given, &plain).unwrap_err();
    assert_eq!(error.path(), Some("shareBefore"));
}

#[test]
fn totals_by_class_split_any_measure() {
    // A dealer and two consumers: 900, 50 and 50, by hand.
    let given = columns(&[("resells", &[1.0, 0.0, 0.0])]);
    let classifier = classifier_named("endUse").unwrap();
    let found = classify_columns(classifier, given, &ClassifyOptions::default()).unwrap();
    let revenue = columns(&[("revenue", &[900.0, 50.0, f64::NAN])]);
    let totals = class_totals(&found.codes.0, classifier.classes, &revenue).unwrap();
    let measure = &totals[0].measures[0];
    assert_eq!(
        (measure.known, measure.total, measure.mean),
        (1, 50.0, Some(50.0))
    );
    assert_eq!(totals[1].measures[0].share, Some(900.0 / 950.0));
    let bad = columns(&[("revenue", &[f64::MAX, f64::MAX, 0.0])]);
    let error = class_totals(&[0, 0, 1], classifier.classes, &bad).unwrap_err();
    assert_eq!(error.path(), Some("revenue"));
    // The classes are known of three customers: a column of one is the culprit.
    let short = columns(&[("revenue", &[1.0])]);
    let error = class_totals(&found.codes.0, classifier.classes, &short).unwrap_err();
    assert_eq!(error.path(), Some("columns"));
    assert!(error.to_string().ends_with("expected 3 values, found 1"));
}

/// Any value of an input: missing, at an end of the range, or between.
fn cell(least: f64, most: f64) -> impl Strategy<Value = f64> {
    let (low, high) = (least.max(-1e6), most.min(1e6));
    prop_oneof![
        1 => Just(f64::NAN),
        1 => Just(least),
        1 => Just(most),
        6 => low..=high,
        2 => (low.max(0.0)..=high.min(40.0).max(low.max(0.0))).prop_map(f64::floor),
    ]
}

fn rows(kind: usize) -> impl Strategy<Value = Vec<Vec<f64>>> {
    let cells: Vec<_> = CLASSIFIERS[kind]
        .inputs
        .iter()
        .map(|input| cell(input.least, input.most).boxed())
        .collect();
    prop::collection::vec(cells, 1..12)
}

fn any_rows() -> impl Strategy<Value = (usize, Vec<Vec<f64>>)> {
    (0..CLASSIFIERS.len()).prop_flat_map(|kind| (Just(kind), rows(kind)))
}

proptest! {
    #[test]
    fn every_customer_is_in_one_class_or_there_is_a_reason((kind, rows) in any_rows()) {
        let classifier = CLASSIFIERS[kind];
        let names = classifier.inputs.iter().map(|input| input.name.into()).collect();
        let mut values = Vec::new();
        for input in 0..classifier.inputs.len() {
            values.extend(rows.iter().map(|row| row[input]));
        }
        // `value` and `ids` of those that rank stay as they are given, since ranks are too.
        let all = CustomerColumns::try_new(names, values, rows.len()).unwrap();
        // Inputs may contradict each other: the first customer of whom they do is named.
        let alone = |row: &Vec<f64>| classify_row(classifier, row, &Thresholds::default());
        let conflict = rows.iter().position(|row| alone(row).is_err());
        let found = classify_columns(classifier, all, &ClassifyOptions::default());
        prop_assert_eq!(found.is_err(), conflict.is_some());
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                let end = format!("[{}]", conflict.unwrap());
                prop_assert!(error.path().unwrap().ends_with(&end), "{}", error);
                return Ok(());
            }
        };
        let counted: usize = found.classes.iter().map(|class| class.customers).sum();
        prop_assert_eq!(counted + found.unknown, rows.len());
        let reasons: usize = found.reasons.iter().map(|reason| reason.customers).sum();
        prop_assert_eq!(reasons, found.unknown);
        let shares: Vec<f64> = found.classes.iter().filter_map(|class| class.share).collect();
        if counted > 0 {
            prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
        for (row, place) in rows.iter().zip(&found.codes.0) {
            let one = classify_row(classifier, row, &Thresholds::default()).unwrap();
            let class = usize::try_from(*place).ok().map(|place| classifier.classes[place]);
            prop_assert_eq!(one.code(), class);
            prop_assert_eq!(one.class.is_some(), one.reason.is_none());
            if let Some(reason) = one.reason {
                let field = reason.subject.unwrap();
                // The stage is told from revenues, which is what its caller gives.
                let known = classifier.inputs.iter().any(|input| input.name == field);
                prop_assert!(known || field == "revenues", "{}", field);
            }
        }
    }

    /// Who comes when, and what the classes are called, has no say: of the same values all have the
    /// same class wherever they stand, but for equals, which share one where told.
    #[test]
    fn reordering_changes_nothing(
        values in prop::collection::vec((0..60_i32).prop_map(|v| f64::from(v) - 10.0), 1..40),
        turn in 0..40_usize,
    ) {
        let mut turned = values.clone();
        let turn = turn % values.len();
        turned.rotate_left(turn);
        for kind in ["importance", "curry", "pyramid", "abc", "abcStrict"] {
            let classifier = classifier_named(kind).unwrap();
            let shared = ClassifyOptions { ties: Ties::Shared, ..ClassifyOptions::default() };
            let of = |values: &[f64], options| {
                classify_columns(classifier, columns(&[("value", values)]), options).unwrap()
            };
            let mut codes = of(&values, &shared).codes.0;
            codes.rotate_left(turn);
            prop_assert_eq!(&codes, &of(&turned, &shared).codes.0);
            // By rows and by identifiers the sizes of the classes stay.
            let plain = ClassifyOptions::default();
            prop_assert_eq!(of(&values, &plain).classes, of(&turned, &plain).classes);
            let ids: Vec<f64> = (0..values.len()).map(|id| id as f64).collect();
            let mut turned_ids = ids.clone();
            turned_ids.rotate_left(turn);
            let with = |values: &[f64], ids: &[f64]| {
                let given = columns(&[("value", values), ("ids", ids)]);
                classify_columns(classifier, given, &plain).unwrap().codes.0
            };
            let mut codes = with(&values, &ids);
            codes.rotate_left(turn);
            prop_assert_eq!(codes, with(&turned, &turned_ids));
        }
    }

    #[test]
    fn more_value_never_lowers_a_class(
        values in prop::collection::vec(-100.0..1000.0_f64, 2..40), place in 0..40_usize, more in 0.0..500.0_f64,
    ) {
        let place = place % values.len();
        let mut richer = values.clone();
        richer[place] += more;
        for kind in ["importance", "curry", "pyramid"] {
            let classifier = classifier_named(kind).unwrap();
            let of = |values: &[f64]| {
                let found = classify_columns(classifier, columns(&[("value", values)]), &ClassifyOptions::default());
                found.unwrap().codes.0[place]
            };
            prop_assert!(of(&richer) <= of(&values));
        }
    }

    #[test]
    fn more_orders_never_lower_a_class(
        purchases in 1..30_u32, more in 0..10_u32, first in 0.0..900.0_f64, part in 0.0..1.0_f64,
        index in prop::option::of(0.0..100.0_f64), ratio in prop::option::of(0.0..4.0_f64),
        share in prop::option::of(0.0..1.0_f64),
    ) {
        let rank = |found: Classified, kind: &str| {
            let classes = classifier_named(kind).unwrap().classes;
            found.code().map(|code| classes.iter().position(|class| *class == code))
        };
        let thresholds = Thresholds::default();
        let often = f64::from(purchases + more);
        let consumes = |purchases| Consumption {
            purchases: Some(purchases),
            days_since_first: Some(first),
            days_since_last: Some(part * first),
            mean_gap: None,
        };
        let found = |purchases| rank(consumes(purchases).classify(&thresholds).unwrap(), "consumption");
        prop_assert!(found(often) <= found(f64::from(purchases)));
        let loyal = |purchases| LoyaltyFacts {
            purchases: Some(purchases),
            days_since_first: Some(first),
            loyalty_index: index,
            share_of_wallet: share,
            recency_ratio: ratio,
        };
        let found = |purchases| rank(loyal(purchases).classify(&thresholds).unwrap(), "loyalty");
        prop_assert!(found(often) <= found(f64::from(purchases)));
        // Nobody who is there leaves by buying more.
        let there = |purchases| Relation {
            purchases: Some(purchases),
            days_since_last: Some(part * first),
            ..Relation::default()
        };
        let found = |purchases| code(there(purchases).classify(&thresholds));
        prop_assert_eq!(found(often), found(f64::from(purchases)));
    }

    #[test]
    fn totals_of_classes_sum_to_the_whole(
        rows in prop::collection::vec((-1..3_i8, 0.0..1e6_f64), 1..60),
    ) {
        let (codes, values): (Vec<i8>, Vec<f64>) = rows.into_iter().unzip();
        let totals = class_totals(&codes, &["a", "b", "c"], &columns(&[("v", &values)])).unwrap();
        let whole: f64 = codes.iter().zip(&values).filter(|(code, _)| **code >= 0).map(|(_, v)| v).sum();
        let sum: f64 = totals.iter().map(|class| class.measures[0].total).sum();
        prop_assert!((sum - whole).abs() <= 1e-9 * whole.max(1.0));
        if whole > 0.0 {
            let shares: f64 = totals.iter().filter_map(|class| class.measures[0].share).sum();
            prop_assert!((shares - 1.0).abs() < 1e-12);
        }
    }
}

#[test]
fn a_reason_names_what_the_caller_passed() {
    let subject = |classifier, names: &[&str], values: &[f64]| {
        let names = names.iter().map(|name| String::from(*name)).collect();
        let columns = CustomerColumns::try_new(names, values.to_vec(), 1).unwrap();
        let found =
            classify_columns(classifier, columns.clone(), &ClassifyOptions::default()).unwrap();
        let alone = classify_customer(classifier, columns, &ClassifyOptions::default()).unwrap();
        (
            found.reasons[0].subject.clone(),
            alone.reason.unwrap().subject.unwrap(),
        )
    };
    let same = |name: &str| (String::from(name), String::from(name));
    let unknown = [f64::NAN];
    assert_eq!(
        subject(&RELATIONSHIP, &["daysSinceLast"], &[3.0]),
        same("purchases")
    );
    // A base without a known value lacks the value; one customer alone lacks the rank, whatever the value.
    let ranked = |name: &str| (String::from("value"), String::from(name));
    assert_eq!(subject(&IMPORTANCE, &["value"], &unknown), same("value"));
    assert_eq!(subject(&ABC, &["value"], &unknown), ranked("shareBefore"));
    assert_eq!(
        subject(&ABC_STRICT, &["value"], &unknown),
        ranked("shareAfter")
    );
    assert_eq!(
        subject(
            &LIFECYCLE,
            &["purchases", "recencyRatio", "revenues[0]"],
            &[9.0, 0.5, f64::NAN]
        ),
        same("revenues")
    );
    assert_eq!(
        subject(
            &LIFECYCLE,
            &["purchases", "recencyRatio", "trend"],
            &[9.0, 0.5, f64::NAN]
        ),
        same("trend")
    );
}

#[test]
fn one_customer_alone_has_no_rank() {
    for classifier in [&IMPORTANCE, &CURRY, &PYRAMID] {
        let columns = CustomerColumns::try_new(vec!["value".into()], vec![5.0], 1).unwrap();
        let alone =
            classify_customer(classifier, columns.clone(), &ClassifyOptions::default()).unwrap();
        assert_eq!(alone.code(), None);
        assert_eq!(alone.reason.unwrap().subject.as_deref(), Some("rank"));
        // A base of one is one that somebody wants ranked.
        let base = classify_columns(classifier, columns, &ClassifyOptions::default()).unwrap();
        assert_eq!(base.codes.0, [0]);
    }
}

#[test]
fn days_and_ranks_that_contradict_each_other_are_named() {
    let columns = |names: &[&str], values: Vec<f64>| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        CustomerColumns::try_new(names, values, 2).unwrap()
    };
    // The second customer bought last 400 days ago and first 30 days ago.
    let days = columns(
        &["purchases", "daysSinceFirst", "daysSinceLast"],
        vec![3.0, 3.0, 400.0, 30.0, 30.0, 400.0],
    );
    // The second of three customers has rank 9.
    let ranks = columns(
        &["value", "rank", "customers"],
        vec![5.0, 4.0, 1.0, 9.0, 3.0, 3.0],
    );
    for (kind, columns, path) in [
        ("consumption", days.clone(), "daysSinceLast[1]"),
        ("consumptionNearest", days, "daysSinceLast[1]"),
        ("importance", ranks.clone(), "rank[1]"),
        ("pyramid", ranks, "rank[1]"),
    ] {
        let classifier = classifier_named(kind).unwrap();
        let error = classify_columns(classifier, columns, &ClassifyOptions::default()).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfRange", Some(path)),
            "{kind}"
        );
    }
    let one = Consumption {
        purchases: Some(3.0),
        days_since_first: Some(30.0),
        days_since_last: Some(400.0),
        ..Consumption::default()
    };
    let error = one.classify(&Thresholds::default()).unwrap_err();
    assert_eq!(error.path(), Some("daysSinceLast"));
}
