//! How good predictions were, now that the outcome is known.
//!
//! The columns are rows of one customer each, in one order: what came, and what was predicted.

use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::math::ln;
use crate::numeric::math::log1p;
use crate::numeric::math::sqrt;
use crate::numeric::sort::sort_by;
use crate::numeric::sum::CompensatedSum;
use crate::plain::record;
use crate::plain::report;

/// Checks that there is one finite prediction for each outcome, and at least one.
fn check(actual: &[f64], predicted: &[f64]) -> Result<f64> {
    if predicted.len() != actual.len() {
        return Err(Error::LengthMismatch {
            path: "predicted".into(),
            expected: actual.len(),
            actual: predicted.len(),
        });
    }
    if actual.is_empty() {
        return Err(Error::EmptyInput {
            path: "actual".into(),
            hint: "there is no outcome to compare with".into(),
        });
    }
    for (name, column) in [("actual", actual), ("predicted", predicted)] {
        for (i, value) in column.iter().enumerate() {
            check_finite(*value, || format!("{name}[{i}]"))?;
        }
    }
    Ok(actual.len() as f64)
}

/// The mean of a function of outcome and prediction.
fn mean_of(actual: &[f64], predicted: &[f64], f: &dyn Fn(f64, f64) -> f64) -> Result<f64> {
    let n = check(actual, predicted)?;
    let mut sum = CompensatedSum::default();
    for (actual, predicted) in actual.iter().zip(predicted) {
        sum.add(f(*actual, *predicted));
    }
    Ok(sum.total() / n)
}

/// Returns the mean absolute error.
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::EmptyInput`], [`Error::NotFinite`].
///
/// # Example: off by one and by three
/// ```
/// use clientele::numeric::accuracy::mean_absolute_error;
/// assert_eq!(mean_absolute_error(&[1.0, 5.0], &[2.0, 2.0])?, 2.0);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn mean_absolute_error(actual: &[f64], predicted: &[f64]) -> Result<f64> {
    mean_of(actual, predicted, &|actual, predicted| {
        (predicted - actual).abs()
    })
}

/// Returns the root of the mean squared error.
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::EmptyInput`], [`Error::NotFinite`].
///
/// # Example: off by three and by four
/// ```
/// use clientele::numeric::accuracy::root_mean_squared_error;
/// assert_eq!(root_mean_squared_error(&[0.0, 0.0], &[3.0, 4.0])?, 12.5_f64.sqrt());
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn root_mean_squared_error(actual: &[f64], predicted: &[f64]) -> Result<f64> {
    let square = |actual, predicted| (predicted - actual) * (predicted - actual);
    mean_of(actual, predicted, &square).map(sqrt)
}

/// Returns the mean of prediction less outcome: above 0 when too much was predicted.
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::EmptyInput`], [`Error::NotFinite`].
///
/// # Example: one too many, three too few
/// ```
/// use clientele::numeric::accuracy::bias;
/// assert_eq!(bias(&[1.0, 5.0], &[2.0, 2.0])?, -1.0);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn bias(actual: &[f64], predicted: &[f64]) -> Result<f64> {
    mean_of(actual, predicted, &|actual, predicted| predicted - actual)
}

/// Rejects what is no probability.
fn check_probabilities(probability: &[f64]) -> Result<()> {
    let out = |p: &f64| !(0.0..=1.0).contains(p);
    match probability.iter().position(out) {
        Some(i) => Err(Error::OutOfRange {
            path: format!("predicted[{i}]"),
            value: probability.get(i).copied().unwrap_or(f64::NAN),
            expected: "0 to 1".into(),
        }),
        None => Ok(()),
    }
}

