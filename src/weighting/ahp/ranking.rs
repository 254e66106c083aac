//! Judgements that follow from a ranking.

use super::judgement::Judgement;
use super::matrix::PairwiseMatrix;
use super::random_index::LARGEST_SIZE;
use crate::error::Error;
use crate::error::Result;

impl PairwiseMatrix {
    /// Builds the matrix that a ranking stands for: the better of two counts as many times as its
    /// rank goes into that of the other, in whole numbers.
    ///
    /// 1 is the best rank; criteria of the same rank are equal. This is a convention of the Python
    /// package pymcdm and makes a ratio out of an order: use it for a start, not for the record.
    ///
    /// # Formula
    /// ```text
    /// aᵢⱼ = ⌊rⱼ / rᵢ⌋ and aⱼᵢ = 1 / aᵢⱼ, for rⱼ ≥ rᵢ
    /// ```
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] when there are not as many ranks as criteria, [`Error::NotFinite`]
    /// and [`Error::NotPositive`] for a rank (`ranking[2]`), and the errors of
    /// [`PairwiseMatrix::try_from_rows`] for names and sizes.
    ///
    /// # Example: four criteria in order
    /// ```
    /// use clientele::weighting::ahp::{PairwiseMatrix, PriorityMethod};
    /// let matrix = PairwiseMatrix::try_from_ranking(&[1.0, 2.0, 4.0, 3.0], None)?;
    /// assert_eq!(matrix.judgement(0, 2), Some(4.0));
    /// assert_eq!(matrix.judgement(1, 3), Some(1.0));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn try_from_ranking(ranking: &[f64], criteria: Option<Vec<String>>) -> Result<Self> {
        for (i, &value) in ranking.iter().enumerate() {
            let path = || format!("ranking[{i}]");
            Judgement::Number(value).value(path)?;
        }
        let n = ranking.len();
        if let Some(names) = &criteria
            && names.len() != n
        {
            return Err(Error::LengthMismatch {
                path: "ranking".into(),
                expected: names.len(),
                actual: n,
            });
        }
        // one criterion too many is enough to be told so
        let width = n.min(LARGEST_SIZE + 1);
        let judge = |own: &f64, other: &f64| {
            if own <= other {
                (other / own).floor()
            } else {
                1.0 / (own / other).floor()
            }
        };
        let rows: Vec<Vec<f64>> = ranking
            .iter()
            .take(width)
            .map(|own| {
                ranking
                    .iter()
                    .take(width)
                    .map(|other| judge(own, other))
                    .collect()
            })
            .collect();
        Self::try_from_rows(&rows, criteria)
    }
}
