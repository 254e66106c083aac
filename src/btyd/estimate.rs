//! The estimation of a model: the search, the prior, the verdict and the standard errors.

use crate::btyd::fit::Convergence;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::fit::PriorMode;
use crate::btyd::fit::Verdict;
use crate::numeric::linear::Matrix;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::sqrt;
use crate::numeric::maximise::Ending;
use crate::numeric::maximise::Jet;
use crate::numeric::maximise::Maximum;
use crate::numeric::maximise::Search;
use crate::numeric::maximise::maximise;
use crate::numeric::profile_likelihood::ProfileCurve;
use crate::numeric::profile_likelihood::profile_curves;

/// Log parameters stay within a factor of 9 million of the unit.
const BOUND: f64 = 16.0;

/// Standard deviation of the log parameters in the weak prior.
const PRIOR_DEVIATION: f64 = 1.5;

/// A log parameter known no better than to a factor of e⁵ is not known.
const FLAT: f64 = 5.0;

/// Nor is one that so many customers like these leave unknown, however many the weights say there are: the
/// curvature of a likelihood that only levels off is next to nothing, and large weights make it look like
/// something. Our own choice, beyond any number of customers with which the scale of weights is a matter of
/// how much data there are.
const FLAT_CUSTOMERS: f64 = 40_000.0;

/// What a likelihood needs to say of itself to be maximised.
pub(super) struct Problem<'a> {
    /// The names of the parameters.
    pub(super) names: &'a [&'a str],
    /// Where the searches start, log parameters; the second and later ones only when needed.
    pub(super) starts: &'a [&'a [f64]],
    /// The centre of the weak prior, log parameters.
    pub(super) prior: &'a [f64],
    /// What each parameter is multiplied by after the fit, to undo the scaling of the data.
    pub(super) units: &'a [f64],
    /// The sum of the weights.
    pub(super) customers: f64,
    /// What is added to the log-likelihood to undo the scaling of the data.
    pub(super) offset: f64,
}

/// How the rows of the input were used.
pub(super) struct Usage {
    pub(super) rows: u64,
    pub(super) distinct_rows: u64,
    pub(super) excluded: u64,
}

/// Maximises a likelihood, with the prior where asked or needed, and reports; the "model" is the
/// parameters themselves, in the units of the data.
pub(super) fn estimate(
    problem: &Problem<'_>,
    usage: &Usage,
    options: FitOptions,
    likelihood: &mut dyn FnMut(&[f64]) -> Jet,
) -> Fitted<Vec<f64>> {
    let mut iterations = 0;
    let mut reason = "asked for with prior: weak".to_owned();
    let mut found = None;
    if options.prior != PriorMode::Weak {
        let maximum = search(problem, options, &mut iterations, likelihood);
        let (verdict, message) = judge(problem, &maximum);
        if verdict == Verdict::Converged || options.prior == PriorMode::None {
            found = Some((maximum, verdict, message));
        } else {
            reason = message;
        }
    }
    let (maximum, verdict, message) = found.unwrap_or_else(|| {
        let maximum = search(problem, options, &mut iterations, &mut |point| {
            with_prior(problem, point, likelihood(point))
        });
        let stopped = maximum.ending == Ending::Stopped;
        let verdict = if stopped {
            Verdict::NotConverged
        } else {
            Verdict::WeakPrior
        };
        let message = format!("fitted with a weak prior on the log parameters: {reason}");
        (maximum, verdict, message)
    });
    let scaled = maximum.point.iter().zip(problem.units);
    let parameters: Vec<f64> = scaled.map(|(x, unit)| exp(*x) * unit).collect();
    let covariance = covariance(&maximum.jet).map(|log| natural_covariance(&log, &parameters));
    // Where a search stopped on its way, the slope of the likelihood says nothing of its maximum.
    let covariance = covariance.filter(|_| verdict != Verdict::NotConverged);
    let in_range = covariance.as_ref().is_none_or(|rows| is_in_range(rows));
    let covariance = covariance.filter(|_| in_range);
    let message = if in_range {
        message
    } else {
        format!(
            "{message}; no standard errors, whose squares are beyond the range of numbers in this unit"
        )
    };
    let prior = if verdict == Verdict::Converged || options.prior == PriorMode::None {
        0.0
    } else {
        ln_prior(problem, &maximum.point)
    };
    let log_likelihood = maximum.jet.value - prior + problem.offset;
    let size = parameters.len() as f64;
    Fitted {
        model: parameters,
        standard_errors: covariance.as_ref().map(|rows| {
            let diagonal = rows.iter().enumerate().filter_map(|(i, row)| row.get(i));
            diagonal.map(|variance| sqrt(*variance)).collect()
        }),
        covariance,
        profile_curves: None,
        rivals: Vec::new(),
        log_likelihood,
        aic: 2.0 * size - 2.0 * log_likelihood,
        bic: size * ln(problem.customers) - 2.0 * log_likelihood,
        rows: usage.rows,
        distinct_rows: usage.distinct_rows,
        excluded: usage.excluded,
        customers: problem.customers,
        convergence: Convergence {
            converged: matches!(verdict, Verdict::Converged | Verdict::WeakPrior),
            verdict,
            iterations,
            gradient_norm: maximum.gradient_norm / problem.customers,
            message,
        },
    }
}

