//! Time that is counted in whole opportunities.

use crate::btyd::PurchaseHistory;
use crate::btyd::purchase_history::check_from;
use crate::error::Error;
use crate::error::Result;

/// The most opportunities that a history or a horizon may count: 2,700 years of days.
///
/// The sums over them grow with their number; without a limit one mistyped number would seem to
/// hang.
pub(super) const MAX_OPPORTUNITIES: f64 = 1e6;

/// Rejects a number that is not a whole number of opportunities.
pub(super) fn check_whole(value: f64, path: &str) -> Result<()> {
    check_from(value, 0.0, path)?;
    if value.floor() < value || value > MAX_OPPORTUNITIES {
        return Err(Error::OutOfRange {
            path: path.to_owned(),
            value,
            expected: "a whole number of opportunities from 0 to 1,000,000".to_owned(),
        });
    }
    Ok(())
}

/// Rejects a history that is not one of whole opportunities, with at most one purchase in each.
pub(super) fn check_opportunities(history: PurchaseHistory) -> Result<()> {
    check_whole(history.frequency, "frequency")?;
    check_whole(history.recency, "recency")?;
    check_whole(history.age, "T")?;
    if history.frequency > history.recency {
        return Err(Error::OutOfRange {
            path: "frequency".to_owned(),
            value: history.frequency,
            expected: format!(
                "at most {}: there is one purchase in each opportunity up to the last one",
                history.recency
            ),
        });
    }
    Ok(())
}

/// Rejects a history that is not one of renewals, made one after the other.
pub(super) fn check_renewals(history: PurchaseHistory) -> Result<()> {
    check_opportunities(history)?;
    if history.recency > history.frequency {
        return Err(Error::OutOfRange {
            path: "recency".to_owned(),
            value: history.recency,
            expected: format!(
                "{}, the number of renewals: they are made one after the other",
                history.frequency
            ),
        });
    }
    Ok(())
}
