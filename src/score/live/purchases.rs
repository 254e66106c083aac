//! The purchases of one customer, net of refunds, in a bounded number of numbers.
//!
//! It says what `data::purchases::Ledger` and `CustomerRecord` say of all orders, to the bit.

use crate::data::amount;
use crate::data::date::Day;
use crate::data::summary::YEAR;
use crate::data::summary::quarters;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::score::customer::Customer;

/// How many purchases older than a year are kept one by one, for refunds that come late. Our choice.
pub(super) const KEPT_OLDER: usize = 16;

/// What the orders of a day can sum up to, in micro-units: sums of sums stay far below 2^127.
pub(super) const MOST_A_DAY: i128 = 1 << 96;

/// Purchases that have become a few numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Folded {
    pub(super) first_day: Day,
    pub(super) last_day: Day,
    pub(super) count: u32,
    /// What is left of the first purchase, in micro-units.
    pub(super) first_net: i128,
    /// What is left of the others.
    pub(super) repeats: i128,
    /// Quarters since the first purchase that hold a purchase.
    pub(super) quarters: u32,
}

/// A purchase that is kept by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) day: Day,
    /// What is left of it, in micro-units; a free order has nothing to begin with.
    pub(super) net: i128,
}

/// The latest day with an order or a refund. Its orders count before its refunds, in whatever order
/// they come, so it is open until another day begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Today {
    pub(super) day: Day,
    pub(super) bought: bool,
    pub(super) orders: i128,
    pub(super) refunds: i128,
}

/// All purchases: first those that are folded, then those that are kept, then the latest day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Purchases {
    pub(super) folded: Option<Folded>,
    pub(super) kept: Vec<Kept>,
    pub(super) today: Option<Today>,
    /// Refunds of the days before the latest that found nothing; purchases of an earlier period may
    /// be what they belong to.
    pub(super) unmatched: i128,
}

impl Purchases {
    /// Begins a day: what came before is settled, and folded where it is old.
    pub(super) fn advance(&mut self, day: Day) {
        self.settle();
        self.fold(day);
    }

    /// Takes an order (0 and above) or a refund (below 0) of the latest day; nothing is changed by
    /// one that is refused.
    pub(super) fn add(&mut self, day: Day, micro: i64) -> Result<()> {
        let mut today = self.today.unwrap_or(Today {
            day,
            bought: false,
            orders: 0,
            refunds: 0,
        });
        let amount = i128::from(micro);
        if amount < 0 {
            today.refunds -= amount;
        } else {
            today.bought = true;
            today.orders += amount;
        }
        if today.refunds.max(today.orders) > MOST_A_DAY {
            return Err(Error::out_of_range(
                "event.amount".into(),
                amount::from_micro(amount),
                "an amount of money",
            ));
        }
        if amount < 0 {
            self.check_within_reach(today.refunds - today.orders)?;
        }
        self.today = Some(today);
        Ok(())
    }

    /// Rejects refunds that reach purchases which are folded: what is left of each is not known.
    fn check_within_reach(&self, refunds: i128) -> Result<()> {
        let folded = self.folded.map_or(0, |folded| folded.money());
        if folded == 0 || refunds <= self.kept_money() {
            return Ok(());
        }
        Err(Error::InsufficientData {
            path: "event.amount".into(),
            found: self.kept.len(),
            needed: self.kept.len() + 1,
            hint: "the refund reaches purchases of more than a year ago that the state holds as a \
                   sum; make the state anew from the orders"
                .into(),
        })
    }

    /// Rejects a latest day whose refunds reach purchases that are folded.
    pub(super) fn check_pending(&self) -> Result<()> {
        self.today.map_or(Ok(()), |today| {
            self.check_within_reach(today.refunds - today.orders)
        })
    }

    fn kept_money(&self) -> i128 {
        self.kept.iter().map(|kept| kept.net).sum()
    }

    /// Closes the latest day.
    fn settle(&mut self) {
        let Some(today) = self.today.take() else {
            return;
        };
        if today.bought {
            self.kept.push(Kept {
                day: today.day,
                net: today.orders,
            });
        }
        let left = self.take(today.refunds);
        self.unmatched += left;
    }

