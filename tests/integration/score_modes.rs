//! Scores beyond orders: costs, answers, evidence, the worked example of four customers, profiles of
//! an older version and for the public, and what would move a score.

use crate::golden;
use clientele::churn::Complainer;
use clientele::plain::Plain;
use clientele::plain::ToPlain;
use clientele::score::Customer;
use clientele::score::CustomerScore;
use clientele::score::FutureBasis;
use clientele::score::LeverEffect;
use clientele::score::Modifier;
use clientele::score::Profile;
use clientele::score::RiskMode;
use clientele::score::Scorer;
use clientele::score::ValueRange;
use clientele::score::Warning;
use clientele::segment::CellCuts;
use clientele::segment::ValueCell;
use proptest::prelude::*;
use std::sync::OnceLock;

/// The profile of CDNOW up to 1997-09-30.
fn cdnow() -> &'static Profile {
    static PROFILE: OnceLock<Profile> = OnceLock::new();
    PROFILE.get_or_init(|| golden::profile(&golden::orders()))
}

fn in_mode(mode: RiskMode) -> Profile {
    let mut profile = cdnow().clone();
    profile.churn.mode = mode;
    profile.churn.base_rate = Some(0.2);
    profile
}

/// The settings of the worked example: i = 10 %, base churn .20, CV over 0-4000, PV over 0-12 000,
/// uplift .2, cuts 1 500 and 4 000.
fn example() -> Profile {
    let mut profile = in_mode(RiskMode::Cohort);
    profile.value.margin = None;
    profile.value.discount_rate = 0.1;
    profile.value.baseline_retention = 0.8;
    profile.value.future = FutureBasis::Account;
    profile.value.uplift = 0.2;
    profile.value.current_weight = 0.6;
    profile.value.current_range = ValueRange {
        lo: 0.0,
        hi: 4_000.0,
    };
    profile.value.future_range = ValueRange {
        lo: 0.0,
        hi: 12_000.0,
    };
    profile.value.cuts = CellCuts {
        current: 1_500.0,
        future: 4_000.0,
    };
    profile
}

fn account(revenue: f64, costs: [f64; 3], wallet: f64) -> Customer {
    Customer {
        revenue_in_year: Some(revenue),
        production_cost: Some(costs[0]),
        fixed_marketing_cost: Some(costs[1]),
        variable_marketing_cost: Some(costs[2]),
        wallet_in_year: Some(wallet),
        ..Customer::default()
    }
}

fn score(profile: &Profile, customer: &Customer) -> CustomerScore {
    Scorer::try_new(profile).unwrap().score(customer).unwrap()
}

fn near(found: Option<f64>, expected: f64, digits: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() <= digits, "{found}, {expected}");
}

/// Satisfaction as it is asked, 1-10, for a value from 0 to 100.
fn answer(satisfaction: f64) -> f64 {
    1.0 + 9.0 * satisfaction / 100.0
}

/// Four customers from account to action; the numbers are those of the worked example, to its printed
/// digits.
#[test]
fn four_customers_match_the_end_to_end_example() {
    let c1 = Customer {
        switching_barrier: Some(60.0),
        categories: Some(4.0),
        ..account(12_000.0, [6_200.0, 800.0, 1_500.0], 16_000.0)
    };
    let c2 = account(1_500.0, [900.0, 100.0, 100.0], 20_000.0);
    let c3 = Customer {
        recency_ratio: Some(2.1),
        loyalty_trend: Some(-8.0),
        open_complaints: Some(1.0),
        satisfaction: Some(answer(55.0)),
        switching_barrier: Some(62.0),
        categories: Some(4.0),
        ..account(9_000.0, [5_000.0, 500.0, 700.0], 9_500.0)
    };
    let c4 = Customer {
        recency_ratio: Some(1.5),
        satisfaction: Some(answer(60.0)),
        bargain_seeker: Some(true),
        ..account(300.0, [220.0, 60.0, 70.0], 600.0)
    };
    let profile = example();
    // CV, PV, V, R, cell, value at risk.
    let table = [
        (
            c1,
            3_500.0,
            10_364.444_4,
            87.048_1,
            0.137_490,
            ValueCell::Vip,
            "low",
            1_425.01,
        ),
        (
            c2,
            400.0,
            5_013.333_3,
            22.711_1,
            0.2,
            ValueCell::Improve,
            "low",
            1_002.67,
        ),
        (
            c3,
            2_800.0,
            7_585.185_2,
            67.284_0,
            0.651_061,
            ValueCell::Vip,
            "high",
            4_938.42,
        ),
        (
            c4,
            -50.0,
            -90.666_7,
            0.0,
            0.392_624,
            ValueCell::Abandon,
            "medium",
            0.0,
        ),
    ];
    for (customer, current, future, value, risk, cell, band, at_risk) in table {
        let found = score(&profile, &customer);
        near(found.current, current, 1e-9);
        near(found.future, future, 5e-5);
        near(found.value_score, value, 5e-5);
        near(found.risk, risk, 5e-7);
        assert_eq!(found.cell, Some(cell));
        assert_eq!(found.band.map(clientele::churn::RiskBand::code), Some(band));
        near(found.value_at_risk, at_risk, 5e-3);
    }
    let found = score(&profile, &c3);
    let modifiers: Vec<&str> = found.modifiers().map(Modifier::code).collect();
    assert_eq!(modifiers, ["modifier.open_complaint"]);
    assert_eq!(found.system, 1);
}

