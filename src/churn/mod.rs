//! Churn: how likely a customer is to leave.

mod band;
mod horizon;

pub use band::RiskBand;
pub use band::RiskBands;
pub use horizon::HorizonRisk;
pub use horizon::RiskHorizon;
pub use horizon::horizon_risk;
