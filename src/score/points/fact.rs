//! What is known of a customer.

use crate::data::date::Day;
use crate::data::trim::trim;
use crate::error::Error;
use crate::error::Result;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;

/// The value of a field, or a value that a rule compares it with.
///
/// A text such as 2024-03-31 is a text and a date, whichever a rule asks for.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Fact {
    /// Nothing is known: `null`.
    #[default]
    Missing,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text; one of blanks alone counts as empty.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// A day.
    Date(#[cfg_attr(feature = "full", tsify(type = "string"))] Day),
}

impl Fact {
    /// Returns whether nothing is known: missing, a text of blanks, a list without an item. The
    /// number 0 and the answer no are known.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::Text(text) => trim(text).is_empty(),
            Self::List(list) => list.is_empty(),
            Self::Bool(_) | Self::Number(_) | Self::Date(_) => false,
        }
    }

    /// Returns the day that is meant; none for what is no date.
    pub(super) fn day(&self) -> Option<Day> {
        match self {
            Self::Date(day) => Some(*day),
            Self::Text(text) => Day::parse_iso(text.as_bytes()),
            _ => None,
        }
    }

    /// Returns whether two values are of a kind that can be equal.
    pub(super) fn comparable(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bool(_), Self::Bool(_))
            | (Self::Number(_), Self::Number(_))
            | (Self::Text(_), Self::Text(_))
            | (Self::Date(_), Self::Date(_)) => true,
            (Self::Text(_), Self::Date(_)) | (Self::Date(_), Self::Text(_)) => {
                self.day().is_some() && other.day().is_some()
            }
            _ => false,
        }
    }

    /// Returns whether two values are the same; letters A to Z may differ in case where that is allowed.
    pub(super) fn same(&self, other: &Self, ignore_case: bool) -> bool {
        match (self, other) {
            (Self::Bool(one), Self::Bool(two)) => one == two,
            #[allow(
                clippy::float_cmp,
                reason = "a value is one of those listed or is none"
            )]
            (Self::Number(one), Self::Number(two)) => one == two,
            (Self::Text(one), Self::Text(two)) => same_text(one, two, ignore_case),
            (Self::Date(_), Self::Date(_) | Self::Text(_)) | (Self::Text(_), Self::Date(_)) => {
                self.day().is_some() && self.day() == other.day()
            }
            _ => false,
        }
    }

    /// Rejects a number that is none and what is larger than any fact.
    pub(super) fn check(&self, path: &dyn Fn() -> String) -> Result<()> {
        match self {
            Self::Number(number) if !number.is_finite() => Err(Error::NotFinite { path: path() }),
            Self::Text(text) => check_length(text, path),
            Self::List(list) => {
                check_count(list.len(), MOST_ITEMS, "items", path)?;
                for item in list {
                    check_length(item, path)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Returns whether two texts are the same.
pub(super) fn same_text(one: &str, two: &str, ignore_case: bool) -> bool {
    if ignore_case {
        one.eq_ignore_ascii_case(two)
    } else {
        one == two
    }
}

/// How many facts there can be, and how long a list can be. Our choice, as all sizes here.
const MOST_ITEMS: usize = 1_000;
/// How long a text can be, in bytes.
const LONGEST: usize = 10_000;

/// Rejects a text longer than any fact.
fn check_length(text: &str, path: &dyn Fn() -> String) -> Result<()> {
    check_count(text.len(), LONGEST, "bytes of text", path)
}

/// Rejects more than there can be.
pub(super) fn check_count(
    count: usize,
    most: usize,
    what: &str,
    path: &dyn Fn() -> String,
) -> Result<()> {
    if count <= most {
        return Ok(());
    }
    Err(Error::out_of_range(
        path(),
        count as f64,
        &format!("at most {most} {what}"),
    ))
}

impl ToPlain for Fact {
    fn to_plain(&self) -> Plain {
        match self {
            Self::Missing => Plain::Null,
            Self::Bool(value) => value.to_plain(),
            Self::Number(number) => number.to_plain(),
            Self::Text(text) => text.to_plain(),
            Self::List(list) => list.to_plain(),
            Self::Date(day) => day.to_plain(),
        }
    }
}

impl FromPlain for Fact {
    fn blank() -> Self {
        Self::Missing
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        *self = match plain {
            Plain::Null => Self::Missing,
            Plain::Bool(value) => Self::Bool(value),
            Plain::Number(number) if number.is_finite() => Self::Number(number),
            Plain::Number(_) => {
                return Err(Error::NotFinite {
                    path: String::new(),
                });
            }
            Plain::Text(text) => Self::Text(text),
            Plain::List(_) => {
                let mut list = Vec::new();
                FromPlain::read(&mut list, plain)?;
                Self::List(list)
            }
            Plain::Numbers(_) | Plain::Map(_) => return Err(plain.is_not(self.expected())),
        };
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "a text, a number, true, false, a list of texts, or null"
    }

    fn absent(&mut self) -> bool {
        *self = Self::Missing;
        true
    }
}

/// What is known of a customer, by field.
///
/// # Example: a field that is not there is missing
/// ```
/// use clientele::score::points::{Fact, Facts};
/// let mut facts = Facts::default();
/// facts.set("plan", Fact::Text("pro".into()));
/// assert_eq!(facts.get("plan"), &Fact::Text("pro".into()));
/// assert!(facts.get("country").is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts(Vec<(String, Fact)>);

impl Facts {
    /// Sets the value of a field.
    pub fn set(&mut self, field: &str, fact: Fact) {
        match self.0.iter_mut().find(|(name, _)| name == field) {
            Some((_, known)) => *known = fact,
            None => self.0.push((field.into(), fact)),
        }
    }

    /// Returns the value of a field.
    pub fn get(&self, field: &str) -> &Fact {
        self.0
            .iter()
            .find(|(name, _)| name == field)
            .map_or(&Fact::Missing, |(_, fact)| fact)
    }

    /// Checks every value.
    ///
    /// # Errors
    /// [`Error::NotFinite`] for a number that is none; [`Error::OutOfRange`] beyond 1,000 facts, 1,000
    /// items of a list or 10,000 bytes of a text.
    pub fn check(&self) -> Result<()> {
        check_count(self.0.len(), MOST_ITEMS, "facts", &|| "facts".into())?;
        for (name, fact) in &self.0 {
            fact.check(&|| field_path(name))?;
        }
        Ok(())
    }
}

/// Returns the path of a fact.
pub(super) fn field_path(field: &str) -> String {
    let shown: String = field.chars().take(80).collect();
    format!("facts.{shown}")
}

impl FromPlain for Facts {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        let Plain::Map(entries) = plain else {
            return Err(plain.is_not(self.expected()));
        };
        self.0.clear();
        for (name, value) in entries {
            let mut fact = Fact::Missing;
            fact.read(value).map_err(|error| error.within(&name))?;
            self.0.push((name, fact));
        }
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "an object of facts"
    }
}
