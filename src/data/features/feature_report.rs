//! What became of the records that features were computed of.

use crate::data::caution::Caution;
use crate::plain::report;

/// A number of rows of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct KindRows {
    /// The kind of records.
    pub kind: String,
    /// The number of rows.
    pub rows: u64,
}

report!(KindRows {
    kind => "kind",
    rows => "rows",
});

/// An amount of a kind of cost.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct KindAmount {
    /// The kind of cost.
    pub kind: String,
    /// The amount, in the currency.
    pub amount: f64,
}

report!(KindAmount {
    kind => "kind",
    amount => "amount",
});

/// What became of the records that features were computed of.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FeatureReport {
    /// Customers of the orders who had no purchase up to the day and are in no file of customers: they
    /// are left out.
    pub left_out: u64,
    /// Rows of customers that are in neither the orders nor the file of customers, or of nobody.
    pub unmatched: Vec<KindRows>,
    /// Rows dated after the day, which were not known then.
    pub after_as_of: Vec<KindRows>,
    /// Costs of the window that belong to no customer and are to be shared out.
    pub unallocated: Vec<KindAmount>,
    /// Customers whose revenue of the last year is below 0 or above their wallet, so that one of the two
    /// is wrong: they have no share of wallet.
    pub wallet_contradicted: u64,
    /// What to mind: `answers_contradict` about an instrument whose respondents gave different answers
    /// on a day, `categories_many` when spend is not given by category.
    pub warnings: Vec<Caution>,
}

report!(FeatureReport {
    left_out => "leftOut",
    unmatched => "unmatched",
    after_as_of => "afterAsOf",
    unallocated => "unallocated",
    wallet_contradicted => "walletContradicted",
    warnings => "warnings",
});
