//! Loyalty: worked examples, laws and edges. The worked examples are made up and were computed apart in
//! `NumPy` or by hand from the formulas of the cited papers.

use crate::entropy::close;
use clientele::data::placements::Placements;
use clientele::data::thresholds::Thresholds;
use clientele::error::Error;
use clientele::index::likert_blocks::BlockScale;
use clientele::loyalty::*;
use clientele::weighting::ahp::Judgement;
use clientele::weighting::ahp::RandomIndex;
use proptest::prelude::*;

fn default() -> Thresholds {
    Thresholds::default()
}

fn fails<T: std::fmt::Debug>(found: Result<T, Error>, code: &str, path: &str) {
    let error = found.unwrap_err();
    assert_eq!((error.code(), error.path()), (code, Some(path)), "{error}");
}

const CUSTOMER: LoyaltyAnswers = LoyaltyAnswers {
    repeat_purchases: Some(8.0),
    relationship_lifetime: Some(30.0),
    retention: Some(0.9),
    choosing_time: Some(6.0),
    satisfaction: Some(8.2),
    recommendation: Some(9.0),
    competitor_attitude: Some(3.0),
    price_sensitivity: Some(4.0),
    incident_tolerance: Some(5.0),
};

fn index() -> LoyaltyIndex {
    LoyaltyIndex::try_new(&LoyaltyIndexOptions {
        random_index: RandomIndex::Saaty1980,
        ..LoyaltyIndexOptions::default()
    })
    .unwrap()
}

#[test]
fn the_loyalty_index_matches_the_worked_example() {
    let index = index();
    let weights: Vec<f64> = index.indicators().iter().map(|x| x.weight).collect();
    let expected = [
        0.175456, 0.094530, 0.175456, 0.054557, 0.156641, 0.156641, 0.088151, 0.049283, 0.049283,
    ];
    close(&weights, &expected, 5e-7);
    close(&index.consistency_ratios(), &[0.0038, 0.0030], 5e-5);
    let found = index.score(&CUSTOMER, &default()).unwrap();
    close(
        &[
            found.score.unwrap(),
            found.behaviour.unwrap(),
            found.attitude.unwrap(),
        ],
        &[75.578218, 74.645515, 76.510920],
        5e-7,
    );
    let points: Vec<f64> = found
        .parts
        .iter()
        .map(|part| part.points.unwrap())
        .collect();
    let expected = [
        11.1654, 7.8775, 14.0365, 4.2433, 12.5313, 14.0977, 5.8767, 2.4642, 3.2855,
    ];
    close(&points, &expected, 5e-5);
    let normalised: Vec<f64> = found
        .parts
        .iter()
        .map(|part| part.normalised.unwrap())
        .collect();
    let expected = [
        0.636364, 0.833333, 0.8, 0.777778, 0.8, 0.9, 0.666667, 0.5, 0.666667,
    ];
    close(&normalised, &expected, 5e-7);
    assert_eq!(found.level.unwrap().code, "loyal");
    assert_eq!(found.cell.code(), Some("attitude_behaviour.loyal"));
    assert!(found.warnings.is_empty() && found.reason.is_none());
}

#[test]
fn behaviour_alone_is_half_of_the_weights_and_enough() {
    let known = LoyaltyAnswers {
        satisfaction: None,
        recommendation: None,
        competitor_attitude: None,
        price_sensitivity: None,
        incident_tolerance: None,
        ..CUSTOMER
    };
    let found = index().score(&known, &default()).unwrap();
    assert_eq!(found.score, found.behaviour);
    assert_eq!((found.attitude, found.attitude_coverage), (None, 0.0));
    close(&[found.coverage], &[0.5], 1e-12);
    assert_eq!(found.warnings[0].code, "attitude_missing");
    let reason = found.cell.reason.unwrap();
    assert_eq!(
        (reason.code.as_str(), reason.subject.as_deref()),
        ("input_missing", Some("attitude"))
    );
    let less = LoyaltyAnswers {
        choosing_time: None,
        ..known
    };
    let found = index().score(&less, &default()).unwrap();
    assert_eq!((found.score, found.level), (None, None));
    assert_eq!(found.reason.as_deref(), Some("coverage_too_low"));
}

