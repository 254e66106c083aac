//! Reading an order file in chunks.

use crate::data::csv::CsvOptions;
use crate::data::csv::ingest::Ingest;
use crate::data::csv::records::Records;
use crate::data::orders::Orders;
use crate::error::Error;
use crate::error::Result;

/// A reader of order files that takes the bytes in chunks of any size.
///
/// A file has a header and one order or refund per row. Fields are quoted as in RFC 4180; the rows
/// end in LF, CRLF or CR; a byte order mark and the line `sep=;` are understood. Blanks around a
/// cell do not count. Rows are numbered as in a spreadsheet: the header is row 1, a record is one
/// row even where a quoted field holds line ends, and a blank line is a row.
///
/// # Example: two chunks that part a row
/// ```
/// use clientele::data::csv::{CsvOptions, CsvReader};
/// let mut reader = CsvReader::new(CsvOptions::default());
/// reader.push(b"customer_id,date,amount\nann,2024-0")?;
/// reader.push(b"3-05,12.50\nbob,2024-03-06,8\n")?;
/// assert_eq!(reader.rows(), 2);
/// let orders = reader.finish()?;
/// assert_eq!(orders.ids(), ["ann", "bob"]);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug)]
pub struct CsvReader {
    records: Records,
    ingest: Ingest,
    failed: Option<Error>,
}

impl CsvReader {
    /// Makes a reader.
    pub fn new(options: CsvOptions) -> Self {
        Self {
            records: Records::new(options.delimiter),
            ingest: Ingest::new(options),
            failed: None,
        }
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// What is wrong with the file so far, with row and column. The reader stays in that state:
    /// every later call returns the same error.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let ingest = &mut self.ingest;
        let result = self.records.push(bytes, &mut |event| ingest.take(event));
        if let Err(error) = &result {
            self.failed = Some(error.clone());
        }
        result
    }

    /// Returns how many data rows have been read.
    pub fn rows(&self) -> u64 {
        self.ingest.rows()
    }

    /// Ends the file and makes the orders.
    ///
    /// # Errors
    /// [`Error::EmptyInput`] without any row; [`Error::UnterminatedQuote`];
    /// [`Error::AmbiguousDate`] and [`Error::BadAmount`] when the file leaves open how its dates or
    /// amounts are to be read; what an earlier call has returned.
    pub fn finish(mut self) -> Result<Orders> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let ingest = &mut self.ingest;
        self.records.finish(&mut |event| ingest.take(event))?;
        self.ingest.finish(self.records.delimiter())
    }
}

impl Orders {
    /// Reads a whole order file.
    ///
    /// # Errors
    /// As [`CsvReader::push`] and [`CsvReader::finish`].
    ///
    /// # Example: a German file
    /// ```
    /// use clientele::data::csv::CsvOptions;
    /// use clientele::data::orders::Orders;
    /// let file = "Kundennummer;Bestelldatum;Betrag\n7;31.12.2023;1.234,50 €\n7;05.01.2024;20,00 €\n";
    /// let orders = Orders::from_csv(file.as_bytes(), &CsvOptions::default())?;
    /// assert_eq!(orders.last_day().map(|day| day.to_iso()).as_deref(), Some("2024-01-05"));
    /// assert_eq!(orders.report().currency.as_deref(), Some("EUR"));
    ///
    /// // Nothing in this file tells what its comma is: it asks.
    /// let file = "customer,date,amount\n7,2024-01-05,\"20,00\"\n";
    /// let error = Orders::from_csv(file.as_bytes(), &CsvOptions::default()).unwrap_err();
    /// assert_eq!((error.code(), error.row()), ("BadAmount", Some(2)));
    /// let decimal = Some(clientele::data::decimal::Decimal::Comma);
    /// let options = CsvOptions { decimal, ..CsvOptions::default() };
    /// assert_eq!(Orders::from_csv(file.as_bytes(), &options)?.len(), 1);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    pub fn from_csv(bytes: &[u8], options: &CsvOptions) -> Result<Self> {
        let mut reader = CsvReader::new(options.clone());
        reader.push(bytes)?;
        reader.finish()
    }
}