/// Returns the mean of −ln of the probability that was given to what came.
///
/// `actual`: 1 where the event came, 0 where not. Probabilities are kept 2⁻⁵² away from 0 and 1, as
/// in scikit-learn: one sure and wrong prediction would make every other one meaningless.
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::EmptyInput`], [`Error::NotFinite`]; [`Error::OutOfRange`]
/// for what is no probability.
///
/// # Example: a coin
/// ```
/// use clientele::numeric::accuracy::log_loss;
/// assert!((log_loss(&[1.0, 0.0], &[0.5, 0.5])? - 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Good (1952), Rational decisions, J. Royal Statistical Society B 14(1), section 4.
pub fn log_loss(actual: &[f64], predicted: &[f64]) -> Result<f64> {
    check(actual, predicted)?;
    check_probabilities(predicted)?;
    mean_of(actual, predicted, &|actual, p| {
        let p = p.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
        -(actual * ln(p) + (1.0 - actual) * log1p(-p))
    })
}

/// Returns the mean squared difference of event (1 or 0) and probability.
///
/// # Errors
/// Those of [`log_loss`].
///
/// # Example: a coin
/// ```
/// use clientele::numeric::accuracy::brier_score;
/// assert_eq!(brier_score(&[1.0, 0.0], &[0.5, 0.5])?, 0.25);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Brier (1950), Verification of forecasts expressed in terms of probability, Monthly Weather
/// Review 78(1), halved, since the event has two outcomes.
pub fn brier_score(actual: &[f64], predicted: &[f64]) -> Result<f64> {
    check(actual, predicted)?;
    check_probabilities(predicted)?;
    mean_of(actual, predicted, &|actual, p| (p - actual) * (p - actual))
}

/// Returns Pearson's correlation, nothing when one of the columns is constant.
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::EmptyInput`], [`Error::NotFinite`].
///
/// # Example: a straight line
/// ```
/// use clientele::numeric::accuracy::correlation;
/// assert_eq!(correlation(&[1.0, 2.0, 3.0], &[5.0, 4.0, 3.0])?, Some(-1.0));
/// assert_eq!(correlation(&[1.0, 2.0], &[5.0, 5.0])?, None);
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn correlation(one: &[f64], other: &[f64]) -> Result<Option<f64>> {
    let mean_one = mean_of(one, other, &|x, _| x)?;
    let mean_other = mean_of(one, other, &|_, y| y)?;
    let product = mean_of(one, other, &|x, y| (x - mean_one) * (y - mean_other))?;
    let square_one = mean_of(one, other, &|x, _| (x - mean_one) * (x - mean_one))?;
    let square_other = mean_of(one, other, &|_, y| (y - mean_other) * (y - mean_other))?;
    let scale = sqrt(square_one) * sqrt(square_other);
    Ok((scale > 0.0).then(|| (product / scale).clamp(-1.0, 1.0)))
}

/// Returns Spearman's rank correlation, nothing when one of the columns is constant; equal values
/// share the mean of their ranks.
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::EmptyInput`], [`Error::NotFinite`].
///
/// # Example: the same order
/// ```
/// use clientele::numeric::accuracy::rank_correlation;
/// assert_eq!(rank_correlation(&[0.0, 1.0, 50.0], &[0.1, 0.2, 0.3])?, Some(1.0));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Spearman (1904), The proof and measurement of association between two things, American Journal
/// of Psychology 15(1); Kendall (1945), The treatment of ties in ranking problems, Biometrika 33(3).
pub fn rank_correlation(one: &[f64], other: &[f64]) -> Result<Option<f64>> {
    check(one, other)?;
    correlation(&mean_ranks(one), &mean_ranks(other))
}

/// The rows of a column in ascending order: (value, row).
fn ascending(values: &[f64]) -> Vec<(f64, usize)> {
    let mut rows: Vec<(f64, usize)> = values.iter().copied().zip(0..).collect();
    sort_by(&mut rows, |one, other| one.0 < other.0);
    rows
}

