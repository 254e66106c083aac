//! Hostile order files: each is an error with its code and place, or a documented result.

use clientele::Error;
use clientele::data::columns::ColumnNames;
use clientele::data::csv::CsvOptions;
use clientele::data::csv::CsvReader;
use clientele::data::csv::Delimiter;
use clientele::data::csv::OnBadRow;
use clientele::data::csv::inspect;
use clientele::data::date::Day;
use clientele::data::date_order::DateOrder;
use clientele::data::decimal::Decimal;
use clientele::data::orders::Orders;
use clientele::data::summary::SummaryOptions;

const HEADER: &str = "customer_id,date,amount\n";

fn read(file: &[u8]) -> Result<Orders, Error> {
    Orders::from_csv(file, &CsvOptions::default())
}

fn collect(file: &[u8]) -> Orders {
    let options = CsvOptions {
        on_bad_row: OnBadRow::Collect,
        ..CsvOptions::default()
    };
    Orders::from_csv(file, &options).unwrap()
}

fn with_header(rows: &str) -> Vec<u8> {
    format!("{HEADER}{rows}").into_bytes()
}

/// A file that cannot be read: its name, its bytes, and the code, row and column of the error.
type Refused = (
    &'static str,
    Vec<u8>,
    &'static str,
    Option<u64>,
    Option<&'static str>,
);

