//! Small CSV files of any kind, as texts.

use crate::data::csv::records::Event;
use crate::data::csv::records::FIELD_LIMIT;
use crate::data::csv::records::Records;
use crate::error::Error;
use crate::error::Result;
use crate::plain::report;

/// A small CSV file: the first row as headers, the others as rows of equal width.
///
/// # Example: quotes and line ends as in order files
/// ```
/// use clientele::data::csv::Table;
/// let table = Table::from_csv(b"name;note\r\n\"A;B\";x\r\n")?;
/// assert_eq!(table.headers, ["name", "note"]);
/// assert_eq!(table.rows, [["A;B", "x"]]);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
pub struct Table {
    /// The first row.
    pub headers: Vec<String>,
    /// The other rows.
    pub rows: Vec<Vec<String>>,
}

report!(Table {
    headers => "headers",
    rows => "rows",
});

impl Table {
    /// Reads a whole file; blank lines are skipped, white space around a field is left out.
    ///
    /// # Errors
    /// [`Error::EmptyInput`] for an empty file, [`Error::WrongFieldCount`] for a row that is
    /// shorter or longer than the first, and what is wrong with the file as CSV.
    pub fn from_csv(bytes: &[u8]) -> Result<Self> {
        let mut table = Self {
            headers: Vec::new(),
            rows: Vec::new(),
        };
        let mut sink = |event: Event<'_>| match event {
            Event::Blank => Ok(()),
            Event::TooLong { row, field } => Err(Error::FieldTooLong {
                row,
                column: field.to_string(),
                limit: FIELD_LIMIT,
            }),
            Event::TooMany { row, fields } => Err(Error::WrongFieldCount {
                row,
                expected: table.headers.len(),
                actual: fields,
            }),
            Event::Record(record) => {
                let fields: Vec<String> = record.fields()?.map(|f| f.trim().to_owned()).collect();
                if table.headers.is_empty() {
                    table.headers = fields;
                } else if fields.len() == table.headers.len() {
                    table.rows.push(fields);
                } else {
                    return Err(Error::WrongFieldCount {
                        row: record.row,
                        expected: table.headers.len(),
                        actual: fields.len(),
                    });
                }
                Ok(())
            }
        };
        let mut records = Records::new(None);
        records.push(bytes, &mut sink)?;
        records.finish(&mut sink)?;
        if table.headers.is_empty() {
            return Err(Error::EmptyInput {
                path: "csv".into(),
                hint: "the file is empty".into(),
            });
        }
        Ok(table)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::Table;

    #[test]
    fn a_ragged_table_names_its_row() {
        let error = Table::from_csv(b"a,b\n1,2\n3\n").unwrap_err();
        assert_eq!((error.code(), error.row()), ("WrongFieldCount", Some(3)));
        assert_eq!(Table::from_csv(b"").unwrap_err().code(), "EmptyInput");
    }
}
