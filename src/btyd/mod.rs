//! Purchase and spend models of the buy-till-you-die family.

mod any_model;
pub mod bg_bb;
pub mod bg_cnbd_k;
pub mod bg_nbd;
pub mod covariates;
mod discounted;
mod estimate;
pub mod fit;
pub mod gamma_gamma;
mod geometric_lifetime;
mod histories;
pub mod holdout;
mod jet_sums;
pub mod lifetime_value;
mod memo;
mod model_kind;
mod opportunities;
mod parameters;
pub mod pareto_nbd;
mod predictions;
mod purchase_columns;
mod purchase_history;
mod purchase_model;
pub mod selection;
mod series_memory;
pub mod shifted_beta_geometric;
pub mod simulate;
pub mod uncertainty;

pub use any_model::AnyModel;
pub use model_kind::ModelKind;
pub use parameters::Parameters;
pub use predictions::Predictions;
pub use purchase_columns::PurchaseColumns;
pub use purchase_history::PurchaseHistory;
pub use purchase_model::PurchaseModel;
pub use series_memory::SeriesMemory;
