//! Whether weights should come from people or from data (主观赋权与客观赋权).

use crate::plain::record;
use crate::plain::report;
use crate::plain::words;
use crate::weighting::data_weights::FEW_ROWS;
use crate::weighting::data_weights::ROWS_PER_CRITERION;

/// Where weights come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum WeightSource {
    /// From judgements of people: AHP, scores of experts (主观赋权).
    #[default]
    Subjective,
    /// From the data: entropy, CRITIC, components (客观赋权).
    Objective,
}

words!(WeightSource {
    Subjective => "subjective",
    Objective => "objective",
});

/// What is known about the data before weights are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct WeightingCase {
    /// How many alternatives there are: customers, years.
    pub rows: u32,
    /// How many criteria there are.
    pub criteria: u32,
    /// Whether every criterion is a number.
    pub numeric: bool,
}

record!(WeightingCase {
    rows => "rows",
    criteria => "criteria",
    numeric => "numeric",
});

/// Which source is advised, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct WeightingAdvice {
    /// The source to take unless there is a reason against it.
    pub advised: WeightSource,
    /// The sources that the data allow.
    pub possible: Vec<WeightSource>,
    /// Why: `few_rows`, `not_numeric` or `objective_drifts`.
    pub reason: String,
}

report!(WeightingAdvice {
    advised => "advised",
    possible => "possible",
    reason => "reason",
});

/// The code of the reason that a criterion is no number, so that data cannot weigh it.
pub const NOT_NUMERIC: &str = "not_numeric";

/// The code of the reason that weights from data change with the data, so that the score of a
/// customer changes though the customer did not.
pub const OBJECTIVE_DRIFTS: &str = "objective_drifts";

/// Returns which source of weights is advised: our own rule.
///
/// With fewer than five alternatives for each criterion, or a criterion that is no number, only
/// people can say what counts. Otherwise data can too, but people stay the advice: weights from data
/// say what tells this sample apart, not what matters, and drift from one period to the next.
///
/// # Example: forty customers by ten criteria
/// ```
/// use clientele::weighting::advice::{WeightSource, WeightingCase, weighting_advice};
/// let case = WeightingCase { rows: 40, criteria: 10, numeric: true };
/// let advice = weighting_advice(&case);
/// assert_eq!(advice.possible, [WeightSource::Subjective]);
/// assert_eq!(advice.reason, "few_rows");
/// ```
pub fn weighting_advice(case: &WeightingCase) -> WeightingAdvice {
    let enough = u64::from(case.rows) >= ROWS_PER_CRITERION as u64 * u64::from(case.criteria);
    let (possible, reason) = match (case.numeric, enough) {
        (false, _) => (vec![WeightSource::Subjective], NOT_NUMERIC),
        (true, false) => (vec![WeightSource::Subjective], FEW_ROWS),
        (true, true) => (
            vec![WeightSource::Subjective, WeightSource::Objective],
            OBJECTIVE_DRIFTS,
        ),
    };
    WeightingAdvice {
        advised: WeightSource::Subjective,
        possible,
        reason: reason.into(),
    }
}
