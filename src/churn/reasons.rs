//! Why customers leave (流失原因): reasons, their groups and their Pareto.

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::sort::sort_by;
use crate::numeric::tolerance::TIE;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;

/// The eight reasons with the group of each, in the order of the paper; ties keep it.
const REASONS: [(&str, usize); 8] = [
    ("churn_reason.core_failure", 0),
    ("churn_reason.encounter_failure", 0),
    ("churn_reason.response_to_failure", 0),
    ("churn_reason.pricing", 1),
    ("churn_reason.inconvenience", 1),
    ("churn_reason.competition", 1),
    ("churn_reason.ethics", 2),
    ("churn_reason.involuntary", 2),
];

/// The three groups of Chinese texts on service marketing.
const GROUPS: [&str; 3] = [
    "churn_group.service",
    "churn_group.value",
    "churn_group.other",
];

/// How often each reason was named; what is not told is 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ReasonCounts {
    /// Failures of the core service.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub core_failure: f64,
    /// Failed encounters with employees.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub encounter_failure: f64,
    /// Poor responses to failed service.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub response_to_failure: f64,
    /// Prices.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub pricing: f64,
    /// Inconvenience.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub inconvenience: f64,
    /// A better offer of a competitor.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub competition: f64,
    /// Ethical problems.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub ethics: f64,
    /// What nobody could help: a move, a death, a provider that closed.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub involuntary: f64,
}

options!(ReasonCounts {
    core_failure => "coreFailure",
    encounter_failure => "encounterFailure",
    response_to_failure => "responseToFailure",
    pricing => "pricing",
    inconvenience => "inconvenience",
    competition => "competition",
    ethics => "ethics",
    involuntary => "involuntary",
});

/// The names of the counts as JavaScript has them, in the order of the reasons.
const NAMES: [&str; 8] = [
    "coreFailure",
    "encounterFailure",
    "responseToFailure",
    "pricing",
    "inconvenience",
    "competition",
    "ethics",
    "involuntary",
];

impl ReasonCounts {
    fn list(&self) -> [f64; 8] {
        [
            self.core_failure,
            self.encounter_failure,
            self.response_to_failure,
            self.pricing,
            self.inconvenience,
            self.competition,
            self.ethics,
            self.involuntary,
        ]
    }
}

/// What else is known of those who left.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ReasonOptions {
    /// How many customers gave reasons; a customer may give several. Without it there are no shares
    /// of customers.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub customers: Option<f64>,
    /// The thresholds.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub thresholds: Thresholds,
}

options!(ReasonOptions {
    customers => "customers",
    thresholds => "thresholds",
});

/// One reason.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ReasonShare {
    /// The code of the reason.
    pub code: String,
    /// The code of its group.
    pub group: String,
    /// How often it was named.
    pub count: f64,
    /// Its share of all that was named.
    pub share: Option<f64>,
    /// The share of it and of all above it.
    pub cumulative: Option<f64>,
    /// The share of the customers who named it; none where their number is not known.
    pub of_customers: Option<f64>,
    /// Whether it is one of the fewest reasons that make up the share of the vital few.
    pub vital: bool,
}

report!(ReasonShare {
    code => "code",
    group => "group",
    count => "count",
    share => "share",
    cumulative => "cumulative",
    of_customers => "ofCustomers",
    vital => "vital",
});

/// One group of reasons.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct GroupShare {
    /// The code of the group.
    pub code: String,
    /// How often its reasons were named.
    pub count: f64,
    /// Its share of all that was named.
    pub share: Option<f64>,
}

report!(GroupShare {
    code => "code",
    count => "count",
    share => "share",
});

/// The Pareto of reasons.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ReasonReport {
    /// The reasons, the most frequent first.
    pub reasons: Vec<ReasonShare>,
    /// The groups.
    pub groups: Vec<GroupShare>,
    /// How often reasons were named.
    pub total: f64,
    /// The share that is not involuntary; none when `reason` says why.
    pub controllable: Option<f64>,
    /// Why there are no shares: `no_reasons`.
    pub reason: Option<String>,
    /// What to mind.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(ReasonReport {
    reasons => "reasons",
    groups => "groups",
    total => "total",
    controllable => "controllable",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns the Pareto of the reasons why customers left.
