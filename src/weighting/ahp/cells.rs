//! The cells of a matrix as they come in, before mirrored ones are held against each other.

use super::judgement::Judgement;
use super::judgement::shorten;
use super::matrix::PairwiseMatrix;
use super::matrix::RECIPROCITY_TOLERANCE;
use super::random_index::LARGEST_SIZE;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::sort::sort_by;

/// Returns how many pairs there are of `n` criteria.
fn pairs(n: usize) -> usize {
    n.saturating_mul(n.saturating_sub(1)) / 2
}

/// Returns the names in the pairs, each once, in the order in which they appear.
fn names_in<S: AsRef<str>, J>(judgements: &[(S, S, J)]) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for (a, b, _) in judgements {
        for name in [a.as_ref().trim(), b.as_ref().trim()] {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        if names.len() > LARGEST_SIZE {
            return Err(too_many(count(judgements)));
        }
    }
    Ok(names)
}

/// Returns how many different names there are in the pairs, however many.
fn count<S: AsRef<str>, J>(judgements: &[(S, S, J)]) -> usize {
    let pairs = judgements.iter();
    let mut names: Vec<&str> = pairs
        .flat_map(|(a, b, _)| [a.as_ref().trim(), b.as_ref().trim()])
        .collect();
    sort_by(&mut names, |one, other| one < other);
    names.dedup();
    names.len()
}

fn too_many(criteria: usize) -> Error {
    Error::OutOfRange {
        path: "matrix".into(),
        value: criteria as f64,
        expected: format!("1 to {LARGEST_SIZE} criteria"),
    }
}

/// The cells as they come in, before mirrored cells are held against each other.
pub(super) struct Cells {
    pub(super) criteria: Vec<String>,
    values: Vec<Option<f64>>,
}

impl Cells {
    /// Takes the rows of a matrix.
    pub(super) fn of_rows<R, J>(rows: &[R], criteria: Option<Vec<String>>) -> Result<Self>
    where
        R: AsRef<[J]>,
        J: Clone + Into<Judgement>,
    {
        let mut cells = Self::try_new(criteria, rows.len())?;
        let n = cells.criteria.len();
        for (i, row) in rows.iter().enumerate() {
            let row = row.as_ref();
            if row.len() != n {
                return Err(Error::NotSquare {
                    path: format!("matrix[{}]", cells.name(i)),
                    expected: n,
                    actual: row.len(),
                });
            }
            for (j, cell) in row.iter().enumerate() {
                cells.put(i, j, &cell.clone().into())?;
            }
        }
        Ok(cells)
    }

    /// Takes the judgements above the diagonal.
    pub(super) fn of_upper_triangle<J>(
        judgements: &[J],
        criteria: Option<Vec<String>>,
    ) -> Result<Self>
    where
        J: Clone + Into<Judgement>,
    {
        let actual = judgements.len();
        let n = match &criteria {
            Some(names) => names.len(),
            None if actual == 0 => 0,
            None => (2..=actual.saturating_add(1))
                .take_while(|&n| pairs(n) <= actual)
                .find(|&n| pairs(n) == actual)
                .ok_or_else(|| Error::InvalidValue {
                    path: "upperTriangle".into(),
                    found: format!("a list of {actual} judgements"),
                    expected: "1, 3, 6, 10, … of them: n(n-1)/2 for n criteria".into(),
                })?,
        };
        let mut cells = Self::try_new(criteria, n)?;
        if actual != pairs(n) {
            return Err(Error::LengthMismatch {
                path: "upperTriangle".into(),
                expected: pairs(n),
                actual,
            });
        }
        let upper = (0..n).flat_map(|i| (i.saturating_add(1)..n).map(move |j| (i, j)));
        for ((i, j), judgement) in upper.zip(judgements) {
            cells.put(i, j, &judgement.clone().into())?;
        }
        Ok(cells)
    }

    /// Takes judgements of named pairs.
    pub(super) fn of_pairs<S, J>(
        judgements: &[(S, S, J)],
        criteria: Option<Vec<String>>,
    ) -> Result<Self>
    where
        S: AsRef<str>,
        J: Clone + Into<Judgement>,
    {
        let criteria = match criteria {
            Some(criteria) => criteria,
            None => names_in(judgements)?,
        };
        let n = criteria.len();
        let mut cells = Self::try_new(Some(criteria), n)?;
        for (row, (a, b, judgement)) in judgements.iter().enumerate() {
            let i = cells.find(a.as_ref(), || format!("pairs[{row}].a"))?;
            let j = cells.find(b.as_ref(), || format!("pairs[{row}].b"))?;
            let judgement = judgement.clone().into();
            if i == j {
                return Err(Error::InvalidValue {
                    path: cells.path(i, j),
                    found: "a criterion compared with itself".into(),
                    expected: "a pair of different criteria".into(),
                });
            }
            cells.agree(i, j, &judgement)?;
            cells.put(i, j, &judgement)?;
        }
        Ok(cells)
    }