/// Runs of equal values, ascending.
#[allow(clippy::float_cmp, reason = "ties are equal values")]
fn ties(rows: &[(f64, usize)]) -> impl DoubleEndedIterator<Item = &[(f64, usize)]> {
    rows.chunk_by(|one, other| one.0 == other.0)
}

/// Ranks from 1, equal values with the mean of theirs.
pub(crate) fn mean_ranks(values: &[f64]) -> Vec<f64> {
    let rows = ascending(values);
    let mut ranks = vec![0.0; values.len()];
    let mut below = 0.0;
    for run in ties(&rows) {
        let len = run.len() as f64;
        for (_, row) in run {
            if let Some(rank) = ranks.get_mut(*row) {
                *rank = below + f64::midpoint(len, 1.0);
            }
        }
        below += len;
    }
    ranks
}

/// A group of rows of like predictions.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CalibrationGroup {
    /// How many rows it has.
    pub count: f64,
    /// The lowest prediction.
    pub lowest: f64,
    /// The highest prediction.
    pub highest: f64,
    /// The mean prediction.
    pub predicted: f64,
    /// The mean outcome.
    pub actual: f64,
}

record!(CalibrationGroup {
    count => "count",
    lowest => "lowest",
    highest => "highest",
    predicted => "predicted",
    actual => "actual",
});

/// Returns outcomes beside predictions in `groups` parts of equal size, by rising prediction.
///
/// Equal predictions stay in one group, that of the middle one of them, so that the order of the
/// rows never shows. Groups without a row are left out: a constant prediction makes one group.
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::EmptyInput`], [`Error::NotFinite`].
///
/// # Example: two halves
/// ```
/// use clientele::numeric::accuracy::calibration;
/// let halves = calibration(&[0.0, 1.0, 0.0, 0.0], &[0.9, 0.7, 0.1, 0.3], 2)?;
/// assert_eq!((halves[0].actual, halves[1].actual), (0.0, 0.5));
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn calibration(
    actual: &[f64],
    predicted: &[f64],
    groups: u32,
) -> Result<Vec<CalibrationGroup>> {
    let n = check(actual, predicted)?;
    let rows = ascending(predicted);
    let mut found: Vec<(f64, CalibrationGroup)> = Vec::new();
    let mut below = 0.0;
    for run in ties(&rows) {
        let len = run.len() as f64;
        let value = run.first().map_or(0.0, |row| row.0);
        let number = libm::floor((below + len / 2.0) / n * f64::from(groups));
        below += len;
        let came: f64 = run.iter().filter_map(|(_, row)| actual.get(*row)).sum();
        if found.last().is_none_or(|(last, _)| *last < number) {
            let empty = CalibrationGroup {
                count: 0.0,
                lowest: value,
                highest: value,
                predicted: 0.0,
                actual: 0.0,
            };
            found.push((number, empty));
        }
        if let Some((_, group)) = found.last_mut() {
            group.count += len;
            group.highest = value;
            group.predicted += value * len;
            group.actual += came;
        }
    }
    let means = found.into_iter().map(|(_, group)| CalibrationGroup {
        predicted: group.predicted / group.count,
        actual: group.actual / group.count,
        ..group
    });
    Ok(means.collect())
}

/// What is gained by going to the rows of the highest predictions first.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct GainCurve {
    /// Shares of the rows, from 0 to 1 in equal steps.
    pub share: Vec<f64>,
    /// The share of all outcomes that these rows bring (cumulative gain).
    pub gain: Vec<f64>,
    /// Gain over share: how many times better than chance; at 0, that of the first rows.
    pub lift: Vec<f64>,
    /// Twice the area between the gain and the diagonal: 0 for chance.
    pub gini: f64,
    /// What perfect foresight would have reached.
    pub best_gini: f64,
}

report!(GainCurve {
    share => "share",
    gain => "gain",
    lift => "lift",
    gini => "gini",
    best_gini => "bestGini",
});

