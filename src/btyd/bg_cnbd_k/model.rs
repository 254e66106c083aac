//! The parameters and what they say of one customer.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::btyd::SeriesMemory;
use crate::btyd::bg_cnbd_k::Regularity;
use crate::btyd::bg_cnbd_k::ahead::Ahead;
use crate::btyd::bg_cnbd_k::phases::Phases;
use crate::btyd::bg_nbd::BetaGeometricNbd;
use crate::btyd::bg_nbd::BgNbdParams;
use crate::btyd::purchase_model::time_until;
use crate::btyd::purchase_model::weighted_purchases;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::gamma::ln_gamma;
use crate::numeric::gamma::ln_gamma_ratio;
use crate::numeric::gamma_cross::ln_gamma_cross;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::plain::record;

/// The largest k: gaps that vary by an eighth of their mean.
pub const MAX_K: u32 = 64;

/// The five parameters of the BG/CNBD-k model.
///
/// While alive, a customer buys at every `k`-th event of a Poisson process of rate
/// λ ~ Gamma(`r`, rate `alpha`); after every purchase the customer leaves for good with
/// a probability p ~ Beta(`a`, `b`).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BgCnbdKParams {
    /// Regularity of the purchases: the shape of the Erlang distribution of the gaps, 1 to 64.
    pub k: u32,
    /// Shape of the event rates over the customers.
    pub r: f64,
    /// Scale of the event rates, in the time unit of the histories.
    pub alpha: f64,
    /// First shape of the drop-out probabilities.
    pub a: f64,
    /// Second shape of the drop-out probabilities.
    pub b: f64,
}

record!(BgCnbdKParams {
    k => "k",
    r => "r",
    alpha => "alpha",
    a => "a",
    b => "b",
});

/// The BG/CNBD-k model, or with `MODIFIED` the MBG/CNBD-k model, with its parameters.
///
/// The gaps between the purchases of a customer are Erlang-k: the larger k, the more regular, and the
/// more a silence says. With k = 1 it is the BG/NBD (MBG/NBD) model, to the bit. All predictions are
/// exact; the paper approximates the expected purchases.
///
/// # Example: with regular gaps a silence tells more
/// ```
/// use clientele::btyd::bg_cnbd_k::{BgCnbdK, BgCnbdKParams};
/// use clientele::btyd::{Predictions, PurchaseHistory};
/// let history = PurchaseHistory::try_new(6.0, 30.0, 42.0)?;
/// let alive = |k: u32| {
///     // α/k: the same rate of purchases.
///     let alpha = 4.4 / f64::from(k);
///     let params = BgCnbdKParams { k, r: 0.8, alpha, a: 0.8, b: 2.4 };
///     BgCnbdK::try_new(params)?.probability_alive(history)
/// };
/// assert!(alive(5)? < alive(2)? && alive(2)? < alive(1)?);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Reutterer, Platzer & Schröder (2020), Leveraging purchase regularity for predicting customer
/// behavior the easy way, International Journal of Research in Marketing 38(1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaGeometricCnbdK<const MODIFIED: bool> {
    params: BgCnbdKParams,
    /// The same without regularity: all there is to it for k = 1.
    random: BetaGeometricNbd<MODIFIED>,
}

/// The BG/CNBD-k model: one may leave after a repeat purchase.
pub type BgCnbdK = BetaGeometricCnbdK<false>;

/// The MBG/CNBD-k model: one may leave after any purchase, the first included.
pub type MbgCnbdK = BetaGeometricCnbdK<true>;

impl<const MODIFIED: bool> BetaGeometricCnbdK<MODIFIED> {
    /// The drop-out trial at the first purchase.
    pub(super) const FIRST: f64 = if MODIFIED { 1.0 } else { 0.0 };

    /// Makes a model of known parameters.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a `k` that is not within 1 and [`MAX_K`]; [`Error::NotFinite`] and
    /// [`Error::OutOfRange`] for another parameter that is not a positive number.
    pub fn try_new(params: BgCnbdKParams) -> Result<Self> {
        check_k(f64::from(params.k), "params.k")?;
        let BgCnbdKParams { r, alpha, a, b, .. } = params;
        Ok(Self {
            params,
            random: BetaGeometricNbd::try_new(BgNbdParams { r, alpha, a, b })?,
        })
    }

    /// Returns the parameters.
    pub fn params(&self) -> BgCnbdKParams {
        self.params
    }

    /// Returns how regularly the customers buy, in words.
    pub fn regularity(&self) -> Regularity {
        Regularity::of(self.params.k)
    }

