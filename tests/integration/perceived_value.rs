//! Delivered value, drivers, derived importance, hierarchies and customer value analysis. Numbers without
//! a named source are worked examples of ours, computed apart by hand or in `NumPy`.

use crate::entropy::close;
use clientele::data::thresholds::Thresholds;
use clientele::labels::group;
use clientele::labels::label;
use clientele::perceived::customer_value_analysis::*;
use clientele::perceived::delivered_value::*;
use clientele::perceived::derived_importance::*;
use clientele::perceived::drivers::*;
use clientele::perceived::kano::KanoCategory;
use clientele::perceived::path_model::SatisfactionModel;
use clientele::perceived::service_quality::ServqualOptions;
use clientele::perceived::value_hierarchy::*;
use proptest::prelude::*;

fn part(name: &str, amount: impl Into<Option<f64>>) -> ValuePart {
    ValuePart {
        name: name.into(),
        amount: amount.into(),
        ..ValuePart::default()
    }
}

fn offer(name: &str, benefits: &[f64], costs: &[f64]) -> Offer {
    let parts = |values: &[f64]| {
        let named = values.iter().enumerate();
        named.map(|(i, v)| part(&format!("p{i}"), *v)).collect()
    };
    Offer {
        name: name.into(),
        benefits: parts(benefits),
        costs: parts(costs),
    }
}

fn one(offer: Offer) -> OfferValue {
    let found = delivered_value(&[offer], &DeliveredValueOptions::default()).unwrap();
    found.offers[0].clone()
}

#[test]
fn delivered_value_matches_the_worked_example() {
    let found = one(offer("ours", &[60.0, 20.0, 10.0, 10.0], &[70.0, 8.0, 5.0]));
    assert_eq!(found.total_value, Some(100.0));
    assert_eq!(found.total_cost, Some(83.0));
    assert_eq!(found.delivered_value, Some(17.0));
    close(&[found.ratio.unwrap()], &[1.204819], 5e-7);
    assert_eq!(found.verdict.unwrap().code, "delivered.positive");
    assert_eq!((found.coverage, found.reason), (1.0, None));
}

#[test]
fn a_cost_of_nothing_has_no_ratio_and_a_missing_part_no_sum() {
    let free = one(offer("free", &[5.0], &[0.0]));
    assert_eq!((free.delivered_value, free.ratio), (Some(5.0), None));
    assert_eq!(free.reason.as_deref(), Some("cost_not_positive"));
    let mut unknown = offer("unknown", &[5.0, 6.0], &[4.0]);
    unknown.benefits[1].amount = None;
    let found = one(unknown);
    assert_eq!((found.total_value, found.delivered_value), (None, None));
    assert_eq!(found.total_cost, Some(4.0));
    assert_eq!(found.reason.as_deref(), Some("part_missing"));
    let even = one(offer("even", &[0.1, 0.2], &[0.3]));
    assert_eq!(even.verdict.unwrap().code, "delivered.even");
}

#[test]
fn time_costs_what_an_hour_is_worth_and_units_do_not_mix() {
    let mut slow = offer("slow", &[50.0], &[20.0]);
    slow.costs.push(ValuePart {
        name: "time".into(),
        hours: Some(1.5),
        hourly_value: Some(12.0),
        ..ValuePart::default()
    });
    assert_eq!(one(slow.clone()).total_cost, Some(38.0));
    slow.costs[1].hourly_value = None;
    assert_eq!(one(slow.clone()).total_cost, None);
    slow.costs[1].unit = Some(ValueUnit::Rating);
    let error = delivered_value(&[slow], &DeliveredValueOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("InvalidValue", Some("offers[slow].costs[time].unit"))
    );
}

#[test]
fn ratings_are_averaged_over_what_is_known() {
    let options = DeliveredValueOptions {
        unit: ValueUnit::Rating,
        ..DeliveredValueOptions::default()
    };
    let mut rated = offer("rated", &[7.0, 4.0], &[4.0]);
    rated.benefits[0].weight = Some(3.0);
    let found = delivered_value(std::slice::from_ref(&rated), &options).unwrap();
    // (3 · 100 + 1 · 50) / 4 and 50
    assert_eq!(found.offers[0].total_value, Some(87.5));
    assert_eq!(found.offers[0].delivered_value, Some(37.5));
    rated.benefits[1].amount = None;
    let found = delivered_value(std::slice::from_ref(&rated), &options).unwrap();
    assert_eq!(
        (found.offers[0].total_value, found.offers[0].coverage),
        (Some(100.0), 0.75)
    );
    rated.benefits[0].amount = None;
    rated.benefits[1].amount = Some(4.0);
    let found = delivered_value(std::slice::from_ref(&rated), &options).unwrap();
    assert_eq!(found.offers[0].reason.as_deref(), Some("coverage_too_low"));
    rated.costs[0].amount = Some(8.0);
    let error = delivered_value(&[rated], &options).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("offers[rated].costs[p0].amount"))
    );
}

