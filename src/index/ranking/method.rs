//! One entry for every method.

use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::index::ranking::gra;
use crate::index::ranking::gra::GraOptions;
use crate::index::ranking::outcome::Outcome;
use crate::index::ranking::outcome::Ranking;
use crate::index::ranking::outcome::placed;
use crate::index::ranking::problem::Problem;
use crate::index::ranking::topsis;
use crate::index::ranking::topsis::TopsisOptions;
use crate::index::ranking::vikor;
use crate::index::ranking::vikor::VikorOptions;
use crate::index::ranking::waspas;
use crate::index::ranking::waspas::WaspasOptions;
use crate::index::ranking::weighted_product;
use crate::index::ranking::weighted_sum;
use crate::index::ranking::weighted_sum::WeightedSumOptions;
use crate::plain::words;

/// Up to how many alternatives a ranking says by itself what each criterion brings and what the
/// other methods make of them: above it that would take longer than the ranking. Our choice.
const FEW: usize = 10_000;

/// The name of a ranking method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum RankMethodName {
    /// The weighted sum.
    WeightedSum,
    /// The weighted product.
    WeightedProduct,
    /// The mixture of both.
    Waspas,
    /// Closeness to the best values.
    Topsis,
    /// Regret, on the whole and at worst.
    Vikor,
    /// Likeness to the best values.
    Gra,
}

words!(RankMethodName {
    WeightedSum => "weightedSum",
    WeightedProduct => "weightedProduct",
    Waspas => "waspas",
    Topsis => "topsis",
    Vikor => "vikor",
    Gra => "gra",
});

impl RankMethodName {
    /// All methods, in the order in which they are to be shown.
    pub const ALL: [Self; 6] = [
        Self::WeightedSum,
        Self::WeightedProduct,
        Self::Waspas,
        Self::Topsis,
        Self::Vikor,
        Self::Gra,
    ];

    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::WeightedSum => "weightedSum",
            Self::WeightedProduct => "weightedProduct",
            Self::Waspas => "waspas",
            Self::Topsis => "topsis",
            Self::Vikor => "vikor",
            Self::Gra => "gra",
        }
    }

    /// Returns the method with its defaults.
    pub fn with_defaults(self) -> RankMethod {
        match self {
            Self::WeightedSum => RankMethod::WeightedSum(WeightedSumOptions::default()),
            Self::WeightedProduct => RankMethod::WeightedProduct,
            Self::Waspas => RankMethod::Waspas(WaspasOptions::default()),
            Self::Topsis => RankMethod::Topsis(TopsisOptions::default()),
            Self::Vikor => RankMethod::Vikor(VikorOptions::default()),
            Self::Gra => RankMethod::Gra(GraOptions::default()),
        }
    }
}

/// A ranking method with its options.
#[derive(Debug, Clone, PartialEq)]
pub enum RankMethod {
    /// [`weighted_sum`](super::weighted_sum()).
    WeightedSum(WeightedSumOptions),
    /// [`weighted_product`](super::weighted_product()).
    WeightedProduct,
    /// [`waspas`](super::waspas()).
    Waspas(WaspasOptions),
    /// [`topsis`](super::topsis()).
    Topsis(TopsisOptions),
    /// [`vikor`](super::vikor()).
    Vikor(VikorOptions),
    /// [`gra`](super::gra()).
    Gra(GraOptions),
}

impl RankMethod {
    /// Returns the name of the method.
    pub fn name(&self) -> RankMethodName {
        match self {
            Self::WeightedSum(_) => RankMethodName::WeightedSum,
            Self::WeightedProduct => RankMethodName::WeightedProduct,
            Self::Waspas(_) => RankMethodName::Waspas,
            Self::Topsis(_) => RankMethodName::Topsis,
            Self::Vikor(_) => RankMethodName::Vikor,
            Self::Gra(_) => RankMethodName::Gra,
        }
    }

    fn solve(&self, problem: &Problem, contributions: bool) -> Result<Outcome> {
        match self {
            Self::WeightedSum(options) => weighted_sum::solve(problem, *options, contributions),
            Self::WeightedProduct => weighted_product::solve(problem, contributions),
            Self::Waspas(options) => waspas::solve(problem, *options),
            Self::Topsis(options) => topsis::solve(problem, *options),
            Self::Vikor(options) => vikor::solve(problem, *options, contributions),
            Self::Gra(options) => gra::solve(problem, options, contributions),
        }
    }
}

/// What a ranking holds besides scores and ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RankExtras {
    /// Whether it says what each criterion brings; unless told, up to 10,000 alternatives.
    pub contributions: Option<bool>,
    /// Whether it is compared with the other methods; unless told, up to 10,000 alternatives.
    pub compare: Option<bool>,
}

/// Ranks alternatives by several criteria.
///
/// `weights` are one for each criterion; they are scaled to sum to 1, with a warning where they did
/// not. The other methods are run with their defaults, and `provenance.others` says how far their
/// ranks differ from these; those that the data do not suit are named in the setting `notCompared`.
///
/// # Errors
/// Those of the method.
///
/// # Example: the same order by every method
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::index::ranking::{RankExtras, RankMethodName, rank};
/// use clientele::numeric::direction::Direction;
/// let offers = DecisionMatrix::try_new(
///     vec!["price".into(), "speed".into()],
///     vec![Direction::Cost, Direction::Benefit],
///     vec![10.0, 3.0, 20.0, 2.0, 30.0, 1.0],
///     None,
/// )?;
/// for name in RankMethodName::ALL {
///     let method = name.with_defaults();
///     let ranking = rank(&offers, &[0.5, 0.5], &method, &RankExtras::default())?;
///     assert_eq!(ranking.ranks, [1, 2, 3]);
///     assert!(ranking.provenance.others.iter().all(|other| other.same_order));
/// }
/// # Ok::<(), clientele::Error>(())
/// ```
pub fn rank(
    matrix: &DecisionMatrix,
    weights: &[f64],
    method: &RankMethod,
    extras: &RankExtras,
) -> Result<Ranking> {
    let problem = Problem::try_new(matrix, weights)?;
    let few = matrix.rows() <= FEW;
    let outcome = method.solve(&problem, extras.contributions.unwrap_or(few))?;
    let mut ranking = Ranking::of(&problem, method.name().code(), outcome);
    if extras.compare.unwrap_or(few) {
        let ranks = numbers(&ranking.ranks);
        ranking.provenance = compared(&problem, method.name(), &ranks, ranking.provenance);
    }
    Ok(ranking)
}

/// Adds how far the ranks by the other methods differ.
fn compared(
    problem: &Problem,
    own: RankMethodName,
    ranks: &[f64],
    mut provenance: Provenance,
) -> Provenance {
    let mut unsuited = Vec::new();
    for name in RankMethodName::ALL {
        if name == own {
            continue;
        }
        if let Ok(outcome) = name.with_defaults().solve(problem, false) {
            let (others, _) = placed(&outcome.scores, outcome.lowest_is_best);
            provenance = provenance.compared(name.code(), ranks, &numbers(&others));
        } else {
            unsuited.push(name.code().to_owned());
        }
    }
    if unsuited.is_empty() {
        provenance
    } else {
        provenance.with("notCompared", unsuited)
    }
}

fn numbers(ranks: &[u32]) -> Vec<f64> {
    ranks.iter().copied().map(f64::from).collect()
}
