//! Plain values: each list of fields says what the serde attributes of its type say.

use clientele::Error;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::bg_nbd::BgNbdParams;
use clientele::btyd::fit::Convergence;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::fit::Verdict;
use clientele::btyd::gamma_gamma::GammaGammaParams;
use clientele::btyd::holdout::FindingCode;
use clientele::btyd::holdout::HoldoutData;
use clientele::btyd::holdout::QualityLimits;
use clientele::btyd::holdout::Severity;
use clientele::btyd::holdout::alive_matrix;
use clientele::btyd::holdout::holdout_report;
use clientele::btyd::holdout::track_repeats;
use clientele::btyd::lifetime_value::LifetimeOptions;
use clientele::btyd::selection::Criterion;
use clientele::churn::EvidenceSettings;
use clientele::churn::RiskBands;
use clientele::data::columns::ColumnNames;
use clientele::data::csv::CsvOptions;
use clientele::data::csv::Delimiter;
use clientele::data::csv::OnBadRow;
use clientele::data::csv::Table;
use clientele::data::csv::inspect;
use clientele::data::date::Day;
use clientele::data::date_order::DateOrder;
use clientele::data::decimal::Decimal;
use clientele::data::holdout::SplitOptions;
use clientele::data::orders::Orders;
use clientele::data::summary::SummaryOptions;
use clientele::data::time_unit::TimeUnit;
use clientele::numeric::direction::Direction;
use clientele::plain::FromPlain;
use clientele::plain::Plain;
use clientele::plain::ToPlain;
use clientele::plain::from_plain;
use clientele::score::DriftLevel;
use clientele::score::DriftLimits;
use clientele::score::FutureBasis;
use clientele::score::ModelChoice;
use clientele::score::Profile;
use clientele::score::ProfileOptions;
use clientele::score::ReportOptions;
use clientele::score::RiskMode;
use clientele::score::build_profile;
use clientele::score::live::LiveSettings;
use clientele::score::model_report;
use clientele::segment::CellCuts;
use clientele::segment::PyramidCuts;
use clientele::weighting::ahp::ConsistencyOptions;
use clientele::weighting::ahp::Hierarchy;
use clientele::weighting::ahp::HierarchyNode;
use clientele::weighting::ahp::JudgedPair;
use clientele::weighting::ahp::Judgement;
use clientele::weighting::ahp::JudgementScale;
use clientele::weighting::ahp::PairwiseMatrix;
use clientele::weighting::ahp::PriorityMethod;
use clientele::weighting::ahp::RandomIndex;
use clientele::weighting::ahp::Synthesis;
use clientele::weighting::ahp::SynthesisOptions;
use clientele::weighting::ahp::hierarchy::Intensities;
use std::fmt::Debug;

const CDNOW: &[u8] = include_bytes!("../fixtures/cdnow_orders.csv");

/// Returns a value as serde writes it, in plain form.
fn by_serde(value: &impl serde::Serialize) -> Plain {
    fn plain(json: serde_json::Value) -> Plain {
        match json {
            serde_json::Value::Null => Plain::Null,
            serde_json::Value::Bool(value) => Plain::Bool(value),
            serde_json::Value::Number(value) => Plain::Number(value.as_f64().unwrap()),
            serde_json::Value::String(text) => Plain::Text(text),
            serde_json::Value::Array(list) => Plain::List(list.into_iter().map(plain).collect()),
            serde_json::Value::Object(map) => {
                Plain::Map(map.into_iter().map(|(k, v)| (k, plain(v))).collect())
            }
        }
    }
    plain(serde_json::to_value(value).unwrap())
}

/// Sorts the keys of every map: `serde_json` does.
fn sorted(plain: Plain) -> Plain {
    match plain {
        Plain::List(list) => Plain::List(list.into_iter().map(sorted).collect()),
        Plain::Map(map) => {
            let mut map: Vec<_> = map.into_iter().map(|(k, v)| (k, sorted(v))).collect();
            map.sort_by(|a, b| a.0.cmp(&b.0));
            Plain::Map(map)
        }
        plain => plain,
    }
}

