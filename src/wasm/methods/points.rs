//! Points by rules. Whoever writes rules has the full build: the small one scores by them.

use crate::error::Result;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::score::points::Facts;
use crate::score::points::PointHistory;
use crate::score::points::PreviousTotal;
use crate::score::points::RuleSet;
#[cfg(feature = "full")]
use crate::score::points::ScorecardScale;
#[cfg(feature = "full")]
use crate::score::points::check_rules;
use crate::score::points::score_points;
use crate::wasm::methods::input::Input;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "scorePoints" => {
            let sets: Vec<RuleSet> = input.take("ruleSets")?;
            let facts: Facts = input.take("facts")?;
            let history = PointHistory {
                events: input.take("events")?,
                as_of: input.take("asOf")?,
            };
            let previous: Vec<PreviousTotal> = input.take("previous")?;
            score_points(&sets, &facts, &history, &previous)?.to_plain()
        }
        #[cfg(feature = "full")]
        "checkRules" => {
            let sets: Vec<RuleSet> = input.take("ruleSets")?;
            check_rules(&sets)?.to_plain()
        }
        #[cfg(feature = "full")]
        "scorecardScaling" => {
            let scale: ScorecardScale = input.take("scale").map_err(|e| e.map_path(short))?;
            scale.scaling()?.to_plain()
        }
        _ => return Ok(None),
    }))
}

/// `scale` is a word of this boundary.
#[cfg(feature = "full")]
fn short(path: &str) -> String {
    path.strip_prefix("scale.").unwrap_or(path).into()
}
