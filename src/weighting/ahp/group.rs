//! One set of weights from the judgements of several experts.

use super::consensus::Consensus;
use super::consensus::ConsensusOptions;
use super::consensus::ONE_EXPERT;
use super::consensus::consensus;
use super::matrix::PairwiseMatrix;
use super::panel::Panel;
use super::panel::from_upper_triangle;
use super::panel::geometric_deviation;
use super::priorities::PriorityMethod;
use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::numeric::math;
use crate::numeric::vectors::add_scaled;
use crate::numeric::vectors::each;
use crate::numeric::vectors::shares;
use crate::plain::Plain;
use crate::plain::ToPlain;
use crate::plain::options;
use crate::plain::report;
use crate::plain::words;
use crate::weighting::lists::cautions;
use crate::weighting::lists::put;

/// What is brought together: judgements or weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum GroupMethod {
    /// Aggregation of individual judgements (AIJ): the weighted geometric mean of every judgement,
    /// and the weights of that matrix. For a group that decides as one.
    #[default]
    Aij,
    /// Aggregation of individual priorities (AIP) by the weighted geometric mean, divided by its
    /// sum. For individuals who each decide for themselves.
    AipGeometric,
    /// The same by the weighted arithmetic mean.
    AipArithmetic,
}

words!(GroupMethod {
    Aij => "aij",
    AipGeometric => "aipGeometric",
    AipArithmetic => "aipArithmetic",
});

impl GroupMethod {
    /// Every method there is.
    pub const ALL: [Self; 3] = [Self::Aij, Self::AipGeometric, Self::AipArithmetic];

    fn code(self) -> &'static str {
        match self {
            Self::Aij => "aij",
            Self::AipGeometric => "aipGeometric",
            Self::AipArithmetic => "aipArithmetic",
        }
    }
}

/// How a group becomes one.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct GroupOptions {
    /// What is brought together; judgements (`aij`) unless told, after Forman and Peniwati.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub method: GroupMethod,
    /// How weights follow from a matrix; `eigenvector` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub priorities: PriorityMethod,
    /// How much each expert counts, in proportion; all alike unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub weights: Option<Vec<f64>>,
    /// The names of the experts; "1", "2", … unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub experts: Option<Vec<String>>,
}

options!(GroupOptions {
    method => "method",
    priorities => "priorities",
    weights => "weights",
    experts => "experts",
});

/// The weights of a group.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct GroupPriorities {
    /// The criteria, in the order of the first expert.
    pub criteria: Vec<String>,
    /// One weight for each criterion; they are positive and sum to 1.
    pub weights: Vec<f64>,
    /// What was brought together.
    pub method: GroupMethod,
    /// The experts and their own weights.
    pub experts: Vec<ExpertPriorities>,
    /// The weighted geometric means of the judgements, row by row, whatever the method: a
    /// reciprocal matrix, whose consistency can be measured like any other.
    pub matrix: Vec<Vec<f64>>,
    /// The geometric standard deviation of the judgements of each pair, 1 where all agree; none for
    /// a single expert. Every expert counts alike.
    pub geometric_deviation: Option<Vec<Vec<f64>>>,
    /// How far the experts agree on the weights. Every expert counts alike.
    pub consensus: Consensus,
    /// What to mind: `one_expert`.
    pub warnings: Vec<Caution>,
    /// How they were made, and how far the other two methods lie from them.
    pub provenance: Provenance,
}

report!(GroupPriorities {
    criteria => "criteria",
    weights => "weights",
    method => "method",
    experts => "experts",
    matrix => "matrix",
    geometric_deviation => "geometricDeviation",
    consensus => "consensus",
    warnings => "warnings",
    provenance => "provenance",
});

/// The weights of one expert of a group.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct ExpertPriorities {
    /// The name.
    pub expert: String,
    /// How much the expert counts; the shares of all sum to 1.
    pub share: f64,
    /// The expert's own weights, in the order of the group's criteria.
    pub weights: Vec<f64>,
}

report!(ExpertPriorities {
    expert => "expert",
    share => "share",
    weights => "weights",
});

