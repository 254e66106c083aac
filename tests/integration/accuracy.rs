//! Measures of accuracy: laws, ties, constants, nothing.

use clientele::numeric::accuracy::bias;
use clientele::numeric::accuracy::brier_score;
use clientele::numeric::accuracy::calibration;
use clientele::numeric::accuracy::correlation;
use clientele::numeric::accuracy::gain_curve;
use clientele::numeric::accuracy::log_loss;
use clientele::numeric::accuracy::mean_absolute_error;
use clientele::numeric::accuracy::rank_correlation;
use clientele::numeric::accuracy::root_mean_squared_error;
use proptest::prelude::*;

#[test]
fn ranks_with_ties_match_scipy() {
    // scipy.stats.spearmanr([0, 0, 1, 2, 2, 2, 7], [.1, .3, .3, .2, .9, .9, .8]).
    let one = [0.0, 0.0, 1.0, 2.0, 2.0, 2.0, 7.0];
    let other = [0.1, 0.3, 0.3, 0.2, 0.9, 0.9, 0.8];
    let found = rank_correlation(&one, &other).unwrap().unwrap();
    assert!((found - 0.5811896496496133).abs() < 1e-14, "{found}");
}

#[test]
fn nothing_and_constants_have_no_measure() {
    for result in [
        mean_absolute_error(&[], &[]),
        root_mean_squared_error(&[], &[]),
        bias(&[], &[]),
        log_loss(&[], &[]),
        brier_score(&[], &[]),
    ] {
        assert_eq!(result.unwrap_err().code(), "EmptyInput");
    }
    assert_eq!(calibration(&[], &[], 10).unwrap_err().code(), "EmptyInput");
    assert_eq!(gain_curve(&[], &[], 10).unwrap_err().code(), "EmptyInput");
    assert_eq!(rank_correlation(&[1.0, 2.0], &[3.0, 3.0]).unwrap(), None);
    assert_eq!(correlation(&[1.0], &[3.0]).unwrap(), None);
    assert_eq!(gain_curve(&[0.0, 0.0], &[0.1, 0.2], 4).unwrap(), None);
    let code = |result: clientele::Result<f64>| result.unwrap_err().code();
    assert_eq!(code(bias(&[1.0], &[])), "LengthMismatch");
    assert_eq!(code(bias(&[1.0], &[f64::NAN])), "NotFinite");
    assert_eq!(code(brier_score(&[1.0], &[1.5])), "OutOfRange");
    assert_eq!(
        gain_curve(&[-1.0], &[0.5], 4).unwrap_err().path(),
        Some("actual[0]")
    );
}

#[test]
fn a_constant_prediction_gains_nothing() {
    let curve = gain_curve(&[3.0, 0.0, 1.0, 0.0], &[0.5; 4], 4)
        .unwrap()
        .unwrap();
    assert_eq!(curve.gain, curve.share);
    assert_eq!(curve.lift, [1.0; 5]);
    assert_eq!(curve.gini, 0.0);
    // By hand: corners (1, 3), (2, 4), (4, 4) give the area (3 + 7 + 8 + 8)/32, less a half, twice.
    assert!((curve.best_gini - 0.625).abs() < 1e-15);
    let groups = calibration(&[3.0, 0.0, 1.0, 0.0], &[0.5; 4], 10).unwrap();
    assert_eq!(groups.len(), 1);
    assert_eq!((groups[0].count, groups[0].actual), (4.0, 1.0));
}

#[test]
fn a_sure_and_wrong_prediction_costs_a_lot_but_not_everything() {
    // −ln 2⁻⁵² = 52 ln 2, as scikit-learn clips.
    let loss = log_loss(&[1.0], &[0.0]).unwrap();
    assert!((loss - 52.0 * 2_f64.ln()).abs() < 1e-12);
    assert!(log_loss(&[1.0], &[1.0]).unwrap() < 1e-15);
}

proptest! {
    #[test]
    fn the_order_of_the_rows_never_shows(
        rows in prop::collection::vec((0..4_u8, 0..6_u8), 1..60), groups in 1..12_u32,
    ) {
        let columns = |rows: &[(u8, u8)]| {
            let actual: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let predicted: Vec<f64> = rows.iter().map(|row| f64::from(row.1) / 5.0).collect();
            (actual, predicted)
        };
        let (actual, predicted) = columns(&rows);
        let mut turned = rows.clone();
        turned.reverse();
        let (turned_actual, turned_predicted) = columns(&turned);
        let found = calibration(&actual, &predicted, groups).unwrap();
        prop_assert_eq!(&found, &calibration(&turned_actual, &turned_predicted, groups).unwrap());
        prop_assert!(found.len() <= groups as usize);
        let count: f64 = found.iter().map(|group| group.count).sum();
        prop_assert_eq!(count, rows.len() as f64);
        let came: f64 = found.iter().map(|group| group.count * group.actual).sum();
        prop_assert!((came - actual.iter().sum::<f64>()).abs() < 1e-9);
        let curve = gain_curve(&actual, &predicted, 10).unwrap();
        prop_assert_eq!(&curve, &gain_curve(&turned_actual, &turned_predicted, 10).unwrap());
        if let Some(curve) = curve {
            prop_assert_eq!((curve.gain[0], curve.gain[10]), (0.0, 1.0));
            prop_assert!(curve.gain.windows(2).all(|pair| pair[0] <= pair[1] + 1e-15));
            prop_assert!(curve.gini.abs() <= curve.best_gini + 1e-12);
        }
        if let Some(rank) = rank_correlation(&actual, &predicted).unwrap() {
            prop_assert!((-1.0..=1.0).contains(&rank));
            let up: Vec<f64> = predicted.iter().map(|p| p * p * p + 1.0).collect();
            prop_assert!((rank_correlation(&actual, &up).unwrap().unwrap() - rank).abs() < 1e-12);
        }
        let (mae, rmse) = (
            mean_absolute_error(&actual, &predicted).unwrap(),
            root_mean_squared_error(&actual, &predicted).unwrap(),
        );
        prop_assert!(bias(&actual, &predicted).unwrap().abs() <= mae + 1e-12 && mae <= rmse + 1e-12);
    }
}
