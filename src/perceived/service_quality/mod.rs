//! Service quality (服务质量): perceptions against expectations, the five gaps, and what to improve.

mod benchmark;
mod blueprint;
mod dimensions;
mod gaps;
mod servqual;
mod views;

pub use benchmark::Benchmark;
pub use benchmark::BenchmarkItem;
pub use benchmark::BenchmarkedItem;
pub use benchmark::benchmark;
pub use blueprint::BlueprintStep;
pub use blueprint::ServiceBlueprint;
pub use blueprint::StepRisk;
pub use blueprint::service_blueprint;
pub use dimensions::ServiceDimension;
pub use dimensions::ServqualEdition;
pub use dimensions::ServqualOptions;
pub use gaps::GapScores;
pub use gaps::ServiceGap;
pub use gaps::ServiceGapOptions;
pub use gaps::ServiceGaps;
pub use gaps::service_gaps;
pub use servqual::ServiceDimensionScore;
pub use servqual::ServiceItemScore;
pub use servqual::ServiceQuality;
pub use servqual::servperf;
pub use servqual::servqual;
pub use views::QualityItem;
pub use views::QualityView;
pub use views::QualityViewScore;
pub use views::QualityViews;
pub use views::quality_views;
