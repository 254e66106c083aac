//! Records beside orders: reading, rules, pivots. The rows are made up; what they must come to follows
//! from the rules by hand.

use clientele::Error;
use clientele::data::csv::OnBadRow;
use clientele::data::date_order::DateOrder;
use clientele::data::decimal::Decimal;
use clientele::data::questionnaires::Questionnaire;
use clientele::data::questionnaires::built_in;
use clientele::data::records::AnswerTable;
use clientele::data::records::AnswerTableOptions;
use clientele::data::records::ColumnsReader;
use clientele::data::records::HeaderNames;
use clientele::data::records::RecordKind;
use clientele::data::records::RecordOptions;
use clientele::data::records::Records;
use clientele::weighting::ahp::PairwiseMatrix;
use proptest::prelude::*;

pub(crate) fn read(kind: RecordKind, csv: &str) -> Records {
    try_read(kind, csv).unwrap()
}

fn try_read(kind: RecordKind, csv: &str) -> Result<Records, Error> {
    Records::from_csv(kind, csv.as_bytes(), &RecordOptions::default())
}

/// Returns code, row and column of the error.
fn fault(kind: RecordKind, csv: &str) -> (&'static str, Option<u64>, Option<String>) {
    let error = try_read(kind, csv).unwrap_err();
    (error.code(), error.row(), error.column().map(String::from))
}

fn at(code: &'static str, row: u64, column: &str) -> (&'static str, Option<u64>, Option<String>) {
    (code, Some(row), Some(column.into()))
}

fn collecting() -> RecordOptions {
    RecordOptions {
        on_bad_row: OnBadRow::Collect,
        ..RecordOptions::default()
    }
}

#[test]
fn every_kind_reads_the_names_of_its_fields_and_says_which_it_needs() {
    for kind in RecordKind::ALL {
        let fields = kind.schema().fields;
        let names: Vec<_> = fields.iter().map(|field| field.name).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), names.len(), "{kind:?}");
        let error = try_read(kind, "nothing\n1\n").unwrap_err();
        let first = fields.iter().find(|field| field.needed).unwrap();
        assert_eq!(
            (error.code(), error.column()),
            ("MissingColumn", Some(first.name))
        );
        let header = format!("{}\n", names.join(","));
        assert_eq!(try_read(kind, &header).unwrap_err().code(), "EmptyInput");
        assert_eq!(try_read(kind, "").unwrap_err().code(), "EmptyInput");
    }
}

#[test]
fn headers_and_words_are_recognised_in_english_and_chinese() {
    let costs = read(
        RecordKind::Costs,
        "客户编号;日期;成本类型;金额\n7;2025-03-01;服务成本;12.50\n;2025年3月31日;固定营销成本;1,900.00\n",
    );
    assert_eq!(costs.text("kind", 0), Some("service"));
    assert_eq!(costs.text("kind", 1), Some("fixedMarketing"));
    assert_eq!(costs.number("amount", 0), Some(12.5));
    assert_eq!(costs.number("amount", 1), Some(1900.0));
    assert_eq!(costs.text("customerId", 1), None);
    let customers = read(
        RecordKind::Customers,
        "Customer ID,End use,Eligible,Customer since,Wallet\nann,Consumer,是,3/31/2024,$900\n",
    );
    assert_eq!(customers.text("endUse", 0), Some("final"));
    assert_eq!(customers.number("eligible", 0), Some(1.0));
    assert_eq!(customers.number("since", 0), Some(19_813.0));
    assert_eq!(customers.number("wallet", 0), Some(900.0));
}

