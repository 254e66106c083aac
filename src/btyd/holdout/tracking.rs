//! Repeat purchases over time, beside the model.

use crate::btyd::Predictions;
use crate::btyd::PurchaseModel;
use crate::data::holdout::SplitOrders;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::sum::CompensatedSum;
use crate::plain::report;

/// Repeat purchases of the calibration customers, period by period and in sum.
///
/// The columns have equal length; the last period may be cut short by the end of the holdout.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Tracking {
    /// The last day of each period, as days since the first purchase of all.
    pub day: Vec<f64>,
    /// Repeat purchases in the period.
    pub actual: Vec<f64>,
    /// Expected repeat purchases in the period.
    pub expected: Vec<f64>,
    /// Repeat purchases up to the end of the period.
    pub cumulative_actual: Vec<f64>,
    /// Expected repeat purchases up to the end of the period.
    pub cumulative_expected: Vec<f64>,
    /// The last day of the calibration period, as days since the first purchase of all.
    pub calibration_days: f64,
}

report!(Tracking {
    day => "day",
    actual => "actual",
    expected => "expected",
    cumulative_actual => "cumulativeActual",
    cumulative_expected => "cumulativeExpected",
    calibration_days => "calibrationDays",
});

/// Returns the repeat purchases of every `period` days (7 for weeks), actual and expected.
///
/// # Formula
/// Up to day d, Σ E[X(d − bᵢ)] over the customers born on bᵢ < d. Customers of one birthday share
/// the expectation, and periods share those of one age, so that there are at most as many
/// evaluations of the model as days. Where time is discrete, ages count in whole units.
///
/// # Errors
/// [`Error::OutOfRange`] for a `period` of no days; what the model rejects.
///
/// # Example: two customers, three weeks
/// ```
/// use clientele::btyd::holdout::track_repeats;
/// use clientele::btyd::{AnyModel, ModelKind};
/// use clientele::data::{date::Day, holdout::SplitOptions, orders::Orders};
/// let ids = vec!["ann".to_owned(), "bob".to_owned()];
/// let days = vec![19_000, 19_003, 19_009, 19_021];
/// let orders = Orders::from_columns(ids, vec![0, 1, 0, 0], days, &[5.0; 4])?;
/// let split = orders.split(&SplitOptions {
///     calibration_end: Day::try_new(19_012)?,
///     holdout_end: None,
///     time_unit: None,
/// })?;
/// let model = AnyModel::try_new(ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426])?;
/// let weeks = track_repeats(&*model, &split, 7)?;
/// assert_eq!(weeks.day, [7.0, 14.0, 21.0]);
/// assert_eq!(weeks.cumulative_actual, [0.0, 1.0, 2.0]);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Fader, Hardie & Lee (2005), "Counting your customers" the easy way, figures 2 and 3.
pub fn track_repeats(
    model: &dyn PurchaseModel,
    split: &SplitOrders,
    period: u32,
) -> Result<Tracking> {
    if period == 0 {
        return Err(Error::OutOfRange {
            path: "period".into(),
            value: 0.0,
            expected: "a number of days from 1".into(),
        });
    }
    let last = split.repeats_by_day.len().saturating_sub(1);
    let births = births(split, last);
    let mut by_age: Vec<Option<f64>> = vec![None; last + 1];
    let calibration = split.calibration.as_of.since(split.first_day);
    let mut tracking = Tracking {
        calibration_days: f64::from(calibration),
        ..Tracking::default()
    };
    let (mut day, mut before, mut sum) = (0, 0.0, 0.0);
    let mut actual_by_day = split.repeats_by_day.iter();
    // The first day is day 0: no repeat purchase can be on it.
    actual_by_day.next();
    while day < last {
        let step = (last - day).min(period as usize);
        day += step;
        let actual: f64 = actual_by_day.by_ref().take(step).sum();
        let mut expected = CompensatedSum::default();
        for (birth, born) in births.iter().take_while(|(birth, _)| *birth < day) {
            expected.add(born * expectation(model, split, &mut by_age, day - birth)?);
        }
        sum += actual;
        tracking.day.push(day as f64);
        tracking.actual.push(actual);
        tracking.expected.push(expected.total() - before);
        tracking.cumulative_actual.push(sum);
        tracking.cumulative_expected.push(expected.total());
        before = expected.total();
    }
    Ok(tracking)
}

/// The days with first purchases, ascending: (day, customers).
fn births(split: &SplitOrders, last: usize) -> Vec<(usize, f64)> {
    let mut born = vec![0.0; last + 1];
    for day in &split.calibration.first_day {
        let day = usize::try_from(day - split.first_day.days()).unwrap_or_default();
        if let Some(born) = born.get_mut(day) {
            *born += 1.0;
        }
    }
    let days = born.into_iter().enumerate();
    days.filter(|(_, born)| *born > 0.0).collect()
}

/// E[X] of a customer of so many days, looked up or worked out.
fn expectation(
    model: &dyn PurchaseModel,
    split: &SplitOrders,
    by_age: &mut [Option<f64>],
    days: usize,
) -> Result<f64> {
    let Some(known) = by_age.get_mut(days) else {
        return Ok(0.0);
    };
    if let Some(known) = known {
        return Ok(*known);
    }
    let time = days as f64 / split.calibration.time_unit.days();
    let time = if model.kind().is_discrete() {
        libm::floor(time)
    } else {
        time
    };
    let value = model.expected_purchases_new(time)?;
    *known = Some(value);
    Ok(value)
}
