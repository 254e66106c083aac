//! The report on a holdout period.

use crate::btyd::Predictions;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseModel;
use crate::btyd::holdout::Finding;
use crate::btyd::holdout::FrequencyBar;
use crate::btyd::holdout::FrequencyMean;
use crate::btyd::holdout::QualityLimits;
use crate::btyd::holdout::data_quality;
use crate::btyd::holdout::frequency_bars;
use crate::btyd::holdout::means_by_frequency;
use crate::btyd::purchase_history::check_from;
use crate::btyd::purchase_history::check_length;
use crate::data::holdout::OrdersReach;
use crate::data::holdout::SplitOrders;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::accuracy::CalibrationGroup;
use crate::numeric::accuracy::GainCurve;
use crate::numeric::accuracy::bias;
use crate::numeric::accuracy::brier_score;
use crate::numeric::accuracy::calibration;
use crate::numeric::accuracy::gain_curve;
use crate::numeric::accuracy::log_loss;
use crate::numeric::accuracy::mean_absolute_error;
use crate::numeric::accuracy::rank_correlation;
use crate::numeric::accuracy::root_mean_squared_error;
use crate::numeric::sum::CompensatedSum;
use crate::plain::report;

/// The groups of the calibration of probabilities: deciles.
const DECILES: u32 = 10;
/// The steps of the gain curve: percents.
const PERCENTS: u32 = 100;

/// The customers as they were known, and what they did after. One row is one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HoldoutData<'a> {
    /// The histories up to the end of the calibration period, without weights.
    pub columns: PurchaseColumns<'a>,
    /// Purchases of each customer in the holdout period.
    pub purchases: &'a [f64],
    /// The length of the holdout period, in the unit of the ages.
    pub length: f64,
    /// Mean amount of the repeat purchases of each customer up to the end of the calibration period;
    /// without it nothing is said of spend.
    pub monetary_value: Option<&'a [f64]>,
    /// How far the orders reach that the period was cut from; without it nothing is said of that.
    pub reach: Option<OrdersReach>,
}

impl<'a> From<&'a SplitOrders> for HoldoutData<'a> {
    fn from(split: &'a SplitOrders) -> Self {
        let known = &split.calibration;
        Self {
            columns: PurchaseColumns::from(known),
            purchases: &split.purchases,
            length: split.length,
            monetary_value: Some(&known.monetary_value),
            reach: Some(split.reach),
        }
    }
}

/// How well the numbers of purchases were predicted.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PurchaseAccuracy {
    /// Purchases of all customers in the holdout period.
    pub actual: f64,
    /// Expected purchases of all customers.
    pub expected: f64,
    /// Mean absolute error per customer.
    pub mae: f64,
    /// Root of the mean squared error per customer.
    pub rmse: f64,
    /// Mean of expected less actual.
    pub bias: f64,
    /// Spearman's rank correlation; none when nobody or everybody bought alike.
    pub rank_correlation: Option<f64>,
    /// What the customers expected to buy most brought; none when nobody bought.
    pub gain: Option<GainCurve>,
}

report!(PurchaseAccuracy {
    actual => "actual",
    expected => "expected",
    mae => "mae",
    rmse => "rmse",
    bias => "bias",
    rank_correlation => "rankCorrelation",
    gain => "gain",
});

/// How well it was predicted who buys at least once.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BuyerAccuracy {
    /// Customers who bought.
    pub actual: f64,
    /// Customers expected to buy.
    pub expected: f64,
    /// Mean of −ln of the probability given to what came.
    pub log_loss: f64,
    /// Mean squared difference of probability and outcome.
    pub brier: f64,
    /// Shares of buyers by decile of the probability, rising.
    pub calibration: Vec<CalibrationGroup>,
    /// How many of the buyers the customers of the highest probabilities are; none without buyers.
    pub gain: Option<GainCurve>,
}

report!(BuyerAccuracy {
    actual => "actual",
    expected => "expected",
    log_loss => "logLoss",
    brier => "brier",
    calibration => "calibration",
    gain => "gain",
});

/// What a holdout period says of a model, and what the data say of both.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct HoldoutReport {
    /// Customers.
    pub customers: u64,
    /// The length of the holdout period, in the unit of the ages.
    pub length: f64,
    /// How well the numbers of purchases were predicted.
    pub purchases: PurchaseAccuracy,
    /// How well it was predicted who buys.
    pub buyers: BuyerAccuracy,
    /// Customers by repeat purchases in the calibration period, beside the model.
    pub frequencies: Vec<FrequencyBar>,
    /// Purchases in the holdout period by repeat purchases in the calibration period.
    pub by_frequency: Vec<FrequencyMean>,
    /// What is wrong with the data; empty when nothing is.
    pub findings: Vec<Finding>,
}

