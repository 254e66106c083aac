//! From orders to opportunities: in which calendar periods each customer bought.

use crate::data::date::Day;
use crate::data::orders::Orders;
use crate::data::purchases::Ledger;
use crate::error::Error;
use crate::error::Result;
use crate::plain::options;
use crate::plain::words;

/// A calendar period that counts as one opportunity to buy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum OpportunityPeriod {
    /// A day.
    Day,
    /// A week from Monday to Sunday (ISO 8601).
    Week,
    /// A calendar month.
    #[default]
    Month,
    /// Three calendar months from January, April, July or October on.
    Quarter,
    /// A calendar year.
    Year,
}

words!(OpportunityPeriod {
    Day => "day",
    Week => "week",
    Month => "month",
    Quarter => "quarter",
    Year => "year",
});

impl OpportunityPeriod {
    /// Returns the number of the period that holds a day; they are numbered one by one.
    ///
    /// # Example: the turn of a year that is no turn of a week
    /// ```
    /// use clientele::data::date::Day;
    /// use clientele::data::opportunities::OpportunityPeriod;
    /// let (last, first) = (Day::from_iso("2024-12-31")?, Day::from_iso("2025-01-01")?);
    /// let year = OpportunityPeriod::Year;
    /// assert_eq!(year.number(last) + 1, year.number(first));
    /// assert_eq!(OpportunityPeriod::Week.number(last), OpportunityPeriod::Week.number(first));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn number(self, day: Day) -> i32 {
        let (year, month, _) = day.to_calendar();
        let months = 12 * year + i32::from(month) - 1;
        match self {
            Self::Day => day.days(),
            // 1970-01-01 was a Thursday.
            Self::Week => (day.days() + 3).div_euclid(7),
            Self::Month => months,
            Self::Quarter => months.div_euclid(3),
            Self::Year => year,
        }
    }

    /// Returns the number of the last period that is over at the end of a day.
    fn last_complete(self, day: Day) -> i32 {
        let number = self.number(day);
        let over = Day::try_new(day.days() + 1).is_ok_and(|next| self.number(next) > number);
        if over { number } else { number - 1 }
    }
}

/// How to count opportunities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct OpportunityOptions {
    /// The day on which the customers are looked at; the date of the last order by default.
    #[cfg_attr(feature = "full", tsify(optional, type = "string"))]
    pub as_of: Option<Day>,
    /// The period that counts as one opportunity; a month by default.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub period: OpportunityPeriod,
}

options!(OpportunityOptions {
    as_of => "asOf",
    period => "period",
});

/// The opportunities of every customer, as columns of equal length: what
/// [`crate::data::summary::CustomerSummary`] is for continuous time.
///
/// A customer's opportunities are the periods after that of the first purchase, up to the last one
/// that is over at `as_of`: a period that still runs says nothing of who will not buy in it. However
/// much one buys in a period, it is one purchase. A customer who came in the period that still runs
/// has had no opportunity yet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opportunities {
    /// The identifiers, in the order of their first appearance in the orders.
    pub ids: Vec<String>,
    /// Opportunities with a purchase (x in the literature).
    pub frequency: Vec<f64>,
    /// The number of the last opportunity with a purchase (`t_x`); 0 without any.
    pub recency: Vec<f64>,
    /// Opportunities (n in the literature, T in the columns of the models).
    pub age: Vec<f64>,
    /// The day on which the customers are looked at.
    pub as_of: Day,
    /// The period that counts as one opportunity.
    pub period: OpportunityPeriod,
    /// Customers without a purchase up to `as_of`; they are left out.
    pub customers_without_purchase: u64,
}

