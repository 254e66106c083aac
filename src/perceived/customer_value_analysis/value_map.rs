//! The value map: brands by relative quality and relative price, and the line of fair value.

use crate::data::classification::Classification;
use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::bounds::check_unit;
use crate::numeric::tolerance::TIE;
use crate::numeric::vectors::dot;
use crate::numeric::vectors::each;
use crate::numeric::vectors::sum;
use crate::perceived::parts::by_sign;
use crate::perceived::parts::check_some;
use crate::perceived::parts::input_hash;
use crate::plain::options;
use crate::plain::record;
use crate::plain::report;
use crate::plain::words;

/// A brand on the map.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValueBrand {
    /// Its name.
    pub name: String,
    /// Its relative quality, such as MPQ; 1 is par.
    pub quality: f64,
    /// Its relative price; 1 is par.
    pub price: f64,
}

record!(ValueBrand {
    name => "name",
    quality => "quality",
    price => "price",
});

/// Where the line of fair value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum FairValueLine {
    /// Through (1, 1) with the weight of quality by that of price as its slope.
    #[default]
    Weights,
    /// Through the brands by least squares.
    LeastSquares,
}

words!(FairValueLine {
    Weights => "weights",
    LeastSquares => "leastSquares",
});

/// How a value map is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValueMapOptions {
    /// The weight p of quality against price, 0 to 1; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub quality_weight: f64,
    /// Where the line comes from; `weights` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub line: FairValueLine,
}

impl Default for ValueMapOptions {
    fn default() -> Self {
        Self {
            quality_weight: 0.5,
            line: FairValueLine::Weights,
        }
    }
}

options!(ValueMapOptions {
    quality_weight => "qualityWeight",
    line => "line",
});

/// One brand, and what it is worth.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct MappedBrand {
    /// The brand.
    pub name: String,
    /// Its relative quality.
    pub quality: f64,
    /// Its relative price.
    pub price: f64,
    /// The relative price on the line of fair value.
    pub fair_price: Option<f64>,
    /// The fair price less the price: above 0 is better value.
    pub advantage: Option<f64>,
    /// `gale.better`, `gale.fair` or `gale.worse`.
    pub verdict: Option<Classification>,
    /// `gale.outstanding`, `gale.premium`, `gale.economy` or `gale.poor`.
    pub position: Classification,
}

report!(MappedBrand {
    name => "name",
    quality => "quality",
    price => "price",
    fair_price => "fairPrice",
    advantage => "advantage",
    verdict => "verdict",
    position => "position",
});

/// price = intercept + slope · quality.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValueLine {
    /// The fair price at a quality of 0.
    pub intercept: f64,
    /// How much a point of quality is worth.
    pub slope: f64,
}

report!(ValueLine {
    intercept => "intercept",
    slope => "slope",
});

/// A value map.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValueMap {
    /// The brands in their order.
    pub brands: Vec<MappedBrand>,
    /// The line of fair value; none when `reason` says why.
    pub line: Option<ValueLine>,
    /// Why there is no line: `vertical_line` where only quality counts, or where all brands have the
    /// same quality; `few_brands` for fewer than three.
    pub reason: Option<String>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(ValueMap {
    brands => "brands",
    line => "line",
    reason => "reason",
    provenance => "provenance",
});

/// A line through fewer brands says nothing of them.
const LEAST_BRANDS: usize = 3;

