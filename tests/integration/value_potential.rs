//! Potential value: cash flows, constant margins, what is left in a wallet.
//!
//! Expected numbers: Gupta & Lehmann (2003), eq. 3 and its forms; the cash flows are worked examples
//! computed apart in `NumPy`.

use clientele::value::CashFlowOptions;
use clientele::value::ConstantMargin;
use clientele::value::FlowTiming;
use clientele::value::MarginFacts;
use clientele::value::baseline_value;
use clientele::value::cash_flow_value;
use clientele::value::constant_margin_value;
use clientele::value::future_margin;
use proptest::prelude::*;

const FLOWS: [f64; 5] = [1200.0, 1100.0, 900.0, 600.0, 300.0];

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 5e-7, "{found} is not {expected}");
}

fn customer() -> ConstantMargin {
    ConstantMargin {
        margin: 100.0,
        retention: 0.8,
        discount_rate: 0.1,
        ..ConstantMargin::default()
    }
}

fn value_of(customer: ConstantMargin) -> f64 {
    constant_margin_value(&customer).unwrap().value
}

#[test]
fn constant_margins_match_the_closed_forms() {
    close(value_of(customer()), 266.666_666_667);
    let now = ConstantMargin {
        timing: Some(FlowTiming::Now),
        ..customer()
    };
    close(value_of(now), 366.666_666_667);
    close(
        value_of(ConstantMargin {
            periods: Some(5),
            ..customer()
        }),
        212.409_733_9,
    );
    close(
        value_of(ConstantMargin {
            growth: Some(0.03),
            ..customer()
        }),
        289.855_072_464,
    );
    let found = constant_margin_value(&customer()).unwrap();
    // the two conventions differ by one margin
    close(found.other_timing - found.value, 100.0);
    close(found.multiple, 2.666_666_667);
    let new = ConstantMargin {
        acquisition_cost: Some(66.666_666_667),
        ..customer()
    };
    close(value_of(new), 200.0);
}

#[test]
fn cash_flows_match_the_worked_examples() {
    let found = cash_flow_value(&FLOWS, &CashFlowOptions::default()).unwrap();
    close(found.value, 3_272.267_791);
    let options = CashFlowOptions {
        retention: Some(vec![0.9, 0.85, 0.85, 0.8, 0.8]),
        ..CashFlowOptions::default()
    };
    let found = cash_flow_value(&FLOWS, &options).unwrap();
    close(found.value, 2_407.663_877);
    close(found.flows[4].survival, 0.416_160);
    assert_eq!(found.flows[4].period, 5.0);
}

#[test]
fn a_flow_now_is_certain_and_not_discounted() {
    let options = CashFlowOptions {
        retention: Some(vec![0.5]),
        timing: FlowTiming::Now,
        ..CashFlowOptions::default()
    };
    let found = cash_flow_value(&[100.0, 110.0], &options).unwrap();
    close(found.value, 150.0);
    assert_eq!((found.flows[0].period, found.flows[0].survival), (0.0, 1.0));
    // one retention fewer than flows
    let each = CashFlowOptions {
        retention: Some(vec![0.5, 0.5]),
        ..options.clone()
    };
    assert_eq!(
        cash_flow_value(&[1.0, 1.0, 1.0], &each).unwrap().flows[2].survival,
        0.25
    );
    let error = cash_flow_value(&[1.0, 1.0], &each).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("LengthMismatch", Some("options.retention"))
    );
}

#[test]
fn negative_margins_are_reported() {
    let found = constant_margin_value(&ConstantMargin {
        margin: -34.0,
        ..customer()
    })
    .unwrap();
    close(found.value, -90.666_666_667);
    assert_eq!(found.warnings[0].code, "unprofitable_to_retain");
    let found = cash_flow_value(&[-10.0, 5.0], &CashFlowOptions::default()).unwrap();
    assert_eq!(found.warnings[0].code, "unprofitable_to_retain");
    // A cost of acquisition alone does not make it unprofitable to keep who is there.
    let new = ConstantMargin {
        acquisition_cost: Some(1_000.0),
        ..customer()
    };
    let found = constant_margin_value(&new).unwrap();
    assert!(found.value < 0.0 && found.warnings.is_empty());
}

