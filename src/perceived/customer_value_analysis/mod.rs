//! Customer value analysis (盖尔顾客价值测量): quality and price against competitors, and the value map.

mod analysis;
mod value_map;

pub use analysis::CustomerValue;
pub use analysis::CustomerValueOptions;
pub use analysis::RatedAttribute;
pub use analysis::RatedPrice;
pub use analysis::RelativeAttribute;
pub use analysis::customer_value_analysis;
pub use value_map::FairValueLine;
pub use value_map::MappedBrand;
pub use value_map::ValueBrand;
pub use value_map::ValueLine;
pub use value_map::ValueMap;
pub use value_map::ValueMapOptions;
pub use value_map::value_map;
