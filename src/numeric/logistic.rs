//! Logistic regression with a ridge penalty, by Newton's method.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::linear::Matrix;
use crate::numeric::math::exp;
use crate::numeric::math::log1p;
use crate::numeric::math::sqrt;
use crate::numeric::sum::CompensatedSum;
use crate::plain::words;

/// Newton converges in some ten steps wherever there is a maximum to converge to.
const MOST_STEPS: u32 = 100;
/// How often a step that lowers the objective is halved.
const MOST_HALVINGS: u32 = 40;
/// A step that promises less than this share of the objective is the last one.
const GAIN: f64 = 1e-15;
/// From this step on it is asked whether the data are separated.
const SETTLED: u32 = 8;
/// The ridge that takes over where the data determine no coefficients; our choice.
const FALLBACK: f64 = 1.0;

/// What a logistic fit amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum LogisticVerdict {
    /// The maximum was found.
    #[default]
    Converged,
    /// Without a ridge there is no maximum: some combination of the features tells events from the
    /// rest without fail. What is returned was fitted with a ridge of 1.
    Separated,
    /// Without a ridge there are many maxima: a feature is a combination of others. What is returned
    /// was fitted with a ridge of 1.
    Collinear,
    /// The search ended before the maximum.
    NotConverged,
}

words!(LogisticVerdict {
    Converged => "converged",
    Separated => "separated",
    Collinear => "collinear",
    NotConverged => "notConverged",
});

/// A fitted logistic regression.
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticFit {
    /// The log-odds where every feature is 0.
    pub intercept: f64,
    /// The log-odds for one unit of each feature.
    pub coefficients: Vec<f64>,
    /// Standard errors of the intercept and of each coefficient, from the information with the
    /// penalty; nothing where it cannot be inverted.
    pub standard_errors: Option<Vec<f64>>,
    /// The ridge that held: the one asked for, or the fallback.
    pub ridge: f64,
    /// The log-likelihood, without the penalty.
    pub log_likelihood: f64,
    /// Steps of Newton's method.
    pub iterations: u32,
    /// The largest derivative of the objective by a standardised coefficient, per unit of weight.
    pub gradient_norm: f64,
    /// What the fit amounts to.
    pub verdict: LogisticVerdict,
}

/// Returns the probability of log-odds.
///
/// # Example: even odds
/// ```
/// assert_eq!(clientele::numeric::logistic::probability(0.0), 0.5);
/// assert_eq!(clientele::numeric::logistic::probability(-1e4), 0.0);
/// ```
pub fn probability(log_odds: f64) -> f64 {
    if log_odds >= 0.0 {
        1.0 / (1.0 + exp(-log_odds))
    } else {
        let odds = exp(log_odds);
        odds / (1.0 + odds)
    }
}

/// Fits P(outcome = 1) = 1/(1 + e^−η), η = β₀ + Σ βⱼ xⱼ.
///
/// `columns`: the features, one list each. `outcomes`: 1 where the event came, 0 where not.
/// `weights`: how much each row counts, all alike without them. `ridge`: λ, at least 0.
///
/// A constant column has the coefficient 0: the intercept says all that it could. With λ = 0 the data
/// may be separated or collinear: the verdict says so, and the fit is that of λ = 1.
///
/// # Formula
/// ```text
/// maximise Σ w (y η − ln(1 + e^η)) − (λ/2) Σ βⱼ²,   the intercept without penalty
/// ```
/// It is the objective of scikit-learn with C = 1/λ. Inside, the features are centred and scaled,
/// and the penalty with them, so that units change nothing but the units of the coefficients.
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::NotFinite`], [`Error::OutOfRange`] (an outcome that is neither
/// 0 nor 1, a negative weight or ridge), [`Error::InsufficientData`] when all outcomes are alike.
///
/// # Example: the odds double with the feature
/// ```
/// use clientele::numeric::logistic::fit_logistic;
/// // 1 of 3 at 0, 1 of 2 at 1: odds of 1/2 and 1.
/// let x = [0.0, 0.0, 0.0, 1.0, 1.0];
/// let fit = fit_logistic(&[&x], &[1.0, 0.0, 0.0, 1.0, 0.0], None, 0.0)?;
/// assert!((fit.coefficients[0] - 2_f64.ln()).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Hoerl & Kennard (1970), "Ridge regression", Technometrics 12(1); le Cessie & van Houwelingen
/// (1992), "Ridge estimators in logistic regression", Applied Statistics 41(1), eq. 2-4, for fit and
/// errors; Albert & Anderson (1984), "On the existence of maximum likelihood estimates in logistic
/// regression models", Biometrika 71(1), for separation.
pub fn fit_logistic(
    columns: &[&[f64]],
    outcomes: &[f64],
    weights: Option<&[f64]>,
    ridge: f64,
) -> Result<LogisticFit> {
    let problem = Problem::try_new(columns, outcomes, weights, ridge)?;
    let fit = problem.maximise();
    if ridge <= 0.0
        && matches!(
            fit.verdict,
            LogisticVerdict::Separated | LogisticVerdict::Collinear
        )
    {
        let verdict = fit.verdict;
        let held = Problem::try_new(columns, outcomes, weights, FALLBACK)?.maximise();
        return Ok(LogisticFit { verdict, ..held });
    }
    Ok(fit)
}

