//! The parameters and what they say of contracts.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::btyd::geometric_lifetime::Discount;
use crate::btyd::geometric_lifetime::GeometricLifetime;
use crate::btyd::opportunities::check_whole;
use crate::btyd::purchase_history::check_from;
use crate::btyd::purchase_history::check_shape;
use crate::error::Result;
use crate::numeric::math::exp;
use crate::plain::record;

/// The two parameters of the shifted beta-geometric model.
///
/// At the end of each period a customer does not renew the contract with a probability
/// θ ~ Beta(`alpha`, `beta`).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ShiftedBetaGeometricParams {
    /// First shape of the churn probabilities.
    pub alpha: f64,
    /// Second shape of the churn probabilities.
    pub beta: f64,
}

record!(ShiftedBetaGeometricParams {
    alpha => "alpha",
    beta => "beta",
});

/// The shifted beta-geometric model with its parameters: how long customers stay under contract
/// when each period ends with a renewal or with churn.
///
/// As a [`PurchaseModel`] it takes a renewal for a purchase: a history is `frequency` renewals, made
/// one after the other, so that `recency` is their number too, out of `age` chances to renew. The
/// customer is under contract where `age` equals `frequency`, and has churned where it exceeds it.
///
/// # Example: the high-end customers of Fader & Hardie
/// ```
/// use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
/// use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometricParams;
/// // Fader & Hardie (2007): α and β of the high-end segment; 86.9 % renewed once.
/// let params = ShiftedBetaGeometricParams { alpha: 0.668, beta: 3.806 };
/// let model = ShiftedBetaGeometric::try_new(params)?;
/// assert!((model.survival(1)? - 0.851).abs() < 1e-3);
/// // Those who stay are the loyal ones: retention rises.
/// assert!(model.retention_rate(2)? > model.retention_rate(1)?);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Fader & Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21(1);
/// Fader & Hardie (2010), Customer-base valuation in a contractual setting: the perils of ignoring
/// heterogeneity, Marketing Science 29(1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShiftedBetaGeometric {
    params: ShiftedBetaGeometricParams,
}

impl ShiftedBetaGeometric {
    /// Makes a model of known parameters.
    ///
    /// # Errors
    /// [`crate::Error::NotFinite`] and [`crate::Error::OutOfRange`] for a parameter that is not a positive number.
    pub fn try_new(params: ShiftedBetaGeometricParams) -> Result<Self> {
        check_shape(params.alpha, "params.alpha")?;
        check_shape(params.beta, "params.beta")?;
        Ok(Self { params })
    }

    /// Returns the parameters.
    pub fn params(&self) -> ShiftedBetaGeometricParams {
        self.params
    }

    /// The lifetime of one who has renewed so often: α, β+n.
    pub(super) fn lifetime(&self, renewals: f64) -> GeometricLifetime {
        GeometricLifetime {
            gamma: self.params.alpha,
            delta: self.params.beta + renewals,
        }
    }