#[test]
fn settings_of_the_loyalty_index_that_cannot_be_are_named() {
    let with = |change: &dyn Fn(&mut LoyaltyIndexOptions)| {
        let mut options = LoyaltyIndexOptions::default();
        change(&mut options);
        LoyaltyIndex::try_new(&options)
    };
    for share in [0.0, 1.0] {
        let found = with(&|options| options.behaviour_weight = share);
        fails(found, "OutOfRange", "options.behaviourWeight");
    }
    let range = |code: &str, hi| IndicatorRange {
        code: code.into(),
        lo: 1.0,
        hi,
    };
    let found = with(&|options| options.ranges = vec![range("retension", 2.0)]);
    fails(found, "InvalidValue", "options.ranges[0].code");
    let found = with(&|options| options.ranges = vec![range("retention", 1.0)]);
    fails(found, "InvalidValue", "options.ranges[0].hi");
    let found = with(&|options| options.behaviour_judgements = Some(vec![]));
    fails(found, "LengthMismatch", "options.behaviourJudgements");
    let mut rows = vec![vec![Judgement::Number(1.0); 4]; 4];
    rows[0][1] = Judgement::Number(-2.0);
    let found = with(&|options| options.behaviour_judgements = Some(rows.clone()));
    let path = "options.behaviourJudgements[repeat_purchases][relationship_lifetime]";
    fails(found, "NotPositive", path);
    let nan = LoyaltyAnswers {
        retention: Some(f64::NAN),
        ..CUSTOMER
    };
    fails(index().score(&nan, &default()), "NotFinite", "retention");
    let levels = Thresholds {
        loyalty_stable: 80.0,
        ..default()
    };
    fails(loyalty_level(50.0, &levels), "OutOfRange", "loyaltyStable");
}

#[test]
fn a_value_off_its_scale_is_named_and_not_held_at_the_end() {
    // A recommendation of 50 is no 10: it was given on another scale.
    let off: [(&str, f64, LoyaltyAnswers); 6] = [
        (
            "repeatPurchases",
            -5.0,
            LoyaltyAnswers {
                repeat_purchases: Some(-5.0),
                ..CUSTOMER
            },
        ),
        (
            "retention",
            1.5,
            LoyaltyAnswers {
                retention: Some(1.5),
                ..CUSTOMER
            },
        ),
        (
            "satisfaction",
            44.0,
            LoyaltyAnswers {
                satisfaction: Some(44.0),
                ..CUSTOMER
            },
        ),
        (
            "recommendation",
            50.0,
            LoyaltyAnswers {
                recommendation: Some(50.0),
                ..CUSTOMER
            },
        ),
        (
            "competitorAttitude",
            0.0,
            LoyaltyAnswers {
                competitor_attitude: Some(0.0),
                ..CUSTOMER
            },
        ),
        (
            "incidentTolerance",
            70.0,
            LoyaltyAnswers {
                incident_tolerance: Some(70.0),
                ..CUSTOMER
            },
        ),
    ];
    for (name, value, facts) in off {
        let error = index().score(&facts, &default()).unwrap_err();
        assert_eq!((error.code(), error.path()), ("OutOfRange", Some(name)));
        assert!(error.to_string().contains(&value.to_string()), "{error}");
        let values = facts.values().map(Option::unwrap_or_default);
        let usual = CUSTOMER.values().map(Option::unwrap_or_default);
        let columns: Vec<[f64; 2]> = usual.into_iter().zip(values).map(Into::into).collect();
        let columns: [&[f64]; 9] = std::array::from_fn(|i| columns[i].as_slice());
        let row = format!("{name}[1]");
        fails(index().score_columns(&columns), "OutOfRange", &row);
    }
    // More purchases than count in full are no mistake, and a range of one's own makes a scale.
    let many = LoyaltyAnswers {
        repeat_purchases: Some(40.0),
        ..CUSTOMER
    };
    assert!(index().score(&many, &default()).is_ok());
    let range = IndicatorRange {
        code: "satisfaction".into(),
        lo: 0.0,
        hi: 100.0,
    };
    let options = LoyaltyIndexOptions {
        ranges: vec![range],
        ..LoyaltyIndexOptions::default()
    };
    let percent = LoyaltyAnswers {
        satisfaction: Some(82.0),
        ..CUSTOMER
    };
    let found = LoyaltyIndex::try_new(&options)
        .unwrap()
        .score(&percent, &default())
        .unwrap();
    assert_eq!(found.parts[4].normalised, Some(0.82));
}

