//! Alternatives by criteria: what objective weights, conversions and rankings are computed from.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::direction::Direction;
use crate::plain::Fingerprint;

/// The values of m alternatives (customers, years, suppliers) on n criteria.
///
/// Every value is finite, every criterion has a name of its own and a direction, and every
/// alternative has the same criteria.
///
/// # Example: two shops
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::numeric::direction::Direction;
/// let matrix = DecisionMatrix::try_new(
///     vec!["revenue".into(), "complaints".into()],
///     vec![Direction::Benefit, Direction::Cost],
///     vec![120.0, 4.0, 300.0, 9.0],
///     None,
/// )?;
/// assert_eq!((matrix.rows(), matrix.columns()), (2, 2));
/// assert_eq!(matrix.column(1), [4.0, 9.0]);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionMatrix {
    criteria: Vec<String>,
    directions: Vec<Direction>,
    alternatives: Option<Vec<String>>,
    /// m × n, row by row.
    values: Vec<f64>,
}

impl DecisionMatrix {
    /// Builds the matrix from its values, row by row.
    ///
    /// Without `alternatives` they are counted from 0 in errors.
    ///
    /// # Errors
    /// [`Error::EmptyInput`] without criteria or rows, [`Error::InvalidValue`] for a name that is
    /// empty or there twice, [`Error::LengthMismatch`], [`Error::NotFinite`] for a value
    /// (`data[2][price]`), and the errors of [`Direction::check`].
    pub fn try_new(
        criteria: Vec<String>,
        directions: Vec<Direction>,
        values: Vec<f64>,
        alternatives: Option<Vec<String>>,
    ) -> Result<Self> {
        let n = criteria.len();
        if n == 0 || values.is_empty() {
            return Err(Error::EmptyInput {
                path: "data".into(),
                hint: "there must be at least one criterion and one row".into(),
            });
        }
        check_names(&criteria, "criteria")?;
        check_length("directions", directions.len(), n)?;
        for (direction, name) in directions.iter().zip(&criteria) {
            direction.check(&format!("directions[{name}]"))?;
        }
        let rows = values.len().div_ceil(n);
        check_length("data", values.len(), rows * n)?;
        if let Some(names) = &alternatives {
            check_length("alternatives", names.len(), rows)?;
            check_names(names, "alternatives")?;
        }
        let matrix = Self {
            criteria,
            directions,
            alternatives,
            values,
        };
        for (place, value) in matrix.values.iter().enumerate() {
            check_finite(*value, || matrix.path(place / n, place % n))?;
        }
        Ok(matrix)
    }

    /// Returns the number of alternatives, m.
    pub fn rows(&self) -> usize {
        self.values.len() / self.criteria.len()
    }

    /// Returns the number of criteria, n.
    pub fn columns(&self) -> usize {
        self.criteria.len()
    }

    /// Returns the names of the criteria.
    pub fn criteria(&self) -> &[String] {
        &self.criteria
    }

    /// Returns the direction of each criterion.
    pub fn directions(&self) -> &[Direction] {
        &self.directions
    }

    /// Returns the names of the alternatives, if they have any.
    pub fn alternatives(&self) -> Option<&[String]> {
        self.alternatives.as_deref()
    }

    /// Returns the values of each alternative in turn.
    pub fn row_values(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.values.chunks_exact(self.criteria.len())
    }

    /// Returns the values of criterion `j`, counted from 0; nothing beyond the last.
    pub fn column(&self, j: usize) -> Vec<f64> {
        if j < self.columns() {
            self.values
                .iter()
                .skip(j)
                .step_by(self.columns())
                .copied()
                .collect()
        } else {
            Vec::new()
        }
    }

    /// Returns where a value stands, for errors: `data[Boston][price]`.
    pub fn path(&self, row: usize, column: usize) -> String {
        let criterion = self.criteria.get(column).map_or("", String::as_str);
        match self.alternatives.as_ref().and_then(|names| names.get(row)) {
            Some(name) => format!("data[{name}][{criterion}]"),
            None => format!("data[{row}][{criterion}]"),
        }
    }

    /// Returns the hash of names, directions and values.
    pub fn fingerprint(&self) -> String {
        let mut hash = Fingerprint::default();
        for (name, direction) in self.criteria.iter().zip(&self.directions) {
            hash.text(name);
            match *direction {
                Direction::Benefit => hash.numbers(&[1.0]),
                Direction::Cost => hash.numbers(&[-1.0]),
                Direction::Target(target) => hash.numbers(&[2.0, target]),
                Direction::Interval(lower, upper) => hash.numbers(&[3.0, lower, upper]),
            }
        }
        for name in self.alternatives.iter().flatten() {
            hash.text(name);
        }
        hash.numbers(&self.values);
        hash.finish()
    }
}

/// Rejects names that are empty or there twice.
pub(crate) fn check_names(names: &[String], path: &str) -> Result<()> {
    let mut seen = std::collections::BTreeSet::new();
    for (i, name) in names.iter().enumerate() {
        if name.trim().is_empty() || !seen.insert(name.trim()) {
            return Err(Error::InvalidValue {
                path: format!("{path}[{i}]"),
                found: format!("\"{}\"", name.trim()),
                expected: "a name of its own".into(),
            });
        }
    }
    Ok(())
}

/// Rejects a list of another length.
pub(crate) fn check_length(path: &str, actual: usize, expected: usize) -> Result<()> {
    if actual == expected {
        return Ok(());
    }
    Err(Error::LengthMismatch {
        path: path.into(),
        expected,
        actual,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use super::DecisionMatrix;
    use crate::numeric::direction::Direction;

    fn matrix(values: &[f64], alternatives: Option<Vec<String>>) -> crate::Result<DecisionMatrix> {
        DecisionMatrix::try_new(
            vec!["price".into(), "speed".into()],
            vec![Direction::Cost, Direction::Benefit],
            values.to_vec(),
            alternatives,
        )
    }

    #[test]
    fn the_cell_of_a_bad_value_is_named() {
        let error = matrix(&[1.0, 2.0, f64::NAN, 3.0], None).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("NotFinite", Some("data[1][price]"))
        );
        let named = Some(vec!["Boston".into(), "Santa Fe".into()]);
        let error = matrix(&[1.0, 2.0, 4.0, f64::INFINITY], named).unwrap_err();
        assert_eq!(error.path(), Some("data[Santa Fe][speed]"));
    }

    #[test]
    fn what_is_ragged_empty_or_named_twice_is_rejected() {
        assert_eq!(
            matrix(&[1.0, 2.0, 3.0], None).unwrap_err().code(),
            "LengthMismatch"
        );
        assert_eq!(matrix(&[], None).unwrap_err().code(), "EmptyInput");
        let twice = Some(vec!["A".into(), "A ".into()]);
        let error = matrix(&[1.0, 2.0, 3.0, 4.0], twice).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("InvalidValue", Some("alternatives[1]"))
        );
    }

    #[test]
    fn the_hash_knows_values_and_directions_apart() {
        let one = matrix(&[1.0, 2.0], None).unwrap();
        let other = matrix(&[1.0, 2.5], None).unwrap();
        assert_ne!(one.fingerprint(), other.fingerprint());
        let turned = DecisionMatrix::try_new(
            vec!["price".into(), "speed".into()],
            vec![Direction::Benefit, Direction::Benefit],
            vec![1.0, 2.0],
            None,
        );
        assert_ne!(one.fingerprint(), turned.unwrap().fingerprint());
    }
}