/// The features as they are and how to centre and scale them.
struct Problem<'a> {
    columns: &'a [&'a [f64]],
    outcomes: &'a [f64],
    weights: Option<&'a [f64]>,
    ridge: f64,
    means: Vec<f64>,
    /// Standard deviations; 0 for a constant column.
    scales: Vec<f64>,
    weight: f64,
}

/// The objective and its derivatives at a place.
struct Place {
    at: Vec<f64>,
    log_likelihood: f64,
    objective: f64,
    gradient: Vec<f64>,
    information: Matrix,
    /// The least log-odds that a row gives to what came.
    margin: f64,
}

impl<'a> Problem<'a> {
    fn try_new(
        columns: &'a [&'a [f64]],
        outcomes: &'a [f64],
        weights: Option<&'a [f64]>,
        ridge: f64,
    ) -> Result<Self> {
        check_finite(ridge, || "ridge".into())?;
        if ridge < 0.0 {
            return Err(Error::out_of_range("ridge".into(), ridge, "0 or above"));
        }
        let length = |path: String, actual: usize| {
            if actual == outcomes.len() {
                return Ok(());
            }
            Err(Error::LengthMismatch {
                path,
                expected: outcomes.len(),
                actual,
            })
        };
        for (j, column) in columns.iter().enumerate() {
            length(format!("columns[{j}]"), column.len())?;
            for (i, value) in column.iter().enumerate() {
                check_finite(*value, || format!("columns[{j}][{i}]"))?;
            }
        }
        check_outcomes(outcomes)?;
        if let Some(weights) = weights {
            length("weights".into(), weights.len())?;
            for (i, value) in weights.iter().enumerate() {
                check_finite(*value, || format!("weights[{i}]"))?;
                if *value < 0.0 {
                    let path = format!("weights[{i}]");
                    return Err(Error::out_of_range(path, *value, "0 or above"));
                }
            }
        }
        let mut problem = Self {
            columns,
            outcomes,
            weights,
            ridge,
            means: Vec::new(),
            scales: Vec::new(),
            weight: 0.0,
        };
        let (mut events, mut others) = (0.0, 0.0);
        for (i, outcome) in outcomes.iter().enumerate() {
            let weight = problem.weight_of(i);
            *(if *outcome > 0.0 {
                &mut events
            } else {
                &mut others
            }) += weight;
        }
        if events <= 0.0 || others <= 0.0 {
            return Err(Error::InsufficientData {
                path: "outcomes".into(),
                found: usize::from(events + others > 0.0),
                needed: 2,
                hint: "some outcomes must be 1 and some 0".into(),
            });
        }
        problem.weight = events + others;
        for column in columns {
            let mean = problem.mean(&|i| value_at(column, i));
            let square = problem.mean(&|i| {
                let from = value_at(column, i) - mean;
                from * from
            });
            // Rounding of the mean leaves a constant column a trace of a deviation.
            let scale = sqrt(square);
            let constant = scale <= 1e-12 * mean.abs();
            problem.means.push(mean);
            problem.scales.push(if constant { 0.0 } else { scale });
        }
        Ok(problem)
    }

    fn weight_of(&self, row: usize) -> f64 {
        self.weights.map_or(1.0, |weights| value_at(weights, row))
    }

    fn mean(&self, f: &dyn Fn(usize) -> f64) -> f64 {
        let mut sum = CompensatedSum::default();
        for i in 0..self.outcomes.len() {
            sum.add(self.weight_of(i) * f(i));
        }
        sum.total() / self.weight
    }

    /// The centred and scaled features of a row, behind a 1 for the intercept.
    fn fill(&self, row: usize, z: &mut [f64]) {
        let features = self.columns.iter().zip(&self.means).zip(&self.scales);
        for (z, ((column, mean), scale)) in z.iter_mut().skip(1).zip(features) {
            *z = if *scale > 0.0 {
                (value_at(column, row) - mean) / scale
            } else {
                0.0
            };
        }
    }

    /// λ for each standardised coefficient; a constant column is held at 0.
    fn penalty(&self, j: usize) -> f64 {
        let Some(scale) = j.checked_sub(1).and_then(|j| self.scales.get(j)) else {
            return 0.0;
        };
        if *scale > 0.0 {
            self.ridge / scale / scale
        } else {
            1.0
        }
    }

    fn place(&self, at: Vec<f64>) -> Place {
        let size = at.len();
        let mut z = vec![1.0; size];
        let mut sum = CompensatedSum::default();
        let mut slopes = vec![CompensatedSum::default(); size];
        let mut information = Matrix::zero(size);
        let mut margin = f64::INFINITY;
        for (i, outcome) in self.outcomes.iter().enumerate() {
            let weight = self.weight_of(i);
            if weight <= 0.0 {
                continue;
            }
            self.fill(i, &mut z);
            let eta: f64 = z.iter().zip(&at).map(|(z, b)| z * b).sum();
            let p = probability(eta);
            // ln(1 + e^η), without overflow.
            let log_total = eta.max(0.0) + log1p(exp(-eta.abs()));
            sum.add(weight * (outcome * eta - log_total));
            margin = margin.min(if *outcome > 0.0 { eta } else { -eta });
            // 1 − p by symmetry, which does not cancel.
            let rest = if *outcome > 0.0 {
                probability(-eta)
            } else {
                -p
            };
            let spread = weight * p * probability(-eta);
            for (j, (zj, slope)) in z.iter().zip(&mut slopes).enumerate() {
                slope.add(weight * rest * zj);
                for (k, zk) in z.iter().enumerate().take(j + 1) {
                    information.add(j, k, spread * zj * zk);
                }
            }
        }
        let log_likelihood = sum.total();
        let mut objective = log_likelihood;
        let mut gradient: Vec<f64> = slopes.iter().map(CompensatedSum::total).collect();
        for (j, (b, slope)) in at.iter().zip(&mut gradient).enumerate() {
            let penalty = self.penalty(j);
            objective -= penalty * b * b / 2.0;
            *slope -= penalty * b;
            information.add(j, j, penalty);
            for k in 0..j {
                information.set(k, j, information.at(j, k));
            }
        }
        Place {
            at,
            log_likelihood,
            objective,
            gradient,
            information,
            margin,
        }
    }

    /// Whether a direction takes no row away from what came, and some rows far towards it.
    fn separates(&self, direction: &[f64]) -> bool {
        let mut z = vec![1.0; direction.len()];
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for (i, outcome) in self.outcomes.iter().enumerate() {
            if self.weight_of(i) <= 0.0 {
                continue;
            }
            self.fill(i, &mut z);
            let step: f64 = z.iter().zip(direction).map(|(z, d)| z * d).sum();
            let towards = if *outcome > 0.0 { step } else { -step };
            least = least.min(towards);
            most = most.max(towards);
        }
        most > 0.5 && least >= -1e-4 * most
    }

    fn maximise(&self) -> LogisticFit {
        let mut place = self.place(vec![0.0; self.columns.len() + 1]);
        let mut verdict = LogisticVerdict::NotConverged;
        let mut iterations = 0;
        while iterations < MOST_STEPS {
            let Some(factor) = place.information.cholesky() else {
                verdict = LogisticVerdict::Collinear;
                break;
            };
            iterations += 1;
            let step = factor.solve(&place.gradient);
            let gain: f64 = step.iter().zip(&place.gradient).map(|(s, g)| s * g).sum();
            let last = gain <= GAIN * place.objective.abs().max(1.0);
            let Some(next) = self.climb(&place, &step) else {
                // Rounding hides what is left to gain.
                let near = gain <= 1e-9 * place.objective.abs().max(1.0);
                if near {
                    verdict = LogisticVerdict::Converged;
                }
                break;
            };
            place = next;
            if self.ridge <= 0.0 && self.is_separated(&place, &step, iterations) {
                verdict = LogisticVerdict::Separated;
                break;
            }
            if last {
                verdict = LogisticVerdict::Converged;
                break;
            }
        }
        self.fit(&place, iterations, verdict)
    }

    fn is_separated(&self, place: &Place, step: &[f64], iterations: u32) -> bool {
        place.margin > 1e-9 || (iterations >= SETTLED && self.separates(step))
    }

    /// The place after a step, or after the first half of it that does not lower the objective.
    fn climb(&self, place: &Place, step: &[f64]) -> Option<Place> {
        let slack = 1e-14 * place.objective.abs().max(1.0);
        let mut share = 1.0;
        for _ in 0..MOST_HALVINGS {
            let at = place.at.iter().zip(step).map(|(b, s)| b + share * s);
            let next = self.place(at.collect());
            if next.objective >= place.objective - slack {
                return Some(next);
            }
            share /= 2.0;
        }
        None
    }

    /// The fit in the units of the features.
    fn fit(&self, place: &Place, iterations: u32, verdict: LogisticVerdict) -> LogisticFit {
        let size = place.at.len();
        // What a standardised coefficient counts for in the intercept and in its own coefficient.
        let own = |j: usize| match self.scales.get(j) {
            Some(scale) if *scale > 0.0 => 1.0 / scale,
            _ => 0.0,
        };
        let mut intercept = CompensatedSum::default();
        let mut share = vec![1.0];
        let mut coefficients = Vec::with_capacity(size);
        for (j, mean) in self.means.iter().enumerate() {
            let coefficient = value_at(&place.at, j + 1) * own(j);
            coefficients.push(coefficient);
            intercept.add(-coefficient * mean);
            share.push(-mean * own(j));
        }
        intercept.add(value_at(&place.at, 0));
        let standard_errors = place.information.cholesky().map(|factor| {
            let covariance = factor.inverse();
            let of_intercept: f64 = covariance
                .times(&share)
                .iter()
                .zip(&share)
                .map(|(c, a)| c * a)
                .sum();
            let of_coefficient = |j: usize| sqrt(covariance.at(j, j)) * own(j - 1);
            std::iter::once(sqrt(of_intercept))
                .chain((1..size).map(of_coefficient))
                .collect()
        });
        let steepest = place.gradient.iter().fold(0.0_f64, |m, g| m.max(g.abs()));
        LogisticFit {
            intercept: intercept.total(),
            coefficients,
            standard_errors,
            ridge: self.ridge,
            log_likelihood: place.log_likelihood,
            iterations,
            gradient_norm: steepest / self.weight,
            verdict,
        }
    }
}

/// Checks that outcomes are 1 or 0.
pub(crate) fn check_outcomes(outcomes: &[f64]) -> Result<()> {
    for (i, outcome) in outcomes.iter().enumerate() {
        check_finite(*outcome, || format!("outcomes[{i}]"))?;
        if ![0.0, 1.0].contains(outcome) {
            let path = format!("outcomes[{i}]");
            return Err(Error::out_of_range(path, *outcome, "1 or 0"));
        }
    }
    Ok(())
}

fn value_at(column: &[f64], row: usize) -> f64 {
    column.get(row).copied().unwrap_or(f64::NAN)
}
