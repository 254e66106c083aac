//! How often each alternative keeps its rank when the weights are shaken.

use super::performance::Aggregation;
use super::performance::Performance;
use super::performance::ranks;
use super::shaking::dirichlet;
use super::shaking::shaken_judgements;
use super::shaking::uniform;
use super::share_estimate::ShareEstimate;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::random::Random;
use crate::plain::options;
use crate::plain::report;
use crate::plain::words;
use crate::weighting::ahp::PairwiseMatrix;
use crate::weighting::ahp::PriorityMethod;
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
    /// How weights follow from judgements; `eigenvector` unless told. Only where there are
    /// judgements.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub priorities: Option<PriorityMethod>,
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
            priorities: None,
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

/// Returns how often each alternative has each rank when the weights are shaken.
///
/// `data`: values of which more is better, as they enter the sum or the product.
///
/// # Errors
/// Those of [`super::critical::critical_weights`], without the limit of alternatives;
/// [`Error::Missing`] for shaken judgements where there are weights only;
/// [`Error::InvalidValue`] for a matrix of other criteria than the data and for `priorities` without
/// judgements; [`Error::NotFinite`],
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
    let priorities = options.priorities.unwrap_or_default();
    let weights = match source {
        WeightSource::Weights(_) if options.priorities.is_some() => {
            return Err(Error::unused(
                "options.priorities".into(),
                "the weights are given; no judgements lead to them",
            ));
        }
        WeightSource::Weights(weights) => weights.to_vec(),
        WeightSource::Judgements(matrix) => {
            if matrix.criteria() != data.criteria() {
                return Err(Error::invalid(
                    "matrix.criteria".into(),
                    &matrix.criteria().join(", "),
                    &format!("those of the data, {}", data.criteria().join(", ")),
                ));
            }
            matrix.weights(priorities)
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
                shaken_judgements(matrix, amount, priorities, &mut random)?
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
