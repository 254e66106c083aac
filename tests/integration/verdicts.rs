//! What a fit says where the data do not determine the parameters, and what it falls back on.

use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::fit::Convergence;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::Fitted;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::fit::Verdict;
use clientele::btyd::gamma_gamma::GammaGamma;
use clientele::btyd::gamma_gamma::SpendColumns;
use clientele::data::csv::CsvOptions;
use clientele::data::orders::Orders;
use clientele::score::ProfileOptions;
use clientele::score::Scorer;
use clientele::score::SpendModel;
use clientele::score::build_profile;

const KINDS: [ModelKind; 7] = [
    ModelKind::BgNbd,
    ModelKind::MbgNbd,
    ModelKind::ParetoNbd,
    ModelKind::BgCnbdK,
    ModelKind::MbgCnbdK,
    ModelKind::BgBb,
    ModelKind::ShiftedBetaGeometric,
];

/// Customers that every model can have: whole times, and for contracts one renewal after the other.
type Rows = Vec<(f64, f64, f64)>;

fn fit(kind: ModelKind, rows: &Rows, options: FitOptions) -> Fitted<AnyModel> {
    let column = |number: fn(&(f64, f64, f64)) -> f64| rows.iter().map(number).collect::<Vec<_>>();
    let frequency = column(|row| row.0);
    let mut recency = column(|row| row.1);
    if kind == ModelKind::ShiftedBetaGeometric {
        recency.clone_from(&frequency);
    }
    let age = column(|row| row.2);
    // Equal gaps.
    let gaps = frequency.iter().zip(&recency);
    let ln_gaps: Vec<f64> = gaps
        .map(|(x, t)| if *x > 0.0 { x * (t / x).ln() } else { 0.0 })
        .collect();
    let columns = PurchaseColumns {
        frequency: &frequency,
        recency: &recency,
        age: &age,
        weights: None,
    };
    AnyModel::fit(kind, &columns, Some(&ln_gaps), &options).unwrap()
}

fn with(prior: PriorMode) -> FitOptions {
    FitOptions {
        prior,
        ..FitOptions::default()
    }
}

