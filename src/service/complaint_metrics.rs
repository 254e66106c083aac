//! How complaints are handled, in figures.

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::bounds::check_amount;
use crate::numeric::bounds::check_count;
use crate::numeric::bounds::check_known;
use crate::numeric::bounds::check_unit;
use crate::numeric::bounds::share_of;
use crate::numeric::quantile::quantiles;
use crate::numeric::sort::sort_by;
use crate::plain::Fingerprint;
use crate::plain::record;
use crate::plain::report;
use crate::service::service_kind::ServiceKind;

/// Counts of a period. What is not known is none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ComplaintCounts {
    /// Customers.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub customers: Option<f64>,
    /// Complaints; counted from the cases where there are any.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub complaints: Option<f64>,
    /// Complaints that were resolved; counted from the cases where there are any.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub resolved: Option<f64>,
    /// Complaints resolved at the first contact; counted from the cases where there are any.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub first_contact: Option<f64>,
    /// Customers who complained.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub complainers: Option<f64>,
    /// Those of them who are still customers.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub complainers_kept: Option<f64>,
    /// Customers who did not complain.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub others: Option<f64>,
    /// Those of them who are still customers.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub others_kept: Option<f64>,
    /// The share of dissatisfied customers who complain, above 0 and up to 1: an assumption, such as
    /// 0.04.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub voice_share: Option<f64>,
}

record!(ComplaintCounts {
    customers => "customers",
    complaints => "complaints",
    resolved => "resolved",
    first_contact => "firstContact",
    complainers => "complainers",
    complainers_kept => "complainersKept",
    others => "others",
    others_kept => "othersKept",
    voice_share => "voiceShare",
});

/// One complaint. What is not known is none.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ComplaintCase {
    /// What it was about.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub cause: Option<String>,
    /// The kind of service.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub kind: Option<ServiceKind>,
    /// Hours until it was answered.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub hours_to_answer: Option<f64>,
    /// Hours until it was closed.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub hours_to_close: Option<f64>,
    /// Whether it was resolved.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub resolved: Option<bool>,
    /// Whether it was resolved at the first contact.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub first_contact: Option<bool>,
}

record!(ComplaintCase {
    cause => "cause",
    kind => "kind",
    hours_to_answer => "hoursToAnswer",
    hours_to_close => "hoursToClose",
    resolved => "resolved",
    first_contact => "firstContact",
});

/// A cause or a kind of service, and its complaints.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ComplaintShare {
    /// The cause, or the code of the kind.
    pub name: String,
    /// The number of complaints.
    pub complaints: f64,
    /// Their share of the complaints of which it is known, 0 to 1.
    pub share: f64,
}

report!(ComplaintShare {
    name => "name",
    complaints => "complaints",
    share => "share",
});

/// How complaints are handled.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ComplaintMetrics {
    /// Complaints.
    pub complaints: Option<f64>,
    /// Complaints for each customer.
    pub complaint_rate: Option<f64>,
    /// The share that was resolved, 0 to 1.
    pub resolution_rate: Option<f64>,
    /// The share that was resolved at the first contact, 0 to 1.
    pub first_contact_rate: Option<f64>,
    /// The median of the hours until an answer.
    pub median_hours_to_answer: Option<f64>,
    /// The median of the hours until the end.
    pub median_hours_to_close: Option<f64>,
    /// The share of complainers who stayed, 0 to 1.
    pub retention_after_complaint: Option<f64>,
    /// The share of others who stayed, 0 to 1.
    pub retention_without_complaint: Option<f64>,
    /// The first less the second: below 0 where complaints are handled so that customers go.
    pub retention_difference: Option<f64>,
    /// How many customers are dissatisfied if only the share that was assumed of them complains.
    pub latent_dissatisfied: Option<f64>,
    /// Those of them who say nothing.
    pub silent: Option<f64>,
    /// The causes, the most frequent first.
    pub causes: Vec<ComplaintShare>,
    /// The kinds of service, the most frequent first.
    pub kinds: Vec<ComplaintShare>,
    /// What to mind: `latent_above_customers` where the assumed share gives more dissatisfied
    /// customers than there are customers.
    pub warnings: Vec<Caution>,
    /// How they were computed.
    pub provenance: Provenance,
}