#[test]
fn judgements_that_contradict_each_other_are_said() {
    let mut rows = vec![vec![Judgement::Number(1.0); 4]; 4];
    for (i, j) in [(0, 1), (1, 2), (2, 0)] {
        rows[i][j] = Judgement::Number(9.0);
        rows[j][i] = Judgement::from("1/9");
    }
    let options = LoyaltyIndexOptions {
        behaviour_judgements: Some(rows),
        ..Default::default()
    };
    let found = LoyaltyIndex::try_new(&options)
        .unwrap()
        .score(&CUSTOMER, &default())
        .unwrap();
    assert_eq!(found.warnings[0].code, "inconsistent_judgements");
    assert_eq!(found.warnings[0].subject.as_deref(), Some("behaviour"));
}

#[test]
fn cells_of_attitude_by_behaviour_match_the_worked_example() {
    for (attitude, behaviour, expected) in [
        (76.0, 75.0, "loyal"),
        (80.0, 30.0, "latent"),
        (40.0, 75.0, "spurious"),
        (40.0, 30.0, "none"),
        (60.0, 60.0, "loyal"),
    ] {
        let found = attitude_behaviour(Some(attitude), Some(behaviour), &default()).unwrap();
        assert_eq!(
            found.code(),
            Some(format!("attitude_behaviour.{expected}").as_str())
        );
        let evidence = &found.class.unwrap().evidence;
        assert_eq!(evidence[1].value, Some(60.0));
    }
    fails(
        attitude_behaviour(Some(101.0), None, &default()),
        "OutOfRange",
        "attitude",
    );
    fails(
        attitude_behaviour_columns(&[1.0], &[], &MatrixOptions::default()),
        "LengthMismatch",
        "behaviour",
    );
    fails(
        attitude_behaviour_columns(&[1.0], &[f64::INFINITY], &MatrixOptions::default()),
        "NotFinite",
        "behaviour[0]",
    );
    let nobody = attitude_behaviour_columns(&[], &[], &MatrixOptions::default()).unwrap();
    assert!(
        nobody
            .classes
            .iter()
            .all(|class| class.customers == 0.0 && class.share.is_none())
    );
}

#[test]
fn types_by_satisfaction_and_loyalty_match_the_worked_example() {
    for (satisfaction, loyalty, ill, expected) in [
        (92.0, 95.0, None, "apostle"),
        (80.0, 75.0, None, "loyalist"),
        (85.0, 40.0, None, "mercenary"),
        (35.0, 80.0, None, "hostage"),
        (30.0, 30.0, None, "defector"),
        (10.0, 10.0, None, "terrorist"),
        (40.0, 30.0, Some(true), "terrorist"),
        (40.1, 30.0, Some(true), "defector"),
        (70.0, 70.0, Some(false), "loyalist"),
        (90.0, 90.0, None, "apostle"),
        (20.0, 20.0, None, "terrorist"),
    ] {
        let found = satisfaction_type(Some(satisfaction), Some(loyalty), ill, &default()).unwrap();
        assert_eq!(
            found.code(),
            Some(format!("jones_sasser.{expected}").as_str())
        );
    }
    // Who speaks ill and is dissatisfied is a terrorist whatever the loyalty, also an unknown one.
    let ill = satisfaction_type(Some(35.0), None, Some(true), &default()).unwrap();
    assert_eq!(ill.code(), Some("jones_sasser.terrorist"));
    let columns = satisfaction_types(&[35.0, 50.0], &[f64::NAN; 2], &[1.0; 2], &default()).unwrap();
    assert_eq!((columns.codes, columns.unknown), (vec![5.0, -1.0], 1.0));
    let open = satisfaction_type(Some(35.0), None, None, &default()).unwrap();
    assert_eq!(open.reason.unwrap().subject.as_deref(), Some("loyalty"));
    let none = satisfaction_type(None, Some(3.0), None, &default()).unwrap();
    assert_eq!(
        none.reason.unwrap().subject.as_deref(),
        Some("satisfaction")
    );
    let cuts = Thresholds {
        apostle_from: 60.0,
        ..default()
    };
    fails(
        satisfaction_type(None, None, None, &cuts),
        "OutOfRange",
        "satisfactionCut",
    );
    fails(
        satisfaction_types(&[1.0], &[1.0], &[2.0], &default()),
        "InvalidValue",
        "speaksIll[0]",
    );
    fails(
        satisfaction_types(&[1.0], &[1.0], &[0.0, 1.0], &default()),
        "LengthMismatch",
        "speaksIll",
    );
}

