//! How certain weights and rankings are.

use crate::error::Result;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::options;
use crate::wasm::methods::groups::Judged;
use crate::wasm::methods::input::Input;
use crate::weighting::ahp::fuzzy::FuzzyAveraging;
use crate::weighting::ahp::fuzzy::FuzzyCell;
use crate::weighting::ahp::fuzzy::FuzzyMatrix;
use crate::weighting::ahp::fuzzy::FuzzyMethod;
use crate::weighting::best_worst::BestWorstJudgements;
use crate::weighting::best_worst::best_worst;
use crate::weighting::certainty::critical::critical_weights;
use crate::weighting::certainty::gradient::weight_sensitivity;
use crate::weighting::certainty::stability::WeightSource;
use crate::weighting::certainty::stability::rank_stability;

/// How fuzzy judgements become weights.
struct FuzzyOptions {
    method: FuzzyMethod,
    averaging: FuzzyAveraging,
    spread: f64,
}

options!(FuzzyOptions {
    method => "method",
    averaging => "averaging",
    spread => "spread",
});

impl Default for FuzzyOptions {
    fn default() -> Self {
        Self {
            method: FuzzyMethod::default(),
            averaging: FuzzyAveraging::default(),
            spread: 1.0,
        }
    }
}

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "criticalWeights" | "weightSensitivity" | "rankStability" => of_alternatives(name, input)?,
        "fuzzyAhp" => {
            let options: FuzzyOptions = input.options()?;
            let crisp: Option<Judged> = input.take("crisp")?;
            let matrix = if let Some(judged) = crisp {
                FuzzyMatrix::try_from_crisp(&judged.matrix()?, options.spread)?
            } else {
                let rows: Vec<Vec<FuzzyCell>> = input.take("matrix")?;
                let criteria: Option<Vec<String>> = input.take("criteria")?;
                FuzzyMatrix::try_from_rows(&rows, criteria.as_deref(), options.averaging)?
            };
            matrix.weights(options.method)?.to_plain()
        }
        "bestWorst" => {
            let judgements: BestWorstJudgements = input
                .take("judgements")
                .map_err(|error| error.map_path(own))?;
            best_worst(&judgements, &input.options()?)?.to_plain()
        }
        _ => return Ok(None),
    }))
}

/// Methods that take the same share the code that reads it and the code that frees it.
fn of_alternatives(name: &str, input: &mut Input) -> Result<Plain> {
    let data = input.matrix()?;
    let judged: Option<Judged> = input.take("matrix")?;
    let matrix = judged.map(Judged::matrix).transpose()?;
    let weights: Option<Vec<f64>> = input.take("weights")?;
    let weights = weights.unwrap_or_default();
    Ok(match name {
        "criticalWeights" => critical_weights(&data, &weights, &input.options()?)?.to_plain(),
        "rankStability" => {
            let weights = WeightSource::Weights(&weights);
            let source = matrix.as_ref().map_or(weights, WeightSource::Judgements);
            rank_stability(&data, source, &input.options()?)?.to_plain()
        }
        _ => {
            let criterion: String = input.take("criterion")?;
            weight_sensitivity(&data, &weights, &criterion, &input.options()?)?.to_plain()
        }
    })
}

/// `judgements` is a word of this boundary: the caller knows `best` and its like.
fn own(path: &str) -> String {
    path.strip_prefix("judgements.").unwrap_or(path).into()
}
