//! Value to the firm.

use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::value::AccountColumns;
use crate::value::MatrixAxes;
use crate::value::ValueIndexKind;
use crate::value::campaign_response;
use crate::value::cash_flow_value;
use crate::value::choose_system;
use crate::value::constant_margin_value;
use crate::value::credit_points;
use crate::value::demand_contribution;
use crate::value::future_margin;
use crate::value::known_share;
use crate::value::net_profit;
use crate::value::net_profits;
use crate::value::on_time_points;
use crate::value::price_identity;
use crate::value::profit_proxy;
use crate::value::true_discount;
use crate::value::value_cell;
use crate::value::value_cells;
use crate::value::value_index;
use crate::value::value_index_columns;
use crate::wasm::methods::input::Input;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    if let Some(found) = current(name, input)? {
        return Ok(Some(found));
    }
    if let Some(found) = potential(name, input)? {
        return Ok(Some(found));
    }
    both(name, input)
}

/// Current value, and prices.
fn current(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "netProfit" => net_profit(&facts(input)?)?.to_plain(),
        "netProfits" => {
            let columns = accounts(input)?;
            net_profits(&columns, &input.options()?)
                .map_err(|error| error.map_path(column))?
                .to_plain()
        }
        "profitProxy" => {
            let [margin, quantity, cost] =
                numbers(input, ["unitMargin", "quantity", "serviceCost"])?;
            profit_proxy(margin, quantity, cost)?.to_plain()
        }
        "priceIdentity" => price_identity(&facts(input)?)?.to_plain(),
        "trueDiscount" => {
            let [original] = numbers(input, ["original"])?;
            true_discount(original, &input.take::<Vec<f64>>("factors")?)?.to_plain()
        }
        _ => return Ok(None),
    }))
}

/// Potential value.
fn potential(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "cashFlowValue" => {
            let flows: Vec<f64> = input.take("flows")?;
            cash_flow_value(&flows, &input.options()?)?.to_plain()
        }
        "constantMarginValue" => constant_margin_value(&facts(input)?)?.to_plain(),
        "futureMargin" => {
            let uplift: Option<f64> = input.take("uplift").map_err(option)?;
            let found = future_margin(&facts(input)?, uplift.unwrap_or(UPLIFT));
            let found = found.map_err(|error| match error.path() {
                Some("uplift") => option(error),
                _ => error,
            })?;
            found.to_plain()
        }
        "creditPoints" => credit_points(&input.take::<String>("grade")?)?.to_plain(),
        "onTimePoints" => {
            let [on_time, due] = numbers(input, ["onTime", "due"])?;
            on_time_points(on_time, due)?.to_plain()
        }
        "demandContribution" => {
            let [suggestions, referrals] = numbers(input, ["suggestions", "referrals"])?;
            demand_contribution(suggestions, referrals)?.to_plain()
        }
        _ => return Ok(None),
    }))
}

/// What is expected to be won of what a customer spends elsewhere, unless told.
const UPLIFT: f64 = 0.2;

/// Indices, evaluation systems, matrices.
fn both(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "valueIndicators" => {
            let kind: ValueIndexKind = input.take("kind")?;
            let names: Vec<&str> = kind.indicators().iter().map(|i| i.name).collect();
            names.to_plain()
        }
        "valueIndex" => {
            let kind: ValueIndexKind = input.take("kind")?;
            let values: Vec<Option<f64>> = input.take("values")?;
            value_index(kind, &values, &input.options()?)?.to_plain()
        }
        "valueIndexColumns" => {
            let kind: ValueIndexKind = input.take("kind")?;
            value_index_columns(kind, &input.numbers(), &input.options()?)?.to_plain()
        }
        "evaluationSystem" => {
            let thresholds = thresholds(input)?;
            choose_system(&facts(input)?, &thresholds)?.to_plain()
        }
        "knownShare" => known_share(&accounts(input)?)?.to_plain(),
        "campaignResponse" => campaign_response(&facts(input)?, &input.options()?)
            .map_err(|error| error.map_path(|path| path.replacen("prior.", "options.", 1)))?
            .to_plain(),
        "valueAxes" => {
            let axes: MatrixAxes = input.take("axes")?;
            axes.matrix().axes.to_plain()
        }
        "valueCell" => {
            let axes: MatrixAxes = input.take("axes")?;
            let (cuts, thresholds) = (cuts(input)?, thresholds(input)?);
            let first: Option<f64> = input.take("first")?;
            let second: Option<f64> = input.take("second")?;
            value_cell(axes, first, second, cuts, &thresholds)?.to_plain()
        }
        "valueCells" => {
            let axes: MatrixAxes = input.take("axes")?;
            let (cuts, thresholds) = (cuts(input)?, thresholds(input)?);
            let customers: u32 = input.take("customers")?;
            let values = input.numbers();
            let (first, second) = values
                .split_at_checked(customers as usize)
                .unwrap_or_default();
            value_cells(axes, first, second, cuts, &thresholds)?.to_plain()
        }
        _ => return Ok(None),
    }))
}

/// Reads columns of accounts.
fn accounts(input: &mut Input) -> Result<AccountColumns> {
    let names: Vec<String> = input.take("names")?;
    let columns = AccountColumns::try_new(&names, &input.numbers());
    columns.map_err(|error| error.map_path(column))
}

/// Reads what is known of a customer; its paths have no head.
pub(super) fn facts<T: FromPlain>(input: &mut Input) -> Result<T> {
    input.take("facts").map_err(|error: Error| {
        error.map_path(|path| path.strip_prefix("facts.").unwrap_or(path).into())
    })
}

/// Reads numbers by name.
fn numbers<const N: usize>(input: &mut Input, names: [&str; N]) -> Result<[f64; N]> {
    let mut found = [0.0; N];
    for (number, name) in found.iter_mut().zip(names) {
        *number = input.take(name)?;
    }
    Ok(found)
}

/// Reads what counts as high on the two axes.
fn cuts(input: &mut Input) -> Result<Option<[f64; 2]>> {
    let cuts: Option<Vec<f64>> = input.take("cuts").map_err(option)?;
    Ok(cuts.and_then(|cuts| cuts.first_chunk().copied()))
}

/// Reads thresholds; those that are not there have their defaults.
pub(super) fn thresholds(input: &mut Input) -> Result<Thresholds> {
    let found: Option<Thresholds> = input.take("thresholds").map_err(option)?;
    let found = found.unwrap_or_default();
    found
        .check()
        .map_err(|error| option(error.within("thresholds")))?;
    Ok(found)
}

/// In JavaScript it is an option.
pub(super) fn option(error: Error) -> Error {
    error.within("options")
}

/// In JavaScript amounts stand in `columns`.
fn column(path: &str) -> String {
    if path.starts_with("options.") || path.starts_with("columns") {
        path.into()
    } else {
        format!("columns.{path}")
    }
}
