//! A purchase model of whatever kind.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseModel;
use crate::btyd::bg_bb::BgBb;
use crate::btyd::bg_bb::BgBbParams;
use crate::btyd::bg_cnbd_k::BgCnbdK;
use crate::btyd::bg_cnbd_k::BgCnbdKParams;
use crate::btyd::bg_cnbd_k::MbgCnbdK;
use crate::btyd::bg_cnbd_k::Regularity;
use crate::btyd::bg_cnbd_k::check_k;
use crate::btyd::bg_cnbd_k::fit_any;
use crate::btyd::bg_cnbd_k::needed;
use crate::btyd::bg_nbd::BgNbd;
use crate::btyd::bg_nbd::BgNbdParams;
use crate::btyd::bg_nbd::MbgNbd;
use crate::btyd::estimate::in_order;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::pareto_nbd::ParetoNbd;
use crate::btyd::pareto_nbd::ParetoNbdParams;
use crate::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
use crate::btyd::shifted_beta_geometric::ShiftedBetaGeometricParams;
use crate::error::Error;
use crate::error::Result;
use core::ops::Deref;

/// A purchase model whose kind is known only when the program runs, as that of a profile.
///
/// It dereferences to the model.
///
/// # Example: by name
/// ```
/// use clientele::btyd::{AnyModel, ModelKind, Predictions};
/// let model = AnyModel::try_new(ModelKind::MbgNbd, &[0.525, 6.183, 0.891, 1.614])?;
/// assert!((model.expected_purchases_new(1.0)? - 0.053_084_795_263_702).abs() < 1e-14);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum AnyModel {
    /// BG/NBD.
    BgNbd(BgNbd),
    /// MBG/NBD.
    MbgNbd(MbgNbd),
    /// Pareto/NBD.
    ParetoNbd(ParetoNbd),
    /// BG/CNBD-k.
    BgCnbdK(BgCnbdK),
    /// MBG/CNBD-k.
    MbgCnbdK(MbgCnbdK),
    /// BG/BB.
    BgBb(BgBb),
    /// Shifted beta-geometric.
    ShiftedBetaGeometric(ShiftedBetaGeometric),
}

