//! The parameters and what they say of one customer.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::btyd::pareto_nbd::alive::Alive;
use crate::btyd::pareto_nbd::count::count;
use crate::btyd::pareto_nbd::count::counts;
use crate::btyd::pareto_nbd::masses::masses;
use crate::btyd::purchase_columns::HistoryQuad;
use crate::btyd::purchase_history::check_positive;
use crate::btyd::purchase_history::check_shape;
use crate::btyd::purchase_model::alive_of_four;
use crate::error::Result;
use crate::numeric::exponential_integral::scaled_exponential_integral;
use crate::numeric::gamma::ln_gamma_ratio;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::power_integral::FourPowerIntegrals;
use crate::numeric::power_integral::PowerIntegral;
use crate::numeric::quad::Quad;
use crate::numeric::quad::exp_of_four;
use crate::numeric::quad::expm1_of_four;
use crate::numeric::quad::log1p_of_four;
use crate::numeric::tolerance::ZERO;
use crate::plain::record;

/// Up to this exponent a power and what it multiplies stay within the range of a float.
const MAX_EXPONENT: f64 = 600.0;

/// The four parameters of the Pareto/NBD model.
///
/// While alive, a customer buys at a rate λ ~ Gamma(`r`, rate `alpha`); the customer leaves for
/// good at a rate μ ~ Gamma(`s`, rate `beta`), whether or not there is a purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ParetoNbdParams {
    /// Shape of the purchase rates over the customers.
    pub r: f64,
    /// Scale of the purchase rates, in the time unit of the histories.
    pub alpha: f64,
    /// Shape of the drop-out rates over the customers.
    pub s: f64,
    /// Scale of the drop-out rates, in the time unit of the histories.
    pub beta: f64,
}

record!(ParetoNbdParams {
    r => "r",
    alpha => "alpha",
    s => "s",
    beta => "beta",
});

/// The Pareto/NBD model with its parameters.
///
/// A customer who is alive at T after x repeat purchases is a new customer of the model
/// (r+x, α+T, s, β+T). Unlike under BG/NBD, P(alive) of one who bought once falls with time.
///
/// # Example: a customer of the CDNOW data
/// ```
/// use clientele::btyd::pareto_nbd::{ParetoNbd, ParetoNbdParams};
/// use clientele::btyd::{Predictions, PurchaseHistory};
/// let params = ParetoNbdParams { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 };
/// let model = ParetoNbd::try_new(params)?;
/// let history = PurchaseHistory::try_new(0.0, 0.0, 39.0)?;
/// // .2941633 in the manual of the R package BTYD, from parameters with more digits.
/// assert!((model.probability_alive(history)? - 0.294_142_239_25).abs() < 1e-11);
/// assert!((model.expected_purchases_new(1.0)? - 0.051_004_534_002_317).abs() < 1e-14);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Schmittlein, Morrison & Colombo (1987), Counting your customers: who are they and what will they
/// do next?, Management Science 33(1).
/// Fader & Hardie (2005), A note on deriving the Pareto/NBD model and related expressions, note 009.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParetoNbd {
    params: ParetoNbdParams,
}

impl ParetoNbd {
    /// Makes a model of known parameters.
    ///
    /// # Errors
    /// [`Error::NotFinite`](crate::Error::NotFinite) and
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for a parameter that is not a positive number.
    pub fn try_new(params: ParetoNbdParams) -> Result<Self> {
        check_shape(params.r, "params.r")?;
        check_positive(params.alpha, "params.alpha")?;
        check_shape(params.s, "params.s")?;
        check_positive(params.beta, "params.beta")?;
        Ok(Self { params })
    }

    /// Returns the parameters.
    pub fn params(&self) -> ParetoNbdParams {
        self.params
    }

    /// One who is alive at the end of `history`.
    #[inline]
    fn alive(&self, history: PurchaseHistory) -> Alive {
        let ParetoNbdParams { r, alpha, s, beta } = self.params;
        Alive {
            shape: r + history.frequency,
            scale: alpha + history.age,
            drop_shape: s,
            drop_scale: beta + history.age,
        }
    }
}

