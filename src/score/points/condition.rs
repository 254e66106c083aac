//! When a rule holds.

use crate::error::Error;
use crate::error::Result;
use crate::plain::ToPlain;
use crate::score::points::fact::Fact;
use crate::score::points::fact::field_path;
use crate::score::points::fact::same_text;
use crate::score::points::rule::Decay;
use crate::score::points::rule::FactRange;
use crate::score::points::rule::Rule;

/// What a rule asks for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Condition<'a> {
    /// The value of a field.
    Field {
        field: &'a str,
        test: Test<'a>,
        ignore_case: bool,
    },
    /// Events of a type.
    Event {
        kind: &'a str,
        decay: Option<Decay>,
        within_days: Option<f64>,
    },
}

/// What the value of a field must be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Test<'a> {
    OneOf(&'a [Fact]),
    Contains(&'a str),
    Range(Range),
    Empty(bool),
}

/// A range as two numbers; dates are days since 1970.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) dates: bool,
    pub(super) min: f64,
    pub(super) max: f64,
    pub(super) exclude_min: bool,
    pub(super) exclude_max: bool,
}

impl FactRange {
    /// Reads the bounds; none unless there is one, and both are numbers or both dates.
    pub(super) fn bounds(&self) -> Option<Range> {
        let number = |fact: &Fact| match fact {
            Fact::Number(number) => Some((false, *number)),
            other => other.day().map(|day| (true, f64::from(day.days()))),
        };
        let bound = |fact: &Fact| match fact {
            Fact::Missing => Some(None),
            fact => number(fact).map(Some),
        };
        let (min, max) = (bound(&self.min)?, bound(&self.max)?);
        let dates = match (min, max) {
            (Some(one), Some(two)) if one.0 == two.0 => one.0,
            (Some(one), None) | (None, Some(one)) => one.0,
            _ => return None,
        };
        Some(Range {
            dates,
            min: min.map_or(f64::NEG_INFINITY, |(_, min)| min),
            max: max.map_or(f64::INFINITY, |(_, max)| max),
            exclude_min: self.exclude_min.unwrap_or(false),
            exclude_max: self.exclude_max.unwrap_or(false),
        })
    }
}

impl Range {
    /// Returns whether a number lies in the range.
    #[allow(clippy::float_cmp, reason = "a bound is met exactly or it is not")]
    fn holds(&self, value: f64) -> bool {
        (self.min..=self.max).contains(&value)
            && !(self.exclude_min && value == self.min)
            && !(self.exclude_max && value == self.max)
    }

    /// Returns whether no number lies in the range although its bounds are in order.
    #[allow(clippy::float_cmp, reason = "a bound is met exactly or it is not")]
    pub(super) fn is_void(&self) -> bool {
        self.min == self.max && (self.exclude_min || self.exclude_max)
            || self.dates && self.exclude_min && self.exclude_max && self.max - self.min == 1.0
    }
}

impl Rule {
    /// Returns what the rule asks for.
    ///
    /// # Errors
    /// [`Error::Missing`] and [`Error::InvalidValue`] with the path below the rule.
    pub(super) fn condition(&self) -> Result<Condition<'_>> {
        let tests = [
            self.equals.is_some(),
            self.one_of.is_some(),
            self.contains.is_some(),
            self.range.is_some(),
            self.empty.is_some(),
        ];
        let given = tests.iter().filter(|given| **given).count();
        let (field, kind) = (self.field.as_deref(), self.event.as_deref());
        let wrong = |path: &str, found: &str, expected: &str| {
            Err(Error::invalid(path.into(), found, expected))
        };
        match (field, kind) {
            (None, None) => return Err(Error::missing("field".into(), "`field` or `event`")),
            (Some(_), Some(_)) => return wrong("event", "an event", "part of a rule on a field"),
            (None, Some(kind)) => {
                if given > 0 || self.ignore_case.is_some() {
                    return wrong("event", "a test of a field", "part of a rule on an event");
                }
                return Ok(Condition::Event {
                    kind,
                    decay: self.decay,
                    within_days: self.within_days,
                });
            }
            (Some(_), None) => {}
        }
        if self.decay.is_some() || self.within_days.is_some() {
            return wrong("field", "a time", "part of a rule on a field");
        }
        let test = if let Some(value) = &self.equals {
            Test::OneOf(core::slice::from_ref(value))
        } else if let Some(values) = &self.one_of {
            Test::OneOf(values)
        } else if let Some(text) = &self.contains {
            if text.is_empty() {
                return wrong("contains", "an empty text", "a text to look for");
            }
            Test::Contains(text)
        } else if let Some(range) = &self.range {
            match range.bounds() {
                Some(range) => Test::Range(range),
                None => return wrong("range", "the range", "one of numbers or of dates"),
            }
        } else if let Some(empty) = self.empty {
            Test::Empty(empty)
        } else {
            return Err(Error::missing(
                "equals".into(),
                "one of `equals`, `oneOf`, `contains`, `range` and `empty`",
            ));
        };
        if given > 1 {
            return wrong(
                "field",
                "more than one test",
                "a rule; make one of each test",
            );
        }
        Ok(Condition::Field {
            field: field.unwrap_or_default(),
            test,
            ignore_case: self.ignore_case.unwrap_or(false),
        })
    }
}