#[test]
fn columns_that_are_not_known_are_named_and_can_be_named_as_what_they_are() {
    let csv = "customer_id,date,kind,betrag,note\nann,2025-01-01,service,5,x\n";
    let costs = read(RecordKind::Costs, csv);
    assert_eq!(costs.report().unknown_columns, ["note"]);
    let csv = "customer_id,date,kind,how much,note\nann,2025-01-01,service,5,x\n";
    let options = |field: &str, header: &str| RecordOptions {
        columns: HeaderNames(vec![(field.into(), header.into())]),
        ..RecordOptions::default()
    };
    let named = options("amount", "How Much");
    let costs = Records::from_csv(RecordKind::Costs, csv.as_bytes(), &named).unwrap();
    assert_eq!(costs.report().columns[3].header, "how much");
    let wrong = options("amuont", "how much");
    let error = Records::from_csv(RecordKind::Costs, csv.as_bytes(), &wrong).unwrap_err();
    assert_eq!(error.path(), Some("options.columns.amuont"));
    assert!(error.to_string().contains("`amount`"));
    let absent = options("amount", "nowhere");
    let error = Records::from_csv(RecordKind::Costs, csv.as_bytes(), &absent).unwrap_err();
    assert_eq!(error.code(), "MissingColumn");
    let twice = "customer_id,date,kind,amount,amount\nann,2025-01-01,service,5,6\n";
    assert_eq!(
        try_read(RecordKind::Costs, twice).unwrap_err().code(),
        "DuplicateColumn"
    );
}

#[test]
fn numbers_that_are_no_money_have_the_decimal_sign_of_their_file() {
    let events = |delimiter: char, hours: &[&str]| {
        let rows = hours
            .iter()
            .map(|hours| format!("a;2025-01-01;complaint;\"{hours}\"\n"));
        let csv = format!(
            "customer_id;date;kind;resolution hours\n{}",
            rows.collect::<String>()
        );
        csv.replace(';', &delimiter.to_string())
    };
    let hours = |delimiter, cells: &[&str]| {
        let records = read(RecordKind::Events, &events(delimiter, cells));
        let hours = (0..cells.len()).map(|row| records.number("hoursToClose", row).unwrap());
        hours.collect::<Vec<_>>()
    };
    // Read in the only way there is.
    assert_eq!(hours(';', &["1,5", "1.234,5"]), [1.5, 1234.5]);
    assert_eq!(hours(';', &["1.5", "1,500"]), [1.5, 1500.0]);
    assert_eq!(hours(';', &["0,25", "12"]), [0.25, 12.0]);
    assert_eq!(hours(',', &["1,500"]), [1500.0]);
    // Scores, counts and times have no thousands where nothing says that the comma is the decimal sign.
    assert_eq!(hours(',', &["1.500"]), [1.5]);
    // What can be read in two ways is asked for, in the row and column where it stands.
    let asked = |delimiter, cells: &[&str]| fault(RecordKind::Events, &events(delimiter, cells));
    for (delimiter, cells, row) in [
        (';', ["7", "1,500"], 3),
        (';', ["7", "1.500"], 3),
        (';', ["1,5", "1.500"], 3),
        (';', ["1,5", "1.5"], 3),
        (';', ["1,500", "2,5"], 2),
        (',', ["7", "1,5"], 3),
        (',', ["1.5", "1,5"], 3),
    ] {
        let expected = at("BadCell", row, "resolution hours");
        assert_eq!(asked(delimiter, &cells), expected, "{cells:?}");
    }
    let comma = RecordOptions {
        decimal: Some(Decimal::Comma),
        ..RecordOptions::default()
    };
    let csv = events(';', &["1,500", "1.500"]);
    let told = Records::from_csv(RecordKind::Events, csv.as_bytes(), &comma).unwrap();
    assert_eq!(told.number("hoursToClose", 0), Some(1.5));
    assert_eq!(told.number("hoursToClose", 1), Some(1500.0));
}

#[test]
fn money_and_other_numbers_prove_one_decimal_sign() {
    let head = "customer_id;since;wallet;credit\n";
    let customers = read(
        RecordKind::Customers,
        &format!("{head}a;2025-01-01;1.900,50;62,5\n"),
    );
    assert_eq!(customers.number("wallet", 0), Some(1900.5));
    let doubtful = format!("{head}a;2025-01-01;12,50;7\nb;2025-01-01;1.900;7\n");
    assert_eq!(
        fault(RecordKind::Customers, &doubtful),
        at("BadAmount", 3, "wallet")
    );
    let judged = |cell: &str| {
        let csv = format!("expert;goal;first;second;judgement\nAnn;g;x;y;{cell}\n");
        try_read(RecordKind::Judgements, &csv)
    };
    assert_eq!(judged("1,5").unwrap().number("value", 0), Some(1.5));
    assert_eq!(judged("1/2").unwrap().number("value", 0), Some(0.5));
    assert_eq!(judged("1,500").unwrap_err().code(), "BadCell");
}

