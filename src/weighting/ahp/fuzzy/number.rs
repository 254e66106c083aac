//! Triangular fuzzy numbers.

use crate::error::Error;
use crate::error::Result;
use crate::plain::record;

/// A positive number that is not known exactly: it lies between `lower` and `upper`, and `middle`
/// is the most plausible.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct TriangularNumber {
    /// The lowest value that is possible at all.
    pub lower: f64,
    /// The most plausible value.
    pub middle: f64,
    /// The highest value that is possible at all.
    pub upper: f64,
}

record!(TriangularNumber {
    lower => "lower",
    middle => "middle",
    upper => "upper",
});

impl TriangularNumber {
    /// The number 1, exactly.
    pub const ONE: Self = Self {
        lower: 1.0,
        middle: 1.0,
        upper: 1.0,
    };

    /// Takes three positive numbers in ascending order.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for numbers that do not ascend.
    pub fn try_new([lower, middle, upper]: [f64; 3], path: &str) -> Result<Self> {
        for (low, high) in [(lower, middle), (middle, upper)] {
            if low > high {
                let expected = "three numbers in ascending order";
                return Err(Error::out_of_range(path.into(), high, expected));
            }
        }
        Ok(Self {
            lower,
            middle,
            upper,
        })
    }

    /// Returns 1/x, whose ends change places.
    #[must_use]
    pub fn reciprocal(self) -> Self {
        Self {
            lower: 1.0 / self.upper,
            middle: 1.0 / self.middle,
            upper: 1.0 / self.lower,
        }
    }

    /// Returns the three numbers.
    pub fn parts(self) -> [f64; 3] {
        [self.lower, self.middle, self.upper]
    }

    /// Returns the number of three parts.
    pub(super) fn from_parts([lower, middle, upper]: [f64; 3]) -> Self {
        Self {
            lower,
            middle,
            upper,
        }
    }

    /// Returns the centroid (l + m + u) / 3.
    pub fn centroid(self) -> f64 {
        (self.lower + self.middle + self.upper) / 3.0
    }
}
