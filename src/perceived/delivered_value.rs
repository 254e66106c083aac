//! Customer delivered value (顾客让渡价值): what an offer gives less what it takes.

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::MIN_COVERAGE;
use crate::index::composite::COVERAGE_TOO_LOW;
use crate::numeric::bounds::check_unit;
use crate::numeric::sum::CompensatedSum;
use crate::numeric::tolerance::TIE;
use crate::perceived::parts::RatingScale;
use crate::perceived::parts::blend;
use crate::perceived::parts::by_sign;
use crate::perceived::parts::check_known;
use crate::perceived::parts::check_some;
use crate::perceived::parts::input_hash;
use crate::plain::options;
use crate::plain::record;
use crate::plain::report;
use crate::plain::words;

/// What the parts of a value are measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum ValueUnit {
    /// Money, or its equivalent: parts add up.
    #[default]
    Money,
    /// Ratings of one scale: parts are averaged by their weights and put on the range 0 to 100.
    Rating,
}

words!(ValueUnit {
    Money => "money",
    Rating => "rating",
});

/// One benefit or one cost of an offer.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValuePart {
    /// Its name, such as `product`, `service`, `personnel`, `image`, or `monetary`, `time`,
    /// `energy`, `psychic`.
    pub name: String,
    /// How much it is, in money or as a rating; none when it is not known.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub amount: Option<f64>,
    /// How much it counts, from 0; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weight: Option<f64>,
    /// What it is measured in; as all the others unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub unit: Option<ValueUnit>,
    /// Instead of an amount of money, hours, which cost `hourly_value` each.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub hours: Option<f64>,
    /// What an hour is worth to the customer, in money.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub hourly_value: Option<f64>,
}

record!(ValuePart {
    name => "name",
    amount => "amount",
    weight => "weight",
    unit => "unit",
    hours => "hours",
    hourly_value => "hourlyValue",
});

/// An offer as a customer sees it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Offer {
    /// Its name.
    pub name: String,
    /// What the customer gets.
    pub benefits: Vec<ValuePart>,
    /// What the customer gives.
    pub costs: Vec<ValuePart>,
}

record!(Offer {
    name => "name",
    benefits => "benefits",
    costs => "costs",
});

/// How delivered value is computed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DeliveredValueOptions {
    /// What all parts are measured in; `money` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub unit: ValueUnit,
    /// The worst rating; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub lowest: f64,
    /// The best rating; 7 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub highest: f64,
    /// The share of the weights of ratings that must be known; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

impl Default for DeliveredValueOptions {
    fn default() -> Self {
        Self {
            unit: ValueUnit::Money,
            lowest: 1.0,
            highest: 7.0,
            min_coverage: MIN_COVERAGE,
        }
    }
}

options!(DeliveredValueOptions {
    unit => "unit",
    lowest => "lowest",
    highest => "highest",
    min_coverage => "minCoverage",
});

/// What an offer delivers.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct OfferValue {
    /// The offer.
    pub name: String,
    /// What the customer gets in all (顾客总价值).
    pub total_value: Option<f64>,
    /// What the customer gives in all (顾客总成本).
    pub total_cost: Option<f64>,
    /// The difference (让渡价值).
    pub delivered_value: Option<f64>,
    /// The ratio; none where the cost is not above 0.
    pub ratio: Option<f64>,
    /// The smaller share of the weights that is known, of benefits and of costs.
    pub coverage: f64,
    /// `delivered.positive`, `delivered.even` or `delivered.negative`.
    pub verdict: Option<Classification>,
    /// Why something is none: `part_missing`, `coverage_too_low` or `cost_not_positive`.
    pub reason: Option<String>,
}

report!(OfferValue {
    name => "name",
    total_value => "totalValue",
    total_cost => "totalCost",
    delivered_value => "deliveredValue",
    ratio => "ratio",
    coverage => "coverage",
    verdict => "verdict",
    reason => "reason",
});

/// What offers deliver, and which delivers most.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DeliveredValues {
    /// The offers in their order.
    pub offers: Vec<OfferValue>,
    /// The offers of the largest difference: more than one in a tie.
    pub best: Vec<String>,
    /// The offers of the largest ratio.
    pub best_ratio: Vec<String>,
    /// What to mind: `difference_and_ratio_disagree`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(DeliveredValues {
    offers => "offers",
    best => "best",
    best_ratio => "bestRatio",
    warnings => "warnings",
    provenance => "provenance",
});

