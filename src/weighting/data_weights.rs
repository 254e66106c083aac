//! Weights that follow from data: what every objective method returns.

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::linear::Matrix;
use crate::numeric::normalise::min_max;
use crate::numeric::statistics::Correlation;
use crate::numeric::statistics::correlations;
use crate::numeric::statistics::unit_score;
use crate::numeric::vectors::divided;
use crate::numeric::vectors::equal_shares;
use crate::numeric::vectors::shares;
use crate::numeric::vectors::sum;
use crate::plain::report;

/// The weights of the criteria of a decision matrix.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct DataWeights {
    /// The criteria, in the order of the data.
    pub criteria: Vec<String>,
    /// One weight for each criterion; none is negative, and they sum to 1.
    pub weights: Vec<f64>,
    /// What the weights are in proportion to: the information of each criterion as its method
    /// measures it.
    pub information: Vec<f64>,
    /// What to mind: `constant_column`, `nothing_varies`, ….
    pub warnings: Vec<Caution>,
    /// How they were made.
    pub provenance: Provenance,
}

report!(DataWeights {
    criteria => "criteria",
    weights => "weights",
    information => "information",
    warnings => "warnings",
    provenance => "provenance",
});

/// The code of the warning that a criterion has the same value everywhere: it weighs nothing.
pub const CONSTANT_COLUMN: &str = "constant_column";

/// The code of the warning that no criterion varies, so that all weigh the same.
pub const NOTHING_VARIES: &str = "nothing_varies";

impl DataWeights {
    /// Returns the weights in proportion to `information`, which is not negative; equal ones, with
    /// a warning, where there is none at all.
    pub(crate) fn in_proportion(
        matrix: &DecisionMatrix,
        information: Vec<f64>,
        mut warnings: Vec<Caution>,
        provenance: Provenance,
    ) -> Self {
        let mut parts = information.clone();
        if !sum(&parts).is_finite() {
            parts = divided(&parts, 1.0 / f64::EPSILON);
        }
        let weights = if sum(&parts) > 0.0 {
            shares(&parts)
        } else {
            warnings.push(Caution::new(NOTHING_VARIES));
            equal_shares(parts.len())
        };
        Self {
            criteria: matrix.criteria().to_vec(),
            weights,
            information,
            warnings,
            provenance,
        }
    }
}

/// Rejects data of too few alternatives for a method.
pub(crate) fn check_rows(matrix: &DecisionMatrix, needed: usize, hint: &str) -> Result<()> {
    if matrix.rows() >= needed {
        return Ok(());
    }
    Err(Error::InsufficientData {
        path: "data".into(),
        found: matrix.rows(),
        needed,
        hint: hint.into(),
    })
}

/// Why one alternative is too few.
pub(crate) const NOTHING_TO_COMPARE: &str = "one alternative cannot show what varies";

/// The columns of a matrix that vary, by their directions on the range 0 to 1 (极差变换).
pub(crate) struct Varying {
    /// The place of each column among all.
    pub(crate) places: Vec<usize>,
    /// The values of each, 1 for the best.
    pub(crate) columns: Vec<Vec<f64>>,
    /// A caution for each column that does not vary.
    pub(crate) warnings: Vec<Caution>,
}

impl Varying {
    /// Takes the columns whose values are not all equally good.
    pub(crate) fn of(matrix: &DecisionMatrix) -> Self {
        let mut found = Self {
            places: Vec::new(),
            columns: Vec::new(),
            warnings: Vec::new(),
        };
        let named = matrix.criteria().iter().zip(matrix.directions());
        for (j, (name, direction)) in named.enumerate() {
            match min_max(&matrix.column(j), *direction).filter(|column| !is_constant(column)) {
                Some(column) => {
                    found.places.push(j);
                    found.columns.push(column);
                }
                None => found.warnings.push(Caution::about(CONSTANT_COLUMN, name)),
            }
        }
        found
    }

    /// Returns how the columns correlate.
    pub(crate) fn correlations(&self, kind: Correlation) -> Matrix {
        let mut scores = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            scores.push(unit_score(column, kind).unwrap_or_default());
        }
        correlations(&scores)
    }

    /// Warns of those of the columns whose numbers are so.
    pub(crate) fn warn(
        &mut self,
        matrix: &DecisionMatrix,
        numbers: &[f64],
        code: &str,
        is: &dyn Fn(f64) -> bool,
    ) -> bool {
        let before = self.warnings.len();
        for (place, number) in self.places.iter().zip(numbers) {
            if let Some(name) = matrix.criteria().get(*place).filter(|_| is(*number)) {
                self.warnings.push(Caution::about(code, name));
            }
        }
        self.warnings.len() > before
    }

    /// Puts numbers of the columns that vary in the places of all columns, with 0 for the others.
    pub(crate) fn spread(&self, numbers: &[f64], columns: usize) -> Vec<f64> {
        let mut all = vec![0.0; columns];
        for (place, number) in self.places.iter().zip(numbers) {
            if let Some(slot) = all.get_mut(*place) {
                *slot = *number;
            }
        }
        all
    }
}

/// Returns where a criterion stands, for errors about the whole of its column.
pub(crate) fn column_path(matrix: &DecisionMatrix, j: usize) -> String {
    let name = matrix.criteria().get(j).map_or("", String::as_str);
    format!("criteria[{name}]")
}

/// Whether all values are the same.
pub(crate) fn is_constant(column: &[f64]) -> bool {
    column.windows(2).all(|pair| pair.first() == pair.last())
}

/// The code of the warning that there are fewer than five alternatives for each criterion.
pub const FEW_ROWS: &str = "few_rows";

/// How many alternatives there should be for each criterion, for weights that are to hold beyond
/// these data: our own choice, after the rule of thumb for factor analyses in Gorsuch, R. L. (1983),
/// *Factor Analysis*.
pub const ROWS_PER_CRITERION: usize = 5;

/// Warns where there are few alternatives.
pub(crate) fn warn_of_few_rows(matrix: &DecisionMatrix, warnings: &mut Vec<Caution>) {
    if matrix.rows() < ROWS_PER_CRITERION * matrix.columns() {
        warnings.push(Caution::new(FEW_ROWS));
    }
}

/// Rejects a column with a value that is too small, or as small as that where `open`.
pub(crate) fn check_from_zero(matrix: &DecisionMatrix, j: usize, open: bool) -> Result<()> {
    let column = matrix.column(j);
    for (row, value) in column.into_iter().enumerate() {
        if value < 0.0 || (open && value <= 0.0) {
            let expected = if open {
                "a number above 0: it is divided by"
            } else {
                "a number from 0: shares cannot be negative"
            };
            return Err(Error::out_of_range(matrix.path(row, j), value, expected));
        }
    }
    Ok(())
}
