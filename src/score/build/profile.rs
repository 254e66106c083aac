//! Building a profile from orders, or from what is known of customers.

use crate::btyd::PurchaseColumns;
use crate::btyd::fit::FitOptions;
use crate::btyd::gamma_gamma::SpendColumns;
use crate::btyd::holdout::QualityLimits;
use crate::btyd::holdout::fit_quality;
use crate::data::date::Day;
use crate::data::orders::Orders;
use crate::data::summary::CustomerSummary;
use crate::data::summary::SummaryOptions;
use crate::error::Result;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::score::build::models::fit_purchases;
use crate::score::build::models::fit_spend;
use crate::score::build::models::retention_from_model;
use crate::score::build::options::ProfileOptions;
use crate::score::build::options::as_option;
use crate::score::build::ranges::set_ranges_and_population;
use crate::score::churn_settings::ChurnSettings;
use crate::score::loyalty_settings::LoyaltySettings;
use crate::score::population::Population;
use crate::score::profile::Profile;
use crate::score::profile::ProfileProvenance;
use crate::score::profile::PurchaseSection;
use crate::score::profile::SpendSection;
use crate::score::value_settings::ValueRange;
use crate::score::value_settings::ValueSettings;
use crate::segment::CellCuts;

/// What is known of a base besides its columns, for the provenance of a profile.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BaseFacts {
    /// Rows of orders and refunds, those after the day of the profile included.
    pub orders: u32,
    /// Rows that could not be read.
    pub bad_rows: u32,
    /// Rows that are refunds.
    pub refund_rows: u32,
    /// Rows after the day of the profile, left out.
    pub orders_after_as_of: u32,
    /// Customers, where the columns are those of some of them.
    pub customers: Option<u32>,
    /// Customers with a repeat purchase, where the columns are those of some customers.
    pub repeat_customers: Option<u32>,
    /// The day of the first order that is used, where the columns are those of some customers.
    pub first_order: Option<Day>,
    /// The day of the last order that is used, where the columns are those of some customers.
    pub last_order: Option<Day>,
    /// The currency, when known.
    pub currency: Option<String>,
}

options!(BaseFacts {
    orders => "orders",
    bad_rows => "badRows",
    refund_rows => "refundRows",
    orders_after_as_of => "ordersAfterAsOf",
    customers => "customers",
    repeat_customers => "repeatCustomers",
    first_order => "firstOrder",
    last_order => "lastOrder",
    currency => "currency",
});

/// What a profile is built from: customers, and models of more customers than these where there are any.
#[derive(Debug, Clone)]
pub struct Base<'a> {
    /// The customers, in the unit of time of the options.
    pub summary: &'a CustomerSummary,
    /// The purchase model, where it is fitted already.
    pub purchase: Option<PurchaseSection>,
    /// The spend model, where it is fitted already.
    pub spend: Option<SpendSection>,
    /// What is known besides.
    pub facts: BaseFacts,
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
    let report = orders.report();
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let base = Base {
        summary: &summary,
        purchase: None,
        spend: None,
        facts: BaseFacts {
            orders: count(orders.len() as u64),
            bad_rows: count(report.bad_rows.len() as u64),
            refund_rows: count(report.refunds.rows),
            orders_after_as_of: count(summary.orders_after_as_of),
            customers: None,
            repeat_customers: None,
            first_order: None,
            last_order: None,
            currency: report.currency.clone(),
        },
    };
    build_profile_from(base, options)
}

