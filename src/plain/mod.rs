//! Plain values: how options, profiles and reports are read and written without knowing the host.

mod fields;
mod fingerprint;
mod from;
mod levels;
mod macros;
mod spelling;
mod tape;
mod to;
mod value;

pub use fields::Fields;
pub(crate) use fields::unknown_key;
pub use fingerprint::Fingerprint;
pub use from::FromPlain;
pub use from::from_plain;
pub use from::word_index;
pub use levels::Levels;
pub(crate) use macros::options;
pub(crate) use macros::record;
pub(crate) use macros::report;
pub(crate) use macros::words;
pub use spelling::edit_distance;
pub use tape::from_tape;
pub use tape::to_tape;
pub use to::Bulk;
pub use to::Entries;
pub use to::ToPlain;
pub use value::Plain;