#[test]
fn what_has_no_finite_value_is_an_error() {
    let error = |customer: ConstantMargin| {
        let error = constant_margin_value(&customer).unwrap_err();
        (error.code(), error.path().unwrap().to_owned())
    };
    let endless = ConstantMargin {
        retention: 1.0,
        discount_rate: 0.0,
        ..customer()
    };
    assert_eq!(error(endless), ("OutOfRange", "discountRate".into()));
    let message = constant_margin_value(&endless).unwrap_err().to_string();
    assert!(message.contains("retention · (1 + growth) below 1 + discountRate"));
    assert!(message.contains("`periods`"));
    let growing = ConstantMargin {
        growth: Some(0.375),
        ..customer()
    };
    assert_eq!(error(growing), ("OutOfRange", "growth".into()));
    // With an end there is a value: five margins of 100.
    close(
        value_of(ConstantMargin {
            periods: Some(5),
            ..endless
        }),
        500.0,
    );
    close(
        value_of(ConstantMargin {
            periods: Some(0),
            ..customer()
        }),
        0.0,
    );
    assert_eq!(
        error(ConstantMargin {
            retention: 1.1,
            ..customer()
        }),
        ("OutOfRange", "retention".into())
    );
    assert_eq!(
        error(ConstantMargin {
            growth: Some(-1.0),
            ..customer()
        }),
        ("OutOfRange", "growth".into())
    );
    assert_eq!(
        error(ConstantMargin {
            margin: f64::NAN,
            ..customer()
        }),
        ("NotFinite", "margin".into())
    );
    let huge = ConstantMargin {
        growth: Some(1e9),
        periods: Some(1_000),
        ..customer()
    };
    assert_eq!(error(huge), ("NotFinite", "periods".into()));
}

#[test]
fn nobody_who_stays_brings_nothing_but_the_margin_of_today() {
    let gone = ConstantMargin {
        retention: 0.0,
        ..customer()
    };
    assert_eq!(value_of(gone), 0.0);
    for periods in [None, Some(3)] {
        let now = ConstantMargin {
            timing: Some(FlowTiming::Now),
            periods,
            ..gone
        };
        close(value_of(now), 100.0);
    }
}

#[test]
fn flows_that_cannot_be_discounted_are_named() {
    let error = |flows: &[f64], options: &CashFlowOptions| {
        let error = cash_flow_value(flows, options).unwrap_err();
        (error.code(), error.path().unwrap().to_owned())
    };
    let defaults = CashFlowOptions::default();
    assert_eq!(error(&[], &defaults), ("EmptyInput", "flows".into()));
    assert_eq!(
        error(&[1.0, f64::NAN], &defaults),
        ("NotFinite", "flows[1]".into())
    );
    let bad = CashFlowOptions {
        discount_rate: -0.1,
        ..CashFlowOptions::default()
    };
    assert_eq!(
        error(&[1.0], &bad),
        ("OutOfRange", "options.discountRate".into())
    );
    let bad = CashFlowOptions {
        retention: Some(vec![0.9, 1.2]),
        ..CashFlowOptions::default()
    };
    assert_eq!(
        error(&[1.0, 1.0], &bad),
        ("OutOfRange", "options.retention[1]".into())
    );
    let bad = CashFlowOptions {
        retention: Some(vec![]),
        ..CashFlowOptions::default()
    };
    assert_eq!(
        error(&[1.0], &bad),
        ("LengthMismatch", "options.retention".into())
    );
}

