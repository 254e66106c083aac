//! The beta-geometric/beta-Bernoulli model of purchases at discrete opportunities (Fader, Hardie &
//! Shang 2010).

mod alive;
mod fit;
mod model;

pub use model::BgBb;
pub use model::BgBbParams;
