//! The models of a profile, fitted.

use crate::btyd::Parameters;
use crate::btyd::Predictions;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::btyd::fit::FitOptions;
use crate::btyd::gamma_gamma::GammaGamma;
use crate::btyd::gamma_gamma::GammaGammaParams;
use crate::btyd::gamma_gamma::SpendColumns;
use crate::data::summary::CustomerSummary;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::score::model_choice::ModelChoice;
use crate::score::model_choice::fit_choice;
use crate::score::profile::PurchaseSection;
use crate::score::profile::SpendModel;
use crate::score::profile::SpendSection;

/// The bounds that a baseline retention estimated from a model is held within: a base in which
/// nobody, or everybody, is expected to stay says more about the sample than about customers.
const RETENTION_BOUNDS: (f64, f64) = (0.01, 0.99);

/// Fits the purchase model of a choice to columns, for a profile. What the data lack for it is not asked: rows that
/// stand for many customers do not tell.
///
/// `ln_gaps`: see [`crate::btyd::AnyModel::fit`].
///
/// # Errors
/// Those of [`crate::btyd::AnyModel::fit`].
///
/// # Example: a row that stands for two customers
/// ```
/// use clientele::btyd::PurchaseColumns;
/// use clientele::btyd::fit::FitOptions;
/// use clientele::score::{ModelChoice, fit_purchases};
/// let [frequency, recency, age] = [[2.0, 0.0], [30.43, 0.0], [38.86, 38.86]];
/// let each = PurchaseColumns { frequency: &frequency, recency: &recency, age: &age, weights: Some(&[1.0, 2.0]) };
/// let section = fit_purchases(&each, None, ModelChoice::BgNbd, FitOptions::default())?;
/// assert_eq!(section.model.code(), "bg-nbd");
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn fit_purchases(
    columns: &PurchaseColumns<'_>,
    ln_gaps: Option<&[f64]>,
    choice: ModelChoice,
    options: FitOptions,
) -> Result<PurchaseSection> {
    let (fitted, selection) = fit_choice(choice, columns, ln_gaps, options)?;
    let kind = fitted.model.kind();
    let errors = fitted.standard_errors.as_deref();
    Ok(PurchaseSection {
        model: kind,
        params: Parameters::of(kind, &fitted.model.parameters()),
        standard_errors: errors.map(|errors| Parameters::of(kind, errors)),
        covariance: fitted.covariance,
        log_likelihood: Some(fitted.log_likelihood),
        aic: Some(fitted.aic),
        bic: Some(fitted.bic),
        convergence: Some(fitted.convergence),
        selection,
        quality: None,
    })
}

/// Fits the spend model to columns, for a profile: Gamma-Gamma, or the mean where the data do not carry it.
///
/// `mean`: the mean net amount of a purchase, over all purchases.
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for a mean that is no number from 0; those of [`GammaGamma::fit`] but for
/// data that do not suffice.
///
/// # Example: nobody came back
/// ```
/// use clientele::btyd::fit::FitOptions;
/// use clientele::btyd::gamma_gamma::SpendColumns;
/// use clientele::score::{SpendModel, fit_spend};
/// let columns = SpendColumns { frequency: &[0.0], monetary_value: &[0.0], weights: None };
/// assert_eq!(fit_spend(&columns, 12.5, FitOptions::default())?.model, SpendModel::Mean);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn fit_spend(
    columns: &SpendColumns<'_>,
    mean: f64,
    options: FitOptions,
) -> Result<SpendSection> {
    if check_finite(mean, || "mean".into())? < 0.0 {
        return Err(Error::out_of_range("mean".into(), mean, "a number from 0"));
    }
    let fallback = |reason: String| SpendSection {
        model: SpendModel::Mean,
        params: None,
        mean,
        reason: Some(reason),
        standard_errors: None,
        covariance: None,
        log_likelihood: None,
        convergence: None,
    };
    match GammaGamma::fit(columns, &options) {
        Ok(fitted) if fitted.model.expected_spend_new().is_none() => Ok(fallback(
            "the fitted Gamma-Gamma model has no finite mean (q ≤ 1)".into(),
        )),
        Ok(fitted) => Ok(SpendSection {
            model: SpendModel::GammaGamma,
            params: Some(fitted.model.params()),
            mean,
            reason: None,
            standard_errors: fitted
                .standard_errors
                .as_deref()
                .and_then(|errors| match *errors {
                    [p, q, v] => Some(GammaGammaParams { p, q, v }),
                    _ => None,
                }),
            covariance: fitted.covariance,
            log_likelihood: Some(fitted.log_likelihood),
            convergence: Some(fitted.convergence),
        }),
        Err(error @ Error::InsufficientData { .. }) => Ok(fallback(error.to_string())),
        Err(error) => Err(error),
    }
}

/// Estimates the share of active customers that buy again within a year: the mean probability of
/// those who bought within the last year.
pub(super) fn retention_from_model(
    model: &dyn PurchaseModel,
    summary: &CustomerSummary,
) -> Result<f64> {
    let year = TimeUnit::Year.days() / summary.time_unit.days();
    let mut sum = 0.0;
    let mut active = 0.0;
    let rows = summary
        .frequency
        .iter()
        .zip(&summary.recency)
        .zip(&summary.age);
    for (((&frequency, &recency), &age), &purchases) in rows.zip(&summary.purchases_in_year) {
        if purchases > 0.0 {
            let history = PurchaseHistory::try_new(frequency, recency, age)?;
            sum += model.probability_of_purchase(history, year)?;
            active += 1.0;
        }
    }
    let mean = if active > 0.0 { sum / active } else { 0.0 };
    Ok(mean.clamp(RETENTION_BOUNDS.0, RETENTION_BOUNDS.1))
}
