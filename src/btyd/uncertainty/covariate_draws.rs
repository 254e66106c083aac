//! Models with covariates that are drawn, and the intervals of their predictions.

use crate::btyd::AnyModel;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::covariates::Covariate;
use crate::btyd::covariates::CovariateModel;
use crate::btyd::covariates::Effect;
use crate::btyd::fit::Fitted;
use crate::btyd::purchase_history::check_length;
use crate::btyd::uncertainty::DrawOptions;
use crate::btyd::uncertainty::Interval;
use crate::btyd::uncertainty::ModelDraws;
use crate::btyd::uncertainty::check_level;
use crate::btyd::uncertainty::cloud::Cloud;
use crate::btyd::uncertainty::counts::Counts;
use crate::btyd::uncertainty::draws::checked_draws;
use crate::error::Result;
use crate::numeric::random::Random;

/// Models whose parameters and effects are drawn as the data leave them uncertain.
///
/// Parameters are drawn as [`ModelDraws::of_fit`] draws them, together with the coefficients, which may
/// be negative and are drawn on their own scale.
///
/// # Example: how sure the purchases of a customer with a voucher are
/// ```
/// use clientele::btyd::covariates::{Covariate, CovariateModel, Covariates};
/// use clientele::btyd::fit::FitOptions;
/// use clientele::btyd::uncertainty::{CovariateDraws, DrawOptions};
/// use clientele::btyd::{ModelKind, Predictions, PurchaseColumns, PurchaseHistory};
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
/// let options = FitOptions::default();
/// let fitted = CovariateModel::fit(ModelKind::BgNbd, &columns, &covariates, &options)?;
/// let draws = CovariateDraws::of_fit(&fitted, &DrawOptions::default())?.unwrap();
/// let of_customer = draws.of_customer(&[("voucher", 1.0)])?;
/// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
/// let found = of_customer.interval(0.9, &|model| model.expected_purchases(history, 39.0))?;
/// let model = fitted.model.model_of(&[("voucher", 1.0)])?;
/// let expected = model.expected_purchases(history, 39.0)?;
/// assert!(found.lower < expected && expected < found.upper);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CovariateDraws {
    models: Vec<CovariateModel>,
}

impl CovariateDraws {
    /// Draws models of a fit; nothing where it has no covariance.
    ///
    /// # Errors
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for the number of draws.
    ///
    /// # References
    /// As [`ModelDraws::of_fit`].
    pub fn of_fit(fitted: &Fitted<CovariateModel>, options: &DrawOptions) -> Result<Option<Self>> {
        let draws = checked_draws(*options)?;
        let Some(covariance) = &fitted.covariance else {
            return Ok(None);
        };
        let model = &fitted.model;
        let (parameters, effects) = (model.parameters(), model.effects());
        let coefficients: Vec<f64> = effects.iter().map(|effect| effect.coefficient).collect();
        let curves = fitted.profile_curves.as_deref().unwrap_or_default();
        let cloud = Cloud::of(parameters.to_vec(), &coefficients, covariance, curves, 1.0);
        let Some(cloud) = cloud else {
            return Ok(None);
        };
        let mut random = Random::new(u64::from(options.seed));
        let draw = |_| {
            let drawn = cloud.draw(&mut random);
            let (own, coefficients) = drawn.split_at(parameters.len().min(drawn.len()));
            let effects = effects.iter().zip(coefficients);
            let effects: Vec<Effect> = effects
                .map(|(effect, coefficient)| Effect {
                    coefficient: *coefficient,
                    ..effect.clone()
                })
                .collect();
            CovariateModel::try_new(model.kind(), own, &effects)
        };
        let models = (0..draws).map(draw).collect::<Result<_>>()?;
        Ok(Some(Self { models }))
    }

    /// Returns the drawn models.
    pub fn models(&self) -> &[CovariateModel] {
        &self.models
    }

    /// Returns the drawn models of a customer by the covariates, each with its name.
    ///
    /// # Errors
    /// Those of [`CovariateModel::model_of`].
    pub fn of_customer(&self, values: &[(&str, f64)]) -> Result<ModelDraws> {
        let models = self.models.iter().map(|model| model.model_of(values));
        Ok(ModelDraws::from_models(models.collect::<Result<_>>()?))
    }

    /// Writes the ends of [`ModelDraws::interval`] of every row into `lower` and `upper`.
    ///
    /// # Errors
    /// What [`CovariateModel::predict_columns`] and [`ModelDraws::interval_columns`] reject.
    pub fn interval_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        covariates: &[Covariate<'_>],
        level: f64,
        value: &dyn Fn(&AnyModel, PurchaseHistory) -> Result<f64>,
        lower: &mut [f64],
        upper: &mut [f64],
    ) -> Result<()> {
        check_level(level)?;
        self.write(columns, covariates, lower, upper, &mut |draws, history| {
            draws.interval(level, &|model| value(model, history))
        })
    }

    /// Writes the ends of [`ModelDraws::purchases`] of every row into `lower` and `upper`.
    ///
    /// # Errors
    /// What [`CovariateModel::predict_columns`] and [`ModelDraws::purchases_columns`] reject.
    pub fn purchases_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        covariates: &[Covariate<'_>],
        horizon: f64,
        level: f64,
        lower: &mut [f64],
        upper: &mut [f64],
    ) -> Result<()> {
        check_level(level)?;
        let mut counts = Counts::default();
        self.write(columns, covariates, lower, upper, &mut |draws, history| {
            // The models of the next customer are others.
            counts.forget();
            draws.purchases_by(history, horizon, level, &mut counts)
        })
    }

    /// Writes the ends of an interval of every row, by the drawn models of its customer.
    fn write(
        &self,
        columns: &PurchaseColumns<'_>,
        covariates: &[Covariate<'_>],
        lower: &mut [f64],
        upper: &mut [f64],
        interval: &mut dyn FnMut(&ModelDraws, PurchaseHistory) -> Result<Interval>,
    ) -> Result<()> {
        let rows = columns.validate()?;
        check_length("lower", lower.len(), rows)?;
        check_length("upper", upper.len(), rows)?;
        let Some(first) = self.models.first() else {
            return Ok(());
        };
        let chosen = first.columns_of_effects(covariates, rows)?;
        let ends = lower.iter_mut().zip(upper);
        for (row, ((lower, upper), history)) in ends.zip(columns.rows()).enumerate() {
            let models = self.models.iter().map(|model| model.model_at(&chosen, row));
            let draws = ModelDraws::from_models(models.collect::<Result<_>>()?);
            let found = interval(&draws, history)?;
            (*lower, *upper) = (found.lower, found.upper);
        }
        Ok(())
    }
}
