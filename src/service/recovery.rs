//! Satisfaction with the handling of a complaint.

use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::CompositeIndex;
use crate::index::Indicator;
use crate::index::MIN_COVERAGE;
use crate::index::composite::COVERAGE_TOO_LOW;
use crate::index::tree::TreePart;
use crate::numeric::bounds::check_known;
use crate::numeric::bounds::check_within;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::record;
use crate::plain::report;

/// How fair a customer found the handling of a complaint, as answers or means of answers; and
/// satisfaction before and after. What is not known is none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct HandlingAnswers {
    /// The outcome: refund, exchange, apology (分配公平).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub distributive: Option<f64>,
    /// The way to it: speed, ease (程序公平).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub procedural: Option<f64>,
    /// How the customer was treated (互动公平).
    #[cfg_attr(feature = "full", tsify(optional))]
    pub interactional: Option<f64>,
    /// Satisfaction before the failure, on the same scale.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub before: Option<f64>,
    /// Satisfaction after the recovery, on the same scale.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub after: Option<f64>,
}

record!(HandlingAnswers {
    distributive => "distributive",
    procedural => "procedural",
    interactional => "interactional",
    before => "before",
    after => "after",
});

/// How the three are weighed. The literature disagrees on the weights; the defaults, 0.4, 0.3 and
/// 0.3, are our choice.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct HandlingOptions {
    /// The weight of the outcome; 0.4 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub distributive: f64,
    /// The weight of the way to it; 0.3 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub procedural: f64,
    /// The weight of the treatment; 0.3 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub interactional: f64,
    /// The lowest answer; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub least: f64,
    /// The highest answer; 7 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub most: f64,
    /// The share of the weights that must be answered, 0 to 1; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

options!(HandlingOptions {
    distributive => "distributive",
    procedural => "procedural",
    interactional => "interactional",
    least => "least",
    most => "most",
    min_coverage => "minCoverage",
});

impl Default for HandlingOptions {
    fn default() -> Self {
        Self {
            distributive: 0.4,
            procedural: 0.3,
            interactional: 0.3,
            least: 1.0,
            most: 7.0,
            min_coverage: MIN_COVERAGE,
        }
    }
}

/// How satisfied a customer is with the handling of a complaint.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct HandlingSatisfaction {
    /// The weighted mean of the answers, on the scale; none when `reason` says why.
    pub mean: Option<f64>,
    /// The same from 0 to 100.
    pub score: Option<f64>,
    /// The share of the weights that was answered, 0 to 1.
    pub coverage: f64,
    /// The three kinds of fairness.
    pub parts: Vec<TreePart>,
    /// Satisfaction after the recovery less that before the failure, in points of the scale; none
    /// where one of them is not known.
    pub recovery_gain: Option<f64>,
    /// Why there is no mean: `coverage_too_low`.
    pub reason: Option<String>,
    /// What to mind: `recovery_paradox`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(HandlingSatisfaction {
    mean => "mean",
    score => "score",
    coverage => "coverage",
    parts => "parts",
    recovery_gain => "recoveryGain",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

const CODES: [&str; 3] = [
    "justice.distributive",
    "justice.procedural",
    "justice.interactional",
];

/// Returns how satisfied a customer is with the handling of a complaint (服务补救), by three kinds of
/// fairness, and what the recovery gained.
///
/// A missing answer is left out and its weight goes to the others. Where satisfaction is higher after
/// the recovery than before the failure, a caution says what that does not mean: the paradox holds
/// for satisfaction and not for repurchase (de Matos et al. 2007).
///
/// # Formula
/// ```text
/// mean = w_D D + w_P P + w_I I,   score = 100 (mean − least) / (most − least)
/// ```
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for answers off the scale, weights below 0 or all
/// 0, a scale of no width and a coverage outside 0-1.
///
/// # Example: treated well, but slowly
/// ```
/// use clientele::service::{HandlingAnswers, HandlingOptions, handling_satisfaction};
/// let answers = HandlingAnswers {
///     distributive: Some(5.0),
///     procedural: Some(4.0),
///     interactional: Some(6.0),
///     before: Some(6.0),
///     after: Some(5.5),
/// };
/// let found = handling_satisfaction(&answers, &HandlingOptions::default())?;
/// assert!((found.mean.unwrap() - 5.0).abs() < 1e-12);
/// assert_eq!(found.recovery_gain, Some(-0.5));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Tax, S. S., Brown, S. W. & Chandrashekaran, M. (1998), "Customer evaluations of service complaint
/// experiences", Journal of Marketing 62(2); Orsingher, C., Valentini, S. & de Angelis, M. (2010), "A
/// meta-analysis of satisfaction with complaint handling in services", Journal of the Academy of
/// Marketing Science 38(2); de Matos, C. A., Henrique, J. L. & Rossi, C. A. V. (2007), "Service
/// recovery paradox: a meta-analysis", Journal of Service Research 10(1).
pub fn handling_satisfaction(
    answers: &HandlingAnswers,
    options: &HandlingOptions,
) -> Result<HandlingSatisfaction> {
    let scale = [options.least, options.most];
    check_finite(options.least, || "options.least".into())?;
    check_finite(options.most, || "options.most".into())?;
    if options.most <= options.least {
        let expected = "more than `least`";
        return Err(Error::out_of_range(
            "options.most".into(),
            options.most,
            expected,
        ));
    }
    let on_scale = |answer, path: &str| check_within(answer, scale, path, "an answer on the scale");
    let names = ["distributive", "procedural", "interactional"];
    let given = [
        answers.distributive,
        answers.procedural,
        answers.interactional,
    ];
    for (answer, name) in given.into_iter().zip(names) {
        check_known(answer, name, &on_scale)?;
    }
    let before = check_known(answers.before, "before", &on_scale)?;
    let after = check_known(answers.after, "after", &on_scale)?;
    let weights = [
        options.distributive,
        options.procedural,
        options.interactional,
    ];
    let indicators = names
        .into_iter()
        .zip(weights)
        .map(|(name, weight)| Indicator::new(name, weight, options.least, options.most))
        .collect();
    let index = CompositeIndex::try_new(indicators)
        .and_then(|index| index.with_min_coverage(options.min_coverage))
        .map_err(|error| error.within("options"))?;
    let found = index.score(&given)?;
    let gain = before.zip(after).map(|(before, after)| after - before);
    let parts = CODES
        .into_iter()
        .zip(given)
        .zip(found.normalised)
        .zip(found.weights)
        .zip(found.parts)
        .map(|((((code, raw), normalised), weight), points)| TreePart {
            code: code.into(),
            raw,
            normalised,
            weight: points.map(|_| weight),
            points,
        })
        .collect();
    let span = options.most - options.least;
    Ok(HandlingSatisfaction {
        mean: found
            .score
            .map(|score| options.least + span * score / 100.0),
        score: found.score,
        coverage: found.coverage,
        parts,
        recovery_gain: gain,
        reason: found.score.is_none().then(|| COVERAGE_TOO_LOW.into()),
        warnings: if gain.is_some_and(|gain| gain > 0.0) {
            vec![Caution::new("recovery_paradox")]
        } else {
            Vec::new()
        },
        provenance: Provenance::new(
            "handlingSatisfaction",
            Fingerprint::of_known(&[given[0], given[1], given[2], before, after]),
        )
        .with("weights", weights.to_vec())
        .with("least", options.least)
        .with("most", options.most),
    })
}
