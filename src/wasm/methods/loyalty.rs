//! Loyalty, retention, survival, relationships.

use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::loyalty::LoyaltyIndex;
use crate::loyalty::MatrixOptions;
use crate::loyalty::RecommendationOptions;
use crate::loyalty::SurvivalOptions;
use crate::loyalty::attitude_behaviour;
use crate::loyalty::attitude_behaviour_columns;
use crate::loyalty::bond_level;
use crate::loyalty::loyalty_curve;
use crate::loyalty::loyalty_on_curve;
use crate::loyalty::loyalty_programme;
use crate::loyalty::recommendation_score;
use crate::loyalty::relational_benefits;
use crate::loyalty::repurchase_rate;
use crate::loyalty::retention_over;
use crate::loyalty::retention_rate;
use crate::loyalty::satisfaction_type;
use crate::loyalty::satisfaction_types;
use crate::loyalty::service_profit_chain;
use crate::loyalty::share_of_wallet;
use crate::loyalty::survival;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::wasm::methods::input::Input;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "loyaltyIndex" => {
            let index = LoyaltyIndex::try_new(&input.options()?)?;
            let thresholds: Thresholds = input.take("thresholds")?;
            index.score(&given(input)?, &thresholds)?.to_plain()
        }
        "loyaltyIndexColumns" => {
            let index = LoyaltyIndex::try_new(&input.options()?)?;
            let numbers = input.numbers();
            index.score_columns(&columns(&numbers, input)?)?.to_plain()
        }
        "attitudeBehaviour" => {
            let options: MatrixOptions = input.options()?;
            let (attitude, behaviour) = (input.take("attitude")?, input.take("behaviour")?);
            attitude_behaviour(attitude, behaviour, &options.thresholds)?.to_plain()
        }
        "attitudeBehaviourColumns" => {
            let numbers = input.numbers();
            let [attitude, behaviour] = columns(&numbers, input)?;
            attitude_behaviour_columns(attitude, behaviour, &input.options()?)?.to_plain()
        }
        "satisfactionType" => {
            let thresholds: Thresholds = input.take("thresholds")?;
            let (satisfaction, loyalty) = (input.take("satisfaction")?, input.take("loyalty")?);
            let speaks_ill = input.take("speaksIll")?;
            satisfaction_type(satisfaction, loyalty, speaks_ill, &thresholds)?.to_plain()
        }
        "satisfactionTypes" => {
            let thresholds: Thresholds = input.take("thresholds")?;
            let numbers = input.numbers();
            let [satisfaction, loyalty, speaks_ill] = columns(&numbers, input)?;
            satisfaction_types(satisfaction, loyalty, speaks_ill, &thresholds)?.to_plain()
        }
        "loyaltyOnCurve" => {
            loyalty_on_curve(input.take("satisfaction")?, input.take("k")?)?.to_plain()
        }
        "loyaltyCurve" => {
            let numbers = input.numbers();
            let [satisfaction, loyalty] = columns(&numbers, input)?;
            loyalty_curve(satisfaction, loyalty)?.to_plain()
        }
        "recommendationScore" => {
            let options: RecommendationOptions = input.options()?;
            recommendation_score(&input.numbers(), &options)?.to_plain()
        }
        "survival" => {
            let options: SurvivalOptions = input.options()?;
            let numbers = input.numbers();
            let [durations, left] = columns(&numbers, input)?;
            survival(durations, left, &options)?.to_plain()
        }
        "serviceProfitChain" => {
            let measures: Vec<String> = input.take("criteria")?;
            service_profit_chain(&measures, &input.numbers(), &input.options()?)?.to_plain()
        }
        _ => return small(name, input),
    }))
}

/// Methods of a few numbers.
fn small(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "retentionRate" => retention_rate(&given(input)?)?.to_plain(),
        "retentionOver" => retention_over(input.take("rate")?, input.take("periods")?)?.to_plain(),
        "repurchaseRate" => repurchase_rate(&input.numbers())?.to_plain(),
        "shareOfWallet" => share_of_wallet(input.take("own")?, input.take("category")?)?.to_plain(),
        "relationalBenefits" => {
            let options = input.options()?;
            relational_benefits(&given(input)?, &options)?.to_plain()
        }
        "bondLevel" => bond_level(&given(input)?).to_plain(),
        "loyaltyProgramme" => loyalty_programme(&given(input)?)?.to_plain(),
        _ => return Ok(None),
    }))
}

/// The object that a method is given; `given` is a word of this boundary.
pub(super) fn given<T: FromPlain>(input: &mut Input) -> Result<T> {
    let found: Result<T> = input.take("given");
    found.map_err(|error| error.map_path(|path| path.strip_prefix("given.").unwrap_or(path).into()))
}

/// The columns of numbers in bulk, one after the other; one that is not there is empty.
pub(super) fn columns<'a, const N: usize>(
    numbers: &'a [f64],
    input: &mut Input,
) -> Result<[&'a [f64]; N]> {
    let rows: u32 = input.take("rows")?;
    let length = usize::try_from(rows).unwrap_or(usize::MAX).max(1);
    let mut found: [&[f64]; N] = [&[]; N];
    for (column, values) in found.iter_mut().zip(numbers.chunks(length)) {
        *column = values;
    }
    Ok(found)
}