#[test]
fn a_bad_cell_is_named_by_row_and_column() {
    let head = "customer_id,date,kind,severity,resolved\n";
    let of = |row: &str| {
        fault(
            RecordKind::Events,
            &format!("{head}a,2025-01-01,contact,1,\n{row}\n"),
        )
    };
    assert_eq!(of("b,2025-13-01,contact,,"), at("BadDate", 3, "date"));
    assert_eq!(of("b,soon,contact,,"), at("BadDate", 3, "date"));
    assert_eq!(of("b,2025-01-01,gossip,,"), at("BadCell", 3, "kind"));
    assert_eq!(of("b,2025-01-01,contact,6,"), at("BadCell", 3, "severity"));
    assert_eq!(
        of("b,2025-01-01,contact,NaN,"),
        at("BadCell", 3, "severity")
    );
    assert_eq!(
        of(",2025-01-01,contact,,"),
        at("MissingCell", 3, "customer_id")
    );
    assert_eq!(
        of("b,2025-01-09,failure,,2025-01-08"),
        at("BadCell", 3, "resolved")
    );
    assert_eq!(of("b,2025-01-09"), ("WrongFieldCount", Some(3), None));
    let csv = "customer_id,date,kind,amount\na,2025-01-01,service,-5\n";
    assert_eq!(fault(RecordKind::Costs, csv), at("BadCell", 2, "amount"));
    let csv = "customer_id,date,kind,amount\na,2025-01-01,service,\"1,5\"\n";
    assert_eq!(fault(RecordKind::Costs, csv), at("BadAmount", 2, "amount"));
    let csv = "customer_id,date,kind,amount\na,2025-01-01,service,5 EUR\na,2025-01-01,service,$5\n";
    assert_eq!(
        fault(RecordKind::Costs, csv),
        at("MixedCurrencies", 3, "amount")
    );
    let csv = "customer_id,date,amount,returned\na,2025-01-01,5,6\n";
    assert_eq!(
        fault(RecordKind::Transactions, csv),
        at("BadCell", 2, "returned")
    );
    let csv = "customer_id,since,terminated\na,2025-01-01,\na,2025-02-01,\n";
    assert_eq!(
        fault(RecordKind::Customers, csv),
        at("BadCell", 3, "customer_id")
    );
    let csv = "customer_id,since,terminated\na,2025-01-01,2024-12-31\n";
    assert_eq!(
        fault(RecordKind::Customers, csv),
        at("BadCell", 2, "terminated")
    );
    let csv = "unit,date,growth\nEast,2025-01-01,1\nEast,2025-02-01,2\nEast,2025-02-01,3\n";
    assert_eq!(fault(RecordKind::Units, csv), at("BadCell", 4, "unit"));
    let csv = "brand,attribute,score,price\nA,taste,,\n";
    assert_eq!(
        fault(RecordKind::Ratings, csv),
        at("BadCell", 2, "attribute")
    );
    let csv = "expert,goal,first,second,value\nAnn,G,P,P,1\n";
    assert_eq!(
        fault(RecordKind::Judgements, csv),
        at("BadCell", 2, "second")
    );
    for value in ["0", "-1", "1/0", "0/1", "much", "1/2/3"] {
        let csv = format!("expert,goal,first,second,value\nAnn,G,P,S,{value}\n");
        assert_eq!(
            fault(RecordKind::Judgements, &csv),
            at("BadCell", 2, "value"),
            "{value}"
        );
    }
}

