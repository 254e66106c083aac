//! Dimensionless conversion (无量纲化): indicators of any unit made comparable.

mod bands;
mod columns;
mod converted;
mod options;
mod total;

pub use bands::BAND_COEFFICIENTS;
pub use bands::Bands;
pub use converted::ConvertedData;
pub use converted::convert;
pub use options::Conversion;
pub use options::ConversionOptions;
pub use options::IndexReference;
pub use options::Standard;
pub use options::Total;
