//! Other ways into a matrix, and the other way round.

use super::incomplete::IncompleteMatrix;
use super::judgement::JudgedPair;
use super::judgement::Judgement;
use super::matrix::PairwiseMatrix;
use crate::error::Result;

/// Returns the parts of each pair.
fn apart(pairs: &[JudgedPair]) -> Vec<(&str, &str, Judgement)> {
    pairs
        .iter()
        .map(|pair| (pair.a.as_str(), pair.b.as_str(), pair.value.clone()))
        .collect()
}

impl IncompleteMatrix {
    /// Builds the matrix from judgements of named pairs, as [`IncompleteMatrix::try_from_pairs`].
    ///
    /// # Errors
    /// Those of [`IncompleteMatrix::try_from_pairs`].
    pub fn try_from_judged_pairs(
        pairs: &[JudgedPair],
        criteria: Option<Vec<String>>,
    ) -> Result<Self> {
        Self::try_from_pairs(&apart(pairs), criteria)
    }
}

impl PairwiseMatrix {
    /// Builds the matrix from judgements of named pairs, as [`PairwiseMatrix::try_from_pairs`].
    ///
    /// # Errors
    /// Those of [`PairwiseMatrix::try_from_pairs`].
    pub fn try_from_judged_pairs(
        pairs: &[JudgedPair],
        criteria: Option<Vec<String>>,
    ) -> Result<Self> {
        Self::try_from_pairs(&apart(pairs), criteria)
    }

    /// Returns the matrix of the same cells read by column: i against j becomes j against i.
    ///
    /// Whoever filled a matrix in column by column gets the weights upside down; those of both
    /// readings side by side show it.
    ///
    /// # Example: rows and columns mixed up
    /// ```
    /// use clientele::weighting::ahp::{PairwiseMatrix, PriorityMethod};
    /// let matrix = PairwiseMatrix::try_from_upper_triangle(&["1/4"], None)?;
    /// assert_eq!(matrix.weights(PriorityMethod::Eigenvector), [0.2, 0.8]);
    /// assert_eq!(matrix.transposed().weights(PriorityMethod::Eigenvector), [0.8, 0.2]);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    #[must_use]
    pub fn transposed(&self) -> Self {
        let n = self.size();
        let columns = (0..n).flat_map(|j| self.values().iter().skip(j).step_by(n));
        Self::of_checked(self.criteria().to_vec(), columns.copied().collect())
    }

    /// Returns the matrix in which each pair above the diagonal has what `judge` says of it.
    ///
    /// # Errors
    /// Those of `judge`, and those of [`Judgement::value`].
    pub(super) fn rejudged(
        &self,
        judge: &mut dyn FnMut(usize, usize) -> Result<f64>,
    ) -> Result<Self> {
        let n = self.size();
        let mut values = vec![1.0; n * n];
        for i in 0..n {
            for j in i + 1..n {
                let value = judge(i, j)?;
                Judgement::Number(value).value(|| self.path(i, j))?;
                for (place, value) in [(i * n + j, value), (j * n + i, 1.0 / value)] {
                    if let Some(cell) = values.get_mut(place) {
                        *cell = value;
                    }
                }
            }
        }
        Ok(Self::of_checked(self.criteria().to_vec(), values))
    }

    /// Returns the judgement of a cell that is there.
    pub(super) fn cell(&self, i: usize, j: usize) -> f64 {
        let place = i * self.size() + j;
        self.values().get(place).copied().unwrap_or(f64::NAN)
    }

    /// Returns the name of criterion `i`.
    pub(super) fn name(&self, i: usize) -> String {
        self.criteria().get(i).cloned().unwrap_or_default()
    }

    /// Returns where the judgement of a pair stands.
    pub(super) fn path(&self, i: usize, j: usize) -> String {
        format!("matrix[{}][{}]", self.name(i), self.name(j))
    }
}
