//! Kaplan-Meier against the package lifelines (scripts/references/survival.py), a worked example, laws
//! and edges.

use crate::entropy::close;
use clientele::loyalty::Survival;
use clientele::loyalty::SurvivalInterval;
use clientele::loyalty::SurvivalOptions;
use clientele::loyalty::survival;
use proptest::prelude::*;
use serde_json::Value;

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().unwrap();
    list.iter().map(|number| number.as_f64().unwrap()).collect()
}

fn of(durations: &[f64], left: &[f64]) -> Survival {
    survival(durations, left, &SurvivalOptions::default()).unwrap()
}

#[test]
fn curves_match_lifelines() {
    let golden: Value = serde_json::from_str(include_str!("../golden/survival.json")).unwrap();
    let curves = golden["curves"].as_array().unwrap();
    assert!(curves.len() >= 8);
    for curve in curves {
        let options = SurvivalOptions {
            level: curve["level"].as_f64().unwrap(),
            ..SurvivalOptions::default()
        };
        let (durations, left) = (numbers(&curve["durations"]), numbers(&curve["left"]));
        let found = survival(&durations, &left, &options).unwrap();
        let steps = curve["steps"].as_array().unwrap();
        assert_eq!(found.steps.len(), steps.len(), "{}", curve["name"]);
        for (found, expected) in found.steps.iter().zip(steps) {
            let number = |name: &str| expected[name].as_f64();
            for (found, name) in [
                (Some(found.time), "time"),
                (Some(found.at_risk), "atRisk"),
                (Some(found.left), "left"),
                (Some(found.censored), "censored"),
                (Some(found.survival), "survival"),
                (Some(found.standard_error), "standardError"),
                (found.lower, "lower"),
                (found.upper, "upper"),
            ] {
                assert_eq!(
                    found.is_some(),
                    number(name).is_some(),
                    "{} {name}",
                    curve["name"]
                );
                if let Some((found, expected)) = found.zip(number(name)) {
                    assert!(
                        (found - expected).abs() < 1e-8,
                        "{} {name}: {found} {expected}",
                        curve["name"]
                    );
                }
            }
        }
        assert_eq!(found.median, curve["median"].as_f64(), "{}", curve["name"]);
        let mean = curve["restrictedMean"].as_f64().unwrap();
        close(&[found.restricted_mean.unwrap()], &[mean], 1e-8);
    }
}

#[test]
fn the_curve_of_ten_customers_matches_the_computation_by_hand() {
    // 9/10; · (8 − 2)/8; · (5 − 1)/5, after those seen last at 5 and at 8.
    let durations = [3.0, 5.0, 6.0, 6.0, 8.0, 10.0, 12.0, 12.0, 12.0, 12.0];
    let left = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    let options = SurvivalOptions {
        times: vec![0.0, 3.0, 6.5, 10.0, 12.0, 13.0],
        ..Default::default()
    };
    let found = survival(&durations, &left, &options).unwrap();
    let at: Vec<Option<f64>> = found.at.iter().map(|at| at.survival).collect();
    close(
        &[at[0], at[1], at[2], at[3], at[4]].map(Option::unwrap),
        &[1.0, 0.9, 0.675, 0.54, 0.54],
        1e-15,
    );
    assert_eq!(
        (at[5], found.at[5].reason.as_deref()),
        (None, Some("beyond_observation"))
    );
    assert_eq!(
        (found.median, found.customers, found.left),
        (None, 10.0, 4.0)
    );
}

#[test]
fn who_is_seen_last_when_others_leave_counts_as_there() {
    let found = of(&[4.0, 4.0], &[1.0, 0.0]);
    assert_eq!(found.steps.len(), 1);
    assert_eq!(
        (found.steps[0].at_risk, found.steps[0].survival),
        (2.0, 0.5)
    );
}

#[test]
fn a_plain_interval_is_the_standard_error_to_both_sides() {
    let options = SurvivalOptions {
        interval: SurvivalInterval::Plain,
        ..Default::default()
    };
    let found = survival(&[1.0, 2.0, 3.0, 4.0], &[1.0, 0.0, 0.0, 0.0], &options).unwrap();
    let step = found.steps[0];
    // √(0.75 · 0.25 / 4) = 0.216506
    close(&[step.standard_error], &[0.216506], 5e-7);
    close(
        &[step.lower.unwrap(), step.upper.unwrap()],
        &[0.325655, 1.0],
        5e-6,
    );
}

