//! The parameters and what they say of one customer.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::btyd::SeriesMemory;
use crate::btyd::bg_nbd::columns::multiply_purchases;
use crate::btyd::bg_nbd::columns::write_alive;
use crate::btyd::bg_nbd::count::count;
use crate::btyd::bg_nbd::count::counts;
use crate::btyd::bg_nbd::expected::AlivePurchases;
use crate::btyd::discounted::Discounted;
use crate::btyd::purchase_history::check_positive;
use crate::btyd::purchase_history::check_shape;
use crate::error::Result;
use crate::numeric::gamma::ln_gamma_ratio;
use crate::numeric::gamma_cross::ln_gamma_cross;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::plain::record;

/// The four parameters of the BG/NBD model.
///
/// While alive, a customer buys at a rate λ ~ Gamma(`r`, rate `alpha`); after every purchase
/// the customer leaves for good with a probability p ~ Beta(`a`, `b`).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BgNbdParams {
    /// Shape of the purchase rates over the customers.
    pub r: f64,
    /// Scale of the purchase rates, in the time unit of the histories.
    pub alpha: f64,
    /// First shape of the drop-out probabilities.
    pub a: f64,
    /// Second shape of the drop-out probabilities.
    pub b: f64,
}

record!(BgNbdParams {
    r => "r",
    alpha => "alpha",
    a => "a",
    b => "b",
});

/// The BG/NBD model, or with `MODIFIED` the MBG/NBD model, with its parameters.
///
/// They differ in one point: under BG/NBD one may leave after a repeat purchase only, under MBG/NBD
/// after the first purchase as well. A customer who is alive has come through x drop-out trials
/// under the former and x + 1 under the latter, so that the second shape of the drop-out
/// probabilities is b + x or b + x + 1; all else is the same.
///
/// # Example: Fader & Hardie's customer of the CDNOW data
/// ```
/// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
/// use clientele::btyd::{Predictions, PurchaseHistory};
/// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
/// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
/// assert!((model.probability_alive(history)? - 0.726_578_570_080_67).abs() < 1e-13);
/// assert!((model.expected_purchases(history, 39.0)? - 1.226_028_174_767_1).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2).
/// Batislam, Denizel & Filiztekin (2007), Empirical validation and comparison of models for customer
/// base analysis, International Journal of Research in Marketing 24(3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaGeometricNbd<const MODIFIED: bool> {
    params: BgNbdParams,
    alive: AlivePurchases,
}

/// The BG/NBD model: one may leave after a repeat purchase.
pub type BgNbd = BetaGeometricNbd<false>;

/// The MBG/NBD model: one may leave after any purchase, the first included.
pub type MbgNbd = BetaGeometricNbd<true>;

impl<const MODIFIED: bool> BetaGeometricNbd<MODIFIED> {
    /// The drop-out trial at the first purchase.
    pub(super) const FIRST: f64 = if MODIFIED { 1.0 } else { 0.0 };

    /// Makes a model of known parameters.
    ///
    /// # Errors
    /// [`Error::NotFinite`](crate::Error::NotFinite) and
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for a parameter that is not a positive number.
    pub fn try_new(params: BgNbdParams) -> Result<Self> {
        check_shape(params.r, "params.r")?;
        check_positive(params.alpha, "params.alpha")?;
        check_shape(params.a, "params.a")?;
        check_shape(params.b, "params.b")?;
        Ok(Self {
            params,
            alive: AlivePurchases::new(params.r, params.a, params.b + Self::FIRST),
        })
    }

    /// Returns the parameters.
    pub fn params(&self) -> BgNbdParams {
        self.params
    }

    /// α + T: the scale of the purchase rate of one who is alive.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of P(alive)")]
    pub(super) fn scale(&self, history: PurchaseHistory) -> f64 {
        self.params.alpha + history.age
    }

    /// r + x: the shape of the purchase rate.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of P(alive)")]
    pub(super) fn shape(&self, history: PurchaseHistory) -> f64 {
        self.params.r + history.frequency
    }

