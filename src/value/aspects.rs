//! Raw numbers behind the aspects of value.

use crate::data::credit_grades::points_of_grade;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::bounds::check_count;
use crate::numeric::bounds::share_of;

/// Returns the points of a credit grade (信用等级), 0 to 100.
///
/// # Errors
/// [`Error::InvalidValue`] for anything else than a grade from AAA to D.
///
/// # Example: a good payer
/// ```
/// assert_eq!(clientele::value::credit_points("AA")?, 90.0);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn credit_points(grade: &str) -> Result<f64> {
    points_of_grade(grade).ok_or_else(|| {
        let found: String = grade.chars().take(20).collect();
        let expected = "a grade: AAA, AA, A, BBB, BB, B, CCC, CC, C or D";
        Error::invalid("grade".into(), &format!("\"{found}\""), expected)
    })
}

/// Returns the share of payments that came on time, 0 to 100; none where none was due.
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for what is below 0, no whole number, or more on
/// time than due.
///
/// # Example: nine of ten invoices
/// ```
/// assert_eq!(clientele::value::on_time_points(9.0, 10.0)?, Some(90.0));
/// assert_eq!(clientele::value::on_time_points(0.0, 0.0)?, None);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn on_time_points(on_time: f64, due: f64) -> Result<Option<f64>> {
    let share = share_of(("onTime", Some(on_time)), ("due", Some(due)))?;
    Ok(share.map(|share| 100.0 * share))
}

/// Returns the demand contribution (需求贡献): accepted suggestions and referrals, counted.
///
/// What a customer contributes beside purchases has no formula in the sources; the count is our
/// choice. Put it on 0 to 100 by the range of the base.
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for what is no whole number from 0.
///
/// # Example: two ideas and three friends
/// ```
/// assert_eq!(clientele::value::demand_contribution(2.0, 3.0)?, 5.0);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn demand_contribution(suggestions: f64, referrals: f64) -> Result<f64> {
    Ok(check_count(suggestions, "suggestions")? + check_count(referrals, "referrals")?)
}
