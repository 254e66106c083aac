//! The score of one customer, with what it is made of.

use crate::churn::RiskBand;
use crate::index::Part;
use crate::score::warning::Warning;
use crate::score::warning::Warnings;
use crate::segment::Tier;
use crate::segment::ValueCell;

/// The number of parts of the value score: current and future value.
pub(crate) const VALUE_PARTS: usize = 2;

/// The number of parts of the behavioural loyalty index.
pub(crate) const LOYALTY_PARTS: usize = 4;

/// The explained score of one customer.
///
/// Scores are 0-100, probabilities 0-1, money in the profile's currency, times in days from the
/// profile's `as_of`. What the data cannot support is `None`, and [`CustomerScore::warnings()`] says
/// why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CustomerScore {
    /// Value score: the weighted mean of current and future value in their ranges.
    pub value_score: Option<f64>,
    /// Percent of the base with a value score at or below this one.
    pub percentile: Option<f64>,
    /// Margin of the last year.
    pub current: Option<f64>,
    /// Discounted value of all margins to come if the customer stays at baseline retention.
    pub future: Option<f64>,
    /// Discounted margin of the coming months, weighed by the customer's own probabilities.
    pub lifetime: Option<f64>,
    /// Tier of the customer pyramid.
    pub tier: Option<Tier>,
    /// Evaluation system, 1-4.
    pub system: u8,
    /// Current value, future value.
    pub value_parts: [Part; VALUE_PARTS],
    /// Loyalty score; without survey answers it is the behavioural part.
    pub loyalty_score: Option<f64>,
    /// Behavioural part of the loyalty index.
    pub behaviour: Option<f64>,
    /// The behavioural indicators in the order of the profile.
    pub loyalty_parts: [Part; LOYALTY_PARTS],
    /// P(no purchase within the profile's horizon | history).
    pub risk: f64,
    /// Band of the risk.
    pub band: RiskBand,
    /// P(the customer is still active | history).
    pub probability_alive: f64,
    /// Odds of leaving of a new customer.
    pub base_odds: f64,
    /// What the repeat purchases do to the odds.
    pub purchases_odds: f64,
    /// What the silence since the last purchase does to the odds.
    pub silence_odds: f64,
    /// Days until the next purchase has come with probability 0.1; `None` when it may never.
    pub next_p10: Option<f64>,
    /// Days until the next purchase has come with probability 0.5; `None` when it may never.
    pub next_median: Option<f64>,
    /// Days until the next purchase has come with probability 0.9; `None` when it may never.
    pub next_p90: Option<f64>,
    /// P(there is no further purchase, ever).
    pub never: f64,
    /// Cell of the current-by-future value matrix.
    pub cell: Option<ValueCell>,
    /// Risk times future value where that is positive: what may be lost.
    pub value_at_risk: Option<f64>,
    /// Share of the weights of the value score that had data.
    pub value_coverage: f64,
    /// Share of the weights of the loyalty index that had data.
    pub loyalty_coverage: f64,
    /// The warnings.
    pub(crate) warnings: Warnings,
}

impl CustomerScore {
    /// Returns the warnings: what was missing, and why to read the score with care.
    pub fn warnings(&self) -> impl Iterator<Item = Warning> {
        let found = self.warnings;
        Warning::ALL
            .iter()
            .copied()
            .filter(move |&warning| found.contains(warning))
    }
}

/// A missing number is NaN in a column of numbers; nothing else is.
fn number(value: Option<f64>) -> f64 {
    value.unwrap_or(f64::NAN)
}

/// Reads a number of a score; it gives the closures below their type.
#[inline]
fn read(score: &CustomerScore, number: impl Fn(&CustomerScore) -> f64) -> f64 {
    number(score)
}

/// Declares the numbers of a score that cross to other languages: one list gives both the names
/// and the values, so that they cannot differ.
macro_rules! fields {
    (
        columns { $( $column:literal => $column_value:expr ),* $(,)? }
        details { $( $detail:literal => $detail_value:expr ),* $(,)? }
    ) => {
        impl CustomerScore {
            /// The names of the numbers of a score, in the order in which
            /// [`CustomerScore::write_fields`] writes them. The first
            /// [`CustomerScore::COLUMNS`] of them are also given for whole columns of customers.
            pub const FIELDS: &'static [&'static str] = &[$($column,)* $($detail,)*];

            /// The number of leading fields that are given for whole columns of customers.
            pub const COLUMNS: usize = [$($column),*].len();

            /// Writes the numbers of the score in the order of [`CustomerScore::FIELDS`]; a
            /// missing one is NaN. Stops where `out` ends.
            #[inline]
            pub fn write_fields(&self, out: &mut [f64]) {
                let mut out = out.iter_mut();
                $(
                    let Some(place) = out.next() else { return };
                    *place = read(self, $column_value);
                )*
                $(
                    let Some(place) = out.next() else { return };
                    *place = read(self, $detail_value);
                )*
            }
        }
    };
}

