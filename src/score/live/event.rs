//! What happens to a customer, and how much each kind of it counts.

use crate::data::date::Day;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::options;
use crate::plain::record;
use crate::plain::words;

/// A day in milliseconds.
pub(super) const DAY_MS: u32 = 86_400_000;

/// The largest weight of an event.
const MOST_WEIGHT: f64 = 1e6;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum EventKind {
    /// An order; an amount below zero is a refund, as it is in a file of orders.
    Order,
    /// A refund of a positive amount.
    Refund,
    /// A visit.
    Visit,
    /// A click, in a mail say.
    Click,
    /// A look at a product.
    ProductView,
    /// Something put into the basket.
    Basket,
}

words!(EventKind {
    Order => "order",
    Refund => "refund",
    Visit => "visit",
    Click => "click",
    ProductView => "productView",
    Basket => "basket",
});

impl EventKind {
    /// The kinds that engagement counts, in the order of their counts.
    pub const ENGAGING: [Self; 4] = [Self::Visit, Self::Click, Self::ProductView, Self::Basket];

    /// Returns the place among the kinds that engagement counts; none for orders and refunds.
    pub(super) fn place(self) -> Option<usize> {
        Self::ENGAGING.iter().position(|kind| *kind == self)
    }
}

/// Something that happened to one customer.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LiveEvent {
    /// What happened.
    #[cfg_attr(feature = "serde", serde(rename = "type"))]
    pub kind: EventKind,
    /// The day, in the calendar in which orders are dated (UTC unless the shop has another).
    #[cfg_attr(feature = "full", tsify(type = "string"))]
    pub day: Day,
    /// Milliseconds since the day began, 0 to 86,399,999. Without it the event came some time that
    /// day, not before what is known of the day.
    pub millis: Option<u32>,
    /// The amount of an order or refund, in the currency.
    pub amount: Option<f64>,
    /// What tells the event from every other; without it the event cannot be known again.
    pub id: Option<String>,
}

record!(LiveEvent {
    kind => "type",
    day => "day",
    millis => "millis",
    amount => "amount",
    id => "id",
});

impl LiveEvent {
    /// Returns an event without amount, time of the day and identifier.
    pub fn new(kind: EventKind, day: Day) -> Self {
        Self {
            kind,
            day,
            millis: None,
            amount: None,
            id: None,
        }
    }

    /// Returns the event with an amount in the currency.
    #[must_use]
    pub fn of(mut self, amount: f64) -> Self {
        self.amount = Some(amount);
        self
    }

    /// Returns the event with an identifier.
    #[must_use]
    pub fn named(mut self, id: &str) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Returns the event with a time of the day, in milliseconds since the day began.
    #[must_use]
    pub fn at(mut self, millis: u32) -> Self {
        self.millis = Some(millis);
        self
    }
}

/// How much an event counts for engagement, and how fast it fades.
///
/// Engagement at time t is the sum of w · 2^(−(t − tᵢ)/h) over the events i before: exponential
/// smoothing in continuous time, as Wright (1986) has it for data at irregular times. The
/// defaults are our choice.
///
/// # References
/// Wright, D. J. (1986), "Forecasting data published at irregular time intervals using an extension
/// of Holt's method", Management Science 32(4), 499-510. Cormode, Shkapenyuk, Srivastava & Xu
/// (2009), "Forward decay", ICDE: a decayed sum is kept in one number.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LiveSettings {
    /// The time after which an event counts half, in days; 14 unless told.
    pub half_life_days: f64,
    /// Weight of a visit; 1 unless told.
    pub visit: f64,
    /// Weight of a click; 2 unless told.
    pub click: f64,
    /// Weight of a look at a product; 2 unless told.
    pub product_view: f64,
    /// Weight of something put into the basket; 5 unless told.
    pub basket: f64,
}

options!(LiveSettings {
    half_life_days => "halfLifeDays",
    visit => "visit",
    click => "click",
    product_view => "productView",
    basket => "basket",
});

impl Default for LiveSettings {
    fn default() -> Self {
        Self {
            half_life_days: 14.0,
            visit: 1.0,
            click: 2.0,
            product_view: 2.0,
            basket: 5.0,
        }
    }
}

impl LiveSettings {
    /// Checks every number.
    ///
    /// # Errors
    /// [`Error::NotFinite`]; [`Error::OutOfRange`] unless the half-life is a thousandth of a day to
    /// a hundred years and a weight is 0 to a million.
    pub fn check(&self) -> Result<()> {
        check_half_life(self.half_life_days, "halfLifeDays")?;
        for (name, weight) in [
            ("visit", self.visit),
            ("click", self.click),
            ("productView", self.product_view),
            ("basket", self.basket),
        ] {
            check_finite(weight, || name.into())?;
            if !(0.0..=MOST_WEIGHT).contains(&weight) {
                return Err(Error::out_of_range(name.into(), weight, "0 to 1000000"));
            }
        }
        Ok(())
    }

    /// Returns the weight of a kind; 0 for orders and refunds.
    pub(super) fn weight(&self, kind: EventKind) -> f64 {
        match kind {
            EventKind::Visit => self.visit,
            EventKind::Click => self.click,
            EventKind::ProductView => self.product_view,
            EventKind::Basket => self.basket,
            EventKind::Order | EventKind::Refund => 0.0,
        }
    }
}

/// Rejects a half-life that is none.
pub(super) fn check_half_life(days: f64, path: &str) -> Result<()> {
    check_finite(days, || path.into())?;
    if (0.001..=36_525.0).contains(&days) {
        return Ok(());
    }
    Err(Error::out_of_range(
        path.into(),
        days,
        "0.001 to 36525 days",
    ))
}