/// Returns the curves of the profile likelihoods at a maximum, where asked for, of the same objective:
/// with the prior where that took part.
///
/// `likelihood` may be that of a share of the rows, with `customers` of them.
pub(super) fn curves_of_fit(
    fitted: &Fitted<Vec<f64>>,
    problem: &Problem<'_>,
    options: FitOptions,
    customers: f64,
    likelihood: &mut dyn FnMut(&[f64]) -> Jet,
) -> Option<Vec<ProfileCurve>> {
    tilted_curves(fitted, problem, options, customers, &[], likelihood)
}

/// What one log parameter of a fit has of another coordinate, beside itself, in the coordinates that are
/// reported: `by` times that of the place `of`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tilt {
    pub(super) place: usize,
    pub(super) of: usize,
    pub(super) by: f64,
}

/// As [`curves_of_fit`], in other coordinates u than those of the fit, x = u + the tilts. No place of a tilt is
/// what another one is of.
pub(super) fn tilted_curves(
    fitted: &Fitted<Vec<f64>>,
    problem: &Problem<'_>,
    options: FitOptions,
    customers: f64,
    tilts: &[Tilt],
    likelihood: &mut dyn FnMut(&[f64]) -> Jet,
) -> Option<Vec<ProfileCurve>> {
    if !options.profile_likelihood {
        return None;
    }
    let scaled = fitted.model.iter().zip(problem.units);
    let mut maximum: Vec<f64> = scaled.map(|(x, unit)| ln(x / unit)).collect();
    lean(&mut maximum, tilts, -1.0);
    let times = problem.customers / customers;
    let with_prior_of_fit = match fitted.convergence.verdict {
        Verdict::Converged => false,
        Verdict::WeakPrior => true,
        // No maximum, no way down from it.
        _ => return Some(vec![ProfileCurve::default(); maximum.len()]),
    };
    let curves = profile_curves(
        &mut |reported| {
            let mut point = reported.to_vec();
            lean(&mut point, tilts, 1.0);
            let mut jet = likelihood(&point).times(times);
            if with_prior_of_fit {
                jet = with_prior(problem, &point, jet);
            }
            lean_jet(&mut jet, tilts);
            jet
        },
        &maximum,
    );
    Some(curves.unwrap_or_else(|| vec![ProfileCurve::default(); maximum.len()]))
}

/// Adds the tilts to a point, or takes them away where `sign` is −1.
fn lean(point: &mut [f64], tilts: &[Tilt], sign: f64) {
    for tilt in tilts {
        let other = point.get(tilt.of).copied().unwrap_or(0.0);
        if let Some(x) = point.get_mut(tilt.place) {
            *x += sign * tilt.by * other;
        }
    }
}

/// Turns derivatives by the log parameters of the fit into those by the coordinates that are reported.
fn lean_jet(jet: &mut Jet, tilts: &[Tilt]) {
    for &Tilt { place, of, by } in tilts {
        let slope = jet.gradient.get(place).copied().unwrap_or(0.0);
        if let Some(sum) = jet.gradient.get_mut(of) {
            *sum += by * slope;
        }
        for i in 0..jet.hessian.size() {
            jet.hessian.add(i, of, by * jet.hessian.at(i, place));
        }
        for i in 0..jet.hessian.size() {
            jet.hessian.add(of, i, by * jet.hessian.at(place, i));
        }
    }
}

/// Returns the maximum of a share of many rows: it lies so close to that of all that these need two
/// or three steps from there.
pub(super) fn start_of_sample(
    options: FitOptions,
    start: &[f64],
    customers: f64,
    likelihood: &mut dyn FnMut(&[f64]) -> Jet,
) -> Vec<f64> {
    let search = Search {
        low: -6.0,
        high: 6.0,
        max_iterations: options.max_iterations,
        scale: customers,
    };
    maximise(likelihood, start, &search).point
}

