//! The behavioural side of the loyalty index.

/// A behavioural indicator of loyalty.
///
/// The four behavioural ones of the nine indicators of customer loyalty (顾客忠诚的度量指标) that
/// Chinese CRM texts list. The ranges are our choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BehaviourIndicator {
    /// Purchases within twelve months; 1 counts 0, 12 count 1.
    RepeatPurchases,
    /// Length of the relationship in months; 0 counts 0, 36 count 1.
    RelationshipLifetime,
    /// Share of the quarters with a purchase; half counts 0, all count 1.
    Retention,
    /// Minutes taken to choose; 20 count 0, 2 count 1.
    ChoosingTime,
}

/// Default judgements between the indicators in the order of [`BehaviourIndicator::ALL`]: the row
/// is so many times as important as the column. They are our choice, and replaceable.
pub const DEFAULT_JUDGEMENTS: [[f64; 4]; 4] = [
    [1.0, 2.0, 1.0, 3.0],
    [0.5, 1.0, 0.5, 2.0],
    [1.0, 2.0, 1.0, 3.0],
    [1.0 / 3.0, 0.5, 1.0 / 3.0, 1.0],
];

impl BehaviourIndicator {
    /// All indicators.
    pub const ALL: [Self; 4] = [
        Self::RepeatPurchases,
        Self::RelationshipLifetime,
        Self::Retention,
        Self::ChoosingTime,
    ];

    /// Returns the stable code, which is a key of the label table.
    pub fn code(self) -> &'static str {
        match self {
            Self::RepeatPurchases => "repeat_purchases",
            Self::RelationshipLifetime => "relationship_lifetime",
            Self::Retention => "retention",
            Self::ChoosingTime => "choosing_time",
        }
    }

    /// Returns the indicator with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|i| i.code() == code)
    }

    /// Returns the raw values that count 0 and 1.
    pub fn default_range(self) -> (f64, f64) {
        match self {
            Self::RepeatPurchases => (1.0, 12.0),
            Self::RelationshipLifetime => (0.0, 36.0),
            Self::Retention => (0.5, 1.0),
            Self::ChoosingTime => (20.0, 2.0),
        }
    }
}

/// What is known of a customer's behaviour. Whatever is missing is `None`, never zero.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BehaviourFacts {
    /// Purchases of the last twelve months.
    pub purchases_in_year: Option<f64>,
    /// Months since the first purchase.
    pub months: Option<f64>,
    /// Complete quarters with a purchase.
    pub active_quarters: Option<f64>,
    /// Complete quarters since the first purchase.
    pub elapsed_quarters: Option<f64>,
    /// Minutes taken to choose.
    pub choosing_minutes: Option<f64>,
}

impl BehaviourFacts {
    /// Returns the raw value of an indicator, `None` where the facts do not give it.
    ///
    /// Retention is the share of complete quarters with a purchase; before the first full quarter
    /// there is none.
    ///
    /// # Example: two quarters of four
    /// ```
    /// use clientele::loyalty::{BehaviourFacts, BehaviourIndicator};
    /// let facts = BehaviourFacts {
    ///     active_quarters: Some(2.0),
    ///     elapsed_quarters: Some(4.0),
    ///     ..BehaviourFacts::default()
    /// };
    /// assert_eq!(facts.value(BehaviourIndicator::Retention), Some(0.5));
    /// assert_eq!(facts.value(BehaviourIndicator::ChoosingTime), None);
    /// ```
    pub fn value(&self, indicator: BehaviourIndicator) -> Option<f64> {
        match indicator {
            BehaviourIndicator::RepeatPurchases => self.purchases_in_year,
            BehaviourIndicator::RelationshipLifetime => self.months,
            BehaviourIndicator::Retention => match (self.active_quarters, self.elapsed_quarters) {
                (Some(active), Some(elapsed)) if elapsed >= 1.0 => Some(active / elapsed),
                _ => None,
            },
            BehaviourIndicator::ChoosingTime => self.choosing_minutes,
        }
    }
}
