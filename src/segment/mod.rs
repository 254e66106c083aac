//! Segmentation: which group a customer belongs to.

mod matrix;
mod pyramid;

pub use matrix::CellCuts;
pub use matrix::ValueCell;
pub use pyramid::PyramidCuts;
pub use pyramid::Tier;
