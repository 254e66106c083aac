//! The net profit of one customer.

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::bounds::check_amount;
use crate::numeric::bounds::check_known;
use crate::numeric::vectors::sum;
use crate::plain::Fingerprint;
use crate::plain::record;
use crate::plain::report;

/// What a customer brought and cost in a window of time, in one currency. What is not known is
/// none, never 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CustomerAccount {
    /// What the customer paid (客户实际支付价格); below 0 where refunds exceed it.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub revenue: Option<f64>,
    /// Returns and discounts that are still in the revenue; none where it is net of them.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub returns: Option<f64>,
    /// The production cost of what the customer bought (实际分摊的生产成本).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub production_cost: Option<f64>,
    /// The customer's share of the fixed cost of marketing (固定营销成本).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub fixed_marketing_cost: Option<f64>,
    /// What marketing to the customer cost (可变营销成本).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub variable_marketing_cost: Option<f64>,
    /// The cost of service; none where the variable cost of marketing holds it.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub service_cost: Option<f64>,
}

record!(CustomerAccount {
    revenue => "revenue",
    returns => "returns",
    production_cost => "productionCost",
    fixed_marketing_cost => "fixedMarketingCost",
    variable_marketing_cost => "variableMarketingCost",
    service_cost => "serviceCost",
});

/// One amount of an account: income above 0, cost below.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ProfitPart {
    /// The code of the amount.
    pub code: String,
    /// The amount, with its sign; none where it is not known.
    pub amount: Option<f64>,
}

report!(ProfitPart {
    code => "code",
    amount => "amount",
});

/// The net profit of a customer.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct NetProfit {
    /// The net profit; none when `reason` says why.
    pub value: Option<f64>,
    /// Its share of the net revenue; none where that is not above 0.
    pub share: Option<f64>,
    /// Revenue without returns and discounts.
    pub net_revenue: Option<f64>,
    /// The amounts; they sum to the net profit.
    pub parts: Vec<ProfitPart>,
    /// Why there is none: `profit_undecided`, about the first amount that is missing.
    pub reason: Option<Caution>,
    /// What to mind: `loss`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(NetProfit {
    value => "value",
    share => "share",
    net_revenue => "netRevenue",
    parts => "parts",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

/// An amount that a net profit cannot do without is not known.
pub(super) const PROFIT_UNDECIDED: &str = "profit_undecided";

/// The net profit is negative.
pub(super) const LOSS: &str = "loss";

/// The amounts of an account: code, name in JavaScript, whether the profit needs it.
pub(super) const AMOUNTS: [(&str, &str, bool); 6] = [
    ("profit.revenue", "revenue", true),
    ("profit.returns", "returns", false),
    ("profit.production", "productionCost", true),
    ("profit.fixed_marketing", "fixedMarketingCost", true),
    ("profit.variable_marketing", "variableMarketingCost", true),
    ("profit.service", "serviceCost", false),
];

impl CustomerAccount {
    /// Returns the amounts in the order of [`AMOUNTS`].
    fn amounts(&self) -> [Option<f64>; 6] {
        [
            self.revenue,
            self.returns,
            self.production_cost,
            self.fixed_marketing_cost,
            self.variable_marketing_cost,
            self.service_cost,
        ]
    }

    /// Returns the net profit alone, as [`net_profit`] computes it; none where an amount that it needs
    /// is not known.
    pub(crate) fn profit(&self) -> Option<f64> {
        let amounts = self.amounts();
        let needed = AMOUNTS.iter().zip(amounts);
        if needed
            .clone()
            .any(|((.., needed), amount)| *needed && amount.is_none())
        {
            return None;
        }
        let mut signed = amounts.into_iter().flatten();
        let revenue = signed.next()?;
        Some(signed.fold(revenue, |left, cost| left - cost))
    }

    /// Returns whether some cost is known.
    pub(crate) fn has_costs(&self) -> bool {
        let [_, costs @ ..] = self.amounts();
        costs.iter().any(Option::is_some)
    }
}

/// Returns the net profit of a customer: the current value computed directly (当前价值).
///
/// A cost that is not known is no cost of 0: without production and marketing costs there is no net
/// profit, and current value has to be read from indicators instead. Returns and service cost may
/// be none, since they may be inside other amounts.
///
/// # Formula
/// ```text
/// CV = revenue − returns − production − fixed marketing − variable marketing − service
/// ```
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite), and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a cost below 0.
///
/// # Example: 29 % of the revenue is left
/// ```
/// use clientele::value::{CustomerAccount, net_profit};
/// let account = CustomerAccount {
///     revenue: Some(12_000.0),
///     production_cost: Some(6_200.0),
///     fixed_marketing_cost: Some(800.0),
///     variable_marketing_cost: Some(1_500.0),
///     ..CustomerAccount::default()
/// };
/// assert_eq!(net_profit(&account)?.value, Some(3_500.0));
/// let unknown = CustomerAccount { production_cost: None, ..account };
/// assert_eq!(net_profit(&unknown)?.value, None);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn net_profit(account: &CustomerAccount) -> Result<NetProfit> {
    let amounts = account.amounts();
    let mut parts = Vec::with_capacity(amounts.len());
    let mut signed = Vec::with_capacity(amounts.len());
    let mut reason = None;
    for ((code, name, needed), amount) in AMOUNTS.into_iter().zip(amounts) {
        let is_revenue = name == "revenue";
        let known = check_known(amount, name, &|amount, path| {
            if is_revenue {
                check_finite(amount, || path.into())
            } else {
                check_amount(amount, path)
            }
        })?;
        let amount = known.map(|amount| if is_revenue { amount } else { 0.0 - amount });
        if needed && amount.is_none() && reason.is_none() {
            reason = Some(Caution::about(PROFIT_UNDECIDED, name));
        }
        signed.extend(amount);
        if needed || amount.is_some() {
            parts.push(ProfitPart {
                code: code.into(),
                amount,
            });
        }
    }
    let value = match reason {
        None => Some(check_finite(sum(&signed), || "revenue".into())?),
        Some(_) => None,
    };
    let net_revenue = account
        .revenue
        .map(|revenue| revenue - account.returns.unwrap_or_default());
    let net_revenue = check_known(net_revenue, "revenue", &|net, path| {
        check_finite(net, || path.into())
    })?;
    let loss = value.is_some_and(|value| value < 0.0);
    Ok(NetProfit {
        value,
        share: value
            .zip(net_revenue)
            .filter(|(_, revenue)| *revenue > 0.0)
            .map(|(value, revenue)| value / revenue),
        net_revenue,
        parts,
        reason,
        warnings: if loss {
            vec![Caution::new(LOSS)]
        } else {
            Vec::new()
        },
        provenance: Provenance::new("netProfit", Fingerprint::of_known(&amounts)),
    })
}
