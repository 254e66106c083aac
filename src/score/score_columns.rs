//! Scores of many customers, column by column.

use crate::data::summary::CustomerSummary;
use crate::data::time_unit::TimeUnit;
use crate::error::Error;
use crate::error::Result;
use crate::score::customer::Customer;
use crate::score::explanation::CustomerScore;
use crate::score::scorer::Outlooks;
use crate::score::scorer::Scorer;

/// A customer that could not be scored, among many.
#[derive(Debug, Clone, PartialEq)]
pub struct RefusedRow {
    /// The row, from 0.
    pub row: usize,
    /// Why; the path is that of a column with the row: `recency[3]`.
    pub error: Error,
}

/// What becomes of a row that cannot be scored.
type Refuse<'a> = &'a mut dyn FnMut(usize, Error) -> Result<()>;

/// Which columns of scores are wanted, and what of the outlook they need.
struct Wanted {
    columns: Vec<usize>,
    outlooks: Outlooks,
}

impl Wanted {
    fn all() -> Self {
        Self {
            columns: (0..CustomerScore::COLUMNS).collect(),
            outlooks: Outlooks::ALL,
        }
    }

    /// `fields`: indices of [`CustomerScore::FIELDS`].
    fn of(fields: &[u32]) -> Result<Self> {
        let names = CustomerScore::FIELDS.get(..CustomerScore::COLUMNS);
        let mut columns = Vec::with_capacity(fields.len());
        let mut outlooks = Outlooks::NONE;
        for &field in fields {
            let Some(name) = names.and_then(|names| names.get(field as usize)) else {
                let expected = "the index of a column of scores";
                return Err(Error::out_of_range(
                    "only".into(),
                    f64::from(field),
                    expected,
                ));
            };
            outlooks.lifetime |= matches!(*name, "lifetime" | "tier");
            outlooks.next |= matches!(*name, "nextMedian" | "nextP10" | "nextP90" | "never");
            columns.push(field as usize);
        }
        Ok(Self { columns, outlooks })
    }
}

impl Scorer {
    /// Scores columns of customers: column `k` of the result is field `k` of
    /// [`CustomerScore::FIELDS`], for the first [`CustomerScore::COLUMNS`] of them.
    ///
    /// `customers`: columns in the order of [`Customer::FIELDS`], then of [`Scorer::features`], NaN where a
    /// number is missing. The last columns may lack, and any that is empty, where nobody's number is known.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`]; those of [`Customer::from_fields`], with the column and the row in
    /// the path: `recency[3]`.
    pub fn score_columns(&mut self, customers: &[&[f64]]) -> Result<Vec<Vec<f64>>> {
        let rows = self.rows_of(customers)?;
        if rows == 0 {
            return Ok(vec![Vec::new(); CustomerScore::COLUMNS]);
        }
        let scores =
            self.score_rows(customers, rows, &Wanted::all(), &mut |_, error| Err(error))?;
        Ok(scores.chunks(rows).map(<[f64]>::to_vec).collect())
    }

    /// Returns how many customers there are in columns that all have the same length, or are empty.
    fn rows_of(&self, customers: &[&[f64]]) -> Result<usize> {
        let rows = customers.iter().map(|c| c.len()).max().unwrap_or(0);
        let most = Customer::FIELDS.len() + self.features().len();
        if customers.len() > most {
            return Err(Error::LengthMismatch {
                path: "columns".into(),
                expected: most,
                actual: customers.len(),
            });
        }
        let extra = self.features().iter().map(String::as_str);
        let names = Customer::FIELDS.into_iter().chain(extra);
        for (name, column) in names.zip(customers) {
            if !column.is_empty() && column.len() != rows {
                return Err(Error::LengthMismatch {
                    path: name.into(),
                    expected: rows,
                    actual: column.len(),
                });
            }
        }
        Ok(rows)
    }

    /// Scores rows into columns that follow each other.
    fn score_rows(
        &mut self,
        customers: &[&[f64]],
        rows: usize,
        wanted: &Wanted,
        refuse: Refuse<'_>,
    ) -> Result<Vec<f64>> {
        let mut columns = Vec::new();
        let cells = rows.saturating_mul(wanted.columns.len());
        // Rows of no column at all may be as many as there are numbers.
        if columns.try_reserve_exact(cells).is_err() {
            let expected = "as many rows as there is memory for";
            return Err(Error::out_of_range("rows".into(), rows as f64, expected));
        }
        columns.resize(cells, f64::NAN);
        let mut fields = vec![f64::NAN; customers.len()];
        let mut scores = [f64::NAN; CustomerScore::COLUMNS];
        for row in 0..rows {
            for (field, column) in fields.iter_mut().zip(customers) {
                *field = column.get(row).copied().unwrap_or(f64::NAN);
            }
            let (known, beside) = fields.split_at(fields.len().min(Customer::FIELDS.len()));
            let place = |name: &str| format!("{name}[{row}]");
            let score = Customer::from_row(known, &place).and_then(|customer| {
                let score = self.score_for(&customer, beside, wanted.outlooks);
                score.map_err(|e| e.map_path(|path| format!("{path}[{row}]")))
            });
            match score {
                Ok(score) => score.write_fields(&mut scores),
                Err(error) => {
                    refuse(row, error)?;
                    continue;
                }
            }
            for (column, &field) in columns.chunks_mut(rows).zip(&wanted.columns) {
                if let (Some(place), Some(score)) = (column.get_mut(row), scores.get(field)) {
                    *place = *score;
                }
            }
        }
        Ok(columns)
    }