    /// Returns the probability that a new customer is still under contract after `periods` chances to
    /// renew.
    ///
    /// # Formula
    /// S(t) = B(α, β+t)/B(α, β).
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] above a million periods.
    ///
    /// # Example: α = β = 1
    /// ```
    /// use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
    /// use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometricParams;
    /// let params = ShiftedBetaGeometricParams { alpha: 1.0, beta: 1.0 };
    /// let model = ShiftedBetaGeometric::try_new(params)?;
    /// // B(1, 1+t)/B(1, 1) = 1/(1+t).
    /// assert!((model.survival(3)? - 0.25).abs() < 1e-15);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Fader & Hardie (2007), eq. 6.
    pub fn survival(&self, periods: u32) -> Result<f64> {
        let t = whole(periods, "periods")?;
        Ok(self.lifetime(0.0).survival(t))
    }

    /// Returns the share of the customers of period `period` that renew at its end; the first period
    /// is number 1.
    ///
    /// # Formula
    /// r(t) = (β+t−1)/(α+β+t−1).
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for period 0 and above a million.
    ///
    /// # References
    /// Fader & Hardie (2007), eq. 8.
    pub fn retention_rate(&self, period: u32) -> Result<f64> {
        let GeometricLifetime { gamma, delta } = self.lifetime(from_one(period)? - 1.0);
        Ok(delta / (gamma + delta))
    }

    /// Returns the probability that a new customer churns at the end of period `period`: that the
    /// contract lasts so many periods.
    ///
    /// # Formula
    /// P(T = t) = B(α+1, β+t−1)/B(α, β).
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for period 0 and above a million.
    ///
    /// # Example: α = β = 1
    /// ```
    /// use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
    /// use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometricParams;
    /// let params = ShiftedBetaGeometricParams { alpha: 1.0, beta: 1.0 };
    /// let model = ShiftedBetaGeometric::try_new(params)?;
    /// // Fader & Hardie (2007), appendix B: 1/(t(t+1)).
    /// assert!((model.churn_probability(2)? - 1.0 / 6.0).abs() < 1e-15);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Fader & Hardie (2007), eq. 5.
    pub fn churn_probability(&self, period: u32) -> Result<f64> {
        Ok(exp(self.lifetime(0.0).ln_end(from_one(period)? - 1.0)))
    }

    /// Returns the discounted expected residual lifetime (DERL): the renewals to come of a customer
    /// under contract who has renewed `renewals` times and whose next chance is now.
    ///
    /// `discount_rate` is that per period, d in 1/(1+d); the renewal due now is not discounted.
    /// Nothing when it is 0 and the sum has no bound, which is so for α ≤ 1.
    ///
    /// # Formula
    /// Σ S(n+k)/S(n)/(1+d)^(k−1) = `(β+n)/(α+β+n) · ₂F₁(1, β+n+1; α+β+n+1; 1/(1+d))`, k from 1; the
    /// papers count n + 1 for the periods paid. Without discount (β+n)/(α−1).
    ///
    /// # Errors
    /// [`crate::Error::NotFinite`] and [`crate::Error::OutOfRange`] for a discount rate that is not a number from 0,
    /// and for more than a million renewals.
    ///
    /// # Example: Fader & Hardie (2010), table 3
    /// ```
    /// use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometric;
    /// use clientele::btyd::shifted_beta_geometric::ShiftedBetaGeometricParams;
    /// let params = ShiftedBetaGeometricParams { alpha: 3.8, beta: 15.2 };
    /// let model = ShiftedBetaGeometric::try_new(params)?;
    /// let value = model.expected_renewals(2, 0.1)?.unwrap();
    /// assert!((value - 3.59).abs() < 5e-3);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Fader & Hardie (2010), eq. 6.
    pub fn expected_renewals(&self, renewals: u32, discount_rate: f64) -> Result<Option<f64>> {
        let value = self.discounted(renewals, discount_rate)?;
        Ok(value.map(|value| value * (1.0 + discount_rate)))
    }

    /// Returns the retention elasticity of the value of customers under contract: by how many per
    /// cent it rises when every retention rate to come rises by one per cent.
    ///
    /// `renewals` and `discount_rate` are those of [`Self::expected_renewals`]. Nothing when the
    /// value has no bound.
    ///
    /// # Formula
    /// `₂F₁(1, β+n; α+β+n; 1/(1+d))`; without discount (α+β+n−1)/(α−1).
    ///
    /// # Errors
    /// Those of [`Self::expected_renewals`].
    ///
    /// # References
    /// Fader & Hardie (2010), eq. 10.
    pub fn retention_elasticity(&self, renewals: u32, discount_rate: f64) -> Result<Option<f64>> {
        let value = self.discounted(renewals, discount_rate)?;
        Ok(value.map(|value| 1.0 + value))
    }

    /// Σ S(n+k)/S(n)/(1+d)ᵏ, k from 1.
    fn discounted(&self, renewals: u32, discount_rate: f64) -> Result<Option<f64>> {
        let n = whole(renewals, "renewals")?;
        check_from(discount_rate, 0.0, "discountRate")?;
        let discount = Discount::per_opportunity(discount_rate);
        let value = self.lifetime(n).discounted(discount, f64::INFINITY);
        Ok(Some(value).filter(|value| *value < f64::INFINITY))
    }
}

