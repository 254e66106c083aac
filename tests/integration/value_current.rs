//! Current value, indices of value, evaluation systems, prices.
//!
//! Expected numbers are worked examples, computed apart by hand or in `NumPy`.

use clientele::data::thresholds::Thresholds;
use clientele::value::AccountColumns;
use clientele::value::AllocationKey;
use clientele::value::CustomerAccount;
use clientele::value::KnownData;
use clientele::value::PriceFacts;
use clientele::value::ProfitOptions;
use clientele::value::ValueIndexKind;
use clientele::value::ValueIndexOptions;
use clientele::value::ValueLimits;
use clientele::value::allocate_cost;
use clientele::value::choose_system;
use clientele::value::credit_points;
use clientele::value::demand_contribution;
use clientele::value::known_share;
use clientele::value::net_profit;
use clientele::value::net_profits;
use clientele::value::on_time_points;
use clientele::value::price_identity;
use clientele::value::profit_proxy;
use clientele::value::true_discount;
use clientele::value::value_index;
use clientele::value::value_index_columns;
use proptest::prelude::*;

const ACCOUNT: CustomerAccount = CustomerAccount {
    revenue: Some(12_000.0),
    returns: None,
    production_cost: Some(6_200.0),
    fixed_marketing_cost: Some(800.0),
    variable_marketing_cost: Some(1_500.0),
    service_cost: None,
};

fn default_index(kind: ValueIndexKind, values: &[f64]) -> Option<f64> {
    let known: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
    let found = value_index(kind, &known, &ValueIndexOptions::default()).unwrap();
    let points: f64 = found.parts.iter().filter_map(|part| part.points).sum();
    assert!((points - found.score.unwrap_or_default()).abs() < 1e-9);
    found.score
}

#[test]
fn net_profit_matches_the_worked_account() {
    // 12 000 − 6 200 − 800 − 1 500 = 3 500, 29.1667 % of the revenue
    let found = net_profit(&ACCOUNT).unwrap();
    assert_eq!(found.value, Some(3_500.0));
    assert!((found.share.unwrap() - 0.291_666_666_7).abs() < 1e-9);
    assert!(found.warnings.is_empty() && found.reason.is_none());
    let codes: Vec<&str> = found.parts.iter().map(|part| part.code.as_str()).collect();
    let expected = [
        "profit.revenue",
        "profit.production",
        "profit.fixed_marketing",
        "profit.variable_marketing",
    ];
    assert_eq!(codes, expected);
}

#[test]
fn returns_and_service_count_where_they_are_apart() {
    let account = CustomerAccount {
        returns: Some(2_000.0),
        service_cost: Some(500.0),
        ..ACCOUNT
    };
    let found = net_profit(&account).unwrap();
    assert_eq!(
        (found.value, found.net_revenue),
        (Some(1_000.0), Some(10_000.0))
    );
    assert_eq!(found.share, Some(0.1));
    assert_eq!(found.parts.len(), 6);
}

#[test]
fn a_cost_that_is_not_known_is_not_zero() {
    for (account, missing) in [
        (
            CustomerAccount {
                production_cost: None,
                ..ACCOUNT
            },
            "productionCost",
        ),
        (
            CustomerAccount {
                fixed_marketing_cost: None,
                ..ACCOUNT
            },
            "fixedMarketingCost",
        ),
        (
            CustomerAccount {
                revenue: None,
                ..ACCOUNT
            },
            "revenue",
        ),
        (CustomerAccount::default(), "revenue"),
    ] {
        let found = net_profit(&account).unwrap();
        assert_eq!((found.value, found.share), (None, None));
        let reason = found.reason.unwrap();
        assert_eq!(
            (reason.code.as_str(), reason.subject.as_deref()),
            ("profit_undecided", Some(missing))
        );
    }
}

#[test]
fn a_loss_is_reported_and_refunds_have_no_share() {
    // 300 − 220 − 60 − 70 = −50
    let account = CustomerAccount {
        revenue: Some(300.0),
        production_cost: Some(220.0),
        fixed_marketing_cost: Some(60.0),
        variable_marketing_cost: Some(70.0),
        ..CustomerAccount::default()
    };
    let found = net_profit(&account).unwrap();
    assert_eq!(found.value, Some(-50.0));
    assert_eq!(found.warnings[0].code, "loss");
    let refunded = CustomerAccount {
        revenue: Some(-10.0),
        ..account
    };
    assert_eq!(net_profit(&refunded).unwrap().share, None);
    let bad = CustomerAccount {
        production_cost: Some(-1.0),
        ..account
    };
    let error = net_profit(&bad).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("productionCost"))
    );
    let bad = CustomerAccount {
        revenue: Some(f64::NAN),
        ..account
    };
    assert_eq!(net_profit(&bad).unwrap_err().code(), "NotFinite");
}

