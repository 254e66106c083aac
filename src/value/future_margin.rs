//! The margin to expect from a customer whose wallet is known.

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::bounds::check_amount;
use crate::numeric::bounds::check_known;
use crate::numeric::bounds::check_unit;
use crate::plain::Fingerprint;
use crate::plain::record;
use crate::plain::report;

/// What the next margin is estimated from.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct MarginFacts {
    /// The current value: the net profit of the period, in money.
    pub current: f64,
    /// The revenue of the period.
    pub revenue: f64,
    /// The production cost of the period.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub production_cost: Option<f64>,
    /// What the customer spends in the category with all suppliers.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub wallet: Option<f64>,
}

record!(MarginFacts {
    current => "current",
    revenue => "revenue",
    production_cost => "productionCost",
    wallet => "wallet",
});

/// The margin to expect in the next period.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FutureMargin {
    /// The margin, in money.
    pub margin: f64,
    /// What is left of each unit of revenue after production; none where it is not known.
    pub margin_rate: Option<f64>,
    /// What the customer spends elsewhere; none where the wallet is not known.
    pub headroom: Option<f64>,
    /// The same as a share of the wallet, 0 to 100.
    pub headroom_share: Option<f64>,
    /// What to mind: `wallet_unused` where the margin is the current value alone.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(FutureMargin {
    margin => "margin",
    margin_rate => "marginRate",
    headroom => "headroom",
    headroom_share => "headroomShare",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns what is left of each unit of revenue after production.
fn margin_rate(revenue: f64, production_cost: Option<f64>) -> Option<f64> {
    let cost = production_cost.filter(|_| revenue > 0.0);
    cost.map(|cost| (revenue - cost) / revenue)
}

/// Returns what the customer spends elsewhere.
fn headroom(wallet: f64, revenue: f64) -> f64 {
    (wallet - revenue.max(0.0)).max(0.0)
}

/// Returns the margin that may be won from what a customer spends elsewhere, as [`future_margin`] adds
/// it; none where wallet or margin are not known.
pub(crate) fn margin_won(
    revenue: f64,
    production_cost: Option<f64>,
    wallet: Option<f64>,
    uplift: f64,
) -> Option<f64> {
    let rate = margin_rate(revenue, production_cost)?;
    Some(rate * headroom(wallet?, revenue) * uplift)
}

/// Returns the margin to expect: the current value, and a part of what the customer spends
/// elsewhere.
///
/// `uplift`: the share of that which is expected to be won, 0 to 1; 0.2 is our default. The rule is
/// our choice. A wallet below the revenue, which only an estimate can be, has nothing left in it.
/// Where wallet, production cost or a revenue above 0 are missing, the margin is the current value.
///
/// # Formula
/// ```text
/// m = CV + (revenue − production) / revenue · max(wallet − revenue, 0) · uplift
/// ```
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite), and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a wallet or a cost below 0, and an uplift
/// outside 0-1.
///
/// # Example: a small customer with a large wallet
/// ```
/// use clientele::value::{MarginFacts, future_margin};
/// let facts = MarginFacts {
///     current: 400.0,
///     revenue: 1_500.0,
///     production_cost: Some(900.0),
///     wallet: Some(20_000.0),
/// };
/// assert!((future_margin(&facts, 0.2)?.margin - 1_880.0).abs() < 1e-9);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn future_margin(facts: &MarginFacts, uplift: f64) -> Result<FutureMargin> {
    let current = check_finite(facts.current, || "current".into())?;
    let revenue = check_finite(facts.revenue, || "revenue".into())?;
    let cost = check_known(facts.production_cost, "productionCost", &check_amount)?;
    let wallet = check_known(facts.wallet, "wallet", &check_amount)?;
    check_unit(uplift, "uplift")?;
    let margin_rate = margin_rate(revenue, cost);
    let headroom = wallet.map(|wallet| headroom(wallet, revenue));
    let won = margin_won(revenue, cost, wallet, uplift);
    Ok(FutureMargin {
        margin: check_finite(current + won.unwrap_or_default(), || "current".into())?,
        margin_rate,
        headroom,
        headroom_share: headroom
            .zip(wallet)
            .filter(|(_, wallet)| *wallet > 0.0)
            .map(|(headroom, wallet)| 100.0 * headroom / wallet),
        warnings: if won.is_none() {
            vec![Caution::new("wallet_unused")]
        } else {
            Vec::new()
        },
        provenance: Provenance::new(
            "futureMargin",
            Fingerprint::of_known(&[Some(current), Some(revenue), cost, wallet]),
        )
        .with("uplift", uplift),
    })
}
