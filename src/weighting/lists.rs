//! Lists of numbers and names, a list at a time.
//!
//! Loops over iterators are compiled anew for every closure, some 400 bytes each; these are
//! compiled once, which keeps the module small.

use crate::data::caution::Caution;
use crate::data::decision_matrix::check_length;
use crate::data::decision_matrix::check_names;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::sort::sort_by;

/// Returns a function of each number.
#[inline(never)]
pub(crate) fn each(values: &[f64], f: &dyn Fn(f64) -> f64) -> Vec<f64> {
    let mut found = Vec::with_capacity(values.len());
    for value in values {
        found.push(f(*value));
    }
    found
}

/// Returns a function of each pair of numbers.
#[inline(never)]
pub(crate) fn both(one: &[f64], other: &[f64], f: &dyn Fn(f64, f64) -> f64) -> Vec<f64> {
    let mut found = Vec::with_capacity(one.len());
    for (x, y) in one.iter().zip(other) {
        found.push(f(*x, *y));
    }
    found
}

/// Returns a function of 0 to `count` − 1.
#[inline(never)]
pub(crate) fn numbered(count: usize, f: &dyn Fn(usize) -> f64) -> Vec<f64> {
    let mut found = Vec::with_capacity(count);
    for i in 0..count {
        found.push(f(i));
    }
    found
}

/// Returns the sum.
#[inline(never)]
pub(crate) fn sum(values: &[f64]) -> f64 {
    let mut sum = 0.0;
    for value in values {
        sum += value;
    }
    sum
}

/// Returns Σ x y.
#[inline(never)]
pub(crate) fn dot(one: &[f64], other: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (x, y) in one.iter().zip(other) {
        sum += x * y;
    }
    sum
}

/// Adds a multiple of a list to sums.
#[inline(never)]
pub(crate) fn add_scaled(sums: &mut [f64], values: &[f64], factor: f64) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += factor * value;
    }
}

/// Returns a list divided by its sum.
#[inline(never)]
pub(crate) fn normalised(values: &[f64]) -> Vec<f64> {
    let total = sum(values);
    each(values, &|value| value / total)
}

/// Returns the largest number, minus infinity of none.
#[inline(never)]
pub(crate) fn largest(values: &[f64]) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    for value in values {
        largest = largest.max(*value);
    }
    largest
}

/// Returns a number of a list; NaN where there is none.
#[inline(never)]
pub(crate) fn at(values: &[f64], i: usize) -> f64 {
    values.get(i).copied().unwrap_or(f64::NAN)
}

/// Returns a row; an empty one where there is none.
#[inline(never)]
pub(crate) fn row(rows: &[Vec<f64>], i: usize) -> &[f64] {
    rows.get(i).map_or(&[], Vec::as_slice)
}

/// Sets a cell, if there is one.
#[inline(never)]
pub(crate) fn put(rows: &mut [Vec<f64>], i: usize, j: usize, value: f64) {
    if let Some(cell) = rows.get_mut(i).and_then(|row| row.get_mut(j)) {
        *cell = value;
    }
}

/// Returns a name of a list; an empty one where there is none.
#[inline(never)]
pub(crate) fn name(names: &[String], i: usize) -> String {
    names.get(i).cloned().unwrap_or_default()
}

/// Returns the places of a list from the largest number down; equal ones keep their order.
#[inline(never)]
pub(crate) fn descending(keys: &[f64]) -> Vec<usize> {
    let mut rows = Vec::with_capacity(keys.len());
    for (i, key) in keys.iter().enumerate() {
        rows.push((*key, i));
    }
    sort_by(&mut rows, |one, other| one.0 > other.0);
    let mut places = Vec::with_capacity(rows.len());
    for (_, place) in rows {
        places.push(place);
    }
    places
}

/// Returns the cautions that apply.
#[inline(never)]
pub(crate) fn cautions(known: &[(bool, &str)]) -> Vec<Caution> {
    let mut cautions = Vec::new();
    for (applies, code) in known {
        if *applies {
            cautions.push(Caution::new(code));
        }
    }
    cautions
}