#[test]
fn without_purchases_what_rests_on_them_is_none_and_says_so() {
    let mut profile = cdnow().clone();
    let nobody = Customer::default();
    let found = score(&profile, &nobody);
    assert_eq!((found.risk, found.band, found.lifetime), (None, None, None));
    assert_eq!((found.value_score, found.loyalty_score), (None, None));
    assert_eq!((found.probability_alive, found.never), (None, None));
    assert!(found.warnings().any(|w| w == Warning::NoPurchases));
    assert_eq!(found.churn_coverage, 0.0);
    profile.churn.mode = RiskMode::Alive;
    assert_eq!(score(&profile, &nobody).risk, None);
    // The rate of the base is known of everybody.
    let found = score(&in_mode(RiskMode::Cohort), &nobody);
    near(found.risk, 0.2, 1e-15);
    assert!(found.warnings().any(|w| w == Warning::NoEvidence));
}

/// 2 repeat purchases, the last after 30.43 weeks of 38.86: Fader & Hardie's worked customer.
fn worked() -> Customer {
    let mut fields = [f64::NAN; Customer::FIELDS.len()];
    fields[..8].copy_from_slice(&[2.0, 30.43, 38.86, 22.35, 60.0, 3.0, 2.0, 3.0]);
    Customer::from_fields(&fields).unwrap()
}

#[test]
fn alive_mode_starts_from_the_model_and_counts_silence_once() {
    let profile = in_mode(RiskMode::Alive);
    let silent = Customer {
        recency_ratio: Some(9.0),
        ..worked()
    };
    let (plain, silent) = (score(&profile, &worked()), score(&profile, &silent));
    assert_eq!(plain.risk, silent.risk);
    let alive = plain.probability_alive.unwrap();
    near(plain.risk, 1.0 - alive, 1e-15);
    let unhappy = Customer {
        satisfaction: Some(answer(20.0)),
        complainer: Some(Complainer::Irate),
        ..worked()
    };
    let found = score(&profile, &unhappy);
    // .02 · 50 and .5, in log-odds.
    let odds = found.risk.unwrap() / (1.0 - found.risk.unwrap());
    near(Some(odds), (1.0 - alive) / alive * 1.5_f64.exp(), 1e-12);
}

#[test]
fn cohort_mode_reads_the_silence_from_the_history() {
    let profile = in_mode(RiskMode::Cohort);
    let found = score(&profile, &worked());
    // (38.86 − 30.43) / (30.43 / 2) is below one mean gap: no points, but known.
    near(found.evidence[0], 1.0, 1e-15);
    near(found.risk, 0.2, 1e-15);
    let mut fields = [f64::NAN; 8];
    fields[..3].copy_from_slice(&[2.0, 10.0, 25.0]);
    let silent = score(&profile, &Customer::from_fields(&fields).unwrap());
    // 15 weeks of silence, gaps of 5: .9 · 2, below the cap of 2.
    near(silent.evidence[0], 1.8_f64.exp(), 1e-12);
}

#[test]
fn a_risk_over_a_horizon_says_that_it_leaves_evidence_out() {
    let unhappy = Customer {
        satisfaction: Some(1.0),
        ..worked()
    };
    let (plain, found) = (score(cdnow(), &worked()), score(cdnow(), &unhappy));
    assert_eq!(plain.risk, found.risk);
    assert!(found.warnings().any(|w| w == Warning::EvidenceUnused));
    assert!(!plain.warnings().any(|w| w == Warning::EvidenceUnused));
}

