//! What holds of every order file.

use proptest::prelude::*;

use clientele::data::csv::CsvOptions;
use clientele::data::csv::CsvReader;
use clientele::data::csv::OnBadRow;
use clientele::data::date::Day;
use clientele::data::decimal::Decimal;
use clientele::data::orders::Orders;
use clientele::data::summary::SummaryOptions;

/// An order: customer, days since 1970-01-01, millionths of the currency.
type Order = (String, i32, i64);

/// How a file is written.
#[allow(clippy::struct_excessive_bools, reason = "each stands for itself")]
#[derive(Debug, Clone, Copy)]
struct Form {
    delimiter: char,
    line_end: &'static str,
    mark: bool,
    quote_all: bool,
    blank_lines: bool,
    last_line_end: bool,
}

fn forms() -> impl Strategy<Value = Form> {
    let delimiters = prop::sample::select(vec![',', ';', '\t']);
    let line_ends = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (delimiters, line_ends, flags).prop_map(
        |(delimiter, line_end, (mark, quote_all, blank_lines, last_line_end))| Form {
            delimiter,
            line_end,
            mark,
            quote_all,
            blank_lines,
            last_line_end,
        },
    )
}

fn orders() -> impl Strategy<Value = Vec<Order>> {
    let id = "[a-zé客\",;\t\n\r '0-9]{0,6}[a-z客\"']";
    // 1950 to 2199, and amounts that the plain form holds.
    let order = (
        id,
        -7_000..80_000_i32,
        -1_000_000_000_000..1_000_000_000_000_i64,
    );
    prop::collection::vec(order, 1..30).prop_map(|orders| {
        orders
            .into_iter()
            .map(|(id, day, amount)| (id.trim().to_owned(), day, amount))
            .collect()
    })
}

