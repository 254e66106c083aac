//! How far judgements contradict each other, and where.

use super::matrix::PairwiseMatrix;
use super::priorities::Priorities;
use super::priorities::PriorityMethod;
use super::random_index::RandomIndex;
use super::random_index::RandomIndexOrigin;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math;
use crate::plain::options;
use crate::plain::report;

/// How consistency is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ConsistencyOptions {
    /// The table of random indices; `saaty2008` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub random_index: RandomIndex,
    /// The ratio below which judgements count as consistent; 0.1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub threshold: f64,
    /// Whether Saaty's stricter thresholds hold for small matrices: 0.05 for three criteria, 0.08
    /// for four.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub strict: bool,
    /// The weights that the judgements are held against; `eigenvector` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub method: PriorityMethod,
}

options!(ConsistencyOptions {
    random_index => "randomIndex",
    threshold => "threshold",
    strict => "strict",
    method => "method",
});

impl Default for ConsistencyOptions {
    fn default() -> Self {
        Self {
            random_index: RandomIndex::default(),
            threshold: 0.1,
            strict: false,
            method: PriorityMethod::default(),
        }
    }
}

/// How consistent the judgements are.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Consistency {
    /// The largest eigenvalue λ.
    pub lambda_max: f64,
    /// The consistency index (λ − n) / (n − 1); 0 for fewer than three criteria.
    pub ci: f64,
    /// The random index of matrices of this size.
    pub ri: f64,
    /// The table the random index is from.
    pub random_index: RandomIndex,
    /// Whether the table itself has this size, or how the index was found.
    pub random_index_origin: RandomIndexOrigin,
    /// The consistency ratio `ci / ri`; 0 for fewer than three criteria.
    pub cr: f64,
    /// The threshold the ratio was held against.
    pub threshold: f64,
    /// Whether the ratio lies below the threshold.
    pub consistent: bool,
    /// The judgement farthest from what the weights say; none when all agree with them.
    pub worst_pair: Option<WorstPair>,
}

report!(Consistency {
    lambda_max => "lambdaMax",
    ci => "ci",
    ri => "ri",
    random_index => "randomIndex",
    random_index_origin => "randomIndexOrigin",
    cr => "cr",
    threshold => "threshold",
    consistent => "consistent",
    worst_pair => "worstPair",
});

/// The judgement that is farthest from what the weights say.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct WorstPair {
    /// The criterion of the row.
    pub a: String,
    /// The criterion of the column.
    pub b: String,
    /// The judgement: a is this many times as important as b.
    pub value: f64,
    /// The ratio of their weights, which is what all the judgements together say.
    pub implied: f64,
    /// The nearest step of Saaty's scale 1/9 … 1 … 9 to `implied`.
    pub suggested: f64,
    /// The same step as it is written: "3" or "1/3".
    pub suggested_text: String,
}

report!(WorstPair {
    a => "a",
    b => "b",
    value => "value",
    implied => "implied",
    suggested => "suggested",
    suggested_text => "suggestedText",
});

/// The deviation |ln(aᵢⱼ wⱼ / wᵢ)| below which a judgement agrees with the weights, and by which
/// one pair must exceed another to be the worse: far below what a person can mean and far above
/// rounding.
const DEVIATION_TOLERANCE: f64 = 1e-9;

impl PairwiseMatrix {
    /// Returns how consistent the judgements are, and which of them deviates most.
    ///
    /// Among pairs that deviate equally the first in reading order is named; with three criteria
    /// all three do.
    ///
    /// # Formula
    /// ```text
    /// CI = (λ − n) / (n − 1)    CR = CI / RI(n)    worst pair: argmax |ln(aᵢⱼ wⱼ / wᵢ)|, i < j
    /// ```
    ///
    /// # Errors
    /// [`Error::NotFinite`] and [`Error::OutOfRange`] for a threshold that is not in (0, 1].
    ///
    /// # Example: a cycle of preferences
    /// ```
    /// use clientele::weighting::ahp::{ConsistencyOptions, PairwiseMatrix};
    /// let judgements = [("Price", "Service", 3), ("Service", "Speed", 3), ("Speed", "Price", 5)];
    /// let matrix = PairwiseMatrix::try_from_pairs(&judgements, None)?;
    /// let consistency = matrix.consistency(&ConsistencyOptions::default())?;
    /// assert!(!consistency.consistent);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// Saaty, T. L. (1977), Journal of Mathematical Psychology 15, 234-281. Saaty, T. L. (2003),
    /// European Journal of Operational Research 145, 85-91: the worst pair.
    pub fn consistency(&self, options: &ConsistencyOptions) -> Result<Consistency> {
        let found = self.solve(options.method);
        self.consistency_at(&found.weights, found.lambda_max, options)
    }

    /// Returns the same as [`PairwiseMatrix::consistency`] for priorities that are at hand.
    ///
    /// `options.method` is not looked at: the priorities carry theirs.
    ///
    /// # Errors
    /// Those of [`PairwiseMatrix::consistency`], and [`Error::LengthMismatch`] when the priorities
    /// belong to another number of criteria.
    pub fn consistency_of(
        &self,
        priorities: &Priorities,
        options: &ConsistencyOptions,
    ) -> Result<Consistency> {
        let n = self.size();
        if priorities.weights.len() != n {
            return Err(Error::LengthMismatch {
                path: "priorities.weights".into(),
                expected: n,
                actual: priorities.weights.len(),
            });
        }
        self.consistency_at(&priorities.weights, priorities.lambda_max, options)
    }

