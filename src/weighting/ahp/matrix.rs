//! The pairwise comparison matrix.

use super::cells::Cells;
use super::judgement::Judgement;
use super::priorities::Solution;
use crate::error::Result;
use crate::plain::Fingerprint;
use std::fmt;
use std::sync::OnceLock;

/// How far the product of two mirrored judgements may be from 1.
///
/// Wide enough for reciprocals that went through a file with seven digits, far too narrow for
/// 0.33 in the place of 1/3.
pub const RECIPROCITY_TOLERANCE: f64 = 1e-6;

/// Judgements of every pair of 1 to 50 criteria: positive, reciprocal, complete.
///
/// The cell in row *i* and column *j* says how many times as important criterion *i* is as
/// criterion *j*. Of two mirrored cells the one that is at least 1 counts, and the other becomes
/// its exact reciprocal, so that `0.333333` and `1/3` give the same weights.
///
/// # Example: the criteria of a loyalty index
/// ```
/// use clientele::weighting::ahp::{PairwiseMatrix, PriorityMethod};
/// let matrix = PairwiseMatrix::try_from_rows(
///     &[["1", "3", "5"], ["1/3", "1", "3"], ["1/5", "1/3", "1"]],
///     Some(vec!["Price".into(), "Service".into(), "Speed".into()]),
/// )?;
/// let weights = matrix.priorities(PriorityMethod::Eigenvector).weights;
/// assert!((weights[0] - 0.636986).abs() < 1e-6);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Saaty, T. L. (1977), "A scaling method for priorities in hierarchical structures", Journal of
/// Mathematical Psychology 15, 234-281.
#[derive(Debug, Clone, PartialEq)]
pub struct PairwiseMatrix {
    criteria: Vec<String>,
    /// n × n, row by row.
    values: Vec<f64>,
    kept: Kept,
}

/// The principal eigenvector, searched for when it is first asked for: weights, consistency, and
/// the comparison of every other method with it need the same one.
#[derive(Clone, Default)]
struct Kept(OnceLock<Solution>);

impl PartialEq for Kept {
    /// It follows from the judgements, so that equal matrices stay equal whether it is known or not.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.get().is_some() {
            "known"
        } else {
            "not asked for"
        })
    }
}

impl PairwiseMatrix {
    /// Builds the matrix from its rows.
    ///
    /// Without `criteria` they are called "1", "2", …. A missing cell is filled from its mirror;
    /// a missing cell of the diagonal is 1.
    ///
    /// # Errors
    /// [`EmptyInput`](crate::Error::EmptyInput) and [`OutOfRange`](crate::Error::OutOfRange) for the number of criteria,
    /// [`NotSquare`](crate::Error::NotSquare), [`LengthMismatch`](crate::Error::LengthMismatch) and [`InvalidValue`](crate::Error::InvalidValue) for the names,
    /// the errors of [`Judgement::value`], [`InvalidValue`](crate::Error::InvalidValue) for a diagonal that is not 1,
    /// [`MissingJudgement`](crate::Error::MissingJudgement) and [`NotReciprocal`](crate::Error::NotReciprocal).
    pub fn try_from_rows<R, J>(rows: &[R], criteria: Option<Vec<String>>) -> Result<Self>
    where
        R: AsRef<[J]>,
        J: Clone + Into<Judgement>,
    {
        Cells::of_rows(rows, criteria)?.finish()
    }

    /// Builds the matrix from the judgements above its diagonal, row by row: n(n−1)/2 of them.
    ///
    /// Without `criteria` their number follows from the number of judgements.
    ///
    /// # Errors
    /// [`LengthMismatch`](crate::Error::LengthMismatch) when the judgements do not fit the criteria,
    /// [`InvalidValue`](crate::Error::InvalidValue) when they fit no number of criteria, and the errors of
    /// [`PairwiseMatrix::try_from_rows`].
    pub fn try_from_upper_triangle<J>(
        judgements: &[J],
        criteria: Option<Vec<String>>,
    ) -> Result<Self>
    where
        J: Clone + Into<Judgement>,
    {
        Cells::of_upper_triangle(judgements, criteria)?.finish()
    }

    /// Builds the matrix from judgements of named pairs: `(a, b, value)` says that a is `value`
    /// times as important as b.
    ///
    /// Without `criteria` they are taken in the order of their first appearance. A pair that is
    /// judged more than once, in either direction, must be judged alike.
    ///
    /// # Errors
    /// [`InvalidValue`](crate::Error::InvalidValue) for a name that is not among the criteria and for a criterion
    /// compared with itself, [`NotReciprocal`](crate::Error::NotReciprocal) for two judgements that contradict each
    /// other, and the errors of [`PairwiseMatrix::try_from_rows`].
    pub fn try_from_pairs<S, J>(
        judgements: &[(S, S, J)],
        criteria: Option<Vec<String>>,
    ) -> Result<Self>
    where
        S: AsRef<str>,
        J: Clone + Into<Judgement>,
    {
        Cells::of_pairs(judgements, criteria)?.finish()
    }

    /// Returns the number of criteria.
    pub fn size(&self) -> usize {
        self.criteria.len()
    }

    /// Returns the names of the criteria in their order.
    pub fn criteria(&self) -> &[String] {
        &self.criteria
    }

    /// Returns how many times as important criterion `i` is as criterion `j`, both from 0.
    pub fn judgement(&self, i: usize, j: usize) -> Option<f64> {
        self.rows().nth(i)?.get(j).copied()
    }

    /// Returns the matrix row by row.
    pub(super) fn values(&self) -> &[f64] {
        &self.values
    }

    /// Puts values that are known to be positive and reciprocal into a matrix.
    pub(super) fn of_checked(criteria: Vec<String>, values: Vec<f64>) -> Self {
        Self {
            criteria,
            values,
            kept: Kept::default(),
        }
    }

    /// Returns the principal eigenvector, which is searched for once.
    pub(super) fn eigenvector(&self) -> &Solution {
        self.kept.0.get_or_init(|| self.search_eigenvector())
    }

    /// Returns the hash of the names and judgements.
    pub(super) fn fingerprint(&self) -> String {
        let mut hash = Fingerprint::default();
        for name in &self.criteria {
            hash.text(name);
        }
        hash.numbers(&self.values);
        hash.finish()
    }

    /// Returns the rows of the matrix.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.values.chunks_exact(self.criteria.len())
    }
}
