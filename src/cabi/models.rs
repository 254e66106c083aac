//! Models and profiles.

use crate::btyd::PurchaseColumns;
use crate::btyd::fit::FitOptions;
use crate::btyd::fit::PriorMode;
use crate::btyd::gamma_gamma::SpendColumns;
use crate::cabi::answer::Answer;
use crate::cabi::json::read;
use crate::cabi::slots::Slots;
use crate::cabi::summary::needed;
use crate::cabi::summary::summary_of;
use crate::data::currency::compatible;
use crate::error::Error;
use crate::error::Result;
use crate::plain::options;
use crate::score::Base;
use crate::score::BaseFacts;
use crate::score::ModelChoice;
use crate::score::ProfileOptions;
use crate::score::PurchaseSection;
use crate::score::SpendSection;
use crate::score::build_profile_from;
use crate::score::fit_purchases;
use crate::score::fit_spend;

/// How the purchase model is fitted.
#[derive(Default)]
struct PurchaseOptions {
    model: ModelChoice,
    prior: PriorMode,
}

options!(PurchaseOptions {
    model => "model",
    prior => "prior",
});

/// How the spend model is fitted.
#[derive(Default)]
struct SpendOptions {
    prior: PriorMode,
    mean: Option<f64>,
}

options!(SpendOptions {
    prior => "prior",
    mean => "mean",
});

/// What a profile is built from besides columns.
#[derive(Default)]
struct Request {
    options: ProfileOptions,
    purchase: Option<PurchaseSection>,
    spend: Option<SpendSection>,
    facts: BaseFacts,
}

options!(Request {
    options => "options",
    purchase => "purchase",
    spend => "spend",
    facts => "facts",
});

fn fit_options(prior: PriorMode) -> FitOptions {
    FitOptions {
        prior,
        ..FitOptions::default()
    }
}

/// Fits a purchase model to rows that may stand for many customers each.
pub(super) fn purchases(slots: &Slots) -> Result<Answer> {
    let options: PurchaseOptions = read(slots.text(0)?)?;
    let columns = PurchaseColumns {
        frequency: slots.column(1, "frequency")?,
        recency: slots.column(2, "recency")?,
        age: slots.column(3, "T")?,
        weights: slots.optional(4, "weights")?,
    };
    let ln_gaps = slots.optional(5, "lnGaps")?;
    let section = fit_purchases(&columns, ln_gaps, options.model, fit_options(options.prior))?;
    Ok(Answer::of_text(&section))
}

/// Fits the spend model to rows that may stand for many customers each.
pub(super) fn spend(slots: &Slots) -> Result<Answer> {
    let options: SpendOptions = read(slots.text(0)?)?;
    let columns = SpendColumns {
        frequency: slots.column(1, "frequency")?,
        monetary_value: slots.column(2, "monetaryValue")?,
        weights: slots.optional(4, "weights")?,
    };
    let mean = options.mean.ok_or_else(|| Error::Missing {
        path: "mean".into(),
        expected: "the mean net amount of a purchase".into(),
    })?;
    let section = fit_spend(&columns, mean, fit_options(options.prior))?;
    Ok(Answer::of_text(&section))
}

/// Builds a profile from the columns of a summary.
pub(super) fn profile(slots: &Slots) -> Result<Answer> {
    let request: Request = read(slots.text(0)?)?;
    let Request {
        options,
        purchase,
        spend,
        facts,
    } = request;
    let as_of = needed(options.as_of).map_err(|error| error.within("options"))?;
    check_currencies(options.currency.as_deref(), facts.currency.as_deref())?;
    let summary = summary_of(slots.column(1, "columns")?, as_of, options.time_unit)?;
    let base = Base {
        summary: &summary,
        purchase,
        spend,
        facts,
    };
    Ok(Answer::of_text(&build_profile_from(base, &options)?))
}

/// Rejects amounts of another currency than the profile is to count in: nothing is converted.
fn check_currencies(wanted: Option<&str>, found: Option<&str>) -> Result<()> {
    match (wanted, found) {
        (Some(wanted), Some(found)) if !compatible(wanted, found) => Err(Error::InvalidValue {
            path: "options.currency".into(),
            found: format!("\"{wanted}\""),
            expected: format!("\"{found}\", the currency of the facts, or left out"),
        }),
        _ => Ok(()),
    }
}