    /// The logarithm of the probability that one who is alive lets `time` pass.
    #[inline]
    fn ln_idle(&self, history: PurchaseHistory, time: f64) -> f64 {
        -self.shape(history) * log1p(time / self.scale(history))
    }

    /// The logarithm of the odds of death, which may exceed the range of a float; −∞ for none.
    #[inline]
    pub(super) fn ln_odds_of_death(&self, history: PurchaseHistory) -> f64 {
        let x = history.frequency;
        if !MODIFIED && x <= 0.0 {
            return f64::NEG_INFINITY;
        }
        let BgNbdParams { a, b, .. } = self.params;
        let pause = self.pause(history);
        ln(a / (b + (x - 1.0 + Self::FIRST))) + self.shape(history) * pause
    }

    /// ln((α+T)/(α+tₓ)).
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of P(alive)")]
    fn pause(&self, history: PurchaseHistory) -> f64 {
        log1p((history.age - history.recency) / (self.params.alpha + history.recency))
    }
}

impl<const MODIFIED: bool> PurchaseModel for BetaGeometricNbd<MODIFIED> {
    fn kind(&self) -> ModelKind {
        if MODIFIED {
            ModelKind::MbgNbd
        } else {
            ModelKind::BgNbd
        }
    }

    fn parameters(&self) -> Vec<f64> {
        let BgNbdParams { r, alpha, a, b } = self.params;
        vec![r, alpha, a, b]
    }

