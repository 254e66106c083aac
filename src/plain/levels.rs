//! A bound on how deep values may stand in each other.

/// How many levels of lists and maps may still follow, so that hostile nesting is an error and not
/// the end of the stack.
///
/// # Example: a list in a list in a list
/// ```
/// use clientele::plain::Levels;
/// let levels = Levels::new(2);
/// assert!(levels.below().and_then(Levels::below).is_some());
/// assert_eq!(levels.below().and_then(Levels::below).and_then(Levels::below), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels(u32);

impl Levels {
    /// Allows so many levels.
    pub const fn new(levels: u32) -> Self {
        Self(levels)
    }

    /// Returns what may follow below a list or a map; none if it is one too many.
    #[must_use]
    pub fn below(self) -> Option<Self> {
        self.0.checked_sub(1).map(Self)
    }
}
