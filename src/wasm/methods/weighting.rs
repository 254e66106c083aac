//! Weights.

use crate::error::Result;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::wasm::methods::input::Input;
use crate::weighting::entropy::entropy_weights;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "entropyWeights" => {
            let options = input.options()?;
            entropy_weights(&input.matrix()?, &options)?.to_plain()
        }
        _ => return Ok(None),
    }))
}
