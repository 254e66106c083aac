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
use crate::weighting::ahp::judgement_merge::merge_judgement_files;

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
        "aggregateJudgments" | "disagreement" => of_matrices(name, input)?,
        "consensus" | "opinionClusters" | "kendallW" => of_rows(name, input)?,
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

// Methods that take the same share the code that reads it and the code that frees it.

fn of_matrices(name: &str, input: &mut Input) -> Result<Plain> {
    let judged: Vec<Judged> = input.take("matrices")?;
    let mut matrices = Vec::with_capacity(judged.len());
    for (k, own) in judged.into_iter().enumerate() {
        let matrix = own.matrix();
        matrices.push(matrix.map_err(|error| error.within(&format!("matrices[{k}]")))?);
    }
    Ok(if name == "disagreement" {
        disagreement(&matrices, &input.options()?)?.to_plain()
    } else {
        aggregate(&matrices, &input.options()?)?.to_plain()
    })
}

fn of_rows(name: &str, input: &mut Input) -> Result<Plain> {
    let list = if name == "kendallW" {
        "ratings"
    } else {
        "weights"
    };
    let rows: Vec<Vec<f64>> = input.take(list)?;
    Ok(match name {
        "consensus" => consensus(&rows, &input.options()?)?.to_plain(),
        "kendallW" => kendall_w(&rows)?.to_plain(),
        _ => opinion_clusters(&rows, &input.options()?)?.to_plain(),
    })
}