fn columns(names: &[&str], values: &[f64]) -> clientele::Result<AccountColumns> {
    let names: Vec<String> = names.iter().map(|name| (*name).into()).collect();
    AccountColumns::try_new(&names, values)
}

#[test]
fn a_common_cost_is_shared_out_by_its_key() {
    let names = [
        "revenue",
        "productionCost",
        "variableMarketingCost",
        "orders",
    ];
    let values = [300.0, 100.0, 120.0, 60.0, 10.0, 20.0, 1.0, 3.0];
    let accounts = columns(&names, &values).unwrap();
    for (key, fixed, profits) in [
        (AllocationKey::Revenue, [60.0, 20.0], [110.0, 0.0]),
        (AllocationKey::Orders, [20.0, 60.0], [150.0, -40.0]),
        (AllocationKey::Equal, [40.0, 40.0], [130.0, -20.0]),
    ] {
        let options = ProfitOptions {
            fixed_marketing: Some(80.0),
            key,
        };
        let found = net_profits(&accounts, &options).unwrap();
        assert_eq!(found.fixed_marketing_cost, fixed);
        assert_eq!(found.net_profit, profits);
        assert_eq!(found.total, Some(110.0));
        assert_eq!(found.coverage, 1.0);
    }
}

#[test]
fn nobody_with_a_base_shares_equally_and_says_so() {
    let names = ["revenue", "productionCost", "variableMarketingCost"];
    let accounts = columns(&names, &[0.0, -5.0, 0.0, 0.0, 0.0, 0.0]).unwrap();
    let options = ProfitOptions {
        fixed_marketing: Some(10.0),
        ..ProfitOptions::default()
    };
    let found = net_profits(&accounts, &options).unwrap();
    assert_eq!(found.net_profit, [-5.0, -10.0]);
    let codes: Vec<&str> = found.warnings.iter().map(|w| w.code.as_str()).collect();
    assert_eq!(codes, ["allocation_equal", "loss"]);
    assert_eq!(found.losses, 2.0);
}

#[test]
fn customers_without_costs_have_no_profit_in_columns_either() {
    let accounts = columns(&["revenue", "productionCost"], &[10.0, 20.0, 4.0, f64::NAN]).unwrap();
    let found = net_profits(&accounts, &ProfitOptions::default()).unwrap();
    assert!(found.net_profit.iter().all(|profit| profit.is_nan()));
    assert_eq!((found.known, found.total), (0.0, None));
    let subjects: Vec<_> = found
        .warnings
        .iter()
        .map(|w| w.subject.as_deref().unwrap())
        .collect();
    assert_eq!(
        subjects,
        [
            "productionCost",
            "fixedMarketingCost",
            "variableMarketingCost"
        ]
    );
}

#[test]
fn columns_that_cannot_be_accounts_are_named() {
    let error = |result: clientele::Result<AccountColumns>| {
        let error = result.unwrap_err();
        (error.code(), error.path().unwrap().to_owned())
    };
    let bad = columns(&["revenues"], &[1.0]);
    assert_eq!(error(bad), ("UnknownKey", "revenues".into()));
    let bad = columns(&["revenue", "revenue"], &[1.0, 2.0]);
    assert_eq!(error(bad), ("InvalidValue", "revenue".into()));
    let bad = columns(&["revenue", "serviceCost"], &[1.0, 2.0, 3.0]);
    assert_eq!(error(bad), ("LengthMismatch", "columns".into()));
    let bad = columns(&["revenue", "serviceCost"], &[1.0, 2.0, 3.0, -1.0]);
    assert_eq!(error(bad), ("OutOfRange", "serviceCost[1]".into()));
    let none = columns(&["revenue"], &[]).unwrap();
    let empty = net_profits(&none, &ProfitOptions::default()).unwrap_err();
    assert_eq!(empty.code(), "EmptyInput");
    let accounts = columns(&["revenue"], &[1.0]).unwrap();
    let options = ProfitOptions {
        fixed_marketing: Some(1.0),
        key: AllocationKey::Orders,
    };
    let missing = net_profits(&accounts, &options).unwrap_err();
    assert_eq!(
        (missing.code(), missing.path()),
        ("Missing", Some("orders"))
    );
    let both = columns(&["revenue", "fixedMarketingCost"], &[1.0, 1.0]).unwrap();
    let options = ProfitOptions {
        fixed_marketing: Some(1.0),
        ..ProfitOptions::default()
    };
    assert_eq!(
        net_profits(&both, &options).unwrap_err().code(),
        "InvalidValue"
    );
}

