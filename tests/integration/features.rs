//! Features of customers: a worked example, computed apart in `NumPy` and by hand, and the rules at their
//! edges.

use clientele::Error;
use clientele::btyd::Predictions;
use clientele::data::csv::CsvOptions;
use clientele::data::date::Day;
use clientele::data::features::CustomerFeatures;
use clientele::data::features::FEATURES;
use clientele::data::features::FeatureOptions;
use clientele::data::features::customer_features;
use clientele::data::orders::Orders;
use clientele::data::questionnaires::built_in;
use clientele::data::records::RecordKind;
use clientele::data::records::RecordOptions;
use clientele::data::records::Records;
use clientele::data::thresholds::Thresholds;
use clientele::segment::consumption::Consumption;
use clientele::segment::lifecycle::Lifecycle;
use clientele::segment::relation_metrics::RelationFacts;
use proptest::prelude::*;
use std::fmt::Write;

use crate::bg_nbd::history;
use crate::bg_nbd::rounded;
use crate::records::read;

/// Seven purchases about a month apart in three categories, and then 83 days of silence.
const COFFEE: &str = "customer_id,date,amount,category\n\
    mia,2025-01-10,120,coffee\nmia,2025-02-08,95,coffee\nmia,2025-03-11,150,beans\n\
    mia,2025-04-09,110,coffee\nmia,2025-05-10,130,mug\nmia,2025-06-11,125,coffee\nmia,2025-07-09,105,beans\n";

fn day(text: &str) -> Day {
    Day::from_iso(text).unwrap()
}

fn as_of(text: &str) -> FeatureOptions {
    FeatureOptions {
        as_of: Some(day(text)),
        ..FeatureOptions::default()
    }
}

fn features(transactions: &str, others: &[&Records], options: &FeatureOptions) -> CustomerFeatures {
    let transactions = read(RecordKind::Transactions, transactions);
    let orders = transactions.orders().unwrap();
    let mut records = vec![&transactions];
    records.extend(others);
    customer_features(&orders, &records, options).unwrap()
}

#[track_caller]
fn close(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() < 5e-7, "{found} is not {expected}");
}

#[test]
fn a_silent_customer_is_described_as_by_hand() {
    let found = features(COFFEE, &[], &as_of("2025-09-30"));
    let of = |name: &str| found.value("mia", name);
    // Gaps 29, 31, 29, 31, 32, 28 days.
    close(of("meanGap"), 30.0);
    close(of("gapDeviation"), 1.549193);
    close(of("daysSinceLast"), 83.0);
    close(of("daysSinceFirst"), 263.0);
    close(of("firstToLast"), 180.0);
    close(of("recencyRatio"), 2.766667);
    close(of("purchases"), 7.0);
    close(of("repeatPurchases"), 7.0);
    close(of("revenue"), 835.0);
    close(of("averageOrder"), 119.285714);
    close(of("relationshipLifetime"), 8.640657);
    close(of("depth"), 0.810124);
    close(of("categories"), 3.0);
    close(of("trend"), -0.467066);
    close(of("activePeriods"), 3.0);
    let quarters: Vec<f64> = found.revenues.iter().map(|period| period[0]).collect();
    assert!(quarters[..3].iter().all(|revenue| revenue.is_nan()));
    assert_eq!(quarters[3..], [365.0, 365.0, 105.0]);
    assert_eq!(found.categories, ["beans", "coffee", "mug"]);
    let spend: Vec<f64> = found.spend.iter().map(|column| column[0]).collect();
    assert_eq!(spend, [255.0, 450.0, 130.0]);
    // Two complete quarters of 91.3125 days, both with purchases.
    close(of("retention"), 1.0);
    assert_eq!(
        (of("activeQuarters"), of("elapsedQuarters")),
        (Some(2.0), Some(2.0))
    );
}

