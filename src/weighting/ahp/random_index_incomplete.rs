//! Random indices of incomplete matrices: how consistent random judgements are when some are missing.

use super::random_index::RandomIndex;
use crate::plain::report;
use crate::plain::words;

/// Where a random index comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum RandomIndexSource {
    /// The published table of complete matrices.
    #[default]
    Table,
    /// A simulation of matrices whose missing pairs form the same graph.
    Simulation,
    /// The table times 1 − 2m / ((n − 1)(n − 2)), m the number of missing pairs.
    Formula,
}

words!(RandomIndexSource {
    Table => "table",
    Simulation => "simulation",
    Formula => "formula",
});

/// The random index of matrices with the same missing pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct IncompleteRandomIndex {
    /// The random index; 0 when the judgements form a tree, which cannot be inconsistent.
    pub value: f64,
    /// Where it comes from.
    pub source: RandomIndexSource,
    /// Its standard error, where it was simulated.
    pub standard_error: Option<f64>,
}

report!(IncompleteRandomIndex {
    value => "value",
    source => "source",
    standard_error => "standardError",
});

/// The graphs of one to three missing pairs, up to the names of the criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// One pair.
    Edge,
    /// Two pairs that share a criterion.
    Path,
    /// Two pairs of four criteria.
    TwoEdges,
    /// Three pairs of three criteria.
    Triangle,
    /// Three pairs that share a criterion.
    Star,
    /// Three pairs in a row.
    LongPath,
    /// Two pairs that share a criterion, and one apart.
    PathAndEdge,
    /// Three pairs of six criteria.
    ThreeEdges,
}

impl Shape {
    fn of(missing: &[(usize, usize)]) -> Option<Self> {
        // how many missing pairs each criterion has; the criteria by their first mention
        let mut degrees: Vec<(usize, usize)> = Vec::new();
        for &(i, j) in missing {
            for end in [i, j] {
                match degrees.iter_mut().find(|known| known.0 == end) {
                    Some(known) => known.1 += 1,
                    None => degrees.push((end, 1)),
                }
            }
        }
        let star = degrees.iter().any(|known| known.1 == 3);
        Some(match (missing.len(), degrees.len(), star) {
            (1, ..) => Self::Edge,
            (2, 3, _) => Self::Path,
            (2, ..) => Self::TwoEdges,
            (3, 3, _) => Self::Triangle,
            (3, 4, true) => Self::Star,
            (3, 4, _) => Self::LongPath,
            (3, 5, _) => Self::PathAndEdge,
            (3, ..) => Self::ThreeEdges,
            _ => return None,
        })
    }
}

/// The smallest size of the simulated matrices.
const SMALLEST: usize = 4;

/// Random index and standard error by size, from four criteria, and by shape in the order of
/// [`Shape`]; 0 where the judgements would be a tree, or the shape does not fit.
///
/// Written by `cargo run --release --example random_index`.
const SIMULATED: [[(f64, f64); 8]; 6] = [
    [
        (0.5777, 0.0010),
        (0.2926, 0.0007),
        (0.2516, 0.0006),
        (0.0, 0.0),
        (0.0, 0.0),
        (0.0, 0.0),
        (0.0, 0.0),
        (0.0, 0.0),
    ],
    [
        (0.9233, 0.0009),
        (0.7410, 0.0008),
        (0.7254, 0.0008),
        (0.5522, 0.0008),
        (0.5800, 0.0008),
        (0.5462, 0.0008),
        (0.5321, 0.0007),
        (0.0, 0.0),
    ],
    [
        (1.1287, 0.0007),
        (1.0088, 0.0007),
        (1.0002, 0.0007),
        (0.8892, 0.0007),
        (0.8970, 0.0007),
        (0.8830, 0.0007),
        (0.8753, 0.0007),
        (0.8652, 0.0007),
    ],
    [
        (1.2564, 0.0006),
        (1.1727, 0.0006),
        (1.1680, 0.0006),
        (1.0904, 0.0006),
        (1.0937, 0.0006),
        (1.0871, 0.0006),
        (1.0816, 0.0006),
        (1.0758, 0.0006),
    ],
    [
        (1.3414, 0.0005),
        (1.2811, 0.0005),
        (1.2767, 0.0005),
        (1.2206, 0.0005),
        (1.2221, 0.0005),
        (1.2182, 0.0005),
        (1.2145, 0.0005),
        (1.2105, 0.0005),
    ],
    [
        (1.4024, 0.0004),
        (1.3556, 0.0004),
        (1.3535, 0.0004),
        (1.3099, 0.0004),
        (1.3099, 0.0004),
        (1.3076, 0.0004),
        (1.3050, 0.0004),
        (1.3022, 0.0004),
    ],
];

