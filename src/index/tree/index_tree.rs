//! The scores of a tree.

use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::index::composite::COVERAGE_TOO_LOW;
use crate::index::composite::MIN_COVERAGE;
use crate::index::tree::leaves::TreeLeaf;
use crate::index::tree::leaves::leaves;
use crate::index::tree::node::TreeNode;
use crate::index::tree::scores::NodeScore;
use crate::index::tree::scores::TreeColumns;
use crate::index::tree::scores::TreePart;
use crate::index::tree::scores::TreeScore;
use crate::index::tree::structure::Structure;
use crate::numeric::normalise::Ramp;
use crate::plain::Fingerprint;

/// A share below a minimum by no more than this is at it.
const ROUNDING: f64 = 1e-12;

/// A composite index of any depth, made ready.
///
/// A leaf becomes 0 to 1 between its limits and is held within them. A branch is the weighted mean
/// of what is present below it; the weights of siblings are scaled to sum up to 1. Missing is not
/// zero: what is missing is left out and the weights of its siblings are scaled up, as long as the
/// minimum of coverage is kept at every branch; a branch that falls below it is missing itself.
///
/// # Formula
/// ```text
/// s = Σ present wᵢ sᵢ / Σ present wᵢ      coverage = Σ present wᵢ coverageᵢ      score = 100 s of the root
/// ```
///
/// # Example: two levels
/// ```
/// use clientele::index::tree::{IndexTree, TreeNode};
/// use clientele::numeric::direction::Direction;
/// let root = TreeNode::root("loyalty");
/// let behaviour = TreeNode::branch("behaviour", &root, 0.6);
/// let tree = IndexTree::try_new(vec![
///     TreeNode::leaf("orders", &behaviour, 0.5, Direction::Benefit, 0.0, 10.0),
///     TreeNode::leaf("days_since", &behaviour, 0.5, Direction::Cost, 100.0, 0.0),
///     TreeNode::leaf("satisfaction", &root, 0.4, Direction::Benefit, 1.0, 5.0),
///     behaviour,
///     root,
/// ])?;
/// let score = tree.score(&[Some(5.0), Some(25.0), Some(4.0)])?;
/// // 0.6 · (0.5 · 0.5 + 0.5 · 0.75) + 0.4 · 0.75
/// assert!((score.score.unwrap_or_default() - 67.5).abs() < 1e-12);
/// assert!((score.parts[0].points.unwrap_or_default() - 15.0).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct IndexTree {
    nodes: Vec<TreeNode>,
    leaves: Vec<TreeLeaf>,
    /// The nodes, each after the one above it; the root is the first.
    steps: Vec<Step>,
    hash: Fingerprint,
}

/// A node on the way to the root.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    /// The place of the node among the nodes.
    node: usize,
    /// The step of the node above.
    above: usize,
    /// The weight among the siblings.
    share: f64,
    min_coverage: f64,
    /// Of a leaf, its column and its limits.
    leaf: Option<(usize, Ramp)>,
}

/// What is known about a node while one row is scored.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// Σ present w s of its children.
    sum: f64,
    /// Σ present w of its children.
    present: f64,
    /// Σ present w coverage of its children; then its own coverage.
    coverage: f64,
    /// Its score, 0 to 1; NaN where there is none.
    score: f64,
    /// The weight it counted with in the whole.
    weight: f64,
}

impl IndexTree {
    /// Builds a tree from its nodes, in any order.
    ///
    /// # Errors
    /// [`Error::EmptyInput`] without nodes; [`Error::InvalidValue`] for what
    /// [`check_index_system`](super::check_index_system) finds in the structure: names, parents,
    /// sources, weights; [`Error::Missing`] for a leaf without direction or limits, and the errors of
    /// [`Ramp::try_new`]; [`Error::OutOfRange`] for a minimum of coverage that is no share.
    pub fn try_new(nodes: Vec<TreeNode>) -> Result<Self> {
        if nodes.is_empty() {
            return Err(Error::EmptyInput {
                path: "tree".into(),
                hint: "a tree needs at least one leaf".into(),
            });
        }
        let structure = Structure::of(&nodes);
        if let Some(fault) = structure.faults.first() {
            return Err(fault.error(&nodes));
        }
        let leaves = leaves(&nodes, &structure);
        let mut hash = Fingerprint::default();
        for node in &nodes {
            node.hash_into(&mut hash);
        }
        let mut step_of = vec![0; nodes.len()];
        let mut steps = Vec::with_capacity(nodes.len());
        for (step, &i) in structure.order.iter().enumerate() {
            let Some(node) = nodes.get(i) else { continue };
            let path = format!("tree[{}]", node.code);
            let parent = structure.parents.get(i).copied().flatten();
            let above = parent.and_then(|parent| step_of.get(parent).copied());
            if let Some(slot) = step_of.get_mut(i) {
                *slot = step;
            }
            let min_coverage = node.min_coverage.unwrap_or(MIN_COVERAGE);
            if !(0.0..=1.0).contains(&min_coverage) {
                let path = format!("{path}.minCoverage");
                let expected = "a share from 0 to 1";
                return Err(Error::out_of_range(path, min_coverage, expected));
            }
            let column = leaves.iter().position(|(leaf, _)| *leaf == i);
            steps.push(Step {
                node: i,
                above: above.unwrap_or_default(),
                share: structure.shares.get(i).copied().unwrap_or_default(),
                min_coverage,
                leaf: match column {
                    Some(column) => Some((column, ramp(node, &path)?)),
                    None => None,
                },
            });
        }
        let mut own = Vec::with_capacity(leaves.len());
        for (_, leaf) in leaves {
            own.push(leaf);
        }
        Ok(Self {
            leaves: own,
            nodes,
            steps,
            hash,
        })
    }