#[test]
fn the_methods_take_the_features_as_they_are() {
    let found = features(COFFEE, &[], &as_of("2025-09-30"));
    let of = |name: &str| found.value("mia", name);
    let thresholds = Thresholds::default();
    // Reinartz & Kumar (2002): (T_x / T)^n.
    let active =
        (of("firstToLast").unwrap() / of("daysSinceFirst").unwrap()).powf(of("purchases").unwrap());
    assert!((active - 0.070342).abs() < 5e-7);
    // BG/NBD with the parameters of Fader, Hardie & Lee (2005), table 2, in weeks.
    let weeks = |name: &str| of(name).unwrap() / 7.0;
    let customer = history(
        of("purchases").unwrap() - 1.0,
        weeks("firstToLast"),
        weeks("daysSinceFirst"),
    );
    assert!((rounded().probability_alive(customer).unwrap() - 0.541189).abs() < 5e-7);
    let stage = Lifecycle {
        purchases: of("purchases"),
        recency_ratio: of("recencyRatio"),
        active_periods: of("activePeriods"),
        trend: of("trend"),
    };
    assert_eq!(
        stage.classify(&thresholds).unwrap().code(),
        Some("stage.degeneration")
    );
    let consumption = Consumption {
        purchases: of("purchases"),
        mean_gap: of("meanGap"),
        ..Consumption::default()
    };
    assert_eq!(
        consumption.classify(&thresholds).unwrap().code(),
        Some("consumption.medium")
    );
    let facts = RelationFacts {
        days_since_first: of("daysSinceFirst"),
        purchases: of("purchases"),
        revenue: of("revenue"),
        categories: of("categories"),
        ..RelationFacts::default()
    };
    let spend: Vec<f64> = found.spend.iter().map(|column| column[0]).collect();
    let metrics = facts.metrics(&spend, &thresholds).unwrap();
    close(metrics.length, 8.640657);
    close(metrics.depth, 0.810124);
    close(metrics.breadth, 1.0);
}

const ORDERS: &str = "customer_id,date,amount\na,2025-01-01,30\na,2025-01-31,20\nb,2025-03-31,10\n";

fn with(others: &[&Records]) -> CustomerFeatures {
    features(ORDERS, others, &FeatureOptions::default())
}

#[test]
fn one_purchase_has_no_gap_and_nothing_is_guessed() {
    let found = with(&[]);
    assert_eq!(found.as_of, day("2025-03-31"));
    for name in [
        "meanGap",
        "gapDeviation",
        "recencyRatio",
        "retention",
        "trend",
    ] {
        assert_eq!(found.value("b", name), None, "{name}");
    }
    assert_eq!(found.value("b", "depth"), None); // bought today: no time has passed
    assert_eq!(found.value("a", "gapDeviation"), None); // one gap alone
    assert_eq!(found.column("complaints"), None);
    assert_eq!(found.column("satisfaction"), None);
    assert_eq!(found.column("serviceCost"), None);
}

