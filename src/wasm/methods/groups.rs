//! Groups of experts.

use crate::error::Result;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::record;
use crate::wasm::methods::input::Input;
use crate::weighting::ahp::Judgement;
use crate::weighting::ahp::PairwiseMatrix;
use crate::weighting::ahp::clusters::opinion_clusters;
use crate::weighting::ahp::concordance::kendall_w;
use crate::weighting::ahp::consensus::consensus;
use crate::weighting::ahp::disagreement::disagreement;
use crate::weighting::ahp::group::aggregate;
use crate::weighting::ahp::judgement_file::JudgementFile;
use crate::weighting::ahp::judgement_file::merge_judgement_files;

/// The judgements of one expert.
pub(super) struct Judged {
    rows: Vec<Vec<Judgement>>,
    criteria: Option<Vec<String>>,
}

record!(Judged {
    rows => "rows",
    criteria => "criteria",
});

impl Judged {
    pub(super) fn matrix(self) -> Result<PairwiseMatrix> {
        PairwiseMatrix::try_from_rows(&self.rows, self.criteria)
    }
}

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "aggregateJudgments" => {
            let options = input.options()?;
            aggregate(&matrices(input)?, &options)?.to_plain()
        }
        "disagreement" => {
            let options = input.options()?;
            disagreement(&matrices(input)?, &options)?.to_plain()
        }
        "consensus" => {
            let weights: Vec<Vec<f64>> = input.take("weights")?;
            consensus(&weights, &input.options()?)?.to_plain()
        }
        "opinionClusters" => {
            let weights: Vec<Vec<f64>> = input.take("weights")?;
            opinion_clusters(&weights, &input.options()?)?.to_plain()
        }
        "kendallW" => {
            let ratings: Vec<Vec<f64>> = input.take("ratings")?;
            kendall_w(&ratings)?.to_plain()
        }
        "judgementFile" => {
            let (expert, goal): (String, String) = (input.take("expert")?, input.take("goal")?);
            let matrix = input.take::<Judged>("matrix")?.matrix()?;
            JudgementFile::try_new(&expert, &goal, &matrix)?.to_plain()
        }
        "mergeJudgementFiles" => {
            let files: Vec<JudgementFile> = input.take("files")?;
            merge_judgement_files(&files, &input.options()?)?.to_plain()
        }
        _ => return Ok(None),
    }))
}

fn matrices(input: &mut Input) -> Result<Vec<PairwiseMatrix>> {
    let judged: Vec<Judged> = input.take("matrices")?;
    let matrix = |(k, own): (usize, Judged)| {
        own.matrix()
            .map_err(|error| error.within(&format!("matrices[{k}]")))
    };
    judged.into_iter().enumerate().map(matrix).collect()
}