/// Returns the index of a classification for a column of numbers, NaN where there is none.
fn index<T: Copy + PartialEq>(all: &[T], value: Option<T>) -> f64 {
    number(
        value
            .and_then(|v| all.iter().position(|&a| a == v))
            .map(|i| i as f64),
    )
}

/// Returns one number of one part, NaN where there is none.
fn part(parts: &[Part], at: usize, number_of: fn(&Part) -> Option<f64>) -> f64 {
    number(parts.get(at).and_then(number_of))
}

fields! {
    columns {
        "valueScore" => |s| number(s.value_score),
        "percentile" => |s| number(s.percentile),
        "current" => |s| number(s.current),
        "future" => |s| number(s.future),
        "lifetime" => |s| number(s.lifetime),
        "tier" => |s| index(&Tier::ALL, s.tier),
        "loyaltyScore" => |s| number(s.loyalty_score),
        "risk" => |s| s.risk,
        "band" => |s| index(&RiskBand::ALL, Some(s.band)),
        "probabilityAlive" => |s| s.probability_alive,
        "nextMedian" => |s| number(s.next_median),
        "nextP10" => |s| number(s.next_p10),
        "nextP90" => |s| number(s.next_p90),
        "never" => |s| s.never,
        "cell" => |s| index(&ValueCell::ALL, s.cell),
        "valueAtRisk" => |s| number(s.value_at_risk),
        "warnings" => |s| f64::from(s.warnings.bits()),
    }
    details {
        "system" => |s| f64::from(s.system),
        "behaviour" => |s| number(s.behaviour),
        "baseOdds" => |s| s.base_odds,
        "purchasesOdds" => |s| s.purchases_odds,
        "silenceOdds" => |s| s.silence_odds,
        "valueCoverage" => |s| s.value_coverage,
        "loyaltyCoverage" => |s| s.loyalty_coverage,
        "value.0.raw" => |s| part(&s.value_parts, 0, |p| p.raw),
        "value.0.normalised" => |s| part(&s.value_parts, 0, |p| p.normalised),
        "value.0.weight" => |s| part(&s.value_parts, 0, |p| p.weight),
        "value.0.points" => |s| part(&s.value_parts, 0, |p| p.points),
        "value.1.raw" => |s| part(&s.value_parts, 1, |p| p.raw),
        "value.1.normalised" => |s| part(&s.value_parts, 1, |p| p.normalised),
        "value.1.weight" => |s| part(&s.value_parts, 1, |p| p.weight),
        "value.1.points" => |s| part(&s.value_parts, 1, |p| p.points),
        "loyalty.0.raw" => |s| part(&s.loyalty_parts, 0, |p| p.raw),
        "loyalty.0.normalised" => |s| part(&s.loyalty_parts, 0, |p| p.normalised),
        "loyalty.0.weight" => |s| part(&s.loyalty_parts, 0, |p| p.weight),
        "loyalty.0.points" => |s| part(&s.loyalty_parts, 0, |p| p.points),
        "loyalty.1.raw" => |s| part(&s.loyalty_parts, 1, |p| p.raw),
        "loyalty.1.normalised" => |s| part(&s.loyalty_parts, 1, |p| p.normalised),
        "loyalty.1.weight" => |s| part(&s.loyalty_parts, 1, |p| p.weight),
        "loyalty.1.points" => |s| part(&s.loyalty_parts, 1, |p| p.points),
        "loyalty.2.raw" => |s| part(&s.loyalty_parts, 2, |p| p.raw),
        "loyalty.2.normalised" => |s| part(&s.loyalty_parts, 2, |p| p.normalised),
        "loyalty.2.weight" => |s| part(&s.loyalty_parts, 2, |p| p.weight),
        "loyalty.2.points" => |s| part(&s.loyalty_parts, 2, |p| p.points),
        "loyalty.3.raw" => |s| part(&s.loyalty_parts, 3, |p| p.raw),
        "loyalty.3.normalised" => |s| part(&s.loyalty_parts, 3, |p| p.normalised),
        "loyalty.3.weight" => |s| part(&s.loyalty_parts, 3, |p| p.weight),
        "loyalty.3.points" => |s| part(&s.loyalty_parts, 3, |p| p.points),
    }
}