/// Data that determine no model, each with what is wrong with it.
fn poor() -> [(&'static str, Rows); 5] {
    let whole = |i: u32| f64::from(i);
    [
        (
            "nobody came back",
            (0..50).map(|i| (0.0, 0.0, 10.0 + whole(i))).collect(),
        ),
        ("one customer", vec![(1.0, 3.0, 9.0)]),
        ("all alike", vec![(2.0, 5.0, 9.0); 200]),
        ("seen on one day", vec![(0.0, 0.0, 0.0); 30]),
        (
            "a window of one day",
            (0..100)
                .map(|i| {
                    if i % 9 == 0 {
                        (1.0, 1.0, 1.0)
                    } else {
                        (0.0, 0.0, 1.0)
                    }
                })
                .collect(),
        ),
    ]
}

#[test]
fn poor_data_have_a_verdict_in_words_and_a_named_fallback() {
    for kind in KINDS {
        for (name, rows) in poor() {
            let Convergence {
                converged,
                verdict,
                message,
                ..
            } = fit(kind, &rows, with(PriorMode::None)).convergence;
            let place = format!("{kind:?}, {name}: {verdict:?}, {message}");
            assert!(!converged, "{place}");
            let words = match verdict {
                Verdict::Flat => ["flat", "the data hardly bear on "],
                Verdict::AtBound => ["the likelihood rises without end in "; 2],
                Verdict::NotConverged => ["no maximum of the likelihood within the iterations"; 2],
                _ => panic!("{place}"),
            };
            assert!(words.iter().any(|words| message.contains(words)), "{place}");
            // The fallback is the weak prior, and its message says that and why.
            let fitted = fit(kind, &rows, FitOptions::default());
            let found = &fitted.convergence;
            assert!(
                found.converged && found.verdict == Verdict::WeakPrior,
                "{place}: {found:?}"
            );
            let named = "fitted with a weak prior on the log parameters: ";
            assert!(found.message.starts_with(named), "{place}: {found:?}");
            assert!(found.message.len() > named.len() + 20, "{place}: {found:?}");
            assert!(fitted.standard_errors.is_some() && fitted.log_likelihood.is_finite());
            // Its parameters are of a size that predictions can do something with.
            let expected = fitted
                .model
                .expected_purchases(PurchaseHistory::NEW, 10.0)
                .unwrap();
            assert!(expected > 0.0 && expected < 100.0, "{place}: {expected}");
        }
    }
}

#[test]
fn each_verdict_names_the_parameter_it_is_about() {
    let verdict = |kind, rows: &Rows| {
        let found = fit(kind, rows, with(PriorMode::None)).convergence;
        (found.verdict, found.message)
    };
    let [(_, silent), (_, one), (_, alike), ..] = poor();
    // Without repeat purchases BG/NBD has no drop-out trial: a and b are free.
    let flat = "the likelihood is flat at its maximum".to_owned();
    assert_eq!(verdict(ModelKind::BgNbd, &silent), (Verdict::Flat, flat));
    // Customers of equal counts buy at one rate: r and α go to infinity together, r first.
    let edge = "the likelihood rises without end in r".to_owned();
    assert_eq!(verdict(ModelKind::MbgNbd, &alike), (Verdict::AtBound, edge));
    // Two who bought once and fell silent, and some who did not: a and b go up together to one probability of
    // leaving, and no number of customers like these tells how far.
    let few = vec![
        (1.0, 8.0, 15.0),
        (0.0, 0.0, 21.0),
        (0.0, 0.0, 5.0),
        (1.0, 6.0, 9.0),
        (3.0, 7.0, 12.0),
        (1.0, 4.0, 8.0),
    ];
    let (found, message) = verdict(ModelKind::BgNbd, &few);
    assert_eq!(found, Verdict::Flat);
    let about = message.strip_prefix("the data hardly bear on ").unwrap();
    assert!(["a", "b"].contains(&about), "{message}");
    let (found, message) = verdict(ModelKind::BgNbd, &one);
    assert_eq!(found, Verdict::AtBound);
    assert!(
        message.starts_with("the likelihood rises without end in "),
        "{message}"
    );
    // Contracts of which all are renewed: churn 0 is the best, α → 0 and β → ∞.
    let renewed = (0..80)
        .map(|i| f64::from(10 + i % 7))
        .map(|x| (x, x, x))
        .collect();
    let (found, message) = verdict(ModelKind::ShiftedBetaGeometric, &renewed);
    assert_eq!(found, Verdict::AtBound);
    assert!(message.ends_with("alpha, beta"), "{message}");
}

#[test]
fn a_search_that_is_cut_short_says_so() {
    let truth = crate::bg_nbd::cdnow();
    let columns = crate::bg_nbd::purchases(&truth);
    for prior in [PriorMode::None, PriorMode::Auto, PriorMode::Weak] {
        let options = FitOptions {
            prior,
            max_iterations: 1,
            ..FitOptions::default()
        };
        for kind in [ModelKind::BgNbd, ModelKind::ParetoNbd] {
            let found = AnyModel::fit(kind, &columns, None, &options).unwrap();
            let found = found.convergence;
            assert!(!found.converged, "{found:?}");
            assert_eq!(found.verdict, Verdict::NotConverged);
            let words = if prior == PriorMode::Weak {
                "asked for with prior: weak"
            } else {
                "no maximum of the likelihood within the iterations"
            };
            assert!(found.message.ends_with(words), "{found:?}");
        }
    }
}

#[test]
fn a_prior_that_was_asked_for_is_named_even_where_the_data_are_enough() {
    let truth = crate::bg_nbd::cdnow();
    let columns = crate::bg_nbd::purchases(&truth);
    let options = with(PriorMode::Weak);
    let fitted = AnyModel::fit(ModelKind::BgNbd, &columns, None, &options).unwrap();
    assert_eq!(fitted.convergence.verdict, Verdict::WeakPrior);
    let words = "fitted with a weak prior on the log parameters: asked for with prior: weak";
    assert_eq!(fitted.convergence.message, words);
    // The log-likelihood is that of the data alone: below its maximum (−9582.4256), by little.
    let below = -9_582.425_561 - fitted.log_likelihood;
    assert!(below > 0.0 && below < 0.5, "{below}");
}

/// The spend of customer i of 60: 36,000/i², whose tail has no mean.
fn heavy(i: u32) -> f64 {
    36_000.0 / f64::from(i * i)
}

#[test]
fn spend_without_a_mean_has_none_and_a_profile_falls_back_on_the_mean_purchase() {
    let frequency = [2.0; 60];
    let spend: Vec<f64> = (1..=60).map(heavy).collect();
    let columns = SpendColumns {
        frequency: &frequency,
        monetary_value: &spend,
        weights: None,
    };
    let fitted = GammaGamma::fit(&columns, &FitOptions::default()).unwrap();
    // The tail of 1/i² falls with the power ½.
    let q = fitted.model.params().q;
    assert!(q < 1.0 && q > 0.2, "{q}");
    assert_eq!(fitted.model.expected_spend_new(), None);
    let mut lines = vec!["customer,date,amount".to_owned()];
    for i in 1..=60 {
        for date in ["2024-01-01", "2024-02-10", "2024-03-05"] {
            let near = if date.ends_with("10") { 0.999 } else { 1.0 };
            lines.push(format!("c{i},{date},{:.2}", heavy(i) * near));
        }
    }
    let orders = Orders::from_csv(lines.join("\n").as_bytes(), &CsvOptions::default()).unwrap();
    let profile = build_profile(&orders, &ProfileOptions::default()).unwrap();
    assert_eq!(profile.spend.model, SpendModel::Mean);
    let reason = profile.spend.reason.clone().unwrap();
    assert!(reason.contains("q ≤ 1"), "{reason}");
    assert!(profile.spend.mean > 0.0 && profile.spend.mean < 36_000.0);
    assert!(Scorer::try_new(&profile).is_ok());
}

#[test]
fn a_unit_of_time_in_which_variances_are_beyond_the_floats_is_told() {
    // The variance of α is about the square of the times: beyond 1e308 for those of 1e305, and 0 for those
    // of 1e-200.
    let weights = [40.0, 100.0, 60.0, 20.0, 30.0];
    for (unit, known) in [
        (1e305, false),
        (1e-200, false),
        (1e100, true),
        (1e-100, true),
    ] {
        let times = |times: [f64; 5]| times.map(|t| unit * t);
        let (recency, age) = (
            times([0.3, 0.0, 0.1, 0.9, 0.2]),
            times([1.0, 1.0, 0.8, 0.95, 0.7]),
        );
        let columns = PurchaseColumns {
            frequency: &[2.0, 0.0, 1.0, 5.0, 1.0],
            recency: &recency,
            age: &age,
            weights: Some(&weights),
        };
        for kind in [ModelKind::BgNbd, ModelKind::MbgNbd, ModelKind::ParetoNbd] {
            let fitted = AnyModel::fit(kind, &columns, None, &FitOptions::default()).unwrap();
            assert!(fitted.convergence.converged);
            let told = fitted
                .convergence
                .message
                .contains("beyond the range of numbers");
            assert_eq!(
                told, !known,
                "{kind:?} {unit}: {:?}",
                fitted.standard_errors
            );
            assert_eq!(fitted.covariance.is_some(), known);
            let errors = fitted.standard_errors.iter().flatten();
            assert!(errors.clone().all(|error| error.is_normal()));
            assert_eq!(fitted.standard_errors.is_some(), known);
            assert!(fitted.log_likelihood.is_finite());
        }
    }
}

#[test]
fn the_scale_of_the_weights_makes_no_flat_likelihood_a_maximum() {
    let frequency = [0.0, 2.0, 1.0, 5.0, 0.0, 3.0, 1.0, 0.0, 2.0, 4.0];
    let recency = [0.0, 30.0, 3.0, 20.0, 0.0, 15.0, 8.0, 0.0, 12.0, 33.0];
    let age = [30.0, 38.0, 39.0, 25.0, 20.0, 22.0, 38.0, 34.0, 30.0, 39.0];
    for weight in [1.0, 1e3, 1e5, 1e6, 1e9] {
        let weights = [weight; 10];
        let columns = PurchaseColumns {
            frequency: &frequency,
            recency: &recency,
            age: &age,
            weights: Some(&weights),
        };
        // The likelihood rises towards customers who all buy alike: r → ∞.
        let fitted =
            AnyModel::fit(ModelKind::MbgNbd, &columns, None, &FitOptions::default()).unwrap();
        let verdict = fitted.convergence.verdict;
        assert_eq!(verdict, Verdict::WeakPrior, "{weight}: {fitted:?}");
    }
}
