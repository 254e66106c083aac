//! The score of one customer, with what it is made of.

use crate::churn::EvidenceKind;
use crate::churn::RiskBand;
use crate::index::Part;
use crate::score::warning::Warning;
use crate::score::warning::Warnings;
use crate::segment::Tier;
use crate::segment::ValueCell;

/// The most pieces of evidence of a risk.
pub(crate) const EVIDENCE_PARTS: usize = EvidenceKind::ALL.len();

/// The number of parts of the value score: current and future value.
pub(crate) const VALUE_PARTS: usize = 2;

/// The most parts of the loyalty index: four indicators of behaviour and five of attitude.
pub(crate) const LOYALTY_PARTS: usize = 9;

/// What else an action has to take into account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Modifier {
    /// A complaint is open: it comes before everything else.
    OpenComplaint,
    /// Stays for want of something else: the attitude is to be built.
    Spurious,
    /// Would buy more if it were easier: obstacles are to be removed.
    Latent,
    /// Held by the cost of leaving while not satisfied: leaves when the barrier falls.
    Hostage,
}

impl Modifier {
    /// All of them, in the order of their bits and of their urgency.
    pub const ALL: [Self; 4] = [
        Self::OpenComplaint,
        Self::Spurious,
        Self::Latent,
        Self::Hostage,
    ];

    /// Returns the stable code, which is a key of the label table.
    pub fn code(self) -> &'static str {
        match self {
            Self::OpenComplaint => "modifier.open_complaint",
            Self::Spurious => "modifier.spurious",
            Self::Latent => "modifier.latent",
            Self::Hostage => "modifier.hostage",
        }
    }
}

/// A set of modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Modifiers(u8);

impl Modifiers {
    /// Adds a modifier where it holds.
    pub(crate) fn add(&mut self, modifier: Modifier, holds: bool) {
        self.0 |= u8::from(holds) << modifier as u8;
    }

