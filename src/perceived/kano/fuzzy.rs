//! Fuzzy Kano answers: a respondent may lean to several answers at once.

use crate::data::classification::Classification;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::data::thresholds::Thresholds;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::tolerance::TIE;
use crate::numeric::tolerance::UNIT_SUM;
use crate::numeric::vectors::check_from_zero;
use crate::numeric::vectors::sum;
use crate::perceived::kano::KanoCategory;
use crate::perceived::parts::NO_ANSWERS;
use crate::perceived::parts::input_hash;
use crate::plain::record;
use crate::plain::report;

/// How far a respondent leans to each of the five answers, in both questions.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FuzzyKanoAnswer {
    /// Five memberships that sum to 1: to have it.
    pub functional: Vec<f64>,
    /// Five memberships that sum to 1: not to have it.
    pub dysfunctional: Vec<f64>,
}

record!(FuzzyKanoAnswer {
    functional => "functional",
    dysfunctional => "dysfunctional",
});

/// How far one category applies.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct KanoMembership {
    /// The category, such as `kano.must_be`.
    pub code: String,
    /// The mean membership, 0 to 1; the six sum to 1.
    pub membership: f64,
    /// How many respondents have it at the threshold or above.
    pub respondents: u32,
}

report!(KanoMembership {
    code => "code",
    membership => "membership",
    respondents => "respondents",
});

/// What fuzzy answers say of an attribute.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FuzzyKano {
    /// The six categories, M, O, A, I, R, Q; empty without respondents.
    pub categories: Vec<KanoMembership>,
    /// The category that most respondents have; ties by the mean membership, then M > O > A > I > R >
    /// Q, which is our choice.
    pub category: Option<Classification>,
    /// Why there is none: `no_answers`, or `no_membership` where no one reaches the threshold.
    pub reason: Option<String>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(FuzzyKano {
    categories => "categories",
    category => "category",
    reason => "reason",
    provenance => "provenance",
});

/// Evaluates fuzzy answers about one attribute.
///
/// # Formula
/// ```text
/// S = Fᵀ D;  membership of a category = Σ of its cells of the evaluation table;
/// a respondent has the categories at or above α (0.4)
/// ```
///
/// # Errors
/// [`Error::LengthMismatch`] unless there are five memberships, [`Error::NotFinite`],
/// [`Error::OutOfRange`] for one below 0 and for a sum other than 1.
///
/// # Example: leaning to "must be"
/// ```
/// use clientele::data::thresholds::Thresholds;
/// use clientele::perceived::kano::{FuzzyKanoAnswer, fuzzy_kano};
/// let answer = FuzzyKanoAnswer {
///     functional: vec![0.3, 0.7, 0.0, 0.0, 0.0],
///     dysfunctional: vec![0.0, 0.0, 0.0, 0.2, 0.8],
/// };
/// let found = fuzzy_kano(&[answer], &Thresholds::default())?;
/// assert_eq!(found.category.unwrap().code, "kano.must_be");
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Lee, Y.-C. and Huang, S.-Y. (2009), "A new fuzzy concept approach for Kano's model", Expert Systems
/// with Applications 36(3).
pub fn fuzzy_kano(answers: &[FuzzyKanoAnswer], thresholds: &Thresholds) -> Result<FuzzyKano> {
    thresholds.check()?;
    let alpha = thresholds.kano_fuzzy_alpha;
    let mut totals = [(0.0, 0_u32); 6];
    for (row, answer) in answers.iter().enumerate() {
        check(
            &answer.functional,
            &format!("respondents[{row}].functional"),
        )?;
        check(
            &answer.dysfunctional,
            &format!("respondents[{row}].dysfunctional"),
        )?;
        for (own, total) in KanoCategory::ALL.into_iter().zip(&mut totals) {
            let membership = membership(answer, own);
            total.0 += membership;
            total.1 += u32::from(membership >= alpha - TIE);
        }
    }
    let n = answers.len() as f64;
    let mut categories = Vec::new();
    let mut best: Option<(KanoCategory, f64, u32)> = None;
    for (own, (sum, respondents)) in KanoCategory::ALL.into_iter().zip(totals) {
        if answers.is_empty() {
            break;
        }
        let membership = sum / n;
        let ahead = best.is_none_or(|(_, most, count)| {
            respondents > count || (respondents == count && membership > most + TIE)
        });
        if respondents > 0 && ahead {
            best = Some((own, membership, respondents));
        }
        categories.push(KanoMembership {
            code: own.code().into(),
            membership,
            respondents,
        });
    }
    let category = best.map(|(own, membership, respondents)| {
        Classification::new(own.code())
            .because("respondents", f64::from(respondents))
            .because("membership", membership)
            .beyond("alpha", alpha)
    });
    let reason = match category {
        Some(_) => None,
        None if answers.is_empty() => Some(NO_ANSWERS.into()),
        None => Some("no_membership".into()),
    };
    Ok(FuzzyKano {
        categories,
        category,
        reason,
        provenance: Provenance::new("fuzzyKano", input_hash(&[&answers])).with("alpha", alpha),
    })
}

fn membership(answer: &FuzzyKanoAnswer, category: KanoCategory) -> f64 {
    let mut total = 0.0;
    for (row, f) in answer.functional.iter().enumerate() {
        for (column, d) in answer.dysfunctional.iter().enumerate() {
            if KanoCategory::of_cell(row, column) == category {
                total += f * d;
            }
        }
    }
    total
}

fn check(memberships: &[f64], path: &str) -> Result<()> {
    check_length(path, memberships.len(), 5)?;
    check_from_zero(memberships, path)?;
    let total = sum(memberships);
    if (total - 1.0).abs() <= UNIT_SUM {
        return Ok(());
    }
    let expected = "memberships that sum to 1";
    Err(Error::out_of_range(path.into(), total, expected))
}
