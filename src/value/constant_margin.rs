//! Potential value where margin, retention and growth stay the same.

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::bounds::check_amount;
use crate::numeric::bounds::check_known;
use crate::numeric::bounds::check_unit;
use crate::numeric::math::expm1;
use crate::numeric::math::log1p;
use crate::plain::Fingerprint;
use crate::plain::record;
use crate::plain::report;
use crate::value::cash_flows::FlowTiming;
use crate::value::cash_flows::unprofitable;

/// A customer whose margin, retention and growth are the same in every period.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ConstantMargin {
    /// The first margin, in money; may be negative.
    pub margin: f64,
    /// The share of customers that stay another period, 0 to 1.
    pub retention: f64,
    /// The discount rate a period, from 0.
    pub discount_rate: f64,
    /// How much each margin exceeds the one before, as a share above −1; 0 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub growth: Option<f64>,
    /// How many margins there are; without end unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub periods: Option<u32>,
    /// When the first margin comes: `"inOnePeriod"` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub timing: Option<FlowTiming>,
    /// What winning the customer costs, subtracted where it is given.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub acquisition_cost: Option<f64>,
}

record!(ConstantMargin {
    margin => "margin",
    retention => "retention",
    discount_rate => "discountRate",
    growth => "growth",
    periods => "periods",
    timing => "timing",
    acquisition_cost => "acquisitionCost",
});

impl Default for ConstantMargin {
    /// No margin, nobody stays, and a discount of 0.1 a period.
    fn default() -> Self {
        Self {
            margin: 0.0,
            retention: 0.0,
            discount_rate: 0.1,
            growth: None,
            periods: None,
            timing: None,
            acquisition_cost: None,
        }
    }
}

/// The value of all margins to come.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ConstantMarginValue {
    /// The present value, after the cost of acquisition.
    pub value: f64,
    /// What a margin of 1 is worth: the value before the cost of acquisition, over the margin.
    pub multiple: f64,
    /// When the first margin comes: texts differ, and so do their values.
    pub timing: FlowTiming,
    /// The value if the first margin came at the other time.
    pub other_timing: f64,
    /// What to mind: `unprofitable_to_retain`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(ConstantMarginValue {
    value => "value",
    multiple => "multiple",
    timing => "timing",
    other_timing => "otherTiming",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns the potential value of a customer whose margin, retention and growth stay the same
/// (客户终身价值).
///
/// # Formula
/// ```text
/// q = r / (1 + i),   k = q (1 + g)
/// first margin in one period: PV = m q / (1 − k);   now: m / (1 − k);   both without end
/// of T margins: times 1 − k^T, and times T (1 − k) where k = 1
/// ```
/// Without growth and without end: m r / (1 + i − r) and m (1 + i) / (1 + i − r), which differ by m.
///
/// # Errors
/// [`Error::NotFinite`]; [`Error::OutOfRange`] for a retention outside 0-1, a rate or a cost below
/// 0, a growth of −1 or less, and where margins without end have no finite value:
/// r (1 + g) ≥ 1 + i.
///
/// # Example: eight in ten stay
/// ```
/// use clientele::value::{ConstantMargin, FlowTiming, constant_margin_value};
/// let customer = ConstantMargin { margin: 100.0, retention: 0.8, discount_rate: 0.1, ..Default::default() };
/// let found = constant_margin_value(&customer)?;
/// assert!((found.value - 266.666_666_7).abs() < 1e-6);
/// assert!((found.other_timing - 366.666_666_7).abs() < 1e-6);
/// let growing = ConstantMargin { growth: Some(0.03), ..customer };
/// assert!((constant_margin_value(&growing)?.value - 289.855_072_5).abs() < 1e-6);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Gupta & Lehmann (2003), "Customers as assets", Journal of Interactive Marketing 17(1), eq. 3 and
/// its forms with growth and with a margin now.
pub fn constant_margin_value(customer: &ConstantMargin) -> Result<ConstantMarginValue> {
    let m = check_finite(customer.margin, || "margin".into())?;
    let r = check_unit(customer.retention, "retention")?;
    let i = check_amount(customer.discount_rate, "discountRate")?;
    let g = check_finite(customer.growth.unwrap_or_default(), || "growth".into())?;
    if g <= -1.0 {
        return Err(Error::out_of_range("growth".into(), g, "a share above -1"));
    }
    let cost = check_known(customer.acquisition_cost, "acquisitionCost", &check_amount)?;
    let margins = margins(r, i, g, customer.periods)?;
    let timing = customer.timing.unwrap_or_default();
    let in_one_period = r / (1.0 + i) * margins;
    let (multiple, other) = match timing {
        FlowTiming::InOnePeriod => (in_one_period, margins),
        FlowTiming::Now => (margins, in_one_period),
    };
    let cost = cost.unwrap_or_default();
    let mut provenance = Provenance::new(
        "constantMargin",
        Fingerprint::of_known(&[
            Some(m),
            Some(r),
            Some(i),
            Some(g),
            customer.acquisition_cost,
        ]),
    )
    .with("timing", timing.code())
    .with("endless", customer.periods.is_none());
    if let Some(periods) = customer.periods {
        provenance = provenance.with("periods", f64::from(periods));
    }
    Ok(ConstantMarginValue {
        value: check_finite(m * multiple - cost, || "margin".into())?,
        multiple,
        timing,
        other_timing: check_finite(m * other - cost, || "margin".into())?,
        warnings: unprofitable(m * multiple),
        provenance,
    })
}

/// Returns Σ kᵗ over the margins, from t = 0.
fn margins(r: f64, i: f64, g: f64, periods: Option<u32>) -> Result<f64> {
    // 1 − k, so that what nearly cancels is subtracted before anything is rounded.
    let gap = ((1.0 - r) + i - r * g) / (1.0 + i);
    let Some(periods) = periods else {
        if gap <= 0.0 {
            let (path, value) = if g > 0.0 {
                ("growth", g)
            } else {
                ("discountRate", i)
            };
            let expected = "retention · (1 + growth) below 1 + discountRate where margins have no end; or give `periods`";
            return Err(Error::out_of_range(path.into(), value, expected));
        }
        return Ok(1.0 / gap);
    };
    let count = f64::from(periods);
    let margins = if gap.abs() < f64::MIN_POSITIVE {
        count
    } else if gap >= 1.0 {
        // Nobody stays: the first margin, if there is one.
        count.min(1.0)
    } else {
        0.0 - expm1(count * log1p(0.0 - gap)) / gap
    };
    check_finite(margins, || "periods".into())
}
