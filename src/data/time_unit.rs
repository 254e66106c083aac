//! The unit in which recency and age are counted.

use crate::plain::words;

/// A unit of time.
///
/// A month and a year are their mean lengths in the Julian calendar, so that a length in days
/// divides by one constant. Calendar months are not used: 31 January plus one month is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum TimeUnit {
    /// One day.
    #[default]
    Day,
    /// Seven days.
    Week,
    /// 30.4375 days.
    Month,
    /// 365.25 days.
    Year,
}

words!(TimeUnit {
    Day => "day",
    Week => "week",
    Month => "month",
    Year => "year",
});

impl TimeUnit {
    /// Returns the length of the unit in days.
    ///
    /// # Example: twelve months are a year
    /// ```
    /// use clientele::data::time_unit::TimeUnit;
    /// assert_eq!(12.0 * TimeUnit::Month.days(), TimeUnit::Year.days());
    /// ```
    pub const fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 30.4375,
            Self::Year => 365.25,
        }
    }

    /// Returns the name of the unit, as written in options and profiles.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}
