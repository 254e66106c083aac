//! What the JavaScript side needs to know of names: labels, codes, fields.

use crate::churn::Complainer;
use crate::churn::EvidenceKind;
use crate::churn::RiskBand;
use crate::error::Error;
use crate::labels;
use crate::loyalty::AttitudeIndicator;
use crate::loyalty::BehaviourIndicator;
use crate::loyalty::LOYALTY_TYPES;
use crate::plain::report;
use crate::score::Customer;
use crate::score::CustomerScore;
use crate::score::Lever;
use crate::score::Modifier;
use crate::score::Warning;
use crate::segment::Tier;
use crate::segment::ValueCell;
use crate::wasm::convert::to_js;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The names that both sides share, from one source.
struct Catalogue {
    errors: &'static [&'static str],
    labels: Vec<[&'static str; 3]>,
    customer_fields: &'static [&'static str],
    summary_fields: usize,
    score_fields: &'static [&'static str],
    score_columns: usize,
    tiers: Vec<&'static str>,
    bands: Vec<&'static str>,
    cells: Vec<&'static str>,
    warnings: Vec<&'static str>,
    loyalty_types: &'static [&'static str],
    modifiers: Vec<&'static str>,
    complainers: Vec<&'static str>,
    score_labels: Vec<String>,
}

report!(Catalogue {
    errors => "errors",
    labels => "labels",
    customer_fields => "customerFields",
    summary_fields => "summaryFields",
    score_fields => "scoreFields",
    score_columns => "scoreColumns",
    tiers => "tiers",
    bands => "bands",
    cells => "cells",
    warnings => "warnings",
    loyalty_types => "loyaltyTypes",
    modifiers => "modifiers",
    complainers => "complainers",
    score_labels => "scoreLabels",
});

/// Returns the names that both sides share.
#[wasm_bindgen]
pub fn catalogue() -> Result<JsValue, Error> {
    to_js(&Catalogue {
        errors: Error::CODES,
        labels: labels::ALL
            .iter()
            .chain(labels::FIELDS)
            .map(|l| [l.code, l.en, l.zh])
            .collect(),
        customer_fields: &Customer::FIELDS,
        summary_fields: Customer::SUMMARY_FIELDS,
        score_fields: CustomerScore::FIELDS,
        score_columns: CustomerScore::COLUMNS,
        tiers: Tier::ALL.iter().map(|t| t.code()).collect(),
        bands: RiskBand::ALL.iter().map(|b| b.code()).collect(),
        cells: ValueCell::ALL.iter().map(|c| c.code()).collect(),
        warnings: Warning::ALL.iter().map(|w| w.code()).collect(),
        loyalty_types: &LOYALTY_TYPES,
        modifiers: Modifier::ALL.iter().map(|m| m.code()).collect(),
        complainers: Complainer::ALL.iter().map(|c| c.code()).collect(),
        score_labels: score_labels(),
    })
}

/// Returns the codes whose words scores need: the score build carries no others.
fn score_labels() -> Vec<String> {
    let cells = ValueCell::ALL.iter().map(|cell| cell.code());
    let bands = RiskBand::ALL.iter().map(|band| band.code());
    let actions = cells
        .clone()
        .flat_map(|cell| bands.clone().map(move |band| format!("{cell}.{band}")));
    ["current_value", "future_value", "purchases", "silence"]
        .into_iter()
        .chain(Customer::FIELDS)
        .chain(["daysSinceLast", "meanGap"])
        .chain(Tier::ALL.iter().map(|tier| tier.code()))
        .chain(cells.clone())
        .chain(bands.clone())
        .chain(Warning::ALL.iter().map(|w| w.code()))
        .chain(LOYALTY_TYPES)
        .chain(Modifier::ALL.iter().map(|m| m.code()))
        .chain(Lever::ALL.iter().map(|lever| lever.code()))
        .chain(EvidenceKind::ALL.iter().map(|kind| kind.code()))
        .chain(BehaviourIndicator::ALL.iter().map(|i| i.code()))
        .chain(AttitudeIndicator::ALL.iter().map(|i| i.code()))
        .map(String::from)
        .chain(actions)
        .collect()
}

/// Returns 32 random bits from the host, for seeds; nothing else in the library is random.
#[wasm_bindgen(js_name = randomSeed)]
pub fn random_seed() -> Result<u32, Error> {
    getrandom::u32().map_err(|_| Error::UnsupportedRuntime {
        path: "randomSeed".into(),
        hint: "this runtime has no source of random numbers; give a seed".into(),
    })
}
