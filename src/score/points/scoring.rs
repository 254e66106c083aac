//! Scoring by points.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math::pow;
use crate::plain::options;
use crate::plain::record;
use crate::score::points::amount::Points;
use crate::score::points::check::MOST_TOTAL;
use crate::score::points::check::check_rules;
use crate::score::points::check::findings;
use crate::score::points::check::reject;
use crate::score::points::condition::Condition;
use crate::score::points::fact::Facts;
use crate::score::points::fact::check_count;
use crate::score::points::report::BandCrossing;
use crate::score::points::report::CrossingDirection;
use crate::score::points::report::GroupPoints;
use crate::score::points::report::PartKind;
use crate::score::points::report::PointBand;
use crate::score::points::report::PointPart;
use crate::score::points::report::PointScore;
use crate::score::points::report::RulePoints;
use crate::score::points::rule::Decay;
use crate::score::points::rule::DecayKind;
use crate::score::points::rule::Rule;
use crate::score::points::rule_set::RuleBand;
use crate::score::points::rule_set::RuleGroup;
use crate::score::points::rule_set::RuleSet;

/// How many entries of events there can be; many of a kind go into one entry with a count.
const MOST_EVENTS: usize = 100_000;
/// How many events one entry can count.
const MOST_COUNT: f64 = 1e9;
/// More days from 1970 than the calendar has, either way.
const MOST_DAYS: f64 = 3e6;

/// Events of one type at one time.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PointEvent {
    /// The type.
    #[cfg_attr(feature = "serde", serde(rename = "type"))]
    pub kind: String,
    /// The time in days since 1970-01-01; hours are a fraction.
    pub day: f64,
    /// How many there were; 1 unless told.
    pub count: Option<f64>,
}

record!(PointEvent {
    kind => "type",
    day => "day",
    count => "count",
});

/// What happened, and when it is looked at.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PointHistory {
    /// The events in any order.
    pub events: Vec<PointEvent>,
    /// The time of the score in days since 1970-01-01; needed where there are events. A whole number
    /// is a day up to its end: events of that day are 0 days old. Events after it are left out
    /// and counted.
    pub as_of: Option<f64>,
}

options!(PointHistory {
    events => "events",
    as_of => "asOf",
});

/// The total of a set of rules at an earlier time.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PreviousTotal {
    /// The code of the set.
    pub set: String,
    /// Its total then.
    pub total: f64,
}

record!(PreviousTotal {
    set => "set",
    total => "total",
});

/// A set of rules that has been checked, with the weights of its groups.
#[derive(Debug, Clone, PartialEq)]
pub struct PointRules {
    set: RuleSet,
    weights: Vec<f64>,
    consistency_ratio: Option<f64>,
}

/// Events as they count: the type, the age in days, the number.
struct Known<'a> {
    kind: &'a str,
    age: f64,
    count: f64,
}

impl PointRules {
    /// Checks a set of rules.
    ///
    /// # Errors
    /// Those of [`check_rules`], and [`Error::InvalidValue`] for a finding of it that is an error; the
    /// path begins below the set.
    pub fn try_new(set: &RuleSet) -> Result<Self> {
        reject(&findings(set)?)?;
        let (weights, consistency_ratio) = set.group_weights()?;
        Ok(Self {
            set: set.clone(),
            weights,
            consistency_ratio,
        })
    }

    /// Scores a customer; `previous` is the total of an earlier score, for the bounds crossed since.
    ///
    /// # Errors
    /// [`Error::Missing`] when there are events without `asOf`; [`Error::NotFinite`] and
    /// [`Error::OutOfRange`] for facts, events and times beyond any; [`Error::InvalidValue`] for a fact of
    /// another kind than a rule asks for.
    pub fn score(
        &self,
        facts: &Facts,
        history: &PointHistory,
        previous: Option<f64>,
    ) -> Result<PointScore> {
        facts.check()?;
        if let Some(previous) = previous {
            check_finite(previous, || "previous".into())?;
        }
        let (events, later) = known(history)?;
        self.score_known(facts, &events, later, previous)
    }

