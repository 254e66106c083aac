//! Everything that a state says.

use crate::data::date::Day;
use crate::plain::report;

/// Everything that a state says on a day. The numbers of [`Customer`] are as they are there.
///
/// [`Customer`]: crate::score::Customer
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct StateReport {
    /// Repeat purchases.
    pub frequency: Option<f64>,
    /// Time from the first purchase to the last.
    pub recency: Option<f64>,
    /// Time from the first purchase to the day.
    #[cfg_attr(feature = "serde", serde(rename = "T"))]
    pub age: Option<f64>,
    /// Mean net amount of the repeat purchases.
    pub monetary_value: Option<f64>,
    /// Net revenue of the last 365 days.
    pub revenue_in_year: Option<f64>,
    /// Purchases of the last 365 days.
    pub purchases_in_year: Option<f64>,
    /// Complete quarters with a purchase.
    pub active_quarters: Option<f64>,
    /// Complete quarters since the first purchase.
    pub elapsed_quarters: Option<f64>,
    /// `no_purchase` where there are none of these.
    pub reason: Option<String>,
    /// The fading sum; none when no event ever counted for it.
    pub engagement: Option<f64>,
    /// How many visits there were.
    pub visits: u32,
    /// How many clicks.
    pub clicks: u32,
    /// How many looks at a product.
    pub product_views: u32,
    /// How many things were put into the basket.
    pub baskets: u32,
    /// The day of the first event.
    #[cfg_attr(feature = "full", tsify(type = "string | null"))]
    pub first_event: Option<Day>,
    /// The day of the last one.
    #[cfg_attr(feature = "full", tsify(type = "string | null"))]
    pub last_event: Option<Day>,
}

report!(StateReport {
    frequency => "frequency",
    recency => "recency",
    age => "T",
    monetary_value => "monetaryValue",
    revenue_in_year => "revenueInYear",
    purchases_in_year => "purchasesInYear",
    active_quarters => "activeQuarters",
    elapsed_quarters => "elapsedQuarters",
    reason => "reason",
    engagement => "engagement",
    visits => "visits",
    clicks => "clicks",
    product_views => "productViews",
    baskets => "baskets",
    first_event => "firstEvent",
    last_event => "lastEvent",
});
