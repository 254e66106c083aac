//! Length, depth and breadth of a relationship (关系长度、深度、广度).

use crate::data::decision_matrix::check_length;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math::exp;
use crate::numeric::math::ln;
use crate::numeric::shares::is_no_part;
use crate::numeric::sum::CompensatedSum;
use crate::plain::report;
use crate::plain::unknown_key;
use crate::segment::classifier::inputs;
use crate::segment::columns::CustomerColumns;

/// Days of a mean month: a quarter of 1461 days over 12.
pub const DAYS_PER_MONTH: f64 = 30.4375;

inputs! {
    /// What is known of a relationship.
    ///
    /// # Example: seven purchases in 263 days
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::segment::relation_metrics::RelationFacts;
    /// let facts = RelationFacts {
    ///     days_since_first: Some(263.0),
    ///     purchases: Some(7.0),
    ///     revenue: Some(835.0),
    ///     ..RelationFacts::default()
    /// };
    /// let found = facts.metrics(&[], &Thresholds::default())?;
    /// assert!((found.length.unwrap() - 8.640657).abs() < 5e-7);
    /// assert!((found.depth.unwrap() - 0.810124).abs() < 5e-7);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    RelationFacts {
        /// Days since the first purchase.
        days_since_first "daysSinceFirst": f64 = (0.0, f64::MAX);
        /// How often the customer has bought.
        purchases "purchases": f64 = (0.0, f64::MAX);
        /// What the customer has paid, net.
        revenue "revenue": f64 = (f64::MIN, f64::MAX);
        /// The probability to stay for another period, 0 to 1.
        retention "retention": f64 = (0.0, 1.0);
        /// How many purchases were upgrades.
        upgrades "upgrades": f64 = (0.0, f64::MAX);
        /// What the customer has spent in the category with anyone, in the time of the revenue.
        wallet "wallet": f64 = (0.0, f64::MAX);
        /// In how many categories the customer buys; without it, those with spend count.
        categories "categories": f64 = (0.0, f64::MAX);
        /// How many categories are offered; without it, those whose spend is given count.
        categories_offered "categoriesOffered": f64 = (1.0, f64::MAX);
    }
}

/// The names of the metrics in their order.
pub const METRICS: [&str; 11] = [
    "length",
    "expectedLength",
    "depth",
    "averageOrder",
    "upgradeShare",
    "shareOfWallet",
    "breadth",
    "effectiveBreadth",
    "lengthScore",
    "depthScore",
    "breadthScore",
];

/// Length, depth and breadth of a relationship; what the facts do not say is none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RelationMetrics {
    /// Months since the first purchase.
    pub length: Option<f64>,
    /// Periods that the relationship lasts on average, 1/(1 − retention).
    pub expected_length: Option<f64>,
    /// Purchases a month.
    pub depth: Option<f64>,
    /// Revenue a purchase.
    pub average_order: Option<f64>,
    /// The share of purchases that were upgrades.
    pub upgrade_share: Option<f64>,
    /// The share of the customer's spending in the category that is ours; none where the revenue is
    /// below 0 or above the wallet.
    pub share_of_wallet: Option<f64>,
    /// The share of the categories offered in which the customer buys.
    pub breadth: Option<f64>,
    /// The number of categories of equal spend that are as broad: exp(−Σ p ln p).
    pub effective_breadth: Option<f64>,
    /// The length on the range 0 to 1.
    pub length_score: Option<f64>,
    /// The depth on the range 0 to 1.
    pub depth_score: Option<f64>,
    /// The breadth on the range 0 to 1: the breadth itself.
    pub breadth_score: Option<f64>,
}

report!(RelationMetrics {
    length => "length",
    expected_length => "expectedLength",
    depth => "depth",
    average_order => "averageOrder",
    upgrade_share => "upgradeShare",
    share_of_wallet => "shareOfWallet",
    breadth => "breadth",
    effective_breadth => "effectiveBreadth",
    length_score => "lengthScore",
    depth_score => "depthScore",
    breadth_score => "breadthScore",
});

impl RelationMetrics {
    fn values(&self) -> [Option<f64>; 11] {
        [
            self.length,
            self.expected_length,
            self.depth,
            self.average_order,
            self.upgrade_share,
            self.share_of_wallet,
            self.breadth,
            self.effective_breadth,
            self.length_score,
            self.depth_score,
            self.breadth_score,
        ]
    }
}

