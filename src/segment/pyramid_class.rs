//! The customer pyramid by rank of profit (顾客金字塔).

use crate::data::thresholds::Thresholds;
use crate::segment::classifier::Classifier;
use crate::segment::classifier::Trail;
use crate::segment::classifier::classified;
use crate::segment::classifier::inputs;
use crate::segment::classifier::limits;
use crate::segment::importance::BY_RANK;
use crate::segment::importance::Ranked;
use crate::segment::importance::rank_by_value;

/// The mark of a platinum customer who counts as gold.
pub const LOWERED: &str = "lowered";

/// Platinum, gold, iron and lead customers (白金、黄金、铁、铅) by rank of profit.
///
/// # Formula
/// ```text
/// lead      profit ≤ 0
/// platinum  rank ≤ ⌈platinumShare · n⌉
/// gold      rank ≤ ⌈goldShare · n⌉
/// iron      otherwise
/// ```
///
/// A platinum customer whose price sensitivity is above `platinumPriceSensitivity` or whose loyalty is
/// below `platinumLoyalty` is gold, and marked `lowered`: the paper describes platinum customers as
/// not overly price-sensitive and committed. Where neither is known the rank alone counts.
///
/// # References
/// Zeithaml, Rust & Lemon (2001), "The customer pyramid", California Management Review 43(4). The
/// paper gives no cuts; they are our choice.
pub static PYRAMID: Classifier = Classifier {
    name: "pyramid",
    classes: &["platinum", "gold", "iron", "lead"],
    inputs: PyramidFacts::INPUTS,
    mark: Some(LOWERED),
    rule: |row, thresholds, trail| PyramidFacts::from_row(row).rule(thresholds, trail),
    limits: limits![
        platinum_share "platinumShare",
        gold_share "goldShare",
        platinum_price_sensitivity "platinumPriceSensitivity",
        platinum_loyalty "platinumLoyalty",
    ],
    ascending: &[&["platinumShare", "goldShare"]],
    prepare: rank_by_value,
    made: BY_RANK,
};

inputs! {
    /// Where a customer stands among others by profit.
    ///
    /// # Example: the best of twenty, who asks for discounts
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::segment::pyramid_class::PyramidFacts;
    /// let mut best = PyramidFacts {
    ///     value: Some(5200.0),
    ///     rank: Some(1.0),
    ///     customers: Some(20.0),
    ///     ..PyramidFacts::default()
    /// };
    /// assert_eq!(best.classify(&Thresholds::default())?.code(), Some("platinum"));
    /// best.price_sensitivity_share = Some(0.7);
    /// assert_eq!(best.classify(&Thresholds::default())?.code(), Some("gold"));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    PyramidFacts {
        /// The profit the customer brings.
        value "value": f64 = (f64::MIN, f64::MAX);
        /// The rank by profit, 1 the best.
        rank "rank": f64 = (1.0, 1e15);
        /// How many customers are ranked.
        customers "customers": f64 = (1.0, 1e15);
        /// How sensitive to prices the customer is, 0 to 1; `priceSensitivity` of the loyalty index is an
        /// answer from 1 to 7.
        price_sensitivity_share "priceSensitivityShare": f64 = (0.0, 1.0);
        /// The loyalty of the customer, 0 to 100.
        loyalty_index "loyaltyIndex": f64 = (0.0, 100.0);
    }
}

classified!(PyramidFacts by PYRAMID);

const PLATINUM: usize = 0;
const GOLD: usize = 1;
const LEAD: usize = 3;

impl PyramidFacts {
    fn rule(&self, thresholds: &Thresholds, trail: &mut Trail) -> Option<usize> {
        let ranked = Ranked {
            value: self.value,
            rank: self.rank,
            customers: self.customers,
        };
        let cuts = [
            ("platinum_share", thresholds.platinum_share),
            ("gold_share", thresholds.gold_share),
        ];
        let tier = ranked.tier(&cuts, trail)?;
        if self.value.is_some_and(|value| value <= 0.0) {
            return Some(LEAD);
        }
        if tier != PLATINUM {
            return Some(tier);
        }
        if self.price_sensitivity_share.is_some() {
            let price = trail.number("price_sensitivity_share", self.price_sensitivity_share);
            let name = "platinum_price_sensitivity";
            let calm = trail.at_most(price, name, thresholds.platinum_price_sensitivity);
            trail.marked |= calm == Some(false);
        }
        if self.loyalty_index.is_some() {
            let loyalty = trail.number("loyalty_index", self.loyalty_index);
            let held = trail.at_least(loyalty, "platinum_loyalty", thresholds.platinum_loyalty);
            trail.marked |= held == Some(false);
        }
        Some(if trail.marked { GOLD } else { PLATINUM })
    }
}