fn written_as_by_serde(value: &(impl serde::Serialize + ToPlain)) {
    assert_eq!(sorted(value.to_plain()), by_serde(value));
}

fn both_ways<T: serde::Serialize + ToPlain + FromPlain + PartialEq + Debug>(value: &T) {
    written_as_by_serde(value);
    assert_eq!(&from_plain::<T>(value.to_plain()).unwrap(), value);
}

fn each_way<T: serde::Serialize + ToPlain + FromPlain + PartialEq + Debug>(values: &[T]) {
    values.iter().for_each(both_ways);
}

fn profile() -> Profile {
    let orders = Orders::from_csv(CDNOW, &CsvOptions::default()).unwrap();
    build_profile(&orders, &ProfileOptions::default()).unwrap()
}

#[test]
fn words_are_those_of_serde() {
    use TimeUnit::{Day, Month, Week, Year};
    each_way(&[Day, Week, Month, Year]);
    each_way(&[PriorMode::Auto, PriorMode::None, PriorMode::Weak]);
    each_way(&[
        Verdict::Converged,
        Verdict::WeakPrior,
        Verdict::Flat,
        Verdict::AtBound,
        Verdict::NotConverged,
    ]);
    each_way(&[DateOrder::Ymd, DateOrder::Dmy, DateOrder::Mdy]);
    each_way(&[Decimal::Point, Decimal::Comma]);
    each_way(&Delimiter::ALL);
    each_way(&[OnBadRow::Error, OnBadRow::Collect]);
    each_way(&PriorityMethod::ALL);
    each_way(&RandomIndex::ALL);
}

#[test]
fn options_have_the_fields_of_serde() {
    both_ways(&CsvOptions::default());
    both_ways(&CsvOptions {
        columns: ColumnNames {
            customer_id: Some("a".into()),
            date: Some("b".into()),
            amount: Some("c".into()),
            currency: Some("d".into()),
        },
        delimiter: Some(Delimiter::Tab),
        decimal: Some(Decimal::Comma),
        date_order: Some(DateOrder::Mdy),
        on_bad_row: OnBadRow::Collect,
    });
    both_ways(&SummaryOptions {
        as_of: Some(Day::from_iso("1997-09-30").unwrap()),
        time_unit: TimeUnit::Month,
    });
    both_ways(&FitOptions {
        prior: PriorMode::Weak,
        max_iterations: 77,
        profile_likelihood: false,
    });
    both_ways(&LifetimeOptions {
        periods: 3,
        period: 2.5,
        discount_rate_per_period: 0.01,
        margin: 0.4,
    });
    both_ways(&ConsistencyOptions {
        random_index: RandomIndex::Saaty1980,
        threshold: 0.2,
        strict: true,
        method: PriorityMethod::ColumnMean,
    });
    both_ways(&ProfileOptions::default());
    both_ways(&ProfileOptions {
        as_of: Some(Day::MAX),
        time_unit: TimeUnit::Day,
        model: ModelChoice::MbgNbd,
        name: "shop".into(),
        currency: Some("EUR".into()),
        margin: Some(0.3),
        discount_rate: 0.2,
        value_months: 24,
        baseline_retention: Some(0.7),
        churn_horizon_days: Some(90.0),
        cuts: Some(CellCuts {
            current: 10.0,
            future: 20.0,
        }),
        bands: RiskBands {
            medium: 0.1,
            high: 0.2,
        },
        tiers: PyramidCuts {
            platinum: 1.0,
            gold: 5.0,
        },
        loyalty_judgements: Some(vec![vec![1.0, 0.5], vec![2.0, 1.0]]),
        attitude_judgements: Some(vec![vec![1.0]]),
        churn_mode: RiskMode::Cohort,
        churn_base_rate: Some(0.2),
        evidence: Some(EvidenceSettings::default()),
        calibration: None,
        churn_model: None,
        future: FutureBasis::Account,
        uplift: 0.3,
        points: Some(Vec::new()),
        live: Some(LiveSettings::default()),
        prior: PriorMode::None,
    });
    each_way(&[
        RiskMode::Horizon,
        RiskMode::Cohort,
        RiskMode::Alive,
        RiskMode::Calibrated,
        RiskMode::Imported,
    ]);
    each_way(&[FutureBasis::Model, FutureBasis::Account]);
    each_way(&[DriftLevel::Stable, DriftLevel::Shifted, DriftLevel::Changed]);
    both_ways(&DriftLimits::default());
}

