//! Weights.

use crate::data::decision_matrix::DecisionMatrix;
use crate::error::Result;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::wasm::methods::input::Input;
use crate::weighting::advice::WeightingCase;
use crate::weighting::advice::weighting_advice;
use crate::weighting::combine::WeightSet;
use crate::weighting::combine::combine_weights;
use crate::weighting::critic::critic_weights;
use crate::weighting::data_weights::DataWeights;
use crate::weighting::deviation::standard_deviation_weights;
use crate::weighting::deviation::variation_weights;
use crate::weighting::entropy::entropy_weights;
use crate::weighting::gini::gini_weights;
use crate::weighting::independence::independence_weights;
use crate::weighting::merec::merec_weights;
use crate::weighting::pca::pca_weights;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    match name {
        "entropyWeights" => {
            let options = input.options()?;
            weights(input, &|data| entropy_weights(data, &options))
        }
        "criticWeights" => {
            let options = input.options()?;
            weights(input, &|data| critic_weights(data, &options))
        }
        "merecWeights" => weights(input, &merec_weights),
        "standardDeviationWeights" => {
            let options = input.options()?;
            weights(input, &|data| standard_deviation_weights(data, &options))
        }
        "variationWeights" => weights(input, &variation_weights),
        "giniWeights" => {
            let options = input.options()?;
            weights(input, &|data| gini_weights(data, &options))
        }
        "pcaWeights" => {
            let options = input.options()?;
            weights(input, &|data| pca_weights(data, &options))
        }
        "independenceWeights" => weights(input, &independence_weights),
        "combineWeights" => {
            let options = input.options()?;
            let sets: Vec<WeightSet> = input.take("weights")?;
            let data = input.optional_matrix()?;
            Ok(Some(
                combine_weights(&sets, data.as_ref(), &options)?.to_plain(),
            ))
        }
        "weightingAdvice" => {
            let case: WeightingCase = input.take("case").map_err(|e| e.map_path(short))?;
            Ok(Some(weighting_advice(&case).to_plain()))
        }
        _ => Ok(None),
    }
}

/// Weights from the data of the call, by one body for all methods.
#[inline(never)]
fn weights(
    input: &mut Input,
    method: &dyn Fn(&DecisionMatrix) -> Result<DataWeights>,
) -> Result<Option<Plain>> {
    Ok(Some(method(&input.matrix()?)?.to_plain()))
}

/// `case` is a word of this boundary.
fn short(path: &str) -> String {
    path.strip_prefix("case.").unwrap_or(path).into()
}
