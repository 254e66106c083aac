//! What the purchase models know of many customers.

use crate::btyd::PurchaseHistory;
use crate::btyd::purchase_history::MAX_FREQUENCY;
use crate::btyd::purchase_history::check_length;
use crate::btyd::purchase_history::check_weights;
use crate::data::summary::CustomerSummary;
use crate::error::Result;
use crate::numeric::quad::Quad;

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
    /// [`crate::Error::LengthMismatch`] when a column is shorter or longer than `frequency`, otherwise
    /// what [`PurchaseHistory::try_new`] rejects, with the row in the path (`recency[3]`); a weight
    /// that is negative is [`crate::Error::OutOfRange`].
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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

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
