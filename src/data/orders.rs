//! Orders: who bought when for how much.

use crate::data::amount;
use crate::data::date::Day;
use crate::data::purchases::Ledger;
use crate::data::report::IngestReport;
use crate::data::report::RefundReport;
use crate::data::report::UnmatchedRefunds;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::sort::sort_by;

/// The orders and refunds of all customers.
///
/// Customers stand in the order of their first appearance; the rows of each are sorted by day and
/// amount, so that the order of the rows in a file never shows in a result. Amounts are whole
/// micro-units (millionths of the currency's unit), so that sums are exact.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Orders {
    ids: Vec<String>,
    /// Where the rows of each customer begin, and the end of the last.
    starts: Vec<u32>,
    rows: Vec<(Day, i64)>,
    report: IngestReport,
}

impl Orders {
    /// Makes orders from columns of equal length.
    ///
    /// `ids`: the identifiers, each once; `customer`: for each order the index of its identifier;
    /// `days`: days since 1970-01-01; `amounts`: in the currency, negative for refunds, rounded
    /// half away from zero to six decimals.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`]; [`Error::EmptyInput`] without any order; [`Error::Missing`] for
    /// an empty identifier; [`Error::InvalidValue`] for one that is listed twice;
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] with the place, such as `amount[3]`.
    ///
    /// # Example: three orders of two customers
    /// ```
    /// use clientele::data::orders::Orders;
    /// let ids = vec!["ann".to_owned(), "bob".to_owned()];
    /// let orders = Orders::from_columns(ids, vec![0, 1, 0], vec![19_000, 19_001, 19_030], &[5.0, 8.0, 7.5])?;
    /// assert_eq!((orders.len(), orders.customers()), (3, 2));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    #[allow(
        clippy::needless_pass_by_value,
        reason = "the caller has no use for the columns after"
    )]
    pub fn from_columns(
        ids: Vec<String>,
        customer: Vec<u32>,
        days: Vec<i32>,
        amounts: &[f64],
    ) -> Result<Self> {
        for (path, actual) in [("date", days.len()), ("amount", amounts.len())] {
            if actual != customer.len() {
                return Err(Error::LengthMismatch {
                    path: path.into(),
                    expected: customer.len(),
                    actual,
                });
            }
        }
        if customer.is_empty() {
            return Err(Error::EmptyInput {
                path: "customerId".into(),
                hint: "there is no order".into(),
            });
        }
        check_ids(&ids)?;
        for (row, index) in customer.iter().enumerate() {
            if *index as usize >= ids.len() {
                return Err(Error::OutOfRange {
                    path: format!("customerId[{row}]"),
                    value: f64::from(*index),
                    expected: format!("an index below {}", ids.len()),
                });
            }
        }
        let days = days.iter().enumerate().map(|(row, days)| {
            Day::try_new(*days).map_err(|_| Error::OutOfRange {
                path: format!("date[{row}]"),
                value: f64::from(*days),
                expected: "days since 1970-01-01 in the years 1 to 9999".into(),
            })
        });
        let days = days.collect::<Result<Vec<_>>>()?;
        let amounts = amounts.iter().enumerate().map(|(row, value)| {
            let path = || format!("amount[{row}]");
            amount::to_micro(check_finite(*value, path)?).ok_or_else(|| Error::OutOfRange {
                path: path(),
                value: *value,
                expected: "an amount below 9 trillion".into(),
            })
        });
        let amounts = amounts.collect::<Result<Vec<_>>>()?;
        let report = IngestReport {
            rows: customer.len() as u64,
            ..IngestReport::default()
        };
        Ok(Self::assemble(ids, &customer, &days, &amounts, report))
    }

    /// Groups the rows by customer, sorts them and completes the report.
    pub(crate) fn assemble(
        ids: Vec<String>,
        customer: &[u32],
        days: &[Day],
        amounts: &[i64],
        mut report: IngestReport,
    ) -> Self {
        // A counting sort by customer: one pass counts, one pass places.
        let mut starts = vec![0_u32; ids.len() + 1];
        for index in customer {
            if let Some(count) = starts.get_mut(*index as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut rows = vec![(Day::MIN, 0_i64); customer.len()];
        for ((index, day), amount) in customer.iter().zip(days).zip(amounts) {
            if let Some(next) = next.get_mut(*index as usize) {
                if let Some(row) = rows.get_mut(*next as usize) {
                    *row = (*day, *amount);
                }
                *next += 1;
            }
        }
        let mut orders = Self {
            ids,
            starts,
            rows,
            report: IngestReport::default(),
        };
        for customer in 0..orders.ids.len() {
            let range = orders.range(customer);
            if let Some(rows) = orders.rows.get_mut(range) {
                sort_by(rows, |one, other| one < other);
            }
        }
        report.accepted = orders.rows.len() as u64;
        report.first_date = days.iter().min().copied();
        report.last_date = days.iter().max().copied();
        orders.count_purchases(&mut report);
        orders.report = report;
        orders
    }

    fn count_purchases(&self, report: &mut IngestReport) {
        let mut ledger = Ledger::default();
        let mut refunds = RefundReport::default();
        let (mut amount, mut unmatched) = (0, 0);
        for rows in self.histories() {
            ledger.fill(rows, Day::MAX);
            report.customers += u64::from(!rows.is_empty());
            report.purchases += ledger.purchases().len() as u64;
            refunds.fully_refunded += ledger.fully_refunded();
            refunds.rows += ledger.refunds().0;
            amount += ledger.refunds().1;
            refunds.unmatched.rows += ledger.unmatched().0;
            unmatched += ledger.unmatched().1;
        }
        report.refunds = RefundReport {
            amount: amount::from_micro(amount),
            unmatched: UnmatchedRefunds {
                amount: amount::from_micro(unmatched),
                ..refunds.unmatched
            },
            ..refunds
        };
    }

    /// Returns the number of accepted rows: orders and refunds.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns true when no row was accepted.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the number of customers.
    pub fn customers(&self) -> usize {
        self.ids.len()
    }

    /// Returns the identifiers of the customers in the order of their first appearance.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// Returns the earliest date; none without any order.
    pub fn first_day(&self) -> Option<Day> {
        self.report.first_date
    }

    /// Returns the latest date; none without any order.
    pub fn last_day(&self) -> Option<Day> {
        self.report.last_date
    }

    /// Returns what was read, and what was made of it.
    pub fn report(&self) -> &IngestReport {
        &self.report
    }

    /// Names the currency of orders that came without one.
    #[must_use]
    pub fn with_currency(mut self, currency: impl Into<String>) -> Self {
        self.report.currency = Some(currency.into());
        self
    }

    /// Returns the rows of one customer (by index), sorted by day and amount: the day and the
    /// amount in micro-units, negative for refunds. Empty when there is no such customer.
    pub fn history(&self, customer: usize) -> &[(Day, i64)] {
        self.rows.get(self.range(customer)).unwrap_or_default()
    }

    /// Returns the rows of each customer in turn.
    pub fn histories(&self) -> impl Iterator<Item = &[(Day, i64)]> {
        self.starts
            .iter()
            .zip(self.starts.iter().skip(1))
            .map(|(start, end)| {
                self.rows
                    .get(*start as usize..*end as usize)
                    .unwrap_or_default()
            })
    }

    fn range(&self, customer: usize) -> core::ops::Range<usize> {
        let at = |index| self.starts.get(index).copied().unwrap_or_default() as usize;
        at(customer)..at(customer + 1)
    }
}

fn check_ids(ids: &[String]) -> Result<()> {
    let mut sorted: Vec<(&str, usize)> = ids.iter().map(String::as_str).zip(0..).collect();
    sort_by(&mut sorted, |one, other| one < other);
    if let Some((id, index)) = sorted.first()
        && id.is_empty()
    {
        return Err(Error::Missing {
            path: format!("ids[{index}]"),
            expected: "an identifier".into(),
        });
    }
    for pair in sorted.windows(2) {
        if let [(one, _), (other, index)] = pair
            && one == other
        {
            return Err(Error::InvalidValue {
                path: format!("ids[{index}]"),
                found: format!("\"{other}\""),
                expected: "an identifier that is listed once".into(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn orders(customer: Vec<u32>, days: Vec<i32>, amounts: &[f64]) -> Result<Orders> {
        Orders::from_columns(vec!["a".into(), "b".into()], customer, days, amounts)
    }

    #[test]
    fn columns_are_grouped_and_sorted() {
        let orders = orders(vec![1, 0, 1], vec![5, 9, 2], &[1.0, 2.0, -3.0]).unwrap();
        let day = |days| Day::try_new(days).unwrap();
        assert_eq!(
            orders.history(1),
            [(day(2), -3_000_000), (day(5), 1_000_000)]
        );
        assert_eq!(orders.history(0), [(day(9), 2_000_000)]);
        assert!(orders.history(2).is_empty());
        assert_eq!(
            (orders.first_day(), orders.last_day()),
            (Some(day(2)), Some(day(9)))
        );
        assert_eq!(orders.report().refunds.unmatched.rows, 1);
    }

    #[test]
    fn columns_that_do_not_fit_are_refused_with_their_place() {
        let err = |result: Result<Orders>| {
            let error = result.unwrap_err();
            (error.code(), error.path().map(str::to_owned))
        };
        let expect = |code, path: &str| (code, Some(path.to_owned()));
        assert_eq!(
            err(orders(vec![0], vec![], &[1.0])),
            expect("LengthMismatch", "date")
        );
        assert_eq!(
            err(orders(vec![0], vec![1], &[])),
            expect("LengthMismatch", "amount")
        );
        assert_eq!(
            err(orders(vec![], vec![], &[])),
            expect("EmptyInput", "customerId")
        );
        assert_eq!(
            err(orders(vec![2], vec![1], &[1.0])),
            expect("OutOfRange", "customerId[0]")
        );
        assert_eq!(
            err(orders(vec![0], vec![i32::MAX], &[1.0])),
            expect("OutOfRange", "date[0]")
        );
        assert_eq!(
            err(orders(vec![0], vec![1], &[f64::NAN])),
            expect("NotFinite", "amount[0]")
        );
        assert_eq!(
            err(orders(vec![0], vec![1], &[1e13])),
            expect("OutOfRange", "amount[0]")
        );
        let twice = Orders::from_columns(vec!["a".into(), "a".into()], vec![0], vec![1], &[1.0]);
        assert_eq!(err(twice), expect("InvalidValue", "ids[1]"));
        let empty = Orders::from_columns(vec![String::new()], vec![0], vec![1], &[1.0]);
        assert_eq!(err(empty), expect("Missing", "ids[0]"));
    }
}
