//! What a method is given.

#[cfg(feature = "full")]
use crate::data::decision_matrix::DecisionMatrix;
#[cfg(feature = "full")]
use crate::data::thresholds::Thresholds;
use crate::error::Result;
#[cfg(feature = "full")]
use crate::numeric::direction::Direction;
use crate::plain::FromPlain;
use crate::plain::Plain;
#[cfg(feature = "full")]
use crate::plain::record;

/// The names and directions of a matrix whose values come as numbers in bulk.
#[cfg(feature = "full")]
struct Shape {
    criteria: Vec<String>,
    directions: Vec<Direction>,
    alternatives: Option<Vec<String>>,
}

#[cfg(feature = "full")]
record!(Shape {
    criteria => "criteria",
    directions => "directions",
    alternatives => "alternatives",
});

/// The arguments of a method by name, and its numbers in bulk.
pub(super) struct Input {
    arguments: Vec<(String, Plain)>,
    #[cfg_attr(
        not(feature = "full"),
        allow(dead_code, reason = "the score build has no numbers in bulk")
    )]
    numbers: Vec<f64>,
}

impl Input {
    pub(super) fn new(plain: Plain, numbers: Vec<f64>) -> Result<Self> {
        let Plain::Map(arguments) = plain else {
            return Err(plain.is_not("an object"));
        };
        Ok(Self { arguments, numbers })
    }

    /// Reads an argument; one that is not there is read as null.
    pub(super) fn take<T: FromPlain>(&mut self, name: &str) -> Result<T> {
        let mut value = T::blank();
        let plain = self.plain(name).unwrap_or(Plain::Null);
        read(&mut value, plain, name)?;
        Ok(value)
    }

    /// Reads options; those that are not there have their defaults.
    pub(super) fn options<T: FromPlain>(&mut self) -> Result<T> {
        let mut options = T::blank();
        match self.plain("options") {
            None | Some(Plain::Null) => {}
            Some(plain) => read(&mut options, plain, "options")?,
        }
        Ok(options)
    }

    /// Reads alternatives by criteria.
    #[cfg(feature = "full")]
    pub(super) fn matrix(&mut self) -> Result<DecisionMatrix> {
        let shape: Shape = self.take("shape").map_err(|error| error.map_path(short))?;
        let values = std::mem::take(&mut self.numbers);
        DecisionMatrix::try_new(shape.criteria, shape.directions, values, shape.alternatives)
    }

    /// Reads alternatives by criteria where there are any.
    #[cfg(feature = "full")]
    pub(super) fn optional_matrix(&mut self) -> Result<Option<DecisionMatrix>> {
        if self.numbers.is_empty() {
            return Ok(None);
        }
        self.matrix().map(Some)
    }

    /// Takes an argument as it is.
    #[cfg(feature = "full")]
    pub(super) fn raw(&mut self, name: &str) -> Plain {
        self.plain(name).unwrap_or(Plain::Null)
    }

    /// Takes the numbers in bulk.
    #[cfg(feature = "full")]
    pub(super) fn numbers(&mut self) -> Vec<f64> {
        std::mem::take(&mut self.numbers)
    }

    fn plain(&mut self, name: &str) -> Option<Plain> {
        let place = self.arguments.iter().position(|(key, _)| key == name)?;
        Some(self.arguments.swap_remove(place).1)
    }
}

/// Reads a value over another, by one body for all types.
#[inline(never)]
fn read(value: &mut dyn FromPlain, plain: Plain, name: &str) -> Result<()> {
    value.read(plain).map_err(|error| error.within(name))
}

/// Returns where the caller wrote what the core calls a threshold: methods take all of them together,
/// from `options.thresholds`.
#[cfg(feature = "full")]
pub(super) fn threshold_path(path: &str) -> Option<String> {
    if path == "thresholds" || path.starts_with("thresholds.") {
        return Some(format!("options.{path}"));
    }
    let known = Thresholds::ALL.iter().any(|own| own.name == path);
    known.then(|| format!("options.thresholds.{path}"))
}

/// `shape` is a word of this boundary: the caller knows `directions` and its like.
#[cfg(feature = "full")]
fn short(path: &str) -> String {
    path.strip_prefix("shape.").unwrap_or(path).into()
}
