//! What transactions say in detail: categories, promotions, margins.

use crate::data::amount;
use crate::data::caution::Caution;
use crate::data::features::feature_options::FeatureOptions;
use crate::data::features::feature_report::FeatureReport;
use crate::data::features::join::Row;
use crate::data::features::sheet::Sheet;
use crate::data::features::sheet::add;
use crate::data::features::sheet::set;
use crate::data::records::Records;
use crate::data::records::natural_order;
use crate::numeric::sort::sort_by;

/// More categories than these are counted, but their spend is not given one by one: our choice.
const MOST_CATEGORIES: usize = 100;

/// Spend by category: the categories in natural order, and for each a column.
#[derive(Debug, Default)]
pub(super) struct Spend {
    pub(super) categories: Vec<String>,
    pub(super) columns: Vec<Vec<f64>>,
}

/// Adds what transactions say of the customers.
pub(super) fn add_transactions(
    sheet: &mut Sheet,
    records: &Records,
    rows: &[Row],
    options: &FeatureOptions,
    report: &mut FeatureReport,
) -> Spend {
    for (name, field, test) in [
        ("dealShare", "promotion", None),
        ("innovation", "launchLagDays", Some(options.launch_days)),
        ("inertia", "automatic", None),
    ] {
        share(sheet, records, rows, name, field, test);
    }
    for (name, field) in [("upgrades", "upgrade"), ("quantity", "quantity")] {
        total(sheet, records, rows, name, field);
    }
    choosing_time(sheet, records, rows);
    for (name, field) in [
        ("productionCost", "productionCost"),
        ("grossProfit", "grossProfit"),
    ] {
        money(sheet, records, rows, name, field, options.window_days);
    }
    returns(sheet, records, rows, options.window_days);
    categories(sheet, records, rows, report)
}

/// Adds the share of the rows that are so, among those of which it is known; with a test those whose
/// number lies between 0 and it.
fn share(
    sheet: &mut Sheet,
    records: &Records,
    rows: &[Row],
    name: &'static str,
    field: &str,
    test: Option<f64>,
) {
    let Some(column) = records.column(field) else {
        return;
    };
    let (mut so, mut known) = (sheet.zeros(), sheet.zeros());
    for row in rows {
        let Some(value) = column.number(row.at) else {
            continue;
        };
        let is = match test {
            None => value > 0.0,
            Some(most) => (0.0..=most).contains(&value),
        };
        add(&mut known, row.customer, 1.0);
        add(&mut so, row.customer, f64::from(u8::from(is)));
    }
    sheet.put_ratio(name, &so, &known);
}

/// Adds a sum over all rows; missing where it is missing in one of them.
fn total(sheet: &mut Sheet, records: &Records, rows: &[Row], name: &'static str, field: &str) {
    let Some(column) = records.column(field) else {
        return;
    };
    let mut sums: Vec<Option<i128>> = vec![None; sheet.customers];
    let mut unknown = vec![false; sheet.customers];
    for row in rows {
        let micro = column.number(row.at).and_then(amount::to_micro);
        match (
            micro,
            sums.get_mut(row.customer),
            unknown.get_mut(row.customer),
        ) {
            (Some(micro), Some(sum), _) => *sum = Some(sum.unwrap_or_default() + i128::from(micro)),
            (None, _, Some(unknown)) => *unknown = true,
            _ => {}
        }
    }
    let values = sums.iter().zip(&unknown).map(|(sum, unknown)| match sum {
        Some(sum) if !unknown => amount::from_micro(*sum),
        _ => f64::NAN,
    });
    sheet.put(name, values.collect());
}

/// Adds the mean time that was taken to choose, over the rows of which it is known.
fn choosing_time(sheet: &mut Sheet, records: &Records, rows: &[Row]) {
    let Some(column) = records.column("choosingMinutes") else {
        return;
    };
    let mut sums = vec![0_i128; sheet.customers];
    let mut known = sheet.zeros();
    for row in rows {
        let micro = column.number(row.at).and_then(amount::to_micro);
        if let (Some(micro), Some(sum)) = (micro, sums.get_mut(row.customer)) {
            *sum += i128::from(micro);
            add(&mut known, row.customer, 1.0);
        }
    }
    let sums: Vec<f64> = sums.iter().map(|sum| amount::from_micro(*sum)).collect();
    sheet.put_ratio("choosingTime", &sums, &known);
}

