//! The fuzzy pairwise comparison matrix.

use super::number::TriangularNumber;
use crate::data::decision_matrix::check_length;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math;
use crate::plain::Fingerprint;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::from_plain;
use crate::plain::words;
use crate::weighting::ahp::judgement::Judgement;
use crate::weighting::ahp::matrix::PairwiseMatrix;
use crate::weighting::ahp::matrix::RECIPROCITY_TOLERANCE;
use crate::weighting::lists::check;
use crate::weighting::lists::names_or_numbers;

/// How several judgements of one pair become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum FuzzyAveraging {
    /// By geometric means, which keep the matrix reciprocal.
    #[default]
    Geometric,
    /// By arithmetic means, which do not: what papers before 2000 do.
    Arithmetic,
}

words!(FuzzyAveraging {
    Geometric => "geometric",
    Arithmetic => "arithmetic",
});

/// What is known of one cell: a judgement of each expert, of three numbers each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FuzzyCell(pub Vec<[Judgement; 3]>);

impl FromPlain for FuzzyCell {
    fn blank() -> Self {
        Self::default()
    }

    /// Reads `[l, m, u]`, a list of such, one crisp judgement, or null.
    fn read(&mut self, plain: Plain) -> Result<()> {
        self.0.clear();
        match plain {
            Plain::Null => {}
            Plain::List(list) if list.iter().any(|item| matches!(item, Plain::List(_))) => {
                for (k, item) in list.into_iter().enumerate() {
                    let read = triple(item).map_err(|error| error.within(&format!("[{k}]")))?;
                    self.0.push(read);
                }
            }
            Plain::List(list) => self.0.push(triple(Plain::List(list))?),
            crisp => {
                let value: Judgement = from_plain(crisp)?;
                self.0.push([value.clone(), value.clone(), value]);
            }
        }
        Ok(())
    }

    fn expected(&self) -> &'static str {
        TRIPLE
    }

    fn absent(&mut self) -> bool {
        true
    }
}

const TRIPLE: &str = "three numbers [lower, middle, upper] or a list of such";

#[inline(never)]
fn triple(plain: Plain) -> Result<[Judgement; 3]> {
    let mut read = [Judgement::Missing, Judgement::Missing, Judgement::Missing];
    match plain {
        Plain::List(list) if list.len() == read.len() => {
            for (part, item) in read.iter_mut().zip(list) {
                part.read(item)?;
            }
            Ok(read)
        }
        other => Err(other.is_not(TRIPLE)),
    }
}

/// Fuzzy judgements of every pair of some criteria.
///
/// # Example: crisp judgements, each unsure by half a step
/// ```
/// use clientele::weighting::ahp::PairwiseMatrix;
/// use clientele::weighting::ahp::fuzzy::FuzzyMatrix;
/// let crisp = PairwiseMatrix::try_from_upper_triangle(&[2.0], None)?;
/// let fuzzy = FuzzyMatrix::try_from_crisp(&crisp, 0.5)?;
/// assert_eq!(fuzzy.cell(0, 1).unwrap().parts(), [1.5, 2.0, 2.5]);
/// assert_eq!(fuzzy.cell(1, 0).unwrap().parts(), [0.4, 0.5, 1.0 / 1.5]);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct FuzzyMatrix {
    criteria: Vec<String>,
    /// n × n, row by row.
    cells: Vec<TriangularNumber>,
}

