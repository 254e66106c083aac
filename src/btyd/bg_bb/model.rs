//! The parameters and what they say of one customer.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::btyd::bg_bb::alive::Alive;
use crate::btyd::geometric_lifetime::Discount;
use crate::btyd::geometric_lifetime::GeometricLifetime;
use crate::btyd::opportunities::MAX_OPPORTUNITIES;
use crate::btyd::purchase_history::check_shape;
use crate::error::Result;
use crate::numeric::gamma_cross::ln_gamma_cross;
use crate::numeric::math::ln;
use crate::plain::record;

/// The four parameters of the BG/BB model.
///
/// At each opportunity a customer first leaves for good with a probability θ ~ Beta(`gamma`,
/// `delta`), and one who is still there buys with a probability p ~ Beta(`alpha`, `beta`).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BgBbParams {
    /// First shape of the purchase probabilities.
    pub alpha: f64,
    /// Second shape of the purchase probabilities.
    pub beta: f64,
    /// First shape of the drop-out probabilities.
    pub gamma: f64,
    /// Second shape of the drop-out probabilities.
    pub delta: f64,
}

record!(BgBbParams {
    alpha => "alpha",
    beta => "beta",
    gamma => "gamma",
    delta => "delta",
});

/// The BG/BB model with its parameters: purchases at opportunities that come one by one, such as
/// the yearly appeal of a charity or a weekly market.
///
/// A history counts opportunities: `frequency` of them with a purchase (x), the last of these being
/// number `recency` (tₓ), out of `age` (n); [`crate::data::opportunities`] makes it from orders. Both
/// are whole numbers, up to a million, and so are all horizons. A time that is asked for is
/// infinite beyond a million opportunities.
///
/// # Example: a donor who gave in two of six years, last in the fourth
/// ```
/// use clientele::btyd::bg_bb::{BgBb, BgBbParams};
/// use clientele::btyd::{Predictions, PurchaseHistory};
/// // Fader, Hardie & Shang (2010), tables 2 and 6, where .59 is the probability of being alive at
/// // the seventh opportunity.
/// let params = BgBbParams { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 };
/// let model = BgBb::try_new(params)?;
/// let history = PurchaseHistory::try_new(2.0, 4.0, 6.0)?;
/// let alive = model.probability_alive_after(history, 1.0)?;
/// assert!((alive - 0.589_514_116_433_7).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Fader, Hardie & Shang (2010), Customer-base analysis in a discrete-time noncontractual setting,
/// Marketing Science 29(6).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgBb {
    params: BgBbParams,
}

impl BgBb {
    /// Makes a model of known parameters.
    ///
    /// # Errors
    /// [`Error::NotFinite`](crate::Error::NotFinite) and
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for a parameter that is not a positive number.
    pub fn try_new(params: BgBbParams) -> Result<Self> {
        check_shape(params.alpha, "params.alpha")?;
        check_shape(params.beta, "params.beta")?;
        check_shape(params.gamma, "params.gamma")?;
        check_shape(params.delta, "params.delta")?;
        Ok(Self::unchecked(params))
    }

    pub(super) const fn unchecked(params: BgBbParams) -> Self {
        Self { params }
    }

    /// Returns the parameters.
    pub fn params(&self) -> BgBbParams {
        self.params
    }

    /// The new customer that one who is alive is like: α+x, β+n−x, γ, δ+n.
    fn alive(&self, history: PurchaseHistory) -> Alive {
        let BgBbParams {
            alpha,
            beta,
            gamma,
            delta,
        } = self.params;
        let (x, n) = (history.frequency, history.age);
        Alive {
            a: alpha + x,
            b: beta + (n - x),
            life: GeometricLifetime {
                gamma,
                delta: delta + n,
            },
            gap: alpha + beta - delta,
            turn: gamma + delta - beta + (1.0 + x),
        }
    }

    fn lifetime(&self, history: PurchaseHistory) -> GeometricLifetime {
        self.alive(history).life
    }

    /// The likelihoods of having left after the last purchase and of being alive, over that of the
    /// history up to the last purchase.
    fn pause(&self, history: PurchaseHistory) -> (f64, f64) {
        let BgBbParams {
            alpha,
            beta,
            gamma,
            delta,
        } = self.params;
        let (mut left, mut alive) = (0.0, 1.0);
        let (mut k, x) = (history.recency, history.frequency);
        while k < history.age {
            let here = alive / (gamma + delta + k);
            left += here * gamma;
            alive = here * (delta + k) * ((beta + (k - x)) / (alpha + beta + k));
            k += 1.0;
        }
        (left, alive)
    }

