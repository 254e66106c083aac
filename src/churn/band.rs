//! Risk bands: low, medium, high.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::options;

/// A band of churn risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RiskBand {
    /// Below the lower cut.
    Low,
    /// From the lower cut to the upper one.
    Medium,
    /// Above the upper cut.
    High,
}

impl RiskBand {
    /// All bands in the order of their indices.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// Returns the stable code, which is a key of the label table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// The cuts between the bands, as probabilities. The defaults, 0.3 and 0.6, are our choice.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RiskBands {
    /// Risk from here on is medium.
    pub medium: f64,
    /// Risk above this is high.
    pub high: f64,
}

options!(RiskBands {
    medium => "medium",
    high => "high",
});

impl Default for RiskBands {
    fn default() -> Self {
        Self {
            medium: 0.3,
            high: 0.6,
        }
    }
}

impl RiskBands {
    /// Checks that 0 ≤ medium ≤ high ≤ 1.
    ///
    /// # Errors
    /// [`Error::NotFinite`] or [`Error::OutOfRange`] with the path below `path`.
    pub fn check(&self, path: &str) -> Result<()> {
        check_finite(self.medium, || format!("{path}.medium"))?;
        check_finite(self.high, || format!("{path}.high"))?;
        if !(0.0..=1.0).contains(&self.medium) {
            return Err(Error::OutOfRange {
                path: format!("{path}.medium"),
                value: self.medium,
                expected: "a probability, 0 to 1".into(),
            });
        }
        if !(self.medium..=1.0).contains(&self.high) {
            return Err(Error::OutOfRange {
                path: format!("{path}.high"),
                value: self.high,
                expected: "the medium cut to 1".into(),
            });
        }
        Ok(())
    }

    /// Returns the band of a risk, a probability.
    ///
    /// # Example: the cuts themselves are medium
    /// ```
    /// use clientele::churn::{RiskBand, RiskBands};
    /// let bands = RiskBands::default();
    /// assert_eq!(bands.band(0.29), RiskBand::Low);
    /// assert_eq!(bands.band(0.3), RiskBand::Medium);
    /// assert_eq!(bands.band(0.6), RiskBand::Medium);
    /// assert_eq!(bands.band(0.61), RiskBand::High);
    /// ```
    pub fn band(&self, risk: f64) -> RiskBand {
        if risk < self.medium {
            RiskBand::Low
        } else if risk <= self.high {
            RiskBand::Medium
        } else {
            RiskBand::High
        }
    }
}