#[test]
fn the_best_offers_may_be_tied_and_differ_by_ratio() {
    let offers = [
        offer("large", &[100.0], &[80.0]),
        offer("small", &[10.0], &[2.0]),
        offer("same", &[40.0], &[20.0]),
    ];
    let found = delivered_value(&offers, &DeliveredValueOptions::default()).unwrap();
    assert_eq!(found.best, ["large", "same"]);
    assert_eq!(found.best_ratio, ["small"]);
    assert_eq!(found.warnings[0].code, "difference_and_ratio_disagree");
}

fn groups(given: &[(f64, Option<f64>)]) -> Vec<DriverGroup> {
    let numbered = given.iter().enumerate();
    numbered
        .map(|(i, (weight, score))| DriverGroup {
            code: format!("g{i}"),
            weight: *weight,
            score: *score,
            items: None,
        })
        .collect()
}

#[test]
fn the_driver_index_matches_the_worked_example() {
    let given = groups(&[
        (0.35, Some(82.0)),
        (0.2, Some(75.0)),
        (0.1, Some(60.0)),
        (0.15, Some(70.0)),
        (0.2, Some(68.0)),
    ]);
    let found = driver_index(&given, &DriverOptions::default()).unwrap();
    close(&[found.score.unwrap()], &[73.8], 1e-12);
    let points: f64 = found.groups.iter().map(|group| group.points.unwrap()).sum();
    close(&[points], &[73.8], 1e-12);
    assert!(found.warnings.is_empty());
}

#[test]
fn drivers_that_are_missing_are_left_out_and_weights_are_scaled() {
    let found = driver_index(
        &groups(&[(2.0, Some(80.0)), (1.0, Some(50.0)), (1.0, None)]),
        &DriverOptions::default(),
    )
    .unwrap();
    assert_eq!((found.score, found.coverage), (Some(70.0), 0.75));
    assert_eq!(found.warnings[0].code, "weights_scaled");
    let nothing = driver_index(&value_drivers(), &DriverOptions::default()).unwrap();
    assert_eq!((nothing.score, nothing.coverage), (None, 0.0));
    assert_eq!(nothing.reason.as_deref(), Some("coverage_too_low"));
    let mut form = value_drivers();
    for group in &mut form {
        for item in group.items.iter_mut().flatten() {
            item.score = Some(64.0);
        }
    }
    let full = driver_index(&form, &DriverOptions::default()).unwrap();
    close(&[full.score.unwrap()], &[64.0], 1e-12);
    form[0].score = Some(1.0);
    let error = driver_index(&form, &DriverOptions::default()).unwrap_err();
    assert_eq!(error.path(), Some("groups[driver.product].score"));
}

/// Eight made-up answers: three items and overall satisfaction.
const EIGHT: [f64; 32] = [
    4.0, 3.0, 5.0, 4.0, 5.0, 4.0, 4.0, 5.0, 3.0, 3.0, 4.0, 3.0, 4.0, 5.0, 3.0, 4.0, 2.0, 2.0, 4.0,
    3.0, 5.0, 4.0, 5.0, 4.0, 3.0, 4.0, 3.0, 3.0, 4.0, 4.0, 4.0, 5.0,
];

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).into()).collect()
}

