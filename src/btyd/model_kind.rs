//! The purchase models by name.

use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::opportunities::check_opportunities;
use crate::btyd::opportunities::check_renewals;
use crate::btyd::opportunities::check_whole;
use crate::btyd::purchase_history::check_from;
use crate::error::Result;
use crate::plain::words;

/// The purchase models, by what they assume of buying and of leaving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum ModelKind {
    /// BG/NBD (Fader, Hardie & Lee 2005): one may leave after a repeat purchase.
    #[cfg_attr(feature = "serde", serde(rename = "bg-nbd"))]
    BgNbd,
    /// MBG/NBD (Batislam, Denizel & Filiztekin 2007): one may leave after any purchase.
    #[cfg_attr(feature = "serde", serde(rename = "mbg-nbd"))]
    MbgNbd,
    /// Pareto/NBD (Schmittlein, Morrison & Colombo 1987): one may leave at any time.
    #[cfg_attr(feature = "serde", serde(rename = "pareto-nbd"))]
    ParetoNbd,
    /// BG/CNBD-k (Reutterer, Platzer & Schröder 2020): BG/NBD with regular gaps.
    #[cfg_attr(feature = "serde", serde(rename = "bg-cnbd-k"))]
    BgCnbdK,
    /// MBG/CNBD-k (Reutterer, Platzer & Schröder 2020): MBG/NBD with regular gaps.
    #[cfg_attr(feature = "serde", serde(rename = "mbg-cnbd-k"))]
    MbgCnbdK,
    /// BG/BB (Fader, Hardie & Shang 2010): opportunities that come one by one.
    #[cfg_attr(feature = "serde", serde(rename = "bg-bb"))]
    BgBb,
    /// Shifted beta-geometric (Fader & Hardie 2007): contracts that are renewed or not.
    #[cfg_attr(feature = "serde", serde(rename = "shifted-beta-geometric"))]
    ShiftedBetaGeometric,
}

words!(ModelKind {
    BgNbd => "bg-nbd",
    MbgNbd => "mbg-nbd",
    ParetoNbd => "pareto-nbd",
    BgCnbdK => "bg-cnbd-k",
    MbgCnbdK => "mbg-cnbd-k",
    BgBb => "bg-bb",
    ShiftedBetaGeometric => "shifted-beta-geometric",
});

impl ModelKind {
    /// Returns the names of the parameters, in the order in which they are listed everywhere.
    ///
    /// `k` of the models with regular gaps is a whole number that is chosen, not estimated: it has
    /// no standard error.
    ///
    /// # Example: BG/NBD
    /// ```
    /// use clientele::btyd::ModelKind;
    /// assert_eq!(ModelKind::BgNbd.parameter_names(), ["r", "alpha", "a", "b"]);
    /// ```
    pub fn parameter_names(self) -> &'static [&'static str] {
        match self {
            Self::BgNbd | Self::MbgNbd => &["r", "alpha", "a", "b"],
            Self::ParetoNbd => &["r", "alpha", "s", "beta"],
            Self::BgCnbdK | Self::MbgCnbdK => &["k", "r", "alpha", "a", "b"],
            Self::BgBb => &["alpha", "beta", "gamma", "delta"],
            Self::ShiftedBetaGeometric => &["alpha", "beta"],
        }
    }

    /// Returns the name used in profiles and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::BgNbd => "bg-nbd",
            Self::MbgNbd => "mbg-nbd",
            Self::ParetoNbd => "pareto-nbd",
            Self::BgCnbdK => "bg-cnbd-k",
            Self::MbgCnbdK => "mbg-cnbd-k",
            Self::BgBb => "bg-bb",
            Self::ShiftedBetaGeometric => "shifted-beta-geometric",
        }
    }

    /// Whether a customer without a repeat purchase counts as active for ever, because only a repeat
    /// purchase may be the last.
    pub fn keeps_one_time_buyers(self) -> bool {
        matches!(self, Self::BgNbd | Self::BgCnbdK)
    }

    /// Whether the model has a k that is chosen from the data.
    pub fn has_chosen_k(self) -> bool {
        matches!(self, Self::BgCnbdK | Self::MbgCnbdK)
    }

    /// Whether time is counted in whole opportunities, and horizons with it.
    pub fn is_discrete(self) -> bool {
        matches!(self, Self::BgBb | Self::ShiftedBetaGeometric)
    }

    /// Rejects a history that no customer of this model can have.
    pub(super) fn check_history(self, history: PurchaseHistory) -> Result<()> {
        match self {
            Self::BgBb => check_opportunities(history),
            Self::ShiftedBetaGeometric => check_renewals(history),
            _ => Ok(()),
        }
    }

    /// Rejects rows that no customer of this model can have, with the row in the path.
    pub(super) fn check_histories(self, columns: &PurchaseColumns<'_>) -> Result<()> {
        if self.is_discrete() {
            for (row, history) in columns.rows().enumerate() {
                let checked = self.check_history(history);
                checked.map_err(|error| error.map_path(|path| format!("{path}[{row}]")))?;
            }
        }
        Ok(())
    }

    /// Rejects a time that cannot be looked ahead.
    pub(super) fn check_time(self, time: f64, path: &str) -> Result<()> {
        if self.is_discrete() {
            check_whole(time, path)
        } else {
            check_from(time, 0.0, path).map(|_| ())
        }
    }
}
