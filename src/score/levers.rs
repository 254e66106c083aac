//! What would move a score: the customer as is, beside the customer as might be.

use crate::btyd::PurchaseHistory;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::sort::sort_by;
use crate::plain::report;
use crate::score::customer::Customer;
use crate::score::explanation::CustomerScore;
use crate::score::scorer::Scorer;

/// Something that could be different about a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lever {
    /// One more purchase, today, of the usual amount.
    OrderToday,
    /// The open complaints are resolved.
    ComplaintResolved,
    /// The closed complaint had been handled to full satisfaction.
    ComplaintHandledWell,
    /// One point more of satisfaction, of ten.
    Satisfaction,
    /// One point more of recommendation, of ten.
    Recommendation,
    /// No failure of service in the last 90 days.
    NoFailures,
    /// One more category.
    Category,
    /// Ten points more of switching barrier, of a hundred.
    SwitchingBarrier,
}

impl Lever {
    /// All levers.
    pub const ALL: [Self; 8] = [
        Self::OrderToday,
        Self::ComplaintResolved,
        Self::ComplaintHandledWell,
        Self::Satisfaction,
        Self::Recommendation,
        Self::NoFailures,
        Self::Category,
        Self::SwitchingBarrier,
    ];

    /// Returns the stable code, which is a key of the label table.
    pub fn code(self) -> &'static str {
        match self {
            Self::OrderToday => "lever.order_today",
            Self::ComplaintResolved => "lever.complaint_resolved",
            Self::ComplaintHandledWell => "lever.complaint_handled_well",
            Self::Satisfaction => "lever.satisfaction",
            Self::Recommendation => "lever.recommendation",
            Self::NoFailures => "lever.no_failures",
            Self::Category => "lever.category",
            Self::SwitchingBarrier => "lever.switching_barrier",
        }
    }

    /// Returns the customer with the lever moved; nothing where what it moves is not known or can go no
    /// further.
    fn moved(self, customer: &Customer) -> Option<Customer> {
        let mut moved = *customer;
        let up = |value: Option<f64>, step: f64, most: f64| {
            value.filter(|v| *v < most).map(|v| (v + step).min(most))
        };
        match self {
            Self::OrderToday => return with_order_today(customer),
            Self::ComplaintResolved => {
                customer.open_complaints.filter(|open| *open > 0.0)?;
                moved.open_complaints = Some(0.0);
            }
            Self::ComplaintHandledWell => {
                moved.complaint_satisfaction =
                    Some(up(customer.complaint_satisfaction, 100.0, 100.0)?);
            }
            Self::Satisfaction => moved.satisfaction = Some(up(customer.satisfaction, 1.0, 10.0)?),
            Self::Recommendation => {
                moved.recommendation = Some(up(customer.recommendation, 1.0, 10.0)?);
            }
            Self::NoFailures => {
                customer
                    .silent_failures
                    .filter(|failures| *failures > 0.0)?;
                moved.silent_failures = Some(0.0);
            }
            Self::Category => moved.categories = Some(customer.categories? + 1.0),
            Self::SwitchingBarrier => {
                moved.switching_barrier = Some(up(customer.switching_barrier, 10.0, 100.0)?);
            }
        }
        Some(moved)
    }
}

/// Returns the customer after one more purchase today; nothing where there was one today already.
fn with_order_today(customer: &Customer) -> Option<Customer> {
    let history = customer.history?;
    if history.age() <= history.recency() {
        return None;
    }
    let age = history.age();
    let history = PurchaseHistory::try_new(history.frequency() + 1.0, age, age).ok()?;
    let more = |value: Option<f64>, by: Option<f64>| value.zip(by).map(|(v, by)| v + by);
    Some(Customer {
        history: Some(history),
        revenue_in_year: more(customer.revenue_in_year, customer.monetary_value)
            .or(customer.revenue_in_year),
        purchases_in_year: more(customer.purchases_in_year, Some(1.0)),
        recency_ratio: customer.recency_ratio.map(|_| 0.0),
        ..*customer
    })
}

/// What moving a lever does to a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LeverEffect {
    /// The code of the lever.
    pub code: &'static str,
    /// By how much the risk changes; none where there is no risk.
    pub risk: Option<f64>,
    /// By how much the value at risk changes, in money.
    pub value_at_risk: Option<f64>,
    /// By how much the lifetime value changes, in money.
    pub lifetime: Option<f64>,
    /// By how many points the value score changes.
    pub value_score: Option<f64>,
    /// By how many points the loyalty score changes.
    pub loyalty_score: Option<f64>,
}