#[test]
fn derived_importance_matches_the_independent_computation() {
    let names = names(&["speed", "staff", "price", "overall"]);
    let found = derived_importance(&names, &EIGHT, &ImportanceOptions::default()).unwrap();
    let column = |of: fn(&ItemImportance) -> Option<f64>| {
        let values = found.items.iter().map(|item| of(item).unwrap());
        values.collect::<Vec<f64>>()
    };
    close(
        &column(|item| item.importance),
        &[0.785553, 0.490499, 0.226455],
        5e-7,
    );
    close(
        &column(|item| item.share),
        &[0.522828, 0.326454, 0.150718],
        5e-7,
    );
    close(&column(|item| item.performance), &[3.75, 3.625, 4.0], 1e-12);
    let quadrants: Vec<&str> = found
        .items
        .iter()
        .map(|item| item.quadrant.as_ref().unwrap().code.as_str())
        .collect();
    // the mean importance is 0.500836, the mean performance 3.791667
    assert_eq!(
        quadrants,
        ["ipa.concentrate", "ipa.low_priority", "ipa.overkill"]
    );
}

#[test]
fn overall_satisfaction_is_the_column_that_is_called_so_or_named() {
    // The same answers with the whole in front: by its place, `price` would be taken for it.
    let turned: Vec<f64> = EIGHT
        .chunks(4)
        .flat_map(|row| [row[3], row[0], row[1], row[2]])
        .collect();
    let first = names(&["overall", "speed", "staff", "price"]);
    let found = derived_importance(&first, &turned, &ImportanceOptions::default()).unwrap();
    let last = names(&["speed", "staff", "price", "overall"]);
    let usual = derived_importance(&last, &EIGHT, &ImportanceOptions::default()).unwrap();
    assert_eq!(found.items, usual.items);
    let unnamed = names(&["whole", "speed", "staff", "price"]);
    let error = derived_importance(&unnamed, &turned, &ImportanceOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("Missing", Some("options.overall"))
    );
    let told = ImportanceOptions {
        overall: Some("whole".into()),
        ..ImportanceOptions::default()
    };
    let found = derived_importance(&unnamed, &turned, &told).unwrap();
    assert_eq!(found.items, usual.items);
}

#[test]
fn importance_that_cannot_be_derived_says_why() {
    let names = names(&["same", "against", "rare", "overall"]);
    let nan = f64::NAN;
    let answers = [
        3.0, 5.0, nan, 1.0, 3.0, 4.0, nan, 2.0, 3.0, 2.0, 4.0, 4.0, 3.0, 1.0, 5.0, 5.0,
    ];
    let found = derived_importance(&names, &answers, &ImportanceOptions::default()).unwrap();
    let codes: Vec<(&str, Option<&str>)> = found
        .warnings
        .iter()
        .map(|own| (own.code.as_str(), own.subject.as_deref()))
        .collect();
    assert_eq!(
        codes,
        [
            ("constant_column", Some("same")),
            ("negative_importance", Some("against")),
            ("few_answers", Some("rare")),
        ]
    );
    assert_eq!(found.items[0].importance, None);
    assert_eq!(found.items[1].share, None);
    assert_eq!(found.items[2].performance, Some(4.5));
    let empty = derived_importance(&names, &[], &ImportanceOptions::default()).unwrap();
    assert!(empty.items.iter().all(|item| item.performance.is_none()));
    let options = ImportanceOptions {
        overall: Some("whole".into()),
        ..ImportanceOptions::default()
    };
    let error = derived_importance(&names, &answers, &options).unwrap_err();
    assert_eq!(error.path(), Some("options.overall"));
}

fn level(name: &str, items: &[(f64, f64, f64)], links: Option<Vec<Vec<f64>>>) -> HierarchyLevel {
    let numbered = items.iter().enumerate();
    HierarchyLevel {
        name: name.into(),
        items: numbered
            .map(|(i, (weight, desired, received))| HierarchyItem {
                name: format!("{name}{i}"),
                weight: *weight,
                desired: Some(*desired),
                received: Some(*received),
            })
            .collect(),
        links,
    }
}

fn three_levels() -> Vec<HierarchyLevel> {
    let links = vec![vec![0.7, 0.1], vec![0.3, 0.4], vec![0.0, 0.5]];
    vec![
        level(
            "a",
            &[(0.5, 9.0, 8.0), (0.3, 8.0, 8.0), (0.2, 7.0, 6.0)],
            None,
        ),
        level("c", &[(0.6, 9.0, 7.0), (0.4, 8.0, 7.0)], Some(links)),
        level("g", &[(1.0, 9.0, 7.0)], None),
    ]
}

fn hierarchy(levels: &[HierarchyLevel]) -> clientele::Result<ValueHierarchy> {
    let options = HierarchyValueOptions::default();
    value_hierarchy(levels, &options, &Thresholds::default())
}

