//! The estimation of the parameters, and the choice of k.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::bg_cnbd_k::BetaGeometricCnbdK;
use crate::btyd::bg_cnbd_k::BgCnbdKParams;
use crate::btyd::bg_cnbd_k::gaps::weighted_sum;
use crate::btyd::bg_cnbd_k::likelihood::likelihood;
use crate::btyd::bg_cnbd_k::model::check_k;
use crate::btyd::bg_nbd;
use crate::btyd::estimate::Problem;
use crate::btyd::estimate::in_order;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::fit::Rival;
use crate::btyd::histories::Histories;
use crate::btyd::histories::Row;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::gamma::ln_gamma;
use crate::numeric::math::ln;
use crate::numeric::maximise::Jet;
use core::mem::replace;

/// The search for k ends after so many drops of the likelihood in a row, once it is out of reach.
const DROPS: u32 = 2;

impl<const MODIFIED: bool> BetaGeometricCnbdK<MODIFIED> {
    /// The largest k that is tried unless told otherwise; our own choice, as in `BTYDplus`.
    pub const DEFAULT_MAX_K: u32 = 12;

    /// Estimates r, α, a and b for a given `k`.
    ///
    /// `ln_gaps`: per row the sum of the logarithms of the times between the purchases, in the unit
    /// of the columns; 0 without a repeat purchase. It goes as [`crate::btyd::bg_nbd::BgNbd::fit`]
    /// does; the weak prior is the same but for α, whose centre is ¼/k. The standard errors, AIC and
    /// BIC are those of the four estimated parameters.
    ///
    /// # Errors
    /// What [`PurchaseColumns::validate`] rejects; [`Error::OutOfRange`] for a `k` not within 1 and
    /// [`MAX_K`](crate::btyd::bg_cnbd_k::MAX_K) and for logarithms of gaps that the recency cannot
    /// hold; [`Error::InsufficientData`] when no row has a positive weight.
    ///
    /// # Example: k as given
    /// ```
    /// use clientele::btyd::PurchaseColumns;
    /// use clientele::btyd::bg_cnbd_k::BgCnbdK;
    /// use clientele::btyd::fit::FitOptions;
    /// let columns = PurchaseColumns {
    ///     frequency: &[2.0, 0.0, 1.0],
    ///     recency: &[30.0, 0.0, 2.0],
    ///     age: &[38.0, 38.0, 38.0],
    ///     weights: None,
    /// };
    /// // Gaps of 14 and 16, and of 2.
    /// let ln_gaps = [14f64.ln() + 16f64.ln(), 0.0, 2f64.ln()];
    /// let fitted = BgCnbdK::fit(2, &columns, &ln_gaps, &FitOptions::default())?;
    /// assert!(fitted.convergence.converged);
    /// assert_eq!(fitted.model.params().k, 2);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Reutterer, Platzer & Schröder (2020), the likelihood of the MBG/CNBD-k.
    pub fn fit(
        k: u32,
        columns: &PurchaseColumns<'_>,
        ln_gaps: &[f64],
        options: &FitOptions,
    ) -> Result<Fitted<Self>> {
        check_k(f64::from(k), "k")?;
        let histories = Histories::try_new(columns)?;
        let ln_gaps = weighted_sum(columns, ln_gaps)?;
        let likelihood = Self::likelihood(k);
        let fitted = with_problem(k, &histories, ln_gaps, |problem| {
            histories.estimate(problem, *options, &likelihood)
        });
        Self::of_fit(k, fitted)
    }

    /// Estimates the parameters and chooses `k`: the one with the highest likelihood.
    ///
    /// k runs upwards from 1 to `max_k` and stops after two drops in a row that lead out of reach of the
    /// best, since the likelihood rises up to the best k and falls from there. The result tells k, which
    /// counts as a parameter in AIC and BIC where there was a choice: with repeat purchases and a `max_k`
    /// above 1. The other k within reach are its [`Fitted::rivals`].
    ///
    /// # Errors
    /// See [`BetaGeometricCnbdK::fit`]; `max_k` is checked as `k` is.
    ///
    /// # Example: customers who buy every ten days
    /// ```
    /// use clientele::btyd::PurchaseColumns;
    /// use clientele::btyd::bg_cnbd_k::{BgCnbdK, Regularity};
    /// use clientele::btyd::fit::FitOptions;
    /// let columns = PurchaseColumns {
    ///     frequency: &[4.0, 3.0, 5.0, 0.0],
    ///     recency: &[40.0, 30.0, 50.0, 0.0],
    ///     age: &[45.0, 60.0, 52.0, 30.0],
    ///     weights: None,
    /// };
    /// let ln_gaps = [4.0, 3.0, 5.0, 0.0].map(|x| x * 10f64.ln());
    /// let fitted = BgCnbdK::fit_best(&columns, &ln_gaps, &FitOptions::default(), 12)?;
    /// assert_eq!(fitted.model.params().k, 12);
    /// assert_eq!(fitted.model.regularity(), Regularity::Clockwork);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Reutterer, Platzer & Schröder (2020), the estimation of k.
    pub fn fit_best(
        columns: &PurchaseColumns<'_>,
        ln_gaps: &[f64],
        options: &FitOptions,
        max_k: u32,
    ) -> Result<Fitted<Self>> {
        check_k(f64::from(max_k), "maxK")?;
        let histories = Histories::try_new(columns)?;
        let ln_gaps = weighted_sum(columns, ln_gaps)?;
        let fit = |k| {
            let likelihood = Self::likelihood(k);
            with_problem(k, &histories, ln_gaps, |problem| {
                histories.maximise(problem, *options, &likelihood)
            })
        };
        let curves = |k, fitted: &Fitted<Vec<f64>>| {
            let likelihood = Self::likelihood(k);
            with_problem(k, &histories, ln_gaps, |problem| {
                histories.profile_curves(fitted, problem, *options, &likelihood)
            })
        };
        // Without a gap nothing tells one k from another: no k is chosen.
        let most = if histories.purchases > 0.0 { max_k } else { 1 };
        let (best_k, mut best, mut others) = search(most, fit);
        if most > 1 {
            // The data chose k: it counts as a parameter.
            best.aic += 2.0;
            best.bic += ln(best.customers);
        }
        best.profile_curves = curves(best_k, &best);
        others.sort_by_key(|(k, _)| *k);
        let rivals = others.into_iter().filter_map(|(k, mut other)| {
            other.profile_curves = curves(k, &other);
            rival(k, other, best.log_likelihood)
        });
        best.rivals = rivals.collect();
        Self::of_fit(best_k, best)
    }