impl FuzzyMatrix {
    /// Takes the rows of cells; those of the diagonal may be missing.
    ///
    /// Of two mirrored cells one is enough. Where both are there, each judgement must be the
    /// reciprocal of the judgement at the same place of the other list. Several judgements of a
    /// cell are averaged part by part.
    ///
    /// # Errors
    /// [`Error::EmptyInput`], [`Error::NotSquare`], the errors of names, those of
    /// [`Judgement::value`] and [`Error::OutOfRange`] for three numbers that do not ascend
    /// (`matrix[Price][Service][0]`), [`Error::MissingJudgement`], [`Error::LengthMismatch`] and
    /// [`Error::NotReciprocal`] for mirrored cells, and [`Error::InvalidValue`] for a diagonal that
    /// is not 1.
    pub fn try_from_rows(
        rows: &[Vec<FuzzyCell>],
        criteria: Option<&[String]>,
        averaging: FuzzyAveraging,
    ) -> Result<Self> {
        let n = rows.len();
        if n == 0 {
            return Err(Error::empty("matrix", "no judgements and no criteria"));
        }
        let criteria = names_or_numbers(criteria, n, "criteria")?;
        let mut read = Vec::with_capacity(n * n);
        for (row, a) in rows.iter().zip(&criteria) {
            if row.len() != n {
                return Err(Error::NotSquare {
                    path: format!("matrix[{a}]"),
                    expected: n,
                    actual: row.len(),
                });
            }
            for (cell, b) in row.iter().zip(&criteria) {
                read.push(numbers(cell, &format!("matrix[{a}][{b}]"))?);
            }
        }
        let mut cells = Vec::with_capacity(n * n);
        for (i, a) in criteria.iter().enumerate() {
            for (j, b) in criteria.iter().enumerate() {
                let at = |i: usize, j: usize| read.get(i * n + j).map_or(&[][..], Vec::as_slice);
                let path = format!("matrix[{a}][{b}]");
                cells.push(if i == j {
                    diagonal(at(i, i), path)?
                } else {
                    settled(at(i, j), at(j, i), averaging, path)?
                });
            }
        }
        Ok(Self { criteria, cells })
    }

    /// Makes every crisp judgement unsure: those above 1 by ± `spread`, those below 1 as their
    /// reciprocals, and 1 from 1 / (1 + spread) to 1 + spread.
    ///
    /// # Formula
    /// For a ≥ 1, (max(a − s, 1/(1 + s)), a, a + s): as the spread of a judgement near 1 would
    /// otherwise reach 0 or beyond. The lower limit is our choice.
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a spread below 0 or above 8.
    pub fn try_from_crisp(matrix: &PairwiseMatrix, spread: f64) -> Result<Self> {
        let fits = (0.0..=8.0).contains(&spread);
        check(spread, fits, "options.spread", "0 to 8 steps of the scale")?;
        let mut cells = Vec::new();
        for (i, row) in matrix.rows().enumerate() {
            for (j, value) in row.iter().enumerate() {
                let mirror = matrix.judgement(j, i).unwrap_or(1.0);
                cells.push(if i == j {
                    TriangularNumber::ONE
                } else if *value >= mirror {
                    unsure(*value, spread)
                } else {
                    unsure(mirror, spread).reciprocal()
                });
            }
        }
        Ok(Self {
            criteria: matrix.criteria().to_vec(),
            cells,
        })
    }

    /// Returns the names of the criteria.
    pub fn criteria(&self) -> &[String] {
        &self.criteria
    }

    /// Returns the rows.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[TriangularNumber]> {
        self.cells.chunks_exact(self.criteria.len().max(1))
    }

    /// Returns how many times as important criterion `i` is as criterion `j`, both from 0.
    pub fn cell(&self, i: usize, j: usize) -> Option<TriangularNumber> {
        self.rows().nth(i)?.get(j).copied()
    }

    /// Returns the first pair whose two cells are not each other's reciprocals.
    #[inline(never)]
    pub(super) fn not_reciprocal(&self) -> Option<(usize, usize)> {
        for (i, row) in self.rows().enumerate() {
            for (j, cell) in row.iter().enumerate().skip(i + 1) {
                let mirror = self.cell(j, i).unwrap_or(*cell);
                if broken(*cell, mirror).is_some() {
                    return Some((i, j));
                }
            }
        }
        None
    }

    /// Returns the hash of criteria and cells.
    pub(super) fn fingerprint(&self) -> String {
        let mut hash = Fingerprint::default();
        for name in &self.criteria {
            hash.text(name);
        }
        for cell in &self.cells {
            hash.numbers(&cell.parts());
        }
        hash.finish()
    }
}

