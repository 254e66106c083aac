//! The alternatives under a whole hierarchy.

use super::tree::Below;
use super::tree::Hierarchy;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math;
use crate::plain::options;
use crate::plain::report;
use crate::plain::words;
use crate::weighting::ahp::eigenvector::normalise;
use crate::weighting::ahp::priorities::PriorityMethod;

/// How the alternatives' priorities under the leaves become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Synthesis {
    /// Shares of 1 under every leaf, summed by the weights: Saaty's first form. A copy of an
    /// alternative can turn the order of others round (Belton & Gear 1983).
    #[default]
    Distributive,
    /// Shares of the best under every leaf, summed by the weights: a copy changes nothing. Of
    /// ratings the best is the best grade there is, so that no alternative depends on another.
    Ideal,
    /// The product of the shares, each to the power of its weight.
    Multiplicative,
}

words!(Synthesis {
    Distributive => "distributive",
    Ideal => "ideal",
    Multiplicative => "multiplicative",
});

impl Synthesis {
    /// Every form there is.
    pub const ALL: [Self; 3] = [Self::Distributive, Self::Ideal, Self::Multiplicative];

    /// Returns the code of the form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Distributive => "distributive",
            Self::Ideal => "ideal",
            Self::Multiplicative => "multiplicative",
        }
    }
}

/// How alternatives are evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct SynthesisOptions {
    /// How the priorities under the leaves become one; `distributive` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub synthesis: Synthesis,
    /// How weights follow from judgements; `eigenvector` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub method: PriorityMethod,
}

options!(SynthesisOptions {
    synthesis => "synthesis",
    method => "method",
});

/// The alternatives under a whole hierarchy.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Evaluation {
    /// The alternatives in their order.
    pub alternatives: Vec<String>,
    /// What the synthesis gives: of the ideal form shares of an alternative that is the best under
    /// every leaf.
    pub scores: Vec<f64>,
    /// The scores divided by their sum.
    pub priorities: Vec<f64>,
    /// The rank of each alternative, from 1; those alike have the same rank.
    pub ranks: Vec<u32>,
    /// The leaves.
    pub leaves: Vec<String>,
    /// The global weight of each leaf.
    pub weights: Vec<f64>,
    /// For each leaf how good the alternatives are under it, by the same form.
    pub local: Vec<Vec<f64>>,
    /// How they were made, and how far the priorities lie from those of other methods and forms.
    pub provenance: Provenance,
}

report!(Evaluation {
    alternatives => "alternatives",
    scores => "scores",
    priorities => "priorities",
    ranks => "ranks",
    leaves => "leaves",
    weights => "weights",
    local => "local",
    provenance => "provenance",
});

/// Scores that differ by less than this share are the same: rounding.
const SAME_SCORE: f64 = 1e-12;

