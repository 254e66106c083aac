//! Weights from judgements that are ranges rather than numbers.

mod constrained;
mod extent;
pub mod matrix;
pub mod number;
pub mod weights;

pub use matrix::FuzzyAveraging;
pub use matrix::FuzzyCell;
pub use matrix::FuzzyMatrix;
pub use number::TriangularNumber;
pub use weights::FuzzyMethod;
pub use weights::FuzzyWeights;