/// Draws brands by relative quality and relative price, and holds them against the line of fair value.
///
/// # Formula
/// ```text
/// fair price = 1 + p / (1 − p) · (quality − 1), or by least squares    advantage = fair price − price
/// ```
/// At (1, 1) the quadrants meet; a quality of 1 counts as higher and a price of 1 as lower, which is our
/// choice.
///
/// # Errors
/// [`Error::EmptyInput`] without brands, [`Error::InvalidValue`] for names, [`Error::NotFinite`], and
/// [`Error::OutOfRange`] for a weight that is no share and for a quality or a price not above 0.
///
/// # Example: quality that is worth its price
/// ```
/// use clientele::perceived::customer_value_analysis::*;
/// let brand = ValueBrand { name: "ours".into(), quality: 1.08, price: 1.05 };
/// let options = ValueMapOptions { quality_weight: 0.6, ..ValueMapOptions::default() };
/// let found = value_map(&[brand], &options)?;
/// assert!((found.brands[0].fair_price.unwrap_or_default() - 1.12).abs() < 1e-12);
/// assert_eq!(found.brands[0].position.code, "gale.premium");
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Gale, B. T. (1994), *Managing Customer Value*, chapter 9.
pub fn value_map(brands: &[ValueBrand], options: &ValueMapOptions) -> Result<ValueMap> {
    check_some(brands.len(), "brands")?;
    check_unit(options.quality_weight, "options.qualityWeight")?;
    let names: Vec<String> = brands.iter().map(|brand| brand.name.clone()).collect();
    check_names(&names, "brands")?;
    for brand in brands {
        for (value, field) in [(brand.quality, "quality"), (brand.price, "price")] {
            let path = || format!("brands[{}].{field}", brand.name);
            check_finite(value, path)?;
            if value <= 0.0 {
                return Err(Error::out_of_range(path(), value, "a number above 0"));
            }
        }
    }
    let (line, reason) = match options.line {
        FairValueLine::Weights => match slope(options.quality_weight) {
            Some(slope) => (
                Some(ValueLine {
                    intercept: 1.0 - slope,
                    slope,
                }),
                None,
            ),
            None => (None, Some("vertical_line")),
        },
        FairValueLine::LeastSquares if brands.len() < LEAST_BRANDS => (None, Some("few_brands")),
        FairValueLine::LeastSquares => match least_squares(brands) {
            Some(line) => (Some(line), None),
            None => (None, Some("vertical_line")),
        },
    };
    let mut found = Vec::with_capacity(brands.len());
    for brand in brands {
        let fair_price = match options.line {
            FairValueLine::Weights => fair_price(brand.quality, options.quality_weight),
            FairValueLine::LeastSquares => {
                line.map(|line| line.intercept + line.slope * brand.quality)
            }
        };
        let advantage = fair_price.map(|fair| fair - brand.price);
        found.push(MappedBrand {
            name: brand.name.clone(),
            quality: brand.quality,
            price: brand.price,
            fair_price,
            advantage,
            verdict: advantage.map(|advantage| {
                let codes = ["gale.worse", "gale.fair", "gale.better"];
                by_sign(advantage, brand.price, codes)
            }),
            position: position(brand.quality, brand.price),
        });
    }
    Ok(ValueMap {
        brands: found,
        line,
        reason: reason.map(Into::into),
        provenance: Provenance::new("valueMap", input_hash(&[&brands, options]))
            .with("qualityWeight", options.quality_weight)
            .with(
                "line",
                match options.line {
                    FairValueLine::Weights => "weights",
                    FairValueLine::LeastSquares => "leastSquares",
                },
            ),
    })
}

/// Returns the slope of the line of fair value; none where only quality counts.
fn slope(p: f64) -> Option<f64> {
    (p < 1.0).then(|| p / (1.0 - p))
}

/// Returns the relative price that a relative quality is worth; none where only quality counts.
pub(super) fn fair_price(quality: f64, p: f64) -> Option<f64> {
    slope(p).map(|slope| 1.0 + slope * (quality - 1.0))
}

/// Returns the quadrant of the map.
pub(super) fn position(quality: f64, price: f64) -> Classification {
    let code = match (quality >= 1.0 - TIE, price <= 1.0 + TIE) {
        (true, true) => "gale.outstanding",
        (true, false) => "gale.premium",
        (false, true) => "gale.economy",
        (false, false) => "gale.poor",
    };
    Classification::new(code)
        .because("quality", quality)
        .because("price", price)
        .beyond("par", 1.0)
}

/// Returns the line through brands by least squares; none where all have the same quality.
fn least_squares(brands: &[ValueBrand]) -> Option<ValueLine> {
    let n = brands.len() as f64;
    let quality: Vec<f64> = brands.iter().map(|brand| brand.quality).collect();
    let price: Vec<f64> = brands.iter().map(|brand| brand.price).collect();
    let (across, up) = (sum(&quality) / n, sum(&price) / n);
    let x = each(&quality, &|value| value - across);
    let y = each(&price, &|value| value - up);
    let spread = dot(&x, &x);
    let slope = dot(&x, &y) / spread;
    let varies = spread > TIE * TIE * across * across;
    (varies && slope.is_finite()).then_some(ValueLine {
        intercept: up - slope * across,
        slope,
    })
}
