//! Rankings and fuzzy evaluation.

use crate::error::Error;
use crate::error::Result;
use crate::index::fuzzy_evaluation::FuzzyFactor;
use crate::index::fuzzy_evaluation::fuzzy_evaluation;
use crate::index::ranking::RankExtras;
use crate::index::ranking::RankMethod;
use crate::index::ranking::RankMethodName;
use crate::index::ranking::rank;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::wasm::methods::input::Input;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "rank" => {
            let name = option::<Option<RankMethodName>>(input, "method")?;
            let name = name.ok_or_else(|| {
                let known = RankMethodName::WeightedSum.expected();
                Error::missing("options.method".into(), known)
            })?;
            let method = match name {
                RankMethodName::WeightedSum => RankMethod::WeightedSum(input.options()?),
                RankMethodName::WeightedProduct => RankMethod::WeightedProduct,
                RankMethodName::Waspas => RankMethod::Waspas(input.options()?),
                RankMethodName::Topsis => RankMethod::Topsis(input.options()?),
                RankMethodName::Vikor => RankMethod::Vikor(input.options()?),
                RankMethodName::Gra => RankMethod::Gra(input.options()?),
            };
            let weights: Vec<f64> = option(input, "weights")?;
            let extras = RankExtras {
                contributions: option(input, "contributions")?,
                compare: option(input, "compare")?,
            };
            rank(&input.matrix()?, &weights, &method, &extras)
                .map_err(|error| error.map_path(whose))?
                .to_plain()
        }
        "fuzzyEvaluation" => {
            let grades: Vec<String> = input.take("grades")?;
            let factors: Vec<FuzzyFactor> = input.take("factors")?;
            fuzzy_evaluation(&grades, &factors, &input.options()?)?.to_plain()
        }
        _ => return Ok(None),
    }))
}

/// Reads an option that every method has.
fn option<T: FromPlain>(input: &mut Input, name: &str) -> Result<T> {
    let found: Result<T> = input.take(name);
    found.map_err(|error: Error| error.within("options"))
}

/// In JavaScript the weights are options.
fn whose(path: &str) -> String {
    if path.starts_with("weights") {
        format!("options.{path}")
    } else {
        path.into()
    }
}
