//! What the models bring to a fit with covariates.

use crate::btyd::ModelKind;
use crate::btyd::bg_nbd;
use crate::btyd::covariates::Covariates;
use crate::btyd::histories::Row;
use crate::btyd::pareto_nbd;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::maximise::Jet;

/// What a model brings to a fit with covariates.
pub(super) struct Shape {
    pub(super) names: &'static [&'static str],
    pub(super) starts: &'static [&'static [f64]],
    pub(super) prior: [f64; 4],
    /// The places of the parameters that are times.
    pub(super) times: &'static [usize],
    /// The places of the parameters that covariates of buying act on, with the sign of γ.
    purchase: &'static [(usize, f64)],
    /// The like for leaving.
    dropout: &'static [(usize, f64)],
    pub(super) likelihood: fn(&[Row], &[f64]) -> Jet,
}

/// One effect: a covariate on a parameter.
pub(super) struct Slot<'a> {
    pub(super) parameter: &'static str,
    pub(super) place: usize,
    pub(super) sign: f64,
    pub(super) covariate: &'a str,
}

impl Slot<'_> {
    /// What the effect is called where the data say little of it.
    pub(super) fn name(&self) -> String {
        format!("the effect of {} on {}", self.covariate, self.parameter)
    }
}

impl Shape {
    pub(super) fn of(kind: ModelKind) -> Result<Self> {
        let names = kind.parameter_names();
        match kind {
            ModelKind::BgNbd | ModelKind::MbgNbd => Ok(Self {
                names,
                starts: &bg_nbd::STARTS,
                prior: bg_nbd::prior(),
                times: &[1],
                purchase: &[(1, -1.0)],
                dropout: &[(2, 1.0), (3, 1.0)],
                likelihood: if kind == ModelKind::BgNbd {
                    |rows, point| bg_nbd::likelihood(rows, point, 0.0)
                } else {
                    |rows, point| bg_nbd::likelihood(rows, point, 1.0)
                },
            }),
            ModelKind::ParetoNbd => Ok(Self {
                names,
                starts: &pareto_nbd::STARTS,
                prior: pareto_nbd::prior(),
                times: &[1, 3],
                purchase: &[(1, -1.0)],
                dropout: &[(3, -1.0)],
                likelihood: pareto_nbd::likelihood,
            }),
            _ => Err(Error::InvalidValue {
                path: "model".into(),
                found: kind.code().into(),
                expected: "bg-nbd, mbg-nbd or pareto-nbd: the models with covariates".into(),
            }),
        }
    }

    /// The place of a parameter that covariates act on, and the sign of γ.
    pub(super) fn place(&self, parameter: &str) -> Option<(usize, f64)> {
        let place = self.names.iter().position(|name| *name == parameter)?;
        let mut levers = self.purchase.iter().chain(self.dropout);
        levers.find(|(i, _)| *i == place).copied()
    }

    /// The effects, parameter by parameter.
    pub(super) fn slots<'a>(&self, covariates: &Covariates<'a>) -> Vec<Slot<'a>> {
        let pairs = [
            (self.purchase, covariates.purchase),
            (self.dropout, covariates.dropout),
        ];
        let mut slots = Vec::new();
        for (levers, chosen) in pairs {
            for (place, sign) in levers {
                for covariate in chosen {
                    slots.push(Slot {
                        parameter: self.names.get(*place).copied().unwrap_or_default(),
                        place: *place,
                        sign: *sign,
                        covariate,
                    });
                }
            }
        }
        slots
    }
}
