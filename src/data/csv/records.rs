//! Cutting a stream of bytes into records.

use csv_core::ReadRecordResult;
use csv_core::Reader;
use csv_core::ReaderBuilder;

use crate::data::csv::Delimiter;
use crate::error::Error;
use crate::error::Result;

/// The longest field, in bytes; a longer one is a sign of a missing quotation mark.
pub(crate) const FIELD_LIMIT: usize = 1 << 20;
/// The longest record, in bytes.
const RECORD_LIMIT: usize = 1 << 24;
/// The most fields of a record; more are counted, not kept.
const FIELDS_LIMIT: usize = 1 << 16;

/// The fields of one record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    /// The row; the header is row 1.
    pub(crate) row: u64,
    text: &'a [u8],
    /// Where each field ends in the text.
    ends: &'a [usize],
}

impl<'a> Record<'a> {
    /// Returns the number of fields.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the text of the fields in turn, all of them checked to be UTF-8.
    ///
    /// # Errors
    /// [`Error::InvalidEncoding`].
    pub(crate) fn fields(&self) -> Result<impl Iterator<Item = &'a str> + use<'a>> {
        let invalid = || Error::InvalidEncoding { row: self.row };
        let text = core::str::from_utf8(self.text).map_err(|_| invalid())?;
        // Two broken fields can be whole together.
        if !self.ends.iter().all(|end| text.is_char_boundary(*end)) {
            return Err(invalid());
        }
        let starts = core::iter::once(&0).chain(self.ends);
        Ok(starts
            .zip(self.ends)
            .map(move |(start, end)| text.get(*start..*end).unwrap_or_default()))
    }

    /// Returns the one-based number of the first field that is too long.
    fn too_long(&self) -> Option<usize> {
        if self.text.len() <= FIELD_LIMIT {
            return None;
        }
        let starts = core::iter::once(&0).chain(self.ends);
        let mut lengths = starts.zip(self.ends).map(|(start, end)| end - start);
        lengths
            .position(|length| length > FIELD_LIMIT)
            .map(|index| index + 1)
    }
}

/// What a stream holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Event<'a> {
    /// A record; the first is the header.
    Record(Record<'a>),
    /// A line with nothing in it, after the header.
    Blank,
    /// A record with a field that is too long, by its one-based number.
    TooLong { row: u64, field: usize },
    /// A record with more fields than any header has.
    TooMany { row: u64, fields: usize },
}

/// Why a record is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Skip {
    TooLong { field: usize },
    TooMany,
}

/// Cuts a stream of bytes into records, wherever its chunks begin and end.
///
/// `csv-core` reads quotes and delimiters. Blank lines are taken here, since it passes over them
/// without a word and the numbers of the rows would no longer be those of a spreadsheet; likewise
/// the byte order mark, which it knows only at the start of a long enough chunk.
pub(crate) struct Records {
    delimiter: Option<Delimiter>,
    /// The bytes of the first line until it is complete and shows the delimiter.
    prelude: Vec<u8>,
    in_prelude: bool,
    quotes: Quotes,
    core: Reader,
    text: Vec<u8>,
    filled: usize,
    ends: Vec<usize>,
    ended: usize,
    skip: Option<Skip>,
    skipped_fields: usize,
    in_record: bool,
    after_return: bool,
    rows: u64,
}

impl core::fmt::Debug for Records {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter
            .debug_struct("Records")
            .field("delimiter", &self.delimiter)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

/// Whether a byte of the first line stands in quotes.
#[derive(Debug, Clone, Copy, Default)]
struct Quotes {
    open: bool,
    /// Whether a quotation mark here would open a field or go on with one.
    may_open: bool,
}

impl Quotes {
    const START: Self = Self {
        open: false,
        may_open: true,
    };

