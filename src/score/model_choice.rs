//! The purchase models that a profile can have.

use crate::btyd::ModelKind;
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
}

words!(ModelChoice {
    BgNbd => "bg-nbd",
    MbgNbd => "mbg-nbd",
    ParetoNbd => "pareto-nbd",
    BgCnbdK => "bg-cnbd-k",
    MbgCnbdK => "mbg-cnbd-k",
});

impl ModelChoice {
    /// Every choice there is.
    pub const ALL: [Self; 5] = [
        Self::BgNbd,
        Self::MbgNbd,
        Self::ParetoNbd,
        Self::BgCnbdK,
        Self::MbgCnbdK,
    ];

    /// Returns the model that is chosen.
    pub fn kind(self) -> ModelKind {
        match self {
            Self::BgNbd => ModelKind::BgNbd,
            Self::MbgNbd => ModelKind::MbgNbd,
            Self::ParetoNbd => ModelKind::ParetoNbd,
            Self::BgCnbdK => ModelKind::BgCnbdK,
            Self::MbgCnbdK => ModelKind::MbgCnbdK,
        }
    }
}
