//! How loyalty rises with satisfaction: the curve of a market.

use crate::data::placements::check_score;
use crate::data::placements::check_scores;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math::ln;
use crate::numeric::math::pow;
use crate::numeric::math::sqrt;
use crate::numeric::tolerance::TIE;
use crate::numeric::vectors::dot;
use crate::plain::Fingerprint;
use crate::plain::report;

/// The curve that fits a market.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LoyaltyCurve {
    /// The exponent; none when `reason` says why.
    pub k: Option<f64>,
    /// What it says: `market.competitive` above 1, `market.captive` below 1, `market.even` at 1.
    pub market: Option<String>,
    /// The root mean square of what the curve leaves of ln loyalty.
    pub deviation: Option<f64>,
    /// Why there is none: `curve_undetermined`.
    pub reason: Option<String>,
    /// How many pairs the exponent is from.
    pub used: f64,
    /// Pairs at satisfaction or loyalty 0, which have no logarithm and are left out.
    pub at_zero: f64,
    /// Pairs of which one is missing.
    pub missing: f64,
    /// How it was fitted.
    pub provenance: Provenance,
}

report!(LoyaltyCurve {
    k => "k",
    market => "market",
    deviation => "deviation",
    reason => "reason",
    used => "used",
    at_zero => "atZero",
    missing => "missing",
    provenance => "provenance",
});

/// Returns the loyalty, 0 to 100, that goes with a satisfaction, 0 to 100, in a market with exponent
/// `k` above 0.
///
/// Where there is competition (k above 1) only the very satisfied are loyal; where customers are
/// captive (k below 1) the dissatisfied stay too. The form of the curve is our choice.
///
/// # Formula
/// ```text
/// loyalty / 100 = (satisfaction / 100)^k
/// ```
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`].
///
/// # Example: three quarters satisfied
/// ```
/// use clientele::loyalty::loyalty_on_curve;
/// assert_eq!(loyalty_on_curve(75.0, 3.0)?, 42.1875);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Jones & Sasser (1995), "Why satisfied customers defect", Harvard Business Review 73(6), the figure
/// of five markets, which is drawn and has no formula.
pub fn loyalty_on_curve(satisfaction: f64, k: f64) -> Result<f64> {
    check_score(satisfaction, &|| "satisfaction".into())?;
    check_finite(k, || "k".into())?;
    if k <= 0.0 {
        return Err(Error::out_of_range("k".into(), k, "a number above 0"));
    }
    Ok((100.0 * pow(satisfaction / 100.0, k)).clamp(0.0, 100.0))
}

/// Fits the curve to pairs of satisfaction and loyalty, 0 to 100; NaN is a missing score.
///
/// # Formula
/// ```text
/// k = Σ ln s ln l / Σ ln² s,   s and l as shares, least squares through (1, 1)
/// ```
///
/// # Errors
/// [`Error::LengthMismatch`], and those of [`loyalty_on_curve`], as `satisfaction[3]`.
///
/// # Example: a market with competition
/// ```
/// use clientele::loyalty::loyalty_curve;
/// let found = loyalty_curve(&[75.0, 50.0], &[42.1875, 12.5])?;
/// assert!((found.k.unwrap_or_default() - 3.0).abs() < 1e-12);
/// assert_eq!(found.market.as_deref(), Some("market.competitive"));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn loyalty_curve(satisfaction: &[f64], loyalty: &[f64]) -> Result<LoyaltyCurve> {
    check_scores("satisfaction", satisfaction, satisfaction.len())?;
    check_scores("loyalty", loyalty, satisfaction.len())?;
    let (mut x, mut y) = (Vec::new(), Vec::new());
    let (mut at_zero, mut missing) = (0.0, 0.0);
    for (s, l) in satisfaction.iter().zip(loyalty) {
        if s.is_nan() || l.is_nan() {
            missing += 1.0;
        } else if *s <= 0.0 || *l <= 0.0 {
            at_zero += 1.0;
        } else {
            x.push(ln(s / 100.0));
            y.push(ln(l / 100.0));
        }
    }
    let scale = dot(&x, &x);
    let k = (scale > 0.0)
        .then(|| dot(&x, &y) / scale)
        .filter(|k| *k > 0.0);
    let deviation = k.map(|k| {
        let left: Vec<f64> = x.iter().zip(&y).map(|(x, y)| y - k * x).collect();
        sqrt(dot(&left, &left) / x.len() as f64)
    });
    let market = k.map(|k| {
        if (k - 1.0).abs() <= TIE {
            "market.even"
        } else if k > 1.0 {
            "market.competitive"
        } else {
            "market.captive"
        }
    });
    let mut hash = Fingerprint::default();
    hash.numbers(satisfaction);
    hash.numbers(loyalty);
    Ok(LoyaltyCurve {
        k,
        market: market.map(Into::into),
        deviation,
        reason: k.is_none().then(|| "curve_undetermined".into()),
        used: x.len() as f64,
        at_zero,
        missing,
        provenance: Provenance::new("loyaltyCurve", hash.finish()).with("form", "power"),
    })
}
