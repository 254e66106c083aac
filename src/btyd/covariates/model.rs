//! A model whose parameters depend on the customer, and what it predicts.

use crate::btyd::AnyModel;
use crate::btyd::ModelKind;
use crate::btyd::Predictions;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::covariates::Covariate;
use crate::btyd::covariates::columns::find;
use crate::btyd::covariates::columns::named_twice;
use crate::btyd::covariates::shape::Shape;
use crate::btyd::purchase_history::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math::exp;
use crate::plain::record;

/// The effect of one covariate on one parameter.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Effect {
    /// The name of the parameter.
    pub parameter: String,
    /// The name of the covariate.
    pub covariate: String,
    /// γ: what a unit of the covariate adds to the logarithm of the parameter, with the sign of the
    /// papers: positive where the covariate makes customers buy more often (α) or, under
    /// Pareto/NBD, leave sooner (β).
    pub coefficient: f64,
    /// The standard error of γ; nothing when the information cannot be inverted.
    pub standard_error: Option<f64>,
}

record!(Effect {
    parameter => "parameter",
    covariate => "covariate",
    coefficient => "coefficient",
    standard_error => "standardError",
});

/// What a model with covariates predicts of one customer.
type Predict<'a> = &'a mut dyn FnMut(&AnyModel, PurchaseHistory) -> Result<f64>;

/// A purchase model whose parameters depend on the customer.
///
/// # Formula
/// BG/NBD and MBG/NBD: αᵢ = α·exp(−γ₁′zᵢ), aᵢ = a·exp(γ₂′zᵢ), bᵢ = b·exp(γ₃′zᵢ).
/// Pareto/NBD: αᵢ = α·exp(−γ₁′zᵢ), βᵢ = β·exp(−γ₂′zᵢ).
///
/// # References
/// Fader & Hardie (2007), Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD
/// models, note 019.
#[derive(Debug, Clone, PartialEq)]
pub struct CovariateModel {
    kind: ModelKind,
    parameters: Vec<f64>,
    effects: Vec<Effect>,
}

impl CovariateModel {
    /// Makes a model of known parameters and effects.
    ///
    /// # Errors
    /// What [`AnyModel::try_new`] rejects; [`Error::InvalidValue`] for a kind without covariates,
    /// for an effect on a parameter that has none, and for one that is there already;
    /// [`Error::NotFinite`] for a coefficient.
    pub fn try_new(kind: ModelKind, parameters: &[f64], effects: &[Effect]) -> Result<Self> {
        let shape = Shape::of(kind)?;
        AnyModel::try_new(kind, parameters)?;
        for (i, effect) in effects.iter().enumerate() {
            check_finite(effect.coefficient, || format!("effects[{i}].coefficient"))?;
            if shape.place(&effect.parameter).is_none() {
                return Err(Error::InvalidValue {
                    path: format!("effects[{i}].parameter"),
                    found: effect.parameter.clone(),
                    expected: "a parameter that covariates act on".into(),
                });
            }
            let same = |other: &Effect| {
                other.parameter == effect.parameter && other.covariate == effect.covariate
            };
            if effects.get(..i).unwrap_or(&[]).iter().any(same) {
                let path = format!("effects[{i}].covariate");
                return Err(named_twice(path, &effect.covariate));
            }
        }
        Ok(Self {
            kind,
            parameters: parameters.to_vec(),
            effects: effects.to_vec(),
        })
    }

    /// Returns which model it is.
    pub fn kind(&self) -> ModelKind {
        self.kind
    }

