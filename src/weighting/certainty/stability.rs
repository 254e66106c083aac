//! How often each alternative keeps its rank when the weights are shaken.

use super::performance::Aggregation;
use super::performance::Performance;
use super::performance::ranks;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math;
use crate::numeric::random::Random;
use crate::numeric::vectors::each;
use crate::numeric::vectors::range;
use crate::numeric::vectors::shares;
use crate::plain::options;
use crate::plain::report;
use crate::plain::words;
use crate::weighting::ahp::PairwiseMatrix;
use crate::weighting::ahp::PriorityMethod;
use crate::weighting::ahp::panel::from_upper_triangle;
use crate::weighting::lists::at;
use crate::weighting::lists::check;

/// How weights are shaken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Perturbation {
    /// Each weight is multiplied by its own number uniform in 1 ± `amount`, and all are divided by
    /// their sum.
    #[default]
    Uniform,
    /// The weights are a Dirichlet variate whose means are the weights; `amount` is the
    /// concentration, the sum of its parameters: the larger, the nearer to the means.
    Dirichlet,
    /// Each judgement moves by a whole number uniform in ± `amount` of steps of the scale 1/9 … 1/2,
    /// 1, 2 … 9, and the weights are those of the new matrix. Between steps it keeps its distance;
    /// beyond 9 it does not move on.
    Judgements,
}

words!(Perturbation {
    Uniform => "uniform",
    Dirichlet => "dirichlet",
    Judgements => "judgements",
});

/// How stability is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct StabilityOptions {
    /// How weights and values become one number; `weightedSum` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub aggregation: Aggregation,
    /// How weights are shaken; `uniform` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub perturbation: Perturbation,
    /// How strongly: unless told 0.15 for `uniform` (± 15 %), 100 for `dirichlet`, 1 step for
    /// `judgements`; all are our choice.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub amount: Option<f64>,
    /// How weights follow from judgements; `eigenvector` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub priorities: PriorityMethod,
    /// How many times: 1 to 1,000,000, 10,000 unless told, so that a share is known to 0.01.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub draws: u32,
    /// The seed; equal seeds give equal results. 1 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub seed: u32,
}

options!(StabilityOptions {
    aggregation => "aggregation",
    perturbation => "perturbation",
    amount => "amount",
    priorities => "priorities",
    draws => "draws",
    seed => "seed",
});

impl Default for StabilityOptions {
    fn default() -> Self {
        Self {
            aggregation: Aggregation::default(),
            perturbation: Perturbation::default(),
            amount: None,
            priorities: PriorityMethod::default(),
            draws: 10_000,
            seed: 1,
        }
    }
}

/// Where the weights come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WeightSource<'a> {
    /// One weight for each criterion, in the order of the data.
    Weights(&'a [f64]),
    /// Judgements of the criteria, in the order of the data.
    Judgements(&'a PairwiseMatrix),
}

/// How stable a ranking is.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct RankStability {
    /// The alternatives, in the order of the data.
    pub alternatives: Vec<AlternativeStability>,
    /// The share of the draws in which no rank changed.
    pub same_order: ShareEstimate,
    /// The share of the draws in which the best alternative of now stayed best.
    pub same_best: ShareEstimate,
    /// The weights that were shaken; they sum to 1.
    pub weights: Vec<f64>,
    /// How many times.
    pub draws: u32,
    /// The seed.
    pub seed: u32,
    /// How it was measured.
    pub provenance: Provenance,
}

report!(RankStability {
    alternatives => "alternatives",
    same_order => "sameOrder",
    same_best => "sameBest",
    weights => "weights",
    draws => "draws",
    seed => "seed",
    provenance => "provenance",
});

/// How stable the rank of one alternative is.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct AlternativeStability {
    /// The alternative.
    pub alternative: String,
    /// Its score now.
    pub score: f64,
    /// Its rank now, 1 for the best.
    pub rank: u32,
    /// How many times it had rank 1, 2, …; equal scores share the better rank.
    pub counts: Vec<u32>,
    /// Its mean rank.
    pub mean_rank: f64,
    /// The share of the draws in which it was best.
    pub best: ShareEstimate,
}

report!(AlternativeStability {
    alternative => "alternative",
    score => "score",
    rank => "rank",
    counts => "counts",
    mean_rank => "meanRank",
    best => "best",
});

/// A share of the draws with its 95 % confidence interval.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ShareEstimate {
    /// The share, 0 to 1.
    pub share: f64,
    /// The lower end of the interval.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

report!(ShareEstimate {
    share => "share",
    lower => "lower",
    upper => "upper",
});

/// The quantile of the standard normal distribution at 0.975.
const NORMAL_975: f64 = 1.959_963_984_540_054;