impl Orders {
    /// Counts the opportunities of every customer, for the models in discrete time.
    ///
    /// Refunds are netted as in [`Orders::summarize`]; what is dated after `as_of` was not known then.
    ///
    /// # Errors
    /// [`Error::InsufficientData`] when no customer has a purchase up to that day.
    ///
    /// # Example: four months, of which the last still runs
    /// ```
    /// use clientele::data::date::Day;
    /// use clientele::data::opportunities::OpportunityOptions;
    /// use clientele::data::orders::Orders;
    /// let day = |text: &str| Day::from_iso(text).map(Day::days);
    /// let days = vec![day("2024-01-31")?, day("2024-02-01")?, day("2024-02-20")?, day("2024-04-02")?];
    /// let orders = Orders::from_columns(vec!["ann".to_owned()], vec![0; 4], days, &[5.0; 4])?;
    /// let found = orders.opportunities(&OpportunityOptions::default())?;
    /// // February and March are over; she bought in February.
    /// assert_eq!((found.frequency[0], found.recency[0], found.age[0]), (1.0, 1.0, 2.0));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Fader, Hardie & Shang (2010), section 2: the customer is (x, `t_x`, n), and the first purchase is
    /// not counted in x.
    pub fn opportunities(&self, options: &OpportunityOptions) -> Result<Opportunities> {
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
        let period = options.period;
        let end = period.last_complete(as_of);
        let mut found = Opportunities {
            as_of,
            period,
            ..Opportunities::default()
        };
        let mut ledger = Ledger::default();
        for (id, rows) in self.ids().iter().zip(self.histories()) {
            ledger.fill(rows, as_of);
            let numbers = ledger.purchases().iter().map(|one| period.number(one.day));
            let Some((first, x, last)) = repeats(numbers, end) else {
                found.customers_without_purchase += 1;
                continue;
            };
            found.ids.push(id.clone());
            found.frequency.push(x);
            found.recency.push(f64::from(last - first));
            found.age.push(f64::from((end - first).max(0)));
        }
        if found.ids.is_empty() {
            return Err(insufficient(format!(
                "there is no purchase up to {as_of} that was not refunded"
            )));
        }
        Ok(found)
    }
}

/// Returns the first of some ascending periods, how many others there are up to `end`, and the last
/// of these, or the first again.
fn repeats(mut numbers: impl Iterator<Item = i32>, end: i32) -> Option<(i32, f64, i32)> {
    let first = numbers.next()?;
    let (mut count, mut last) = (0.0, first);
    for number in numbers.take_while(|number| *number <= end) {
        if number > last {
            count += 1.0;
            last = number;
        }
    }
    Some((first, count, last))
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    // The expected values below follow from the calendar by hand.

    fn found(days: &[&str], as_of: &str, period: OpportunityPeriod) -> Result<(f64, f64, f64)> {
        let day = |text: &&str| Day::from_iso(text).unwrap().days();
        let days: Vec<i32> = days.iter().map(day).collect();
        let amounts = vec![5.0; days.len()];
        let orders =
            Orders::from_columns(vec!["a".to_owned()], vec![0; days.len()], days, &amounts)?;
        let as_of = Some(Day::from_iso(as_of)?);
        let found = orders.opportunities(&OpportunityOptions { as_of, period })?;
        Ok((found.frequency[0], found.recency[0], found.age[0]))
    }

    #[test]
    fn periods_follow_the_calendar() {
        let days = ["2023-12-31", "2024-01-01", "2024-01-08", "2024-05-01"];
        let at = |as_of, period| found(&days, as_of, period).unwrap();
        // 2023-12-31 is a Sunday, 2024-05-05 another one, 18 weeks later.
        assert_eq!(at("2024-05-05", OpportunityPeriod::Week), (3.0, 18.0, 18.0));
        assert_eq!(at("2024-05-04", OpportunityPeriod::Week), (2.0, 2.0, 17.0));
        assert_eq!(at("2024-05-31", OpportunityPeriod::Month), (2.0, 5.0, 5.0));
        assert_eq!(at("2024-05-30", OpportunityPeriod::Month), (1.0, 1.0, 4.0));
        assert_eq!(
            at("2024-06-30", OpportunityPeriod::Quarter),
            (2.0, 2.0, 2.0)
        );
        assert_eq!(at("2024-12-31", OpportunityPeriod::Year), (1.0, 1.0, 1.0));
        assert_eq!(at("2024-12-30", OpportunityPeriod::Year), (0.0, 0.0, 0.0));
        assert_eq!(at("2024-01-02", OpportunityPeriod::Day), (1.0, 1.0, 2.0));
    }

    #[test]
    fn who_has_come_in_the_running_period_has_had_no_opportunity() {
        let days = ["2024-01-02", "2024-01-09"];
        let period = OpportunityPeriod::Month;
        assert_eq!(found(&days, "2024-01-09", period).unwrap(), (0.0, 0.0, 0.0));
        assert_eq!(found(&days, "2024-01-31", period).unwrap(), (0.0, 0.0, 0.0));
        assert_eq!(found(&days, "2024-02-29", period).unwrap(), (0.0, 0.0, 1.0));
        let none = found(&days, "2024-01-01", period).unwrap_err();
        assert_eq!(none.code(), "InsufficientData");
    }
}
