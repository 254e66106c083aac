//! What a complaint adds to the risk of losing the customer, and what its handling takes off.

use crate::data::classification::Classification;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::bounds::check_known;
use crate::numeric::bounds::check_percent;
use crate::plain::report;
use crate::plain::words;

/// What became of a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum ComplaintStatus {
    /// There is none.
    #[default]
    None,
    /// It waits for an answer.
    Open,
    /// It is closed.
    Closed,
}

words!(ComplaintStatus {
    None => "none",
    Open => "open",
    Closed => "closed",
});

/// What a complaint adds to the logarithm of the odds of leaving.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RecoveryPoints {
    /// The points, from 0: handling may cancel them and never turns them into a bonus. None for a
    /// closed complaint of which it is not known how the customer found its handling.
    pub points: Option<f64>,
    /// What they are for, with the evidence.
    pub class: Classification,
}

report!(RecoveryPoints {
    points => "points",
    class => "class",
});

/// Points of a complaint that waits: our choice, uncalibrated.
const OPEN: f64 = 0.8;
/// Points of a complaint whose handling failed: our choice, uncalibrated.
const FAILED: f64 = 0.5;

/// Returns what a complaint adds to the logarithm of the odds of leaving.
///
/// `satisfaction`: that with the handling, 0 to 100. The points, 0.8 for an open complaint and 0.5
/// for a badly handled one, are our choice and uncalibrated; between the thresholds they fall on a
/// straight line to 0. They never fall below 0: a recovery may make a customer more satisfied than
/// one whom nothing happened to, but not more likely to come back (de Matos et al. 2007).
///
/// # Errors
/// [`Error::NotFinite`]; [`Error::OutOfRange`] for a satisfaction outside 0-100 and thresholds in
/// the wrong order.
///
/// # Example: handled well, and nothing more than that
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::service::{ComplaintStatus, recovery_points};
/// let points = |satisfaction| {
///     recovery_points(ComplaintStatus::Closed, satisfaction, &Thresholds::default()).map(|p| p.points)
/// };
/// assert_eq!(points(Some(100.0))?, Some(0.0));
/// assert_eq!(points(Some(40.0))?, Some(0.5));
/// assert_eq!(points(None)?, None);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// de Matos, C. A., Henrique, J. L. & Rossi, C. A. V. (2007), "Service recovery paradox: a
/// meta-analysis", Journal of Service Research 10(1).
pub fn recovery_points(
    status: ComplaintStatus,
    satisfaction: Option<f64>,
    thresholds: &Thresholds,
) -> Result<RecoveryPoints> {
    thresholds.check()?;
    let (failed, done) = (
        thresholds.recovery_failed_below,
        thresholds.recovery_done_from,
    );
    if done < failed {
        let expected = "at least `recoveryFailedBelow`";
        return Err(Error::out_of_range(
            "recoveryDoneFrom".into(),
            done,
            expected,
        ));
    }
    let satisfaction = check_known(satisfaction, "satisfaction", &check_percent)?;
    let (code, points) = match (status, satisfaction) {
        (ComplaintStatus::None, _) => ("recovery.no_complaint", Some(0.0)),
        (ComplaintStatus::Open, _) => ("recovery.open", Some(OPEN)),
        (ComplaintStatus::Closed, None) => ("recovery.unknown", None),
        (ComplaintStatus::Closed, Some(satisfaction)) => {
            if satisfaction < failed {
                ("recovery.failed", Some(FAILED))
            } else if satisfaction >= done {
                ("recovery.done", Some(0.0))
            } else {
                let points = FAILED * (done - satisfaction) / (done - failed);
                ("recovery.partial", Some(points))
            }
        }
    };
    Ok(RecoveryPoints {
        points,
        class: Classification::new(code)
            .because("satisfaction", satisfaction)
            .beyond("recovery_failed_below", failed)
            .beyond("recovery_done_from", done),
    })
}
