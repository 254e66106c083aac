//! Fuzzy comprehensive evaluation (模糊综合评价): grades that each factor belongs to in part, put
//! together by weights.

mod composition;
mod evaluate;
mod factor;
mod maximum;
mod membership;

pub use composition::FuzzyOperator;
pub use evaluate::FuzzyEvaluation;
pub use evaluate::FuzzyOptions;
pub use evaluate::FuzzyPart;
pub use evaluate::GRADE_TIED;
pub use evaluate::MEMBERSHIPS_SCALED;
pub use evaluate::fuzzy_evaluation;
pub use factor::Evidence;
pub use factor::FuzzyFactor;
pub use maximum::Maximum;
pub use maximum::MaximumVerdict;
pub use maximum::maximum_membership;
pub use membership::between_standards;
pub use membership::trapezoid;
