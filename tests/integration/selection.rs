//! The choice among models.

use crate::bg_cnbd_k;
use crate::bg_nbd::assert_close;
use crate::bg_nbd::cdnow;
use crate::golden::orders;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::bg_cnbd_k::MbgCnbdK;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::Verdict;
use clientele::btyd::selection::CANDIDATES;
use clientele::btyd::selection::Criterion;
use clientele::btyd::selection::Holdout;
use clientele::btyd::selection::fit_best;
use clientele::data::date::Day;
use clientele::data::time_unit::TimeUnit;
use clientele::score::ModelChoice;
use clientele::score::ProfileOptions;
use clientele::score::build_profile;

const BOTH: [ModelKind; 2] = [ModelKind::BgNbd, ModelKind::MbgNbd];

fn with_cdnow<T>(use_columns: impl FnOnce(&PurchaseColumns<'_>) -> T) -> T {
    let [frequency, recency, age, _] = cdnow();
    use_columns(&PurchaseColumns {
        frequency: &frequency,
        recency: &recency,
        age: &age,
        weights: None,
    })
}

#[test]
fn the_model_with_the_higher_likelihood_wins_on_cdnow() {
    // Four parameters each. Log-likelihoods: −9582.4256 BG/NBD (Fader, Hardie & Lee 2005: −9582.4),
    // −9582.1327 MBG/NBD (tight optimum), −9594.9739 Pareto/NBD (2005: −9595.0).
    let best = with_cdnow(|columns| {
        let options = FitOptions::default();
        fit_best(&CANDIDATES, columns, None, Criterion::Bic, None, &options).unwrap()
    });
    let kinds: Vec<_> = best.record.candidates.iter().map(|c| c.model).collect();
    assert_eq!(kinds[..2], [ModelKind::MbgNbd, ModelKind::BgNbd]);
    assert_eq!(best.fitted.model.kind(), ModelKind::MbgNbd);
    assert!(
        best.record.reason.starts_with("mbg-nbd has the lowest BIC"),
        "{}",
        best.record.reason
    );
    for pair in best.record.candidates.windows(2) {
        assert!(pair[0].bic <= pair[1].bic && pair[0].aic <= pair[1].aic);
    }
}

#[test]
fn a_holdout_period_decides_by_its_error() {
    // A holdout in which nobody buys: the model that expects fewer purchases is the better one.
    let best = with_cdnow(|columns| {
        let nobody = vec![0.0; columns.frequency.len()];
        let holdout = Holdout {
            purchases: &nobody,
            length: 39.0,
        };
        let options = FitOptions::default();
        fit_best(
            &BOTH,
            columns,
            None,
            Criterion::Holdout,
            Some(&holdout),
            &options,
        )
        .unwrap()
    });
    let errors: Vec<f64> = best
        .record
        .candidates
        .iter()
        .map(|c| c.holdout_error.unwrap())
        .collect();
    assert!(errors[0] < errors[1]);
    assert!(best.record.reason.contains("holdout"));
}

#[test]
fn a_fit_by_the_data_goes_before_one_by_the_prior() {
    // One customer with one repeat purchase: nothing determines four parameters.
    let columns = PurchaseColumns {
        frequency: &[1.0],
        recency: &[3.0],
        age: &[9.0],
        weights: None,
    };
    let best = fit_best(
        &BOTH,
        &columns,
        None,
        Criterion::Aic,
        None,
        &FitOptions::default(),
    )
    .unwrap();
    assert!(
        best.record
            .candidates
            .iter()
            .all(|c| c.verdict == Verdict::WeakPrior)
    );
    assert!(best.record.candidates[0].aic <= best.record.candidates[1].aic);
}

#[test]
fn a_k_chosen_from_nothing_comes_last() {
    // Two customers with perfectly regular gaps: the likelihood alone would take the largest k.
    let columns = PurchaseColumns {
        frequency: &[4.0, 3.0],
        recency: &[8.0, 6.0],
        age: &[9.0, 9.0],
        weights: None,
    };
    let ln_gaps = [4.0 * 2.0_f64.ln(), 3.0 * 2.0_f64.ln()];
    let options = FitOptions::default();
    let best = fit_best(
        &CANDIDATES,
        &columns,
        Some(&ln_gaps),
        Criterion::Bic,
        None,
        &options,
    )
    .unwrap();
    assert!(
        best.record
            .candidates
            .iter()
            .all(|c| c.verdict != Verdict::Converged)
    );
    assert!(!best.fitted.model.kind().has_chosen_k());
    assert!(
        best.record.candidates[3].model.has_chosen_k()
            && best.record.candidates[4].model.has_chosen_k()
    );
    let reason = best.record.reason;
    assert!(reason.contains("of the fits that count"), "{reason}");
    assert!(reason.contains("is passed over"), "{reason}");
}

#[test]
fn a_k_counts_as_a_parameter_where_the_data_chose_it() {
    let summary = bg_cnbd_k::cdnow();
    let (columns, options) = (bg_cnbd_k::columns(&summary), FitOptions::default());
    let gaps = Some(summary.ln_gaps.as_slice());
    let n = summary.frequency.len() as f64;
    for (kind, model) in [
        (ModelKind::BgCnbdK, ModelChoice::BgCnbdK),
        (ModelKind::MbgCnbdK, ModelChoice::MbgCnbdK),
    ] {
        // CDNOW customers buy at random: k = 1, chosen or given.
        let given = AnyModel::fit_with_k(kind, 1, &columns, gaps, &options).unwrap();
        let chosen = AnyModel::fit(kind, &columns, gaps, &options).unwrap();
        assert_eq!(given.model, chosen.model);
        let (four, five) = (given.log_likelihood, chosen.log_likelihood);
        assert_close(given.bic, 4.0 * n.ln() - 2.0 * four, 1e-15);
        assert_close(chosen.bic, 5.0 * n.ln() - 2.0 * five, 1e-15);
        assert_close(chosen.aic, 10.0 - 2.0 * five, 1e-15);
        // The choice among models and a profile say the same of it.
        let best = fit_best(&[kind], &columns, gaps, Criterion::Bic, None, &options).unwrap();
        assert_eq!(best.record.candidates[0].bic, chosen.bic);
        assert_eq!(best.fitted.bic, chosen.bic);
        let profile = ProfileOptions {
            as_of: Some(Day::from_iso("1997-09-30").unwrap()),
            time_unit: TimeUnit::Week,
            model,
            ..ProfileOptions::default()
        };
        let profile = build_profile(&orders(), &profile).unwrap();
        assert_close(profile.purchase.bic.unwrap(), chosen.bic, 1e-12);
    }
    // Nothing was chosen where 1 is the only k, nor where there is no gap.
    let only = MbgCnbdK::fit_best(&columns, &summary.ln_gaps, &options, 1).unwrap();
    assert_close(only.aic, 8.0 - 2.0 * only.log_likelihood, 1e-15);
    let zeros = [0.0; 3];
    let silent = PurchaseColumns {
        frequency: &zeros,
        recency: &zeros,
        age: &[30.0; 3],
        weights: None,
    };
    let silent = MbgCnbdK::fit_best(&silent, &zeros, &options, 12).unwrap();
    assert_close(silent.aic, 8.0 - 2.0 * silent.log_likelihood, 1e-15);
}

#[test]
fn wrong_input_is_named() {
    with_cdnow(|columns| {
        let options = FitOptions::default();
        let fault = |criterion, holdout: Option<&Holdout<'_>>| {
            fit_best(&BOTH, columns, None, criterion, holdout, &options).unwrap_err()
        };
        let missing = fault(Criterion::Holdout, None);
        assert_eq!(
            (missing.code(), missing.path()),
            ("Missing", Some("holdout"))
        );
        let short = Holdout {
            purchases: &[1.0],
            length: 1.0,
        };
        assert_eq!(
            fault(Criterion::Bic, Some(&short)).path(),
            Some("holdout.purchases")
        );
        let none = fit_best(&[], columns, None, Criterion::Bic, None, &options).unwrap_err();
        assert_eq!(none.code(), "InsufficientData");
    });
}