#[test]
fn a_profile_has_the_fields_of_serde() {
    let mut profile = profile();
    both_ways(&profile);
    assert!(profile.purchase.standard_errors.is_some());
    profile.purchase.standard_errors = None;
    profile.purchase.covariance = None;
    profile.spend.reason = Some("why".into());
    profile.currency = Some("USD".into());
    both_ways(&profile);
    both_ways(&profile.purchase.params);
    both_ways(&GammaGammaParams {
        p: 1.0,
        q: 2.0,
        v: 3.0,
    });
    both_ways(&Convergence {
        converged: false,
        verdict: Verdict::Flat,
        iterations: 9,
        gradient_norm: 1e-300,
        message: "flat".into(),
    });
}

#[test]
fn a_profile_says_why_its_model_and_older_ones_still_load() {
    each_way(&[Criterion::Bic, Criterion::Aic, Criterion::Holdout]);
    each_way(FindingCode::ALL);
    let csv = b"customer,date,amount\nA,2024-01-01,5\nA,2024-01-20,9\nB,2024-01-05,1\n";
    let orders = Orders::from_csv(csv, &CsvOptions::default()).unwrap();
    let options = ProfileOptions {
        model: ModelChoice::Auto,
        ..ProfileOptions::default()
    };
    both_ways(&options);
    let profile = build_profile(&orders, &options).unwrap();
    both_ways(&profile);
    let selection = profile.purchase.selection.as_ref().unwrap();
    assert_eq!(selection.candidates[0].model, profile.purchase.model);
    let quality = profile.purchase.quality.as_ref().unwrap();
    assert_eq!(quality[0].code, FindingCode::FewCustomers);

    let mut plain = profile.to_plain();
    let Plain::Map(purchase) = at(&mut plain, &["purchase"]) else {
        panic!("the purchase section is a map")
    };
    purchase.retain(|(key, _)| key != "selection" && key != "quality");
    let older = from_plain::<Profile>(plain).unwrap();
    assert_eq!(
        (&older.purchase.selection, &older.purchase.quality),
        (&None, &None)
    );
    assert_eq!(older.hash(), profile.hash());
}

#[test]
fn model_reports_are_those_of_serde() {
    let csv =
        b"customer,date,amount\nA,2024-01-01,5\nA,2024-01-20,9\nB,2024-01-05,1\nA,2024-03-01,3\n";
    let orders = Orders::from_csv(csv, &CsvOptions::default()).unwrap();
    let options = ReportOptions {
        calibration_end: Day::from_iso("2024-02-01").unwrap(),
        holdout_end: None,
        time_unit: Some(TimeUnit::Day),
        model: Some(ModelChoice::Auto),
        prior: Some(PriorMode::Auto),
        level: Some(0.8),
        limits: Some(QualityLimits::default()),
    };
    both_ways(&options);
    let report = model_report(&orders, &options).unwrap();
    assert!(report.selection.is_some());
    written_as_by_serde(&report);
}

