//! What a measure of spread is taken of.

use crate::data::decision_matrix::DecisionMatrix;
use crate::numeric::normalise::min_max;
use crate::plain::words;

/// What the values of a column are before their spread is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Scaling {
    /// On the range 0 to 1 by their direction (极差变换).
    #[default]
    Minmax,
    /// As they are: directions do not count.
    Raw,
}

words!(Scaling {
    Minmax => "minmax",
    Raw => "raw",
});

impl Scaling {
    /// Returns the word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Minmax => "minmax",
            Self::Raw => "raw",
        }
    }

    /// Returns the values of criterion `j`; nothing where they cannot be scaled, being all the same.
    pub(crate) fn column(self, matrix: &DecisionMatrix, j: usize) -> Option<Vec<f64>> {
        let column = matrix.column(j);
        match self {
            Self::Minmax => min_max(&column, *matrix.directions().get(j)?),
            Self::Raw => Some(column),
        }
    }
}
