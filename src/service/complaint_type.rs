//! How a dissatisfied customer complains: Singh's four types.

use crate::data::classification::Classification;
use crate::data::decision::Decision;
use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::numeric::bounds::check_count;
use crate::numeric::bounds::check_known;
use crate::numeric::bounds::check_percent;
use crate::numeric::bounds::check_within;
use crate::numeric::math::sqrt;
use crate::plain::record;
use crate::plain::report;

/// What a customer did after a failure, in the last 365 days. What is not known is none: who
/// looked and found nothing says 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ComplaintFacts {
    /// Complaints to the firm.
    #[cfg_attr(feature = "full", tsify(optional, type = "number | null"))]
    pub voice: Option<f64>,
    /// Times the customer spoke ill of the firm to others.
    #[cfg_attr(feature = "full", tsify(optional, type = "number | null"))]
    pub negative_word_of_mouth: Option<f64>,
    /// Complaints to third parties, legal steps among them.
    #[cfg_attr(feature = "full", tsify(optional, type = "number | null"))]
    pub third_party: Option<f64>,
    /// Failures of service that the customer met.
    #[cfg_attr(feature = "full", tsify(optional, type = "number | null"))]
    pub failures: Option<f64>,
    /// Satisfaction, 0 to 100.
    #[cfg_attr(feature = "full", tsify(optional, type = "number | null"))]
    pub satisfaction: Option<f64>,
}

record!(ComplaintFacts {
    voice => "voice",
    negative_word_of_mouth => "negativeWordOfMouth",
    third_party => "thirdParty",
    failures => "failures",
    satisfaction => "satisfaction",
});

/// A type of complainer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComplaintTypeName {
    /// Says nothing (消极者).
    Passive,
    /// Tells the firm (发言者).
    Voicer,
    /// Tells the firm and speaks ill of it to others (发怒者).
    Irate,
    /// Goes to third parties as well (积极分子).
    Activist,
    /// Is not dissatisfied.
    None,
}

impl ComplaintTypeName {
    /// All types; the first four are dissatisfied.
    pub const ALL: [Self; 5] = [
        Self::Passive,
        Self::Voicer,
        Self::Irate,
        Self::Activist,
        Self::None,
    ];

    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Passive => "complaint.passive",
            Self::Voicer => "complaint.voicer",
            Self::Irate => "complaint.irate",
            Self::Activist => "complaint.activist",
            Self::None => "complaint.none",
        }
    }

    /// Returns the share of the type among dissatisfied customers in Singh (1990); none where the
    /// type is not his.
    pub fn published_share(self) -> Option<f64> {
        match self {
            Self::Passive => Some(0.14),
            Self::Voicer => Some(0.37),
            Self::Irate => Some(0.21),
            Self::Activist => Some(0.28),
            Self::None => None,
        }
    }

    /// Returns the typical intentions on a scale of 1 to 7: to tell the firm, to tell others, to go
    /// to third parties. The numbers are our choice after the descriptions of Singh (1990).
    fn centroid(self) -> Option<[f64; 3]> {
        match self {
            Self::Passive => Some([2.0, 2.0, 2.0]),
            Self::Voicer => Some([6.0, 2.0, 2.0]),
            Self::Irate => Some([6.0, 6.0, 2.0]),
            Self::Activist => Some([6.0, 6.0, 6.0]),
            Self::None => None,
        }
    }
}

/// What customers of a type do.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
#[allow(
    clippy::struct_excessive_bools,
    reason = "the columns of a table of marks"
)]
pub struct ComplaintProfile {
    /// The code of the type.
    pub code: String,
    /// Whether they tell the firm.
    pub to_supplier: bool,
    /// Whether they tell people around them.
    pub to_people: bool,
    /// Whether they go to third parties.
    pub to_third_party: bool,
    /// Whether they speak ill of the firm.
    pub negative_word_of_mouth: bool,
    /// Whether they leave: `leaves.silent`, `leaves.by_handling`, `leaves.likely` or
    /// `leaves.by_recovery`.
    pub switching: Classification,
    /// Their share of dissatisfied customers in Singh (1990), 0 to 1.
    pub published_share: Option<f64>,
}

report!(ComplaintProfile {
    code => "code",
    to_supplier => "toSupplier",
    to_people => "toPeople",
    to_third_party => "toThirdParty",
    negative_word_of_mouth => "negativeWordOfMouth",
    switching => "switching",
    published_share => "publishedShare",
});

/// Returns what customers of each of the four types do.
///
/// The marks of the table are reconstructed from the descriptions of the types.
///
/// # Example: who may still be won
/// ```
/// let profiles = clientele::service::complaint_profiles();
/// assert_eq!(profiles[1].code, "complaint.voicer");
/// assert_eq!(profiles[1].switching.code, "leaves.by_handling");
/// ```
///
/// # References
/// Singh, J. (1990), "A typology of consumer dissatisfaction response styles", Journal of Retailing
/// 66(1).
pub fn complaint_profiles() -> Vec<ComplaintProfile> {
    let switching = [
        "leaves.silent",
        "leaves.by_handling",
        "leaves.likely",
        "leaves.by_recovery",
    ];
    ComplaintTypeName::ALL
        .into_iter()
        .zip(switching)
        .enumerate()
        .map(|(step, (kind, switching))| ComplaintProfile {
            code: kind.code().into(),
            // Each type does what the one before does, and one thing more.
            to_supplier: step >= 1,
            to_people: step >= 2,
            to_third_party: step >= 3,
            negative_word_of_mouth: step >= 2,
            switching: Classification::new(switching),
            published_share: kind.published_share(),
        })
        .collect()
}

