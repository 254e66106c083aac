//! The indicators of the three value indices.

use crate::plain::words;

/// What an index of value is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum ValueIndexKind {
    /// Current value by indicators (当前价值的间接评价).
    #[default]
    Current,
    /// Potential value by indicators (潜在价值的间接评价).
    Potential,
    /// The five aspects of a customer's value (一个客户对企业的价值五方面).
    Aspects,
}

words!(ValueIndexKind {
    Current => "current",
    Potential => "potential",
    Aspects => "aspects",
});

/// One indicator of value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValueIndicator {
    /// The stable code.
    pub code: &'static str,
    /// The name of the input.
    pub name: &'static str,
    /// The weight unless told.
    pub weight: f64,
    /// Whether less of its raw value is better.
    pub cost: bool,
}

const fn more(code: &'static str, name: &'static str, weight: f64) -> ValueIndicator {
    ValueIndicator {
        code,
        name,
        weight,
        cost: false,
    }
}

static CURRENT: [ValueIndicator; 3] = [
    more("current.gross_margin", "grossMargin", 0.5),
    more("current.purchase_volume", "purchaseVolume", 0.3),
    ValueIndicator {
        code: "current.service_cost",
        name: "serviceCost",
        weight: 0.2,
        cost: true,
    },
];

static POTENTIAL: [ValueIndicator; 5] = [
    more("potential.loyalty", "loyalty", 0.35),
    more("potential.trust", "trust", 0.2),
    more("potential.credit_grade", "creditGrade", 0.15),
    more("potential.purchase_growth", "purchaseGrowth", 0.15),
    more("potential.wallet_headroom", "walletHeadroom", 0.15),
];

static ASPECTS: [ValueIndicator; 5] = [
    more("aspect.cumulative_sales", "cumulativeSales", 0.25),
    more("aspect.lifetime_potential", "lifetimePotential", 0.2),
    more("aspect.demand_contribution", "demandContribution", 0.15),
    more("aspect.credit_grade", "creditGrade", 0.1),
    more("aspect.profit_contribution", "profitContribution", 0.3),
];

impl ValueIndexKind {
    /// Returns the word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Potential => "potential",
            Self::Aspects => "aspects",
        }
    }

    /// Returns its indicators. The texts name them; the weights are our choice, and replaceable.
    ///
    /// # Example: what current value is read from
    /// ```
    /// use clientele::value::ValueIndexKind;
    /// let names = ValueIndexKind::Current.indicators().iter().map(|i| i.name);
    /// assert!(names.eq(["grossMargin", "purchaseVolume", "serviceCost"]));
    /// ```
    pub fn indicators(self) -> &'static [ValueIndicator] {
        match self {
            Self::Current => &CURRENT,
            Self::Potential => &POTENTIAL,
            Self::Aspects => &ASPECTS,
        }
    }
}
