//! What intervals of numbers of purchases cost, and where they are refused.

use crate::bg_nbd::cdnow;
use crate::bg_nbd::purchases;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::uncertainty::DrawOptions;
use clientele::btyd::uncertainty::ModelDraws;
use proptest::prelude::*;

/// Draws around a model, as uncertain as BG/NBD on CDNOW.
fn draws_around(parameters: &[f64], draws: u32) -> ModelDraws {
    let (kind, options) = (ModelKind::BgNbd, FitOptions::default());
    let mut fitted = AnyModel::fit(kind, &purchases(&cdnow()), None, &options).unwrap();
    let estimate = fitted.model.parameters();
    fitted.model = AnyModel::try_new(kind, parameters).unwrap();
    // The same relative errors.
    for (i, row) in fitted.covariance.iter_mut().flatten().enumerate() {
        for (j, value) in row.iter_mut().enumerate() {
            *value *= parameters[i] / estimate[i] * parameters[j] / estimate[j];
        }
    }
    let options = DrawOptions { draws, seed: 1 };
    ModelDraws::of_fit(&fitted, &options).unwrap().unwrap()
}

#[test]
fn a_hundred_thousand_purchases_are_counted_and_a_hundred_million_refused() {
    // The rates lie about 5/0.05 = 100 a week, and nearly nobody leaves: 1,000 weeks are 10⁵ purchases.
    let drawn = draws_around(&[5.0, 0.05, 0.05, 1e6], 20);
    let found = drawn.purchases(PurchaseHistory::NEW, 1e3, 0.9).unwrap();
    // Gamma(5): its shortest interval of 90 % is (1.509, 8.356) (1 − e⁻ˣ·Σ xᵏ/k!, inverted by halving, over all
    // lower tails); that the draws differ widens it by a few percent.
    let (lower, upper) = (1e3 * 1.509 / 0.05, 1e3 * 8.356 / 0.05);
    assert!((found.lower / lower - 1.0).abs() < 0.15, "{found:?}");
    assert!((found.upper / upper - 1.0).abs() < 0.1, "{found:?}");
    let error = draws_around(&[5.0, 0.05, 0.05, 1e6], 200)
        .purchases(PurchaseHistory::NEW, 1e6, 0.9)
        .unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("OutOfRange", Some("horizon"))
    );
    let message = error.to_string();
    assert!(
        message.contains("200.0 million") && message.contains("lower the horizon or the draws"),
        "{message}"
    );
}

proptest! {
    #[test]
    fn counts_that_follow_each_other_are_those_of_one_at_a_time(
        params in (0.05..20.0_f64, 0.1..100.0_f64, 0.05..9.0_f64, 0.1..100.0_f64),
        k in 1_u32..7,
        x in 0_u32..700,
        ln_time in -4.0..9.0_f64,
        from in 1_u32..3000,
        len in 1_usize..300,
    ) {
        let (r, alpha, a, b) = params;
        let time = ln_time.exp();
        let recency = if x > 0 { 20.0 } else { 0.0 };
        let history = PurchaseHistory::try_new(f64::from(x), recency, 30.0).unwrap();
        let k = f64::from(k);
        for (kind, parameters) in [
            (ModelKind::BgNbd, vec![r, alpha, a, b]),
            (ModelKind::MbgNbd, vec![r, alpha, a, b]),
            (ModelKind::BgCnbdK, vec![k, r, alpha, a, b]),
            (ModelKind::MbgCnbdK, vec![k, r, alpha, a, b]),
        ] {
            let model = AnyModel::try_new(kind, &parameters).unwrap();
            let mut found = vec![0.0; len];
            model.counts_if_alive(history, from, time, &mut found);
            for (n, found) in (from..).zip(found).step_by(1 + len / 9) {
                let alone = model.count_if_alive(history, n, time);
                // Some hundred roundings of neighbours, and those of an incomplete beta function near 1.
                prop_assert!((found - alone).abs() <= 1e-11 * alone + 1e-290, "{:?} {} {} {}", kind, n, found, alone);
            }
        }
    }
}
