//! How reliable the answers to a questionnaire are (信度检验).

use crate::data::caution::Caution;
use crate::data::decision_matrix::check_length;
use crate::data::decision_matrix::check_names;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::statistics::Correlation;
use crate::numeric::statistics::product;
use crate::numeric::statistics::sample_deviation;
use crate::numeric::statistics::unit_score;
use crate::numeric::vectors::add_scaled;
use crate::plain::Fingerprint;
use crate::plain::report;

/// One question.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ItemReliability {
    /// The question.
    pub item: String,
    /// The sample variance of its answers; none for fewer than two complete rows.
    pub variance: Option<f64>,
    /// The correlation of its answers with the sum of the others' (corrected item-total
    /// correlation); none where one of them does not vary.
    pub item_total_correlation: Option<f64>,
    /// Cronbach's α of the others; none where there is none of fewer than two.
    pub alpha_if_deleted: Option<f64>,
}

report!(ItemReliability {
    item => "item",
    variance => "variance",
    item_total_correlation => "itemTotalCorrelation",
    alpha_if_deleted => "alphaIfDeleted",
});

/// How reliable a set of questions is.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Reliability {
    /// Cronbach's α, at most 1; none when `reason` says why.
    pub alpha: Option<f64>,
    /// Why there is none: `one_item`, `few_answers` or `total_constant`.
    pub reason: Option<String>,
    /// What α means: `reliable` from 0.7 on, otherwise `unreliable`.
    pub verdict: Option<String>,
    /// The questions.
    pub items: Vec<ItemReliability>,
    /// The rows without a missing answer, which alone count.
    pub complete: f64,
    /// The rows that are left out.
    pub incomplete: f64,
    /// What to mind: `reverse_coded` for a question that goes against the others.
    pub warnings: Vec<Caution>,
    /// How it was computed.
    pub provenance: Provenance,
}

report!(Reliability {
    alpha => "alpha",
    reason => "reason",
    verdict => "verdict",
    items => "items",
    complete => "complete",
    incomplete => "incomplete",
    warnings => "warnings",
    provenance => "provenance",
});

/// The α from which answers count as reliable: Nunnally, J. C. (1978), *Psychometric Theory*, p. 245.
const RELIABLE: f64 = 0.7;

/// Beyond this the squares of sums of answers leave the range of numbers.
const LARGEST: f64 = 1e150;

