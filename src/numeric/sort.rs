//! One small sort for everything that is sorted, and one by digits for long columns of numbers.
//!
//! The sorts of the standard library are 5 KB for each type; these are a few hundred bytes.

/// Rows that are sorted by insertion before they are merged.
const RUN: usize = 16;

/// Numbers from which sorting by digits is faster than merging.
const MANY: usize = 512;

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

/// Sorts numbers as [`f64::total_cmp`] orders them.
///
/// # Example: a column
/// ```
/// let mut values = vec![3.0, -1.0, 2.0];
/// clientele::numeric::sort::sort_numbers(&mut values);
/// assert_eq!(values, [-1.0, 2.0, 3.0]);
/// ```
pub fn sort_numbers(values: &mut [f64]) {
    by_digits(values, |value| ordinal(total(*value)));
}

/// Returns the rows of a column from the smallest number to the largest; those of the same number keep
/// the order in which `rows` has them. NaN comes last, and −0 is 0.
///
/// # Example: the place of each value
/// ```
/// use clientele::numeric::sort::order_of;
/// assert_eq!(order_of(&[7.0, 5.0, f64::NAN, 5.0], vec![0, 1, 2, 3]), [1, 3, 0, 2]);
/// assert_eq!(order_of(&[7.0, 5.0, f64::NAN, 5.0], vec![3, 2, 1, 0]), [3, 1, 0, 2]);
/// ```
pub fn order_of(values: &[f64], rows: Vec<usize>) -> Vec<usize> {
    let mut keys = Vec::with_capacity(rows.len());
    for row in &rows {
        let value = values.get(*row).copied().unwrap_or(f64::NAN);
        let key = if value.is_nan() {
            u64::MAX
        } else {
            ordinal(total(value + 0.0))
        };
        keys.push((key, *row));
    }
    by_digits(&mut keys, |(key, _)| *key);
    let mut order = rows;
    for (slot, (_, row)) in order.iter_mut().zip(keys) {
        *slot = row;
    }
    order
}

/// Returns a whole number without a sign that orders as one with a sign does.
#[inline(always)]
#[allow(clippy::inline_always, reason = "asked of every row for every digit")]
fn ordinal(signed: i64) -> u64 {
    signed.cast_unsigned() ^ (1 << 63)
}

/// Bits of a digit, and how many digits there are.
const BITS: u32 = 11;
const DIGITS: usize = 1 << BITS;

/// Sorts rows by a key, digit by digit from the lowest; rows of the same key keep their order.
///
/// # References
/// Knuth (1998), The Art of Computer Programming 3, section 5.2.5: sorting by distribution.
fn by_digits<T: Copy>(rows: &mut [T], key: impl Fn(&T) -> u64) {
    if rows.len() < MANY {
        sort_by(rows, |one, other| key(one) < key(other));
        return;
    }
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the lowest bits are what is asked for"
    )]
    let digit = |row: &T, shift: u32| (key(row) >> shift) as usize & (DIGITS - 1);
    let mut other = rows.to_vec();
    let mut turned = false;
    for shift in (0..u64::BITS).step_by(BITS as usize) {
        let (from, to) = if turned {
            (&*other, &mut *rows)
        } else {
            (&*rows, other.as_mut_slice())
        };
        let mut places = [0_usize; DIGITS];
        for row in from {
            if let Some(count) = places.get_mut(digit(row, shift)) {
                *count += 1;
            }
        }
        // Whole numbers have many digits that are the same of all.
        if places.contains(&from.len()) {
            continue;
        }
        let mut start = 0;
        for place in &mut places {
            start += core::mem::replace(place, start);
        }
        for row in from {
            let Some(place) = places.get_mut(digit(row, shift)) else {
                return;
            };
            if let Some(target) = to.get_mut(*place) {
                *target = *row;
            }
            *place += 1;
        }
        turned = !turned;
    }
    if turned {
        rows.copy_from_slice(&other);
    }
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
    use super::MANY;
    use super::order_of;
    use super::sort_by;
    use super::sort_numbers;

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

    proptest::proptest! {
        #[test]
        fn numbers_come_in_the_order_of_the_standard_library(
            values in proptest::collection::vec(proptest::num::f64::ANY, 0..3 * MANY),
        ) {
            let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            let mut expected = values.clone();
            expected.sort_by(f64::total_cmp);
            let mut sorted = values;
            sort_numbers(&mut sorted);
            proptest::prop_assert_eq!(bits(&sorted), bits(&expected));
        }

        #[test]
        fn rows_of_one_number_keep_their_order(
            values in proptest::collection::vec(-3_i8..4, 0..3 * MANY),
            scale in proptest::sample::select(vec![1e-300, 1.0, 1e300]),
        ) {
            let column: Vec<f64> = values
                .iter()
                // Zero becomes −0, and 3 stands for what is missing.
                .map(|value| if *value == 3 { f64::NAN } else { -(scale * f64::from(*value)) })
                .collect();
            let mut expected: Vec<usize> = (0..values.len()).rev().collect();
            expected.sort_by_key(|row| values.get(*row).map_or(0, |value| if *value == 3 { 4 } else { -value }));
            let rows = (0..values.len()).rev().collect();
            proptest::prop_assert_eq!(order_of(&column, rows), expected);
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
