//! Many customers at once: rows that cannot be scored, rows that stand for many customers, and profiles that are
//! built from columns.

use crate::golden::orders;
use crate::golden::profile;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::gamma_gamma::SpendColumns;
use clientele::data::summary::CustomerSummary;
use clientele::data::summary::SummaryOptions;
use clientele::data::time_unit::TimeUnit;
use clientele::score::Base;
use clientele::score::BaseFacts;
use clientele::score::CustomerScore;
use clientele::score::ModelChoice;
use clientele::score::Profile;
use clientele::score::ProfileOptions;
use clientele::score::Scorer;
use clientele::score::build_profile;
use clientele::score::build_profile_from;
use clientele::score::fit_purchases;
use clientele::score::fit_spend;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static PROFILE: LazyLock<Profile> = LazyLock::new(|| profile(&orders()));

fn summary() -> CustomerSummary {
    let options = SummaryOptions {
        as_of: Some(PROFILE.as_of),
        time_unit: TimeUnit::Week,
    };
    orders().summarize(&options).unwrap()
}

/// A number of a customer: mostly possible, at times of no customer.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => 0.0..60.0_f64,
        3 => (0_u8..9).prop_map(f64::from),
        1 => Just(f64::NAN),
        1 => prop_oneof![Just(f64::INFINITY), Just(-1.0), Just(1e300), Just(0.5)],
    ]
}

#[test]
fn a_field_is_given_once() {
    let mut scorer = Scorer::try_new(&PROFILE).unwrap();
    for (present, place) in [
        ([0, 1, 1], "present[2]"),
        ([0, 1, 999], "present[2]"),
        ([2, 1, 2], "present[2]"),
    ] {
        let error = scorer.score_flat(&[0.0; 3], 1, &present, &[0]).unwrap_err();
        assert_eq!((error.code(), error.path()), ("OutOfRange", Some(place)));
    }
}

#[test]
fn the_mean_of_purchases_is_not_negative() {
    // A purchase is what refunds leave of it, 0 at the least.
    let columns = SpendColumns {
        frequency: &[2.0, 1.0],
        monetary_value: &[20.0, 30.0],
        weights: None,
    };
    let error = fit_spend(&columns, -1.0, FitOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.path()), ("OutOfRange", Some("mean")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Rows are scored, or refused with the error that they have alone, whatever stands beside them.
    #[test]
    fn a_row_is_treated_as_if_it_were_alone(
        rows in prop::collection::vec(prop::array::uniform5(number()), 1..12),
    ) {
        let present = [0_u32, 1, 2, 3, 14];
        let only: Vec<u32> = (0_u32..).take(CustomerScore::COLUMNS).collect();
        let mut scorer = Scorer::try_new(&PROFILE).unwrap();
        let flat: Vec<f64> = (0..5).flat_map(|field| rows.iter().map(move |row| row[field])).collect();
        let (scores, refused) = scorer.score_each(&flat, rows.len(), &present, &only).unwrap();
        for (at, row) in rows.iter().enumerate() {
            let own: Vec<u64> = scores.iter().skip(at).step_by(rows.len()).map(|x| x.to_bits()).collect();
            let refusal = refused.iter().find(|refused| refused.row == at);
            match scorer.score_flat(row, 1, &present, &only) {
                Ok(alone) => {
                    let alone: Vec<u64> = alone.iter().map(|x| x.to_bits()).collect();
                    prop_assert!(refusal.is_none());
                    prop_assert_eq!(own, alone);
                }
                Err(error) => {
                    // The place is the first thing that the message says.
                    let here = error.to_string().replacen("[0]", &format!("[{at}]"), 1);
                    prop_assert_eq!(refusal.map(|refused| refused.error.to_string()), Some(here));
                    prop_assert!(own.iter().all(|bits| f64::from_bits(*bits).is_nan()));
                }
            }
        }
        prop_assert!(refused.is_sorted_by_key(|refused| refused.row));
    }
}

#[test]
fn what_is_wrong_with_the_whole_is_an_error_of_the_whole() {
    let mut scorer = Scorer::try_new(&PROFILE).unwrap();
    let mut error = |customers: &[f64], rows, present: &[u32], only: &[u32]| {
        let error = scorer
            .score_each(customers, rows, present, only)
            .unwrap_err();
        (error.code(), error.path().map(str::to_owned))
    };
    let path = |code, path: &str| (code, Some(path.to_owned()));
    assert_eq!(
        error(&[1.0; 3], 2, &[0], &[0]),
        path("LengthMismatch", "columns")
    );
    assert_eq!(
        error(&[1.0; 2], 2, &[99], &[0]),
        path("OutOfRange", "present[0]")
    );
    assert_eq!(error(&[1.0; 2], 2, &[0], &[20]), path("OutOfRange", "only"));
    assert_eq!(
        error(&[], usize::MAX / 8, &[], &[0]),
        path("OutOfRange", "rows")
    );
}

/// How many customers have the same numbers, by their bits: all of them are 0 or more, so that the bits are in order.
fn counted<const N: usize>(rows: impl Iterator<Item = [f64; N]>) -> (Vec<[f64; N]>, Vec<f64>) {
    let mut counts: BTreeMap<[u64; N], f64> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.map(f64::to_bits)).or_default() += 1.0;
    }
    // Backwards: the order of the rows must not show.
    let backwards = counts.into_iter().rev();
    backwards
        .map(|(row, count)| (row.map(f64::from_bits), count))
        .unzip()
}