/// A file that can be read: its name, its text, its rows.
type Accepted = (&'static str, String, Vec<(String, String, i64)>);

/// An error: its code, row and column.
type Place = (&'static str, Option<u64>, Option<String>);

fn place(error: &Error) -> Place {
    (error.code(), error.row(), error.column().map(str::to_owned))
}

/// Every accepted row: customer, day, amount in millionths.
fn rows(orders: &Orders) -> Vec<(String, String, i64)> {
    let histories = orders.ids().iter().zip(orders.histories());
    histories
        .flat_map(|(id, rows)| {
            rows.iter()
                .map(|(day, amount)| (id.clone(), day.to_iso(), *amount))
        })
        .collect()
}

#[test]
fn every_file_that_cannot_be_read_says_why_and_where() {
    let long = "x".repeat(10 << 20);
    let text = |text: &str| text.as_bytes().to_vec();
    let utf16: Vec<u8> = HEADER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let many = format!("{HEADER}a{}\n", ",".repeat(200_000));
    #[rustfmt::skip]
    let table: Vec<Refused> = vec![
        // Files
        ("an empty file", text(""), "EmptyInput", None, None),
        ("a byte order mark only", text("\u{feff}"), "EmptyInput", None, None),
        ("blank lines only", text("\n\r\n\n"), "EmptyInput", None, None),
        ("a header only", text("customer_id,date,amount"), "EmptyInput", None, None),
        ("a header and blank lines", text("customer_id,date,amount\n\n \n,,\n"), "EmptyInput", None, None),
        ("UTF-16 with a byte order mark", [vec![0xff, 0xfe], utf16.clone()].concat(), "InvalidEncoding", Some(1), None),
        ("UTF-16 without one", utf16, "InvalidEncoding", Some(1), None),
        ("a workbook", b"PK\x03\x04\x14\x00\x06\x00".to_vec(), "InvalidEncoding", Some(1), None),
        ("GBK in the header", [b"\xbf\xcd\xbb\xa7,date,amount\n".to_vec(), text("a,2024-01-01,1")].concat(), "InvalidEncoding", Some(1), None),
        ("GBK in a row", [with_header("a,2024-01-01,1\n"), b"\xbf\xcd\xbb\xa7,2024-01-01,1\n".to_vec()].concat(), "InvalidEncoding", Some(3), None),
        ("Latin-1 in a column of no interest", [text("customer_id,date,amount,city\na,2024-01-01,1,M"), b"\xfcnchen\n".to_vec()].concat(), "InvalidEncoding", Some(2), None),
        ("a character parted by a delimiter", [text("customer_id,date,amount,a,b\na,2024-01-01,1,"), b"\xc3,\xa9\n".to_vec()].concat(), "InvalidEncoding", Some(2), None),
        // Columns
        ("no customer", text("date,amount\n2024-01-01,1\n"), "MissingColumn", None, Some("customerId")),
        ("no date", text("customer_id,amount\na,1\n"), "MissingColumn", None, Some("date")),
        ("no amount", text("customer_id,date\na,2024-01-01\n"), "MissingColumn", None, Some("amount")),
        ("no header", text("a,2024-01-01,1\nb,2024-01-02,2\n"), "MissingColumn", None, Some("customerId")),
        ("another delimiter", text("customer_id|date|amount\na|2024-01-01|1\n"), "MissingColumn", None, Some("customerId")),
        ("a doubled header", text("customer_id,date,amount,amount\na,2024-01-01,1,2\n"), "DuplicateColumn", None, Some("amount")),
        ("two headers of one meaning", text("customer_id,date,amount,Total\na,2024-01-01,1,2\n"), "DuplicateColumn", None, Some("Total")),
        // Records
        ("too few fields", with_header("a,2024-01-01,1\na,2024-01-01\n"), "WrongFieldCount", Some(3), None),
        ("too many fields", with_header("a,2024-01-01,1,5\n"), "WrongFieldCount", Some(2), None),
        ("an amount parted by the delimiter", with_header("a,2024-01-01,1,234.50\n"), "WrongFieldCount", Some(2), None),
        ("200,000 fields", text(&many), "WrongFieldCount", Some(2), None),
        ("an open quotation mark", with_header("a,2024-01-01,1\n\"b,2024-01-01,1\nc,2024-01-01,1\n"), "UnterminatedQuote", Some(3), None),
        ("an open quotation mark in the header", text("\"customer_id,date,amount\na,2024-01-01,1\n"), "UnterminatedQuote", Some(1), None),
        ("10 MB without a line end", text(&long), "FieldTooLong", Some(1), Some("1")),
        ("a field of 10 MB", with_header(&format!("a,2024-01-01,1\n{long},2024-01-01,1\n")), "FieldTooLong", Some(3), Some("customer_id")),
        ("a quoted field of 10 MB", with_header(&format!("a,2024-01-01,\"{long}\"\n")), "FieldTooLong", Some(2), Some("amount")),
        ("10 MB after an open quotation mark", with_header(&format!("a,2024-01-01,\"{long}\n")), "UnterminatedQuote", Some(2), None),
        // Cells
        ("a guest", with_header("a,2024-01-01,1\n,2024-01-01,1\n"), "MissingCell", Some(3), Some("customer_id")),
        ("a customer of blanks", with_header("\" \u{a0}\",2024-01-01,1\n"), "MissingCell", Some(2), Some("customer_id")),
        ("no date in a row", with_header("a,,1\n"), "MissingCell", Some(2), Some("date")),
        ("no amount in a row", with_header("a,2024-01-01,\n"), "MissingCell", Some(2), Some("amount")),
        ("the row after a blank line and a line end in quotes", with_header("\"a\nb\",2024-01-01,1\n\nc,?,1\n"), "BadDate", Some(4), Some("date")),
        ("no day of the calendar", with_header("a,2023-02-29,1\n"), "BadDate", Some(2), Some("date")),
        ("the date of an empty database field", with_header("a,0000-00-00,1\n"), "BadDate", Some(2), Some("date")),
        ("a date beyond reason", with_header("a,9999-12-31,1\n"), "BadDate", Some(2), Some("date")),
        ("a small number for a date", with_header("a,17,1\n"), "BadDate", Some(2), Some("date")),
        ("a month and a day of 30", with_header("a,30/30/2024,1\n"), "BadDate", Some(2), Some("date")),
        ("a date of 10 KB", with_header(&format!("a,{},1\n", "9".repeat(10_000))), "BadDate", Some(2), Some("date")),
        ("dates of either order", with_header("a,3/4/2024,1\na,5/4/2024,1\n"), "AmbiguousDate", Some(2), Some("date")),
        ("hyphens and two digits", with_header("a,24-03-05,1\na,24-03-30,1\n"), "AmbiguousDate", Some(2), Some("date")),
        ("dates of both orders", with_header("a,13/4/2024,1\na,4/5/2024,1\na,4/13/2024,1\n"), "MixedDateOrder", Some(4), Some("date")),
        ("NaN", with_header("a,2024-01-01,NaN\n"), "BadAmount", Some(2), Some("amount")),
        ("infinity", with_header("a,2024-01-01,-Infinity\n"), "BadAmount", Some(2), Some("amount")),
        ("an error of a spreadsheet", with_header("a,2024-01-01,#DIV/0!\n"), "BadAmount", Some(2), Some("amount")),
        ("a power of ten", with_header("a,2024-01-01,1.5E+05\n"), "BadAmount", Some(2), Some("amount")),
        ("a percentage", with_header("a,2024-01-01,12%\n"), "BadAmount", Some(2), Some("amount")),
        ("a formula", with_header("a,2024-01-01,=1+1\n"), "BadAmount", Some(2), Some("amount")),
        ("two minus signs", with_header("a,2024-01-01,--5\n"), "BadAmount", Some(2), Some("amount")),
        ("an amount beyond all money", with_header("a,2024-01-01,99999999999999\n"), "BadAmount", Some(2), Some("amount")),
        ("a decimal comma unasked", with_header("a,2024-01-01,\"12,34\"\n"), "BadAmount", Some(2), Some("amount")),
        ("a lone comma and a decimal point", text("customer_id;date;amount\na;2024-01-01;12,34\na;2024-01-01;5.50\n"), "BadAmount", Some(3), Some("amount")),
        ("a point that may part thousands", with_header("a,2024-01-01,5\na,2024-01-01,1.234\n"), "BadAmount", Some(3), Some("amount")),
        ("decimal points and commas", with_header("a,2024-01-01,5.50\na,2024-01-01,\"1.234,50\"\n"), "BadAmount", Some(3), Some("amount")),
        ("a comma that turns out decimal", with_header("a,2024-01-01,\"1,234\"\na,2024-01-01,\"1.234,50\"\n"), "BadAmount", Some(2), Some("amount")),
        ("two currencies in a column", text("customer_id,date,amount,currency\na,2024-01-01,1,EUR\na,2024-01-01,1,\na,2024-01-01,1,USD\n"), "MixedCurrencies", Some(4), Some("currency")),
        ("two currencies beside amounts", with_header("a,2024-01-01,€1\na,2024-01-01,$1\n"), "MixedCurrencies", Some(3), Some("amount")),
    ];
    assert!(table.len() >= 40);
    for (name, file, code, row, column) in table {
        let error = read(&file).expect_err(name);
        assert_eq!(
            place(&error),
            (code, row, column.map(str::to_owned)),
            "{name}"
        );
        assert!(
            error.to_string().len() < 2_000,
            "{name}: a message is for reading"
        );
    }
}

#[test]
fn every_odd_file_that_can_be_read_gives_its_documented_result() {
    let one = |day: &str, amount: i64| vec![("a".to_owned(), day.to_owned(), amount)];
    let new_year = |amount| one("2024-01-01", amount);
    #[rustfmt::skip]
    let table: Vec<Accepted> = vec![
        ("a byte order mark", format!("\u{feff}{HEADER}a,2024-01-01,1"), new_year(1_000_000)),
        ("a byte order mark before a quotation mark", "\u{feff}\"customer_id\",\"date\",\"amount\"\na,2024-01-01,1".into(), new_year(1_000_000)),
        ("CRLF and no end of the last line", "customer_id,date,amount\r\na,2024-01-01,1".into(), new_year(1_000_000)),
        ("CR", "customer_id,date,amount\ra,2024-01-01,1\r".into(), new_year(1_000_000)),
        ("semicolons", "customer_id;date;amount\na;2024-01-01;1".into(), new_year(1_000_000)),
        ("tabs", "customer_id\tdate\tamount\na\t2024-01-01\t1".into(), new_year(1_000_000)),
        ("commas in quoted headers", "\"customer_id\";\"a, b, c, d\";date;amount\na;;2024-01-01;1".into(), new_year(1_000_000)),
        ("Excel's own line", "sep=;\r\ncustomer_id;date;amount\r\na;2024-01-01;1".into(), new_year(1_000_000)),
        ("blank lines before the header", format!("\n\r\n{HEADER}a,2024-01-01,1"), new_year(1_000_000)),
        ("blank lines and empty rows", format!("{HEADER}\n,,\na,2024-01-01,1\n  \n"), new_year(1_000_000)),
        ("blanks around cells", format!("{HEADER} a ,\t2024-01-01 , 1 \n"), new_year(1_000_000)),
        ("text behind a closed quotation mark joins the field", format!("{HEADER}\"\"a,2024-01-01,\"1\"0\n"), new_year(10_000_000)),
        ("another doubled header", "customer_id,note,date,note,amount\na,,2024-01-01,,1".into(), new_year(1_000_000)),
        ("grouped thousands and a currency", format!("{HEADER}a,2024-01-01,\"US$ 1,234.50\"\n"), new_year(1_234_500_000)),
        ("a lone decimal comma between semicolons", "customer_id;date;amount\na;2024-01-01;12,34".into(), new_year(12_340_000)),
        ("a lone decimal comma beside a clear one", "customer_id,date,amount\na,2024-01-01,\"12,34\"\na,2024-01-01,\"1.234,50\"".into(), vec![("a".to_owned(), "2024-01-01".to_owned(), 12_340_000), ("a".to_owned(), "2024-01-01".to_owned(), 1_234_500_000)]),
        ("the decimal comma where it is clear", "customer_id;date;amount\na;2024-01-01;1.234,50 €".into(), new_year(1_234_500_000)),
        ("a seventh decimal", format!("{HEADER}a,2024-01-01,0.0000005\n"), new_year(1)),
        ("a first order that is a refund", format!("{HEADER}a,2024-01-01,(5.00)\n"), new_year(-5_000_000)),
        ("an amount of zero", format!("{HEADER}a,2024-01-01,0.00\n"), new_year(0)),
        ("the same day of the month as month", format!("{HEADER}a,1/1/2024,1\n"), new_year(1_000_000)),
        ("a leap day", format!("{HEADER}a,29/02/2024,1\n"), one("2024-02-29", 1_000_000)),
        ("a time near midnight in another zone", format!("{HEADER}a,2024-01-01T23:59:59-11:00,1\n"), new_year(1_000_000)),
        ("a shared symbol and its currency", format!("{HEADER}a,2024-01-01,$1\nb,2024-01-01,1 USD\n"), vec![("a".into(), "2024-01-01".into(), 1_000_000), ("b".into(), "2024-01-01".into(), 1_000_000)]),
        ("identifiers that differ in case are two customers", format!("{HEADER}a,2024-01-01,1\nA,2024-01-01,1\n"), vec![("a".into(), "2024-01-01".into(), 1_000_000), ("A".into(), "2024-01-01".into(), 1_000_000)]),
    ];
    for (name, file, expected) in table {
        let orders = read(file.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(rows(&orders), expected, "{name}");
    }
}

#[test]
fn one_cell_decides_the_date_order_of_the_whole_file() {
    let file = with_header("a,3/4/2024,1\na,4/4/2024,1\nb,4/13/2024,1\na,5/6/2024,1\n");
    let orders = read(&file).unwrap();
    assert_eq!(orders.report().date_order, Some(DateOrder::Mdy));
    let days: Vec<String> = rows(&orders).into_iter().map(|(_, day, _)| day).collect();
    assert_eq!(
        days,
        ["2024-03-04", "2024-04-04", "2024-05-06", "2024-04-13"]
    );
}

#[test]
fn the_options_settle_what_the_file_leaves_open() {
    let read = |file: &[u8], options: CsvOptions| Orders::from_csv(file, &options);
    let dates = with_header("a,3/4/2024,1\n");
    for (order, expected) in [
        (DateOrder::Dmy, Ok("2024-04-03")),
        (DateOrder::Mdy, Ok("2024-03-04")),
        (DateOrder::Ymd, Err("BadDate")),
    ] {
        let options = CsvOptions {
            date_order: Some(order),
            ..CsvOptions::default()
        };
        let result = read(&dates, options)
            .map(|orders| orders.first_day().unwrap().to_iso())
            .map_err(|error| error.code());
        assert_eq!(result, expected.map(str::to_owned));
    }
    let years = with_header("a,24-03-05,1\n");
    let options = CsvOptions {
        date_order: Some(DateOrder::Ymd),
        ..CsvOptions::default()
    };
    assert_eq!(
        read(&years, options).unwrap().first_day(),
        Day::from_iso("2024-03-05").ok()
    );
    let amounts = with_header("a,2024-01-01,\"12,34\"\na,2024-01-01,1.234\n");
    let options = CsvOptions {
        decimal: Some(Decimal::Comma),
        ..CsvOptions::default()
    };
    assert_eq!(
        read(&amounts, options).unwrap().report().decimal,
        Some(Decimal::Comma)
    );
    let columns = b"who,when,amount,total\na,2024-01-01,1,2\n";
    let named = |text: &str| Some(text.to_owned());
    let options = CsvOptions {
        columns: ColumnNames {
            customer_id: named("who"),
            date: named("WHEN"),
            amount: named("total"),
            currency: None,
        },
        delimiter: Some(Delimiter::Comma),
        ..CsvOptions::default()
    };
    let orders = read(columns, options).unwrap();
    assert_eq!(orders.report().columns.amount.as_deref(), Some("total"));
    assert_eq!(
        rows(&orders),
        [("a".into(), "2024-01-01".into(), 2_000_000)]
    );
}

#[test]
fn collected_rows_are_all_there_and_none_is_counted_twice() {
    let long = "x".repeat(3 << 20);
    let file = format!(
        "{HEADER}a,2024-01-01,1\n,2024-01-02,1\n\nb,?,1\nb,2024-01-03,NaN\nb,2024-01-03\n{long},2024-01-03,1\nc,2024-01-05,2\n"
    );
    let orders = collect(file.as_bytes());
    let report = orders.report();
    let bad: Vec<_> = report
        .bad_rows
        .iter()
        .map(|bad| (bad.row, bad.code, bad.column.as_deref()))
        .collect();
    assert_eq!(
        bad,
        [
            (3, "MissingCell", Some("customer_id")),
            (5, "BadDate", Some("date")),
            (6, "BadAmount", Some("amount")),
            (7, "WrongFieldCount", None),
            (8, "FieldTooLong", Some("customer_id")),
        ]
    );
    assert_eq!(orders.ids(), ["a", "c"]);
    assert_eq!((report.rows, report.accepted, report.blank_rows), (8, 2, 1));
    assert!(
        report
            .bad_rows
            .iter()
            .all(|bad| bad.message.contains(&bad.row.to_string()))
    );
}

#[test]
fn dates_of_the_rarer_order_are_collected() {
    let file = with_header("z,4/13/2024,1\na,13/4/2024,1\nb,3/4/2024,1\na,14/4/2024,1\n");
    let orders = collect(&file);
    let report = orders.report();
    assert_eq!((report.rows, report.accepted, report.customers), (4, 3, 2));
    assert_eq!(orders.ids(), ["a", "b"]);
    let bad = &report.bad_rows[0];
    assert_eq!((bad.row, bad.code), (2, "MixedDateOrder"));
    assert_eq!(report.date_order, Some(DateOrder::Dmy));
    assert_eq!(orders.history(1)[0].0, Day::from_iso("2024-04-03").unwrap());

    let options = CsvOptions {
        on_bad_row: OnBadRow::Collect,
        ..CsvOptions::default()
    };
    let code = |rows: &str| {
        let error = Orders::from_csv(&with_header(rows), &options).unwrap_err();
        (error.code(), error.row())
    };
    // As many of one as of the other: the file decides nothing. No deciding cell: it asks.
    assert_eq!(
        code("a,4/13/2024,1\na,13/4/2024,1\n"),
        ("MixedDateOrder", Some(3))
    );
    assert_eq!(code("a,4/3/2024,1\n"), ("AmbiguousDate", Some(2)));
}

#[test]
fn a_file_of_bad_rows_only_returns_them() {
    let orders = collect(&with_header("a,?,1\n"));
    assert!(orders.is_empty());
    assert_eq!(orders.report().bad_rows.len(), 1);
    let error = orders.summarize(&SummaryOptions::default()).unwrap_err();
    assert_eq!(error.code(), "InsufficientData");
}

#[test]
fn the_items_of_a_shopify_order_are_not_orders() {
    let file = "Name,Email,Currency,Total,Created at,Lineitem name\n\
        #1001,ann@example.com,EUR,30.00,2024-03-05 10:00:00 -0500,Tea\n\
        #1001,ann@example.com,,,2024-03-05 10:00:00 -0500,Cup\n\
        #1002,bob@example.com,EUR,12.00,2024-03-06 10:00:00 -0500,Tea\n";
    let orders = read(file.as_bytes()).unwrap();
    assert_eq!((orders.len(), orders.report().line_item_rows), (2, 1));
    assert_eq!(orders.report().currency.as_deref(), Some("EUR"));
    // A row without an amount that starts an order is a bad row still.
    let error = read(
        file.replace("#1002,bob@example.com,EUR,12.00", "#1002,bob@example.com,,")
            .as_bytes(),
    );
    assert_eq!(
        place(&error.unwrap_err()),
        ("MissingCell", Some(4), Some("Total".into()))
    );
}

#[test]
fn few_customers_are_summarised_all_the_same() {
    let summary = |rows: &str| {
        read(&with_header(rows))
            .unwrap()
            .summarize(&SummaryOptions::default())
            .unwrap()
    };
    let one = summary("a,2024-01-01,5\n");
    assert_eq!((one.len(), one.frequency[0], one.age[0]), (1, 0.0, 0.0));
    let once = summary("a,2024-01-01,5\nb,2024-01-03,5\n");
    assert_eq!(
        (once.frequency, once.monetary_value, once.age),
        (vec![0.0; 2], vec![0.0; 2], vec![2.0, 0.0])
    );
}

#[test]
fn refunds_are_reported() {
    let orders = read(&with_header(
        "a,2024-01-01,5\na,2024-01-02,-5\nb,2024-01-01,7\nb,2024-01-02,-10\n",
    ))
    .unwrap();
    let report = orders.report();
    assert_eq!((report.refunds.rows, report.refunds.amount), (2, 15.0));
    assert_eq!(report.refunds.fully_refunded, 2);
    assert_eq!(
        (
            report.refunds.unmatched.rows,
            report.refunds.unmatched.amount
        ),
        (1, 3.0)
    );
    assert_eq!(report.purchases, 0);
    let error = orders.summarize(&SummaryOptions::default()).unwrap_err();
    assert_eq!(error.code(), "InsufficientData");
}

#[test]
fn a_failed_reader_stays_failed() {
    let mut reader = CsvReader::new(CsvOptions::default());
    let error = reader.push(&with_header("a,?,1\n")).unwrap_err();
    assert_eq!(reader.push(b"a,2024-01-01,1\n").unwrap_err(), error);
    assert_eq!(reader.finish().unwrap_err(), error);
}

#[test]
fn a_preview_shows_what_there_is() {
    let preview = inspect(
        b"who;date;Date;amount\na;1;2;3\n\nb;1;2;3\n",
        &CsvOptions::default(),
    )
    .unwrap();
    assert_eq!(preview.delimiter, Delimiter::Semicolon);
    assert_eq!(preview.headers, ["who", "date", "Date", "amount"]);
    assert_eq!(preview.guess.customer_id, None);
    assert_eq!(preview.guess.date, None);
    assert_eq!(preview.guess.amount.as_deref(), Some("amount"));
    assert_eq!(preview.rows.len(), 2);
    assert_eq!(
        inspect(b"", &CsvOptions::default()).unwrap_err().code(),
        "EmptyInput"
    );
}
