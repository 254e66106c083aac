//! The risk of a customer by a calibrated model.

use crate::churn::calibration::model::Calibration;
use crate::churn::risk_evidence::RiskEvidence;
use crate::churn::risk_evidence::check_log_odds;
use crate::churn::risk_evidence::check_values;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::isotonic::isotonic_value;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;

/// The name of what the curve does to the odds.
const CURVE: &str = "isotonic";

impl RiskEvidence for Calibration {
    fn features(&self) -> Vec<&str> {
        self.features.iter().map(|f| f.name.as_str()).collect()
    }

    fn evidence_names(&self) -> Vec<&str> {
        let curve = self.isotonic.as_ref().map(|_| CURVE);
        self.features().into_iter().chain(curve).collect()
    }

    fn base_log_odds(&self) -> f64 {
        self.features.iter().fold(self.intercept, |sum, feature| {
            let missing = feature.missing.map_or(0.0, |m| m.coefficient * m.reference);
            sum + feature.coefficient * feature.reference + missing
        })
    }

    /// A missing value counts as that of the reference customer, which adds nothing, unless the model
    /// knows what it means that it is missing.
    fn evidence_into(&self, values: &[f64], contributions: &mut [f64]) -> Result<f64> {
        check_values(self.features.len(), values)?;
        let mut log_odds = self.base_log_odds();
        for ((feature, value), added) in self.features.iter().zip(values).zip(&mut *contributions) {
            if value.is_infinite() {
                return Err(Error::NotFinite {
                    path: feature.name.clone(),
                });
            }
            let known = f64::from(u8::from(!value.is_nan()));
            let from_reference = if value.is_nan() {
                0.0
            } else {
                value - feature.reference
            };
            let missing = feature
                .missing
                .map_or(0.0, |m| m.coefficient * ((1.0 - known) - m.reference));
            *added = check_log_odds(
                feature.coefficient * from_reference + missing,
                *value,
                &feature.name,
            )?;
            log_odds += *added;
        }
        if let (Some(knots), Some(added)) =
            (&self.isotonic, contributions.get_mut(self.features.len()))
        {
            let p = isotonic_value(knots, log_odds);
            *added = ln(p) - log1p(-p) - log_odds;
            log_odds += *added;
        }
        Ok(log_odds)
    }
}