#[test]
fn the_curve_matches_the_worked_example() {
    close(
        &[
            loyalty_on_curve(75.0, 3.0).unwrap(),
            loyalty_on_curve(75.0, 1.0 / 3.0).unwrap(),
        ],
        &[42.1875, 90.8560],
        5e-5,
    );
    // Σ ln s ln l / Σ ln² s of (0.75, 0.5) and (0.5, 0.25), by hand: ln s −0.2877 and −0.6931, ln l −0.6931
    // and −1.3863: (0.19941 + 0.96091) / (0.08276 + 0.48045) = 2.06018.
    let found = loyalty_curve(&[75.0, 50.0, 0.0, f64::NAN], &[50.0, 25.0, 10.0, 5.0]).unwrap();
    close(&[found.k.unwrap()], &[2.06018], 5e-5);
    assert_eq!((found.used, found.at_zero, found.missing), (2.0, 1.0, 1.0));
    let even = loyalty_curve(&[75.0, 50.0], &[75.0, 50.0]).unwrap();
    assert_eq!(even.market.as_deref(), Some("market.even"));
    for pairs in [vec![], vec![100.0]] {
        let none = loyalty_curve(&pairs, &pairs).unwrap();
        assert_eq!(
            (none.k, none.reason.as_deref()),
            (None, Some("curve_undetermined"))
        );
    }
    fails(loyalty_on_curve(50.0, 0.0), "OutOfRange", "k");
}

#[test]
fn the_recommendation_score_matches_the_worked_example() {
    let answers = [
        10.0, 9.0, 9.0, 8.0, 7.0, 7.0, 10.0, 6.0, 3.0, 9.0, 10.0, 8.0, 5.0, 9.0, 2.0, 10.0, 7.0,
        9.0, 8.0, 6.0,
    ];
    // The worked example takes 1.96 for the quantile, whose digits are 1.959964.
    let rounded = RecommendationOptions {
        z: Some(1.96),
        ..RecommendationOptions::default()
    };
    let found = recommendation_score(&answers, &rounded).unwrap();
    close(
        &[
            found.score.unwrap(),
            found.standard_error.unwrap(),
            found.lower.unwrap(),
            found.upper.unwrap(),
        ],
        &[
            20.0,
            18.16590212458495,
            -15.605168164186502,
            55.6051681641865,
        ],
        1e-11,
    );
    let found = recommendation_score(&answers, &RecommendationOptions::default()).unwrap();
    close(
        &[found.lower.unwrap(), found.upper.unwrap()],
        &[
            20.0 - 1.959963984540054 * 18.16590212458495,
            20.0 + 1.959963984540054 * 18.16590212458495,
        ],
        1e-11,
    );
    // 9.75 promoters and 5.75 detractors of 23: 17.391304, standard error 100 √((15.5/23 − (4/23)²)/23)
    // = 16.728877, times 1.959964.
    close(
        &[found.adjusted_lower.unwrap(), found.adjusted_upper.unwrap()],
        &[
            17.391304 - 1.959964 * 16.728877,
            17.391304 + 1.959964 * 16.728877,
        ],
        5e-4,
    );
    let shares: Vec<f64> = found
        .classes
        .iter()
        .map(|class| class.share.unwrap())
        .collect();
    close(&shares, &[0.45, 0.3, 0.25], 1e-15);
    assert_eq!(found.warnings[0].code, "few_recommendations");
}

#[test]
fn answers_to_the_recommendation_question_may_be_missing_and_not_halves() {
    let options = RecommendationOptions::default();
    let none = recommendation_score(&[f64::NAN], &options).unwrap();
    assert_eq!((none.score, none.lower, none.missing), (None, None, 1.0));
    assert_eq!(none.reason.as_deref(), Some("nobody_answered"));
    for bad in [6.5, -1.0, 11.0] {
        fails(
            recommendation_score(&[5.0, bad], &options),
            "OutOfRange",
            "answers[1]",
        );
    }
    fails(
        recommendation_score(&[f64::INFINITY], &options),
        "NotFinite",
        "answers[0]",
    );
    let flat = RecommendationOptions {
        z: Some(0.0),
        ..options
    };
    fails(
        recommendation_score(&[5.0], &flat),
        "OutOfRange",
        "options.z",
    );
    let sure = RecommendationOptions {
        level: 1.0,
        ..options
    };
    fails(
        recommendation_score(&[5.0], &sure),
        "OutOfRange",
        "options.level",
    );
    let all = recommendation_score(&[9.0; 3], &options).unwrap();
    assert_eq!((all.lower, all.upper), (Some(100.0), Some(100.0)));
    assert!(all.adjusted_lower.unwrap() < 100.0);
}