impl ShareEstimate {
    /// Returns the share with Wilson's interval, which is right for shares of 0 and 1 too.
    ///
    /// # References
    /// Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical
    /// inference", Journal of the American Statistical Association 22, 209-212.
    #[inline(never)]
    fn of(count: u32, draws: u32) -> Self {
        let (n, square) = (f64::from(draws), NORMAL_975 * NORMAL_975);
        let share = f64::from(count) / n;
        let centre = share + square / (2.0 * n);
        let spread = share * (1.0 - share) / n + square / (4.0 * n * n);
        let half = NORMAL_975 * math::sqrt(spread);
        let scale = 1.0 + square / n;
        // At the ends of the range the formula gives the ends, but for rounding.
        Self {
            share,
            lower: if count == 0 {
                0.0
            } else {
                (centre - half) / scale
            },
            upper: if count == draws {
                1.0
            } else {
                (centre + half) / scale
            },
        }
    }
}

/// Returns how often each alternative has each rank when the weights are shaken.
///
/// `data`: values of which more is better, as they enter the sum or the product.
///
/// # Errors
/// Those of [`super::critical::critical_weights`], without the limit of alternatives;
/// [`Error::Missing`] for shaken judgements where there are weights only;
/// [`Error::InvalidValue`] for a matrix of other criteria than the data; [`Error::NotFinite`],
/// [`Error::OutOfRange`] for the amount and the draws.
///
/// # Example: fifteen percent either way
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::numeric::direction::Direction;
/// use clientele::weighting::certainty::stability::{StabilityOptions, WeightSource, rank_stability};
/// let data = DecisionMatrix::try_new(
///     vec!["price".into(), "speed".into()],
///     vec![Direction::Benefit; 2],
///     vec![0.8, 0.2, 0.4, 0.7],
///     None,
/// )?;
/// let options = StabilityOptions { draws: 1000, seed: 7, ..StabilityOptions::default() };
/// let found = rank_stability(&data, WeightSource::Weights(&[0.75, 0.25]), &options)?;
/// // 0.75 · 0.85 : 0.25 · 1.15 is still more than 5 : 4
/// assert_eq!(found.alternatives[0].counts, [1000, 0]);
/// assert!(found.same_best.lower > 0.99);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Butler, J., Jia, J. and Dyer, J. (1997), "Simulation techniques for the sensitivity analysis of
/// multi-criteria decision models", European Journal of Operational Research 103, 531-546.
pub fn rank_stability(
    data: &DecisionMatrix,
    source: WeightSource,
    options: &StabilityOptions,
) -> Result<RankStability> {
    let weights = match source {
        WeightSource::Weights(weights) => weights.to_vec(),
        WeightSource::Judgements(matrix) => {
            if matrix.criteria() != data.criteria() {
                return Err(Error::invalid(
                    "matrix.criteria".into(),
                    &matrix.criteria().join(", "),
                    &format!("those of the data, {}", data.criteria().join(", ")),
                ));
            }
            matrix.weights(options.priorities)
        }
    };
    let performance = Performance::try_new(data, &weights, options.aggregation)?;
    let (amount, word) = checked_amount(options)?;
    if options.perturbation == Perturbation::Judgements
        && matches!(source, WeightSource::Weights(_))
    {
        return Err(Error::Missing {
            path: "matrix".into(),
            expected: "the judgements that are to be shaken".into(),
        });
    }
    let draws = options.draws;
    let fits = (1..=1_000_000).contains(&draws);
    check(f64::from(draws), fits, "options.draws", "1 to 1000000")?;
    let levels = performance.levels(&performance.weights);
    let now = ranks(&levels);
    let m = now.len();
    let mut random = Random::new(u64::from(options.seed));
    // How often each alternative had each rank, alternative by alternative.
    let mut counts = vec![0_u32; m * m];
    let (mut same_order, mut same_best) = (0, 0);
    for _ in 0..draws {
        let own = &performance.weights;
        let drawn = match (options.perturbation, source) {
            (Perturbation::Judgements, WeightSource::Judgements(matrix)) => {
                shaken_judgements(matrix, amount, options.priorities, &mut random)?
            }
            (Perturbation::Dirichlet, _) => dirichlet(own, amount, &mut random),
            _ => uniform(own, amount, &mut random),
        };
        let shaken = ranks(&performance.levels(&drawn));
        let (mut moved, mut lost) = (false, false);
        for (i, (old, new)) in now.iter().zip(&shaken).enumerate() {
            moved |= old != new;
            // Who was best and is not any more?
            lost |= *old == 1 && *new != 1;
            if let Some(count) = counts.get_mut(i * m + *new as usize - 1) {
                *count += 1;
            }
        }
        same_order += u32::from(!moved);
        same_best += u32::from(!lost);
    }
    let mut alternatives = Vec::with_capacity(m);
    for (i, counts) in counts.chunks_exact(m).enumerate() {
        let mut sum = 0.0;
        for (rank, count) in (1_u32..).zip(counts) {
            sum += f64::from(*count) * f64::from(rank);
        }
        alternatives.push(AlternativeStability {
            alternative: performance.name(i),
            score: performance.score(at(&levels, i)),
            rank: now.get(i).copied().unwrap_or_default(),
            mean_rank: sum / f64::from(draws),
            best: ShareEstimate::of(counts.first().copied().unwrap_or(0), draws),
            counts: counts.to_vec(),
        });
    }
    Ok(RankStability {
        alternatives,
        same_order: ShareEstimate::of(same_order, draws),
        same_best: ShareEstimate::of(same_best, draws),
        draws,
        seed: options.seed,
        provenance: performance
            .provenance("rankStability")
            .with("perturbation", word)
            .with("amount", amount)
            .with("draws", f64::from(draws))
            .with("seed", f64::from(options.seed))
            .with("interval", "wilson95"),
        weights: performance.weights,
    })
}