/// Returns the type of complainer by what a customer did.
///
/// The strongest step decides: third parties, then ill words, then the firm. Who did nothing is
/// passive if dissatisfied, which a failure or a satisfaction below `dissatisfiedBelow` shows, and of no
/// type where both are known and neither shows it. The order of the rule is our choice. A step that is not known decides
/// nothing, unless a stronger one was taken.
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite), and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for counts that are no whole numbers from 0 and a
/// satisfaction outside 0-100.
///
/// # Example: one complaint, two ill words
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::service::{ComplaintFacts, complaint_type};
/// let facts = ComplaintFacts {
///     voice: Some(1.0),
///     negative_word_of_mouth: Some(2.0),
///     third_party: Some(0.0),
///     ..ComplaintFacts::default()
/// };
/// assert_eq!(complaint_type(&facts, &Thresholds::default())?.code(), Some("complaint.irate"));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Singh, J. (1990), "A typology of consumer dissatisfaction response styles", Journal of Retailing
/// 66(1).
pub fn complaint_type(facts: &ComplaintFacts, thresholds: &Thresholds) -> Result<Decision> {
    thresholds.check()?;
    let steps = [
        ("thirdParty", facts.third_party, ComplaintTypeName::Activist),
        (
            "negativeWordOfMouth",
            facts.negative_word_of_mouth,
            ComplaintTypeName::Irate,
        ),
        ("voice", facts.voice, ComplaintTypeName::Voicer),
    ];
    for (name, events, _) in steps {
        check_known(events, name, &check_count)?;
    }
    let failures = check_known(facts.failures, "failures", &check_count)?;
    let satisfaction = check_known(facts.satisfaction, "satisfaction", &check_percent)?;
    let below = thresholds.dissatisfied_below;
    let evidence = |kind: ComplaintTypeName| {
        Classification::new(kind.code())
            .because("third_party", facts.third_party)
            .because("negative_word_of_mouth", facts.negative_word_of_mouth)
            .because("voice", facts.voice)
    };
    for (name, events, kind) in steps {
        match events {
            None => return Ok(Decision::lacking(name)),
            Some(events) if events >= 1.0 => return Ok(Decision::made(evidence(kind))),
            Some(_) => {}
        }
    }
    let failed = failures.map(|failures| failures >= 1.0);
    let unhappy = satisfaction.map(|satisfaction| satisfaction < below);
    let kind = match (failed, unhappy) {
        (Some(true), _) | (_, Some(true)) => ComplaintTypeName::Passive,
        (Some(false), Some(false)) => ComplaintTypeName::None,
        (_, None) => return Ok(Decision::lacking("satisfaction")),
        (None, _) => return Ok(Decision::lacking("failures")),
    };
    Ok(Decision::made(
        evidence(kind)
            .because("failures", failures)
            .because("satisfaction", satisfaction)
            .beyond("dissatisfied_below", below),
    ))
}

/// Returns the type of complainer by intentions on a scale of 1 to 7: the nearest of four typical
/// answers (2, 2, 2), (6, 2, 2), (6, 6, 2), (6, 6, 6).
///
/// `voice`, `private` and `third_party`: to tell the firm, to tell others, to go to third parties.
/// The typical answers are our choice. Of two that are equally near, the one that does less counts.
///
/// # Errors
/// [`Error::NotFinite`](crate::Error::NotFinite), and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for an answer outside 1-7.
///
/// # Example: tells the firm, and nobody else
/// ```
/// use clientele::service::complaint_type_by_intentions;
/// let found = complaint_type_by_intentions(Some(5.5), Some(2.5), Some(1.5))?;
/// assert_eq!(found.code(), Some("complaint.voicer"));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Singh, J. (1990), "A typology of consumer dissatisfaction response styles", Journal of Retailing
/// 66(1), which clusters such answers.
pub fn complaint_type_by_intentions(
    voice: Option<f64>,
    private: Option<f64>,
    third_party: Option<f64>,
) -> Result<Decision> {
    let given = [
        ("voice", voice),
        ("private", private),
        ("thirdParty", third_party),
    ];
    let mut answers = Vec::with_capacity(given.len());
    for (name, answer) in given {
        let checked = check_known(answer, name, &|answer, path| {
            check_within(answer, [1.0, 7.0], path, "an answer from 1 to 7")
        })?;
        answers.push((name, checked));
    }
    let mut nearest = (f64::INFINITY, ComplaintTypeName::Passive);
    let mut found = Classification::new("");
    for kind in ComplaintTypeName::ALL {
        let Some(centroid) = kind.centroid() else {
            continue;
        };
        let mut distance = 0.0;
        for ((name, answer), centre) in answers.iter().zip(centroid) {
            let Some(answer) = answer else {
                return Ok(Decision::lacking(name));
            };
            distance += (answer - centre) * (answer - centre);
        }
        if distance < nearest.0 {
            nearest = (distance, kind);
        }
        found = found.because(kind.code(), sqrt(distance));
    }
    found.code = nearest.1.code().into();
    Ok(Decision::made(found))
}
