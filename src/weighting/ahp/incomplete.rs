//! The pairwise comparison matrix with judgements that are still to come.

use super::cells::Cells;
use super::graph::Graph;
use super::judgement::Judgement;
use super::matrix::PairwiseMatrix;
use super::square::name;
use super::square::upper_places;
use crate::error::Error;
use crate::error::Result;
use crate::plain::Fingerprint;
use crate::plain::report;

/// Judgements of some of the pairs of 1 to 15 criteria.
///
/// It takes everything that [`super::PairwiseMatrix`] takes, and pairs without a judgement too: a
/// missing judgement is not "equally important". Where comparisons link all criteria, weights
/// follow ([`IncompleteMatrix::completion`]); where they do not, the error names the groups, and
/// [`IncompleteMatrix::next_question`] says what to ask.
///
/// # Example: one pair was not asked
/// ```
/// use clientele::weighting::ahp::{CompletionMethod, IncompleteMatrix};
/// let matrix = IncompleteMatrix::try_from_rows(
///     &[["1", "2", ""], ["1/2", "1", "2"], ["", "1/2", "1"]],
///     Some(vec!["Price".into(), "Service".into(), "Speed".into()]),
/// )?;
/// assert_eq!(matrix.missing()[0].a, "Price");
/// let found = matrix.completion(CompletionMethod::Harker)?;
/// assert!((found.weights[0] - 4.0 / 7.0).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Harker, P. T. (1987), "Incomplete pairwise comparisons in the analytic hierarchy process",
/// Mathematical Modelling 9, 837-848.
#[derive(Debug, Clone, PartialEq)]
pub struct IncompleteMatrix {
    criteria: Vec<String>,
    /// n × n, row by row; a cell is missing together with its mirror.
    values: Vec<Option<f64>>,
}

/// A pair of criteria without a judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct MissingPair {
    /// The criterion that comes first.
    pub a: String,
    /// The criterion that comes later.
    pub b: String,
}

report!(MissingPair { a => "a", b => "b" });

/// What is known of an incomplete matrix before anything is computed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct IncompleteShape {
    /// The criteria in their order.
    pub criteria: Vec<String>,
    /// The rows of the matrix; null where there is no judgement.
    #[cfg_attr(feature = "full", tsify(type = "(number | null)[][]"))]
    pub rows: Vec<Vec<Option<f64>>>,
    /// The pairs without a judgement, in reading order.
    pub missing: Vec<MissingPair>,
    /// The groups of criteria that comparisons link; one when all are linked.
    pub groups: Vec<Vec<String>>,
}

report!(IncompleteShape {
    criteria => "criteria",
    rows => "rows",
    missing => "missing",
    groups => "groups",
});

impl IncompleteMatrix {
    /// Builds the matrix from its rows.
    ///
    /// Without `criteria` they are called "1", "2", …. A missing cell is filled from its mirror;
    /// the pair is missing when both are.
    ///
    /// # Errors
    /// Those of [`super::PairwiseMatrix::try_from_rows`] but for missing judgements.
    pub fn try_from_rows<R, J>(rows: &[R], criteria: Option<Vec<String>>) -> Result<Self>
    where
        R: AsRef<[J]>,
        J: Clone + Into<Judgement>,
    {
        Self::settle(Cells::of_rows(rows, criteria)?)
    }

    /// Builds the matrix from the places above its diagonal, row by row: n(n−1)/2 of them, those
    /// without a judgement included.
    ///
    /// # Errors
    /// Those of [`super::PairwiseMatrix::try_from_upper_triangle`] but for missing judgements.
    pub fn try_from_upper_triangle<J>(
        judgements: &[J],
        criteria: Option<Vec<String>>,
    ) -> Result<Self>
    where
        J: Clone + Into<Judgement>,
    {
        Self::settle(Cells::of_upper_triangle(judgements, criteria)?)
    }

    /// Builds the matrix from judgements of named pairs: `(a, b, value)` says that a is `value`
    /// times as important as b. Pairs that are not named are missing.
    ///
    /// # Errors
    /// Those of [`super::PairwiseMatrix::try_from_pairs`] but for missing judgements.
    pub fn try_from_pairs<S, J>(
        judgements: &[(S, S, J)],
        criteria: Option<Vec<String>>,
    ) -> Result<Self>
    where
        S: AsRef<str>,
        J: Clone + Into<Judgement>,
    {
        Self::settle(Cells::of_pairs(judgements, criteria)?)
    }

    fn settle(cells: Cells) -> Result<Self> {
        let values = cells.settled()?;
        Ok(Self {
            criteria: cells.criteria,
            values,
        })
    }

