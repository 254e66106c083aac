//! From cells to columns: what files and columns have in common.

use crate::data::amount;
use crate::data::amount::Proof;
use crate::data::csv::Delimiter;
use crate::data::csv::OnBadRow;
use crate::data::currency::CurrencyEvidence;
use crate::data::customer_table::CustomerTable;
use crate::data::date_order::OrderEvidence;
use crate::data::date_order::Place;
use crate::data::date_order::Reading;
use crate::data::decimal::DecimalEvidence;
use crate::data::records::cell::Cell;
use crate::data::records::cell::CellKind;
use crate::data::records::field::Schema;
use crate::data::records::field_search::Found;
use crate::data::records::field_search::search;
use crate::data::records::options::RecordOptions;
use crate::data::records::record_column::NOTHING;
use crate::data::records::record_column::RecordColumn;
use crate::data::records::record_column::Values;
use crate::data::records::records_report::ColumnRead;
use crate::data::records::records_report::RecordsReport;
use crate::data::records::rules::Breach;
use crate::data::report::BadRow;
use crate::data::trim::shorten;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::sort::sort_by;

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Given<'a> {
    Nothing,
    /// A text without blanks around it; an empty one is nothing.
    Text(&'a str),
    Number(f64),
}

/// A column in the making.
#[derive(Debug)]
pub(super) enum Filling {
    Numbers(Vec<f64>),
    Words(Vec<u32>),
    Texts(Vec<u32>, CustomerTable),
}

/// Records in the making.
#[derive(Debug)]
pub(crate) struct Intake {
    schema: &'static Schema,
    options: RecordOptions,
    /// Whether rows are those of a file, whose errors name row and column.
    pub(super) file: bool,
    pub(super) found: Vec<Found>,
    unknown: Vec<String>,
    pub(super) filling: Vec<Filling>,
    /// The row of each record in the file.
    pub(super) places: Vec<u64>,
    pub(super) order: OrderEvidence,
    /// The cells with a date that only the whole file can tell: column and record.
    pub(super) dated: Vec<(usize, usize)>,
    decimal: DecimalEvidence,
    currency: CurrencyEvidence,
    rows: u64,
    blank_rows: u64,
    bad_rows: Vec<BadRow>,
}

/// Columns that have been read, and where their rows stood.
pub(crate) struct Taken {
    pub(super) columns: Vec<RecordColumn>,
    pub(super) report: RecordsReport,
}

/// A cell that was read: its text is that of the file until the whole row is known to be good.
type Row<'a> = Vec<Cell<'a>>;

impl Intake {
    /// Finds the columns of the fields.
    ///
    /// # Errors
    /// [`Error::MissingColumn`] and [`Error::DuplicateColumn`]; [`Error::UnknownKey`] for an option that
    /// names no field.
    pub(crate) fn new(
        schema: &'static Schema,
        options: RecordOptions,
        headers: &[String],
        file: bool,
    ) -> Result<Self> {
        let found = search(schema, headers, &options)?;
        let taken = |place: usize| found.iter().any(|(_, _, own)| *own == place);
        let unknown = headers
            .iter()
            .enumerate()
            .filter(|(place, _)| !taken(*place));
        let filling = found.iter().map(|(field, _, _)| match field.cell {
            CellKind::Text => Filling::Texts(Vec::new(), CustomerTable::new()),
            CellKind::Word(_) => Filling::Words(Vec::new()),
            _ => Filling::Numbers(Vec::new()),
        });
        Ok(Self {
            schema,
            options,
            file,
            unknown: unknown.map(|(_, header)| header.clone()).collect(),
            filling: filling.collect(),
            found,
            places: Vec::new(),
            order: OrderEvidence::default(),
            dated: Vec::new(),
            decimal: DecimalEvidence::default(),
            currency: CurrencyEvidence::default(),
            rows: 0,
            blank_rows: 0,
            bad_rows: Vec::new(),
        })
    }

    /// Returns the column of the file for each field that was found.
    pub(crate) fn sources(&self) -> Vec<usize> {
        self.found.iter().map(|(_, _, place)| *place).collect()
    }

    fn strict(&self) -> bool {
        self.options.on_bad_row == OnBadRow::Error
    }

    /// Takes a row with nothing in it.
    pub(crate) fn blank(&mut self) {
        self.rows += 1;
        self.blank_rows += 1;
    }

    /// Takes a row that cannot be read at all.
    ///
    /// # Errors
    /// The error itself, unless bad rows are collected.
    pub(crate) fn broken(&mut self, row: u64, error: Error) -> Result<()> {
        self.rows += 1;
        self.leave_out(row, None, error)
    }

