//! Satisfaction (顾客满意): disconfirmation, the weighted index, and the index from 0 to 100.

mod acsi;
mod disconfirmation;
mod index;
mod level;
mod likert;
mod tree;

pub use acsi::AcsiIndex;
pub use acsi::AcsiItem;
pub use acsi::AcsiOptions;
pub use acsi::acsi_style_index;
pub use disconfirmation::Disconfirmation;
pub use disconfirmation::DisconfirmationOptions;
pub use disconfirmation::disconfirmation;
pub use index::SatisfactionIndex;
pub use index::SatisfactionItem;
pub use index::SatisfactionOptions;
pub use index::satisfaction_index;
pub use level::satisfaction_level;
pub use likert::LikertAnswers;
pub use likert::LikertOptions;
pub use likert::likert;
pub use tree::SatisfactionElement;
pub use tree::SatisfactionTree;
pub use tree::SatisfactionTreeNode;
pub use tree::satisfaction_tree;