/// Builds a profile from the columns of customers, and fits the models that are not fitted yet.
///
/// Where the models are given, the columns may be those of a sample: they then say what value is high, who belongs
/// to which tier, and how the base is distributed.
///
/// # Errors
/// Those of [`fit_purchases`] and [`fit_spend`]; those of [`Profile::check`] for options out of range.
///
/// # Example: one customer
/// ```
/// # fn main() -> clientele::Result<()> {
/// use clientele::data::date::Day;
/// use clientele::data::summary::{CustomerRecord, CustomerSummary};
/// use clientele::data::time_unit::TimeUnit;
/// use clientele::score::{Base, BaseFacts, ProfileOptions, build_profile_from};
/// let as_of = Day::from_iso("2024-06-30")?;
/// let orders = [(Day::from_iso("2024-01-01")?, 30_000_000), (Day::from_iso("2024-03-11")?, 20_000_000)];
/// let mut summary = CustomerSummary { as_of, time_unit: TimeUnit::Week, ..CustomerSummary::default() };
/// summary.push("ann".into(), &CustomerRecord::from_orders(&orders, as_of, TimeUnit::Week)?);
/// let facts = BaseFacts { orders: 2, ..BaseFacts::default() };
/// let base = Base { summary: &summary, purchase: None, spend: None, facts };
/// assert_eq!(build_profile_from(base, &ProfileOptions::default())?.as_of, as_of);
/// # Ok(())
/// # }
/// ```
pub fn build_profile_from(base: Base<'_>, options: &ProfileOptions) -> Result<Profile> {
    let summary = base.summary;
    let fit_options = FitOptions {
        prior: options.prior,
        ..FitOptions::default()
    };
    let columns = PurchaseColumns::from(summary);
    let mut purchase = match base.purchase {
        Some(fitted) => fitted,
        None => fit_purchases(&columns, Some(&summary.ln_gaps), options.model, fit_options)?,
    };
    purchase.quality = Some(fit_quality(
        purchase.model,
        &columns,
        Some(&summary.monetary_value),
        &QualityLimits::default(),
    )?);
    let model = purchase.model()?;
    let (baseline_retention, baseline_retention_source) = match options.baseline_retention {
        Some(given) => (given, "given"),
        None => (retention_from_model(&*model, summary)?, "model"),
    };
    let spend = match base.spend {
        Some(fitted) => fitted,
        None => spend_of(summary, fit_options)?,
    };
    let mut profile = Profile {
        format: Profile::FORMAT.into(),
        version: Profile::VERSION,
        name: options.name.clone(),
        currency: options.currency.clone().or(base.facts.currency.clone()),
        time_unit: options.time_unit,
        as_of: summary.as_of,
        purchase,
        spend,
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
            horizon_days: options.horizon_days(),
            bands: options.bands,
            base_rate: options.churn_base_rate,
            evidence: options.evidence.clone(),
            calibration: options.calibration.clone(),
            model: options.churn_model.clone(),
        },
        points: options.points.clone(),
        live: options.live,
        population: Population::default(),
        provenance: Some(provenance(&base.facts, summary)?),
    };
    set_ranges_and_population(&mut profile, summary).map_err(|error| error.map_path(as_option))?;
    Ok(profile)
}

/// Fits the spend model to all customers of a summary.
fn spend_of(summary: &CustomerSummary, options: FitOptions) -> Result<SpendSection> {
    let purchases: f64 = summary.frequency.iter().map(|x| x + 1.0).sum();
    let revenue: f64 = summary.revenue.iter().sum();
    let columns = SpendColumns {
        frequency: &summary.frequency,
        monetary_value: &summary.monetary_value,
        weights: None,
    };
    fit_spend(&columns, revenue / purchases.max(1.0), options)
}

fn provenance(facts: &BaseFacts, summary: &CustomerSummary) -> Result<ProfileProvenance> {
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
    let repeat_customers = count(summary.frequency.iter().filter(|&&x| x > 0.0).count());
    Ok(ProfileProvenance {
        library: env!("CARGO_PKG_VERSION").into(),
        orders: facts.orders.saturating_sub(facts.orders_after_as_of),
        customers: facts.customers.unwrap_or(count(summary.len())),
        repeat_customers: facts.repeat_customers.unwrap_or(repeat_customers),
        orders_after_as_of: facts.orders_after_as_of,
        bad_rows: facts.bad_rows,
        refund_rows: facts.refund_rows,
        first_order: facts.first_order.unwrap_or(Day::try_new(first)?),
        last_order: facts.last_order.unwrap_or(Day::try_new(last)?),
        data_hash: hash.finish(),
    })
}
