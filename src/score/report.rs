//! The report on a model: fitted to the orders up to a day, held against those after it.

use crate::btyd::AnyModel;
use crate::btyd::ModelKind;
use crate::btyd::PurchaseColumns;
use crate::btyd::PurchaseModel;
use crate::btyd::fit::Convergence;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::Fitted;
use crate::btyd::fit::PriorMode;
use crate::btyd::holdout::AliveMatrix;
use crate::btyd::holdout::HoldoutData;
use crate::btyd::holdout::HoldoutReport;
use crate::btyd::holdout::QualityLimits;
use crate::btyd::holdout::Tracking;
use crate::btyd::holdout::alive_matrix;
use crate::btyd::holdout::holdout_report;
use crate::btyd::holdout::track_repeats;
use crate::btyd::selection::SelectionRecord;
use crate::btyd::uncertainty::ParameterInterval;
use crate::btyd::uncertainty::parameter_intervals;
use crate::data::date::Day;
use crate::data::holdout::SplitOptions;
use crate::data::orders::Orders;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::plain::record;
use crate::plain::report;
use crate::score::model_choice::ModelChoice;
use crate::score::model_choice::fit_choice;

/// Repeat purchases are followed week by week, whatever the unit of the model.
const WEEK: u32 = 7;

/// A holdout period of more than a hundred years is a slip of the pen.
const LONGEST: i32 = 36_525;

/// The P(alive) matrix has repeat purchases from 0 to this, and as many steps of recency.
const STEPS: u32 = 10;

/// Where a report cuts the orders, and what it fits. Every default is our choice.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ReportOptions {
    /// The last day of the calibration period: the model knows the orders of that day, the holdout
    /// begins on the next.
    pub calibration_end: Day,
    /// The last day of the holdout period; the day of the last order unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub holdout_end: Option<Day>,
    /// Unit of time of the purchase model: `week` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub time_unit: Option<TimeUnit>,
    /// The purchase model: `bg-nbd` unless told; `auto` lets the calibration period choose.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub model: Option<ModelChoice>,
    /// When the weak prior is used: `auto` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub prior: Option<PriorMode>,
    /// The probability that an interval holds its parameter: 0.9 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub level: Option<f64>,
    /// From where on something is wrong with the data.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub limits: Option<QualityLimits>,
}

record!(ReportOptions {
    calibration_end => "calibrationEnd",
    holdout_end => "holdoutEnd",
    time_unit => "timeUnit",
    model => "model",
    prior => "prior",
    level => "level",
    limits => "limits",
});

/// A parameter with what is known of its error.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ParameterEstimate {
    /// Its name.
    pub name: String,
    /// The estimate, in the time unit of the report.
    pub value: f64,
    /// The standard error; `null` where the data give none, and for k, which is chosen.
    pub standard_error: Option<f64>,
    /// The interval at the level of the report; `null` where there is no standard error.
    pub interval: Option<ParameterInterval>,
}

report!(ParameterEstimate {
    name => "name",
    value => "value",
    standard_error => "standardError",
    interval => "interval",
});

/// A fitted model, what it says of the calibration period, and how it does in the holdout period.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ModelReport {
    /// The day of the first purchase.
    pub first_day: Day,
    /// The last day of the calibration period.
    pub calibration_end: Day,
    /// The last day of the holdout period.
    pub holdout_end: Day,
    /// Unit of time of the model.
    pub time_unit: TimeUnit,
    /// Customers with a repeat purchase in the calibration period.
    pub repeat_customers: u64,
    /// Customers whose first purchase is in the holdout period; they are left out.
    pub new_customers: u64,
    /// The purchase model.
    pub model: ModelKind,
    /// Why this one, where the data chose it.
    pub selection: Option<SelectionRecord>,
    /// The level of the intervals.
    pub level: f64,
    /// The parameters.
    pub parameters: Vec<ParameterEstimate>,
    /// Log-likelihood at the parameters.
    pub log_likelihood: f64,
    /// Akaike's information criterion.
    pub aic: f64,
    /// The Bayesian information criterion.
    pub bic: f64,
    /// How the fit went.
    pub convergence: Convergence,
    /// Errors, calibration, gain and lift, frequencies, and what is wrong with the data.
    pub holdout: HoldoutReport,
    /// Repeat purchases by week, in both periods.
    pub tracking: Tracking,
    /// P(alive) by repeat purchases and recency, of a customer of the first day.
    pub alive: AliveMatrix,
}

report!(ModelReport {
    first_day => "firstDay",
    calibration_end => "calibrationEnd",
    holdout_end => "holdoutEnd",
    time_unit => "timeUnit",
    repeat_customers => "repeatCustomers",
    new_customers => "newCustomers",
    model => "model",
    selection => "selection",
    level => "level",
    parameters => "parameters",
    log_likelihood => "logLikelihood",
    aic => "aic",
    bic => "bic",
    convergence => "convergence",
    holdout => "holdout",
    tracking => "tracking",
    alive => "alive",
});

