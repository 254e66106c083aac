//! The kinds of records.

use crate::data::records::catalogue;
use crate::data::records::field::Schema;
use crate::plain::words;

/// A kind of record.
///
/// # Example: the fields of a kind
/// ```
/// use clientele::data::records::RecordKind;
/// let fields = RecordKind::Costs.schema().fields;
/// let needed: Vec<_> = fields.iter().filter(|field| field.needed).map(|field| field.name).collect();
/// assert_eq!(needed, ["date", "kind", "amount"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum RecordKind {
    /// What is known of customers (客户资料).
    Customers,
    /// What customers bought, in detail (交易明细).
    Transactions,
    /// What customers cost (成本).
    Costs,
    /// What happened in service (服务事件).
    Events,
    /// Answers of surveys (问卷答案).
    Answers,
    /// Pairwise judgements of experts (专家判断).
    Judgements,
    /// Ratings and prices of brands (品牌评分与价格).
    Ratings,
    /// Figures of branches, shops, teams (单位指标).
    Units,
}

words!(RecordKind {
    Customers => "customers",
    Transactions => "transactions",
    Costs => "costs",
    Events => "events",
    Answers => "answers",
    Judgements => "judgements",
    Ratings => "ratings",
    Units => "units",
});

impl RecordKind {
    /// Every kind there is.
    pub const ALL: [Self; 8] = [
        Self::Customers,
        Self::Transactions,
        Self::Costs,
        Self::Events,
        Self::Answers,
        Self::Judgements,
        Self::Ratings,
        Self::Units,
    ];

    /// Returns the fields of the kind.
    pub fn schema(self) -> &'static Schema {
        match self {
            Self::Customers => &catalogue::CUSTOMERS,
            Self::Transactions => &catalogue::TRANSACTIONS,
            Self::Costs => &catalogue::COSTS,
            Self::Events => &catalogue::EVENTS,
            Self::Answers => &catalogue::ANSWERS,
            Self::Judgements => &catalogue::JUDGEMENTS,
            Self::Ratings => &catalogue::RATINGS,
            Self::Units => &catalogue::UNITS,
        }
    }

    /// Returns the name of the kind.
    pub fn name(self) -> &'static str {
        self.schema().kind
    }
}
