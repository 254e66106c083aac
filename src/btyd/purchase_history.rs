//! What the purchase models know of a customer.

use crate::data::summary::CustomerSummary;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::quad::Quad;

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
    fn is_valid(&self) -> bool {
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
    fn fault(&self, place: &str) -> Error {
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
const MAX_FREQUENCY: f64 = 9_007_199_254_740_992.0;

/// The purchases of many customers, one column per number of [`PurchaseHistory`].
///
/// # Example: two customers
/// ```
/// use clientele::btyd::PurchaseColumns;
/// let columns = PurchaseColumns {
///     frequency: &[2.0, 0.0],
///     recency: &[30.43, 0.0],
///     age: &[38.86, 12.0],
///     weights: None,
/// };
/// assert_eq!(columns.validate()?, 2);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PurchaseColumns<'a> {
    /// Number of repeat purchases, whole numbers.
    pub frequency: &'a [f64],
    /// Time of the last purchase since the first, 0 when `frequency` is 0.
    pub recency: &'a [f64],
    /// Time since the first purchase, same unit as `recency`.
    pub age: &'a [f64],
    /// How many customers each row stands for; one each when absent.
    pub weights: Option<&'a [f64]>,
}

impl<'a> From<&'a CustomerSummary> for PurchaseColumns<'a> {
    fn from(summary: &'a CustomerSummary) -> Self {
        Self {
            frequency: &summary.frequency,
            recency: &summary.recency,
            age: &summary.age,
            weights: None,
        }
    }
}

impl PurchaseColumns<'_> {
    /// Checks every row and returns their number.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] when a column is shorter or longer than `frequency`, otherwise
    /// what [`PurchaseHistory::try_new`] rejects, with the row in the path (`recency[3]`); a weight
    /// that is negative is [`Error::OutOfRange`].
    pub fn validate(&self) -> Result<usize> {
        let expected = self.frequency.len();
        check_length("recency", self.recency.len(), expected)?;
        check_length("T", self.age.len(), expected)?;
        let mut row = 0;
        while self.four(row).is_some_and(|four| four.are_valid()) {
            row += 4;
        }
        // The rest, and what is wrong.
        while let Some(history) = self.row(row) {
            if !history.is_valid() {
                return Err(history.fault(&format!("[{row}]")));
            }
            row += 1;
        }
        check_weights(self.weights, expected)?;
        Ok(expected)
    }

    /// Returns a row, unchecked.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see Self::fill")]
    pub(super) fn row(&self, row: usize) -> Option<PurchaseHistory> {
        Some(PurchaseHistory {
            frequency: *self.frequency.get(row)?,
            recency: *self.recency.get(row)?,
            age: *self.age.get(row)?,
        })
    }

    /// Returns four rows from `row` on, unchecked.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see Self::fill")]
    fn four(&self, row: usize) -> Option<HistoryQuad> {
        let (one, two) = (self.row(row)?, self.row(row + 1)?);
        let (three, four) = (self.row(row + 2)?, self.row(row + 3)?);
        Some(HistoryQuad::new([one, two, three, four]))
    }

    /// Returns the rows, unchecked.
    pub(super) fn rows(&self) -> impl Iterator<Item = PurchaseHistory> {
        (0..self.frequency.len()).map_while(|row| self.row(row))
    }

    /// Writes what `value` returns for every row, unchecked.
    ///
    /// Where the module is compiled for size, nothing else is inlined, and iterators that are not
    /// cost as much as a P(alive).
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see above")]
    pub(super) fn fill(&self, out: &mut [f64], mut value: impl FnMut(PurchaseHistory) -> f64) {
        let mut row = 0;
        while let (Some(history), Some(out)) = (self.row(row), out.get_mut(row)) {
            *out = value(history);
            row += 1;
        }
    }

    /// Writes what `value` returns for every row and what stands in `out`, unchecked.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see Self::fill")]
    pub(super) fn update(&self, out: &mut [f64], value: impl Fn(PurchaseHistory, f64) -> f64) {
        let mut row = 0;
        while let (Some(history), Some(out)) = (self.row(row), out.get_mut(row)) {
            *out = value(history, *out);
            row += 1;
        }
    }

    /// Writes what `value` returns for the rows that `sieve` lets through, four at a time, unchecked.
    ///
    /// `sieve` is told what stands in `out` and may write there; `value` is given what stands there
    /// then. The rows are sieved in blocks and without a branch, because whether a row passes cannot
    /// be foreseen. Where less than four are left the last one stands in for the others.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see Self::fill")]
    pub(super) fn fill_fours<State>(
        &self,
        out: &mut [f64],
        state: &mut State,
        sieve: impl Fn(&mut State, PurchaseHistory, &mut f64) -> bool,
        value: impl Fn(&mut State, HistoryQuad, Quad) -> Quad,
    ) {
        let mut rows = [0; SIEVED + 3];
        let mut row = 0;
        while row < out.len() {
            let mut passed = 0;
            for _ in 0..SIEVED {
                let (Some(history), Some(out)) = (self.row(row), out.get_mut(row)) else {
                    break;
                };
                let Some(place) = rows.get_mut(passed) else {
                    break;
                };
                *place = row;
                passed += usize::from(sieve(state, history, out));
                row += 1;
            }
            let last = passed
                .checked_sub(1)
                .and_then(|last| rows.get(last))
                .copied();
            if let (Some(last), Some(rest)) = (last, rows.get_mut(passed..passed + 3)) {
                rest.fill(last);
            }
            let mut next = 0;
            while next < passed {
                let Some(&[a, b, c, d]) = rows.get(next..).and_then(<[usize]>::first_chunk) else {
                    break;
                };
                let (Some(one), Some(two)) = (self.row(a), self.row(b)) else {
                    break;
                };
                let (Some(three), Some(four)) = (self.row(c), self.row(d)) else {
                    break;
                };
                let old = |row: usize| out.get(row).copied().unwrap_or(f64::NAN);
                let old = Quad::new([old(a), old(b), old(c), old(d)]);
                let four = HistoryQuad::new([one, two, three, four]);
                let [one, two, three, four] = value(state, four, old).numbers();
                let mut write = |row: usize, value: f64| {
                    if let Some(out) = out.get_mut(row) {
                        *out = value;
                    }
                };
                write(a, one);
                write(b, two);
                write(c, three);
                write(d, four);
                next += 4;
            }
        }
    }
}

