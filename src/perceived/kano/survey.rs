//! A Kano survey: counts, categories, better and worse, and the continuous analysis.

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Result;
use crate::perceived::kano::tally::place;
use crate::perceived::kano::tally::tally;
use crate::perceived::parts::Answers;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;
use crate::plain::words;

/// How the category of an attribute follows from the counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum KanoRule {
    /// The most frequent one; ties M > O > A > I > R > Q.
    #[default]
    Mode,
    /// The most frequent of M, O and A where they are more than I, R and Q together, otherwise of
    /// these (Berger et al. 1993).
    Berger,
}

words!(KanoRule {
    Mode => "mode",
    Berger => "berger",
});

/// Where the quadrants of better and worse meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum KanoCut {
    /// At the means of the attributes; of a single one, which is its own mean, at 0.5.
    #[default]
    Mean,
    /// At 0.5.
    Half,
}

words!(KanoCut {
    Mean => "mean",
    Half => "half",
});

/// How a Kano survey is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct KanoOptions {
    /// How the category follows from the counts; `mode` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub rule: KanoRule,
    /// Where the quadrants meet; `mean` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub cut: KanoCut,
}

options!(KanoOptions {
    rule => "rule",
    cut => "cut",
});

/// How many respondents put an attribute into each category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct KanoCounts {
    /// M, 当然.
    pub must_be: u32,
    /// O, 期望.
    pub one_dimensional: u32,
    /// A, 迷人.
    pub attractive: u32,
    /// I, 无关.
    pub indifferent: u32,
    /// R, 反向.
    pub reverse: u32,
    /// Q, 可疑.
    pub questionable: u32,
}

report!(KanoCounts {
    must_be => "mustBe",
    one_dimensional => "oneDimensional",
    attractive => "attractive",
    indifferent => "indifferent",
    reverse => "reverse",
    questionable => "questionable",
});

/// What one attribute is to customers.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct KanoAttribute {
    /// The attribute.
    pub attribute: String,
    /// How many gave each pair of answers (需求识别矩阵): functional in rows, dysfunctional in columns.
    pub matrix: Vec<Vec<u32>>,
    /// How many put it into each category (质量要素识别汇总表).
    pub counts: KanoCounts,
    /// How many answered both questions.
    pub respondents: u32,
    /// How many did not.
    pub missing: u32,
    /// Its category, such as `kano.attractive`.
    pub category: Option<Classification>,
    /// (A + O) / (A + O + M + I): how far satisfaction rises when it is there, 0 to 1.
    pub better: Option<f64>,
    /// −(O + M) / (A + O + M + I): how far satisfaction falls when it is not, −1 to 0.
    pub worse: Option<f64>,
    /// The lead of the most frequent category over the next, as a share of all.
    pub category_strength: Option<f64>,
    /// The share of A, O and M.
    pub total_strength: Option<f64>,
    /// Whether it is mixed (H): no category leads, though it matters (Lee & Newcomb 1997).
    pub mixed: bool,
    /// The quadrant of better and worse.
    pub quadrant: Option<Classification>,
    /// Its place by |worse|, then better; 1 comes first, equal ones share a place.
    pub priority: Option<u32>,
    /// The mean of the functional answers as 4, 2, 0, −1, −2.
    pub functional: Option<f64>,
    /// The mean of the dysfunctional answers as −2, −1, 0, 2, 4.
    pub dysfunctional: Option<f64>,
    /// The functional mean without those who answered R or Q.
    pub functional_clean: Option<f64>,
    /// The dysfunctional mean without those who answered R or Q.
    pub dysfunctional_clean: Option<f64>,
    /// The quadrant of the means without R and Q.
    pub continuous: Option<Classification>,
    /// Why there is no category: `no_answers`.
    pub reason: Option<String>,
}

report!(KanoAttribute {
    attribute => "attribute",
    matrix => "matrix",
    counts => "counts",
    respondents => "respondents",
    missing => "missing",
    category => "category",
    better => "better",
    worse => "worse",
    category_strength => "categoryStrength",
    total_strength => "totalStrength",
    mixed => "mixed",
    quadrant => "quadrant",
    priority => "priority",
    functional => "functional",
    dysfunctional => "dysfunctional",
    functional_clean => "functionalClean",
    dysfunctional_clean => "dysfunctionalClean",
    continuous => "continuous",
    reason => "reason",
});

