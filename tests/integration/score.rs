//! Profiles and scores: what holds for every customer, and what a profile rejects.

use std::sync::OnceLock;

use crate::golden;
use clientele::btyd::fit::Verdict;
use clientele::churn::Complainer;
use clientele::churn::EvidenceKind;
use clientele::churn::EvidenceSettings;
use clientele::churn::RiskBand;
use clientele::data::csv::CsvOptions;
use clientele::data::orders::Orders;
use clientele::data::summary::SummaryOptions;
use clientele::labels::label;
use clientele::loyalty::AttitudeIndicator;
use clientele::loyalty::BehaviourIndicator;
use clientele::loyalty::LOYALTY_TYPES;
use clientele::score::Customer;
use clientele::score::CustomerScore;
use clientele::score::FutureBasis;
use clientele::score::Lever;
use clientele::score::Modifier;
use clientele::score::Profile;
use clientele::score::ProfileOptions;
use clientele::score::RiskMode;
use clientele::score::Scorer;
use clientele::score::SpendModel;
use clientele::score::Warning;
use clientele::score::build_profile;
use clientele::segment::Tier;
use clientele::segment::ValueCell;
use proptest::prelude::*;
use serde_json::Value;

/// The profile of CDNOW up to 1997-09-30.
fn cdnow() -> &'static Profile {
    static PROFILE: OnceLock<Profile> = OnceLock::new();
    PROFILE.get_or_init(|| golden::profile(&golden::orders()))
}

fn build(rows: &str) -> Result<Profile, clientele::Error> {
    let csv = format!("customer_id,date,amount\n{rows}");
    let orders = Orders::from_csv(csv.as_bytes(), &CsvOptions::default())?;
    build_profile(&orders, &ProfileOptions::default())
}

/// The numbers of a customer in the order of the first of `Customer::FIELDS`; NaN is missing.
type Numbers = [f64; Customer::SUMMARY_FIELDS];

fn score_with(profile: &Profile, numbers: Numbers) -> CustomerScore {
    let customer = Customer::from_fields(&numbers).unwrap();
    Scorer::try_new(profile).unwrap().score(&customer).unwrap()
}

fn score(numbers: Numbers) -> CustomerScore {
    score_with(cdnow(), numbers)
}

fn codes(score: &CustomerScore) -> Vec<&'static str> {
    score.warnings().map(Warning::code).collect()
}

/// A number, or missing.
fn maybe(range: std::ops::Range<f64>) -> impl Strategy<Value = f64> {
    prop_oneof![3 => range, 1 => Just(f64::NAN)]
}

/// Any customer: weeks up to six years, money of any sign, anything but the history missing.
fn any_customer() -> impl Strategy<Value = Numbers> {
    let quarters = (0..24_u32).prop_flat_map(|elapsed| (0..=elapsed, Just(elapsed)));
    (
        prop_oneof![1 => Just(0), 3 => 0..60_u32],
        0.001..1.0,
        0.1..312.0,
        maybe(0.01..5000.0),
        maybe(-500.0..20_000.0),
        maybe(0.0..60.0),
        prop_oneof![3 => quarters.prop_map(|(a, e)| (f64::from(a), f64::from(e))), 1 => Just((f64::NAN, f64::NAN))],
    )
        .prop_map(|(x, share, age, spend, revenue, in_year, (active, elapsed))| {
            let recency = if x == 0 { 0.0 } else { share * age };
            [f64::from(x), recency, age, spend, revenue, in_year.trunc(), active, elapsed]
        })
}