/// Returns Cronbach's α of a questionnaire, and what each question does to it.
///
/// `answers`: row by row, one number for each of the `items`, NaN where there is no answer. Rows
/// with a missing answer are left out whole and counted.
///
/// # Formula
/// ```text
/// α = k / (k − 1) · (1 − Σ s²ᵢ / s²),   s²ᵢ of each question, s² of the sum, with m − 1
/// ```
///
/// # Errors
/// [`Error::InvalidValue`] for names that are empty or there twice, [`Error::EmptyInput`],
/// [`Error::LengthMismatch`], [`Error::NotFinite`] for an infinite answer, and [`Error::OutOfRange`] for one
/// beyond 1e150 either way, whose square leaves the range of numbers.
///
/// # Example: two questions that agree
/// ```
/// use clientele::index::reliability::reliability;
/// let items = ["friendly".to_owned(), "helpful".to_owned()];
/// let found = reliability(&items, &[5.0, 4.0, 3.0, 2.0, 4.0, 3.0, 1.0, f64::NAN])?;
/// assert!((found.alpha.unwrap_or_default() - 1.0).abs() < 1e-12);
/// assert_eq!((found.complete, found.incomplete), (3.0, 1.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Cronbach, L. J. (1951), "Coefficient alpha and the internal structure of tests", Psychometrika
/// 16(3), eq. 2.
pub fn reliability(items: &[String], answers: &[f64]) -> Result<Reliability> {
    let k = items.len();
    if k == 0 || answers.is_empty() {
        return Err(Error::EmptyInput {
            path: "data".into(),
            hint: "there must be at least one question and one row".into(),
        });
    }
    check_names(items, "criteria")?;
    let rows = answers.len().div_ceil(k);
    check_length("data", answers.len(), rows * k)?;
    let mut columns = vec![Vec::new(); k];
    let mut complete = 0.0;
    for (row, values) in answers.chunks(k).enumerate() {
        let mut size = 0.0;
        for (item, answer) in items.iter().zip(values) {
            if answer.is_infinite() {
                let path = format!("data[{row}][{item}]");
                return Err(Error::NotFinite { path });
            }
            if answer.abs() > LARGEST {
                return Err(Error::OutOfRange {
                    path: format!("data[{row}][{item}]"),
                    value: *answer,
                    expected: "a number from -1e150 to 1e150".into(),
                });
            }
            size += answer.abs();
        }
        if !size.is_nan() {
            complete += 1.0;
            for (column, answer) in columns.iter_mut().zip(values) {
                column.push(*answer);
            }
        }
    }
    let mut variances = Vec::with_capacity(k);
    for column in &columns {
        variances.push(variance(column));
    }
    let alpha = alpha(&columns, &variances, k);
    let reason = match alpha {
        Some(_) => None,
        None if k < 2 => Some("one_item"),
        None if complete < 2.0 => Some("few_answers"),
        None => Some("total_constant"),
    };
    let mut warnings = Vec::new();
    let mut found = Vec::with_capacity(k);
    for (j, (item, column)) in items.iter().zip(&columns).enumerate() {
        let others = total(&columns, j);
        let correlation = unit_score(column, Correlation::Pearson)
            .zip(unit_score(&others, Correlation::Pearson))
            .filter(|_| varies(&variances, j, &others))
            .map(|(own, others)| product(&own, &others));
        if correlation.is_some_and(|r| r < 0.0) {
            warnings.push(Caution::about("reverse_coded", item));
        }
        found.push(ItemReliability {
            item: item.clone(),
            variance: variances.get(j).copied().flatten(),
            item_total_correlation: correlation,
            alpha_if_deleted: self::alpha(&columns, &variances, j),
        });
    }
    let mut hash = Fingerprint::default();
    for item in items {
        hash.text(item);
    }
    hash.numbers(answers);
    let verdict = |alpha: f64| {
        if alpha >= RELIABLE {
            "reliable"
        } else {
            "unreliable"
        }
    };
    Ok(Reliability {
        alpha,
        reason: reason.map(Into::into),
        verdict: alpha.map(|alpha| verdict(alpha).into()),
        items: found,
        complete,
        incomplete: rows as f64 - complete,
        warnings,
        provenance: Provenance::new("cronbachAlpha", hash.finish())
            .with("missing", "listwise")
            .with("reliableFrom", RELIABLE),
    })
}

/// The sample variance; nothing for fewer than two values.
fn variance(values: &[f64]) -> Option<f64> {
    sample_deviation(values).map(|deviation| deviation * deviation)
}

/// The sum of all columns but one; of all where there is none of the place.
fn total(columns: &[Vec<f64>], but: usize) -> Vec<f64> {
    let mut total = vec![0.0; columns.first().map_or(0, Vec::len)];
    for (j, column) in columns.iter().enumerate() {
        if j != but {
            add_scaled(&mut total, column, 1.0);
        }
    }
    total
}

/// A variance of a sum below this share of the variances of its parts is a rounding.
const NOTHING: f64 = 1e-20;

/// The sum of all variances but one.
fn parts(variances: &[Option<f64>], but: usize) -> f64 {
    let mut sum = 0.0;
    for (j, variance) in variances.iter().enumerate() {
        if j != but {
            sum += variance.unwrap_or_default();
        }
    }
    sum
}

/// Whether the sum of all columns but one varies.
fn varies(variances: &[Option<f64>], but: usize, total: &[f64]) -> bool {
    variance(total).is_some_and(|total| total > NOTHING * parts(variances, but))
}

/// Cronbach's α of all columns but one; nothing for fewer than two columns and for a sum that does
/// not vary.
fn alpha(columns: &[Vec<f64>], variances: &[Option<f64>], but: usize) -> Option<f64> {
    let total = total(columns, but);
    let k = if but < columns.len() {
        columns.len() - 1
    } else {
        columns.len()
    } as f64;
    let whole = variance(&total).filter(|_| k >= 2.0 && varies(variances, but, &total))?;
    let alpha = k / (k - 1.0) * (1.0 - parts(variances, but) / whole);
    alpha.is_finite().then_some(alpha)
}
