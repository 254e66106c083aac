//! Concentration: how much of the total few customers bring (二八法则).

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::statistics::gini;
use crate::numeric::tolerance::TIE;
use crate::numeric::vectors::dot;
use crate::numeric::vectors::shares;
use crate::plain::options;
use crate::plain::report;
use crate::segment::abc::ABC;
use crate::segment::abc::ABC_STRICT;
use crate::segment::classify::ClassifyOptions;
use crate::segment::classify::Codes;
use crate::segment::classify::classify_hashed;
use crate::segment::columns::CustomerColumns;
use crate::segment::curve::Cumulative;
use crate::segment::curve::CurvePoint;
use crate::segment::places::Ties;
use crate::segment::places::top_places;
use crate::segment::totals::ClassTotals;
use crate::segment::totals::class_totals;

/// The reason that there is nobody whose value is known.
pub const NO_CUSTOMERS: &str = "no_customers";

/// The reason that the values do not sum up to more than 0, so that nobody has a share.
pub const TOTAL_NOT_POSITIVE: &str = "total_not_positive";

/// The warning that some values are negative: curves by rank of value rise above 1, and measures of
/// inequality count these values as 0.
pub const NEGATIVE_VALUES: &str = "negative_values";

/// How concentration is reported.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ConcentrationOptions {
    /// The share of the customers that are the top; 0.2 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub top: f64,
    /// The share of the total whose bringers are counted; 0.8 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub target: f64,
    /// Whether the customer who crosses a line of ABC belongs to the lower class.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub strict: bool,
    /// The most points of a curve; 101 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub points: u32,
    /// How customers of the same value are ranked; `row` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub ties: Ties,
    /// The lines of ABC: `abcA`, `abcB`.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub thresholds: Thresholds,
}

options!(ConcentrationOptions {
    top => "top",
    target => "target",
    strict => "strict",
    points => "points",
    ties => "ties",
    thresholds => "thresholds",
});

impl Default for ConcentrationOptions {
    fn default() -> Self {
        Self {
            top: 0.2,
            target: 0.8,
            strict: false,
            points: 101,
            ties: Ties::Row,
            thresholds: Thresholds::default(),
        }
    }
}

impl ConcentrationOptions {
    fn check(&self) -> Result<()> {
        for (name, share) in [("top", self.top), ("target", self.target)] {
            if !(share > 0.0 && share <= 1.0) {
                let expected = "a share above 0, up to 1";
                return Err(Error::out_of_range(name.into(), share, expected));
            }
        }
        if !(2..=10_001).contains(&self.points) {
            let found = f64::from(self.points);
            let expected = "2 to 10001 points";
            return Err(Error::out_of_range("points".into(), found, expected));
        }
        Ok(())
    }
}

/// How much of the total few customers bring.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Concentration {
    /// How many customers have a value.
    pub customers: usize,
    /// How many have none.
    pub missing: usize,
    /// How many bring less than nothing.
    pub unprofitable: usize,
    /// What the shares say; none when `reason` says why.
    #[cfg_attr(feature = "full", tsify(type = "ConcentrationShares | null"))]
    pub shares: Option<ConcentrationShares>,
    /// A, B and C with what they bring.
    pub abc: Vec<ClassTotals>,
    /// Each customer's index among `abc`, −1 where there is none.
    #[cfg_attr(feature = "full", tsify(type = "Int8Array"))]
    pub codes: Codes,
    /// Why there are no shares: `no_customers`, `total_not_positive`.
    pub reason: Option<Caution>,
    /// What to mind: `negative_values`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(Concentration {
    customers => "customers",
    missing => "missing",
    unprofitable => "unprofitable",
    shares => "shares",
    abc => "abc",
    codes => "codes",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

