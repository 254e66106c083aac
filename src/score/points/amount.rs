//! Points, counted in whole millionths.

use crate::plain::Plain;
use crate::plain::ToPlain;

/// How many millionths make a point.
const MILLION: f64 = 1e6;

/// Points, in whole millionths of a point.
///
/// What a rule gives is rounded once, half away from zero; from there on sums and limits are exact, so
/// that the order of rules and events cannot show, and parts sum to their total to the last digit.
///
/// # Example: a tenth three times
/// ```
/// use clientele::score::points::Points;
/// let tenth = Points::of(0.1);
/// assert_eq!((tenth + tenth + tenth).value(), 0.3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(into = "f64"))]
pub struct Points(i128);

impl Points {
    /// Rounds a number of points; NaN gives none.
    pub fn of(points: f64) -> Self {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "a whole number; what is beyond an i128 becomes its bound"
        )]
        let micro = (points * MILLION).round() as i128;
        // Sums of many such numbers stay within an i128.
        Self(micro.clamp(-(1 << 100), 1 << 100))
    }

    /// Returns the number of points.
    pub fn value(self) -> f64 {
        self.0 as f64 / MILLION
    }

    /// Returns the points within limits; the upper one holds where they contradict each other.
    #[must_use]
    pub(super) fn within(self, floor: Option<f64>, cap: Option<f64>) -> Self {
        let raised = floor.map_or(self, |floor| self.max(Self::of(floor)));
        cap.map_or(raised, |cap| raised.min(Self::of(cap)))
    }
}

impl core::ops::Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl core::ops::AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl core::ops::Sub for Points {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl From<Points> for f64 {
    fn from(points: Points) -> Self {
        points.value()
    }
}

impl ToPlain for Points {
    fn to_plain(&self) -> Plain {
        self.value().to_plain()
    }
}
