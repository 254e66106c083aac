//! The defection rate and what lowering it is worth (流失率与利润).

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::Fingerprint;
use crate::plain::record;
use crate::plain::report;

/// The defection of a period.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Defection {
    /// The share of the customers of the start who left; none when `reason` says why.
    pub rate: Option<f64>,
    /// How long a customer stays on average, in periods; none where nobody left.
    pub lifetime: Option<f64>,
    /// Why there is no rate or no lifetime: `none_at_start` or `endless_lifetime`.
    pub reason: Option<String>,
}

report!(Defection {
    rate => "rate",
    lifetime => "lifetime",
    reason => "reason",
});

/// Returns the defection rate of a period and the mean lifetime it makes for.
///
/// # Formula
/// ```text
/// rate = lost / start,  lifetime = 1 / rate
/// ```
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for a count below 0 and for more lost than there were.
///
/// # Example: one in ten a year
/// ```
/// use clientele::churn::defection;
/// let found = defection(1000.0, 100.0)?;
/// assert_eq!((found.rate, found.lifetime), (Some(0.1), Some(10.0)));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Reichheld & Sasser (1990), "Zero defections: quality comes to services", Harvard Business Review 68(5).
pub fn defection(start: f64, lost: f64) -> Result<Defection> {
    check_between(start, "start", f64::MAX)?;
    check_between(lost, "lost", start)?;
    let rate = (start > 0.0).then(|| lost / start);
    let lifetime = rate.filter(|rate| *rate > 0.0).map(|_| start / lost);
    let reason = match (rate, lifetime) {
        (None, _) => Some("none_at_start"),
        (_, None) => Some("endless_lifetime"),
        _ => None,
    };
    Ok(Defection {
        rate,
        lifetime: lifetime.filter(|lifetime| lifetime.is_finite()),
        reason: reason.map(Into::into),
    })
}

/// Two retention rates and the rate at which later margins are discounted.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RetentionChange {
    /// The retention rate now, 0 to 1.
    pub from: f64,
    /// The retention rate it is to become, 0 to 1.
    pub to: f64,
    /// The discount rate of a period, from 0.
    pub discount_rate: f64,
}

record!(RetentionChange {
    from => "from",
    to => "to",
    discount_rate => "discountRate",
});

/// What a change of retention is worth for each customer.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RetentionEffect {
    /// The change of the value of this customer base, as a share: 0.275 is + 27.5 %.
    pub change: Option<f64>,
    /// The value of a customer now, in margins of a period.
    pub multiple_from: Option<f64>,
    /// The value of a customer after the change.
    pub multiple_to: Option<f64>,
    /// How long a customer stays now, in periods.
    pub lifetime_from: Option<f64>,
    /// How long a customer stays after the change.
    pub lifetime_to: Option<f64>,
    /// The share of all defection that the change takes away; negative where it adds to it.
    pub defection_removed: Option<f64>,
    /// Why there is no change: `endless_lifetime` or `no_value_before`.
    pub reason: Option<String>,
    /// What to mind: always `value_per_customer`, and `much_defection` where the change takes away
    /// half of all defection or more.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(RetentionEffect {
    change => "change",
    multiple_from => "multipleFrom",
    multiple_to => "multipleTo",
    lifetime_from => "lifetimeFrom",
    lifetime_to => "lifetimeTo",
    defection_removed => "defectionRemoved",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

/// Half of all defection: from here on a change is said to be much.
const MUCH: f64 = 0.5;

/// Returns what a change of the retention rate does to the value of the present customers.
///
/// It is a calculation for each customer over the lifetime, not a forecast of profit: the well-known
/// "five points of retention are worth 25 to 85 percent more profit" is of this kind, and five points
/// may be half of all defection, which is no small thing to stop (Sharp 2010).
///
/// # Formula
/// ```text
/// multiple = r / (1 + i − r),  change = multiple of `to` / multiple of `from` − 1,  lifetime = 1 / (1 − r)
/// ```
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for a rate of retention that is none and for a discount
/// rate below 0.
///
/// # Example: from 80 to 85 percent
/// ```
/// use clientele::churn::{RetentionChange, retention_effect};
/// let change = RetentionChange { from: 0.8, to: 0.85, discount_rate: 0.1 };
/// let found = retention_effect(&change)?;
/// assert!((found.change.unwrap_or_default() - 0.275).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Gupta & Lehmann (2003), "Customers as assets", Journal of Interactive Marketing 17(1), for the
/// multiple; Reichheld & Sasser (1990), "Zero defections", Harvard Business Review 68(5); Sharp (2010),
/// *How Brands Grow*, for the caution.
pub fn retention_effect(change: &RetentionChange) -> Result<RetentionEffect> {
    let RetentionChange {
        from,
        to,
        discount_rate,
    } = *change;
    check_between(from, "from", 1.0)?;
    check_between(to, "to", 1.0)?;
    check_between(discount_rate, "discountRate", f64::MAX)?;
    let multiple = |retention: f64| {
        let lost = 1.0 - retention + discount_rate;
        (lost > 0.0).then(|| retention / lost)
    };
    let lifetime = |retention: f64| (retention < 1.0).then(|| 1.0 / (1.0 - retention));
    let both = multiple(from).zip(multiple(to));
    let found = both
        .filter(|(from, _)| *from > 0.0)
        .map(|(from, to)| to / from - 1.0);
    let reason = match (both, found) {
        (None, _) => Some("endless_lifetime"),
        (_, None) => Some("no_value_before"),
        _ => None,
    };
    let removed = (from < 1.0).then(|| (to - from) / (1.0 - from));
    let mut warnings = vec![Caution::new("value_per_customer")];
    if removed.is_some_and(|removed| removed >= MUCH) {
        warnings.push(Caution::new("much_defection"));
    }
    let mut hash = Fingerprint::default();
    hash.numbers(&[from, to, discount_rate]);
    Ok(RetentionEffect {
        change: found.filter(|change| change.is_finite()),
        multiple_from: multiple(from),
        multiple_to: multiple(to),
        lifetime_from: lifetime(from),
        lifetime_to: lifetime(to),
        defection_removed: removed,
        reason: reason.map(Into::into),
        warnings,
        provenance: Provenance::new("retentionEffect", hash.finish())
            .with("discountRate", discount_rate),
    })
}

/// Rejects what is not a number from 0 to `most`.
pub(crate) fn check_between(value: f64, path: &str, most: f64) -> Result<()> {
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