/// The shares, curves and measures of concentration.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ConcentrationShares {
    /// How many customers are the top.
    pub top_customers: usize,
    /// The share of the total that the top brings; above 1 where others cost money.
    pub top_share: f64,
    /// The fewest customers who bring the target share.
    pub target_customers: usize,
    /// Their share of all customers.
    pub target_customer_share: f64,
    /// The Gini coefficient (基尼系数), 0 to 1.
    pub gini: f64,
    /// The Gini coefficient without the bias of few customers, G·n/(n − 1); none of one customer.
    pub gini_unbiased: Option<f64>,
    /// The Herfindahl-Hirschman index: the sum of the squared shares.
    pub herfindahl: f64,
    /// The number of equal customers of the same concentration: 1 / Herfindahl.
    pub effective_customers: f64,
    /// The highest point of the whale curve: what the customers who cost nothing bring, as a share of
    /// the total; 1 where nobody costs money.
    pub peak_share: f64,
    /// How many customers stand up to that point.
    pub peak_customers: usize,
    /// The Lorenz curve (洛伦兹曲线): the poorest customers first.
    pub lorenz: Vec<CurvePoint>,
    /// The whale curve (鲸鱼曲线): the best customers first.
    pub whale: Vec<CurvePoint>,
}

report!(ConcentrationShares {
    top_customers => "topCustomers",
    top_share => "topShare",
    target_customers => "targetCustomers",
    target_customer_share => "targetCustomerShare",
    gini => "gini",
    gini_unbiased => "giniUnbiased",
    herfindahl => "herfindahl",
    effective_customers => "effectiveCustomers",
    peak_share => "peakShare",
    peak_customers => "peakCustomers",
    lorenz => "lorenz",
    whale => "whale",
});

/// Returns how much of the total few customers bring.
///
/// `values`: what each customer brings, NaN where it is not known; `ids`, if there are any, decide the
/// order of equals, which is that of the rows otherwise. Negative values count in the total, the shares
/// and the whale curve; in the Gini coefficient, the Herfindahl index and the Lorenz curve, which are
/// of shares between 0 and 1, they count as 0, with a warning.
///
/// # Formula
/// ```text
/// v descending:  S(q) = Σ_{i ≤ ⌈qn⌉} vᵢ / Σ v      k(s) = min { k : Σ_{i ≤ k} vᵢ ≥ s Σ v }
/// v ascending:   G = 2 Σ i vᵢ / (n Σ v) − (n + 1)/n    unbiased G n/(n − 1)
/// HHI = Σ (vᵢ / Σ v)²    effective number 1 / HHI     peak = max_k Σ_{i ≤ k} vᵢ / Σ v
/// ```
///
/// # Errors
/// [`Error::NotFinite`] with the row of an infinite value, [`Error::LengthMismatch`] of the
/// identifiers, [`Error::OutOfRange`] of an option.
///
/// # Example: ten customers
/// ```
/// use clientele::segment::concentration::{ConcentrationOptions, concentration};
/// let profits = [5200.0, 3100.0, 1500.0, 900.0, 700.0, 500.0, 400.0, 300.0, 250.0, 150.0];
/// let found = concentration(&profits, None, &ConcentrationOptions::default())?;
/// let shares = found.shares.unwrap();
/// assert!((shares.top_share - 0.638462).abs() < 5e-7);
/// assert_eq!(shares.target_customers, 4);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Pareto (1896), *Cours d'économie politique*; Lorenz (1905), "Methods of measuring the concentration
/// of wealth", Publications of the American Statistical Association 9(70); Gini (1912), *Variabilità e
/// mutabilità*; Herfindahl (1950), *Concentration in the U.S. Steel Industry*; Kaplan & Narayanan
/// (2001), "Measuring and managing customer profitability", Journal of Cost Management 15(5): the
/// whale curve.
pub fn concentration(
    values: &[f64],
    ids: Option<&[f64]>,
    options: &ConcentrationOptions,
) -> Result<Concentration> {
    options.check()?;
    let n = values.len();
    let mut names = vec![String::from("value")];
    let mut bulk = values.to_vec();
    if let Some(ids) = ids {
        names.push("ids".into());
        bulk.extend(ids);
    }
    let input_hash = CustomerColumns::try_new(names, bulk, n)?.fingerprint();
    let found = Cumulative::of(values, ids);
    let unknown = || (vec![f64::NAN; n], vec![f64::NAN; n]);
    let by_row = found
        .as_ref()
        .map(|found| found.by_row(values, options.ties));
    let (mut shares, after) = by_row.unwrap_or_else(unknown);
    shares.extend(after);
    let names = ["shareBefore", "shareAfter"].map(String::from).to_vec();
    let columns = CustomerColumns::try_new(names, shares, n)?;
    let classifier = if options.strict { &ABC_STRICT } else { &ABC };
    let classify = ClassifyOptions {
        thresholds: options.thresholds,
        ties: options.ties,
    };
    let classes = classify_hashed(classifier, columns, &classify, input_hash.clone())?;
    let measure = CustomerColumns::try_new(vec!["value".into()], values.to_vec(), n)?;
    let known = values.iter().filter(|value| !value.is_nan()).count();
    let negative = values.iter().filter(|value| **value < 0.0).count();
    let reason = if known == 0 {
        Some(Caution::new(NO_CUSTOMERS))
    } else {
        found.is_none().then(|| Caution::new(TOTAL_NOT_POSITIVE))
    };
    let mut warnings = Vec::new();
    if negative > 0 {
        warnings.push(Caution::new(NEGATIVE_VALUES));
    }
    Ok(Concentration {
        customers: known,
        missing: n - known,
        unprofitable: negative,
        shares: found
            .as_ref()
            .map(|found| of_shares(values, found, options)),
        abc: class_totals(&classes.codes.0, classifier.classes, &measure)?,
        codes: classes.codes,
        reason,
        warnings,
        provenance: Provenance::new("concentration", input_hash)
            .with("top", options.top)
            .with("target", options.target)
            .with("strict", options.strict)
            .with("abcA", options.thresholds.abc_a)
            .with("abcB", options.thresholds.abc_b),
    })
}

