//! What every classifier of customers is made of: inputs, a rule, classes, a trail of evidence.

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Entries;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::report;
use crate::segment::columns::CustomerColumns;
use crate::segment::places::Ties;

/// One input of a classifier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Input {
    /// The name of the field in Rust, which the evidence carries.
    pub field: &'static str,
    /// The name of the column.
    pub name: &'static str,
    /// The smallest value it may have.
    pub least: f64,
    /// The largest value it may have.
    pub most: f64,
    /// Whether it is a yes or a no.
    pub flag: bool,
}

report!(Input {
    name => "name",
    least => "least",
    most => "most",
    flag => "flag",
});

impl ToPlain for Classifier {
    fn to_plain(&self) -> Plain {
        let mut entries = Entries::default();
        entries.put("name", &self.name);
        entries.put("classes", &self.classes);
        entries.put("mark", &self.mark);
        entries.put("inputs", &self.inputs);
        let limits = (self.limits)(&Thresholds::default());
        let names: Vec<&str> = limits.into_iter().map(|(name, _)| name).collect();
        entries.put("thresholds", &names);
        entries.into_plain()
    }
}

impl Input {
    /// Rejects a value out of range; what is missing passes.
    pub(super) fn check(&self, value: f64, path: &mut dyn FnMut() -> String) -> Result<()> {
        if value.is_nan() || (self.least..=self.most).contains(&value) {
            return Ok(());
        }
        if value.is_infinite() {
            return Err(Error::NotFinite { path: path() });
        }
        Err(self.out_of_range(path(), value))
    }

    #[cold]
    #[inline(never)]
    fn out_of_range(&self, path: String, value: f64) -> Error {
        let expected = if self.most < f64::MAX {
            format!("a number from {} to {}", self.least, self.most)
        } else {
            format!("a number from {}", self.least)
        };
        Error::out_of_range(path, value, &expected)
    }
}

/// A rule that puts a customer into one of some classes.
///
/// The rule is the same for one customer with evidence and for a million without.
#[derive(Debug, Clone, Copy)]
pub struct Classifier {
    /// The name, by which it is called.
    pub name: &'static str,
    /// The codes of the classes, the best first where they have an order.
    pub classes: &'static [&'static str],
    /// The inputs, in the order of a row.
    pub inputs: &'static [Input],
    /// The code of what the rule can say beside the class.
    pub mark: Option<&'static str>,
    /// The rule: a row (NaN is missing) and the index of the class.
    pub(super) rule: fn(&[f64], &Thresholds, &mut Trail) -> Option<usize>,
    /// The thresholds it uses, by name.
    pub(super) limits: fn(&Thresholds) -> Vec<(&'static str, f64)>,
    /// Runs of thresholds that must not fall.
    pub(super) ascending: &'static [&'static [&'static str]],
    /// What makes columns of inputs from columns of data.
    pub(super) prepare: fn(&mut CustomerColumns, Ties),
    /// The inputs that it makes, and from which column.
    pub(super) made: Made,
}

/// The inputs that a classifier makes, and the column from which it makes them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Made {
    /// Names of inputs.
    pub(super) inputs: &'static [&'static str],
    /// The name of the column.
    pub(super) from: &'static str,
    /// Whether the column of all customers is needed, so that one customer alone tells nothing.
    pub(super) among_all: bool,
}

impl Made {
    /// Nothing is made.
    pub(super) const NOTHING: Self = Self {
        inputs: &[],
        from: "",
        among_all: false,
    };
}