fn field(text: &str, form: Form) -> String {
    let special = |c: char| matches!(c, '"' | ',' | ';' | '\t' | '\n' | '\r');
    if form.quote_all || text.contains(special) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn write(orders: &[Order], form: Form) -> Vec<u8> {
    let record = |cells: [&str; 3]| {
        cells
            .map(|cell| field(cell, form))
            .join(&form.delimiter.to_string())
    };
    let mut lines = vec![record(["Customer ID", "Order Date", "Amount"])];
    for (id, day, amount) in orders {
        let magnitude = amount.unsigned_abs();
        let sign = if *amount < 0 { "-" } else { "" };
        let amount = format!(
            "{sign}{}.{:06}",
            magnitude / 1_000_000,
            magnitude % 1_000_000
        );
        let day = Day::try_new(*day).unwrap().to_iso();
        lines.push(record([id, &day, &amount]));
        if form.blank_lines {
            lines.push(String::new());
        }
    }
    let mut file = if form.mark { "\u{feff}" } else { "" }.to_owned();
    file.push_str(&lines.join(form.line_end));
    if form.last_line_end {
        file.push_str(form.line_end);
    }
    file.into_bytes()
}

fn read(file: &[u8]) -> Orders {
    Orders::from_csv(file, &CsvOptions::default()).unwrap()
}

/// The orders of each customer, without the report.
fn histories(orders: &Orders) -> Vec<(String, Vec<(Day, i64)>)> {
    let ids = orders.ids().iter().cloned();
    ids.zip(orders.histories().map(<[_]>::to_vec)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_is_read_whatever_its_form(orders in orders(), form in forms()) {
        let read = read(&write(&orders, form));
        let mut expected: Vec<(String, Vec<(Day, i64)>)> = Vec::new();
        for (id, day, amount) in &orders {
            let row = (Day::try_new(*day).unwrap(), *amount);
            match expected.iter_mut().find(|(other, _)| other == id) {
                Some((_, rows)) => rows.push(row),
                None => expected.push((id.clone(), vec![row])),
            }
        }
        for (_, rows) in &mut expected {
            rows.sort_unstable();
        }
        prop_assert_eq!(histories(&read), expected);
        let report = read.report();
        prop_assert_eq!(report.accepted + report.blank_rows, report.rows);
    }

    #[test]
    fn chunks_may_end_anywhere(
        orders in orders(),
        form in forms(),
        sizes in prop::collection::vec(1..9_usize, 1..20),
    ) {
        let file = write(&orders, form);
        let mut reader = CsvReader::new(CsvOptions::default());
        let mut rest = file.as_slice();
        for size in sizes.iter().cycle() {
            let (chunk, tail) = rest.split_at((*size).min(rest.len()));
            reader.push(chunk).unwrap();
            rest = tail;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(reader.finish().unwrap(), read(&file));
    }

    #[test]
    fn chunks_may_end_anywhere_in_any_bytes(
        lines in prop::collection::vec("[ac,;\"\r\n/0-9.é-]{0,12}", 0..8),
        size in 1..7_usize,
    ) {
        let file = format!("customer_id,date,amount\n{}", lines.join("\n"));
        let options = CsvOptions { on_bad_row: OnBadRow::Collect, ..CsvOptions::default() };
        let whole = Orders::from_csv(file.as_bytes(), &options);
        let mut reader = CsvReader::new(options);
        for chunk in file.as_bytes().chunks(size) {
            reader.push(chunk).unwrap();
        }
        prop_assert_eq!(reader.finish(), whole);
    }

    #[test]
    fn any_bytes_give_a_result_that_no_chunk_changes(
        header in prop::sample::select(vec!["", "customer_id,date,amount\n", "sep=;\r\n", "\u{feff}"]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        size in 1..7_usize,
        on_bad_row in prop::sample::select(vec![OnBadRow::Error, OnBadRow::Collect]),
    ) {
        let file = [header.as_bytes(), &bytes].concat();
        let options = CsvOptions { on_bad_row, ..CsvOptions::default() };
        let mut reader = CsvReader::new(options.clone());
        for chunk in file.chunks(size) {
            // What goes wrong here, `finish` returns.
            let _ = reader.push(chunk);
        }
        prop_assert_eq!(reader.finish(), Orders::from_csv(&file, &options));
    }

    #[test]
    fn the_order_of_rows_does_not_matter(orders in orders(), seed in any::<u64>(), form in forms()) {
        let mut shuffled = orders.clone();
        // A sort by a hash of place and seed is a shuffle that proptest can repeat.
        let mut place = seed;
        shuffled.sort_by_cached_key(|_| {
            place = place.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            place >> 33
        });
        let summary = |orders: &[Order]| {
            let orders = read(&write(orders, form));
            let report = orders.report().clone();
            let summary = orders.summarize(&SummaryOptions::default()).ok();
            let mut records: Vec<_> = summary.iter().flat_map(|summary| {
                (0..summary.len()).map(|index| (summary.ids[index].clone(), summary.record(index)))
            }).collect();
            records.sort_by(|one, other| one.0.cmp(&other.0));
            (format!("{records:?}"), format!("{report:?}"))
        };
        prop_assert_eq!(summary(&orders), summary(&shuffled));
    }

    #[test]
    fn columns_and_csv_give_the_same_orders(orders in orders(), form in forms()) {
        let from_csv = read(&write(&orders, form));
        let number = |id: &String| from_csv.ids().iter().position(|other| other == id).unwrap() as u32;
        let customer = orders.iter().map(|(id, ..)| number(id)).collect();
        let days = orders.iter().map(|(_, day, _)| *day).collect();
        let amounts: Vec<f64> = orders.iter().map(|(.., amount)| *amount as f64 / 1e6).collect();
        let columns = Orders::from_columns(from_csv.ids().to_vec(), customer, days, &amounts).unwrap();
        prop_assert_eq!(histories(&columns), histories(&from_csv));
    }
}

#[test]
fn orders_that_came_to_no_sale_are_left_out_and_counted() {
    let read = |csv: &str| Orders::from_csv(csv.as_bytes(), &CsvOptions::default()).unwrap();
    let woo = read(
        "Order Status,Order Date,Email (Billing),Order Total Amount\nwc-completed,2024-01-02,a@x,10\nwc-cancelled,2024-01-03,a@x,20\nfailed,2024-01-04,b@x,30\n",
    );
    assert_eq!(
        (woo.len(), woo.customers(), woo.report().no_sale_rows),
        (1, 1, 2)
    );
    let stripe = read(
        "Customer ID,Created (UTC),Amount,Amount Refunded,Status\nc1,2024-01-02 10:00,50.00,0.00,Paid\nc1,2024-02-02 10:00,50.00,20.00,Paid\nc1,2024-03-02 10:00,50.00,50.00,Refunded\nc1,2024-04-02 10:00,50.00,50.00,Paid\n",
    );
    let report = stripe.report();
    assert_eq!(
        (
            stripe.len(),
            report.no_sale_rows,
            report.partly_refunded_rows
        ),
        (2, 2, 1)
    );
    // 50 and 50 - 20: the second purchase is the only repeat one.
    let summary = stripe.summarize(&SummaryOptions::default()).unwrap();
    assert_eq!(
        (summary.revenue[0], summary.monetary_value[0]),
        (80.0, 30.0)
    );
    let rows = report.accepted + report.no_sale_rows + report.blank_rows;
    assert_eq!(rows, report.rows);
    let none = Orders::from_csv(
        b"customer,date,amount,status\na,2024-01-01,5,cancelled\n",
        &CsvOptions::default(),
    );
    assert_eq!(none.unwrap_err().code(), "EmptyInput");
}

#[test]
fn a_comma_that_reads_two_ways_beside_semicolons_is_an_error_that_asks() {
    let read = |csv: &str, options: &CsvOptions| Orders::from_csv(csv.as_bytes(), options);
    let csv = "customer;date;amount\na;2024-02-15;1,500\nb;2024-02-16;2,000\n";
    let error = read(csv, &CsvOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.row()), ("BadAmount", Some(2)));
    let comma = CsvOptions {
        decimal: Some(Decimal::Comma),
        ..CsvOptions::default()
    };
    assert_eq!(read(csv, &comma).unwrap().history(0)[0].1, 1_500_000);
    // Another amount of the file proves the point.
    let proven = format!("{csv}c;2024-02-17;1,234.50\n");
    let orders = read(&proven, &CsvOptions::default()).unwrap();
    assert_eq!(orders.history(0)[0].1, 1_500_000_000);
}