    fn consistency_at(
        &self,
        weights: &[f64],
        lambda_max: f64,
        options: &ConsistencyOptions,
    ) -> Result<Consistency> {
        let n = self.size();
        let threshold = options.effective_threshold(n)?;
        let ci = self.consistency_index(lambda_max);
        let (ri, random_index_origin) = options.random_index.known(n);
        let cr = if n > 2 { ci / ri } else { 0.0 };
        Ok(Consistency {
            lambda_max,
            ci,
            ri,
            random_index: options.random_index,
            random_index_origin,
            cr,
            threshold,
            consistent: cr < threshold,
            worst_pair: worst_pair(self.criteria(), &mut self.pairs(), weights),
        })
    }

    /// (λ − n) / (n − 1); 0 for fewer than three criteria.
    pub(super) fn consistency_index(&self, lambda_max: f64) -> f64 {
        let n = self.size() as f64;
        if n > 2.0 {
            (lambda_max - n).max(0.0) / (n - 1.0)
        } else {
            0.0
        }
    }

    /// Returns the judgements of every pair i < j, in reading order.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        self.rows().enumerate().flat_map(|(i, row)| {
            let later = row.iter().enumerate().skip(i + 1);
            later.map(move |(j, value)| (i, j, *value))
        })
    }
}

/// Returns the judgement (i, j, value) that is farthest from the ratio of the weights.
pub(super) fn worst_pair(
    criteria: &[String],
    judgements: &mut dyn Iterator<Item = (usize, usize, f64)>,
    weights: &[f64],
) -> Option<WorstPair> {
    let mut worst = None;
    let (mut largest, mut farthest) = (0.0, 1.0);
    for (i, j, value) in judgements {
        let (wi, wj) = (weights.get(i)?, weights.get(j)?);
        let ratio = value * wj / wi;
        // The logarithm of what is not even farther from 1 need not be known: most of the work.
        let distance = ratio.max(1.0 / ratio);
        if distance <= farthest {
            continue;
        }
        let deviation = math::ln(ratio).abs();
        if deviation > largest + DEVIATION_TOLERANCE {
            (largest, farthest) = (deviation, distance);
            worst = Some((i, j, value, wi / wj));
        }
    }
    let (i, j, value, implied) = worst?;
    let (suggested, suggested_text) = nearest_step(implied);
    Some(WorstPair {
        a: criteria.get(i)?.clone(),
        b: criteria.get(j)?.clone(),
        value,
        implied,
        suggested,
        suggested_text,
    })
}

impl ConsistencyOptions {
    /// Returns the threshold for `n` criteria.
    ///
    /// Saaty's stricter rule is 0.05 for n = 3, 0.08 for n = 4 and 0.1 beyond.
    pub(super) fn effective_threshold(&self, n: usize) -> Result<f64> {
        let threshold = self.threshold;
        if !threshold.is_finite() {
            return Err(Error::NotFinite {
                path: "threshold".into(),
            });
        }
        if threshold <= 0.0 || threshold > 1.0 {
            return Err(Error::OutOfRange {
                path: "threshold".into(),
                value: threshold,
                expected: "a ratio above 0 and at most 1".into(),
            });
        }
        Ok(match n {
            3 if self.strict => threshold.min(0.05),
            4 if self.strict => threshold.min(0.08),
            _ => threshold,
        })
    }
}

/// Returns the step of Saaty's scale that is nearest in ratio, and how it is written.
///
/// Nearness is in ratio, not in difference, so that the step for b against a is the reciprocal of
/// the step for a against b; of two equally near steps the one closer to 1 is taken.
pub(super) fn nearest_step(ratio: f64) -> (f64, String) {
    let magnitude = if ratio < 1.0 { 1.0 / ratio } else { ratio };
    // the border between k and k + 1 is their geometric mean: m² against k (k + 1)
    let step = (1_u8..9).find(|&k| {
        let k = f64::from(k);
        magnitude * magnitude <= k * (k + 1.0)
    });
    let step = step.unwrap_or(9);
    if ratio < 1.0 && step > 1 {
        (1.0 / f64::from(step), format!("1/{step}"))
    } else {
        (f64::from(step), step.to_string())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::nearest_step;

    #[test]
    fn the_nearest_step_is_nearest_in_ratio_and_symmetric() {
        // borders sqrt(2) = 1.4142 and sqrt(72) = 8.4853
        assert_eq!(nearest_step(1.41), (1.0, "1".into()));
        assert_eq!(nearest_step(1.42), (2.0, "2".into()));
        assert_eq!(nearest_step(1.0 / 1.42), (0.5, "1/2".into()));
        assert_eq!(nearest_step(8.49), (9.0, "9".into()));
        assert_eq!(nearest_step(1e9), (9.0, "9".into()));
        assert_eq!(nearest_step(1e-9), (1.0 / 9.0, "1/9".into()));
    }
}
