//! Columns on a common range.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::direction::Direction;
use crate::numeric::vectors::each;
use crate::numeric::vectors::range;

/// Returns a column on the range 0 to 1, 1 for the best value; nothing where all are equally good.
///
/// # Formula
/// ```text
/// benefit, cost      y = (x − worst) / (best − worst)
/// target, interval   y = 1 − d / max d,   d the distance to the target or the interval
/// ```
///
/// # Example: less is better
/// ```
/// use clientele::numeric::direction::Direction;
/// use clientele::numeric::normalise::min_max;
/// assert_eq!(min_max(&[30.0, 12.0, 60.0], Direction::Cost), Some(vec![0.625, 1.0, 0.0]));
/// assert_eq!(min_max(&[7.0, 7.0], Direction::Benefit), None);
/// ```
///
/// # References
/// Hwang, C.-L. and Yoon, K. (1981), *Multiple Attribute Decision Making*, chapter 2.
pub fn min_max(column: &[f64], direction: Direction) -> Option<Vec<f64>> {
    let shortfall = each(column, &|value| direction.shortfall(value));
    let (least, worst) = range(&shortfall);
    let best = match direction {
        Direction::Benefit | Direction::Cost => least,
        Direction::Target(_) | Direction::Interval(..) => 0.0,
    };
    // Halves first: the width of the range of a float would overflow.
    let width = 0.5 * worst - 0.5 * best;
    (width > 0.0).then(|| each(&shortfall, &|value| (0.5 * worst - 0.5 * value) / width))
}

/// How raw values become a share of the way from worst, 0, to best, 1.
///
/// # Example: an interval that is good, with limits outside which all is lost
/// ```
/// use clientele::numeric::direction::Direction;
/// use clientele::numeric::normalise::Ramp;
/// let stock = Ramp::try_new(Direction::Interval(20.0, 30.0), ("lo", 10.0), ("hi", 50.0), "stock")?;
/// assert_eq!([15.0, 25.0, 45.0, 55.0].map(|x| stock.share(x)), [0.5, 1.0, 0.25, -0.25]);
/// assert_eq!(stock.held(55.0), 0.0);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ramp {
    /// A straight line from the value that counts as 0 to the one that counts as 1, and beyond both.
    Line {
        /// What counts as 0.
        zero: f64,
        /// What counts as 1; below `zero` where less is better.
        one: f64,
    },
    /// 1 within an interval, or at a target, from which it falls on both sides.
    Peak {
        /// What counts as 0 below the interval.
        low: f64,
        /// Where the interval begins.
        from: f64,
        /// Where the interval ends.
        to: f64,
        /// What counts as 0 above the interval.
        high: f64,
    },
}

impl Ramp {
    /// Returns the ramp of a direction by its two limits, each with the name of its field: what
    /// counts as 0 and as 1 for a benefit and a cost; what counts as 0 below and above for a target
    /// and an interval, where a limit at the end of the interval makes it a step.
    ///
    /// # Errors
    /// [`Error::NotFinite`], [`Error::InvalidValue`] for limits that are the same, and
    /// [`Error::OutOfRange`] for limits that contradict the direction.
    pub fn try_new(
        direction: Direction,
        lo: (&str, f64),
        hi: (&str, f64),
        path: &str,
    ) -> Result<Self> {
        let named = |name: &str| format!("{path}.{name}");
        check_finite(lo.1, || named(lo.0))?;
        check_finite(hi.1, || named(hi.0))?;
        if (0.5 * hi.1 - 0.5 * lo.1).abs() < f64::MIN_POSITIVE {
            let expected = "different from the other";
            return Err(Error::invalid(named(hi.0), "one limit", expected));
        }
        let (from, to, ramp) = match direction {
            Direction::Benefit => (hi.1, hi.1, Self::line(lo.1, hi.1)),
            Direction::Cost => (lo.1, lo.1, Self::line(lo.1, hi.1)),
            Direction::Target(target) => (target, target, Self::peak(lo.1, target, target, hi.1)),
            Direction::Interval(from, to) => (from, to, Self::peak(lo.1, from, to, hi.1)),
        };
        let (below, above) = match direction {
            Direction::Cost => (hi, lo),
            _ => (lo, hi),
        };
        let expected = "a limit on the other side, by the direction";
        if below.1 > from {
            return Err(Error::out_of_range(named(below.0), below.1, expected));
        }
        if above.1 < to {
            return Err(Error::out_of_range(named(above.0), above.1, expected));
        }
        Ok(ramp)
    }

