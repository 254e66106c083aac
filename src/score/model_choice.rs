//! The purchase models that a profile can have, and the choice among them.

use crate::btyd::AnyModel;
use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::selection::CANDIDATES;
use crate::btyd::selection::Criterion;
use crate::btyd::selection::SelectionRecord;
use crate::btyd::selection::fit_best;
use crate::error::Result;
use crate::plain::words;

/// Which purchase model a profile is built with: those in continuous time, as orders are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum ModelChoice {
    /// BG/NBD.
    #[default]
    BgNbd,
    /// MBG/NBD.
    MbgNbd,
    /// Pareto/NBD.
    ParetoNbd,
    /// BG/CNBD-k.
    BgCnbdK,
    /// MBG/CNBD-k.
    MbgCnbdK,
    /// The one with the lowest BIC among [`CANDIDATES`].
    Auto,
}

words!(ModelChoice {
    BgNbd => "bg-nbd",
    MbgNbd => "mbg-nbd",
    ParetoNbd => "pareto-nbd",
    BgCnbdK => "bg-cnbd-k",
    MbgCnbdK => "mbg-cnbd-k",
    Auto => "auto",
});

impl ModelChoice {
    /// Every model that can be chosen by name.
    pub const ALL: [Self; 5] = [
        Self::BgNbd,
        Self::MbgNbd,
        Self::ParetoNbd,
        Self::BgCnbdK,
        Self::MbgCnbdK,
    ];

    /// Returns the model that is chosen; none where the data choose.
    pub fn kind(self) -> Option<ModelKind> {
        match self {
            Self::BgNbd => Some(ModelKind::BgNbd),
            Self::MbgNbd => Some(ModelKind::MbgNbd),
            Self::ParetoNbd => Some(ModelKind::ParetoNbd),
            Self::BgCnbdK => Some(ModelKind::BgCnbdK),
            Self::MbgCnbdK => Some(ModelKind::MbgCnbdK),
            Self::Auto => None,
        }
    }
}

/// Fits the model of a choice, or all of them and returns the best with the reason.
pub(crate) fn fit_choice(
    choice: ModelChoice,
    columns: &PurchaseColumns<'_>,
    ln_gaps: Option<&[f64]>,
    options: FitOptions,
) -> Result<(Fitted<AnyModel>, Option<SelectionRecord>)> {
    if let Some(kind) = choice.kind() {
        return Ok((AnyModel::fit(kind, columns, ln_gaps, &options)?, None));
    }
    let criterion = Criterion::Bic;
    let best = fit_best(&CANDIDATES, columns, ln_gaps, criterion, None, &options)?;
    Ok((best.fitted, Some(best.record)))
}
