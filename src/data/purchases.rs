//! From the rows of one customer to purchases, net of refunds.

use crate::data::date::Day;

/// All orders of one customer on one day, less what was refunded later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purchase {
    /// The day of the orders.
    pub day: Day,
    /// What is left of their amounts, in micro-units.
    pub net: i128,
    refunded: bool,
}

/// The purchases of one customer and what became of the refunds.
///
/// Orders of one day are one purchase. A refund (a negative amount) is netted against the latest
/// purchase of its own day or earlier that has something left, then against the one before, and so
/// on. A purchase of which refunds leave nothing is a purchase no more. An order of amount zero
/// stays a purchase: the customer came, whatever was charged. What a refund finds nothing to net
/// against is unmatched and reduces nothing.
///
/// The ledger keeps its buffers, so that one ledger serves all customers in turn.
///
/// # Example: a refund undoes the latest purchase first
/// ```
/// use clientele::data::date::Day;
/// use clientele::data::purchases::Ledger;
/// let day = |text| Day::from_iso(text);
/// let mut ledger = Ledger::default();
/// ledger.fill(
///     &[
///         (day("2024-01-01")?, 30_000_000),
///         (day("2024-02-01")?, 20_000_000),
///         (day("2024-02-09")?, -25_000_000),
///     ],
///     Day::MAX,
/// );
/// let left: Vec<_> = ledger.purchases().iter().map(|p| (p.day.to_iso(), p.net)).collect();
/// assert_eq!(left, [("2024-01-01".to_owned(), 25_000_000)]);
/// assert_eq!(ledger.fully_refunded(), 1);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    purchases: Vec<Purchase>,
    /// The purchases with something left, by index.
    open: Vec<usize>,
    fully_refunded: u64,
    refund_rows: u64,
    refunded: i128,
    unmatched_rows: u64,
    unmatched: i128,
}

impl Ledger {
    /// Takes the rows of one customer, sorted by day, up to and with `as_of`.
    ///
    /// Refunds count from their own date on: what is refunded after `as_of` was not known then.
    pub fn fill(&mut self, rows: &[(Day, i64)], as_of: Day) {
        self.purchases.clear();
        self.open.clear();
        (self.fully_refunded, self.refund_rows, self.unmatched_rows) = (0, 0, 0);
        (self.refunded, self.unmatched) = (0, 0);
        for rows in rows.chunk_by(|one, other| one.0 == other.0) {
            let Some((day, _)) = rows.first().filter(|(day, _)| *day <= as_of) else {
                break;
            };
            let orders = rows.iter().filter(|(_, amount)| *amount >= 0);
            let mut count = 0_usize;
            let net = orders.fold(0, |sum, (_, amount)| {
                count += 1;
                sum + i128::from(*amount)
            });
            if count > 0 {
                if net > 0 {
                    self.open.push(self.purchases.len());
                }
                self.purchases.push(Purchase {
                    day: *day,
                    net,
                    refunded: false,
                });
            }
            if count < rows.len() {
                for (_, amount) in rows.iter().filter(|(_, amount)| *amount < 0) {
                    self.refund(-i128::from(*amount));
                }
            }
        }
        if self.refund_rows > 0 {
            let before = self.purchases.len();
            self.purchases
                .retain(|purchase| !(purchase.refunded && purchase.net == 0));
            self.fully_refunded = (before - self.purchases.len()) as u64;
        }
    }

    fn refund(&mut self, amount: i128) {
        self.refund_rows += 1;
        self.refunded += amount;
        let mut left = amount;
        while let Some(purchase) = self
            .open
            .last()
            .and_then(|last| self.purchases.get_mut(*last))
        {
            let taken = left.min(purchase.net);
            purchase.net -= taken;
            purchase.refunded = true;
            left -= taken;
            if purchase.net > 0 {
                return;
            }
            self.open.pop();
            if left == 0 {
                return;
            }
        }
        self.unmatched_rows += 1;
        self.unmatched += left;
    }

    /// Returns the purchases in the order of their days.
    pub fn purchases(&self) -> &[Purchase] {
        &self.purchases
    }

    /// Returns how many purchases refunds have undone entirely.
    pub fn fully_refunded(&self) -> u64 {
        self.fully_refunded
    }

    /// Returns how many rows are refunds, and their sum in micro-units, as a positive number.
    pub fn refunds(&self) -> (u64, i128) {
        (self.refund_rows, self.refunded)
    }

    /// Returns how many refunds found too little to net against, and the sum left over.
    pub fn unmatched(&self) -> (u64, i128) {
        (self.unmatched_rows, self.unmatched)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn ledger(rows: &[(i32, i64)], as_of: i32) -> Ledger {
        let rows: Vec<_> = rows
            .iter()
            .map(|(day, amount)| (Day::try_new(*day).unwrap(), *amount))
            .collect();
        let mut ledger = Ledger::default();
        ledger.fill(&rows, Day::try_new(as_of).unwrap());
        ledger
    }

    fn nets(ledger: &Ledger) -> Vec<(i32, i128)> {
        ledger
            .purchases()
            .iter()
            .map(|p| (p.day.days(), p.net))
            .collect()
    }

    // The expected values below follow from the rules by hand.

    #[test]
    fn orders_of_one_day_are_one_purchase() {
        assert_eq!(
            nets(&ledger(&[(1, 3), (1, 4), (2, 5)], 9)),
            [(1, 7), (2, 5)]
        );
    }

    #[test]
    fn a_refund_goes_back_in_time_from_its_own_day() {
        assert_eq!(
            nets(&ledger(&[(1, 10), (2, 5), (3, -8), (4, 9)], 9)),
            [(1, 7), (4, 9)]
        );
        assert_eq!(
            nets(&ledger(&[(1, 10), (2, -4), (2, 5)], 9)),
            [(1, 10), (2, 1)]
        );
    }

    #[test]
    fn a_refund_after_as_of_is_not_known_yet() {
        assert_eq!(nets(&ledger(&[(1, 10), (3, -8)], 2)), [(1, 10)]);
    }

    #[test]
    fn a_refund_of_nothing_is_unmatched() {
        let ledger = ledger(&[(1, -3), (2, 10), (3, -12), (4, -1)], 9);
        assert_eq!(nets(&ledger), []);
        assert_eq!(ledger.fully_refunded(), 1);
        assert_eq!(ledger.refunds(), (3, 16));
        assert_eq!(ledger.unmatched(), (3, 6));
    }

    #[test]
    fn a_free_order_is_a_purchase_that_no_refund_undoes() {
        assert_eq!(nets(&ledger(&[(1, 0), (2, 5), (3, -9)], 9)), [(1, 0)]);
    }

    proptest::proptest! {
        #[test]
        fn no_money_appears_or_vanishes(rows in proptest::collection::vec((0..20_i32, -50..100_i64), 0..40)) {
            let mut rows = rows;
            rows.sort_unstable();
            let ledger = ledger(&rows, 100);
            let sum: i128 = rows.iter().map(|(_, amount)| i128::from(*amount)).sum();
            let net: i128 = ledger.purchases().iter().map(|purchase| purchase.net).sum();
            proptest::prop_assert_eq!(net - ledger.unmatched().1, sum);
            proptest::prop_assert!(ledger.purchases().iter().all(|purchase| purchase.net >= 0));
        }
    }
}
