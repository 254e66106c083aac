//! The holdout of CDNOW, against counts and measures of other tools.

use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::holdout::Finding;
use clientele::btyd::holdout::FindingCode;
use clientele::btyd::holdout::HoldoutData;
use clientele::btyd::holdout::QualityLimits;
use clientele::btyd::holdout::Severity;
use clientele::btyd::holdout::alive_matrix;
use clientele::btyd::holdout::data_quality;
use clientele::btyd::holdout::holdout_report;
use clientele::btyd::holdout::track_repeats;
use clientele::data::csv::CsvOptions;
use clientele::data::date::Day;
use clientele::data::holdout::OrdersReach;
use clientele::data::holdout::SplitOptions;
use clientele::data::holdout::SplitOrders;
use clientele::data::orders::Orders;
use clientele::data::time_unit::TimeUnit;
use serde_json::Value;

const CDNOW: &[u8] = include_bytes!("../fixtures/cdnow_orders.csv");

/// Written by scripts/references/holdout.py with pandas, `SciPy` and scikit-learn.
fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/holdout.json")).unwrap()
}

fn options(end: &str, holdout_end: Option<&str>, unit: TimeUnit) -> SplitOptions {
    SplitOptions {
        calibration_end: Day::from_iso(end).unwrap(),
        holdout_end: holdout_end.map(|end| Day::from_iso(end).unwrap()),
        time_unit: Some(unit),
    }
}

fn cdnow() -> SplitOrders {
    let orders = Orders::from_csv(CDNOW, &CsvOptions::default()).unwrap();
    let options = options("1997-09-30", Some("1998-06-30"), TimeUnit::Week);
    orders.split(&options).unwrap()
}

/// The model of the references.
fn model() -> AnyModel {
    AnyModel::try_new(ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426]).unwrap()
}

#[track_caller]
fn near(found: f64, expected: &Value, relative: f64) {
    let expected = expected.as_f64().unwrap();
    assert!(
        (found - expected).abs() <= relative * expected.abs(),
        "{found}, not {expected}"
    );
}

/// `SciPy`'s 2F1 has about eleven digits here.
const SCIPY: f64 = 1e-10;

#[test]
fn the_split_counts_what_pandas_counts() {
    let (split, golden) = (cdnow(), golden());
    assert_eq!(split.purchases.len(), split.calibration.len());
    assert_eq!(split.spend.len(), split.calibration.len());
    near(split.purchases.iter().sum(), &golden["purchases"], 0.0);
    near(split.spend.iter().sum(), &golden["spend"], 1e-12);
    near(split.length, &golden["length"], 1e-15);
    assert_eq!(split.new_customers, 0);
    let repeats: f64 = split
        .calibration
        .frequency
        .iter()
        .chain(&split.purchases)
        .sum();
    assert_eq!(split.repeats_by_day.iter().sum::<f64>(), repeats);
}

#[test]
fn the_report_measures_what_scikit_learn_measures() {
    let (split, golden) = (cdnow(), golden());
    let data = HoldoutData::from(&split);
    let report = holdout_report(&*model(), &data, &QualityLimits::default()).unwrap();
    assert_eq!(report.customers, golden["customers"].as_u64().unwrap());
    let purchases = &report.purchases;
    for (found, name) in [
        (purchases.actual, "purchases"),
        (purchases.expected, "expectedPurchases"),
        (purchases.mae, "mae"),
        (purchases.rmse, "rmse"),
        (purchases.bias, "bias"),
        (purchases.rank_correlation.unwrap(), "rankCorrelation"),
        (report.buyers.actual, "buyers"),
        (report.buyers.expected, "expectedBuyers"),
        (report.buyers.log_loss, "logLoss"),
        (report.buyers.brier, "brier"),
    ] {
        near(found, &golden[name], SCIPY);
    }
    // The Gini of a gain curve of events, over the best one, is 2·AUC − 1 of the ROC curve.
    let gain = report.buyers.gain.as_ref().unwrap();
    let auc = golden["rocAuc"].as_f64().unwrap();
    assert!((gain.gini / gain.best_gini - (2.0 * auc - 1.0)).abs() < SCIPY);
    for (n, bar) in report.frequencies.iter().enumerate() {
        near(bar.expected, &golden["bars"][n], 1e-9);
        near(bar.actual, &golden["counts"][n], 0.0);
    }
    for (n, row) in report.by_frequency.iter().enumerate() {
        near(row.actual, &golden["meansByFrequency"][n][0], 1e-14);
        near(row.expected, &golden["meansByFrequency"][n][1], SCIPY);
    }
    let deciles = &report.buyers.calibration;
    // One-time buyers of one age share a probability, so that groups differ in size.
    assert!(deciles.len() <= 10);
    assert_eq!(deciles.iter().map(|group| group.count).sum::<f64>(), 2357.0);
    assert!(
        deciles
            .windows(2)
            .all(|pair| pair[0].highest < pair[1].lowest)
    );
    assert_eq!(report.findings, []);
}

