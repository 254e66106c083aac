//! RFM: recency, frequency and monetary value in scores, and named segments on a map without gaps.

mod cuts;
mod map;
mod options;
mod report;

pub use cuts::RfmCuts;
pub use map::MapCheck;
pub use map::RfmSegment;
pub use map::SharedCell;
pub use map::check_rfm_map;
pub use map::standard_segments;
pub use options::RfmOptions;
pub use options::RfmWeights;
pub use report::CUTS_COINCIDE;
pub use report::Rfm;
pub use report::RfmFacts;
pub use report::RfmFound;
pub use report::SEGMENTS_NEED_FIVE;
pub use report::rfm;
pub use report::rfm_of;
