//! How regularly customers buy, in words.

use crate::plain::words;

/// How regularly the customers of a business buy, read off the `k` of the model.
///
/// The times between two purchases of a customer follow an Erlang-k distribution, whose coefficient
/// of variation is 1/√k. The thresholds between the words are our own choice.
///
/// # Example: every purchase needs two events of the process behind it
/// ```
/// use clientele::btyd::bg_cnbd_k::Regularity;
/// assert_eq!(Regularity::of(2), Regularity::SlightlyRegular);
/// assert_eq!(Regularity::of(12).code(), "clockwork");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Regularity {
    /// k = 1: at random, the time since the last purchase says nothing of the next one.
    Random,
    /// k = 2: the gaps vary by 71 % of their mean.
    SlightlyRegular,
    /// k = 3 or 4: the gaps vary by 50 to 58 % of their mean.
    Regular,
    /// k from 5: like clockwork, the gaps vary by less than 45 % of their mean.
    Clockwork,
}

words!(Regularity {
    Random => "random",
    SlightlyRegular => "slightly_regular",
    Regular => "regular",
    Clockwork => "clockwork",
});

impl Regularity {
    /// All words, from the least regular to the most.
    pub const ALL: [Self; 4] = [
        Self::Random,
        Self::SlightlyRegular,
        Self::Regular,
        Self::Clockwork,
    ];

    /// Returns the word for a `k`.
    pub fn of(k: u32) -> Self {
        match k {
            0 | 1 => Self::Random,
            2 => Self::SlightlyRegular,
            3 | 4 => Self::Regular,
            _ => Self::Clockwork,
        }
    }

    /// Returns the stable code, which is a key of the label table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::SlightlyRegular => "slightly_regular",
            Self::Regular => "regular",
            Self::Clockwork => "clockwork",
        }
    }
}