#[test]
fn current_value_by_indicators_matches_the_worked_examples() {
    assert_eq!(profit_proxy(35.0, 48.0, 320.0).unwrap(), 1_360.0);
    // .5·60 + .3·50 + .2·80 = 61
    let found = default_index(ValueIndexKind::Current, &[60.0, 50.0, 80.0]).unwrap();
    assert!((found - 61.0).abs() < 1e-9);
    assert_eq!(
        profit_proxy(35.0, -1.0, 0.0).unwrap_err().path(),
        Some("quantity")
    );
    assert_eq!(
        profit_proxy(f64::MAX, 2.0, 0.0).unwrap_err().code(),
        "NotFinite"
    );
}

#[test]
fn potential_value_and_aspects_match_the_worked_examples() {
    // .35·75.6 + .2·70 + .15·80 + .15·60 + .15·40 = 67.46
    let found = default_index(ValueIndexKind::Potential, &[75.6, 70.0, 80.0, 60.0, 40.0]);
    assert!((found.unwrap() - 67.46).abs() < 1e-9);
    // .25·80 + .2·65 + .15·70 + .1·90 + .3·75 = 75
    let found = default_index(ValueIndexKind::Aspects, &[80.0, 65.0, 70.0, 90.0, 75.0]);
    assert!((found.unwrap() - 75.0).abs() < 1e-9);
}

#[test]
fn missing_indicators_are_left_out_and_too_few_give_no_index() {
    let options = ValueIndexOptions::default();
    let index = |values: &[Option<f64>]| value_index(ValueIndexKind::Current, values, &options);
    let found = index(&[Some(60.0), None, Some(80.0)]).unwrap();
    // (.5·60 + .2·80) / .7
    assert!((found.score.unwrap() - 46.0 / 0.7).abs() < 1e-9);
    assert!((found.coverage - 0.7).abs() < 1e-12);
    let found = index(&[None, Some(50.0), None]).unwrap();
    assert_eq!(
        (found.score, found.reason.as_deref()),
        (None, Some("coverage_too_low"))
    );
    assert_eq!(index(&[None, None]).unwrap_err().code(), "LengthMismatch");
    let error = index(&[Some(f64::INFINITY), None, None]).unwrap_err();
    assert_eq!(error.path(), Some("values.grossMargin"));
}

#[test]
fn raw_values_need_limits_and_a_cost_turns_them_round() {
    let options = ValueIndexOptions {
        weights: Some(vec![Some(1.0), Some(0.0), Some(1.0)]),
        limits: Some(vec![
            Some(ValueLimits { lo: 0.0, hi: 50.0 }),
            None,
            Some(ValueLimits { lo: 400.0, hi: 0.0 }),
        ]),
        ..ValueIndexOptions::default()
    };
    let values = [Some(25.0), None, Some(100.0)];
    let found = value_index(ValueIndexKind::Current, &values, &options).unwrap();
    assert_eq!(found.score, Some(62.5));
    let flat = ValueIndexOptions {
        limits: Some(vec![Some(ValueLimits { lo: 1.0, hi: 1.0 }), None, None]),
        ..ValueIndexOptions::default()
    };
    let error = value_index(ValueIndexKind::Current, &values, &flat).unwrap_err();
    assert_eq!(error.path(), Some("options.limits.grossMargin.hi"));
}