#[test]
fn reports_have_the_fields_of_serde() {
    let orders = Orders::from_csv(CDNOW, &CsvOptions::default()).unwrap();
    written_as_by_serde(orders.report());
    let csv = b"customer,date,amount\nA,2024-01-01,5\nA,2024-01-02,-9\nB,x,1\n";
    let collect = CsvOptions {
        on_bad_row: OnBadRow::Collect,
        ..CsvOptions::default()
    };
    let orders = Orders::from_csv(csv, &collect).unwrap();
    assert_eq!(orders.report().bad_rows.len(), 1);
    assert!(orders.report().refunds.rows == 1);
    written_as_by_serde(orders.report());
    written_as_by_serde(&inspect(csv, &CsvOptions::default()).unwrap());
    written_as_by_serde(&Table::from_csv(csv).unwrap());
    let matrix = PairwiseMatrix::try_from_rows(
        &[
            [1.0, 3.0, 0.2],
            [1.0 / 3.0, 1.0, 3.0],
            [5.0, 1.0 / 3.0, 1.0],
        ],
        None,
    )
    .unwrap();
    written_as_by_serde(&matrix.priorities(PriorityMethod::GeometricMean));
    let consistency = matrix.consistency(&ConsistencyOptions::default()).unwrap();
    assert!(consistency.worst_pair.is_some());
    written_as_by_serde(&consistency);
    let report = matrix.consistency_report(&ConsistencyOptions::default());
    written_as_by_serde(&report.unwrap());
    written_as_by_serde(&matrix.least_squares());
    written_as_by_serde(&matrix.sentences()[0]);
    each_way(&PriorityMethod::ALL);
    each_way(&RandomIndex::ALL);
    each_way(&JudgementScale::ALL);
}

#[test]
fn hierarchies_are_written_as_by_serde_and_read_back() {
    let goal = HierarchyNode {
        name: "Goal".into(),
        criteria: vec!["Cost".into(), "Risk".into()],
        upper_triangle: Some(vec!["3".into()]),
        ..HierarchyNode::default()
    };
    let cost = HierarchyNode {
        name: "Cost".into(),
        values: Some(vec![1.0, 2.0]),
        direction: Some(Direction::Cost),
        ..HierarchyNode::default()
    };
    let risk = HierarchyNode {
        name: "Risk".into(),
        ratings: Some(vec!["low".into(), "high".into()]),
        intensities: Some(Intensities {
            criteria: vec!["low".into(), "high".into()],
            pairs: Some(vec![JudgedPair {
                a: "low".into(),
                b: "high".into(),
                value: "4".into(),
            }]),
            ..Intensities::default()
        }),
        ..HierarchyNode::default()
    };
    let nodes = [goal, cost, risk];
    each_way(&nodes);
    let hierarchy = Hierarchy::try_new(&nodes, &["a".into(), "b".into()]).unwrap();
    written_as_by_serde(&hierarchy.weights(PriorityMethod::Eigenvector));
    let options = SynthesisOptions::default();
    both_ways(&options);
    each_way(&Synthesis::ALL);
    written_as_by_serde(&hierarchy.evaluate(&options).unwrap());
    let consistency = hierarchy.consistency(&ConsistencyOptions::default());
    written_as_by_serde(&consistency.unwrap());
}

#[test]
fn judgements_are_numbers_texts_or_nothing() {
    each_way(&[
        Judgement::Number(3.0),
        Judgement::Text("1/3".into()),
        Judgement::Missing,
    ]);
    let error = from_plain::<Vec<Judgement>>(Plain::List(vec![Plain::Bool(true)])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "[0]: must be a judgement such as 3 or \"1/3\", found true"
    );
}

/// Returns the entry of a map at a path of keys.
fn at<'a>(plain: &'a mut Plain, path: &[&str]) -> &'a mut Plain {
    path.iter().fold(plain, |plain, key| {
        let Plain::Map(map) = plain else {
            panic!("{key} is not in a map")
        };
        &mut map.iter_mut().find(|(name, _)| name == key).unwrap().1
    })
}

fn error_with(path: &[&str], value: Plain) -> Error {
    let mut plain = profile().to_plain();
    *at(&mut plain, path) = value;
    from_plain::<Profile>(plain).unwrap_err()
}

