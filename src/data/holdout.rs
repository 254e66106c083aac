//! Orders cut in two: what was known on a day, and what came after.

use crate::data::amount;
use crate::data::date::Day;
use crate::data::orders::Orders;
use crate::data::purchases::Ledger;
use crate::data::summary::CustomerSummary;
use crate::data::summary::SummaryOptions;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::plain::record;

/// Where to cut the orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SplitOptions {
    /// The last day of the calibration period.
    #[cfg_attr(feature = "full", tsify(type = "string"))]
    pub calibration_end: Day,
    /// The last day of the holdout period; the date of the last order by default.
    #[cfg_attr(feature = "full", tsify(optional, type = "string"))]
    pub holdout_end: Option<Day>,
    /// The unit of recency, T and the holdout; a day by default.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub time_unit: Option<TimeUnit>,
}

record!(SplitOptions {
    calibration_end => "calibrationEnd",
    holdout_end => "holdoutEnd",
    time_unit => "timeUnit",
});

/// How far the orders reach that a holdout period is cut from, in the time unit of the split.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OrdersReach {
    /// From the last order of all to the end of the holdout period; 0 where that ends before.
    pub unseen: f64,
    /// The longest time between two days with an order that follow each other.
    pub longest_pause: f64,
}

/// What was known at the end of the calibration period, and what the same customers did after.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SplitOrders {
    /// The customers at the end of the calibration period.
    pub calibration: CustomerSummary,
    /// Per customer, days with a purchase in the holdout period.
    pub purchases: Vec<f64>,
    /// Per customer, what these purchases brought net of refunds, in the currency.
    pub spend: Vec<f64>,
    /// The length of the holdout period, in time units.
    pub length: f64,
    /// The last day of the holdout period.
    pub holdout_end: Day,
    /// The day of the first purchase of all.
    pub first_day: Day,
    /// Repeat purchases of these customers on each day from `first_day` to `holdout_end`.
    pub repeats_by_day: Vec<f64>,
    /// Customers whose first purchase is in the holdout period; they are left out.
    pub new_customers: u64,
    /// How far the orders reach.
    pub reach: OrdersReach,
}

impl Orders {
    /// Cuts the orders into a calibration and a holdout period.
    ///
    /// The calibration period is what [`Orders::summarize`] makes of `calibration_end`. Refunds of
    /// the holdout period reduce what they refund, and never undo what was known before.
    ///
    /// # Errors
    /// Those of [`Orders::summarize`]; [`Error::InvalidValue`] for a holdout period that ends
    /// before it begins.
    ///
    /// # Example: one order before, two after
    /// ```
    /// use clientele::data::date::Day;
    /// use clientele::data::holdout::SplitOptions;
    /// use clientele::data::orders::Orders;
    /// let days = vec![19_000, 19_014, 19_020];
    /// let orders = Orders::from_columns(vec!["ann".into()], vec![0; 3], days, &[5.0, 8.0, 7.5])?;
    /// let split = orders.split(&SplitOptions {
    ///     calibration_end: Day::try_new(19_010)?,
    ///     holdout_end: None,
    ///     time_unit: None,
    /// })?;
    /// assert_eq!((split.purchases[0], split.spend[0], split.length), (2.0, 15.5, 10.0));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn split(&self, options: &SplitOptions) -> Result<SplitOrders> {
        let end = options.calibration_end;
        let unit = options.time_unit.unwrap_or_default();
        let holdout_end = options.holdout_end.or(self.last_day()).unwrap_or(end);
        if holdout_end <= end {
            return Err(Error::InvalidValue {
                path: "holdoutEnd".into(),
                found: holdout_end.to_iso(),
                expected: format!("a day after {end}"),
            });
        }
        let calibration = self.summarize(&SummaryOptions {
            as_of: Some(end),
            time_unit: unit,
        })?;
        let days = calibration.first_day.iter().min().copied();
        let first_day = Day::try_new(days.unwrap_or(end.days()))?;
        let mut split = SplitOrders {
            calibration,
            length: f64::from(holdout_end.since(end)) / unit.days(),
            holdout_end,
            first_day,
            repeats_by_day: vec![0.0; offset(holdout_end, first_day) + 1],
            ..SplitOrders::default()
        };
        split.reach = OrdersReach {
            unseen: f64::from(holdout_end.since(self.last_day().unwrap_or(end)).max(0))
                / unit.days(),
            longest_pause: f64::from(self.longest_pause()) / unit.days(),
        };
        let (mut known, mut later) = (Ledger::default(), Ledger::default());
        for rows in self.histories() {
            known.fill(rows, end);
            later.fill(rows, holdout_end);
            let after = later.purchases().iter().filter(|p| p.day > end);
            if known.purchases().is_empty() {
                split.new_customers += u64::from(after.count() > 0);
                continue;
            }
            let (mut purchases, mut net) = (0.0, 0);
            for purchase in after.clone() {
                purchases += 1.0;
                net += purchase.net;
            }
            split.purchases.push(purchases);
            split.spend.push(amount::from_micro(net));
            for purchase in known.purchases().iter().skip(1).chain(after) {
                let day = split
                    .repeats_by_day
                    .get_mut(offset(purchase.day, first_day));
                if let Some(repeats) = day {
                    *repeats += 1.0;
                }
            }
        }
        Ok(split)
    }

    /// The longest time between two days with an order that follow each other, in days.
    fn longest_pause(&self) -> i32 {
        let days = || self.histories().flatten().map(|(day, _)| *day);
        let Some((first, last)) = days().min().zip(days().max()) else {
            return 0;
        };
        let mut has_orders = vec![false; offset(last, first) + 1];
        for day in days() {
            if let Some(has) = has_orders.get_mut(offset(day, first)) {
                *has = true;
            }
        }
        let (mut longest, mut pause) = (0, 0);
        for has in has_orders.into_iter().skip(1) {
            pause += 1;
            if has {
                longest = longest.max(pause);
                pause = 0;
            }
        }
        longest
    }
}

/// Days from the first one, 0 before it.
fn offset(day: Day, first: Day) -> usize {
    usize::try_from(day.since(first)).unwrap_or_default()
}
