//! Potential value from expected cash flows.

use crate::data::caution::Caution;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::bounds::check_amount;
use crate::numeric::bounds::check_known;
use crate::numeric::bounds::check_unit;
use crate::numeric::vectors::sum;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;
use crate::plain::words;

/// When the first cash flow comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum FlowTiming {
    /// In one period, if the customer is still there then.
    #[default]
    InOnePeriod,
    /// Now, for certain.
    Now,
}

words!(FlowTiming {
    InOnePeriod => "inOnePeriod",
    Now => "now",
});

impl FlowTiming {
    /// Returns the word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::InOnePeriod => "inOnePeriod",
            Self::Now => "now",
        }
    }
}

/// How cash flows are discounted.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CashFlowOptions {
    /// The rate a period, from 0; 0.1 unless told, which is our choice for years.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub discount_rate: f64,
    /// The share of customers that stay from one flow to the next, 0 to 1: one for all periods, or
    /// one for each. None: all stay, as in plain net present value.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub retention: Option<Vec<f64>>,
    /// When the first flow comes: `"inOnePeriod"` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub timing: FlowTiming,
    /// What winning the customer costs, which a value before the first purchase has to bear.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub acquisition_cost: Option<f64>,
}

options!(CashFlowOptions {
    discount_rate => "discountRate",
    retention => "retention",
    timing => "timing",
    acquisition_cost => "acquisitionCost",
});

impl Default for CashFlowOptions {
    fn default() -> Self {
        Self {
            discount_rate: 0.1,
            retention: None,
            timing: FlowTiming::default(),
            acquisition_cost: None,
        }
    }
}

/// One cash flow and what it is worth now.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DiscountedFlow {
    /// The number of periods until it comes.
    pub period: f64,
    /// The cash flow.
    pub amount: f64,
    /// The probability that the customer is still there, 0 to 1.
    pub survival: f64,
    /// What it is worth now; the sum of all is the value before the cost of acquisition.
    pub present: f64,
}

report!(DiscountedFlow {
    period => "period",
    amount => "amount",
    survival => "survival",
    present => "present",
});

/// The present value of expected cash flows.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CashFlowValue {
    /// The present value, after the cost of acquisition.
    pub value: f64,
    /// The flows.
    pub flows: Vec<DiscountedFlow>,
    /// When the first of them comes.
    pub timing: FlowTiming,
    /// The cost of acquisition that was subtracted; none where there was none.
    pub acquisition_cost: Option<f64>,
    /// What to mind: `unprofitable_to_retain`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(CashFlowValue {
    value => "value",
    flows => "flows",
    timing => "timing",
    acquisition_cost => "acquisitionCost",
    warnings => "warnings",
    provenance => "provenance",
});

/// What is to come from the customer is negative: keeping the customer costs money.
pub const UNPROFITABLE_TO_RETAIN: &str = "unprofitable_to_retain";

/// Returns the potential value of a customer as the present value of the cash flows expected over
/// the remaining life (剩余生命周期中的净现金流).
///
/// `flows`: money at equal periods, may be negative. Where there is one retention, it holds for
/// every period; otherwise there is one for each step: as many as flows, and one fewer where the
/// first flow comes now.
///
/// # Formula
/// ```text
/// PV = Σ CF_t S_t / (1 + i)^t − acquisition,   S_t = r₁ r₂ ⋯ r_t
/// ```
///
/// # Errors
/// [`Error::EmptyInput`] without flows, [`Error::NotFinite`], [`Error::OutOfRange`] for a rate or a
/// cost below 0 or a retention outside 0-1, and [`Error::LengthMismatch`].
///
/// # Example: five years of a customer who may leave
/// ```
/// use clientele::value::{CashFlowOptions, cash_flow_value};
/// let flows = [1200.0, 1100.0, 900.0, 600.0, 300.0];
/// let options = CashFlowOptions {
///     retention: Some(vec![0.9, 0.85, 0.85, 0.8, 0.8]),
///     ..CashFlowOptions::default()
/// };
/// let found = cash_flow_value(&flows, &options)?;
/// assert!((found.value - 2407.663877).abs() < 5e-7);
/// assert!((found.flows[4].survival - 0.416160).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Berger, P. D. & Nasr, N. I. (1998), "Customer lifetime value: marketing models and
/// applications", Journal of Interactive Marketing 12(1), cases 1 and 2.
pub fn cash_flow_value(flows: &[f64], options: &CashFlowOptions) -> Result<CashFlowValue> {
    if flows.is_empty() {
        return Err(Error::empty("flows", "there is no cash flow"));
    }
    let rate = check_amount(options.discount_rate, "options.discountRate")?;
    let cost = check_known(
        options.acquisition_cost,
        "options.acquisitionCost",
        &check_amount,
    )?;
    let now = options.timing == FlowTiming::Now;
    let steps = flows.len() - usize::from(now);
    let retention = steps_of(options.retention.as_deref(), steps)?;
    let mut discounted = Vec::with_capacity(flows.len());
    let (mut survival, mut discount, mut period) = (1.0, 1.0, 0.0);
    let mut steps = retention.into_iter();
    for (i, flow) in flows.iter().enumerate() {
        check_finite(*flow, || format!("flows[{i}]"))?;
        if !(now && i == 0) {
            survival *= steps.next().unwrap_or(1.0);
            discount /= 1.0 + rate;
            period += 1.0;
        }
        discounted.push(DiscountedFlow {
            period,
            amount: *flow,
            survival,
            present: flow * survival * discount,
        });
    }
    let presents: Vec<f64> = discounted.iter().map(|flow| flow.present).collect();
    let before = check_finite(sum(&presents), || "flows".into())?;
    let mut hash = Fingerprint::default();
    hash.numbers(flows);
    hash.numbers(options.retention.as_deref().unwrap_or_default());
    Ok(CashFlowValue {
        value: before - cost.unwrap_or_default(),
        flows: discounted,
        timing: options.timing,
        acquisition_cost: cost,
        warnings: unprofitable(before),
        provenance: Provenance::new("cashFlows", hash.finish())
            .with("discountRate", rate)
            .with("timing", options.timing.code()),
    })
}

/// Returns the retention of each step.
fn steps_of(retention: Option<&[f64]>, steps: usize) -> Result<Vec<f64>> {
    const PATH: &str = "options.retention";
    let Some(given) = retention else {
        return Ok(vec![1.0; steps]);
    };
    if let [same] = *given {
        return Ok(vec![check_unit(same, PATH)?; steps]);
    }
    check_length(PATH, given.len(), steps)?;
    for (i, share) in given.iter().enumerate() {
        check_unit(*share, &format!("{PATH}[{i}]"))?;
    }
    Ok(given.to_vec())
}

/// Warns of a customer who will cost money.
pub(super) fn unprofitable(value: f64) -> Vec<Caution> {
    if value < 0.0 {
        vec![Caution::new(UNPROFITABLE_TO_RETAIN)]
    } else {
        Vec::new()
    }
}