    /// Returns the ramp from the worst to the best value of a column; nothing where all are equally
    /// good.
    pub fn observed(column: &[f64], direction: Direction) -> Option<Self> {
        let (low, high) = range(column);
        let apart = |from: f64, to: f64| {
            let far = (from - low).max(high - to);
            (far > 0.0).then(|| Self::peak(from - far, from, to, to + far))
        };
        match direction {
            Direction::Benefit => (low < high).then(|| Self::line(low, high)),
            Direction::Cost => (low < high).then(|| Self::line(high, low)),
            Direction::Target(target) => apart(target, target),
            Direction::Interval(from, to) => apart(from, to),
        }
    }

    fn line(zero: f64, one: f64) -> Self {
        Self::Line { zero, one }
    }

    fn peak(low: f64, from: f64, to: f64, high: f64) -> Self {
        Self::Peak {
            low,
            from,
            to,
            high,
        }
    }

    /// Returns the share of a value: below 0 and, on a line, above 1 outside the limits.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every value of an index")]
    pub fn share(&self, value: f64) -> f64 {
        match *self {
            Self::Line { zero, one } => along(value, zero, one),
            Self::Peak { low, from, .. } if value < from => along(value, low, from),
            Self::Peak { to, .. } if value <= to => 1.0,
            Self::Peak { to, high, .. } => along(value, high, to),
        }
    }

    /// Returns the share of a value, held within 0 and 1.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every value of an index")]
    pub fn held(&self, value: f64) -> f64 {
        self.share(value).clamp(0.0, 1.0)
    }

    /// Returns the limits in order: 0 and 1 of a line; the four of a peak.
    pub fn limits(&self) -> Vec<f64> {
        match *self {
            Self::Line { zero, one } => vec![zero, one],
            Self::Peak {
                low,
                from,
                to,
                high,
            } => vec![low, from, to, high],
        }
    }
}

/// Returns how far `value` is from `zero` to `one`; 0 where the two are the same.
#[inline(always)]
#[allow(clippy::inline_always, reason = "asked of every value of an index")]
fn along(value: f64, zero: f64, one: f64) -> f64 {
    // Halves: the width of the range of a float would overflow.
    let width = 0.5 * one - 0.5 * zero;
    if width.abs() < f64::MIN_POSITIVE {
        return 0.0;
    }
    (0.5 * value - 0.5 * zero) / width
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::Ramp;
    use super::min_max;
    use crate::numeric::direction::Direction;
    use proptest::prelude::*;

    fn ramp(direction: Direction, lo: f64, hi: f64) -> crate::Result<Ramp> {
        Ramp::try_new(direction, ("lo", lo), ("hi", hi), "x")
    }

    #[test]
    fn limits_that_contradict_the_direction_are_named() {
        let cases = [
            (Direction::Benefit, 5.0, 1.0, "OutOfRange", "x.lo"),
            (Direction::Cost, 1.0, 5.0, "OutOfRange", "x.hi"),
            (Direction::Benefit, 5.0, 5.0, "InvalidValue", "x.hi"),
            (Direction::Target(3.0), 4.0, 5.0, "OutOfRange", "x.lo"),
            (Direction::Target(3.0), 1.0, 2.0, "OutOfRange", "x.hi"),
            (
                Direction::Interval(3.0, 4.0),
                1.0,
                3.5,
                "OutOfRange",
                "x.hi",
            ),
            (Direction::Benefit, f64::NAN, 1.0, "NotFinite", "x.lo"),
        ];
        for (direction, lo, hi, code, path) in cases {
            let error = ramp(direction, lo, hi).unwrap_err();
            assert_eq!((error.code(), error.path()), (code, Some(path)));
        }
    }

    #[test]
    fn a_limit_at_the_end_of_the_interval_makes_a_step() {
        let step = ramp(Direction::Interval(3.0, 4.0), 3.0, 8.0).unwrap();
        assert_eq!([2.9, 3.0, 6.0].map(|x| step.share(x)), [0.0, 1.0, 0.5]);
    }

    proptest! {
        #[test]
        fn the_observed_ramp_is_the_min_max_of_the_column(
            column in prop::collection::vec(-50.0..50.0_f64, 1..9),
            kind in 0..4_u8,
        ) {
            let direction = match kind {
                0 => Direction::Benefit,
                1 => Direction::Cost,
                2 => Direction::Target(3.0),
                _ => Direction::Interval(-2.0, 5.0),
            };
            let found = Ramp::observed(&column, direction);
            let expected = min_max(&column, direction);
            prop_assert_eq!(found.is_some(), expected.is_some());
            if let Some((ramp, expected)) = found.zip(expected) {
                for (value, expected) in column.iter().zip(expected) {
                    prop_assert!((ramp.share(*value) - expected).abs() < 1e-12);
                }
            }
        }
    }
}
