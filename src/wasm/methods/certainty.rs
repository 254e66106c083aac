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
        "criticalWeights" => {
            let weights: Vec<f64> = input.take("weights")?;
            let options = input.options()?;
            critical_weights(&input.matrix()?, &weights, &options)?.to_plain()
        }
        "weightSensitivity" => {
            let weights: Vec<f64> = input.take("weights")?;
            let criterion: String = input.take("criterion")?;
            let options = input.options()?;
            weight_sensitivity(&input.matrix()?, &weights, &criterion, &options)?.to_plain()
        }
        "rankStability" => {
            let options = input.options()?;
            let data = input.matrix()?;
            match input.take::<Option<Judged>>("matrix")? {
                Some(judged) => {
                    let matrix = judged.matrix()?;
                    rank_stability(&data, WeightSource::Judgements(&matrix), &options)?
                }
                None => {
                    let weights: Vec<f64> = input.take("weights")?;
                    rank_stability(&data, WeightSource::Weights(&weights), &options)?
                }
            }
            .to_plain()
        }
        "weightErrors" => {
            let matrix = input.take::<Judged>("matrix")?.matrix()?;
            matrix.weight_errors().to_plain()
        }
        "fuzzyAhp" => {
            let options: FuzzyOptions = input.options()?;
            let matrix = match input.take::<Option<Judged>>("crisp")? {
                Some(judged) => FuzzyMatrix::try_from_crisp(&judged.matrix()?, options.spread)?,
                None => {
                    let rows: Vec<Vec<FuzzyCell>> = input.take("matrix")?;
                    let criteria: Option<Vec<String>> = input.take("criteria")?;
                    FuzzyMatrix::try_from_rows(&rows, criteria.as_deref(), options.averaging)?
                }
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

/// `judgements` is a word of this boundary: the caller knows `best` and its like.
fn own(path: &str) -> String {
    path.strip_prefix("judgements.").unwrap_or(path).into()
}
