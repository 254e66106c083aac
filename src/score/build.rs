//! Building a profile from orders.

use crate::btyd::Parameters;
use crate::btyd::Predictions;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseHistory;
use crate::btyd::PurchaseModel;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::PriorMode;
use crate::btyd::gamma_gamma::GammaGamma;
use crate::btyd::gamma_gamma::GammaGammaParams;
use crate::btyd::gamma_gamma::SpendColumns;
use crate::btyd::holdout::QualityLimits;
use crate::btyd::holdout::fit_quality;
use crate::churn::EvidenceSettings;
use crate::churn::RiskBands;
use crate::churn::calibration::Calibration;
use crate::churn::imported::ImportedModel;
use crate::data::date::Day;
use crate::data::orders::Orders;
use crate::data::summary::CustomerSummary;
use crate::data::summary::SummaryOptions;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::quantile::quantiles;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::score::churn_settings::ChurnSettings;
use crate::score::churn_settings::RiskMode;
use crate::score::customer::Customer;
use crate::score::explanation::CustomerScore;
use crate::score::live::LiveSettings;
use crate::score::loyalty_settings::LoyaltySettings;
use crate::score::model_choice::ModelChoice;
use crate::score::model_choice::fit_choice;
use crate::score::points::RuleSet;
use crate::score::population::Population;
use crate::score::profile::Profile;
use crate::score::profile::ProfileProvenance;
use crate::score::profile::PurchaseSection;
use crate::score::profile::SpendModel;
use crate::score::profile::SpendSection;
use crate::score::scorer::Scorer;
use crate::score::value_settings::FutureBasis;
use crate::score::value_settings::ValueRange;
use crate::score::value_settings::ValueSettings;
use crate::segment::CellCuts;
use crate::segment::PyramidCuts;

/// The share of customers whose value lies below the upper end of the value ranges.
const RANGE_QUANTILE: f64 = 0.95;

/// The bounds that a baseline retention estimated from a model is held within: a base in which
/// nobody, or everybody, is expected to stay says more about the sample than about customers.
const RETENTION_BOUNDS: (f64, f64) = (0.01, 0.99);

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

/// Fits the models to the orders and returns a profile.
///
/// The purchase model is the one of the options, the spend model Gamma-Gamma, or the mean purchase
/// where no repeat purchase has a positive amount.
///
/// # Errors
/// Those of [`Orders::summarize`]; those of [`Profile::check`] for options out of range.
///
/// # Example: from four orders to a profile
/// ```
/// # fn main() -> clientele::Result<()> {
/// use clientele::data::csv::CsvOptions;
/// use clientele::data::orders::Orders;
/// use clientele::score::{ProfileOptions, build_profile};
/// let csv = "customer,date,amount\nA,2024-01-01,20\nA,2024-02-01,25\nA,2024-03-01,22\nB,2024-01-05,9\n";
/// let orders = Orders::from_csv(csv.as_bytes(), &CsvOptions::default())?;
/// let profile = build_profile(&orders, &ProfileOptions::default())?;
/// assert_eq!(profile.population.customers, 2);
/// # Ok(())
/// # }
/// ```
pub fn build_profile(orders: &Orders, options: &ProfileOptions) -> Result<Profile> {
    let summary = orders.summarize(&SummaryOptions {
        as_of: options.as_of,
        time_unit: options.time_unit,
    })?;
    let fit_options = FitOptions {
        prior: options.prior,
        ..FitOptions::default()
    };
    let purchase = fit_purchase(&summary, options.model, fit_options)?;
    let model = purchase.model()?;
    let (baseline_retention, baseline_retention_source) = match options.baseline_retention {
        Some(given) => (given, "given"),
        None => (retention_from_model(&*model, &summary)?, "model"),
    };
    let report = orders.report();
    let mut profile = Profile {
        format: Profile::FORMAT.into(),
        version: Profile::VERSION,
        name: options.name.clone(),
        currency: options.currency.clone().or_else(|| report.currency.clone()),
        time_unit: options.time_unit,
        as_of: summary.as_of,
        purchase,
        spend: fit_spend(&summary, fit_options)?,
        value: ValueSettings {
            margin: options.margin,
            discount_rate: options.discount_rate,
            months: options.value_months,
            future: options.future,
            uplift: options.uplift,
            baseline_retention,
            baseline_retention_source: baseline_retention_source.into(),
            current_weight: 0.6,
            current_range: ValueRange { lo: 0.0, hi: 1.0 },
            future_range: ValueRange { lo: 0.0, hi: 1.0 },
            // Set by the base where none are given.
            cuts: options.cuts.unwrap_or(CellCuts {
                current: 0.0,
                future: 0.0,
            }),
            cuts_source: if options.cuts.is_some() {
                "given"
            } else {
                "median"
            }
            .into(),
            tiers: options.tiers,
        },
        loyalty: LoyaltySettings::judged_by(
            options.loyalty_judgements.as_deref(),
            options.attitude_judgements.as_deref(),
        )?,
        churn: ChurnSettings {
            mode: options.churn_mode,
            horizon_days: horizon_days(options),
            bands: options.bands,
            base_rate: options.churn_base_rate,
            evidence: options.evidence.clone(),
            calibration: options.calibration.clone(),
            model: options.churn_model.clone(),
        },
        points: options.points.clone(),
        live: options.live,
        population: Population::default(),
        provenance: Some(provenance(orders, &summary)?),
    };
    set_ranges_and_population(&mut profile, &summary).map_err(|error| error.map_path(as_option))?;
    Ok(profile)
}