impl RelationFacts {
    /// Returns the metrics of one customer.
    ///
    /// `spend`: what the customer spent by category, NaN where it is not known; may be empty.
    ///
    /// # Formula
    /// ```text
    /// length = daysSinceFirst / 30.4375       expected length = 1 / (1 − retention)
    /// depth = purchases / length              breadth = categories / categories offered
    /// effective breadth = exp(−Σ pₖ ln pₖ),   pₖ the shares of spend
    /// scores: length / fullLengthMonths, depth / fullDepth, held within 0 and 1
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] with the name of the fact, such as
    /// `spend[2]`; that of a revenue below 0 or above the wallet among them, where both are given.
    ///
    /// # References
    /// Bolton, Lemon & Verhoef (2004), "The theoretical underpinnings of customer asset management",
    /// Journal of the Academy of Marketing Science 32(3): length (duration), depth (usage, upgrades) and
    /// breadth (cross-buying). The ranges of the scores are our choice.
    pub fn metrics(&self, spend: &[f64], thresholds: &Thresholds) -> Result<RelationMetrics> {
        thresholds.check()?;
        for (input, value) in Self::INPUTS.iter().zip(self.row()) {
            input.check(value, &mut || input.name.into())?;
        }
        check_spend(spend, &mut |k| format!("spend[{k}]"))?;
        self.check_parts(&mut |name| name.into())?;
        self.check_wallet(&mut |name| name.into())?;
        Ok(self.found(spend, thresholds))
    }

    /// Returns whether the revenue is no part of the wallet.
    fn wallet_contradicted(&self) -> bool {
        let both = self.revenue.zip(self.wallet);
        both.is_some_and(|(revenue, wallet)| is_no_part(revenue, wallet))
    }

    /// Rejects a revenue that is no part of the wallet; among many customers it is no share.
    fn check_wallet(&self, path: &mut dyn FnMut(&str) -> String) -> Result<()> {
        match (self.revenue, self.wallet) {
            (Some(revenue), Some(wallet)) if self.wallet_contradicted() => {
                let expected = format!("a number from 0 to `wallet`, {wallet}");
                Err(Error::out_of_range(path("revenue"), revenue, &expected))
            }
            _ => Ok(()),
        }
    }

    /// Rejects parts that are more than their whole.
    fn check_parts(&self, path: &mut dyn FnMut(&str) -> String) -> Result<()> {
        let pairs = [
            (
                "categories",
                self.categories,
                self.categories_offered,
                "categories that are offered",
            ),
            (
                "upgrades",
                self.upgrades,
                self.purchases,
                "upgrades among the purchases",
            ),
        ];
        for (name, part, whole, expected) in pairs {
            if let (Some(part), Some(whole)) = (part, whole)
                && part > whole
            {
                return Err(Error::out_of_range(path(name), part, expected));
            }
        }
        Ok(())
    }

    fn found(&self, spend: &[f64], thresholds: &Thresholds) -> RelationMetrics {
        let ratio = |part: Option<f64>, whole: Option<f64>| match (part, whole) {
            (Some(part), Some(whole)) if whole > 0.0 => {
                Some(part / whole).filter(|ratio| ratio.is_finite())
            }
            _ => None,
        };
        let score = |value: Option<f64>, full: f64| value.map(|value| (value / full).min(1.0));
        let length = self.days_since_first.map(|days| days / DAYS_PER_MONTH);
        let depth = ratio(self.purchases, length);
        let known = spend.iter().filter(|value| !value.is_nan()).count();
        let bought = spend.iter().filter(|value| **value > 0.0).count();
        let all_known = known > 0 && known == spend.len();
        let categories = self.categories.or(all_known.then_some(bought as f64));
        let offered = (!spend.is_empty()).then_some(spend.len() as f64);
        let breadth = ratio(categories, self.categories_offered.or(offered));
        RelationMetrics {
            length,
            expected_length: ratio(Some(1.0), self.retention.map(|stays| 1.0 - stays)),
            depth,
            average_order: ratio(self.revenue, self.purchases),
            upgrade_share: ratio(self.upgrades, self.purchases),
            share_of_wallet: if self.wallet_contradicted() {
                None
            } else {
                ratio(self.revenue, self.wallet)
            },
            breadth,
            effective_breadth: if all_known {
                effective_number(spend)
            } else {
                None
            },
            length_score: score(length, thresholds.full_length_months),
            depth_score: score(depth, thresholds.full_depth),
            breadth_score: score(breadth, 1.0),
        }
    }
}

/// Rejects spend below 0.
fn check_spend(spend: &[f64], path: &mut dyn FnMut(usize) -> String) -> Result<()> {
    for (k, value) in spend.iter().enumerate() {
        if value.is_infinite() {
            return Err(Error::NotFinite { path: path(k) });
        }
        if *value < 0.0 {
            return Err(Error::out_of_range(path(k), *value, "a number from 0"));
        }
    }
    Ok(())
}