#[test]
fn tracking_adds_up_births_day_by_day() {
    let (split, golden) = (cdnow(), golden());
    let weeks = track_repeats(&*model(), &split, 7).unwrap();
    assert_eq!(weeks.calibration_days, 272.0);
    for row in golden["tracking"].as_array().unwrap() {
        let at = weeks
            .day
            .iter()
            .position(|day| *day == row[0].as_f64().unwrap())
            .unwrap();
        near(weeks.cumulative_actual[at], &row[1], 0.0);
        near(weeks.cumulative_expected[at], &row[2], SCIPY);
    }
    let sum: f64 = weeks.expected.iter().sum();
    assert!((sum - weeks.cumulative_expected.last().unwrap()).abs() < 1e-9);
    let days = track_repeats(&*model(), &split, 1).unwrap();
    assert_eq!(days.day.len(), 545);
    assert_eq!(
        days.cumulative_expected.last(),
        weeks.cumulative_expected.last()
    );
    assert_eq!(
        track_repeats(&*model(), &split, 0).unwrap_err().path(),
        Some("period")
    );
}

#[test]
fn a_model_fitted_to_the_calibration_foresees_what_the_references_do() {
    let (split, golden) = (cdnow(), golden());
    let data = HoldoutData::from(&split);
    let fitted = AnyModel::fit(
        ModelKind::BgNbd,
        &data.columns,
        None,
        &FitOptions::default(),
    );
    let report = holdout_report(&*fitted.unwrap().model, &data, &QualityLimits::default());
    let report = report.unwrap();
    // The parameters of the references are the optimum to three decimals (Fader, Hardie & Lee 2005,
    // table 2).
    near(
        report.purchases.expected,
        &golden["expectedPurchases"],
        2e-3,
    );
    near(report.purchases.mae, &golden["mae"], 2e-3);
    near(report.buyers.log_loss, &golden["logLoss"], 2e-3);
}

#[test]
fn refunds_after_the_cut_change_the_holdout_only() {
    let csv = b"customer_id,date,amount\n\
        a,2024-01-01,10\n\
        a,2024-01-05,20\n\
        a,2024-02-01,-25\n\
        a,2024-02-03,8\n\
        a,2024-02-03,2\n\
        b,2024-01-02,5\n\
        c,2024-02-02,5\n\
        d,2024-01-03,5\n\
        d,2024-01-04,-5\n\
        d,2024-02-04,7\n";
    let orders = Orders::from_csv(csv, &CsvOptions::default()).unwrap();
    let split = orders
        .split(&options("2024-01-31", None, TimeUnit::Day))
        .unwrap();
    assert_eq!(split.calibration.ids, ["a", "b"]);
    assert_eq!(split.calibration.frequency, [1.0, 0.0]);
    assert_eq!(split.purchases, [1.0, 0.0]);
    assert_eq!(split.spend, [10.0, 0.0]);
    // c came later, and so did d, of whose purchase before a refund left nothing.
    assert_eq!(split.new_customers, 2);
    assert_eq!(split.length, 4.0);
    assert_eq!(split.repeats_by_day.iter().sum::<f64>(), 2.0);
    let backwards = options("2024-01-31", Some("2024-01-31"), TimeUnit::Day);
    assert_eq!(
        orders.split(&backwards).unwrap_err().path(),
        Some("holdoutEnd")
    );
    let early = options("2023-01-31", None, TimeUnit::Day);
    assert_eq!(orders.split(&early).unwrap_err().code(), "InsufficientData");
}

