//! Many trees, whose sum is the prediction.

use crate::churn::imported::shap::Paths;
use crate::churn::imported::tree::Nodes;
use crate::churn::imported::tree::Tree;
use crate::error::Error;
use crate::error::Result;
use crate::plain::FromPlain;
use crate::plain::Plain;
use crate::plain::ToPlain;

/// More trees than a model has.
pub(super) const MOST_TREES: usize = 10_000;
/// More nodes than all trees of a model have.
pub(super) const MOST_NODES: usize = 1_000_000;

/// Trees whose sum is the prediction. Their plain form is a list of trees in preorder; what is read is
/// checked, so that no value of this type has a cycle.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Vec<Nodes>", into = "Vec<Nodes>"))]
pub struct Forest {
    trees: Vec<Tree>,
    mean: f64,
    depth: usize,
}

impl Forest {
    /// Takes trees.
    pub(super) fn try_new(trees: Vec<Tree>) -> Result<Self> {
        if trees.is_empty() || trees.len() > MOST_TREES {
            return Err(Error::out_of_range(
                String::new(),
                trees.len() as f64,
                "1 to 10000 trees",
            ));
        }
        let nodes: usize = trees.iter().map(Tree::len).sum();
        if nodes > MOST_NODES {
            return Err(Error::out_of_range(
                String::new(),
                nodes as f64,
                "at most 1000000 nodes",
            ));
        }
        let mean: f64 = trees.iter().map(Tree::mean).sum();
        if !mean.is_finite() {
            return Err(Error::NotFinite {
                path: String::new(),
            });
        }
        Ok(Self {
            depth: trees.iter().map(Tree::depth).max().unwrap_or(0),
            mean,
            trees,
        })
    }

    /// Returns how many trees there are.
    pub fn len(&self) -> usize {
        self.trees.len()
    }

    /// Returns false: there is a tree.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// Checks that every split is on a feature that there is.
    pub(super) fn check(&self, features: usize) -> Result<()> {
        for (i, tree) in self.trees.iter().enumerate() {
            tree.check(features)
                .map_err(|error| error.within(&format!("[{i}]")))?;
        }
        Ok(())
    }

    /// The mean of the prediction over the customers of the training.
    pub(super) fn mean(&self) -> f64 {
        self.mean
    }

    /// Adds the Shapley value of each feature and returns the prediction.
    pub(super) fn add_contributions(&self, values: &[f64], added: &mut [f64]) -> f64 {
        let mut paths = Paths::new(self.depth);
        let mut sum = 0.0;
        for tree in &self.trees {
            paths.add(tree, values, added);
            sum += tree.predict(values);
        }
        sum
    }
}

impl ToPlain for Forest {
    fn to_plain(&self) -> Plain {
        self.trees.to_plain()
    }
}

impl TryFrom<Vec<Nodes>> for Forest {
    type Error = Error;

    fn try_from(trees: Vec<Nodes>) -> Result<Self> {
        let trees: Result<Vec<Tree>> = trees.into_iter().map(Tree::try_new).collect();
        Self::try_new(trees?)
    }
}

impl From<Forest> for Vec<Nodes> {
    fn from(forest: Forest) -> Self {
        forest.trees.into_iter().map(Tree::into_nodes).collect()
    }
}

impl FromPlain for Forest {
    fn blank() -> Self {
        Self {
            trees: Vec::new(),
            mean: 0.0,
            depth: 0,
        }
    }

    fn read(&mut self, plain: Plain) -> Result<()> {
        let mut trees = Vec::<Tree>::blank();
        trees.read(plain)?;
        *self = Self::try_new(trees)?;
        Ok(())
    }

    fn expected(&self) -> &'static str {
        "a list of trees"
    }
}
