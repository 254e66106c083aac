//! Early warning of many customers at once, from what their orders say.

use crate::churn::defection::check_between;
use crate::churn::early_warning::levels::LEVELS;
use crate::churn::early_warning::recency::check_levels;
use crate::churn::early_warning::recency::ratio_of;
use crate::churn::early_warning::recency::z_of;
use crate::churn::early_warning::settings::ChartOptions;
use crate::churn::early_warning::signals::Counts;
use crate::churn::early_warning::signals::signals_of;
use crate::data::decision_matrix::check_length;
use crate::data::placements::ClassCount;
use crate::data::placements::Placements;
use crate::data::placements::known;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::numeric::math::exp;
use crate::plain::Bulk;
use crate::plain::Entries;
use crate::plain::Fingerprint;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::report;

/// The columns in the order in which they are handed over.
pub const WARNING_COLUMNS: [&str; 10] = [
    "daysSinceLast",
    "meanGap",
    "gapDeviation",
    "depthBefore",
    "depthNow",
    "breadthBefore",
    "breadthNow",
    "contactsBefore",
    "contactsNow",
    "openComplaints",
];

/// How many customers show a signal.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SignalCount {
    /// The code of the signal.
    pub code: String,
    /// How many customers show it.
    pub customers: usize,
    /// Of how many it is known whether they do.
    pub known: usize,
}

report!(SignalCount {
    code => "code",
    customers => "customers",
    known => "known",
});

/// The levels and signals of many customers.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlyWarnings {
    /// Each customer's level, and how many have it.
    pub levels: Placements,
    /// The signals with the number of customers who show them.
    pub signals: Vec<SignalCount>,
    /// Days since the last purchase by the mean gap; NaN where there is no gap.
    pub ratio: Vec<f64>,
    /// The probability of a gap this long or longer, were the gaps exponential.
    pub probability: Vec<f64>,
    /// How many standard deviations the silence lies above the mean gap; NaN of fewer than two gaps.
    pub z: Vec<f64>,
}

impl ToPlain for EarlyWarnings {
    fn to_plain(&self) -> Plain {
        let classes: &Vec<ClassCount> = &self.levels.classes;
        let mut entries = Entries::default();
        entries.put("classes", classes);
        entries.put("codes", &Bulk(&self.levels.codes));
        entries.put("unknown", &self.levels.unknown);
        entries.put("signals", &self.signals);
        entries.put("ratio", &Bulk(&self.ratio));
        entries.put("probability", &Bulk(&self.probability));
        entries.put("z", &Bulk(&self.z));
        entries.put("provenance", &self.levels.provenance);
        entries.into_plain()
    }
}

/// Returns the level of every customer by the rules of [`early_warning`](super::early_warning), from mean
/// and deviation of the gaps in place of the gaps themselves: those are features of orders.
///
/// `columns`: those of [`WARNING_COLUMNS`] in their order, an empty one where nothing is known of anybody;
/// NaN is not known. `loyalty`: a column for each period, the oldest first.
///
/// # Errors
/// [`Error::LengthMismatch`](crate::Error::LengthMismatch) of a column,
/// [`Error::NotFinite`](crate::Error::NotFinite) and [`Error::OutOfRange`](crate::Error::OutOfRange) with
/// column and row, and those of the options.
///
/// # Example: two customers, one of whom is late
/// ```
/// use clientele::churn::early_warning::{ChartOptions, early_warning_columns};
/// use clientele::data::thresholds::Thresholds;
/// let mut columns: [&[f64]; 10] = [&[]; 10];
/// columns[0] = &[62.0, 10.0]; // days since the last purchase
/// columns[1] = &[30.0, 30.0]; // the mean gap
/// let found = early_warning_columns(columns, &[], &ChartOptions::default(), &Thresholds::default())?;
/// assert_eq!(found.levels.codes, [2.0, 0.0]); // warn, calm
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn early_warning_columns(
    columns: [&[f64]; 10],
    loyalty: &[&[f64]],
    options: &ChartOptions,
    thresholds: &Thresholds,
) -> Result<EarlyWarnings> {
    check_levels(thresholds)?;
    let given = columns.iter().chain(loyalty).find(|list| !list.is_empty());
    let rows = given.map_or(0, |list| list.len());
    let mut hash = Fingerprint::default();
    for (name, column) in WARNING_COLUMNS.iter().zip(columns) {
        if !column.is_empty() {
            check_length(name, column.len(), rows)?;
        }
        hash.text(name);
        hash.numbers(column);
    }
    for (k, column) in loyalty.iter().enumerate() {
        check_length(&format!("loyalty[{k}]"), column.len(), rows)?;
        hash.numbers(column);
    }
    let mut places = Vec::with_capacity(rows);
    let mut signals: Vec<SignalCount> = Vec::new();
    let mut numbers: [Vec<f64>; 3] = Default::default();
    let mut series = vec![f64::NAN; loyalty.len()];
    for row in 0..rows {
        let at = |column: &[f64]| column.get(row).copied().and_then(known);
        let [days, gap, deviation, rest @ ..] = columns.map(at);
        for (name, value) in WARNING_COLUMNS.iter().zip([days, gap, deviation]) {
            if let Some(value) = value {
                check_between(value, &format!("{name}[{row}]"), f64::MAX)?;
            }
        }
        for (slot, column) in series.iter_mut().zip(loyalty) {
            *slot = column.get(row).copied().unwrap_or(f64::NAN);
        }
        let ratio = days.and_then(|days| ratio_of(gap, days));
        let z = days.and_then(|days| z_of(gap, deviation, days));
        let measured = [ratio, ratio.map(|ratio| exp(-ratio)), z];
        for (column, value) in numbers.iter_mut().zip(measured) {
            column.push(value.unwrap_or(f64::NAN));
        }
        let [
            depth,
            depth_now,
            breadth,
            breadth_now,
            contacts,
            contacts_now,
            open,
        ] = rest;
        let counts = Counts {
            ratio,
            before_and_now: [
                (depth, depth_now),
                (breadth, breadth_now),
                (contacts, contacts_now),
            ],
            open_complaints: open,
        };
        let path = |name: &str| format!("{name}[{row}]");
        let found = signals_of(&counts, &series, options, thresholds, &path)?;
        if signals.is_empty() {
            for seen in &found.list {
                signals.push(SignalCount {
                    code: seen.code.into(),
                    customers: 0,
                    known: 0,
                });
            }
        }
        for (count, seen) in signals.iter_mut().zip(&found.list) {
            count.customers += usize::from(seen.active == Some(true));
            count.known += usize::from(seen.active.is_some());
        }
        places.push(found.level());
    }
    let [ratio, probability, z] = numbers;
    let provenance = Provenance::new("earlyWarningColumns", hash.finish())
        .with("baseline", f64::from(options.baseline))
        .with("lambda", options.lambda)
        .with("recencyWatch", thresholds.recency_watch)
        .with("recencyWarn", thresholds.recency_warn)
        .with("recencyAlarm", thresholds.recency_alarm)
        .with("recentFall", thresholds.recent_fall);
    Ok(EarlyWarnings {
        levels: Placements::new(&LEVELS, &places, provenance),
        signals,
        ratio,
        probability,
        z,
    })
}
