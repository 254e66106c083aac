//! What the scorer needs to know of one customer.

use crate::btyd::PurchaseHistory;
use crate::churn::Complainer;
use crate::data::summary::CustomerRecord;
use crate::data::summary::CustomerSummary;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;

/// The largest amount that is still money: what is computed from it stays finite.
pub(super) const MOST_MONEY: f64 = 1e18;

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
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Customer {
    /// Frequency, recency and age in the profile's unit of time; `None` before the first purchase and
    /// where purchases are not known.
    pub history: Option<PurchaseHistory>,
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
    /// Production cost of what the customer bought in the last 365 days.
    pub production_cost: Option<f64>,
    /// The customer's share of the fixed cost of marketing of that time.
    pub fixed_marketing_cost: Option<f64>,
    /// What marketing to the customer cost in that time.
    pub variable_marketing_cost: Option<f64>,
    /// What service cost in that time; `None` where the variable cost of marketing holds it.
    pub service_cost: Option<f64>,
    /// What the customer spends in the category with all suppliers, a year.
    pub wallet_in_year: Option<f64>,
    /// Minutes taken to choose.
    pub choosing_time: Option<f64>,
    /// Satisfaction, 1-10.
    pub satisfaction: Option<f64>,
    /// Willingness to recommend, 0-10.
    pub recommendation: Option<f64>,
    /// Attraction of competitors, 1-7.
    pub competitor_attitude: Option<f64>,
    /// Sensitivity to prices, 1-7.
    pub price_sensitivity: Option<f64>,
    /// Tolerance of quality incidents, 1-7.
    pub incident_tolerance: Option<f64>,
    /// Days since the last purchase by the mean gap; from the history where it is not given.
    pub recency_ratio: Option<f64>,
    /// By how many points the loyalty index moved in the last period.
    pub loyalty_trend: Option<f64>,
    /// Complaints that are not resolved.
    pub open_complaints: Option<f64>,
    /// Satisfaction with how the last closed complaint was handled, 0-100.
    pub complaint_satisfaction: Option<f64>,
    /// Failures of service in the last 90 days that the customer did not complain of.
    pub silent_failures: Option<f64>,
    /// How the customer complains.
    pub complainer: Option<Complainer>,
    /// Whether the customer buys bargains only.
    pub bargain_seeker: Option<bool>,
    /// Categories the customer buys in, from 1.
    pub categories: Option<f64>,
    /// The switching barrier, 0-100.
    pub switching_barrier: Option<f64>,
}

/// The numbers of a customer with their names, one after the other.
struct Reader<'a> {
    fields: &'a [f64],
    next: usize,
    place: &'a dyn Fn(&str) -> String,
}

impl Reader<'_> {
    /// Returns the next number if it is known, with its name.
    fn number(&mut self) -> Result<(Option<f64>, &'static str)> {
        let name = Customer::FIELDS.get(self.next).copied().unwrap_or_default();
        let found = self.fields.get(self.next).copied();
        self.next += 1;
        let Some(value) = found.filter(|value| !value.is_nan()) else {
            return Ok((None, name));
        };
        check_finite(value, || (self.place)(name))?;
        Ok((Some(value), name))
    }

    /// Returns the next number, which is from `least` to `most`.
    fn between(&mut self, least: f64, most: f64, expected: &str) -> Result<Option<f64>> {
        let (value, name) = self.number()?;
        match value {
            Some(found) if !(least..=most).contains(&found) => {
                Err(Error::out_of_range((self.place)(name), found, expected))
            }
            value => Ok(value),
        }
    }

    fn amount(&mut self) -> Result<Option<f64>> {
        self.between(0.0, f64::INFINITY, "0 or above")
    }

    fn money(&mut self) -> Result<Option<f64>> {
        self.between(-MOST_MONEY, MOST_MONEY, "an amount of money, at most 1e18")
    }

    fn cost(&mut self) -> Result<Option<f64>> {
        self.between(0.0, MOST_MONEY, "an amount of money from 0, at most 1e18")
    }

    fn percent(&mut self) -> Result<Option<f64>> {
        self.between(0.0, 100.0, "a number from 0 to 100")
    }

    fn seven(&mut self) -> Result<Option<f64>> {
        self.between(1.0, 7.0, "an answer from 1 to 7")
    }

    fn history(&mut self) -> Result<Option<PurchaseHistory>> {
        let (frequency, recency, age) = (self.number()?, self.number()?, self.number()?);
        if [frequency.0, recency.0, age.0] == [None; 3] {
            return Ok(None);
        }
        let needed = |(value, name): (Option<f64>, &str)| {
            value.ok_or_else(|| Error::Missing {
                path: (self.place)(name),
                expected: "a number: frequency, recency and T go together".into(),
            })
        };
        PurchaseHistory::try_new(needed(frequency)?, needed(recency)?, needed(age)?)
            .map(Some)
            .map_err(|error| error.map_path(self.place))
    }
}

