//! What a host reads after a call.

use crate::cabi::json::write;
use crate::cabi::refused::RefusedAt;
use crate::plain::ToPlain;

/// The status of a call, a text and numbers.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) status: i32,
    pub(super) text: String,
    pub(super) numbers: Vec<f64>,
}

impl Answer {
    pub(super) fn of_text(value: &dyn ToPlain) -> Self {
        Self {
            text: write(value),
            ..Self::default()
        }
    }

    /// Returns the answer to rows some of which were refused.
    pub(super) fn of_rows(numbers: Vec<f64>, refused: &[RefusedAt]) -> Self {
        Self {
            status: i32::try_from(refused.len()).unwrap_or(i32::MAX),
            text: write(&refused),
            numbers,
        }
    }
}