    /// Returns the parameters of a customer whose covariates are all 0, in the order of
    /// [`ModelKind::parameter_names`].
    pub fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    /// Returns the effects.
    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }

    /// Returns the model of a customer by the covariates, each with its name.
    ///
    /// Covariates without an effect are not read.
    ///
    /// # Errors
    /// [`Error::Missing`] for a covariate that is not there, [`Error::NotFinite`] and
    /// [`Error::OutOfRange`] for one that leads to no model.
    ///
    /// # Example: what a voucher does
    /// ```
    /// use clientele::btyd::covariates::{CovariateModel, Effect};
    /// use clientele::btyd::{ModelKind, Predictions};
    /// let voucher = Effect {
    ///     parameter: "alpha".into(),
    ///     covariate: "voucher".into(),
    ///     coefficient: 0.4,
    ///     standard_error: None,
    /// };
    /// let parameters = [0.243, 4.414, 0.793, 2.426];
    /// let model = CovariateModel::try_new(ModelKind::BgNbd, &parameters, &[voucher])?;
    /// let without = model.model_of(&[("voucher", 0.0)])?.expected_purchases_new(52.0)?;
    /// let with = model.model_of(&[("voucher", 1.0)])?.expected_purchases_new(52.0)?;
    /// assert!(with > without);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn model_of(&self, values: &[(&str, f64)]) -> Result<AnyModel> {
        let path = |name: &str| format!("covariates.{name}");
        self.model_by(
            &mut |_, name| {
                let found = values.iter().find(|(known, _)| *known == name);
                let value = found.ok_or_else(|| missing(path(name), "a number"))?.1;
                check_finite(value, || path(name))
            },
            &path,
        )
    }

    /// The model of a customer whose covariates are those that `value` returns for each effect, by
    /// its place and the name of its covariate; `path` says where one comes from.
    fn model_by(
        &self,
        value: &mut dyn FnMut(usize, &str) -> Result<f64>,
        path: &dyn Fn(&str) -> String,
    ) -> Result<AnyModel> {
        let shape = Shape::of(self.kind)?;
        let mut parameters = self.parameters.clone();
        // What has moved a parameter farthest, which is at fault where there is no model.
        let mut farthest: Option<(f64, &Effect, f64)> = None;
        for (i, effect) in self.effects.iter().enumerate() {
            let value = value(i, &effect.covariate)?;
            if let Some((place, sign)) = shape.place(&effect.parameter)
                && let Some(parameter) = parameters.get_mut(place)
            {
                let way = sign * effect.coefficient * value;
                *parameter *= exp(way);
                let farther = |(far, _, _): &(f64, _, _)| way.abs() > *far;
                if farthest.as_ref().is_none_or(farther) {
                    farthest = Some((way.abs(), effect, value));
                }
            }
        }
        AnyModel::try_new(self.kind, &parameters).map_err(|error| match farthest {
            Some((_, effect, value)) => Error::OutOfRange {
                path: path(&effect.covariate),
                value,
                expected: format!("a number that leaves {} in range", effect.parameter),
            },
            None => error,
        })
    }

    /// Writes what `predict` returns for every row with the model of its customer.
    ///
    /// `covariates` need no order; those without an effect are not read.
    ///
    /// # Errors
    /// What [`PurchaseColumns::validate`] rejects; [`Error::Missing`] for a covariate that is not
    /// there, [`Error::LengthMismatch`] for one of another length and for `out`,
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a value that leads to no model
    /// (`covariates.columns.voucher[3]`); what `predict` returns.
    ///
    /// # Example: P(at least one purchase within a year), customer by customer
    /// ```
    /// use clientele::btyd::covariates::{Covariate, CovariateModel, Effect};
    /// use clientele::btyd::{ModelKind, Predictions, PurchaseColumns};
    /// let voucher = Effect {
    ///     parameter: "alpha".into(),
    ///     covariate: "voucher".into(),
    ///     coefficient: 0.4,
    ///     standard_error: None,
    /// };
    /// let parameters = [0.243, 4.414, 0.793, 2.426];
    /// let model = CovariateModel::try_new(ModelKind::BgNbd, &parameters, &[voucher])?;
    /// let columns = PurchaseColumns {
    ///     frequency: &[2.0, 2.0],
    ///     recency: &[30.43, 30.43],
    ///     age: &[38.86, 38.86],
    ///     weights: None,
    /// };
    /// let covariates = [Covariate { name: "voucher", values: &[0.0, 1.0] }];
    /// let mut out = [0.0; 2];
    /// model.predict_columns(
    ///     &columns,
    ///     &covariates,
    ///     &mut |model, history| model.probability_of_purchase(history, 52.0),
    ///     &mut out,
    /// )?;
    /// assert!(out[0] < out[1]);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn predict_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        covariates: &[Covariate<'_>],
        predict: Predict<'_>,
        out: &mut [f64],
    ) -> Result<()> {
        let rows = columns.validate()?;
        check_length("out", out.len(), rows)?;
        let chosen = self.columns_of_effects(covariates, rows)?;
        for (row, (out, history)) in out.iter_mut().zip(columns.rows()).enumerate() {
            *out = predict(&self.model_at(&chosen, row)?, history)?;
        }
        Ok(())
    }

    /// The column of the covariate of each effect, of `rows` numbers.
    pub(in crate::btyd) fn columns_of_effects<'a, 'b>(
        &self,
        covariates: &'a [Covariate<'b>],
        rows: usize,
    ) -> Result<Vec<&'a Covariate<'b>>> {
        let effects = self.effects.iter().map(|effect| {
            let name = &effect.covariate;
            let missing = || missing(format!("covariates.columns.{name}"), "a column of numbers");
            let column = find(covariates, name).ok_or_else(missing)?;
            column.check(rows)?;
            Ok(column)
        });
        effects.collect()
    }

    /// The model of the customer of a row, by [`Self::columns_of_effects`].
    pub(in crate::btyd) fn model_at(
        &self,
        chosen: &[&Covariate<'_>],
        row: usize,
    ) -> Result<AnyModel> {
        self.model_by(
            &mut |i, _| Ok(chosen.get(i).map_or(f64::NAN, |column| column.at(row))),
            &|name| format!("covariates.columns.{name}[{row}]"),
        )
    }

    /// Writes [`Predictions::probability_alive`] of every row.
    ///
    /// # Errors
    /// See [`Self::predict_columns`].
    pub fn probability_alive_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        covariates: &[Covariate<'_>],
        out: &mut [f64],
    ) -> Result<()> {
        let predict = &mut |model: &AnyModel, history| model.probability_alive(history);
        self.predict_columns(columns, covariates, predict, out)
    }

    /// Writes [`Predictions::expected_purchases`] within `horizon` of every row.
    ///
    /// # Errors
    /// See [`Self::predict_columns`]; what [`crate::btyd::PurchaseModel::check_time`] rejects.
    pub fn expected_purchases_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        covariates: &[Covariate<'_>],
        horizon: f64,
        out: &mut [f64],
    ) -> Result<()> {
        self.kind.check_time(horizon, "horizon")?;
        let predict = &mut |model: &AnyModel, history| model.expected_purchases(history, horizon);
        self.predict_columns(columns, covariates, predict, out)
    }

    /// Writes [`Predictions::probability_of_purchase`] within `horizon` of every row.
    ///
    /// # Errors
    /// See [`Self::expected_purchases_columns`].
    pub fn probability_of_purchase_columns(
        &self,
        columns: &PurchaseColumns<'_>,
        covariates: &[Covariate<'_>],
        horizon: f64,
        out: &mut [f64],
    ) -> Result<()> {
        self.kind.check_time(horizon, "horizon")?;
        let predict =
            &mut |model: &AnyModel, history| model.probability_of_purchase(history, horizon);
        self.predict_columns(columns, covariates, predict, out)
    }
}

fn missing(path: String, expected: &str) -> Error {
    Error::Missing {
        path,
        expected: expected.into(),
    }
}