#[test]
fn the_margins_of_the_four_worked_customers_follow_from_their_wallets() {
    // revenue, production cost, wallet, current value: margin at an uplift of .2, and its value at
    // r .8, i .1
    for (revenue, production, wallet, current, margin, value) in [
        (
            12_000.0,
            6_200.0,
            16_000.0,
            3_500.0,
            3_886.666_666_7,
            10_364.444_444,
        ),
        (1_500.0, 900.0, 20_000.0, 400.0, 1_880.0, 5_013.333_333),
        (
            9_000.0,
            5_000.0,
            9_500.0,
            2_800.0,
            2_844.444_444_4,
            7_585.185_185,
        ),
        (300.0, 220.0, 600.0, -50.0, -34.0, -90.666_667),
    ] {
        let facts = MarginFacts {
            current,
            revenue,
            production_cost: Some(production),
            wallet: Some(wallet),
        };
        let found = future_margin(&facts, 0.2).unwrap();
        assert!((found.margin - margin).abs() < 1e-6);
        let found = value_of(ConstantMargin {
            margin: found.margin,
            ..customer()
        });
        assert!((found - value).abs() < 5e-6 * value.abs());
    }
}

#[test]
fn without_a_wallet_the_margin_is_that_of_today() {
    let facts = MarginFacts {
        current: 10.0,
        revenue: 100.0,
        ..MarginFacts::default()
    };
    let found = future_margin(&facts, 0.2).unwrap();
    assert_eq!((found.margin, found.headroom_share), (10.0, None));
    assert_eq!(found.warnings[0].code, "wallet_unused");
    // a wallet below the revenue has nothing left in it
    let full = MarginFacts {
        production_cost: Some(60.0),
        wallet: Some(50.0),
        ..facts
    };
    let found = future_margin(&full, 0.2).unwrap();
    assert_eq!((found.margin, found.headroom), (10.0, Some(0.0)));
    let refunded = MarginFacts {
        revenue: -5.0,
        ..full
    };
    assert_eq!(future_margin(&refunded, 0.2).unwrap().margin_rate, None);
    assert_eq!(
        future_margin(&full, 2.0).unwrap_err().path(),
        Some("uplift")
    );
}

proptest! {
    #[test]
    fn closed_forms_equal_the_sum_of_their_flows(
        m in -1e3..1e3f64, r in 0.0..1.0f64, i in 0.0..0.5f64, g in -0.5..0.5f64, periods in 1u32..40,
        now in any::<bool>(),
    ) {
        let timing = if now { FlowTiming::Now } else { FlowTiming::InOnePeriod };
        let flows: Vec<f64> = (0..periods).scan(m, |flow, _| {
            let this = *flow;
            *flow *= 1.0 + g;
            Some(this)
        }).collect();
        let options = CashFlowOptions {
            discount_rate: i,
            retention: Some(vec![r]),
            timing,
            acquisition_cost: None,
        };
        let sum = cash_flow_value(&flows, &options).unwrap().value;
        let closed = constant_margin_value(&ConstantMargin {
            margin: m, retention: r, discount_rate: i, growth: Some(g),
            periods: Some(periods), timing: Some(timing), acquisition_cost: None,
        }).unwrap().value;
        prop_assert!((sum - closed).abs() <= 1e-9 * sum.abs().max(1.0), "{sum} {closed}");
    }

    #[test]
    fn without_an_end_the_value_is_that_of_the_profile(
        m in -1e3..1e3f64, r in 0.0..0.99f64, i in 0.01..0.5f64,
    ) {
        let found = constant_margin_value(&ConstantMargin {
            margin: m, retention: r, discount_rate: i, ..ConstantMargin::default()
        }).unwrap();
        let expected = baseline_value(m, r, i).unwrap();
        prop_assert!((found.value - expected).abs() <= 1e-9 * expected.abs().max(1.0));
        prop_assert!((found.other_timing - found.value - m).abs() <= 1e-8 * m.abs().max(1.0) / (1.0 - r));
    }
}
