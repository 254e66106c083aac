//! How features are computed.

use crate::data::date::Day;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::options;

/// The most periods whose revenue is given.
const MOST_PERIODS: u32 = 120;

/// How features are computed. Every default but `as_of` is our choice.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FeatureOptions {
    /// The day on which the customers are looked at; the date of the last order by default.
    #[cfg_attr(feature = "full", tsify(optional, type = "string | null"))]
    pub as_of: Option<Day>,
    /// How far back costs, events and amounts of the window are counted, in days; 365 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub window_days: f64,
    /// The length of the periods whose revenue is given, in days; a quarter, 91.3125, unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub period_days: f64,
    /// The number of periods, the last of which ends with `asOf`; 6 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub periods: u32,
    /// How many days a product counts as new after its launch; 30 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub launch_days: f64,
    /// The brand whose answers count, where answers name several.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub brand: Option<String>,
}

options!(FeatureOptions {
    as_of => "asOf",
    window_days => "windowDays",
    period_days => "periodDays",
    periods => "periods",
    launch_days => "launchDays",
    brand => "brand",
});

impl Default for FeatureOptions {
    fn default() -> Self {
        Self {
            as_of: None,
            window_days: 365.0,
            period_days: 91.3125,
            periods: 6,
            launch_days: 30.0,
            brand: None,
        }
    }
}

impl FeatureOptions {
    pub(super) fn check(&self) -> Result<()> {
        for (name, days) in [
            ("options.windowDays", self.window_days),
            ("options.periodDays", self.period_days),
        ] {
            if check_finite(days, || name.into())? < 1.0 {
                return Err(Error::out_of_range(name.into(), days, "a day or more"));
            }
        }
        let launch = check_finite(self.launch_days, || "options.launchDays".into())?;
        if launch < 0.0 {
            let path = "options.launchDays".into();
            return Err(Error::out_of_range(path, launch, "a number from 0"));
        }
        if self.periods > MOST_PERIODS {
            let path = "options.periods".into();
            let periods = f64::from(self.periods);
            return Err(Error::out_of_range(path, periods, "up to 120 periods"));
        }
        Ok(())
    }
}