#[test]
fn a_base_gives_limits_and_a_column_without_spread_is_left_out() {
    let options = ValueIndexOptions {
        observed: true,
        ..ValueIndexOptions::default()
    };
    // three customers: margin, volume (all the same), service cost
    let values = [10.0, 20.0, 30.0, 5.0, 5.0, 5.0, 100.0, 300.0, f64::NAN];
    let found = value_index_columns(ValueIndexKind::Current, &values, &options).unwrap();
    assert_eq!(found.limits[1], None);
    assert_eq!(found.warnings[0].subject.as_deref(), Some("purchaseVolume"));
    // (.5·0 + .2·1) / .7; (.5·.5 + .2·0) / .7; the third: margin alone, half of the weights
    let expected = [100.0 * 0.2 / 0.7, 100.0 * 0.25 / 0.7, 100.0];
    for (found, expected) in found.score.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9);
    }
    let empty = value_index_columns(ValueIndexKind::Current, &[], &options).unwrap_err();
    assert_eq!(empty.code(), "EmptyInput");
    let one = value_index(ValueIndexKind::Current, &[None, None, None], &options).unwrap_err();
    assert_eq!(one.path(), Some("options.observed"));
}

/// What the cautions of an index are, and about whom.
fn said(warnings: &[clientele::data::caution::Caution]) -> Vec<(&str, &str)> {
    let about = |own: &clientele::data::caution::Caution| own.subject.is_some();
    assert!(warnings.iter().all(about));
    warnings
        .iter()
        .map(|own| {
            (
                own.code.as_str(),
                own.subject.as_deref().unwrap_or_default(),
            )
        })
        .collect()
}

#[test]
fn a_value_held_at_its_limit_is_said() {
    // 80 000 is money, and without limits points from 0 to 100 are expected.
    let aspects = [80_000.0, 65.0, 70.0, 100.0, -1.0].map(Some);
    let mut options = ValueIndexOptions::default();
    let found = value_index(ValueIndexKind::Aspects, &aspects, &options).unwrap();
    let beyond = [
        ("beyond_limits", "cumulativeSales"),
        ("beyond_limits", "profitContribution"),
    ];
    assert_eq!(said(&found.warnings), beyond);
    let column: Vec<f64> = aspects.iter().map(|value| value.unwrap()).collect();
    let found = value_index_columns(ValueIndexKind::Aspects, &column, &options).unwrap();
    assert_eq!(said(&found.warnings), beyond);
    // With limits of its own the same money is nothing to mind.
    let wide = |hi| Some(ValueLimits { lo: -10.0, hi });
    options.limits = Some(vec![wide(1e5), None, None, None, wide(90.0)]);
    let found = value_index(ValueIndexKind::Aspects, &aspects, &options).unwrap();
    assert!(found.warnings.is_empty());
}

#[test]
fn a_column_that_is_not_there_is_missing_and_not_constant() {
    let options = ValueIndexOptions {
        observed: true,
        ..ValueIndexOptions::default()
    };
    let nan = f64::NAN;
    let values = [1.0, 2.0, 3.0, 5.0, 5.0, 5.0, nan, nan, nan];
    let found = value_index_columns(ValueIndexKind::Current, &values, &options).unwrap();
    let expected = [
        ("constant_column", "purchaseVolume"),
        ("column_missing", "serviceCost"),
    ];
    assert_eq!(said(&found.warnings), expected);
}

#[test]
fn settings_of_an_index_are_named_as_they_were_given() {
    let with = |change: &dyn Fn(&mut ValueIndexOptions)| {
        let mut options = ValueIndexOptions::default();
        change(&mut options);
        let known = [60.0, 50.0, 80.0].map(Some);
        let error = value_index(ValueIndexKind::Current, &known, &options).unwrap_err();
        error.path().unwrap().to_owned()
    };
    let negative = with(&|options| options.weights = Some(vec![Some(-1.0), None, None]));
    assert_eq!(negative, "options.weights.grossMargin");
    let none = with(&|options| options.weights = Some(vec![Some(0.0); 3]));
    assert_eq!(none, "options.weights");
    let flat = ValueLimits { lo: 1.0, hi: 1.0 };
    let flat = with(&|options| options.limits = Some(vec![None, Some(flat), None]));
    assert_eq!(flat, "options.limits.purchaseVolume.hi");
    let coverage = with(&|options| options.min_coverage = 2.0);
    assert_eq!(coverage, "options.minCoverage");
}

