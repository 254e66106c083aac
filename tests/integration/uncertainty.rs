//! How sure parameters and predictions are.

use crate::bg_nbd::assert_close;
use crate::bg_nbd::cdnow;
use crate::bg_nbd::history;
use crate::bg_nbd::purchases;
use clientele::btyd::AnyModel;
use clientele::btyd::ModelKind;
use clientele::btyd::Predictions;
use clientele::btyd::PurchaseColumns;
use clientele::btyd::PurchaseHistory;
use clientele::btyd::fit::FitOptions;
use clientele::btyd::fit::Fitted;
use clientele::btyd::fit::PriorMode;
use clientele::btyd::fit::Verdict;
use clientele::btyd::simulate::Ages;
use clientele::btyd::simulate::SimulatedCustomers;
use clientele::btyd::simulate::SimulationOptions;
use clientele::btyd::simulate::simulate;
use clientele::btyd::uncertainty::DrawOptions;
use clientele::btyd::uncertainty::Interval;
use clientele::btyd::uncertainty::IntervalBasis;
use clientele::btyd::uncertainty::ModelDraws;
use clientele::btyd::uncertainty::ParameterInterval;
use clientele::btyd::uncertainty::parameter_intervals;
use clientele::numeric::linear::Matrix;
use clientele::numeric::maximise::Jet;
use clientele::numeric::maximise::Search;
use clientele::numeric::maximise::maximise;
use proptest::prelude::*;

pub(crate) const PROFILED: FitOptions = FitOptions {
    prior: PriorMode::Auto,
    max_iterations: 200,
    profile_likelihood: true,
};

/// BG/NBD on CDNOW, every customer `weight` times.
fn fitted(weight: f64) -> Fitted<AnyModel> {
    fitted_with(weight, PROFILED)
}

fn fitted_with(weight: f64, options: FitOptions) -> Fitted<AnyModel> {
    let [frequency, recency, age, _] = cdnow();
    let weights = vec![weight; frequency.len()];
    let columns = PurchaseColumns {
        frequency: &frequency,
        recency: &recency,
        age: &age,
        weights: Some(&weights),
    };
    AnyModel::fit(ModelKind::BgNbd, &columns, None, &options).unwrap()
}

fn draws(fitted: &Fitted<AnyModel>, draws: u32, seed: u32) -> ModelDraws {
    let options = DrawOptions { draws, seed };
    ModelDraws::of_fit(fitted, &options).unwrap().unwrap()
}

/// The normal quantile of 95 %, which 90 % intervals have their ends at.
pub(crate) const Z: f64 = 1.644854;

/// The highest value of a function near `start`, by Newton's method on its differences.
pub(crate) fn highest(function: &dyn Fn(&[f64]) -> f64, start: &[f64]) -> f64 {
    const STEP: f64 = 1e-3;
    let mut jet = |point: &[f64]| {
        let at = |moves: &[(usize, f64)]| {
            let mut moved = point.to_vec();
            for (i, step) in moves {
                moved[*i] += step * STEP;
            }
            function(&moved)
        };
        let top = at(&[]);
        let sides: Vec<[f64; 2]> = (0..point.len())
            .map(|i| [at(&[(i, 1.0)]), at(&[(i, -1.0)])])
            .collect();
        let mut hessian = Matrix::zero(point.len());
        for i in 0..point.len() {
            for j in 0..i {
                let both = at(&[(i, 1.0), (j, 1.0)]) - sides[i][0] - sides[j][0] + top;
                hessian.add_symmetric(i, j, both / (STEP * STEP));
            }
            let bend = sides[i][0] - 2.0 * top + sides[i][1];
            hessian.set(i, i, bend / (STEP * STEP));
        }
        let slopes = sides.iter().map(|[up, down]| (up - down) / (2.0 * STEP));
        Jet {
            value: top,
            gradient: slopes.collect(),
            hessian,
        }
    };
    let search = Search {
        low: -30.0,
        high: 30.0,
        max_iterations: 12,
        scale: 1.0,
    };
    maximise(&mut jet, start, &search).jet.value
}

