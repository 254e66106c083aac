//! The number of purchases of a new customer.

use crate::btyd::bg_nbd::BgNbd;
use crate::btyd::bg_nbd::BgNbdParams;
use crate::btyd::purchase_history::check_from;
use crate::error::Result;
use crate::numeric::beta::ln_beta_terms;
use crate::numeric::beta::regularised_incomplete_beta;
use crate::numeric::gamma::ln_gamma_ratio;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;

impl BgNbd {
    /// Returns the probability that a new customer makes `n` repeat purchases within `time`.
    ///
    /// There is no upper limit on `n`: no factorial and no gamma function is evaluated alone.
    ///
    /// # Formula
    /// B(a, b+n)/B(a, b) · Γ(r+n)/(Γ(r)·n!) · (1−z)ʳ·zⁿ + B(a+1, b+n−1)/B(a, b) · `I_z(n, r)`
    /// with z = t/(α+t); the second summand, where the customer has left, for n > 0 only.
    ///
    /// # Example: the distribution of the CDNOW model after 39 weeks
    /// ```
    /// use clientele::btyd::bg_nbd::{BgNbd, BgNbdParams};
    /// let model = BgNbd::try_new(BgNbdParams { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?;
    /// assert!((model.purchase_probability_new(0, 39.0)? - 0.573_786_352_096_01).abs() < 1e-13);
    /// assert!(model.purchase_probability_new(200, 39.0)? > 0.0);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`crate::Error::NotFinite`] and [`crate::Error::OutOfRange`] for a time that is not a number
    /// from 0.
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), eq. 8; NIST DLMF 8.17.5 for its finite sum as `I_z(n, r)`.
    pub fn purchase_probability_new(&self, n: u32, time: f64) -> Result<f64> {
        check_from(time, 0.0, "time")?;
        let BgNbdParams { r, alpha, a, b } = self.params();
        if n == 0 {
            return Ok(exp(-r * log1p(time / alpha)));
        }
        if time <= 0.0 {
            return Ok(0.0);
        }
        let n = f64::from(n);
        let (bought, rest) = (time / (alpha + time), alpha / (alpha + time));
        // Γ(r+n)/(Γ(r)·n!) = 1/(n·B(n, r)).
        let (ln_bought, ln_rest) = (-log1p(alpha / time), -log1p(time / alpha));
        let ln_count = ln_beta_terms(n, r, bought, rest, ln_bought, ln_rest) - ln(n);
        let ln_all = ln_gamma_ratio(b, a);
        let alive = exp(ln_all - ln_gamma_ratio(b + n, a) + ln_count);
        let before = b + (n - 1.0);
        let ln_left = ln_all - ln_gamma_ratio(before, a + 1.0);
        let left = a * exp(ln_left) * regularised_incomplete_beta(n, r, bought, rest);
        Ok(alive + left)
    }
}
