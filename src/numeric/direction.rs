//! What counts as good in a column of numbers.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;

/// Which values of an indicator are good.
///
/// It is never guessed: to read a cost as a benefit turns a ranking round without a sign of it. In
/// JavaScript: `"benefit"`, `"cost"`, `{target: 5}`, `{interval: [2, 4]}`.
///
/// # Example: how far a value is from good
/// ```
/// use clientele::numeric::direction::Direction;
/// assert_eq!(Direction::Target(5.0).shortfall(3.5), 1.5);
/// assert_eq!(Direction::Interval(2.0, 4.0).shortfall(3.0), 0.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Direction {
    /// More is better (正向指标).
    #[default]
    Benefit,
    /// Less is better (逆向指标).
    Cost,
    /// The nearer to this value the better (居中型指标).
    Target(f64),
    /// Between these values is good, the farther outside the worse (适度指标, 区间型指标).
    Interval(f64, f64),
}

impl Direction {
    /// Returns how far `value` is from good on the scale of the values, 0 where it is good; for a
    /// benefit and a cost, where no value is good enough, the value with the sign that makes less
    /// better.
    pub fn shortfall(self, value: f64) -> f64 {
        match self {
            Self::Benefit => -value,
            Self::Cost => value,
            Self::Target(target) => (value - target).abs(),
            Self::Interval(lower, upper) => (lower - value).max(value - upper).max(0.0),
        }
    }

    /// Returns whether less is better, for a method that knows only benefits and costs.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for a target and an interval.
    pub(crate) fn is_cost(self, path: &dyn Fn() -> String) -> Result<bool> {
        match self {
            Self::Benefit => Ok(false),
            Self::Cost => Ok(true),
            Self::Target(_) | Self::Interval(..) => Err(Error::invalid(
                path(),
                "a target or an interval",
                "a benefit or a cost, of which alone the method has a form",
            )),
        }
    }

    /// Checks the numbers of a target or an interval.
    ///
    /// # Errors
    /// [`Error::NotFinite`], and [`Error::OutOfRange`] for an interval that ends before it begins.
    pub fn check(self, path: &str) -> Result<Self> {
        match self {
            Self::Benefit | Self::Cost => {}
            Self::Target(target) => {
                check_finite(target, || format!("{path}.target"))?;
            }
            Self::Interval(lower, upper) => {
                check_finite(lower, || format!("{path}.interval[0]"))?;
                check_finite(upper, || format!("{path}.interval[1]"))?;
                if lower > upper {
                    return Err(Error::OutOfRange {
                        path: format!("{path}.interval[1]"),
                        value: upper,
                        expected: format!("a number from {lower}"),
                    });
                }
            }
        }
        Ok(self)
    }
}

impl ToPlain for Direction {
    fn to_plain(&self) -> Plain {
        let entry = |name: &str, value: Plain| Plain::Map(vec![(name.into(), value)]);
        match self {
            Self::Benefit => "benefit".to_plain(),
            Self::Cost => "cost".to_plain(),
            Self::Target(target) => entry("target", target.to_plain()),
            Self::Interval(lower, upper) => entry("interval", [*lower, *upper].to_plain()),
        }
    }
}

impl FromPlain for Direction {
    fn blank() -> Self {
        Self::Benefit
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        *self = match &plain {
            Plain::Text(word) if word == "benefit" => Self::Benefit,
            Plain::Text(word) if word == "cost" => Self::Cost,
            Plain::Map(entries) => match entries.as_slice() {
                [(name, Plain::Number(target))] if name == "target" => Self::Target(*target),
                [(name, Plain::List(ends))] if name == "interval" => match ends.as_slice() {
                    [Plain::Number(lower), Plain::Number(upper)] => Self::Interval(*lower, *upper),
                    _ => return Err(plain.is_not(self.expected())),
                },
                _ => return Err(plain.is_not(self.expected())),
            },
            _ => return Err(plain.is_not(self.expected())),
        };
        self.check("")
            .map(|_| ())
            .map_err(|error| error.map_path(|path| path.trim_start_matches('.').to_owned()))
    }

    fn expected(&self) -> &'static str {
        "\"benefit\", \"cost\", {target: number} or {interval: [number, number]}"
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::Direction;
    use crate::plain::Plain;
    use crate::plain::ToPlain;
    use crate::plain::from_plain;

    #[test]
    fn every_direction_is_read_as_it_is_written() {
        for direction in [
            Direction::Benefit,
            Direction::Cost,
            Direction::Target(5.0),
            Direction::Interval(2.0, 4.0),
        ] {
            assert_eq!(
                from_plain::<Direction>(direction.to_plain()).unwrap(),
                direction
            );
        }
    }

    #[test]
    fn a_direction_that_is_none_is_named() {
        let upside_down = Direction::Interval(4.0, 2.0).to_plain();
        let error = from_plain::<Direction>(upside_down).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfRange", Some("interval[1]"))
        );
        let open = Direction::Target(f64::NAN).to_plain();
        assert_eq!(
            from_plain::<Direction>(open).unwrap_err().code(),
            "NotFinite"
        );
        for plain in [Plain::Text("max".into()), Plain::Null, Plain::Map(vec![])] {
            assert_eq!(
                from_plain::<Direction>(plain).unwrap_err().code(),
                "InvalidValue"
            );
        }
    }

    #[test]
    fn the_shortfall_falls_as_values_get_better() {
        assert!(Direction::Benefit.shortfall(2.0) < Direction::Benefit.shortfall(1.0));
        assert!(Direction::Cost.shortfall(1.0) < Direction::Cost.shortfall(2.0));
        assert_eq!(Direction::Interval(2.0, 4.0).shortfall(5.0), 1.0);
        assert_eq!(Direction::Interval(2.0, 4.0).shortfall(0.5), 1.5);
    }
}