    /// Returns the leaves in the order of the nodes: the columns of a score, with their weights in
    /// the whole.
    pub fn leaves(&self) -> &[TreeLeaf] {
        &self.leaves
    }

    /// Scores one customer from the raw values of the leaves, in their order.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`] and [`Error::NotFinite`].
    pub fn score(&self, values: &[Option<f64>]) -> Result<TreeScore> {
        let mut numbers = Vec::with_capacity(values.len());
        for (place, value) in values.iter().enumerate() {
            if let Some(value) = value {
                let source = || self.leaves.get(place).map_or("", |leaf| &leaf.source);
                check_finite(*value, || format!("values[{}]", source()))?;
            }
            numbers.push(value.unwrap_or(f64::NAN));
        }
        self.score_numbers(&numbers)
    }

    /// Scores one customer as [`IndexTree::score`] does; NaN where a value is missing.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`], and [`Error::NotFinite`] for an infinite value.
    pub fn score_numbers(&self, values: &[f64]) -> Result<TreeScore> {
        check_length("values", values.len(), self.leaves.len())?;
        let mut parts = Vec::with_capacity(values.len());
        let mut weights = Vec::with_capacity(values.len());
        let mut sources = Vec::with_capacity(values.len());
        for (value, leaf) in values.iter().zip(&self.leaves) {
            let raw = (!value.is_nan()).then_some(*value);
            if value.is_infinite() {
                let path = format!("values[{}]", leaf.source);
                return Err(Error::NotFinite { path });
            }
            weights.push(leaf.weight);
            sources.push(leaf.source.clone());
            parts.push(TreePart {
                code: leaf.code.clone(),
                raw,
                normalised: None,
                weight: None,
                points: None,
            });
        }
        let columns: Vec<&[f64]> = values.chunks(1).collect();
        let mut states = vec![State::default(); self.steps.len()];
        let (score, coverage) = self.fold(&columns, 0, &mut states);
        self.weigh(&mut states);
        let mut nodes = Vec::new();
        for (step, state) in self.steps.iter().zip(&states) {
            let known = (!state.score.is_nan()).then_some(state.score);
            if let Some(part) = step.leaf.as_ref().and_then(|(j, _)| parts.get_mut(*j)) {
                part.normalised = known;
                part.weight = known.filter(|_| !score.is_nan()).map(|_| state.weight);
                part.points = part.weight.zip(known).map(|(weight, s)| 100.0 * weight * s);
            } else if let Some(node) = self.nodes.get(step.node) {
                nodes.push(NodeScore {
                    code: node.code.clone(),
                    score: known.map(|s| 100.0 * s),
                    coverage: state.coverage,
                });
            }
        }
        let mut hash = self.hash;
        hash.numbers(values);
        Ok(TreeScore {
            score: (!score.is_nan()).then_some(score),
            coverage,
            parts,
            nodes,
            reason: score.is_nan().then(|| COVERAGE_TOO_LOW.into()),
            provenance: Provenance::new("indexTree", hash.finish())
                .with("sources", sources)
                .with("weights", weights),
        })
    }

