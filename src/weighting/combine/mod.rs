//! Weights from several sources made one (组合赋权).

mod combined;
mod game;
mod options;
mod sets;

pub use combined::CombinedWeights;
pub use combined::DEPENDENT_WEIGHTS;
pub use combined::NEGATIVE_COEFFICIENT;
pub use combined::combine_weights;
pub use options::CombineMethod;
pub use options::CombineOptions;
pub use options::Negative;
pub use sets::WeightSet;
