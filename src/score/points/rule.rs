//! One rule.

use crate::plain::record;
use crate::plain::words;
use crate::score::points::fact::Fact;

/// How points of an event fade with its age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum DecayKind {
    /// By the same amount every day, to nothing after `days`: 1 − age/days.
    Linear,
    /// By half every `days`: 2^(−age/days).
    HalfLife,
}

words!(DecayKind {
    Linear => "linear",
    HalfLife => "halfLife",
});

/// How points of an event fade with its age.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Decay {
    /// The form.
    pub kind: DecayKind,
    /// The days until nothing, or until half, is left.
    pub days: f64,
}

record!(Decay {
    kind => "kind",
    days => "days",
});

/// A range of numbers or of dates. Both bounds are in it unless told; one may be left out.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FactRange {
    /// The least number or the first date.
    #[cfg_attr(feature = "serde", serde(default))]
    #[cfg_attr(feature = "full", tsify(optional, type = "number | string | null"))]
    pub min: Fact,
    /// The largest number or the last date.
    #[cfg_attr(feature = "serde", serde(default))]
    #[cfg_attr(feature = "full", tsify(optional, type = "number | string | null"))]
    pub max: Fact,
    /// Whether `min` itself is outside.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub exclude_min: Option<bool>,
    /// Whether `max` itself is outside.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub exclude_max: Option<bool>,
}

record!(FactRange {
    min => "min",
    max => "max",
    exclude_min => "excludeMin",
    exclude_max => "excludeMax",
});

/// One rule: points for the value of a field, or points for every event of a type.
///
/// A rule on a `field` has one of `equals`, `one_of`, `contains`, `range` and `empty`. A rule on an
/// `event` may have `decay` and `within_days`.
///
/// # Example: twenty points for a plan
/// ```
/// use clientele::score::points::{Fact, Rule};
/// let rule = Rule {
///     code: "paid_plan".into(),
///     points: 20.0,
///     field: Some("plan".into()),
///     equals: Some(Fact::Text("pro".into())),
///     ..Rule::default()
/// };
/// assert!(rule.event.is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Rule {
    /// The stable code, once in a rule set.
    pub code: String,
    /// The points, positive or negative: once for a field, for every event of the type otherwise.
    pub points: f64,
    /// What people read.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub label: Option<String>,
    /// The field that is looked at.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub field: Option<String>,
    /// The field has this value.
    #[cfg_attr(
        feature = "full",
        tsify(optional, type = "string | number | boolean | null")
    )]
    pub equals: Option<Fact>,
    /// The field has one of these values.
    #[cfg_attr(
        feature = "full",
        tsify(optional, type = "(string | number | boolean)[] | null")
    )]
    pub one_of: Option<Vec<Fact>>,
    /// A text contains this text; a list has this item.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub contains: Option<String>,
    /// A number or a date lies in a range.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub range: Option<FactRange>,
    /// `true`: the field is empty; `false`: it is not.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub empty: Option<bool>,
    /// Whether texts are the same when letters from A to Z differ in case.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub ignore_case: Option<bool>,
    /// The type of the events that count.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub event: Option<String>,
    /// How the points of an event fade; without it they stay.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub decay: Option<Decay>,
    /// Events older than so many days count no more.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub within_days: Option<f64>,
    /// The most the rule can give, 0 or above.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub cap: Option<f64>,
    /// The least the rule can give, 0 or below.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub floor: Option<f64>,
}

record!(Rule {
    code => "code",
    points => "points",
    label => "label",
    field => "field",
    equals => "equals",
    one_of => "oneOf",
    contains => "contains",
    range => "range",
    empty => "empty",
    ignore_case => "ignoreCase",
    event => "event",
    decay => "decay",
    within_days => "withinDays",
    cap => "cap",
    floor => "floor",
});
