//! One customer whose odds of death are known: what many predictions share.

use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::btyd::predictions::check_probability;
use crate::btyd::purchase_history::check_from;
use crate::btyd::purchase_model::alive;
use crate::error::Result;
use crate::numeric::tolerance::DISCOUNTED_AWAY;

/// A customer as a purchase model sees it, with the odds of death worked out once.
///
/// Its predictions have the bits of those of [`Predictions`](crate::btyd::Predictions), which asks for
/// the odds anew each time.
///
/// # Example: several predictions of one customer
/// ```
/// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
/// use clientele::btyd::{Predictions, PurchaseHistory};
/// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
/// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
/// let customer = model.standing(history)?;
/// assert_eq!(customer.probability_alive(), model.probability_alive(history)?);
/// assert_eq!(customer.next_purchase(0.5)?, model.next_purchase(history, 0.5)?);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug)]
pub struct Standing<'a, M: PurchaseModel + ?Sized> {
    model: &'a M,
    history: PurchaseHistory,
    odds: f64,
}

impl<'a, M: PurchaseModel + ?Sized> Standing<'a, M> {
    /// `history` is one that the model can have.
    pub(super) fn new(model: &'a M, history: PurchaseHistory) -> Self {
        Self {
            model,
            history,
            odds: model.odds_of_death(history),
        }
    }

    /// Returns the model.
    pub fn model(&self) -> &'a M {
        self.model
    }

    /// Returns the history.
    pub fn history(&self) -> PurchaseHistory {
        self.history
    }

    /// See [`Predictions::probability_alive`](crate::btyd::Predictions::probability_alive).
    pub fn probability_alive(&self) -> f64 {
        alive(self.odds)
    }

    /// 1 − P(alive), with all digits.
    fn probability_dead(&self) -> f64 {
        if self.odds < f64::INFINITY {
            self.odds / (1.0 + self.odds)
        } else {
            1.0
        }
    }

    /// See [`Predictions::expected_purchases`](crate::btyd::Predictions::expected_purchases).
    ///
    /// # Errors
    /// What [`PurchaseModel::check_time`] rejects.
    pub fn expected_purchases(&self, horizon: f64) -> Result<f64> {
        self.model.check_time(horizon, "horizon")?;
        let purchases = self.model.purchases_if_alive(self.history, horizon);
        Ok(self.probability_alive() * purchases)
    }

    /// See [`Predictions::purchase_probability`](crate::btyd::Predictions::purchase_probability).
    ///
    /// # Errors
    /// What [`PurchaseModel::check_time`] rejects.
    pub fn purchase_probability(&self, n: u32, time: f64) -> Result<f64> {
        self.model.check_time(time, "time")?;
        Ok(if n == 0 {
            self.idle(time)
        } else {
            self.probability_alive() * self.model.count_if_alive(self.history, n, time)
        })
    }

    /// See [`Predictions::probability_of_purchase`](crate::btyd::Predictions::probability_of_purchase).
    ///
    /// # Errors
    /// What [`PurchaseModel::check_time`] rejects.
    pub fn probability_of_purchase(&self, horizon: f64) -> Result<f64> {
        self.model.check_time(horizon, "horizon")?;
        Ok(self.probability_alive() * self.model.purchase_if_alive(self.history, horizon))
    }

    /// See [`Predictions::probability_of_no_purchase`](crate::btyd::Predictions::probability_of_no_purchase).
    ///
    /// # Errors
    /// What [`PurchaseModel::check_time`] rejects.
    pub fn probability_of_no_purchase(&self, horizon: f64) -> Result<f64> {
        self.model.check_time(horizon, "horizon")?;
        Ok(self.idle(horizon))
    }

    /// P(no purchase within `time`).
    fn idle(&self, time: f64) -> f64 {
        self.probability_dead()
            + self.probability_alive() * self.model.idle_if_alive(self.history, time)
    }

    /// See [`Predictions::probability_never`](crate::btyd::Predictions::probability_never).
    pub fn probability_never(&self) -> f64 {
        self.probability_dead() + self.probability_alive() * self.model.never_if_alive(self.history)
    }

    /// See [`Predictions::next_purchase`](crate::btyd::Predictions::next_purchase).
    ///
    /// # Errors
    /// [`Error::NotFinite`](crate::Error::NotFinite) and [`Error::OutOfRange`](crate::Error::OutOfRange)
    /// for a probability that is not within 0 and 1.
    pub fn next_purchase(&self, probability: f64) -> Result<Option<f64>> {
        check_probability(probability)?;
        let alive = self.probability_alive();
        Ok(number(time_until(
            self.model,
            alive,
            self.history,
            probability,
        )))
    }

    /// See [`Predictions::residual_purchases`](crate::btyd::Predictions::residual_purchases).
    ///
    /// # Errors
    /// What [`PurchaseModel::check_time`] rejects; [`Error::NotFinite`](crate::Error::NotFinite) and
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for a rate that is not a number from 0.
    pub fn residual_purchases(&self, rate: f64, horizon: Option<f64>) -> Result<Option<f64>> {
        check_from(rate, 0.0, "rate")?;
        if let Some(horizon) = horizon {
            self.model.check_time(horizon, "horizon")?;
        }
        let alive = self.probability_alive();
        Ok(number(residual(
            self.model,
            alive,
            self.history,
            rate,
            horizon,
        )))
    }
}

/// NaN stands for nothing in columns.
fn number(value: f64) -> Option<f64> {
    if value.is_nan() { None } else { Some(value) }
}

/// NaN for no such time.
pub(super) fn time_until<M: PurchaseModel + ?Sized>(
    model: &M,
    alive: f64,
    history: PurchaseHistory,
    probability: f64,
) -> f64 {
    if probability >= alive {
        return f64::NAN;
    }
    let time = model.time_until_if_alive(history, probability / alive);
    if time < f64::INFINITY { time } else { f64::NAN }
}

/// NaN where the sum has no bound.
///
/// A horizon that the discount has long made worthless counts as none: of two ways to the same number, the
/// shorter. A customer does not buy more later on than now, so that less than e^(−δh) of it is beyond h.
pub(super) fn residual<M: PurchaseModel + ?Sized>(
    model: &M,
    alive: f64,
    history: PurchaseHistory,
    rate: f64,
    horizon: Option<f64>,
) -> f64 {
    let purchases = match horizon {
        Some(horizon) if rate > 0.0 && rate * horizon <= DISCOUNTED_AWAY => {
            model.residual_if_alive(history, rate, horizon)
        }
        _ if rate > 0.0 => model.residual_if_alive(history, rate, f64::INFINITY),
        Some(horizon) => model.purchases_if_alive(history, horizon),
        None => model.all_purchases_if_alive(history),
    };
    let value = alive * purchases;
    if value < f64::INFINITY {
        value
    } else {
        f64::NAN
    }
}
