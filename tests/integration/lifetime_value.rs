//! The lifetime value against its definition.
#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test stops at the first surprise"
)]

use crate::bg_nbd::assert_close;
use crate::bg_nbd::cdnow;
use crate::bg_nbd::history;
use crate::bg_nbd::rounded;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::lifetime_value::LifetimeOptions;
use clientele::btyd::lifetime_value::lifetime_value;
use clientele::btyd::lifetime_value::lifetime_value_columns;

const YEAR: LifetimeOptions = LifetimeOptions {
    periods: 12,
    period: 4.345,
    discount_rate_per_period: 0.01,
    margin: 0.3,
};

#[test]
fn lifetime_value_is_the_sum_of_its_definition() {
    let (model, spend) = (rounded(), crate::gamma_gamma::rounded());
    for (x, recency, age, amount) in [
        (2.0, 30.43, 38.86, 22.35),
        (0.0, 0.0, 38.86, 0.0),
        (29.0, 38.0, 38.86, 60.0),
    ] {
        let history = history(x, recency, age);
        let mut sum = 0.0;
        let mut before = 0.0;
        for k in 1..=12 {
            let now = model
                .expected_purchases(history, YEAR.period * f64::from(k))
                .unwrap();
            sum += (now - before) / 1.01f64.powi(k);
            before = now;
        }
        let mean = spend.expected_spend(x, amount).unwrap().unwrap();
        let value = lifetime_value(&model, &spend, history, amount, &YEAR)
            .unwrap()
            .unwrap();
        // The definition itself, purchase_value = margin · E[M] · Σ ΔE/(1+d)^k.
        assert_close(value, 0.3 * mean * sum, 1e-13);
    }
}

#[test]
fn one_month_at_a_rate_of_one_is_worth_half() {
    // As the test of lifetimes 0.11.3 for known values has it (tests/test_utils.py): one month,
    // undiscounted, is the expected spend times the purchases of 4.345 weeks; a rate of 1 halves it.
    let (model, spend) = (rounded(), crate::gamma_gamma::rounded());
    for (x, recency, age, amount) in [
        (2.0, 30.43, 38.86, 22.35),
        (0.0, 0.0, 38.86, 0.0),
        (7.0, 29.43, 38.86, 73.74),
    ] {
        let history = history(x, recency, age);
        let value = |rate| {
            let options = LifetimeOptions {
                periods: 1,
                period: 4.345,
                discount_rate_per_period: rate,
                margin: 1.0,
            };
            lifetime_value(&model, &spend, history, amount, &options)
                .unwrap()
                .unwrap()
        };
        let mean = if x > 0.0 {
            spend.expected_spend(x, amount).unwrap().unwrap()
        } else {
            spend.expected_spend_new().unwrap()
        };
        let undiscounted = mean * model.expected_purchases(history, 4.345).unwrap();
        assert!((value(0.0) / undiscounted - 1.0).abs() < 1e-14);
        assert!((value(1.0) / value(0.0) - 0.5).abs() < 1e-15);
    }
}

#[test]
fn columns_have_the_bits_of_the_scalar_function() {
    let [frequency, recency, age, amounts] = cdnow();
    let columns = PurchaseColumns {
        frequency: &frequency,
        recency: &recency,
        age: &age,
        weights: None,
    };
    let (model, spend) = (rounded(), crate::gamma_gamma::rounded());
    let mut out = vec![0.0; age.len()];
    lifetime_value_columns(&model, &spend, &columns, &amounts, &YEAR, &mut out).unwrap();
    for ((((x, recency), age), amount), out) in frequency
        .iter()
        .zip(&recency)
        .zip(&age)
        .zip(&amounts)
        .zip(&out)
    {
        let history = history(*x, *recency, *age);
        let value = lifetime_value(&model, &spend, history, *amount, &YEAR).unwrap();
        assert_eq!(value, Some(*out));
    }
}

#[test]
fn rejects_options_out_of_range() {
    let (model, spend) = (rounded(), crate::gamma_gamma::rounded());
    for options in [
        LifetimeOptions { periods: 0, ..YEAR },
        LifetimeOptions {
            period: 0.0,
            ..YEAR
        },
        LifetimeOptions {
            discount_rate_per_period: -0.1,
            ..YEAR
        },
        LifetimeOptions {
            margin: 1.1,
            ..YEAR
        },
    ] {
        assert!(lifetime_value(&model, &spend, history(0.0, 0.0, 1.0), 0.0, &options).is_err());
    }
}
