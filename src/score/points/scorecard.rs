//! The scale of a scorecard: how points and odds belong together.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math::ln;
use crate::plain::record;
use crate::plain::report;
use crate::score::points::rule_set::LogisticLink;

/// The scale of a scorecard: so many points mean such odds, and so many more double them.
///
/// points = offset + factor · ln(odds) with factor = d/ln 2 and offset = points − factor · ln(odds),
/// where d is `points_to_double`; below 0, more points mean lower odds.
///
/// # References
/// Siddiqi, N. (2006), Credit Risk Scorecards, Wiley, chapter 6, "Scorecard scaling".
///
/// # Example: 600 points at odds of 50 to 1
/// ```
/// use clientele::score::points::ScorecardScale;
/// let scale = ScorecardScale { points: 600.0, odds: 50.0, points_to_double: 20.0 };
/// let found = scale.scaling()?;
/// assert_eq!(format!("{:.4} {:.3}", found.factor, found.offset), "28.8539 487.123");
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ScorecardScale {
    /// The points at which the odds are known.
    pub points: f64,
    /// The odds there, p/(1 − p).
    pub odds: f64,
    /// How many points double the odds.
    pub points_to_double: f64,
}

record!(ScorecardScale {
    points => "points",
    odds => "odds",
    points_to_double => "pointsToDouble",
});

/// A scale in numbers: points = offset + factor · ln(odds), and the link that leads back.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PointScaling {
    /// The points of a step of the log-odds.
    pub factor: f64,
    /// The points at even odds.
    pub offset: f64,
    /// The link of the points to a probability.
    pub link: LogisticLink,
}

report!(PointScaling {
    factor => "factor",
    offset => "offset",
    link => "link",
});

const LARGEST: f64 = 1e9;

impl ScorecardScale {
    /// Returns factor, offset and link.
    ///
    /// # Errors
    /// [`Error::NotFinite`]; [`Error::OutOfRange`] unless the odds are from 1e-9 to 1e9, and the points
    /// that double them from a thousandth to a million, with either sign.
    pub fn scaling(&self) -> Result<PointScaling> {
        let check = |name: &str, value: f64, least: f64, most: f64, expected: &str| {
            check_finite(value, || name.into())?;
            if (least..=most).contains(&value.abs()) {
                return Ok(());
            }
            Err(Error::out_of_range(name.into(), value, expected))
        };
        let double = self.points_to_double;
        check("points", self.points, 0.0, LARGEST, "-1e9 to 1e9")?;
        check(
            "pointsToDouble",
            double,
            1e-3,
            1e6,
            "0.001 to 1e6, or that below 0",
        )?;
        if self.odds <= 0.0 {
            return Err(Error::out_of_range("odds".into(), self.odds, "1e-9 to 1e9"));
        }
        check("odds", self.odds, 1.0 / LARGEST, LARGEST, "1e-9 to 1e9")?;
        let factor = double / core::f64::consts::LN_2;
        let offset = self.points - factor * ln(self.odds);
        Ok(PointScaling {
            factor,
            offset,
            link: LogisticLink {
                intercept: -offset / factor,
                slope: 1.0 / factor,
            },
        })
    }
}
