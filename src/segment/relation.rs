//! Customers by their relationship with the company (按客户与企业的关系).

use crate::data::thresholds::Thresholds;
use crate::segment::classifier::Classifier;
use crate::segment::classifier::Made;
use crate::segment::classifier::Trail;
use crate::segment::classifier::as_given;
use crate::segment::classifier::classified;
use crate::segment::classifier::inputs;
use crate::segment::classifier::limits;

/// Lost, current, target, potential and non-customers.
///
/// # Formula
/// ```text
/// lost       a purchase, and terminated or days since the last > max(window, windowGaps · own mean gap)
/// current    a purchase otherwise
/// target     no purchase, eligible and selected
/// potential  no purchase, eligible or interested
/// none       otherwise
/// ```
///
/// The five kinds are common in Chinese textbooks of customer management (非客户、潜在客户、目标客户、
/// 现实客户、流失客户), without a rule; this one is our choice. `interested`, `targeted` and
/// `terminated` are acts that the company knows of: where they are not told they did not happen.
pub static RELATIONSHIP: Classifier = Classifier {
    name: "relationship",
    classes: &[
        "relation.lost",
        "relation.current",
        "relation.target",
        "relation.potential",
        "relation.none",
    ],
    inputs: Relation::INPUTS,
    mark: None,
    rule: |row, thresholds, trail| Relation::from_row(row).rule(thresholds, trail),
    limits: limits![churn_window_days "churnWindowDays", churn_window_gaps "churnWindowGaps"],
    ascending: &[],
    prepare: as_given,
    made: Made::NOTHING,
};

inputs! {
    /// What tells the relationship of a customer.
    ///
    /// # Example: the window of a customer who buys rarely is longer
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::segment::relation::Relation;
    /// let of = |gap| Relation {
    ///     purchases: Some(5.0),
    ///     days_since_last: Some(200.0),
    ///     mean_gap: Some(gap),
    ///     ..Relation::default()
    /// };
    /// let thresholds = Thresholds::default();
    /// assert_eq!(of(30.0).classify(&thresholds)?.code(), Some("relation.lost"));
    /// assert_eq!(of(90.0).classify(&thresholds)?.code(), Some("relation.current"));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    Relation {
        /// How often the customer has bought.
        purchases "purchases": f64 = (0.0, f64::MAX);
        /// Days since the last purchase.
        days_since_last "daysSinceLast": f64 = (0.0, f64::MAX);
        /// The customer's own mean gap between purchases, in days; without it the window alone counts.
        mean_gap "meanGap": f64 = (0.0, f64::MAX);
        /// Whether the customer may become one: has the need and the means, and did not opt out.
        eligible "eligible": bool = (0.0, 1.0);
        /// Whether the customer has shown interest; no unless told.
        interested "interested": bool = (0.0, 1.0);
        /// Whether the customer was selected for a campaign; no unless told.
        targeted "targeted": bool = (0.0, 1.0);
        /// Whether the customer has ended the relationship; no unless told.
        terminated "terminated": bool = (0.0, 1.0);
    }
}

classified!(Relation by RELATIONSHIP);

const LOST: usize = 0;
const CURRENT: usize = 1;
const TARGET: usize = 2;
const POTENTIAL: usize = 3;
const NONE: usize = 4;

impl Relation {
    fn rule(&self, thresholds: &Thresholds, trail: &mut Trail) -> Option<usize> {
        let purchases = trail.number("purchases", self.purchases)?;
        if purchases >= 1.0 {
            if self.terminated == Some(true) {
                trail.flag("terminated", self.terminated);
                return Some(LOST);
            }
            let own = self.mean_gap.unwrap_or(0.0) * thresholds.churn_window_gaps;
            let window = own.max(thresholds.churn_window_days);
            let days = trail.number("days_since_last", self.days_since_last);
            if self.mean_gap.is_some() {
                trail.number("mean_gap", self.mean_gap);
            }
            let there = trail.at_most(days, "churn_window", window)?;
            return Some(if there { CURRENT } else { LOST });
        }
        let interested = self.interested == Some(true);
        if interested {
            trail.flag("interested", self.interested);
        }
        let otherwise = if interested { POTENTIAL } else { NONE };
        if self.targeted == Some(true) {
            trail.flag("targeted", self.targeted);
            let eligible = trail.flag("eligible", self.eligible)?;
            return Some(if eligible { TARGET } else { otherwise });
        }
        if interested {
            return Some(POTENTIAL);
        }
        let eligible = trail.flag("eligible", self.eligible)?;
        Some(if eligible { POTENTIAL } else { NONE })
    }
}
