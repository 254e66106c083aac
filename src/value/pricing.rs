//! Identities of price, cost and profit.

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::bounds::check_amount;
use crate::numeric::bounds::check_known;
use crate::plain::Fingerprint;
use crate::plain::record;
use crate::plain::report;

/// Two of price, cost and profit, of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PriceFacts {
    /// The price, from 0.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub price: Option<f64>,
    /// The cost, from 0.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub cost: Option<f64>,
    /// The profit; may be negative.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub profit: Option<f64>,
}

record!(PriceFacts {
    price => "price",
    cost => "cost",
    profit => "profit",
});

/// Price, cost and profit of a unit.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PriceIdentity {
    /// The price.
    pub price: f64,
    /// The cost.
    pub cost: f64,
    /// The profit.
    pub profit: f64,
    /// The profit as a share of the price; none where that is 0.
    pub margin: Option<f64>,
    /// Which of the three follows from the others: the cost-plus price, the profit that the market
    /// leaves, or the target cost.
    pub reading: Classification,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(PriceIdentity {
    price => "price",
    cost => "cost",
    profit => "profit",
    margin => "margin",
    reading => "reading",
    provenance => "provenance",
});

/// Returns the third of price, cost and profit.
///
/// The identity is always the same; what differs is what is given. Traditional pricing adds a profit
/// to the cost (价格 = 成本 + 利润). In a market that sets the price, the profit is what is left
/// (利润 = 价格 − 成本), and who wants a profit has a target cost (目标成本).
///
/// # Errors
/// [`Error::Missing`] where fewer than two are given, [`Error::InvalidValue`] where all three are,
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for a price or a cost below 0, given or found.
///
/// # Example: what a car may cost
/// ```
/// use clientele::value::{PriceFacts, price_identity};
/// let facts = PriceFacts { price: Some(100_000.0), profit: Some(30_000.0), cost: None };
/// let found = price_identity(&facts)?;
/// assert_eq!((found.cost, found.reading.code.as_str()), (70_000.0, "pricing.target_cost"));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn price_identity(facts: &PriceFacts) -> Result<PriceIdentity> {
    let price = check_known(facts.price, "price", &check_amount)?;
    let cost = check_known(facts.cost, "cost", &check_amount)?;
    let profit = check_known(facts.profit, "profit", &|profit, path| {
        check_finite(profit, || path.into())
    })?;
    let (price, cost, profit, code) = match (price, cost, profit) {
        (None, Some(cost), Some(profit)) => (cost + profit, cost, profit, "pricing.cost_plus"),
        (Some(price), Some(cost), None) => (price, cost, price - cost, "pricing.market_profit"),
        (Some(price), None, Some(profit)) => (price, price - profit, profit, "pricing.target_cost"),
        (Some(_), Some(_), Some(_)) => {
            let expected = "none where price and cost are given";
            return Err(Error::invalid("profit".into(), "a number", expected));
        }
        _ => {
            let first = [("price", price), ("cost", cost), ("profit", profit)];
            let lacking = first.into_iter().find(|(_, value)| value.is_none());
            let path = lacking.map_or("price", |(name, _)| name).into();
            return Err(Error::missing(path, "two of price, cost and profit"));
        }
    };
    Ok(PriceIdentity {
        price: check_amount(price, "price")?,
        cost: check_amount(cost, "cost")?,
        profit: check_finite(profit, || "profit".into())?,
        margin: (price > 0.0).then(|| profit / price),
        reading: Classification::new(code)
            .because("price", price)
            .because("cost", cost)
            .because("profit", profit),
        provenance: Provenance::new(
            "priceIdentity",
            Fingerprint::of_known(&[facts.price, facts.cost, facts.profit]),
        ),
    })
}

/// What is left of announced discounts.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DiscountTrail {
    /// The price after all changes.
    pub effective: f64,
    /// How far it lies above the original price, as a share; below 0 where it is a discount.
    pub change: f64,
    /// What the reductions alone would have made of it, as a share.
    pub announced: f64,
    /// The price after each change.
    pub prices: Vec<f64>,
    /// What to mind: `dearer_by_discount` where a reduced price lies above the original one.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(DiscountTrail {
    effective => "effective",
    change => "change",
    announced => "announced",
    prices => "prices",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns what successive changes of a price come to: the more it is reduced, the dearer it may be
/// (越折越贵).
///
/// `original`: the price before, above 0. `factors`: what it was multiplied with, one after the
/// other, from 0; 0.8 takes a fifth off.
///
/// # Formula
/// ```text
/// change = Π f − 1,   announced = Π min(f, 1) − 1
/// ```
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for a price of 0 or less and a factor below 0.
///
/// # Example: raised by half, then reduced twice
/// ```
/// use clientele::value::true_discount;
/// let found = true_discount(1000.0, &[1.5, 0.8, 0.85])?;
/// assert!((found.effective - 1020.0).abs() < 1e-9 && (found.change - 0.02).abs() < 1e-12);
/// assert!((found.announced - -0.32).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn true_discount(original: f64, factors: &[f64]) -> Result<DiscountTrail> {
    if check_amount(original, "original")? <= 0.0 {
        let expected = "a price above 0";
        return Err(Error::out_of_range("original".into(), original, expected));
    }
    let mut hash = Fingerprint::default();
    hash.numbers(&[original]);
    hash.numbers(factors);
    let (mut total, mut announced) = (1.0, 1.0);
    let mut prices = Vec::with_capacity(factors.len());
    for (i, factor) in factors.iter().enumerate() {
        let path = format!("factors[{i}]");
        total *= check_amount(*factor, &path)?;
        announced *= factor.min(1.0);
        prices.push(check_finite(original * total, || path)?);
    }
    Ok(DiscountTrail {
        effective: prices.last().copied().unwrap_or(original),
        change: total - 1.0,
        announced: announced - 1.0,
        prices,
        warnings: if announced < 1.0 && total > 1.0 {
            vec![Caution::new("dearer_by_discount")]
        } else {
            Vec::new()
        },
        provenance: Provenance::new("trueDiscount", hash.finish()),
    })
}