#[test]
fn bad_rows_are_collected_when_asked_for_and_every_row_is_counted_once() {
    let csv = "customer_id,date,kind,severity,resolved\n\
        a,2025-01-01,contact,1,\n\nb,soon,contact,1,\nc,2025-01-03,gossip,1,\nd,2025-01-04\n\
        e,2025-01-09,failure,5,2025-01-08\nf,2025-01-05,failure,2,2025-01-06\n , , , , \n";
    let events = Records::from_csv(RecordKind::Events, csv.as_bytes(), &collecting()).unwrap();
    let report = events.report();
    assert_eq!((events.len(), report.accepted, report.rows), (2, 2, 8));
    assert_eq!(report.blank_rows, 2);
    let rows: Vec<_> = report
        .bad_rows
        .iter()
        .map(|bad| (bad.row, bad.code))
        .collect();
    assert_eq!(
        rows,
        [
            (4, "BadDate"),
            (5, "BadCell"),
            (6, "WrongFieldCount"),
            (7, "BadCell")
        ]
    );
    assert_eq!(report.bad_rows[3].column.as_deref(), Some("resolved"));
    assert_eq!(events.text("customerId", 1), Some("f"));
    assert_eq!(events.column("customerId").unwrap().texts(), ["a", "f"]);
}

#[test]
fn dates_of_a_file_are_read_in_one_order() {
    let head = "customer_id,date,kind,resolved\n";
    let csv = format!("{head}a,03/05/2025,failure,03/25/2025\nb,01/02/2025,failure,\n");
    let events = read(RecordKind::Events, &csv);
    assert_eq!(events.report().date_order, Some(DateOrder::Mdy));
    let day = |text: &str| f64::from(clientele::data::date::Day::from_iso(text).unwrap().days());
    assert_eq!(events.number("date", 0), Some(day("2025-03-05")));
    assert_eq!(events.number("date", 1), Some(day("2025-01-02")));
    assert_eq!(events.number("resolved", 0), Some(day("2025-03-25")));
    let open = format!("{head}a,03/05/2025,failure,\n");
    assert_eq!(
        fault(RecordKind::Events, &open),
        at("AmbiguousDate", 2, "date")
    );
    let options = RecordOptions {
        date_order: Some(DateOrder::Dmy),
        ..RecordOptions::default()
    };
    let events = Records::from_csv(RecordKind::Events, open.as_bytes(), &options).unwrap();
    assert_eq!(events.number("date", 0), Some(day("2025-05-03")));
    let mixed = format!("{head}a,13/05/2025,failure,\nb,05/13/2025,failure,\n");
    assert_eq!(
        fault(RecordKind::Events, &mixed),
        at("MixedDateOrder", 3, "date")
    );
    let mixed = format!(
        "{head}a,13/05/2025,failure,\nb,05/13/2025,failure,\nc,14/05/2025,failure,01/06/2025\n"
    );
    let events = Records::from_csv(RecordKind::Events, mixed.as_bytes(), &collecting()).unwrap();
    assert_eq!(events.report().bad_rows[0].row, 3);
    assert_eq!(events.text("customerId", 1), Some("c"));
    assert_eq!(events.number("resolved", 1), Some(day("2025-06-01")));
}