#[test]
fn retention_repurchase_and_wallet_match_the_worked_example() {
    let year = PeriodCustomers {
        start: 1000.0,
        end: 980.0,
        gained: 150.0,
    };
    let found = retention_rate(&year).unwrap();
    close(
        &[found.rate.unwrap(), found.rest.unwrap()],
        &[0.83, 0.17],
        1e-15,
    );
    let month = retention_over(0.83, 1.0 / 12.0).unwrap();
    close(
        &[month.rate.unwrap(), month.rest.unwrap()],
        &[0.984592, 0.015408],
        5e-7,
    );
    let mut purchases = vec![2.0; 312];
    purchases.extend(vec![1.0; 208]);
    purchases.extend([0.0, f64::NAN]);
    close(
        &[repurchase_rate(&purchases).unwrap().rate.unwrap()],
        &[0.6],
        1e-15,
    );
    assert_eq!(
        share_of_wallet(Some(30.0), Some(120.0)).unwrap().rate,
        Some(0.25)
    );
}

#[test]
fn rates_of_nothing_are_none_and_impossible_ones_are_errors() {
    let period = |start, end, gained| retention_rate(&PeriodCustomers { start, end, gained });
    assert_eq!(
        period(0.0, 3.0, 3.0).unwrap().reason.as_deref(),
        Some("none_at_start")
    );
    fails(period(-1.0, 0.0, 0.0), "OutOfRange", "start");
    fails(period(10.0, 5.0, 6.0), "OutOfRange", "gained");
    fails(period(10.0, 20.0, 5.0), "OutOfRange", "end");
    fails(period(f64::NAN, 20.0, 5.0), "NotFinite", "start");
    assert_eq!(
        repurchase_rate(&[0.0]).unwrap().reason.as_deref(),
        Some("no_buyers")
    );
    fails(repurchase_rate(&[1.0, -1.0]), "OutOfRange", "purchases[1]");
    assert_eq!(share_of_wallet(Some(0.0), Some(0.0)).unwrap().rate, None);
    let unknown = share_of_wallet(Some(2.0), None).unwrap();
    assert_eq!(
        (unknown.rate, unknown.reason.as_deref()),
        (None, Some("input_missing"))
    );
    fails(share_of_wallet(Some(-2.0), None), "OutOfRange", "own");
    let bought = repurchase_rate(&[2.0, f64::NAN, 1.0, 0.0]).unwrap();
    assert_eq!(
        (bought.rate, bought.buyers, bought.missing),
        (Some(0.5), 2.0, 1.0)
    );
    fails(share_of_wallet(Some(2.0), Some(1.0)), "OutOfRange", "own");
    fails(retention_over(0.5, 0.0), "OutOfRange", "periods");
    let never = retention_over(0.0, 2.0).unwrap();
    assert_eq!((never.rate, never.rest), (Some(0.0), Some(1.0)));
}

#[test]
fn the_chain_matches_the_worked_example() {
    let names = [
        "satisfaction",
        "retention",
        "productivity",
        "value",
        "customers",
        "loyalty",
        "growth",
    ];
    let names = names.map(str::to_owned);
    let values = [
        [7.2, 0.82, 31.0, 7.9, 8.1, 0.71, 4.2],
        [6.5, 0.75, 28.0, 7.3, 7.6, 0.66, 3.1],
        [8.0, 0.90, 36.0, 8.4, 8.6, 0.79, 6.0],
        [5.9, 0.68, 25.0, 6.9, 7.0, 0.58, 1.9],
        [7.6, 0.85, 33.0, 8.0, 8.3, 0.74, 5.1],
        [6.9, 0.80, 30.0, 7.5, 7.9, 0.69, 3.9],
    ]
    .concat();
    let found = service_profit_chain(&names, &values, &ChainOptions::default()).unwrap();
    let r: Vec<f64> = found
        .links
        .iter()
        .map(|link| link.correlation.unwrap())
        .collect();
    let expected = [0.995337, 0.993266, 0.986902, 0.982886, 0.996358, 0.993616];
    close(&r, &expected, 5e-7);
    let weakest = found.weakest.unwrap();
    assert_eq!(
        (weakest.from.as_str(), weakest.to.as_str()),
        ("value", "customers")
    );
    assert_eq!(found.warnings[0].code, "correlation_no_cause");
    assert_eq!(found.warnings.len(), 7);
}