impl Customer {
    /// The names of the numbers that [`Customer::from_fields`] reads, in their order. The first
    /// [`Customer::SUMMARY_FIELDS`] of them follow from orders alone.
    pub const FIELDS: [&'static str; 28] = [
        "frequency",
        "recency",
        "T",
        "monetaryValue",
        "revenueInYear",
        "purchasesInYear",
        "activeQuarters",
        "elapsedQuarters",
        "productionCost",
        "fixedMarketingCost",
        "variableMarketingCost",
        "serviceCost",
        "walletInYear",
        "choosingTime",
        "satisfaction",
        "recommendation",
        "competitorAttitude",
        "priceSensitivity",
        "incidentTolerance",
        "recencyRatio",
        "loyaltyTrend",
        "openComplaints",
        "complaintSatisfaction",
        "silentFailures",
        "complainer",
        "bargainSeeker",
        "categories",
        "switchingBarrier",
    ];

    /// How many of the fields follow from orders alone.
    pub const SUMMARY_FIELDS: usize = 8;

    /// Reads a customer from numbers in the order of [`Customer::FIELDS`]; NaN means missing, and so
    /// does what lies beyond their end.
    ///
    /// `complainer` is an index of [`Complainer::ALL`], `bargainSeeker` is 0 or 1.
    ///
    /// # Errors
    /// [`Error::Missing`] when only some of frequency, recency and T are given;
    /// [`Error::NotFinite`]; [`Error::OutOfRange`] when they contradict each other, a count is
    /// negative, an answer is not on its scale or an amount is beyond all money.
    pub fn from_fields(fields: &[f64]) -> Result<Self> {
        Self::from_row(fields, &|name| format!("customer.{name}"))
    }

    /// Reads a customer from numbers; `place` says where the number of a name stands.
    pub(crate) fn from_row(fields: &[f64], place: &dyn Fn(&str) -> String) -> Result<Self> {
        let mut read = Reader {
            fields,
            next: 0,
            place,
        };
        let history = read.history()?;
        let monetary_value = read.money()?;
        let bought_again = history.is_none_or(|history| history.frequency() > 0.0);
        let revenue_in_year = read.money()?;
        let purchases_in_year = read.amount()?;
        let active_quarters = read.amount()?;
        let elapsed_quarters = read.amount()?;
        if let (Some(active), Some(elapsed)) = (active_quarters, elapsed_quarters)
            && active > elapsed
        {
            return Err(Error::OutOfRange {
                path: place("activeQuarters"),
                value: active,
                expected: format!("at most the {elapsed} elapsed quarters"),
            });
        }
        let bought = Self {
            history,
            monetary_value: monetary_value.filter(|_| bought_again),
            revenue_in_year,
            purchases_in_year,
            active_quarters,
            elapsed_quarters,
            ..Self::default()
        };
        // Columns of orders alone are read a million times.
        if fields.len() <= Self::SUMMARY_FIELDS {
            return Ok(bought);
        }
        Ok(Self {
            production_cost: read.cost()?,
            fixed_marketing_cost: read.cost()?,
            variable_marketing_cost: read.cost()?,
            service_cost: read.cost()?,
            wallet_in_year: read.cost()?,
            choosing_time: read.amount()?,
            satisfaction: read.between(1.0, 10.0, "an answer from 1 to 10")?,
            recommendation: read.between(0.0, 10.0, "an answer from 0 to 10")?,
            competitor_attitude: read.seven()?,
            price_sensitivity: read.seven()?,
            incident_tolerance: read.seven()?,
            recency_ratio: read.amount()?,
            loyalty_trend: read.between(-100.0, 100.0, "points from -100 to 100")?,
            open_complaints: read.amount()?,
            complaint_satisfaction: read.percent()?,
            silent_failures: read.amount()?,
            complainer: one_of(&mut read, &Complainer::ALL, "0, 1, 2 or 3")?,
            bargain_seeker: one_of(&mut read, &[false, true], "0 or 1")?,
            categories: read.amount()?,
            switching_barrier: read.percent()?,
            ..bought
        })
    }