    /// Returns the logarithm of the likelihood of one history, with the factor that depends on the
    /// single gaps.
    ///
    /// `ln_gaps`: the sum of the logarithms of the times between the purchases, in the unit of the
    /// history; 0 without a repeat purchase.
    ///
    /// # Example: the comment in the sources of the R package `BTYDplus`
    /// ```
    /// use clientele::btyd::PurchaseHistory;
    /// use clientele::btyd::bg_cnbd_k::{BgCnbdK, BgCnbdKParams};
    /// let model = BgCnbdK::try_new(BgCnbdKParams { k: 3, r: 0.5, alpha: 2.0, a: 0.3, b: 0.6 })?;
    /// let history = PurchaseHistory::try_new(3.0, 12.0, 14.0)?;
    /// assert!((model.log_likelihood_with_gaps(history, 3.0) + 10.425_00).abs() < 5e-6);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Reutterer, Platzer & Schröder (2020), the likelihood of the MBG/CNBD-k.
    pub fn log_likelihood_with_gaps(&self, history: PurchaseHistory, ln_gaps: f64) -> f64 {
        self.log_likelihood(history) + f64::from(self.params.k - 1) * ln_gaps
    }

    fn is_random(&self) -> bool {
        self.params.k == 1
    }

    /// r + kx: the shape of the event rate at the last purchase.
    #[inline]
    fn shape(&self, history: PurchaseHistory) -> f64 {
        self.params.r + f64::from(self.params.k) * history.frequency
    }

    #[inline]
    fn phases(&self, history: PurchaseHistory) -> Phases {
        let u = (history.age - history.recency) / (self.params.alpha + history.age);
        Phases::new(self.params.k, self.shape(history), u)
    }

    /// The logarithm of the odds of death, −∞ for none; `ln_sum` is that of the phases.
    #[inline]
    fn ln_odds(&self, history: PurchaseHistory, ln_sum: f64) -> f64 {
        let BgCnbdKParams { alpha, a, b, .. } = self.params;
        let PurchaseHistory {
            frequency: x,
            recency,
            age,
        } = history;
        if !MODIFIED && x <= 0.0 {
            return f64::NEG_INFINITY;
        }
        let pause = log1p((age - recency) / (alpha + recency));
        ln(a / (b + (x - 1.0 + Self::FIRST))) + (self.shape(history) * pause - ln_sum)
    }

    /// What the customer will do who is alive.
    fn ahead(&self, history: PurchaseHistory) -> Ahead {
        let BgCnbdKParams { k, alpha, a, b, .. } = self.params;
        Ahead {
            k,
            shape: self.shape(history),
            scale: alpha + history.age,
            elapsed: history.age - history.recency,
            a,
            tries: b + (history.frequency + Self::FIRST),
            phases: self.phases(history),
        }
    }
}

/// Returns a `k` given as a number.
pub(crate) fn check_k(k: f64, path: &str) -> Result<u32> {
    let found = (1..=MAX_K).find(|whole| f64::from(*whole).total_cmp(&k).is_eq());
    found.ok_or_else(|| Error::OutOfRange {
        path: path.to_owned(),
        value: k,
        expected: format!("a whole number from 1 to {MAX_K}"),
    })
}

impl<const MODIFIED: bool> PurchaseModel for BetaGeometricCnbdK<MODIFIED> {
    fn kind(&self) -> ModelKind {
        if MODIFIED {
            ModelKind::MbgCnbdK
        } else {
            ModelKind::BgCnbdK
        }
    }

    fn parameters(&self) -> Vec<f64> {
        let BgCnbdKParams { k, r, alpha, a, b } = self.params;
        vec![f64::from(k), r, alpha, a, b]
    }

    /// # Formula
    /// ln Γ(s)/Γ(r) + ln B(a, b′)/B(a, b) + r ln α − s ln(α+T) − x ln (k−1)! + ln Σ − ln P(alive),
    /// where s = r + kx, Σ is the sum of [`PurchaseModel::odds_of_death`] and b′ is b + x for
    /// BG/CNBD-k and b + x + 1 for MBG/CNBD-k. It leaves out (k−1)·Σ ln gaps:
    /// [`BetaGeometricCnbdK::log_likelihood_with_gaps`].
    ///
    /// # References
    /// Reutterer, Platzer & Schröder (2020), the likelihood of the MBG/CNBD-k.
    fn log_likelihood(&self, history: PurchaseHistory) -> f64 {
        if self.is_random() {
            return self.random.log_likelihood(history);
        }
        let BgCnbdKParams { k, r, alpha, a, b } = self.params;
        let PurchaseHistory {
            frequency: x, age, ..
        } = history;
        let k = f64::from(k);
        let ln_sum = self.phases(history).ln_sum;
        let idle = ln_sum - r * log1p(age / alpha);
        if !MODIFIED && x <= 0.0 {
            return idle;
        }
        let ln_odds = self.ln_odds(history, ln_sum);
        let either = ln_odds.max(0.0) + log1p(exp(-ln_odds.abs()));
        let counts = ln_gamma_ratio(r, k * x) - x * (k * ln(alpha + age) + ln_gamma(k));
        let survival = ln_gamma_cross(b, a, x + Self::FIRST);
        counts + survival + idle + either
    }

