//! The matrix of current by future value.

use crate::error::Result;
use crate::error::check_finite;
use crate::plain::record;

/// A cell of the current-by-future value matrix.
///
/// Future value is taken at baseline retention, not at the customer's own risk: otherwise a
/// valuable customer about to leave would stand in `Maintain` and the alarm would vanish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueCell {
    /// High current and high future value (贵宾型).
    Vip,
    /// Low current and high future value (改进型).
    Improve,
    /// High current and low future value (维持型).
    Maintain,
    /// Low current and low future value (放弃型).
    Abandon,
}

impl ValueCell {
    /// All cells in the order of their indices.
    pub const ALL: [Self; 4] = [Self::Vip, Self::Improve, Self::Maintain, Self::Abandon];

    /// Returns the stable code, which is a key of the label table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vip => "vip",
            Self::Improve => "improve",
            Self::Maintain => "maintain",
            Self::Abandon => "abandon",
        }
    }
}

/// The cuts of the matrix, in money: a value at or above its cut is high.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CellCuts {
    /// The cut of current value.
    pub current: f64,
    /// The cut of future value.
    pub future: f64,
}

record!(CellCuts {
    current => "current",
    future => "future",
});

impl CellCuts {
    /// Checks that both cuts are finite.
    ///
    /// # Errors
    /// [`Error::NotFinite`](crate::Error::NotFinite) with the path below `path`.
    pub fn check(&self, path: &str) -> Result<()> {
        check_finite(self.current, || format!("{path}.current"))?;
        check_finite(self.future, || format!("{path}.future"))?;
        Ok(())
    }

    /// Returns the cell of a customer; both values in the money of the cuts.
    ///
    /// # Example: high today, low tomorrow
    /// ```
    /// use clientele::segment::{CellCuts, ValueCell};
    /// let cuts = CellCuts { current: 1500.0, future: 4000.0 };
    /// assert_eq!(cuts.cell(2800.0, 1321.0), ValueCell::Maintain);
    /// ```
    pub fn cell(&self, current: f64, future: f64) -> ValueCell {
        match (current >= self.current, future >= self.future) {
            (true, true) => ValueCell::Vip,
            (false, true) => ValueCell::Improve,
            (true, false) => ValueCell::Maintain,
            (false, false) => ValueCell::Abandon,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_match_the_worked_customers() {
        // Cuts 1 500 / 4 000 and five customers: the worked example of the current-by-future matrix.
        let cuts = CellCuts {
            current: 1500.0,
            future: 4000.0,
        };
        let cell = |c, f| cuts.cell(c, f).code();
        assert_eq!(cell(3500.0, 10364.0), "vip");
        assert_eq!(cell(400.0, 5013.0), "improve");
        assert_eq!(cell(2800.0, 7585.0), "vip");
        assert_eq!(cell(2800.0, 1321.0), "maintain");
        assert_eq!(cell(-50.0, -91.0), "abandon");
    }

    #[test]
    fn a_value_on_the_cut_is_high() {
        let cuts = CellCuts {
            current: 10.0,
            future: 20.0,
        };
        assert_eq!(cuts.cell(10.0, 20.0), ValueCell::Vip);
    }
}