/// Rows that are sieved at once.
const SIEVED: usize = 128;

/// Four histories side by side.
#[derive(Debug, Clone, Copy)]
pub(super) struct HistoryQuad {
    pub(super) frequency: Quad,
    pub(super) recency: Quad,
    pub(super) age: Quad,
}

impl HistoryQuad {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "see PurchaseColumns::fill")]
    fn new([a, b, c, d]: [PurchaseHistory; 4]) -> Self {
        Self {
            frequency: Quad::new([a.frequency, b.frequency, c.frequency, d.frequency]),
            recency: Quad::new([a.recency, b.recency, c.recency, d.recency]),
            age: Quad::new([a.age, b.age, c.age, d.age]),
        }
    }

    /// [`PurchaseHistory::is_valid`] of all.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every row")]
    fn are_valid(&self) -> bool {
        let Self {
            frequency,
            recency,
            age,
        } = *self;
        let zero = Quad::splat(0.0);
        let have_bought = zero.lt(frequency) & zero.lt(recency);
        let have_not =
            zero.le(frequency) & frequency.le(zero) & zero.le(recency) & recency.le(zero);
        let are_whole = frequency.le(frequency.trunc()) & frequency.le(Quad::splat(MAX_FREQUENCY));
        let are_seen = recency.le(age) & age.lt(Quad::splat(f64::INFINITY));
        ((have_bought | have_not) & are_whole & are_seen).all()
    }

    /// Returns the histories.
    pub(super) fn histories(&self) -> [PurchaseHistory; 4] {
        let [a, b, c, d] = self.frequency.numbers();
        let [e, f, g, h] = self.recency.numbers();
        let [i, j, k, l] = self.age.numbers();
        let history = |frequency, recency, age| PurchaseHistory {
            frequency,
            recency,
            age,
        };
        [
            history(a, e, i),
            history(b, f, j),
            history(c, g, k),
            history(d, h, l),
        ]
    }
}

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
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
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

    #[test]
    fn finds_a_bad_row_wherever_it_stands() {
        let bad = [
            [-1.0, 1.0, 2.0],
            [1.5, 1.0, 2.0],
            [9_007_199_254_740_994.0, 1.0, 2.0],
            [f64::NAN, 1.0, 2.0],
            [0.0, 1.0, 2.0],
            [1.0, 0.0, 2.0],
            [1.0, 3.0, 2.0],
            [1.0, -1.0, 2.0],
            [1.0, f64::NAN, 2.0],
            [0.0, 0.0, -1.0],
            [1.0, 1.0, f64::NAN],
            [1.0, 1.0, f64::INFINITY],
            [1.0, f64::INFINITY, f64::INFINITY],
        ];
        for [frequency, recency, age] in bad {
            let alone = PurchaseHistory::try_new(frequency, recency, age).unwrap_err();
            for rows in 1..10 {
                for place in 0..rows {
                    let column = |good: f64, bad: f64| {
                        let mut column = vec![good; rows];
                        column[place] = bad;
                        column
                    };
                    let columns = PurchaseColumns {
                        frequency: &column(2.0, frequency),
                        recency: &column(2.0, recency),
                        age: &column(2.0, age),
                        weights: None,
                    };
                    let error = columns.validate().unwrap_err();
                    assert_eq!(error.code(), alone.code());
                    let path = format!("{}[{place}]", alone.path().unwrap());
                    assert_eq!(error.path(), Some(path.as_str()));
                }
            }
        }
    }

    #[test]
    fn names_the_row_of_a_bad_number() {
        let columns = PurchaseColumns {
            frequency: &[0.0, 1.0],
            recency: &[0.0, f64::NAN],
            age: &[1.0, 1.0],
            weights: None,
        };
        assert_eq!(columns.validate().unwrap_err().path(), Some("recency[1]"));
        let short = PurchaseColumns {
            age: &[1.0],
            ..columns
        };
        assert_eq!(short.validate().unwrap_err().code(), "LengthMismatch");
        let weights = Some([1.0, -1.0].as_slice());
        let negative = PurchaseColumns {
            recency: &[0.0, 1.0],
            weights,
            ..columns
        };
        assert_eq!(negative.validate().unwrap_err().path(), Some("weights[1]"));
    }
}
