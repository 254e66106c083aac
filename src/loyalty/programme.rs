//! The economics of a loyalty programme (忠诚计划、会员制).

use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::error::check_finite;
use crate::loyalty::retention::check_amount;
use crate::plain::Fingerprint;
use crate::plain::record;
use crate::plain::report;

/// What a programme gives, costs and brings. Money is in one currency.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ProgrammeFacts {
    /// What members spend.
    pub spend: f64,
    /// Points for one unit of money.
    pub points_per_spend: f64,
    /// What one point is worth when it is redeemed.
    pub point_value: f64,
    /// The share of points that is never redeemed, 0 to 1.
    pub breakage: f64,
    /// The margin that there would not be without the programme; losses are negative. Without it
    /// there is no return.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub incremental_margin: Option<f64>,
    /// What rewards cost; the liability unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub rewards: Option<f64>,
    /// What the programme costs beside the rewards. Without it there is no return.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub running_cost: Option<f64>,
}

record!(ProgrammeFacts {
    spend => "spend",
    points_per_spend => "pointsPerSpend",
    point_value => "pointValue",
    breakage => "breakage",
    incremental_margin => "incrementalMargin",
    rewards => "rewards",
    running_cost => "runningCost",
});

/// What a programme owes and what it returns.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ProgrammeReturn {
    /// The points earned.
    pub points: f64,
    /// What they will cost.
    pub liability: f64,
    /// Rewards and running cost; none where the latter is not known.
    pub outlay: Option<f64>,
    /// What is left of the incremental margin after the outlay.
    pub net: Option<f64>,
    /// The same for each unit of the outlay; none when `reason` says why.
    pub return_on_investment: Option<f64>,
    /// Why there is none: `input_missing` or `no_outlay`.
    pub reason: Option<String>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(ProgrammeReturn {
    points => "points",
    liability => "liability",
    outlay => "outlay",
    net => "net",
    return_on_investment => "returnOnInvestment",
    reason => "reason",
    provenance => "provenance",
});

/// Returns the liability of a loyalty programme and its return.
///
/// # Formula
/// ```text
/// points = spend · pointsPerSpend,  liability = points · pointValue · (1 − breakage)
/// return = (incrementalMargin − rewards − runningCost) / (rewards + runningCost)
/// ```
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite), also for a product beyond the largest number, and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for what is below 0 and for a breakage above 1.
///
/// # Example: a member who spends 2,000
/// ```
/// use clientele::loyalty::{ProgrammeFacts, loyalty_programme};
/// let found = loyalty_programme(&ProgrammeFacts {
///     spend: 2000.0,
///     points_per_spend: 1.0,
///     point_value: 0.01,
///     breakage: 0.2,
///     incremental_margin: Some(60.0),
///     rewards: None,
///     running_cost: Some(4.0),
/// })?;
/// assert_eq!((found.liability, found.return_on_investment), (16.0, Some(2.0)));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn loyalty_programme(facts: &ProgrammeFacts) -> Result<ProgrammeReturn> {
    check_amount(facts.spend, "spend", f64::MAX)?;
    check_amount(facts.points_per_spend, "pointsPerSpend", f64::MAX)?;
    check_amount(facts.point_value, "pointValue", f64::MAX)?;
    check_amount(facts.breakage, "breakage", 1.0)?;
    for (name, value) in [
        ("rewards", facts.rewards),
        ("runningCost", facts.running_cost),
    ] {
        if let Some(value) = value {
            check_amount(value, name, f64::MAX)?;
        }
    }
    if let Some(margin) = facts.incremental_margin {
        check_finite(margin, || "incrementalMargin".into())?;
    }
    let points = check_finite(facts.spend * facts.points_per_spend, || "spend".into())?;
    let liability = points * facts.point_value * (1.0 - facts.breakage);
    check_finite(liability, || "pointValue".into())?;
    let rewards = facts.rewards.unwrap_or(liability);
    let outlay = facts.running_cost.map(|cost| rewards + cost);
    if let Some(outlay) = outlay {
        check_finite(outlay, || "runningCost".into())?;
    }
    let both = facts.incremental_margin.zip(outlay);
    let net = both.map(|(margin, outlay)| margin - outlay);
    if let Some(net) = net {
        check_finite(net, || "incrementalMargin".into())?;
    }
    let found = net.zip(outlay).filter(|(_, outlay)| *outlay > 0.0);
    let reason = match (net, found) {
        (None, _) => Some("input_missing"),
        (_, None) => Some("no_outlay"),
        _ => None,
    };
    let mut hash = Fingerprint::default();
    hash.numbers(&[
        facts.spend,
        facts.points_per_spend,
        facts.point_value,
        facts.breakage,
        facts.incremental_margin.unwrap_or(f64::NAN),
        rewards,
        facts.running_cost.unwrap_or(f64::NAN),
    ]);
    Ok(ProgrammeReturn {
        points,
        liability,
        outlay,
        net,
        return_on_investment: found.map(|(net, outlay)| net / outlay),
        reason: reason.map(Into::into),
        provenance: Provenance::new("loyaltyProgramme", hash.finish())
            .with("rewardsFromLiability", facts.rewards.is_none()),
    })
}
