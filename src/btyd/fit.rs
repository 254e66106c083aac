//! How a model is estimated, and what a fit says of itself.

use crate::error::Result;
use crate::numeric::profile_likelihood::ProfileCurve;
use crate::plain::options;
use crate::plain::record;
use crate::plain::words;

/// Whether a fit may lean on prior knowledge.
///
/// The weak prior is a normal distribution of each log parameter, with time counted in units of the
/// longest age and money in units of the mean spend, and a standard deviation of 1.5: a parameter
/// is within a factor of 20 of its centre with 95 %. Centres: r ½, α ¼, a 0.8, b 2.5 for BG/NBD;
/// r ½, α ¼, s ½, β ¼ for Pareto/NBD;
/// p 3, q 3, v 1 for Gamma-Gamma; α 1, β 1, γ 0.7, δ 3 for BG/BB; α 1, β 2 for shifted
/// beta-geometric. One customer outweighs it where the data say anything at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum PriorMode {
    /// Maximum likelihood; the weak prior only where the likelihood has no usable maximum.
    #[default]
    Auto,
    /// Maximum likelihood, come what may.
    None,
    /// Always the weak prior.
    Weak,
}

words!(PriorMode {
    Auto => "auto",
    None => "none",
    Weak => "weak",
});

/// How a model is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FitOptions {
    /// Whether the fit may lean on prior knowledge; default `auto`.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub prior: PriorMode,
    /// The largest number of evaluations of the likelihood per search; default 200.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub max_iterations: u32,
    /// Whether the fit also follows the profile likelihoods, for the intervals of its parameters:
    /// some nine evaluations on at most 5,000 rows, up to eight times as many where the likelihood is
    /// far from a parabola. Without, these are those of the delta method,
    /// which on small or skewed data hold too little; default false, since most fits are made for
    /// their predictions.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub profile_likelihood: bool,
}

options!(FitOptions {
    prior => "prior",
    max_iterations => "maxIterations",
    profile_likelihood => "profileLikelihood",
});

impl Default for FitOptions {
    fn default() -> Self {
        Self {
            prior: PriorMode::Auto,
            max_iterations: 200,
            profile_likelihood: false,
        }
    }
}

/// What a fit amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Verdict {
    /// The parameters are the maximum of the likelihood.
    Converged,
    /// The parameters are the maximum of the likelihood times the weak prior.
    WeakPrior,
    /// The likelihood hardly changes along some direction: its maximum says little.
    Flat,
    /// The likelihood still rises where a parameter is beyond all reason.
    AtBound,
    /// The search ended before a maximum was found.
    NotConverged,
}

words!(Verdict {
    Converged => "converged",
    WeakPrior => "weakPrior",
    Flat => "flat",
    AtBound => "atBound",
    NotConverged => "notConverged",
});

/// The record of a search.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Convergence {
    /// Whether a maximum was found, with or without the prior.
    pub converged: bool,
    /// What the fit amounts to.
    pub verdict: Verdict,
    /// The number of evaluations of the likelihood, over all searches.
    pub iterations: u32,
    /// The largest derivative of the objective by a log parameter, per customer.
    pub gradient_norm: f64,
    /// The verdict in words, with the reason.
    pub message: String,
}

record!(Convergence {
    converged => "converged",
    verdict => "verdict",
    iterations => "iterations",
    gradient_norm => "gradientNorm",
    message => "message",
});

/// A model with what its estimation says of it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
pub struct Fitted<M> {
    /// The model.
    pub model: M,
    /// The standard error of each parameter, in the order of the parameters; nothing when the
    /// information cannot be inverted, or where a variance is beyond the range of a float in the unit of
    /// the data, as the message of the convergence then says.
    pub standard_errors: Option<Vec<f64>>,
    /// The covariance of the parameters, row by row; nothing where there are no standard errors.
    pub covariance: Option<Vec<Vec<f64>>>,
    /// How the profile log-likelihood of each log parameter falls, in the order of the standard
    /// errors; nothing where that was not asked for, and for spend. A curve
    /// without nodes: the likelihood does not fall off that the intervals could be read from it.
    pub profile_curves: Option<Vec<ProfileCurve>>,
    /// The other values of k that the data leave possible, where the fit chose k: those whose highest
    /// log-likelihood lies at most [`Rival::REACH`] below, ascending. Nothing is known of k where this
    /// is taken for granted, so that intervals look at all of them.
    pub rivals: Vec<Rival>,
    /// The log-likelihood, in the units of the data and without the prior.
    pub log_likelihood: f64,
    /// Akaike's information criterion, over the estimated parameters; a k that was chosen from the
    /// data is one of them, one that was given is none.
    pub aic: f64,
    /// The Bayesian information criterion, over customers and the same parameters.
    pub bic: f64,
    /// The number of rows that entered.
    pub rows: u64,
    /// The number of distinct rows among them.
    pub distinct_rows: u64,
    /// The number of rows left out: those of weight 0, and for Gamma-Gamma those without a repeat purchase
    /// or with a mean spend of 0 or less.
    pub excluded: u64,
    /// The number of customers that entered: the sum of the weights.
    pub customers: f64,
    /// How the search went.
    pub convergence: Convergence,
}

/// What a fit that chose k knows of a k that it did not choose.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
pub struct Rival {
    /// The parameters with the highest log-likelihood for this k, which is the first of them.
    pub parameters: Vec<f64>,
    /// Their standard errors without that of k, as [`Fitted::standard_errors`].
    pub standard_errors: Vec<f64>,
    /// Their covariance, as [`Fitted::covariance`].
    pub covariance: Vec<Vec<f64>>,
    /// Their curves, as [`Fitted::profile_curves`].
    pub profile_curves: Option<Vec<ProfileCurve>>,
    /// How far the log-likelihood lies below that of the k that was chosen, from 0.
    pub deficit: f64,
}

impl Rival {
    /// The largest deficit of a rival: ½·3.29², with which a k is outside the interval of level 99.9 %.
    /// Our own choice; intervals of a higher level leave out what lies further.
    pub const REACH: f64 = 5.414;
}

impl<M> Fitted<M> {
    /// Returns the fit with the model made by `make`.
    pub(crate) fn try_map<O>(self, make: impl FnOnce(M) -> Result<O>) -> Result<Fitted<O>> {
        Ok(Fitted {
            model: make(self.model)?,
            standard_errors: self.standard_errors,
            covariance: self.covariance,
            profile_curves: self.profile_curves,
            rivals: self.rivals,
            log_likelihood: self.log_likelihood,
            aic: self.aic,
            bic: self.bic,
            rows: self.rows,
            distinct_rows: self.distinct_rows,
            excluded: self.excluded,
            customers: self.customers,
            convergence: self.convergence,
        })
    }
}
