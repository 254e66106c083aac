//! All signals of falling loyalty of one customer at once.

use crate::churn::defection::check_between;
use crate::churn::early_warning::charts::cusum_chart;
use crate::churn::early_warning::charts::ewma_chart;
use crate::churn::early_warning::levels::ALARM;
use crate::churn::early_warning::levels::LEVELS;
use crate::churn::early_warning::levels::WARN;
use crate::churn::early_warning::levels::WATCH;
use crate::churn::early_warning::recency::place;
use crate::churn::early_warning::recency::recency_ratio;
use crate::churn::early_warning::settings::ChartOptions;
use crate::churn::early_warning::trend::trend;
use crate::data::classification::Classification;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;

/// What is known of a customer; what is not is left out, and gives no signal either way.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct WarningFacts {
    /// Days between purchases.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub gaps: Vec<f64>,
    /// Days since the last purchase.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub days_since_last: Option<f64>,
    /// Loyalty, 0 to 100, period by period, the oldest first.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub loyalty: Vec<Option<f64>>,
    /// Purchases a month before and now.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub depth_before: Option<f64>,
    /// Purchases a month now.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub depth_now: Option<f64>,
    /// Categories bought before.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub breadth_before: Option<f64>,
    /// Categories bought now.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub breadth_now: Option<f64>,
    /// Contacts in a period before.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub contacts_before: Option<f64>,
    /// Contacts in a period now.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub contacts_now: Option<f64>,
    /// Complaints that are not resolved.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub open_complaints: Option<f64>,
}

options!(WarningFacts {
    gaps => "gaps",
    days_since_last => "daysSinceLast",
    loyalty => "loyalty",
    depth_before => "depthBefore",
    depth_now => "depthNow",
    breadth_before => "breadthBefore",
    breadth_now => "breadthNow",
    contacts_before => "contactsBefore",
    contacts_now => "contactsNow",
    open_complaints => "openComplaints",
});

/// One signal.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Signal {
    /// The code of the signal.
    pub code: String,
    /// Whether it is there; none where nothing is known of it.
    pub active: Option<bool>,
    /// What it makes the level at least, where it is there.
    pub level: String,
    /// The number it is judged by.
    pub value: Option<f64>,
}

report!(Signal {
    code => "code",
    active => "active",
    level => "level",
    value => "value",
});

/// The signals of one customer.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct EarlyWarning {
    /// The highest level of the signals that are there; none where nothing is known, or nothing that
    /// could tell a calm customer.
    pub level: Option<Classification>,
    /// Every signal.
    pub signals: Vec<Signal>,
    /// Why there is no level: `input_missing`.
    pub reason: Option<String>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(EarlyWarning {
    level => "level",
    signals => "signals",
    reason => "reason",
    provenance => "provenance",
});

/// Returns every signal of falling loyalty of one customer, and the highest level among them.
///
/// Silence counts by the levels of its recency ratio; a cumulative sum of loyalty beyond its limit is
/// an alarm, a moving average a warning, a recent fall, fewer purchases, categories or contacts and an
/// open complaint are to be watched. Which signal makes which level is our choice. Calm is said only of
/// a customer whose silence or loyalty over time is known: no complaint alone is no sign of calm.
///
/// # Errors
/// Those of [`recency_ratio`] and of the charts, with `loyalty[3]` for a value of the series, and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a count below 0.
///
/// # Example: a complaint that nobody answered
/// ```
/// use clientele::churn::early_warning::{ChartOptions, WarningFacts, early_warning};
/// use clientele::data::thresholds::Thresholds;
/// let facts = WarningFacts { open_complaints: Some(1.0), ..WarningFacts::default() };
/// let found = early_warning(&facts, &ChartOptions::default(), &Thresholds::default())?;
/// assert_eq!(found.level.map(|level| level.code).as_deref(), Some("early_warning.watch"));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn early_warning(
    facts: &WarningFacts,
    options: &ChartOptions,
    thresholds: &Thresholds,
) -> Result<EarlyWarning> {
    let days = facts.days_since_last.unwrap_or_default();
    let ratio = recency_ratio(&facts.gaps, days, thresholds)?
        .ratio
        .filter(|_| facts.days_since_last.is_some());
    let series: Vec<f64> = facts
        .loyalty
        .iter()
        .map(|x| x.unwrap_or(f64::NAN))
        .collect();
    let counts = Counts {
        ratio,
        before_and_now: [
            (facts.depth_before, facts.depth_now),
            (facts.breadth_before, facts.breadth_now),
            (facts.contacts_before, facts.contacts_now),
        ],
        open_complaints: facts.open_complaints,
    };
    let signals = signals_of(&counts, &series, options, thresholds, &|name| name.into())?;
    let mut hash = Fingerprint::default();
    hash.numbers(&facts.gaps);
    hash.numbers(&series);
    for signal in &signals.list {
        hash.numbers(&[signal.value.unwrap_or(f64::NAN)]);
    }
    let level = signals
        .level()
        .and_then(|place| LEVELS.get(place))
        .map(|code| {
            let mut level = Classification::new(code);
            for signal in &signals.list {
                if signal.active == Some(true) {
                    level = level.because(signal.code, signal.value);
                }
            }
            level
        });
    Ok(EarlyWarning {
        reason: level.is_none().then(|| "input_missing".into()),
        level,
        signals: signals.list.iter().map(Seen::written).collect(),
        provenance: Provenance::new("earlyWarning", hash.finish())
            .with("baseline", f64::from(options.baseline))
            .with("lambda", options.lambda)
            .with("recentFall", thresholds.recent_fall),
    })
}