    fn score_known(
        &self,
        facts: &Facts,
        events: &[Known],
        later: u32,
        previous: Option<f64>,
    ) -> Result<PointScore> {
        let set = &self.set;
        let mut parts = Parts::default();
        let mut total = Points::of(set.base.unwrap_or(0.0));
        parts.push(PartKind::Base, None, None, total);
        let mut groups = Vec::with_capacity(set.groups.len());
        for (group, weight) in set.groups.iter().zip(&self.weights) {
            let found = score_group(group, *weight, facts, events, &mut parts)?;
            total += found.weighted;
            groups.push(found);
        }
        let limited = total.within(set.floor, set.cap);
        parts.push(PartKind::TotalLimit, None, None, limited - total);
        let bands = set.bands();
        Ok(PointScore {
            set: set.code.clone(),
            total: limited,
            band: band(bands, limited).map(|band| PointBand {
                band: band.code.clone(),
                label: band.label.clone(),
            }),
            probability: set.link.map(|link| link.probability(limited.value())),
            consistency_ratio: self.consistency_ratio,
            groups,
            parts: parts.0,
            crossings: previous.map_or_else(Vec::new, |before| {
                crossings(bands, Points::of(before), limited)
            }),
            events_after_as_of: later,
        })
    }
}

/// Scores a customer by several sets of rules side by side.
///
/// # Errors
/// Those of [`check_rules`] and of [`PointRules`]; [`Error::InvalidValue`] for a total before of a set
/// that is not there.
///
/// # Example: no rules, no scores
/// ```
/// use clientele::score::points::{Facts, PointHistory, score_points};
/// assert!(score_points(&[], &Facts::default(), &PointHistory::default(), &[])?.is_empty());
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn score_points(
    sets: &[RuleSet],
    facts: &Facts,
    history: &PointHistory,
    previous: &[PreviousTotal],
) -> Result<Vec<PointScore>> {
    reject(&check_rules(sets)?)?;
    for (i, total) in previous.iter().enumerate() {
        if !sets.iter().any(|set| set.code == total.set) {
            let shown: String = total.set.chars().take(40).collect();
            return Err(Error::invalid(
                format!("previous[{i}].set"),
                &format!("\"{shown}\""),
                "the code of a rule set",
            ));
        }
        check_finite(total.total, || format!("previous[{i}].total"))?;
    }
    facts.check()?;
    let (events, later) = known(history)?;
    let mut scores = Vec::with_capacity(sets.len());
    for set in sets {
        let (weights, consistency_ratio) = set.group_weights()?;
        let rules = PointRules {
            set: set.clone(),
            weights,
            consistency_ratio,
        };
        let before = previous.iter().find(|total| total.set == set.code);
        scores.push(rules.score_known(facts, &events, later, before.map(|total| total.total))?);
    }
    Ok(scores)
}

/// The parts of a total, without those of nothing.
#[derive(Default)]
struct Parts(Vec<PointPart>);

impl Parts {
    fn push(&mut self, kind: PartKind, group: Option<&str>, rule: Option<&str>, points: Points) {
        if points != Points::default() {
            self.0.push(PointPart {
                kind,
                group: group.map(Into::into),
                rule: rule.map(Into::into),
                points,
            });
        }
    }
}

fn score_group(
    group: &RuleGroup,
    weight: f64,
    facts: &Facts,
    events: &[Known],
    parts: &mut Parts,
) -> Result<GroupPoints> {
    let code = Some(group.code.as_str());
    let mut before = Points::default();
    let mut rules = Vec::with_capacity(group.rules.len());
    for rule in &group.rules {
        let found = score_rule(rule, facts, events)?;
        let own = Some(rule.code.as_str());
        parts.push(PartKind::Rule, code, own, found.before);
        parts.push(PartKind::RuleLimit, code, own, found.points - found.before);
        before += found.points;
        rules.push(found);
    }
    let points = before.within(group.floor, group.cap);
    parts.push(PartKind::GroupLimit, code, None, points - before);
    let weighted = Points::of(points.value() * weight);
    parts.push(PartKind::Weight, code, None, weighted - points);
    Ok(GroupPoints {
        code: group.code.clone(),
        weight,
        before,
        points,
        weighted,
        rules,
    })
}

