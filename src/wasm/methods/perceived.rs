//! What customers get, and how satisfied they are.

use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::perceived::customer_value_analysis::customer_value_analysis;
use crate::perceived::customer_value_analysis::value_map;
use crate::perceived::delivered_value::delivered_value;
use crate::perceived::derived_importance::derived_importance;
use crate::perceived::drivers::driver_index;
use crate::perceived::drivers::value_drivers;
use crate::perceived::kano::fuzzy_kano;
use crate::perceived::kano::kano;
use crate::perceived::kano::kano_category;
use crate::perceived::path_model::SatisfactionModel;
use crate::perceived::path_model::path_model;
use crate::perceived::path_model::satisfaction_model;
use crate::perceived::satisfaction::acsi_style_index;
use crate::perceived::satisfaction::disconfirmation;
use crate::perceived::satisfaction::likert;
use crate::perceived::satisfaction::satisfaction_index;
use crate::perceived::satisfaction::satisfaction_tree;
use crate::perceived::service_quality::benchmark;
use crate::perceived::service_quality::quality_views;
use crate::perceived::service_quality::service_blueprint;
use crate::perceived::service_quality::service_gaps;
use crate::perceived::service_quality::servperf;
use crate::perceived::service_quality::servqual;
use crate::perceived::value_hierarchy::value_hierarchy;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::wasm::methods::input::Input;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    if let Some(found) = value(name, input)? {
        return Ok(Some(found));
    }
    if let Some(found) = quality(name, input)? {
        return Ok(Some(found));
    }
    satisfaction(name, input)
}

/// The value that customers get.
fn value(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "deliveredValue" => {
            let offers: Vec<_> = input.take("offers")?;
            delivered_value(&offers, &input.options()?)?.to_plain()
        }
        "valueDrivers" => value_drivers().to_plain(),
        "driverIndex" => {
            let groups: Vec<_> = input.take("groups")?;
            driver_index(&groups, &input.options()?)?.to_plain()
        }
        "derivedImportance" => {
            let names: Vec<String> = input.take("criteria")?;
            derived_importance(&names, &input.numbers(), &input.options()?)?.to_plain()
        }
        "valueHierarchy" => {
            let levels: Vec<_> = input.take("levels")?;
            let (options, thresholds) = both(input)?;
            value_hierarchy(&levels, &options, &thresholds)?.to_plain()
        }
        "customerValueAnalysis" => {
            let quality: Vec<_> = input.take("quality")?;
            let price = input.take("price")?;
            customer_value_analysis(&quality, &price, &input.options()?)?.to_plain()
        }
        "valueMap" => {
            let brands: Vec<_> = input.take("brands")?;
            value_map(&brands, &input.options()?)?.to_plain()
        }
        _ => return Ok(None),
    }))
}

/// The quality that customers ask for and see.
fn quality(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "kano" => {
            let attributes: Vec<String> = input.take("attributes")?;
            let (options, thresholds) = both(input)?;
            kano(&attributes, &input.numbers(), &options, &thresholds)?.to_plain()
        }
        "kanoCategory" => {
            let functional = input.take("functional")?;
            let dysfunctional = input.take("dysfunctional")?;
            kano_category(functional, dysfunctional)?.code().to_plain()
        }
        "fuzzyKano" => {
            let answers: Vec<_> = input.take("respondents")?;
            fuzzy_kano(&answers, &thresholds(input)?)?.to_plain()
        }
        "servqual" => {
            let numbers = input.numbers();
            let (perceptions, expectations) = halves(&numbers, input)?;
            servqual(perceptions, expectations, &input.options()?)?.to_plain()
        }
        "servperf" => servperf(&input.numbers(), &input.options()?)?.to_plain(),
        "qualityViews" => {
            let items: Vec<_> = input.take("items")?;
            quality_views(&items)?.to_plain()
        }
        "serviceGaps" => {
            let scores = input.take("scores")?;
            service_gaps(&scores, &input.options()?)?.to_plain()
        }
        "benchmark" => {
            let items: Vec<_> = input.take("items")?;
            benchmark(&items)?.to_plain()
        }
        "serviceBlueprint" => {
            let steps: Vec<_> = input.take("steps")?;
            service_blueprint(&steps)?.to_plain()
        }
        _ => return Ok(None),
    }))
}

/// Satisfaction.
fn satisfaction(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "disconfirmation" => {
            let numbers = input.numbers();
            let (performance, expectation) = halves(&numbers, input)?;
            disconfirmation(performance, expectation, &input.options()?)?.to_plain()
        }
        "likert" => {
            let (options, thresholds) = both(input)?;
            likert(&input.numbers(), &options, &thresholds)?.to_plain()
        }
        "satisfactionIndex" => {
            let items: Vec<_> = input.take("items")?;
            let (options, thresholds) = both(input)?;
            satisfaction_index(&items, &options, &thresholds)?.to_plain()
        }
        "satisfactionTree" => {
            let nodes: Vec<_> = input.take("nodes")?;
            let (options, thresholds) = both(input)?;
            satisfaction_tree(&nodes, &options, &thresholds)?.to_plain()
        }
        "acsiStyleIndex" => {
            let names: Vec<String> = input.take("criteria")?;
            let (options, thresholds) = both(input)?;
            acsi_style_index(&names, &input.numbers(), &options, &thresholds)?.to_plain()
        }
        "pathModel" => {
            let names: Vec<String> = input.take("criteria")?;
            let model = input.take("model")?;
            let (options, thresholds) = both(input)?;
            path_model(&model, &names, &input.numbers(), &options, &thresholds)?.to_plain()
        }
        "satisfactionModel" => {
            let names: Vec<String> = input.take("criteria")?;
            let kind: SatisfactionModel = input.take("kind")?;
            let blocks: Vec<_> = input.take("blocks")?;
            let (options, thresholds) = both(input)?;
            let numbers = input.numbers();
            let data = (names.as_slice(), numbers.as_slice());
            satisfaction_model(kind, &blocks, data, &options, &thresholds)?.to_plain()
        }
        _ => return Ok(None),
    }))
}

/// Parts numbers after as many as `first` says.
fn halves<'a>(numbers: &'a [f64], input: &mut Input) -> Result<(&'a [f64], &'a [f64])> {
    let first: u32 = input.take("first")?;
    Ok(numbers.split_at(numbers.len().min(first as usize)))
}

/// Reads options and thresholds.
fn both<T: FromPlain>(input: &mut Input) -> Result<(T, Thresholds)> {
    Ok((input.options()?, thresholds(input)?))
}

fn thresholds(input: &mut Input) -> Result<Thresholds> {
    let given: Option<Thresholds> = input.take("thresholds")?;
    Ok(given.unwrap_or_default())
}