    /// Returns the set as a number whose bits are the modifiers.
    pub(crate) fn bits(self) -> u8 {
        self.0
    }
}

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
    /// Behavioural part of the loyalty index, 0-100.
    pub behaviour: Option<f64>,
    /// Attitudinal part of the loyalty index, 0-100.
    pub attitude: Option<f64>,
    /// The cell of attitude by behaviour, an index of [`LOYALTY_TYPES`](crate::loyalty::LOYALTY_TYPES).
    pub loyalty_type: Option<usize>,
    /// The indicators in the order of the profile, those of behaviour first.
    pub loyalty_parts: [Part; LOYALTY_PARTS],
    /// The probability of leaving, as the profile's mode defines it.
    pub risk: Option<f64>,
    /// Band of the risk.
    pub band: Option<RiskBand>,
    /// P(the customer is still active | history).
    pub probability_alive: Option<f64>,
    /// The odds that the evidence starts from.
    pub base_odds: Option<f64>,
    /// What each piece of evidence multiplies the odds by, in the order of
    /// [`Scorer::evidence_codes`](crate::score::Scorer::evidence_codes); `None` where nothing is known.
    pub evidence: [Option<f64>; EVIDENCE_PARTS],
    /// Days until the next purchase has come with probability 0.1; `None` when it may never.
    pub next_p10: Option<f64>,
    /// Days until the next purchase has come with probability 0.5; `None` when it may never.
    pub next_median: Option<f64>,
    /// Days until the next purchase has come with probability 0.9; `None` when it may never.
    pub next_p90: Option<f64>,
    /// P(there is no further purchase, ever).
    pub never: Option<f64>,
    /// Cell of the current-by-future value matrix.
    pub cell: Option<ValueCell>,
    /// Risk times future value where that is positive: what may be lost.
    pub value_at_risk: Option<f64>,
    /// Share of the weights of the value score that had data.
    pub value_coverage: f64,
    /// Share of the weights of the loyalty index that had data.
    pub loyalty_coverage: f64,
    /// Share of the kinds of evidence that had data.
    pub churn_coverage: f64,
    /// What the action has to take into account besides.
    pub(crate) modifiers: Modifiers,
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

    /// Returns what the action has to take into account besides, the most urgent first.
    pub fn modifiers(&self) -> impl Iterator<Item = Modifier> {
        let bits = self.modifiers.bits();
        Modifier::ALL
            .into_iter()
            .filter(move |&modifier| bits & (1 << modifier as u8) != 0)
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

/// Returns what one piece of evidence multiplies the odds by, NaN where there is none.
fn odds(score: &CustomerScore, at: usize) -> f64 {
    number(score.evidence.get(at).copied().flatten())
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
        "behaviour" => |s| number(s.behaviour),
        "attitude" => |s| number(s.attitude),
        "loyaltyType" => |s| number(s.loyalty_type.map(|at| at as f64)),
        "risk" => |s| number(s.risk),
        "band" => |s| index(&RiskBand::ALL, s.band),
        "probabilityAlive" => |s| number(s.probability_alive),
        "nextMedian" => |s| number(s.next_median),
        "nextP10" => |s| number(s.next_p10),
        "nextP90" => |s| number(s.next_p90),
        "never" => |s| number(s.never),
        "cell" => |s| index(&ValueCell::ALL, s.cell),
        "valueAtRisk" => |s| number(s.value_at_risk),
        "warnings" => |s| f64::from(s.warnings.bits()),
    }
    details {
        "system" => |s| f64::from(s.system),
        "modifiers" => |s| f64::from(s.modifiers.bits()),
        "baseOdds" => |s| number(s.base_odds),
        "valueCoverage" => |s| s.value_coverage,
        "loyaltyCoverage" => |s| s.loyalty_coverage,
        "churnCoverage" => |s| s.churn_coverage,
        "evidence.0" => |s| odds(s, 0),
        "evidence.1" => |s| odds(s, 1),
        "evidence.2" => |s| odds(s, 2),
        "evidence.3" => |s| odds(s, 3),
        "evidence.4" => |s| odds(s, 4),
        "evidence.5" => |s| odds(s, 5),
        "evidence.6" => |s| odds(s, 6),
        "evidence.7" => |s| odds(s, 7),
        "evidence.8" => |s| odds(s, 8),
        "evidence.9" => |s| odds(s, 9),
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
        "loyalty.4.raw" => |s| part(&s.loyalty_parts, 4, |p| p.raw),
        "loyalty.4.normalised" => |s| part(&s.loyalty_parts, 4, |p| p.normalised),
        "loyalty.4.weight" => |s| part(&s.loyalty_parts, 4, |p| p.weight),
        "loyalty.4.points" => |s| part(&s.loyalty_parts, 4, |p| p.points),
        "loyalty.5.raw" => |s| part(&s.loyalty_parts, 5, |p| p.raw),
        "loyalty.5.normalised" => |s| part(&s.loyalty_parts, 5, |p| p.normalised),
        "loyalty.5.weight" => |s| part(&s.loyalty_parts, 5, |p| p.weight),
        "loyalty.5.points" => |s| part(&s.loyalty_parts, 5, |p| p.points),
        "loyalty.6.raw" => |s| part(&s.loyalty_parts, 6, |p| p.raw),
        "loyalty.6.normalised" => |s| part(&s.loyalty_parts, 6, |p| p.normalised),
        "loyalty.6.weight" => |s| part(&s.loyalty_parts, 6, |p| p.weight),
        "loyalty.6.points" => |s| part(&s.loyalty_parts, 6, |p| p.points),
        "loyalty.7.raw" => |s| part(&s.loyalty_parts, 7, |p| p.raw),
        "loyalty.7.normalised" => |s| part(&s.loyalty_parts, 7, |p| p.normalised),
        "loyalty.7.weight" => |s| part(&s.loyalty_parts, 7, |p| p.weight),
        "loyalty.7.points" => |s| part(&s.loyalty_parts, 7, |p| p.points),
        "loyalty.8.raw" => |s| part(&s.loyalty_parts, 8, |p| p.raw),
        "loyalty.8.normalised" => |s| part(&s.loyalty_parts, 8, |p| p.normalised),
        "loyalty.8.weight" => |s| part(&s.loyalty_parts, 8, |p| p.weight),
        "loyalty.8.points" => |s| part(&s.loyalty_parts, 8, |p| p.points),
    }
}
