//! What a satisfaction index means.

use crate::data::classification::Classification;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::tolerance::TIE;

/// Returns the level of a satisfaction index from 0 to 100: `satisfaction.very_satisfied` from 90,
/// `.satisfied` from 75, `.fair` from 60, `.dissatisfied` from 40, otherwise `.very_dissatisfied`.
/// The four thresholds are our choice.
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for thresholds that do not fall.
///
/// # Example: fair
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::perceived::satisfaction::satisfaction_level;
/// let level = satisfaction_level(72.4, &Thresholds::default())?;
/// assert_eq!(level.code, "satisfaction.fair");
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn satisfaction_level(percent: f64, thresholds: &Thresholds) -> Result<Classification> {
    thresholds.check()?;
    check_finite(percent, || "percent".into())?;
    let levels = [
        (
            "satisfaction.very_satisfied",
            "satisfactionVery",
            thresholds.satisfaction_very,
        ),
        (
            "satisfaction.satisfied",
            "satisfactionGood",
            thresholds.satisfaction_good,
        ),
        (
            "satisfaction.fair",
            "satisfactionFair",
            thresholds.satisfaction_fair,
        ),
        (
            "satisfaction.dissatisfied",
            "satisfactionPoor",
            thresholds.satisfaction_poor,
        ),
    ];
    let mut above = f64::INFINITY;
    let mut found = None;
    for (code, name, from) in levels {
        if from >= above {
            return Err(Error::out_of_range(
                name.into(),
                from,
                "a number below the level above",
            ));
        }
        above = from;
        if found.is_none() && percent >= from - TIE * from {
            found = Some((code, name, from));
        }
    }
    let (code, name, from) = found.unwrap_or((
        "satisfaction.very_dissatisfied",
        "satisfactionPoor",
        thresholds.satisfaction_poor,
    ));
    Ok(Classification::new(code)
        .because("percent", percent)
        .beyond(name, from))
}
