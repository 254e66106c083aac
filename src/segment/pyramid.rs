//! The customer pyramid: platinum, gold, iron, lead.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::plain::options;

/// A tier of the customer pyramid, most valuable first.
///
/// # References
/// Zeithaml, Rust & Lemon (2001), "The customer pyramid: creating and serving profitable
/// customers", California Management Review 43(4). The paper names the tiers and gives no cuts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// The most profitable customers.
    Platinum,
    /// Profitable customers below platinum.
    Gold,
    /// Customers who bring volume, not profit enough for special treatment.
    Iron,
    /// Customers who bring nothing or cost money.
    Lead,
}

impl Tier {
    /// All tiers in the order of their indices.
    pub const ALL: [Self; 4] = [Self::Platinum, Self::Gold, Self::Iron, Self::Lead];

    /// Returns the stable code, which is a key of the label table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Platinum => "platinum",
            Self::Gold => "gold",
            Self::Iron => "iron",
            Self::Lead => "lead",
        }
    }
}

/// The shares of customers, in percent from the top, that belong to platinum and to gold or above.
///
/// The defaults, 4 and 20 percent, are our choice: the 80/20 rule applied twice.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PyramidCuts {
    /// The top share that is platinum, in percent.
    pub platinum: f64,
    /// The top share that is gold or platinum, in percent.
    pub gold: f64,
}

options!(PyramidCuts {
    platinum => "platinum",
    gold => "gold",
});

impl Default for PyramidCuts {
    fn default() -> Self {
        Self {
            platinum: 4.0,
            gold: 20.0,
        }
    }
}

impl PyramidCuts {
    /// Checks that 0 ≤ platinum ≤ gold ≤ 100.
    ///
    /// # Errors
    /// [`Error::NotFinite`] or [`Error::OutOfRange`] with the path below `path`.
    pub fn check(&self, path: &str) -> Result<()> {
        check_finite(self.gold, || format!("{path}.gold"))?;
        check_finite(self.platinum, || format!("{path}.platinum"))?;
        if !(0.0..=100.0).contains(&self.gold) {
            return Err(Error::OutOfRange {
                path: format!("{path}.gold"),
                value: self.gold,
                expected: "0 to 100 percent".into(),
            });
        }
        if !(0.0..=self.gold).contains(&self.platinum) {
            return Err(Error::OutOfRange {
                path: format!("{path}.platinum"),
                value: self.platinum,
                expected: "0 percent to the share of gold".into(),
            });
        }
        Ok(())
    }

    /// Returns the tier of a customer.
    ///
    /// `percentile`: percent of the base at or below this customer, 0-100. `profitable`: whether
    /// the customer brings anything; who does not is lead whatever the rank.
    ///
    /// # Example: the cuts count from the top
    /// ```
    /// use clientele::segment::{PyramidCuts, Tier};
    /// let cuts = PyramidCuts::default();
    /// assert_eq!(cuts.tier(97.0, true), Tier::Platinum);
    /// assert_eq!(cuts.tier(90.0, true), Tier::Gold);
    /// assert_eq!(cuts.tier(50.0, true), Tier::Iron);
    /// assert_eq!(cuts.tier(99.0, false), Tier::Lead);
    /// ```
    pub fn tier(&self, percentile: f64, profitable: bool) -> Tier {
        if !profitable {
            Tier::Lead
        } else if percentile > 100.0 - self.platinum {
            Tier::Platinum
        } else if percentile > 100.0 - self.gold {
            Tier::Gold
        } else {
            Tier::Iron
        }
    }
}
