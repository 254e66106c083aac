//! What the methods of this family share: means of what is known, scales, signs and hashes.

use crate::data::classification::Classification;
use crate::data::decision_matrix::check_length;
use crate::data::decision_matrix::check_names;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::sum::CompensatedSum;
use crate::numeric::tolerance::TIE;
use crate::plain::Fingerprint;
use crate::plain::Plain;
use crate::plain::ToPlain;

/// The code of the reason that nobody answered.
pub const NO_ANSWERS: &str = "no_answers";

/// A weighted mean of what is known.
pub(super) struct Blend {
    /// The mean; none where too little is known.
    pub(super) mean: Option<f64>,
    /// The share of the weights that is known, 0 to 1.
    pub(super) coverage: f64,
    /// What is known of the weights.
    pub(super) present: f64,
}

/// Returns the weighted mean of what is known; none below `least` of the weights.
pub(super) fn blend(values: &[Option<f64>], weights: &[f64], least: f64) -> Blend {
    let (mut total, mut present) = (CompensatedSum::default(), CompensatedSum::default());
    let mut sum = CompensatedSum::default();
    for (value, weight) in values.iter().zip(weights) {
        total.add(*weight);
        if let Some(value) = value {
            present.add(*weight);
            sum.add(weight * value);
        }
    }
    let (total, present) = (total.total(), present.total());
    let coverage = if total > 0.0 { present / total } else { 0.0 };
    let enough = present > 0.0 && coverage + TIE >= least;
    Blend {
        mean: enough.then(|| sum.total() / present),
        coverage,
        present,
    }
}

/// Returns the mean of what is known; none where nothing is.
pub(super) fn mean_known(values: &[Option<f64>]) -> Option<f64> {
    blend(values, &vec![1.0; values.len()], 0.0).mean
}

/// Rejects what is not finite or outside a range.
pub(super) fn check_within(
    value: f64,
    low: f64,
    high: f64,
    path: &dyn Fn() -> String,
) -> Result<()> {
    check_finite(value, path)?;
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(Error::OutOfRange {
        path: path(),
        value,
        expected: format!("a number from {low} to {high}"),
    })
}

/// Rejects what is there and not finite.
pub(super) fn check_known(value: Option<f64>, path: &dyn Fn() -> String) -> Result<()> {
    match value {
        Some(value) => check_finite(value, path).map(|_| ()),
        None => Ok(()),
    }
}

/// Rejects an empty list.
pub(super) fn check_some(length: usize, path: &str) -> Result<()> {
    if length > 0 {
        return Ok(());
    }
    Err(Error::EmptyInput {
        path: path.into(),
        hint: "there must be at least one".into(),
    })
}

/// From the worst to the best rating.
#[derive(Clone, Copy)]
pub(super) struct RatingScale {
    pub(super) lowest: f64,
    pub(super) highest: f64,
}

impl RatingScale {
    /// Takes the ends of a scale, which stand in the fields `lowest` and `highest` below `path`.
    pub(super) fn try_new(lowest: f64, highest: f64, path: &str) -> Result<Self> {
        check_finite(lowest, || format!("{path}.lowest"))?;
        check_finite(highest, || format!("{path}.highest"))?;
        let scale = Self { lowest, highest };
        if scale.width().is_finite() && scale.width() > 0.0 {
            return Ok(scale);
        }
        let expected = "a number above the lowest";
        Err(Error::out_of_range(
            format!("{path}.highest"),
            highest,
            expected,
        ))
    }

    pub(super) fn width(self) -> f64 {
        self.highest - self.lowest
    }

    /// Returns a rating on the range 0 to 100.
    pub(super) fn percent(self, value: f64) -> f64 {
        100.0 * ((value - self.lowest) / self.width())
    }

    /// Rejects a rating outside the scale.
    pub(super) fn check(self, value: f64, path: &dyn Fn() -> String) -> Result<()> {
        check_within(value, self.lowest, self.highest, path)
    }

    /// Rejects a rating that is there and outside the scale.
    pub(super) fn check_known(self, value: Option<f64>, path: &dyn Fn() -> String) -> Result<()> {
        match value {
            Some(value) => self.check(value, path),
            None => Ok(()),
        }
    }
}

/// What looks at an answer; the path is only made up for an error.
type Check<'a> = dyn FnMut(f64, &dyn Fn() -> String) -> Result<()> + 'a;

