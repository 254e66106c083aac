//! The range that holds a number with a given probability.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::record;

/// The range that holds a number with a given probability.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

record!(Interval {
    lower => "lower",
    upper => "upper",
});

/// Rejects what is no level.
pub(crate) fn check_level(level: f64) -> Result<()> {
    check_finite(level, || "level".into())?;
    if level > 0.0 && level < 1.0 {
        return Ok(());
    }
    Err(Error::OutOfRange {
        path: "level".into(),
        value: level,
        expected: "a number above 0 and below 1".into(),
    })
}
