//! From records to orders.

use crate::data::amount;
use crate::data::columns;
use crate::data::columns::ColumnMap;
use crate::data::csv::CsvOptions;
use crate::data::csv::Delimiter;
use crate::data::csv::OnBadRow;
use crate::data::csv::records::Event;
use crate::data::csv::records::FIELD_LIMIT;
use crate::data::csv::records::Record;
use crate::data::currency::CurrencyEvidence;
use crate::data::customer_table::CustomerTable;
use crate::data::date::Day;
use crate::data::date_format;
use crate::data::date_format::DateCell;
use crate::data::date_order;
use crate::data::date_order::DateOrder;
use crate::data::date_order::OrderEvidence;
use crate::data::date_order::Place;
use crate::data::date_order::Reading;
use crate::data::date_order::Verdict;
use crate::data::decimal::DecimalEvidence;
use crate::data::order_status::is_no_sale;
use crate::data::orders::Orders;
use crate::data::report::BadRow;
use crate::data::report::IngestReport;
use crate::data::trim::shorten;
use crate::data::trim::trim;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::sort::sort_by;

/// Orders in the making.
#[derive(Debug)]
pub(crate) struct Ingest {
    options: CsvOptions,
    headers: Vec<String>,
    columns: Option<ColumnMap>,
    table: CustomerTable,
    customers: Vec<u32>,
    days: Vec<Day>,
    amounts: Vec<i64>,
    order: OrderEvidence,
    decimal: DecimalEvidence,
    currency: CurrencyEvidence,
    last_order: String,
    rows: u64,
    blank_rows: u64,
    line_item_rows: u64,
    no_sale_rows: u64,
    partly_refunded_rows: u64,
    bad_rows: Vec<BadRow>,
}

/// What a row turned out to be.
enum Row {
    Order,
    Blank,
    LineItem,
    NoSale,
}

/// The cells of a row that matter.
#[derive(Default)]
struct Cells<'a> {
    customer: &'a str,
    date: &'a str,
    amount: &'a str,
    currency: &'a str,
    item_order: &'a str,
    status: &'a str,
    refunded: &'a str,
    blank: bool,
}

impl Ingest {
    pub(crate) fn new(options: CsvOptions) -> Self {
        Self {
            options,
            headers: Vec::new(),
            columns: None,
            table: CustomerTable::new(),
            customers: Vec::new(),
            days: Vec::new(),
            amounts: Vec::new(),
            order: OrderEvidence::default(),
            decimal: DecimalEvidence::default(),
            currency: CurrencyEvidence::default(),
            last_order: String::new(),
            rows: 0,
            blank_rows: 0,
            line_item_rows: 0,
            no_sale_rows: 0,
            partly_refunded_rows: 0,
            bad_rows: Vec::new(),
        }
    }