impl Classifier {
    /// Returns what the caller calls an input that the rule looks at: the column it is made from, unless
    /// the input itself was given or cannot be made.
    pub(super) fn name_of(&self, field: &str, given: &[String], alone: bool) -> &'static str {
        let input = self.inputs.iter().find(|input| input.field == field);
        let name = input.map_or("", |input| input.name);
        let made = self.made.inputs.contains(&name) && !given.iter().any(|known| known == name);
        if made && !(alone && self.made.among_all) {
            self.made.from
        } else {
            name
        }
    }

    /// Applies the rule to a row of checked inputs; `path` says where the input of a name stands.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for an input that contradicts another one.
    pub(super) fn apply(
        &self,
        row: &[f64],
        thresholds: &Thresholds,
        trail: &mut Trail,
        path: &dyn Fn(&str) -> String,
    ) -> Result<Option<usize>> {
        let found = (self.rule)(row, thresholds, trail);
        let Some((field, expected)) = trail.conflict.take() else {
            return Ok(found);
        };
        let mut inputs = self.inputs.iter().zip(row);
        let (name, value) = inputs
            .find(|(input, _)| input.field == field)
            .map_or(("", f64::NAN), |(input, value)| (input.name, *value));
        Err(Error::out_of_range(path(name), value, &expected))
    }

    /// Rejects thresholds out of range or out of order.
    pub(super) fn check(&self, thresholds: &Thresholds) -> Result<()> {
        let limits = (self.limits)(thresholds.check()?);
        let value = |name: &str| {
            let found = limits.iter().find(|(limit, _)| *limit == name);
            found.map_or(f64::NAN, |(_, value)| *value)
        };
        for run in self.ascending {
            let mut before = f64::NEG_INFINITY;
            for name in *run {
                let value = value(name);
                if value < before {
                    let expected = "at least the threshold before it";
                    return Err(Error::out_of_range((*name).into(), value, expected));
                }
                before = value;
            }
        }
        Ok(())
    }
}

/// Nothing to prepare.
pub(super) fn as_given(_: &mut CustomerColumns, _: Ties) {}

/// The class of one customer, and what it was found by.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Classified {
    /// The class with its evidence; none when `reason` says why.
    pub class: Option<Classification>,
    /// What else holds of the customer: `one_timer`, `lowered`.
    pub mark: Option<String>,
    /// Why there is no class: `input_missing`, about the input.
    pub reason: Option<Caution>,
}

report!(Classified {
    class => "class",
    mark => "mark",
    reason => "reason",
});

impl Classified {
    /// Returns the code of the class.
    pub fn code(&self) -> Option<&str> {
        self.class.as_ref().map(|class| class.code.as_str())
    }
}

/// What a rule saw on its way.
#[derive(Debug)]
pub(super) struct Trail {
    /// The evidence so far; nothing is kept for customers in bulk.
    pub(super) evidence: Option<Classification>,
    /// The first input that was looked for and is not there.
    pub(super) missing: Option<&'static str>,
    /// An input that contradicts another one: its field, and what it must be.
    pub(super) conflict: Option<(&'static str, String)>,
    /// Whether the mark holds.
    pub(super) marked: bool,
}

impl Trail {
    /// Starts a trail, with evidence or without.
    pub(super) fn new(with_evidence: bool) -> Self {
        Self {
            evidence: with_evidence.then(|| Classification::new("")),
            missing: None,
            conflict: None,
            marked: false,
        }
    }

    /// Fails unless inputs agree; what `field` must be is told where they do not.
    pub(super) fn agree(&mut self, holds: bool, field: &'static str, expected: &str) -> Option<()> {
        if holds {
            return Some(());
        }
        self.conflict = Some((field, expected.into()));
        None
    }

    /// Looks at an input.
    pub(super) fn number(&mut self, field: &'static str, value: Option<f64>) -> Option<f64> {
        if value.is_none() && self.missing.is_none() {
            self.missing = Some(field);
        }
        self.note(field, value, false);
        value
    }

    /// Looks at a yes or a no.
    pub(super) fn flag(&mut self, field: &'static str, value: Option<bool>) -> Option<bool> {
        self.number(field, value.map(|yes| f64::from(u8::from(yes))))
            .map(|number| number > 0.0)
    }

    /// Tells whether a number is at or above a threshold; it may be that nobody knows.
    pub(super) fn at_least(
        &mut self,
        value: Option<f64>,
        name: &'static str,
        threshold: f64,
    ) -> Option<bool> {
        self.note(name, Some(threshold), true);
        value.map(|value| value >= threshold)
    }