/// Returns one set of weights from the judgements of several experts, and how far they agree.
///
/// Every expert must have judged the same criteria, in any order: they are put into the order of
/// the first expert by their names.
///
/// # Formula
/// ```text
/// AIJ              aᵢⱼ = Πₖ (aᵢⱼᵏ)^βₖ, then the weights of A    the only mean that stays reciprocal
/// AIP, geometric   wᵢ ∝ Πₖ (wᵢᵏ)^βₖ      equal to AIJ if weights are geometric means of rows
/// AIP, arithmetic  wᵢ = Σₖ βₖ wᵢᵏ
/// deviation        exp √(Σₖ (ln aᵢⱼᵏ − mean)² / (K − 1))
/// ```
///
/// # Errors
/// [`crate::Error::EmptyInput`] without a matrix; [`crate::Error::InvalidValue`],
/// [`crate::Error::Missing`] where the criteria of two experts differ (`matrices[Ann].criteria`);
/// [`crate::Error::LengthMismatch`], [`crate::Error::NotFinite`] and [`crate::Error::OutOfRange`]
/// for the weights of the experts.
///
/// # Example: two managers, of whom one counts twice
/// ```
/// use clientele::weighting::ahp::PairwiseMatrix;
/// use clientele::weighting::ahp::group::{GroupOptions, aggregate};
/// let names = |list: [&str; 2]| Some(list.map(String::from).to_vec());
/// let ann = PairwiseMatrix::try_from_upper_triangle(&[4.0], names(["Price", "Service"]))?;
/// let bob = PairwiseMatrix::try_from_upper_triangle(&[2.0], names(["Service", "Price"]))?;
/// let options = GroupOptions { weights: Some(vec![2.0, 1.0]), ..GroupOptions::default() };
/// let group = aggregate(&[ann, bob], &options)?;
/// // 4^(2/3) · (1/2)^(1/3) = 2
/// assert!((group.matrix[0][1] - 2.0).abs() < 1e-12);
/// assert!((group.weights[0] - 2.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// * Aczél, J. and Saaty, T. L. (1983), "Procedures for synthesizing ratio judgements", Journal of
///   Mathematical Psychology 27, 93-102: the geometric mean.
/// * Forman, E. and Peniwati, K. (1998), "Aggregating individual judgments and priorities with the
///   Analytic Hierarchy Process", European Journal of Operational Research 108, 165-169.
/// * Barzilai, J. and Golany, B. (1994), "AHP rank reversal, normalization and aggregation rules",
///   INFOR 32, 57-64: the two ways are one under the geometric mean.
pub fn aggregate(matrices: &[PairwiseMatrix], options: &GroupOptions) -> Result<GroupPriorities> {
    let weights = options.weights.as_deref();
    let panel = Panel::try_new(matrices, options.experts.as_deref(), weights)?;
    let mut upper = Vec::with_capacity(panel.pairs.len());
    for pair in &panel.pairs {
        upper.push(math::exp(panel.mean(&panel.logarithms(*pair))));
    }
    let names = panel.criteria().to_vec();
    let matrix = from_upper_triangle(&upper, names.clone())?;
    let mut individual = Vec::with_capacity(panel.matrices.len());
    for own in &panel.matrices {
        individual.push(own.weights(options.priorities));
    }
    let by = |method| match method {
        GroupMethod::Aij => matrix.weights(options.priorities),
        GroupMethod::AipGeometric => mean(&panel, &individual, true),
        GroupMethod::AipArithmetic => mean(&panel, &individual, false),
    };
    let weights = by(options.method);
    let mut provenance = Provenance::new(options.method.code(), panel.fingerprint())
        .with("priorities", word(&options.priorities).as_str())
        .with("experts", panel.experts.clone())
        .with("shares", panel.shares.clone());
    for other in GroupMethod::ALL {
        if other != options.method {
            provenance = provenance.compared(other.code(), &weights, &by(other));
        }
    }
    let consensus = consensus(&individual, &ConsensusOptions::default())?;
    let geometric_deviation = deviations(&panel);
    let mut rows = Vec::with_capacity(names.len());
    for row in matrix.rows() {
        rows.push(row.to_vec());
    }
    let mut experts = Vec::with_capacity(individual.len());
    for ((expert, share), weights) in panel.experts.iter().zip(&panel.shares).zip(individual) {
        experts.push(ExpertPriorities {
            expert: expert.clone(),
            share: *share,
            weights,
        });
    }
    Ok(GroupPriorities {
        criteria: names,
        weights,
        method: options.method,
        experts,
        matrix: rows,
        warnings: cautions(&[(geometric_deviation.is_none(), ONE_EXPERT)]),
        geometric_deviation,
        consensus,
        provenance,
    })
}

/// Returns the weighted mean of the weights: the geometric one over its sum, or the arithmetic one.
#[inline(never)]
fn mean(panel: &Panel, individual: &[Vec<f64>], geometric: bool) -> Vec<f64> {
    let mut weights = vec![0.0; panel.criteria().len()];
    for (own, share) in individual.iter().zip(&panel.shares) {
        if geometric {
            add_scaled(&mut weights, &each(own, &math::ln), *share);
        } else {
            add_scaled(&mut weights, own, *share);
        }
    }
    if geometric {
        shares(&each(&weights, &math::exp))
    } else {
        weights
    }
}

#[inline(never)]
fn deviations(panel: &Panel) -> Option<Vec<Vec<f64>>> {
    let n = panel.criteria().len();
    let mut cells = vec![vec![1.0; n]; n];
    if panel.experts.len() < 2 {
        return None;
    }
    for (i, j) in &panel.pairs {
        let deviation = geometric_deviation(&panel.logarithms((*i, *j)))?;
        put(&mut cells, *i, *j, deviation);
        put(&mut cells, *j, *i, deviation);
    }
    Some(cells)
}

/// Returns the word of a setting.
#[inline(never)]
pub(crate) fn word(setting: &dyn ToPlain) -> String {
    match setting.to_plain() {
        Plain::Text(word) => word,
        other => other.show(),
    }
}
