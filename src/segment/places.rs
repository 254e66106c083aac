//! Who comes first by value.

use crate::numeric::sort::order_of;
use crate::numeric::tolerance::TIE;
use crate::numeric::vectors::each;
use crate::plain::words;

/// How customers of the same value are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Ties {
    /// By identifier, and without one by row: every rank is there once.
    #[default]
    Row,
    /// They share the better rank, so that nobody stands above an equal.
    Shared,
}

words!(Ties {
    Row => "row",
    Shared => "shared",
});

/// Customers by value, the highest first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Places {
    /// The rows of those whose value is known, from the best.
    pub(super) order: Vec<usize>,
}

impl Places {
    /// Ranks values, of which NaN is missing; `ids`, if there are any, are in the order of their rows.
    pub(super) fn of(values: &[f64], ids: Option<&[f64]>) -> Self {
        let rows = (0..values.len()).collect();
        let rows = match ids {
            Some(ids) => order_of(ids, rows),
            None => rows,
        };
        let falling = each(values, &|value| -value);
        let mut order = order_of(&falling, rows);
        order.retain(|row| values.get(*row).is_some_and(|value| !value.is_nan()));
        Self { order }
    }

    /// Returns the rank of every row from 1, NaN where the value is missing.
    pub(super) fn ranks(&self, values: &[f64], ties: Ties) -> Vec<f64> {
        let mut ranks = vec![f64::NAN; values.len()];
        let (mut last, mut rank) = (f64::NAN, 0.0);
        for (place, row) in self.order.iter().enumerate() {
            let value = values.get(*row).copied().unwrap_or(f64::NAN);
            let tied = ties == Ties::Shared && (value - last).abs() <= 0.0;
            if !tied {
                rank = (place + 1) as f64;
            }
            last = value;
            if let Some(slot) = ranks.get_mut(*row) {
                *slot = rank;
            }
        }
        ranks
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a list that came from a usize"
)]
fn whole(place: f64) -> usize {
    place as usize
}

/// Returns how many of `count` customers a top share is, rounded up; what the product of the two
/// has gained by rounding is no customer.
///
/// # Example: a fifth of eleven
/// ```
/// assert_eq!(clientele::segment::top_places(0.2, 11), 3);
/// assert_eq!(clientele::segment::top_places(0.07, 100), 7); // 0.07 · 100 is 7.000000000000001
/// ```
pub fn top_places(share: f64, count: usize) -> usize {
    whole(libm::ceil(share * count as f64 * (1.0 - TIE)).max(0.0))
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::Places;
    use super::Ties;

    #[test]
    fn equals_come_by_identifier_then_by_row_or_share_a_rank() {
        let values = [5.0, 9.0, 5.0, f64::NAN, 5.0];
        let by_row = Places::of(&values, None);
        assert_eq!(by_row.order, [1, 0, 2, 4]);
        let ids = [30.0, 7.0, 10.0, 5.0, 20.0];
        let by_id = Places::of(&values, Some(&ids));
        assert_eq!(by_id.order, [1, 2, 4, 0]);
        let known = |ranks: Vec<f64>| -> Vec<f64> {
            let known = |rank: f64| if rank.is_nan() { 0.0 } else { rank };
            ranks.into_iter().map(known).collect()
        };
        let ranks = known(by_id.ranks(&values, Ties::Row));
        assert_eq!(ranks, [4.0, 1.0, 2.0, 0.0, 3.0]);
        let shared = known(by_row.ranks(&values, Ties::Shared));
        assert_eq!(shared, [2.0, 1.0, 2.0, 0.0, 2.0]);
    }
}