/// Answers, row by row, NaN where there is none.
pub(super) struct Answers<'a> {
    pub(super) names: &'a [String],
    values: &'a [f64],
}

impl<'a> Answers<'a> {
    /// Takes answers to questions with names of their own; there may be no rows.
    pub(super) fn try_new(names: &'a [String], values: &'a [f64]) -> Result<Self> {
        check_some(names.len(), "data")?;
        check_names(names, "criteria")?;
        let rows = values.len().div_ceil(names.len());
        check_length("data", values.len(), rows * names.len())?;
        let answers = Self { names, values };
        answers.each(&mut |value, path| {
            if value.is_infinite() {
                return Err(Error::NotFinite { path: path() });
            }
            Ok(())
        })?;
        Ok(answers)
    }

    /// Rejects answers outside a scale.
    pub(super) fn check(&self, scale: RatingScale) -> Result<()> {
        self.each(&mut |value, path| {
            if value.is_nan() {
                return Ok(());
            }
            scale.check(value, path)
        })
    }

    pub(super) fn rows(&self) -> usize {
        self.values.len() / self.names.len()
    }

    /// Returns each row in turn.
    pub(super) fn row_values(&self) -> impl ExactSizeIterator<Item = &'a [f64]> + use<'a> {
        self.values.chunks_exact(self.names.len())
    }

    /// Returns a column; nothing beyond the last.
    pub(super) fn column(&self, j: usize) -> Vec<f64> {
        let mut column = Vec::with_capacity(self.rows());
        for row in self.row_values() {
            column.extend(row.get(j));
        }
        column
    }

    /// Returns the place of a question.
    pub(super) fn place(&self, name: &str, path: &dyn Fn() -> String) -> Result<usize> {
        let place = self.names.iter().position(|own| own == name);
        place.ok_or_else(|| Error::invalid(path(), name, "the name of a column"))
    }

    pub(super) fn hash(&self, hash: &mut Fingerprint) {
        for name in self.names {
            hash.text(name);
        }
        hash.numbers(self.values);
    }

    fn each(&self, check: &mut Check<'_>) -> Result<()> {
        let width = self.names.len();
        for (place, value) in self.values.iter().enumerate() {
            let name = self.names.get(place % width).map_or("", String::as_str);
            check(*value, &|| format!("data[{}][{name}]", place / width))?;
        }
        Ok(())
    }
}

/// Returns a number that may be missing as an option.
pub(super) fn known(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}

/// Returns the class of a number by its sign; what is 0 but for rounding is 0.
pub(super) fn by_sign(value: f64, scale: f64, codes: [&str; 3]) -> Classification {
    let [below, zero, above] = codes;
    let code = if value.abs() <= TIE * scale.abs().max(1.0) {
        zero
    } else if value < 0.0 {
        below
    } else {
        above
    };
    Classification::new(code).because("difference", value)
}

/// Returns the hash of plain inputs.
pub(super) fn input_hash(inputs: &[&dyn ToPlain]) -> String {
    let mut hash = Fingerprint::default();
    for input in inputs {
        add(&mut hash, &input.to_plain());
    }
    hash.finish()
}

fn add(hash: &mut Fingerprint, plain: &Plain) {
    match plain {
        Plain::Null => hash.text("null"),
        Plain::Bool(flag) => hash.numbers(&[f64::from(u8::from(*flag))]),
        Plain::Number(number) => hash.numbers(&[*number]),
        Plain::Text(text) => hash.text(text),
        Plain::Numbers(numbers) => hash.numbers(numbers),
        Plain::List(list) => {
            hash.numbers(&[list.len() as f64]);
            for item in list {
                add(hash, item);
            }
        }
        Plain::Map(entries) => {
            for (name, item) in entries {
                hash.text(name);
                add(hash, item);
            }
        }
    }
}

/// Returns the ranks of numbers, 1 for the largest; equal ones share a rank, what is missing has none.
pub(super) fn ranks(values: &[Option<f64>]) -> Vec<Option<u32>> {
    let mut ranks = Vec::with_capacity(values.len());
    for value in values {
        ranks.push(value.map(|own| {
            let mut rank = 1;
            for other in values.iter().flatten() {
                rank += u32::from(*other > own + TIE * own.abs().max(1.0));
            }
            rank
        }));
    }
    ranks
}
