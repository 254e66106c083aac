//! Churn risk over a horizon, taken apart into evidence.

use crate::btyd::Predictions;
use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::btyd::Standing;
use crate::error::Result;

/// The smallest probability and the smallest odds, so that no factor, and no ratio of two odds, is 0
/// or infinite.
const LEAST_PROBABILITY: f64 = 1e-150;

/// The risk that a customer buys nothing within the horizon, and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HorizonRisk {
    /// P(no purchase within the horizon | history), 0-1.
    pub risk: f64,
    /// The odds of a new customer of whom only the first purchase is known.
    pub base_odds: f64,
    /// What the customer's repeat purchases do to the odds, seen at the time of the last one.
    pub purchases: f64,
    /// What the silence since the last purchase does to the odds.
    pub silence: f64,
}

/// Returns the risk that a customer buys nothing within `horizon`, with its evidence.
///
/// `history`: frequency, recency and age. `horizon`: in the model's unit of time, above 0.
///
/// The evidence is exact: it follows the customer's own history from the first purchase
/// (`base_odds`) to the day of the last one (`purchases`) to today (`silence`), and the three
/// multiply up to the odds of the risk.
///
/// # Formula
/// ```text
/// risk = L(x, t_x, T+t) / L(x, t_x, T), for every purchase model
/// odds(x, t_x, T) = risk / (1 − risk)
///   base = odds(0, 0, 0),  purchases = odds(x, t_x, t_x) / base,  silence = odds(x, t_x, T) / odds(x, t_x, t_x)
/// ```
///
/// # Errors
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a horizon that is negative.
///
/// # Example: the evidence multiplies up to the odds
/// ```
/// # fn main() -> clientele::Result<()> {
/// use clientele::btyd::PurchaseHistory;
/// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
/// use clientele::churn::horizon_risk;
/// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
/// let found = horizon_risk(&model, PurchaseHistory::try_new(2.0, 30.43, 38.86)?, 39.0)?;
/// // P(no purchase in the next 39 weeks) of this customer of CDNOW.
/// assert!((found.risk - 0.445_372_862_083).abs() < 1e-12);
/// let odds = found.base_odds * found.purchases * found.silence;
/// assert!((odds - found.risk / (1.0 - found.risk)).abs() < 1e-12);
/// # Ok(())
/// # }
/// ```
///
/// # References
/// Fader, Hardie & Lee (2019), "A step-by-step derivation of the BG/NBD model", note 039, eq. 34.
pub fn horizon_risk(
    model: &dyn PurchaseModel,
    history: PurchaseHistory,
    horizon: f64,
) -> Result<HorizonRisk> {
    RiskHorizon::try_new(model, horizon)?.risk(model, history)
}

/// A horizon made ready: the odds of a new customer are the same for all.
///
/// # Example: the same as [`horizon_risk`]
/// ```
/// # fn main() -> clientele::Result<()> {
/// use clientele::btyd::PurchaseHistory;
/// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
/// use clientele::churn::{RiskHorizon, horizon_risk};
/// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
/// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
/// let horizon = RiskHorizon::try_new(&model, 39.0)?;
/// assert_eq!(horizon.risk(&model, history)?, horizon_risk(&model, history, 39.0)?);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskHorizon {
    horizon: f64,
    base_odds: f64,
}

impl RiskHorizon {
    /// Takes a horizon in the model's unit of time.
    ///
    /// # Errors
    /// Those of [`horizon_risk`].
    pub fn try_new(model: &dyn PurchaseModel, horizon: f64) -> Result<Self> {
        let mut made = Self {
            horizon,
            base_odds: 1.0,
        };
        made.base_odds = made
            .risk_and_odds(&model.standing(PurchaseHistory::NEW)?)?
            .1;
        Ok(made)
    }

    /// Returns the risk of a customer with its evidence, as [`horizon_risk`] does.
    ///
    /// `model` must be the one that the horizon was made with.
    ///
    /// # Errors
    /// None for a horizon that was made.
    pub fn risk(&self, model: &dyn PurchaseModel, history: PurchaseHistory) -> Result<HorizonRisk> {
        self.risk_of(&model.standing(history)?)
    }

    /// [`Self::risk`] of a customer whose odds of death are known.
    ///
    /// # Errors
    /// None for a horizon that was made.
    pub fn risk_of(&self, customer: &Standing<'_, dyn PurchaseModel + '_>) -> Result<HorizonRisk> {
        let (risk, odds) = self.risk_and_odds(customer)?;
        let history = customer.history();
        let at_last_purchase = if history.frequency() > 0.0 {
            let then = customer.model().standing(history.at_last_purchase())?;
            self.risk_and_odds(&then)?.1
        } else {
            self.base_odds
        };
        Ok(HorizonRisk {
            risk,
            base_odds: self.base_odds,
            purchases: at_last_purchase / self.base_odds,
            silence: odds / at_last_purchase,
        })
    }

    /// Returns the risk and its odds.
    fn risk_and_odds(&self, customer: &Standing<'_, dyn PurchaseModel + '_>) -> Result<(f64, f64)> {
        let risk = customer.probability_of_no_purchase(self.horizon)?;
        let purchase = customer.probability_of_purchase(self.horizon)?;
        let odds = risk / purchase.max(LEAST_PROBABILITY);
        Ok((risk, odds.max(LEAST_PROBABILITY)))
    }
}