/// Adds an amount over the window; missing where it is missing in one of the rows, and 0 without rows.
fn money(
    sheet: &mut Sheet,
    records: &Records,
    rows: &[Row],
    name: &'static str,
    field: &str,
    window: f64,
) {
    let Some(column) = records.column(field) else {
        return;
    };
    let mut sums = vec![Some(0_i128); sheet.customers];
    for row in rows.iter().filter(|row| row.age < window) {
        let micro = column.number(row.at).and_then(amount::to_micro);
        if let Some(sum) = sums.get_mut(row.customer) {
            *sum = sum.zip(micro).map(|(sum, micro)| sum + i128::from(micro));
        }
    }
    let values = sums
        .iter()
        .map(|sum| sum.map_or(f64::NAN, amount::from_micro));
    sheet.put(name, values.collect());
}

/// Adds what was returned within the window; a row that does not say so had nothing returned.
fn returns(sheet: &mut Sheet, records: &Records, rows: &[Row], window: f64) {
    let Some(column) = records.column("returned") else {
        return;
    };
    let mut sums = vec![0_i128; sheet.customers];
    for row in rows.iter().filter(|row| row.age < window) {
        let micro = column.number(row.at).and_then(amount::to_micro);
        if let (Some(micro), Some(sum)) = (micro, sums.get_mut(row.customer)) {
            *sum += i128::from(micro);
        }
    }
    sheet.put_money("returns", &sums);
}

/// Adds in how many categories each customer has bought, and returns the spend by category, net of what
/// was returned and not below 0.
fn categories(
    sheet: &mut Sheet,
    records: &Records,
    rows: &[Row],
    report: &mut FeatureReport,
) -> Spend {
    let Some(column) = records.column("category") else {
        return Spend::default();
    };
    let texts = column.texts();
    let mut order: Vec<usize> = (0..texts.len()).collect();
    let text = |at: usize| texts.get(at).map_or("", String::as_str);
    sort_by(&mut order, |one, other| {
        natural_order(text(*one), text(*other)).is_lt()
    });
    let mut place_of = vec![0; texts.len()];
    for (place, at) in order.iter().enumerate() {
        if let Some(slot) = place_of.get_mut(*at) {
            *slot = place;
        }
    }
    let places = column.places();
    // A row in which the category is missing could be of any: the customer's breadth is not known.
    let mut bought: Vec<(usize, usize, i64)> = Vec::with_capacity(rows.len());
    let mut breadth = sheet.unknown();
    let mut open = vec![false; sheet.customers];
    for row in rows {
        let money = |field| records.number(field, row.at).and_then(amount::to_micro);
        let net = money("amount").unwrap_or_default() - money("returned").unwrap_or_default();
        match places.get(row.at).copied().flatten() {
            Some(at) => {
                let place = place_of.get(at).copied().unwrap_or_default();
                bought.push((row.customer, place, net));
            }
            None => {
                if let Some(slot) = open.get_mut(row.customer) {
                    *slot = true;
                }
            }
        }
    }
    sort_by(&mut bought, |one, other| one < other);
    let given = texts.len() <= MOST_CATEGORIES;
    let mut columns = if given {
        vec![sheet.unknown(); texts.len()]
    } else {
        report.warnings.push(Caution::new("categories_many"));
        Vec::new()
    };
    for own in bought.chunk_by(|one, other| one.0 == other.0) {
        let Some((customer, _, _)) = own.first() else {
            continue;
        };
        if open.get(*customer) == Some(&true) {
            continue;
        }
        for column in &mut columns {
            set(column, *customer, 0.0);
        }
        let mut count = 0.0;
        for run in own.chunk_by(|one, other| one.1 == other.1) {
            let net: i128 = run.iter().map(|(_, _, net)| i128::from(*net)).sum();
            // Refunds of all of it leave nothing bought.
            count += f64::from(u8::from(net > 0));
            let column = run
                .first()
                .and_then(|(_, place, _)| columns.get_mut(*place));
            if let Some(column) = column {
                set(column, *customer, amount::from_micro(net.max(0)));
            }
        }
        set(&mut breadth, *customer, count);
    }
    sheet.put("categories", breadth);
    Spend {
        categories: if given {
            order.into_iter().map(|at| text(at).to_owned()).collect()
        } else {
            Vec::new()
        },
        columns,
    }
}