/// The worked customer of the nine indicators: 8 purchases, 30 months, retention .9, 6 minutes,
/// satisfaction 8.2, recommendation 9, competitors 3, prices 4, incidents 5: L 75.578218, behaviour
/// 74.645515, attitude 76.510920.
#[test]
fn loyalty_matches_the_worked_example_of_nine_indicators() {
    let month = 30.4375 / 7.0;
    let mut fields = [f64::NAN; Customer::FIELDS.len()];
    fields[..8].copy_from_slice(&[7.0, 100.0, 30.0 * month, 10.0, 80.0, 8.0, 9.0, 10.0]);
    let customer = Customer {
        choosing_time: Some(6.0),
        satisfaction: Some(8.2),
        recommendation: Some(9.0),
        competitor_attitude: Some(3.0),
        price_sensitivity: Some(4.0),
        incident_tolerance: Some(5.0),
        ..Customer::from_fields(&fields).unwrap()
    };
    let found = score(cdnow(), &customer);
    near(found.loyalty_score, 75.578_218, 5e-7);
    near(found.behaviour, 74.645_515, 5e-7);
    near(found.attitude, 76.510_920, 5e-7);
    assert_eq!(found.loyalty_type, Some(0));
    near(Some(found.loyalty_coverage), 1.0, 1e-12);
    let points: f64 = found.loyalty_parts.iter().filter_map(|p| p.points).sum();
    near(Some(points), 75.578_218, 5e-7);
    // What is said, without what is done: latent loyalty.
    let silent = Customer {
        purchases_in_year: Some(1.0),
        active_quarters: Some(3.0),
        choosing_time: Some(20.0),
        ..customer
    };
    let found = score(cdnow(), &silent);
    assert_eq!(found.loyalty_type, Some(1));
    assert!(found.modifiers().any(|m| m == Modifier::Latent));
}

#[test]
fn costs_of_the_year_take_the_place_of_the_margin_where_all_are_known() {
    let profile = cdnow();
    let known = Customer {
        production_cost: Some(20.0),
        fixed_marketing_cost: Some(5.0),
        variable_marketing_cost: Some(5.0),
        service_cost: Some(1.0),
        ..worked()
    };
    let found = score(profile, &known);
    near(found.current, 29.0, 1e-12);
    // The value to come is revenue all the same.
    assert!(found.warnings().any(|w| w.code() == "margin_defaulted"));
    let partly = Customer {
        fixed_marketing_cost: None,
        ..known
    };
    let found = score(profile, &partly);
    near(found.current, 60.0, 1e-12);
    let codes: Vec<&str> = found.warnings().map(Warning::code).collect();
    assert!(codes.contains(&"costs_incomplete") && codes.contains(&"margin_defaulted"));
}

#[test]
fn fields_out_of_their_range_are_named() {
    let with = |name: &str, value: f64| {
        let mut fields = [f64::NAN; Customer::FIELDS.len()];
        let at = Customer::FIELDS.iter().position(|field| *field == name);
        fields[at.unwrap()] = value;
        Customer::from_fields(&fields)
    };
    for (name, value) in [
        ("productionCost", -1.0),
        ("walletInYear", 1e300),
        ("choosingTime", -1.0),
        ("satisfaction", 0.5),
        ("recommendation", 11.0),
        ("competitorAttitude", 0.0),
        ("priceSensitivity", 8.0),
        ("incidentTolerance", 0.9),
        ("recencyRatio", -0.1),
        ("loyaltyTrend", -101.0),
        ("openComplaints", -1.0),
        ("complaintSatisfaction", 101.0),
        ("silentFailures", -1.0),
        ("complainer", 4.0),
        ("complainer", 0.5),
        ("bargainSeeker", 2.0),
        ("categories", -1.0),
        ("switchingBarrier", 101.0),
    ] {
        let error = with(name, value).expect_err(name);
        let path = format!("customer.{name}");
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfRange", Some(path.as_str()))
        );
        assert_eq!(with(name, f64::INFINITY).unwrap_err().code(), "NotFinite");
    }
    assert_eq!(
        with("complainer", 2.0).unwrap().complainer,
        Some(Complainer::Irate)
    );
}