    fn try_new(criteria: Option<Vec<String>>, n: usize) -> Result<Self> {
        if n == 0 {
            return Err(Error::EmptyInput {
                path: "matrix".into(),
                hint: "no judgements and no criteria".into(),
            });
        }
        if n > LARGEST_SIZE {
            return Err(too_many(n));
        }
        let criteria = match criteria {
            Some(names) => check_names(&names, n)?,
            None => (1..=n).map(|number| number.to_string()).collect(),
        };
        Ok(Self {
            criteria,
            values: vec![None; n.saturating_mul(n)],
        })
    }

    fn name(&self, i: usize) -> &str {
        self.criteria.get(i).map_or("", String::as_str)
    }

    fn path(&self, i: usize, j: usize) -> String {
        format!("matrix[{}][{}]", self.name(i), self.name(j))
    }

    fn find(&self, name: &str, path: impl FnOnce() -> String) -> Result<usize> {
        let name = name.trim();
        self.criteria
            .iter()
            .position(|known| known == name)
            .ok_or_else(|| Error::InvalidValue {
                path: path(),
                found: shorten(name),
                expected: format!("one of the criteria {}", self.criteria.join(", ")),
            })
    }

    fn get(&self, i: usize, j: usize) -> Option<f64> {
        self.values
            .get(i * self.criteria.len() + j)
            .copied()
            .flatten()
    }

    fn put(&mut self, i: usize, j: usize, judgement: &Judgement) -> Result<()> {
        let value = judgement.value(|| self.path(i, j))?;
        let n = self.criteria.len();
        if let (Some(cell), Some(_)) = (self.values.get_mut(i * n + j), value) {
            *cell = value;
        }
        Ok(())
    }

    /// Holds a judgement against those of the same pair that came before it.
    fn agree(&self, i: usize, j: usize, judgement: &Judgement) -> Result<()> {
        let Some(value) = judgement.value(|| self.path(i, j))? else {
            return Ok(());
        };
        let earlier = self.get(i, j).or_else(|| self.get(j, i).map(f64::recip));
        match earlier {
            Some(earlier) if !mirrored(value, 1.0 / earlier) => Err(Error::NotReciprocal {
                path: self.path(i, j),
                value,
                mirror: 1.0 / earlier,
                expected: earlier,
            }),
            _ => Ok(()),
        }
    }

    pub(super) fn finish(self) -> Result<PairwiseMatrix> {
        let n = self.criteria.len();
        let settled = self.settled()?;
        let values = settled.iter().enumerate().map(|(place, value)| {
            value.ok_or_else(|| Error::MissingJudgement {
                path: self.path(place / n, place % n),
            })
        });
        let values = values.collect::<Result<_>>()?;
        Ok(PairwiseMatrix::of_checked(self.criteria, values))
    }

    /// Returns the cells row by row, mirrored ones held against each other; those of pairs without
    /// a judgement stay missing.
    pub(super) fn settled(&self) -> Result<Vec<Option<f64>>> {
        let n = self.criteria.len();
        let mut values = Vec::with_capacity(self.values.len());
        for i in 0..n {
            for j in 0..n {
                values.push(if i == j {
                    Some(self.diagonal(i)?)
                } else {
                    self.settle(i, j)?
                });
            }
        }
        Ok(values)
    }

    fn diagonal(&self, i: usize) -> Result<f64> {
        match self.get(i, i) {
            Some(value) if !mirrored(value, 1.0) => Err(Error::InvalidValue {
                path: self.path(i, i),
                found: value.to_string(),
                expected: "1, which is how a criterion compares with itself".into(),
            }),
            _ => Ok(1.0),
        }
    }

    /// Returns the value of a cell off the diagonal from itself and its mirror.
    fn settle(&self, i: usize, j: usize) -> Result<Option<f64>> {
        match (self.get(i, j), self.get(j, i)) {
            (None, None) => Ok(None),
            (Some(value), None) => Ok(Some(value)),
            (None, Some(mirror)) => Ok(Some(1.0 / mirror)),
            (Some(value), Some(mirror)) if !mirrored(value, mirror) => Err(Error::NotReciprocal {
                path: self.path(i, j),
                value,
                mirror,
                expected: 1.0 / mirror,
            }),
            (Some(value), Some(mirror)) => {
                let value_leads = value > mirror || (i < j && value >= mirror);
                Ok(Some(if value_leads { value } else { 1.0 / mirror }))
            }
        }
    }
}

/// Tells whether two judgements are each other's reciprocal.
fn mirrored(value: f64, mirror: f64) -> bool {
    (value * mirror - 1.0).abs() <= RECIPROCITY_TOLERANCE
}

/// Returns the names without surrounding blanks, if there are `n` different ones.
pub(super) fn check_names(names: &[String], n: usize) -> Result<Vec<String>> {
    if names.len() != n {
        return Err(Error::LengthMismatch {
            path: "criteria".into(),
            expected: n,
            actual: names.len(),
        });
    }
    for (i, name) in names.iter().enumerate() {
        let name = name.trim();
        let mut before = names.iter().take(i);
        if name.is_empty() || before.any(|known| known.trim() == name) {
            return Err(Error::InvalidValue {
                path: format!("criteria[{i}]"),
                found: shorten(name),
                expected: if name.is_empty() {
                    "a name".into()
                } else {
                    "a name of its own".into()
                },
            });
        }
    }
    Ok(names.iter().map(|name| name.trim().to_owned()).collect())
}
