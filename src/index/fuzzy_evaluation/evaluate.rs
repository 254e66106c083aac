//! The evaluation, from the leaves of the tree to its root.

use crate::data::caution::Caution;
use crate::data::decision_matrix::check_length;
use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::fuzzy_evaluation::composition::FuzzyOperator;
use crate::index::fuzzy_evaluation::factor::Evidence;
use crate::index::fuzzy_evaluation::factor::FuzzyFactor;
use crate::index::fuzzy_evaluation::maximum::MaximumVerdict;
use crate::index::fuzzy_evaluation::maximum::maximum_membership;
use crate::index::fuzzy_evaluation::membership::between_standards;
use crate::numeric::shares::WEIGHTS_SCALED;
use crate::numeric::shares::shares_of;
use crate::numeric::tolerance::UNIT_SUM;
use crate::plain::Fingerprint;
use crate::plain::options;
use crate::plain::report;

/// The code of the warning that memberships did not sum to 1 and were scaled.
pub const MEMBERSHIPS_SCALED: &str = "memberships_scaled";

/// The code of the warning that two grades have the largest membership, so that there is no grade.
pub const GRADE_TIED: &str = "grade_tied";

/// How an evaluation is computed.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FuzzyOptions {
    /// How memberships are put together, at every level; `weightedAverage` unless told, which is our
    /// choice: the others leave out what is small.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub operator: FuzzyOperator,
    /// What each grade is worth, for a score.
    #[cfg_attr(feature = "full", tsify(optional, type = "readonly number[] | null"))]
    pub grade_values: Option<Vec<f64>>,
    /// Whether memberships that do not sum to 1 are scaled, with a warning; an error unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub scale_rows: bool,
}

options!(FuzzyOptions {
    operator => "operator",
    grade_values => "gradeValues",
    scale_rows => "scaleRows",
});

/// The evaluation of the whole.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FuzzyEvaluation {
    /// The grades, in the order of the memberships.
    pub grades: Vec<String>,
    /// B as the operator gives it.
    pub composed: Vec<f64>,
    /// B scaled to sum to 1.
    pub memberships: Vec<f64>,
    /// The grade of the largest membership; none where two have it.
    #[cfg_attr(feature = "full", tsify(type = "string | null"))]
    pub grade: Option<String>,
    /// How much the largest membership says, α; none where one grade has it all.
    #[cfg_attr(feature = "full", tsify(type = "number | null"))]
    pub effectiveness: Option<f64>,
    /// The same in words: from `maximum_complete` to `maximum_void`.
    pub verdict: MaximumVerdict,
    /// The score B · V; none without values of the grades.
    #[cfg_attr(feature = "full", tsify(type = "number | null"))]
    pub score: Option<f64>,
    /// The factors of the first level.
    pub factors: Vec<FuzzyPart>,
    /// What to mind: `grade_tied`, `memberships_scaled`, `weights_scaled`, each of the factor it names
    /// or of the whole.
    pub warnings: Vec<Caution>,
    /// How it was made; `others` compares the memberships with those by the other operators.
    pub provenance: Provenance,
}

report!(FuzzyEvaluation {
    grades => "grades",
    composed => "composed",
    memberships => "memberships",
    grade => "grade",
    effectiveness => "effectiveness",
    verdict => "verdict",
    score => "score",
    factors => "factors",
    warnings => "warnings",
    provenance => "provenance",
});

/// The evaluation of a factor.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FuzzyPart {
    /// The name of the factor.
    pub name: String,
    /// Its weight; those of siblings sum to 1.
    pub weight: f64,
    /// How far it belongs to each grade; they sum to 1.
    pub memberships: Vec<f64>,
    /// The grade of the largest membership; none where two have it.
    #[cfg_attr(feature = "full", tsify(type = "string | null"))]
    pub grade: Option<String>,
    /// Its score; none without values of the grades.
    #[cfg_attr(feature = "full", tsify(type = "number | null"))]
    pub score: Option<f64>,
    /// The factors it is made of.
    pub factors: Vec<FuzzyPart>,
}

report!(FuzzyPart {
    name => "name",
    weight => "weight",
    memberships => "memberships",
    grade => "grade",
    score => "score",
    factors => "factors",
});