/// A Kano survey.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct KanoSurvey {
    /// The attributes in their order.
    pub attributes: Vec<KanoAttribute>,
    /// What to mind: `question_unclear` for an attribute with many contradictions.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(KanoSurvey {
    attributes => "attributes",
    warnings => "warnings",
    provenance => "provenance",
});

/// The code of the warning that many answers contradict each other.
pub const QUESTION_UNCLEAR: &str = "question_unclear";

/// Evaluates a Kano survey.
///
/// `answers`: row by row, two numbers for each of the `attributes`, the functional and the
/// dysfunctional answer, 1 to 5 as in [`kano_category`](super::kano_category), NaN where there is
/// none. Who did not answer both questions is left out of the attribute and counted.
///
/// # Formula
/// ```text
/// better = (A + O) / (A + O + M + I)      worse = −(O + M) / (A + O + M + I)
/// category strength = (n₁ − n₂) / n       total strength = (A + O + M) / n
/// continuous: means of 4, 2, 0, −1, −2 and of −2, −1, 0, 2, 4; quadrants at 2
/// ```
///
/// # Errors
/// [`Error::EmptyInput`](crate::Error::EmptyInput) without attributes,
/// [`Error::InvalidValue`](crate::Error::InvalidValue) for names,
/// [`Error::LengthMismatch`](crate::Error::LengthMismatch),
/// [`Error::NotFinite`](crate::Error::NotFinite) and
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for an answer that is none of the five.
///
/// # Example: three respondents, one attribute
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::perceived::kano::{KanoOptions, kano};
/// let answers = [1.0, 5.0, 1.0, 3.0, 1.0, 4.0];
/// let found = kano(&["delivery".into()], &answers, &KanoOptions::default(), &Thresholds::default())?;
/// assert_eq!(found.attributes[0].category.as_ref().unwrap().code, "kano.attractive");
/// assert_eq!((found.attributes[0].better, found.attributes[0].worse), (Some(1.0), Some(-1.0 / 3.0)));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// * Kano, N. et al. (1984), "Attractive quality and must-be quality", Hinshitsu 14(2).
/// * Berger, C. et al. (1993), Center for Quality of Management Journal 2(4): better and worse, ties,
///   and `DuMouchel`'s continuous analysis.
/// * Sauerwein, E. et al. (1996), "The Kano model", International Working Seminar on Production
///   Economics 1: the same.
/// * Lee, M. C. and Newcomb, J. F. (1997), "Applying the Kano methodology to meet customer
///   requirements", Quality Management Journal 4(3): strengths.
pub fn kano(
    attributes: &[String],
    answers: &[f64],
    options: &KanoOptions,
    thresholds: &Thresholds,
) -> Result<KanoSurvey> {
    thresholds.check()?;
    // Names first: two columns stand for one of them.
    Answers::try_new(attributes, &[])?;
    let width = 2 * attributes.len();
    let rows = answers.len().div_ceil(width);
    check_length("data", answers.len(), rows * width)?;
    let mut warnings = Vec::new();
    let mut found = Vec::with_capacity(attributes.len());
    for (j, name) in attributes.iter().enumerate() {
        let tally = tally(answers, width, j, name)?;
        let attribute = tally.attribute(name, *options, thresholds);
        let unclear = f64::from(attribute.counts.questionable)
            > thresholds.kano_questionable_share * f64::from(attribute.respondents);
        if unclear {
            warnings.push(Caution::about(QUESTION_UNCLEAR, name));
        }
        found.push(attribute);
    }
    place(&mut found, options.cut);
    let mut hash = Fingerprint::default();
    for name in attributes {
        hash.text(name);
    }
    hash.numbers(answers);
    Ok(KanoSurvey {
        attributes: found,
        warnings,
        provenance: Provenance::new("kano", hash.finish())
            .with(
                "rule",
                match options.rule {
                    KanoRule::Mode => "mode",
                    KanoRule::Berger => "berger",
                },
            )
            .with(
                "cut",
                match options.cut {
                    KanoCut::Mean => "mean",
                    KanoCut::Half => "half",
                },
            ),
    })
}
