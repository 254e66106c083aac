//! Calibration against scikit-learn (scripts/references/calibration.py) and the worked example, laws and
//! edges; the table of outcomes and what it brings on CDNOW.

use crate::entropy::close;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseHistory;
use clientele::churn::RiskEvidence;
use clientele::churn::calibration::Calibration;
use clientele::churn::calibration::CalibrationMethod;
use clientele::churn::calibration::CalibrationOptions;
use clientele::churn::calibration::MissingValues;
use clientele::churn::calibration::RevenueOptions;
use clientele::churn::calibration::calibrate;
use clientele::churn::calibration::calibrate_revenue;
use clientele::churn::calibration::calibration_quality;
use clientele::churn::risk_columns;
use clientele::data::csv::CsvOptions;
use clientele::data::date::Day;
use clientele::data::orders::Orders;
use clientele::data::time_unit::TimeUnit;
use clientele::numeric::discrimination::area_under_curve;
use clientele::numeric::isotonic::isotonic;
use clientele::numeric::isotonic::isotonic_value;
use clientele::numeric::logistic::LogisticVerdict;
use clientele::numeric::logistic::fit_logistic;
use clientele::numeric::logistic::probability;
use clientele::numeric::ridge::ridge_regression;
use clientele::plain::ToPlain;
use clientele::plain::from_plain;
use clientele::score::ChurnOutcomes;
use clientele::score::OutcomeOptions;
use clientele::score::churn_outcomes;
use proptest::prelude::*;
use serde_json::Value;

fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/calibration.json")).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().unwrap();
    list.iter().map(|number| number.as_f64().unwrap()).collect()
}