    /// Tells whether a number is at or below a threshold.
    pub(super) fn at_most(
        &mut self,
        value: Option<f64>,
        name: &'static str,
        threshold: f64,
    ) -> Option<bool> {
        self.note(name, Some(threshold), true);
        value.map(|value| value <= threshold)
    }

    fn note(&mut self, name: &str, value: Option<f64>, threshold: bool) {
        let Some(evidence) = self.evidence.take() else {
            return;
        };
        self.evidence = Some(if threshold {
            evidence.beyond(name, value.unwrap_or(f64::NAN))
        } else {
            evidence.because(name, value)
        });
    }
}

/// Both hold; not known where that turns on what is not known (Kleene 1952, §64).
pub(super) fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// One of them holds; not known where that turns on what is not known (Kleene 1952, §64).
pub(super) fn either(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// A kind of input.
pub(super) trait Cell: Sized {
    /// Whether it is a yes or a no.
    const FLAG: bool;

    /// Reads it from a row.
    fn of(value: f64) -> Self;

    /// Writes it into a row.
    fn raw(self) -> f64;
}

impl Cell for f64 {
    const FLAG: bool = false;

    fn of(value: f64) -> Self {
        value
    }

    fn raw(self) -> f64 {
        self
    }
}

impl Cell for bool {
    const FLAG: bool = true;

    fn of(value: f64) -> Self {
        value > 0.0
    }

    fn raw(self) -> f64 {
        f64::from(u8::from(self))
    }
}

/// Reads the next input of a row.
pub(super) fn next<T: Cell>(row: &mut core::slice::Iter<f64>) -> Option<T> {
    row.next()
        .filter(|value| !value.is_nan())
        .map(|value| T::of(*value))
}

/// Declares the inputs of a classifier: field, column, kind, range.
macro_rules! inputs {
    ($(#[$meta:meta])* $type:ident { $( $(#[doc = $doc:literal])* $field:ident $name:literal: $kind:ty = $range:expr; )* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
        #[cfg_attr(feature = "full", derive(tsify::Tsify))]
        pub struct $type {
            $(
                $(#[doc = $doc])*
                #[cfg_attr(feature = "full", tsify(optional))]
                pub $field: Option<$kind>,
            )*
        }

        impl $type {
            /// The inputs in the order of a row.
            pub const INPUTS: &'static [$crate::segment::classifier::Input] = &[
                $($crate::segment::classifier::Input {
                    field: stringify!($field),
                    name: $name,
                    least: $range.0,
                    most: $range.1,
                    flag: <$kind as $crate::segment::classifier::Cell>::FLAG,
                }),*
            ];

            #[allow(dead_code, reason = "not of every kind of inputs")]
            pub(super) fn from_row(row: &[f64]) -> Self {
                let mut row = row.iter();
                Self { $($field: $crate::segment::classifier::next::<$kind>(&mut row)),* }
            }

            #[allow(dead_code, reason = "not of every kind of inputs")]
            pub(super) fn row(&self) -> Vec<f64> {
                vec![$(self.$field.map_or(f64::NAN, $crate::segment::classifier::Cell::raw)),*]
            }
        }
    };
}

/// Declares how inputs are classified by the classifier of their own.
macro_rules! classified {
    ($type:ident by $classifier:ident) => {
        impl $type {
            /// Returns the class of one customer with its evidence.
            ///
            /// # Errors
            /// [`NotFinite`](crate::Error::NotFinite) and [`OutOfRange`](crate::Error::OutOfRange) with the name
            /// of the input or of the threshold.
            pub fn classify(
                &self,
                thresholds: &$crate::data::thresholds::Thresholds,
            ) -> $crate::error::Result<$crate::segment::classifier::Classified> {
                $crate::segment::classify::classify_row(&$classifier, &self.row(), thresholds)
            }
        }
    };
}

/// Lists thresholds with their values, each by its field and its name.
macro_rules! limits {
    ($($field:ident $name:literal),* $(,)?) => {
        |thresholds| vec![$(($name, thresholds.$field)),*]
    };
}

pub(super) use classified;
pub(super) use inputs;
pub(super) use limits;
