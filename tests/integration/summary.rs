//! The summary of customers against published figures.

use clientele::data::csv::CsvOptions;
use clientele::data::date::Day;
use clientele::data::orders::Orders;
use clientele::data::summary::CustomerRecord;
use clientele::data::summary::CustomerSummary;
use clientele::data::summary::SummaryOptions;
use clientele::data::time_unit::TimeUnit;

/// CDNOW, 1/10 sample: Fader & Hardie (2001), "Forecasting repeat sales at CDNOW".
const CDNOW_ORDERS: &[u8] = include_bytes!("../fixtures/cdnow_orders.csv");
/// Its summary up to 1997-09-30 in weeks, as published with lifetimes and by Hardie.
const CDNOW_SUMMARY: &str = include_str!("../fixtures/cdnow_summary.csv");
/// The published summary is rounded to two decimals.
const TWO_DECIMALS: f64 = 0.005 + 1e-9;

fn day(iso: &str) -> Day {
    Day::from_iso(iso).unwrap()
}

fn summarize(csv: &str, as_of: &str, time_unit: TimeUnit) -> CustomerSummary {
    let orders = Orders::from_csv(csv.as_bytes(), &CsvOptions::default()).unwrap();
    orders
        .summarize(&SummaryOptions {
            as_of: Some(day(as_of)),
            time_unit,
        })
        .unwrap()
}

#[test]
fn cdnow_up_to_1997_09_30_in_weeks_is_the_published_summary() {
    let orders = Orders::from_csv(CDNOW_ORDERS, &CsvOptions::default()).unwrap();
    // 6919 rows; the last day of CDNOW is 1998-06-30.
    assert_eq!((orders.len(), orders.customers()), (6919, 2357));
    assert_eq!(orders.last_day(), Some(day("1998-06-30")));
    let summary = orders
        .summarize(&SummaryOptions {
            as_of: Some(day("1997-09-30")),
            time_unit: TimeUnit::Week,
        })
        .unwrap();
    // Fader, Hardie & Lee (2005), section 4: 2357 customers, 946 of them with a repeat purchase,
    // 2457 repeat purchases.
    assert_eq!(summary.len(), 2357);
    assert_eq!(summary.frequency.iter().filter(|x| **x > 0.0).count(), 946);
    assert_eq!(summary.frequency.iter().sum::<f64>(), 2457.0);
    let mut rows = 0;
    for (index, line) in CDNOW_SUMMARY.lines().skip(1).enumerate() {
        let row: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        assert_eq!(summary.ids[index].parse::<f64>().unwrap(), row[0]);
        assert_eq!(summary.frequency[index], row[1], "{line}");
        for (found, published) in [
            (summary.recency[index], row[2]),
            (summary.age[index], row[3]),
            (summary.monetary_value[index], row[4]),
        ] {
            assert!((found - published).abs() <= TWO_DECIMALS, "{line}: {found}");
        }
        rows += 1;
    }
    assert_eq!(rows, 2357);
}

#[test]
fn the_mean_spend_of_cdnow_repeaters_is_as_published() {
    // Fader, Hardie & Lee (2005), RFM and CLV, Journal of Marketing Research 42(4), of the average
    // repeat transaction of 946 customers: mean 35, standard deviation 30, minimum 3, median 27,
    // maximum 300 dollars.
    let orders = Orders::from_csv(CDNOW_ORDERS, &CsvOptions::default()).unwrap();
    let options = SummaryOptions {
        as_of: Some(day("1997-09-30")),
        time_unit: TimeUnit::Week,
    };
    let summary = orders.summarize(&options).unwrap();
    let rows = summary.frequency.iter().zip(&summary.monetary_value);
    let repeaters = rows.filter(|(x, _)| **x > 0.0);
    let mut spend: Vec<f64> = repeaters.map(|(_, mean)| *mean).collect();
    spend.sort_by(f64::total_cmp);
    let n = spend.len() as f64;
    let mean = spend.iter().sum::<f64>() / n;
    let squares = spend.iter().map(|m| (m - mean) * (m - mean));
    let deviation = (squares.sum::<f64>() / (n - 1.0)).sqrt();
    let median = 0.5 * (spend[472] + spend[473]);
    let found = [mean, deviation, spend[0], median, spend[945]];
    assert_eq!(spend.len(), 946);
    assert_eq!(found.map(f64::round), [35.0, 30.0, 3.0, 27.0, 300.0]);
}

#[test]
fn three_customers_in_days_are_as_lifetimes_counts_them() {
    // The expected triples are those of the test of lifetimes 0.11.3, tests/test_utils.py, for an
    // observation period up to 2015-02-07; the orders are of our own making.
    let csv = "customer_id,date,amount\n\
        a,2015-02-01,10\n\
        c,2015-01-01,7\n\
        b,2015-01-01,20\n\
        c,2015-01-05,9\n\
        a,2015-02-06,30\n\
        c,2015-01-05,3\n\
        c,2015-01-03,6\n\
        a,2015-02-08,99\n";
    let summary = summarize(csv, "2015-02-07", TimeUnit::Day);
    let triple = |id: &str| {
        let index = summary.ids.iter().position(|other| other == id).unwrap();
        (
            summary.frequency[index],
            summary.recency[index],
            summary.age[index],
        )
    };
    assert_eq!(triple("a"), (1.0, 5.0, 6.0));
    assert_eq!(triple("b"), (0.0, 0.0, 37.0));
    assert_eq!(triple("c"), (2.0, 4.0, 37.0));
    // Mean of the repeat purchases: 30; none; (6 + 12) / 2.
    assert_eq!(summary.monetary_value, [30.0, 9.0, 0.0]);
    assert_eq!(summary.orders_after_as_of, 1);
}

