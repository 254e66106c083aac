//! Relative quality, relative price and customer value.

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
use crate::numeric::shares::WEIGHTS_SCALED;
use crate::numeric::shares::shares_of;
use crate::perceived::customer_value_analysis::value_map::fair_price;
use crate::perceived::customer_value_analysis::value_map::position;
use crate::perceived::parts::blend;
use crate::perceived::parts::check_known;
use crate::perceived::parts::check_some;
use crate::perceived::parts::input_hash;
use crate::perceived::parts::mean_known;
use crate::plain::options;
use crate::plain::record;
use crate::plain::report;

/// How customers rate one attribute, of us and of competitors, on one scale from 0.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RatedAttribute {
    /// The attribute.
    pub name: String,
    /// How much it counts, from 0, such as its points of 100.
    pub weight: f64,
    /// Our rating.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub own: Option<f64>,
    /// The ratings of competitors, of which the mean counts.
    pub competitors: Vec<Option<f64>>,
}

record!(RatedAttribute {
    name => "name",
    weight => "weight",
    own => "own",
    competitors => "competitors",
});

/// The price: what is paid, or how satisfied customers are with it.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RatedPrice {
    /// Our price.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub own: Option<f64>,
    /// The mean price of the market.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub market: Option<f64>,
    /// Instead of prices, attributes of price with how satisfied customers are with each.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub attributes: Option<Vec<RatedAttribute>>,
}

record!(RatedPrice {
    own => "own",
    market => "market",
    attributes => "attributes",
});

/// How customer value is computed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CustomerValueOptions {
    /// The weight p of quality against price, 0 to 1; 0.5 unless told, which is our choice: ask
    /// customers.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub quality_weight: f64,
    /// Whether to give the literal form of Chinese textbooks too, which adds relative price where
    /// price competitiveness belongs, and so rewards being dear. No unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub literal: bool,
    /// The share of the weights that must be known; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

impl Default for CustomerValueOptions {
    fn default() -> Self {
        Self {
            quality_weight: 0.5,
            literal: false,
            min_coverage: MIN_COVERAGE,
        }
    }
}

options!(CustomerValueOptions {
    quality_weight => "qualityWeight",
    literal => "literal",
    min_coverage => "minCoverage",
});

/// One attribute against competitors.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RelativeAttribute {
    /// The attribute.
    pub name: String,
    /// Its weight as given, scaled to sum to 1.
    pub weight: f64,
    /// Our rating by the mean of the competitors'; 1 is par, none where a rating is missing.
    pub ratio: Option<f64>,
}

report!(RelativeAttribute {
    name => "name",
    weight => "weight",
    ratio => "ratio",
});

/// What customers get from us, relative to competitors.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CustomerValue {
    /// Customer value: 1 is par with the competition, more is better.
    pub value: Option<f64>,
    /// Market-perceived quality (MPQ): 1 is par, more is better.
    pub quality: Option<f64>,
    /// Relative price, the axis of the value map: 1 is par, more is dearer.
    pub relative_price: Option<f64>,
    /// Price competitiveness: 1 is par, more is better.
    pub price_competitiveness: Option<f64>,
    /// The literal form, where asked for: not a score to improve.
    pub literal_value: Option<f64>,
    /// The relative price that our quality is worth.
    pub fair_price: Option<f64>,
    /// The fair price less the relative price: above 0 is better value than the market's.
    pub advantage: Option<f64>,
    /// Where we stand on the map: `gale.outstanding`, `gale.premium`, `gale.economy` or `gale.poor`.
    pub position: Option<Classification>,
    /// The attributes of quality.
    pub quality_attributes: Vec<RelativeAttribute>,
    /// The attributes of price, as ratios of satisfaction.
    pub price_attributes: Vec<RelativeAttribute>,
    /// The share of the weights of quality that is known.
    pub coverage: f64,
    /// Why something is none: `coverage_too_low`, `price_missing` or `vertical_line`.
    pub reason: Option<String>,
    /// What to mind: `weights_scaled` for weights that sum neither to 1 nor to 100, `price_literal`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(CustomerValue {
    value => "value",
    quality => "quality",
    relative_price => "relativePrice",
    price_competitiveness => "priceCompetitiveness",
    literal_value => "literalValue",
    fair_price => "fairPrice",
    advantage => "advantage",
    position => "position",
    quality_attributes => "qualityAttributes",
    price_attributes => "priceAttributes",
    coverage => "coverage",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns customer value from ratings of quality and from prices or ratings of price.