#[test]
fn columns_are_held_to_the_same_rules_and_errors_name_the_place() {
    let texts = |list: &[&str]| {
        list.iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    let of = |kind: &[&str], severity: Vec<f64>, resolved: &[&str]| {
        let mut columns = ColumnsReader::new();
        columns.numbers("customerId", vec![7.0; kind.len()]);
        columns.numbers("date", vec![20_000.0; kind.len()]);
        columns.texts("kind", texts(kind));
        columns.numbers("severity", severity);
        columns.texts("resolved", texts(resolved));
        columns.finish(RecordKind::Events, &RecordOptions::default())
    };
    let events = of(&["contact", "投诉"], vec![1.0, f64::NAN], &["", ""]).unwrap();
    assert_eq!(events.text("customerId", 1), Some("7"));
    assert_eq!(events.number("severity", 1), None);
    let place = |result: Result<Records, Error>| {
        let error = result.unwrap_err();
        (error.code(), error.path().map(String::from))
    };
    let expect = |code, path: &str| (code, Some(path.to_owned()));
    assert_eq!(
        place(of(&["gossip"], vec![1.0], &[""])),
        expect("InvalidValue", "kind[0]")
    );
    assert_eq!(
        place(of(&["contact", ""], vec![1.0; 2], &["", ""])),
        expect("Missing", "kind[1]")
    );
    assert_eq!(
        place(of(&["contact"], vec![9.0], &[""])),
        expect("InvalidValue", "severity[0]")
    );
    assert_eq!(
        place(of(&["contact"], vec![f64::INFINITY], &[""])),
        expect("InvalidValue", "severity[0]")
    );
    assert_eq!(
        place(of(&["contact"], vec![1.0], &["1999-01-01"])),
        expect("InvalidValue", "resolved[0]")
    );
    assert_eq!(
        place(of(&["contact"], vec![], &[""])),
        expect("LengthMismatch", "severity")
    );
    assert_eq!(place(of(&[], vec![], &[])), expect("EmptyInput", "columns"));
}

const ANSWERS: &str = "respondentId,customerId,date,instrument,item,value\n";

fn answers(rows: &str) -> Records {
    read(RecordKind::Answers, &format!("{ANSWERS}{rows}"))
}

fn table(answers: &Records, instrument: &str) -> AnswerTable {
    answers
        .answer_table(instrument, &AnswerTableOptions::default())
        .unwrap()
}

#[test]
fn answers_are_held_against_their_questionnaire() {
    let of = |row: &str| {
        fault(
            RecordKind::Answers,
            &format!("{ANSWERS}r1,,,satisfaction,overall,7\n{row}\n"),
        )
    };
    assert_eq!(of("r2,,,satisfaction,colour,7"), at("BadCell", 3, "item"));
    assert_eq!(
        of("r2,,,satisfaction,overall,11"),
        at("BadCell", 3, "value")
    );
    assert_eq!(
        of("r2,,,satisfaction,overall,7.5"),
        at("BadCell", 3, "value")
    );
    assert_eq!(
        of("r2,,,kanoFunctional,anything,6"),
        at("BadCell", 3, "value")
    );
    assert_eq!(of("r2,,,homemade,q1,3"), at("BadCell", 3, "instrument"));
    assert_eq!(
        of("r2,,,satisfaction,overall,"),
        at("MissingCell", 3, "value")
    );
    // A respondent stands for one customer.
    let twice = format!(
        "{ANSWERS}r1,ann,,recommendation,recommend,7\nr1,bob,,recommendation,recommend,7\n"
    );
    assert_eq!(
        fault(RecordKind::Answers, &twice),
        at("BadCell", 3, "customerId")
    );
    // A scale in the row must be that of the question; it stands for a questionnaire that is not known.
    let head = "respondentId,instrument,item,value,scaleMin,scaleMax\n";
    let of = |row: &str| fault(RecordKind::Answers, &format!("{head}{row}\n"));
    assert_eq!(
        of("r,satisfaction,overall,4,1,5"),
        at("BadCell", 2, "scaleMax")
    );
    assert_eq!(of("r,homemade,q,6,1,5"), at("BadCell", 2, "value"));
    assert_eq!(of("r,homemade,q,6,5,1"), at("BadCell", 2, "scaleMax"));
    assert!(
        try_read(
            RecordKind::Answers,
            &format!("{head}r,homemade,q,4.5,1,5\n")
        )
        .is_ok()
    );
}

#[test]
fn a_questionnaire_of_ones_own_takes_the_place_of_a_built_in_one() {
    let mut own: Questionnaire = built_in("satisfaction").unwrap();
    for item in &mut own.items {
        (item.least, item.most) = (1.0, 5.0);
        item.anchors.clear();
    }
    let options = RecordOptions {
        questionnaires: vec![own.clone()],
        ..RecordOptions::default()
    };
    let read = |value: u32| {
        let csv = format!("{ANSWERS}r,,,satisfaction,overall,{value}\n");
        Records::from_csv(RecordKind::Answers, csv.as_bytes(), &options)
    };
    assert_eq!(
        read(5).unwrap().questionnaire("satisfaction"),
        Some(own.clone())
    );
    assert_eq!(read(6).unwrap_err().column(), Some("value"));
    own.items[1].code = "overall".into();
    let options = RecordOptions {
        questionnaires: vec![own],
        ..RecordOptions::default()
    };
    let error = Records::from_csv(RecordKind::Answers, ANSWERS.as_bytes(), &options).unwrap_err();
    assert_eq!(
        error.path(),
        Some("options.questionnaires[0].items[1].code")
    );
}

#[test]
fn a_table_has_every_question_and_gaps_where_there_is_no_answer() {
    let answers =
        answers("r10,,,servicePerceptions,tangibles1,6\nr2,,,servicePerceptions,empathy5,4\n");
    let found = table(&answers, "servicePerceptions");
    assert_eq!(found.respondents, ["r2", "r10"]);
    assert_eq!((found.items.len(), found.values.len()), (22, 44));
    assert_eq!((found.values[21], found.values[22]), (4.0, 6.0));
    assert_eq!(
        found.values.iter().filter(|value| value.is_nan()).count(),
        42
    );
    let nobody = answers
        .answer_table("loyalty", &AnswerTableOptions::default())
        .unwrap_err();
    assert_eq!(nobody.code(), "EmptyInput");
}

#[test]
fn tables_of_several_instruments_have_the_same_respondents() {
    let answers =
        answers("a,,,servicePerceptions,tangibles1,6\nb,,,serviceExpectations,tangibles1,7\n");
    let both = ["serviceExpectations", "servicePerceptions"];
    let tables = answers
        .answer_tables(&both, &AnswerTableOptions::default())
        .unwrap();
    assert_eq!(tables[0].respondents, tables[1].respondents);
    assert!(tables[0].values[0].is_nan() && tables[1].values[0] == 6.0);
    assert!(tables[0].values[22] == 7.0 && tables[1].values[22].is_nan());
}

#[test]
fn the_latest_answer_counts_and_of_different_ones_on_a_day_none() {
    let answers = answers(
        "a,,2025-01-01,recommendation,recommend,3\na,,2025-03-01,recommendation,recommend,9\n\
         a,,,recommendation,recommend,1\nb,,2025-01-01,recommendation,recommend,5\n\
         b,,2025-01-01,recommendation,recommend,6\nc,,2025-01-01,recommendation,recommend,5\n\
         c,,2025-01-01,recommendation,recommend,5\n",
    );
    let found = table(&answers, "recommendation");
    assert_eq!(found.values[0], 9.0);
    assert!(found.values[1].is_nan());
    assert_eq!(found.values[2], 5.0);
    assert_eq!((found.replaced, found.contradictory), (4, 1));
    let options = AnswerTableOptions {
        as_of: Some(clientele::data::date::Day::from_iso("2025-02-01").unwrap()),
        ..AnswerTableOptions::default()
    };
    let early = answers.answer_table("recommendation", &options).unwrap();
    assert_eq!(early.values[0], 3.0);
}

#[test]
fn reversed_questions_are_turned_unless_told() {
    let answers = answers("a,,,loyalty,competitor1,2\na,,,loyalty,competitor2,6\n");
    let found = table(&answers, "loyalty");
    assert_eq!(found.column("competitor1").unwrap(), [2.0]);
    assert_eq!(found.column("competitor2").unwrap(), [2.0]);
    let options = AnswerTableOptions {
        turn: false,
        ..AnswerTableOptions::default()
    };
    let given = answers.answer_table("loyalty", &options).unwrap();
    assert_eq!(given.column("competitor2").unwrap(), [6.0]);
}

#[test]
fn answers_about_several_brands_ask_for_the_brand() {
    let csv = "respondentId,instrument,item,value,brand\na,recommendation,recommend,9,ours\na,recommendation,recommend,2,theirs\n";
    let answers = read(RecordKind::Answers, csv);
    let error = answers
        .answer_table("recommendation", &AnswerTableOptions::default())
        .unwrap_err();
    assert_eq!(error.path(), Some("options.brand"));
    let options = AnswerTableOptions {
        brand: Some("ours".into()),
        ..AnswerTableOptions::default()
    };
    assert_eq!(
        answers
            .answer_table("recommendation", &options)
            .unwrap()
            .values,
        [9.0]
    );
}

#[test]
fn judgements_become_the_matrices_of_experts() {
    let csv = "expert,goal,first,second,value\n\
        Bob,Loyalty,Price,Service,0.3333333\nAnn,Loyalty,Price,Service,1/3\nAnn,Loyalty,Service,Price,3\n\
        Ann,Loyalty,Price,Brand,2\nAnn,Loyalty,Service,Brand,6\nAnn,Profit,Cost,Price,1\n";
    let sets = read(RecordKind::Judgements, csv).judgement_sets().unwrap();
    let names: Vec<_> = sets
        .iter()
        .map(|set| (set.goal.as_str(), set.expert.as_str(), set.complete))
        .collect();
    assert_eq!(
        names,
        [
            ("Loyalty", "Ann", true),
            ("Loyalty", "Bob", false),
            ("Profit", "Ann", true)
        ]
    );
    assert_eq!(sets[0].criteria, ["Brand", "Price", "Service"]);
    assert_eq!(sets[1].criteria, sets[0].criteria);
    assert_eq!(sets[1].rows[0], [Some(1.0), None, None]);
    // The judgements are consistent (Saaty 1980): the weights are proportional to a column, 1 : 2 : 6.
    let upper = [0.5, 1.0 / 6.0, 1.0 / 3.0];
    let from_set: Vec<f64> = [(0, 1), (0, 2), (1, 2)]
        .iter()
        .map(|(i, j)| sets[0].rows[*i][*j].unwrap())
        .collect();
    for (one, other) in from_set.iter().zip(&upper) {
        assert!((one - other).abs() < 1e-15);
    }
    let matrix =
        PairwiseMatrix::try_from_upper_triangle(&from_set, Some(sets[0].criteria.clone())).unwrap();
    let weights = matrix
        .priorities(clientele::weighting::ahp::PriorityMethod::Eigenvector)
        .weights;
    for (weight, expected) in weights.iter().zip([1.0, 2.0, 6.0]) {
        assert!((weight - expected / 9.0).abs() < 1e-12);
    }
    let contradiction = "expert,goal,first,second,value\nAnn,G,P,S,3\nAnn,G,S,P,3\n";
    let error = read(RecordKind::Judgements, contradiction)
        .judgement_sets()
        .unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("NotReciprocal", Some("judgements[Ann][G][S][P]"))
    );
}

