//! One small sort for everything that is sorted.
//!
//! The sorts of the standard library are 5 KB for each type; this one is a few hundred bytes, and
//! faster on rows that come in order.

/// Rows that are sorted by insertion before they are merged.
const RUN: usize = 16;

/// Returns a whole number that orders floats as [`f64::total_cmp`] does.
#[inline(always)]
#[allow(clippy::inline_always, reason = "asked of every pair that is sorted")]
pub(crate) fn total(value: f64) -> i64 {
    let bits = value.to_bits().cast_signed();
    bits ^ (((bits >> 63).cast_unsigned()) >> 1).cast_signed()
}

/// Sorts rows; those of which neither comes before the other keep their order.
///
/// # Example: by size
/// ```
/// let mut rows = vec![3.0, 1.0, 2.0];
/// clientele::numeric::sort::sort_by(&mut rows, |a, b| a < b);
/// assert_eq!(rows, [1.0, 2.0, 3.0]);
/// ```
///
/// # References
/// Knuth (1998), The Art of Computer Programming 3, section 5.2.4: merging by ascending runs.
pub fn sort_by<T: Copy>(rows: &mut [T], before: impl Fn(&T, &T) -> bool) {
    for run in rows.chunks_mut(RUN) {
        insert(run, &before);
    }
    if rows.len() <= RUN {
        return;
    }
    let mut other = rows.to_vec();
    let mut run = RUN;
    let mut turned = false;
    while run < rows.len() {
        let (from, to) = if turned {
            (&*other, &mut *rows)
        } else {
            (&*rows, other.as_mut_slice())
        };
        let pairs = from.chunks(2 * run).zip(to.chunks_mut(2 * run));
        for (pair, merged) in pairs {
            let (left, right) = pair.split_at(run.min(pair.len()));
            merge(left, right, merged, &before);
        }
        turned = !turned;
        run *= 2;
    }
    if turned {
        rows.copy_from_slice(&other);
    }
}

/// Sorts pairs by their first number, those of the same first number by the second.
///
/// # Example: the place of each value
/// ```
/// let mut pairs = vec![(7.0, 0.0), (5.0, 1.0), (7.0, -1.0)];
/// clientele::numeric::sort::sort_pairs(&mut pairs);
/// assert_eq!(pairs, [(5.0, 1.0), (7.0, -1.0), (7.0, 0.0)]);
/// ```
#[inline(never)]
pub fn sort_pairs(pairs: &mut [(f64, f64)]) {
    sort_by(pairs, |one, other| one < other);
}

/// Sorts a few rows.
fn insert<T: Copy>(rows: &mut [T], before: &impl Fn(&T, &T) -> bool) {
    for end in 1..rows.len() {
        let Some((row, sorted)) = rows.get_mut(..=end).and_then(<[T]>::split_last_mut) else {
            return;
        };
        let mut gap = row;
        for last in sorted.iter_mut().rev() {
            if !before(gap, last) {
                break;
            }
            core::mem::swap(gap, last);
            gap = last;
        }
    }
}

/// Writes two sorted lists as one; of equal rows that of the first comes first.
fn merge<T: Copy>(
    mut left: &[T],
    mut right: &[T],
    merged: &mut [T],
    before: &impl Fn(&T, &T) -> bool,
) {
    for slot in merged {
        *slot = match (left.split_first(), right.split_first()) {
            (Some((row, rest)), other) if !other.is_some_and(|(other, _)| before(other, row)) => {
                left = rest;
                *row
            }
            (_, Some((row, rest))) => {
                right = rest;
                *row
            }
            _ => return,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::sort_by;

    proptest::proptest! {
        #[test]
        fn rows_come_in_the_order_of_the_standard_library(
            rows in proptest::collection::vec((0..9_u8, 0..99_u32), 0..300),
        ) {
            let mut expected = rows.clone();
            expected.sort_by_key(|row| row.0);
            let mut sorted = rows;
            sort_by(&mut sorted, |one, other| one.0 < other.0);
            proptest::prop_assert_eq!(sorted, expected);
        }
    }

    #[test]
    fn rows_in_order_and_in_reverse_are_sorted_too() {
        for len in [0, 1, 2, 15, 16, 17, 31, 32, 33, 1000] {
            let ascending: Vec<u32> = (0..len).collect();
            let mut rows = ascending.clone();
            sort_by(&mut rows, |one, other| one < other);
            assert_eq!(rows, ascending);
            rows.reverse();
            sort_by(&mut rows, |one, other| one < other);
            assert_eq!(rows, ascending);
        }
    }
}