/// Returns the cumulative gain, nothing when the outcomes sum up to 0.
///
/// Rows of equal predictions count with the mean of their outcomes, which is what any order of them
/// brings on average. `steps`: into how many parts the shares are cut, at least 1.
///
/// # Errors
/// [`Error::LengthMismatch`], [`Error::EmptyInput`], [`Error::NotFinite`]; [`Error::OutOfRange`]
/// for a negative outcome.
///
/// # Example: the best half brings three quarters
/// ```
/// use clientele::numeric::accuracy::gain_curve;
/// let curve = gain_curve(&[3.0, 1.0, 0.0, 0.0], &[0.9, 0.1, 0.8, 0.2], 4)?.unwrap();
/// assert_eq!(curve.gain, [0.0, 0.75, 0.75, 0.75, 1.0]);
/// assert_eq!(curve.lift[1], 3.0);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Gini (1914), Sulla misura della concentrazione e della variabilità dei caratteri, for the area;
/// Berry & Linoff (2004), Data mining techniques, chapter 4, for gain and lift.
pub fn gain_curve(actual: &[f64], predicted: &[f64], steps: u32) -> Result<Option<GainCurve>> {
    check(actual, predicted)?;
    if let Some(i) = actual.iter().position(|value| *value < 0.0) {
        return Err(Error::OutOfRange {
            path: format!("actual[{i}]"),
            value: actual.get(i).copied().unwrap_or(f64::NAN),
            expected: "a number from 0".into(),
        });
    }
    let corners = corners(actual, predicted);
    let total = corners.last().map_or(0.0, |corner| corner.1);
    if total <= 0.0 {
        return Ok(None);
    }
    let n = actual.len() as f64;
    let steps = steps.max(1);
    let share: Vec<f64> = (0..=steps)
        .map(|step| f64::from(step) / f64::from(steps))
        .collect();
    let gain: Vec<f64> = share
        .iter()
        .map(|share| height(&corners, share * n) / total)
        .collect();
    let slope = corners.get(1).map_or(1.0, |(rows, came)| came / rows);
    let lift = share.iter().zip(&gain).map(|(share, gain)| {
        if *share > 0.0 {
            gain / share
        } else {
            slope * n / total
        }
    });
    Ok(Some(GainCurve {
        lift: lift.collect(),
        share,
        gain,
        gini: gini(&corners, n, total),
        best_gini: gini(&self::corners(actual, actual), n, total),
    }))
}

/// The corners of the gain curve: (rows, outcomes) from the highest prediction down.
fn corners(actual: &[f64], predicted: &[f64]) -> Vec<(f64, f64)> {
    let ascending = ascending(predicted);
    let (mut rows, mut came) = (0.0, CompensatedSum::default());
    let mut corners = vec![(0.0, 0.0)];
    for run in ties(&ascending).rev() {
        rows += run.len() as f64;
        for (_, row) in run {
            came.add(actual.get(*row).copied().unwrap_or(0.0));
        }
        corners.push((rows, came.total()));
    }
    corners
}

/// The height of the curve at a number of rows, on the straight line between two corners.
fn height(corners: &[(f64, f64)], rows: f64) -> f64 {
    let above = corners.partition_point(|corner| corner.0 < rows);
    let high = corners.get(above).or(corners.last());
    let low = above.checked_sub(1).and_then(|below| corners.get(below));
    match (low, high) {
        (Some((from, low)), Some((to, high))) if to > from => {
            low + (high - low) * (rows - from) / (to - from)
        }
        (_, Some((_, high))) => *high,
        _ => 0.0,
    }
}

/// Twice the area under the curve, less 1.
fn gini(corners: &[(f64, f64)], n: f64, total: f64) -> f64 {
    let mut area = CompensatedSum::default();
    for pair in corners.windows(2) {
        if let [(from, low), (to, high)] = pair {
            area.add((to - from) / n * ((low + high) / total));
        }
    }
    area.total() - 1.0
}