/// Returns the random index of matrices of `n` criteria without judgements of the `missing` pairs,
/// which leave all criteria linked; none where the table of complete matrices ends.
///
/// Up to nine criteria and three missing pairs it is simulated: the mean consistency index of the
/// completion with the smallest eigenvalue, of judgements drawn from 1/9, 1/8, …, 1, …, 9 with equal
/// chances, over the graph of the missing pairs. Beyond it is the value of `table` times a factor
/// that falls in proportion to the cycles that are left.
///
/// # Formula
/// ```text
/// RI(n, m) ≈ (1 − 2m / ((n − 1)(n − 2))) RI(n)
/// ```
///
/// # References
/// Ágoston, K. Cs. and Csató, L. (2022), "Inconsistency thresholds for incomplete pairwise comparison
/// matrices", Omega 108, 102576: dependence on n and m, and the formula. Ágoston, K. Cs. and Csató,
/// L. (2025), arXiv:2510.27011: dependence on the graph.
pub(super) fn incomplete_random_index(
    table: RandomIndex,
    n: usize,
    missing: &[(usize, usize)],
) -> Option<IncompleteRandomIndex> {
    let complete = table.value(n)?;
    let index = |value, source, standard_error| {
        Some(IncompleteRandomIndex {
            value,
            source,
            standard_error,
        })
    };
    if missing.is_empty() {
        return index(complete, RandomIndexSource::Table, None);
    }
    let cycles = n.saturating_sub(1) * n.saturating_sub(2);
    if 2 * missing.len() >= cycles {
        return index(0.0, RandomIndexSource::Formula, None);
    }
    let simulated = n.checked_sub(SMALLEST).and_then(|row| SIMULATED.get(row));
    if let (Some(row), Some(shape)) = (simulated, Shape::of(missing))
        && let Some(&(value, error)) = row.get(shape as usize)
    {
        return index(value, RandomIndexSource::Simulation, Some(error));
    }
    let share = 1.0 - 2.0 * missing.len() as f64 / cycles as f64;
    index(share * complete, RandomIndexSource::Formula, None)
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn every_graph_of_three_missing_pairs_has_its_shape() {
        let shape = |pairs: &[(usize, usize)]| Shape::of(pairs);
        assert_eq!(shape(&[]), None);
        assert_eq!(shape(&[(2, 5)]), Some(Shape::Edge));
        assert_eq!(shape(&[(0, 1), (1, 2)]), Some(Shape::Path));
        assert_eq!(shape(&[(0, 1), (2, 3)]), Some(Shape::TwoEdges));
        assert_eq!(shape(&[(0, 1), (0, 2), (1, 2)]), Some(Shape::Triangle));
        assert_eq!(shape(&[(0, 3), (1, 3), (2, 3)]), Some(Shape::Star));
        assert_eq!(shape(&[(0, 3), (1, 2), (2, 3)]), Some(Shape::LongPath));
        assert_eq!(shape(&[(0, 3), (1, 2), (2, 4)]), Some(Shape::PathAndEdge));
        assert_eq!(shape(&[(0, 3), (1, 2), (4, 5)]), Some(Shape::ThreeEdges));
        assert_eq!(shape(&[(0, 1), (0, 2), (0, 3), (0, 4)]), None);
    }
}