    /// # Formula
    /// a/(b+x−1) · ((α+T)/(α+tₓ))^s / Σ, Σ = Σ_{j<k} (s)_j/j!·((T−tₓ)/(α+T))ʲ, s = r + kx, and
    /// 0 when x = 0; for MBG/CNBD-k with b+x, and for every x.
    ///
    /// # References
    /// Reutterer, Platzer & Schröder (2020), P(alive) of the MBG/CNBD-k.
    fn odds_of_death(&self, history: PurchaseHistory) -> f64 {
        if self.is_random() {
            return self.random.odds_of_death(history);
        }
        exp(self.ln_odds(history, self.phases(history).ln_sum))
    }

    /// # Formula
    /// Σ pₙ·E(1−p)ⁿ, pₙ the probability of n purchases without drop-out: see `ahead.rs`.
    fn survival_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        if self.is_random() {
            return self.random.survival_if_alive(history, time);
        }
        self.ahead(history).survival(time)
    }

    /// # Formula
    /// Σ pₙ·Σ_{i≤n} E(1−p)^(i−1), pₙ the probability of n purchases without drop-out: see
    /// `ahead.rs`. It is exact; the paper has an approximation.
    fn purchases_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        if self.is_random() {
            return self.random.purchases_if_alive(history, time);
        }
        self.ahead(history).purchases(time)
    }

    /// # Formula
    /// E(1/p): one buys until a drop-out trial ends it, however the gaps are.
    fn all_purchases_if_alive(&self, history: PurchaseHistory) -> f64 {
        self.random.all_purchases_if_alive(history)
    }

    fn count_if_alive(&self, history: PurchaseHistory, n: u32, time: f64) -> f64 {
        if self.is_random() {
            return self.random.count_if_alive(history, n, time);
        }
        let ahead = self.ahead(history);
        if n == 0 {
            ahead.idle(time)
        } else {
            ahead.count(f64::from(n), time)
        }
    }

    fn counts_if_alive(&self, history: PurchaseHistory, from: u32, time: f64, out: &mut [f64]) {
        if self.is_random() {
            return self.random.counts_if_alive(history, from, time, out);
        }
        self.ahead(history).counts(from, time, out);
    }

    fn idle_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        if self.is_random() {
            return self.random.idle_if_alive(history, time);
        }
        self.ahead(history).idle(time)
    }

    fn purchase_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        if self.is_random() {
            return self.random.purchase_if_alive(history, time);
        }
        self.ahead(history).purchase(time)
    }

    /// 0: one leaves after a purchase only.
    fn never_if_alive(&self, _history: PurchaseHistory) -> f64 {
        0.0
    }

    /// # Formula
    /// E(λ)/k = Σ w_j·(s + j)/(α + T)/k, `w_j` the probability of j events since the last purchase.
    fn rate_if_alive(&self, history: PurchaseHistory) -> f64 {
        let ahead = self.ahead(history);
        let weights = ahead.phases.weights().iter().enumerate();
        let events: f64 = weights.map(|(j, w)| w * (ahead.shape + j as f64)).sum();
        events / ahead.scale / f64::from(ahead.k)
    }

    fn residual_if_alive(&self, history: PurchaseHistory, rate: f64, horizon: f64) -> f64 {
        if self.is_random() {
            return self.random.residual_if_alive(history, rate, horizon);
        }
        self.ahead(history).residual(rate, horizon)
    }

    fn time_until_if_alive(&self, history: PurchaseHistory, probability: f64) -> f64 {
        if self.is_random() {
            return self.random.time_until_if_alive(history, probability);
        }
        time_until(self, history, probability)
    }

    fn needs_recency(&self) -> bool {
        !self.is_random()
    }

    fn weighted_purchases_if_alive(
        &self,
        history: PurchaseHistory,
        horizons: &[(f64, f64)],
        memory: &mut SeriesMemory,
    ) -> f64 {
        if self.is_random() {
            return self
                .random
                .weighted_purchases_if_alive(history, horizons, memory);
        }
        weighted_purchases(self, history, horizons)
    }
}