#[test]
fn the_hierarchy_matches_the_worked_example() {
    let found = hierarchy(&three_levels()).unwrap();
    let numbers = |value: &LevelValue| {
        [
            value.desired.unwrap(),
            value.received.unwrap(),
            value.gap.unwrap(),
        ]
    };
    close(&numbers(&found.levels[0]), &[8.3, 7.6, -0.7], 1e-12);
    close(&numbers(&found.levels[1]), &[8.6, 7.0, -1.6], 1e-12);
    close(&numbers(&found.levels[2]), &[9.0, 7.0, -2.0], 1e-12);
    let implied = found.levels[1]
        .items
        .iter()
        .map(|item| item.implied.unwrap());
    close(&implied.collect::<Vec<f64>>(), &[-0.7, -0.6], 1e-12);
    // the first consequence falls short by 2, of which 0.7 are explained
    assert_eq!(found.warnings.len(), 1);
    assert_eq!(found.warnings[0].code, "missing_attribute");
    assert_eq!(found.warnings[0].subject.as_deref(), Some("c0"));
    assert_eq!(
        found.levels[2].verdict.as_ref().unwrap().code,
        "hierarchy.short"
    );
}

#[test]
fn an_item_without_both_numbers_is_left_out_of_its_level() {
    let mut levels = three_levels();
    levels[0].items[2].received = None;
    let found = hierarchy(&levels).unwrap();
    close(&[found.levels[0].gap.unwrap()], &[-0.625], 1e-12);
    assert_eq!(found.levels[0].coverage, 0.8);
    // the second consequence depends on what is missing
    assert_eq!(found.levels[1].items[1].implied, None);
    assert!(found.levels[1].items[0].implied.is_some());
    levels[0].items[0].received = None;
    let found = hierarchy(&levels).unwrap();
    assert_eq!(found.levels[0].reason.as_deref(), Some("coverage_too_low"));
    levels[1].links = Some(vec![vec![0.7, 0.1], vec![0.5, 0.4], vec![0.0, 0.5]]);
    let error = hierarchy(&levels).unwrap_err();
    assert_eq!(error.code(), "OutOfRange"); // 0.7 + 0.5 is more than all
    levels[1].links = Some(vec![vec![0.7, 0.1]]);
    assert_eq!(hierarchy(&levels).unwrap_err().code(), "LengthMismatch");
}

fn rated(name: &str, weight: f64, own: f64, competitor: f64) -> RatedAttribute {
    RatedAttribute {
        name: name.into(),
        weight,
        own: Some(own),
        competitors: vec![Some(competitor)],
    }
}

fn quality() -> Vec<RatedAttribute> {
    vec![
        rated("taste", 30.0, 8.1, 7.2),
        rated("fresh", 25.0, 9.0, 8.2),
        rated("safe", 20.0, 9.2, 8.2),
        rated("range", 15.0, 7.0, 7.5),
        rated("look", 10.0, 8.0, 8.0),
    ]
}

fn price() -> RatedPrice {
    RatedPrice {
        attributes: Some(vec![
            rated("list", 60.0, 7.0, 8.0),
            rated("terms", 20.0, 6.0, 6.0),
            rated("discount", 20.0, 8.0, 7.0),
        ]),
        ..RatedPrice::default()
    }
}

fn options(literal: bool) -> CustomerValueOptions {
    CustomerValueOptions {
        quality_weight: 0.6,
        literal,
        ..CustomerValueOptions::default()
    }
}

#[test]
fn customer_value_matches_the_worked_example() {
    let found = customer_value_analysis(&quality(), &price(), &options(true)).unwrap();
    let ratios = found
        .quality_attributes
        .iter()
        .map(|own| own.ratio.unwrap());
    close(
        &ratios.collect::<Vec<f64>>(),
        &[1.125, 1.097561, 1.121951, 0.933333, 1.0],
        5e-7,
    );
    close(
        &[
            found.quality.unwrap(),
            found.relative_price.unwrap(),
            found.price_competitiveness.unwrap(),
            found.value.unwrap(),
            found.literal_value.unwrap(),
        ],
        &[1.076280, 1.060714, 0.953571, 1.027197, 1.070054],
        5e-7,
    );
    // the literal form comes only with a warning, and not unasked
    assert_eq!(found.warnings[0].code, "price_literal");
    let plain = customer_value_analysis(&quality(), &price(), &options(false)).unwrap();
    assert_eq!((plain.literal_value, plain.warnings.len()), (None, 0));
}