report!(HoldoutReport {
    customers => "customers",
    length => "length",
    purchases => "purchases",
    buyers => "buyers",
    frequencies => "frequencies",
    by_frequency => "byFrequency",
    findings => "findings",
});

/// Compares what a model fitted to the calibration period predicts with what came.
///
/// # Errors
/// What [`PurchaseColumns::validate`] and the model reject; [`Error::EmptyInput`] without
/// a customer; [`Error::LengthMismatch`] and [`Error::OutOfRange`] for `purchases` and
/// `monetaryValue`; [`Error::InvalidValue`] for weighted rows.
///
/// # Example: three customers, of whom one came back
/// ```
/// use clientele::btyd::holdout::{HoldoutData, QualityLimits, holdout_report};
/// use clientele::btyd::{AnyModel, ModelKind, PurchaseColumns};
/// let model = AnyModel::try_new(ModelKind::BgNbd, &[0.243, 4.414, 0.793, 2.426])?;
/// let data = HoldoutData {
///     columns: PurchaseColumns {
///         frequency: &[2.0, 0.0, 7.0],
///         recency: &[30.43, 0.0, 29.43],
///         age: &[38.86, 38.86, 38.86],
///         weights: None,
///     },
///     purchases: &[2.0, 0.0, 0.0],
///     length: 39.0,
///     monetary_value: None,
///     reach: None,
/// };
/// let report = holdout_report(&*model, &data, &QualityLimits::default())?;
/// assert_eq!((report.customers, report.purchases.actual, report.buyers.actual), (3, 2.0, 1.0));
/// assert!(!report.findings.is_empty());
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn holdout_report(
    model: &dyn PurchaseModel,
    data: &HoldoutData<'_>,
    limits: &QualityLimits,
) -> Result<HoldoutReport> {
    let n = check(data)?;
    let mut expected = vec![0.0; n];
    model.expected_purchases_columns(&data.columns, data.length, &mut expected)?;
    let mut buys = vec![0.0; n];
    model.probability_of_purchase_columns(&data.columns, data.length, &mut buys)?;
    let bought: Vec<f64> = data
        .purchases
        .iter()
        .map(|purchases| f64::from(u8::from(*purchases > 0.0)))
        .collect();
    Ok(HoldoutReport {
        customers: n as u64,
        length: data.length,
        purchases: PurchaseAccuracy {
            actual: total(data.purchases),
            expected: total(&expected),
            mae: mean_absolute_error(data.purchases, &expected)?,
            rmse: root_mean_squared_error(data.purchases, &expected)?,
            bias: bias(data.purchases, &expected)?,
            rank_correlation: rank_correlation(data.purchases, &expected)?,
            gain: gain_curve(data.purchases, &expected, PERCENTS)?,
        },
        buyers: BuyerAccuracy {
            actual: total(&bought),
            expected: total(&buys),
            log_loss: log_loss(&bought, &buys)?,
            brier: brier_score(&bought, &buys)?,
            calibration: calibration(&bought, &buys, DECILES)?,
            gain: gain_curve(&bought, &buys, PERCENTS)?,
        },
        frequencies: frequency_bars(model, &data.columns)?,
        by_frequency: means_by_frequency(&data.columns, data.purchases, &expected),
        findings: data_quality(model.kind(), data, limits)?,
    })
}

/// Checks the columns and returns the number of rows.
pub(super) fn check(data: &HoldoutData<'_>) -> Result<usize> {
    let n = data.columns.validate()?;
    if n == 0 {
        return Err(Error::EmptyInput {
            path: "frequency".into(),
            hint: "there is no customer".into(),
        });
    }
    if data.columns.weights.is_some() {
        return Err(Error::InvalidValue {
            path: "weights".into(),
            found: "a column of weights".into(),
            expected: "left out: each row is one customer".into(),
        });
    }
    check_from(data.length, 0.0, "length")?;
    if let Some(OrdersReach {
        unseen,
        longest_pause,
    }) = data.reach
    {
        check_from(unseen, 0.0, "reach.unseen")?;
        check_from(longest_pause, 0.0, "reach.longestPause")?;
    }
    check_length("purchases", data.purchases.len(), n)?;
    for (row, purchases) in data.purchases.iter().enumerate() {
        check_from(*purchases, 0.0, &format!("purchases[{row}]"))?;
    }
    if let Some(spend) = data.monetary_value {
        check_length("monetaryValue", spend.len(), n)?;
        for (row, value) in spend.iter().enumerate() {
            crate::error::check_finite(*value, || format!("monetaryValue[{row}]"))?;
        }
    }
    Ok(n)
}

fn total(values: &[f64]) -> f64 {
    let mut sum = CompensatedSum::default();
    for value in values {
        sum.add(*value);
    }
    sum.total()
}