/// √(2(ℓ̂ − ℓₚ)) where the parameter at `place` is `value` and the others are at their best: nothing here
/// knows of the curves of the fit.
fn root(fitted: &Fitted<AnyModel>, columns: &PurchaseColumns<'_>, place: usize, value: f64) -> f64 {
    let kind = fitted.model.kind();
    let estimate = fitted.model.parameters();
    let rows: Vec<(PurchaseHistory, f64)> = (0..columns.frequency.len())
        .map(|i| {
            let row = history(columns.frequency[i], columns.recency[i], columns.age[i]);
            (row, columns.weights.map_or(1.0, |weights| weights[i]))
        })
        .collect();
    let total = |model: &AnyModel| -> f64 {
        let rows = rows.iter();
        rows.map(|(row, weight)| weight * model.log_likelihood(*row))
            .sum()
    };
    let log_likelihood = |others: &[f64]| {
        let mut logs = others.to_vec();
        logs.insert(place, value.ln());
        let parameters: Vec<f64> = logs.iter().map(|x| x.exp()).collect();
        total(&AnyModel::try_new(kind, &parameters).unwrap())
    };
    let mut start: Vec<f64> = estimate.iter().map(|x| x.ln()).collect();
    start.remove(place);
    let profile = highest(&log_likelihood, &start);
    (2.0 * (total(&fitted.model) - profile)).sqrt()
}

/// θ·exp(±z·σ/θ), 90 %.
fn delta_intervals(fitted: &Fitted<AnyModel>) -> Vec<ParameterInterval> {
    let plain = Fitted {
        profile_curves: None,
        ..fitted.clone()
    };
    parameter_intervals(&plain, 0.9).unwrap().unwrap()
}

#[test]
fn without_curves_parameter_intervals_are_the_delta_method_on_the_log_scale() {
    // Estimates .2425929 and 4.4135319, standard errors .01256 and .37822 (tight optimum of BG/NBD
    // on CDNOW).
    let expected = [(0.2425929, 0.01256), (4.4135319, 0.37822)];
    let fitted = fitted_with(1.0, FitOptions::default());
    let intervals = parameter_intervals(&fitted, 0.9).unwrap().unwrap();
    assert_eq!(intervals, delta_intervals(&self::fitted(1.0)));
    for (interval, (x, error)) in intervals.iter().zip(expected) {
        let factor = (Z * error / x).exp();
        assert_close(interval.lower, x / factor, 1e-4);
        assert_close(interval.upper, x * factor, 1e-4);
    }
}

#[test]
fn the_profile_likelihood_falls_to_the_level_at_the_ends_of_parameter_intervals() {
    // Of the first sets of the weekly shop of docs/FIT_STUDY.md that with the most skewed likelihood.
    let truth = [0.525, 6.183, 0.891, 1.614];
    let customers = simulated(ModelKind::MbgNbd, &truth, 2000, 10);
    let columns = customers.columns();
    let fitted = AnyModel::fit(ModelKind::MbgNbd, &columns, None, &PROFILED).unwrap();
    let found = parameter_intervals(&fitted, 0.9).unwrap().unwrap();
    for (place, (interval, plain)) in found.iter().zip(delta_intervals(&fitted)).enumerate() {
        let root = |end| root(&fitted, &columns, place, end);
        for end in [interval.lower, interval.upper] {
            assert!((root(end) - Z).abs() < 0.1, "{place}: {}", root(end));
        }
        // Here the plain ends are wrong on both sides.
        assert!(interval.lower > plain.lower && interval.upper > plain.upper);
        if place > 1 {
            assert!(root(plain.lower) > Z + 0.2 && root(plain.upper) < Z - 0.2);
        }
    }
}

/// The ends lie within `share` of the width, by logarithms, of where the likelihood ratio has them.
#[track_caller]
fn assert_ends(fitted: &Fitted<AnyModel>, expected: &[[f64; 2]], share: f64) {
    let found = parameter_intervals(fitted, 0.9).unwrap().unwrap();
    assert_eq!(found.len(), expected.len());
    for (interval, [lower, upper]) in found.iter().zip(expected) {
        let width = (upper / lower).ln();
        assert_eq!(interval.basis, IntervalBasis::ProfileLikelihood);
        let missed = [(interval.lower / lower).ln(), (interval.upper / upper).ln()];
        let missed = missed.map(|miss| miss.abs() / width);
        assert!(missed.iter().all(|miss| *miss < share), "{missed:?}");
    }
}

// Expected ends of the two tests below: the formulas of the papers in Python, every profile maximised by
// Nelder-Mead and the root found by Brent's method (SciPy), where 2(ℓ̂ − ℓₚ) = 1.644854².

