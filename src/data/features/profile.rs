//! What is known of the customers themselves.

use crate::data::features::feature_report::FeatureReport;
use crate::data::features::sheet::Sheet;
use crate::data::features::sheet::set;
use crate::data::records::Records;
use crate::numeric::shares::is_no_part;

/// Fields that are features as they are, and their columns.
const PLAIN: [(&str, &str); 10] = [
    ("eligible", "eligible"),
    ("interested", "interested"),
    ("targeted", "targeted"),
    ("consent", "consent"),
    ("wallet", "wallet"),
    ("creditGrade", "creditGrade"),
    // What is said of a customer counts before what transactions show.
    ("innovation", "innovation"),
    ("dealShare", "dealShare"),
    ("conformity", "conformity"),
    ("priceSensitivityShare", "priceSensitivityShare"),
];

/// The bonds, the weakest first: Berry & Parasuraman (1991).
const BONDS: [&str; 4] = [
    "financialBond",
    "socialBond",
    "customisationBond",
    "structuralBond",
];

/// Adds the facts of customers.
///
/// `rows`: for each customer the row of the file; none where there is none.
pub(super) fn add_profile(
    sheet: &mut Sheet,
    records: &Records,
    rows: &[Option<usize>],
    as_of: f64,
    report: &mut FeatureReport,
) {
    let mut put = |name, value: &dyn Fn(usize) -> Option<f64>| {
        let mut column = sheet.unknown();
        for (customer, row) in rows.iter().enumerate() {
            if let Some(value) = row.and_then(value) {
                set(&mut column, customer, value);
            }
        }
        sheet.put(name, column);
    };
    for (field, name) in PLAIN {
        if records.column(field).is_some() {
            put(name, &|row| records.number(field, row));
        }
    }
    if records.column("endUse").is_some() {
        put("resells", &|row| {
            let end_use = records.text("endUse", row)?;
            Some(f64::from(u8::from(end_use == "intermediate")))
        });
    }
    if records.column("terminated").is_some() {
        // Without a date the relationship has not been ended; a later one was not known.
        put("terminated", &|row| {
            let day = records.number("terminated", row);
            Some(f64::from(u8::from(day.is_some_and(|day| day <= as_of))))
        });
    }
    if records.column("since").is_some() {
        put("daysSinceJoining", &|row| {
            let days = as_of - records.number("since", row)?;
            (days >= 0.0).then_some(days)
        });
    }
    if BONDS.iter().any(|bond| records.column(bond).is_some()) {
        put("bondLevel", &|row| {
            let mut level = None;
            for (bond, strength) in BONDS.iter().zip([1.0, 2.0, 3.0, 4.0]) {
                match records.number(bond, row) {
                    Some(there) if there > 0.0 => level = Some(strength),
                    Some(_) => level = level.or(Some(0.0)),
                    None => {}
                }
            }
            level
        });
    }
    if let (Some(spend), Some(wallet)) = (sheet.column("revenueInYear"), sheet.column("wallet")) {
        let mut shares = sheet.unknown();
        for (customer, (spend, wallet)) in spend.iter().zip(wallet).enumerate() {
            if is_no_part(*spend, *wallet) {
                report.wallet_contradicted += 1;
            } else if *wallet > 0.0 {
                set(&mut shares, customer, spend / wallet);
            }
        }
        sheet.put("shareOfWallet", shares);
    }
}
