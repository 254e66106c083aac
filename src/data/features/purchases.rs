//! What the orders say: gaps, recency, revenue by period.

use crate::data::amount;
use crate::data::date::Day;
use crate::data::features::feature_options::FeatureOptions;
use crate::data::features::sheet::Sheet;
use crate::data::features::sheet::set;
use crate::data::purchases::Ledger;
use crate::data::summary::CustomerRecord;
use crate::data::time_unit::TimeUnit;
use crate::numeric::statistics::mean;
use crate::numeric::statistics::sample_deviation;
use crate::numeric::trend::revenue_trend;

/// What the orders of one customer say, one field a column.
const COLUMNS: [&str; 22] = [
    "firstDay",
    "lastDay",
    "daysSinceFirst",
    "daysSinceLast",
    "firstToLast",
    "meanGap",
    "gapDeviation",
    "recencyRatio",
    "revenue",
    "averageOrder",
    "repeatPurchases",
    "revenueInYear",
    "purchasesInWindow",
    "revenueInWindow",
    "relationshipLifetime",
    "depth",
    "activeQuarters",
    "elapsedQuarters",
    "retention",
    "activePeriods",
    "trend",
    "purchases",
];

/// The columns of all customers, and their revenue by period.
#[derive(Debug)]
pub(super) struct Purchases {
    columns: Vec<Vec<f64>>,
    /// The oldest period first.
    pub(super) revenues: Vec<Vec<f64>>,
}

impl Purchases {
    /// Returns room for customers, of whom each has bought nothing yet.
    pub(super) fn new(customers: usize, options: &FeatureOptions) -> Self {
        let mut columns = vec![vec![f64::NAN; customers]; COLUMNS.len()];
        if let Some(purchases) = columns.last_mut() {
            purchases.fill(0.0);
        }
        Self {
            columns,
            revenues: vec![vec![f64::NAN; customers]; options.periods as usize],
        }
    }

    /// Takes the purchases of one customer.
    pub(super) fn take(
        &mut self,
        customer: usize,
        ledger: &Ledger,
        as_of: Day,
        options: &FeatureOptions,
    ) {
        let Some(record) = CustomerRecord::from_ledger(ledger, as_of, TimeUnit::Day) else {
            return;
        };
        let purchases = ledger.purchases();
        let age = |day: Day| f64::from(as_of.since(day));
        let mut gaps = Vec::with_capacity(purchases.len());
        for (one, next) in purchases.iter().zip(purchases.iter().skip(1)) {
            gaps.push(f64::from(next.day.since(one.day)));
        }
        let gap = mean(&gaps);
        let since_last = age(record.last_day);
        let n = purchases.len() as f64;
        let months = record.age / TimeUnit::Month.days();
        let (mut in_window, mut revenue_in_window) = (0.0, 0_i128);
        // Periods before the first purchase are not known: they were no customer's.
        let mut periods = vec![None; self.revenues.len()];
        let period = |days: f64| {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "from 0"
            )]
            let period = libm::floor(days / options.period_days) as usize;
            period
        };
        let own = period(record.age) + 1;
        for slot in periods.iter_mut().take(own) {
            *slot = Some(0_i128);
        }
        for purchase in purchases {
            if age(purchase.day) < options.window_days {
                in_window += 1.0;
                revenue_in_window += purchase.net;
            }
            if let Some(Some(sum)) = periods.get_mut(period(age(purchase.day))) {
                *sum += purchase.net;
            }
        }
        let mut revenues = Vec::with_capacity(periods.len());
        for (column, sum) in self.revenues.iter_mut().zip(periods.iter().rev()) {
            let revenue = sum.map_or(f64::NAN, amount::from_micro);
            revenues.push(revenue);
            set(column, customer, revenue);
        }
        let known = revenues.iter().any(|revenue| !revenue.is_nan());
        let active = revenues
            .iter()
            .filter(|revenue| revenue.abs() > 0.0)
            .count();
        let share = |part: f64, whole: f64| (whole > 0.0).then_some(part / whole);
        let values: [Option<f64>; COLUMNS.len()] = [
            Some(f64::from(record.first_day.days())),
            Some(f64::from(record.last_day.days())),
            Some(record.age),
            Some(since_last),
            Some(record.recency),
            gap,
            sample_deviation(&gaps),
            gap.and_then(|gap| share(since_last, gap)),
            Some(record.revenue),
            share(record.revenue, n),
            Some(record.purchases_in_year),
            Some(record.revenue_in_year),
            Some(in_window),
            Some(amount::from_micro(revenue_in_window)),
            Some(months),
            share(n, months),
            Some(record.active_quarters),
            Some(record.elapsed_quarters),
            share(record.active_quarters, record.elapsed_quarters),
            known.then_some(active as f64),
            revenue_trend(&revenues),
            Some(n),
        ];
        for (column, value) in self.columns.iter_mut().zip(values) {
            set(column, customer, value.unwrap_or(f64::NAN));
        }
    }

    /// Puts the columns into a sheet and returns the revenues.
    pub(super) fn finish(self, sheet: &mut Sheet) -> Vec<Vec<f64>> {
        for (name, column) in COLUMNS.into_iter().zip(self.columns) {
            sheet.put(name, column);
        }
        self.revenues
    }
}
