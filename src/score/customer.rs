//! What the scorer needs to know of one customer.

use crate::btyd::PurchaseHistory;
use crate::data::summary::CustomerRecord;
use crate::data::summary::CustomerSummary;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;

/// The largest amount that is still money: what is computed from it stays finite.
const MOST_MONEY: f64 = 1e18;

/// One customer as the scorer sees it. Whatever is missing is `None`, never zero.
///
/// # Example: a customer known by summary columns alone
/// ```
/// # fn main() -> clientele::Result<()> {
/// use clientele::score::Customer;
/// let mut fields = [f64::NAN; Customer::FIELDS.len()];
/// fields[..4].copy_from_slice(&[2.0, 30.43, 38.86, 22.35]);
/// let customer = Customer::from_fields(&fields)?;
/// assert_eq!(customer.monetary_value, Some(22.35));
/// assert_eq!(customer.revenue_in_year, None);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Customer {
    /// Frequency, recency and age in the profile's unit of time.
    pub history: PurchaseHistory,
    /// Mean net amount of the repeat purchases; `None` for a one-time buyer.
    pub monetary_value: Option<f64>,
    /// Net revenue of the last 365 days.
    pub revenue_in_year: Option<f64>,
    /// Number of purchases of the last 365 days.
    pub purchases_in_year: Option<f64>,
    /// Complete quarters since the first purchase in which there was a purchase.
    pub active_quarters: Option<f64>,
    /// Complete quarters since the first purchase.
    pub elapsed_quarters: Option<f64>,
}

impl Customer {
    /// The names of the numbers that [`Customer::from_fields`] reads, in their order.
    pub const FIELDS: [&'static str; 8] = [
        "frequency",
        "recency",
        "T",
        "monetaryValue",
        "revenueInYear",
        "purchasesInYear",
        "activeQuarters",
        "elapsedQuarters",
    ];

    /// Reads a customer from numbers in the order of [`Customer::FIELDS`]; NaN means missing.
    ///
    /// # Errors
    /// [`Error::Missing`] when frequency, recency or T are; [`Error::NotFinite`];
    /// [`Error::OutOfRange`] when they contradict each other, a count is negative or an amount is
    /// beyond all money.
    pub fn from_fields(fields: &[f64]) -> Result<Self> {
        Self::from_row(fields, |name| format!("customer.{name}"))
    }

    /// Reads a customer from numbers; `place` says where the number of a name stands.
    pub(crate) fn from_row(fields: &[f64], place: impl Fn(&str) -> String) -> Result<Self> {
        let field = |index: usize, name: &str| match fields.get(index).copied() {
            None => Ok(None),
            Some(value) if value.is_nan() => Ok(None),
            Some(value) => check_finite(value, || place(name)).map(Some),
        };
        let needed = |index: usize, name: &str| {
            field(index, name)?.ok_or_else(|| Error::Missing {
                path: place(name),
                expected: "a number; without it no score can be computed".into(),
            })
        };
        let count = |index: usize, name: &str| match field(index, name)? {
            Some(value) if value < 0.0 => Err(Error::OutOfRange {
                path: place(name),
                value,
                expected: "0 or above".into(),
            }),
            value => Ok(value),
        };
        let money = |index: usize, name: &str| match field(index, name)? {
            Some(value) if value.abs() > MOST_MONEY => Err(Error::OutOfRange {
                path: place(name),
                value,
                expected: format!("an amount of money, at most {MOST_MONEY}"),
            }),
            value => Ok(value),
        };
        let frequency = needed(0, "frequency")?;
        let history = PurchaseHistory::try_new(frequency, needed(1, "recency")?, needed(2, "T")?)
            .map_err(|error| error.map_path(&place))?;
        let monetary_value = money(3, "monetaryValue")?.filter(|_| frequency > 0.0);
        let active_quarters = count(6, "activeQuarters")?;
        let elapsed_quarters = count(7, "elapsedQuarters")?;
        if let (Some(active), Some(elapsed)) = (active_quarters, elapsed_quarters)
            && active > elapsed
        {
            return Err(Error::OutOfRange {
                path: place("activeQuarters"),
                value: active,
                expected: format!("at most the {elapsed} elapsed quarters"),
            });
        }
        Ok(Self {
            history,
            monetary_value,
            revenue_in_year: money(4, "revenueInYear")?,
            purchases_in_year: count(5, "purchasesInYear")?,
            active_quarters,
            elapsed_quarters,
        })
    }

    /// Returns the columns of a summary in the order of [`Customer::FIELDS`].
    pub fn columns_of(summary: &CustomerSummary) -> [&[f64]; Self::FIELDS.len()] {
        [
            &summary.frequency,
            &summary.recency,
            &summary.age,
            &summary.monetary_value,
            &summary.revenue_in_year,
            &summary.purchases_in_year,
            &summary.active_quarters,
            &summary.elapsed_quarters,
        ]
    }

    /// Returns the numbers of a record in the order of [`Customer::FIELDS`].
    pub fn fields_of(record: &CustomerRecord) -> [f64; Self::FIELDS.len()] {
        [
            record.frequency,
            record.recency,
            record.age,
            record.monetary_value,
            record.revenue_in_year,
            record.purchases_in_year,
            record.active_quarters,
            record.elapsed_quarters,
        ]
    }
}