/// The points of the parts, added in their order.
fn sum(parts: &[clientele::index::Part]) -> Option<f64> {
    parts
        .iter()
        .filter_map(|part| part.points)
        .fold(None, |sum, points| Some(sum.unwrap_or(0.0) + points))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn parts_sum_to_their_score(customer in any_customer()) {
        let found = score(customer);
        // A sum of points may pass 100 in the last bit, a score does not.
        prop_assert_eq!(sum(&found.value_parts).map(|s| s.clamp(0.0, 100.0)), found.value_score);
        prop_assert_eq!(sum(&found.loyalty_parts).map(|s| s.clamp(0.0, 100.0)), found.loyalty_score);
    }

    #[test]
    fn evidence_multiplies_up_to_the_odds(customer in any_customer()) {
        let found = score(customer);
        let odds = found.evidence.iter().flatten().fold(found.base_odds.unwrap(), |odds, e| odds * e);
        let risk = found.risk.unwrap();
        // 1 − risk has lost as many digits as risk is near 1.
        let tolerance = 1e-12 + 4.0 * f64::EPSILON / (1.0 - risk);
        let expected = risk / (1.0 - risk);
        prop_assert!((odds - expected).abs() <= tolerance * expected, "{} and {}", odds, expected);
    }

    #[test]
    fn every_number_is_in_its_range(customer in any_customer()) {
        let found = score(customer);
        let (risk, never) = (found.risk.unwrap(), found.never.unwrap());
        for probability in [risk, found.probability_alive.unwrap(), never, found.value_coverage, found.loyalty_coverage] {
            prop_assert!((0.0..=1.0).contains(&probability), "{:?}", found);
        }
        for score in [found.value_score, found.loyalty_score, found.behaviour, found.percentile].into_iter().flatten() {
            prop_assert!((0.0..=100.0).contains(&score), "{:?}", found);
        }
        for odds in found.evidence.into_iter().flatten().chain(found.base_odds) {
            prop_assert!(odds > 0.0 && odds.is_finite(), "{:?}", found);
        }
        prop_assert!(found.value_at_risk.is_none_or(|v| v >= 0.0));
        prop_assert!(risk >= never - 1e-12, "never is the risk of an endless horizon");
        let days = [found.next_p10, found.next_median, found.next_p90];
        prop_assert!(days.into_iter().flatten().is_sorted(), "{:?}", days);
        for (later, p) in days.into_iter().zip([0.1, 0.5, 0.9]) {
            // Unreachable exactly when P(another purchase, ever) is below p.
            if (1.0 - never - p).abs() > 1e-9 {
                prop_assert_eq!(later.is_some(), 1.0 - never > p, "{:?}", found);
            }
        }
        let mut numbers = vec![0.0; CustomerScore::FIELDS.len()];
        found.write_fields(&mut numbers);
        prop_assert!(numbers.iter().all(|n| !n.is_infinite()), "{:?}", found);
    }

    #[test]
    fn more_silence_never_lowers_the_risk(customer in any_customer(), longer in 0.0..200.0) {
        let mut later = customer;
        later[2] += longer;
        let (now, then) = (score(customer), score(later));
        let (before, after) = (now.risk.unwrap(), then.risk.unwrap());
        prop_assert!(after >= before * (1.0 - 1e-13), "{} then {}", before, after);
        prop_assert!(then.never.unwrap() >= now.never.unwrap() * (1.0 - 1e-13));
    }

    #[test]
    fn more_value_never_lowers_the_percentile(customer in any_customer(), more in 0.0..5000.0) {
        let mut richer = customer;
        richer[4] += more;
        let (poor, rich) = (score(customer), score(richer));
        let at_least = poor.value_score.is_none() || rich.value_score >= poor.value_score;
        prop_assert!(at_least && rich.percentile >= poor.percentile, "{poor:?} {rich:?}");
        if let (Some(a), Some(b)) = (poor.tier, rich.tier) {
            let rank = |tier| Tier::ALL.iter().position(|&t| t == tier);
            prop_assert!(rank(b) <= rank(a));
        }
    }

    #[test]
    fn columns_are_scored_like_single_customers(customers in prop::collection::vec(any_customer(), 1..40)) {
        let columns: Vec<Vec<f64>> = (0..Customer::SUMMARY_FIELDS)
            .map(|field| customers.iter().map(|customer| customer[field]).collect())
            .collect();
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let found = Scorer::try_new(cdnow()).unwrap().score_columns(&columns).unwrap();
        for (row, customer) in customers.iter().enumerate() {
            let mut numbers = [0.0; CustomerScore::COLUMNS];
            score(*customer).write_fields(&mut numbers);
            let of_row: Vec<u64> = found.iter().map(|column| column[row].to_bits()).collect();
            prop_assert_eq!(of_row, numbers.map(f64::to_bits));
        }
    }
}

