//! Calibration and models trained elsewhere.

use crate::churn::RiskEvidence;
use crate::churn::calibration::Calibration;
use crate::churn::calibration::RevenueModel;
use crate::churn::calibration::calibrate;
use crate::churn::calibration::calibrate_revenue;
use crate::churn::calibration::calibration_quality;
use crate::churn::imported::import_model;
use crate::churn::risk_columns;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Bulk;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::wasm::methods::input::Input;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "calibrate" => {
            let names: Vec<String> = input.take("names")?;
            let numbers = input.numbers();
            let (columns, [outcomes]) = split(&numbers, &names, input)?;
            calibrate(&names, &columns, outcomes, &input.options()?)?.to_plain()
        }
        "calibrateRevenue" => {
            let names: Vec<String> = input.take("names")?;
            let numbers = input.numbers();
            let (columns, [bought, revenue]) = split(&numbers, &names, input)?;
            calibrate_revenue(&names, &columns, bought, revenue, &input.options()?)?.to_plain()
        }
        "calibratedRisk" => {
            let model: Calibration = input.take("calibration")?;
            model.check().map_err(|error| error.within("calibration"))?;
            risks(&model, input)?
        }
        "expectedRevenue" => {
            let model: RevenueModel = input.take("model")?;
            model.check().map_err(|error| error.within("model"))?;
            let names: Vec<String> = input.take("names")?;
            let numbers = input.numbers();
            let (columns, []) = split(&numbers, &names, input)?;
            Bulk(&model.expected_revenue_columns(&names, &columns)?).to_plain()
        }
        "calibrationQuality" => {
            let numbers = input.numbers();
            let (_, [outcomes, probabilities]) = split(&numbers, &[], input)?;
            calibration_quality(outcomes, probabilities)?.to_plain()
        }
        "importModel" => {
            let format = input.take("format")?;
            import_model(input.raw("model"), format)?.to_plain()
        }
        "predictImported" => {
            let model = import_model(input.raw("model"), None)?;
            risks(&model, input)?
        }
        _ => return Ok(None),
    }))
}

fn risks(model: &dyn RiskEvidence, input: &mut Input) -> Result<Plain> {
    let names: Vec<String> = input.take("names")?;
    let numbers = input.numbers();
    let (columns, []) = split(&numbers, &names, input)?;
    Ok(risk_columns(model, &names, &columns)?.to_plain())
}

/// The columns of the features, and others behind them, all of one length.
type Parts<'a, const N: usize> = (Vec<&'a [f64]>, [&'a [f64]; N]);

/// Takes numbers in bulk apart.
fn split<'a, const N: usize>(
    numbers: &'a [f64],
    names: &[String],
    input: &mut Input,
) -> Result<Parts<'a, N>> {
    let rows: u32 = input.take("rows")?;
    let mut parts = numbers.chunks_exact(rows.max(1) as usize);
    let features: Vec<&[f64]> = names.iter().map(|_| parts.next().unwrap_or(&[])).collect();
    let others = [(); N].map(|()| parts.next().unwrap_or(&[]));
    if parts.next().is_some() || !parts.remainder().is_empty() {
        return Err(Error::invalid(
            "columns".into(),
            "a list",
            "columns of one length",
        ));
    }
    Ok((features, others))
}
