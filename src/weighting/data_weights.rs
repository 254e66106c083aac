//! Weights that follow from data: what every objective method returns.

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::normalise::min_max;
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
        let sum = |scale: f64| information.iter().map(|value| value * scale).sum();
        let mut scale = 1.0;
        let mut total: f64 = sum(scale);
        if total.is_infinite() {
            scale = f64::EPSILON;
            total = sum(scale);
        }
        let weights = if total > 0.0 {
            let share = |value: &f64| value * scale / total;
            information.iter().map(share).collect()
        } else {
            warnings.push(Caution::new(NOTHING_VARIES));
            vec![1.0 / information.len() as f64; information.len()]
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

/// Returns the caution that there are few alternatives, if so.
pub(crate) fn few_rows(matrix: &DecisionMatrix) -> Option<Caution> {
    (matrix.rows() < ROWS_PER_CRITERION * matrix.columns()).then(|| Caution::new(FEW_ROWS))
}
