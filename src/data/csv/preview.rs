//! A first look at an order file.

use crate::data::columns;
use crate::data::columns::ColumnNames;
use crate::data::csv::CsvOptions;
use crate::data::csv::Delimiter;
use crate::data::csv::records::Event;
use crate::data::csv::records::Records;
use crate::error::Error;
use crate::error::Result;
use crate::plain::report;

/// How many rows a preview shows.
const ROWS: usize = 5;
/// How much of a file is looked at.
const BYTES: usize = 1 << 20;

/// A first look at an order file: what to show before the columns are chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CsvPreview {
    /// The delimiter.
    pub delimiter: Delimiter,
    /// The headers in the order of the file.
    pub headers: Vec<String>,
    /// The headers that are taken for the four roles; none where nothing fits or two fit equally.
    pub guess: ColumnNames,
    /// The first rows, five at most.
    pub rows: Vec<Vec<String>>,
}

report!(CsvPreview {
    delimiter => "delimiter",
    headers => "headers",
    guess => "guess",
    rows => "rows",
});

/// Takes a first look at an order file; its beginning is enough.
///
/// # Errors
/// [`Error::EmptyInput`] without a header, [`Error::InvalidEncoding`], [`Error::FieldTooLong`].
///
/// # Example: the columns are guessed
/// ```
/// use clientele::data::csv::{CsvOptions, inspect};
/// let preview = inspect("客户编号;日期;金额\n7;2024-03-05;12.50\n".as_bytes(), &CsvOptions::default())?;
/// assert_eq!(preview.guess.amount.as_deref(), Some("金额"));
/// assert_eq!(preview.rows, [["7", "2024-03-05", "12.50"]]);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn inspect(bytes: &[u8], options: &CsvOptions) -> Result<CsvPreview> {
    let mut records = Records::new(options.delimiter);
    let mut headers: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    let mut sink = |event: Event<'_>| {
        match event {
            Event::Record(record) if headers.is_none() => {
                headers = Some(record.fields()?.map(columns::clean).collect());
            }
            Event::Record(record) if rows.len() < ROWS => {
                rows.push(
                    record
                        .fields()?
                        .map(|field| field.trim().to_owned())
                        .collect(),
                );
            }
            Event::Record(_) | Event::Blank => {}
            Event::TooLong { .. } | Event::TooMany { .. } if headers.is_some() => {}
            Event::TooLong { row, field } => {
                return Err(Error::FieldTooLong {
                    row,
                    column: field.to_string(),
                    limit: crate::data::csv::records::FIELD_LIMIT,
                });
            }
            Event::TooMany { row, fields } => {
                return Err(Error::WrongFieldCount {
                    row,
                    expected: 3,
                    actual: fields,
                });
            }
        }
        Ok(())
    };
    let head = bytes.get(..BYTES).unwrap_or(bytes);
    records.push(head, &mut sink)?;
    if head.len() == bytes.len() {
        match records.finish(&mut sink) {
            // The reader will say so; the rows before it can be shown.
            Err(Error::UnterminatedQuote { .. }) => {}
            result => result?,
        }
    }
    match (headers, records.delimiter()) {
        (Some(headers), Some(delimiter)) => Ok(CsvPreview {
            delimiter,
            guess: columns::guess_names(&headers, &options.columns),
            headers,
            rows,
        }),
        _ => Err(Error::EmptyInput {
            path: "csv".into(),
            hint: "the file is empty".into(),
        }),
    }
}