#[test]
fn links_of_a_chain_may_be_chosen_and_lack_units() {
    let names = ["a", "b", "c"].map(str::to_owned);
    let nan = f64::NAN;
    let values = [1.0, 3.0, 1.0, 2.0, 5.0, 1.0, nan, 7.0, 1.0, 4.0, 9.0, 1.0];
    let link = |from: &str, to: &str| LinkedMeasures {
        from: from.into(),
        to: to.into(),
    };
    let options = ChainOptions {
        links: vec![link("b", "a"), link("a", "c")],
        ..Default::default()
    };
    let found = service_profit_chain(&names, &values, &options).unwrap();
    assert_eq!(found.links[0].units, 3.0);
    // (3, 1), (5, 2), (9, 4): exactly a = (b − 1) / 2.
    close(
        &[
            found.links[0].slope.unwrap(),
            found.links[0].intercept.unwrap(),
        ],
        &[0.5, -0.5],
        1e-12,
    );
    assert_eq!(found.links[1].reason.as_deref(), Some("link_constant"));
    assert_eq!(found.weakest.unwrap().to, "a");
    let wrong = ChainOptions {
        links: vec![link("b", "d")],
        ..Default::default()
    };
    fails(
        service_profit_chain(&names, &values, &wrong),
        "InvalidValue",
        "options.links[0].to",
    );
    fails(
        service_profit_chain(&names[..1], &[], &options),
        "InsufficientData",
        "data",
    );
    fails(
        service_profit_chain(&names, &values[..4], &options),
        "LengthMismatch",
        "data",
    );
    let endless = [1.0, f64::INFINITY, 1.0];
    fails(
        service_profit_chain(&names, &endless, &options),
        "NotFinite",
        "data[0][b]",
    );
    let nobody = service_profit_chain(&names, &[], &ChainOptions::default()).unwrap();
    assert!(nobody.weakest.is_none());
}

#[test]
fn benefits_and_bonds_match_the_worked_examples() {
    let some = |list: &[f64]| list.iter().map(|x| Some(*x)).collect::<Vec<_>>();
    let answers = BenefitAnswers {
        confidence: some(&[6.0, 7.0]),
        social: some(&[4.0]),
        special_treatment: vec![Some(2.0), None, Some(3.0)],
    };
    // (6.5 + 4 + 2.5) / 3 = 13/3; coverage (1 + 1 + 2/3) / 3 = 8/9.
    let found = relational_benefits(&answers, &BlockScale::default()).unwrap();
    close(
        &[found.mean.unwrap(), found.coverage],
        &[13.0 / 3.0, 8.0 / 9.0],
        1e-15,
    );
    let off = BenefitAnswers {
        special_treatment: some(&[8.0]),
        ..answers
    };
    fails(
        relational_benefits(&off, &BlockScale::default()),
        "OutOfRange",
        "specialTreatment[0]",
    );
    let none = relational_benefits(&BenefitAnswers::default(), &BlockScale::default()).unwrap();
    assert_eq!((none.mean, none.coverage), (None, 0.0));
    assert_eq!(none.reason.as_deref(), Some("coverage_too_low"));

    let known = Bonds {
        financial: Some(true),
        social: Some(false),
        customisation: Some(true),
        structural: Some(false),
    };
    let found = bond_level(&known);
    assert_eq!(found.class.unwrap().code, "bond.customisation");
    assert_eq!((found.level, found.strength), (Some(3.0), Some(0.5)));
    let unknown = bond_level(&Bonds {
        structural: None,
        ..known
    });
    assert_eq!(
        (unknown.level, unknown.strength, unknown.coverage),
        (None, None, 0.75)
    );
    let high = bond_level(&Bonds {
        financial: None,
        structural: Some(true),
        ..known
    });
    assert_eq!((high.level, high.strength), (Some(4.0), None));
    let no = Some(false);
    let free = bond_level(&Bonds {
        financial: no,
        social: no,
        customisation: no,
        structural: no,
    });
    assert_eq!(free.class.unwrap().code, "bond.none");
}