#[test]
fn a_profile_survives_json_with_its_bits() {
    let text = serde_json::to_string(cdnow()).unwrap();
    let read: Profile = serde_json::from_str(&text).unwrap();
    assert_eq!(&read, cdnow());
    assert_eq!(read.hash(), cdnow().hash());
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
    // README: "a JSON file of some 12 KB".
    assert!(text.len() < 16_000, "{} bytes", text.len());
}

/// Calls `visit` with the pointer to each number below a value.
fn numbers_of(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Number(_) => found.push(pointer.to_owned()),
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                numbers_of(item, &format!("{pointer}/{i}"), found);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                numbers_of(item, &format!("{pointer}/{key}"), found);
            }
        }
        _ => {}
    }
}

/// Numbers of a profile that no score depends on: what it came from, and what is shown beside it.
const NOT_SCORED: &[&str] = &[
    "/provenance/",
    "/purchase/standardErrors/",
    "/purchase/covariance/",
    "/purchase/logLikelihood",
    "/purchase/aic",
    "/purchase/bic",
    "/purchase/convergence/",
    "/spend/mean",
    "/spend/standardErrors/",
    "/spend/covariance/",
    "/spend/logLikelihood",
    "/spend/convergence/",
    // The weights follow from the judgements and are in the hash.
    "/loyalty/behaviour/judgements/",
    "/loyalty/behaviour/lambdaMax",
    "/loyalty/behaviour/consistency",
    "/loyalty/attitude/judgements/",
    "/loyalty/attitude/lambdaMax",
    "/loyalty/attitude/consistency",
    "/population/customers",
    "/population/lifetime/",
    "/population/loyaltyScore/",
    "/population/risk/",
];

#[test]
fn the_hash_changes_with_every_number_that_scores_depend_on_and_with_no_other() {
    let whole = serde_json::to_value(cdnow()).unwrap();
    let mut pointers = Vec::new();
    numbers_of(&whole, "", &mut pointers);
    let mut scored = 0;
    for pointer in &pointers {
        let mut changed = whole.clone();
        let number = changed.pointer_mut(pointer).unwrap();
        *number = match number.as_u64() {
            Some(n) => (n + 1).into(),
            None => number.as_f64().unwrap().next_up().into(),
        };
        let changed: Profile = serde_json::from_value(changed).unwrap();
        let expected = !NOT_SCORED.iter().any(|prefix| pointer.starts_with(prefix));
        assert_eq!(changed.hash() != cdnow().hash(), expected, "{pointer}");
        scored += u32::from(expected);
    }
    // 4 + 3 parameters, 101 quantiles, 13 of value, 12 + 15 + 4 of loyalty, 3 of churn, the version.
    assert_eq!(scored, 156, "{} numbers", pointers.len());
}

#[test]
fn the_hash_takes_no_notice_of_names_and_provenance_but_of_what_warnings_depend_on() {
    let same = |change: fn(&mut Profile)| {
        let mut profile = cdnow().clone();
        change(&mut profile);
        profile.hash() == cdnow().hash()
    };
    assert!(same(|p| p.name = "another".into()));
    assert!(same(|p| p.currency = Some("EUR".into())));
    assert!(same(|p| p.provenance = None));
    assert!(!same(|p| p.value.margin = Some(1.0)));
    assert!(!same(|p| p.churn.mode = RiskMode::Alive));
    assert!(!same(|p| p.churn.base_rate = Some(0.2)));
    assert!(!same(|p| p.value.future = FutureBasis::Account));
    assert!(!same(
        |p| p.loyalty.behaviour.indicators[0].code = "satisfaction".into()
    ));
    assert!(!same(
        |p| p.time_unit = clientele::data::time_unit::TimeUnit::Day
    ));
    assert!(!same(|p| p.spend.model = SpendModel::Mean));
    assert!(!same(|p| {
        p.purchase.convergence.as_mut().unwrap().verdict = Verdict::WeakPrior;
    }));
}