    /// Returns how many data rows have been read.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    fn strict(&self) -> bool {
        self.options.on_bad_row == OnBadRow::Error
    }

    /// Takes what the stream holds.
    ///
    /// # Errors
    /// What is wrong with the header; what is wrong with a row, unless bad rows are collected.
    pub(crate) fn take(&mut self, event: Event<'_>) -> Result<()> {
        let Some(columns) = self.columns.take() else {
            return self.take_header(event);
        };
        self.rows += 1;
        let result = self.take_row(event, &columns);
        self.columns = Some(columns);
        match result {
            Ok(Row::Order) => Ok(()),
            Ok(Row::Blank) => {
                self.blank_rows += 1;
                Ok(())
            }
            Ok(Row::LineItem) => {
                self.line_item_rows += 1;
                Ok(())
            }
            Ok(Row::NoSale) => {
                self.no_sale_rows += 1;
                Ok(())
            }
            Err(error) if self.strict() => Err(error),
            Err(error) => {
                self.bad_rows.push(BadRow::from(&error));
                Ok(())
            }
        }
    }

    fn take_header(&mut self, event: Event<'_>) -> Result<()> {
        match event {
            Event::Record(record) => {
                self.headers = record.fields()?.map(columns::clean).collect();
                self.columns = Some(columns::resolve(&self.headers, &self.options.columns)?);
                Ok(())
            }
            Event::Blank => Ok(()),
            Event::TooLong { row, field } => Err(self.too_long(row, field)),
            Event::TooMany { row, fields } => Err(self.wrong_count(row, fields)),
        }
    }

    fn take_row(&mut self, event: Event<'_>, columns: &ColumnMap) -> Result<Row> {
        let record = match event {
            Event::Record(record) => record,
            Event::Blank => return Ok(Row::Blank),
            Event::TooLong { row, field } => return Err(self.too_long(row, field)),
            Event::TooMany { row, fields } => return Err(self.wrong_count(row, fields)),
        };
        let cells = Cells::read(&record, columns)?;
        if cells.blank {
            return Ok(Row::Blank);
        }
        if record.len() != self.headers.len() {
            return Err(self.wrong_count(record.row, record.len()));
        }
        if columns.item_order.is_some() {
            let same = !cells.item_order.is_empty() && cells.item_order == self.last_order;
            if same && cells.amount.is_empty() {
                return Ok(Row::LineItem);
            }
            if !same {
                self.last_order.clear();
                self.last_order.push_str(cells.item_order);
            }
        }
        if is_no_sale(cells.status) {
            return Ok(Row::NoSale);
        }
        self.take_order(record.row, &cells, columns)
    }

    fn take_order(&mut self, row: u64, cells: &Cells<'_>, columns: &ColumnMap) -> Result<Row> {
        for (cell, index) in [
            (cells.customer, columns.customer),
            (cells.date, columns.date),
            (cells.amount, columns.amount),
        ] {
            if cell.is_empty() {
                return Err(Error::MissingCell {
                    row,
                    column: self.header(index),
                });
            }
        }
        let index = u32::try_from(self.days.len()).map_err(|_| Error::OutOfRange {
            path: "csv".into(),
            value: self.days.len() as f64,
            expected: "fewer than 2^32 orders".into(),
        })?;
        let reading = self.read_date(row, cells.date, columns)?;
        let amount = self.read_amount(row, cells.amount, columns)?;
        let beside = amount.currency.filter(|_| columns.currency.is_none());
        let named = match beside {
            Some(name) => name,
            None => cells.currency,
        };
        self.check_currency(row, named, columns)?;
        let place = columns.amount;
        if !self.decimal.note(row, place, cells.amount, amount.proof) {
            return Err(self.bad_amount(row, cells.amount, place, amount::ASK_DECIMAL));
        }
        let refunded = self.read_refunded(row, cells.refunded, columns)?;
        if refunded > 0 && refunded >= amount.micro {
            return Ok(Row::NoSale);
        }
        let strict = self.strict();
        let place = || Place {
            order: index,
            row,
            cell: shorten(cells.date),
        };
        self.order
            .note(reading, strict, index, place)
            .map_err(|order| self.mixed(row, cells.date, order, columns))?;
        let (Reading::Same(day) | Reading::Only(_, day) | Reading::Open(day) | Reading::Ask(day)) =
            reading;
        self.customers.push(self.table.number(cells.customer));
        self.days.push(day);
        self.amounts.push(amount.micro.saturating_sub(refunded));
        self.partly_refunded_rows += u64::from(refunded > 0);
        Ok(Row::Order)
    }

    /// Returns what a refund column says was given back of the order, in micro-units, from 0.
    fn read_refunded(&mut self, row: u64, cell: &str, columns: &ColumnMap) -> Result<i64> {
        let Some(column) = columns.refunded.filter(|_| !cell.is_empty()) else {
            return Ok(0);
        };
        let bad = |hint: &str| self.bad_amount(row, cell, column, hint);
        let amount = amount::parse(cell, self.options.decimal).map_err(bad)?;
        let doubt = bad(amount::ASK_DECIMAL);
        if self.decimal.note(row, column, cell, amount.proof) {
            Ok(amount.micro.saturating_abs())
        } else {
            Err(doubt)
        }
    }

    fn read_date(&self, row: u64, cell: &str, columns: &ColumnMap) -> Result<Reading> {
        let reading = match date_format::parse(cell) {
            Some(DateCell::Day(day)) => Some(Reading::Same(day)),
            Some(DateCell::Numeric(date)) => date_order::read(date, self.options.date_order),
            None => None,
        };
        reading.ok_or_else(|| Error::BadDate {
            row,
            column: self.header(columns.date),
            value: shorten(cell),
        })
    }

    fn read_amount(&self, row: u64, cell: &str, columns: &ColumnMap) -> Result<amount::Amount> {
        amount::parse(cell, self.options.decimal)
            .map_err(|hint| self.bad_amount(row, cell, columns.amount, hint))
    }

    /// Holds the currencies of the file together, be they in a column or beside the amounts.
    fn check_currency(&mut self, row: u64, name: &str, columns: &ColumnMap) -> Result<()> {
        self.currency
            .note(name)
            .map_err(|(expected, found)| Error::MixedCurrencies {
                row,
                column: self.header(columns.currency.unwrap_or(columns.amount)),
                expected,
                found: shorten(&found),
            })
    }

    fn header(&self, index: usize) -> String {
        self.headers.get(index).cloned().unwrap_or_default()
    }

    fn bad_amount(&self, row: u64, cell: &str, column: usize, hint: &str) -> Error {
        Error::BadAmount {
            row,
            column: self.header(column),
            value: shorten(cell),
            hint: hint.to_owned(),
        }
    }

    fn mixed(&self, row: u64, cell: &str, order: DateOrder, columns: &ColumnMap) -> Error {
        Error::MixedDateOrder {
            row,
            column: self.header(columns.date),
            value: shorten(cell),
            order: order.words().to_owned(),
        }
    }

    fn too_long(&self, row: u64, field: usize) -> Error {
        let name = field
            .checked_sub(1)
            .and_then(|index| self.headers.get(index));
        Error::FieldTooLong {
            row,
            column: name.cloned().unwrap_or_else(|| field.to_string()),
            limit: FIELD_LIMIT,
        }
    }

    fn wrong_count(&self, row: u64, actual: usize) -> Error {
        Error::WrongFieldCount {
            row,
            expected: self.headers.len(),
            actual,
        }
    }

    /// Decides what only the whole file can tell, and makes the orders.
    ///
    /// # Errors
    /// [`Error::EmptyInput`], [`Error::AmbiguousDate`], [`Error::MixedDateOrder`],
    /// [`Error::BadAmount`].
    pub(crate) fn finish(mut self, delimiter: Option<Delimiter>) -> Result<Orders> {
        let Some(columns) = self.columns.take() else {
            return Err(empty("the file is empty"));
        };
        if self.days.is_empty() && self.bad_rows.is_empty() {
            return Err(empty(if self.no_sale_rows > 0 {
                "every order of the file was cancelled, failed or given back"
            } else {
                "the file has a header and no rows"
            }));
        }
        let semicolons = delimiter == Some(Delimiter::Semicolon);
        let decimal = match core::mem::take(&mut self.decimal).decide(semicolons) {
            Ok(decimal) => self.options.decimal.unwrap_or(decimal),
            Err(doubt) => {
                let (row, column) = (doubt.row, doubt.column);
                return Err(self.bad_amount(row, &doubt.cell, column, amount::ASK_DECIMAL));
            }
        };
        let date_order = self.settle_date_order(&columns)?;
        let mut bad_rows: Vec<&BadRow> = self.bad_rows.iter().collect();
        sort_by(&mut bad_rows, |one, other| one.row < other.row);
        let bad_rows = bad_rows.into_iter().cloned().collect();
        let report = IngestReport {
            rows: self.rows,
            blank_rows: self.blank_rows,
            line_item_rows: self.line_item_rows,
            no_sale_rows: self.no_sale_rows,
            partly_refunded_rows: self.partly_refunded_rows,
            columns: columns.names,
            delimiter,
            date_order: date_order.or(self.options.date_order),
            decimal: Some(decimal),
            currency: self.currency.code(),
            bad_rows,
            ..IngestReport::default()
        };
        let ids = self.table.into_ids();
        Ok(Orders::assemble(
            ids,
            &self.customers,
            &self.days,
            &self.amounts,
            report,
        ))
    }

    fn settle_date_order(&mut self, columns: &ColumnMap) -> Result<Option<DateOrder>> {
        match core::mem::take(&mut self.order).decide() {
            Verdict::NoNumericDates => Ok(None),
            Verdict::Ambiguous(place) => Err(Error::AmbiguousDate {
                row: place.row,
                column: self.header(columns.date),
                value: place.cell,
            }),
            Verdict::Tied(place, order) => Err(self.mixed(place.row, &place.cell, order, columns)),
            Verdict::Decided {
                order,
                swap,
                contradictions,
            } => {
                for index in swap {
                    if let Some(day) = self.days.get_mut(index as usize) {
                        *day = date_order::swap(*day).unwrap_or(*day);
                    }
                }
                self.leave_out(&contradictions, order, columns);
                Ok(Some(order))
            }
        }
    }

    /// Turns accepted orders, given in the order of the file, into bad rows.
    fn leave_out(&mut self, places: &[Place], kept: DateOrder, columns: &ColumnMap) {
        if places.is_empty() {
            return;
        }
        let other = match kept {
            DateOrder::Mdy => DateOrder::Dmy,
            _ => DateOrder::Mdy,
        };
        for place in places {
            let error = self.mixed(place.row, &place.cell, other, columns);
            self.bad_rows.push(BadRow::from(&error));
        }
        let mut places = places.iter().map(|place| place.order).peekable();
        let keep: Vec<bool> = (0..)
            .zip(&self.days)
            .map(|(index, _)| places.next_if_eq(&index).is_none())
            .collect();
        retain(&mut self.days, &keep);
        retain(&mut self.amounts, &keep);
        retain(&mut self.customers, &keep);
        // Customers of whom nothing is left must not stay in the table.
        let ids = core::mem::take(&mut self.table).into_ids();
        for customer in &mut self.customers {
            let id = ids.get(*customer as usize).map_or("", String::as_str);
            *customer = self.table.number(id);
        }
    }
}

impl<'a> Cells<'a> {
    fn read(record: &Record<'a>, columns: &ColumnMap) -> Result<Self> {
        let mut cells = Self {
            blank: true,
            ..Self::default()
        };
        for (index, field) in record.fields()?.enumerate() {
            let slot = if index == columns.customer {
                &mut cells.customer
            } else if index == columns.date {
                &mut cells.date
            } else if index == columns.amount {
                &mut cells.amount
            } else if Some(index) == columns.currency {
                &mut cells.currency
            } else if Some(index) == columns.item_order {
                &mut cells.item_order
            } else if Some(index) == columns.status {
                &mut cells.status
            } else if Some(index) == columns.refunded {
                &mut cells.refunded
            } else {
                cells.blank &= field.is_empty() || trim(field).is_empty();
                continue;
            };
            *slot = trim(field);
            cells.blank &= slot.is_empty();
        }
        Ok(cells)
    }
}

fn retain<T>(values: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    values.retain(|_| keep.next().copied().unwrap_or(true));
}

fn empty(hint: &str) -> Error {
    Error::EmptyInput {
        path: "csv".into(),
        hint: hint.to_owned(),
    }
}
