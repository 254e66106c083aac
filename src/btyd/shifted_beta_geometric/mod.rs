//! The shifted beta-geometric model of contracts that are renewed or not (Fader & Hardie 2007).

mod fit;
mod model;

pub use model::ShiftedBetaGeometric;
pub use model::ShiftedBetaGeometricParams;