/// The code of the reason that a sum of money has a part that is not known.
pub const PART_MISSING: &str = "part_missing";

/// The code of the reason that there is no ratio to a cost of nothing.
pub const COST_NOT_POSITIVE: &str = "cost_not_positive";

/// The code of the warning that another offer is the best by ratio than by difference.
pub const DIFFERENCE_AND_RATIO_DISAGREE: &str = "difference_and_ratio_disagree";

/// Returns what offers deliver: total value less total cost, and their ratio.
///
/// Sums of money need all their parts; ratings are averaged over what is known.
///
/// # Formula
/// ```text
/// money    TCV = Σ wᵢ bᵢ             TCC = Σ wⱼ cⱼ, time = hours · value of an hour
/// rating   TCV = Σ wᵢ pᵢ / Σ wᵢ      p = 100 (rating − lowest) / (highest − lowest)
/// CDV = TCV − TCC                    VR = TCV / TCC
/// ```
///
/// # Errors
/// [`Error::EmptyInput`] without offers or parts, [`Error::InvalidValue`] for names that are empty or
/// there twice and for parts in another unit than the others, [`Error::NotFinite`] and
/// [`Error::OutOfRange`] for ratings, hours and weights.
///
/// # Example: you give 17 more than you take
/// ```
/// use clientele::perceived::delivered_value::*;
/// let part = |name: &str, amount| ValuePart { name: name.into(), amount: Some(amount), ..ValuePart::default() };
/// let offer = Offer {
///     name: "ours".into(),
///     benefits: vec![part("product", 60.0), part("service", 20.0), part("personnel", 10.0), part("image", 10.0)],
///     costs: vec![part("monetary", 70.0), part("time", 8.0), part("energy", 5.0)],
/// };
/// let found = delivered_value(&[offer], &DeliveredValueOptions::default())?;
/// assert_eq!(found.offers[0].delivered_value, Some(17.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// * Kotler, P. (1994), *Marketing Management*, 8th ed., chapter 2: the difference.
/// * Zeithaml, V. A. (1988), "Consumer perceptions of price, quality, and value", Journal of Marketing
///   52(3): the trade-off, for which both are given.
pub fn delivered_value(
    offers: &[Offer],
    options: &DeliveredValueOptions,
) -> Result<DeliveredValues> {
    check_some(offers.len(), "offers")?;
    let scale = RatingScale::try_new(options.lowest, options.highest, "options")?;
    check_unit(options.min_coverage, "options.minCoverage")?;
    let names: Vec<String> = offers.iter().map(|offer| offer.name.clone()).collect();
    check_names(&names, "offers")?;
    let mut found = Vec::with_capacity(offers.len());
    for offer in offers {
        let path = format!("offers[{}]", offer.name);
        let value = total(&offer.benefits, scale, options, &format!("{path}.benefits"))?;
        let cost = total(&offer.costs, scale, options, &format!("{path}.costs"))?;
        found.push(of_offer(&offer.name, &value, &cost)?);
    }
    let best = best(&found, &|offer| offer.delivered_value);
    let best_ratio = self::best(&found, &|offer| offer.ratio);
    let mut warnings = Vec::new();
    if !best_ratio.is_empty() && !best.iter().any(|name| best_ratio.contains(name)) {
        warnings.push(Caution::new(DIFFERENCE_AND_RATIO_DISAGREE));
    }
    Ok(DeliveredValues {
        offers: found,
        best,
        best_ratio,
        warnings,
        provenance: Provenance::new("deliveredValue", input_hash(&[&offers, options])).with(
            "unit",
            match options.unit {
                ValueUnit::Money => "money",
                ValueUnit::Rating => "rating",
            },
        ),
    })
}

/// A sum of parts.
struct Sum {
    total: Option<f64>,
    coverage: f64,
    reason: Option<&'static str>,
}

