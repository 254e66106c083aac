//! The Gamma-Gamma model of spend per purchase (Fader, Hardie & Lee 2005; Fader & Hardie 2013).

mod fit;
mod model;

pub use fit::SpendColumns;
pub use model::GammaGamma;
pub use model::GammaGammaParams;