type Spoil = fn(&mut Profile);

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn a_profile_names_the_field_that_is_wrong() {
    #[rustfmt::skip]
    let table: &[(Spoil, &str, &str)] = &[
        (|p| p.format = "something else".into(), "InvalidValue", "format"),
        (|p| p.version = 3, "UnsupportedVersion", "version"),
        (|p| p.version = 0, "OutOfRange", "version"),
        (|p| p.purchase.params.set("r", 0.0), "OutOfRange", "purchase.params.r"),
        (|p| p.purchase.params.set("alpha", -1.0), "OutOfRange", "purchase.params.alpha"),
        (|p| p.purchase.params.set("a", f64::NAN), "NotFinite", "purchase.params.a"),
        (|p| p.purchase.params.set("b", f64::INFINITY), "NotFinite", "purchase.params.b"),
        (|p| p.spend.params = None, "Missing", "spend.params"),
        (|p| p.spend.params.as_mut().unwrap().p = 0.0, "OutOfRange", "spend.params.p"),
        (|p| p.spend.params.as_mut().unwrap().q = f64::NAN, "NotFinite", "spend.params.q"),
        (|p| p.spend.params.as_mut().unwrap().v = -1.0, "OutOfRange", "spend.params.v"),
        (|p| p.spend.mean = f64::NAN, "NotFinite", "spend.mean"),
        (|p| p.value.margin = Some(1.01), "OutOfRange", "value.margin"),
        (|p| p.value.margin = Some(f64::NAN), "NotFinite", "value.margin"),
        (|p| p.value.discount_rate = -0.1, "OutOfRange", "value.discountRate"),
        (|p| p.value.discount_rate = 11.0, "OutOfRange", "value.discountRate"),
        (|p| p.value.months = 0, "OutOfRange", "value.months"),
        (|p| p.value.months = 601, "OutOfRange", "value.months"),
        (|p| p.value.baseline_retention = 1.5, "OutOfRange", "value.baselineRetention"),
        (|p| p.value.baseline_retention = f64::NAN, "NotFinite", "value.baselineRetention"),
        (|p| { p.value.baseline_retention = 1.0; p.value.discount_rate = 0.0; }, "OutOfRange", "value.baselineRetention"),
        (|p| p.value.baseline_retention_source = "guess".into(), "InvalidValue", "value.baselineRetentionSource"),
        (|p| p.value.current_weight = -0.1, "OutOfRange", "value.currentWeight"),
        (|p| p.value.current_range.lo = f64::NAN, "NotFinite", "value.currentRange.lo"),
        (|p| p.value.current_range.hi = 0.0, "OutOfRange", "value.currentRange.hi"),
        (|p| p.value.future_range.hi = f64::INFINITY, "NotFinite", "value.futureRange.hi"),
        (|p| p.value.future_range.lo = 1e9, "OutOfRange", "value.futureRange.hi"),
        (|p| p.value.cuts.current = f64::NAN, "NotFinite", "value.cuts.current"),
        (|p| p.value.cuts.future = f64::INFINITY, "NotFinite", "value.cuts.future"),
        (|p| p.value.cuts_source = "mode".into(), "InvalidValue", "value.cutsSource"),
        (|p| p.value.tiers.gold = 101.0, "OutOfRange", "value.tiers.gold"),
        (|p| p.value.tiers.platinum = 21.0, "OutOfRange", "value.tiers.platinum"),
        (|p| p.loyalty.behaviour.indicators[1].code = "charm".into(), "InvalidValue", "loyalty.behaviour.indicators[1].code"),
        (|p| p.loyalty.behaviour.indicators[1].code = "retention".into(), "InvalidValue", "loyalty.behaviour.indicators[2].code"),
        (|p| p.loyalty.behaviour.indicators[0].hi = 1.0, "InvalidValue", "loyalty.behaviour.indicators[repeat_purchases].hi"),
        (|p| p.loyalty.behaviour.indicators[2].lo = f64::NAN, "NotFinite", "loyalty.behaviour.indicators[retention].lo"),
        (|p| p.loyalty.behaviour.indicators.clear(), "LengthMismatch", "loyalty.behaviour.weights"),
        (|p| { p.loyalty.behaviour.weights.pop(); }, "LengthMismatch", "loyalty.behaviour.weights"),
        (|p| p.loyalty.behaviour.weights[3] += 1e-6, "OutOfRange", "loyalty.behaviour.weights[3]"),
        (|p| p.loyalty.behaviour.judgements.as_mut().unwrap()[0][1] = 0.0, "NotPositive", "loyalty.behaviour.judgements[repeat_purchases][relationship_lifetime]"),
        (|p| p.loyalty.behaviour.judgements.as_mut().unwrap()[0][1] = 7.0, "NotReciprocal", "loyalty.behaviour.judgements[repeat_purchases][relationship_lifetime]"),
        (|p| { p.loyalty.behaviour.judgements.as_mut().unwrap().pop(); }, "LengthMismatch", "loyalty.behaviour.judgements"),
        (|p| p.loyalty.min_coverage = 2.0, "OutOfRange", "loyalty.minCoverage"),
        (|p| p.loyalty.behaviour.lambda_max = Some(f64::INFINITY), "NotFinite", "loyalty.behaviour.lambdaMax"),
        (|p| p.loyalty.behaviour.consistency_index = Some(f64::NAN), "NotFinite", "loyalty.behaviour.consistencyIndex"),
        (|p| p.loyalty.attitude.consistency_ratio = Some(f64::NAN), "NotFinite", "loyalty.attitude.consistencyRatio"),
        (|p| p.value.uplift = 1.5, "OutOfRange", "value.uplift"),
        (|p| p.loyalty.attitude.weights[0] += 1e-6, "OutOfRange", "loyalty.attitude.weights[0]"),
        (|p| p.loyalty.attitude.indicators[0].code = "retention".into(), "InvalidValue", "loyalty.attitude.indicators[0].code"),
        (|p| p.loyalty.behaviour_weight = 1.1, "OutOfRange", "loyalty.behaviourWeight"),
        (|p| p.loyalty.attitude_cut = 101.0, "OutOfRange", "loyalty.attitudeCut"),
        (|p| p.churn.mode = RiskMode::Cohort, "Missing", "churn.baseRate"),
        (|p| p.churn.base_rate = Some(1.0), "OutOfRange", "churn.baseRate"),
        (|p| p.churn.base_rate = Some(f64::NAN), "NotFinite", "churn.baseRate"),
        (|p| p.churn.evidence = Some(EvidenceSettings { irate: 21.0, ..EvidenceSettings::default() }), "OutOfRange", "churn.evidence.irate"),
        (|p| p.churn.horizon_days = 0.0, "OutOfRange", "churn.horizonDays"),
        (|p| p.churn.horizon_days = 40_000.0, "OutOfRange", "churn.horizonDays"),
        (|p| p.churn.bands.medium = -0.1, "OutOfRange", "churn.bands.medium"),
        (|p| p.churn.bands.high = 0.2, "OutOfRange", "churn.bands.high"),
        (|p| { p.population.value_score.pop(); }, "LengthMismatch", "population.valueScore"),
        (|p| p.population.lifetime[7] = f64::NAN, "NotFinite", "population.lifetime[7]"),
        (|p| p.population.loyalty_score[8] = -1.0, "OutOfRange", "population.loyaltyScore[8]"),
        (|p| p.population.risk[0] = 2.0, "OutOfRange", "population.risk[0]"),
        (|p| p.population.risk[0] = 1.0, "OutOfRange", "population.risk[1]"),
    ];
    for (i, (spoil, code, path)) in table.iter().enumerate() {
        let mut profile = cdnow().clone();
        spoil(&mut profile);
        let error = profile.check().expect_err(path);
        assert_eq!(
            (error.code(), error.path()),
            (*code, Some(*path)),
            "row {i}"
        );
        assert_eq!(
            Scorer::try_new(&profile).unwrap_err().code(),
            *code,
            "row {i}"
        );
    }
}