/// Returns an entry of a map.
fn entry<'a>(plain: &'a mut Plain, path: &[&str]) -> &'a mut Vec<(String, Plain)> {
    let Plain::Map(entries) = plain else {
        panic!("no map")
    };
    match path {
        [] => entries,
        [first, rest @ ..] => {
            let found = entries.iter_mut().find(|(key, _)| key == first);
            entry(&mut found.unwrap().1, rest)
        }
    }
}

/// Takes a profile back to what version 1 looked like.
fn as_first(profile: &Profile) -> Plain {
    let mut plain = profile.to_plain();
    let value = entry(&mut plain, &["value"]);
    let given = profile.value.margin.is_some();
    value.retain(|(key, _)| key != "future" && key != "uplift" && key != "margin");
    value.push(("marginGiven".into(), Plain::Bool(given)));
    value.push((
        "margin".into(),
        Plain::Number(profile.value.margin.unwrap_or(1.0)),
    ));
    let loyalty = entry(&mut plain, &["loyalty"]);
    let coverage = loyalty
        .iter()
        .find(|(key, _)| key == "minCoverage")
        .cloned();
    let behaviour = entry(
        &mut loyalty
            .iter()
            .find(|(key, _)| key == "behaviour")
            .cloned()
            .unwrap()
            .1,
        &[],
    )
    .clone();
    *loyalty = behaviour.into_iter().chain(coverage).collect();
    entry(&mut plain, &["churn"]).retain(|(key, _)| key != "baseRate" && key != "evidence");
    for (key, value) in entry(&mut plain, &[]) {
        if key == "version" {
            *value = Plain::Number(1.0);
        }
    }
    plain
}

#[test]
fn a_profile_of_the_first_version_becomes_one_of_this() {
    let mut given = cdnow().clone();
    given.value.margin = Some(0.4);
    for profile in [cdnow(), &given] {
        let migrated = Profile::from_document(as_first(profile)).unwrap();
        assert_eq!(&migrated, profile);
        assert_eq!(
            &Profile::from_document(profile.to_plain()).unwrap(),
            profile
        );
    }
}

#[test]
fn documents_that_are_no_profile_are_refused_with_the_place() {
    let document = |version: Plain| {
        let mut plain = cdnow().to_plain();
        for (key, value) in entry(&mut plain, &[]) {
            if key == "version" {
                *value = version.clone();
            }
        }
        plain
    };
    let text = || Plain::Text("2".into());
    for (plain, code, path) in [
        (Plain::Null, "InvalidValue", ""),
        (
            document(Plain::Number(3.0)),
            "UnsupportedVersion",
            "version",
        ),
        (document(Plain::Number(0.0)), "OutOfRange", "version"),
        (document(text()), "InvalidValue", "version"),
        // It has a field of version 2: whoever wrote 1 there did not mean the first one.
        (document(Plain::Number(1.0)), "InvalidValue", "version"),
    ] {
        let error = Profile::from_document(plain).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, Some(path)), "{error}");
    }
}

/// The keys of a plain value that are not null, with their paths.
fn keys(plain: &Plain, path: &str, found: &mut Vec<String>) {
    match plain {
        Plain::Map(entries) => {
            for (key, value) in entries {
                keys(value, &format!("{path}.{key}"), found);
            }
        }
        Plain::Null => {}
        _ => found.push(path.to_owned()),
    }
}

#[test]
fn a_public_profile_has_no_costs_judgements_or_provenance_and_the_same_scores() {
    let mut profile = cdnow().clone();
    profile.value.margin = Some(0.25);
    for range in [
        &mut profile.value.current_range,
        &mut profile.value.future_range,
    ] {
        range.hi *= 0.25;
    }
    profile.value.cuts.current *= 0.25;
    profile.value.cuts.future *= 0.25;
    let public = profile.for_public();
    public.check().unwrap();
    let mut found = Vec::new();
    keys(&public.to_plain(), "", &mut found);
    for hidden in [
        "margin",
        "judgements",
        "provenance",
        "covariance",
        "standardErrors",
        "onsistency",
        "lambdaMax",
    ] {
        assert!(!found.iter().any(|key| key.contains(hidden)), "{hidden}");
    }
    let (own, shown) = (score(&profile, &worked()), score(&public, &worked()));
    near(shown.value_score, own.value_score.unwrap(), 1e-12);
    assert_eq!(
        (shown.risk, shown.loyalty_score),
        (own.risk, own.loyalty_score)
    );
    assert_eq!((shown.cell, shown.tier), (own.cell, own.tier));
    near(shown.current, own.current.unwrap() / 0.25, 1e-12);
    assert!(shown.warnings().any(|w| w == Warning::MarginDefaulted));
    assert_eq!(public.for_public(), public);
}

