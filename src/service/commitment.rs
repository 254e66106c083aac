//! How a customer is committed: by liking, or for want of another way.

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::decision::Decision;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::MIN_COVERAGE;
use crate::numeric::bounds::check_unit;
use crate::numeric::bounds::check_within;
use crate::numeric::statistics::mean;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;

/// Answers to statements about the two kinds of commitment; none where one was not answered.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CommitmentAnswers {
    /// That the customer likes to be one (情感承诺).
    pub affective: Vec<Option<f64>>,
    /// That leaving would cost too much (连续承诺).
    pub continuance: Vec<Option<f64>>,
}

options!(CommitmentAnswers {
    affective => "affective",
    continuance => "continuance",
});

/// The scale of the answers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CommitmentOptions {
    /// The lowest answer; 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub least: f64,
    /// The highest answer; 7 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub most: f64,
    /// The share of the statements that must be answered, 0 to 1; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

options!(CommitmentOptions {
    least => "least",
    most => "most",
    min_coverage => "minCoverage",
});

impl Default for CommitmentOptions {
    fn default() -> Self {
        Self {
            least: 1.0,
            most: 7.0,
            min_coverage: MIN_COVERAGE,
        }
    }
}

/// The commitment of a customer.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Commitment {
    /// The mean affective answer, on the scale; none where too few statements were answered.
    pub affective_mean: Option<f64>,
    /// The same from 0 to 100: a part of the attitude of a loyalty index.
    pub affective: Option<f64>,
    /// The mean continuance answer, on the scale.
    pub continuance_mean: Option<f64>,
    /// The same from 0 to 100: a part of the barriers to switching.
    pub continuance: Option<f64>,
    /// Which of the two is high.
    pub class: Decision,
    /// What to mind: `held_not_attached` where a customer stays for want of another way.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(Commitment {
    affective_mean => "affectiveMean",
    affective => "affective",
    continuance_mean => "continuanceMean",
    continuance => "continuance",
    class => "class",
    warnings => "warnings",
    provenance => "provenance",
});

/// Returns the affective and the continuance commitment of a customer (情感承诺、连续承诺).
///
/// The two are kept apart, since they work against each other: Fullerton (2003) found that customers
/// who stay for want of another way leave when there is one.
///
/// # Formula
/// ```text
/// commitment = 100 (mean answer − least) / (most − least)
/// ```
///
/// # Errors
/// [`Error::NotFinite`], and [`Error::OutOfRange`] for answers off the scale, with the place
/// (`affective[2]`), a scale of no width and a coverage outside 0-1.
///
/// # Example: stays because it would be dear to go
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::service::{CommitmentAnswers, CommitmentOptions, commitment};
/// let answers = CommitmentAnswers {
///     affective: vec![Some(2.0), Some(3.0), None],
///     continuance: vec![Some(6.0), Some(7.0)],
/// };
/// let found = commitment(&answers, &CommitmentOptions::default(), &Thresholds::default())?;
/// assert_eq!(found.affective, Some(25.0));
/// assert_eq!(found.class.code(), Some("commitment.continuance"));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Meyer, J. P. & Allen, N. J. (1991), "A three-component conceptualization of organizational
/// commitment", Human Resource Management Review 1(1); Fullerton, G. (2003), "When does commitment
/// lead to loyalty?", Journal of Service Research 5(4).
pub fn commitment(
    answers: &CommitmentAnswers,
    options: &CommitmentOptions,
    thresholds: &Thresholds,
) -> Result<Commitment> {
    thresholds.check()?;
    check_finite(options.least, || "options.least".into())?;
    check_finite(options.most, || "options.most".into())?;
    check_unit(options.min_coverage, "options.minCoverage")?;
    if options.most <= options.least {
        let expected = "more than `least`";
        return Err(Error::out_of_range(
            "options.most".into(),
            options.most,
            expected,
        ));
    }
    let points = |mean: f64| 100.0 * (mean - options.least) / (options.most - options.least);
    let affective_mean = answered(&answers.affective, "affective", options)?;
    let continuance_mean = answered(&answers.continuance, "continuance", options)?;
    let affective = affective_mean.map(points);
    let continuance = continuance_mean.map(points);
    let cut = thresholds.high_commitment;
    let class = match (affective, continuance) {
        (None, _) => Decision::lacking("affective"),
        (_, None) => Decision::lacking("continuance"),
        (Some(affective), Some(continuance)) => {
            let code = match (affective >= cut, continuance >= cut) {
                (true, true) => "commitment.both",
                (true, false) => "commitment.affective",
                (false, true) => "commitment.continuance",
                (false, false) => "commitment.neither",
            };
            Decision::made(
                Classification::new(code)
                    .because("affective", affective)
                    .because("continuance", continuance)
                    .beyond("high_commitment", cut),
            )
        }
    };
    let held = class.code() == Some("commitment.continuance");
    let all: Vec<Option<f64>> = answers
        .affective
        .iter()
        .chain([&None])
        .chain(&answers.continuance)
        .copied()
        .collect();
    Ok(Commitment {
        affective_mean,
        affective,
        continuance_mean,
        continuance,
        class,
        warnings: if held {
            vec![Caution::new("held_not_attached")]
        } else {
            Vec::new()
        },
        provenance: Provenance::new("commitment", Fingerprint::of_known(&all))
            .with("least", options.least)
            .with("most", options.most),
    })
}

/// Returns the mean of the answers, nothing where too few were given.
fn answered(
    answers: &[Option<f64>],
    name: &str,
    options: &CommitmentOptions,
) -> Result<Option<f64>> {
    let mut known = Vec::with_capacity(answers.len());
    for (i, answer) in answers.iter().enumerate() {
        if let Some(answer) = answer {
            let path = format!("{name}[{i}]");
            let scale = [options.least, options.most];
            known.push(check_within(
                *answer,
                scale,
                &path,
                "an answer on the scale",
            )?);
        }
    }
    let enough = known.len() as f64 >= options.min_coverage * answers.len() as f64;
    Ok(mean(&known).filter(|_| enough))
}