#[test]
fn grades_and_counts_have_points() {
    assert_eq!(credit_points("AAA").unwrap(), 100.0);
    assert_eq!(credit_points("D").unwrap(), 0.0);
    assert_eq!(credit_points("E").unwrap_err().code(), "InvalidValue");
    assert_eq!(on_time_points(9.0, 10.0).unwrap(), Some(90.0));
    assert_eq!(on_time_points(0.0, 0.0).unwrap(), None);
    assert_eq!(on_time_points(3.0, 2.0).unwrap_err().path(), Some("onTime"));
    assert_eq!(demand_contribution(2.0, 3.0).unwrap(), 5.0);
    assert_eq!(
        demand_contribution(0.5, 3.0).unwrap_err().path(),
        Some("suggestions")
    );
}

fn system(coverage: f64, fitted: bool, customers: f64) -> (u32, Vec<String>) {
    let known = KnownData {
        coverage,
        model_fitted: Some(fitted),
        customers: Some(customers),
        ..KnownData::default()
    };
    let found = choose_system(&known, &Thresholds::default()).unwrap();
    (
        found.system,
        found.warnings.into_iter().map(|w| w.code).collect(),
    )
}

#[test]
fn every_state_of_the_data_has_its_system() {
    // (coverage, forecast possible): (.95, yes) 1, (.95, no) 2, (.3, yes) 3, (.3, no) 4
    assert_eq!(system(0.95, true, 5_000.0), (1, vec![]));
    assert_eq!(
        system(0.95, false, 5_000.0),
        (2, vec!["many_to_rate".into()])
    );
    assert_eq!(system(0.3, true, 5_000.0), (3, vec![]));
    assert_eq!(system(0.3, false, 200.0), (4, vec![]));
}

#[test]
fn a_history_must_be_long_and_full_enough() {
    let direct = |periods, purchases| {
        let known = KnownData {
            coverage: 0.8,
            periods,
            purchases,
            ..KnownData::default()
        };
        choose_system(&known, &Thresholds::default())
            .unwrap()
            .potential_direct
    };
    assert!(direct(Some(3.0), Some(3.0)));
    assert!(!direct(Some(2.0), Some(9.0)));
    assert!(!direct(Some(9.0), Some(2.0)));
    assert!(!direct(Some(9.0), None));
    let bad = KnownData {
        coverage: 1.1,
        ..KnownData::default()
    };
    let error = choose_system(&bad, &Thresholds::default()).unwrap_err();
    assert_eq!(error.path(), Some("coverage"));
}

#[test]
fn the_share_known_is_the_coverage_of_net_profits() {
    // By hand: the first of two has all four amounts; service cost may be missing.
    let nan = f64::NAN;
    let every = [
        ("revenue", [9.0, 8.0]),
        ("productionCost", [4.0, nan]),
        ("fixedMarketingCost", [1.0, 1.0]),
        ("variableMarketingCost", [1.0, 1.0]),
        ("serviceCost", [nan, nan]),
    ];
    for (columns, share) in [(5, 0.5), (3, 0.0), (1, 0.0)] {
        let given = every.iter().take(columns);
        let names: Vec<String> = given.clone().map(|(name, _)| (*name).into()).collect();
        let values: Vec<f64> = given.flat_map(|(_, column)| *column).collect();
        let accounts = AccountColumns::try_new(&names, &values).unwrap();
        assert_eq!(known_share(&accounts).unwrap(), share);
        let profits = net_profits(&accounts, &ProfitOptions::default()).unwrap();
        assert_eq!(profits.coverage, share);
    }
    let none = AccountColumns::try_new(&[], &[]).unwrap();
    assert_eq!(known_share(&none).unwrap_err().code(), "EmptyInput");
    let foo = AccountColumns::try_new(&["foo".into()], &[1.0, 2.0]).unwrap_err();
    assert_eq!((foo.code(), foo.path()), ("UnknownKey", Some("foo")));
}

#[test]
fn the_car_is_priced_in_three_ways() {
    // the lecture example: 100 000 for a car that costs 70 000
    let found = |price, cost, profit| {
        price_identity(&PriceFacts {
            price,
            cost,
            profit,
        })
        .unwrap()
    };
    let (p, c, g) = (Some(100_000.0), Some(70_000.0), Some(30_000.0));
    for (facts, code) in [
        (found(None, c, g), "pricing.cost_plus"),
        (found(p, c, None), "pricing.market_profit"),
        (found(p, None, g), "pricing.target_cost"),
    ] {
        assert_eq!(
            (facts.price, facts.cost, facts.profit),
            (100_000.0, 70_000.0, 30_000.0)
        );
        assert_eq!(
            (facts.reading.code.as_str(), facts.margin),
            (code, Some(0.3))
        );
    }
    let error = |price, cost, profit| {
        let error = price_identity(&PriceFacts {
            price,
            cost,
            profit,
        })
        .unwrap_err();
        (error.code(), error.path().unwrap().to_owned())
    };
    assert_eq!(error(p, c, g), ("InvalidValue", "profit".into()));
    assert_eq!(error(p, None, None), ("Missing", "cost".into()));
    assert_eq!(
        error(None, Some(1.0), Some(-2.0)),
        ("OutOfRange", "price".into())
    );
    assert_eq!(found(Some(0.0), Some(1.0), None).margin, None);
}