/// Returns how strongly weights are shaken, and the word for the way.
fn checked_amount(options: &StabilityOptions) -> Result<(f64, &'static str)> {
    let (standard, word, most, expected) = match options.perturbation {
        Perturbation::Uniform => (0.15, "uniform", 1.0, "a share above 0 and at most 1"),
        Perturbation::Dirichlet => (100.0, "dirichlet", 1e9, "a number above 0, at most 1e9"),
        Perturbation::Judgements => (1.0, "judgements", 8.0, "1 to 8 whole steps"),
    };
    let amount = options.amount.unwrap_or(standard);
    let whole = options.perturbation != Perturbation::Judgements || libm::floor(amount) >= amount;
    let fits = amount > 0.0 && amount <= most && whole;
    check(amount, fits, "options.amount", expected)?;
    Ok((amount, word))
}

/// Draws weights that are each multiplied by a number of its own in 1 ± `amount`.
fn uniform(weights: &[f64], amount: f64, random: &mut Random) -> Vec<f64> {
    let mut shaken = Vec::with_capacity(weights.len());
    for weight in weights {
        shaken.push(weight * (1.0 + amount * (2.0 * random.uniform() - 1.0)));
    }
    shares(&shaken)
}

/// Draws weights whose means are `weights`.
///
/// They are gamma variates over their sum, by logarithms: for small parameters all of them may be
/// smaller than any number. A weight of 0 stays 0.
fn dirichlet(weights: &[f64], concentration: f64, random: &mut Random) -> Vec<f64> {
    let mut logarithms = Vec::with_capacity(weights.len());
    for weight in weights {
        logarithms.push(if *weight > 0.0 {
            random.ln_gamma(concentration * weight)
        } else {
            f64::NEG_INFINITY
        });
    }
    let (_, largest) = range(&logarithms);
    shares(&each(&logarithms, &|logarithm| {
        math::exp(logarithm - largest)
    }))
}

/// Draws the weights of judgements that each moved by some steps of the scale.
fn shaken_judgements(
    matrix: &PairwiseMatrix,
    steps: f64,
    method: PriorityMethod,
    random: &mut Random,
) -> Result<Vec<f64>> {
    let mut upper = Vec::new();
    for (i, row) in matrix.rows().enumerate() {
        for value in row.iter().skip(i + 1) {
            // A whole number from 0 to 2 steps, each as likely as the others.
            let drawn = libm::floor(random.uniform() * (2.0 * steps + 1.0));
            upper.push(moved(*value, drawn - steps));
        }
    }
    let names = matrix.criteria().to_vec();
    let shaken = from_upper_triangle(&upper, names)?;
    Ok(shaken.weights(method))
}

/// The last step of Saaty's scale, counted from 0 for equal importance.
const LAST_STEP: f64 = 8.0;

/// Returns a judgement moved by some steps of the scale 1/9 … 1 … 9.
fn moved(value: f64, steps: f64) -> f64 {
    let place = if value < 1.0 {
        1.0 - 1.0 / value
    } else {
        value - 1.0
    };
    let limit = place.abs().max(LAST_STEP);
    // Not `clamp`, whose panic writes numbers in a way that nothing else does.
    let place = (place + steps).max(-limit).min(limit);
    if place < 0.0 {
        1.0 / (1.0 - place)
    } else {
        1.0 + place
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::ShareEstimate;
    use super::moved;

    #[test]
    fn judgements_move_along_the_scale_and_stay_on_it() {
        assert_eq!(moved(3.0, 1.0), 4.0);
        assert_eq!(moved(2.0, -2.0), 0.5);
        assert_eq!(moved(0.5, 1.0), 1.0);
        assert_eq!(moved(9.0, 1.0), 9.0);
        assert_eq!(moved(1.0 / 9.0, -3.0), 1.0 / 9.0);
        // what lies beyond the scale may come back, but not go on
        assert_eq!(moved(12.0, 1.0), 12.0);
        assert_eq!(moved(12.0, -1.0), 11.0);
    }

    #[test]
    fn wilsons_interval_is_that_of_the_textbooks() {
        // Newcombe (1998), Statistics in Medicine 17, table I, method 3: 81 of 263 and 0 of 20
        let half = ShareEstimate::of(81, 263);
        assert!((half.lower - 0.2553).abs() < 5e-5 && (half.upper - 0.3662).abs() < 5e-5);
        let none = ShareEstimate::of(0, 20);
        assert!(none.lower == 0.0 && (none.upper - 0.1611).abs() < 5e-5);
        let all = ShareEstimate::of(20, 20);
        assert!(all.upper == 1.0 && (all.lower - 0.8389).abs() < 5e-5);
    }
}