/// What the signals of one customer are judged by, beside loyalty over time.
pub(super) struct Counts {
    pub(super) ratio: Option<f64>,
    /// Purchases a month, categories, contacts.
    pub(super) before_and_now: [(Option<f64>, Option<f64>); 3],
    pub(super) open_complaints: Option<f64>,
}

/// The signals of fewer purchases, categories and contacts, with the names of their numbers.
pub(super) const FEWER: [(&str, [&str; 2]); 3] = [
    ("signal.depth", ["depthBefore", "depthNow"]),
    ("signal.breadth", ["breadthBefore", "breadthNow"]),
    ("signal.contacts", ["contactsBefore", "contactsNow"]),
];

/// Returns the signals of one customer; `path`: what the caller calls a number.
pub(super) fn signals_of(
    counts: &Counts,
    series: &[f64],
    options: &ChartOptions,
    thresholds: &Thresholds,
    path: &dyn Fn(&str) -> String,
) -> Result<Signals> {
    let mut signals = Signals::default();
    let silence = counts.ratio.map(|ratio| place(ratio, thresholds).0);
    signals.add(
        "signal.silence",
        silence.map(|place| place >= WATCH),
        silence.unwrap_or(WATCH).max(WATCH),
        counts.ratio,
    );
    for (i, value) in series.iter().enumerate() {
        if !value.is_nan() {
            check_between(*value, &path(&format!("loyalty[{i}]")), 100.0)?;
        }
    }
    let cusum = cusum_chart(series, options)?;
    let last = cusum.values.last().copied().flatten();
    signals.add("signal.cusum", cusum.beyond, ALARM, last);
    let average = ewma_chart(series, options)?;
    let last = average.values.last().copied().flatten();
    signals.add("signal.ewma", average.beyond, WARN, last);
    let change = trend(series, options)?.recent_change;
    let fell = change.map(|change| change <= -thresholds.recent_fall);
    signals.add("signal.recent_fall", fell, WATCH, change);
    for ((code, names), (before, now)) in FEWER.iter().zip(counts.before_and_now) {
        for (name, value) in names.iter().zip([before, now]) {
            if let Some(value) = value {
                check_between(value, &path(name), f64::MAX)?;
            }
        }
        let change = before.zip(now).map(|(before, now)| now - before);
        signals.add(code, change.map(|change| change < 0.0), WATCH, change);
    }
    let open = counts.open_complaints;
    if let Some(open) = open {
        check_between(open, &path("openComplaints"), f64::MAX)?;
    }
    let active = open.map(|open| open > 0.0);
    signals.add("signal.open_complaint", active, WATCH, open);
    Ok(signals)
}

/// One signal while they are gathered.
pub(super) struct Seen {
    pub(super) code: &'static str,
    pub(super) active: Option<bool>,
    level: usize,
    value: Option<f64>,
}

impl Seen {
    fn written(&self) -> Signal {
        Signal {
            code: self.code.into(),
            active: self.active,
            level: LEVELS.get(self.level).copied().unwrap_or_default().into(),
            value: self.value,
        }
    }
}

/// The signals while they are gathered.
#[derive(Default)]
pub(super) struct Signals {
    pub(super) list: Vec<Seen>,
    highest: Option<usize>,
    /// Whether silence or loyalty over time is known.
    followed: bool,
}

/// The signals that follow a customer over time.
const FOLLOWING: [&str; 3] = ["signal.silence", "signal.cusum", "signal.ewma"];

impl Signals {
    fn add(&mut self, code: &'static str, active: Option<bool>, level: usize, value: Option<f64>) {
        if let Some(active) = active {
            let reached = if active { level } else { 0 };
            self.highest = Some(self.highest.unwrap_or(0).max(reached));
            self.followed |= FOLLOWING.contains(&code);
        }
        self.list.push(Seen {
            code,
            active,
            level,
            value,
        });
    }

    /// Returns the place of the highest level among the levels.
    pub(super) fn level(&self) -> Option<usize> {
        self.highest
            .filter(|place| self.followed || *place >= WATCH)
    }
}
