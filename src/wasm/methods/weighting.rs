//! Weights.

use crate::error::Result;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::wasm::methods::input::Input;
use crate::weighting::advice::WeightingCase;
use crate::weighting::advice::weighting_advice;
use crate::weighting::combine::WeightSet;
use crate::weighting::combine::combine_weights;
use crate::weighting::critic::critic_weights;
use crate::weighting::deviation::standard_deviation_weights;
use crate::weighting::deviation::variation_weights;
use crate::weighting::entropy::entropy_weights;
use crate::weighting::gini::gini_weights;
use crate::weighting::independence::independence_weights;
use crate::weighting::merec::merec_weights;
use crate::weighting::pca::pca_weights;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    let found = match name {
        "entropyWeights" => {
            let options = input.options()?;
            entropy_weights(&input.matrix()?, &options)?
        }
        "criticWeights" => {
            let options = input.options()?;
            critic_weights(&input.matrix()?, &options)?
        }
        "merecWeights" => merec_weights(&input.matrix()?)?,
        "standardDeviationWeights" => {
            let options = input.options()?;
            standard_deviation_weights(&input.matrix()?, &options)?
        }
        "variationWeights" => variation_weights(&input.matrix()?)?,
        "giniWeights" => {
            let options = input.options()?;
            gini_weights(&input.matrix()?, &options)?
        }
        "pcaWeights" => {
            let options = input.options()?;
            pca_weights(&input.matrix()?, &options)?
        }
        "independenceWeights" => independence_weights(&input.matrix()?)?,
        "combineWeights" => {
            let options = input.options()?;
            let sets: Vec<WeightSet> = input.take("weights")?;
            let data = input.optional_matrix()?;
            let found = combine_weights(&sets, data.as_ref(), &options)?;
            return Ok(Some(found.to_plain()));
        }
        "weightingAdvice" => {
            let case: WeightingCase = input.take("case").map_err(|e| e.map_path(short))?;
            return Ok(Some(weighting_advice(&case).to_plain()));
        }
        _ => return Ok(None),
    };
    Ok(Some(found.to_plain()))
}

/// `case` is a word of this boundary.
fn short(path: &str) -> String {
    path.strip_prefix("case.").unwrap_or(path).into()
}
