//! What happened in service within the window.

use crate::data::features::join::Row;
use crate::data::features::sheet::Sheet;
use crate::data::features::sheet::add;
use crate::data::features::sheet::set;
use crate::data::records::Records;

/// The kinds of events that are counted, and their columns.
const COUNTED: [(&str, &str); 10] = [
    ("contact", "contacts"),
    ("offer", "offers"),
    ("failure", "failures"),
    ("complaint", "complaints"),
    ("negativeWordOfMouth", "negativeWordOfMouth"),
    ("thirdParty", "thirdParty"),
    ("recovery", "recoveries"),
    ("referral", "referrals"),
    ("suggestion", "suggestions"),
    ("ticket", "tickets"),
];

/// Adds counts of events. A file of events is taken as complete: what is not in it did not happen.
pub(super) fn add_events(
    sheet: &mut Sheet,
    records: &Records,
    rows: &[Row],
    as_of: f64,
    window: f64,
) {
    let recent: Vec<Row> = rows
        .iter()
        .filter(|row| row.age < window)
        .copied()
        .collect();
    let kind = |at: usize| records.text("kind", at).unwrap_or_default();
    for (code, name) in COUNTED {
        let mut counts = sheet.zeros();
        for row in recent.iter().filter(|row| kind(row.at) == code) {
            add(&mut counts, row.customer, 1.0);
        }
        sheet.put(name, counts);
    }
    statuses(sheet, records, &recent, as_of);
    flags(sheet, records, &recent);
    targets(sheet, records, &recent);
    // Whenever it was: who was contacted long ago was contacted long ago.
    let mut contact = sheet.unknown();
    for row in rows.iter().filter(|row| kind(row.at) == "contact") {
        let known = contact.get(row.customer).copied().unwrap_or(f64::NAN);
        set(&mut contact, row.customer, row.age.min(known));
    }
    sheet.put("daysSinceContact", contact);
}

/// Adds which failures and complaints are open and which are resolved by the day.
fn statuses(sheet: &mut Sheet, records: &Records, rows: &[Row], as_of: f64) {
    if records.column("resolved").is_none() && records.column("hoursToClose").is_none() {
        return;
    }
    let severity = records.column("severity");
    let mut worst = sheet.unknown();
    for (code, open_name, resolved_name) in [
        ("failure", "openFailures", "resolvedFailures"),
        ("complaint", "openComplaints", "resolvedComplaints"),
    ] {
        let (mut open, mut resolved) = (sheet.zeros(), sheet.zeros());
        for row in rows {
            if records.text("kind", row.at) != Some(code) {
                continue;
            }
            let by_day = records.number("resolved", row.at).map(|day| day <= as_of);
            let closed = records.number("hoursToClose", row.at).is_some();
            if by_day.unwrap_or(closed) {
                add(&mut resolved, row.customer, 1.0);
            } else {
                add(&mut open, row.customer, 1.0);
                if let Some(own) = severity.and_then(|column| column.number(row.at)) {
                    let known = worst.get(row.customer).copied().unwrap_or(f64::NAN);
                    set(&mut worst, row.customer, own.max(known));
                }
            }
        }
        sheet.put(open_name, open);
        sheet.put(resolved_name, resolved);
    }
    if severity.is_some() {
        sheet.put("worstOpenSeverity", worst);
    }
}

/// Adds how often campaigns reached a customer and were answered, and suggestions that were accepted.
fn flags(sheet: &mut Sheet, records: &Records, rows: &[Row]) {
    let yes = |field: &str, at: usize| records.number(field, at) == Some(1.0);
    if records.column("campaign").is_some() {
        let (mut reached, mut answered) = (sheet.zeros(), sheet.zeros());
        for row in rows {
            if records.text("campaign", row.at).is_some() {
                add(&mut reached, row.customer, 1.0);
                let did = f64::from(u8::from(yes("responded", row.at)));
                add(&mut answered, row.customer, did);
            }
        }
        sheet.put("campaignContacts", reached);
        if records.column("responded").is_some() {
            sheet.put("campaignResponses", answered);
        }
    }
    if records.column("accepted").is_some() {
        let mut accepted = sheet.zeros();
        for row in rows {
            if records.text("kind", row.at) == Some("suggestion") && yes("accepted", row.at) {
                add(&mut accepted, row.customer, 1.0);
            }
        }
        sheet.put("acceptedSuggestions", accepted);
    }
}

/// Adds how many events with a target of hours there were, and how many kept to it; what is not closed
/// has not.
fn targets(sheet: &mut Sheet, records: &Records, rows: &[Row]) {
    if records.column("targetHours").is_none() {
        return;
    }
    let (mut promised, mut kept) = (sheet.zeros(), sheet.zeros());
    for row in rows {
        let Some(target) = records.number("targetHours", row.at) else {
            continue;
        };
        add(&mut promised, row.customer, 1.0);
        let closed = records.number("hoursToClose", row.at);
        let in_time = closed.is_some_and(|hours| hours <= target);
        add(&mut kept, row.customer, f64::from(u8::from(in_time)));
    }
    sheet.put("targets", promised);
    sheet.put("targetsMet", kept);
}
