//! Hierarchies: a goal, criteria below criteria, and alternatives below the last ones.

pub mod consistency;
pub mod evaluation;
mod leaf;
mod local;
pub mod node;
pub mod tree;
pub mod weights;

pub use consistency::HierarchyConsistency;
pub use consistency::JudgedBelow;
pub use consistency::NodeConsistency;
pub use evaluation::Evaluation;
pub use evaluation::Synthesis;
pub use evaluation::SynthesisOptions;
pub use node::HierarchyNode;
pub use node::HierarchyNodes;
pub use node::Intensities;
pub use tree::Hierarchy;
pub use weights::Branch;
pub use weights::HierarchyWeights;
