//! How sure parameters and predictions are.

use crate::btyd::AnyModel;
use crate::btyd::ModelKind;
use crate::btyd::Predictions;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::purchase_history::check_length;
use crate::btyd::purchase_model::alive;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::linear::Matrix;
use crate::numeric::math::erf;
use crate::numeric::math::exp;
use crate::numeric::profile_likelihood::FARTHEST;
use crate::numeric::profile_likelihood::ProfileCurve;
use crate::numeric::profile_likelihood::ProfileNode;
use crate::numeric::quantile::quantiles;
use crate::numeric::random::Random;
use crate::numeric::root::increasing_root;
use crate::numeric::shortest::shortest_range;
use crate::plain::options;
use crate::plain::record;
use crate::plain::words;
use core::iter::repeat;

/// The range that holds a number with a given probability.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

record!(Interval {
    lower => "lower",
    upper => "upper",
});

/// What the interval of a parameter was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum IntervalBasis {
    /// The profile likelihood, on both sides of the estimate.
    ProfileLikelihood,
    /// The standard error: the fit was not asked for the profile likelihood.
    DeltaMethod,
    /// The standard error on at least one side: the fit was asked for the profile likelihood, but has
    /// no maximum, as its verdict tells, or the likelihood is no hill on that side that falls to the
    /// level within a factor of e⁸. The end is then at least as far as where the curve, as far as it
    /// was measured, points to.
    FlatLikelihood,
}

words!(IntervalBasis {
    ProfileLikelihood => "profileLikelihood",
    DeltaMethod => "deltaMethod",
    FlatLikelihood => "flatLikelihood",
});

/// The range that holds a parameter with a given probability, and what says so.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ParameterInterval {
    /// The lower end, above 0.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
    /// What the ends were read from.
    pub basis: IntervalBasis,
}

record!(ParameterInterval {
    lower => "lower",
    upper => "upper",
    basis => "basis",
});

/// How many models are drawn, and from which seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DrawOptions {
    /// The number of draws; default 200, which is our choice: the ends of a 90 % interval are then
    /// known to about a tenth of its width.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub draws: u32,
    /// The seed; equal seeds give equal draws. Default 1.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub seed: u32,
}

options!(DrawOptions {
    draws => "draws",
    seed => "seed",
});

impl Default for DrawOptions {
    fn default() -> Self {
        Self {
            draws: 200,
            seed: 1,
        }
    }
}

/// More draws than this say nothing more.
const MAX_DRAWS: u32 = 100_000;

/// No log parameter is drawn further than this from its estimate: a factor of e⁸.
const MAX_STEP: f64 = 8.0;

/// No end by the standard error is further from the estimate than a factor of e³².
const MAX_AWAY: f64 = 32.0;

