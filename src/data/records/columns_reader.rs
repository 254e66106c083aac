//! Records from columns.

use crate::data::columns;
use crate::data::questionnaires::check_all;
use crate::data::records::intake::Given;
use crate::data::records::intake::Intake;
use crate::data::records::kind::RecordKind;
use crate::data::records::options::RecordOptions;
use crate::data::records::record_column::RecordColumn;
use crate::data::records::rules::breaches;
use crate::data::records::table::Records;
use crate::data::trim::trim;
use crate::error::Error;
use crate::error::Result;

/// A column as it is given.
#[derive(Debug, Clone)]
enum GivenColumn {
    Numbers(Vec<f64>),
    Texts(Vec<String>),
}

/// Takes records as columns of equal length: of numbers, in which NaN is missing, or of texts as they
/// would stand in a file, in which an empty one is missing.
///
/// # Example: two costs
/// ```
/// use clientele::data::records::{ColumnsReader, RecordKind, RecordOptions};
/// let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
/// let mut columns = ColumnsReader::new();
/// columns.texts("customerId", texts(&["ann", ""]));
/// columns.texts("date", texts(&["2025-03-01", "2025-03-31"]));
/// columns.texts("kind", texts(&["service", "fixed marketing"]));
/// columns.numbers("amount", vec![12.5, 900.0]);
/// let costs = columns.finish(RecordKind::Costs, &RecordOptions::default())?;
/// assert_eq!((costs.len(), costs.text("customerId", 1)), (2, None));
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct ColumnsReader {
    headers: Vec<String>,
    columns: Vec<GivenColumn>,
}

impl ColumnsReader {
    /// Returns a reader without columns.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a column of numbers; days count from 1970-01-01, a yes is 1.
    pub fn numbers(&mut self, header: &str, numbers: Vec<f64>) {
        self.headers.push(columns::clean(header));
        self.columns.push(GivenColumn::Numbers(numbers));
    }

    /// Adds a column of texts.
    pub fn texts(&mut self, header: &str, texts: Vec<String>) {
        self.headers.push(columns::clean(header));
        self.columns.push(GivenColumn::Texts(texts));
    }

    /// Makes the records.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`], [`Error::EmptyInput`], [`Error::MissingColumn`],
    /// [`Error::DuplicateColumn`], and what is wrong with a cell, as `severity[3]`:
    /// [`Error::Missing`] and [`Error::InvalidValue`].
    pub fn finish(self, kind: RecordKind, options: &RecordOptions) -> Result<Records> {
        let length = |column: &GivenColumn| match column {
            GivenColumn::Numbers(numbers) => numbers.len(),
            GivenColumn::Texts(texts) => texts.len(),
        };
        let rows = self.columns.first().map_or(0, length);
        for (header, column) in self.headers.iter().zip(&self.columns) {
            if length(column) != rows {
                return Err(Error::LengthMismatch {
                    path: header.clone(),
                    expected: rows,
                    actual: length(column),
                });
            }
        }
        check_all(&options.questionnaires, "options.questionnaires")?;
        let mut intake = Intake::new(kind.schema(), options.clone(), &self.headers, false)?;
        let sources = intake.sources();
        let mut cells = Vec::with_capacity(sources.len());
        for row in 0..rows {
            cells.clear();
            for source in &sources {
                cells.push(match self.columns.get(*source) {
                    Some(GivenColumn::Numbers(numbers)) => numbers
                        .get(row)
                        .map_or(Given::Nothing, |n| Given::Number(*n)),
                    Some(GivenColumn::Texts(texts)) => texts
                        .get(row)
                        .map_or(Given::Nothing, |text| Given::Text(trim(text))),
                    None => Given::Nothing,
                });
            }
            intake.take(row as u64, &cells)?;
        }
        let rules = |columns: &[RecordColumn]| breaches(kind, columns, &options.questionnaires);
        let taken = intake.finish(None, &rules)?;
        Ok(Records::assemble(
            kind,
            taken,
            options.questionnaires.clone(),
        ))
    }
}