impl Test<'_> {
    /// Returns whether a value passes. What is empty passes no test but that for it.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for a value of another kind than the rule asks for: a guess would hide
    /// that the field holds something else.
    pub(super) fn holds(&self, field: &str, fact: &Fact, ignore_case: bool) -> Result<bool> {
        if let Self::Empty(empty) = self {
            return Ok(fact.is_empty() == *empty);
        }
        if fact.is_empty() {
            return Ok(false);
        }
        let found = match self {
            Self::OneOf(values) => {
                let known = values.iter().any(|value| value.comparable(fact));
                let held = || values.iter().any(|value| value.same(fact, ignore_case));
                known.then(held)
            }
            Self::Contains(wanted) => match fact {
                Fact::Text(text) => Some(contains(text, wanted, ignore_case)),
                Fact::List(list) => {
                    Some(list.iter().any(|item| same_text(item, wanted, ignore_case)))
                }
                _ => None,
            },
            Self::Range(range) if range.dates => {
                fact.day().map(|day| range.holds(f64::from(day.days())))
            }
            Self::Range(range) => match fact {
                Fact::Number(number) => Some(range.holds(*number)),
                _ => None,
            },
            Self::Empty(_) => Some(false),
        };
        found.ok_or_else(|| {
            Error::invalid(
                field_path(field),
                &fact.to_plain().show(),
                match self {
                    Self::OneOf(_) => "of the kind of the values that a rule lists",
                    Self::Contains(_) => "a text or a list, as a rule asks for",
                    Self::Range(range) if range.dates => "a date, as a rule asks for",
                    Self::Range(_) | Self::Empty(_) => "a number, as a rule asks for",
                },
            )
        })
    }

    /// Returns whether two tests are passed by the same values, as far as their form tells.
    pub(super) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::OneOf(one), Self::OneOf(two)) => within(one, two) && within(two, one),
            (Self::Contains(one), Self::Contains(two)) => one == two,
            (Self::Range(one), Self::Range(two)) => one == two,
            (Self::Empty(one), Self::Empty(two)) => one == two,
            _ => false,
        }
    }
}

/// Returns whether all of some values are among others.
fn within(some: &[Fact], others: &[Fact]) -> bool {
    some.iter()
        .all(|value| others.iter().any(|other| other.same(value, false)))
}

/// Returns whether a text contains another.
pub(super) fn contains(text: &str, wanted: &str, ignore_case: bool) -> bool {
    if ignore_case {
        let wanted = wanted.as_bytes();
        return text
            .as_bytes()
            .windows(wanted.len())
            .any(|window| window.eq_ignore_ascii_case(wanted));
    }
    text.contains(wanted)
}

impl Condition<'_> {
    /// Returns whether two rules ask for the same.
    pub(super) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Field {
                    field: one_field,
                    test: one,
                    ignore_case: one_case,
                },
                Self::Field {
                    field: two_field,
                    test: two,
                    ignore_case: two_case,
                },
            ) => one_field == two_field && one_case == two_case && one.same(two),
            (
                Self::Event {
                    kind: one,
                    decay: one_decay,
                    within_days: one_days,
                },
                Self::Event {
                    kind: two,
                    decay: two_decay,
                    within_days: two_days,
                },
            ) => one == two && one_decay == two_decay && one_days == two_days,
            _ => false,
        }
    }
}