report!(ComplaintMetrics {
    complaints => "complaints",
    complaint_rate => "complaintRate",
    resolution_rate => "resolutionRate",
    first_contact_rate => "firstContactRate",
    median_hours_to_answer => "medianHoursToAnswer",
    median_hours_to_close => "medianHoursToClose",
    retention_after_complaint => "retentionAfterComplaint",
    retention_without_complaint => "retentionWithoutComplaint",
    retention_difference => "retentionDifference",
    latent_dissatisfied => "latentDissatisfied",
    silent => "silent",
    causes => "causes",
    kinds => "kinds",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns how complaints are handled (投诉管理) from counts of a period and, where there are any,
/// from its cases.
///
/// With cases, complaints, resolutions and first contacts are counted from them, over the cases of
/// which each is known, and must not be given as well. A rate without a denominator is none.
///
/// # Formula
/// ```text
/// latent dissatisfied = complaints / voice share
/// ```
///
/// # Errors
/// [`Error::NotFinite`]; [`Error::OutOfRange`] for counts that are no whole numbers from 0, a part
/// above its whole, hours below 0 and a voice share that is not above 0 and up to 1;
/// [`Error::InvalidValue`] for a count that the cases give as well.
///
/// # Example: forty complaints of a thousand customers
/// ```
/// use clientele::service::{ComplaintCounts, complaint_metrics};
/// let counts = ComplaintCounts {
///     customers: Some(1000.0),
///     complaints: Some(40.0),
///     resolved: Some(34.0),
///     first_contact: Some(22.0),
///     voice_share: Some(0.04),
///     ..ComplaintCounts::default()
/// };
/// let found = complaint_metrics(&counts, &[])?;
/// assert_eq!((found.complaint_rate, found.resolution_rate), (Some(0.04), Some(0.85)));
/// assert_eq!(found.latent_dissatisfied, Some(1000.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Of the voice share, TARP (1986), *Consumer Complaint Handling in America*, is the usual source:
/// about one in 25 complains. It differs by trade, so it is an input here.
pub fn complaint_metrics(
    counts: &ComplaintCounts,
    cases: &[ComplaintCase],
) -> Result<ComplaintMetrics> {
    let customers = check_known(counts.customers, "customers", &check_count)?;
    let complaints = check_known(counts.complaints, "complaints", &check_count)?;
    let voice = check_known(counts.voice_share, "voiceShare", &check_unit)?;
    if let Some(voice) = voice.filter(|voice| *voice <= 0.0) {
        let expected = "a share above 0 and up to 1";
        return Err(Error::out_of_range("voiceShare".into(), voice, expected));
    }
    let (complaints, resolution_rate, first_contact_rate) = if cases.is_empty() {
        let whole = ("complaints", complaints);
        if let Some((first, resolved)) = counts.first_contact.zip(counts.resolved)
            && first > resolved
        {
            let expected = "at most the complaints that were resolved";
            return Err(Error::out_of_range("firstContact".into(), first, expected));
        }
        let resolved = share_of(("resolved", counts.resolved), whole)?;
        let first = share_of(("firstContact", counts.first_contact), whole)?;
        (complaints, resolved, first)
    } else {
        let given = [
            ("complaints", counts.complaints),
            ("resolved", counts.resolved),
            ("firstContact", counts.first_contact),
        ];
        if let Some((name, _)) = given.iter().find(|(_, count)| count.is_some()) {
            let expected = "none where there are cases";
            return Err(Error::invalid((*name).into(), "a count", expected));
        }
        for (i, case) in cases.iter().enumerate() {
            check_case(case, i)?;
        }
        let resolved = rate(cases, &|case| case.resolved);
        let first = rate(cases, &|case| case.first_contact);
        (Some(cases.len() as f64), resolved, first)
    };
    let after = share_of(
        ("complainersKept", counts.complainers_kept),
        ("complainers", counts.complainers),
    )?;
    let without = share_of(
        ("othersKept", counts.others_kept),
        ("others", counts.others),
    )?;
    let latent = complaints.zip(voice).map(|(count, voice)| count / voice);
    let too_many = latent
        .zip(customers)
        .is_some_and(|(latent, all)| latent > all);
    Ok(ComplaintMetrics {
        complaints,
        complaint_rate: complaints
            .zip(customers)
            .filter(|(_, customers)| *customers > 0.0)
            .map(|(complaints, customers)| complaints / customers),
        resolution_rate,
        first_contact_rate,
        median_hours_to_answer: median(cases, "hoursToAnswer", &|case| case.hours_to_answer)?,
        median_hours_to_close: median(cases, "hoursToClose", &|case| case.hours_to_close)?,
        retention_after_complaint: after,
        retention_without_complaint: without,
        retention_difference: after.zip(without).map(|(after, without)| after - without),
        latent_dissatisfied: latent,
        silent: latent.zip(complaints).map(|(latent, told)| latent - told),
        causes: shares(cases, &|case| case.cause.as_deref()),
        kinds: shares(cases, &|case| case.kind.map(ServiceKind::code)),
        warnings: if too_many {
            vec![Caution::new("latent_above_customers")]
        } else {
            Vec::new()
        },
        provenance: Provenance::new("complaintMetrics", hash(counts, cases)),
    })
}

/// Rejects a case that contradicts itself.
fn check_case(case: &ComplaintCase, i: usize) -> Result<()> {
    if case.first_contact == Some(true) && case.resolved == Some(false) {
        let expected = "no where the complaint was not resolved";
        return Err(Error::invalid(
            format!("cases[{i}].firstContact"),
            "yes",
            expected,
        ));
    }
    let hours = case.hours_to_answer.zip(case.hours_to_close);
    if let Some((answer, close)) = hours.filter(|(answer, close)| close < answer) {
        let expected = format!("at least the {answer} hours to the answer");
        return Err(Error::out_of_range(
            format!("cases[{i}].hoursToClose"),
            close,
            &expected,
        ));
    }
    Ok(())
}

/// Returns the share of yes among the cases of which it is known.
fn rate(cases: &[ComplaintCase], answer: &dyn Fn(&ComplaintCase) -> Option<bool>) -> Option<f64> {
    let (mut yes, mut known) = (0.0, 0.0);
    for answer in cases.iter().filter_map(answer) {
        known += 1.0;
        yes += f64::from(u8::from(answer));
    }
    (known > 0.0).then(|| yes / known)
}

/// Returns the median of the hours that are known.
fn median(
    cases: &[ComplaintCase],
    name: &str,
    hours: &dyn Fn(&ComplaintCase) -> Option<f64>,
) -> Result<Option<f64>> {
    let mut known = Vec::new();
    for (i, case) in cases.iter().enumerate() {
        let path = format!("cases[{i}].{name}");
        known.extend(check_known(hours(case), &path, &check_amount)?);
    }
    if known.is_empty() {
        return Ok(None);
    }
    Ok(quantiles(&known, &[0.5])?.first().copied())
}

/// Returns names with their complaints, the most frequent first, equal ones in the order in which
/// they come.
fn shares(
    cases: &[ComplaintCase],
    name: &dyn Fn(&ComplaintCase) -> Option<&str>,
) -> Vec<ComplaintShare> {
    let mut names: Vec<(&str, f64)> = Vec::new();
    for name in cases.iter().filter_map(name) {
        match names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1.0,
            None => names.push((name, 1.0)),
        }
    }
    sort_by(&mut names, |one, other| one.1 > other.1);
    let known: f64 = names.iter().map(|(_, count)| count).sum();
    names
        .into_iter()
        .map(|(name, complaints)| ComplaintShare {
            name: name.into(),
            complaints,
            share: complaints / known,
        })
        .collect()
}

fn hash(counts: &ComplaintCounts, cases: &[ComplaintCase]) -> String {
    let mut hash = Fingerprint::default();
    let yes = |answer: Option<bool>| answer.map_or(f64::NAN, |yes| f64::from(u8::from(yes)));
    let number = |value: Option<f64>| value.unwrap_or(f64::NAN);
    hash.numbers(&[
        number(counts.customers),
        number(counts.complaints),
        number(counts.resolved),
        number(counts.first_contact),
        number(counts.complainers),
        number(counts.complainers_kept),
        number(counts.others),
        number(counts.others_kept),
        number(counts.voice_share),
    ]);
    for case in cases {
        hash.text(case.cause.as_deref().unwrap_or_default());
        hash.text(case.kind.map_or("", ServiceKind::code));
        hash.numbers(&[
            number(case.hours_to_answer),
            number(case.hours_to_close),
            yes(case.resolved),
            yes(case.first_contact),
        ]);
    }
    hash.finish()
}
