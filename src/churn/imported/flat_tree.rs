//! From nodes that name their children to a tree in preorder.

use crate::churn::imported::forest::MOST_NODES;
use crate::churn::imported::tree::DEEPEST;
use crate::churn::imported::tree::Nodes;
use crate::churn::imported::tree::Tree;
use crate::error::Error;
use crate::error::Result;

/// A node as another package wrote it; `At` is how it names its children.
pub(super) enum Node<At> {
    /// A leaf with its value.
    Leaf {
        /// The value.
        value: f64,
        /// How many customers came by.
        cover: f64,
    },
    /// A split.
    Split {
        /// The place of the feature.
        feature: usize,
        /// How values compare, as in [`crate::churn::imported::tree::rule`].
        rule: u32,
        /// The threshold.
        number: f64,
        /// The categories, where it splits by them.
        set: Option<Vec<u32>>,
        /// How many customers came by.
        cover: f64,
        /// Its children.
        left: At,
        /// Its children.
        right: At,
    },
}

/// Walks from the root and puts the nodes in preorder. A node that is met twice, or a way that never
/// ends, runs into the number of nodes that there can be.
pub(super) fn flatten<At: Copy>(
    root: At,
    most: usize,
    read: &mut dyn FnMut(At) -> Result<Node<At>>,
) -> Result<Tree> {
    let mut nodes = Nodes::default();
    // The parent is known for right children, which their parents point at.
    let mut open = vec![(root, None::<usize>, 0_usize)];
    while let Some((at, parent, depth)) = open.pop() {
        let here = nodes.number.len();
        if here >= most.min(MOST_NODES) || depth > DEEPEST {
            return Err(Error::invalid(
                String::new(),
                if depth > DEEPEST {
                    "a tree of more than 256 levels"
                } else {
                    "a tree in which a node is met twice, or one of more nodes than it tells"
                },
                "a tree",
            ));
        }
        if let Some(parent) = parent
            && let Some(right) = nodes.right.get_mut(parent)
        {
            *right = u32::try_from(here).unwrap_or(u32::MAX);
        }
        nodes.right.push(0);
        match read(at)? {
            Node::Leaf { value, cover } => {
                nodes.feature.push(0);
                nodes.rule.push(0);
                nodes.number.push(value);
                nodes.cover.push(cover);
            }
            Node::Split {
                feature,
                rule,
                number,
                set,
                cover,
                left,
                right,
            } => {
                nodes
                    .feature
                    .push(u32::try_from(feature).unwrap_or(u32::MAX));
                nodes.rule.push(rule);
                nodes.number.push(match set {
                    Some(set) => {
                        nodes.sets.push(set);
                        (nodes.sets.len() - 1) as f64
                    }
                    None => number,
                });
                nodes.cover.push(cover);
                open.push((right, Some(here), depth + 1));
                open.push((left, None, depth + 1));
            }
        }
    }
    Tree::try_new(nodes)
}