///
/// # Formula
/// ```text
/// share = count / Σ count,  controllable = 1 − involuntary / Σ count
/// vital: the reasons in descending order up to the one that reaches 80 %
/// ```
///
/// # Errors
/// [`Error::NotFinite`] and [`Error::OutOfRange`] for a count below 0, with its name, and for fewer
/// customers than one reason has; those of [`Thresholds::check`].
///
/// # Example: the service itself
/// ```
/// use clientele::churn::{ReasonCounts, ReasonOptions, churn_reasons};
/// let counts = ReasonCounts { core_failure: 6.0, pricing: 3.0, involuntary: 1.0, ..Default::default() };
/// let found = churn_reasons(&counts, &ReasonOptions::default())?;
/// assert_eq!(found.reasons[0].code, "churn_reason.core_failure");
/// assert_eq!(found.controllable, Some(0.9));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Keaveney (1995), "Customer switching behavior in service industries: an exploratory study", Journal
/// of Marketing 59(2), for the eight reasons. That each belongs to one of three groups (服务失误与补救、
/// 价值主张、其他) follows Chinese texts on service marketing; Juran (1951) for the vital few.
pub fn churn_reasons(counts: &ReasonCounts, options: &ReasonOptions) -> Result<ReasonReport> {
    let thresholds = options.thresholds.check()?;
    let list = counts.list();
    let mut total = 0.0;
    for (count, name) in list.iter().zip(NAMES) {
        check_finite(*count, || name.into())?;
        if *count < 0.0 {
            return Err(Error::out_of_range(name.into(), *count, "a number from 0"));
        }
        total += count;
    }
    check_finite(total, || "counts".into())?;
    let most = list.iter().copied().fold(0.0, f64::max);
    if let Some(customers) = options.customers {
        check_finite(customers, || "options.customers".into())?;
        if customers < most {
            let path = "options.customers".into();
            return Err(Error::out_of_range(
                path,
                customers,
                "no fewer than named one reason",
            ));
        }
    }
    let any = total > 0.0;
    let mut order = [0, 1, 2, 3, 4, 5, 6, 7];
    let count_at = |place: usize| list.get(place).copied().unwrap_or_default();
    sort_by(&mut order, |one, other| {
        let (one, other): (f64, f64) = (count_at(*one), count_at(*other));
        one > other
    });
    let mut reasons = Vec::with_capacity(order.len());
    let mut running = 0.0;
    let enough = thresholds.vital_reasons_share * total * (1.0 - TIE);
    for place in order {
        let Some((code, group)) = REASONS.get(place) else {
            continue;
        };
        let count = count_at(place);
        let vital = count > 0.0 && running < enough;
        running += count;
        reasons.push(ReasonShare {
            code: (*code).into(),
            group: GROUPS.get(*group).copied().unwrap_or_default().into(),
            count,
            share: any.then(|| count / total),
            cumulative: any.then(|| (running / total).min(1.0)),
            of_customers: options
                .customers
                .filter(|customers| *customers > 0.0)
                .map(|customers| count / customers),
            vital,
        });
    }
    let mut groups = Vec::with_capacity(GROUPS.len());
    for (place, code) in GROUPS.iter().enumerate() {
        let mut count = 0.0;
        for (own, (_, group)) in list.iter().zip(REASONS) {
            if group == place {
                count += own;
            }
        }
        groups.push(GroupShare {
            code: (*code).into(),
            count,
            share: any.then(|| count / total),
        });
    }
    let mut hash = Fingerprint::default();
    hash.numbers(&list);
    Ok(ReasonReport {
        reasons,
        groups,
        total,
        controllable: any.then(|| (total - counts.involuntary) / total),
        reason: (!any).then(|| "no_reasons".into()),
        warnings: Vec::new(),
        provenance: Provenance::new("churnReasons", hash.finish())
            .with("vitalReasonsShare", thresholds.vital_reasons_share),
    })
}

/// Reasons that were coded one customer at a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CodedReasons {
    /// How often each reason was named.
    pub counts: ReasonCounts,
    /// How many customers named at least one.
    pub customers: f64,
    /// How many named none.
    pub silent: f64,
}

/// Counts reasons that were coded one customer at a time, by their names as in JavaScript
/// (`coreFailure`) or their codes (`churn_reason.core_failure`); one named twice by a customer counts
/// once.
///
/// # Errors
/// [`Error::InvalidValue`] for a reason that there is not, as `reasons[2][0]`.
///
/// # Example: two customers and one who did not say
/// ```
/// use clientele::churn::count_reasons;
/// let coded = [vec!["pricing".to_owned(), "competition".to_owned()], vec!["pricing".to_owned()], vec![]];
/// let found = count_reasons(&coded)?;
/// assert_eq!((found.counts.pricing, found.customers, found.silent), (2.0, 2.0, 1.0));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn count_reasons(coded: &[Vec<String>]) -> Result<CodedReasons> {
    let mut list = [0.0; 8];
    let (mut customers, mut silent) = (0.0, 0.0);
    for (i, reasons) in coded.iter().enumerate() {
        let mut named = [0.0; 8];
        for (j, reason) in reasons.iter().enumerate() {
            let place = NAMES.iter().position(|name| name == reason);
            let place = place.or_else(|| REASONS.iter().position(|(code, _)| code == reason));
            let Some(place) = place.and_then(|place| named.get_mut(place)) else {
                let path = format!("reasons[{i}][{j}]");
                return Err(Error::invalid(path, reason, "a reason to leave"));
            };
            *place = 1.0;
        }
        for (count, named) in list.iter_mut().zip(named) {
            *count += named;
        }
        if reasons.is_empty() {
            silent += 1.0;
        } else {
            customers += 1.0;
        }
    }
    let [
        core_failure,
        encounter_failure,
        response_to_failure,
        pricing,
        inconvenience,
        competition,
        ethics,
        involuntary,
    ] = list;
    Ok(CodedReasons {
        counts: ReasonCounts {
            core_failure,
            encounter_failure,
            response_to_failure,
            pricing,
            inconvenience,
            competition,
            ethics,
            involuntary,
        },
        customers,
        silent,
    })
}