/// Searches from the starts in turn until one converges; otherwise the highest point counts.
fn search(
    problem: &Problem<'_>,
    options: FitOptions,
    iterations: &mut u32,
    objective: &mut dyn FnMut(&[f64]) -> Jet,
) -> Maximum {
    let search = Search {
        low: -BOUND,
        high: BOUND,
        max_iterations: options.max_iterations,
        scale: problem.customers,
    };
    let mut best: Option<Maximum> = None;
    for start in problem.starts.iter().chain([&problem.prior]) {
        let maximum = maximise(objective, start, &search);
        *iterations += maximum.iterations;
        let converged = maximum.ending == Ending::Converged && covariance(&maximum.jet).is_some();
        // A maximum counts only where no search that ran to the edge stands higher.
        let higher = best.as_ref().is_none_or(|best| {
            let margin = 1e-9 * best.jet.value.abs();
            maximum.jet.value > best.jet.value + if converged { -margin } else { margin }
        });
        if higher {
            best = Some(maximum);
            if converged {
                break;
            }
        }
    }
    best.unwrap_or_else(|| maximise(objective, problem.prior, &search))
}

/// Returns what a maximum of the likelihood alone amounts to, with the reason in words.
fn judge(problem: &Problem<'_>, maximum: &Maximum) -> (Verdict, String) {
    match maximum.ending {
        Ending::AtBound => {
            let named = problem.names.iter().zip(&maximum.point);
            let edge = named
                .filter(|(_, x)| x.abs() >= BOUND)
                .map(|(name, _)| *name);
            let edge: Vec<_> = edge.collect();
            let edge = edge.join(", ");
            (
                Verdict::AtBound,
                format!("the likelihood rises without end in {edge}"),
            )
        }
        Ending::Stopped => (
            Verdict::NotConverged,
            "no maximum of the likelihood within the iterations".to_owned(),
        ),
        Ending::Converged => match covariance(&maximum.jet) {
            None => (
                Verdict::Flat,
                "the likelihood is flat at its maximum".to_owned(),
            ),
            Some(log) => {
                let spread = problem
                    .names
                    .iter()
                    .enumerate()
                    .map(|(i, name)| (log.at(i, i), name));
                let widest = spread.max_by(|x, y| x.0.total_cmp(&y.0));
                match widest {
                    Some((variance, name))
                        if variance * (problem.customers / FLAT_CUSTOMERS).max(1.0)
                            > FLAT * FLAT =>
                    {
                        let message = format!("the data hardly bear on {name}");
                        (Verdict::Flat, message)
                    }
                    _ => (Verdict::Converged, "maximum of the likelihood".to_owned()),
                }
            }
        },
    }
}

/// The covariance of the log parameters.
fn covariance(jet: &Jet) -> Option<Matrix> {
    let size = jet.hessian.size();
    let mut information = Matrix::zero(size);
    for i in 0..size {
        for j in 0..size {
            information.set(i, j, -jet.hessian.at(i, j));
        }
    }
    information.cholesky().map(|factor| factor.inverse())
}

/// The covariance of the parameters by the delta method: ∂θ/∂ln θ = θ.
fn natural_covariance(log: &Matrix, natural: &[f64]) -> Vec<Vec<f64>> {
    let rows = log.rows().zip(natural);
    rows.map(|(row, x)| row.iter().zip(natural).map(|(c, y)| c * x * y).collect())
        .collect()
}

/// Whether no variance is lost in the unit of the data, as that of a time of 1e200.
pub(super) fn is_in_range(covariance: &[Vec<f64>]) -> bool {
    let mut diagonal = covariance
        .iter()
        .enumerate()
        .filter_map(|(i, row)| row.get(i));
    diagonal.all(|variance| variance.is_normal())
        && covariance.iter().flatten().all(|value| value.is_finite())
}

fn ln_prior(problem: &Problem<'_>, point: &[f64]) -> f64 {
    let away = point
        .iter()
        .zip(problem.prior)
        .map(|(x, centre)| (x - centre) / PRIOR_DEVIATION);
    away.map(|away| -0.5 * away * away).sum()
}

fn with_prior(problem: &Problem<'_>, point: &[f64], mut jet: Jet) -> Jet {
    let precision = 1.0 / (PRIOR_DEVIATION * PRIOR_DEVIATION);
    jet.value += ln_prior(problem, point);
    let terms = jet.gradient.iter_mut().zip(point).zip(problem.prior);
    for (i, ((gradient, x), centre)) in terms.enumerate() {
        *gradient -= (x - centre) * precision;
        jet.hessian.add(i, i, -precision);
    }
    jet
}

/// Returns the parameters of their logarithms.
pub(super) fn natural<const N: usize>(point: &[f64]) -> [f64; N] {
    core::array::from_fn(|i| point.get(i).map_or(f64::NAN, |x| exp(*x)))
}

/// Returns parameters as an array, NaN where one is missing.
pub(super) fn in_order<const N: usize>(parameters: &[f64]) -> [f64; N] {
    core::array::from_fn(|i| parameters.get(i).copied().unwrap_or(f64::NAN))
}
