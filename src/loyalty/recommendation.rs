//! The recommendation score (推荐): the share of those who recommend less that of those who warn.

use crate::data::caution::Caution;
use crate::data::placements::ClassCount;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::loyalty::levels::check_descending;
use crate::numeric::math::sqrt;
use crate::numeric::normal::two_sided;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;

/// How the recommendation score is computed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RecommendationOptions {
    /// The level of the intervals; 0.95 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub level: f64,
    /// The standard errors to each side of the score, instead of those that follow from the level:
    /// 1.96 as many texts round them.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub z: Option<f64>,
    /// The thresholds.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub thresholds: Thresholds,
}

options!(RecommendationOptions {
    level => "level",
    z => "z",
    thresholds => "thresholds",
});

impl Default for RecommendationOptions {
    fn default() -> Self {
        Self {
            level: 0.95,
            z: None,
            thresholds: Thresholds::default(),
        }
    }
}

/// A recommendation score with its uncertainty.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RecommendationScore {
    /// The score, −100 to 100; none without answers.
    pub score: Option<f64>,
    /// Its standard error.
    pub standard_error: Option<f64>,
    /// The lower end of the interval, not below −100.
    pub lower: Option<f64>,
    /// The upper end of the interval, not above 100.
    pub upper: Option<f64>,
    /// The lower end of the adjusted interval, which holds for few answers too.
    pub adjusted_lower: Option<f64>,
    /// The upper end of the adjusted interval.
    pub adjusted_upper: Option<f64>,
    /// The level of the intervals.
    pub level: f64,
    /// Promoters, passives and detractors.
    pub classes: Vec<ClassCount>,
    /// How many answered.
    pub answers: f64,
    /// How many did not.
    pub missing: f64,
    /// Why there is no score: `nobody_answered`.
    pub reason: Option<String>,
    /// What to mind: `few_recommendations`.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(RecommendationScore {
    score => "score",
    standard_error => "standardError",
    lower => "lower",
    upper => "upper",
    adjusted_lower => "adjustedLower",
    adjusted_upper => "adjustedUpper",
    level => "level",
    classes => "classes",
    answers => "answers",
    missing => "missing",
    reason => "reason",
    warnings => "warnings",
    provenance => "provenance",
});

/// What the adjusted interval adds to promoters and to detractors.
const ADDED: f64 = 0.75;

/// What the adjusted interval adds to all answers.
const ADDED_ANSWERS: f64 = 3.0;

/// Returns the recommendation score of answers, whole numbers from 0 to 10; NaN is a missing answer.
///
/// # Formula
/// ```text
/// promoters 9-10, passives 7-8, detractors 0-6;  score = 100 (p − d)
/// standard error = 100 √((p + d − (p − d)²) / n),  interval score ± z · standard error
/// adjusted: the same with ¾ more promoters, ¾ more detractors and 3 more answers
/// ```
///
/// # Errors
/// [`Error::NotFinite`], [`Error::OutOfRange`] for an answer that is no
/// whole number from 0 to 10, as `answers[3]`; [`Error::OutOfRange`] for a level that is not between 0
/// and 1, and for thresholds that do not fall.
///
/// # Example: two promoters, one detractor
/// ```
/// use clientele::loyalty::{RecommendationOptions, recommendation_score};
/// let found = recommendation_score(&[10.0, 9.0, 8.0, 3.0], &RecommendationOptions::default())?;
/// assert_eq!(found.score, Some(25.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Reichheld (2003), "The one number you need to grow", Harvard Business Review 81(12), for the
/// groups; the variance is that of a difference of multinomial shares. Rocks (2016), "Interval
/// estimation for the Net Promoter Score", The American Statistician 70(4), for the adjusted interval.
/// "Net Promoter" is a mark of its owners; this is a score of its kind.
pub fn recommendation_score(
    answers: &[f64],
    options: &RecommendationOptions,
) -> Result<RecommendationScore> {
    let thresholds = options.thresholds.check()?;
    check_descending(&[
        ("promoterFrom", thresholds.promoter_from),
        ("passiveFrom", thresholds.passive_from),
    ])?;
    check_level(options.level)?;
    let mut counts = [0.0; 3];
    let mut missing = 0.0;
    for (i, answer) in answers.iter().enumerate() {
        if answer.is_nan() {
            missing += 1.0;
            continue;
        }
        let path = || format!("answers[{i}]");
        check_finite(*answer, path)?;
        if !(0.0..=10.0).contains(answer) || libm::floor(*answer) < *answer {
            let expected = "a whole number from 0 to 10";
            return Err(Error::out_of_range(path(), *answer, expected));
        }
        let [promoters, passives, detractors] = &mut counts;
        *(if *answer >= thresholds.promoter_from {
            promoters
        } else if *answer >= thresholds.passive_from {
            passives
        } else {
            detractors
        }) += 1.0;
    }
    let [promoters, passives, detractors] = counts;
    let n = promoters + passives + detractors;
    let asked = n > 0.0;
    let z = options.z.unwrap_or_else(|| two_sided(options.level));
    check_finite(z, || "options.z".into())?;
    if z <= 0.0 {
        return Err(Error::out_of_range(
            "options.z".into(),
            z,
            "a number above 0",
        ));
    }
    let plain = difference(promoters, detractors, n);
    let adjusted = difference(promoters + ADDED, detractors + ADDED, n + ADDED_ANSWERS);
    let end = |(score, error): (f64, f64), z: f64| {
        asked.then(|| (score + z * error).clamp(-100.0, 100.0))
    };
    let class = |code: &str, customers: f64| ClassCount {
        code: code.into(),
        customers,
        share: asked.then(|| customers / n),
    };
    let mut warnings = Vec::new();
    if n < thresholds.recommendation_answers {
        warnings.push(Caution::new("few_recommendations"));
    }
    let mut hash = Fingerprint::default();
    hash.numbers(answers);
    Ok(RecommendationScore {
        score: asked.then_some(plain.0),
        standard_error: asked.then_some(plain.1),
        lower: end(plain, -z),
        upper: end(plain, z),
        adjusted_lower: end(adjusted, -z),
        adjusted_upper: end(adjusted, z),
        level: options.level,
        classes: vec![
            class("recommender.promoter", promoters),
            class("recommender.passive", passives),
            class("recommender.detractor", detractors),
        ],
        answers: n,
        missing,
        reason: (!asked).then(|| "nobody_answered".into()),
        warnings,
        provenance: Provenance::new("recommendationScore", hash.finish())
            .with("level", options.level)
            .with("z", z)
            .with("promoterFrom", thresholds.promoter_from)
            .with("passiveFrom", thresholds.passive_from),
    })
}

/// The difference of two shares in points, and its standard error.
fn difference(promoters: f64, detractors: f64, n: f64) -> (f64, f64) {
    let (p, d) = (promoters / n, detractors / n);
    let variance = (p + d - (p - d) * (p - d)).max(0.0);
    (100.0 * (p - d), 100.0 * sqrt(variance / n))
}

/// Rejects a level of an interval that is not between 0 and 1.
pub(crate) fn check_level(level: f64) -> Result<()> {
    check_finite(level, || "options.level".into())?;
    if level > 0.0 && level < 1.0 {
        return Ok(());
    }
    let path = "options.level".into();
    Err(Error::out_of_range(path, level, "a number between 0 and 1"))
}
