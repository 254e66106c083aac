//! The profile: everything a score depends on, in one small versioned document.

use crate::btyd::AnyModel;
use crate::btyd::ModelKind;
use crate::btyd::Parameters;
use crate::btyd::fit::Convergence;
use crate::btyd::gamma_gamma::GammaGammaParams;
use crate::btyd::holdout::Finding;
use crate::btyd::selection::SelectionRecord;
use crate::data::date::Day;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::plain::record;
use crate::plain::words;
use crate::score::churn_settings::ChurnSettings;
use crate::score::live::LiveSettings;
use crate::score::loyalty_settings::LoyaltySettings;
use crate::score::points::RuleSet;
use crate::score::population::Population;
use crate::score::value_settings::ValueSettings;

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
    /// Sets of point rules; `null` without any.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub points: Option<Vec<RuleSet>>,
    /// How states are kept up to date; `null` for the defaults.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub live: Option<LiveSettings>,
    /// The quantiles of the customer base.
    pub population: Population,
    /// Where the profile comes from; `null` where it is kept back.
    pub provenance: Option<ProfileProvenance>,
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
    points => "points",
    live => "live",
    population => "population",
    provenance => "provenance",
});
