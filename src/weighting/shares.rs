//! Numbers as shares of their sum.

use crate::data::decision_matrix::check_length;
use crate::data::decision_matrix::check_names;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;

/// Returns numbers that are not negative as shares of their sum.
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] with the place of the number below `path`, and
/// [`Error::OutOfRange`] where all are 0.
pub(crate) fn shares(values: &[f64], path: &str) -> Result<Vec<f64>> {
    for (i, value) in values.iter().enumerate() {
        let place = || format!("{path}[{i}]");
        check_finite(*value, place)?;
        if *value < 0.0 {
            return Err(Error::OutOfRange {
                path: place(),
                value: *value,
                expected: "a number from 0".into(),
            });
        }
    }
    let largest = values.iter().copied().fold(0.0, f64::max);
    if largest <= 0.0 {
        return Err(Error::OutOfRange {
            path: path.into(),
            value: 0.0,
            expected: "at least one number above 0".into(),
        });
    }
    // Over the largest first: a sum of huge numbers would overflow.
    let total: f64 = values.iter().map(|value| value / largest).sum();
    Ok(values.iter().map(|value| value / largest / total).collect())
}

/// Returns the names of a list of `count`, or "1", "2", … where there are none.
///
/// # Errors
/// Those of names that are not `count` different ones.
pub(crate) fn names_or_numbers(
    names: Option<&[String]>,
    count: usize,
    path: &str,
) -> Result<Vec<String>> {
    let Some(names) = names else {
        return Ok((1..=count).map(|number| number.to_string()).collect());
    };
    check_length(path, names.len(), count)?;
    check_names(names, path)?;
    Ok(names.iter().map(|name| name.trim().to_owned()).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
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
}