#[test]
fn ratings_become_a_table_of_brands() {
    let csv = "brand,attribute,aspect,score,price,weight,own\n\
        B,taste,quality,7,,60,no\nA,taste,quality,8,,60,yes\nA,taste,quality,9,,40,yes\n\
        A,shelf price,price,,4,,yes\nA,shelf price,price,,5,,yes\nB,design,quality,6,,,no\n";
    let table = read(RecordKind::Ratings, csv).brand_table().unwrap();
    assert_eq!(table.own.as_deref(), Some("A"));
    assert_eq!(table.attributes, ["design", "shelf price", "taste"]);
    assert_eq!(
        table.scores,
        [[None, None, Some(8.5)], [Some(6.0), None, Some(7.0)]]
    );
    assert_eq!(table.prices, [Some(4.5), None]);
    assert!((table.weights[2].unwrap() - 160.0 / 3.0).abs() < 1e-12);
    let aspects: Vec<_> = table
        .aspects
        .iter()
        .map(|aspect| aspect.as_deref())
        .collect();
    assert_eq!(aspects, [Some("quality"), Some("price"), Some("quality")]);
}

#[test]
fn pivots_refuse_records_of_another_kind() {
    let costs = read(
        RecordKind::Costs,
        "date,kind,amount\n2025-01-01,service,5\n",
    );
    assert_eq!(costs.judgement_sets().unwrap_err().code(), "InvalidValue");
    assert_eq!(costs.brand_table().unwrap_err().code(), "InvalidValue");
    assert_eq!(costs.orders().unwrap_err().code(), "InvalidValue");
    let options = AnswerTableOptions::default();
    assert_eq!(
        costs.answer_table("x", &options).unwrap_err().code(),
        "InvalidValue"
    );
}

