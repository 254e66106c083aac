//! The likelihood of one history.

use crate::btyd::PurchaseHistory;
use crate::btyd::bg_nbd::BgNbd;
use crate::btyd::bg_nbd::BgNbdParams;
use crate::numeric::gamma::ln_gamma_ratio;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;

impl BgNbd {
    /// Returns the logarithm of the likelihood of one history.
    ///
    /// # Formula
    /// ln Γ(r+x)/Γ(r) + ln B(a, b+x)/B(a, b) + r ln α − (r+x) ln(α+T) − ln P(alive).
    ///
    /// # Example: a customer whose powers overflow
    /// ```
    /// use clientele::btyd::PurchaseHistory;
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
    /// // Fader & Hardie (2013), Overcoming the BG/NBD model's #NUM! error problem, note 027.
    /// let model = BgNbd::try_new(BgNbdParams { r: 0.25, alpha: 4.0, a: 0.8, b: 2.5 })?;
    /// let history = PurchaseHistory::try_new(200.0, 38.0, 40.0)?;
    /// assert!((model.log_likelihood(history) - 100.7957).abs() < 5e-5);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), eq. 6.
    pub fn log_likelihood(&self, history: PurchaseHistory) -> f64 {
        let PurchaseHistory {
            frequency: x,
            recency,
            age,
        } = history;
        let BgNbdParams { r, alpha, a, b } = self.params();
        let idle = -r * log1p(age / alpha);
        if x <= 0.0 {
            return idle;
        }
        // ln of the odds of death, from logarithms: it may exceed the range of a float.
        let pause = log1p((age - recency) / (alpha + recency));
        let ln_odds = ln(a / (b + (x - 1.0))) + (r + x) * pause;
        let either = ln_odds.max(0.0) + log1p(exp(-ln_odds.abs()));
        let counts = ln_gamma_ratio(r, x) - x * ln(alpha + age);
        let survival = ln_gamma_ratio(b, a) - ln_gamma_ratio(b + x, a);
        counts + survival + idle + either
    }
}
