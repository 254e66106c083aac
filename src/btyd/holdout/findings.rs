//! What the data lack for a purchase model.

use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::holdout::HoldoutData;
use crate::btyd::holdout::report::check;
use crate::error::Result;
use crate::numeric::accuracy::correlation;
use crate::numeric::quantile::quantiles;
use crate::plain::options;
use crate::plain::record;
use crate::plain::words;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Severity {
    /// The results hold, but read them with care.
    Caution,
    /// The model does not suit the data: do not use the results.
    Unsuited,
}

words!(Severity {
    Caution => "caution",
    Unsuited => "unsuited",
});

/// Declares the findings with their codes.
macro_rules! finding_codes {
    ($( $(#[doc = $doc:literal])* $variant:ident = $code:literal ),* $(,)?) => {
        /// What can be wrong with the data.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "full", derive(tsify::Tsify))]
        pub enum FindingCode {
            $( $(#[doc = $doc])* #[cfg_attr(feature = "serde", serde(rename = $code))] $variant ),*
        }

        impl FindingCode {
            /// All codes, in the order in which findings are listed.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the stable code, which is a key of the label table.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }

        words!(FindingCode { $($variant => $code),* });
    };
}

finding_codes! {
    /// Fewer customers than the limit; the value is their number.
    FewCustomers = "few_customers",
    /// Fewer customers with a repeat purchase than the limit; the value is their number.
    FewRepeaters = "few_repeaters",
    /// The longest T is too few times the median gap between purchases; the value is how many.
    WindowTooShort = "window_too_short",
    /// Too many customers were seen on their first day only; the value is their share.
    SeenOnce = "seen_once",
    /// Customers who bought more often than there were opportunities; the value is their number.
    MorePurchasesThanPeriods = "more_purchases_than_periods",
    /// Spend moves with frequency, against the assumption of Gamma-Gamma; the value is Pearson's
    /// correlation among customers with a repeat purchase.
    SpendCorrelated = "spend_correlated",
    /// The holdout is too few times the median gap between purchases; the value is how many.
    HoldoutTooShort = "holdout_too_short",
    /// Fewer purchases in the holdout than the limit; the value is their number.
    FewHoldoutPurchases = "few_holdout_purchases",
    /// The holdout ends after the last order of all by more than the longest time between two days with
    /// orders, the limit: what came then is not in the data, and counts as nothing. The value is by how
    /// much, both in the unit of the ages.
    HoldoutAfterLastOrder = "holdout_after_last_order",
}

/// Something that is wrong with the data, in numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Finding {
    /// What it is.
    pub code: FindingCode,
    /// How much it weighs.
    pub severity: Severity,
    /// What was found.
    pub value: f64,
    /// The limit that it breaks.
    pub limit: f64,
}

record!(Finding {
    code => "code",
    severity => "severity",
    value => "value",
    limit => "limit",
});

/// From where on something is wrong with the data.
///
/// The literature gives no limits: all defaults are our own choice, on the cautious side.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct QualityLimits {
    /// At least so many customers; 100 by default.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub customers: f64,
    /// At least so many customers with a repeat purchase; 50 by default.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub repeaters: f64,
    /// The longest T is at least so many median gaps between purchases; 2 by default.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub window_gaps: f64,
    /// At most this share of the customers was seen on their first day only; 0.1 by default.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub seen_once: f64,
    /// Spend and frequency are correlated by at most this, either way; 0.2 by default.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub spend_correlation: f64,
    /// The holdout is at least so many median gaps between purchases; 1 by default.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub holdout_gaps: f64,
    /// At least so many purchases in the holdout; 30 by default.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub holdout_purchases: f64,
}

impl Default for QualityLimits {
    fn default() -> Self {
        Self {
            customers: 100.0,
            repeaters: 50.0,
            window_gaps: 2.0,
            seen_once: 0.1,
            spend_correlation: 0.2,
            holdout_gaps: 1.0,
            holdout_purchases: 30.0,
        }
    }
}

options!(QualityLimits {
    customers => "customers",
    repeaters => "repeaters",
    window_gaps => "windowGaps",
    seen_once => "seenOnce",
    spend_correlation => "spendCorrelation",
    holdout_gaps => "holdoutGaps",
    holdout_purchases => "holdoutPurchases",
});

/// Returns what is wrong with the data for a kind of model, in the order of [`FindingCode::ALL`].
///
/// A gap is the mean time between the purchases of one customer, `recency/frequency`; their median
/// is over the customers with a repeat purchase, and without one nothing is said of gaps.
///
/// # Errors
/// Those of [`crate::btyd::holdout::holdout_report`].
///
/// # Example: two customers are no base for a model
/// ```
/// use clientele::btyd::holdout::{FindingCode, HoldoutData, QualityLimits, data_quality};
/// use clientele::btyd::{ModelKind, PurchaseColumns};
/// let data = HoldoutData {
///     columns: PurchaseColumns {
///         frequency: &[2.0, 0.0],
///         recency: &[30.43, 0.0],
///         age: &[38.86, 38.86],
///         weights: None,
///     },
///     purchases: &[1.0, 0.0],
///     length: 39.0,
///     monetary_value: None,
///     reach: None,
/// };
/// let findings = data_quality(ModelKind::BgNbd, &data, &QualityLimits::default())?;
/// assert_eq!((findings[0].code, findings[0].value), (FindingCode::FewCustomers, 2.0));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn data_quality(
    kind: ModelKind,
    data: &HoldoutData<'_>,
    limits: &QualityLimits,
) -> Result<Vec<Finding>> {
    use FindingCode as Code;
    check(data)?;
    let columns = &data.columns;
    let mut list = List(fit_quality(kind, columns, data.monetary_value, limits)?);
    if let Some(gap) = median_gap(columns)? {
        let gaps = data.length / gap;
        list.at_least(Code::HoldoutTooShort, gaps, limits.holdout_gaps);
    }
    let bought = data.purchases.iter().sum();
    list.at_least(Code::FewHoldoutPurchases, bought, limits.holdout_purchases);
    if let Some(reach) = data.reach {
        let limit = reach.longest_pause;
        list.at_most(Code::HoldoutAfterLastOrder, reach.unseen, limit);
    }
    Ok(list.0)
}

/// Returns what is wrong with the data that a model is fitted to, where there is no holdout period:
/// [`data_quality`] but for its last three findings.
///
/// `monetary_value`: mean amount of the repeat purchases of each customer.
///
/// # Errors
/// What [`PurchaseColumns::validate`] rejects.
///
/// # Example: one customer
/// ```
/// use clientele::btyd::holdout::{FindingCode, QualityLimits, fit_quality};
/// use clientele::btyd::{ModelKind, PurchaseColumns};
/// let columns = PurchaseColumns {
///     frequency: &[2.0],
///     recency: &[30.43],
///     age: &[38.86],
///     weights: None,
/// };
/// let limits = QualityLimits::default();
/// let findings = fit_quality(ModelKind::BgNbd, &columns, None, &limits)?;
/// assert_eq!(findings[1].code, FindingCode::FewRepeaters);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn fit_quality(
    kind: ModelKind,
    columns: &PurchaseColumns<'_>,
    monetary_value: Option<&[f64]>,
    limits: &QualityLimits,
) -> Result<Vec<Finding>> {
    use FindingCode as Code;
    let n = columns.validate()? as f64;
    let count = |test: &dyn Fn(f64, f64) -> bool| {
        let rows = columns.frequency.iter().zip(columns.age);
        rows.filter(|(x, age)| test(**x, **age)).count() as f64
    };
    let mut list = List(Vec::new());
    list.at_least(Code::FewCustomers, n, limits.customers);
    let repeaters = count(&|x, _| x > 0.0);
    list.at_least(Code::FewRepeaters, repeaters, limits.repeaters);
    let oldest = columns.age.iter().copied().fold(0.0, f64::max);
    if let Some(gap) = median_gap(columns)? {
        list.at_least(Code::WindowTooShort, oldest / gap, limits.window_gaps);
    }
    let seen_once = count(&|_, age| age <= 0.0) / n.max(1.0);
    list.at_most(Code::SeenOnce, seen_once, limits.seen_once);
    if kind.is_discrete() {
        let excess = count(&|x, age| x > age);
        list.at_most(Code::MorePurchasesThanPeriods, excess, 0.0);
    }
    if let Some(found) = spend_correlation(columns, monetary_value)?
        && found.abs() > limits.spend_correlation
    {
        list.add(Code::SpendCorrelated, found, limits.spend_correlation);
    }
    Ok(list.0)
}

struct List(Vec<Finding>);

impl List {
    fn add(&mut self, code: FindingCode, value: f64, limit: f64) {
        let severity = match code {
            FindingCode::MorePurchasesThanPeriods | FindingCode::HoldoutAfterLastOrder => {
                Severity::Unsuited
            }
            _ => Severity::Caution,
        };
        self.0.push(Finding {
            code,
            severity,
            value,
            limit,
        });
    }

    fn at_least(&mut self, code: FindingCode, value: f64, limit: f64) {
        if value < limit {
            self.add(code, value, limit);
        }
    }

    fn at_most(&mut self, code: FindingCode, value: f64, limit: f64) {
        if value > limit {
            self.add(code, value, limit);
        }
    }
}

/// The median over the repeaters of the mean time between purchases; none without a repeater.
fn median_gap(columns: &PurchaseColumns<'_>) -> Result<Option<f64>> {
    let rows = columns.frequency.iter().zip(columns.recency);
    let gaps: Vec<f64> = rows
        .filter(|(x, _)| **x > 0.0)
        .map(|(x, last)| last / x)
        .collect();
    if gaps.is_empty() {
        return Ok(None);
    }
    Ok(quantiles(&gaps, &[0.5])?.first().copied())
}

/// Pearson's correlation of frequency and mean spend among the repeaters.
fn spend_correlation(
    columns: &PurchaseColumns<'_>,
    monetary_value: Option<&[f64]>,
) -> Result<Option<f64>> {
    let Some(spend) = monetary_value else {
        return Ok(None);
    };
    let rows = columns.frequency.iter().zip(spend);
    let (x, spend): (Vec<f64>, Vec<f64>) = rows.filter(|(x, _)| **x > 0.0).unzip();
    if x.is_empty() {
        return Ok(None);
    }
    correlation(&x, &spend)
}
