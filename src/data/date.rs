//! Calendar days.

use core::fmt;
use time::Date;
use time::Month;

use crate::error::Error;
use crate::error::Result;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;

/// The Julian day number of 1970-01-01.
const EPOCH: i32 = 2_440_588;
const MICROSECONDS: i64 = 1_000_000;

/// A calendar day of the proleptic Gregorian calendar, in the years 1 to 9999.
///
/// It is held as days since 1970-01-01 and carries neither a time of day nor a time zone.
///
/// # Example: ISO text both ways
/// ```
/// use clientele::data::date::Day;
/// let day = Day::from_iso("1997-09-30")?;
/// assert_eq!(day.days(), 10134);
/// assert_eq!(day.to_iso(), "1997-09-30");
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Day(#[cfg_attr(feature = "full", tsify(type = "string"))] i32);

impl Day {
    /// 0001-01-01, the first day there is.
    pub const MIN: Self = Self(-719_162);
    /// 9999-12-31, the last day there is.
    pub const MAX: Self = Self(2_932_896);

    /// Takes days since 1970-01-01.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] outside the years 1 to 9999.
    pub fn try_new(days: i32) -> Result<Self> {
        if (Self::MIN.0..=Self::MAX.0).contains(&days) {
            Ok(Self(days))
        } else {
            Err(Error::OutOfRange {
                path: "date".into(),
                value: f64::from(days),
                expected: "days since 1970-01-01 in the years 1 to 9999".into(),
            })
        }
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] when the text has another form or names no day of the calendar.
    pub fn from_iso(text: &str) -> Result<Self> {
        Self::parse_iso(text.as_bytes()).ok_or_else(|| Error::InvalidValue {
            path: "date".into(),
            found: format!("\"{}\"", text.chars().take(40).collect::<String>()),
            expected: "a date written as 2024-03-31".into(),
        })
    }

    /// Writes the day as `YYYY-MM-DD`.
    pub fn to_iso(self) -> String {
        self.to_string()
    }

    /// Returns the days since 1970-01-01; negative before.
    pub const fn days(self) -> i32 {
        self.0
    }

    /// Returns the days from `earlier` to this day; negative if `earlier` is later.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Reads `YYYY-MM-DD`.
    pub(crate) fn parse_iso(text: &[u8]) -> Option<Self> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
            return None;
        };
        let year = number(&[y1, y2, y3, y4])?;
        let month = number(&[m1, m2])?;
        let day = number(&[d1, d2])?;
        Self::from_calendar(
            i32::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// Takes a year, a month from 1 and a day from 1; none when there is no such day.
    pub(crate) fn from_calendar(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        Some(Self(date.to_julian_day() - EPOCH))
    }

    /// Takes the UTC day of an instant, in microseconds since 1970-01-01T00:00Z.
    pub(crate) fn from_unix_microseconds(instant: i64) -> Option<Self> {
        let days = instant.div_euclid(86_400 * MICROSECONDS);
        Self::try_new(i32::try_from(days).ok()?).ok()
    }

    /// Returns year, month and day.
    pub(crate) fn to_calendar(self) -> (i32, u8, u8) {
        Date::from_julian_day(self.0 + EPOCH).map_or((0, 0, 0), |date| {
            let (year, month, day) = date.to_calendar_date();
            (year, u8::from(month), day)
        })
    }
}

/// Reads ASCII digits.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |sum, byte| {
        byte.is_ascii_digit()
            .then(|| sum * 10 + u32::from(byte - b'0'))
    })
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.to_calendar();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

impl From<Day> for i32 {
    fn from(day: Day) -> Self {
        day.0
    }
}

impl core::str::FromStr for Day {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::from_iso(text)
    }
}

impl ToPlain for Day {
    fn to_plain(&self) -> Plain {
        Plain::Text(self.to_iso())
    }
}

impl FromPlain for Day {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        let day = match &plain {
            Plain::Text(text) => Self::from_iso(text).ok(),
            _ => None,
        };
        *self = day.ok_or_else(|| plain.is_not(self.expected()))?;
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "a date written as 2024-03-31"
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> core::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> core::result::Result<Self, D::Error> {
        struct Iso;
        impl serde::de::Visitor<'_> for Iso {
            type Value = Day;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a date written as 2024-03-31")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> core::result::Result<Day, E> {
                Day::from_iso(text)
                    .map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Iso)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_and_the_bounds_are_the_days_they_say() {
        // Fliegel & Van Flandern 1968: the Julian day number of 1970-01-01 is 2440588.
        assert_eq!(Day::from_iso("1970-01-01").unwrap().days(), 0);
        assert_eq!(Day::from_iso("0001-01-01").unwrap(), Day::MIN);
        assert_eq!(Day::from_iso("9999-12-31").unwrap(), Day::MAX);
    }

    #[test]
    fn the_leap_years_of_the_gregorian_calendar_hold() {
        // 1900 is no leap year, 2000 is one (Inter gravissimas, 1582).
        assert!(Day::from_iso("1900-02-29").is_err());
        assert!(Day::from_iso("2000-02-29").is_ok());
        assert!(Day::from_iso("2023-02-29").is_err());
    }

    #[test]
    fn only_iso_text_is_read() {
        for text in [
            "",
            "2024-3-5",
            "2024-03-05T00:00",
            "2024-13-01",
            "2024-00-10",
            "0000-01-01",
            "+024-01-01",
        ] {
            assert_eq!(
                Day::from_iso(text).unwrap_err().code(),
                "InvalidValue",
                "{text}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn iso_text_is_read_back(days in Day::MIN.days()..=Day::MAX.days()) {
            let day = Day::try_new(days).unwrap();
            proptest::prop_assert_eq!(Day::from_iso(&day.to_iso()).unwrap(), day);
        }
    }
}