/// Returns the interval of each estimated parameter, in the order of the standard errors; nothing
/// where the fit has no standard errors.
///
/// `level`: the probability that the interval holds the parameter, above 0 and below 1.
///
/// # Formula
/// The likelihood-ratio interval: the values of θ at which the profile log-likelihood, the others at
/// their best, lies at most ½z² below its maximum, z the normal quantile of ½ + `level`/2. Its ends
/// are read from [`Fitted::profile_curves`]: measured between 90 and 95 %, continued from there.
/// It leans to the side to which the likelihood is flat, and the ends are positive.
///
/// Where a fit has no curve, which [`FitOptions::profile_likelihood`] asks for, θ·exp(±z·σ/θ): the
/// delta method on the log scale, the same where the log-likelihood is a parabola of the log
/// parameters. [`ParameterInterval::basis`] tells which it is.
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for the level.
///
/// # Example: the parameters of 95 customers
/// ```
/// use clientele::btyd::fit::FitOptions;
/// use clientele::btyd::uncertainty::parameter_intervals;
/// use clientele::btyd::{AnyModel, ModelKind, PurchaseColumns};
/// let columns = PurchaseColumns {
///     frequency: &[2.0, 0.0, 1.0, 7.0],
///     recency: &[30.43, 0.0, 1.71, 33.0],
///     age: &[38.86, 38.86, 38.86, 38.0],
///     weights: Some(&[20.0, 50.0, 20.0, 5.0]),
/// };
/// let options = FitOptions { profile_likelihood: true, ..FitOptions::default() };
/// let fitted = AnyModel::fit(ModelKind::BgNbd, &columns, None, &options)?;
/// let intervals = parameter_intervals(&fitted, 0.9)?.unwrap();
/// let r = fitted.model.parameters()[0];
/// assert!(intervals[0].lower < r && r < intervals[0].upper);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Venzon & Moolgavkar (1988), A method for computing profile-likelihood-based confidence intervals,
/// Applied Statistics 37(1); Oehlert (1992), A note on the delta method, The American Statistician
/// 46(1).
pub fn parameter_intervals(
    fitted: &Fitted<AnyModel>,
    level: f64,
) -> Result<Option<Vec<ParameterInterval>>> {
    check_level(level)?;
    let z = core::f64::consts::SQRT_2 * increasing_root(|t| erf(t) - level, 1.0);
    let Some(errors) = &fitted.standard_errors else {
        return Ok(None);
    };
    let parameters = fitted.model.parameters();
    let chosen = parameters.len().saturating_sub(errors.len());
    let estimated = parameters.iter().skip(chosen).zip(errors);
    let curves = fitted.profile_curves.as_deref();
    let curves = curves.unwrap_or_default().iter().copied();
    let curves = curves.chain(repeat(ProfileCurve::default()));
    let asked = fitted.profile_curves.is_some();
    let interval = |((x, error), curve): ((&f64, &f64), ProfileCurve)| {
        let error = error / x;
        let mut basis = IntervalBasis::ProfileLikelihood;
        let mut away = |node: Option<ProfileNode>, distance: f64| {
            let profile = distance * error;
            let reached = node.is_some_and(|node| node.reaches(z));
            if reached && profile < FARTHEST {
                return exp(profile);
            }
            basis = if asked {
                IntervalBasis::FlatLikelihood
            } else {
                IntervalBasis::DeltaMethod
            };
            // Without a node the distance is that of the standard error.
            exp(profile.min(FARTHEST).max(z * error).min(MAX_AWAY))
        };
        ParameterInterval {
            lower: x / away(curve.below, curve.below(z)),
            upper: x * away(curve.above, curve.above(z)),
            basis,
        }
    };
    Ok(Some(estimated.zip(curves).map(interval).collect()))
}

/// Rejects what is no level.
pub(crate) fn check_level(level: f64) -> Result<()> {
    check_finite(level, || "level".into())?;
    if level > 0.0 && level < 1.0 {
        return Ok(());
    }
    Err(Error::OutOfRange {
        path: "level".into(),
        value: level,
        expected: "a number above 0 and below 1".into(),
    })
}

/// Models whose parameters are drawn as the data leave them uncertain.
///
/// # Example: how sure P(alive) is
/// ```
/// use clientele::btyd::fit::FitOptions;
/// use clientele::btyd::uncertainty::{DrawOptions, ModelDraws};
/// use clientele::btyd::{AnyModel, ModelKind, Predictions, PurchaseColumns, PurchaseHistory};
/// let columns = PurchaseColumns {
///     frequency: &[2.0, 0.0, 1.0, 7.0],
///     recency: &[30.43, 0.0, 1.71, 33.0],
///     age: &[38.86, 38.86, 38.86, 38.0],
///     weights: Some(&[20.0, 50.0, 20.0, 5.0]),
/// };
/// let fitted = AnyModel::fit(ModelKind::BgNbd, &columns, None, &FitOptions::default())?;
/// let draws = ModelDraws::of_fit(&fitted, &DrawOptions::default())?.unwrap();
/// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
/// let alive = draws.interval(0.9, &|model| model.probability_alive(history))?;
/// let estimate = fitted.model.probability_alive(history)?;
/// assert!(alive.lower < estimate && estimate < alive.upper);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ModelDraws {
    models: Vec<AnyModel>,
}