    fn likelihood(k: u32) -> impl Fn(&[Row], &[f64]) -> Jet {
        move |rows, point| likelihood(rows, point, k, Self::FIRST)
    }

    fn of_fit(k: u32, fitted: Fitted<Vec<f64>>) -> Result<Fitted<Self>> {
        fitted.try_map(|parameters| {
            let [r, alpha, a, b] = in_order(&parameters);
            Self::try_new(BgCnbdKParams { k, r, alpha, a, b })
        })
    }
}

/// A fit for each of some k.
type Fits = Vec<(u32, Fitted<Vec<f64>>)>;

/// Returns the k of the highest likelihood with its fit, and the others within reach of it.
fn search(max_k: u32, fit: impl Fn(u32) -> Fitted<Vec<f64>>) -> (u32, Fitted<Vec<f64>>, Fits) {
    let (mut best_k, mut best, mut others) = (1, fit(1), Fits::new());
    let (mut before, mut drops) = (best.log_likelihood, 0);
    for k in 2..=max_k {
        let next = fit(k);
        let value = next.log_likelihood;
        drops = if value < before { drops + 1 } else { 0 };
        before = value;
        if value > best.log_likelihood {
            others.push((best_k, replace(&mut best, next)));
            best_k = k;
        } else {
            others.push((k, next));
        }
        let within = |value| best.log_likelihood - value <= Rival::REACH;
        others.retain(|(_, other)| within(other.log_likelihood));
        if drops >= DROPS && !within(value) {
            break;
        }
    }
    (best_k, best, others)
}

/// A fit that was not chosen; nothing where its standard errors are unknown.
fn rival(k: u32, fitted: Fitted<Vec<f64>>, highest: f64) -> Option<Rival> {
    Some(Rival {
        parameters: [&[f64::from(k)], fitted.model.as_slice()].concat(),
        standard_errors: fitted.standard_errors?,
        covariance: fitted.covariance?,
        profile_curves: fitted.profile_curves,
        deficit: highest - fitted.log_likelihood,
    })
}

/// Hands on what the likelihood for a `k` says of itself.
fn with_problem<T>(
    k: u32,
    histories: &Histories,
    ln_gaps: f64,
    run: impl FnOnce(&Problem<'_>) -> T,
) -> T {
    let whole = f64::from(k);
    // k events a purchase: α is a k-th of what it is for k = 1.
    let per_event = ln(whole);
    // Every event is a density per unit of time, and every gap stands in the data's own unit.
    let offset = whole * histories.offset() + (whole - 1.0) * ln_gaps
        - histories.purchases * ln_gamma(whole);
    let per_event = |mut point: [f64; 4]| {
        let [_, alpha, ..] = &mut point;
        *alpha -= per_event;
        point
    };
    let starts = bg_nbd::STARTS.map(|start| per_event(in_order(start)));
    run(&Problem {
        names: ModelKind::BgNbd.parameter_names(),
        starts: &starts.each_ref().map(<[f64; 4]>::as_slice),
        prior: &per_event(bg_nbd::prior()),
        units: &[1.0, histories.scale, 1.0, 1.0],
        customers: histories.customers,
        offset,
    })
}

/// Estimates a model with regular gaps when these may be missing.
pub(crate) fn fit_any<const MODIFIED: bool>(
    columns: &PurchaseColumns<'_>,
    ln_gaps: Option<&[f64]>,
    options: FitOptions,
) -> Result<Fitted<BetaGeometricCnbdK<MODIFIED>>> {
    let max_k = BetaGeometricCnbdK::<MODIFIED>::DEFAULT_MAX_K;
    BetaGeometricCnbdK::fit_best(columns, needed(ln_gaps)?, &options, max_k)
}

/// Rejects that there are no gaps.
pub(crate) fn needed(ln_gaps: Option<&[f64]>) -> Result<&[f64]> {
    ln_gaps.ok_or_else(|| Error::Missing {
        path: "lnGaps".to_owned(),
        expected: "per customer the sum of the logarithms of the times between purchases, which \
                   summaries of orders have: regularity shows in nothing else"
            .to_owned(),
    })
}
