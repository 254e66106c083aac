//! What the orders say of each customer on a given day.

use crate::data::amount;
use crate::data::date::Day;
use crate::data::orders::Orders;
use crate::data::purchases::Ledger;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math::ln;
use crate::numeric::sort::sort_by;
use crate::plain::options;

/// The length of a year in the columns `purchases_in_year` and `revenue_in_year`, in days.
pub(crate) const YEAR: i32 = 365;
/// A quarter of a year is 91.3125 days; counted in ten-thousandths of a day to stay exact.
const QUARTER: i64 = 913_125;
const DAY: i64 = 10_000;

/// Returns how many complete quarters of a year so many days hold.
pub(crate) fn quarters(days: i32) -> i64 {
    i64::from(days) * DAY / QUARTER
}

/// How to summarise orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SummaryOptions {
    /// The day on which the customers are looked at; the date of the last order by default.
    #[cfg_attr(feature = "full", tsify(optional, type = "string"))]
    pub as_of: Option<Day>,
    /// The unit of recency and T; a day by default.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub time_unit: TimeUnit,
}

options!(SummaryOptions {
    as_of => "asOf",
    time_unit => "timeUnit",
});

/// What the orders say of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
pub struct CustomerRecord {
    /// Repeat purchases: days with a purchase, less the first (denoted x in the literature).
    pub frequency: f64,
    /// Time from the first purchase to the last, in time units (`t_x`); 0 without a repeat purchase.
    pub recency: f64,
    /// Time from the first purchase to `as_of`, in time units (T).
    #[cfg_attr(feature = "serde", serde(rename = "T"))]
    pub age: f64,
    /// Mean net amount of the repeat purchases, in the currency; 0 without a repeat purchase.
    pub monetary_value: f64,
    /// The day of the first purchase.
    pub first_day: Day,
    /// The day of the last purchase.
    pub last_day: Day,
    /// Purchases in the 365 days up to and with `as_of`.
    pub purchases_in_year: f64,
    /// Net amount of all purchases, in the currency.
    pub revenue: f64,
    /// Net amount of the purchases in the 365 days up to and with `as_of`.
    pub revenue_in_year: f64,
    /// Complete quarters since the first purchase (of 91.3125 days) that hold a purchase.
    pub active_quarters: f64,
    /// Complete quarters since the first purchase.
    pub elapsed_quarters: f64,
    /// Sum of the logarithms of the times between successive purchases, in the unit of `recency`;
    /// 0 without a repeat purchase. The models with regular gaps are fitted to it.
    pub ln_gaps: f64,
}