    /// Passes a byte; true when it stands outside quotes.
    fn pass(&mut self, byte: u8) -> bool {
        if byte == b'"' && self.open {
            *self = Self::START;
        } else if byte == b'"' && self.may_open {
            self.open = true;
        } else {
            self.may_open = matches!(byte, b',' | b';' | b'\t');
        }
        !self.open
    }
}

impl Records {
    pub(crate) fn new(delimiter: Option<Delimiter>) -> Self {
        Self {
            delimiter,
            prelude: Vec::new(),
            in_prelude: true,
            quotes: Quotes::START,
            core: Reader::new(),
            text: vec![0; 4096],
            filled: 0,
            ends: vec![0; 64],
            ended: 0,
            skip: None,
            skipped_fields: 0,
            in_record: false,
            after_return: false,
            rows: 0,
        }
    }

    /// Returns the delimiter once the first line is known.
    pub(crate) fn delimiter(&self) -> Option<Delimiter> {
        self.delimiter
    }

    /// Takes the next bytes and passes on what they complete.
    ///
    /// # Errors
    /// What the sink returns; [`Error::InvalidEncoding`] for UTF-16; [`Error::FieldTooLong`] for a
    /// first line without an end.
    pub(crate) fn push(
        &mut self,
        input: &[u8],
        sink: &mut dyn FnMut(Event<'_>) -> Result<()>,
    ) -> Result<()> {
        let mut input = input;
        while self.in_prelude {
            let Some(end) = self.end_of_line(input) else {
                self.prelude.extend_from_slice(input);
                if self.prelude.len() > FIELD_LIMIT {
                    return Err(Error::FieldTooLong {
                        row: 1,
                        column: "1".into(),
                        limit: FIELD_LIMIT,
                    });
                }
                return Ok(());
            };
            let (line, rest) = input.split_at_checked(end).unwrap_or((input, &[]));
            self.prelude.extend_from_slice(line);
            input = rest;
            self.first_line(sink)?;
        }
        self.cut(input, sink)
    }

    /// Ends the stream.
    ///
    /// # Errors
    /// What the sink returns; [`Error::UnterminatedQuote`].
    pub(crate) fn finish(&mut self, sink: &mut dyn FnMut(Event<'_>) -> Result<()>) -> Result<()> {
        if self.in_prelude {
            self.first_line(sink)?;
        }
        if self.in_record {
            // A line end completes every record but one with an open quotation mark.
            self.cut(b"\n", sink)?;
            if self.in_record {
                return Err(Error::UnterminatedQuote { row: self.rows + 1 });
            }
        }
        Ok(())
    }

    /// Finds the end of the first line outside quotes: the index after it.
    fn end_of_line(&mut self, input: &[u8]) -> Option<usize> {
        let mut index = 0;
        for byte in input {
            index += 1;
            // The byte order mark must not hide a quotation mark behind it.
            if matches!(byte, 0xef | 0xbb | 0xbf) && self.prelude.len() + index <= 3 {
                continue;
            }
            if self.quotes.pass(*byte) && matches!(byte, b'\n' | b'\r') {
                return Some(index);
            }
        }
        None
    }

    /// Takes the first line, or what there is of it.
    fn first_line(&mut self, sink: &mut dyn FnMut(Event<'_>) -> Result<()>) -> Result<()> {
        let line = core::mem::take(&mut self.prelude);
        let utf16 = line.starts_with(&[0xff, 0xfe]) || line.starts_with(&[0xfe, 0xff]);
        if utf16 || line.contains(&0) {
            return Err(Error::InvalidEncoding { row: 1 });
        }
        let text = line.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(&line);
        self.quotes = Quotes::START;
        if text.iter().all(|byte| matches!(byte, b'\n' | b'\r')) && !line.is_empty() {
            // Blank lines before the header do not count.
            return Ok(());
        }
        if let Some(delimiter) = excel_directive(text) {
            self.delimiter.get_or_insert(delimiter);
            return Ok(());
        }
        let delimiter = *self.delimiter.get_or_insert_with(|| sniff(text));
        self.core = ReaderBuilder::new().delimiter(delimiter.byte()).build();
        self.in_prelude = false;
        self.cut(text, sink)
    }

    /// Cuts bytes into records.
    fn cut(&mut self, input: &[u8], sink: &mut dyn FnMut(Event<'_>) -> Result<()>) -> Result<()> {
        let mut input = input;
        while let Some(&next) = input.first() {
            if !self.in_record {
                let second_half = core::mem::take(&mut self.after_return) && next == b'\n';
                if matches!(next, b'\n' | b'\r') {
                    self.after_return = next == b'\r';
                    if !second_half {
                        self.rows += 1;
                        sink(Event::Blank)?;
                    }
                    input = input.get(1..).unwrap_or_default();
                    continue;
                }
                self.in_record = true;
            }
            let (result, read, written, ended) = self.core.read_record(
                input,
                self.text.get_mut(self.filled..).unwrap_or_default(),
                self.ends.get_mut(self.ended..).unwrap_or_default(),
            );
            let (head, tail) = input.split_at_checked(read).unwrap_or((input, &[]));
            input = tail;
            self.filled += written;
            self.ended += ended;
            match result {
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
                ReadRecordResult::OutputFull => self.grow_text(),
                ReadRecordResult::OutputEndsFull => self.grow_ends(),
                ReadRecordResult::Record => {
                    self.in_record = false;
                    self.after_return = head.last() == Some(&b'\r');
                    self.rows += 1;
                    self.pass_on(sink)?;
                }
            }
        }
        Ok(())
    }

    /// Passes the complete record on and makes room for the next.
    fn pass_on(&mut self, sink: &mut dyn FnMut(Event<'_>) -> Result<()>) -> Result<()> {
        let (filled, ended) = (self.filled, self.ended);
        let fields = self.skipped_fields + ended;
        (self.filled, self.ended, self.skipped_fields) = (0, 0, 0);
        let row = self.rows;
        let record = Record {
            row,
            text: self.text.get(..filled).unwrap_or_default(),
            ends: self.ends.get(..ended).unwrap_or_default(),
        };
        sink(match self.skip.take() {
            Some(Skip::TooLong { field }) => Event::TooLong { row, field },
            Some(Skip::TooMany) => Event::TooMany { row, fields },
            None => match record.too_long() {
                Some(field) => Event::TooLong { row, field },
                None => Event::Record(record),
            },
        })
    }

    fn grow_text(&mut self) {
        let last = self
            .ended
            .checked_sub(1)
            .and_then(|last| self.ends.get(last));
        let field = self.filled - last.copied().unwrap_or_default();
        let field_number = self.ended + 1;
        if self.skip.is_none() && (field > FIELD_LIMIT || self.filled >= RECORD_LIMIT) {
            self.skip = Some(Skip::TooLong {
                field: field_number,
            });
        }
        if self.skip.is_some() {
            // The rest of the record is read over the same buffer.
            self.pass_over();
        } else {
            self.text.resize(self.text.len() * 2, 0);
        }
    }

    fn grow_ends(&mut self) {
        if self.skip.is_none() && self.ended >= FIELDS_LIMIT {
            self.skip = Some(Skip::TooMany);
        }
        if self.skip.is_some() {
            self.pass_over();
        } else {
            self.ends.resize(self.ends.len() * 2, 0);
        }
    }

    fn pass_over(&mut self) {
        self.skipped_fields += self.ended;
        self.filled = 0;
        self.ended = 0;
    }
}

/// Reads the line `sep=;`, with which Excel is told the delimiter.
fn excel_directive(line: &[u8]) -> Option<Delimiter> {
    let line = line.trim_ascii_end();
    let (name, sign) = line.split_at_checked(4)?;
    if !name.eq_ignore_ascii_case(b"sep=") {
        return None;
    }
    // A tab at the end of the line has been trimmed.
    let sign = sign.first().copied().unwrap_or(b'\t');
    Delimiter::ALL
        .into_iter()
        .find(|delimiter| delimiter.byte() == sign)
}

/// Finds the delimiter that stands most often outside quotes; a comma where none does.
fn sniff(line: &[u8]) -> Delimiter {
    let mut quotes = Quotes::START;
    let mut counts = [0_usize; 3];
    for byte in line {
        if quotes.pass(*byte) {
            for (count, delimiter) in counts.iter_mut().zip(Delimiter::ALL) {
                *count += usize::from(*byte == delimiter.byte());
            }
        }
    }
    let mut best = (0, Delimiter::Comma);
    for (count, delimiter) in counts.into_iter().zip(Delimiter::ALL) {
        if count > best.0 {
            best = (count, delimiter);
        }
    }
    best.1
}
