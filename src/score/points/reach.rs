//! The least and the largest total that rules can give.

use crate::data::date::Day;
use crate::error::Result;
use crate::numeric::sort::sort_by;
use crate::score::points::amount::Points;
use crate::score::points::check::MOST_TOTAL;
use crate::score::points::condition::Condition;
use crate::score::points::condition::Test;
use crate::score::points::fact::Fact;
use crate::score::points::rule::Rule;
use crate::score::points::rule_set::RuleGroup;
use crate::score::points::rule_set::RuleSet;

/// A rule on a field with its test.
struct FieldRule<'a> {
    rule: &'a Rule,
    test: Test<'a>,
    ignore_case: bool,
}

/// Returns bounds that no total leaves.
///
/// Within a group the rules on one field are held against every kind of value that they tell apart, so
/// that of rules which exclude each other only one counts. Fields, and types of events, are taken to be
/// independent of each other; so are groups.
pub(super) fn reach(set: &RuleSet, weights: &[f64]) -> Result<(Points, Points)> {
    let base = Points::of(set.base.unwrap_or(0.0));
    let (mut least, mut most) = (base, base);
    for (group, weight) in set.groups.iter().zip(weights) {
        let (low, high) = reach_of(group)?;
        least += Points::of(low.value() * weight);
        most += Points::of(high.value() * weight);
    }
    Ok((
        least.within(set.floor, set.cap),
        most.within(set.floor, set.cap),
    ))
}

fn reach_of(group: &RuleGroup) -> Result<(Points, Points)> {
    let (mut least, mut most) = (Points::default(), Points::default());
    let mut fields: Vec<(&str, Vec<FieldRule>)> = Vec::new();
    for rule in &group.rules {
        match rule.condition()? {
            Condition::Field {
                field,
                test,
                ignore_case,
            } => {
                let own = FieldRule {
                    rule,
                    test,
                    ignore_case,
                };
                match fields.iter_mut().find(|(name, _)| *name == field) {
                    Some((_, rules)) => rules.push(own),
                    None => fields.push((field, vec![own])),
                }
            }
            Condition::Event { .. } => {
                // Events may be none, and as many as the limit of the rule lets count.
                let floor = rule.floor.unwrap_or(-MOST_TOTAL);
                let cap = rule.cap.unwrap_or(MOST_TOTAL);
                if rule.points < 0.0 {
                    least += Points::of(floor);
                } else if rule.points > 0.0 {
                    most += Points::of(cap);
                }
            }
        }
    }
    for (field, rules) in &fields {
        let (low, high) = reach_of_field(field, rules);
        least += low;
        most += high;
    }
    Ok((
        least.within(group.floor, group.cap),
        most.within(group.floor, group.cap),
    ))
}

fn reach_of_field(field: &str, rules: &[FieldRule]) -> (Points, Points) {
    // A text or a list that no rule names may contain whatever rules look for.
    let (mut least, mut most) = (Points::default(), Points::default());
    for own in rules {
        let points = own.points();
        match own.test {
            Test::Contains(_) => {
                least += points.min(Points::default());
                most += points.max(Points::default());
            }
            Test::Empty(false) => {
                least += points;
                most += points;
            }
            _ => {}
        }
    }
    for fact in candidates(rules) {
        let (mut low, mut high) = (Points::default(), Points::default());
        for own in rules {
            let points = own.points();
            match own.chance(field, &fact) {
                Chance::Never => {}
                Chance::Perhaps => {
                    low += points.min(Points::default());
                    high += points.max(Points::default());
                }
                Chance::Always => {
                    low += points;
                    high += points;
                }
            }
        }
        least = least.min(low);
        most = most.max(high);
    }
    (least, most)
}

/// Whether a rule holds for values of a kind.
enum Chance {
    Never,
    Perhaps,
    Always,
}

impl FieldRule<'_> {
    fn points(&self) -> Points {
        Points::of(self.rule.points).within(self.rule.floor, self.rule.cap)
    }

    /// Returns whether the rule holds for the values that a candidate stands for: texts that differ
    /// from it in the case of letters, which other rules may not mind, and dates in writing.
    fn chance(&self, field: &str, fact: &Fact) -> Chance {
        let holds = |ignore_case| self.test.holds(field, fact, ignore_case) == Ok(true);
        match (fact, self.test) {
            (Fact::Date(_), Test::Contains(_)) => Chance::Perhaps,
            (Fact::Text(_), Test::OneOf(_) | Test::Contains(_)) if !self.ignore_case => {
                if holds(true) {
                    Chance::Perhaps
                } else {
                    Chance::Never
                }
            }
            _ if holds(self.ignore_case) => Chance::Always,
            _ => Chance::Never,
        }
    }
}

/// Returns a value of every kind that the rules tell apart.
fn candidates(rules: &[FieldRule]) -> Vec<Fact> {
    let mut facts = vec![Fact::Missing];
    let mut marks = Vec::new();
    for own in rules {
        match own.test {
            Test::OneOf(values) => {
                for value in values {
                    if let Fact::Number(number) = value {
                        marks.push(*number);
                    }
                    if let Some(day) = value.day() {
                        facts.push(Fact::Date(day));
                    }
                    facts.push(value.clone());
                }
            }
            Test::Range(range) => {
                for bound in [range.min, range.max] {
                    if !bound.is_finite() {
                        continue;
                    }
                    if range.dates {
                        push_days(&mut facts, bound);
                    } else {
                        marks.push(bound);
                    }
                }
            }
            Test::Contains(_) | Test::Empty(_) => {}
        }
    }
    sort_by(&mut marks, |one, other| one < other);
    let mut before: Option<f64> = None;
    for mark in &marks {
        let between = match before {
            None => mark - 1.0 - mark.abs(),
            // The half of each, for the sum could be beyond all numbers.
            Some(before) => before / 2.0 + mark / 2.0,
        };
        facts.push(Fact::Number(between));
        facts.push(Fact::Number(*mark));
        before = Some(*mark);
    }
    if let Some(last) = before {
        facts.push(Fact::Number(last + 1.0 + last.abs()));
    }
    facts
}

/// Adds a bound and the days beside it.
fn push_days(facts: &mut Vec<Fact>, bound: f64) {
    #[allow(clippy::cast_possible_truncation, reason = "it was a day")]
    let day = bound as i32;
    for day in [day - 1, day, day + 1] {
        if let Ok(day) = Day::try_new(day) {
            facts.push(Fact::Date(day));
        }
    }
}