#[test]
fn transactions_are_orders_less_what_came_back() {
    let csv = "customer_id,date,amount,returned\na,2025-01-01,10,\na,2025-01-02,10,4\nb,2025-01-03,8,8\nb,2025-01-04,-2,\nb,2025-01-01,5,\n";
    let orders = read(RecordKind::Transactions, csv).orders().unwrap();
    assert_eq!(
        (orders.ids(), orders.len()),
        (&["a".to_owned(), "b".to_owned()][..], 4)
    );
    assert_eq!(
        (
            orders.report().no_sale_rows,
            orders.report().partly_refunded_rows
        ),
        (1, 1)
    );
    assert_eq!(orders.history(0)[1].1, 6_000_000);
}

/// Rows of answers: respondent, day, instrument and item, answer.
fn rows() -> impl Strategy<Value = Vec<(u8, u8, u8, u8)>> {
    proptest::collection::vec((0..12_u8, 0..9_u8, 0..6_u8, 1..=7_u8), 1..40)
}

fn line((respondent, day, item, value): (u8, u8, u8, u8)) -> String {
    let item = [
        "affective1",
        "affective2",
        "affective3",
        "continuance1",
        "continuance2",
        "continuance3",
    ][item as usize];
    format!(
        "r{respondent},2025-02-0{},commitment,{item},{value}\n",
        day + 1
    )
}