#[test]
fn parameter_intervals_of_the_contracts_of_fader_and_hardie_are_those_of_the_likelihood_ratio() {
    // Fader & Hardie (2007), table 1, regular: of 1,000 customers leave after each of seven years, and
    // 241 stay.
    let leaving = [369.0, 163.0, 86.0, 56.0, 37.0, 27.0, 21.0, 241.0];
    let frequency = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0];
    let age = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 7.0];
    let fitted = |share: f64| {
        let weights = leaving.map(|customers| share * customers);
        let columns = PurchaseColumns {
            frequency: &frequency,
            recency: &frequency,
            age: &age,
            weights: Some(&weights),
        };
        AnyModel::fit(ModelKind::ShiftedBetaGeometric, &columns, None, &PROFILED).unwrap()
    };
    let all = [[0.606_114_9, 0.824_181_3], [0.961_016_0, 1.470_296_1]];
    assert_ends(&fitted(1.0), &all, 0.002);
    // A tenth of the customers: the ends of the delta method miss by 3 % of the width.
    let tenth = [[0.445_919_1, 1.208_546_3], [0.631_824_1, 2.490_371_1]];
    assert_ends(&fitted(0.1), &tenth, 0.01);
}

#[test]
fn parameter_intervals_of_cdnow_are_those_of_the_likelihood_ratio() {
    let all = [
        [0.222_843_2, 0.264_223_6],
        [3.828_027_2, 5.075_349_0],
        [0.550_663_6, 1.204_877_8],
        [1.549_078_9, 4.082_787_2],
    ];
    assert_ends(&fitted(1.0), &all, 0.01);
    // A tenth of the customers: b is up to ten times its estimate, at the most a quarter of it.
    let tenth = [
        [0.185_672_1, 0.318_561_5],
        [2.783_620_0, 6.817_030_9],
        [0.266_926_7, 5.767_027_0],
        [0.666_186_1, 26.056_014],
    ];
    assert_ends(&fitted(0.1), &tenth, 0.01);
}

#[test]
fn where_the_likelihood_is_no_hill_the_delta_method_stands_in_and_says_so() {
    // Customers all alike: nothing tells their differences, and no likelihood has a maximum.
    let columns = PurchaseColumns {
        frequency: &[2.0],
        recency: &[5.0],
        age: &[9.0],
        weights: Some(&[200.0]),
    };
    let mut standing_in = 0;
    for kind in [ModelKind::BgNbd, ModelKind::MbgNbd, ModelKind::ParetoNbd] {
        for max_iterations in [1, 5, 200] {
            let options = FitOptions {
                prior: PriorMode::None,
                max_iterations,
                ..PROFILED
            };
            let fitted = AnyModel::fit(kind, &columns, None, &options).unwrap();
            assert!(!fitted.convergence.converged);
            let Some(found) = parameter_intervals(&fitted, 0.9).unwrap() else {
                continue;
            };
            standing_in += 1;
            for (interval, plain) in found.iter().zip(delta_intervals(&fitted)) {
                assert_eq!(interval.basis, IntervalBasis::FlatLikelihood);
                assert_eq!(plain.basis, IntervalBasis::DeltaMethod);
                assert_eq!(interval.lower, plain.lower);
                assert_eq!(interval.upper, plain.upper);
            }
        }
    }
    assert!(standing_in > 0);
    // With the weak prior there is a hill to come down from.
    let fitted = AnyModel::fit(ModelKind::MbgNbd, &columns, None, &PROFILED).unwrap();
    let found = parameter_intervals(&fitted, 0.9).unwrap().unwrap();
    let basis = IntervalBasis::ProfileLikelihood;
    assert!(found.iter().all(|interval| interval.basis == basis));
}

#[test]
fn where_the_likelihood_levels_off_an_interval_says_so() {
    // Contracts of four years, of which one in twenty ends each year: that all customers are alike, α
    // and β → ∞, is as likely as what the fit finds.
    let columns = PurchaseColumns {
        frequency: &[0.0, 1.0, 2.0, 3.0, 4.0],
        recency: &[0.0, 1.0, 2.0, 3.0, 4.0],
        age: &[1.0, 2.0, 3.0, 4.0, 4.0],
        weights: Some(&[55.0, 48.0, 45.0, 43.0, 809.0]),
    };
    let kind = ModelKind::ShiftedBetaGeometric;
    let fitted = AnyModel::fit(kind, &columns, None, &PROFILED).unwrap();
    assert_eq!(fitted.convergence.verdict, Verdict::Converged);
    let found = parameter_intervals(&fitted, 0.9).unwrap().unwrap();
    for (place, interval) in found.iter().enumerate() {
        assert_eq!(interval.basis, IntervalBasis::FlatLikelihood);
        assert!((root(&fitted, &columns, place, interval.lower) - Z).abs() < 0.08);
        // A thousand times as much as the end is still within the level.
        assert!(root(&fitted, &columns, place, 1e3 * interval.upper) < Z);
        assert!(interval.upper >= delta_intervals(&fitted)[place].upper);
    }
}