impl ParetoNbd {
    /// [`PurchaseModel::odds_of_death`] of four who have been silent for a while.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of P(alive)")]
    fn odds_of_four(&self, four: HistoryQuad) -> Quad {
        let HistoryQuad {
            frequency,
            recency,
            age,
        } = four;
        let ParetoNbdParams { r, alpha, s, beta } = self.params;
        let pause = age - recency;
        let (shape, drop_shape) = (Quad::splat(r) + frequency, Quad::splat(s));
        let (scale, drop_scale) = (Quad::splat(alpha) + recency, Quad::splat(beta) + recency);
        let logs = [
            log1p_of_four(pause / scale),
            log1p_of_four(pause / drop_scale),
        ];
        let [waited, drop_waited] = logs;
        let silence = shape * waited + drop_shape * drop_waited;
        let leaving = FourPowerIntegrals {
            p: shape,
            a: scale,
            q: Quad::splat(s + 1.0),
            b: drop_scale,
            total: shape + drop_shape,
        };
        let left = drop_shape / drop_scale * leaving.value(pause, logs);
        let is_ordinary = silence.lt(Quad::splat(MAX_EXPONENT)) & left.le(left);
        if is_ordinary.all() {
            exp_of_four(silence) * left
        } else {
            self.odds_one_by_one(four)
        }
    }

    #[cold]
    #[inline(never)]
    fn odds_one_by_one(&self, four: HistoryQuad) -> Quad {
        let [a, b, c, d] = four.histories();
        let odds = |history| self.odds_of_death(history);
        Quad::new([odds(a), odds(b), odds(c), odds(d)])
    }

    /// [`PurchaseModel::purchases_if_alive`] of four.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "part of every row")]
    fn purchases_of_four(&self, four: HistoryQuad, time: Quad) -> Quad {
        let ParetoNbdParams { r, alpha, s, beta } = self.params;
        let (scale, drop_scale) = (Quad::splat(alpha) + four.age, Quad::splat(beta) + four.age);
        let log = log1p_of_four(time / drop_scale);
        let epsilon = Quad::splat(s - 1.0);
        let exponent = epsilon * log;
        let is_flat = exponent.abs().lt(Quad::splat(ZERO));
        let stretch = Quad::select(is_flat, log, -expm1_of_four(-exponent) / epsilon);
        (Quad::splat(r) + four.frequency) / scale * (drop_scale * stretch)
    }
}

impl PurchaseModel for ParetoNbd {
    fn kind(&self) -> ModelKind {
        ModelKind::ParetoNbd
    }

    fn parameters(&self) -> Vec<f64> {
        let ParetoNbdParams { r, alpha, s, beta } = self.params;
        vec![r, alpha, s, beta]
    }

    /// # Formula
    /// ln Γ(r+x)/Γ(r) + r ln α + s ln β − (r+x) ln(α+tₓ) − s ln(β+tₓ) + ln(A + D), where A is the
    /// probability that one who is alive at tₓ stays and does not buy until T, and D that such a one
    /// leaves before T without a purchase. Nothing cancels.
    ///
    /// # References
    /// Fader & Hardie (2005), note 009, eq. 18-20.
    fn log_likelihood(&self, history: PurchaseHistory) -> f64 {
        let PurchaseHistory {
            frequency: x,
            recency,
            age,
        } = history;
        let ParetoNbdParams { r, alpha, s, beta } = self.params;
        let then = self.alive(history.at_last_purchase());
        let pause = age - recency;
        let silent = exp(-then.silence(pause)) + then.leaves_first(pause);
        let counts = if x > 0.0 {
            ln_gamma_ratio(r, x) - x * ln(alpha + recency)
        } else {
            0.0
        };
        counts - r * log1p(recency / alpha) - s * log1p(recency / beta) + ln(silent)
    }

    /// # Formula
    /// ((α+T)/(α+tₓ))^(r+x)·((β+T)/(β+tₓ))^s times the probability that one who is alive at tₓ
    /// leaves before T without a purchase: s/(r+s+x)·(α+T)^(r+x)·(β+T)^s·A₀ in the note.
    ///
    /// # References
    /// Fader & Hardie (2005), note 009, eq. 19 and 36.
    #[inline]
    fn odds_of_death(&self, history: PurchaseHistory) -> f64 {
        let pause = history.age - history.recency;
        if pause <= 0.0 {
            return 0.0;
        }
        let then = self.alive(history.at_last_purchase());
        let (silence, left) = (then.silence(pause), then.leaves_first(pause));
        if silence < MAX_EXPONENT {
            exp(silence) * left
        } else {
            exp(silence + ln(left))
        }
    }