#[test]
fn every_column_has_a_name_of_the_list() {
    let csv = |kind: RecordKind, csv: &str| read(kind, csv);
    let transactions = "customer_id,date,amount,returned,quantity,category,gross_profit,production_cost,promotion,launch_lag_days,upgrade,automatic,choosing_minutes\n\
        a,2025-03-01,10,1,2,x,4,5,yes,3,no,yes,6\n";
    let costs = csv(
        RecordKind::Costs,
        "customer_id,date,kind,amount\na,2025-03-01,fixed marketing,1\na,2025-03-01,variable marketing,1\na,2025-03-01,service,1\na,2025-03-01,acquisition,1\na,2025-03-01,reward,1\n",
    );
    let events = csv(
        RecordKind::Events,
        "customer_id,date,kind,severity,resolved,campaign,responded,accepted,target_hours\na,2025-03-01,contact,3,2025-03-02,c1,yes,no,4\n",
    );
    let mut rows = String::from("respondentId,customerId,instrument,item,value\n");
    for code in [
        "satisfaction",
        "recommendation",
        "loyalty",
        "commitment",
        "switching",
        "deliveredValue",
        "relationalBenefits",
    ] {
        for item in built_in(code).unwrap().items {
            writeln!(rows, "r,a,{code},{},2", item.code).unwrap();
        }
    }
    let answers = csv(RecordKind::Answers, &rows);
    let customers = csv(
        RecordKind::Customers,
        "customer_id,end_use,eligible,interested,targeted,since,terminated,consent,wallet,credit_grade,innovation,conformity,deal_share,price_sensitivity,financial_bond\na,final,yes,yes,no,2025-01-01,,yes,50,80,0.5,0.5,0.5,0.5,yes\n",
    );
    let found = features(
        transactions,
        &[&costs, &events, &answers, &customers],
        &as_of("2025-03-31"),
    );
    for name in FEATURES {
        assert!(
            found.column(name).is_some_and(|column| column.len() == 1),
            "{name}"
        );
    }
    let mut names = FEATURES.to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), FEATURES.len());
    let of = |name: &str| found.value("a", name);
    assert_eq!(
        (of("returns"), of("productionCost"), of("grossProfit")),
        (Some(1.0), Some(5.0), Some(4.0))
    );
    assert_eq!((of("dealShare"), of("innovation")), (Some(0.5), Some(0.5)));
    assert_eq!(
        (of("choosingTime"), of("quantity"), of("inertia")),
        (Some(6.0), Some(2.0), Some(1.0))
    );
    assert_eq!(
        (of("shareOfWallet"), of("bondLevel"), of("terminated")),
        (Some(9.0 / 50.0), Some(1.0), Some(0.0))
    );
    // Six of seven questions answered 2: 2 of 1 to 7, and reversed ones 6.
    assert_eq!(
        (of("competitorAttitude"), of("affectiveCommitment")),
        (Some(4.0), Some(10.0 / 3.0))
    );
    close(of("switchingBarrier"), 100.0 / 6.0);
    assert_eq!(
        (of("targets"), of("targetsMet"), of("openFailures")),
        (Some(1.0), Some(0.0), Some(0.0))
    );
    assert_eq!(
        (
            of("campaignContacts"),
            of("campaignResponses"),
            of("daysSinceContact")
        ),
        (Some(1.0), Some(1.0), Some(30.0))
    );
}

#[test]
fn costs_are_complete_for_the_kinds_that_are_there() {
    let costs = read(
        RecordKind::Costs,
        "customer_id,date,kind,amount\na,2025-02-01,service,5.10\na,2025-02-02,service,0.20\na,2024-01-01,service,99\n\
         a,2025-04-01,service,99\n,2025-03-31,fixed marketing,900\nz,2025-02-01,service,1\n",
    );
    let found = with(&[&costs]);
    assert_eq!(found.value("a", "serviceCost"), Some(5.3));
    assert_eq!(found.value("b", "serviceCost"), Some(0.0));
    assert_eq!(found.value("b", "fixedMarketingCost"), Some(0.0));
    assert_eq!(found.column("rewardCost"), None);
    let report = &found.report;
    assert_eq!(
        (report.unallocated.len(), report.unallocated[0].amount),
        (1, 900.0)
    );
    assert_eq!(
        (report.unmatched[0].rows, report.after_as_of[0].rows),
        (1, 1)
    );
}

#[test]
fn a_cost_that_one_row_lacks_is_not_known() {
    let csv = "customer_id,date,amount,production_cost\na,2025-03-01,10,4\na,2025-03-02,10,\nb,2025-03-03,10,5\nb,2023-03-03,10,\n";
    let found = features(csv, &[], &FeatureOptions::default());
    assert_eq!(found.value("a", "productionCost"), None);
    assert_eq!(found.value("b", "productionCost"), Some(5.0)); // the gap is before the window
    let costs = read(
        RecordKind::Costs,
        "customer_id,date,kind,amount\na,2025-02-01,production,5\n",
    );
    let transactions = read(RecordKind::Transactions, csv);
    let orders = transactions.orders().unwrap();
    let error = customer_features(
        &orders,
        &[&transactions, &costs],
        &FeatureOptions::default(),
    )
    .unwrap_err();
    assert_eq!(error.path(), Some("costs"));
    let alone = customer_features(&orders, &[&costs], &FeatureOptions::default()).unwrap();
    assert_eq!(alone.value("a", "productionCost"), Some(5.0));
}