/// A number of periods within the limit of all histories.
fn whole(value: u32, path: &str) -> Result<f64> {
    check_whole(f64::from(value), path)?;
    Ok(f64::from(value))
}

fn from_one(period: u32) -> Result<f64> {
    check_from(f64::from(period), 1.0, "period")?;
    whole(period, "period")
}

impl PurchaseModel for ShiftedBetaGeometric {
    fn kind(&self) -> ModelKind {
        ModelKind::ShiftedBetaGeometric
    }

    fn parameters(&self) -> Vec<f64> {
        vec![self.params.alpha, self.params.beta]
    }

    /// # Formula
    /// ln S(n) of one under contract after n renewals, ln P(T = n+1) of one who churned then.
    ///
    /// # References
    /// Fader & Hardie (2007), eq. 7.
    fn log_likelihood(&self, history: PurchaseHistory) -> f64 {
        let life = self.lifetime(0.0);
        if history.age > history.frequency {
            life.ln_end(history.frequency)
        } else {
            life.ln_survival(history.frequency)
        }
    }

    /// 0 under contract, infinite without one: it is known who has left.
    fn odds_of_death(&self, history: PurchaseHistory) -> f64 {
        if history.age > history.frequency {
            f64::INFINITY
        } else {
            0.0
        }
    }

    fn survival_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        self.lifetime(history.frequency).survival(time)
    }

    /// # Formula
    /// S(n+1)/S(n) + … + S(n+m)/S(n), in closed form.
    fn purchases_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        self.lifetime(history.frequency).total(time)
    }

    fn all_purchases_if_alive(&self, history: PurchaseHistory) -> f64 {
        self.lifetime(history.frequency).all()
    }

    fn count_if_alive(&self, history: PurchaseHistory, n: u32, time: f64) -> f64 {
        let (life, n) = (self.lifetime(history.frequency), f64::from(n));
        if n < time {
            exp(life.ln_end(n))
        } else if n > time {
            0.0
        } else {
            life.survival(n)
        }
    }

    /// # Formula
    /// α/(α+β+n): whoever does not renew at the first chance has churned.
    fn idle_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        if time > 0.0 {
            self.never_if_alive(history)
        } else {
            1.0
        }
    }

    fn purchase_if_alive(&self, history: PurchaseHistory, time: f64) -> f64 {
        let GeometricLifetime { gamma, delta } = self.lifetime(history.frequency);
        if time > 0.0 {
            delta / (gamma + delta)
        } else {
            0.0
        }
    }

    fn never_if_alive(&self, history: PurchaseHistory) -> f64 {
        let GeometricLifetime { gamma, delta } = self.lifetime(history.frequency);
        gamma / (gamma + delta)
    }

    /// 1: one renews in every period that one lives through.
    fn rate_if_alive(&self, _history: PurchaseHistory) -> f64 {
        1.0
    }

    /// The next chance to renew, where that suffices.
    fn time_until_if_alive(&self, history: PurchaseHistory, probability: f64) -> f64 {
        if probability <= 0.0 {
            0.0
        } else if probability <= self.purchase_if_alive(history, 1.0) {
            1.0
        } else {
            f64::INFINITY
        }
    }

    fn residual_if_alive(&self, history: PurchaseHistory, rate: f64, horizon: f64) -> f64 {
        let life = self.lifetime(history.frequency);
        life.discounted(Discount::continuous(rate), horizon)
    }
}
