//! Which of the four evaluation systems the data allow.

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::bounds::check_amount;
use crate::numeric::bounds::check_count;
use crate::numeric::bounds::check_known;
use crate::numeric::bounds::check_unit;
use crate::plain::Fingerprint;
use crate::plain::record;
use crate::plain::report;
use crate::value::net_profits::AccountColumns;
use crate::value::system::evaluation_system;

/// What is known of customers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct KnownData {
    /// The share of customers whose revenue and costs are known, 0 to 1: the coverage of their net
    /// profits.
    pub coverage: f64,
    /// The periods of history, of a customer or of the typical one.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub periods: Option<f64>,
    /// The purchases in them.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub purchases: Option<f64>,
    /// Whether a model of purchases is fitted, which is history enough.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub model_fitted: Option<bool>,
    /// The number of customers.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub customers: Option<f64>,
}

record!(KnownData {
    coverage => "coverage",
    periods => "periods",
    purchases => "purchases",
    model_fitted => "modelFitted",
    customers => "customers",
});

/// The evaluation system for what is known.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SystemChoice {
    /// The number of the system, 1 to 4.
    pub system: u32,
    /// Whether current value is computed; otherwise indicators point to it.
    pub current_direct: bool,
    /// Whether potential value is computed; otherwise indicators point to it.
    pub potential_direct: bool,
    /// The system as a class, with its evidence.
    pub class: Classification,
    /// What to mind: `many_to_rate`.
    pub warnings: Vec<Caution>,
    /// How it was chosen.
    pub provenance: Provenance,
}

report!(SystemChoice {
    system => "system",
    current_direct => "currentDirect",
    potential_direct => "potentialDirect",
    class => "class",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns the evaluation system (评价体系) that the data allow.
///
/// Current value is computed where enough customers have revenue and costs. Potential value is
/// computed where there are periods and purchases enough to forecast from, or a fitted model; what
/// is not known of them is not enough. Otherwise people rate potential value, which suits few
/// customers: a caution says where there are many. The Chinese texts say of systems 2 and 4 the same
/// sentence; this reading of the table and its thresholds are our choice.
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for shares outside 0-1, counts below 0 and
/// thresholds out of their range.
///
/// # Example: costs are known, the history is short
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::value::{KnownData, choose_system};
/// let known = KnownData { coverage: 0.95, periods: Some(2.0), ..KnownData::default() };
/// assert_eq!(choose_system(&known, &Thresholds::default())?.system, 2);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn choose_system(known: &KnownData, thresholds: &Thresholds) -> Result<SystemChoice> {
    thresholds.check()?;
    let coverage = check_unit(known.coverage, "coverage")?;
    let periods = check_known(known.periods, "periods", &check_amount)?;
    let purchases = check_known(known.purchases, "purchases", &check_amount)?;
    let customers = check_known(known.customers, "customers", &check_count)?;
    let fitted = known.model_fitted == Some(true);
    let current_direct = coverage >= thresholds.value_known_share;
    let potential_direct = fitted
        || (periods.is_some_and(|periods| periods >= thresholds.forecast_periods)
            && purchases.is_some_and(|purchases| purchases >= thresholds.forecast_purchases));
    let code = match (current_direct, potential_direct) {
        (true, true) => "evaluation.direct_direct",
        (true, false) => "evaluation.direct_indicator",
        (false, true) => "evaluation.indicator_direct",
        (false, false) => "evaluation.indicator_indicator",
    };
    let many = customers.is_some_and(|customers| customers > thresholds.rated_customers);
    Ok(SystemChoice {
        system: evaluation_system(current_direct, potential_direct).into(),
        current_direct,
        potential_direct,
        class: Classification::new(code)
            .because("coverage", coverage)
            .beyond("value_known_share", thresholds.value_known_share)
            .because("periods", periods)
            .beyond("forecast_periods", thresholds.forecast_periods)
            .because("purchases", purchases)
            .beyond("forecast_purchases", thresholds.forecast_purchases)
            .given("model_fitted", fitted),
        warnings: if many && !potential_direct {
            vec![Caution::new("many_to_rate")]
        } else {
            Vec::new()
        },
        provenance: Provenance::new(
            "evaluationSystem",
            Fingerprint::of_known(&[
                Some(coverage),
                periods,
                purchases,
                Some(f64::from(u8::from(fitted))),
                customers,
            ]),
        ),
    })
}

/// Returns the share of customers of whom the accounts hold every amount that a net profit cannot do
/// without: the coverage of [`net_profits`](crate::value::net_profits) on the same columns.
///
/// Revenue alone is no profit, however many customers have it. Where a common cost of marketing is to
/// be shared out, take the coverage of the net profits themselves.
///
/// # Errors
/// [`Error::EmptyInput`] without customers.
///
/// # Example: one of two has every cost; of revenue alone nobody has a profit
/// ```
/// use clientele::value::{AccountColumns, known_share};
/// let names = ["revenue", "productionCost", "fixedMarketingCost", "variableMarketingCost"];
/// let values = [10.0, 20.0, 4.0, f64::NAN, 1.0, 1.0, 2.0, 2.0];
/// let accounts = AccountColumns::try_new(&names.map(String::from), &values)?;
/// assert_eq!(known_share(&accounts)?, 0.5);
/// let revenue = AccountColumns::try_new(&["revenue".into()], &[10.0, 20.0])?;
/// assert_eq!(known_share(&revenue)?, 0.0);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn known_share(accounts: &AccountColumns) -> Result<f64> {
    if accounts.customers() == 0 {
        return Err(Error::empty("columns", "there are no customers"));
    }
    let complete = accounts.complete();
    let known = complete.iter().filter(|known| **known).count();
    Ok(known as f64 / accounts.customers() as f64)
}