#[test]
fn complaints_are_open_until_they_are_resolved() {
    let events = read(
        RecordKind::Events,
        "customer_id,date,kind,severity,resolved,hours_to_close,target_hours\n\
         a,2025-03-01,complaint,4,2025-04-15,,\na,2025-03-01,failure,2,2025-03-02,,\na,2025-03-05,complaint,,,20,24\n\
         a,2025-03-06,ticket,,,,24\na,2024-03-06,complaint,5,,,\na,2024-03-07,contact,,,,\n",
    );
    let found = with(&[&events]);
    let of = |name: &str| found.value("a", name);
    assert_eq!(
        (
            of("complaints"),
            of("openComplaints"),
            of("resolvedComplaints")
        ),
        (Some(2.0), Some(1.0), Some(1.0))
    );
    assert_eq!(
        (of("failures"), of("openFailures"), of("resolvedFailures")),
        (Some(1.0), Some(0.0), Some(1.0))
    );
    assert_eq!(
        (of("targets"), of("targetsMet"), of("worstOpenSeverity")),
        (Some(2.0), Some(1.0), Some(4.0))
    );
    assert_eq!(
        (of("contacts"), of("daysSinceContact")),
        (Some(0.0), Some(389.0))
    );
    assert_eq!(
        (
            found.value("b", "complaints"),
            found.value("b", "worstOpenSeverity")
        ),
        (Some(0.0), None)
    );
    let bare = read(
        RecordKind::Events,
        "customer_id,date,kind\na,2025-03-01,complaint\n",
    );
    assert_eq!(with(&[&bare]).column("openComplaints"), None);
}

#[test]
fn answers_belong_to_the_customer_that_is_named_and_the_latest_count() {
    let answers = read(
        RecordKind::Answers,
        "respondentId,customerId,date,instrument,item,value\n\
         r1,a,2025-01-05,satisfaction,overall,4\nr1,a,2025-03-05,satisfaction,overall,8\nr2,a,2025-02-05,satisfaction,overall,9\n\
         r3,b,2025-06-05,satisfaction,overall,9\nr4,,2025-02-05,satisfaction,overall,9\nr5,z,2025-02-05,satisfaction,overall,9\n",
    );
    let found = with(&[&answers]);
    assert_eq!(found.value("a", "satisfaction"), Some(8.5));
    close(found.value("a", "satisfactionMean"), 7.0);
    assert_eq!(found.value("b", "satisfaction"), None);
    assert_eq!(
        (
            found.report.unmatched[0].rows,
            found.report.after_as_of[0].rows
        ),
        (2, 1)
    );
    // Without customers in the file the respondents are the customers.
    let own = read(
        RecordKind::Answers,
        "respondentId,instrument,item,value\nb,recommendation,recommend,0\n",
    );
    let found = with(&[&own]);
    assert_eq!(
        (
            found.value("b", "recommendation"),
            found.value("a", "recommendation")
        ),
        (Some(0.0), None)
    );
}

#[test]
fn a_block_needs_half_of_its_questions_and_the_barrier_two_of_three_kinds() {
    let rows = |items: &[(&str, u32)]| {
        let mut csv = String::from("respondentId,instrument,item,value\n");
        for (item, value) in items {
            writeln!(csv, "a,switching,{item},{value}").unwrap();
        }
        with(&[&read(RecordKind::Answers, &csv)])
    };
    let found = rows(&[("economicRisk", 5), ("benefitLoss", 3), ("monetaryLoss", 5)]);
    assert_eq!(
        (
            found.value("a", "proceduralBarrier"),
            found.value("a", "financialBarrier")
        ),
        (None, Some(4.0))
    );
    assert_eq!(found.value("a", "switchingBarrier"), None);
    let found = rows(&[("economicRisk", 5), ("learning", 4), ("benefitLoss", 3)]);
    assert_eq!(
        (
            found.value("a", "proceduralBarrier"),
            found.value("a", "financialBarrier")
        ),
        (Some(4.5), Some(3.0))
    );
    close(found.value("a", "switchingBarrier"), 100.0 * 2.75 / 6.0);
    // Burnham, Frels & Mahajan (2003) with equal kinds: 5 4 6 3, 5 2 and 3 2 have means 4.5, 3.5, 2.5.
    let all = [
        "economicRisk",
        "evaluation",
        "learning",
        "setUp",
        "benefitLoss",
        "monetaryLoss",
        "personalLoss",
        "brandLoss",
    ];
    let found = rows(
        &all.into_iter()
            .zip([5, 4, 6, 3, 5, 2, 3, 2])
            .collect::<Vec<_>>(),
    );
    close(found.value("a", "switchingBarrier"), 41.666667);
}