/// Scores the first customer of a profile's own base.
fn score_own(rows: &str) -> (Profile, CustomerScore) {
    let csv = format!("customer_id,date,amount\n{rows}");
    let orders = Orders::from_csv(csv.as_bytes(), &CsvOptions::default()).unwrap();
    let profile = build_profile(&orders, &ProfileOptions::default()).unwrap();
    let summary = orders
        .summarize(&SummaryOptions {
            as_of: None,
            time_unit: profile.time_unit,
        })
        .unwrap();
    // What is built can be stored and read again, whatever it fell back to.
    let text = serde_json::to_string(&profile).unwrap();
    let read: Profile = serde_json::from_str(&text).unwrap();
    read.check().unwrap();
    assert_eq!(read, profile);
    let numbers = Customer::fields_of(&summary.record(0).unwrap());
    let score = score_with(&profile, numbers);
    (profile, score)
}

#[test]
fn a_base_without_repeat_buyers_is_scored_by_the_mean_purchase_and_says_so() {
    let (profile, score) = score_own("a,2024-01-01,10\nb,2024-02-01,20\nc,2024-03-01,30\n");
    assert_eq!(profile.spend.model, SpendModel::Mean);
    assert_eq!(profile.spend.mean, 20.0);
    assert!(profile.spend.reason.is_some());
    assert!(profile.purchase.convergence.unwrap().verdict != Verdict::Converged);
    let found = codes(&score);
    for code in [
        "spend_model_fallback",
        "one_time_buyer",
        "weak_prior",
        "margin_defaulted",
    ] {
        assert!(found.contains(&code), "{code} in {found:?}");
    }
    assert!(score.value_score.is_some() && score.risk.is_some_and(|risk| risk > 0.0 && risk < 1.0));
}