#[test]
fn the_return_of_a_programme_matches_the_worked_example() {
    let facts = ProgrammeFacts {
        spend: 2000.0,
        points_per_spend: 1.0,
        point_value: 0.01,
        breakage: 0.2,
        incremental_margin: Some(60.0),
        rewards: Some(16.0),
        running_cost: Some(4.0),
    };
    let found = loyalty_programme(&facts).unwrap();
    assert_eq!(
        (found.liability, found.return_on_investment),
        (16.0, Some(2.0))
    );
    let free = ProgrammeFacts {
        rewards: Some(0.0),
        running_cost: Some(0.0),
        ..facts
    };
    assert_eq!(
        loyalty_programme(&free).unwrap().reason.as_deref(),
        Some("no_outlay")
    );
    let unknown = ProgrammeFacts {
        incremental_margin: None,
        ..facts
    };
    assert_eq!(
        loyalty_programme(&unknown).unwrap().reason.as_deref(),
        Some("input_missing")
    );
    let loss = ProgrammeFacts {
        incremental_margin: Some(-20.0),
        ..facts
    };
    assert_eq!(
        loyalty_programme(&loss).unwrap().return_on_investment,
        Some(-2.0)
    );
    let wrong = ProgrammeFacts {
        breakage: 1.5,
        ..facts
    };
    fails(loyalty_programme(&wrong), "OutOfRange", "breakage");
    let huge = ProgrammeFacts {
        spend: 1e200,
        points_per_spend: 1e200,
        ..facts
    };
    fails(loyalty_programme(&huge), "NotFinite", "spend");
}

fn score() -> impl Strategy<Value = f64> {
    prop_oneof![4 => 0.0..=100.0_f64, 2 => (0_u8..=10).prop_map(|x| f64::from(x) * 10.0), 1 => Just(f64::NAN)]
}

fn known(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}

