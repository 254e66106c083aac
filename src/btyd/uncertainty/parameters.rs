//! The intervals of parameters.

use crate::btyd::AnyModel;
use crate::btyd::covariates::CovariateModel;
use crate::btyd::fit::Fitted;
use crate::btyd::uncertainty::check_level;
use crate::error::Result;
use crate::numeric::math::erf;
use crate::numeric::math::exp;
use crate::numeric::math::sqrt;
use crate::numeric::profile_likelihood::FARTHEST;
use crate::numeric::profile_likelihood::ProfileCurve;
use crate::numeric::profile_likelihood::ProfileNode;
use crate::numeric::root::increasing_root;
use crate::plain::record;
use crate::plain::words;
use core::f64::consts::SQRT_2;
use core::iter::repeat;

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
    /// The lower end; that of a parameter is above 0, that of a coefficient may be any number.
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
/// Where the fit chose k, the others at their best includes k: the interval reaches over those of all
/// [`Fitted::rivals`], each with the root √(z² − 2d) at its ends, d its deficit.
///
/// Where a fit has no curve, which [`FitOptions::profile_likelihood`](crate::btyd::fit::FitOptions::profile_likelihood) asks for, θ·exp(±z·σ/θ): the
/// delta method on the log scale, the same where the log-likelihood is a parabola of the log
/// parameters. [`ParameterInterval::basis`] tells which it is.
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite) and [`Error::OutOfRange`](crate::Error::OutOfRange) for
/// the level.
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
    let z = quantile_of(level);
    let Some(errors) = &fitted.standard_errors else {
        return Ok(None);
    };
    let parameters = fitted.model.parameters();
    let chosen = Estimates {
        parameters: &parameters,
        errors,
        curves: fitted.profile_curves.as_deref(),
    };
    let mut intervals: Vec<_> = chosen.intervals(z).collect();
    for rival in &fitted.rivals {
        // The root of the rival's own curve at which the fall from the highest log-likelihood is ½z².
        let left = z * z - 2.0 * rival.deficit;
        if left <= 0.0 {
            continue;
        }
        let rival = Estimates {
            parameters: &rival.parameters,
            errors: &rival.standard_errors,
            curves: rival.profile_curves.as_deref(),
        };
        for (interval, own) in intervals.iter_mut().zip(rival.intervals(sqrt(left))) {
            interval.lower = interval.lower.min(own.lower);
            interval.upper = interval.upper.max(own.upper);
            if own.basis == IntervalBasis::FlatLikelihood {
                interval.basis = own.basis;
            }
        }
    }
    Ok(Some(intervals))
}

/// What a fit says of the parameters, the last of which are estimated.
struct Estimates<'a> {
    parameters: &'a [f64],
    /// Of those that are estimated, as the curves.
    errors: &'a [f64],
    curves: Option<&'a [ProfileCurve]>,
}

impl Estimates<'_> {
    /// The interval of each estimated parameter with the root `z` at its ends.
    fn intervals(&self, z: f64) -> impl Iterator<Item = ParameterInterval> {
        let chosen = self.parameters.len().saturating_sub(self.errors.len());
        let estimated = self.parameters.iter().skip(chosen).zip(self.errors);
        let curves = self.curves.unwrap_or_default().iter().copied();
        let curves = curves.chain(repeat(ProfileCurve::default()));
        let asked = self.curves.is_some();
        estimated
            .zip(curves)
            .map(move |((x, error), curve)| interval(*x, error / x, curve, asked, z))
    }
}

/// The interval of a parameter `x` with the standard error `error` of its logarithm.
fn interval(x: f64, error: f64, curve: ProfileCurve, asked: bool, z: f64) -> ParameterInterval {
    let mut basis = IntervalBasis::ProfileLikelihood;
    let mut away = |node: Option<ProfileNode>, distance: f64| {
        let profile = distance * error;
        let reached = node.is_some_and(|node| node.reaches(z));
        if reached && profile < FARTHEST {
            return exp(profile);
        }
        basis = without_profile(asked);
        // Without a node the distance is that of the standard error.
        exp(profile.min(FARTHEST).max(z * error).min(MAX_AWAY))
    };
    ParameterInterval {
        lower: x / away(curve.below, curve.below(z)),
        upper: x * away(curve.above, curve.above(z)),
        basis,
    }
}