#[test]
fn few_or_worthless_data_give_a_profile_that_says_so() {
    let tables = [
        (
            "one customer",
            "a,2024-01-01,10\na,2024-02-01,20\na,2024-03-01,30\n",
        ),
        ("one purchase", "a,2024-01-01,10\n"),
        (
            "all amounts zero",
            "a,2024-01-01,0\na,2024-02-01,0\nb,2024-03-01,0\n",
        ),
        (
            "one day",
            "a,2024-01-01,10\nb,2024-01-01,20\nc,2024-01-01,30\n",
        ),
        ("two rows", "a,2024-01-01,10\nb,2024-01-02,20\n"),
        (
            "two customers, one of whom came back",
            "a,2024-01-01,10\na,2024-02-01,20\nb,2024-01-02,20\n",
        ),
        (
            "the same customer many times",
            "a,2024-01-01,5\nb,2024-01-01,5\na,2024-01-08,5\nb,2024-01-08,5\na,2024-01-15,5\nb,2024-01-15,5\n",
        ),
    ];
    for (name, rows) in tables {
        let (profile, score) = score_own(rows);
        assert!(
            codes(&score).contains(&"weak_prior"),
            "{name}: {:?}",
            profile.purchase.convergence
        );
        assert!((0.0..=1.0).contains(&score.risk.unwrap()), "{name}");
        let mut numbers = vec![0.0; CustomerScore::FIELDS.len()];
        score.write_fields(&mut numbers);
        assert!(
            numbers.iter().all(|n| !n.is_infinite()),
            "{name}: {numbers:?}"
        );
    }
    let (_, worthless) = score_own("a,2024-01-01,0\na,2024-02-01,0\nb,2024-03-01,0\n");
    assert_eq!(
        (worthless.current, worthless.tier),
        (Some(0.0), Some(Tier::Lead))
    );
}

#[test]
fn a_base_in_which_everything_was_refunded_has_no_profile() {
    let error = build("a,2024-01-01,10\na,2024-01-02,-10\n").unwrap_err();
    assert_eq!(error.code(), "InsufficientData");
    assert!(error.path().is_some());
}

