//! Customers by loyalty (忠诚程度): potential, new, old, loyal.

use crate::data::thresholds::Thresholds;
use crate::segment::classifier::Classifier;
use crate::segment::classifier::Made;
use crate::segment::classifier::Trail;
use crate::segment::classifier::as_given;
use crate::segment::classifier::both;
use crate::segment::classifier::classified;
use crate::segment::classifier::either;
use crate::segment::classifier::inputs;
use crate::segment::classifier::limits;

/// The mark of a customer who bought once and long ago.
pub const ONE_TIMER: &str = "one_timer";

/// Loyal, old, new and potential customers (忠诚客户、老客户、新客户、潜在客户).
///
/// # Formula
/// ```text
/// potential  no purchase
/// new        one purchase, or the first one within newCustomerDays
/// loyal      otherwise, with a loyalty index of loyalIndex or more; without an index: a share of wallet of
///            loyalWalletShare or more, or loyalPurchases and a silence of loyalRecencyRatio gaps at most
/// old        otherwise
/// ```
///
/// The kinds are those of Chinese textbooks of customer management; the rule is our choice. A single
/// purchase longer ago stays new and is marked `one_timer`: 老 means bought again.
pub static LOYALTY: Classifier = Classifier {
    name: "loyalty",
    classes: &[
        "loyalty.loyal",
        "loyalty.old",
        "loyalty.new",
        "loyalty.potential",
    ],
    inputs: LoyaltyFacts::INPUTS,
    mark: Some(ONE_TIMER),
    rule: |row, thresholds, trail| LoyaltyFacts::from_row(row).rule(thresholds, trail),
    limits: limits![
        new_customer_days "newCustomerDays",
        loyal_index "loyalIndex",
        loyal_wallet_share "loyalWalletShare",
        loyal_purchases "loyalPurchases",
        loyal_recency_ratio "loyalRecencyRatio",
    ],
    ascending: &[],
    prepare: as_given,
    made: Made::NOTHING,
};

inputs! {
    /// What tells how loyal a customer is.
    ///
    /// # Example: one purchase, long ago
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::segment::loyalty_class::LoyaltyFacts;
    /// let facts = LoyaltyFacts {
    ///     purchases: Some(1.0),
    ///     days_since_first: Some(300.0),
    ///     ..LoyaltyFacts::default()
    /// };
    /// let found = facts.classify(&Thresholds::default())?;
    /// assert_eq!(found.code(), Some("loyalty.new"));
    /// assert_eq!(found.mark.as_deref(), Some("one_timer"));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    LoyaltyFacts {
        /// How often the customer has bought.
        purchases "purchases": f64 = (0.0, f64::MAX);
        /// Days since the first purchase.
        days_since_first "daysSinceFirst": f64 = (0.0, f64::MAX);
        /// The loyalty index, 0 to 100.
        loyalty_index "loyaltyIndex": f64 = (0.0, 100.0);
        /// The share of the customer's spending in the category that is ours, 0 to 1.
        share_of_wallet "shareOfWallet": f64 = (0.0, 1.0);
        /// Days since the last purchase over the mean gap between purchases.
        recency_ratio "recencyRatio": f64 = (0.0, f64::MAX);
    }
}

classified!(LoyaltyFacts by LOYALTY);

const LOYAL: usize = 0;
const OLD: usize = 1;
const NEW: usize = 2;
const POTENTIAL: usize = 3;

impl LoyaltyFacts {
    fn rule(&self, thresholds: &Thresholds, trail: &mut Trail) -> Option<usize> {
        let purchases = trail.number("purchases", self.purchases)?;
        if purchases < 1.0 {
            return Some(POTENTIAL);
        }
        let days = trail.number("days_since_first", self.days_since_first);
        let recent = trail.at_most(days, "new_customer_days", thresholds.new_customer_days);
        if purchases < 2.0 {
            trail.marked = recent == Some(false);
            return Some(NEW);
        }
        if recent? {
            return Some(NEW);
        }
        let loyal = if self.loyalty_index.is_some() {
            let index = trail.number("loyalty_index", self.loyalty_index);
            trail.at_least(index, "loyal_index", thresholds.loyal_index)
        } else {
            let share = trail.number("share_of_wallet", self.share_of_wallet);
            let most = trail.at_least(share, "loyal_wallet_share", thresholds.loyal_wallet_share);
            let often = trail.at_least(
                Some(purchases),
                "loyal_purchases",
                thresholds.loyal_purchases,
            );
            let ratio = trail.number("recency_ratio", self.recency_ratio);
            let still = trail.at_most(ratio, "loyal_recency_ratio", thresholds.loyal_recency_ratio);
            either(most, both(often, still))
        };
        // Loyalty is something to show: who shows none is old.
        Some(if loyal == Some(true) { LOYAL } else { OLD })
    }
}