fn columns(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

fn views(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

/// Twelve customers: recency ratio less 1, open complaint, points of satisfaction below 70 in tens, left.
/// They and the results were computed in `NumPy` by Newton's method, and with scikit-learn.
const ROWS: [[f64; 4]; 12] = [
    [0.8, 0.0, 82.0, 0.0],
    [1.0, 0.0, 75.0, 0.0],
    [1.2, 0.0, 70.0, 0.0],
    [1.9, 0.0, 66.0, 1.0],
    [2.4, 1.0, 50.0, 1.0],
    [1.5, 1.0, 64.0, 0.0],
    [3.0, 0.0, 48.0, 1.0],
    [2.2, 1.0, 72.0, 0.0],
    [1.1, 0.0, 58.0, 0.0],
    [2.8, 1.0, 41.0, 1.0],
    [1.7, 0.0, 60.0, 1.0],
    [1.4, 1.0, 77.0, 1.0],
];

fn example() -> (Vec<Vec<f64>>, Vec<f64>) {
    let column = |f: fn(&[f64; 4]) -> f64| ROWS.iter().map(f).collect::<Vec<f64>>();
    (
        vec![
            column(|row| row[0] - 1.0),
            column(|row| row[1]),
            column(|row| (70.0 - row[2]) / 10.0),
        ],
        column(|row| row[3]),
    )
}

fn names(n: usize) -> Vec<String> {
    (0..n).map(|i| format!("x{i}")).collect()
}

#[test]
fn the_worked_example_has_its_printed_digits() {
    let (columns, left) = example();
    let options = CalibrationOptions {
        folds: 0,
        ..Default::default()
    };
    let found = calibrate(&names(3), &views(&columns), &left, &options).unwrap();
    let beta: Vec<f64> = found.features.iter().map(|f| f.coefficient).collect();
    close(&[found.intercept], &[-0.966965], 5e-7);
    close(&beta, &[0.825308, 0.057876, 0.594206], 5e-7);
    close(
        &[
            found.quality.as_ref().unwrap().auc.unwrap(),
            found.quality.as_ref().unwrap().brier,
        ],
        &[0.888889, 0.155834],
        5e-7,
    );
    assert_eq!(found.verdict, LogisticVerdict::Converged);
    assert_eq!(found.warnings, ["few_events"]);
    let free = fit_logistic(&views(&columns), &left, None, 0.0).unwrap();
    close(&[free.intercept], &[-1.845404], 5e-7);
    close(&free.coefficients, &[3.027431, -0.850108, 0.303798], 5e-7);
    assert_eq!(free.verdict, LogisticVerdict::Converged);
}

#[test]
fn logistic_regression_matches_scikit_learn() {
    let golden = golden();
    let cases = golden["logistic"].as_array().unwrap();
    assert_eq!(cases.len(), 4);
    for case in cases {
        let (x, y) = (columns(&case["columns"]), numbers(&case["outcomes"]));
        let weights = case["weights"]
            .as_array()
            .map(|_| numbers(&case["weights"]));
        let ridge = case["ridge"].as_f64().unwrap();
        let fit = fit_logistic(&views(&x), &y, weights.as_deref(), ridge).unwrap();
        assert_eq!(fit.verdict, LogisticVerdict::Converged);
        assert!(fit.gradient_norm < 1e-12, "{}", fit.gradient_norm);
        let expected = numbers(&case["beta"]);
        let errors = numbers(&case["errors"]);
        let beta: Vec<f64> = std::iter::once(fit.intercept)
            .chain(fit.coefficients)
            .collect();
        for (found, expected) in beta.iter().zip(&expected) {
            assert!(
                (found - expected).abs() <= 1e-10 * expected.abs().max(1.0),
                "{found} {expected}"
            );
        }
        // What scikit-learn itself stops at.
        for (found, expected) in beta.iter().zip(numbers(&case["scikitLearn"])) {
            assert!(
                (found - expected).abs() <= 1e-8 * expected.abs().max(10.0),
                "{found} {expected}"
            );
        }
        for (found, expected) in fit.standard_errors.unwrap().iter().zip(&errors) {
            assert!(
                (found - expected).abs() <= 1e-8 * expected,
                "{found} {expected}"
            );
        }
        let p: Vec<f64> = (0..y.len())
            .map(|i| {
                probability(beta[0] + (0..x.len()).map(|j| beta[j + 1] * x[j][i]).sum::<f64>())
            })
            .collect();
        close(
            &[area_under_curve(&y, &p).unwrap().unwrap()],
            &[case["auc"].as_f64().unwrap()],
            1e-12,
        );
    }
}

#[test]
fn isotonic_and_ridge_regression_match_scikit_learn() {
    let golden = golden();
    for case in golden["isotonic"].as_array().unwrap() {
        let weights = case["weights"]
            .as_array()
            .map(|_| numbers(&case["weights"]));
        let at = numbers(&case["at"]);
        let curve = isotonic(&at, &numbers(&case["values"]), weights.as_deref()).unwrap();
        let heights = |at: &[f64]| {
            at.iter()
                .map(|at| isotonic_value(&curve, *at))
                .collect::<Vec<_>>()
        };
        close(
            &heights(&numbers(&case["asked"])),
            &numbers(&case["found"]),
            1e-12,
        );
        close(&heights(&at), &numbers(&case["fitted"]), 1e-12);
    }
    for case in golden["ridge"].as_array().unwrap() {
        let x = columns(&case["columns"]);
        let (intercept, coefficients) = ridge_regression(
            &views(&x),
            &numbers(&case["y"]),
            case["ridge"].as_f64().unwrap(),
        )
        .unwrap();
        close(&[intercept], &[case["intercept"].as_f64().unwrap()], 1e-9);
        close(&coefficients, &numbers(&case["coefficients"]), 1e-10);
    }
}

#[test]
fn separated_and_collinear_data_are_told_and_answered_with_a_ridge() {
    let x: Vec<f64> = (0..20).map(f64::from).collect();
    let above: Vec<f64> = x.iter().map(|x| f64::from(u8::from(*x > 9.5))).collect();
    let held = fit_logistic(&[&x], &above, None, 1.0).unwrap();
    let fit = fit_logistic(&[&x], &above, None, 0.0).unwrap();
    assert_eq!((fit.verdict, fit.ridge), (LogisticVerdict::Separated, 1.0));
    assert_eq!(fit.coefficients, held.coefficients);
    // Quasi-complete: both outcomes at 10, and only there.
    let mut quasi = above.clone();
    quasi.push(0.0);
    let mut longer = x.clone();
    longer.push(10.0);
    let fit = fit_logistic(&[&longer], &quasi, None, 0.0).unwrap();
    assert_eq!(fit.verdict, LogisticVerdict::Separated);
    // One that overlaps has a maximum, however steep.
    quasi.push(1.0);
    longer.push(9.0);
    let fit = fit_logistic(&[&longer], &quasi, None, 0.0).unwrap();
    assert_eq!(fit.verdict, LogisticVerdict::Converged);
    let twice: Vec<f64> = longer.iter().map(|x| 2.0 * x + 1.0).collect();
    let fit = fit_logistic(&[&longer, &twice], &quasi, None, 0.0).unwrap();
    assert_eq!((fit.verdict, fit.ridge), (LogisticVerdict::Collinear, 1.0));
    // A feature that is 1 only for three who left separates them from the rest.
    let rare: Vec<f64> = (0..30).map(|i| f64::from(u8::from(i < 3))).collect();
    let left: Vec<f64> = (0..30)
        .map(|i| f64::from(u8::from(i < 3 || i % 4 == 0)))
        .collect();
    let fit = fit_logistic(&[&rare], &left, None, 0.0).unwrap();
    assert_eq!(fit.verdict, LogisticVerdict::Separated);
}

#[test]
fn bad_input_is_an_error_with_its_place() {
    let (columns, left) = example();
    let run = |columns: &[Vec<f64>], left: &[f64], options: &CalibrationOptions| {
        let error = calibrate(&names(columns.len()), &views(columns), left, options).unwrap_err();
        (error.code(), error.path().unwrap().to_owned())
    };
    let options = CalibrationOptions::default();
    let changed = |j: usize, i: usize, value: f64| {
        let mut columns = columns.clone();
        columns[j][i] = value;
        columns
    };
    let at = |path: &str| path.to_owned();
    assert_eq!(
        run(&columns, &[0.0; 12], &options),
        ("InsufficientData", at("outcomes"))
    );
    let mut few = [0.0; 12];
    few[..4].fill(1.0);
    assert_eq!(
        run(&columns, &few, &options),
        ("InsufficientData", at("outcomes"))
    );
    assert_eq!(
        run(&columns, &left[..11], &options),
        ("LengthMismatch", at("columns.x0"))
    );
    assert_eq!(
        run(&changed(1, 3, f64::INFINITY), &left, &options),
        ("NotFinite", at("columns.x1[3]"))
    );
    let mut constant = columns.clone();
    constant[2].fill(3.0);
    assert_eq!(
        run(&constant, &left, &options),
        ("InvalidValue", at("columns.x2"))
    );
    let mut wrong = left.clone();
    wrong[5] = 0.5;
    assert_eq!(
        run(&columns, &wrong, &options),
        ("OutOfRange", at("outcomes[5]"))
    );
    assert_eq!(run(&[], &left, &options), ("OutOfRange", at("columns")));
    for bad in [
        CalibrationOptions {
            ridge: -1.0,
            ..options
        },
        CalibrationOptions {
            ridge: f64::NAN,
            ..options
        },
        CalibrationOptions {
            folds: 1,
            ..options
        },
        CalibrationOptions {
            folds: 21,
            ..options
        },
    ] {
        assert!(run(&columns, &left, &bad).1.starts_with("options."));
    }
    let twins = ["a".to_owned(), "a".to_owned()];
    let error = calibrate(&twins, &views(&columns[..2]), &left, &options).unwrap_err();
    assert_eq!(error.path(), Some("columns[1]"));
    assert_eq!(
        calibration_quality(&left, &[2.0; 12]).unwrap_err().path(),
        Some("probabilities[0]")
    );
}

#[test]
fn a_missing_feature_is_left_out_or_a_feature_of_its_own() {
    let (mut columns, left) = example();
    // Five customers more, so that enough stay when gaps are left out.
    let more = left.len();
    let mut left = left;
    for i in 0..20 {
        for (j, column) in (0_i32..).zip(&mut columns) {
            column.push(f64::from((i * 7 + j * 3) % 11) / 3.0 - 1.0);
        }
        left.push(f64::from(u8::from(i % 3 == 0)));
    }
    for i in (0..more).step_by(5) {
        columns[2][i] = f64::NAN;
    }
    let options = CalibrationOptions {
        folds: 0,
        ..Default::default()
    };
    let found = calibrate(&names(3), &views(&columns), &left, &options).unwrap();
    assert_eq!(
        (found.left_out, found.quality.as_ref().unwrap().customers),
        (3, 29.0)
    );
    // A missing value counts as the mean: nothing is added.
    let (_, added) = found.evidence(&[0.5, 1.0, f64::NAN]).unwrap();
    assert_eq!(added[2], 0.0);
    let indicator = CalibrationOptions {
        missing: MissingValues::Indicator,
        ..options
    };
    let told = calibrate(&names(3), &views(&columns), &left, &indicator).unwrap();
    assert_eq!(
        (told.left_out, told.quality.as_ref().unwrap().customers),
        (0, 32.0)
    );
    let term = told.features[2].missing.unwrap();
    assert!((term.reference - 3.0 / 32.0).abs() < 1e-15);
    let (_, added) = told.evidence(&[0.5, 1.0, f64::NAN]).unwrap();
    assert!((added[2] - term.coefficient * (1.0 - term.reference)).abs() < 1e-15);
    // The same by hand: the mean in the gaps, and a column that marks them.
    let known = told.features[2].reference;
    let gaps: Vec<f64> = columns[2]
        .iter()
        .map(|x| f64::from(u8::from(x.is_nan())))
        .collect();
    for value in &mut columns[2] {
        if value.is_nan() {
            *value = known;
        }
    }
    columns.push(gaps);
    let by_hand = fit_logistic(&views(&columns), &left, None, 1.0).unwrap();
    close(&[term.coefficient], &[by_hand.coefficients[3]], 1e-12);
}

#[test]
fn records_are_read_as_written_and_checked() {
    let (columns, left) = example();
    let options = CalibrationOptions {
        method: CalibrationMethod::LogisticIsotonic,
        days: Some(90),
        ..Default::default()
    };
    let found = calibrate(&names(3), &views(&columns), &left, &options).unwrap();
    found.check().unwrap();
    assert_eq!(from_plain::<Calibration>(found.to_plain()).unwrap(), found);
    let path = |change: &dyn Fn(&mut Calibration)| {
        let mut changed = found.clone();
        change(&mut changed);
        changed.check().unwrap_err().path().unwrap().to_owned()
    };
    assert_eq!(path(&|c| c.version = 2), "version");
    assert_eq!(
        path(&|c| c.features[1].coefficient = f64::NAN),
        "features[1].coefficient"
    );
    assert_eq!(path(&|c| c.features[1].name = "x0".into()), "features[1]");
    assert_eq!(path(&|c| c.isotonic = None), "isotonic");
    assert_eq!(path(&|c| c.isotonic = Some(Vec::new())), "isotonic");
    assert_eq!(
        path(&|c| c.isotonic.as_mut().unwrap()[1].at = -99.0),
        "isotonic[1].at"
    );
    assert_eq!(
        path(&|c| c.isotonic.as_mut().unwrap()[0].value = 0.0),
        "isotonic[0].value"
    );
    let quality = found.cross_validated.unwrap();
    assert_eq!((quality.customers, quality.events), (12.0, 6.0));
}

proptest! {
    #[test]
    fn evidence_multiplies_up_to_the_odds(
        seed in 0_u64..1000,
        values in prop::collection::vec(prop_oneof![-5.0..5.0_f64, Just(f64::NAN)], 3),
        curve: bool,
    ) {
        let mut random = clientele::numeric::random::Random::new(seed);
        let mut columns = vec![Vec::new(); 3];
        let mut left = Vec::new();
        for i in 0..60 {
            let mut eta = 0.0;
            for column in &mut columns {
                let x = random.normal();
                column.push(x);
                eta += x;
            }
            left.push(if i < 10 { f64::from(i % 2) } else { f64::from(u8::from(random.chance(probability(eta)))) });
        }
        let method = if curve { CalibrationMethod::LogisticIsotonic } else { CalibrationMethod::Logistic };
        let options = CalibrationOptions { method, folds: 3, ..Default::default() };
        let found = calibrate(&names(3), &views(&columns), &left, &options).unwrap();
        let (log_odds, added) = found.evidence(&values).unwrap();
        let sum = found.base_log_odds() + added.iter().sum::<f64>();
        prop_assert!((log_odds - sum).abs() < 1e-12 * (1.0 + sum.abs()));
        let p = probability(log_odds);
        prop_assert!(p > 0.0 && p < 1.0);
        // The mean probability is the share of events: the intercept carries no penalty.
        if !curve {
            let risks = risk_columns(&found, &names(3), &views(&columns)).unwrap();
            let total: f64 = risks.probability.iter().sum();
            prop_assert!((total - found.quality.as_ref().unwrap().events).abs() < 1e-9);
            let odds: f64 = risks.factors.iter().map(|(_, f)| f[0]).product::<f64>() * risks.base_odds;
            prop_assert!((odds / (risks.probability[0] / (1.0 - risks.probability[0])) - 1.0).abs() < 1e-11);
        }
        // The same seed, the same parts.
        let again = calibrate(&names(3), &views(&columns), &left, &options).unwrap();
        prop_assert_eq!(again, found);
    }

    #[test]
    fn units_change_the_units_of_the_coefficients_alone(scale in 1e-6..1e6_f64, shift in -1e3..1e3_f64) {
        let (columns, left) = example();
        let plain = fit_logistic(&views(&columns), &left, None, 0.0).unwrap();
        let mut changed = columns.clone();
        for x in &mut changed[0] {
            *x = *x * scale + shift * scale;
        }
        let found = fit_logistic(&views(&changed), &left, None, 0.0).unwrap();
        let relative = found.coefficients[0] * scale / plain.coefficients[0] - 1.0;
        prop_assert!(relative.abs() < 1e-7, "{}", relative);
    }

    #[test]
    fn an_isotonic_curve_never_falls_and_keeps_the_mean(
        rows in prop::collection::vec((-3.0..3.0_f64, 0.0..1.0_f64), 1..60),
    ) {
        let (at, values): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let knots = isotonic(&at, &values, None).unwrap();
        prop_assert!(knots.windows(2).all(|pair| pair[0].at < pair[1].at && pair[0].value <= pair[1].value));
        let fitted: f64 = at.iter().map(|at| isotonic_value(&knots, *at)).sum();
        prop_assert!((fitted - values.iter().sum::<f64>()).abs() < 1e-9);
    }
}

fn cdnow(cutoff: &str, days: u32) -> ChurnOutcomes {
    let csv = include_bytes!("../fixtures/cdnow_orders.csv");
    let orders = Orders::from_csv(csv, &CsvOptions::default()).unwrap();
    let options = OutcomeOptions {
        cutoff: Day::from_iso(cutoff).unwrap(),
        days,
        time_unit: Some(TimeUnit::Week),
    };
    churn_outcomes(&orders, &options).unwrap()
}

#[test]
fn outcomes_are_those_of_the_orders_and_wait_for_their_days() {
    let found = cdnow("1997-09-30", 273);
    // Counted in pandas: scripts/references/holdout.py has the same customers and buyers.
    assert_eq!(found.ids.len(), 2357);
    let left: f64 = found.left.iter().sum();
    let bought: f64 = found.bought.iter().sum();
    assert_eq!(left + bought, 2357.0);
    let golden: Value = serde_json::from_str(include_str!("../golden/holdout.json")).unwrap();
    assert_eq!(golden["buyers"].as_f64().unwrap(), bought);
    let one_time = found
        .column("frequency")
        .unwrap()
        .iter()
        .position(|x| *x == 0.0)
        .unwrap();
    for name in ["monetaryValue", "meanGap", "recencyRatio"] {
        assert!(found.column(name).unwrap()[one_time].is_nan(), "{name}");
    }
    let csv = "customer,date,amount\nA,2024-01-01,20\nA,2024-02-10,25\n";
    let orders = Orders::from_csv(csv.as_bytes(), &CsvOptions::default()).unwrap();
    let run = |cutoff: &str, days| {
        let options = OutcomeOptions {
            cutoff: Day::from_iso(cutoff).unwrap(),
            days,
            time_unit: None,
        };
        let error = churn_outcomes(&orders, &options).unwrap_err();
        (error.code(), error.path().unwrap_or_default().to_owned())
    };
    assert_eq!(
        run("2024-01-31", 30),
        ("InsufficientData", "options.days".into())
    );
    assert_eq!(run("2024-01-31", 0), ("OutOfRange", "options.days".into()));
    assert_eq!(run("2023-01-31", 30).0, "InsufficientData");
}

/// The features of a calibration on CDNOW: the log-odds of the model, and what it does not look at.
fn evidence(outcomes: &ChurnOutcomes) -> (Vec<String>, Vec<Vec<f64>>, Vec<f64>) {
    let model = AnyModel::try_new(ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426]).unwrap();
    let column = |name: &str| outcomes.column(name).unwrap().to_vec();
    let (x, last, age) = (column("frequency"), column("recency"), column("T"));
    let histories: Vec<PurchaseHistory> = (0..x.len())
        .map(|i| PurchaseHistory::try_new(x[i], last[i], age[i]).unwrap())
        .collect();
    let gone: Vec<f64> = histories
        .iter()
        .map(|h| 1.0 - model.probability_alive(*h).unwrap())
        .collect();
    let silent = histories
        .iter()
        .map(|h| {
            let buys = model
                .probability_of_purchase(*h, f64::from(outcomes.days) / 7.0)
                .unwrap();
            ((1.0 - buys) / buys).ln()
        })
        .collect();
    let spent = column("revenueInYear")
        .iter()
        .map(|r| r.max(0.0).ln_1p())
        .collect();
    let names = ["modelLogOdds", "daysSinceLast", "frequency", "lnRevenue"];
    (
        names.map(Into::into).to_vec(),
        vec![silent, column("daysSinceLast"), x, spent],
        gone,
    )
}

#[test]
fn on_cdnow_a_calibrated_model_tells_who_leaves_better_than_the_probability_to_be_alive() {
    // Fitted to what customers of June 1997 did by September, tried on those of September and their
    // next three quarters of a year.
    let (names, columns, _) = evidence(&cdnow("1997-06-30", 92));
    let options = CalibrationOptions::default();
    let model = calibrate(
        &names,
        &views(&columns),
        &cdnow("1997-06-30", 92).left,
        &options,
    )
    .unwrap();
    let later = cdnow("1997-09-30", 92);
    let (_, columns, gone) = evidence(&later);
    let risks = risk_columns(&model, &names, &views(&columns)).unwrap();
    let calibrated = calibration_quality(&later.left, &risks.probability).unwrap();
    let alive = calibration_quality(&later.left, &gone).unwrap();
    // P(alive) takes every one-time buyer for alive; the model's own P(no purchase within the days) is
    // the harder rival: AUC .783570, by the likelihood of BG/NBD in SciPy and scikit-learn.
    let Some(model_alone) = area_under_curve(&later.left, &columns[0]).unwrap() else {
        panic!("nobody left")
    };
    close(&[model_alone], &[0.783_570], 5e-6);
    assert!(calibrated.auc > Some(model_alone + 0.01));
    assert!(calibrated.auc > alive.auc);
    assert!(calibrated.brier < alive.brier / 2.0);
}

#[test]
fn expected_revenue_holds_in_total_and_ranks_customers() {
    let outcomes = cdnow("1997-06-30", 92);
    let (names, columns, _) = evidence(&outcomes);
    let model = calibrate_revenue(
        &names,
        &views(&columns),
        &outcomes.bought,
        &outcomes.revenue,
        &RevenueOptions::default(),
    )
    .unwrap();
    model.check().unwrap();
    assert_eq!(
        from_plain::<clientele::churn::calibration::RevenueModel>(model.to_plain()).unwrap(),
        model
    );
    let later = cdnow("1997-09-30", 92);
    let (_, columns, _) = evidence(&later);
    let expected = model
        .expected_revenue_columns(&names, &views(&columns))
        .unwrap();
    let rank = clientele::numeric::accuracy::rank_correlation(&later.revenue, &expected)
        .unwrap()
        .unwrap();
    assert!(rank > 0.25, "{rank}");
    let one: Vec<f64> = columns.iter().map(|column| column[7]).collect();
    assert_eq!(model.expected_revenue(&one).unwrap(), expected[7]);
    assert!(expected.iter().all(|value| *value >= 0.0));
    // Those that the model was fitted to: the means of the two parts are those of the data.
    let p: f64 = outcomes.bought.iter().sum();
    assert_eq!(model.buyers, p);
}
