//! The profile: everything a score depends on, in one small versioned document.

use crate::btyd::AnyModel;
use crate::btyd::ModelKind;
use crate::btyd::Parameters;
use crate::btyd::fit::Convergence;
use crate::btyd::gamma_gamma::GammaGammaParams;
use crate::btyd::holdout::Finding;
use crate::btyd::selection::SelectionRecord;
use crate::churn::RiskBands;
use crate::data::date::Day;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::plain::record;
use crate::plain::words;
use crate::score::population::Population;
use crate::segment::CellCuts;
use crate::segment::PyramidCuts;
use crate::weighting::ahp::RandomIndex;

/// The fitted purchase model.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PurchaseSection {
    /// Which model.
    pub model: ModelKind,
    /// Its parameters, in the profile's unit of time.
    #[cfg_attr(feature = "full", tsify(type = "Record<string, number>"))]
    pub params: Parameters,
    /// Standard errors of the parameters; `null` when they were not fitted here or do not exist.
    #[cfg_attr(feature = "full", tsify(type = "Record<string, number> | null"))]
    pub standard_errors: Option<Parameters>,
    /// Covariance of the estimated parameters, in the order of the standard errors.
    pub covariance: Option<Vec<Vec<f64>>>,
    /// Log-likelihood at the parameters.
    pub log_likelihood: Option<f64>,
    /// Akaike's information criterion.
    pub aic: Option<f64>,
    /// Bayesian information criterion.
    pub bic: Option<f64>,
    /// How the fit went; `null` when the parameters were given.
    pub convergence: Option<Convergence>,
    /// Why this model, where the data chose it; `null` when it was chosen by name.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub selection: Option<SelectionRecord>,
    /// What the data lack for the models; `null` where that is not known.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub quality: Option<Vec<Finding>>,
}

record!(PurchaseSection {
    model => "model",
    params => "params",
    standard_errors => "standardErrors",
    covariance => "covariance",
    log_likelihood => "logLikelihood",
    aic => "aic",
    bic => "bic",
    convergence => "convergence",
    selection => "selection",
    quality => "quality",
});

impl PurchaseSection {
    /// Returns the model with its parameters.
    ///
    /// # Errors
    /// What [`Parameters::in_order`] and the model itself reject; [`Error::InvalidValue`] for a model
    /// in discrete time, which cannot say what happens within so many days.
    pub(crate) fn model(&self) -> Result<AnyModel> {
        let within = |error: Error| error.within("purchase");
        if self.model.is_discrete() {
            return Err(within(Error::InvalidValue {
                path: "model".into(),
                found: format!("\"{}\"", self.model.code()),
                expected: "a model in continuous time".into(),
            }));
        }
        let params = self.params.in_order(self.model);
        let params = params.map_err(|error| within(error.within("params")))?;
        AnyModel::try_new(self.model, &params).map_err(within)
    }
}

/// The spend models a profile can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum SpendModel {
    /// Gamma-Gamma (Fader & Hardie 2013): each customer's mean is shrunk towards that of all.
    #[cfg_attr(feature = "serde", serde(rename = "gamma-gamma"))]
    GammaGamma,
    /// The mean purchase of all customers: the fallback when no repeat purchases carry a model.
    #[cfg_attr(feature = "serde", serde(rename = "mean"))]
    Mean,
}

words!(SpendModel {
    GammaGamma => "gamma-gamma",
    Mean => "mean",
});

/// The fitted spend model.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SpendSection {
    /// Which model.
    pub model: SpendModel,
    /// Parameters of the Gamma-Gamma model; `null` for `mean`.
    pub params: Option<GammaGammaParams>,
    /// The mean net amount of a purchase, over all purchases.
    pub mean: f64,
    /// Why the model is the fallback `mean`; `null` otherwise.
    pub reason: Option<String>,
    /// Standard errors of the parameters.
    pub standard_errors: Option<GammaGammaParams>,
    /// Covariance of the parameters in the order p, q, v.
    pub covariance: Option<Vec<Vec<f64>>>,
    /// Log-likelihood at the parameters.
    pub log_likelihood: Option<f64>,
    /// How the fit went.
    pub convergence: Option<Convergence>,
}

record!(SpendSection {
    model => "model",
    params => "params",
    mean => "mean",
    reason => "reason",
    standard_errors => "standardErrors",
    covariance => "covariance",
    log_likelihood => "logLikelihood",
    convergence => "convergence",
});

/// The range that a value is normalised over: `lo` and below gives 0, `hi` and above gives 1.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValueRange {
    /// The value that counts 0.
    pub lo: f64,
    /// The value that counts 1.
    pub hi: f64,
}

record!(ValueRange {
    lo => "lo",
    hi => "hi",
});

/// How value is computed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ValueSettings {
    /// The share of revenue that remains after costs, 0-1.
    pub margin: f64,
    /// Whether the margin was given; if not, 1 stands in and every score says so.
    pub margin_given: bool,
    /// Discount rate a year.
    pub discount_rate: f64,
    /// Horizon of the lifetime value, in months.
    pub months: u32,
    /// Share of active customers that buy again within a year.
    pub baseline_retention: f64,
    /// Where the baseline retention comes from: `model` or `given`.
    pub baseline_retention_source: String,
    /// Weight of current value in the value score; the rest is the weight of future value.
    pub current_weight: f64,
    /// Range of current value.
    pub current_range: ValueRange,
    /// Range of future value.
    pub future_range: ValueRange,
    /// Cuts of the current-by-future matrix.
    pub cuts: CellCuts,
    /// Where the cuts come from: `median` or `given`.
    pub cuts_source: String,
    /// Cuts of the customer pyramid.
    pub tiers: PyramidCuts,
}

