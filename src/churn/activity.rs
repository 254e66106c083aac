//! A simple probability that a customer is still active, from three numbers.

use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math::pow;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Fingerprint;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::record;
use crate::plain::report;

/// What is known of the purchases of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ActivityFacts {
    /// How many purchases there were, the first one included.
    pub purchases: f64,
    /// Time from the first purchase to the last one.
    pub first_to_last: f64,
    /// Time from the first purchase to now, in the same unit.
    pub first_to_now: f64,
}

record!(ActivityFacts {
    purchases => "purchases",
    first_to_last => "firstToLast",
    first_to_now => "firstToNow",
});

/// A probability to be active.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Activity {
    /// The probability; none when `reason` says why.
    pub probability: Option<f64>,
    /// Why there is none: `too_few_purchases` or `no_time_passed`.
    pub reason: Option<String>,
    /// How it was computed: another method may say something quite different.
    pub provenance: Provenance,
}

report!(Activity {
    probability => "probability",
    reason => "reason",
    provenance => "provenance",
});

/// The probabilities of many customers to be active; NaN where there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivityColumn {
    /// The probabilities.
    pub probability: Vec<f64>,
    /// How many have none.
    pub unknown: f64,
    /// How they were computed.
    pub provenance: Provenance,
}

impl ToPlain for ActivityColumn {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("probability", &Bulk(&self.probability));
        entries.put("unknown", &self.unknown);
        entries.put("provenance", &self.provenance);
        entries.into_plain()
    }
}

/// Returns the probability that a customer is active, by the rule of thumb of Reinartz and Kumar.
///
/// The share of the time in which the customer bought, to the power of the number of purchases: who
/// bought often and then fell silent is taken for gone. It may lie far from what a purchase model says;
/// calibrate either before money depends on it.
///
/// # Formula
/// ```text
/// P = (first to last / first to now)^purchases
/// ```
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for purchases that are no whole number from 1, for a
/// time below 0 and for a last purchase after now.
///
/// # Example: four purchases within eight of twelve months
/// ```
/// use clientele::churn::{ActivityFacts, simple_activity};
/// let facts = ActivityFacts { purchases: 4.0, first_to_last: 8.0, first_to_now: 12.0 };
/// let found = simple_activity(&facts)?.probability;
/// assert!((found.unwrap_or_default() - 16.0 / 81.0).abs() < 1e-15);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Reinartz & Kumar (2002), "The mismanagement of customer loyalty", Harvard Business Review 80(7);
/// Schmittlein & Morrison (1985), "Is the customer still active?", The American Statistician 39(4).
pub fn simple_activity(facts: &ActivityFacts) -> Result<Activity> {
    let found = probability(facts, &|name| name.into())?;
    let mut hash = Fingerprint::default();
    hash.numbers(&[facts.purchases, facts.first_to_last, facts.first_to_now]);
    Ok(Activity {
        probability: found.ok(),
        reason: found.err().map(Into::into),
        provenance: Provenance::new("simpleActivity", hash.finish()),
    })
}

/// Returns the probabilities of many customers; NaN is a missing number.
///
/// # Errors
/// [`Error::LengthMismatch`], and those of [`simple_activity`], as `firstToLast[3]`.
///
/// # Example: one who bought once
/// ```
/// use clientele::churn::simple_activity_columns;
/// let found = simple_activity_columns(&[2.0, 1.0], &[8.0, 0.0], &[12.0, 12.0])?;
/// assert!(found.probability[1].is_nan());
/// assert_eq!(found.unknown, 1.0);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn simple_activity_columns(
    purchases: &[f64],
    first_to_last: &[f64],
    first_to_now: &[f64],
) -> Result<ActivityColumn> {
    check_length("firstToLast", first_to_last.len(), purchases.len())?;
    check_length("firstToNow", first_to_now.len(), purchases.len())?;
    let mut column = Vec::with_capacity(purchases.len());
    let mut unknown = 0.0;
    let times = first_to_last.iter().zip(first_to_now);
    for (i, (purchases, (first_to_last, first_to_now))) in purchases.iter().zip(times).enumerate() {
        let facts = ActivityFacts {
            purchases: *purchases,
            first_to_last: *first_to_last,
            first_to_now: *first_to_now,
        };
        let missing = purchases.is_nan() || first_to_last.is_nan() || first_to_now.is_nan();
        let found = if missing {
            None
        } else {
            probability(&facts, &|name| format!("{name}[{i}]"))?.ok()
        };
        unknown += f64::from(u8::from(found.is_none()));
        column.push(found.unwrap_or(f64::NAN));
    }
    let mut hash = Fingerprint::default();
    for column in [purchases, first_to_last, first_to_now] {
        hash.numbers(column);
    }
    Ok(ActivityColumn {
        probability: column,
        unknown,
        provenance: Provenance::new("simpleActivity", hash.finish()),
    })
}

/// The probability, or why there is none.
fn probability(
    facts: &ActivityFacts,
    path: &dyn Fn(&str) -> String,
) -> Result<std::result::Result<f64, &'static str>> {
    let ActivityFacts {
        purchases,
        first_to_last,
        first_to_now,
    } = *facts;
    for (name, value, least) in [
        ("purchases", purchases, 1.0),
        ("firstToLast", first_to_last, 0.0),
        ("firstToNow", first_to_now, first_to_last),
    ] {
        check_finite(value, || path(name))?;
        if value < least {
            let expected = format!("a number from {least}");
            return Err(Error::out_of_range(path(name), value, &expected));
        }
    }
    if libm::floor(purchases) < purchases {
        let expected = "a whole number from 1";
        return Err(Error::out_of_range(path("purchases"), purchases, expected));
    }
    if purchases < 2.0 {
        return Ok(Err("too_few_purchases"));
    }
    if first_to_now <= 0.0 {
        return Ok(Err("no_time_passed"));
    }
    Ok(Ok(pow(first_to_last / first_to_now, purchases)))
}