#[test]
fn the_more_it_is_reduced_the_dearer() {
    // 1000 → 1500 → 1200 → 1020: two per cent above the original price
    let found = true_discount(1_000.0, &[1.5, 0.8, 0.85]).unwrap();
    assert!((found.effective - 1_020.0).abs() < 1e-9);
    assert!((found.change - 0.02).abs() < 1e-12 && (found.announced + 0.32).abs() < 1e-12);
    assert_eq!(found.warnings[0].code, "dearer_by_discount");
    let honest = true_discount(1_000.0, &[0.8]).unwrap();
    assert!(honest.warnings.is_empty() && (honest.change + 0.2).abs() < 1e-12);
    assert_eq!(true_discount(1_000.0, &[]).unwrap().change, 0.0);
    assert_eq!(
        true_discount(0.0, &[0.8]).unwrap_err().path(),
        Some("original")
    );
    assert_eq!(
        true_discount(1.0, &[0.8, -1.0]).unwrap_err().path(),
        Some("factors[1]")
    );
}

proptest! {
    #[test]
    fn profits_in_columns_are_those_of_each_customer(
        rows in prop::collection::vec((-1e4..1e4f64, 0.0..1e4f64, 0.0..1e3f64, 0.0..1e3f64), 1..20),
    ) {
        let names = ["revenue", "productionCost", "fixedMarketingCost", "variableMarketingCost"];
        let mut values: Vec<f64> = rows.iter().map(|row| row.0).collect();
        values.extend(rows.iter().map(|row| row.1));
        values.extend(rows.iter().map(|row| row.2));
        values.extend(rows.iter().map(|row| row.3));
        let found = net_profits(&columns(&names, &values).unwrap(), &ProfitOptions::default()).unwrap();
        for (found, row) in found.net_profit.iter().zip(&rows) {
            let one = net_profit(&CustomerAccount {
                revenue: Some(row.0),
                production_cost: Some(row.1),
                fixed_marketing_cost: Some(row.2),
                variable_marketing_cost: Some(row.3),
                ..CustomerAccount::default()
            }).unwrap();
            prop_assert!((found - one.value.unwrap()).abs() < 1e-9);
        }
    }

    #[test]
    fn shares_of_a_cost_sum_to_it_and_none_is_negative(
        cost in 0.0..1e6f64, bases in prop::collection::vec(-10.0..1e3f64, 1..30),
    ) {
        match allocate_cost(cost, &bases).unwrap() {
            Some(shares) => {
                prop_assert!(shares.iter().all(|share| *share >= 0.0));
                prop_assert!((shares.iter().sum::<f64>() - cost).abs() <= 1e-9 * cost.max(1.0));
            }
            None => prop_assert!(bases.iter().all(|base| *base <= 0.0)),
        }
    }

    #[test]
    fn an_index_stays_within_its_parts(values in prop::collection::vec(0.0..100.0f64, 5)) {
        for kind in [ValueIndexKind::Potential, ValueIndexKind::Aspects] {
            let found = default_index(kind, &values).unwrap();
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = values.iter().copied().fold(0.0, f64::max);
            prop_assert!(found >= low - 1e-9 && found <= high + 1e-9);
        }
    }

    #[test]
    fn the_identity_gives_back_what_it_was_given(price in 0.0..1e6f64, cost in 0.0..1e6f64) {
        let first = price_identity(&PriceFacts { price: Some(price), cost: Some(cost), profit: None }).unwrap();
        let again = price_identity(&PriceFacts { price: Some(price), cost: None, profit: Some(first.profit) });
        // Only where the profit is no more than the price is there a cost to find.
        let again = again.unwrap();
        prop_assert!((again.cost - cost).abs() <= 1e-9 * price.max(cost).max(1.0));
    }
}
