//! The parameters and what they say of one customer.

use crate::btyd::PurchaseHistory;
use crate::btyd::bg_nbd::expected::AlivePurchases;
use crate::btyd::purchase_history::check_from;
use crate::btyd::purchase_history::check_positive;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
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

/// The BG/NBD model with its parameters.
///
/// # Example: Fader & Hardie's customer of the CDNOW data
/// ```
/// use clientele::btyd::PurchaseHistory;
/// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
/// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
/// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
/// assert!((model.probability_alive(history) - 0.726_578_570_080_67).abs() < 1e-13);
/// assert!((model.expected_purchases(history, 39.0)? - 1.226_028_174_767_1).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "BgNbdParams", into = "BgNbdParams")
)]
pub struct BgNbd {
    params: BgNbdParams,
    alive: AlivePurchases,
}

impl TryFrom<BgNbdParams> for BgNbd {
    type Error = Error;

    fn try_from(params: BgNbdParams) -> Result<Self> {
        Self::try_new(params)
    }
}

impl From<BgNbd> for BgNbdParams {
    fn from(model: BgNbd) -> Self {
        model.params
    }
}

impl BgNbd {
    /// Makes a model of known parameters.
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a parameter that is not a positive number.
    pub fn try_new(params: BgNbdParams) -> Result<Self> {
        check_positive(params.r, "params.r")?;
        check_positive(params.alpha, "params.alpha")?;
        check_positive(params.a, "params.a")?;
        check_positive(params.b, "params.b")?;
        Ok(Self {
            params,
            alive: AlivePurchases::new(params.r, params.a, params.b),
        })
    }

