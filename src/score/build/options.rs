//! How a profile is built.

use crate::btyd::fit::PriorMode;
use crate::churn::EvidenceSettings;
use crate::churn::RiskBands;
use crate::churn::calibration::Calibration;
use crate::churn::imported::ImportedModel;
use crate::data::date::Day;
use crate::data::time_unit::TimeUnit;
use crate::plain::options;
use crate::score::churn_settings::RiskMode;
use crate::score::live::LiveSettings;
use crate::score::model_choice::ModelChoice;
use crate::score::points::RuleSet;
use crate::score::value_settings::FutureBasis;
use crate::segment::CellCuts;
use crate::segment::PyramidCuts;

/// How a profile is built. Every default is our choice.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ProfileOptions {
    /// The day up to which orders count; the day of the last order unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub as_of: Option<Day>,
    /// Unit of time of the purchase model: `week` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub time_unit: TimeUnit,
    /// The purchase model: `bg-nbd` unless told; `auto` lets the data choose.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub model: ModelChoice,
    /// A name for people.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub name: String,
    /// Currency; that of the orders unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub currency: Option<String>,
    /// The share of revenue that remains after costs, 0-1. Without it, 1 stands in and every score
    /// carries a warning.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub margin: Option<f64>,
    /// Discount rate a year: 0.1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub discount_rate: f64,
    /// Horizon of the lifetime value in months: 12 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub value_months: u32,
    /// Share of active customers that buy again within a year; the model's estimate unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub baseline_retention: Option<f64>,
    /// Horizon of the churn risk in days. Unless told: the days of the calibration where the risk comes from one,
    /// which it must be, else 180.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub churn_horizon_days: Option<f64>,
    /// What the risk is: `horizon` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub churn_mode: RiskMode,
    /// The share of customers that leave within the horizon, which `cohort` needs.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub churn_base_rate: Option<f64>,
    /// The points of evidence, for `cohort` and `alive`; the default ones unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub evidence: Option<EvidenceSettings>,
    /// The regression on outcomes that `calibrated` needs.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub calibration: Option<Calibration>,
    /// The model trained elsewhere that `imported` needs.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub churn_model: Option<ImportedModel>,
    /// What the margins to come are expected from: `model` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub future: FutureBasis,
    /// The share of what a customer spends elsewhere that is expected to be won: 0.2 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub uplift: f64,
    /// Cuts of the current-by-future matrix in money; the medians of the base unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub cuts: Option<CellCuts>,
    /// Cuts of the risk bands.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub bands: RiskBands,
    /// Cuts of the customer pyramid.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub tiers: PyramidCuts,
    /// Judgements between the loyalty indicators repeat purchases, relationship length, retention
    /// and choosing time, in that order: row so many times as important as column.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub loyalty_judgements: Option<Vec<Vec<f64>>>,
    /// Judgements between satisfaction, recommendation, attraction of competitors, price sensitivity
    /// and tolerance of incidents, in that order.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub attitude_judgements: Option<Vec<Vec<f64>>>,
    /// Sets of point rules; none unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub points: Option<Vec<RuleSet>>,
    /// How states are kept up to date; the defaults unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub live: Option<LiveSettings>,
    /// When the weak prior of the models is used: `auto` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub prior: PriorMode,
}

options!(ProfileOptions {
    as_of => "asOf",
    time_unit => "timeUnit",
    model => "model",
    name => "name",
    currency => "currency",
    margin => "margin",
    discount_rate => "discountRate",
    value_months => "valueMonths",
    baseline_retention => "baselineRetention",
    churn_horizon_days => "churnHorizonDays",
    churn_mode => "churnMode",
    churn_base_rate => "churnBaseRate",
    evidence => "evidence",
    calibration => "calibration",
    churn_model => "churnModel",
    future => "future",
    uplift => "uplift",
    cuts => "cuts",
    bands => "bands",
    tiers => "tiers",
    loyalty_judgements => "loyaltyJudgements",
    attitude_judgements => "attitudeJudgements",
    points => "points",
    live => "live",
    prior => "prior",
});

impl Default for ProfileOptions {
    fn default() -> Self {
        Self {
            as_of: None,
            time_unit: TimeUnit::Week,
            model: ModelChoice::BgNbd,
            name: "customers".into(),
            currency: None,
            margin: None,
            discount_rate: 0.1,
            value_months: 12,
            baseline_retention: None,
            churn_horizon_days: None,
            churn_mode: RiskMode::default(),
            churn_base_rate: None,
            evidence: None,
            calibration: None,
            churn_model: None,
            future: FutureBasis::default(),
            uplift: 0.2,
            cuts: None,
            bands: RiskBands::default(),
            tiers: PyramidCuts::default(),
            loyalty_judgements: None,
            attitude_judgements: None,
            points: None,
            live: None,
            prior: PriorMode::Auto,
        }
    }
}

impl ProfileOptions {
    /// The horizon that is asked for, that of the calibration the risk comes from, or 180 days: our choice.
    pub(super) fn horizon_days(&self) -> f64 {
        let calibrated = self
            .calibration
            .as_ref()
            .filter(|_| self.churn_mode == RiskMode::Calibrated)
            .and_then(|calibration| calibration.days)
            .map(f64::from);
        self.churn_horizon_days
            .or(calibrated)
            .unwrap_or(HORIZON_DAYS)
    }
}

/// Returns the option that a field of the profile comes from, or the field itself.
pub(super) fn as_option(field: &str) -> String {
    const OPTIONS: [(&str, &str); 16] = [
        ("value.margin", "margin"),
        ("value.discountRate", "discountRate"),
        ("value.months", "valueMonths"),
        ("value.baselineRetention", "baselineRetention"),
        ("value.cuts", "cuts"),
        ("value.tiers", "tiers"),
        ("churn.horizonDays", "churnHorizonDays"),
        ("churn.bands", "bands"),
        ("churn.baseRate", "churnBaseRate"),
        ("churn.evidence", "evidence"),
        ("churn.calibration", "calibration"),
        ("churn.model", "churnModel"),
        ("points", "points"),
        ("live", "live"),
        ("value.uplift", "uplift"),
        ("value.future", "future"),
    ];
    OPTIONS
        .iter()
        .find_map(|(from, to)| Some(format!("options.{to}{}", field.strip_prefix(from)?)))
        .unwrap_or_else(|| field.into())
}

/// The horizon of the risk unless told.
const HORIZON_DAYS: f64 = 180.0;