#[test]
fn poor_data_are_named_with_their_numbers() {
    let data = HoldoutData {
        columns: PurchaseColumns {
            frequency: &[9.0, 1.0, 0.0, 2.0, 3.0],
            recency: &[4.0, 4.0, 0.0, 5.0, 6.0],
            age: &[4.0, 5.0, 0.0, 6.0, 6.0],
            weights: None,
        },
        purchases: &[1.0, 0.0, 0.0, 0.0, 2.0],
        length: 1.0,
        monetary_value: Some(&[90.0, 10.0, 0.0, 20.0, 30.0]),
        reach: Some(OrdersReach {
            unseen: 0.5,
            longest_pause: 0.5,
        }),
    };
    let limits = QualityLimits {
        window_gaps: 4.0,
        ..QualityLimits::default()
    };
    let findings = data_quality(ModelKind::BgBb, &data, &limits).unwrap();
    let found: Vec<_> = findings.iter().map(|f| (f.code, f.value)).collect();
    // By hand: the gaps are 4/9, 4, 5/2, 2, of median 2.25; spend is ten times the frequency.
    let expected = [
        (FindingCode::FewCustomers, 5.0),
        (FindingCode::FewRepeaters, 4.0),
        (FindingCode::WindowTooShort, 6.0 / 2.25),
        (FindingCode::SeenOnce, 0.2),
        (FindingCode::MorePurchasesThanPeriods, 1.0),
        (FindingCode::SpendCorrelated, 1.0),
        (FindingCode::HoldoutTooShort, 1.0 / 2.25),
        (FindingCode::FewHoldoutPurchases, 3.0),
    ];
    assert_eq!(found.len(), expected.len());
    for ((code, value), (expected, number)) in found.iter().zip(expected) {
        assert_eq!(*code, expected);
        assert!((value - number).abs() < 1e-14, "{code:?}: {value}");
    }
    assert_eq!(findings[4].severity, Severity::Unsuited);
    let continuous = data_quality(ModelKind::BgNbd, &data, &limits).unwrap();
    assert_eq!(continuous.len(), 7);
}

#[test]
fn data_that_do_not_fit_are_refused_with_their_place() {
    let good = HoldoutData {
        columns: PurchaseColumns {
            frequency: &[1.0, 0.0],
            recency: &[4.0, 0.0],
            age: &[4.0, 5.0],
            weights: None,
        },
        purchases: &[1.0, 0.0],
        length: 1.0,
        monetary_value: None,
        reach: None,
    };
    let refused = |data: &HoldoutData<'_>| {
        let error = holdout_report(&*model(), data, &QualityLimits::default()).unwrap_err();
        error.path().unwrap().to_owned()
    };
    let short = HoldoutData {
        purchases: &[1.0],
        ..good
    };
    assert_eq!(refused(&short), "purchases");
    let negative = HoldoutData {
        purchases: &[1.0, -1.0],
        ..good
    };
    assert_eq!(refused(&negative), "purchases[1]");
    let endless = HoldoutData {
        length: f64::NAN,
        ..good
    };
    assert_eq!(refused(&endless), "length");
    let spend = HoldoutData {
        monetary_value: Some(&[f64::NAN, 0.0]),
        ..good
    };
    assert_eq!(refused(&spend), "monetaryValue[0]");
    let weights = Some([1.0, 2.0].as_slice());
    let weighted = HoldoutData {
        columns: PurchaseColumns {
            weights,
            ..good.columns
        },
        ..good
    };
    assert_eq!(refused(&weighted), "weights");
    let nobody = PurchaseColumns {
        frequency: &[],
        recency: &[],
        age: &[],
        weights: None,
    };
    let empty = HoldoutData {
        columns: nobody,
        purchases: &[],
        ..good
    };
    assert_eq!(refused(&empty), "frequency");
}

#[test]
fn the_matrix_is_empty_where_nobody_can_be() {
    let matrix = alive_matrix(&*model(), &[0.0, 1.0, 1.5], &[0.0, 5.0, 50.0], 39.0).unwrap();
    let there: Vec<Vec<bool>> = matrix
        .alive
        .iter()
        .map(|row| row.iter().map(Option::is_some).collect())
        .collect();
    assert_eq!(
        there,
        [
            [true, false, false],
            [false, true, false],
            [false, false, false]
        ]
    );
    assert_eq!(
        alive_matrix(&*model(), &[], &[], -1.0).unwrap_err().path(),
        Some("T")
    );
}

#[test]
fn a_holdout_that_goes_on_after_the_orders_is_said_to() {
    // Orders on 1, 5 and 25 January: the longest pause is 20 days.
    let csv = b"customer_id,date,amount\n\
        a,2024-01-01,10\n\
        b,2024-01-05,5\n\
        a,2024-01-25,20\n";
    let orders = Orders::from_csv(csv, &CsvOptions::default()).unwrap();
    let found = |end: &str| {
        let split = orders
            .split(&options("2024-01-10", Some(end), TimeUnit::Week))
            .unwrap();
        let data = HoldoutData::from(&split);
        let found = data_quality(ModelKind::BgNbd, &data, &QualityLimits::default()).unwrap();
        let late = |finding: &&Finding| finding.code == FindingCode::HoldoutAfterLastOrder;
        found.iter().find(late).copied()
    };
    // 20 days later, and one day more.
    for end in ["2024-01-20", "2024-01-25", "2024-02-14"] {
        assert_eq!(found(end), None, "{end}");
    }
    let finding = found("2024-02-15").unwrap();
    assert_eq!((finding.value, finding.limit), (3.0, 20.0 / 7.0));
    assert_eq!(finding.severity, Severity::Unsuited);
}