#[test]
fn many_customers_leave_no_skewness() {
    // A thousand times CDNOW: the ends are those of the delta method but for a 30th of the skewness.
    let fitted = fitted(1000.0);
    let found = parameter_intervals(&fitted, 0.9).unwrap().unwrap();
    for (interval, plain) in found.iter().zip(delta_intervals(&fitted)) {
        let width = plain.upper - plain.lower;
        assert!((interval.lower - plain.lower).abs() < 0.02 * width);
        assert!((interval.upper - plain.upper).abs() < 0.02 * width);
    }
}

#[test]
fn a_share_of_many_customers_shows_the_shape_of_all() {
    let truth = [0.525, 6.183, 0.891, 1.614];
    let customers = simulated(ModelKind::MbgNbd, &truth, 2000, 10);
    // Six of each, which differ enough to be 12,000 rows; as weights they are 2,000.
    let copies = |column: &[f64]| -> Vec<f64> {
        let copy = |x: &f64| (0..6).map(|i| x * (1.0 + 1e-9 * f64::from(i))).collect();
        column.iter().flat_map::<Vec<f64>, _>(copy).collect()
    };
    let (age, recency) = (copies(&customers.age), copies(&customers.recency));
    let frequency: Vec<f64> = customers.frequency.iter().flat_map(|x| [*x; 6]).collect();
    let six = vec![6.0; 2000];
    let many = PurchaseColumns {
        frequency: &frequency,
        recency: &recency,
        age: &age,
        weights: None,
    };
    let weighted = PurchaseColumns {
        weights: Some(&six),
        ..customers.columns()
    };
    let [of_many, of_weighted] = [many, weighted].map(|columns| {
        let fitted = AnyModel::fit(ModelKind::MbgNbd, &columns, None, &PROFILED).unwrap();
        parameter_intervals(&fitted, 0.9).unwrap().unwrap()
    });
    for (one, other) in of_many.iter().zip(of_weighted) {
        let width = other.upper - other.lower;
        assert!((one.lower - other.lower).abs() < 0.02 * width);
        assert!((one.upper - other.upper).abs() < 0.02 * width);
    }
}

#[test]
fn nine_of_ten_parameter_intervals_of_few_customers_hold_the_truth() {
    // The loyal segment of Fader & Hardie (2007), table 1, and few of it.
    let truth = AnyModel::try_new(ModelKind::ShiftedBetaGeometric, &[0.668, 3.806]).unwrap();
    let sets = 500;
    let mut held = [0.0; 2];
    for seed in 0..sets {
        let options = SimulationOptions {
            ages: Ages::Uniform {
                customers: 200,
                low: 3.0,
                high: 8.0,
            },
            holdout: 0.0,
            seed,
        };
        let customers = simulate(&*truth, &options).unwrap();
        let columns = customers.columns();
        let fitted = AnyModel::fit(truth.kind(), &columns, None, &PROFILED).unwrap();
        let found = parameter_intervals(&fitted, 0.9).unwrap().unwrap();
        let intervals = found.iter().zip(truth.parameters());
        for (held, (interval, x)) in held.iter_mut().zip(intervals) {
            *held += f64::from(u8::from(interval.lower <= x && x <= interval.upper));
        }
    }
    for held in held {
        // Three standard errors of a share of 500.
        assert!((held / sets as f64 - 0.9).abs() < 0.04, "{held}");
    }
}

/// Customers of a weekly shop, observed for up to 39 weeks.
pub(crate) fn simulated(
    kind: ModelKind,
    parameters: &[f64],
    customers: usize,
    seed: u64,
) -> SimulatedCustomers {
    let options = SimulationOptions {
        ages: Ages::Uniform {
            customers,
            low: 12.0,
            high: 39.0,
        },
        holdout: 0.0,
        seed,
    };
    simulate(&*AnyModel::try_new(kind, parameters).unwrap(), &options).unwrap()
}