/// Evaluates a tree of factors (多级模糊综合评价).
///
/// Memberships of a factor are given, or the shares of votes, or follow from a measured value
/// ([`between_standards`]), or are composed of those of its own factors, scaled to sum to 1.
///
/// # Formula
/// ```text
/// B = A ∘ R ([`FuzzyOperator::compose`])    score = Σ_k b_k v_k, with B scaled to sum to 1
/// ```
///
/// # Errors
/// [`Error::InsufficientData`] for fewer than two grades, [`Error::EmptyInput`] without factors,
/// [`Error::InvalidValue`] for names that are empty or there twice; for weights, memberships, votes,
/// standards and values of grades [`Error::LengthMismatch`], [`Error::NotFinite`] and
/// [`Error::OutOfRange`], with the place: `factors[Service].factors[Speed].memberships[2]`.
///
/// # Example: service by the votes of ten customers
/// ```
/// use clientele::index::fuzzy_evaluation::{Evidence, FuzzyFactor, FuzzyOptions, fuzzy_evaluation};
/// let grades = ["good", "fair", "poor"].map(String::from);
/// let factors = [
///     FuzzyFactor::new("speed", 0.6, Evidence::Votes(vec![6.0, 3.0, 1.0])),
///     FuzzyFactor::new("care", 0.4, Evidence::Memberships(vec![0.2, 0.5, 0.3])),
/// ];
/// let options = FuzzyOptions { grade_values: Some(vec![100.0, 60.0, 20.0]), ..Default::default() };
/// let found = fuzzy_evaluation(&grades, &factors, &options)?;
/// assert_eq!(found.grade.as_deref(), Some("good"));
/// assert!((found.memberships[0] - 0.44).abs() < 1e-12);
/// assert!((found.score.unwrap() - 70.4).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Wang, P.-Z. (1983), *Theory of Fuzzy Sets and Its Applications* (汪培庄, 模糊集合论及其应用).
pub fn fuzzy_evaluation(
    grades: &[String],
    factors: &[FuzzyFactor],
    options: &FuzzyOptions,
) -> Result<FuzzyEvaluation> {
    if grades.len() < 2 {
        return Err(Error::InsufficientData {
            path: "grades".into(),
            found: grades.len(),
            needed: 2,
            hint: "with one grade there is nothing to tell".into(),
        });
    }
    check_names(grades, "grades")?;
    if let Some(values) = &options.grade_values {
        check_length("options.gradeValues", values.len(), grades.len())?;
        for (i, value) in values.iter().enumerate() {
            check_finite(*value, || format!("options.gradeValues[{i}]"))?;
        }
    }
    let mut tree = Tree {
        grades,
        options,
        operator: options.operator,
        warnings: Vec::new(),
    };
    let level = tree.level(factors, "factors", None)?;
    let mut provenance = Provenance::new("fuzzyEvaluation", fingerprint(grades, factors))
        .with("operator", options.operator.code());
    if let Some(values) = &options.grade_values {
        provenance = provenance.with("gradeValues", values.clone());
    }
    let mut warnings = std::mem::take(&mut tree.warnings);
    for operator in FuzzyOperator::ALL {
        if operator != options.operator {
            tree.operator = operator;
            let other = tree.level(factors, "factors", None)?;
            provenance =
                provenance.compared(operator.code(), &level.memberships, &other.memberships);
        }
    }
    let maximum = maximum_membership(&level.memberships);
    if maximum.place.is_none() {
        warnings.push(Caution::new(GRADE_TIED));
    }
    Ok(FuzzyEvaluation {
        grades: grades.to_vec(),
        grade: tree.grade(&level.memberships),
        score: tree.score(&level.memberships)?,
        composed: level.composed,
        memberships: level.memberships,
        effectiveness: maximum.effectiveness,
        verdict: maximum.verdict,
        factors: level.parts,
        warnings,
        provenance,
    })
}

/// What all nodes share.
struct Tree<'a> {
    grades: &'a [String],
    options: &'a FuzzyOptions,
    operator: FuzzyOperator,
    warnings: Vec<Caution>,
}

/// Siblings, put together.
struct Level {
    composed: Vec<f64>,
    memberships: Vec<f64>,
    parts: Vec<FuzzyPart>,
}