#[test]
fn the_value_map_matches_the_worked_example() {
    let own = customer_value_analysis(&quality(), &price(), &options(false)).unwrap();
    let brand = |name: &str, quality, price| ValueBrand {
        name: name.into(),
        quality,
        price,
    };
    let brands = [
        brand("own", own.quality.unwrap(), 1.08),
        brand("b", 1.0, 1.0),
        brand("c", 0.92, 0.9),
        brand("d", 1.05, 1.12),
    ];
    let map = |line| {
        let options = ValueMapOptions {
            quality_weight: 0.6,
            line,
        };
        value_map(&brands, &options).unwrap()
    };
    let found = map(FairValueLine::Weights);
    let advantage = found.brands.iter().map(|own| own.advantage.unwrap());
    close(
        &advantage.collect::<Vec<f64>>(),
        &[0.034421, 0.0, -0.02, -0.045],
        5e-7,
    );
    close(&[found.brands[0].fair_price.unwrap()], &[1.114421], 5e-7);
    let codes = |of: fn(&MappedBrand) -> &str| found.brands.iter().map(of).collect::<Vec<_>>();
    assert_eq!(
        codes(|own| own.verdict.as_ref().unwrap().code.as_str()),
        ["gale.better", "gale.fair", "gale.worse", "gale.worse"]
    );
    assert_eq!(
        codes(|own| own.position.code.as_str()),
        [
            "gale.premium",
            "gale.outstanding",
            "gale.economy",
            "gale.premium"
        ]
    );
    // numpy.polyfit of degree 1 through the four brands
    let line = map(FairValueLine::LeastSquares).line.unwrap();
    close(&[line.intercept, line.slope], &LEAST_SQUARES, 1e-9);
}

/// `numpy.polyfit` of the qualities 1.076280487804878, 1, 0.92, 1.05 and the prices, of degree 1.
const LEAST_SQUARES: [f64; 2] = [-0.32621630302422644, 1.3357613809489186];

#[test]
fn what_cannot_be_divided_is_rejected_and_what_is_missing_is_left_out() {
    let value = |quality: &[RatedAttribute], price: &RatedPrice| {
        customer_value_analysis(quality, price, &options(false))
    };
    let mut zero = quality();
    zero[1].competitors = vec![Some(0.0), None];
    let error = value(&zero, &price()).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("quality[fresh].competitors"))
    );
    let mut unpriced = price();
    unpriced.attributes.as_mut().unwrap()[0].own = Some(0.0);
    let error = value(&quality(), &unpriced).unwrap_err();
    assert_eq!(error.path(), Some("price.attributes[list].own"));
    // an attribute without competitors is left out
    zero[1].competitors = vec![None];
    let found = value(&zero, &price()).unwrap();
    assert_eq!(
        (found.coverage, found.quality_attributes[1].ratio),
        (0.75, None)
    );
    // without a price there is quality but no value
    let found = value(&quality(), &RatedPrice::default()).unwrap();
    assert_eq!(
        (found.value, found.reason.as_deref()),
        (None, Some("price_missing"))
    );
    assert!(found.quality.is_some() && found.fair_price.is_some());
    let both = RatedPrice {
        own: Some(3.0),
        ..price()
    };
    assert_eq!(
        value(&quality(), &both).unwrap_err().path(),
        Some("price.own")
    );
    // where only quality counts the line is vertical
    let only = CustomerValueOptions {
        quality_weight: 1.0,
        ..CustomerValueOptions::default()
    };
    let found = customer_value_analysis(&quality(), &price(), &only).unwrap();
    assert_eq!(found.value, found.quality);
    assert_eq!(
        (found.fair_price, found.reason.as_deref()),
        (None, Some("vertical_line"))
    );
    let found = value_map(
        &[ValueBrand {
            name: "a".into(),
            quality: 1.0,
            price: 1.0,
        }],
        &ValueMapOptions {
            line: FairValueLine::LeastSquares,
            ..ValueMapOptions::default()
        },
    )
    .unwrap();
    assert_eq!(
        (found.line, found.reason.as_deref()),
        (None, Some("few_brands"))
    );
}

