//! What classifiers ask of a customer, from the days of the first and the last purchase.

use crate::error::Error;
use crate::error::Result;

/// The names of the columns in their order.
pub const ACTIVITY: [&str; 5] = [
    "purchases",
    "daysSinceFirst",
    "daysSinceLast",
    "meanGap",
    "recencyRatio",
];

/// Returns purchases, days since the first and the last of them, the mean gap and the recency ratio,
/// which is the silence in mean gaps: five columns, NaN where there is none.
///
/// `purchases`: how often each customer bought, on as many days; `first_day`, `last_day` and `as_of`: days
/// of the same calendar. One purchase has no gap.
///
/// # Formula
/// ```text
/// gap = (last − first) / (purchases − 1)     ratio = (as of − last) / gap
/// ```
///
/// # Errors
/// [`Error::LengthMismatch`], and [`Error::OutOfRange`] for a last day before the first one or after
/// `as_of`, with the row.
///
/// # Example: seven purchases, a month apart
/// ```
/// use clientele::segment::activity::activity;
/// let found = activity(&[7.0], &[0.0], &[180.0], 263.0)?;
/// assert_eq!((found[3][0], found[2][0]), (30.0, 83.0));
/// assert!((found[4][0] - 2.766667).abs() < 5e-7);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn activity(
    purchases: &[f64],
    first_day: &[f64],
    last_day: &[f64],
    as_of: f64,
) -> Result<[Vec<f64>; 5]> {
    for (name, column) in [("firstDay", first_day), ("lastDay", last_day)] {
        if column.len() != purchases.len() {
            return Err(Error::LengthMismatch {
                path: name.into(),
                expected: purchases.len(),
                actual: column.len(),
            });
        }
    }
    let mut found: [Vec<f64>; 5] = Default::default();
    let days = first_day.iter().zip(last_day);
    for (row, (&count, (&first, &last))) in purchases.iter().zip(days).enumerate() {
        if last < first || last > as_of {
            let expected = "a day from the first purchase to the day as of which is asked";
            return Err(Error::out_of_range(
                format!("lastDay[{row}]"),
                last,
                expected,
            ));
        }
        let gap = (last - first) / (count - 1.0);
        let gap = if count >= 2.0 { gap } else { f64::NAN };
        let silence = as_of - last;
        let ratio = if gap > 0.0 { silence / gap } else { f64::NAN };
        for (column, value) in found
            .iter_mut()
            .zip([count, as_of - first, silence, gap, ratio])
        {
            column.push(value);
        }
    }
    Ok(found)
}