#[test]
fn errors_name_the_path_and_what_was_expected() {
    let risk = Plain::List(vec![Plain::Number(0.0), Plain::Text("x".into())]);
    assert_eq!(
        error_with(&["population", "risk"], risk).to_string(),
        "population.risk[1]: must be a number, found \"x\""
    );
    assert_eq!(
        error_with(&["purchase", "params", "a"], Plain::Number(f64::NAN)),
        Error::NotFinite {
            path: "purchase.params.a".into()
        }
    );
    assert_eq!(
        error_with(&["timeUnit"], Plain::Text("weak".into())).to_string(),
        "timeUnit: must be one of \"day\", \"week\", \"month\", \"year\", found \"weak\""
    );
    assert_eq!(
        error_with(&["asOf"], Plain::Text("soon".into())).to_string(),
        "asOf: must be a date written as 2024-03-31, found \"soon\""
    );
    assert_eq!(
        error_with(&["value", "months"], Plain::Number(1.5)).to_string(),
        "value.months: must be a whole number from 0, found 1.5"
    );
    assert_eq!(
        error_with(&["value", "uplift"], Plain::Null).to_string(),
        "value.uplift: must be a number, found null"
    );
    assert_eq!(
        error_with(&["churn"], Plain::List(Vec::new())).to_string(),
        "churn: must be an object, found a list of 0"
    );
}

#[test]
fn missing_and_unknown_keys_are_errors_where_they_stand() {
    let mut plain = profile().to_plain();
    let Plain::Map(tiers) = at(&mut plain, &["value", "cuts"]) else {
        panic!("the cuts are a map")
    };
    tiers.remove(0);
    assert_eq!(
        from_plain::<Profile>(plain.clone()).unwrap_err(),
        Error::Missing {
            path: "value.cuts.current".into(),
            expected: "a number".into()
        }
    );
    *at(&mut plain, &["value", "cuts"]) = Plain::Map(vec![("curent".into(), Plain::Null)]);
    assert_eq!(
        from_plain::<Profile>(plain).unwrap_err(),
        Error::UnknownKey {
            path: "value.cuts.curent".into(),
            nearest: Some("current".into()),
            known: "current, future".into()
        }
    );
    let far = Plain::Map(vec![("colour".into(), Plain::Null)]);
    assert_eq!(
        from_plain::<FitOptions>(far).unwrap_err(),
        Error::UnknownKey {
            path: "colour".into(),
            nearest: None,
            known: "prior, maxIterations, profileLikelihood".into()
        }
    );
}

#[test]
fn options_that_are_not_given_keep_their_defaults_and_optional_fields_may_be_missing() {
    let none = Plain::Map(Vec::new());
    assert_eq!(
        from_plain::<ProfileOptions>(none.clone()).unwrap(),
        ProfileOptions::default()
    );
    let bands = Plain::Map(vec![("high".into(), Plain::Number(0.9))]);
    let options = from_plain::<ProfileOptions>(Plain::Map(vec![("bands".into(), bands)])).unwrap();
    assert_eq!((options.bands.medium, options.bands.high), (0.3, 0.9));
    assert!(from_plain::<BgNbdParams>(none).is_err());

    let mut plain = profile().to_plain();
    let Plain::Map(purchase) = at(&mut plain, &["purchase"]) else {
        panic!("the purchase section is a map")
    };
    purchase.retain(|(key, _)| ["model", "params"].contains(&key.as_str()));
    let profile = from_plain::<Profile>(plain).unwrap();
    assert_eq!(profile.purchase.covariance, None);
}

#[test]
fn holdout_reports_are_those_of_serde() {
    each_way(&[Severity::Caution, Severity::Unsuited]);
    both_ways(&QualityLimits::default());
    let options = SplitOptions {
        calibration_end: Day::from_iso("1997-09-30").unwrap(),
        holdout_end: None,
        time_unit: Some(TimeUnit::Week),
    };
    both_ways(&options);
    let orders = Orders::from_csv(CDNOW, &CsvOptions::default()).unwrap();
    let split = orders.split(&options).unwrap();
    let model = AnyModel::try_new(ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426]).unwrap();
    let data = HoldoutData {
        // Too short, so that there is a finding to write.
        length: 1.0,
        ..HoldoutData::from(&split)
    };
    let report = holdout_report(&*model, &data, &QualityLimits::default()).unwrap();
    assert!(!report.findings.is_empty());
    written_as_by_serde(&report);
    written_as_by_serde(&track_repeats(&*model, &split, 7).unwrap());
    written_as_by_serde(&alive_matrix(&*model, &[0.0, 1.0], &[0.0, 3.0], 9.0).unwrap());
}