    /// Returns the numbers of the customer in the order of [`Customer::FIELDS`], NaN where one is missing.
    pub fn numbers(&self) -> [f64; Self::FIELDS.len()] {
        let of_history = |read: fn(&PurchaseHistory) -> f64| self.history.as_ref().map(read);
        let complainer = self.complainer.and_then(|kind| {
            let at = Complainer::ALL.iter().position(|known| *known == kind);
            at.map(|at| at as f64)
        });
        let bargain_seeker = self.bargain_seeker.map(|is| f64::from(u8::from(is)));
        [
            of_history(PurchaseHistory::frequency),
            of_history(PurchaseHistory::recency),
            of_history(PurchaseHistory::age),
            self.monetary_value,
            self.revenue_in_year,
            self.purchases_in_year,
            self.active_quarters,
            self.elapsed_quarters,
            self.production_cost,
            self.fixed_marketing_cost,
            self.variable_marketing_cost,
            self.service_cost,
            self.wallet_in_year,
            self.choosing_time,
            self.satisfaction,
            self.recommendation,
            self.competitor_attitude,
            self.price_sensitivity,
            self.incident_tolerance,
            self.recency_ratio,
            self.loyalty_trend,
            self.open_complaints,
            self.complaint_satisfaction,
            self.silent_failures,
            complainer,
            bargain_seeker,
            self.categories,
            self.switching_barrier,
        ]
        .map(|number| number.unwrap_or(f64::NAN))
    }

    /// Writes the purchases over those of numbers in the order of [`Customer::FIELDS`].
    #[cfg(feature = "wasm")]
    pub(crate) fn write_history(&self, fields: &mut [f64]) {
        let Some(history) = self.history else {
            return;
        };
        let numbers = [history.frequency(), history.recency(), history.age()];
        for (place, number) in fields.iter_mut().zip(numbers) {
            *place = number;
        }
        let ratio = Self::FIELDS.iter().position(|name| *name == "recencyRatio");
        if let Some(place) = ratio.and_then(|at| fields.get_mut(at)) {
            *place = self.recency_ratio.unwrap_or(f64::NAN);
        }
    }

    /// Returns the columns of a summary in the order of the first [`Customer::FIELDS`].
    pub fn columns_of(summary: &CustomerSummary) -> [&[f64]; Self::SUMMARY_FIELDS] {
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

    /// Returns the numbers of a record in the order of the first [`Customer::FIELDS`].
    pub fn fields_of(record: &CustomerRecord) -> [f64; Self::SUMMARY_FIELDS] {
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

/// Reads the next number as an index.
fn one_of<T: Copy>(read: &mut Reader<'_>, all: &[T], expected: &str) -> Result<Option<T>> {
    let (value, name) = read.number()?;
    let Some(value) = value else {
        return Ok(None);
    };
    let found = (0..all.len()).position(|i| (i as f64 - value).abs() <= 0.0);
    let found = found.and_then(|i| all.get(i)).copied();
    match found {
        Some(found) => Ok(Some(found)),
        None => Err(Error::out_of_range((read.place)(name), value, expected)),
    }
}
