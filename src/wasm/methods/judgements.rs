//! Judgements that are missing, that could be asked next, and that could change.

use crate::error::Error;
use crate::error::Result;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::wasm::methods::input::Input;
use crate::weighting::ahp::CompletionMethod;
use crate::weighting::ahp::IncompleteMatrix;
use crate::weighting::ahp::JudgedPair;
use crate::weighting::ahp::Judgement;
use crate::weighting::ahp::PairwiseMatrix;
use crate::weighting::ahp::RandomIndex;

const NAMES: [&str; 7] = [
    "incomplete",
    "completion",
    "incompleteConsistency",
    "nextQuestion",
    "repair",
    "gradient",
    "leftOut",
];

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    if !NAMES.contains(&name) {
        return Ok(None);
    }
    let matrix = judgements(input)?;
    let found = match name {
        "incomplete" => Ok(matrix.shape().to_plain()),
        "completion" => {
            let method: CompletionMethod = input.take("method")?;
            matrix.completion(method).map(|found| found.to_plain())
        }
        "incompleteConsistency" => {
            let options = input.options()?;
            matrix.consistency(&options).map(|found| found.to_plain())
        }
        "nextQuestion" => {
            let options = input.options()?;
            matrix.next_question(&options).map(|found| found.to_plain())
        }
        "repair" => {
            let options = input.options()?;
            let matrix = PairwiseMatrix::try_from(matrix)?;
            matrix.repair(&options).map(|found| found.to_plain())
        }
        "gradient" => {
            let table: Option<RandomIndex> = input.take("randomIndex")?;
            let matrix = PairwiseMatrix::try_from(matrix)?;
            Ok(matrix.gradient(table.unwrap_or_default()).to_plain())
        }
        _ => {
            let method: CompletionMethod = input.take("method")?;
            Ok(PairwiseMatrix::try_from(matrix)?
                .left_out(method)
                .to_plain())
        }
    };
    found.map(Some).map_err(|error| match error {
        // what is not about the judgements is about the options
        Error::Disconnected { .. } => error,
        _ => error.within("options"),
    })
}

/// Reads judgements in any of their forms.
fn judgements(input: &mut Input) -> Result<IncompleteMatrix> {
    let criteria: Option<Vec<String>> = input.take("criteria")?;
    let rows: Option<Vec<Vec<Judgement>>> = input.take("matrix")?;
    if let Some(rows) = rows {
        return IncompleteMatrix::try_from_rows(&rows, criteria);
    }
    let triangle: Option<Vec<Judgement>> = input.take("upperTriangle")?;
    if let Some(triangle) = triangle {
        return IncompleteMatrix::try_from_upper_triangle(&triangle, criteria);
    }
    let pairs: Vec<JudgedPair> = input.take("pairs")?;
    IncompleteMatrix::try_from_judged_pairs(&pairs, criteria)
}