/// Fits a model to the orders up to a day and compares what it predicts with the orders after it.
///
/// What is wrong with the data is reported and never an error.
///
/// # Errors
/// Those of [`Orders::split`] and of the fit, with the path of the option that is to blame;
/// [`Error::InvalidValue`] when no order follows the calibration period, or the holdout period is
/// longer than a hundred years; [`Error::OutOfRange`] for the level.
///
/// # Example: the last three weeks of a small shop
/// ```
/// use clientele::data::csv::CsvOptions;
/// use clientele::data::date::Day;
/// use clientele::data::orders::Orders;
/// use clientele::score::{ReportOptions, model_report};
/// let csv = "customer,date,amount\nA,2024-01-01,20\nA,2024-02-01,25\nA,2024-03-01,22\nB,2024-01-05,9\n";
/// let orders = Orders::from_csv(csv.as_bytes(), &CsvOptions::default())?;
/// let options = ReportOptions {
///     calibration_end: Day::from_iso("2024-02-09")?,
///     holdout_end: None,
///     time_unit: None,
///     model: None,
///     prior: None,
///     level: None,
///     limits: None,
/// };
/// let report = model_report(&orders, &options)?;
/// assert_eq!((report.holdout.length, report.holdout.purchases.actual), (3.0, 1.0));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn model_report(orders: &Orders, options: &ReportOptions) -> Result<ModelReport> {
    check_periods(orders, options)?;
    let within = |error: Error| error.within("options");
    let split = orders.split(&SplitOptions {
        calibration_end: options.calibration_end,
        holdout_end: options.holdout_end,
        time_unit: Some(options.time_unit.unwrap_or(TimeUnit::Week)),
    })?;
    let known = &split.calibration;
    let fit_options = FitOptions {
        prior: options.prior.unwrap_or_default(),
        profile_likelihood: true,
        ..FitOptions::default()
    };
    let choice = options.model.unwrap_or_default();
    let (fitted, selection) = fit_choice(
        choice,
        &PurchaseColumns::from(known),
        Some(&known.ln_gaps),
        fit_options,
    )?;
    let level = options.level.unwrap_or(0.9);
    let parameters = parameters(&fitted, level).map_err(within)?;
    let model: &dyn PurchaseModel = &*fitted.model;
    let limits = options.limits.unwrap_or_default();
    let oldest = known.age.iter().copied().fold(0.0, f64::max);
    let repeats: Vec<f64> = (0..=STEPS).map(f64::from).collect();
    let recency: Vec<f64> = repeats
        .iter()
        .map(|step| oldest * (step / f64::from(STEPS)))
        .collect();
    Ok(ModelReport {
        first_day: split.first_day,
        calibration_end: options.calibration_end,
        holdout_end: split.holdout_end,
        time_unit: known.time_unit,
        repeat_customers: known.frequency.iter().filter(|x| **x > 0.0).count() as u64,
        new_customers: split.new_customers,
        model: model.kind(),
        selection,
        level,
        parameters,
        log_likelihood: fitted.log_likelihood,
        aic: fitted.aic,
        bic: fitted.bic,
        holdout: holdout_report(model, &HoldoutData::from(&split), &limits)?,
        tracking: track_repeats(model, &split, WEEK)?,
        alive: alive_matrix(model, &repeats, &recency, oldest)?,
        convergence: fitted.convergence,
    })
}

/// Rejects periods without a day, and such without end, naming the option that is to blame.
fn check_periods(orders: &Orders, options: &ReportOptions) -> Result<()> {
    let end = options.calibration_end;
    let wrong = |path: &str, day: Day, expected: String| {
        Err(Error::InvalidValue {
            path: format!("options.{path}"),
            found: day.to_iso(),
            expected,
        })
    };
    if let Some(first) = orders.first_day()
        && end < first
    {
        let expected = format!("a day from {first}, that of the first order");
        return wrong("calibrationEnd", end, expected);
    }
    match (options.holdout_end, orders.last_day()) {
        (Some(last), _) if last <= end => wrong(
            "holdoutEnd",
            last,
            format!("a day after {end}, when the calibration period ends"),
        ),
        (Some(last), _) if last.since(end) > LONGEST => {
            let expected = format!("a day at most {LONGEST} days after {end}");
            wrong("holdoutEnd", last, expected)
        }
        (None, Some(last)) if last <= end => wrong(
            "calibrationEnd",
            end,
            format!("a day before {last}, that of the last order"),
        ),
        _ => Ok(()),
    }
}

/// The parameters with their errors, which are those of the last ones: a chosen k has none.
fn parameters(fitted: &Fitted<AnyModel>, level: f64) -> Result<Vec<ParameterEstimate>> {
    let intervals = parameter_intervals(fitted, level)?.unwrap_or_default();
    let errors = fitted.standard_errors.as_deref().unwrap_or_default();
    let names = fitted.model.kind().parameter_names();
    let values = fitted.model.parameters();
    let chosen = values.len().saturating_sub(errors.len());
    let estimate = |(place, (name, value)): (usize, (&&'static str, f64))| {
        let place = place.checked_sub(chosen);
        ParameterEstimate {
            name: (*name).to_owned(),
            value,
            standard_error: place.and_then(|place| errors.get(place).copied()),
            interval: place.and_then(|place| intervals.get(place).copied()),
        }
    };
    Ok(names.iter().zip(values).enumerate().map(estimate).collect())
}