impl CustomerRecord {
    /// Summarises the orders of one customer, in any order: the day and the amount in micro-units.
    ///
    /// It takes the same way as [`Orders::summarize`], to the bit.
    ///
    /// # Errors
    /// [`Error::InsufficientData`] when no purchase is left up to `as_of`.
    ///
    /// # Example: two purchases
    /// ```
    /// use clientele::data::date::Day;
    /// use clientele::data::summary::CustomerRecord;
    /// use clientele::data::time_unit::TimeUnit;
    /// let orders = [
    ///     (Day::from_iso("2024-01-01")?, 30_000_000),
    ///     (Day::from_iso("2024-01-15")?, 20_500_000),
    /// ];
    /// let record = CustomerRecord::from_orders(&orders, Day::from_iso("2024-01-29")?, TimeUnit::Week)?;
    /// assert_eq!((record.frequency, record.recency, record.age), (1.0, 2.0, 4.0));
    /// assert_eq!(record.monetary_value, 20.5);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn from_orders(orders: &[(Day, i64)], as_of: Day, unit: TimeUnit) -> Result<Self> {
        let mut rows = orders.to_vec();
        Self::from_rows(&mut rows, &mut Ledger::default(), as_of, unit)
    }

    /// Summarises the orders of one customer, which are sorted in place, with a ledger that serves many customers.
    ///
    /// # Errors
    /// Those of [`CustomerRecord::from_orders`].
    pub(crate) fn from_rows(
        rows: &mut [(Day, i64)],
        ledger: &mut Ledger,
        as_of: Day,
        unit: TimeUnit,
    ) -> Result<Self> {
        sort_by(rows, |one, other| one < other);
        ledger.fill(rows, as_of);
        Self::from_ledger(ledger, as_of, unit).ok_or_else(|| Error::InsufficientData {
            path: "orders".into(),
            found: 0,
            needed: 1,
            hint: format!("there is no purchase up to {as_of} that was not refunded"),
        })
    }

    /// Summarises the orders of one customer, given as days since 1970-01-01 and amounts in the
    /// currency.
    ///
    /// # Errors
    /// Those of [`CustomerRecord::from_orders`]; [`Error::LengthMismatch`]; [`Error::OutOfRange`]
    /// and [`Error::NotFinite`] with the order in the path.
    pub fn from_columns(days: &[i32], amounts: &[f64], as_of: Day, unit: TimeUnit) -> Result<Self> {
        if days.len() != amounts.len() {
            return Err(Error::LengthMismatch {
                path: "orders".into(),
                expected: days.len(),
                actual: amounts.len(),
            });
        }
        let orders = days
            .iter()
            .zip(amounts)
            .enumerate()
            .map(|(i, (&day, &value))| {
                let day =
                    Day::try_new(day).map_err(|error| error.within(&format!("orders[{i}]")))?;
                check_finite(value, || format!("orders[{i}].amount"))?;
                let micro = amount::to_micro(value).ok_or_else(|| Error::OutOfRange {
                    path: format!("orders[{i}].amount"),
                    value,
                    expected: "an amount of money".into(),
                })?;
                Ok((day, micro))
            });
        Self::from_orders(&orders.collect::<Result<Vec<_>>>()?, as_of, unit)
    }

    /// Summarises purchases; none without any.
    pub(crate) fn from_ledger(ledger: &Ledger, as_of: Day, unit: TimeUnit) -> Option<Self> {
        let purchases = ledger.purchases();
        let (first, repeats) = purchases.split_first()?;
        let last = repeats.last().unwrap_or(first);
        let length = |days: i32| f64::from(days) / unit.days();
        let frequency = repeats.len() as f64;
        let repeated: i128 = repeats.iter().map(|purchase| purchase.net).sum();
        let elapsed = quarters(as_of.since(first.day));
        let mut record = Self {
            frequency,
            recency: length(last.day.since(first.day)),
            age: length(as_of.since(first.day)),
            monetary_value: 0.0,
            first_day: first.day,
            last_day: last.day,
            purchases_in_year: 0.0,
            revenue: amount::from_micro(repeated + first.net),
            revenue_in_year: 0.0,
            active_quarters: 0.0,
            elapsed_quarters: elapsed as f64,
            ln_gaps: 0.0,
        };
        if !repeats.is_empty() {
            // One rounding: micro-units over (10^6 x), both exact.
            record.monetary_value = repeated as f64 / (amount::MICRO as f64 * frequency);
        }
        for (one, next) in purchases.iter().zip(repeats) {
            record.ln_gaps += ln(length(next.day.since(one.day)));
        }
        let mut in_year = 0_i128;
        let mut quarter = -1;
        for purchase in purchases {
            if as_of.since(purchase.day) < YEAR {
                record.purchases_in_year += 1.0;
                in_year += purchase.net;
            }
            let own = quarters(purchase.day.since(first.day));
            if own > quarter && own < elapsed {
                quarter = own;
                record.active_quarters += 1.0;
            }
        }
        record.revenue_in_year = amount::from_micro(in_year);
        Some(record)
    }
}

/// What the orders say of every customer on a given day, as columns of equal length.
///
/// The columns mean what the fields of [`CustomerRecord`] mean. Customers stand in the order of
/// their first appearance in the orders.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs, reason = "documented on the fields of CustomerRecord")]
pub struct CustomerSummary {
    /// The identifiers.
    pub ids: Vec<String>,
    pub frequency: Vec<f64>,
    pub recency: Vec<f64>,
    /// T in JavaScript and in the literature.
    pub age: Vec<f64>,
    pub monetary_value: Vec<f64>,
    /// Days since 1970-01-01.
    pub first_day: Vec<i32>,
    /// Days since 1970-01-01.
    pub last_day: Vec<i32>,
    pub purchases_in_year: Vec<f64>,
    pub revenue: Vec<f64>,
    pub revenue_in_year: Vec<f64>,
    pub active_quarters: Vec<f64>,
    pub elapsed_quarters: Vec<f64>,
    pub ln_gaps: Vec<f64>,
    /// The day on which the customers are looked at.
    pub as_of: Day,
    /// The unit of `recency` and `age`.
    pub time_unit: TimeUnit,
    /// Rows dated after `as_of`; they are left out.
    pub orders_after_as_of: u64,
    /// Customers all of whose orders are dated after `as_of`; they are left out.
    pub customers_after_as_of: u64,
    /// Customers of whose orders refunds leave nothing up to `as_of`; they are left out.
    pub customers_without_purchase: u64,
}

