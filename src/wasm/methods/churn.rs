//! Reasons to leave, defection, early warning, switching.

use crate::churn::ReasonOptions;
use crate::churn::churn_reasons;
use crate::churn::count_reasons;
use crate::churn::defection;
use crate::churn::early_warning::cusum_chart;
use crate::churn::early_warning::early_warning;
use crate::churn::early_warning::early_warning_columns;
use crate::churn::early_warning::ewma_chart;
use crate::churn::early_warning::recency_ratio;
use crate::churn::early_warning::trend;
use crate::churn::inertia;
use crate::churn::retention_effect;
use crate::churn::simple_activity;
use crate::churn::simple_activity_columns;
use crate::churn::stay_probability;
use crate::churn::switching_barrier;
use crate::churn::switching_costs;
use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::wasm::methods::input::Input;
use crate::wasm::methods::loyalty::columns;
use crate::wasm::methods::loyalty::given;

pub(super) fn call(name: &str, input: &mut Input) -> Result<Option<Plain>> {
    Ok(Some(match name {
        "churnReasons" => {
            let counts = given(input)?;
            churn_reasons(&counts, &input.options()?)?.to_plain()
        }
        "codedReasons" => {
            let coded: Vec<Vec<String>> = input.take("reasons")?;
            let coded = count_reasons(&coded)?;
            let mut options: ReasonOptions = input.options()?;
            options.customers = Some(coded.customers);
            churn_reasons(&coded.counts, &options)?.to_plain()
        }
        "defection" => defection(input.take("start")?, input.take("lost")?)?.to_plain(),
        "retentionEffect" => retention_effect(&given(input)?)?.to_plain(),
        "simpleActivity" => simple_activity(&given(input)?)?.to_plain(),
        "simpleActivityColumns" => {
            let numbers = input.numbers();
            let [purchases, first_to_last, first_to_now] = columns(&numbers, input)?;
            simple_activity_columns(purchases, first_to_last, first_to_now)?.to_plain()
        }
        "recencyRatio" => {
            let thresholds: Thresholds = input.take("thresholds")?;
            recency_ratio(&input.numbers(), input.take("daysSinceLast")?, &thresholds)?.to_plain()
        }
        "ewma" => ewma_chart(&input.numbers(), &input.options()?)?.to_plain(),
        "cusum" => cusum_chart(&input.numbers(), &input.options()?)?.to_plain(),
        "trend" => trend(&input.numbers(), &input.options()?)?.to_plain(),
        "earlyWarning" => {
            let thresholds: Thresholds = input.take("thresholds")?;
            let facts = given(input)?;
            early_warning(&facts, &input.options()?, &thresholds)?.to_plain()
        }
        "earlyWarningColumns" => {
            let thresholds: Thresholds = input.take("thresholds")?;
            let options = input.options()?;
            let rows: u32 = input.take("rows")?;
            let numbers = input.numbers();
            let length = usize::try_from(rows).unwrap_or(usize::MAX).max(1);
            let mut columns: [&[f64]; 10] = [&[]; 10];
            let mut lists = numbers.chunks(length);
            for (column, list) in columns.iter_mut().zip(lists.by_ref()) {
                *column = list;
            }
            let loyalty: Vec<&[f64]> = lists.collect();
            early_warning_columns(columns, &loyalty, &options, &thresholds)?.to_plain()
        }
        "switchingBarrier" => {
            let thresholds: Thresholds = input.take("thresholds")?;
            let answers = given(input)?;
            switching_barrier(&answers, &input.options()?, &thresholds)?.to_plain()
        }
        "inertia" => inertia(input.take("byHabit")?, input.take("purchases")?)?.to_plain(),
        "stayProbability" => stay_probability(&given(input)?)?.to_plain(),
        "switchingCosts" => switching_costs(&given(input)?)?.to_plain(),
        _ => return Ok(None),
    }))
}
