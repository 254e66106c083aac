//! Stable codes and their English and Chinese labels.
//!
//! The scores carry codes only. The words stand in this one table, which nothing of the core looks
//! into, so that a build without it loses no result and carries no text. A code never changes once
//! it is released; a label may.
//!
//! # Example: a code and its words
//! ```
//! let label = clientele::labels::label("vip.high").unwrap();
//! assert_eq!((label.en, label.zh), ("Save now", "立即挽留"));
//! ```

mod fields;
mod table;

pub use fields::FIELDS;
pub use table::ALL;
pub use table::GROUPS;
pub use table::Group;
pub use table::Label;
pub use table::group;
pub use table::label;