///
/// # Formula
/// ```text
/// MPQ = Σ wᵢ ownᵢ / compᵢ                     comp the mean of the competitors
/// relative price = own price / market price,  or Σ wⱼ compⱼ / ownⱼ of satisfaction with price
/// price competitiveness = 1 / relative price, or Σ wⱼ ownⱼ / compⱼ
/// CV = p · MPQ + (1 − p) · price competitiveness
/// literal form = p · MPQ + (1 − p) · relative price
/// fair price = 1 + p / (1 − p) · (MPQ − 1)
/// ```
/// Textbooks that pass Gale's method on divide the competitors' satisfaction with price by ours and add
/// that: a firm that becomes dearer gains. That ratio is relative price, the axis of the map; what
/// belongs into the sum is its counterpart. The line follows from Gale's definition of fair value, whose
/// slope is the weight of quality by that of price.
///
/// # Errors
/// [`Error::EmptyInput`] without attributes, [`Error::InvalidValue`] for names and for prices together
/// with ratings of price, [`Error::NotFinite`], and [`Error::OutOfRange`] for weights, ratings below 0,
/// and for competitors or a price of 0, by which nothing can be divided.
///
/// # Example: better quality at a higher price
/// ```
/// use clientele::perceived::customer_value_analysis::*;
/// let quality = [RatedAttribute {
///     name: "taste".into(), weight: 100.0, own: Some(9.0), competitors: vec![Some(8.0), Some(7.0)],
/// }];
/// let price = RatedPrice { own: Some(10.5), market: Some(10.0), attributes: None };
/// let options = CustomerValueOptions { quality_weight: 0.6, ..CustomerValueOptions::default() };
/// let found = customer_value_analysis(&quality, &price, &options)?;
/// assert_eq!((found.quality, found.relative_price), (Some(1.2), Some(1.05)));
/// assert!((found.advantage.unwrap_or_default() - 0.25).abs() < 1e-12); // worth 1.3, sold for 1.05
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Gale, B. T. (1994), *Managing Customer Value*, chapters 2 and 9.
pub fn customer_value_analysis(
    quality: &[RatedAttribute],
    price: &RatedPrice,
    options: &CustomerValueOptions,
) -> Result<CustomerValue> {
    check_unit(options.quality_weight, "options.qualityWeight")?;
    check_unit(options.min_coverage, "options.minCoverage")?;
    let mut warnings = Vec::new();
    let own = ratios(
        quality,
        "quality",
        true,
        options.min_coverage,
        &mut warnings,
    )?;
    let priced = priced(price, options, &mut warnings)?;
    let p = options.quality_weight;
    let weighed = |price: Option<f64>| {
        // What does not count need not be known.
        let price = if p >= 1.0 { Some(0.0) } else { price };
        let quality = if p <= 0.0 { Some(0.0) } else { own.mean };
        quality
            .zip(price)
            .map(|(quality, price)| p * quality + (1.0 - p) * price)
    };
    let literal_value = if options.literal {
        warnings.push(Caution::new("price_literal"));
        weighed(priced.relative)
    } else {
        None
    };
    let fair = own.mean.and_then(|quality| fair_price(quality, p));
    let reason = match (own.mean, priced.relative) {
        (None, _) => Some(COVERAGE_TOO_LOW),
        (_, None) => Some(priced.reason),
        _ if fair.is_none() => Some("vertical_line"),
        _ => None,
    };
    Ok(CustomerValue {
        value: weighed(priced.competitiveness),
        quality: own.mean,
        relative_price: priced.relative,
        price_competitiveness: priced.competitiveness,
        literal_value,
        fair_price: fair,
        advantage: fair.zip(priced.relative).map(|(fair, price)| fair - price),
        position: own
            .mean
            .zip(priced.relative)
            .map(|(quality, price)| position(quality, price)),
        quality_attributes: own.attributes,
        price_attributes: priced.attributes,
        coverage: own.coverage,
        reason: reason.map(Into::into),
        warnings,
        provenance: Provenance::new(
            "customerValueAnalysis",
            input_hash(&[&quality, price, options]),
        )
        .with("qualityWeight", p)
        .with("literal", options.literal),
    })
}

