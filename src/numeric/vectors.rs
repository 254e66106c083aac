//! Whole columns at a time.
//!
//! Loops over iterators are compiled anew for every closure; these are compiled once, which keeps
//! the module small. Where two columns differ in length, the shorter one ends the loop.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::sum::CompensatedSum;

/// Returns a function of each value.
pub(crate) fn each(values: &[f64], f: &dyn Fn(f64) -> f64) -> Vec<f64> {
    let mut found = Vec::with_capacity(values.len());
    for value in values {
        found.push(f(*value));
    }
    found
}

/// Returns a function of each pair of values.
pub(crate) fn both(one: &[f64], other: &[f64], f: &dyn Fn(f64, f64) -> f64) -> Vec<f64> {
    let mut found = Vec::with_capacity(one.len());
    for (x, y) in one.iter().zip(other) {
        found.push(f(*x, *y));
    }
    found
}

/// Returns the sum, without the rounding errors of its additions.
pub(crate) fn sum(values: &[f64]) -> f64 {
    let mut sum = CompensatedSum::default();
    for value in values {
        sum.add(*value);
    }
    sum.total()
}

/// Returns Σ x y.
pub(crate) fn dot(one: &[f64], other: &[f64]) -> f64 {
    let mut sum = CompensatedSum::default();
    for (x, y) in one.iter().zip(other) {
        sum.add(x * y);
    }
    sum.total()
}

/// Adds a multiple of values to sums.
pub(crate) fn add_scaled(sums: &mut [f64], values: &[f64], factor: f64) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += factor * value;
    }
}

/// Returns values divided by a number.
pub(crate) fn divided(values: &[f64], divisor: f64) -> Vec<f64> {
    each(values, &|value| value / divisor)
}

/// Returns values divided by their sum.
pub(crate) fn shares(values: &[f64]) -> Vec<f64> {
    divided(values, sum(values))
}

/// Returns `count` equal shares of 1.
pub(crate) fn equal_shares(count: usize) -> Vec<f64> {
    vec![1.0 / count as f64; count]
}

/// Returns the place of the first value that is so.
pub(crate) fn position(values: &[f64], is: &dyn Fn(f64) -> bool) -> Option<usize> {
    values.iter().position(|value| is(*value))
}

/// Returns the smallest and the largest value.
pub(crate) fn range(values: &[f64]) -> (f64, f64) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values {
        low = low.min(*value);
        high = high.max(*value);
    }
    (low, high)
}

/// Rejects what is not finite or below 0, by its place in the list.
pub(crate) fn check_from_zero(values: &[f64], path: &str) -> Result<()> {
    for (i, value) in values.iter().enumerate() {
        let path = || format!("{path}[{i}]");
        check_finite(*value, path)?;
        if *value < 0.0 {
            return Err(Error::out_of_range(path(), *value, "a number from 0"));
        }
    }
    Ok(())
}