fn of_shares(
    values: &[f64],
    found: &Cumulative,
    options: &ConcentrationOptions,
) -> ConcentrationShares {
    let n = found.order.len();
    let points = options.points as usize;
    let up_to = |count: usize| {
        let place = count.checked_sub(1);
        let share = place.and_then(|place| found.shares.get(place));
        share.copied().unwrap_or_default()
    };
    let top = top_places(options.top, n);
    let reached = found.shares.iter();
    let target = reached
        .take_while(|share| **share < options.target - TIE)
        .count();
    let mut peak = (0, 0.0);
    for (place, share) in found.shares.iter().enumerate() {
        if *share > peak.1 {
            peak = (place + 1, *share);
        }
    }
    let poorest: Vec<f64> = found
        .order
        .iter()
        .rev()
        .map(|row| values.get(*row).copied().unwrap_or_default().max(0.0))
        .collect();
    let gini = gini(&poorest).unwrap_or_default();
    let own = shares(&scaled(&poorest));
    let herfindahl = dot(&own, &own);
    let lorenz = Cumulative::in_order(&poorest, (0..n).collect());
    ConcentrationShares {
        top_customers: top,
        top_share: up_to(top),
        target_customers: (target + 1).min(n),
        target_customer_share: (target + 1).min(n) as f64 / n as f64,
        gini,
        gini_unbiased: (n > 1).then(|| gini * n as f64 / (n - 1) as f64),
        herfindahl,
        effective_customers: 1.0 / herfindahl,
        peak_share: peak.1,
        peak_customers: peak.0,
        lorenz: lorenz.map_or_else(Vec::new, |curve| curve.curve(points)),
        whale: found.curve(points),
    }
}

/// Returns values, the largest last, as shares of the largest.
fn scaled(values: &[f64]) -> Vec<f64> {
    let largest = values.last().copied().unwrap_or(1.0);
    values.iter().map(|value| value / largest).collect()
}