#[test]
fn answers_on_another_scale_are_brought_onto_that_of_the_feature() {
    let mut own = built_in("satisfaction").unwrap();
    for item in &mut own.items {
        (item.least, item.most) = (1.0, 5.0);
        item.anchors.clear();
    }
    let options = RecordOptions {
        questionnaires: vec![own],
        ..RecordOptions::default()
    };
    let csv = b"respondentId,instrument,item,value\na,satisfaction,overall,4\n";
    let answers = Records::from_csv(RecordKind::Answers, csv, &options).unwrap();
    assert_eq!(with(&[&answers]).value("a", "satisfaction"), Some(7.75));
}

#[test]
fn prospects_are_customers_without_purchases_and_later_orders_are_not_known() {
    let customers = read(
        RecordKind::Customers,
        "customer_id,eligible,targeted,terminated\nc,yes,yes,\na,,,2025-02-01\n",
    );
    let found = features(ORDERS, &[&customers], &as_of("2025-02-28"));
    assert_eq!(found.ids, ["a", "c"]);
    assert_eq!(found.report.left_out, 1); // b, who bought in March
    assert_eq!(
        (found.value("c", "purchases"), found.value("c", "revenue")),
        (Some(0.0), None)
    );
    assert_eq!(
        (found.value("a", "terminated"), found.value("a", "eligible")),
        (Some(1.0), None)
    );
    let orders = read(RecordKind::Transactions, ORDERS).orders().unwrap();
    let error = customer_features(&orders, &[], &as_of("2024-12-31")).unwrap_err();
    assert_eq!(error.code(), "InsufficientData");
}

#[test]
fn a_wallet_below_the_revenue_gives_no_share_and_is_counted() {
    // a bought for less than 1000 and for more than 1; of b the wallet is not known.
    for (wallet, contradicted) in [("1000", 0), ("1", 1), ("0", 1)] {
        let customers = format!("customer_id,wallet\na,{wallet}\nb,\n");
        let customers = read(RecordKind::Customers, &customers);
        let found = features(ORDERS, &[&customers], &as_of("2025-03-31"));
        let revenue = found.value("a", "revenueInYear").unwrap();
        let share = (contradicted == 0).then(|| revenue / 1000.0);
        assert_eq!(found.value("a", "shareOfWallet"), share);
        assert_eq!(found.value("b", "shareOfWallet"), None);
        assert_eq!(found.report.wallet_contradicted, contradicted);
    }
}

#[test]
fn records_of_other_kinds_and_twice_of_one_are_refused() {
    let orders = read(RecordKind::Transactions, ORDERS).orders().unwrap();
    let costs = read(
        RecordKind::Costs,
        "date,kind,amount\n2025-01-01,service,5\n",
    );
    let units = read(RecordKind::Units, "unit,growth\nEast,1\n");
    let fails = |records: &[&Records], options: &FeatureOptions| -> Error {
        customer_features(&orders, records, options).unwrap_err()
    };
    let plain = FeatureOptions::default();
    assert_eq!(fails(&[&costs, &costs], &plain).path(), Some("records"));
    assert_eq!(fails(&[&units], &plain).path(), Some("records"));
    for (options, path) in [
        (
            FeatureOptions {
                window_days: 0.0,
                ..plain.clone()
            },
            "options.windowDays",
        ),
        (
            FeatureOptions {
                period_days: f64::NAN,
                ..plain.clone()
            },
            "options.periodDays",
        ),
        (
            FeatureOptions {
                periods: 121,
                ..plain.clone()
            },
            "options.periods",
        ),
        (
            FeatureOptions {
                launch_days: -1.0,
                ..plain.clone()
            },
            "options.launchDays",
        ),
    ] {
        assert_eq!(fails(&[], &options).path(), Some(path));
    }
}

