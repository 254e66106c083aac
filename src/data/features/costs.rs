//! What customers cost within the window.

use crate::data::amount;
use crate::data::features::feature_report::FeatureReport;
use crate::data::features::feature_report::KindAmount;
use crate::data::features::join::Row;
use crate::data::features::sheet::Sheet;
use crate::data::records::Records;
use crate::error::Error;
use crate::error::Result;

/// The kinds of cost and their columns.
const KINDS: [(&str, &str); 6] = [
    ("production", "productionCost"),
    ("fixedMarketing", "fixedMarketingCost"),
    ("variableMarketing", "variableMarketingCost"),
    ("service", "serviceCost"),
    ("acquisition", "acquisitionCost"),
    ("reward", "rewardCost"),
];

/// Adds the costs of the window by kind.
///
/// A file of costs is taken as complete for the kinds that are in it: a customer without a row of such
/// a kind had no such cost. Of a kind that is not in it nothing is known.
///
/// # Errors
/// [`Error::InvalidValue`] for production costs that transactions have too.
pub(super) fn add_costs(
    sheet: &mut Sheet,
    records: &Records,
    rows: &[Row],
    as_of: f64,
    window: f64,
    report: &mut FeatureReport,
) -> Result<()> {
    let Some(kinds) = records.column("kind") else {
        return Ok(());
    };
    let micro = |at: usize| {
        let micro = records.number("amount", at).and_then(amount::to_micro);
        i128::from(micro.unwrap_or_default())
    };
    for (kind, name) in KINDS {
        let is = |at: usize| kinds.text(at) == Some(kind);
        if !(0..records.len()).any(is) {
            continue;
        }
        if kind == "production" && sheet.column(name).is_some() {
            let expected = "in the transactions or in the costs, not in both";
            return Err(Error::invalid(
                "costs".into(),
                "the cost of production",
                expected,
            ));
        }
        let mut sums = vec![0_i128; sheet.customers];
        for row in rows.iter().filter(|row| row.age < window && is(row.at)) {
            if let Some(sum) = sums.get_mut(row.customer) {
                *sum += micro(row.at);
            }
        }
        sheet.put_money(name, &sums);
        let mut common = 0_i128;
        for at in (0..records.len()).filter(|at| is(*at)) {
            let age = records.number("date", at).map(|day| as_of - day);
            let counts = age.is_some_and(|age| (0.0..window).contains(&age));
            if counts && records.text("customerId", at).is_none() {
                common += micro(at);
            }
        }
        if common > 0 {
            report.unallocated.push(KindAmount {
                kind: kind.into(),
                amount: amount::from_micro(common),
            });
        }
    }
    Ok(())
}