report!(LeverEffect {
    code => "code",
    risk => "risk",
    value_at_risk => "valueAtRisk",
    lifetime => "lifetime",
    value_score => "valueScore",
    loyalty_score => "loyaltyScore",
});

impl Customer {
    /// Returns the customer as if the last purchase had been so many days ago: what would be known of a
    /// customer with the same number of purchases, the same first one, and another silence.
    ///
    /// `unit_days`: days in the profile's unit of time.
    ///
    /// # Errors
    /// [`Error::Missing`] without purchases; [`Error::NotFinite`] and [`Error::OutOfRange`] for days that
    /// are negative or lie before the first purchase.
    ///
    /// # Example: ten days ago instead of sixty
    /// ```
    /// use clientele::score::Customer;
    /// let mut fields = [f64::NAN; Customer::FIELDS.len()];
    /// fields[..3].copy_from_slice(&[2.0, 30.0, 38.0]);
    /// let customer = Customer::from_fields(&fields)?.with_last_order(10.0, 7.0)?;
    /// assert!((customer.history.unwrap().recency() - (38.0 - 10.0 / 7.0)).abs() < 1e-12);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn with_last_order(&self, days_ago: f64, unit_days: f64) -> Result<Self> {
        const PATH: &str = "lastOrderDaysAgo";
        let Some(history) = self.history else {
            return Err(Error::Missing {
                path: "customer.frequency".into(),
                expected: "purchases: there is no last order to move".into(),
            });
        };
        check_finite(days_ago, || PATH.into())?;
        let silence = days_ago / unit_days;
        let age = history.age();
        let one_time = history.frequency() < 1.0;
        let fits = silence >= 0.0 && (one_time || silence < age);
        if !fits {
            let expected = "0 or above, and after the first purchase of a customer who came back";
            return Err(Error::out_of_range(PATH.into(), days_ago, expected));
        }
        // The only purchase of a one-time buyer is the first one: its age moves.
        let moved = if one_time {
            PurchaseHistory::try_new(0.0, 0.0, silence)
        } else {
            PurchaseHistory::try_new(history.frequency(), age - silence, age)
        };
        Ok(Self {
            history: Some(moved?),
            recency_ratio: None,
            ..*self
        })
    }
}

impl Scorer {
    /// Returns what each lever would do to a customer, the largest fall of value at risk first, then of
    /// risk; levers that move nothing are left out.
    ///
    /// The scores before and after are those of [`Scorer::score`]: no approximation.
    ///
    /// # Errors
    /// Those of [`Scorer::score`].
    pub fn levers(&mut self, customer: &Customer) -> Result<Vec<LeverEffect>> {
        let before = self.score(customer)?;
        let mut found = Vec::new();
        for lever in Lever::ALL {
            let Some(moved) = lever.moved(customer) else {
                continue;
            };
            let effect = effect(lever, &before, &self.score(&moved)?);
            let changes = [
                effect.risk,
                effect.value_at_risk,
                effect.lifetime,
                effect.value_score,
                effect.loyalty_score,
            ];
            if changes.iter().flatten().any(|change| change.abs() > 0.0) {
                found.push(effect);
            }
        }
        let order = |effect: &LeverEffect| {
            let risk = effect.risk.unwrap_or_default();
            (effect.value_at_risk.unwrap_or_default(), risk)
        };
        sort_by(&mut found, |one, other| {
            let ((a, b), (c, d)) = (order(one), order(other));
            a.total_cmp(&c).then(b.total_cmp(&d)).is_lt()
        });
        Ok(found)
    }
}

/// Returns the change from one score to another.
fn effect(lever: Lever, before: &CustomerScore, after: &CustomerScore) -> LeverEffect {
    let change = |of: fn(&CustomerScore) -> Option<f64>| {
        of(before)
            .zip(of(after))
            .map(|(before, after)| after - before)
    };
    LeverEffect {
        code: lever.code(),
        risk: change(|s| s.risk),
        value_at_risk: change(|s| s.value_at_risk),
        lifetime: change(|s| s.lifetime),
        value_score: change(|s| s.value_score),
        loyalty_score: change(|s| s.loyalty_score),
    }
}