#[test]
fn what_is_missing_is_none_with_a_warning() {
    const NAN: f64 = f64::NAN;
    // 2 repeat purchases, the last after 30.43 weeks of 38.86: Fader & Hardie's worked customer.
    let full: Numbers = [2.0, 30.43, 38.86, 22.35, 60.0, 3.0, 2.0, 3.0];
    let without = |field: usize| {
        let mut numbers = full;
        numbers[field] = NAN;
        score(numbers)
    };
    let found = score(full);
    assert!(found.value_score.is_some() && found.loyalty_score.is_some() && found.tier.is_some());
    assert_eq!(
        codes(&found),
        [
            "attitude_missing",
            "choosing_time_missing",
            "margin_defaulted",
            "uncalibrated"
        ]
    );

    let found = without(3);
    assert!(codes(&found).contains(&"monetary_value_missing"));
    assert_eq!(
        (
            found.future,
            found.lifetime,
            found.cell,
            found.value_at_risk
        ),
        (None, None, None, None)
    );

    let found = without(4);
    assert!(codes(&found).contains(&"revenue_missing"));
    assert_eq!((found.current, found.cell), (None, None));
    assert!(found.future.is_some() && found.value_at_risk.is_some());

    let found = without(5);
    assert!(codes(&found).contains(&"purchases_in_year_missing"));
    let found = without(7);
    assert!(codes(&found).contains(&"retention_too_short"));

    let bare = score([2.0, 30.43, 38.86, NAN, NAN, NAN, NAN, NAN]);
    assert_eq!(
        (
            bare.value_score,
            bare.loyalty_score,
            bare.percentile,
            bare.tier
        ),
        (None, None, None, None)
    );
    assert!(codes(&bare).contains(&"coverage_too_low"));
    assert!(bare.value_coverage == 0.0 && bare.loyalty_coverage < 0.5);

    let mut free = full;
    free[3] = 0.0;
    let found = score(free);
    assert!(codes(&found).contains(&"spend_not_positive"));
    assert_eq!(found.lifetime, None);
}

#[test]
fn customers_that_contradict_themselves_are_rejected_with_the_field() {
    const NAN: f64 = f64::NAN;
    const INF: f64 = f64::INFINITY;
    #[rustfmt::skip]
    let table: &[(Numbers, &str, &str)] = &[
        ([NAN, 1.0, 2.0, NAN, NAN, NAN, NAN, NAN], "Missing", "customer.frequency"),
        ([1.0, NAN, 2.0, NAN, NAN, NAN, NAN, NAN], "Missing", "customer.recency"),
        ([1.0, 1.0, NAN, NAN, NAN, NAN, NAN, NAN], "Missing", "customer.T"),
        ([-1.0, 1.0, 2.0, NAN, NAN, NAN, NAN, NAN], "OutOfRange", "customer.frequency"),
        ([1.5, 1.0, 2.0, NAN, NAN, NAN, NAN, NAN], "OutOfRange", "customer.frequency"),
        ([1e17, 1.0, 2.0, NAN, NAN, NAN, NAN, NAN], "OutOfRange", "customer.frequency"),
        ([1.0, -1.0, 2.0, NAN, NAN, NAN, NAN, NAN], "OutOfRange", "customer.recency"),
        ([1.0, 3.0, 2.0, NAN, NAN, NAN, NAN, NAN], "OutOfRange", "customer.recency"),
        ([0.0, 1.0, 2.0, NAN, NAN, NAN, NAN, NAN], "OutOfRange", "customer.recency"),
        ([1.0, 0.0, 2.0, NAN, NAN, NAN, NAN, NAN], "OutOfRange", "customer.recency"),
        ([0.0, 0.0, -2.0, NAN, NAN, NAN, NAN, NAN], "OutOfRange", "customer.T"),
        ([0.0, 0.0, INF, NAN, NAN, NAN, NAN, NAN], "NotFinite", "customer.T"),
        ([1.0, 1.0, 2.0, INF, NAN, NAN, NAN, NAN], "NotFinite", "customer.monetaryValue"),
        ([1.0, 1.0, 2.0, 1e300, NAN, NAN, NAN, NAN], "OutOfRange", "customer.monetaryValue"),
        ([1.0, 1.0, 2.0, NAN, -INF, NAN, NAN, NAN], "NotFinite", "customer.revenueInYear"),
        ([1.0, 1.0, 2.0, NAN, -1e300, NAN, NAN, NAN], "OutOfRange", "customer.revenueInYear"),
        ([1.0, 1.0, 2.0, NAN, NAN, -1.0, NAN, NAN], "OutOfRange", "customer.purchasesInYear"),
        ([1.0, 1.0, 2.0, NAN, NAN, NAN, -1.0, 1.0], "OutOfRange", "customer.activeQuarters"),
        ([1.0, 1.0, 2.0, NAN, NAN, NAN, 2.0, 1.0], "OutOfRange", "customer.activeQuarters"),
    ];
    for (numbers, code, path) in table {
        let error = Customer::from_fields(numbers).expect_err(path);
        assert_eq!((error.code(), error.path()), (*code, Some(*path)));
        let columns: Vec<&[f64]> = numbers.iter().map(std::slice::from_ref).collect();
        let error = Scorer::try_new(cdnow())
            .unwrap()
            .score_columns(&columns)
            .unwrap_err();
        let field = path.trim_start_matches("customer.");
        assert_eq!(error.path(), Some(format!("{field}[0]").as_str()));
    }
}