impl Tree<'_> {
    /// Puts siblings together; `parent` names what they make, none the whole.
    fn level(
        &mut self,
        factors: &[FuzzyFactor],
        path: &str,
        parent: Option<&str>,
    ) -> Result<Level> {
        if factors.is_empty() {
            return Err(Error::EmptyInput {
                path: path.into(),
                hint: "there must be at least one factor".into(),
            });
        }
        let names: Vec<String> = factors.iter().map(|factor| factor.name.clone()).collect();
        check_names(&names, path)?;
        let given: Vec<f64> = factors.iter().map(|factor| factor.weight).collect();
        let name = |i: usize| names.get(i).map_or("", String::as_str);
        let shares = shares_of(&given, path, &|i| format!("{path}[{}].weight", name(i)))?;
        if shares.scaled {
            self.warn(WEIGHTS_SCALED, parent);
        }
        let mut parts = Vec::with_capacity(factors.len());
        let mut rows = Vec::with_capacity(factors.len());
        for (factor, weight) in factors.iter().zip(&shares.weights) {
            let part = self.part(factor, *weight, &format!("{path}[{}]", factor.name))?;
            rows.push(part.memberships.clone());
            parts.push(part);
        }
        let composed = self
            .operator
            .compose(&shares.weights, &rows, self.grades.len());
        // Weights and rows sum to 1, so that neither all products nor all of what is smaller are 0.
        let total: f64 = composed.iter().sum();
        Ok(Level {
            memberships: composed.iter().map(|value| value / total).collect(),
            composed,
            parts,
        })
    }

    fn part(&mut self, factor: &FuzzyFactor, weight: f64, path: &str) -> Result<FuzzyPart> {
        let mut parts = Vec::new();
        let memberships = match &factor.evidence {
            Evidence::Memberships(given) => self.row(given, &format!("{path}.memberships"))?,
            Evidence::Votes(votes) => self.votes(votes, &format!("{path}.votes"))?,
            Evidence::Measured { value, standards } => {
                let place = format!("{path}.standards");
                check_length(&place, standards.len(), self.grades.len())?;
                between_standards(*value, standards).map_err(|error| error.within(path))?
            }
            Evidence::Factors(factors) => {
                let place = format!("{path}.factors");
                let level = self.level(factors, &place, Some(&factor.name))?;
                parts = level.parts;
                level.memberships
            }
        };
        if let Evidence::Memberships(given) = &factor.evidence
            && !sums_to_one(given)
        {
            self.warn(MEMBERSHIPS_SCALED, Some(&factor.name));
        }
        Ok(FuzzyPart {
            name: factor.name.clone(),
            weight,
            grade: self.grade(&memberships),
            score: self.score(&memberships)?,
            memberships,
            factors: parts,
        })
    }

    /// Returns memberships that sum to 1.
    fn row(&self, given: &[f64], path: &str) -> Result<Vec<f64>> {
        let row = self.votes(given, path)?;
        if sums_to_one(given) || self.options.scale_rows {
            return Ok(row);
        }
        Err(Error::OutOfRange {
            path: path.into(),
            value: given.iter().sum(),
            expected: "memberships that sum to 1; or give `scaleRows: true`".into(),
        })
    }

    /// Returns the shares of the grades in all votes.
    fn votes(&self, votes: &[f64], path: &str) -> Result<Vec<f64>> {
        check_length(path, votes.len(), self.grades.len())?;
        let shares = shares_of(votes, path, &|k| format!("{path}[{k}]"))?;
        Ok(shares.weights)
    }

    fn grade(&self, memberships: &[f64]) -> Option<String> {
        let place = maximum_membership(memberships).place?;
        self.grades.get(place).cloned()
    }

    fn score(&self, memberships: &[f64]) -> Result<Option<f64>> {
        let Some(values) = &self.options.grade_values else {
            return Ok(None);
        };
        let terms = memberships.iter().zip(values).map(|(b, v)| b * v);
        check_finite(terms.sum(), || "options.gradeValues".into()).map(Some)
    }

    fn warn(&mut self, code: &str, subject: Option<&str>) {
        self.warnings
            .push(subject.map_or_else(|| Caution::new(code), |name| Caution::about(code, name)));
    }
}

fn sums_to_one(numbers: &[f64]) -> bool {
    (numbers.iter().sum::<f64>() - 1.0).abs() <= UNIT_SUM
}

fn fingerprint(grades: &[String], factors: &[FuzzyFactor]) -> String {
    let mut hash = Fingerprint::default();
    for grade in grades {
        hash.text(grade);
    }
    note(factors, &mut hash);
    hash.finish()
}

fn note(factors: &[FuzzyFactor], hash: &mut Fingerprint) {
    for factor in factors {
        hash.text(&factor.name);
        hash.numbers(&[factor.weight]);
        match &factor.evidence {
            Evidence::Memberships(numbers) | Evidence::Votes(numbers) => hash.numbers(numbers),
            Evidence::Measured { value, standards } => {
                hash.numbers(&[*value]);
                hash.numbers(standards);
            }
            Evidence::Factors(factors) => note(factors, hash),
        }
        hash.text("");
    }
}