impl AnyModel {
    /// Makes a model of known parameters, in the order of [`ModelKind::parameter_names`].
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] for too few or too many parameters, and what the model itself
    /// rejects.
    pub fn try_new(kind: ModelKind, parameters: &[f64]) -> Result<Self> {
        let expected = kind.parameter_names().len();
        if parameters.len() != expected {
            return Err(Error::LengthMismatch {
                path: "params".into(),
                expected,
                actual: parameters.len(),
            });
        }
        let bg_nbd = || {
            let [r, alpha, a, b] = in_order(parameters);
            BgNbdParams { r, alpha, a, b }
        };
        let bg_cnbd_k = || {
            let [k, r, alpha, a, b] = in_order(parameters);
            let k = check_k(k, "params.k")?;
            Ok(BgCnbdKParams { k, r, alpha, a, b })
        };
        match kind {
            ModelKind::BgNbd => BgNbd::try_new(bg_nbd()).map(Self::BgNbd),
            ModelKind::MbgNbd => MbgNbd::try_new(bg_nbd()).map(Self::MbgNbd),
            ModelKind::ParetoNbd => {
                let [r, alpha, s, beta] = in_order(parameters);
                ParetoNbd::try_new(ParetoNbdParams { r, alpha, s, beta }).map(Self::ParetoNbd)
            }
            ModelKind::BgCnbdK => BgCnbdK::try_new(bg_cnbd_k()?).map(Self::BgCnbdK),
            ModelKind::MbgCnbdK => MbgCnbdK::try_new(bg_cnbd_k()?).map(Self::MbgCnbdK),
            ModelKind::BgBb => {
                let [alpha, beta, gamma, delta] = in_order(parameters);
                let params = BgBbParams {
                    alpha,
                    beta,
                    gamma,
                    delta,
                };
                BgBb::try_new(params).map(Self::BgBb)
            }
            ModelKind::ShiftedBetaGeometric => {
                let [alpha, beta] = in_order(parameters);
                let params = ShiftedBetaGeometricParams { alpha, beta };
                ShiftedBetaGeometric::try_new(params).map(Self::ShiftedBetaGeometric)
            }
        }
    }

    /// Estimates the parameters of a model from purchase histories.
    ///
    /// `ln_gaps`: per row the sum of the logarithms of the times between purchases, in the unit of
    /// the columns; the models with regular gaps need it to choose k, the others do not read it.
    ///
    /// # Errors
    /// What [`PurchaseColumns::validate`] rejects; [`Error::InsufficientData`] when no row has
    /// a positive weight; [`Error::Missing`] and [`Error::OutOfRange`] for `lnGaps` where needed.
    pub fn fit(
        kind: ModelKind,
        columns: &PurchaseColumns<'_>,
        ln_gaps: Option<&[f64]>,
        options: &FitOptions,
    ) -> Result<Fitted<Self>> {
        match kind {
            ModelKind::BgNbd => BgNbd::fit(columns, options)?.try_map(|m| Ok(Self::BgNbd(m))),
            ModelKind::MbgNbd => MbgNbd::fit(columns, options)?.try_map(|m| Ok(Self::MbgNbd(m))),
            ModelKind::ParetoNbd => {
                ParetoNbd::fit(columns, options)?.try_map(|m| Ok(Self::ParetoNbd(m)))
            }
            ModelKind::BgCnbdK => {
                fit_any(columns, ln_gaps, *options)?.try_map(|m| Ok(Self::BgCnbdK(m)))
            }
            ModelKind::MbgCnbdK => {
                fit_any(columns, ln_gaps, *options)?.try_map(|m| Ok(Self::MbgCnbdK(m)))
            }
            ModelKind::BgBb => BgBb::fit(columns, options)?.try_map(|m| Ok(Self::BgBb(m))),
            ModelKind::ShiftedBetaGeometric => ShiftedBetaGeometric::fit(columns, options)?
                .try_map(|m| Ok(Self::ShiftedBetaGeometric(m))),
        }
    }

    /// Estimates the parameters of a model with regular gaps for a `k` that is given, not chosen.
    ///
    /// `ln_gaps`: see [`AnyModel::fit`].
    ///
    /// # Errors
    /// What [`BgCnbdK::fit`] rejects; [`Error::Missing`] without gaps, [`Error::InvalidValue`] for
    /// a model that has no `k`.
    ///
    /// # Example: every second event is a purchase
    /// ```
    /// use clientele::btyd::fit::FitOptions;
    /// use clientele::btyd::{AnyModel, ModelKind, PurchaseColumns};
    /// let columns = PurchaseColumns {
    ///     frequency: &[2.0, 0.0, 1.0],
    ///     recency: &[30.0, 0.0, 2.0],
    ///     age: &[38.0, 38.0, 38.0],
    ///     weights: None,
    /// };
    /// // Gaps of 14 and 16, and of 2.
    /// let ln_gaps = [14f64.ln() + 16f64.ln(), 0.0, 2f64.ln()];
    /// let options = FitOptions::default();
    /// let kind = ModelKind::MbgCnbdK;
    /// let fitted = AnyModel::fit_with_k(kind, 2, &columns, Some(&ln_gaps), &options)?;
    /// assert_eq!(fitted.model.parameters()[0], 2.0);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn fit_with_k(
        kind: ModelKind,
        k: u32,
        columns: &PurchaseColumns<'_>,
        ln_gaps: Option<&[f64]>,
        options: &FitOptions,
    ) -> Result<Fitted<Self>> {
        match kind {
            ModelKind::BgCnbdK => BgCnbdK::fit(k, columns, needed(ln_gaps)?, options)?
                .try_map(|m| Ok(Self::BgCnbdK(m))),
            ModelKind::MbgCnbdK => MbgCnbdK::fit(k, columns, needed(ln_gaps)?, options)?
                .try_map(|m| Ok(Self::MbgCnbdK(m))),
            _ => Err(Error::InvalidValue {
                path: "k".to_owned(),
                found: kind.code().to_owned(),
                expected: "a model with regular gaps: no other has a k".to_owned(),
            }),
        }
    }

    /// Returns how regularly customers buy, of the models that know it.
    pub fn regularity(&self) -> Option<Regularity> {
        match self {
            Self::BgCnbdK(model) => Some(model.regularity()),
            Self::MbgCnbdK(model) => Some(model.regularity()),
            _ => None,
        }
    }
}

impl Deref for AnyModel {
    type Target = dyn PurchaseModel + Send + Sync;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::BgNbd(model) => model,
            Self::MbgNbd(model) => model,
            Self::ParetoNbd(model) => model,
            Self::BgCnbdK(model) => model,
            Self::MbgCnbdK(model) => model,
            Self::BgBb(model) => model,
            Self::ShiftedBetaGeometric(model) => model,
        }
    }
}
