//! How the values of a criterion become comparable with those of another.

use crate::numeric::direction::Direction;
use crate::plain::words;

/// How the values of a criterion become comparable with those of another.
///
/// # Formula
/// ```text
///           benefit                  cost                        target t, interval a to b
/// minmax    (x − min) / (max − min)  (max − x) / (max − min)     1 − d / max d
/// maxRatio  x / max                  min / x                     t / x or x / t, whichever is below 1
/// sum       x / Σ x                  (1 / x) / Σ (1 / x)         (max d − d) / Σ (max d − d)
/// vector    x / √Σ x²                1 − x / √Σ x²               (max d − d) / √Σ (max d − d)²
/// ```
/// d is the distance to the target or the interval. Ratios need values from 0, of costs values above
/// 0, and a target above 0; shares in a sum need the same of benefits and costs.
///
/// # References
/// Hwang, C.-L. and Yoon, K. (1981), *Multiple Attribute Decision Making*, section 2.4: vector and
/// linear normalisation. The column of targets is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum RankScaling {
    /// From 0, the worst value, to 1, the best: takes values of any sign.
    #[default]
    Minmax,
    /// As a ratio to the best value.
    MaxRatio,
    /// As a share in the sum of the column.
    Sum,
    /// As a share in the length of the column.
    Vector,
}

words!(RankScaling {
    Minmax => "minmax",
    MaxRatio => "maxRatio",
    Sum => "sum",
    Vector => "vector",
});

impl RankScaling {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Minmax => "minmax",
            Self::MaxRatio => "maxRatio",
            Self::Sum => "sum",
            Self::Vector => "vector",
        }
    }

    /// Whether the scale depends on all values, not on the smallest and the largest alone.
    pub(super) fn is_share(self) -> bool {
        matches!(self, Self::Sum | Self::Vector)
    }
}

/// The smallest and the largest value of a column, and of the distances to its target or interval.
///
/// Distances are those of halves: the difference of two floats may overflow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) lowest: f64,
    pub(super) highest: f64,
    nearest: f64,
    farthest: f64,
    /// The ends of the interval, halved; none of a benefit or a cost.
    band: Option<(f64, f64)>,
    direction: Direction,
}

impl Span {
    pub(super) fn of(direction: Direction) -> Self {
        let band = match direction {
            Direction::Benefit | Direction::Cost => None,
            Direction::Target(target) => Some((0.5 * target, 0.5 * target)),
            Direction::Interval(lower, upper) => Some((0.5 * lower, 0.5 * upper)),
        };
        Self {
            lowest: f64::INFINITY,
            highest: f64::NEG_INFINITY,
            nearest: f64::INFINITY,
            farthest: 0.0,
            band,
            direction,
        }
    }

    /// Takes note of a value.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every value")]
    pub(super) fn note(&mut self, value: f64) {
        self.lowest = self.lowest.min(value);
        self.highest = self.highest.max(value);
        if let Some((lower, upper)) = self.band {
            let distance = distance(lower, upper, value);
            self.nearest = self.nearest.min(distance);
            self.farthest = self.farthest.max(distance);
        }
    }

    /// Returns half the width of the column.
    fn width(&self) -> f64 {
        0.5 * self.highest - 0.5 * self.lowest
    }

    /// Tells whether all values are equally good.
    fn is_constant(&self, scaling: RankScaling) -> bool {
        match self.band {
            None => self.width() <= 0.0,
            Some((lower, upper)) if scaling == RankScaling::MaxRatio => {
                self.width() <= 0.0 || (0.5 * self.lowest >= lower && 0.5 * self.highest <= upper)
            }
            // Distances are differences: what lies within the rounding of values and ends is no difference.
            Some((lower, upper)) => {
                let half = 0.5 * self.highest.abs().max(self.lowest.abs());
                let largest = half.max(lower.abs()).max(upper.abs());
                self.farthest - self.nearest <= 2.0 * f64::EPSILON * largest
            }
        }
    }

