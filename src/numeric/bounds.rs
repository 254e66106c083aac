//! Checks of single numbers.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;

/// Returns a number that is finite and within `least` and `most`.
#[inline(never)]
pub(crate) fn check_within(
    value: f64,
    [least, most]: [f64; 2],
    path: &str,
    expected: &str,
) -> Result<f64> {
    check_finite(value, || path.into())?;
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    Err(Error::out_of_range(path.into(), value, expected))
}

/// Returns a number from 0 to 1.
pub(crate) fn check_unit(value: f64, path: &str) -> Result<f64> {
    check_within(value, [0.0, 1.0], path, "a number from 0 to 1")
}

/// Returns a number from 0 to 100.
pub(crate) fn check_percent(value: f64, path: &str) -> Result<f64> {
    check_within(value, [0.0, 100.0], path, "a number from 0 to 100")
}

/// Returns a number from 0.
pub(crate) fn check_amount(value: f64, path: &str) -> Result<f64> {
    check_within(value, [0.0, f64::INFINITY], path, "a number from 0")
}

/// Returns a whole number from 0.
pub(crate) fn check_count(value: f64, path: &str) -> Result<f64> {
    check_amount(value, path)?;
    if (libm::floor(value) - value).abs() > 0.0 {
        return Err(Error::out_of_range(
            path.into(),
            value,
            "a whole number from 0",
        ));
    }
    Ok(value)
}

/// Returns a number by a check, where there is one.
pub(crate) fn check_known(
    value: Option<f64>,
    path: &str,
    check: &dyn Fn(f64, &str) -> Result<f64>,
) -> Result<Option<f64>> {
    value.map(|value| check(value, path)).transpose()
}

/// Returns a part of a whole, none where the whole is 0 or one of them is not known.
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for what is below 0, no whole number, or a part
/// above the whole; the error has the name of the part.
pub(crate) fn share_of(
    part: (&str, Option<f64>),
    whole: (&str, Option<f64>),
) -> Result<Option<f64>> {
    let known = check_known(part.1, part.0, &check_count)?;
    let total = check_known(whole.1, whole.0, &check_count)?;
    let (Some(known), Some(total)) = (known, total) else {
        return Ok(None);
    };
    if known > total {
        let expected = format!("at most `{}`, {total}", whole.0);
        return Err(Error::out_of_range(part.0.into(), known, &expected));
    }
    Ok((total > 0.0).then(|| known / total))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::check_count;
    use super::check_unit;
    use super::share_of;

    #[test]
    fn what_is_out_of_bounds_is_named() {
        assert_eq!(check_unit(0.5, "p").unwrap(), 0.5);
        for (error, code) in [
            (check_unit(1.5, "p").unwrap_err(), "OutOfRange"),
            (check_unit(f64::NAN, "p").unwrap_err(), "NotFinite"),
            (check_count(1.5, "p").unwrap_err(), "OutOfRange"),
        ] {
            assert_eq!((error.code(), error.path()), (code, Some("p")));
        }
    }

    #[test]
    fn a_share_needs_a_whole() {
        let share = |part, whole| share_of(("part", part), ("whole", whole));
        assert_eq!(share(Some(1.0), Some(4.0)).unwrap(), Some(0.25));
        assert_eq!(share(Some(0.0), Some(0.0)).unwrap(), None);
        assert_eq!(share(None, Some(4.0)).unwrap(), None);
        assert_eq!(
            share(Some(5.0), Some(4.0)).unwrap_err().path(),
            Some("part")
        );
    }
}
