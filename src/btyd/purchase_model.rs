//! What a purchase model must know, and what follows from it.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::purchase_history::check_from;
use crate::error::Result;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::quadrature::integrate_line;
use crate::numeric::root::increasing_root;
use core::f64::consts::LN_2;

/// What is discounted by more than e to this power is no longer in the last digit.
pub(super) const FAR: f64 = 60.0;

/// A model of when customers buy and when they leave for good.
///
/// In every model of the family a customer who is alive behaves like a new one with updated
/// parameters. A model therefore says how likely the customer has left ([`Self::odds_of_death`]) and
/// what one who has not will do: the methods that end in `_if_alive`. The predictions for a customer
/// whose state is unknown follow in [`crate::btyd::Predictions`]. A new customer is
/// [`PurchaseHistory::NEW`].
///
/// The methods here do not check their arguments: histories are valid for the model
/// ([`Self::check_history`]), times are numbers from 0 ([`Self::check_time`]).
pub trait PurchaseModel {
    /// Returns which model it is.
    fn kind(&self) -> ModelKind;

    /// Returns the parameters in the order of [`ModelKind::parameter_names`].
    fn parameters(&self) -> Vec<f64>;

    /// Returns the logarithm of the likelihood of one history.
    ///
    /// A model with regular gaps leaves out the factor that depends on the single gaps.
    fn log_likelihood(&self, history: PurchaseHistory) -> f64;

    /// Returns (1 − P(alive))/P(alive), infinite where that exceeds the range of a float.
    fn odds_of_death(&self, history: PurchaseHistory) -> f64;

    /// Returns the probability that one who is alive is still alive after `time`.
    fn survival_if_alive(&self, history: PurchaseHistory, time: f64) -> f64;

    /// Returns the expected number of purchases within `time` of one who is alive.
    fn purchases_if_alive(&self, history: PurchaseHistory, time: f64) -> f64;

    /// Returns the expected number of purchases of one who is alive until the end of time, infinite
    /// where they have no bound.
    fn all_purchases_if_alive(&self, history: PurchaseHistory) -> f64;

    /// Returns the probability that one who is alive makes `n` purchases within `time`.
    fn count_if_alive(&self, history: PurchaseHistory, n: u32, time: f64) -> f64;

    /// Returns the probability that one who is alive buys nothing within `time`, with all digits.
    fn idle_if_alive(&self, history: PurchaseHistory, time: f64) -> f64;

    /// Returns the probability that one who is alive buys within `time`, with all digits.
    fn purchase_if_alive(&self, history: PurchaseHistory, time: f64) -> f64;

    /// Returns the probability that one who is alive leaves without another purchase.
    fn never_if_alive(&self, history: PurchaseHistory) -> f64;

    /// Returns how often one who is alive buys: the mean of the purchase rate per unit of time.
    fn rate_if_alive(&self, history: PurchaseHistory) -> f64;

    /// Returns the time within which the next purchase of one who is alive has come with
    /// `probability`, infinite where it never reaches that.
    fn time_until_if_alive(&self, history: PurchaseHistory, probability: f64) -> f64 {
        if probability >= 1.0 - self.never_if_alive(history) {
            return f64::INFINITY;
        }
        let rate = self.rate_if_alive(history);
        let guess = -log1p(-probability) / rate;
        increasing_root(|t| self.purchase_if_alive(history, t) - probability, guess)
    }

    /// Returns the expected purchases of one who is alive up to `horizon` (which may be infinite),
    /// each discounted continuously at `rate` per unit of time: ∫ e^(−δt) dE[Y(t)].
    ///
    /// Integrated by parts, so that all summands are positive:
    /// e^(−δh)·E[Y(h)] + δ∫₀ʰ e^(−δt)·E[Y(t)] dt.
    fn residual_if_alive(&self, history: PurchaseHistory, rate: f64, horizon: f64) -> f64 {
        let purchases = |time: f64| self.purchases_if_alive(history, time);
        let all = || self.all_purchases_if_alive(history);
        residual_by_parts(&purchases, &all, rate, horizon)
    }

    /// Whether [`Self::purchases_if_alive`] depends on the recency besides frequency and age.
    fn needs_recency(&self) -> bool {
        false
    }

    /// Rejects a history that this model cannot have.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for a history that is not one of whole opportunities, where time
    /// is discrete.
    fn check_history(&self, _history: PurchaseHistory) -> Result<()> {
        Ok(())
    }

    /// Rejects a time that this model cannot look ahead.
    ///
    /// # Errors
    /// [`crate::Error::NotFinite`] and [`crate::Error::OutOfRange`] with the name `path`.
    fn check_time(&self, time: f64, path: &str) -> Result<()> {
        check_from(time, 0.0, path).map(|_| ())
    }

    /// Writes P(alive) of valid rows.
    fn write_alive(&self, columns: &PurchaseColumns<'_>, out: &mut [f64]) {
        columns.fill(out, |history| 1.0 / (1.0 + self.odds_of_death(history)));
    }

    /// Writes the expected purchases within `horizon` of valid rows.
    fn write_purchases(&self, columns: &PurchaseColumns<'_>, horizon: f64, out: &mut [f64]) {
        columns.fill(out, |history| {
            let alive = 1.0 / (1.0 + self.odds_of_death(history));
            alive * self.purchases_if_alive(history, horizon)
        });
    }

    /// Returns Σ `weightₖ`·E(tₖ) of one who is alive over several times at once, ascending. `work`
    /// is overwritten.
    fn weighted_purchases_if_alive(
        &self,
        history: PurchaseHistory,
        horizons: &[(f64, f64)],
        _work: &mut Vec<(f64, f64)>,
    ) -> f64 {
        let parts = horizons
            .iter()
            .map(|(time, weight)| weight * self.purchases_if_alive(history, *time));
        parts.sum()
    }
}

/// Returns ∫₀ʰ e^(−δt) dE[Y(t)] from E[Y(t)] and E[Y(∞)], h finite or not.
pub(super) fn residual_by_parts(
    purchases: &dyn Fn(f64) -> f64,
    all: &dyn Fn() -> f64,
    rate: f64,
    horizon: f64,
) -> f64 {
    if rate <= 0.0 {
        return if horizon < f64::INFINITY {
            purchases(horizon)
        } else {
            all()
        };
    }
    // With t = u/δ, in y = ln u. E[Y(t)] grows no faster than t and has no scale that would
    // show in y, so that the peak lies between u = 1 and 2, wherever the customer's own scales
    // are.
    let end = rate * horizon;
    if end > FAR {
        let f = |y: f64| {
            let u = exp(y);
            u * exp(-u) * purchases(u / rate)
        };
        return integrate_line(f, 0.0, LN_2, 1.0);
    }
    // With an end at h, u = δh/(1 + e^(−y)).
    let f = |y: f64| {
        let small = exp(-y.abs());
        let (low, high) = (small / (1.0 + small), 1.0 / (1.0 + small));
        let (share, rest) = if y < 0.0 { (low, high) } else { (high, low) };
        let discounted = share * rest * exp(-end * share);
        discounted * purchases(horizon * share)
    };
    let start = -ln(1.0 + end);
    let before = end * integrate_line(f, start - LN_2, start + LN_2, 1.0);
    before + exp(-end) * purchases(horizon)
}
