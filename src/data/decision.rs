//! A class, or why there is none.

use crate::data::caution::Caution;
use crate::data::classification::Classification;
use crate::plain::report;

/// The code of the reason that an input that decides is not known.
pub const INPUT_MISSING: &str = "input_missing";

/// The class of a customer or a case; none where an input that decides it is not known.
///
/// # Example: two ways to end
/// ```
/// use clientele::data::classification::Classification;
/// use clientele::data::decision::Decision;
/// assert_eq!(Decision::made(Classification::new("vip")).code(), Some("vip"));
/// let open = Decision::lacking("future");
/// assert_eq!(open.code(), None);
/// assert_eq!(open.reason.unwrap().subject.as_deref(), Some("future"));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Decision {
    /// The class with its evidence; none when `reason` says why.
    pub class: Option<Classification>,
    /// Why there is none: `input_missing`, about the input that is not known.
    pub reason: Option<Caution>,
}

report!(Decision {
    class => "class",
    reason => "reason",
});

impl Decision {
    /// Returns a class that was found.
    pub fn made(class: Classification) -> Self {
        Self {
            class: Some(class),
            reason: None,
        }
    }

    /// Returns that an input is not known.
    pub fn lacking(input: &str) -> Self {
        Self {
            class: None,
            reason: Some(Caution::about(INPUT_MISSING, input)),
        }
    }

    /// Returns the code of the class.
    pub fn code(&self) -> Option<&str> {
        self.class.as_ref().map(|class| class.code.as_str())
    }
}
