//! Customers by frequency of consumption (重度、中度、轻度消费者).

use crate::numeric::math::sqrt;
use crate::segment::classifier::Classifier;
use crate::segment::classifier::Made;
use crate::segment::classifier::Trail;
use crate::segment::classifier::as_given;
use crate::segment::classifier::classified;
use crate::segment::classifier::inputs;
use crate::segment::classifier::limits;

/// The share of all customers that are heavy at KFC, from and to, as Chinese textbooks of customer
/// management tell the case.
pub const HEAVY_SHARE: (f64, f64) = (0.30, 0.40);

/// Heavy, medium, light and occasional consumers by days between purchases.
///
/// # Formula
/// ```text
/// g = meanGap, or (daysSinceFirst − daysSinceLast) / (purchases − 1), or daysSinceFirst for one purchase
/// heavy g ≤ heavyGapDays    medium g ≤ mediumGapDays    light g ≤ lightGapDays    occasional otherwise
/// ```
///
/// KFC tells its customers apart by how often they come back: once a week, about once a month, once
/// in half a year (a case of Chinese textbooks, after which this is built; where the lines run between them is our
/// choice).
pub static CONSUMPTION: Classifier = Classifier {
    name: "consumption",
    classes: CLASSES,
    inputs: Consumption::INPUTS,
    mark: None,
    rule: |row, t, trail| {
        let cuts = [
            ("heavy_gap_days", t.heavy_gap_days),
            ("medium_gap_days", t.medium_gap_days),
            ("light_gap_days", t.light_gap_days),
        ];
        Consumption::from_row(row).rule(&cuts, trail)
    },
    limits: limits![
        heavy_gap_days "heavyGapDays",
        medium_gap_days "mediumGapDays",
        light_gap_days "lightGapDays",
    ],
    ascending: &[&["heavyGapDays", "mediumGapDays", "lightGapDays"]],
    prepare: as_given,
    made: Made::NOTHING,
};

/// The same kinds by the nearest typical consumer: the lines run at the geometric means of the typical
/// gaps, 14.49 and 73.99 days; beyond `lightGapDays` a consumer is occasional here too.
pub static CONSUMPTION_NEAREST: Classifier = Classifier {
    name: "consumptionNearest",
    classes: CLASSES,
    inputs: Consumption::INPUTS,
    mark: None,
    rule: |row, t, trail| {
        let (heavy, medium, light) = (
            t.heavy_prototype_days,
            t.medium_prototype_days,
            t.light_prototype_days,
        );
        let cuts = [
            ("heavy_to_medium_days", sqrt(heavy * medium)),
            ("medium_to_light_days", sqrt(medium * light)),
            ("light_gap_days", t.light_gap_days),
        ];
        Consumption::from_row(row).rule(&cuts, trail)
    },
    limits: limits![
        heavy_prototype_days "heavyPrototypeDays",
        medium_prototype_days "mediumPrototypeDays",
        light_prototype_days "lightPrototypeDays",
        light_gap_days "lightGapDays",
    ],
    ascending: &[&[
        "heavyPrototypeDays",
        "mediumPrototypeDays",
        "lightPrototypeDays",
        "lightGapDays",
    ]],
    prepare: as_given,
    made: Made::NOTHING,
};

const CLASSES: &[&str] = &[
    "consumption.heavy",
    "consumption.medium",
    "consumption.light",
    "consumption.occasional",
];

inputs! {
    /// How often a customer buys: the mean gap, or what it follows from.
    ///
    /// # Example: once in ten days
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::segment::consumption::Consumption;
    /// let facts = Consumption { mean_gap: Some(10.0), ..Consumption::default() };
    /// let found = facts.classify(&Thresholds::default())?;
    /// assert_eq!(found.code(), Some("consumption.medium"));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    Consumption {
        /// How often the customer has bought.
        purchases "purchases": f64 = (0.0, f64::MAX);
        /// Days since the first purchase.
        days_since_first "daysSinceFirst": f64 = (0.0, f64::MAX);
        /// Days since the last purchase.
        days_since_last "daysSinceLast": f64 = (0.0, f64::MAX);
        /// The mean gap between purchases, in days; it counts before the others.
        mean_gap "meanGap": f64 = (0.0, f64::MAX);
    }
}

classified!(Consumption by CONSUMPTION);

impl Consumption {
    /// Returns the mean gap in days.
    fn gap(&self, trail: &mut Trail) -> Option<f64> {
        if self.mean_gap.is_some() {
            return trail.number("mean_gap", self.mean_gap);
        }
        let purchases = trail.number("purchases", self.purchases)?;
        if purchases < 1.0 {
            // There is no gap without a purchase.
            trail.missing = Some("mean_gap");
            return None;
        }
        let first = trail.number("days_since_first", self.days_since_first)?;
        if purchases < 2.0 {
            return Some(first);
        }
        let last = trail.number("days_since_last", self.days_since_last)?;
        let expected = "at most the days since the first purchase";
        trail.agree(last <= first, "days_since_last", expected)?;
        Some((first - last) / (purchases - 1.0))
    }

    fn rule(&self, cuts: &[(&'static str, f64)], trail: &mut Trail) -> Option<usize> {
        let gap = self.gap(trail)?;
        if self.mean_gap.is_none() {
            trail.number("mean_gap", Some(gap));
        }
        for (place, (name, days)) in cuts.iter().enumerate() {
            if trail.at_most(Some(gap), name, *days)? {
                return Some(place);
            }
        }
        Some(cuts.len())
    }
}
