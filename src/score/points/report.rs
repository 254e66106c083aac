//! A score by points, explained.

use crate::plain::report;
use crate::plain::words;
use crate::score::points::amount::Points;

/// What a rule gave.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RulePoints {
    /// The code of the rule.
    pub code: String,
    /// Whether the field is as the rule asks, or an event counted.
    pub holds: bool,
    /// How many events counted; none for a rule on a field.
    pub events: Option<f64>,
    /// The points before the limits of the rule.
    #[cfg_attr(feature = "full", tsify(type = "number"))]
    pub before: Points,
    /// The points within them.
    #[cfg_attr(feature = "full", tsify(type = "number"))]
    pub points: Points,
}

report!(RulePoints {
    code => "code",
    holds => "holds",
    events => "events",
    before => "before",
    points => "points",
});

/// What a group gave.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct GroupPoints {
    /// The code of the group.
    pub code: String,
    /// Its weight.
    pub weight: f64,
    /// The points of its rules, before the limits of the group.
    #[cfg_attr(feature = "full", tsify(type = "number"))]
    pub before: Points,
    /// The points within them.
    #[cfg_attr(feature = "full", tsify(type = "number"))]
    pub points: Points,
    /// These, weighted.
    #[cfg_attr(feature = "full", tsify(type = "number"))]
    pub weighted: Points,
    /// Its rules.
    pub rules: Vec<RulePoints>,
}

report!(GroupPoints {
    code => "code",
    weight => "weight",
    before => "before",
    points => "points",
    weighted => "weighted",
    rules => "rules",
});

/// What a part of the total is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum PartKind {
    /// What everybody begins with.
    Base,
    /// A rule, before its limits.
    Rule,
    /// What the limits of a rule took or added.
    RuleLimit,
    /// What the limits of a group took or added.
    GroupLimit,
    /// What the weight of a group took or added.
    Weight,
    /// What the limits of the set took or added.
    TotalLimit,
}

words!(PartKind {
    Base => "base",
    Rule => "rule",
    RuleLimit => "ruleLimit",
    GroupLimit => "groupLimit",
    Weight => "weight",
    TotalLimit => "totalLimit",
});

/// A part of the total. All parts sum to it, to the last digit; parts of nothing are left out.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PointPart {
    /// What it is.
    pub kind: PartKind,
    /// The code of its group.
    pub group: Option<String>,
    /// The code of its rule.
    pub rule: Option<String>,
    /// The points.
    #[cfg_attr(feature = "full", tsify(type = "number"))]
    pub points: Points,
}

report!(PointPart {
    kind => "kind",
    group => "group",
    rule => "rule",
    points => "points",
});

/// A band by its code and what people read.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PointBand {
    /// The code that the set gives it.
    pub band: String,
    /// What people read.
    pub label: Option<String>,
}

report!(PointBand {
    band => "band",
    label => "label",
});

/// Which way a bound was crossed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum CrossingDirection {
    /// Into a higher band.
    Up,
    /// Into a lower band.
    Down,
}

words!(CrossingDirection {
    Up => "up",
    Down => "down",
});

/// A bound that lies between the total before and the total now.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct BandCrossing {
    /// Which way.
    pub direction: CrossingDirection,
    /// The bound.
    pub threshold: f64,
    /// The band that was entered; none below the first.
    pub band: Option<String>,
}

report!(BandCrossing {
    direction => "direction",
    threshold => "threshold",
    band => "band",
});

/// The score of a customer by one set of rules.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PointScore {
    /// The code of the set.
    pub set: String,
    /// The total.
    #[cfg_attr(feature = "full", tsify(type = "number"))]
    pub total: Points,
    /// Its band; none without bands, or below the first.
    pub band: Option<PointBand>,
    /// The probability that the link of the set gives the total; none without a link.
    pub probability: Option<f64>,
    /// The consistency ratio of the judgements that weigh the groups; none without judgements.
    pub consistency_ratio: Option<f64>,
    /// What the groups gave.
    pub groups: Vec<GroupPoints>,
    /// The parts of the total.
    pub parts: Vec<PointPart>,
    /// The bounds crossed since the total before, in the order of the way; none without one.
    pub crossings: Vec<BandCrossing>,
    /// Events after `asOf`: they were not known then, and are left out.
    pub events_after_as_of: u32,
}

report!(PointScore {
    set => "set",
    total => "total",
    band => "band",
    probability => "probability",
    consistency_ratio => "consistencyRatio",
    groups => "groups",
    parts => "parts",
    crossings => "crossings",
    events_after_as_of => "eventsAfterAsOf",
});