#[test]
fn the_orders_agree_with_the_summary() {
    let csv = include_str!("../../www/data/sample-shop.csv");
    let orders = Orders::from_csv(csv.as_bytes(), &CsvOptions::default()).unwrap();
    let summary = orders
        .summarize(&clientele::data::summary::SummaryOptions::default())
        .unwrap();
    let found = customer_features(&orders, &[], &FeatureOptions::default()).unwrap();
    assert_eq!(found.ids, summary.ids);
    let column = |name: &str| found.column(name).unwrap().to_vec();
    let repeats: Vec<f64> = column("purchases").iter().map(|n| n - 1.0).collect();
    assert_eq!(repeats, summary.frequency);
    assert_eq!(column("revenue"), summary.revenue);
    assert_eq!(column("repeatPurchases"), summary.purchases_in_year);
    assert_eq!(column("revenueInYear"), summary.revenue_in_year);
    assert_eq!(column("revenueInWindow"), summary.revenue_in_year);
    assert_eq!(column("daysSinceFirst"), summary.age);
    assert_eq!(column("firstToLast"), summary.recency);
}

proptest! {
    #[test]
    fn the_order_of_the_rows_changes_no_feature(
        mut orders in proptest::collection::vec((0..5_u8, 0..200_u16, -30..90_i32, 0..4_u8), 1..40),
        mut events in proptest::collection::vec((0..6_u8, 0..200_u16, 0..3_u8), 1..20),
        seed in any::<u64>(),
    ) {
        let start = day("2025-01-01").days();
        let date = |offset: u16| Day::try_new(start + i32::from(offset)).unwrap();
        let of = |orders: &[(u8, u16, i32, u8)], events: &[(u8, u16, u8)]| {
            let mut csv = String::from("customer_id,date,amount,category,promotion\n");
            for (customer, offset, amount, category) in orders {
                let promotion = ["yes", "no", "", "yes"][*category as usize];
                writeln!(csv, "c{customer},{},{amount}.25,k{category},{promotion}", date(*offset)).unwrap();
            }
            let mut happened = String::from("customer_id,date,kind,severity\n");
            for (customer, offset, kind) in events {
                let kind = ["failure", "complaint", "contact"][*kind as usize];
                writeln!(happened, "c{customer},{},{kind},{}", date(*offset), 1 + customer % 5).unwrap();
            }
            let transactions = read(RecordKind::Transactions, &csv);
            let events = read(RecordKind::Events, &happened);
            let orders = transactions.orders().unwrap();
            let found = customer_features(&orders, &[&transactions, &events], &as_of("2025-06-30"));
            found.map(|found| {
                let mut ids = found.ids.clone();
                ids.sort_unstable();
                let of = |id: &String| FEATURES.map(|name| found.value(id, name).map(f64::to_bits));
                let spend = |id: &String| {
                    let row = found.ids.iter().position(|known| known == id).unwrap();
                    found.spend.iter().chain(&found.revenues).map(|column| column[row].to_bits()).collect::<Vec<_>>()
                };
                ids.iter().map(|id| (id.clone(), of(id), spend(id))).collect::<Vec<_>>()
            })
        };
        let one = of(&orders, &events);
        let mut state = seed;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize % below
        };
        for i in (1..orders.len()).rev() {
            orders.swap(i, next(i + 1));
        }
        for i in (1..events.len()).rev() {
            events.swap(i, next(i + 1));
        }
        prop_assert_eq!(one, of(&orders, &events));
    }
}