/// Returns numbers that are not negative as shares of their sum.
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] with the place of the number below `path`, and
/// [`Error::OutOfRange`] where all are 0.
#[inline(never)]
pub(crate) fn shares(values: &[f64], path: &str) -> Result<Vec<f64>> {
    for (i, value) in values.iter().enumerate() {
        let place = || format!("{path}[{i}]");
        check_finite(*value, place)?;
        if *value < 0.0 {
            return Err(out_of_range(place(), *value, "a number from 0"));
        }
    }
    let largest = largest(values);
    if largest <= 0.0 {
        return Err(out_of_range(
            path.into(),
            0.0,
            "at least one number above 0",
        ));
    }
    // Over the largest first: a sum of huge numbers would overflow.
    Ok(normalised(&each(values, &|value| value / largest)))
}

/// Returns the names of a list of `count`, or "1", "2", … where there are none.
///
/// # Errors
/// Those of names that are not `count` different ones.
#[inline(never)]
pub(crate) fn names_or_numbers(
    names: Option<&[String]>,
    count: usize,
    path: &str,
) -> Result<Vec<String>> {
    let mut found = Vec::with_capacity(count);
    if let Some(names) = names {
        check_length(path, names.len(), count)?;
        check_names(names, path)?;
        for name in names {
            found.push(name.trim().to_owned());
        }
    } else {
        for number in 1..=count {
            found.push(number.to_string());
        }
    }
    Ok(found)
}

/// Rejects a number that is not finite or not in order, by its path.
#[inline(never)]
pub(crate) fn check(value: f64, fits: bool, path: &str, expected: &str) -> Result<()> {
    check_finite(value, || path.into())?;
    if fits {
        Ok(())
    } else {
        Err(out_of_range(path.into(), value, expected))
    }
}

/// Returns the error that a number is out of its range.
#[cold]
#[inline(never)]
pub(crate) fn out_of_range(path: String, value: f64, expected: &str) -> Error {
    Error::OutOfRange {
        path,
        value,
        expected: expected.into(),
    }
}

/// Returns the error that there is nothing.
#[cold]
#[inline(never)]
pub(crate) fn empty(path: &str, hint: &str) -> Error {
    Error::EmptyInput {
        path: path.into(),
        hint: hint.into(),
    }
}

/// Returns the error that something is not what it should be.
#[cold]
#[inline(never)]
pub(crate) fn invalid(path: String, found: String, expected: String) -> Error {
    Error::InvalidValue {
        path,
        found,
        expected,
    }
}

/// Returns the error that a name is not one of those that there are.
#[cold]
#[inline(never)]
pub(crate) fn stranger(path: &str, name: &str, known: &[String]) -> Error {
    let found = format!("\"{name}\"");
    let expected = format!("one of the criteria {}", known.join(", "));
    invalid(path.into(), found, expected)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::descending;
    use super::shares;

    #[test]
    fn shares_sum_to_one_and_what_cannot_be_shared_is_named() {
        assert_eq!(
            shares(&[3.0, 1.0, 0.0], "weights").unwrap(),
            [0.75, 0.25, 0.0]
        );
        assert_eq!(shares(&[1e308, 1e308], "weights").unwrap(), [0.5, 0.5]);
        for (values, code, path) in [
            ([1.0, f64::NAN], "NotFinite", "weights[1]"),
            ([-1.0, 2.0], "OutOfRange", "weights[0]"),
            ([0.0, 0.0], "OutOfRange", "weights"),
        ] {
            let error = shares(&values, "weights").unwrap_err();
            assert_eq!((error.code(), error.path()), (code, Some(path)));
        }
    }

    #[test]
    fn equal_keys_keep_their_order() {
        assert_eq!(descending(&[1.0, 3.0, 1.0, 2.0]), [1, 3, 0, 2]);
    }
}