    /// Nets a refund against the latest purchase that has something left, then the one before;
    /// returns what found nothing. A purchase of which nothing is left is a purchase no more.
    fn take(&mut self, refund: i128) -> i128 {
        let mut left = refund;
        let mut place = self.kept.len();
        while left > 0 && place > 0 {
            place -= 1;
            let Some(kept) = self.kept.get_mut(place) else {
                break;
            };
            if kept.net == 0 {
                continue;
            }
            let taken = left.min(kept.net);
            kept.net -= taken;
            left -= taken;
            if kept.net == 0 {
                self.kept.remove(place);
            }
        }
        left
    }

    /// Folds what is older than a year on that day, but for the latest few.
    fn fold(&mut self, last: Day) {
        let older = self
            .kept
            .partition_point(|kept| last.since(kept.day) >= YEAR);
        let beyond = older.saturating_sub(KEPT_OLDER);
        for kept in self.kept.drain(..beyond) {
            Folded::add(&mut self.folded, kept);
        }
    }

    /// Appends the purchases of a later time.
    pub(super) fn append(&mut self, later: &Self, last: Day) -> Result<()> {
        self.settle();
        if later.folded.is_some() && (self.folded.is_some() || !self.kept.is_empty()) {
            return Err(Error::InsufficientData {
                path: "later".into(),
                found: later.kept.len(),
                needed: later.kept.len() + 1,
                hint: "the later state holds purchases of more than a year as a sum, which cannot \
                       be put into the quarters of an earlier one; merge from the earliest on"
                    .into(),
            });
        }
        self.check_within_reach(later.unmatched)?;
        self.unmatched += self.take(later.unmatched);
        self.folded = self.folded.or(later.folded);
        self.kept.extend_from_slice(&later.kept);
        self.fold(last);
        self.today = later.today;
        self.check_pending()
    }

    /// Returns the numbers of the first of [`Customer::FIELDS`]; none without a purchase.
    pub(super) fn fields(
        &self,
        as_of: Day,
        unit: TimeUnit,
    ) -> Option<[f64; Customer::SUMMARY_FIELDS]> {
        let mut settled = self.clone();
        settled.settle();
        let kept = settled.kept.as_slice();
        let (folded, rest) = if let Some(folded) = settled.folded {
            (folded, kept)
        } else {
            let (first, rest) = kept.split_first()?;
            (Folded::of(*first), rest)
        };
        let length = |days: i32| f64::from(days) / unit.days();
        let last = rest.last().map_or(folded.last_day, |kept| kept.day);
        let frequency = f64::from(folded.count) + rest.len() as f64 - 1.0;
        let repeated = folded.repeats + rest.iter().map(|kept| kept.net).sum::<i128>();
        let elapsed = quarters(as_of.since(folded.first_day));
        let mut quarter = quarters(folded.last_day.since(folded.first_day));
        // What is folded is a year old, so that only a single purchase can be in the running quarter.
        let mut active = if quarter < elapsed {
            f64::from(folded.quarters)
        } else {
            0.0
        };
        for kept in rest {
            let own = quarters(kept.day.since(folded.first_day));
            if own > quarter && own < elapsed {
                quarter = own;
                active += 1.0;
            }
        }
        let mut count_in_year = 0.0;
        let mut in_year = 0;
        for kept in kept.iter().filter(|kept| as_of.since(kept.day) < YEAR) {
            count_in_year += 1.0;
            in_year += kept.net;
        }
        let monetary_value = if frequency > 0.0 {
            // One rounding: micro-units over (10^6 x), both exact.
            repeated as f64 / (amount::MICRO as f64 * frequency)
        } else {
            0.0
        };
        Some([
            frequency,
            length(last.since(folded.first_day)),
            length(as_of.since(folded.first_day)),
            monetary_value,
            amount::from_micro(in_year),
            count_in_year,
            active,
            elapsed as f64,
        ])
    }
}

impl Folded {
    fn of(first: Kept) -> Self {
        Self {
            first_day: first.day,
            last_day: first.day,
            count: 1,
            first_net: first.net,
            repeats: 0,
            quarters: 1,
        }
    }

    fn add(folded: &mut Option<Self>, kept: Kept) {
        let Some(folded) = folded else {
            *folded = Some(Self::of(kept));
            return;
        };
        let before = quarters(folded.last_day.since(folded.first_day));
        let own = quarters(kept.day.since(folded.first_day));
        folded.quarters += u32::from(own > before);
        folded.last_day = kept.day;
        folded.count += 1;
        folded.repeats += kept.net;
    }

    pub(super) fn money(&self) -> i128 {
        self.first_net + self.repeats
    }
}