proptest! {
    #[test]
    fn the_order_of_the_rows_changes_no_table(mut rows in rows(), seed in any::<u64>()) {
        let head = "respondentId,date,instrument,item,value\n";
        let of = |rows: &[(u8, u8, u8, u8)]| {
            let csv: String = rows.iter().map(|row| line(*row)).collect();
            let found = table(&read(RecordKind::Answers, &format!("{head}{csv}")), "commitment");
            format!("{found:?}")
        };
        let one = of(&rows);
        let mut state = seed;
        for i in (1..rows.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            rows.swap(i, (state >> 33) as usize % (i + 1));
        }
        prop_assert_eq!(one, of(&rows));
    }

    #[test]
    fn csv_and_columns_agree(rows in rows()) {
        let head = "respondentId,date,instrument,item,value\n";
        let csv: String = rows.iter().map(|row| line(*row)).collect();
        let file = read(RecordKind::Answers, &format!("{head}{csv}"));
        let lines: Vec<String> = rows.iter().map(|row| line(*row)).collect();
        let column = |at: usize| -> Vec<String> {
            lines.iter().map(|line| line.trim_end().split(',').nth(at).unwrap().to_owned()).collect()
        };
        let mut columns = ColumnsReader::new();
        columns.texts("respondentId", column(0));
        let day = |text: &String| f64::from(clientele::data::date::Day::from_iso(text).unwrap().days());
        columns.numbers("date", column(1).iter().map(day).collect());
        columns.texts("instrument", column(2));
        columns.texts("item", column(3));
        columns.numbers("value", rows.iter().map(|row| f64::from(row.3)).collect());
        let own = columns.finish(RecordKind::Answers, &RecordOptions::default()).unwrap();
        prop_assert_eq!(file.columns(), own.columns());
    }

    #[test]
    fn any_file_is_read_or_refused(text in "(customer_id|date|kind|amount|[a-z0-9,;\"\n/.-]){0,60}", kind in 0..8_usize) {
        let kind = RecordKind::ALL[kind];
        let _ = Records::from_csv(kind, text.as_bytes(), &RecordOptions::default());
        let collected = Records::from_csv(kind, text.as_bytes(), &collecting());
        if let Ok(records) = collected {
            let report = records.report();
            prop_assert_eq!(report.rows, report.accepted + report.blank_rows + report.bad_rows.len() as u64);
        }
    }
}
