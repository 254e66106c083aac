//! Rankings of alternatives by several criteria.
//!
//! Each method makes the values of the criteria comparable ([`RankScaling`]), in which the direction
//! of a criterion is part of the formula and never a change of the data before it, and puts them
//! together by weights:
//!
//! | method | a score is | best |
//! |---|---|---|
//! | [`weighted_sum()`] | the weighted mean | highest |
//! | [`weighted_product()`] | the weighted geometric mean | highest |
//! | [`waspas()`] | a mixture of both | highest |
//! | [`topsis()`] | how much nearer to the best than to the worst values | highest |
//! | [`vikor()`] | a mixture of the mean and the largest regret | lowest |
//! | [`gra()`] | the likeness to the best values | highest |
//!
//! A criterion on which all are equally good tells nothing apart: it counts as fully met by every
//! alternative, whatever the formula would make of 0/0, and is named in the warnings. A criterion of
//! weight 0 is left out. Of a target or an interval the best value is the target itself, whether or
//! not an alternative reaches it. These rules are our own: the papers know benefits and costs that
//! vary.
//!
//! Scores are the same when they differ by no more than rounding ([`TIE`]); who has the same score
//! shares the better rank, and the next rank is left out: 1, 2, 2, 4.
//!
//! [`TIE`]: crate::numeric::tolerance::TIE

mod gra;
mod method;
mod outcome;
mod problem;
mod scale;
mod topsis;
mod vikor;
mod waspas;
mod weighted_product;
mod weighted_sum;

pub use gra::GraOptions;
pub use gra::gra;
pub use method::RankExtras;
pub use method::RankMethod;
pub use method::RankMethodName;
pub use method::rank;
pub use outcome::Compromise;
pub use outcome::IdealDistances;
pub use outcome::NO_DIFFERENCE;
pub use outcome::Ranking;
pub use outcome::SumAndProduct;
pub use scale::RankScaling;
pub use topsis::RankDistance;
pub use topsis::TopsisOptions;
pub use topsis::topsis;
pub use vikor::NO_CLEAR_BEST;
pub use vikor::VikorOptions;
pub use vikor::vikor;
pub use waspas::WaspasOptions;
pub use waspas::waspas;
pub use weighted_product::weighted_product;
pub use weighted_sum::WeightedSumOptions;
pub use weighted_sum::weighted_sum;