    /// # Formula
    /// ln Γ(r+x)/Γ(r) + ln B(a, b′+x)/B(a, b) + r ln α − (r+x) ln(α+T) − ln P(alive), where b′ is
    /// b for BG/NBD and b+1 for MBG/NBD.
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), eq. 6; Batislam et al. (2007), eq. 3.
    fn log_likelihood(&self, history: PurchaseHistory) -> f64 {
        let PurchaseHistory {
            frequency: x, age, ..
        } = history;
        let BgNbdParams { r, alpha, a, b } = self.params;
        let idle = -r * log1p(age / alpha);
        if !MODIFIED && x <= 0.0 {
            return idle;
        }
        let ln_odds = self.ln_odds_of_death(history);
        let either = ln_odds.max(0.0) + log1p(exp(-ln_odds.abs()));
        let counts = ln_gamma_ratio(r, x) - x * ln(alpha + age);
        let survival = ln_gamma_cross(b, a, x + Self::FIRST);
        counts + survival + idle + either
    }

    /// # Formula
    /// a/(b+x−1) · ((α+T)/(α+tₓ))^(r+x), and 0 when x = 0; for MBG/NBD with b+x, and for every x.
    ///
    /// # References
    /// Fader, Hardie & Lee (2008), Computing P(alive) using the BG/NBD model, note 021.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of P(alive)")]
    fn odds_of_death(&self, history: PurchaseHistory) -> f64 {
        let x = history.frequency;
        if !MODIFIED && x <= 0.0 {
            return 0.0;
        }
        let BgNbdParams { a, b, .. } = self.params;
        a / (b + (x - 1.0 + Self::FIRST)) * exp(self.shape(history) * self.pause(history))
    }

    /// # Formula
    /// ∫₀¹ (1 + p·t/(α+T))^(−(r+x)) · Beta(p; a, b′+x) dp: purchases come at a rate λ, each ends it
    /// with probability p, so that one stays with probability e^(−λpt).
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), section 4 (the assumptions, of which this is the gamma-beta
    /// mixture); NIST DLMF 15.6.1.
    fn survival_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        let drop_out = self.alive.drop_out(history.frequency);
        drop_out.survival(time / self.scale(history))
    }

    /// # Formula
    /// The Euler-transformed series of `expected.rs`: no power overflows for any frequency, and
    /// a = 1 is an ordinary point.
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), eq. 10; NIST DLMF 15.8.1 (Euler's transformation).
    #[inline]
    fn purchases_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        self.alive
            .expected(history.frequency, self.scale(history), time)
    }

    /// # Formula
    /// E(1/p) = (a+b′+x−1)/(a−1) where a > 1: one buys until a drop-out trial ends it.
    fn all_purchases_if_alive(&self, history: PurchaseHistory) -> f64 {
        let BgNbdParams { a, b, .. } = self.params;
        if a > 1.0 {
            (a - 1.0 + (b + (history.frequency + Self::FIRST))) / (a - 1.0)
        } else {
            f64::INFINITY
        }
    }

    fn count_if_alive(&self, history: PurchaseHistory, n: u32, time: f64) -> f64 {
        let BgNbdParams { a, b, .. } = self.params;
        let tries = b + (history.frequency + Self::FIRST);
        count(self.shape(history), self.scale(history), a, tries, n, time)
    }

    fn counts_if_alive(&self, history: PurchaseHistory, from: u32, time: f64, out: &mut [f64]) {
        let BgNbdParams { a, b, .. } = self.params;
        let tries = b + (history.frequency + Self::FIRST);
        let alive = [self.shape(history), self.scale(history), a, tries];
        counts(alive, from, time, out);
    }

    #[inline]
    fn idle_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        exp(self.ln_idle(history, time))
    }

    /// # Formula
    /// 1 − ((α+T)/(α+T+t))^(r+x).
    #[inline]
    fn purchase_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        -expm1(self.ln_idle(history, time))
    }

    /// 0: one leaves after a purchase only.
    fn never_if_alive(&self, _history: PurchaseHistory) -> f64 {
        0.0
    }

    /// # Formula
    /// ```text
    /// E(λ | alive, x, T) = (r + x) / (α + T)
    /// ```
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), eq. 5: while alive, purchases are a gamma mixture of Poisson
    /// processes, whose posterior is Gamma(r + x, α + T).
    fn rate_if_alive(&self, history: PurchaseHistory) -> f64 {
        self.shape(history) / self.scale(history)
    }

    /// # Formula
    /// t = (α+T) · ((1 − q)^(−1/(r+x)) − 1).
    #[inline]
    fn time_until_if_alive(&self, history: PurchaseHistory, probability: f64) -> f64 {
        self.scale(history) * expm1(-log1p(-probability) / self.shape(history))
    }

    /// # Formula
    /// The mean over p ~ Beta(a, b′+x) of (s/p)·∫ e^(−cv)(1+v)^(−s−1) dv, v from 0 to pt/(α+T), with
    /// s = r + x and c = rate·(α+T)/p. To the end of time the mean over p comes first: `discounted.rs`.
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), section 4 (the assumptions, of which this is the gamma-beta
    /// mixture); NIST DLMF 8.19.3.
    fn residual_if_alive(&self, history: PurchaseHistory, rate: f64, horizon: f64) -> f64 {
        let (drop_out, scale) = (self.alive.drop_out(history.frequency), self.scale(history));
        if horizon.is_infinite() {
            let ahead = Discounted {
                k: 1,
                shape: drop_out.shape,
                scale,
                elapsed: 0.0,
                ln_phases: 0.0,
                a: drop_out.a,
                b: drop_out.b,
            };
            return ahead.value(rate);
        }
        drop_out.residual(rate * scale, horizon / scale)
    }

    fn write_alive(&self, columns: &PurchaseColumns<'_>, out: &mut [f64]) {
        write_alive(&self.params, Self::FIRST, columns, out);
    }

    fn write_purchases(&self, columns: &PurchaseColumns<'_>, horizon: f64, out: &mut [f64]) {
        self.write_alive(columns, out);
        multiply_purchases(&self.alive, self.params.alpha, columns, horizon, out);
    }

    fn weighted_purchases_if_alive(
        &self,
        history: PurchaseHistory,
        horizons: &[(f64, f64)],
        memory: &mut SeriesMemory,
    ) -> f64 {
        self.alive
            .weighted_sum(history.frequency, self.scale(history), horizons, memory)
    }
}