proptest! {
    #[test]
    fn delivered_value_is_the_difference_of_sums(
        benefits in prop::collection::vec(-1e6..1e6_f64, 1..6),
        costs in prop::collection::vec(-1e6..1e6_f64, 1..6),
    ) {
        let found = one(offer("x", &benefits, &costs));
        let expected = benefits.iter().sum::<f64>() - costs.iter().sum::<f64>();
        prop_assert!((found.delivered_value.unwrap() - expected).abs() < 1e-6);
        prop_assert_eq!(found.ratio.is_some(), found.total_cost.unwrap() > 0.0);
    }

    #[test]
    fn a_dearer_offer_never_gains_value(
        own in 1.0..100.0_f64, market in 1.0..100.0_f64, dearer in 1.01..3.0_f64, p in 0.0..0.99_f64,
    ) {
        let value = |own: f64| {
            let price = RatedPrice { own: Some(own), market: Some(market), attributes: None };
            let options = CustomerValueOptions { quality_weight: p, ..CustomerValueOptions::default() };
            customer_value_analysis(&quality(), &price, &options).unwrap()
        };
        let (cheap, dear) = (value(own), value(own * dearer));
        prop_assert!(dear.value < cheap.value);
        prop_assert!(dear.advantage < cheap.advantage);
        prop_assert!(dear.relative_price > cheap.relative_price);
    }

    #[test]
    fn the_driver_index_lies_between_its_groups(
        given in prop::collection::vec((0.01..10.0_f64, prop::option::of(0.0..100.0_f64)), 1..8),
    ) {
        let found = driver_index(&groups(&given), &DriverOptions::default()).unwrap();
        prop_assert!((0.0..=1.0 + 1e-12).contains(&found.coverage));
        if let Some(score) = found.score {
            let known: Vec<f64> = given.iter().filter_map(|(_, score)| *score).collect();
            let low = known.iter().copied().fold(f64::INFINITY, f64::min);
            let high = known.iter().copied().fold(0.0, f64::max);
            prop_assert!(low - 1e-9 <= score && score <= high + 1e-9);
        }
    }

    #[test]
    fn derived_shares_sum_to_one_or_there_are_none(
        rows in prop::collection::vec(prop::collection::vec(1..=5_u8, 4), 0..12),
    ) {
        let answers: Vec<f64> = rows.concat().into_iter().map(f64::from).collect();
        let names = names(&["a", "b", "c", "overall"]);
        let found = derived_importance(&names, &answers, &ImportanceOptions::default()).unwrap();
        let total: f64 = found.items.iter().filter_map(|item| item.share).sum();
        let any = found.items.iter().any(|item| item.importance.is_some_and(|r| r > 0.0));
        prop_assert!((total - f64::from(u8::from(any))).abs() < 1e-9);
    }
}

#[test]
fn what_customers_perceive_has_labels() {
    let codes = [
        "no_answers",
        "part_missing",
        "cost_not_positive",
        "difference_and_ratio_disagree",
        "negative_importance",
        "missing_attribute",
        "question_unclear",
        "no_membership",
        "price_missing",
        "price_literal",
        "vertical_line",
        "few_brands",
        "item_unanswered",
        "path_model_weak",
        "single_indicator",
        "negative_weight",
        "unrelated_latent",
        "replicates_failed",
        "not_converged",
        "few_answers",
        "weights_scaled",
        "coverage_too_low",
        "constant_column",
    ];
    for code in codes {
        assert!(label(code).is_some(), "{code}");
    }
    let kano = group("kano").unwrap().iter();
    assert_eq!(
        kano.map(|label| label.code).collect::<Vec<_>>(),
        KanoCategory::ALL.map(KanoCategory::code)
    );
    for group in value_drivers() {
        assert!(label(&group.code).is_some());
        for item in group.items.unwrap() {
            assert!(label(&item.code).is_some(), "{}", item.code);
        }
    }
    for dimension in ServqualOptions::default().dimensions {
        assert!(label(&dimension.code).is_some());
    }
    for model in [
        SatisfactionModel::Scsb,
        SatisfactionModel::Acsi,
        SatisfactionModel::Ccsi,
    ] {
        assert!(label(model.code()).is_some());
        for latent in model.latents() {
            assert!(label(&format!("csi.{latent}")).is_some(), "{latent}");
        }
    }
}
