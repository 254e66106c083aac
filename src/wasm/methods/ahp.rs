//! Pairwise comparisons and hierarchies of them.

use crate::error::Result;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::wasm::methods::input::Input;
use crate::weighting::ahp::Hierarchy;
use crate::weighting::ahp::Judgement;
use crate::weighting::ahp::PairwiseMatrix;
use crate::weighting::ahp::hierarchy::HierarchyNodes;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "consistencyReport" => {
            let options = input.options()?;
            let report = matrix(input)?.consistency_report(&options);
            report.map_err(|error| error.within("options"))?.to_plain()
        }
        "leastSquares" => matrix(input)?.least_squares().to_plain(),
        "sentences" => matrix(input)?.sentences().to_plain(),
        "weightErrors" => {
            let method = input.take("method")?;
            matrix(input)?.error_bands(method).to_plain()
        }
        "efficiency" => {
            let weights: Vec<f64> = input.take("weights")?;
            matrix(input)?.efficiency(&weights)?.to_plain()
        }
        "orderPreservation" => {
            let weights: Vec<f64> = input.take("weights")?;
            matrix(input)?.order_preservation(&weights)?.to_plain()
        }
        "onScale" => {
            let scale = input.take("scale")?;
            rows(&matrix(input)?.on_scale(scale)?)
        }
        "fromRanking" => {
            let ranking: Vec<f64> = input.take("ranking")?;
            let criteria = input.take("criteria")?;
            rows(&PairwiseMatrix::try_from_ranking(&ranking, criteria)?)
        }
        "hierarchyWeights" => {
            let method = input.take("method")?;
            hierarchy(input)?.weights(method).to_plain()
        }
        "hierarchyEvaluate" => {
            let options = input.options()?;
            hierarchy(input)?.evaluate(&options)?.to_plain()
        }
        "hierarchyConsistency" => {
            let options = input.options()?;
            let found = hierarchy(input)?.consistency(&options);
            found.map_err(|error| error.within("options"))?.to_plain()
        }
        _ => return Ok(None),
    }))
}

fn matrix(input: &mut Input) -> Result<PairwiseMatrix> {
    let rows: Vec<Vec<Judgement>> = input.take("matrix")?;
    PairwiseMatrix::try_from_rows(&rows, input.take("criteria")?)
}

fn rows(matrix: &PairwiseMatrix) -> Plain {
    matrix.rows().collect::<Vec<_>>().to_plain()
}

fn hierarchy(input: &mut Input) -> Result<Hierarchy> {
    let nodes: HierarchyNodes = input.take("hierarchy")?;
    let alternatives: Option<Vec<String>> = input.take("alternatives")?;
    Hierarchy::try_new(&nodes.0, &alternatives.unwrap_or_default())
}
