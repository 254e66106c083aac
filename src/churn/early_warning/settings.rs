//! How a series is watched.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::options;

/// How a series is watched.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ChartOptions {
    /// How many of the first values make the baseline; 5 unless told, which is our choice.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub baseline: u32,
    /// The weight of the newest value in the moving average, above 0 and at most 1; 0.3 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub lambda: f64,
    /// How many standard deviations of the moving average lie between the baseline and its limit; 3
    /// unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub width: f64,
    /// The slack of the cumulative sum, in standard deviations; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub slack: f64,
    /// The limit of the cumulative sum, in standard deviations; 5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub limit: f64,
    /// How many of the last values are held against the baseline; 3 unless told, which is our choice.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub recent: u32,
}

options!(ChartOptions {
    baseline => "baseline",
    lambda => "lambda",
    width => "width",
    slack => "slack",
    limit => "limit",
    recent => "recent",
});

impl Default for ChartOptions {
    fn default() -> Self {
        Self {
            baseline: 5,
            lambda: 0.3,
            width: 3.0,
            slack: 0.5,
            limit: 5.0,
            recent: 3,
        }
    }
}

impl ChartOptions {
    /// Rejects what is out of range.
    pub(super) fn check(&self) -> Result<()> {
        for (name, value, least) in [
            ("options.width", self.width, 0.0),
            ("options.slack", self.slack, 0.0),
            ("options.limit", self.limit, 0.0),
            ("options.baseline", f64::from(self.baseline), 2.0),
            ("options.recent", f64::from(self.recent), 1.0),
        ] {
            check_finite(value, || name.into())?;
            if value < least {
                let expected = format!("a number from {least}");
                return Err(Error::out_of_range(name.into(), value, &expected));
            }
        }
        check_lambda(self.lambda, "options.lambda")
    }

    /// How many values make the baseline.
    pub(super) fn baseline(&self) -> usize {
        usize::try_from(self.baseline).unwrap_or(usize::MAX)
    }

    /// How many of the last values are held against it.
    pub(super) fn recent(&self) -> usize {
        usize::try_from(self.recent).unwrap_or(usize::MAX)
    }
}

/// Rejects a weight that is not above 0 and at most 1.
pub(super) fn check_lambda(lambda: f64, path: &str) -> Result<()> {
    check_finite(lambda, || path.into())?;
    if lambda > 0.0 && lambda <= 1.0 {
        return Ok(());
    }
    let expected = "a number above 0, at most 1";
    Err(Error::out_of_range(path.into(), lambda, expected))
}
