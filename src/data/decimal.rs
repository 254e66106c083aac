//! The decimal sign of a file.

use crate::data::amount::Proof;
use crate::plain::words;

/// The sign before the decimals of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Decimal {
    /// `1,234.56`
    #[cfg_attr(feature = "serde", serde(rename = "."))]
    Point,
    /// `1.234,56`
    #[cfg_attr(feature = "serde", serde(rename = ","))]
    Comma,
}

words!(Decimal {
    Point => ".",
    Comma => ",",
});

/// A cell that the rest of the file must bear out.
#[derive(Debug, Clone)]
pub(crate) struct Doubt {
    pub(crate) row: u64,
    /// The column, as whoever notes the cell counts them.
    pub(crate) column: usize,
    pub(crate) cell: String,
}

/// What the numbers of one file have said of their decimal sign so far.
///
/// Without the option `decimal` a cell is read where it can be read in one way only. `1.234` alone
/// is 1.234 or 1234: it is read as 1.234 when another cell of the file proves the decimal point
/// (`12.50`), and is an error that asks otherwise. `1,234` is 1234, the usual thousands separator
/// beside the decimal point, unless a cell proves the decimal comma; in a file whose fields are
/// set apart by semicolons, as where the comma is the decimal sign, it is an error that asks. `12,34` is
/// 12.34 in such a file and beside a cell that proves the decimal comma; elsewhere it is an error that asks. Cells that
/// prove different signs are an error. `1.234` that is no money is in doubt beside a proven comma and between semicolons
/// alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct DecimalEvidence {
    point: bool,
    comma: bool,
    doubtful_point: Option<Doubt>,
    doubtful_figure: Option<Doubt>,
    grouping_comma: Option<Doubt>,
    lone_comma: Option<Doubt>,
}

impl DecimalEvidence {
    /// Notes what a cell proves; false when it contradicts the cells before it.
    pub(crate) fn note(&mut self, row: u64, column: usize, cell: &str, proof: Proof) -> bool {
        let doubt = || Doubt {
            row,
            column,
            cell: cell.to_owned(),
        };
        match proof {
            Proof::Nothing => {}
            Proof::Point if self.comma || self.lone_comma.is_some() => return false,
            Proof::Comma | Proof::LoneComma if self.point => return false,
            Proof::Point => self.point = true,
            Proof::Comma => self.comma = true,
            Proof::DoubtfulPoint => {
                self.doubtful_point.get_or_insert_with(doubt);
            }
            Proof::DoubtfulFigure => {
                self.doubtful_figure.get_or_insert_with(doubt);
            }
            Proof::GroupingComma => {
                self.grouping_comma.get_or_insert_with(doubt);
            }
            Proof::LoneComma => {
                self.lone_comma.get_or_insert_with(doubt);
            }
        }
        true
    }

    /// Decides the sign of the file, or returns the cell that leaves it open.
    ///
    /// `semicolons`: whether semicolons set the fields of the file apart.
    pub(crate) fn decide(self, semicolons: bool) -> Result<Decimal, Doubt> {
        let lone = self.lone_comma.is_some();
        let comma = self.comma || (lone && semicolons);
        let of_commas = self.doubtful_figure.or(self.grouping_comma);
        let doubt = match (comma, self.point) {
            (true, _) => self.doubtful_point.or(of_commas),
            (false, true) => None,
            (false, false) if lone => self.lone_comma,
            (false, false) if semicolons => self.doubtful_point.or(of_commas),
            (false, false) => self.doubtful_point,
        };
        match doubt {
            Some(doubt) => Err(doubt),
            None if comma => Ok(Decimal::Comma),
            None => Ok(Decimal::Point),
        }
    }
}