    /// The logarithm of the likelihood of a history that ends with its last purchase.
    pub(super) fn ln_up_to_last_purchase(&self, x: f64, recency: f64) -> f64 {
        let BgBbParams {
            alpha,
            beta,
            gamma,
            delta,
        } = self.params;
        let misses = recency - x;
        ln_gamma_cross(beta, alpha, misses)
            + ln_gamma_cross(alpha, beta + misses, x)
            + ln_gamma_cross(delta, gamma, recency)
    }

    /// α/(α+β): the mean probability of a purchase of one who is alive.
    fn mean(&self, history: PurchaseHistory) -> f64 {
        let Alive { a, b, .. } = self.alive(history);
        a / (a + b)
    }
}

impl PurchaseModel for BgBb {
    fn kind(&self) -> ModelKind {
        ModelKind::BgBb
    }

    fn parameters(&self) -> Vec<f64> {
        let BgBbParams {
            alpha,
            beta,
            gamma,
            delta,
        } = self.params;
        vec![alpha, beta, gamma, delta]
    }

    /// # Formula
    /// ```text
    /// ln [ B(α+x, β+n−x)/B(α, β) · B(γ, δ+n)/B(γ, δ)
    ///      + Σ B(α+x, β+tₓ−x+i)/B(α, β) · B(γ+1, δ+tₓ+i)/B(γ, δ) ],  i = 0 … n−tₓ−1
    /// ```
    /// What the summands share stands before the sum; from one to the next they change by a rational
    /// factor.
    ///
    /// # References
    /// Fader, Hardie & Shang (2010), eq. 5.
    fn log_likelihood(&self, history: PurchaseHistory) -> f64 {
        let (left, alive) = self.pause(history);
        let shared = self.ln_up_to_last_purchase(history.frequency, history.recency);
        shared + ln(left + alive)
    }

    /// # Formula
    /// The sum over i of [`PurchaseModel::log_likelihood`] over its first summand.
    ///
    /// # References
    /// Fader, Hardie & Shang (2010), eq. 11 with m = 0.
    fn odds_of_death(&self, history: PurchaseHistory) -> f64 {
        let (left, alive) = self.pause(history);
        if left > 0.0 { left / alive } else { 0.0 }
    }

    /// # Formula
    /// B(γ, δ+n+m)/B(γ, δ+n).
    ///
    /// # References
    /// Fader, Hardie & Shang (2010), eq. 11.
    fn survival_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        self.lifetime(history).survival(time)
    }

    /// # Formula
    /// (α+x)/(α+β+n) · (S(1) + … + S(m)), the sum in closed form, with S the survival.
    ///
    /// # References
    /// Fader, Hardie & Shang (2010), eq. 13.
    fn purchases_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        self.mean(history) * self.lifetime(history).total(time)
    }

    /// # Formula
    /// (α+x)/(α+β+n) · (δ+n)/(γ−1) where γ > 1.
    fn all_purchases_if_alive(&self, history: PurchaseHistory) -> f64 {
        self.mean(history) * self.lifetime(history).all()
    }

    fn count_if_alive(&self, history: PurchaseHistory, n: u32, time: f64) -> f64 {
        let alive = self.alive(history);
        if n == 0 {
            alive.idle(time)
        } else {
            alive.count(f64::from(n), time)
        }
    }

    fn idle_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        self.alive(history).idle(time)
    }

    fn purchase_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        self.alive(history).purchase(time)
    }

    fn never_if_alive(&self, history: PurchaseHistory) -> f64 {
        self.alive(history).never()
    }

    /// # Formula
    /// E(p | alive) = (α+x)/(α+β+n), per opportunity.
    fn rate_if_alive(&self, history: PurchaseHistory) -> f64 {
        self.mean(history)
    }

    /// The first opportunity by which the probability is reached.
    fn time_until_if_alive(&self, history: PurchaseHistory, probability: f64) -> f64 {
        let alive = self.alive(history);
        let near = alive.time_until(probability, 1024.0);
        if near < f64::INFINITY || probability >= 1.0 - alive.never() {
            return near;
        }
        alive.time_until(probability, MAX_OPPORTUNITIES)
    }

    /// # Formula
    /// (α+x)/(α+β+n) · Σ S(m)·e^(−rate·m); without a horizon
    /// `(δ+n)/(γ+δ+n)·w·₂F₁(1, δ+n+1; γ+δ+n+1; w)` with w = e^(−rate) in place of the sum.
    ///
    /// # References
    /// Fader, Hardie & Shang (2010), eq. 14.
    fn residual_if_alive(&self, history: PurchaseHistory, rate: f64, horizon: f64) -> f64 {
        let sum = self
            .lifetime(history)
            .discounted(Discount::continuous(rate), horizon);
        self.mean(history) * sum
    }
}