impl ModelDraws {
    /// Draws from the normal distribution of the log parameters that the covariance of a fit
    /// describes; nothing where the fit has none.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for the number of draws.
    pub fn of_fit(fitted: &Fitted<AnyModel>, options: &DrawOptions) -> Result<Option<Self>> {
        let draws = checked_draws(*options)?;
        let Some(covariance) = &fitted.covariance else {
            return Ok(None);
        };
        let parameters = fitted.model.parameters();
        let chosen = parameters.len().saturating_sub(covariance.len());
        let (fixed, estimated) = parameters.split_at(chosen);
        let mut log = Matrix::zero(estimated.len());
        for (i, (row, x)) in covariance.iter().zip(estimated).enumerate() {
            for (j, (value, y)) in row.iter().zip(estimated).enumerate() {
                log.set(i, j, value / (x * y));
            }
        }
        let Some(factor) = log.cholesky() else {
            return Ok(None);
        };
        let mut random = Random::new(u64::from(options.seed));
        let kind = fitted.model.kind();
        let mut models = Vec::with_capacity(draws);
        for _ in 0..draws {
            let normal: Vec<f64> = estimated.iter().map(|_| random.normal()).collect();
            let steps = factor.lower().times(&normal);
            let drawn = estimated.iter().zip(steps).map(|(x, step)| {
                let step = step.clamp(-MAX_STEP, MAX_STEP);
                x * exp(step)
            });
            let parameters: Vec<f64> = fixed.iter().copied().chain(drawn).collect();
            models.push(AnyModel::try_new(kind, &parameters)?);
        }
        Ok(Some(Self { models }))
    }

    /// Fits the model to samples of the customers, drawn with replacement: the bootstrap.
    ///
    /// It needs no covariance and no normal distribution, and as many fits as there are draws. The
    /// customers of a row with a weight are drawn one by one only where the weights are all 1.
    ///
    /// # Errors
    /// Those of [`AnyModel::fit`], [`Error::OutOfRange`] for the number of draws, and
    /// [`Error::InvalidValue`] for columns with weights.
    ///
    /// # References
    /// Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7(1).
    pub fn bootstrap(
        kind: ModelKind,
        columns: &PurchaseColumns<'_>,
        ln_gaps: Option<&[f64]>,
        fit: &FitOptions,
        options: &DrawOptions,
    ) -> Result<Self> {
        let fit = FitOptions {
            profile_likelihood: false,
            ..*fit
        };
        Self::bootstrap_with(columns, options, &|sample| {
            AnyModel::fit(kind, sample, ln_gaps, &fit)
        })
    }

    /// Does what [`Self::bootstrap`] does with any way to fit a model.
    ///
    /// `fit`: takes the columns, whose weights say how often each customer was drawn.
    ///
    /// # Errors
    /// Those of `fit` and of [`Self::bootstrap`].
    pub fn bootstrap_with(
        columns: &PurchaseColumns<'_>,
        options: &DrawOptions,
        fit: &dyn Fn(&PurchaseColumns<'_>) -> Result<Fitted<AnyModel>>,
    ) -> Result<Self> {
        let draws = checked_draws(*options)?;
        let rows = columns.validate()?;
        if columns.weights.is_some() {
            return Err(Error::InvalidValue {
                path: "weights".into(),
                found: "weights".into(),
                expected: "no weights: the bootstrap draws single customers".into(),
            });
        }
        let mut random = Random::new(u64::from(options.seed));
        let mut weights = vec![0.0; rows];
        let mut models = Vec::with_capacity(draws);
        for _ in 0..draws {
            weights.fill(0.0);
            for _ in 0..rows {
                let place = usize::try_from(random.below(rows as u64)).unwrap_or(0);
                if let Some(weight) = weights.get_mut(place) {
                    *weight += 1.0;
                }
            }
            let sample = PurchaseColumns {
                weights: Some(&weights),
                ..*columns
            };
            models.push(fit(&sample)?.model);
        }
        Ok(Self { models })
    }

    /// Returns the models.
    pub fn models(&self) -> &[AnyModel] {
        &self.models
    }

    /// Returns the interval of anything that the parameters determine: the uncertainty of the
    /// parameters alone.
    ///
    /// # Errors
    /// Those of `value`; [`Error::OutOfRange`] for a level that is not between 0 and 1.
    pub fn interval(
        &self,
        level: f64,
        value: &dyn Fn(&AnyModel) -> Result<f64>,
    ) -> Result<Interval> {
        check_level(level)?;
        let values: Vec<f64> = self.models.iter().map(value).collect::<Result<_>>()?;
        let ends = quantiles(&values, &[0.5 - 0.5 * level, 0.5 + 0.5 * level])?;
        match ends[..] {
            [lower, upper] => Ok(Interval { lower, upper }),
            _ => Err(Error::InsufficientData {
                path: "draws".into(),
                found: 0,
                needed: 1,
                hint: "draw at least one model".into(),
            }),
        }
    }

    /// Writes the ends of [`Self::interval`] of every row into `lower` and `upper`.
    ///
    /// # Errors
    /// Those of [`Self::interval`] and `value`, what [`PurchaseColumns::validate`] and the model
    /// reject, and [`Error::LengthMismatch`] for `lower` and `upper`.
    pub fn interval_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        level: f64,
        value: &dyn Fn(&AnyModel, PurchaseHistory) -> Result<f64>,
        lower: &mut [f64],
        upper: &mut [f64],
    ) -> Result<()> {
        self.write(columns, lower, upper, &|history| {
            self.interval(level, &|model| value(model, history))
        })
    }

