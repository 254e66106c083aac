//! Retention, repurchase and share of wallet (保持率、重复购买率、钱包份额).

use crate::data::decision::INPUT_MISSING;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math::exp;
use crate::numeric::math::expm1;
use crate::numeric::math::log1p;
use crate::plain::record;
use crate::plain::report;

/// A share of customers or of money, or why there is none.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Rate {
    /// The share, 0 to 1; none when `reason` says why.
    pub rate: Option<f64>,
    /// What is left of 1.
    pub rest: Option<f64>,
    /// Why there is none.
    pub reason: Option<String>,
}

report!(Rate {
    rate => "rate",
    rest => "rest",
    reason => "reason",
});

impl Rate {
    /// A part of a whole; `reason` says why there is none of a whole of nothing.
    fn of(part: f64, whole: f64, reason: &str) -> Self {
        let rate = (whole > 0.0).then(|| part / whole);
        Self {
            rate,
            rest: rate.map(|_| (whole - part) / whole),
            reason: rate.is_none().then(|| reason.into()),
        }
    }
}

/// How many of those who bought in a window bought again.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Repurchase {
    /// The share of buyers with two purchases or more, 0 to 1; none when `reason` says why.
    pub rate: Option<f64>,
    /// What is left to 1.
    pub rest: Option<f64>,
    /// How many customers bought.
    pub buyers: f64,
    /// Of how many it is not known how often they did.
    pub missing: f64,
    /// Why there is none: `no_buyers`.
    pub reason: Option<String>,
}

report!(Repurchase {
    rate => "rate",
    rest => "rest",
    buyers => "buyers",
    missing => "missing",
    reason => "reason",
});

/// The customers of a period.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PeriodCustomers {
    /// How many there were at the start.
    pub start: f64,
    /// How many there are at the end.
    pub end: f64,
    /// How many of those at the end were won within the period.
    pub gained: f64,
}

record!(PeriodCustomers {
    start => "start",
    end => "end",
    gained => "gained",
});

/// Returns the retention rate of a period; the rest is the churn rate.
///
/// # Formula
/// ```text
/// retention = (end − gained) / start,  churn = 1 − retention
/// ```
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for a negative count, for more gained than there are
/// at the end, and for more left over than there were at the start.
///
/// # Example: a year
/// ```
/// use clientele::loyalty::{PeriodCustomers, retention_rate};
/// let year = PeriodCustomers { start: 1000.0, end: 980.0, gained: 150.0 };
/// assert_eq!(retention_rate(&year)?.rate, Some(0.83));
/// let empty = PeriodCustomers { start: 0.0, end: 5.0, gained: 5.0 };
/// assert_eq!(retention_rate(&empty)?.rate, None);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn retention_rate(period: &PeriodCustomers) -> Result<Rate> {
    let PeriodCustomers { start, end, gained } = *period;
    check_amount(start, "start", f64::MAX)?;
    check_amount(end, "end", f64::MAX)?;
    check_amount(gained, "gained", end)?;
    let kept = end - gained;
    if kept > start {
        let expected = "at most those of the start and the gained";
        return Err(Error::out_of_range("end".into(), end, expected));
    }
    Ok(Rate::of(kept, start, "none_at_start"))
}

/// Returns a rate of retention over `periods` of the periods that `rate` is for.
///
/// # Formula
/// ```text
/// rate^periods
/// ```
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for a rate that is none and for periods that are not
/// above 0.
///
/// # Example: a month of a year
/// ```
/// use clientele::loyalty::retention_over;
/// let month = retention_over(0.83, 1.0 / 12.0)?;
/// assert!((month.rate.unwrap_or_default() - 0.984592).abs() < 5e-7);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn retention_over(rate: f64, periods: f64) -> Result<Rate> {
    check_amount(rate, "rate", 1.0)?;
    check_finite(periods, || "periods".into())?;
    if periods <= 0.0 {
        return Err(Error::out_of_range(
            "periods".into(),
            periods,
            "a number above 0",
        ));
    }
    // ln 0 is −∞, whose exponential is 0.
    let logarithm = periods * log1p(rate - 1.0);
    Ok(Rate {
        rate: Some(exp(logarithm)),
        rest: Some(-expm1(logarithm)),
        reason: None,
    })
}

/// Returns the repurchase rate of the customers of a window: the share of the buyers who bought twice
/// or more.
///
/// `purchases`: how often each customer bought within the window; NaN is not known and left out.
///
/// # Formula
/// ```text
/// customers with at least 2 purchases / customers with at least 1
/// ```
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for a count below 0, as `purchases[3]`.
///
/// # Example: three buyers, one of them again
/// ```
/// use clientele::loyalty::repurchase_rate;
/// let found = repurchase_rate(&[1.0, 4.0, 0.0, 1.0])?;
/// assert_eq!(found.rate, Some(1.0 / 3.0));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn repurchase_rate(purchases: &[f64]) -> Result<Repurchase> {
    let (mut buyers, mut again, mut missing) = (0.0, 0.0, 0.0);
    for (i, count) in purchases.iter().enumerate() {
        if count.is_nan() {
            missing += 1.0;
            continue;
        }
        if !(0.0..=f64::MAX).contains(count) {
            check_finite(*count, || format!("purchases[{i}]"))?;
            let path = format!("purchases[{i}]");
            return Err(Error::out_of_range(path, *count, "a number from 0"));
        }
        if *count >= 1.0 {
            buyers += 1.0;
        }
        if *count >= 2.0 {
            again += 1.0;
        }
    }
    let Rate { rate, rest, reason } = Rate::of(again, buyers, "no_buyers");
    Ok(Repurchase {
        rate,
        rest,
        buyers,
        missing,
        reason,
    })
}

/// Returns the share of wallet: what customers spend here of what they spend in the category.
///
/// # Formula
/// ```text
/// own spend / spend in the category
/// ```
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for spend below 0 and for more spend here than in the
/// category. What is not known gives no rate, with the reason `input_missing`.
///
/// # Example: three quarters
/// ```
/// use clientele::loyalty::share_of_wallet;
/// assert_eq!(share_of_wallet(Some(12000.0), Some(16000.0))?.rate, Some(0.75));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn share_of_wallet(own: Option<f64>, category: Option<f64>) -> Result<Rate> {
    if let Some(category) = category {
        check_amount(category, "category", f64::MAX)?;
    }
    if let Some(own) = own {
        check_amount(own, "own", category.unwrap_or(f64::MAX))?;
    }
    let (Some(own), Some(category)) = (own, category) else {
        return Ok(Rate {
            rate: None,
            rest: None,
            reason: Some(INPUT_MISSING.into()),
        });
    };
    Ok(Rate::of(own, category, "no_spending"))
}

/// Rejects what is not a number from 0 to `most`.
pub(crate) fn check_amount(value: f64, path: &str, most: f64) -> Result<()> {
    check_finite(value, || path.into())?;
    if (0.0..=most).contains(&value) {
        return Ok(());
    }
    let expected = if most < f64::MAX {
        format!("a number from 0 to {most}")
    } else {
        "a number from 0".into()
    };
    Err(Error::out_of_range(path.into(), value, &expected))
}