/// Weighted ratios.
struct Ratios {
    mean: Option<f64>,
    coverage: f64,
    attributes: Vec<RelativeAttribute>,
}

/// The price against the market's.
struct Priced {
    relative: Option<f64>,
    competitiveness: Option<f64>,
    attributes: Vec<RelativeAttribute>,
    reason: &'static str,
}

/// Returns ratios of own by competitors, or, for the price axis, of competitors by own.
fn ratios(
    rated: &[RatedAttribute],
    path: &str,
    own_first: bool,
    least: f64,
    warnings: &mut Vec<Caution>,
) -> Result<Ratios> {
    check_some(rated.len(), path)?;
    let names: Vec<String> = rated.iter().map(|own| own.name.clone()).collect();
    check_names(&names, path)?;
    let given: Vec<f64> = rated.iter().map(|own| own.weight).collect();
    let weights = shares_of(&given, &format!("{path}.weight"), &|i| {
        format!("{path}[{}].weight", names.get(i).map_or("", |name| name))
    })?;
    let points: f64 = given.iter().sum();
    if own_first && weights.scaled && (points - 100.0).abs() > 1e-6 {
        warnings.push(Caution::about(WEIGHTS_SCALED, path));
    }
    let (mut values, mut attributes) = (Vec::new(), Vec::new());
    for (own, weight) in rated.iter().zip(&weights.weights) {
        let path = format!("{path}[{}]", own.name);
        let ratio = ratio(own, own_first, &path)?;
        values.push(ratio);
        attributes.push(RelativeAttribute {
            name: own.name.clone(),
            weight: *weight,
            ratio,
        });
    }
    let found = blend(&values, &weights.weights, least);
    Ok(Ratios {
        mean: found.mean,
        coverage: found.coverage,
        attributes,
    })
}

fn ratio(rated: &RatedAttribute, own_first: bool, path: &str) -> Result<Option<f64>> {
    let own_path = || format!("{path}.own");
    check_known(rated.own, &own_path)?;
    for (i, value) in rated.competitors.iter().enumerate() {
        check_known(*value, &|| format!("{path}.competitors[{i}]"))?;
        if let Some(value) = *value
            && value < 0.0
        {
            let path = format!("{path}.competitors[{i}]");
            return Err(Error::out_of_range(path, value, "a rating from 0"));
        }
    }
    let others = mean_known(&rated.competitors);
    if let Some(others) = others
        && others <= 0.0
    {
        let path = format!("{path}.competitors");
        return Err(Error::out_of_range(path, others, "a mean above 0"));
    }
    if let Some(own) = rated.own
        && (own < 0.0 || (own <= 0.0 && !own_first))
    {
        let expected = if own_first {
            "a rating from 0"
        } else {
            "a rating above 0"
        };
        return Err(Error::out_of_range(own_path(), own, expected));
    }
    let Some((own, others)) = rated.own.zip(others) else {
        return Ok(None);
    };
    let ratio = if own_first {
        own / others
    } else {
        others / own
    };
    check_finite(ratio, own_path).map(Some)
}

fn priced(
    price: &RatedPrice,
    options: &CustomerValueOptions,
    warnings: &mut Vec<Caution>,
) -> Result<Priced> {
    for (value, name) in [(price.own, "own"), (price.market, "market")] {
        let path = || format!("price.{name}");
        check_known(value, &path)?;
        if let Some(value) = value {
            if value <= 0.0 {
                return Err(Error::out_of_range(path(), value, "a price above 0"));
            }
            if price.attributes.is_some() {
                let expected = "left out where price is rated";
                return Err(Error::invalid(path(), "a price", expected));
            }
        }
    }
    let Some(rated) = &price.attributes else {
        let ratio = price.own.zip(price.market);
        let relative = ratio.map(|(own, market)| own / market);
        check_known(relative, &|| "price.own".into())?;
        return Ok(Priced {
            relative,
            competitiveness: ratio.map(|(own, market)| market / own),
            attributes: Vec::new(),
            reason: "price_missing",
        });
    };
    let path = "price.attributes";
    let axis = ratios(rated, path, false, options.min_coverage, warnings)?;
    let benefit = ratios(rated, path, true, options.min_coverage, warnings)?;
    Ok(Priced {
        relative: axis.mean,
        competitiveness: benefit.mean,
        attributes: benefit.attributes,
        reason: COVERAGE_TOO_LOW,
    })
}
