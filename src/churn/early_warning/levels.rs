//! The levels of early warning.

/// The levels from the lowest.
pub(super) const LEVELS: [&str; 4] = [
    "early_warning.calm",
    "early_warning.watch",
    "early_warning.warn",
    "early_warning.alarm",
];

pub(super) const WATCH: usize = 1;
pub(super) const WARN: usize = 2;
pub(super) const ALARM: usize = 3;
