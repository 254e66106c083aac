//! Classes of customers, concentration, RFM.

use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::options;
use crate::segment::CLASSIFIERS;
use crate::segment::Classifier;
use crate::segment::Codes;
use crate::segment::CustomerColumns;
use crate::segment::activity::ACTIVITY;
use crate::segment::activity::activity;
use crate::segment::class_totals;
use crate::segment::classifier_named;
use crate::segment::classify_columns;
use crate::segment::classify_customer;
use crate::segment::concentration::concentration;
use crate::segment::relation_metrics::METRICS;
use crate::segment::relation_metrics::relation_metrics;
use crate::segment::relation_metrics::relation_metrics_of;
use crate::segment::rfm::RfmCuts;
use crate::segment::rfm::RfmSegment;
use crate::segment::rfm::check_rfm_map;
use crate::segment::rfm::rfm;
use crate::segment::rfm::rfm_of;
use crate::segment::rfm::standard_segments;
use crate::segment::steps::StepRatios;
use crate::segment::steps::step_coverage;
use crate::segment::strength::relation_strengths;
use crate::wasm::methods::input::Input;
use crate::wasm::methods::input::threshold_path;

/// Options that are thresholds and nothing else.
#[derive(Default)]
struct Only {
    thresholds: Thresholds,
}

options!(Only {
    thresholds => "thresholds",
});

const NAMES: [&str; 8] = [
    "classifyCustomer",
    "classifyColumns",
    "classTotals",
    "concentration",
    "relationMetrics",
    "relationStrength",
    "rfm",
    "stepCoverage",
];

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "thresholds" => Thresholds::ALL.to_plain(),
        "classifiers" => CLASSIFIERS.to_plain(),
        "stepRatios" => {
            let ratios: StepRatios = input.take("ratios")?;
            let options: Only = input.options()?;
            let found = ratios.coverage(&options.thresholds);
            found
                .map_err(|error| placed(error, &[], "ratios"))?
                .to_plain()
        }
        "rfmOf" => {
            let cuts: RfmCuts = input
                .take("cuts")
                .map_err(|error| error.within("options"))?;
            let options = input.options()?;
            let facts = input.take("facts").map_err(|error| error.map_path(whose))?;
            let found = rfm_of(&facts, &cuts, &options);
            let names = ["daysSinceLast", "purchases", "monetary"].map(String::from);
            found
                .map_err(|error| placed(error, &names, CUSTOMER))?
                .to_plain()
        }
        "standardSegments" => standard_segments().to_plain(),
        "checkRfmMap" => {
            let segments: Vec<RfmSegment> = input.take("segments")?;
            let scores: Vec<u32> = input.take("scores")?;
            let [r, f, m] = scores[..] else {
                return Err(scores.to_plain().is_not("three numbers of scores"));
            };
            check_rfm_map(&segments, [r as usize, f as usize, m as usize]).to_plain()
        }
        _ if NAMES.contains(&name) => of_columns(name, input)?,
        "activity" => {
            let columns = columns_of(input)?.0;
            let day: f64 = input.take("asOf")?;
            let column = |name| columns.column(name).unwrap_or_default();
            let (first, last) = (column("firstDay"), column("lastDay"));
            named(&ACTIVITY, &activity(column("purchases"), first, last, day)?)
        }
        _ => return Ok(None),
    }))
}

/// Methods that take columns of customers.
fn of_columns(name: &str, input: &mut Input) -> Result<Plain> {
    let (mut columns, place) = columns_of(input)?;
    let names = columns.names().to_vec();
    let found = match name {
        "classifyCustomer" => {
            let (classifier, options) = (kind(input)?, input.options()?);
            classify_customer(classifier, columns, &options).map(|found| found.to_plain())
        }
        "classifyColumns" => {
            let (classifier, options) = (kind(input)?, input.options()?);
            classify_columns(classifier, columns, &options).map(|found| found.to_plain())
        }
        "classTotals" => {
            let classes: Vec<String> = input.take("classes")?;
            let codes = Codes::from_numbers(&columns.take("codes").unwrap_or_default())?;
            let classes: Vec<&str> = classes.iter().map(String::as_str).collect();
            class_totals(&codes.0, &classes, &columns).map(|found| found.to_plain())
        }
        "concentration" => {
            let options = input.options()?;
            let values = columns.column("value").unwrap_or_default();
            concentration(values, columns.column("ids"), &options).map(|found| found.to_plain())
        }
        "relationMetrics" => {
            let options: Only = input.options()?;
            let metrics = if place == CUSTOMER {
                relation_metrics_of
            } else {
                relation_metrics
            };
            metrics(columns, &options.thresholds).map(|found| named(&METRICS, &found))
        }
        "relationStrength" => {
            let options = input.options()?;
            let names = ["score", "coverage"];
            relation_strengths(&columns, &options).map(|found| named(&names, &found))
        }
        "stepCoverage" => {
            let options: Only = input.options()?;
            step_coverage(&columns, &options.thresholds).map(|found| found.to_plain())
        }
        _ => rfm(&columns, &input.options()?).map(|found| found.to_plain()),
    };
    found.map_err(|error| placed(error, &names, &place))
}

/// Reads columns of customers, and what their caller calls them.
fn columns_of(input: &mut Input) -> Result<(CustomerColumns, String)> {
    let names: Vec<String> = input.take("names")?;
    let customers: u32 = input.take("customers")?;
    let place: String = input.take("place")?;
    let numbers = input.numbers();
    let columns = CustomerColumns::try_new(names.clone(), numbers, customers as usize);
    Ok((
        columns.map_err(|error| placed(error, &names, &place))?,
        place,
    ))
}

fn kind(input: &mut Input) -> Result<&'static Classifier> {
    let name: String = input.take("kind")?;
    classifier_named(&name).ok_or_else(|| {
        let names: Vec<&str> = CLASSIFIERS.iter().map(|known| known.name).collect();
        let known = format!("one of {}", names.join(", "));
        Plain::Text(name).is_not(&known).within("kind")
    })
}

/// Returns columns by name.
fn named(names: &[&str], columns: &[Vec<f64>]) -> Plain {
    let mut entries = Entries::default();
    for (name, column) in names.iter().zip(columns) {
        entries.put(name, &Bulk(column));
    }
    entries.into_plain()
}

/// What the caller calls one customer.
const CUSTOMER: &str = "customer";

/// Says of the culprit whether it is a column or an option.
fn placed(error: Error, names: &[String], place: &str) -> Error {
    let absent = matches!(error, Error::Missing { .. });
    error.map_path(|path| {
        if path.starts_with("options.") {
            return path.into();
        }
        if let Some(option) = threshold_path(path) {
            return option;
        }
        // One customer is a row of columns here, and nowhere else.
        let path = path
            .strip_suffix("[0]")
            .filter(|_| place == CUSTOMER)
            .unwrap_or(path);
        let head = path.split(['.', '[']).next().unwrap_or(path);
        let known = names.iter().any(|name| {
            let rest = name.strip_prefix(head);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        });
        let is_step = ["identify", "differentiate", "interact", "customise"].contains(&head);
        if place == "values" && head == "value" {
            path.replacen("value", "values", 1)
        } else if known || absent || is_step || head == "codes" {
            format!("{place}.{path}")
        } else {
            format!("options.{path}")
        }
    })
}

/// `facts` is a word of this boundary.
fn whose(path: &str) -> String {
    path.replacen("facts", "customer", 1)
}
