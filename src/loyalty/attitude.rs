//! The attitudinal side of the loyalty index.

/// An attitudinal indicator of loyalty.
///
/// The five attitudinal ones of the nine indicators of customer loyalty (顾客忠诚的度量指标) that
/// Chinese CRM texts list. The ranges are our choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttitudeIndicator {
    /// Satisfaction from 1, which counts 0, to 10, which counts 1.
    Satisfaction,
    /// Willingness to recommend from 0, which counts 0, to 10, which counts 1.
    Recommendation,
    /// Attraction of competitors; 7 counts 0, 1 counts 1.
    CompetitorAttitude,
    /// Sensitivity to prices; 7 counts 0, 1 counts 1.
    PriceSensitivity,
    /// Tolerance of quality incidents from 1, which counts 0, to 7, which counts 1.
    IncidentTolerance,
}

/// Default judgements between the indicators in the order of [`AttitudeIndicator::ALL`]: the row is
/// so many times as important as the column. They are our choice, and replaceable.
pub const DEFAULT_ATTITUDE_JUDGEMENTS: [[f64; 5]; 5] = [
    [1.0, 1.0, 2.0, 3.0, 3.0],
    [1.0, 1.0, 2.0, 3.0, 3.0],
    [0.5, 0.5, 1.0, 2.0, 2.0],
    [1.0 / 3.0, 1.0 / 3.0, 0.5, 1.0, 1.0],
    [1.0 / 3.0, 1.0 / 3.0, 0.5, 1.0, 1.0],
];

impl AttitudeIndicator {
    /// All indicators.
    pub const ALL: [Self; 5] = [
        Self::Satisfaction,
        Self::Recommendation,
        Self::CompetitorAttitude,
        Self::PriceSensitivity,
        Self::IncidentTolerance,
    ];

    /// Returns the stable code, which is a key of the label table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Satisfaction => "satisfaction",
            Self::Recommendation => "recommendation",
            Self::CompetitorAttitude => "competitor_attitude",
            Self::PriceSensitivity => "price_sensitivity",
            Self::IncidentTolerance => "incident_tolerance",
        }
    }

    /// Returns the raw values that count 0 and 1.
    pub fn default_range(self) -> (f64, f64) {
        match self {
            Self::Satisfaction => (1.0, 10.0),
            Self::Recommendation => (0.0, 10.0),
            Self::CompetitorAttitude | Self::PriceSensitivity => (7.0, 1.0),
            Self::IncidentTolerance => (1.0, 7.0),
        }
    }
}
