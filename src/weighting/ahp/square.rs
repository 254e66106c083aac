//! The cells of square matrices, row by row, and the order of things.
//!
//! Written once and without generics: at the size at which the module is compiled every chain of
//! iterators is a function of its own.

/// Returns the value at a place; NaN outside.
pub(super) fn at(values: &[f64], place: usize) -> f64 {
    values.get(place).copied().unwrap_or(f64::NAN)
}

/// Writes a judgement of an n × n matrix and its reciprocal.
pub(super) fn put(values: &mut [f64], n: usize, (i, j): (usize, usize), value: f64) {
    for (place, value) in [(i * n + j, value), (j * n + i, 1.0 / value)] {
        if let Some(cell) = values.get_mut(place) {
            *cell = value;
        }
    }
}

/// Returns the places above the diagonal, in reading order.
pub(super) fn upper_places(n: usize) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for i in 0..n {
        for j in i + 1..n {
            places.push((i, j));
        }
    }
    places
}

/// Returns the numbers below `count` in order; those of which neither comes before the other stand as
/// they count.
pub(super) fn ranked(count: usize, before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(count);
    for number in 0..count {
        let mut place = order.len();
        while let Some(&last) = place.checked_sub(1).and_then(|k| order.get(k)) {
            if !before(number, last) {
                break;
            }
            place -= 1;
        }
        order.insert(place, number);
    }
    order
}

/// Returns the name of a criterion.
pub(super) fn name(criteria: &[String], i: usize) -> String {
    criteria.get(i).cloned().unwrap_or_default()
}