record!(ValueSettings {
    margin => "margin",
    margin_given => "marginGiven",
    discount_rate => "discountRate",
    months => "months",
    baseline_retention => "baselineRetention",
    baseline_retention_source => "baselineRetentionSource",
    current_weight => "currentWeight",
    current_range => "currentRange",
    future_range => "futureRange",
    cuts => "cuts",
    cuts_source => "cutsSource",
    tiers => "tiers",
});

/// How churn risk is computed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ChurnSettings {
    /// How risk is defined; `horizon` is P(no purchase within the horizon | history).
    pub mode: String,
    /// The horizon in days.
    pub horizon_days: f64,
    /// Cuts of the risk bands.
    pub bands: RiskBands,
}

record!(ChurnSettings {
    mode => "mode",
    horizon_days => "horizonDays",
    bands => "bands",
});

/// Where the profile comes from.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ProfileProvenance {
    /// Version of the library that made the profile.
    pub library: String,
    /// Orders used, those up to `as_of`.
    pub orders: u32,
    /// Customers used.
    pub customers: u32,
    /// Customers with at least one repeat purchase.
    pub repeat_customers: u32,
    /// Orders after `as_of`, left out.
    pub orders_after_as_of: u32,
    /// Rows that could not be read.
    pub bad_rows: u32,
    /// Rows that were refunds.
    pub refund_rows: u32,
    /// Date of the first order used.
    pub first_order: Day,
    /// Date of the last order used.
    pub last_order: Day,
    /// Hash of the summary the models were fitted to.
    pub data_hash: String,
}

record!(ProfileProvenance {
    library => "library",
    orders => "orders",
    customers => "customers",
    repeat_customers => "repeatCustomers",
    orders_after_as_of => "ordersAfterAsOf",
    bad_rows => "badRows",
    refund_rows => "refundRows",
    first_order => "firstOrder",
    last_order => "lastOrder",
    data_hash => "dataHash",
});

/// Everything that scores depend on: fitted models, weights with their judgements, ranges, bands,
/// units, currency, provenance and the quantiles of the customer base.
///
/// A profile is plain data. [`Profile::check`] tells whether it is whole.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Profile {
    /// Always `clientele-profile`.
    pub format: String,
    /// Version of the format.
    pub version: u32,
    /// A name for people.
    pub name: String,
    /// Currency code or symbol, when known.
    pub currency: Option<String>,
    /// Unit of time of the purchase model.
    pub time_unit: TimeUnit,
    /// The day the profile was fitted at.
    pub as_of: Day,
    /// The purchase model.
    pub purchase: PurchaseSection,
    /// The spend model.
    pub spend: SpendSection,
    /// How value is computed.
    pub value: ValueSettings,
    /// How loyalty is computed.
    pub loyalty: LoyaltySettings,
    /// How churn risk is computed.
    pub churn: ChurnSettings,
    /// The quantiles of the customer base.
    pub population: Population,
    /// Where the profile comes from.
    pub provenance: ProfileProvenance,
}

record!(Profile {
    format => "format",
    version => "version",
    name => "name",
    currency => "currency",
    time_unit => "timeUnit",
    as_of => "asOf",
    purchase => "purchase",
    spend => "spend",
    value => "value",
    loyalty => "loyalty",
    churn => "churn",
    population => "population",
    provenance => "provenance",
});

/// An indicator of the loyalty index and the range it is normalised over.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LoyaltyIndicator {
    /// Code of the indicator, a key of the label table.
    pub code: String,
    /// The value that counts 0.
    pub lo: f64,
    /// The value that counts 1; below `lo` when less is better.
    pub hi: f64,
}

record!(LoyaltyIndicator {
    code => "code",
    lo => "lo",
    hi => "hi",
});

/// How loyalty is computed: indicators, and the pairwise judgements their weights come from.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct LoyaltySettings {
    /// The behavioural indicators.
    pub indicators: Vec<LoyaltyIndicator>,
    /// How many times each indicator (row) is as important as each other (column).
    pub judgements: Vec<Vec<f64>>,
    /// The weights that follow from the judgements by the eigenvector method.
    pub weights: Vec<f64>,
    /// Principal eigenvalue of the judgements.
    pub lambda_max: f64,
    /// Consistency index.
    pub consistency_index: f64,
    /// Consistency ratio.
    pub consistency_ratio: f64,
    /// The random-index table of the consistency ratio.
    pub random_index: RandomIndex,
    /// The share of the weights that must have data, below which there is no score.
    pub min_coverage: f64,
}

record!(LoyaltySettings {
    indicators => "indicators",
    judgements => "judgements",
    weights => "weights",
    lambda_max => "lambdaMax",
    consistency_index => "consistencyIndex",
    consistency_ratio => "consistencyRatio",
    random_index => "randomIndex",
    min_coverage => "minCoverage",
});