fn score_rule(rule: &Rule, facts: &Facts, events: &[Known]) -> Result<RulePoints> {
    let mut before = Points::default();
    let mut counted = None;
    let holds = match rule.condition()? {
        Condition::Field {
            field,
            test,
            ignore_case,
        } => {
            let holds = test.holds(field, facts.get(field), ignore_case)?;
            if holds {
                before = Points::of(rule.points);
            }
            holds
        }
        Condition::Event {
            kind,
            decay,
            within_days,
        } => {
            let mut count = Points::default();
            for event in events.iter().filter(|event| event.kind == kind) {
                if within_days.is_none_or(|days| event.age <= days) {
                    count += Points::of(event.count);
                    before += Points::of(rule.points * event.count * share(decay, event.age));
                }
            }
            counted = Some(count.value());
            count > Points::default()
        }
    };
    let floor = rule.floor.unwrap_or(-MOST_TOTAL);
    let cap = rule.cap.unwrap_or(MOST_TOTAL);
    Ok(RulePoints {
        code: rule.code.clone(),
        holds,
        events: counted,
        before,
        points: before.within(Some(floor), Some(cap)),
    })
}

/// Returns the share of its points that an event has at an age.
fn share(decay: Option<Decay>, age: f64) -> f64 {
    match decay {
        None => 1.0,
        Some(Decay {
            kind: DecayKind::Linear,
            days,
        }) => (1.0 - age / days).max(0.0),
        Some(Decay {
            kind: DecayKind::HalfLife,
            days,
        }) => pow(2.0, -age / days),
    }
}

/// Returns the events up to `asOf` with their ages, and how many entries come after it.
fn known(history: &PointHistory) -> Result<(Vec<Known<'_>>, u32)> {
    check_count(
        history.events.len(),
        MOST_EVENTS,
        "entries of events",
        &|| "events".into(),
    )?;
    let as_of = match history.as_of {
        Some(as_of) => check_day(as_of, &|| "asOf".into())?,
        None if history.events.is_empty() => return Ok((Vec::new(), 0)),
        None => {
            let expected = "the day on which the events are looked at";
            return Err(Error::missing("asOf".into(), expected));
        }
    };
    let whole = as_of.fract() == 0.0;
    let mut events = Vec::with_capacity(history.events.len());
    let mut later = 0;
    for (i, event) in history.events.iter().enumerate() {
        let day = check_day(event.day, &|| format!("events[{i}].day"))?;
        let count = event.count.unwrap_or(1.0);
        check_finite(count, || format!("events[{i}].count"))?;
        if !(0.0..=MOST_COUNT).contains(&count) {
            let path = format!("events[{i}].count");
            return Err(Error::out_of_range(path, count, "0 to 1000000000"));
        }
        let age = as_of - day;
        if age < 0.0 && !(whole && day.floor() <= as_of) {
            later += 1;
            continue;
        }
        events.push(Known {
            kind: &event.kind,
            age: age.max(0.0),
            count,
        });
    }
    Ok((events, later))
}

fn check_day(day: f64, path: &dyn Fn() -> String) -> Result<f64> {
    check_finite(day, path)?;
    if day.abs() <= MOST_DAYS {
        return Ok(day);
    }
    Err(Error::out_of_range(path(), day, "days since 1970-01-01"))
}

/// Returns the band of a total.
fn band(bands: &[RuleBand], total: Points) -> Option<&RuleBand> {
    let reached = |band: &&RuleBand| band.from.is_none_or(|from| Points::of(from) <= total);
    bands.iter().rev().find(reached)
}

/// Returns the bounds between two totals, in the order of the way from one to the other.
fn crossings(bands: &[RuleBand], before: Points, now: Points) -> Vec<BandCrossing> {
    let mut found = Vec::new();
    for (b, band) in bands.iter().enumerate() {
        let Some(threshold) = band.from else { continue };
        let (was, is) = (
            before >= Points::of(threshold),
            now >= Points::of(threshold),
        );
        if was == is {
            continue;
        }
        let below = b.checked_sub(1).and_then(|b| bands.get(b));
        let entered = if is { Some(band) } else { below };
        found.push(BandCrossing {
            direction: if is {
                CrossingDirection::Up
            } else {
                CrossingDirection::Down
            },
            threshold,
            band: entered.map(|band| band.code.clone()),
        });
    }
    if now < before {
        found.reverse();
    }
    found
}
