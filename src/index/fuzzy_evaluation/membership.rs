//! Memberships of measured values.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;

/// Returns the membership of `value` in a trapezium: 0 up to `a`, rising to 1 at `b`, 1 to `c`,
/// falling to 0 at `d`. With `b` = `c` it is a triangle; ends that fall together are a step.
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for corners that fall back.
///
/// # Example: about 20 to 30
/// ```
/// use clientele::index::fuzzy_evaluation::trapezoid;
/// let about = [10.0, 20.0, 30.0, 40.0];
/// assert_eq!(trapezoid(12.5, about)?, 0.25);
/// assert_eq!(trapezoid(30.0, about)?, 1.0);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Dubois, D. and Prade, H. (1980), *Fuzzy Sets and Systems*, part II, chapter 2.
pub fn trapezoid(value: f64, [a, b, c, d]: [f64; 4]) -> Result<f64> {
    check_finite(value, || "value".into())?;
    let corners = [a, b, c, d];
    for (i, corner) in corners.iter().enumerate() {
        check_finite(*corner, || format!("corners[{i}]"))?;
    }
    if let Some(i) = corners
        .windows(2)
        .position(|pair| pair.first() > pair.last())
    {
        return Err(Error::OutOfRange {
            path: format!("corners[{}]", i + 1),
            value: corners.get(i + 1).copied().unwrap_or_default(),
            expected: "a corner from the one before".into(),
        });
    }
    Ok(if value < a || value > d {
        0.0
    } else if value < b {
        share(value, a, b)
    } else if value > c {
        share(value, d, c)
    } else {
        1.0
    })
}

/// Returns the memberships of `value` in the grades whose typical values are `standards`.
///
/// A value that is typical of a grade belongs to it alone; one between two neighbours belongs to
/// both, to the nearer more; one beyond the last belongs to that alone. The memberships are
/// triangles between half trapezia (半梯形与三角形分布), and sum to 1. `standards` rise or fall.
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for standards that neither rise nor fall all the
/// way.
///
/// # Example: complaints per thousand by the standards of three grades
/// ```
/// use clientele::index::fuzzy_evaluation::between_standards;
/// assert_eq!(between_standards(25.0, &[10.0, 20.0, 40.0])?, [0.0, 0.75, 0.25]);
/// assert_eq!(between_standards(900.0, &[10.0, 20.0, 40.0])?, [0.0, 0.0, 1.0]);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Wang, P.-Z. (1983), *Theory of Fuzzy Sets and Its Applications* (汪培庄, 模糊集合论及其应用).
pub fn between_standards(value: f64, standards: &[f64]) -> Result<Vec<f64>> {
    check_finite(value, || "value".into())?;
    for (i, standard) in standards.iter().enumerate() {
        check_finite(*standard, || format!("standards[{i}]"))?;
    }
    let rises = standards.first() < standards.last();
    let mut memberships = vec![0.0; standards.len()];
    let mut place = 0;
    while let (Some(&here), Some(&next)) = (standards.get(place), standards.get(place + 1)) {
        let (low, high) = if rises { (here, next) } else { (next, here) };
        if low >= high {
            return Err(Error::OutOfRange {
                path: format!("standards[{}]", place + 1),
                value: next,
                expected: "standards that all rise or all fall".into(),
            });
        }
        // Clamped, so that all but one pair of neighbours says "all of this one" or "none of it".
        let beyond = share(value.clamp(low, high), here, next);
        let first = place == 0;
        if let Some(slot) = memberships.get_mut(place) {
            *slot = if first { 1.0 - beyond } else { *slot - beyond };
        }
        if let Some(slot) = memberships.get_mut(place + 1) {
            *slot = beyond;
        }
        place += 1;
    }
    if let [only] = memberships.as_mut_slice() {
        *only = 1.0;
    }
    Ok(memberships)
}

/// Returns where `value` stands on the way from `from`, 0, to `to`, 1.
fn share(value: f64, from: f64, to: f64) -> f64 {
    // Of halves: the difference of two floats may overflow.
    (0.5 * value - 0.5 * from) / (0.5 * to - 0.5 * from)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::between_standards;
    use super::trapezoid;

    #[test]
    fn standards_may_fall_and_must_not_turn() {
        assert_eq!(
            between_standards(85.0, &[90.0, 80.0, 60.0]).unwrap(),
            [0.5, 0.5, 0.0]
        );
        assert_eq!(
            between_standards(65.0, &[90.0, 80.0, 60.0]).unwrap(),
            [0.0, 0.25, 0.75]
        );
        assert_eq!(
            between_standards(99.0, &[90.0, 80.0, 60.0]).unwrap(),
            [1.0, 0.0, 0.0]
        );
        let error = between_standards(1.0, &[1.0, 3.0, 2.0]).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("OutOfRange", Some("standards[2]"))
        );
        let error = between_standards(1.0, &[1.0, 1.0]).unwrap_err();
        assert_eq!(error.path(), Some("standards[1]"));
        let error = between_standards(f64::NAN, &[1.0, 2.0]).unwrap_err();
        assert_eq!((error.code(), error.path()), ("NotFinite", Some("value")));
        assert_eq!(between_standards(5.0, &[1.0]).unwrap(), [1.0]);
    }

    #[test]
    fn a_trapezium_has_steps_where_corners_fall_together() {
        assert_eq!(trapezoid(1.0, [1.0, 1.0, 2.0, 2.0]).unwrap(), 1.0);
        assert_eq!(trapezoid(2.0, [1.0, 1.0, 2.0, 2.0]).unwrap(), 1.0);
        assert_eq!(trapezoid(2.1, [1.0, 1.0, 2.0, 2.0]).unwrap(), 0.0);
        assert_eq!(trapezoid(2.5, [1.0, 2.0, 2.0, 3.0]).unwrap(), 0.5);
        let error = trapezoid(2.5, [1.0, 2.0, 1.5, 3.0]).unwrap_err();
        assert_eq!(error.path(), Some("corners[2]"));
    }
}