    /// Scores many customers: one column of raw values for each leaf, in their order, NaN where a
    /// value is missing. `points` asks for what each leaf contributes.
    ///
    /// # Errors
    /// [`Error::LengthMismatch`], and [`Error::NotFinite`] for an infinite value.
    pub fn score_columns(&self, columns: &[&[f64]], points: bool) -> Result<TreeColumns> {
        check_length("columns", columns.len(), self.leaves.len())?;
        let rows = columns.first().map_or(0, |column| column.len());
        for (column, leaf) in columns.iter().zip(&self.leaves) {
            check_length(&format!("columns[{}]", leaf.source), column.len(), rows)?;
            if let Some(row) = column.iter().position(|value| value.is_infinite()) {
                return Err(Error::NotFinite {
                    path: format!("columns[{}][{row}]", leaf.source),
                });
            }
        }
        let size = if points { rows * columns.len() } else { 0 };
        let mut found = TreeColumns {
            scores: Vec::with_capacity(rows),
            coverage: Vec::with_capacity(rows),
            points: vec![f64::NAN; size],
        };
        let mut states = vec![State::default(); self.steps.len()];
        for row in 0..rows {
            let (score, coverage) = self.fold(columns, row, &mut states);
            found.scores.push(score);
            found.coverage.push(coverage);
            if points && !score.is_nan() {
                self.weigh(&mut states);
                for (step, state) in self.steps.iter().zip(&states) {
                    if let Some((j, _)) = &step.leaf
                        && let Some(slot) = found.points.get_mut(j * rows + row)
                    {
                        *slot = 100.0 * state.weight * state.score;
                    }
                }
            }
        }
        Ok(found)
    }

    /// Scores many customers as [`IndexTree::score_columns`] does, from the columns one after the other:
    /// returns the scores, then the coverage, then the points if asked for.
    ///
    /// # Errors
    /// Those of [`IndexTree::score_columns`].
    pub fn score_flat(&self, values: &[f64], points: bool) -> Result<Vec<f64>> {
        let rows = values.len() / self.leaves.len();
        check_length("columns", values.len(), rows * self.leaves.len())?;
        let columns: Vec<&[f64]> = if rows > 0 {
            values.chunks(rows).collect()
        } else {
            vec![&[]; self.leaves.len()]
        };
        let found = self.score_columns(&columns, points)?;
        Ok([found.scores, found.coverage, found.points].concat())
    }

    /// Goes from the leaves to the root in one row; returns score and coverage.
    fn fold(&self, columns: &[&[f64]], row: usize, states: &mut [State]) -> (f64, f64) {
        let mut step = 0;
        while let Some(state) = states.get_mut(step) {
            state.sum = 0.0;
            state.present = 0.0;
            state.coverage = 0.0;
            step += 1;
        }
        while step > 0 {
            step -= 1;
            let (Some(node), Some(state)) = (self.steps.get(step), states.get_mut(step)) else {
                continue;
            };
            state.score = f64::NAN;
            if let Some((column, ramp)) = &node.leaf {
                if let Some(column) = columns.get(*column)
                    && let Some(raw) = column.get(row)
                    && !raw.is_nan()
                {
                    state.score = ramp.held(*raw);
                    state.coverage = 1.0;
                }
            } else if state.present > 0.0 && state.coverage >= node.min_coverage - ROUNDING {
                state.score = state.sum / state.present;
            }
            let (score, coverage) = (state.score, state.coverage);
            if step > 0
                && !score.is_nan()
                && let Some(above) = states.get_mut(node.above)
            {
                above.sum += node.share * score;
                above.present += node.share;
                above.coverage += node.share * coverage;
            }
        }
        let root = states.first().copied().unwrap_or_default();
        (100.0 * root.score.clamp(0.0, 1.0), root.coverage.min(1.0))
    }

    /// Goes from the root to the leaves: the weight of each node in the whole.
    fn weigh(&self, states: &mut [State]) {
        for (i, step) in self.steps.iter().enumerate() {
            let above = states.get(step.above).copied().unwrap_or_default();
            if let Some(state) = states.get_mut(i) {
                state.weight = if state.score.is_nan() {
                    0.0
                } else if i == 0 {
                    1.0
                } else if above.score.is_nan() {
                    0.0
                } else {
                    above.weight * step.share / above.present
                };
            }
        }
    }
}

/// Returns the limits of a leaf.
fn ramp(node: &TreeNode, path: &str) -> Result<Ramp> {
    let missing = |field: &str, expected: &str| {
        let path = format!("{path}.{field}");
        Err(Error::missing(path, expected))
    };
    let Some(direction) = node.direction else {
        return missing("direction", "which values are good; it is never guessed");
    };
    direction.check(&format!("{path}.direction"))?;
    let (Some(lo), Some(hi)) = (node.lo, node.hi) else {
        let field = if node.lo.is_none() { "lo" } else { "hi" };
        return missing(field, "a limit of the scale");
    };
    Ramp::try_new(direction, ("lo", lo), ("hi", hi), path)
}
