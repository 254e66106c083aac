//! Concentration against definitions computed apart, and its laws.

use crate::segment_classes::PROFITS;
use crate::segment_classes::golden;
use clientele::labels::label;
use clientele::segment::concentration::Concentration;
use clientele::segment::concentration::ConcentrationOptions;
use clientele::segment::concentration::NEGATIVE_VALUES;
use clientele::segment::concentration::NO_CUSTOMERS;
use clientele::segment::concentration::TOTAL_NOT_POSITIVE;
use clientele::segment::concentration::concentration;
use proptest::prelude::*;

fn of(values: &[f64]) -> Concentration {
    concentration(values, None, &ConcentrationOptions::default()).unwrap()
}

fn sizes(found: &Concentration) -> Vec<usize> {
    found.abc.iter().map(|class| class.customers).collect()
}

#[test]
fn ten_customers() {
    // Worked example, computed apart in NumPy.
    let profits = &PROFITS[..10];
    let found = of(profits);
    let shares = found.shares.as_ref().unwrap();
    assert!((shares.top_share - 0.638462).abs() < 5e-7);
    assert_eq!((shares.top_customers, shares.target_customers), (2, 4));
    assert!((shares.target_customer_share - 0.4).abs() < 1e-15);
    assert!((shares.gini - 0.562308).abs() < 5e-7);
    assert!((shares.gini_unbiased.unwrap() - 0.624786).abs() < 5e-7);
    assert!((shares.herfindahl - 0.241331).abs() < 5e-7);
    assert!((shares.effective_customers - 4.143680).abs() < 5e-6);
    let cumulated = [
        0.0, 0.4, 0.638462, 0.753846, 0.823077, 0.876923, 0.915385, 0.946154, 0.969231, 0.988462,
        1.0,
    ];
    for (point, expected) in shares.whale.iter().zip(cumulated) {
        assert!((point.value - expected).abs() < 5e-7);
    }
    assert_eq!(found.codes.0, [0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
    let strict = ConcentrationOptions {
        strict: true,
        ..ConcentrationOptions::default()
    };
    let found = concentration(profits, None, &strict).unwrap();
    assert_eq!(found.codes.0, [0, 0, 0, 1, 1, 1, 1, 2, 2, 2]);
}

#[test]
fn the_whale_curve_of_twenty_customers_of_whom_four_cost_money() {
    // 13 420 of 12 940 up to the sixteenth customer, by hand.
    let found = of(&PROFITS);
    let shares = found.shares.unwrap();
    assert!((shares.peak_share - 13_420.0 / 12_940.0).abs() < 1e-12);
    assert!((shares.peak_share - 1.037094).abs() < 5e-7);
    assert_eq!((shares.peak_customers, found.unprofitable), (16, 4));
    assert_eq!(found.warnings[0].code, NEGATIVE_VALUES);
    assert!((shares.whale.last().unwrap().value - 1.0).abs() < 1e-12);
}

#[test]
fn shares_match_the_definitions_on_cdnow_and_on_made_up_customers() {
    for case in golden()["concentration"].as_array().unwrap() {
        let number = |name: &str| case[name].as_f64().unwrap();
        let values: Vec<f64> = case["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v.as_f64().unwrap())
            .collect();
        let found = of(&values);
        let shares = found.shares.as_ref().unwrap();
        assert!((shares.top_share - number("topShare")).abs() < 1e-12);
        assert_eq!(
            shares.target_customers as u64,
            case["targetCustomers"].as_u64().unwrap()
        );
        assert!((shares.gini - number("gini")).abs() < 1e-12);
        assert!((shares.herfindahl - number("herfindahl")).abs() < 1e-12);
        assert!((shares.peak_share - number("peakShare")).abs() < 1e-12);
        let expected: Vec<usize> = case["abc"]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_u64().unwrap() as usize)
            .collect();
        assert_eq!(sizes(&found), expected);
        // The area under the Lorenz curve is (1 − G) / 2; of many customers the curve has 101 points.
        let all = ConcentrationOptions {
            points: 10_001,
            ..ConcentrationOptions::default()
        };
        let lorenz = concentration(&values, None, &all)
            .unwrap()
            .shares
            .unwrap()
            .lorenz;
        let area: f64 = lorenz
            .windows(2)
            .map(|pair| {
                0.5 * (pair[0].value + pair[1].value) * (pair[1].customers - pair[0].customers)
            })
            .sum();
        assert!((area - number("area")).abs() < 1e-9);
    }
}

#[test]
fn what_has_no_shares_says_why() {
    for (values, reason) in [
        (&[][..], NO_CUSTOMERS),
        (&[f64::NAN, f64::NAN], NO_CUSTOMERS),
        (&[0.0, 0.0], TOTAL_NOT_POSITIVE),
        (&[5.0, -7.0], TOTAL_NOT_POSITIVE),
        // Nothing but rounding is left of .1 + .2 − .3.
        (&[0.1, 0.2, -0.3], TOTAL_NOT_POSITIVE),
    ] {
        let found = of(values);
        assert_eq!(found.shares, None);
        assert_eq!(found.reason.unwrap().code, reason);
        assert!(found.codes.0.iter().all(|code| *code == -1));
        assert!(label(reason).is_some());
    }
    assert_eq!(of(&[f64::NAN, 1.0]).missing, 1);
    let alone = of(&[3.0]).shares.unwrap();
    assert_eq!((alone.gini, alone.gini_unbiased), (0.0, None));
    // Shares of huge values are no matter, but their sum is no number.
    let huge = [f64::MAX / 4.0, f64::MAX / 4.0, 1.0];
    assert!((of(&huge).shares.unwrap().herfindahl - 0.5).abs() < 1e-12);
    let beyond = concentration(&[f64::MAX; 3], None, &ConcentrationOptions::default());
    assert_eq!(beyond.unwrap_err().code(), "OutOfRange");
}

#[test]
fn options_out_of_range_are_named() {
    for (options, path) in [
        (
            ConcentrationOptions {
                top: 0.0,
                ..ConcentrationOptions::default()
            },
            "top",
        ),
        (
            ConcentrationOptions {
                target: f64::NAN,
                ..ConcentrationOptions::default()
            },
            "target",
        ),
        (
            ConcentrationOptions {
                points: 1,
                ..ConcentrationOptions::default()
            },
            "points",
        ),
    ] {
        let error = concentration(&[1.0], None, &options).unwrap_err();
        assert_eq!((error.code(), error.path()), ("OutOfRange", Some(path)));
    }
    let error = concentration(
        &[1.0, f64::INFINITY],
        None,
        &ConcentrationOptions::default(),
    );
    assert_eq!(error.unwrap_err().path(), Some("value[1]"));
}

proptest! {
    #[test]
    fn laws(
        values in prop::collection::vec(prop_oneof![4 => 0.0..1e4_f64, 1 => -1e3..0.0_f64, 1 => Just(7.0)], 1..80),
        scale in 0.001..1000.0_f64, turn in 0..80_usize,
    ) {
        let found = of(&values);
        if let Some(shares) = found.shares {
            prop_assert!((0.0..=1.0).contains(&shares.gini));
            prop_assert!(shares.gini_unbiased.is_none_or(|gini| (0.0..=1.0).contains(&gini)));
            prop_assert!(shares.herfindahl <= 1.0 + 1e-12);
            prop_assert!(shares.herfindahl >= 1.0 / values.len() as f64 - 1e-12);
            prop_assert!(shares.peak_share >= 1.0 - 1e-12);
            // Lorenz: from 0 to 1, below the diagonal, rising ever faster.
            let lorenz = &shares.lorenz;
            prop_assert!((lorenz.last().unwrap().value - 1.0).abs() < 1e-9);
            prop_assert!(lorenz.iter().all(|point| point.value <= point.customers + 1e-9));
            prop_assert!(lorenz.windows(2).all(|pair| pair[0].value <= pair[1].value + 1e-12));
            let brought: f64 = found.abc.iter().filter_map(|class| class.measures[0].share).sum();
            prop_assert!((brought - 1.0).abs() < 1e-9);
            // Another currency and another order change nothing.
            let mut other: Vec<f64> = values.iter().map(|value| value * scale).collect();
            other.rotate_left(turn % values.len());
            let again = of(&other).shares.unwrap();
            prop_assert!((again.gini - shares.gini).abs() < 1e-9);
            prop_assert!((again.top_share - shares.top_share).abs() <= 1e-9 * shares.top_share.abs().max(1.0));
            prop_assert_eq!(again.target_customers, shares.target_customers);
        }
        prop_assert_eq!(found.abc.iter().map(|class| class.customers).sum::<usize>() + found.codes.0.iter().filter(|code| **code < 0).count(), values.len());
    }
}