    /// Scores columns of customers that follow each other in one slice; so do the results.
    ///
    /// `customers`: columns of `rows` numbers each. `present`: which fields they are, as indices of
    /// [`Customer::FIELDS`] and, behind them, of [`Scorer::features`]; the others are missing. `only`: the
    /// columns to be returned, as indices of [`CustomerScore::FIELDS`]; what no column needs is not computed.
    ///
    /// # Errors
    /// Those of [`Scorer::score_columns`]; [`Error::OutOfRange`] for an index of no field, and for a field that is given twice.
    pub fn score_flat(
        &mut self,
        customers: &[f64],
        rows: usize,
        present: &[u32],
        only: &[u32],
    ) -> Result<Vec<f64>> {
        self.score_all(customers, rows, present, only, &mut |_, error| Err(error))
    }

    /// Scores as [`Scorer::score_flat`] does, and goes on after customers that cannot be scored: their scores are NaN
    /// in every column.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`]; [`Error::OutOfRange`] for an index of no field, and for a field that is given twice. What is
    /// wrong with a customer is no error of the whole.
    ///
    /// # Example: one of two customers
    /// ```
    /// # fn main() -> clientele::Result<()> {
    /// use clientele::data::csv::CsvOptions;
    /// use clientele::data::orders::Orders;
    /// use clientele::score::{ProfileOptions, Scorer, build_profile};
    /// let csv = "customer,date,amount\nA,2024-01-01,20\nA,2024-02-01,25\nA,2024-03-01,22\nB,2024-01-05,9\n";
    /// let orders = Orders::from_csv(csv.as_bytes(), &CsvOptions::default())?;
    /// let mut scorer = Scorer::try_new(&build_profile(&orders, &ProfileOptions::default())?)?;
    /// // Frequency, recency and T; the second customer came back after more time than there was.
    /// let customers = [2.0, 1.0, 8.5, 30.0, 8.5, 10.0];
    /// let (scores, refused) = scorer.score_each(&customers, 2, &[0, 1, 2], &[12])?;
    /// assert!(scores[0] > 0.0 && scores[1].is_nan());
    /// assert_eq!((refused[0].row, refused[0].error.path()), (1, Some("recency[1]")));
    /// # Ok(())
    /// # }
    /// ```
    pub fn score_each(
        &mut self,
        customers: &[f64],
        rows: usize,
        present: &[u32],
        only: &[u32],
    ) -> Result<(Vec<f64>, Vec<RefusedRow>)> {
        let mut refused = Vec::new();
        let scores = self.score_all(customers, rows, present, only, &mut |row, error| {
            refused.push(RefusedRow { row, error });
            Ok(())
        })?;
        Ok((scores, refused))
    }

    fn score_all(
        &mut self,
        customers: &[f64],
        rows: usize,
        present: &[u32],
        only: &[u32],
        refuse: Refuse<'_>,
    ) -> Result<Vec<f64>> {
        let wanted = Wanted::of(only)?;
        let expected = rows.saturating_mul(present.len());
        if customers.len() != expected {
            return Err(Error::LengthMismatch {
                path: "columns".into(),
                expected,
                actual: customers.len(),
            });
        }
        if rows == 0 {
            return Ok(Vec::new());
        }
        let mut columns: Vec<&[f64]> = vec![&[]; Customer::FIELDS.len() + self.features().len()];
        for (at, (column, &field)) in customers.chunks(rows).zip(present).enumerate() {
            let path = || format!("present[{at}]");
            match columns.get_mut(field as usize) {
                Some(place) if place.is_empty() => *place = column,
                place => {
                    let expected = match place {
                        Some(_) => "each field once",
                        None => "the index of a field",
                    };
                    return Err(Error::out_of_range(path(), f64::from(field), expected));
                }
            }
        }
        // Fields that follow none that is given need no reading.
        let last = columns.iter().rposition(|column| !column.is_empty());
        let columns = columns
            .get(..last.map_or(0, |at| at + 1))
            .unwrap_or_default();
        self.score_rows(columns, rows, &wanted, refuse)
    }

    /// Scores every row of a summary; the columns of the result follow each other. `only`: see
    /// [`Scorer::score_flat`].
    ///
    /// # Errors
    /// [`Error::InvalidValue`] when the summary is in another unit of time than the profile;
    /// [`Error::OutOfRange`] for an index of no column.
    pub fn score_summary(&mut self, summary: &CustomerSummary, only: &[u32]) -> Result<Vec<f64>> {
        let wanted = Wanted::of(only)?;
        self.check_unit(summary.time_unit)?;
        let columns = Customer::columns_of(summary);
        let rows = self.rows_of(&columns)?;
        self.score_rows(&columns, rows, &wanted, &mut |_, error| Err(error))
    }

    /// Rejects a summary in another unit of time than the profile.
    ///
    /// # Errors
    /// [`Error::InvalidValue`].
    pub fn check_unit(&self, found: TimeUnit) -> Result<()> {
        if found == self.time_unit() {
            return Ok(());
        }
        Err(Error::InvalidValue {
            path: "summary.timeUnit".into(),
            found: format!("\"{}\"", found.name()),
            expected: format!("\"{}\", the unit of the profile", self.time_unit().name()),
        })
    }
}
