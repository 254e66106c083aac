//! What the purchase models know of a customer.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;

/// The purchases of one customer: how many repeats, when the last one, observed how long.
///
/// * `frequency`: number of repeat purchases, a whole number; the first purchase does not count.
/// * `recency`: time of the last purchase since the first; 0 when `frequency` is 0.
/// * `age`: time since the first purchase, T in the papers; same unit as `recency`.
///
/// # Example: a customer of the CDNOW data
/// ```
/// use clientele::btyd::PurchaseHistory;
/// let history = PurchaseHistory::try_new(2.0, 30.43, 38.86)?;
/// assert_eq!(history.frequency(), 2.0);
/// assert!(PurchaseHistory::try_new(2.0, 40.0, 38.86).is_err());
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PurchaseHistory {
    pub(super) frequency: f64,
    pub(super) recency: f64,
    pub(super) age: f64,
}

impl PurchaseHistory {
    /// Makes a history of validated numbers.
    ///
    /// # Errors
    /// [`Error::NotFinite`] for NaN and infinity; [`Error::OutOfRange`] when `frequency` is not
    /// a whole number from 0, when `recency` is not within 0 and `age`, or when one of `frequency`
    /// and `recency` is 0 and the other is not.
    pub fn try_new(frequency: f64, recency: f64, age: f64) -> Result<Self> {
        let history = Self {
            frequency,
            recency,
            age,
        };
        if history.is_valid() {
            Ok(history)
        } else {
            Err(history.fault(""))
        }
    }

    /// A customer of whom only the first purchase is known, on that very day.
    pub const NEW: Self = Self {
        frequency: 0.0,
        recency: 0.0,
        age: 0.0,
    };

    /// Returns the same history as it was seen on the day of the last purchase.
    #[must_use]
    pub fn at_last_purchase(&self) -> Self {
        Self {
            age: self.recency,
            ..*self
        }
    }

    /// Returns the number of repeat purchases.
    pub fn frequency(&self) -> f64 {
        self.frequency
    }

    /// Returns the time of the last purchase since the first.
    pub fn recency(&self) -> f64 {
        self.recency
    }

    /// Returns the time since the first purchase.
    pub fn age(&self) -> f64 {
        self.age
    }

    /// Whether the numbers make a history; NaN and infinity never do.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every row")]
    pub(super) fn is_valid(&self) -> bool {
        self.frequency >= 0.0
            && self.frequency <= MAX_FREQUENCY
            && self.frequency.floor() >= self.frequency
            && self.recency >= 0.0
            && self.recency <= self.age
            && self.age < f64::INFINITY
            && (self.frequency > 0.0) == (self.recency > 0.0)
    }

    /// What is wrong with an invalid history; `place` is appended to the name of the number, which
    /// is that of the papers (T for the age).
    pub(super) fn fault(&self, place: &str) -> Error {
        let named = [
            ("frequency", self.frequency),
            ("recency", self.recency),
            ("T", self.age),
        ];
        for (name, value) in named {
            if let Err(error) = check_finite(value, || format!("{name}{place}")) {
                return error;
            }
        }
        let out = |name: &str, value: f64, expected: String| Error::OutOfRange {
            path: format!("{name}{place}"),
            value,
            expected,
        };
        let whole = self.frequency.floor() >= self.frequency;
        if !(whole && (0.0..=MAX_FREQUENCY).contains(&self.frequency)) {
            return out(
                "frequency",
                self.frequency,
                "a whole number from 0".to_owned(),
            );
        }
        if self.age < 0.0 {
            return out("T", self.age, "a number from 0".to_owned());
        }
        if !(0.0..=self.age).contains(&self.recency) {
            return out(
                "recency",
                self.recency,
                format!("a number from 0 to the age {}", self.age),
            );
        }
        let expected = if self.frequency > 0.0 {
            format!(
                "a number above 0, since the frequency is {}",
                self.frequency
            )
        } else {
            "0, since the frequency is 0".to_owned()
        };
        out("recency", self.recency, expected)
    }
}

/// Whole numbers are exact in a float up to here.
pub(super) const MAX_FREQUENCY: f64 = 9_007_199_254_740_992.0;

/// Rejects a column whose length is not that of the first one.
pub(super) fn check_length(path: &str, actual: usize, expected: usize) -> Result<()> {
    if actual == expected {
        Ok(())
    } else {
        Err(Error::LengthMismatch {
            path: path.to_owned(),
            expected,
            actual,
        })
    }
}

/// Rejects weights that are not finite numbers from 0, or not as many as the rows.
pub(super) fn check_weights(weights: Option<&[f64]>, expected: usize) -> Result<()> {
    let Some(weights) = weights else {
        return Ok(());
    };
    check_length("weights", weights.len(), expected)?;
    for (row, &value) in weights.iter().enumerate() {
        check_finite(value, || format!("weights[{row}]"))?;
        if value < 0.0 {
            let expected = "a number from 0".to_owned();
            return Err(Error::OutOfRange {
                path: format!("weights[{row}]"),
                value,
                expected,
            });
        }
    }
    Ok(())
}

/// Rejects a number below `low`, NaN and infinity.
pub(super) fn check_from(value: f64, low: f64, path: &str) -> Result<f64> {
    check_finite(value, || path.to_owned())?;
    if value < low {
        let expected = format!("a number from {low}");
        return Err(Error::OutOfRange {
            path: path.to_owned(),
            value,
            expected,
        });
    }
    Ok(value)
}

/// The largest shape of a distribution of rates or probabilities that a purchase model takes: r, a, b and s,
/// and all parameters of the models in discrete time.
///
/// Up to here predictions keep their digits. It is far beyond what differs from customers who are all
/// alike: at a shape of 10¹² the rates lie within a millionth of each other. Fits end below 10⁷, draws from
/// them below 10¹¹.
pub const MAX_SHAPE: f64 = 1e12;

/// Rejects a shape that is not a positive number up to [`MAX_SHAPE`].
pub(super) fn check_shape(value: f64, path: &str) -> Result<f64> {
    if check_positive(value, path)? > MAX_SHAPE {
        return Err(Error::OutOfRange {
            path: path.to_owned(),
            value,
            expected: "a number above 0 and up to 1e12".to_owned(),
        });
    }
    Ok(value)
}

/// Rejects a parameter that is not a positive finite number.
pub(super) fn check_positive(value: f64, path: &str) -> Result<f64> {
    check_finite(value, || path.to_owned())?;
    if value < f64::MIN_POSITIVE {
        let expected = "a number above 0".to_owned();
        return Err(Error::OutOfRange {
            path: path.to_owned(),
            value,
            expected,
        });
    }
    Ok(value)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn rejects_recency_above_age() {
        let error = PurchaseHistory::try_new(1.0, 5.0, 4.0).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfRange", Some("recency"))
        );
    }

    #[test]
    fn rejects_a_frequency_without_recency_and_the_reverse() {
        assert!(PurchaseHistory::try_new(1.0, 0.0, 4.0).is_err());
        assert!(PurchaseHistory::try_new(0.0, 1.0, 4.0).is_err());
        assert!(PurchaseHistory::try_new(1.5, 1.0, 4.0).is_err());
        assert!(PurchaseHistory::try_new(-1.0, 1.0, 4.0).is_err());
        assert!(PurchaseHistory::try_new(0.0, 0.0, -4.0).is_err());
    }
}