impl Hierarchy {
    /// Returns the alternatives' priorities under the whole hierarchy.
    ///
    /// # Formula
    /// ```text
    /// lᵢⱼ how good alternative i is under leaf j, wⱼ the leaf's share of the goal
    /// compared: the priorities        measured: xᵢ / Σ x of a benefit, (1/xᵢ) / Σ (1/x) of a cost
    /// rated: priority of the grade / that of the best grade
    /// distributive    Σⱼ wⱼ lᵢⱼ, each column l divided by its sum
    /// ideal           Σⱼ wⱼ lᵢⱼ, each column l divided by its largest; ratings as they are
    /// multiplicative  Πⱼ lᵢⱼ^wⱼ, each column l divided by its sum
    /// ```
    ///
    /// # Errors
    /// [`Error::EmptyInput`] without alternatives, [`Error::Missing`] for a leaf that knows nothing
    /// of them, and [`Error::OutOfRange`] when every alternative scores 0.
    ///
    /// # Example: a copy turns the distributive order round and leaves the ideal one alone
    /// ```
    /// use clientele::weighting::ahp::hierarchy::{Hierarchy, HierarchyNode};
    /// use clientele::weighting::ahp::hierarchy::{Synthesis, SynthesisOptions};
    /// let leaf = |name: &str, shares: &[f64]| HierarchyNode {
    ///     name: name.into(),
    ///     weights: Some(shares.to_vec()),
    ///     ..HierarchyNode::default()
    /// };
    /// let order = |copies: bool, synthesis| {
    ///     let leaves = [[1.0, 9.0, 1.0], [9.0, 1.0, 1.0], [8.0, 9.0, 1.0]].map(|shares| {
    ///         let copy = copies.then_some(shares[1]);
    ///         shares.into_iter().chain(copy).collect::<Vec<f64>>()
    ///     });
    ///     let names = ["A", "B", "C", "copy of B"].map(String::from);
    ///     let goal = HierarchyNode { criteria: vec!["x".into(), "y".into(), "z".into()], ..leaf("goal", &[1.0; 3]) };
    ///     let nodes = [goal, leaf("x", &leaves[0]), leaf("y", &leaves[1]), leaf("z", &leaves[2])];
    ///     let hierarchy = Hierarchy::try_new(&nodes, &names[..leaves[0].len()])?;
    ///     let found = hierarchy.evaluate(&SynthesisOptions { synthesis, ..SynthesisOptions::default() })?;
    ///     Ok::<_, clientele::Error>(found.ranks[0] < found.ranks[1])
    /// };
    /// // is A before B?
    /// assert_eq!((order(false, Synthesis::Distributive)?, order(true, Synthesis::Distributive)?), (false, true));
    /// assert_eq!((order(false, Synthesis::Ideal)?, order(true, Synthesis::Ideal)?), (false, false));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// * Saaty, T. L. (1980), *The Analytic Hierarchy Process*: the distributive form; Saaty, T. L.
    ///   (1994), *Fundamentals of Decision Making*: the ideal form and ratings.
    /// * Belton, V. and Gear, T. (1983), "On a short-coming of Saaty's method of analytic
    ///   hierarchies", Omega 11, 228-230: the example.
    /// * Lootsma, F. A. (1993), "Scale sensitivity in the multiplicative AHP and SMART", Journal of
    ///   Multi-Criteria Decision Analysis 2, 87-110: the multiplicative form.
    pub fn evaluate(&self, options: &SynthesisOptions) -> Result<Evaluation> {
        if self.alternatives.is_empty() {
            return Err(Error::EmptyInput {
                path: "alternatives".into(),
                hint: "there is nothing to evaluate".into(),
            });
        }
        let Scored {
            weights,
            local,
            scores,
        } = self.scores(*options)?;
        let priorities = priorities_of(&scores)?;
        let mut provenance = Provenance::new(options.method.code(), self.fingerprint())
            .with("synthesis", options.synthesis.code());
        let other_methods = PriorityMethod::COMPARED.map(|method| {
            let code = method.code();
            (code, SynthesisOptions { method, ..*options })
        });
        let other_forms = Synthesis::ALL.map(|synthesis| {
            let code = synthesis.code();
            (
                code,
                SynthesisOptions {
                    synthesis,
                    ..*options
                },
            )
        });
        for (code, other) in other_methods.into_iter().chain(other_forms) {
            // where every alternative scores 0 by another form there is nothing to compare with
            if other != *options
                && let Ok(others) = priorities_of(&self.scores(other)?.scores)
            {
                provenance = provenance.compared(code, &priorities, &others);
            }
        }
        Ok(Evaluation {
            alternatives: self.alternatives.clone(),
            ranks: ranks(&scores),
            scores,
            priorities,
            leaves: self.leaves(),
            weights,
            local,
            provenance,
        })
    }

    fn scores(&self, options: SynthesisOptions) -> Result<Scored> {
        let weights = self.leaf_weights(options.method);
        let local = self
            .leaf_nodes()
            .map(|(_, node)| match &node.below {
                Below::Alternatives(Some(data)) => {
                    Ok(data.local(options.method, options.synthesis))
                }
                _ => Err(Error::Missing {
                    path: node.path.clone(),
                    expected: "how the alternatives compare here".into(),
                }),
            })
            .collect::<Result<Vec<_>>>()?;
        let count = self.alternatives.len();
        Ok(Scored {
            scores: synthesise(&weights, &local, count, options.synthesis),
            weights,
            local,
        })
    }
}

/// What the alternatives score, and from what.
struct Scored {
    weights: Vec<f64>,
    local: Vec<Vec<f64>>,
    scores: Vec<f64>,
}

fn priorities_of(scores: &[f64]) -> Result<Vec<f64>> {
    let sum: f64 = scores.iter().sum();
    if sum > 0.0 {
        let mut priorities = scores.to_vec();
        normalise(&mut priorities);
        return Ok(priorities);
    }
    Err(Error::OutOfRange {
        path: "hierarchy".into(),
        value: sum,
        expected: "a score above 0 for at least one alternative".into(),
    })
}

/// The scores of `count` alternatives.
fn synthesise(weights: &[f64], local: &[Vec<f64>], count: usize, form: Synthesis) -> Vec<f64> {
    let under = |i: usize| {
        let leaves = local.iter().zip(weights);
        leaves.map(move |(leaf, weight)| (leaf.get(i).copied().unwrap_or_default(), *weight))
    };
    let score = |i: usize| match form {
        Synthesis::Multiplicative => {
            // a weight of 0 says nothing even of a share of 0
            let told = under(i).filter(|(_, weight)| *weight > 0.0);
            math::exp(told.map(|(share, weight)| weight * math::ln(share)).sum())
        }
        _ => under(i).map(|(share, weight)| weight * share).sum(),
    };
    (0..count).map(score).collect()
}

/// One more than the number of scores that are larger.
fn ranks(scores: &[f64]) -> Vec<u32> {
    let rank = |own: &f64| {
        let larger = scores
            .iter()
            .filter(|other| **other > own * (1.0 + SAME_SCORE));
        u32::try_from(larger.count() + 1).unwrap_or(u32::MAX)
    };
    scores.iter().map(rank).collect()
}