#[test]
fn quarters_and_the_last_year_are_counted_from_their_own_ends() {
    // Quarters of 91.3125 days from 2022-01-01: [0, 92), [92, 183), [183, 274), [274, 366), ...
    let csv = "customer_id,date,amount\n\
        a,2022-01-01,1\n\
        a,2022-04-02,2\n\
        a,2022-12-31,4\n\
        a,2023-01-01,8\n\
        a,2023-12-31,16\n";
    let summary = summarize(csv, "2023-12-31", TimeUnit::Year);
    // 729 days hold 7 complete quarters; 2022-04-02 is day 91, of the first; 2022-12-31 is day 364,
    // of the fourth; 2023-01-01 is day 365, of the fourth; the last order is in the eighth.
    assert_eq!(summary.elapsed_quarters, [7.0]);
    assert_eq!(summary.active_quarters, [2.0]);
    // (2022-12-31, 2023-12-31] holds two purchases.
    assert_eq!(summary.purchases_in_year, [2.0]);
    assert_eq!(summary.revenue_in_year, [24.0]);
    assert_eq!(summary.revenue, [31.0]);
    assert_eq!(summary.age, [729.0 / 365.25]);
    // Days 0, 91, 364, 365 and 729.
    let gaps = [91.0, 273.0, 1.0, 364.0].map(|days: f64| (days / 365.25).ln());
    assert!((summary.ln_gaps[0] - gaps.iter().sum::<f64>()).abs() < 1e-12);
}

#[test]
fn the_day_decides_what_was_known() {
    let csv = "customer_id,date,amount\n\
        a,2024-01-01,10\n\
        a,2024-01-10,20\n\
        a,2024-01-20,-20\n\
        b,2024-01-15,5\n\
        c,2024-01-02,5\n\
        c,2024-01-03,-5\n";
    let before = summarize(csv, "2024-01-12", TimeUnit::Day);
    assert_eq!(before.ids, ["a"]);
    assert_eq!((before.frequency[0], before.revenue[0]), (1.0, 30.0));
    assert_eq!(
        (
            before.orders_after_as_of,
            before.customers_after_as_of,
            before.customers_without_purchase
        ),
        (2, 1, 1)
    );
    let after = summarize(csv, "2024-01-20", TimeUnit::Day);
    assert_eq!(after.ids, ["a", "b"]);
    assert_eq!((after.frequency[0], after.revenue[0]), (0.0, 10.0));
}

#[test]
fn a_day_before_all_orders_is_too_early() {
    let csv = b"customer_id,date,amount\na,2024-01-01,10\n";
    let orders = Orders::from_csv(csv, &CsvOptions::default()).unwrap();
    let error = orders
        .summarize(&SummaryOptions {
            as_of: Some(day("2023-12-31")),
            ..SummaryOptions::default()
        })
        .unwrap_err();
    assert_eq!(error.code(), "InsufficientData");
    let default = orders.summarize(&SummaryOptions::default()).unwrap();
    assert_eq!(default.as_of, day("2024-01-01"));
    assert_eq!((default.frequency[0], default.age[0]), (0.0, 0.0));
}

#[test]
fn one_customer_alone_is_summarised_as_among_all() {
    let orders = Orders::from_csv(CDNOW_ORDERS, &CsvOptions::default()).unwrap();
    let options = SummaryOptions {
        as_of: Some(day("1997-09-30")),
        time_unit: TimeUnit::Week,
    };
    let summary = orders.summarize(&options).unwrap();
    for index in 0..summary.len() {
        let mut rows = orders.history(index).to_vec();
        rows.reverse();
        let record = CustomerRecord::from_orders(&rows, summary.as_of, TimeUnit::Week).unwrap();
        assert_eq!(Some(record), summary.record(index));
    }
    let error = CustomerRecord::from_orders(&[], day("1997-09-30"), TimeUnit::Day).unwrap_err();
    assert_eq!(error.code(), "InsufficientData");
}

#[test]
fn sums_are_exact() {
    // Ten thousand times 0.1 in binary floating point is 1000.0000000001588.
    let mut csv = String::from("customer_id,date,amount\na,2024-01-01,0.3\n");
    for _ in 0..10_000 {
        csv.push_str("a,2024-01-02,0.1\n");
    }
    let summary = summarize(&csv, "2024-01-02", TimeUnit::Day);
    assert_eq!(summary.monetary_value, [1000.0]);
    assert_eq!(summary.revenue, [1000.3]);
}