#[test]
fn customers_without_a_time_are_counted_and_left_out() {
    let found = of(&[f64::NAN, 2.0, 3.0], &[1.0, f64::NAN, 1.0]);
    assert_eq!((found.customers, found.missing), (1.0, 2.0));
    let nobody = of(&[], &[]);
    assert_eq!(
        (nobody.reason.as_deref(), nobody.restricted_mean),
        (Some("nobody_followed"), None)
    );
    let asked = SurvivalOptions {
        times: vec![1.0],
        ..Default::default()
    };
    assert_eq!(survival(&[], &[], &asked).unwrap().at[0].survival, None);
    assert_eq!(
        survival(&[1.0], &[1.0], &asked).unwrap().at[0].survival,
        Some(0.0)
    );
    let zero = of(&[-0.0, 0.0], &[1.0, 1.0]);
    assert_eq!(zero.steps.len(), 1);
}

#[test]
fn times_that_cannot_be_are_named() {
    let fails =
        |durations: &[f64], left: &[f64], options: &SurvivalOptions, code: &str, path: &str| {
            let error = survival(durations, left, options).unwrap_err();
            assert_eq!((error.code(), error.path()), (code, Some(path)));
        };
    let plain = SurvivalOptions::default();
    fails(
        &[1.0, -1.0],
        &[1.0, 1.0],
        &plain,
        "OutOfRange",
        "durations[1]",
    );
    fails(
        &[f64::INFINITY],
        &[1.0],
        &plain,
        "NotFinite",
        "durations[0]",
    );
    fails(&[1.0], &[0.5], &plain, "InvalidValue", "left[0]");
    fails(&[1.0], &[], &plain, "LengthMismatch", "left");
    let level = SurvivalOptions {
        level: 0.0,
        ..plain.clone()
    };
    fails(&[1.0], &[1.0], &level, "OutOfRange", "options.level");
    let times = SurvivalOptions {
        times: vec![-1.0],
        ..plain
    };
    fails(&[1.0], &[1.0], &times, "OutOfRange", "options.times[0]");
}

proptest! {
    #[test]
    fn survival_falls_from_one_and_does_not_depend_on_the_order(
        rows in prop::collection::vec((0_u8..20, any::<bool>()), 1..60), turn in 0_usize..60,
        plain in any::<bool>(),
    ) {
        let mut rows: Vec<(f64, f64)> = rows
            .into_iter()
            .map(|(time, left)| (f64::from(time) / 2.0, f64::from(u8::from(left))))
            .collect();
        let options = SurvivalOptions {
            interval: if plain { SurvivalInterval::Plain } else { SurvivalInterval::LogLog },
            ..SurvivalOptions::default()
        };
        let of = |rows: &[(f64, f64)]| {
            let (durations, left): (Vec<f64>, Vec<f64>) = rows.iter().copied().unzip();
            survival(&durations, &left, &options).unwrap()
        };
        let found = of(&rows);
        let mut before = 1.0;
        for step in &found.steps {
            prop_assert!(step.survival <= before && step.survival >= 0.0);
            if let Some((lower, upper)) = step.lower.zip(step.upper) {
                prop_assert!(0.0 <= lower && lower <= step.survival && step.survival <= upper && upper <= 1.0);
            }
            before = step.survival;
        }
        let turn = turn % rows.len();
        rows.rotate_left(turn);
        let other = of(&rows);
        prop_assert_eq!(&found.steps, &other.steps);
        prop_assert_eq!(found.median, other.median);
    }

    #[test]
    fn without_censoring_survival_is_the_share_still_there(times in prop::collection::vec(1_u8..15, 1..40)) {
        let durations: Vec<f64> = times.iter().map(|time| f64::from(*time)).collect();
        let found = of(&durations, &vec![1.0; durations.len()]);
        for step in &found.steps {
            let there = durations.iter().filter(|time| **time > step.time).count();
            prop_assert!((step.survival - there as f64 / durations.len() as f64).abs() < 1e-12);
        }
        let mean = durations.iter().sum::<f64>() / durations.len() as f64;
        prop_assert!((found.restricted_mean.unwrap() - mean).abs() < 1e-9);
    }
}
