//! Kinds of customer service.

use crate::plain::words;

/// A kind of customer service (客户服务): a word for what an event was about, nothing is computed.
///
/// # Example: its code has words in two languages
/// ```
/// use clientele::labels::label;
/// use clientele::service::ServiceKind;
/// assert_eq!(label(ServiceKind::TimeSaving.code()).unwrap().zh, "省时性服务");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum ServiceKind {
    /// What the product cannot do without (基础).
    #[default]
    Basic,
    /// What supports its use (支持性).
    Supporting,
    /// What entertains (休闲娱乐).
    Leisure,
    /// What saves time (省时性).
    TimeSaving,
    /// What makes the customer feel well (客户感受).
    Experience,
    /// What informs (客户信息).
    Information,
}

words!(ServiceKind {
    Basic => "basic",
    Supporting => "supporting",
    Leisure => "leisure",
    TimeSaving => "timeSaving",
    Experience => "experience",
    Information => "information",
});

impl ServiceKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Basic,
        Self::Supporting,
        Self::Leisure,
        Self::TimeSaving,
        Self::Experience,
        Self::Information,
    ];

    /// Returns the stable code, which is a key of the label table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Basic => "service.basic",
            Self::Supporting => "service.supporting",
            Self::Leisure => "service.leisure",
            Self::TimeSaving => "service.time_saving",
            Self::Experience => "service.experience",
            Self::Information => "service.information",
        }
    }
}