    /// Returns the shortest interval that holds the number of purchases that one customer will make
    /// within `horizon` with a probability of at least `level`: the uncertainty of the parameters and
    /// that of the purchases themselves.
    ///
    /// Both ends are whole numbers. Most customers may well buy nothing, so that no tail can be cut
    /// off below; equal tails would leave that half of 1 − `level` unused and the upper end too high.
    /// The distribution is the mean over the draws of the distribution under each.
    ///
    /// # Errors
    /// Those of [`Predictions::purchase_probability`]; [`Error::OutOfRange`] for a level that is not
    /// between 0 and 1.
    pub fn purchases(
        &self,
        history: PurchaseHistory,
        horizon: f64,
        level: f64,
    ) -> Result<Interval> {
        check_level(level)?;
        let mut nothing = 0.0;
        let mut active = Vec::with_capacity(self.models.len());
        for model in &self.models {
            nothing += model.purchase_probability(history, 0, horizon)?;
            active.push((model, alive(model.odds_of_death(history))));
        }
        let found = shortest_range(level, &mut |n| {
            let share = |(model, alive): &(&AnyModel, f64)| {
                alive * model.count_if_alive(history, n, horizon)
            };
            let sum = match n {
                0 => nothing,
                _ => active.iter().map(share).sum(),
            };
            sum / self.models.len() as f64
        });
        let (lower, upper) = found.ok_or_else(|| Error::OutOfRange {
            path: "horizon".into(),
            value: horizon,
            expected: "a horizon with fewer than 16 million purchases".into(),
        })?;
        Ok(Interval {
            lower: f64::from(lower),
            upper: f64::from(upper),
        })
    }

    /// Writes the ends of [`Self::purchases`] of every row into `lower` and `upper`.
    ///
    /// # Errors
    /// Those of [`Self::purchases`], what [`PurchaseColumns::validate`] rejects, and
    /// [`Error::LengthMismatch`] for `lower` and `upper`.
    pub fn purchases_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        horizon: f64,
        level: f64,
        lower: &mut [f64],
        upper: &mut [f64],
    ) -> Result<()> {
        self.write(columns, lower, upper, &|history| {
            self.purchases(history, horizon, level)
        })
    }

    /// Writes the ends of an interval of every row.
    fn write(
        &self,
        columns: &PurchaseColumns<'_>,
        lower: &mut [f64],
        upper: &mut [f64],
        interval: &dyn Fn(PurchaseHistory) -> Result<Interval>,
    ) -> Result<()> {
        let rows = columns.validate()?;
        check_length("lower", lower.len(), rows)?;
        check_length("upper", upper.len(), rows)?;
        if let Some(model) = self.models.first() {
            model.kind().check_histories(columns)?;
        }
        for ((history, lower), upper) in columns.rows().zip(lower).zip(upper) {
            let interval = interval(history)?;
            (*lower, *upper) = (interval.lower, interval.upper);
        }
        Ok(())
    }
}

fn checked_draws(options: DrawOptions) -> Result<usize> {
    if (1..=MAX_DRAWS).contains(&options.draws) {
        return Ok(options.draws as usize);
    }
    Err(Error::OutOfRange {
        path: "options.draws".into(),
        value: f64::from(options.draws),
        expected: format!("a whole number from 1 to {MAX_DRAWS}"),
    })
}