/// Returns a judgement of at least 1 with its spread.
fn unsure(value: f64, spread: f64) -> TriangularNumber {
    TriangularNumber {
        lower: (value - spread).max(1.0 / (1.0 + spread)).min(value),
        middle: value,
        upper: value + spread,
    }
}

/// Reads the judgements of a cell.
#[inline(never)]
fn numbers(cell: &FuzzyCell, path: &str) -> Result<Vec<TriangularNumber>> {
    let mut numbers = Vec::with_capacity(cell.0.len());
    for (k, parts) in cell.0.iter().enumerate() {
        let path = if cell.0.len() == 1 {
            path.to_owned()
        } else {
            format!("{path}[{k}]")
        };
        let mut values = [0.0; 3];
        let mut missing = 0;
        for (value, part) in values.iter_mut().zip(parts) {
            let path: &dyn Fn() -> String = &|| path.clone();
            match part.value(path)? {
                Some(number) => *value = number,
                None => missing += 1,
            }
        }
        match missing {
            0 => numbers.push(TriangularNumber::try_new(values, &path)?),
            3 => {}
            _ => return Err(Error::MissingJudgement { path }),
        }
    }
    Ok(numbers)
}

fn diagonal(cell: &[TriangularNumber], path: String) -> Result<TriangularNumber> {
    for number in cell {
        for part in number.parts() {
            if (part - 1.0).abs() > RECIPROCITY_TOLERANCE {
                let expected = "1, which is how a criterion compares with itself";
                return Err(Error::invalid(path, &part.to_string(), expected));
            }
        }
    }
    Ok(TriangularNumber::ONE)
}

/// Returns one number for a cell from its judgements and those of its mirror.
fn settled(
    cell: &[TriangularNumber],
    mirror: &[TriangularNumber],
    averaging: FuzzyAveraging,
    path: String,
) -> Result<TriangularNumber> {
    if cell.is_empty() && mirror.is_empty() {
        return Err(Error::MissingJudgement { path });
    }
    let mut turned = Vec::with_capacity(mirror.len());
    for number in mirror {
        turned.push(number.reciprocal());
    }
    if cell.is_empty() {
        return Ok(average(&turned, averaging));
    }
    if !mirror.is_empty() {
        check_length(&path, cell.len(), mirror.len())?;
    }
    for (number, other) in cell.iter().zip(mirror) {
        if let Some((value, mirror)) = broken(*number, *other) {
            return Err(Error::NotReciprocal {
                path,
                value,
                mirror,
                expected: 1.0 / mirror,
            });
        }
    }
    Ok(average(cell, averaging))
}

/// Returns the parts of two numbers that should be each other's reciprocals and are not.
#[inline(never)]
fn broken(cell: TriangularNumber, mirror: TriangularNumber) -> Option<(f64, f64)> {
    for (value, mirror) in [
        (cell.lower, mirror.upper),
        (cell.middle, mirror.middle),
        (cell.upper, mirror.lower),
    ] {
        if (value * mirror - 1.0).abs() > RECIPROCITY_TOLERANCE {
            return Some((value, mirror));
        }
    }
    None
}

#[inline(never)]
fn average(numbers: &[TriangularNumber], averaging: FuzzyAveraging) -> TriangularNumber {
    if let [only] = numbers {
        return *only;
    }
    let geometric = averaging == FuzzyAveraging::Geometric;
    let count = numbers.len() as f64;
    let mut means = [0.0; 3];
    for number in numbers {
        for (mean, part) in means.iter_mut().zip(number.parts()) {
            *mean += if geometric { math::ln(part) } else { part } / count;
        }
    }
    if geometric {
        for mean in &mut means {
            *mean = math::exp(*mean);
        }
    }
    TriangularNumber::from_parts(means)
}
