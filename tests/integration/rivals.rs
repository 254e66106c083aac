//! Intervals where a fit chose k: they look at every k that the data leave possible.

use crate::bg_nbd::history;
use crate::uncertainty::PROFILED;
use crate::uncertainty::Z;
use crate::uncertainty::highest;
use crate::uncertainty::simulated;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::Fitted;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::fit::Rival;
use clientele::btyd::fit::Verdict;
use clientele::btyd::simulate::SimulatedCustomers;
use clientele::btyd::uncertainty::DrawOptions;
use clientele::btyd::uncertainty::IntervalBasis;
use clientele::btyd::uncertainty::ModelDraws;
use clientele::btyd::uncertainty::ParameterInterval;
use clientele::btyd::uncertainty::parameter_intervals;
use proptest::prelude::*;

const KIND: ModelKind = ModelKind::MbgCnbdK;

/// The daily shop of `docs/FIT_STUDY.md` by week, with a k.
fn shop(k: f64, customers: usize, seed: u64) -> SimulatedCustomers {
    simulated(KIND, &[k, 0.525, 43.3 / 7.0, 0.891, 1.614], customers, seed)
}

fn fit(customers: &SimulatedCustomers, options: FitOptions) -> Fitted<AnyModel> {
    AnyModel::fit(
        KIND,
        &customers.columns(),
        Some(&customers.ln_gaps),
        &options,
    )
    .unwrap()
}

fn intervals(fitted: &Fitted<AnyModel>, level: f64) -> Vec<ParameterInterval> {
    parameter_intervals(fitted, level).unwrap().unwrap()
}

fn without_rivals(fitted: &Fitted<AnyModel>) -> Fitted<AnyModel> {
    Fitted {
        rivals: Vec::new(),
        ..fitted.clone()
    }
}

/// The log-likelihood of a model with the single gaps.
fn log_likelihood(customers: &SimulatedCustomers, parameters: &[f64]) -> f64 {
    let model = AnyModel::try_new(KIND, parameters).unwrap();
    let gaps: f64 = customers.ln_gaps.iter().sum();
    let rows = 0..customers.len();
    let rows = rows.map(|i| {
        let row = history(
            customers.frequency[i],
            customers.recency[i],
            customers.age[i],
        );
        model.log_likelihood(row)
    });
    rows.sum::<f64>() + (parameters[0] - 1.0) * gaps
}

/// √(2(ℓ̂ − ℓₚ)) where the parameter at `place` after k is `value` and all others are at their best, k of
/// 1 to 12 among them: each k maximised anew, by differences.
fn root(
    customers: &SimulatedCustomers,
    fitted: &Fitted<AnyModel>,
    place: usize,
    value: f64,
) -> f64 {
    let estimate = fitted.model.parameters();
    let profile = (1..=12).map(|k| {
        let k = f64::from(k);
        let mut start: Vec<f64> = estimate[1..].iter().map(|x| x.ln()).collect();
        start[1] -= (k / estimate[0]).ln();
        start.remove(place);
        let at = |others: &[f64]| {
            let mut parameters: Vec<f64> = others.iter().map(|x| x.exp()).collect();
            parameters.insert(place, value);
            parameters.insert(0, k);
            log_likelihood(customers, &parameters)
        };
        highest(&at, &start)
    });
    let profile = profile.fold(f64::NEG_INFINITY, f64::max);
    (2.0 * (fitted.log_likelihood - profile)).max(0.0).sqrt()
}

/// The first data set of 300 customers who buy like clockwork, k = 8, in which another k is about as likely
/// and every end is measured, by the likelihood alone.
fn undecided() -> (SimulatedCustomers, Fitted<AnyModel>) {
    let options = FitOptions {
        prior: PriorMode::None,
        ..PROFILED
    };
    let mut sets = (0..40).map(|seed| {
        let customers = simulated(KIND, &[8.0, 1.5, 1.25, 0.9, 1.6], 300, seed);
        let fitted = fit(&customers, options);
        (customers, fitted)
    });
    let close = |fitted: &Fitted<AnyModel>| fitted.rivals.iter().any(|rival| rival.deficit < 0.5);
    let measured =
        |interval: &ParameterInterval| interval.basis == IntervalBasis::ProfileLikelihood;
    sets.find(|(_, fitted)| {
        fitted.convergence.verdict == Verdict::Converged
            && close(fitted)
            && intervals(fitted, 0.9).iter().all(measured)
    })
    .unwrap()
}

#[test]
fn the_profile_over_k_falls_to_the_level_at_the_ends() {
    let (customers, fitted) = undecided();
    let found = intervals(&fitted, 0.9);
    let narrow = intervals(&without_rivals(&fitted), 0.9);
    for (place, interval) in found.iter().enumerate() {
        for end in [interval.lower, interval.upper] {
            let root = root(&customers, &fitted, place, end);
            assert!((root - Z).abs() < 0.1, "{place}: {root}");
        }
    }
    // α counts events: with k taken for known, its interval ends where the likelihood has fallen little.
    let ends = [narrow[1].lower, narrow[1].upper];
    let roots = ends.map(|end| root(&customers, &fitted, 1, end));
    assert!(roots.iter().any(|root| *root < 0.8 * Z), "{roots:?}");
}