    /// # Formula
    /// ((β+T)/(β+T+t))^s.
    ///
    /// # References
    /// Fader & Hardie (2014), Additional results for the Pareto/NBD model, note 015.
    fn survival_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        exp(-self.params.s * log1p(time / (self.params.beta + history.age)))
    }

    /// # Formula
    /// (r+x)(β+T)/(α+T)·(1 − ((β+T)/(β+T+t))^(s−1))/(s−1), with the logarithm of (β+T+t)/(β+T) at
    /// s = 1.
    ///
    /// # References
    /// Fader & Hardie (2005), note 009, eq. 41.
    #[inline]
    fn purchases_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        let alive = self.alive(history);
        let log = log1p(time / alive.drop_scale);
        let epsilon = alive.drop_shape - 1.0;
        let exponent = epsilon * log;
        let stretch = if exponent.abs() < ZERO {
            log
        } else {
            -expm1(-exponent) / epsilon
        };
        alive.rate() * (alive.drop_scale * stretch)
    }

    /// # Formula
    /// (r+x)(β+T)/((α+T)(s−1)) where s > 1: the limit of [`Self::purchases_if_alive`].
    fn all_purchases_if_alive(&self, history: PurchaseHistory) -> f64 {
        let alive = self.alive(history);
        let epsilon = alive.drop_shape - 1.0;
        if epsilon > 0.0 {
            alive.rate() * (alive.drop_scale / epsilon)
        } else {
            f64::INFINITY
        }
    }

    fn count_if_alive(&self, history: PurchaseHistory, n: u32, time: f64) -> f64 {
        if n == 0 {
            return self.idle_if_alive(history, time);
        }
        count(&self.alive(history), f64::from(n), time)
    }

    fn counts_if_alive(&self, history: PurchaseHistory, from: u32, time: f64, out: &mut [f64]) {
        counts(&self.alive(history), from, time, out);
    }

    fn masses_if_alive(&self, history: PurchaseHistory, from: u32, time: f64, out: &mut [f64]) {
        masses(&self.alive(history), from, time, out);
    }

    /// # Formula
    /// The probability to stay and not to buy plus that to leave first.
    fn idle_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        let alive = self.alive(history);
        exp(-alive.silence(time)) + alive.leaves_first(time)
    }

    /// # Formula
    /// r/α·∫₀ᵗ (α/(α+u))^(r+1)·(β/(β+u))^s du with the parameters of one who is alive: the density
    /// of the first purchase.
    fn purchase_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        self.alive(history).buys_first(time)
    }

    /// # Formula
    /// s/β·∫₀^∞ (α/(α+u))^r·(β/(β+u))^(s+1) du with the parameters of one who is alive: the
    /// probability that leaving comes before the next purchase.
    fn never_if_alive(&self, history: PurchaseHistory) -> f64 {
        self.alive(history).leaves_first(f64::INFINITY)
    }

    /// # Formula
    /// (r+x)/(α+T).
    fn rate_if_alive(&self, history: PurchaseHistory) -> f64 {
        self.alive(history).rate()
    }

    fn write_alive(&self, columns: &PurchaseColumns<'_>, out: &mut [f64]) {
        columns.fill_fours(
            out,
            &mut (),
            |(), history, out| {
                *out = 1.0;
                history.age > history.recency
            },
            |(), four, _| alive_of_four(self.odds_of_four(four)),
        );
    }

    fn write_purchases(&self, columns: &PurchaseColumns<'_>, horizon: f64, out: &mut [f64]) {
        self.write_alive(columns, out);
        columns.fill_fours(
            out,
            &mut (),
            |(), _, _| true,
            |(), four, alive| alive * self.purchases_of_four(four, Quad::splat(horizon)),
        );
    }

    /// # Formula
    /// (r+x)/(α+T)·∫₀ʰ ((β+T)/(β+T+t))^s·e^(−δt) dt; without an end `e^w·E_s(w)` with w = δ(β+T)
    /// stands for the integral over β+T, which is Kummer's U(1, 2−s, w).
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), RFM and CLV, Journal of Marketing Research 42(4), eq. 2; NIST DLMF
    /// 8.19.1 and 13.6.6.
    fn residual_if_alive(&self, history: PurchaseHistory, rate: f64, horizon: f64) -> f64 {
        let alive = self.alive(history);
        let (s, beta) = (alive.drop_shape, alive.drop_scale);
        let time = if horizon < f64::INFINITY {
            let discounted = PowerIntegral {
                p: s,
                a: beta,
                q: 0.0,
                b: beta,
                total: s - 1.0,
                decay: rate,
            };
            discounted.value(horizon)
        } else {
            beta * scaled_exponential_integral(s, rate * beta)
        };
        alive.rate() * time
    }
}