/// The interval of a coefficient, which may be negative, on its own scale.
fn coefficient_interval(
    coefficient: f64,
    error: f64,
    curve: ProfileCurve,
    asked: bool,
    z: f64,
) -> ParameterInterval {
    let mut basis = IntervalBasis::ProfileLikelihood;
    let mut away = |node: Option<ProfileNode>, distance: f64| {
        if node.is_some_and(|node| node.reaches(z)) {
            return distance * error;
        }
        basis = without_profile(asked);
        distance.max(z) * error
    };
    ParameterInterval {
        lower: coefficient - away(curve.below, curve.below(z)),
        upper: coefficient + away(curve.above, curve.above(z)),
        basis,
    }
}

/// What an end is read from where no curve leads to it.
fn without_profile(asked: bool) -> IntervalBasis {
    if asked {
        IntervalBasis::FlatLikelihood
    } else {
        IntervalBasis::DeltaMethod
    }
}

/// Returns the interval of each parameter of a customer whose covariates are 0, then that of each
/// coefficient in the order of [`CovariateModel::effects`]; nothing where the fit has no standard errors.
///
/// `level`: the probability that an interval holds what it is of, above 0 and below 1.
///
/// # Formula
/// As [`parameter_intervals`]; a coefficient γ, which may be negative, has its interval on its own scale:
/// γ ± z·σ where there is no curve.
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite) and [`Error::OutOfRange`](crate::Error::OutOfRange) for
/// the level.
///
/// # Example: whether a voucher did anything
/// ```
/// use clientele::btyd::covariates::{Covariate, CovariateModel, Covariates};
/// use clientele::btyd::fit::FitOptions;
/// use clientele::btyd::uncertainty::covariate_intervals;
/// use clientele::btyd::{ModelKind, PurchaseColumns};
/// let columns = PurchaseColumns {
///     frequency: &[2.0, 0.0, 1.0, 7.0],
///     recency: &[30.43, 0.0, 1.71, 33.0],
///     age: &[38.86, 38.86, 38.86, 38.0],
///     weights: Some(&[20.0, 50.0, 20.0, 5.0]),
/// };
/// let covariates = Covariates {
///     columns: &[Covariate { name: "voucher", values: &[1.0, 0.0, 0.0, 1.0] }],
///     purchase: &["voucher"],
///     dropout: &[],
/// };
/// let options = FitOptions { profile_likelihood: true, ..FitOptions::default() };
/// let fitted = CovariateModel::fit(ModelKind::BgNbd, &columns, &covariates, &options)?;
/// let intervals = covariate_intervals(&fitted, 0.9)?.unwrap();
/// // r, α, a and b, and what the voucher did to α: 0 is outside.
/// assert_eq!(intervals.len(), 5);
/// assert!(intervals[4].lower > 0.0);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Venzon & Moolgavkar (1988), as for [`parameter_intervals`].
pub fn covariate_intervals(
    fitted: &Fitted<CovariateModel>,
    level: f64,
) -> Result<Option<Vec<ParameterInterval>>> {
    check_level(level)?;
    let z = quantile_of(level);
    let Some(errors) = &fitted.standard_errors else {
        return Ok(None);
    };
    let parameters = fitted.model.parameters();
    let (own, of_effects) = errors.split_at(parameters.len().min(errors.len()));
    let curves = fitted.profile_curves.as_deref();
    let estimates = Estimates {
        parameters,
        errors: own,
        curves,
    };
    let mut intervals: Vec<_> = estimates.intervals(z).collect();
    let rest = curves.unwrap_or_default().iter().skip(own.len()).copied();
    let rest = rest.chain(repeat(ProfileCurve::default()));
    let effects = fitted.model.effects().iter().zip(of_effects).zip(rest);
    intervals.extend(effects.map(|((effect, error), curve)| {
        coefficient_interval(effect.coefficient, *error, curve, curves.is_some(), z)
    }));
    Ok(Some(intervals))
}

/// The normal quantile at the ends of an interval of some level.
fn quantile_of(level: f64) -> f64 {
    SQRT_2 * increasing_root(|t| erf(t) - level, 1.0)
}
