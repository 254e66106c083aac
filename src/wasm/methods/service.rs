//! Complaints, recovery, service levels, guarantees, commitment.

use crate::error::Result;
use crate::index::MIN_COVERAGE;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::service::ComplaintCase;
use crate::service::ComplaintEvent;
use crate::service::ComplaintStatus;
use crate::service::GuaranteeTerm;
use crate::service::ServiceLevel;
use crate::service::ServicePlan;
use crate::service::commitment;
use crate::service::complaint_events;
use crate::service::complaint_metrics;
use crate::service::complaint_path;
use crate::service::complaint_profiles;
use crate::service::complaint_type;
use crate::service::complaint_type_by_intentions;
use crate::service::complaint_types;
use crate::service::guarantee_cost;
use crate::service::handling_satisfaction;
use crate::service::met_within;
use crate::service::recovery_points;
use crate::service::service_levels;
use crate::service::service_plan;
use crate::service::service_step;
use crate::wasm::methods::input::Input;
use crate::wasm::methods::value::facts;
use crate::wasm::methods::value::option;
use crate::wasm::methods::value::thresholds;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    match complaints(name, input)? {
        Some(found) => Ok(Some(found)),
        None => service(name, input),
    }
}

/// Complaints and recovery.
fn complaints(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "complaintType" => {
            let thresholds = thresholds(input)?;
            complaint_type(&facts(input)?, &thresholds)?.to_plain()
        }
        "complaintTypeByIntentions" => {
            let voice: Option<f64> = input.take("voice")?;
            let private: Option<f64> = input.take("private")?;
            let third_party: Option<f64> = input.take("thirdParty")?;
            complaint_type_by_intentions(voice, private, third_party)?.to_plain()
        }
        "complaintTypes" => {
            let thresholds = thresholds(input)?;
            complaint_types(&input.numbers(), &thresholds)
                .map_err(|error| {
                    error.map_path(|path| match path {
                        "columns" => path.into(),
                        _ => format!("columns.{path}"),
                    })
                })?
                .to_plain()
        }
        "complaintProfiles" => complaint_profiles().to_plain(),
        "complaintEvents" => {
            let thresholds = thresholds(input)?;
            let events: Vec<ComplaintEvent> = input.take("events")?;
            let as_of: f64 = input.take("asOf")?;
            complaint_events(&events, as_of, &thresholds)?.to_plain()
        }
        "complaintPath" => complaint_path(&facts(input)?).to_plain(),
        "complaintMetrics" => {
            let cases: Option<Vec<ComplaintCase>> = input.take("cases")?;
            complaint_metrics(&facts(input)?, &cases.unwrap_or_default())?.to_plain()
        }
        "handlingSatisfaction" => {
            handling_satisfaction(&facts(input)?, &input.options()?)?.to_plain()
        }
        "recoveryPoints" => {
            let thresholds = thresholds(input)?;
            let status: ComplaintStatus = input.take("status")?;
            let satisfaction: Option<f64> = input.take("satisfaction")?;
            recovery_points(status, satisfaction, &thresholds)
                .map_err(|error| match error.path() {
                    Some("satisfaction") => error,
                    _ => option(error.within("thresholds")),
                })?
                .to_plain()
        }
        _ => return Ok(None),
    }))
}

/// What is promised and kept.
fn service(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "serviceLevels" => {
            let levels: Vec<ServiceLevel> = input.take("levels")?;
            let coverage: Option<f64> = input.take("minCoverage").map_err(option)?;
            let coverage = coverage.unwrap_or(MIN_COVERAGE);
            service_levels(&levels, coverage)
                .map_err(|error| match error.path() {
                    Some("minCoverage") => option(error),
                    _ => error,
                })?
                .to_plain()
        }
        "metWithin" => {
            let limit: f64 = input.take("limit")?;
            met_within(&input.numbers(), limit)?.to_plain()
        }
        "servicePlan" => {
            let plans: Option<Vec<ServicePlan>> = input.take("plans").map_err(option)?;
            service_plan(&input.take::<String>("tier")?, &plans.unwrap_or_default())?.to_plain()
        }
        "serviceStep" => service_step(&facts(input)?).to_plain(),
        "guaranteeCost" => {
            let customers: f64 = input.take("customers")?;
            let terms: Vec<GuaranteeTerm> = input.take("terms")?;
            let unconditional: Option<bool> = input.take("unconditional")?;
            guarantee_cost(customers, &terms, unconditional == Some(true))?.to_plain()
        }
        "commitment" => {
            let thresholds = thresholds(input)?;
            commitment(&facts(input)?, &input.options()?, &thresholds)?.to_plain()
        }
        _ => return Ok(None),
    }))
}