fn of_offer(name: &str, value: &Sum, cost: &Sum) -> Result<OfferValue> {
    let (difference, ratio) = match (value.total, cost.total) {
        (Some(value), Some(cost)) => {
            check_finite(value - cost, || format!("offers[{name}]"))?;
            let ratio = (cost > 0.0).then(|| value / cost);
            (Some(value - cost), ratio.filter(|ratio| ratio.is_finite()))
        }
        _ => (None, None),
    };
    let unpriced = (difference.is_some() && ratio.is_none()).then_some(COST_NOT_POSITIVE);
    let size = value.total.unwrap_or_default().abs() + cost.total.unwrap_or_default().abs();
    let codes = ["delivered.negative", "delivered.even", "delivered.positive"];
    Ok(OfferValue {
        name: name.into(),
        total_value: value.total,
        total_cost: cost.total,
        delivered_value: difference,
        ratio,
        coverage: value.coverage.min(cost.coverage),
        verdict: difference.map(|difference| by_sign(difference, size, codes)),
        reason: value.reason.or(cost.reason).or(unpriced).map(Into::into),
    })
}

fn total(
    parts: &[ValuePart],
    scale: RatingScale,
    options: &DeliveredValueOptions,
    path: &str,
) -> Result<Sum> {
    check_some(parts.len(), path)?;
    let names: Vec<String> = parts.iter().map(|part| part.name.clone()).collect();
    check_names(&names, path)?;
    let (mut amounts, mut weights) = (Vec::new(), Vec::new());
    for part in parts {
        let path = format!("{path}[{}]", part.name);
        amounts.push(amount(part, scale, options.unit, &path)?);
        let weight = part.weight.unwrap_or(1.0);
        check_finite(weight, || format!("{path}.weight"))?;
        if weight < 0.0 {
            let path = format!("{path}.weight");
            return Err(Error::out_of_range(path, weight, "a weight from 0"));
        }
        weights.push(weight);
    }
    let least = match options.unit {
        ValueUnit::Money => 1.0,
        ValueUnit::Rating => options.min_coverage,
    };
    let found = blend(&amounts, &weights, least);
    Ok(match options.unit {
        ValueUnit::Money => {
            let mut sum = CompensatedSum::default();
            for (amount, weight) in amounts.iter().zip(&weights) {
                sum.add(weight * amount.unwrap_or_default());
            }
            let total = check_finite(sum.total(), || path.into())?;
            let complete = amounts.iter().all(Option::is_some);
            Sum {
                total: complete.then_some(total),
                coverage: found.coverage,
                reason: (!complete).then_some(PART_MISSING),
            }
        }
        ValueUnit::Rating => Sum {
            total: found.mean,
            coverage: found.coverage,
            reason: found.mean.is_none().then_some(COVERAGE_TOO_LOW),
        },
    })
}

/// Returns what a part comes to: money, or points of 100.
fn amount(
    part: &ValuePart,
    scale: RatingScale,
    unit: ValueUnit,
    path: &str,
) -> Result<Option<f64>> {
    if part.unit.is_some_and(|own| own != unit) {
        let expected = "the unit of all parts";
        return Err(Error::invalid(
            format!("{path}.unit"),
            "another unit",
            expected,
        ));
    }
    let hours = || format!("{path}.hours");
    check_known(part.amount, &|| format!("{path}.amount"))?;
    check_known(part.hours, &hours)?;
    check_known(part.hourly_value, &|| format!("{path}.hourlyValue"))?;
    match (part.amount, part.hours, unit) {
        (Some(_), Some(_), _) | (None, Some(_), ValueUnit::Rating) => {
            let expected = "left out where there is an amount or a rating";
            Err(Error::invalid(hours(), "hours", expected))
        }
        (None, Some(time), ValueUnit::Money) => {
            if time < 0.0 {
                return Err(Error::out_of_range(hours(), time, "hours from 0"));
            }
            Ok(part.hourly_value.map(|value| time * value))
        }
        (amount, None, ValueUnit::Money) => Ok(amount),
        (rating, None, ValueUnit::Rating) => {
            scale.check_known(rating, &|| format!("{path}.amount"))?;
            Ok(rating.map(|rating| scale.percent(rating)))
        }
    }
}

/// Returns the offers of the largest number, all of a tie.
fn best(offers: &[OfferValue], of: &dyn Fn(&OfferValue) -> Option<f64>) -> Vec<String> {
    let mut largest = f64::NEG_INFINITY;
    for value in offers.iter().filter_map(of) {
        largest = largest.max(value);
    }
    let mut best = Vec::new();
    for offer in offers {
        if of(offer).is_some_and(|value| value >= largest - TIE * largest.abs()) {
            best.push(offer.name.clone());
        }
    }
    best
}
