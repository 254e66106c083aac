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
use crate::numeric::vectors::check_from_zero;
use crate::numeric::vectors::divided;
use crate::numeric::vectors::sum;

/// How far from 1 weights may sum up to: published ones are rounded to two or three decimals.
const ROUNDED: f64 = 0.005;

/// Returns numbers from 0 that sum up to 1 but for rounding, scaled so that they do exactly.
pub(crate) fn checked_shares(numbers: &[f64], path: &str) -> Result<Vec<f64>> {
    check_from_zero(numbers, path)?;
    let sum = sum(numbers);
    if !sum.is_finite() || (sum - 1.0).abs() > ROUNDED + f64::EPSILON {
        return Err(Error::out_of_range(
            path.into(),
            sum,
            "numbers that sum up to 1",
        ));
    }
    Ok(divided(numbers, sum))
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
        Err(Error::out_of_range(path.into(), value, expected))
    }
}

/// Returns the error that a name is not one of those that there are.
#[cold]
#[inline(never)]
pub(crate) fn stranger(path: &str, name: &str, known: &[String]) -> Error {
    let found = format!("\"{name}\"");
    let expected = format!("one of the criteria {}", known.join(", "));
    Error::invalid(path.into(), &found, &expected)
}

#[cfg(test)]
mod tests {
    use super::descending;

    #[test]
    fn equal_keys_keep_their_order() {
        assert_eq!(descending(&[1.0, 3.0, 1.0, 2.0]), [1, 3, 0, 2]);
    }
}
