//! The parameters and what they say of one customer.

use crate::btyd::gamma_gamma::SpendColumns;
use crate::btyd::purchase_history::check_from;
use crate::btyd::purchase_history::check_length;
use crate::btyd::purchase_history::check_positive;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::gamma::ln_gamma;
use crate::numeric::gamma::ln_gamma_ratio;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::plain::record;

/// The three parameters of the Gamma-Gamma model.
///
/// The amount of a purchase is Gamma(`p`, rate ν) and ν varies as Gamma(`q`, rate `v`).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct GammaGammaParams {
    /// Shape of the amounts of one customer.
    pub p: f64,
    /// Shape of the rates over the customers.
    pub q: f64,
    /// Scale of the rates, in the unit of the amounts.
    pub v: f64,
}

record!(GammaGammaParams {
    p => "p",
    q => "q",
    v => "v",
});

/// The Gamma-Gamma model with its parameters.
///
/// # Example: the first customer of the CDNOW data
/// ```
/// use clientele::btyd::gamma_gamma::{GammaGamma, GammaGammaParams};
/// // Parameters: Fader & Hardie (2013), note 025, p. 5.
/// let model = GammaGamma::try_new(GammaGammaParams { p: 6.25, q: 3.74, v: 15.44 })?;
/// let spend = model.expected_spend(2.0, 22.35)?.unwrap();
/// assert!((spend - 24.65).abs() < 0.1);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Fader, Hardie & Lee (2005), RFM and CLV, J. Marketing Research 42(4), eq. 5; Fader & Hardie
/// (2013), The Gamma-Gamma model of monetary value, note 025.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "GammaGammaParams", into = "GammaGammaParams")
)]
pub struct GammaGamma {
    params: GammaGammaParams,
}

impl TryFrom<GammaGammaParams> for GammaGamma {
    type Error = Error;

    fn try_from(params: GammaGammaParams) -> Result<Self> {
        Self::try_new(params)
    }
}

impl From<GammaGamma> for GammaGammaParams {
    fn from(model: GammaGamma) -> Self {
        model.params
    }
}

impl GammaGamma {
    /// Makes a model of known parameters.
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a parameter that is not a positive number.
    pub fn try_new(params: GammaGammaParams) -> Result<Self> {
        check_positive(params.p, "params.p")?;
        check_positive(params.q, "params.q")?;
        check_positive(params.v, "params.v")?;
        Ok(Self { params })
    }

    /// Returns the parameters.
    pub fn params(&self) -> GammaGammaParams {
        self.params
    }

    /// Returns the mean spend to expect of a customer of `frequency` repeat purchases with the mean
    /// `monetary_value`.
    ///
    /// Without a repeat purchase it is that of a new customer. Nothing where repeat purchases have a mean that
    /// is not positive, of which the model knows nothing, and when `p`·`frequency` + `q` ≤ 1 or the mean is beyond
    /// the range of a float: the mean of the model is infinite there.
    ///
    /// # Formula
    /// p(v + x·m)/(px + q − 1).
    ///
    /// # Errors
    /// [`Error::NotFinite`] for NaN and infinity; [`Error::OutOfRange`] for a negative frequency.
    pub fn expected_spend(&self, frequency: f64, monetary_value: f64) -> Result<Option<f64>> {
        check_from(frequency, 0.0, "frequency")?;
        crate::error::check_finite(monetary_value, || "monetaryValue".to_owned())?;
        let spend = self.spend(frequency, monetary_value);
        Ok(if spend.is_nan() { None } else { Some(spend) })
    }

    /// Returns the mean spend to expect of a new customer, nothing when q ≤ 1.
    ///
    /// # Formula
    /// pv/(q − 1).
    ///
    /// # Example: the CDNOW model
    /// ```
    /// use clientele::btyd::gamma_gamma::{GammaGamma, GammaGammaParams};
    /// let model = GammaGamma::try_new(GammaGammaParams { p: 6.25, q: 3.74, v: 15.44 })?;
    /// assert!((model.expected_spend_new().unwrap() - 35.218_978_102_19).abs() < 1e-10);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn expected_spend_new(&self) -> Option<f64> {
        let spend = self.spend(0.0, 0.0);
        if spend.is_nan() { None } else { Some(spend) }
    }

    /// [`Self::expected_spend`] of valid numbers, NaN for none.
    #[inline]
    pub(in crate::btyd) fn spend(&self, frequency: f64, monetary_value: f64) -> f64 {
        let GammaGammaParams { p, q, v } = self.params;
        let (x, m) = if frequency > 0.0 {
            (frequency, monetary_value)
        } else {
            (0.0, 1.0)
        };
        // (q − 1) first: it is exact near 1.
        let weight = p * x + (q - 1.0);
        let spend = if weight > 0.0 && m > 0.0 {
            p * (v + x * m) / weight
        } else {
            f64::NAN
        };
        if !spend.is_infinite() {
            return spend;
        }
        // The sum may be beyond all numbers where its part is not; a mean that is so is none.
        let spend = p / weight * v + p * x / weight * m;
        if spend < f64::INFINITY {
            spend
        } else {
            f64::NAN
        }
    }

    /// Returns the logarithm of the density of a mean spend over `frequency` purchases.
    ///
    /// # Formula
    /// ln Γ(px+q)/(Γ(px)Γ(q)) + q ln(v/(v+xm)) − px ln(1 + v/(xm)) − ln m.
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] unless both are positive numbers.
    ///
    /// # References
    /// Fader & Hardie (2013), note 025, eq. 1a.
    pub fn log_likelihood(&self, frequency: f64, monetary_value: f64) -> Result<f64> {
        check_positive(frequency, "frequency")?;
        check_positive(monetary_value, "monetaryValue")?;
        let GammaGammaParams { p, q, v } = self.params;
        let shape = p * frequency;
        let total = frequency * monetary_value;
        let counts = ln_gamma_ratio(shape, q) - ln_gamma(q);
        Ok(counts - q * log1p(total / v) - shape * log1p(v / total) - ln(monetary_value))
    }

    /// Writes [`GammaGamma::expected_spend`] of every row into `out`, NaN where there is none.
    ///
    /// # Errors
    /// What [`SpendColumns::validate`] rejects, and [`Error::LengthMismatch`] for `out`.
    pub fn expected_spend_columns(
        &self,
        columns: &SpendColumns<'_>,
        out: &mut [f64],
    ) -> Result<()> {
        check_length("out", out.len(), columns.validate()?)?;
        let rows = columns.frequency.iter().zip(columns.monetary_value);
        for (out, (frequency, monetary_value)) in out.iter_mut().zip(rows) {
            *out = self.spend(*frequency, *monetary_value);
        }
        Ok(())
    }
}