/// Returns the option that a field of the profile comes from, or the field itself.
fn as_option(field: &str) -> String {
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

fn fit_purchase(
    summary: &CustomerSummary,
    choice: ModelChoice,
    options: FitOptions,
) -> Result<PurchaseSection> {
    let (fitted, selection) = fit_choice(choice, summary, options)?;
    let kind = fitted.model.kind();
    let quality = fit_quality(
        kind,
        &PurchaseColumns::from(summary),
        Some(&summary.monetary_value),
        &QualityLimits::default(),
    )?;
    let errors = fitted.standard_errors.as_deref();
    Ok(PurchaseSection {
        model: kind,
        params: Parameters::of(kind, &fitted.model.parameters()),
        standard_errors: errors.map(|errors| Parameters::of(kind, errors)),
        covariance: fitted.covariance,
        log_likelihood: Some(fitted.log_likelihood),
        aic: Some(fitted.aic),
        bic: Some(fitted.bic),
        convergence: Some(fitted.convergence),
        selection,
        quality: Some(quality),
    })
}

fn fit_spend(summary: &CustomerSummary, options: FitOptions) -> Result<SpendSection> {
    let purchases: f64 = summary.frequency.iter().map(|x| x + 1.0).sum();
    let revenue: f64 = summary.revenue.iter().sum();
    let mean = revenue / purchases.max(1.0);
    let columns = SpendColumns {
        frequency: &summary.frequency,
        monetary_value: &summary.monetary_value,
        weights: None,
    };
    let fallback = |reason: String| SpendSection {
        model: SpendModel::Mean,
        params: None,
        mean,
        reason: Some(reason),
        standard_errors: None,
        covariance: None,
        log_likelihood: None,
        convergence: None,
    };
    match GammaGamma::fit(&columns, &options) {
        Ok(fitted) if fitted.model.expected_spend_new().is_none() => Ok(fallback(
            "the fitted Gamma-Gamma model has no finite mean (q ≤ 1)".into(),
        )),
        Ok(fitted) => Ok(SpendSection {
            model: SpendModel::GammaGamma,
            params: Some(fitted.model.params()),
            mean,
            reason: None,
            standard_errors: fitted
                .standard_errors
                .as_deref()
                .and_then(|errors| match *errors {
                    [p, q, v] => Some(GammaGammaParams { p, q, v }),
                    _ => None,
                }),
            covariance: fitted.covariance,
            log_likelihood: Some(fitted.log_likelihood),
            convergence: Some(fitted.convergence),
        }),
        Err(error @ Error::InsufficientData { .. }) => Ok(fallback(error.to_string())),
        Err(error) => Err(error),
    }
}

/// Estimates the share of active customers that buy again within a year: the mean probability of
/// those who bought within the last year.
fn retention_from_model(model: &dyn PurchaseModel, summary: &CustomerSummary) -> Result<f64> {
    let year = TimeUnit::Year.days() / summary.time_unit.days();
    let mut sum = 0.0;
    let mut active = 0.0;
    let rows = summary
        .frequency
        .iter()
        .zip(&summary.recency)
        .zip(&summary.age);
    for (((&frequency, &recency), &age), &purchases) in rows.zip(&summary.purchases_in_year) {
        if purchases > 0.0 {
            let history = PurchaseHistory::try_new(frequency, recency, age)?;
            sum += model.probability_of_purchase(history, year)?;
            active += 1.0;
        }
    }
    let mean = if active > 0.0 { sum / active } else { 0.0 };
    Ok(mean.clamp(RETENTION_BOUNDS.0, RETENTION_BOUNDS.1))
}

/// The horizon that is asked for, that of the calibration the risk comes from, or 180 days: our choice.
fn horizon_days(options: &ProfileOptions) -> f64 {
    let calibrated = options
        .calibration
        .as_ref()
        .filter(|_| options.churn_mode == RiskMode::Calibrated)
        .and_then(|calibration| calibration.days)
        .map(f64::from);
    options
        .churn_horizon_days
        .or(calibrated)
        .unwrap_or(HORIZON_DAYS)
}

/// The horizon of the risk unless told.
const HORIZON_DAYS: f64 = 180.0;

fn provenance(orders: &Orders, summary: &CustomerSummary) -> Result<ProfileProvenance> {
    let report = orders.report();
    let mut hash = Fingerprint::default();
    for column in [
        &summary.frequency,
        &summary.recency,
        &summary.age,
        &summary.monetary_value,
    ] {
        hash.numbers(column);
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let rows = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let first = summary
        .first_day
        .iter()
        .min()
        .copied()
        .unwrap_or(summary.as_of.days());
    let last = summary
        .last_day
        .iter()
        .max()
        .copied()
        .unwrap_or(summary.as_of.days());
    Ok(ProfileProvenance {
        library: env!("CARGO_PKG_VERSION").into(),
        orders: count(orders.len()).saturating_sub(rows(summary.orders_after_as_of)),
        customers: count(summary.len()),
        repeat_customers: count(summary.frequency.iter().filter(|&&x| x > 0.0).count()),
        orders_after_as_of: rows(summary.orders_after_as_of),
        bad_rows: count(report.bad_rows.len()),
        refund_rows: rows(report.refunds.rows),
        first_order: Day::try_new(first)?,
        last_order: Day::try_new(last)?,
        data_hash: hash.finish(),
    })
}

/// Scores the base once to find the value ranges and cuts, and once more to keep its quantiles.
fn set_ranges_and_population(profile: &mut Profile, summary: &CustomerSummary) -> Result<()> {
    let customers = Customer::columns_of(summary);
    let first = Scorer::try_new(profile)?.score_columns(&customers)?;
    let current = known(&first, "current");
    let future = known(&first, "future");
    profile.value.current_range = range_of(&current)?;
    profile.value.future_range = range_of(&future)?;
    if profile.value.cuts_source == "median" {
        profile.value.cuts = CellCuts {
            current: cut_of(&current)?,
            future: cut_of(&future)?,
        };
    }
    let second = Scorer::try_new(profile)?.score_columns(&customers)?;
    profile.population = Population {
        customers: u32::try_from(summary.len()).unwrap_or(u32::MAX),
        value_score: Population::quantiles_of(&known(&second, "valueScore")),
        lifetime: Population::quantiles_of(&known(&second, "lifetime")),
        loyalty_score: Population::quantiles_of(&known(&second, "loyaltyScore")),
        risk: Population::quantiles_of(&known(&second, "risk")),
    };
    profile.check()
}

/// Returns the known values of a column of scores by its name.
fn known(columns: &[Vec<f64>], name: &str) -> Vec<f64> {
    let at = CustomerScore::FIELDS
        .iter()
        .position(|&field| field == name);
    let column = at
        .and_then(|i| columns.get(i))
        .map(Vec::as_slice)
        .unwrap_or_default();
    column
        .iter()
        .copied()
        .filter(|value| value.is_finite())
        .collect()
}

/// Returns the range from 0 to the upper quantile; where nobody has value, 0 to 1.
fn range_of(values: &[f64]) -> Result<ValueRange> {
    let hi = match values {
        [] => 1.0,
        _ => quantiles(values, &[RANGE_QUANTILE])?
            .first()
            .copied()
            .unwrap_or(1.0),
    };
    check_finite(hi, || "value.range".into())?;
    Ok(ValueRange {
        lo: 0.0,
        hi: if hi > 0.0 { hi } else { 1.0 },
    })
}

/// Returns what counts as high: the median; where half of the base has no value, the least value above 0,
/// as no value is not high; where nobody has any, the 1 that a range ends at.
fn cut_of(values: &[f64]) -> Result<f64> {
    let median = match values {
        [] => 0.0,
        _ => quantiles(values, &[0.5])?
            .first()
            .copied()
            .unwrap_or_default(),
    };
    if median > 0.0 {
        return Ok(median);
    }
    let above = values.iter().copied().filter(|value| *value > 0.0);
    Ok(above.reduce(f64::min).unwrap_or(1.0))
}