impl CustomerSummary {
    /// Returns the number of customers.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Returns true when there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Returns the record of one customer by index.
    pub fn record(&self, index: usize) -> Option<CustomerRecord> {
        let at = |column: &[f64]| column.get(index).copied();
        Some(CustomerRecord {
            frequency: at(&self.frequency)?,
            recency: at(&self.recency)?,
            age: at(&self.age)?,
            monetary_value: at(&self.monetary_value)?,
            first_day: Day::try_new(*self.first_day.get(index)?).ok()?,
            last_day: Day::try_new(*self.last_day.get(index)?).ok()?,
            purchases_in_year: at(&self.purchases_in_year)?,
            revenue: at(&self.revenue)?,
            revenue_in_year: at(&self.revenue_in_year)?,
            active_quarters: at(&self.active_quarters)?,
            elapsed_quarters: at(&self.elapsed_quarters)?,
            ln_gaps: at(&self.ln_gaps)?,
        })
    }

    /// Adds a customer.
    pub fn push(&mut self, id: String, record: &CustomerRecord) {
        self.ids.push(id);
        self.frequency.push(record.frequency);
        self.recency.push(record.recency);
        self.age.push(record.age);
        self.monetary_value.push(record.monetary_value);
        self.first_day.push(record.first_day.days());
        self.last_day.push(record.last_day.days());
        self.purchases_in_year.push(record.purchases_in_year);
        self.revenue.push(record.revenue);
        self.revenue_in_year.push(record.revenue_in_year);
        self.active_quarters.push(record.active_quarters);
        self.elapsed_quarters.push(record.elapsed_quarters);
        self.ln_gaps.push(record.ln_gaps);
    }
}

impl Orders {
    /// Summarises the orders up to and with a day.
    ///
    /// Rows dated after that day, refunds among them, were not known then: they are left out and
    /// counted. Customers without a purchase up to then are left out and counted too.
    ///
    /// # Errors
    /// [`Error::InsufficientData`] when no customer has a purchase up to that day.
    ///
    /// # References
    /// Fader, Hardie & Lee (2005), "Counting your customers the easy way", section 2: the customer
    /// is (x, `t_x`, T), and the first purchase is not counted in x.
    pub fn summarize(&self, options: &SummaryOptions) -> Result<CustomerSummary> {
        let insufficient = |hint: String| Error::InsufficientData {
            path: "orders".into(),
            found: 0,
            needed: 1,
            hint,
        };
        let last = self
            .last_day()
            .ok_or_else(|| insufficient("no row was accepted".into()))?;
        let as_of = options.as_of.unwrap_or(last);
        let unit = options.time_unit;
        let mut summary = CustomerSummary {
            as_of,
            time_unit: unit,
            ..CustomerSummary::default()
        };
        let mut ledger = Ledger::default();
        for (id, rows) in self.ids().iter().zip(self.histories()) {
            let known = rows.partition_point(|(day, _)| *day <= as_of);
            summary.orders_after_as_of += (rows.len() - known) as u64;
            if known == 0 {
                summary.customers_after_as_of += u64::from(!rows.is_empty());
                continue;
            }
            ledger.fill(rows, as_of);
            match CustomerRecord::from_ledger(&ledger, as_of, unit) {
                Some(record) => summary.push(id.clone(), &record),
                None => summary.customers_without_purchase += 1,
            }
        }
        if summary.is_empty() {
            return Err(insufficient(match self.first_day() {
                Some(first) if first > as_of => {
                    format!("the first order is of {first}, after asOf, {as_of}")
                }
                _ => format!("refunds leave no purchase up to {as_of}"),
            }));
        }
        Ok(summary)
    }
}
