//! The service-profit chain (服务利润链): which link between employees, customers and growth is weakest.

use crate::data::caution::Caution;
use crate::data::decision_matrix::check_length;
use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::statistics::Correlation;
use crate::numeric::statistics::mean;
use crate::numeric::statistics::product;
use crate::numeric::statistics::sample_deviation;
use crate::numeric::statistics::unit_score;
use crate::numeric::tolerance::TIE;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::record;
use crate::plain::report;

/// Two measures of which the first is thought to move the second.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LinkedMeasures {
    /// The first measure.
    pub from: String,
    /// The second.
    pub to: String,
}

record!(LinkedMeasures {
    from => "from",
    to => "to",
});

/// How a chain is put together.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ChainOptions {
    /// The links; each measure to the next one unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub links: Vec<LinkedMeasures>,
    /// The thresholds.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub thresholds: Thresholds,
}

options!(ChainOptions {
    links => "links",
    thresholds => "thresholds",
});

/// How two measures go together.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ChainLink {
    /// The first measure.
    pub from: String,
    /// The second.
    pub to: String,
    /// Pearson's correlation, −1 to 1; none when `reason` says why.
    pub correlation: Option<f64>,
    /// How much the second rises with one unit of the first (least squares).
    pub slope: Option<f64>,
    /// The second where the first is 0.
    pub intercept: Option<f64>,
    /// How many units have both.
    pub units: f64,
    /// Why there is none: `link_constant`.
    pub reason: Option<String>,
}

report!(ChainLink {
    from => "from",
    to => "to",
    correlation => "correlation",
    slope => "slope",
    intercept => "intercept",
    units => "units",
    reason => "reason",
});

/// The links of a chain.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Chain {
    /// The links.
    pub links: Vec<ChainLink>,
    /// The link of the smallest correlation, the first of several; none where no link has one.
    pub weakest: Option<ChainLink>,
    /// What to mind: `few_units` for a link, and always `correlation_no_cause`.
    pub warnings: Vec<Caution>,
    /// How they were computed.
    pub provenance: Provenance,
}

report!(Chain {
    links => "links",
    weakest => "weakest",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns how the measures of units (branches, shops) go together along a chain.
///
/// `values`: unit by unit, one number for each of the `measures`, NaN where it is not known; a link
/// takes the units that have both.
///
/// # Formula
/// ```text
/// r = Σ (x − x̄)(y − ȳ) / √(Σ (x − x̄)² Σ (y − ȳ)²),  slope = r s_y / s_x,  intercept = ȳ − slope x̄
/// ```
///
/// # Errors
/// [`Error::InvalidValue`] for names that are empty or there twice and for a link to a measure that
/// there is not, [`Error::InsufficientData`] for fewer than two measures, [`Error::LengthMismatch`],
/// [`Error::NotFinite`] for an infinite number, as `data[2][profit]`.
///
/// # Example: two links, one weak
/// ```
/// use clientele::loyalty::{ChainOptions, service_profit_chain};
/// let measures = ["staff", "service", "profit"].map(str::to_owned);
/// let values = [1.0, 2.0, 5.0, 2.0, 4.0, 7.0, 3.0, 6.0, 6.0];
/// let found = service_profit_chain(&measures, &values, &ChainOptions::default())?;
/// assert!((found.links[0].correlation.unwrap_or_default() - 1.0).abs() < 1e-12);
/// assert_eq!(found.weakest.map(|link| link.to).as_deref(), Some("profit"));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Heskett, Jones, Loveman, Sasser & Schlesinger (1994), "Putting the service-profit chain to work",
/// Harvard Business Review 72(2); Storbacka, Strandvik & Grönroos (1994), "Managing customer
/// relationships for profit", International Journal of Service Industry Management 5(5), for the chain
/// from satisfaction over strength and length of the relationship to profit.
pub fn service_profit_chain(
    measures: &[String],
    values: &[f64],
    options: &ChainOptions,
) -> Result<Chain> {
    let width = measures.len();
    if width < 2 {
        return Err(Error::InsufficientData {
            path: "data".into(),
            found: width,
            needed: 2,
            hint: "a chain links two measures or more".into(),
        });
    }
    let thresholds = options.thresholds.check()?;
    check_names(measures, "criteria")?;
    let units = values.len().div_ceil(width);
    check_length("data", values.len(), units * width)?;
    let mut columns = vec![Vec::with_capacity(units); width];
    for (unit, row) in values.chunks(width).enumerate() {
        for ((value, column), name) in row.iter().zip(&mut columns).zip(measures) {
            if value.is_infinite() {
                let path = format!("data[{unit}][{name}]");
                return Err(Error::NotFinite { path });
            }
            column.push(*value);
        }
    }
    let place = |name: &str, path: &dyn Fn() -> String| {
        let place = measures.iter().position(|measure| measure == name);
        place.ok_or_else(|| Error::invalid(path(), name, "the name of a measure"))
    };
    let mut pairs = Vec::new();
    for (i, link) in options.links.iter().enumerate() {
        let from = place(&link.from, &|| format!("options.links[{i}].from"))?;
        let to = place(&link.to, &|| format!("options.links[{i}].to"))?;
        pairs.push((from, to));
    }
    if pairs.is_empty() {
        pairs.extend((1..width).map(|to| (to - 1, to)));
    }
    let mut links: Vec<ChainLink> = Vec::with_capacity(pairs.len());
    let mut warnings = vec![Caution::new("correlation_no_cause")];
    let mut weakest: Option<ChainLink> = None;
    for (from, to) in pairs {
        let ends = columns.get(from).zip(columns.get(to));
        let names = measures.get(from).zip(measures.get(to));
        let Some(((x, y), (from, to))) = ends.zip(names) else {
            continue;
        };
        let link = link(from, to, x, y);
        if link.units < thresholds.chain_units {
            warnings.push(Caution::about("few_units", &format!("{from} → {to}")));
        }
        let least = weakest.as_ref().and_then(|link| link.correlation);
        if link
            .correlation
            .is_some_and(|r| least.is_none_or(|least| r < least - TIE))
        {
            weakest = Some(link.clone());
        }
        links.push(link);
    }
    let mut hash = Fingerprint::default();
    for name in measures {
        hash.text(name);
    }
    hash.numbers(values);
    Ok(Chain {
        links,
        weakest,
        warnings,
        provenance: Provenance::new("serviceProfitChain", hash.finish())
            .with("correlation", "pearson")
            .with("missing", "pairwise"),
    })
}

fn link(from: &str, to: &str, x: &[f64], y: &[f64]) -> ChainLink {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for (x, y) in x.iter().zip(y) {
        if !(x.is_nan() || y.is_nan()) {
            first.push(*x);
            second.push(*y);
        }
    }
    let scores = unit_score(&first, Correlation::Pearson)
        .zip(unit_score(&second, Correlation::Pearson))
        .filter(|_| first.len() >= 2);
    let correlation = scores.map(|(x, y)| product(&x, &y));
    let slope = correlation.and_then(|r| {
        let (x, y) = sample_deviation(&first).zip(sample_deviation(&second))?;
        Some(r * y / x).filter(|slope| slope.is_finite())
    });
    let intercept = slope.and_then(|slope| {
        let (x, y) = mean(&first).zip(mean(&second))?;
        Some(y - slope * x).filter(|at| at.is_finite())
    });
    ChainLink {
        from: from.into(),
        to: to.into(),
        correlation,
        slope,
        intercept,
        units: first.len() as f64,
        reason: correlation.is_none().then(|| "link_constant".into()),
    }
}