    /// Writes one cell or takes it away; its mirror must follow.
    pub(super) fn set(&mut self, i: usize, j: usize, value: Option<f64>) {
        let place = i * self.size() + j;
        if let Some(cell) = self.values.get_mut(place) {
            *cell = value;
        }
    }

    /// Returns the number of criteria.
    pub fn size(&self) -> usize {
        self.criteria.len()
    }

    /// Returns the names of the criteria in their order.
    pub fn criteria(&self) -> &[String] {
        &self.criteria
    }

    /// Returns how many times as important criterion `i` is as criterion `j`, both from 0; none
    /// where there is no judgement.
    pub fn judgement(&self, i: usize, j: usize) -> Option<f64> {
        if j >= self.size() {
            return None;
        }
        self.values.get(i * self.size() + j).copied().flatten()
    }

    /// Returns the pairs without a judgement, in reading order.
    pub fn missing(&self) -> Vec<MissingPair> {
        let mut missing = Vec::new();
        for (i, j) in self.places(false) {
            missing.push(MissingPair {
                a: name(&self.criteria, i),
                b: name(&self.criteria, j),
            });
        }
        missing
    }

    /// Returns the groups of criteria that comparisons link; one when all are linked.
    pub fn groups(&self) -> Vec<Vec<String>> {
        let mut groups = Vec::new();
        for group in self.graph().groups() {
            let mut names = Vec::new();
            for i in group {
                names.push(name(&self.criteria, i));
            }
            groups.push(names);
        }
        groups
    }

    /// Returns the criteria, the rows, what is missing and the groups.
    pub fn shape(&self) -> IncompleteShape {
        let mut rows = Vec::new();
        for row in self.values.chunks_exact(self.size()) {
            rows.push(row.to_vec());
        }
        IncompleteShape {
            criteria: self.criteria.clone(),
            rows,
            missing: self.missing(),
            groups: self.groups(),
        }
    }

    /// Returns the pairs i < j that have a judgement, or those that have none, in reading order.
    pub(super) fn places(&self, judged: bool) -> Vec<(usize, usize)> {
        let mut places = upper_places(self.size());
        places.retain(|&(i, j)| self.judgement(i, j).is_some() == judged);
        places
    }

    pub(super) fn graph(&self) -> Graph {
        Graph::new(self.size(), self.places(true))
    }

    /// Returns the values row by row, with `ratio(i, j)` where there is no judgement.
    pub(super) fn filled(&self, ratio: &dyn Fn(usize, usize) -> f64) -> Vec<f64> {
        let n = self.size();
        let mut values = Vec::with_capacity(self.values.len());
        for (place, value) in self.values.iter().enumerate() {
            values.push(value.unwrap_or_else(|| ratio(place / n, place % n)));
        }
        values
    }

    /// Rejects judgements that leave criteria without any way to compare them.
    pub(super) fn check_linked(&self) -> Result<()> {
        let groups = self.groups();
        let mut sets = Vec::new();
        for group in &groups {
            sets.push(format!("{{{}}}", group.join(", ")));
        }
        let [one, other, ..] = sets.as_slice() else {
            return Ok(());
        };
        Err(Error::Disconnected {
            path: "matrix".into(),
            hint: format!("compare one of {one} with one of {other}"),
            groups: sets.join(" and "),
        })
    }

    /// Returns the hash of the names and judgements; for a complete matrix that of
    /// [`super::PairwiseMatrix`].
    pub(super) fn fingerprint(&self) -> String {
        let mut hash = Fingerprint::default();
        for name in &self.criteria {
            hash.text(name);
        }
        hash.numbers(&self.filled(&|_, _| f64::NAN));
        hash.finish()
    }
}

/// A matrix of which nothing is missing.
impl TryFrom<IncompleteMatrix> for PairwiseMatrix {
    type Error = Error;

    /// Fails with [`Error::MissingJudgement`], which names the first pair without one.
    fn try_from(matrix: IncompleteMatrix) -> Result<Self> {
        if let Some(&(i, j)) = matrix.places(false).first() {
            let (a, b) = (name(&matrix.criteria, i), name(&matrix.criteria, j));
            return Err(Error::MissingJudgement {
                path: format!("matrix[{a}][{b}]"),
            });
        }
        let values = matrix.filled(&|_, _| f64::NAN);
        Ok(Self::of_checked(matrix.criteria, values))
    }
}

/// A matrix of which any judgement may still be taken away.
impl From<PairwiseMatrix> for IncompleteMatrix {
    fn from(matrix: PairwiseMatrix) -> Self {
        let mut values = Vec::new();
        for value in matrix.values() {
            values.push(Some(*value));
        }
        Self {
            criteria: matrix.criteria().to_vec(),
            values,
        }
    }
}