/// Returns the number of equal parts that are as diverse as these; nothing where all are 0.
///
/// # Example: half, three tenths and a fifth
/// ```
/// use clientele::segment::relation_metrics::effective_number;
/// assert!((effective_number(&[0.5, 0.3, 0.2]).unwrap() - 2.800094).abs() < 5e-7);
/// ```
///
/// # References
/// Hill (1973), "Diversity and evenness", Ecology 54(2), of order 1; after Shannon (1948).
pub fn effective_number(parts: &[f64]) -> Option<f64> {
    let largest = parts.iter().copied().fold(0.0, f64::max);
    if largest <= 0.0 {
        return None;
    }
    let mut total = CompensatedSum::default();
    for part in parts {
        total.add(part / largest);
    }
    let mut entropy = CompensatedSum::default();
    for part in parts.iter().filter(|part| **part > 0.0) {
        let share = part / largest / total.total();
        if share > 0.0 {
            entropy.add(-share * ln(share));
        }
    }
    Some(exp(entropy.total().max(0.0)))
}

/// Returns the metrics of columns of customers: for each of [`METRICS`] a column, NaN where there is
/// none. Columns `spend[0]`, `spend[1]`, … are spend by category.
///
/// A revenue below 0 or above the wallet is no share of it, as in the features of customers.
///
/// # Errors
/// [`Error::UnknownKey`] for a column that is no fact, [`Error::OutOfRange`] with column and row.
///
/// # Example: two customers
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::segment::CustomerColumns;
/// use clientele::segment::relation_metrics::relation_metrics;
/// let names = vec!["daysSinceFirst".into(), "purchases".into()];
/// let columns = CustomerColumns::try_new(names, vec![30.4375, 60.875, 3.0, f64::NAN], 2)?;
/// let found = relation_metrics(columns, &Thresholds::default())?;
/// assert_eq!(found[0], [1.0, 2.0]); // length
/// assert_eq!(found[2][0], 3.0); // depth
/// assert!(found[2][1].is_nan());
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn relation_metrics(
    columns: CustomerColumns,
    thresholds: &Thresholds,
) -> Result<Vec<Vec<f64>>> {
    metrics_of(columns, thresholds, false)
}

/// Returns the metrics of the one customer of some columns, as [`relation_metrics`] does; what the facts
/// contradict is an error here, as in [`RelationFacts::metrics`].
///
/// # Errors
/// As [`relation_metrics`]; [`Error::OutOfRange`] for a revenue that is no part of the wallet, and
/// [`Error::LengthMismatch`] for more customers than one.
///
/// # Example: two and a half times of what was spent
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::segment::CustomerColumns;
/// use clientele::segment::relation_metrics::relation_metrics_of;
/// let names = vec!["revenue".into(), "wallet".into()];
/// let customer = CustomerColumns::try_new(names, vec![50.0, 20.0], 1)?;
/// let error = relation_metrics_of(customer, &Thresholds::default()).unwrap_err();
/// assert_eq!(error.path(), Some("revenue[0]"));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn relation_metrics_of(
    customer: CustomerColumns,
    thresholds: &Thresholds,
) -> Result<Vec<Vec<f64>>> {
    check_length("customer", customer.customers(), 1)?;
    metrics_of(customer, thresholds, true)
}

fn metrics_of(
    mut columns: CustomerColumns,
    thresholds: &Thresholds,
    alone: bool,
) -> Result<Vec<Vec<f64>>> {
    thresholds.check()?;
    let spend = columns.take_list("spend");
    let inputs = RelationFacts::INPUTS;
    let known: Vec<&str> = inputs.iter().map(|input| input.name).collect();
    for name in columns.names() {
        if !known.contains(&name.as_str()) {
            return Err(unknown_key(name, &known));
        }
    }
    let given: Vec<&[f64]> = known
        .iter()
        .map(|name| columns.column(name).unwrap_or_default())
        .collect();
    let mut found = vec![Vec::with_capacity(columns.customers()); METRICS.len()];
    let mut row = vec![f64::NAN; inputs.len()];
    let mut own = vec![f64::NAN; spend.len()];
    for customer in 0..columns.customers() {
        for ((slot, column), input) in row.iter_mut().zip(&given).zip(inputs) {
            *slot = column.get(customer).copied().unwrap_or(f64::NAN);
            input.check(*slot, &mut || format!("{}[{customer}]", input.name))?;
        }
        for (slot, column) in own.iter_mut().zip(&spend) {
            *slot = column.get(customer).copied().unwrap_or(f64::NAN);
        }
        check_spend(&own, &mut |k| format!("spend[{k}][{customer}]"))?;
        let facts = RelationFacts::from_row(&row);
        facts.check_parts(&mut |name| format!("{name}[{customer}]"))?;
        if alone {
            facts.check_wallet(&mut |name| format!("{name}[{customer}]"))?;
        }
        let metrics = facts.found(&own, thresholds).values();
        for (column, value) in found.iter_mut().zip(metrics) {
            column.push(value.unwrap_or(f64::NAN));
        }
    }
    Ok(found)
}