    /// Returns the scale of the column, whose divisor is still to come where the scaling is a share.
    pub(super) fn scale(&self, scaling: RankScaling) -> Scale {
        let turned = scaling == RankScaling::Vector && self.direction == Direction::Cost;
        Scale {
            measure: if self.is_constant(scaling) {
                Measure::Met
            } else {
                self.measure(scaling)
            },
            divisor: if turned { -1.0 } else { 1.0 },
            offset: if turned { 1.0 } else { 0.0 },
            has_target: self.band.is_some(),
        }
    }

    fn measure(&self, scaling: RankScaling) -> Measure {
        let highest = self.highest;
        match (self.band, scaling) {
            (Some((lower, upper)), RankScaling::MaxRatio) => Measure::Nearness { lower, upper },
            (Some((lower, upper)), _) => Measure::Margin {
                lower,
                upper,
                farthest: self.farthest,
            },
            (None, RankScaling::Minmax) => {
                let benefit = self.direction == Direction::Benefit;
                let sign = if benefit { 1.0 } else { -1.0 };
                Measure::Line {
                    worst: 0.5 * if benefit { self.lowest } else { highest },
                    width: sign * self.width(),
                }
            }
            (None, RankScaling::Vector) => Measure::Share {
                unit: highest.abs().max(self.lowest.abs()),
            },
            (None, _) if self.direction == Direction::Cost => Measure::Inverse {
                lowest: self.lowest,
            },
            (None, _) => Measure::Share { unit: highest },
        }
    }
}

/// What a value is on the scale of its criterion; more is better.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    measure: Measure,
    pub(super) divisor: f64,
    pub(super) offset: f64,
    /// Whether 1 is the best whether or not an alternative reaches it.
    pub(super) has_target: bool,
}

/// A value before it is divided; at most 1 in size.
#[derive(Debug, Clone, Copy)]
enum Measure {
    /// All are equally good.
    Met,
    /// (x − worst) / width, of halves.
    Line { worst: f64, width: f64 },
    /// 1 − d / max d, of halves.
    Margin {
        lower: f64,
        upper: f64,
        farthest: f64,
    },
    /// x / unit.
    Share { unit: f64 },
    /// min / x.
    Inverse { lowest: f64 },
    /// The ratio to the nearest value of the interval, of halves.
    Nearness { lower: f64, upper: f64 },
}

impl Scale {
    /// Returns the scale of a criterion that does not count.
    pub(super) fn met() -> Self {
        Self {
            measure: Measure::Met,
            divisor: 1.0,
            offset: 0.0,
            has_target: false,
        }
    }

    /// Tells whether all values are the same on this scale.
    pub(super) fn is_met(&self) -> bool {
        matches!(self.measure, Measure::Met)
    }

    /// Returns a value on this scale.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every value")]
    pub(super) fn of(&self, value: f64) -> f64 {
        self.offset + self.measure.of(value) / self.divisor
    }

    /// Returns a value on this scale before it is divided.
    pub(super) fn measure(&self, value: f64) -> f64 {
        self.measure.of(value)
    }
}

impl Measure {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every value")]
    fn of(self, value: f64) -> f64 {
        match self {
            Self::Met => 1.0,
            Self::Line { worst, width } => (0.5 * value - worst) / width,
            Self::Margin {
                lower,
                upper,
                farthest,
            } => (farthest - distance(lower, upper, value)) / farthest,
            Self::Share { unit } => value / unit,
            Self::Inverse { lowest } => lowest / value,
            Self::Nearness { lower, upper } => {
                let half = 0.5 * value;
                if half < lower {
                    half / lower
                } else if half > upper {
                    upper / half
                } else {
                    1.0
                }
            }
        }
    }
}

/// Returns half the distance of a value to an interval whose ends are halved.
#[inline(always)]
#[allow(clippy::inline_always, reason = "asked of every value")]
fn distance(lower: f64, upper: f64, value: f64) -> f64 {
    let half = 0.5 * value;
    (lower - half).max(half - upper).max(0.0)
}