#[test]
fn drawn_log_parameters_have_the_covariance_of_the_fit() {
    let fitted = fitted(1.0);
    let drawn = draws(&fitted, 20_000, 7);
    let estimate = fitted.model.parameters();
    let covariance = fitted.covariance.as_ref().unwrap();
    let logs: Vec<Vec<f64>> = drawn
        .models()
        .iter()
        .map(|model| {
            let pairs = model.parameters().into_iter().zip(&estimate);
            pairs.map(|(x, centre)| (x / centre).ln()).collect()
        })
        .collect();
    for i in 0..4 {
        for j in 0..4 {
            let products = logs.iter().map(|log| log[i] * log[j]);
            let found = products.sum::<f64>() / logs.len() as f64;
            let scaled = |i: usize, j: usize| covariance[i][j] / (estimate[i] * estimate[j]);
            // Five standard errors of a covariance of 20,000 normal pairs (Wishart).
            let error = ((scaled(i, i) * scaled(j, j) + scaled(i, j).powi(2)) / 20_000.0).sqrt();
            assert!(
                (found - scaled(i, j)).abs() < 5.0 * error,
                "({i}, {j}): {found}"
            );
        }
    }
}

#[test]
fn intervals_of_a_certain_model_are_the_shortest_of_its_own_distribution() {
    // A million times the customers: the parameters are as good as known.
    let fitted = fitted(1e6);
    let drawn = draws(&fitted, 20, 1);
    for customer in [history(10.0, 35.0, 38.86), history(60.0, 38.0, 38.86)] {
        let found = drawn.purchases(customer, 39.0, 0.9).unwrap();
        let probability = |n| {
            fitted
                .model
                .purchase_probability(customer, n, 39.0)
                .unwrap()
        };
        let masses: Vec<f64> = (0..200).map(probability).collect();
        let mut best = (usize::MAX, 0.0, 0, 0);
        for lower in 0..masses.len() {
            let mut held = 0.0;
            for (upper, mass) in masses.iter().enumerate().skip(lower) {
                held += mass;
                let width = upper - lower;
                if held >= 0.9 && (width < best.0 || width == best.0 && held > best.1) {
                    best = (width, held, lower, upper);
                }
            }
        }
        let (_, _, lower, upper) = best;
        assert_eq!((found.lower, found.upper), (lower as f64, upper as f64));
        let alive = drawn
            .interval(0.9, &|model| model.probability_alive(customer))
            .unwrap();
        assert!(alive.upper - alive.lower < 1e-3);
    }
}

#[test]
fn columns_of_intervals_are_those_of_their_rows() {
    let drawn = draws(&fitted(1.0), 50, 3);
    let columns = PurchaseColumns {
        frequency: &[2.0, 0.0],
        recency: &[30.43, 0.0],
        age: &[38.86, 38.86],
        weights: None,
    };
    let value = |model: &AnyModel, history| model.expected_purchases(history, 39.0);
    let (mut lower, mut upper) = ([0.0; 2], [0.0; 2]);
    drawn
        .interval_columns(&columns, 0.8, &value, &mut lower, &mut upper)
        .unwrap();
    for (i, (x, recency)) in [(2.0, 30.43), (0.0, 0.0)].into_iter().enumerate() {
        let row = history(x, recency, 38.86);
        let one = drawn.interval(0.8, &|model| value(model, row)).unwrap();
        assert_eq!((lower[i], upper[i]), (one.lower, one.upper));
    }
    let short = drawn.interval_columns(&columns, 0.8, &value, &mut lower[..1], &mut upper);
    assert_eq!(short.unwrap_err().path(), Some("lower"));
}

#[test]
fn seeds_decide_the_draws() {
    let fitted = fitted(1.0);
    assert_eq!(draws(&fitted, 3, 5), draws(&fitted, 3, 5));
    assert_ne!(draws(&fitted, 3, 5), draws(&fitted, 3, 6));
}

#[test]
fn the_bootstrap_spreads_like_the_covariance() {
    let data = cdnow();
    let columns = purchases(&data);
    let options = DrawOptions { draws: 60, seed: 3 };
    let fit = FitOptions::default();
    let drawn = ModelDraws::bootstrap(ModelKind::BgNbd, &columns, None, &fit, &options).unwrap();
    let r: Vec<f64> = drawn
        .models()
        .iter()
        .map(|model| model.parameters()[0])
        .collect();
    let mean = r.iter().sum::<f64>() / 60.0;
    let spread = (r.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 59.0).sqrt();
    // The standard error of r on CDNOW is .01256; the spread of 60 samples is known to a tenth.
    assert!((spread / 0.01256 - 1.0).abs() < 0.4, "{spread}");
    let weighted = PurchaseColumns {
        weights: Some(&data[0]),
        ..columns
    };
    let error = ModelDraws::bootstrap(ModelKind::BgNbd, &weighted, None, &fit, &options);
    assert_eq!(error.unwrap_err().path(), Some("weights"));
}