#[test]
fn extreme_customers_have_finite_scores() {
    for x in [1.0, 1e3, 1e6, 1e9, 9e15] {
        for age in [1e-9, 1.0, 1e3, 1e9, 1e300] {
            for share in [1e-6, 0.5, 1.0] {
                let found = score([x, age * share, age, 10.0, 10.0, 1.0, 1.0, 2.0]);
                let mut numbers = vec![0.0; CustomerScore::FIELDS.len()];
                found.write_fields(&mut numbers);
                assert!(
                    numbers.iter().all(|n| !n.is_infinite())
                        && (0.0..=1.0).contains(&found.risk.unwrap()),
                    "{x} {age} {share}: {found:?}"
                );
            }
        }
    }
}

#[test]
fn every_code_of_a_score_has_its_words() {
    let mut codes: Vec<String> = [
        "base",
        "purchases",
        "silence",
        "current_value",
        "future_value",
    ]
    .map(String::from)
    .to_vec();
    codes.extend(Warning::ALL.iter().map(|w| w.code().to_owned()));
    codes.extend(Tier::ALL.iter().map(|t| t.code().to_owned()));
    codes.extend(RiskBand::ALL.iter().map(|b| b.code().to_owned()));
    codes.extend(BehaviourIndicator::ALL.iter().map(|i| i.code().to_owned()));
    codes.extend(AttitudeIndicator::ALL.iter().map(|i| i.code().to_owned()));
    codes.extend(EvidenceKind::ALL.iter().map(|kind| kind.code().to_owned()));
    codes.extend(Complainer::ALL.iter().map(|c| c.code().to_owned()));
    codes.extend(Modifier::ALL.iter().map(|m| m.code().to_owned()));
    codes.extend(Lever::ALL.iter().map(|l| l.code().to_owned()));
    codes.extend(LOYALTY_TYPES.map(String::from));
    for cell in ValueCell::ALL {
        codes.push(cell.code().to_owned());
        codes.extend(
            RiskBand::ALL
                .iter()
                .map(|band| format!("{}.{}", cell.code(), band.code())),
        );
    }
    for verdict in [
        Verdict::Converged,
        Verdict::WeakPrior,
        Verdict::Flat,
        Verdict::AtBound,
        Verdict::NotConverged,
    ] {
        codes.push(
            serde_json::to_value(verdict)
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    for code in codes {
        assert!(label(&code).is_some(), "{code}");
    }
}