#[test]
fn levers_tell_what_scoring_again_tells() {
    let profile = in_mode(RiskMode::Alive);
    let customer = Customer {
        open_complaints: Some(2.0),
        satisfaction: Some(4.0),
        ..worked()
    };
    let mut scorer = Scorer::try_new(&profile).unwrap();
    let before = scorer.score(&customer).unwrap();
    let levers = scorer.levers(&customer).unwrap();
    let of = |code: &str| -> LeverEffect { *levers.iter().find(|l| l.code == code).unwrap() };
    let resolved = Customer {
        open_complaints: Some(0.0),
        ..customer
    };
    let after = scorer.score(&resolved).unwrap();
    near(
        of("lever.complaint_resolved").risk,
        after.risk.unwrap() - before.risk.unwrap(),
        0.0,
    );
    assert!(of("lever.order_today").lifetime.unwrap() > 0.0);
    assert!(levers.is_sorted_by(|a, b| a.value_at_risk <= b.value_at_risk));
    // What is not known cannot be moved, nor what is at its end.
    assert!(!levers.iter().any(|l| l.code == "lever.switching_barrier"));
    let happy = Customer {
        satisfaction: Some(10.0),
        ..customer
    };
    let levers = scorer.levers(&happy).unwrap();
    assert!(!levers.iter().any(|l| l.code == "lever.satisfaction"));
}

#[test]
fn a_last_order_that_cannot_have_been_is_refused() {
    let (days, week) = (38.86 * 7.0, 7.0);
    for (customer, days, path) in [
        (worked(), -1.0, "lastOrderDaysAgo"),
        (worked(), f64::NAN, "lastOrderDaysAgo"),
        (worked(), days, "lastOrderDaysAgo"),
        (Customer::default(), 1.0, "customer.frequency"),
    ] {
        let error = customer.with_last_order(days, week).unwrap_err();
        assert_eq!(error.path(), Some(path));
    }
    let once = Customer::from_fields(&[0.0, 0.0, 12.0]).unwrap();
    let moved = once.with_last_order(14.0, week).unwrap().history.unwrap();
    assert_eq!(
        (moved.frequency(), moved.recency(), moved.age()),
        (0.0, 0.0, 2.0)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_more_recent_purchase_never_raises_the_risk_of_alive_mode(
        x in 1..40_u32,
        share in 0.01..0.99_f64,
        age in 1.0..300.0_f64,
        later in 0.0..1.0_f64,
    ) {
        let profile = in_mode(RiskMode::Alive);
        let at = |share: f64| {
            let fields = [f64::from(x), share * age, age];
            score(&profile, &Customer::from_fields(&fields).unwrap()).risk.unwrap()
        };
        let more = share + later * (1.0 - share);
        prop_assert!(at(more) <= at(share) + 1e-14);
    }

    #[test]
    fn evidence_multiplies_up_to_the_odds_in_every_mode(
        satisfaction in 1.0..10.0_f64,
        barrier in 0.0..100.0_f64,
        open in 0..3_u32,
        trend in -30.0..30.0_f64,
        alive in any::<bool>(),
    ) {
        let mode = if alive { RiskMode::Alive } else { RiskMode::Cohort };
        let customer = Customer {
            satisfaction: Some(satisfaction),
            switching_barrier: Some(barrier),
            open_complaints: Some(f64::from(open)),
            loyalty_trend: Some(trend),
            ..worked()
        };
        let found = score(&in_mode(mode), &customer);
        let odds = found.evidence.iter().flatten().fold(found.base_odds.unwrap(), |odds, e| odds * e);
        let risk = found.risk.unwrap();
        prop_assert!((risk / (1.0 - risk) / odds - 1.0).abs() < 1e-12);
        // Parts sum to their score.
        let points: f64 = found.loyalty_parts.iter().filter_map(|p| p.points).sum();
        prop_assert!((points.clamp(0.0, 100.0) - found.loyalty_score.unwrap()).abs() < 1e-12);
    }
}
