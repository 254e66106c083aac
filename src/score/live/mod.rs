//! The state of one customer, kept up to date event by event.

mod base64;
mod bytes;
mod codec;
mod engagement;
mod event;
mod purchases;
mod report;
mod seen;
mod state;

pub use event::EventKind;
pub use event::LiveEvent;
pub use event::LiveSettings;
pub use report::StateReport;
pub use state::CustomerState;
pub use state::Update;