#[test]
fn likelihoods_of_opportunities_and_of_times_do_not_compare() {
    let kinds = [ModelKind::BgBb, ModelKind::BgNbd];
    let whole = PurchaseColumns {
        frequency: &[2.0, 0.0, 6.0],
        recency: &[4.0, 0.0, 6.0],
        age: &[6.0, 6.0, 6.0],
        weights: None,
    };
    let options = FitOptions::default();
    for criterion in [Criterion::Bic, Criterion::Aic] {
        let error = fit_best(&kinds, &whole, None, criterion, None, &options).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("InvalidValue", Some("kinds[1]"))
        );
    }
    // Their errors in a holdout period do.
    let holdout = Holdout {
        purchases: &[1.0, 0.0, 2.0],
        length: 3.0,
    };
    let best = fit_best(
        &kinds,
        &whole,
        None,
        Criterion::Holdout,
        Some(&holdout),
        &options,
    );
    assert_eq!(best.unwrap().record.candidates.len(), 2);
}

#[test]
fn a_holdout_that_cannot_be_is_named() {
    let columns = PurchaseColumns {
        frequency: &[2.0, 0.0],
        recency: &[4.0, 0.0],
        age: &[6.0, 6.0],
        weights: None,
    };
    let cases: [(&[f64], f64, &str); 3] = [
        (&[1.0, -1.0], 3.0, "holdout.purchases[1]"),
        (&[1.0], 3.0, "holdout.purchases"),
        (&[1.0, 1.0], -3.0, "holdout.length"),
    ];
    for (purchases, length, path) in cases {
        let holdout = Holdout { purchases, length };
        let options = FitOptions::default();
        let found = fit_best(
            &BOTH,
            &columns,
            None,
            Criterion::Holdout,
            Some(&holdout),
            &options,
        );
        assert_eq!(found.unwrap_err().path(), Some(path));
    }
}