#[test]
fn rivals_are_the_fits_of_the_other_k_within_reach() {
    let customers = shop(3.0, 300, 4);
    let fitted = fit(&customers, PROFILED);
    let chosen = fitted.model.parameters()[0];
    let mut expected = Vec::new();
    for k in 1..=12 {
        let (columns, gaps) = (customers.columns(), Some(customers.ln_gaps.as_slice()));
        let other = AnyModel::fit_with_k(KIND, k, &columns, gaps, &PROFILED).unwrap();
        assert!(other.rivals.is_empty());
        let deficit = fitted.log_likelihood - other.log_likelihood;
        assert!(deficit >= 0.0);
        if deficit <= Rival::REACH && f64::from(k) != chosen {
            expected.push(Rival {
                parameters: other.model.parameters(),
                standard_errors: other.standard_errors.unwrap(),
                covariance: other.covariance.unwrap(),
                profile_curves: other.profile_curves,
                deficit,
            });
        }
    }
    assert_eq!(fitted.rivals, expected);
    // They cost no curves that were not asked for.
    let plain = fit(&customers, FitOptions::default());
    assert_eq!(plain.rivals.len(), expected.len());
    assert!(
        plain
            .rivals
            .iter()
            .all(|rival| rival.profile_curves.is_none())
    );
}

#[test]
fn where_the_data_know_k_there_is_no_rival() {
    let customers = shop(3.0, 20_000, 1);
    let fitted = fit(&customers, PROFILED);
    assert_eq!(fitted.model.parameters()[0], 3.0);
    assert_eq!(fitted.rivals, []);
}

#[test]
fn without_a_choice_there_is_no_rival() {
    // Nobody came back: there is no gap, and no k is chosen.
    let none = [0.0; 3];
    let columns = clientele::btyd::PurchaseColumns {
        frequency: &none,
        recency: &none,
        age: &[3.0, 5.0, 9.0],
        weights: None,
    };
    let fitted = AnyModel::fit(KIND, &columns, Some(&none), &PROFILED).unwrap();
    assert_eq!(fitted.rivals, []);
    let fitted = AnyModel::fit(ModelKind::BgNbd, &columns, None, &PROFILED).unwrap();
    assert_eq!(fitted.rivals, []);
}

#[test]
fn models_are_drawn_of_each_k_in_proportion_to_its_likelihood() {
    let customers = shop(3.0, 300, 4);
    let fitted = fit(&customers, FitOptions::default());
    let options = DrawOptions {
        draws: 20_000,
        seed: 5,
    };
    let drawn = ModelDraws::of_fit(&fitted, &options).unwrap().unwrap();
    let share = |k: f64| {
        let same = drawn.models().iter().filter(|m| m.parameters()[0] == k);
        same.count() as f64 / 20_000.0
    };
    let weights = fitted.rivals.iter().map(|rival| (-rival.deficit).exp());
    let all: f64 = 1.0 + weights.clone().sum::<f64>();
    // Four standard deviations of a share of 20,000.
    assert!((share(fitted.model.parameters()[0]) - 1.0 / all).abs() < 0.015);
    for (rival, weight) in fitted.rivals.iter().zip(weights) {
        let k = rival.parameters[0];
        assert!((share(k) - weight / all).abs() < 0.015, "{k}");
        // Of each k around its own estimate: the mean of ln α.
        let own = drawn.models().iter().filter(|m| m.parameters()[0] == k);
        let logs: Vec<f64> = own.map(|m| m.parameters()[2].ln()).collect();
        let mean = logs.iter().sum::<f64>() / logs.len() as f64;
        let error = rival.standard_errors[1] / rival.parameters[2];
        let most = 4.0 * error / (logs.len() as f64).sqrt();
        assert!((mean - rival.parameters[2].ln()).abs() < most);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn intervals_hold_those_of_a_known_k_and_grow_with_the_level(
        k in 1_u32..5,
        customers in 30_usize..400,
        seed in 0_u64..1000,
        profile_likelihood in any::<bool>(),
    ) {
        let data = shop(f64::from(k), customers, seed);
        let fitted = fit(&data, FitOptions { profile_likelihood, ..FitOptions::default() });
        let known = without_rivals(&fitted);
        let mut before: Option<Vec<ParameterInterval>> = None;
        for level in [0.2, 0.5, 0.8, 0.9, 0.99, 0.999] {
            let Some(found) = parameter_intervals(&fitted, level).unwrap() else {
                return Ok(());
            };
            for (wide, narrow) in found.iter().zip(intervals(&known, level)) {
                prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper);
                prop_assert!(wide.lower > 0.0 && wide.upper.is_finite());
            }
            if let Some(before) = before {
                for (wide, narrow) in found.iter().zip(before) {
                    prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper);
                }
            }
            before = Some(found);
        }
        // Without a rival the draws are those of a known k, to the bit.
        let options = DrawOptions { draws: 20, seed: 3 };
        let same = ModelDraws::of_fit(&fitted, &options) == ModelDraws::of_fit(&known, &options);
        prop_assert!(same || !fitted.rivals.is_empty());
    }
}
