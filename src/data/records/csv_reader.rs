//! Records from CSV.

use crate::data::columns;
use crate::data::csv::records::Event;
use crate::data::csv::records::FIELD_LIMIT;
use crate::data::csv::records::Records as Stream;
use crate::data::questionnaires::check_all;
use crate::data::records::field::Schema;
use crate::data::records::intake::Given;
use crate::data::records::intake::Intake;
use crate::data::records::intake::Taken;
use crate::data::records::kind::RecordKind;
use crate::data::records::options::RecordOptions;
use crate::data::records::record_column::RecordColumn;
use crate::data::records::rules::Breach;
use crate::data::records::rules::breaches;
use crate::data::records::table::Records;
use crate::data::trim::trim;
use crate::error::Error;
use crate::error::Result;

impl Records {
    /// Reads a file of records: the rules of the file are those of order files.
    ///
    /// # Errors
    /// What is wrong with the file, its header, or a cell, with row and column; of rows only the first,
    /// and none where bad rows are collected.
    ///
    /// # Example: two complaints, and a column that is not known
    /// ```
    /// use clientele::data::records::{RecordKind, RecordOptions, Records};
    /// let csv = "客户编号,日期,事件类型,严重程度,备注\n7,2025-01-03,投诉,4,x\n9,2025-02-01,complaint,,y\n";
    /// let events = Records::from_csv(RecordKind::Events, csv.as_bytes(), &RecordOptions::default())?;
    /// assert_eq!(events.text("kind", 0), Some("complaint"));
    /// assert_eq!((events.number("severity", 0), events.number("severity", 1)), (Some(4.0), None));
    /// assert_eq!(events.report().unknown_columns, ["备注"]);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn from_csv(kind: RecordKind, csv: &[u8], options: &RecordOptions) -> Result<Self> {
        check_all(&options.questionnaires, "options.questionnaires")?;
        let rules = |columns: &[RecordColumn]| breaches(kind, columns, &options.questionnaires);
        let taken = read(kind.schema(), csv, options, &rules)?;
        Ok(Self::assemble(kind, taken, options.questionnaires.clone()))
    }
}

/// Reads a file by a schema whose rows have no rules between them.
pub(crate) fn read_csv(
    schema: &'static Schema,
    csv: &[u8],
    options: &RecordOptions,
) -> Result<Vec<RecordColumn>> {
    let taken = read(schema, csv, options, &|_| Vec::new())?;
    Ok(taken.columns)
}

/// Reads a file by a schema.
fn read(
    schema: &'static Schema,
    csv: &[u8],
    options: &RecordOptions,
    rules: &dyn Fn(&[RecordColumn]) -> Vec<Breach>,
) -> Result<Taken> {
    let mut stream = Stream::new(options.delimiter);
    let mut headers: Vec<String> = Vec::new();
    let mut intake: Option<(Intake, Vec<usize>)> = None;
    let too_long = |row, field: usize, headers: &[String]| {
        let name = field.checked_sub(1).and_then(|index| headers.get(index));
        Error::FieldTooLong {
            row,
            column: name.cloned().unwrap_or_else(|| field.to_string()),
            limit: FIELD_LIMIT,
        }
    };
    let wrong_count = |row, actual, headers: &[String]| Error::WrongFieldCount {
        row,
        expected: headers.len(),
        actual,
    };
    let mut sink = |event: Event<'_>| {
        let Some((intake, sources)) = &mut intake else {
            match event {
                Event::Record(record) => {
                    headers = record.fields()?.map(columns::clean).collect();
                    let fresh = Intake::new(schema, options.clone(), &headers, true)?;
                    let sources = fresh.sources();
                    intake = Some((fresh, sources));
                }
                Event::Blank => {}
                Event::TooLong { row, field } => return Err(too_long(row, field, &headers)),
                Event::TooMany { row, fields } => return Err(wrong_count(row, fields, &headers)),
            }
            return Ok(());
        };
        match event {
            Event::Blank => {
                intake.blank();
                Ok(())
            }
            Event::TooLong { row, field } => intake.broken(row, too_long(row, field, &headers)),
            Event::TooMany { row, fields } => {
                intake.broken(row, wrong_count(row, fields, &headers))
            }
            Event::Record(record) => {
                let fields: Vec<&str> = match record.fields() {
                    Ok(fields) => fields.map(trim).collect(),
                    Err(error) => return intake.broken(record.row, error),
                };
                if fields.iter().all(|field| field.is_empty()) {
                    intake.blank();
                    return Ok(());
                }
                if fields.len() != headers.len() {
                    let error = wrong_count(record.row, fields.len(), &headers);
                    return intake.broken(record.row, error);
                }
                let cells: Vec<Given<'_>> = sources
                    .iter()
                    .map(|source| Given::Text(fields.get(*source).copied().unwrap_or_default()))
                    .collect();
                intake.take(record.row, &cells)
            }
        }
    };
    stream.push(csv, &mut sink)?;
    stream.finish(&mut sink)?;
    match intake {
        Some((intake, _)) => intake.finish(stream.delimiter(), rules),
        None => Err(Error::empty("csv", "the file is empty")),
    }
}
