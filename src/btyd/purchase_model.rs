//! What a purchase model must know, and what follows from it.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::SeriesMemory;
use crate::error::Result;
use crate::numeric::math::log1p;
use crate::numeric::quad::Quad;
use crate::numeric::root::increasing_root;

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

    /// Writes the probabilities that one who is alive makes `from`, `from` + 1, … purchases within `time`;
    /// `from` is above 0. A model overrides it where neighbours share work: the last digits may then
    /// differ from those of [`Self::count_if_alive`].
    fn counts_if_alive(&self, history: PurchaseHistory, from: u32, time: f64, out: &mut [f64]) {
        for (n, out) in (from..).zip(out) {
            *out = self.count_if_alive(history, n, time);
        }
    }

    /// Does what [`Self::counts_if_alive`] does where a probability may miss by 1e-12, however small it is:
    /// enough for the sums of a distribution, and cheaper for a model that overrides it.
    fn masses_if_alive(&self, history: PurchaseHistory, from: u32, time: f64, out: &mut [f64]) {
        self.counts_if_alive(history, from, time, out);
    }

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
        time_until(self, history, probability)
    }

    /// Returns the expected purchases of one who is alive up to `horizon` (which may be infinite),
    /// each discounted continuously at `rate` per unit of time, above 0: ∫ e^(−δt) dE[Y(t)].
    fn residual_if_alive(&self, history: PurchaseHistory, rate: f64, horizon: f64) -> f64;

    /// Whether what one who is alive will do depends on the recency besides frequency and age.
    fn needs_recency(&self) -> bool {
        false
    }

    /// Rejects a history that this model cannot have.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for a history that is not one of whole opportunities, where time
    /// is discrete.
    fn check_history(&self, history: PurchaseHistory) -> Result<()> {
        self.kind().check_history(history)
    }

    /// Rejects a time that this model cannot look ahead.
    ///
    /// # Errors
    /// [`crate::Error::NotFinite`] and [`crate::Error::OutOfRange`] with the name `path`.
    fn check_time(&self, time: f64, path: &str) -> Result<()> {
        self.kind().check_time(time, path)
    }

    /// Writes P(alive) of valid rows.
    fn write_alive(&self, columns: &PurchaseColumns<'_>, out: &mut [f64]) {
        columns.fill(out, |history| alive(self.odds_of_death(history)));
    }

    /// Writes the expected purchases within `horizon` of valid rows.
    fn write_purchases(&self, columns: &PurchaseColumns<'_>, horizon: f64, out: &mut [f64]) {
        self.write_alive(columns, out);
        columns.update(out, |history, alive| {
            alive * self.purchases_if_alive(history, horizon)
        });
    }

    /// Returns Σ `weightₖ`·E(tₖ) of one who is alive over several times at once, ascending. `memory`
    /// has served no other model.
    fn weighted_purchases_if_alive(
        &self,
        history: PurchaseHistory,
        horizons: &[(f64, f64)],
        _memory: &mut SeriesMemory,
    ) -> f64 {
        weighted_purchases(self, history, horizons)
    }
}

/// P(alive) of the odds of death.
#[inline]
pub(super) fn alive(odds: f64) -> f64 {
    1.0 / (1.0 + odds)
}

/// [`alive`] of four at a time.
#[inline(always)]
#[allow(clippy::inline_always, reason = "part of P(alive)")]
pub(super) fn alive_of_four(odds: Quad) -> Quad {
    let one = Quad::splat(1.0);
    one / (one + odds)
}

/// What [`PurchaseModel::weighted_purchases_if_alive`] is where the times share nothing.
pub(super) fn weighted_purchases<M: PurchaseModel + ?Sized>(
    model: &M,
    history: PurchaseHistory,
    horizons: &[(f64, f64)],
) -> f64 {
    let parts = horizons.iter();
    parts
        .map(|(time, weight)| weight * model.purchases_if_alive(history, *time))
        .sum()
}

/// What [`PurchaseModel::time_until_if_alive`] is where there is no closed form.
pub(super) fn time_until<M: PurchaseModel + ?Sized>(
    model: &M,
    history: PurchaseHistory,
    probability: f64,
) -> f64 {
    if probability <= 0.0 {
        return 0.0;
    }
    if probability >= 1.0 - model.never_if_alive(history) {
        return f64::INFINITY;
    }
    let guess = -log1p(-probability) / model.rate_if_alive(history);
    // The smaller of the two probabilities knows the time better.
    if probability < 0.5 {
        increasing_root(|t| model.purchase_if_alive(history, t) - probability, guess)
    } else {
        let rest = 1.0 - probability;
        increasing_root(|t| rest - model.idle_if_alive(history, t), guess)
    }
}