proptest! {
    #[test]
    fn every_customer_is_in_exactly_one_class_in_columns_and_alone(
        rows in prop::collection::vec((score(), score(), any::<bool>()), 0..40),
        turn in 0_usize..40,
    ) {
        let columns = |rows: &[(f64, f64, bool)]| {
            let a: Vec<f64> = rows.iter().map(|row| row.0).collect();
            let b: Vec<f64> = rows.iter().map(|row| row.1).collect();
            let ill: Vec<f64> = rows.iter().map(|row| f64::from(u8::from(row.2))).collect();
            (
                attitude_behaviour_columns(&a, &b, &MatrixOptions::default()).unwrap(),
                satisfaction_types(&a, &b, &ill, &default()).unwrap(),
            )
        };
        let (cells, types) = columns(&rows);
        for found in [&cells, &types] {
            let total: f64 = found.classes.iter().map(|class| class.customers).sum();
            prop_assert_eq!(total + found.unknown, rows.len() as f64);
            let shares: f64 = found.classes.iter().filter_map(|class| class.share).sum();
            prop_assert!(total == 0.0 || (shares - 1.0).abs() < 1e-12);
        }
        for (i, (a, b, ill)) in rows.iter().enumerate() {
            let code = |found: &Placements| {
                let place = found.codes[i];
                let classes = &found.classes;
                let found = (0_u8..).zip(classes).find(|(i, _)| f64::from(*i) == place);
                found.map(|(_, class)| class.code.clone())
            };
            let one = attitude_behaviour(known(*a), known(*b), &default()).unwrap();
            prop_assert_eq!(one.code().map(str::to_owned), code(&cells));
            let one = satisfaction_type(known(*a), known(*b), Some(*ill), &default()).unwrap();
            prop_assert_eq!(one.code().map(str::to_owned), code(&types));
        }
        // Another order of the customers: everyone keeps the class, so the counts stay.
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len().max(1));
        let (other_cells, other_types) = columns(&turned);
        prop_assert_eq!(cells.classes, other_cells.classes);
        prop_assert_eq!(types.classes, other_types.classes);
        let mut codes = other_types.codes;
        codes.rotate_right(turn % rows.len().max(1));
        prop_assert_eq!(types.codes, codes);
    }

    #[test]
    fn points_of_the_loyalty_index_sum_to_it_and_columns_say_the_same(
        shares in prop::collection::vec(prop_oneof![3 => 0.0..1.0_f64, 1 => Just(f64::NAN)], 9),
    ) {
        // From the end of each scale, 40 where it has only one.
        let ends = [(0.0, 40.0), (0.0, 40.0), (0.0, 1.0), (0.0, 40.0), (1.0, 10.0), (0.0, 10.0), (1.0, 7.0), (1.0, 7.0), (1.0, 7.0)];
        let values: Vec<f64> = shares.iter().zip(ends).map(|(s, (least, most))| least + s * (most - least)).collect();
        let mut facts = LoyaltyAnswers::default();
        for (field, value) in [
            &mut facts.repeat_purchases, &mut facts.relationship_lifetime, &mut facts.retention,
            &mut facts.choosing_time, &mut facts.satisfaction, &mut facts.recommendation,
            &mut facts.competitor_attitude, &mut facts.price_sensitivity, &mut facts.incident_tolerance,
        ].into_iter().zip(&values) {
            *field = known(*value);
        }
        let found = index().score(&facts, &default()).unwrap();
        let points: f64 = found.parts.iter().filter_map(|part| part.points).sum();
        prop_assert!((points - found.score.unwrap_or(0.0)).abs() < 1e-10);
        prop_assert!(found.score.is_none_or(|score| (0.0..=100.0).contains(&score)));
        prop_assert_eq!(found.score.is_some(), found.coverage >= 0.5 - 1e-12);
        let columns: [&[f64]; 9] = std::array::from_fn(|i| std::slice::from_ref(&values[i]));
        let all = index().score_columns(&columns).unwrap();
        prop_assert_eq!(known(all.score[0]), found.score);
        prop_assert_eq!(known(all.attitude[0]), found.attitude);
        prop_assert_eq!(known(all.behaviour[0]), found.behaviour);
    }

    #[test]
    fn the_recommendation_score_is_between_its_ends_whatever_the_order(
        answers in prop::collection::vec(0_u8..=10, 1..60), level in 0.01..0.999_f64,
    ) {
        let mut answers: Vec<f64> = answers.into_iter().map(f64::from).collect();
        let options = RecommendationOptions { level, ..Default::default() };
        let one = recommendation_score(&answers, &options).unwrap();
        answers.reverse();
        let other = recommendation_score(&answers, &options).unwrap();
        prop_assert_eq!(one.score, other.score);
        let score = one.score.unwrap();
        prop_assert!(one.lower.unwrap() <= score && score <= one.upper.unwrap());
        prop_assert!((-100.0..=100.0).contains(&score));
        let adjusted = (one.adjusted_lower.unwrap(), one.adjusted_upper.unwrap());
        prop_assert!(adjusted.0 < adjusted.1);
    }

    #[test]
    fn a_curve_is_found_again_from_its_own_points(
        k in 0.05..8.0_f64, satisfaction in prop::collection::vec(5.0..95.0_f64, 1..20),
    ) {
        let loyalty: Vec<f64> = satisfaction.iter().map(|s| loyalty_on_curve(*s, k).unwrap()).collect();
        let found = loyalty_curve(&satisfaction, &loyalty).unwrap();
        prop_assert!((found.k.unwrap() / k - 1.0).abs() < 1e-9);
        prop_assert!(found.deviation.unwrap() < 1e-9);
    }

    #[test]
    fn chain_links_do_not_depend_on_names_or_the_order_of_units(
        values in prop::collection::vec((-10.0..10.0_f64, -10.0..10.0_f64), 3..20),
    ) {
        let flat = |rows: &[(f64, f64)]| rows.iter().flat_map(|(x, y)| [*x, *y]).collect::<Vec<f64>>();
        let of = |names: [&str; 2], rows: &[(f64, f64)]| {
            service_profit_chain(&names.map(str::to_owned), &flat(rows), &ChainOptions::default()).unwrap()
        };
        let one = of(["x", "y"], &values);
        let mut turned = values.clone();
        turned.reverse();
        let other = of(["first", "second"], &turned);
        let r = one.links[0].correlation.unwrap();
        prop_assert!((-1.0..=1.0).contains(&r));
        prop_assert!((r - other.links[0].correlation.unwrap()).abs() < 1e-12);
    }

    #[test]
    fn retention_over_parts_of_a_year_multiplies_up_to_the_year(rate in 0.0..=1.0_f64, parts in 1_u8..24) {
        let part = retention_over(rate, 1.0 / f64::from(parts)).unwrap();
        let year = retention_over(part.rate.unwrap(), f64::from(parts)).unwrap();
        prop_assert!((year.rate.unwrap() - rate).abs() < 1e-12);
        prop_assert!((part.rate.unwrap() + part.rest.unwrap() - 1.0).abs() < 1e-12);
    }
}