#[test]
fn wrong_options_are_named() {
    let fitted = fitted(1.0);
    for level in [0.0, 1.0, f64::NAN] {
        let error = parameter_intervals(&fitted, level).unwrap_err();
        assert_eq!(error.path(), Some("level"));
    }
    let none = DrawOptions { draws: 0, seed: 1 };
    let error = ModelDraws::of_fit(&fitted, &none).unwrap_err();
    assert_eq!(error.path(), Some("options.draws"));
}

#[test]
fn a_fit_without_a_covariance_has_no_intervals() {
    let unknown = Fitted {
        covariance: None,
        standard_errors: None,
        ..fitted(1.0)
    };
    assert_eq!(parameter_intervals(&unknown, 0.9).unwrap(), None);
    assert_eq!(
        ModelDraws::of_fit(&unknown, &DrawOptions::default()).unwrap(),
        None
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn parameter_intervals_hold_the_estimate_and_grow_with_the_level(
        alpha in 0.3..3.0_f64,
        beta in 0.5..8.0_f64,
        seed in 0_u64..1000,
        customers in 20_usize..300,
    ) {
        let truth = AnyModel::try_new(ModelKind::ShiftedBetaGeometric, &[alpha, beta]).unwrap();
        let ages = Ages::Uniform { customers, low: 2.0, high: 9.0 };
        let options = SimulationOptions { ages, holdout: 0.0, seed };
        let drawn = simulate(&*truth, &options).unwrap();
        let columns = drawn.columns();
        let fitted = AnyModel::fit(truth.kind(), &columns, None, &PROFILED).unwrap();
        // The fit is the same but for the curves.
        let plain = AnyModel::fit(truth.kind(), &columns, None, &FitOptions::default()).unwrap();
        prop_assert_eq!(&plain, &Fitted { profile_curves: None, ..fitted.clone() });
        let of = |level| parameter_intervals(&fitted, level).unwrap().unwrap();
        for (place, estimate) in fitted.model.parameters().into_iter().enumerate() {
            let [inner, interval, outer] = [0.5, 0.9, 0.99].map(|level| of(level)[place]);
            let ends = [outer.lower, interval.lower, inner.lower, estimate, inner.upper,
                interval.upper, outer.upper];
            prop_assert!(ends[0] > 0.0 && ends[6].is_finite());
            prop_assert!(ends.windows(2).all(|pair| pair[0] <= pair[1]), "{:?}", ends);
            prop_assert!(inner.lower < estimate && estimate < inner.upper);
            let measured = interval.basis == IntervalBasis::ProfileLikelihood;
            if measured && fitted.convergence.verdict == Verdict::Converged {
                prop_assert!(interval.lower < inner.lower && inner.upper < interval.upper);
                // 2(ℓ̂ − ℓₚ) is the 90 % quantile of chi-squared at both ends: near e³ times the
                // estimate and beyond, the likelihood levels off, and the end hardly matters to it.
                for end in [interval.lower, interval.upper] {
                    let near = (end / estimate).ln().abs() < 3.0;
                    let missed = (root(&fitted, &columns, place, end) - Z).abs();
                    prop_assert!(missed < if near { 0.08 } else { 0.5 }, "{}: {}", place, missed);
                }
            }
        }
    }

    #[test]
    fn a_higher_level_is_a_wider_interval(x in 0_u32..40, silence in 0.0..30.0_f64, t in 0.1..100.0_f64) {
        let fitted = fitted(1.0);
        let drawn = draws(&fitted, 10, 2);
        let x = f64::from(x);
        let recency = if x > 0.0 { 5.0 } else { 0.0 };
        let customer = history(x, recency, recency + silence);
        let of = |level| drawn.purchases(customer, t, level).unwrap();
        let (narrow, wide): (Interval, Interval) = (of(0.5), of(0.95));
        prop_assert!(narrow.upper - narrow.lower <= wide.upper - wide.lower);
        prop_assert!(narrow.lower <= narrow.upper);
    }
}