#[test]
fn a_model_asked_for_by_name_that_cannot_be_fitted_is_an_error() {
    with_cdnow(|columns| {
        let options = FitOptions::default();
        let choose =
            |kinds: &[ModelKind]| fit_best(kinds, columns, None, Criterion::Bic, None, &options);
        for kinds in [
            &[ModelKind::BgCnbdK][..],
            &[ModelKind::BgCnbdK, ModelKind::BgNbd],
            &[ModelKind::BgNbd, ModelKind::MbgCnbdK],
        ] {
            let error = choose(kinds).unwrap_err();
            assert_eq!((error.code(), error.path()), ("Missing", Some("lnGaps")));
        }
        let reason = choose(&CANDIDATES).unwrap().record.reason;
        assert!(
            reason.contains("took no part: bg-cnbd-k, mbg-cnbd-k (lnGaps"),
            "{reason}"
        );
    });
}

#[test]
fn fits_that_did_not_converge_have_no_errors_and_come_last() {
    with_cdnow(|columns| {
        let options = FitOptions {
            max_iterations: 1,
            ..FitOptions::default()
        };
        for kind in [ModelKind::BgNbd, ModelKind::ParetoNbd] {
            let fitted = AnyModel::fit(kind, columns, None, &options).unwrap();
            assert_eq!(fitted.convergence.verdict, Verdict::NotConverged);
            assert_eq!((fitted.standard_errors, fitted.covariance), (None, None));
        }
        let kinds = [ModelKind::BgNbd, ModelKind::MbgNbd];
        let best = fit_best(&kinds, columns, None, Criterion::Bic, None, &options).unwrap();
        let reason = best.record.reason;
        assert!(reason.contains("no candidate converged"), "{reason}");
        let alone = fit_best(&kinds[..1], columns, None, Criterion::Bic, None, &options).unwrap();
        let reason = alone.record.reason;
        assert!(reason.contains("its fit did not converge"), "{reason}");
    });
}
