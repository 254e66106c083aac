//! How good probabilities were.

use crate::error::Error;
use crate::error::Result;
use crate::numeric::accuracy::CalibrationGroup;
use crate::numeric::accuracy::brier_score;
use crate::numeric::accuracy::calibration;
use crate::numeric::accuracy::log_loss;
use crate::numeric::bounds::check_amount;
use crate::numeric::bounds::check_unit;
use crate::numeric::bounds::check_within;
use crate::numeric::discrimination::area_under_curve;
use crate::numeric::discrimination::top_decile_lift;
use crate::plain::record;

/// The groups of the table: deciles.
const DECILES: u32 = 10;

/// How good probabilities were, beside what came.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CalibrationQuality {
    /// Customers.
    pub customers: f64,
    /// Customers to whom the event came.
    pub events: f64,
    /// Area under the ROC curve; `null` when all outcomes are alike.
    pub auc: Option<f64>,
    /// Mean squared difference of probability and outcome.
    pub brier: f64,
    /// Mean of −ln of the probability given to what came.
    pub log_loss: f64,
    /// Events among the tenth with the highest probabilities, beside a tenth at random; `null` without
    /// events.
    pub top_decile_lift: Option<f64>,
    /// Shares of events by decile of the probability, rising.
    pub deciles: Vec<CalibrationGroup>,
}

record!(CalibrationQuality {
    customers => "customers",
    events => "events",
    auc => "auc",
    brier => "brier",
    log_loss => "logLoss",
    top_decile_lift => "topDecileLift",
    deciles => "deciles",
});

impl CalibrationQuality {
    /// Checks the measures of a record that was read.
    pub(super) fn check(&self) -> Result<()> {
        check_amount(self.customers, "customers")?;
        check_within(
            self.events,
            [0.0, self.customers],
            "events",
            "up to the number of customers",
        )?;
        if let Some(area) = self.auc {
            check_unit(area, "auc")?;
        }
        check_unit(self.brier, "brier")?;
        check_amount(self.log_loss, "logLoss")?;
        check_amount(self.top_decile_lift.unwrap_or(0.0), "topDecileLift")?;
        Ok(())
    }
}

/// Returns how good probabilities were.
///
/// `outcomes`: 1 where the event came, 0 where not. `probabilities`: 0 to 1, one for each.
///
/// # Errors
/// [`Error::EmptyInput`], [`Error::LengthMismatch`], [`Error::NotFinite`], [`Error::OutOfRange`], with
/// the path `outcomes` or `probabilities`.
///
/// # Example: two customers told apart
/// ```
/// use clientele::churn::calibration::calibration_quality;
/// let quality = calibration_quality(&[1.0, 0.0], &[0.8, 0.1])?;
/// assert_eq!((quality.auc, quality.events), (Some(1.0), 1.0));
/// assert!((quality.brier - 0.025).abs() < 1e-15);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Those of [`area_under_curve`], [`brier_score`], [`log_loss`], [`calibration`] and
/// [`top_decile_lift`].
pub fn calibration_quality(outcomes: &[f64], probabilities: &[f64]) -> Result<CalibrationQuality> {
    measure(outcomes, probabilities).map_err(|error: Error| {
        error.map_path(|path| {
            path.replace("actual", "outcomes")
                .replace("predicted", "probabilities")
        })
    })
}

fn measure(outcomes: &[f64], probabilities: &[f64]) -> Result<CalibrationQuality> {
    Ok(CalibrationQuality {
        customers: outcomes.len() as f64,
        events: outcomes.iter().sum(),
        auc: area_under_curve(outcomes, probabilities)?,
        brier: brier_score(outcomes, probabilities)?,
        log_loss: log_loss(outcomes, probabilities)?,
        top_decile_lift: top_decile_lift(outcomes, probabilities)?,
        deciles: calibration(outcomes, probabilities, DECILES)?,
    })
}