/// One column of rows.
fn column<const N: usize>(rows: &[[f64; N]], at: usize) -> Vec<f64> {
    rows.iter().map(|row| row[at]).collect()
}

#[test]
fn distinct_rows_are_fitted_as_all_customers_are() {
    let summary = summary();
    let options = FitOptions::default();
    let histories = summary
        .frequency
        .iter()
        .zip(&summary.recency)
        .zip(&summary.age)
        .zip(&summary.ln_gaps);
    let (rows, weights) = counted(histories.map(|(((x, t), age), gaps)| [*x, *t, *age, *gaps]));
    assert!(rows.len() < summary.len());
    let [frequency, recency, age, ln_gaps] = [0, 1, 2, 3].map(|at| column(&rows, at));
    let distinct = PurchaseColumns {
        frequency: &frequency,
        recency: &recency,
        age: &age,
        weights: Some(&weights),
    };
    for choice in ModelChoice::ALL.into_iter().chain([ModelChoice::Auto]) {
        let all = PurchaseColumns::from(&summary);
        let whole = fit_purchases(&all, Some(&summary.ln_gaps), choice, options).unwrap();
        let found = fit_purchases(&distinct, Some(&ln_gaps), choice, options).unwrap();
        assert_eq!(found, whole, "{choice:?}");
    }
    let spend = summary.frequency.iter().zip(&summary.monetary_value);
    let (rows, weights) = counted(spend.map(|(x, value)| [*x, *value]));
    let [frequency, value] = [0, 1].map(|at| column(&rows, at));
    let columns = |frequency, monetary_value, weights| SpendColumns {
        frequency,
        monetary_value,
        weights,
    };
    let distinct = columns(&frequency, &value, Some(&weights));
    let whole = columns(&summary.frequency, &summary.monetary_value, None);
    assert_eq!(
        fit_spend(&distinct, 30.0, options).unwrap(),
        fit_spend(&whole, 30.0, options).unwrap()
    );
}

#[test]
fn a_profile_of_columns_is_that_of_the_orders() {
    let summary = summary();
    let options = ProfileOptions {
        as_of: Some(PROFILE.as_of),
        margin: Some(0.4),
        ..ProfileOptions::default()
    };
    let whole = build_profile(&orders(), &options).unwrap();
    let provenance = whole.provenance.clone().unwrap();
    let base = |fitted: bool| Base {
        summary: &summary,
        purchase: fitted.then(|| whole.purchase.clone()),
        spend: fitted.then(|| whole.spend.clone()),
        facts: BaseFacts {
            orders: provenance.orders + provenance.orders_after_as_of,
            orders_after_as_of: provenance.orders_after_as_of,
            currency: whole.currency.clone(),
            ..BaseFacts::default()
        },
    };
    for fitted in [false, true] {
        assert_eq!(build_profile_from(base(fitted), &options).unwrap(), whole);
    }
}

#[test]
fn a_spend_model_needs_a_mean_that_is_a_number() {
    let columns = SpendColumns {
        frequency: &[1.0],
        monetary_value: &[5.0],
        weights: None,
    };
    let error = fit_spend(&columns, f64::NAN, FitOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.path()), ("NotFinite", Some("mean")));
}