    /// Returns how often the customer buys while alive: the mean of the purchase rate given the
    /// history, per unit of time.
    ///
    /// # Formula
    /// ```text
    /// E(λ | alive, x, T) = (r + x) / (α + T)
    /// ```
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), eq. 5: while alive, purchases are a gamma mixture of Poisson
    /// processes, whose posterior is Gamma(r + x, α + T).
    pub fn purchase_rate(&self, history: PurchaseHistory) -> f64 {
        (self.params.r + history.frequency) / (self.params.alpha + history.age)
    }

    /// Returns the parameters.
    pub fn params(&self) -> BgNbdParams {
        self.params
    }

    /// Returns the constants of the expected purchases.
    pub(in crate::btyd) fn alive(&self) -> &AlivePurchases {
        &self.alive
    }

    /// Returns (1 − P(alive))/P(alive).
    ///
    /// # Formula
    /// a/(b+x−1) · ((α+T)/(α+tₓ))^(r+x), and 0 when x = 0.
    #[inline]
    pub(in crate::btyd) fn odds_of_death(&self, history: PurchaseHistory) -> f64 {
        let PurchaseHistory {
            frequency: x,
            recency,
            age,
        } = history;
        if x > 0.0 {
            let BgNbdParams { r, alpha, a, b } = self.params;
            let pause = log1p((age - recency) / (alpha + recency));
            a / (b + (x - 1.0)) * exp((r + x) * pause)
        } else {
            0.0
        }
    }

    /// Returns the probability that the customer is still a customer at the end of `history`.
    ///
    /// It is 1 for a customer without a repeat purchase: in this model one leaves after a repeat
    /// purchase only.
    ///
    /// # Formula
    /// 1 / (1 + a/(b+x−1) · ((α+T)/(α+tₓ))^(r+x)).
    ///
    /// # Example: one-time buyers
    /// ```
    /// use clientele::btyd::PurchaseHistory;
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
    /// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
    /// assert_eq!(model.probability_alive(PurchaseHistory::try_new(0.0, 0.0, 38.86)?), 1.0);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Fader & Hardie (2008), Computing P(alive) using the BG/NBD model, note 021.
    #[inline]
    pub fn probability_alive(&self, history: PurchaseHistory) -> f64 {
        1.0 / (1.0 + self.odds_of_death(history))
    }

    /// Returns the probability that the customer never buys again: 1 − P(alive), with all digits.
    #[inline]
    pub fn probability_never(&self, history: PurchaseHistory) -> f64 {
        let odds = self.odds_of_death(history);
        if odds < f64::INFINITY {
            odds / (1.0 + odds)
        } else {
            1.0
        }
    }

    /// Returns the probability of at least one purchase within `horizon` from now.
    ///
    /// # Formula
    /// P(alive) · (1 − ((α+T)/(α+T+t))^(r+x)).
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a horizon that is not a number from 0.
    pub fn probability_of_purchase(&self, history: PurchaseHistory, horizon: f64) -> Result<f64> {
        check_from(horizon, 0.0, "horizon")?;
        Ok(self.purchase_within(history, horizon))
    }

    /// [`Self::probability_of_purchase`] of a valid horizon.
    #[inline]
    pub(in crate::btyd) fn purchase_within(&self, history: PurchaseHistory, horizon: f64) -> f64 {
        self.probability_alive(history) * -expm1(self.ln_idle(history, horizon))
    }

    /// The logarithm of the probability that a customer who is alive lets `horizon` pass.
    #[inline]
    fn ln_idle(&self, history: PurchaseHistory, horizon: f64) -> f64 {
        let shape = self.params.r + history.frequency;
        -shape * log1p(horizon / (self.params.alpha + history.age))
    }

    /// Returns the probability of no purchase within `horizon` from now, with all digits.
    ///
    /// It equals the likelihood ratio L(x, tₓ, T+t)/L(x, tₓ, T).
    ///
    /// # Example: the complement of a purchase
    /// ```
    /// use clientele::btyd::PurchaseHistory;
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
    /// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
    /// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
    /// assert!((model.probability_of_no_purchase(history, 39.0)? - 0.445_372_862_083).abs() < 1e-12);
    /// assert!((model.probability_of_purchase(history, 39.0)? - 0.554_627_137_917).abs() < 1e-12);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a horizon that is not a number from 0.
    ///
    /// # References
    /// Fader & Hardie (2019), A step-by-step derivation of the BG/NBD model, note 039, eq. 34.
    pub fn probability_of_no_purchase(
        &self,
        history: PurchaseHistory,
        horizon: f64,
    ) -> Result<f64> {
        check_from(horizon, 0.0, "horizon")?;
        let idle = exp(self.ln_idle(history, horizon));
        Ok(self.probability_never(history) + self.probability_alive(history) * idle)
    }

    /// Returns the time from now within which the next purchase has come with `probability`.
    ///
    /// Nothing when P(never) puts that probability out of reach, or when the time is beyond the
    /// range of a float.
    ///
    /// # Formula
    /// t = (α+T) · ((1 − q/P(alive))^(−1/(r+x)) − 1).
    ///
    /// # Example: the median
    /// ```
    /// use clientele::btyd::PurchaseHistory;
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
    /// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
    /// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
    /// let median = model.next_purchase(history, 0.5)?.unwrap();
    /// assert!((model.probability_of_purchase(history, median)? - 0.5).abs() < 1e-15);
    /// assert_eq!(model.next_purchase(history, 0.9)?, None);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a probability that is not within 0 and 1.
    pub fn next_purchase(&self, history: PurchaseHistory, probability: f64) -> Result<Option<f64>> {
        check_probability(probability)?;
        let time = self.time_until(history, probability);
        Ok(if time.is_nan() { None } else { Some(time) })
    }

    /// [`Self::next_purchase`] of a valid probability, NaN for none.
    #[inline]
    pub(in crate::btyd) fn time_until(&self, history: PurchaseHistory, probability: f64) -> f64 {
        let alive = self.probability_alive(history);
        if probability >= alive {
            return f64::NAN;
        }
        let shape = self.params.r + history.frequency;
        let growth = expm1(-log1p(-probability / alive) / shape);
        let time = (self.params.alpha + history.age) * growth;
        if time < f64::INFINITY { time } else { f64::NAN }
    }

    /// Returns the expected number of purchases within `horizon` from now.
    ///
    /// # Formula
    /// The Euler-transformed series of the module, times P(alive): no power overflows for any
    /// frequency, and a = 1 is an ordinary point.
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a horizon that is not a number from 0.
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), eq. 10; NIST DLMF 15.8.1 (Euler's transformation).
    pub fn expected_purchases(&self, history: PurchaseHistory, horizon: f64) -> Result<f64> {
        check_from(horizon, 0.0, "horizon")?;
        let alive = self.probability_alive(history);
        Ok(alive * self.purchases_if_alive(history.frequency, history.age, horizon))
    }

    /// The expected number of purchases within `horizon` of a customer known to be alive.
    #[inline]
    pub(in crate::btyd) fn purchases_if_alive(&self, x: f64, age: f64, horizon: f64) -> f64 {
        self.alive.expected(x, self.params.alpha + age, horizon)
    }

    /// Returns the expected number of repeat purchases of a new customer within `time`.
    ///
    /// # Example: the first year, in weeks
    /// ```
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
    /// // Parameters and value: vignette of the R package BTYD.
    /// let params = BgNbdParams { r: 0.2425967, alpha: 4.413659, a: 0.7929869, b: 2.426164 };
    /// let model = BgNbd::try_new(params)?;
    /// assert!((model.expected_purchases_new(52.0)? - 1.444_004).abs() < 1e-6);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a time that is not a number from 0.
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), eq. 9.
    pub fn expected_purchases_new(&self, time: f64) -> Result<f64> {
        check_from(time, 0.0, "time")?;
        Ok(self.purchases_if_alive(0.0, 0.0, time))
    }
}

/// Rejects what is not a probability.
pub(super) fn check_probability(probability: f64) -> Result<()> {
    check_from(probability, 0.0, "probability")?;
    if probability > 1.0 {
        return Err(Error::OutOfRange {
            path: "probability".to_owned(),
            value: probability,
            expected: "a number from 0 to 1".to_owned(),
        });
    }
    Ok(())
}