    /// Takes a row: a cell for each field that was found.
    ///
    /// # Errors
    /// What is wrong with it, unless bad rows are collected.
    pub(crate) fn take(&mut self, row: u64, given: &[Given<'_>]) -> Result<()> {
        let empty = |cell: &Given<'_>| match cell {
            Given::Nothing | Given::Text("") => true,
            Given::Text(_) => false,
            Given::Number(number) => number.is_nan(),
        };
        // Of columns a row is one even where nothing stands in it.
        if self.file && given.iter().all(empty) {
            self.blank();
            return Ok(());
        }
        self.rows += 1;
        let result = self
            .read(row, given)
            .and_then(|cells| self.note(row, given, &cells).map(|()| cells));
        match result {
            Ok(cells) => {
                self.keep(row, cells);
                Ok(())
            }
            Err((column, error)) => self.leave_out(row, Some(column), error),
        }
    }

    /// Reads the cells of a row; an error comes with its column.
    fn read<'a>(
        &self,
        row: u64,
        given: &[Given<'a>],
    ) -> core::result::Result<Row<'a>, (usize, Error)> {
        let mut cells = Vec::with_capacity(given.len());
        for (column, ((field, _, _), given)) in self.found.iter().zip(given).enumerate() {
            let cell = match field.cell.read(*given, &self.options) {
                Ok(Cell::Missing) if field.needed => Err(self.missing(row, column)),
                Ok(cell) => Ok(cell),
                Err(hint) => Err(self.bad(row, column, &shown(*given), hint)),
            };
            cells.push(cell.map_err(|error| (column, error))?);
        }
        Ok(cells)
    }

    /// Notes what a row says of decimals, currency and the order of dates.
    fn note(
        &mut self,
        row: u64,
        given: &[Given<'_>],
        cells: &[Cell<'_>],
    ) -> core::result::Result<(), (usize, Error)> {
        for (column, (cell, given)) in cells.iter().zip(given).enumerate() {
            if let Cell::Amount(_, proof, _) | Cell::Figure(_, proof) = cell
                && *proof != Proof::Nothing
                && !self.decimal.note(row, column, &shown(*given), *proof)
            {
                let error = self.bad(row, column, &shown(*given), amount::ASK_DECIMAL);
                return Err((column, error));
            }
            match cell {
                Cell::Amount(_, _, currency) => {
                    self.currency(row, column, currency.unwrap_or_default())?;
                }
                Cell::Text(name) if self.name(column) == "currency" => {
                    self.currency(row, column, name)?;
                }
                _ => {}
            }
        }
        let record = self.places.len();
        for (column, (cell, given)) in cells.iter().zip(given).enumerate() {
            let Cell::Date(reading) = cell else { continue };
            if matches!(reading, Reading::Same(_)) {
                continue;
            }
            let strict = self.strict();
            let number = u32::try_from(self.dated.len()).unwrap_or(u32::MAX);
            let place = || Place {
                order: number,
                row,
                cell: shown(*given),
            };
            if let Err(order) = self.order.note(*reading, strict, number, place) {
                let error = self.mixed(row, column, &shown(*given), order);
                return Err((column, error));
            }
            self.dated.push((column, record));
        }
        Ok(())
    }

    fn currency(
        &mut self,
        row: u64,
        column: usize,
        name: &str,
    ) -> core::result::Result<(), (usize, Error)> {
        self.currency.note(name).map_err(|(expected, found)| {
            let column_name = self.header(column);
            let error = Error::MixedCurrencies {
                row,
                column: column_name,
                expected,
                found: shorten(&found),
            };
            (column, error)
        })
    }

    fn keep(&mut self, row: u64, cells: Row<'_>) {
        for (filling, cell) in self.filling.iter_mut().zip(cells) {
            match filling {
                Filling::Numbers(numbers) => numbers.push(match cell {
                    Cell::Number(number) | Cell::Figure(number, _) | Cell::Amount(number, _, _) => {
                        number
                    }
                    Cell::Date(
                        Reading::Same(day)
                        | Reading::Only(_, day)
                        | Reading::Open(day)
                        | Reading::Ask(day),
                    ) => f64::from(day.days()),
                    _ => f64::NAN,
                }),
                Filling::Words(codes) => codes.push(match cell {
                    Cell::Word(code) => code,
                    _ => NOTHING,
                }),
                Filling::Texts(codes, table) => codes.push(match cell {
                    Cell::Text(text) => table.number(&text),
                    _ => NOTHING,
                }),
            }
        }
        self.places.push(row);
    }

    pub(super) fn leave_out(
        &mut self,
        row: u64,
        column: Option<usize>,
        error: Error,
    ) -> Result<()> {
        if self.strict() {
            return Err(error);
        }
        let named = error.column().map(str::to_owned);
        self.bad_rows.push(BadRow {
            row,
            column: named.or_else(|| column.map(|column| self.header(column))),
            ..BadRow::from(&error)
        });
        Ok(())
    }

    fn name(&self, column: usize) -> &'static str {
        self.found
            .get(column)
            .map_or("", |(field, _, _)| field.name)
    }

    pub(super) fn header(&self, column: usize) -> String {
        let found = self.found.get(column);
        found
            .map(|(_, header, _)| header.clone())
            .unwrap_or_default()
    }

    /// Decides what only all rows can tell, holds the rows to the rules of their kind, and returns the
    /// columns.
    ///
    /// `rules`: finds the cells that do not fit to the others.
    ///
    /// # Errors
    /// [`Error::EmptyInput`], [`Error::AmbiguousDate`], [`Error::MixedDateOrder`],
    /// [`Error::BadAmount`], and the first breach of a rule, unless bad rows are collected.
    pub(crate) fn finish(
        mut self,
        delimiter: Option<Delimiter>,
        rules: &dyn Fn(&[RecordColumn]) -> Vec<Breach>,
    ) -> Result<Taken> {
        if self.places.is_empty() && self.bad_rows.is_empty() {
            let hint = if self.file {
                "the file has a header and no rows"
            } else {
                "the columns have no rows"
            };
            return Err(Error::empty(
                if self.file { "csv" } else { "columns" },
                hint,
            ));
        }
        let semicolons = delimiter == Some(Delimiter::Semicolon);
        let decimal = match core::mem::take(&mut self.decimal).decide(semicolons) {
            Ok(decimal) => self.options.decimal.unwrap_or(decimal),
            Err(doubt) => {
                return Err(self.bad(doubt.row, doubt.column, &doubt.cell, amount::ASK_DECIMAL));
            }
        };
        let date_order = self.settle_dates()?;
        let mut columns = self.columns();
        let breaches = rules(&columns);
        let mut drop = vec![false; self.places.len()];
        for breach in breaches {
            let Some(slot) = drop.get_mut(breach.record).filter(|slot| !**slot) else {
                continue;
            };
            *slot = true;
            let row = self.places.get(breach.record).copied().unwrap_or_default();
            let error = self.breach_error(row, &breach);
            self.leave_out(row, Some(breach.column), error)?;
        }
        if drop.contains(&true) {
            for column in &mut columns {
                column.leave_out(&drop);
            }
        }
        let mut bad_rows: Vec<&BadRow> = self.bad_rows.iter().collect();
        sort_by(&mut bad_rows, |one, other| one.row < other.row);
        let bad_rows: Vec<BadRow> = bad_rows.into_iter().cloned().collect();
        let read = self.found.iter().map(|(field, header, _)| ColumnRead {
            field: field.name.into(),
            header: header.clone(),
        });
        Ok(Taken {
            report: RecordsReport {
                kind: self.schema.kind.into(),
                rows: self.rows,
                accepted: self.rows - self.blank_rows - bad_rows.len() as u64,
                blank_rows: self.blank_rows,
                columns: read.collect(),
                unknown_columns: self.unknown,
                delimiter,
                date_order: date_order.or(self.options.date_order),
                decimal: self.file.then_some(decimal),
                currency: self.currency.code(),
                bad_rows,
            },
            columns,
        })
    }

    pub(super) fn columns(&mut self) -> Vec<RecordColumn> {
        let filling = core::mem::take(&mut self.filling);
        let mut columns = Vec::with_capacity(filling.len());
        for ((field, _, _), filling) in self.found.iter().zip(filling) {
            let values = match filling {
                Filling::Numbers(numbers) => Values::Numbers(numbers),
                Filling::Words(codes) => Values::Texts {
                    codes,
                    texts: field.cell.words().into_iter().map(String::from).collect(),
                },
                Filling::Texts(codes, table) => Values::Texts {
                    codes,
                    texts: table.into_ids(),
                },
            };
            columns.push(RecordColumn { field, values });
        }
        columns
    }
}

fn shown(given: Given<'_>) -> String {
    match given {
        Given::Nothing => String::new(),
        Given::Text(text) => shorten(text),
        Given::Number(number) => number.to_string(),
    }
}
