//! What to mind about a result.

use crate::plain::record;

/// A code that says what to mind, and what it is about; `labels` has the words.
///
/// # Example: a column that says nothing
/// ```
/// use clientele::data::caution::Caution;
/// let caution = Caution::about("constant_column", "visits");
/// assert_eq!((caution.code.as_str(), caution.subject.as_deref()), ("constant_column", Some("visits")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Caution {
    /// The stable code.
    pub code: String,
    /// The criterion, the row or the pair it is about; none when it is about the whole.
    pub subject: Option<String>,
}

record!(Caution {
    code => "code",
    subject => "subject",
});

impl Caution {
    /// Returns a caution about the whole.
    pub fn new(code: &str) -> Self {
        Self {
            code: code.into(),
            subject: None,
        }
    }

    /// Returns a caution about one part.
    pub fn about(code: &str, subject: &str) -> Self {
        Self {
            code: code.into(),
            subject: Some(subject.into()),
        }
    }
}
