//! The stage of a relationship (客户生命周期阶段): exploration, build-up, maturity, degeneration.

use crate::data::thresholds::Thresholds;
use crate::segment::classifier::Classifier;
use crate::segment::classifier::Made;
use crate::segment::classifier::Trail;
use crate::segment::classifier::both;
use crate::segment::classifier::classified;
use crate::segment::classifier::either;
use crate::segment::classifier::inputs;
use crate::segment::classifier::limits;
use crate::segment::columns::CustomerColumns;
use crate::segment::places::Ties;

pub use crate::numeric::trend::revenue_trend;

/// Exploration, build-up, maturity and degeneration (考察期、形成期、稳定期、退化期).
///
/// # Formula
/// ```text
/// degeneration  recencyRatio ≥ decliningRecencyRatio, or purchases ≥ stagePurchases and trend ≤ −decliningTrend
/// exploration   purchases < stagePurchases or fewer than stagePeriods periods with revenue
/// build-up      trend ≥ growingTrend
/// maturity      otherwise
/// ```
///
/// The first rule that holds wins. Revenue is low at first, grows fast while the relationship is being
/// built, is high and flat in maturity and falls in degeneration, which may come at any time. The
/// sources have no detector; the rule is our choice. One purchase has no gap, so that its silence has no
/// ratio and does not count.
///
/// Of columns, `revenues[0]`, `revenues[1]`, … are the revenues of equal periods, the oldest first; they
/// stand in the place of `activePeriods` and `trend`, not beside them.
///
/// # References
/// Dwyer, Schurr & Oh (1987), "Developing buyer-seller relationships", Journal of Marketing 51(2);
/// 陈明亮 (2002), "客户生命周期模式研究", 浙江大学学报（人文社会科学版） 32(6): the four stages.
pub static LIFECYCLE: Classifier = Classifier {
    name: "lifecycle",
    classes: &[
        "stage.exploration",
        "stage.build_up",
        "stage.maturity",
        "stage.degeneration",
    ],
    inputs: Lifecycle::INPUTS,
    mark: None,
    rule: |row, thresholds, trail| Lifecycle::from_row(row).rule(thresholds, trail),
    limits: limits![
        declining_recency_ratio "decliningRecencyRatio",
        declining_trend "decliningTrend",
        growing_trend "growingTrend",
        stage_purchases "stagePurchases",
        stage_periods "stagePeriods",
    ],
    ascending: &[],
    prepare: trends,
    made: Made {
        inputs: &["activePeriods", "trend"],
        from: "revenues",
        among_all: false,
    },
};

inputs! {
    /// What tells the stage of a relationship.
    ///
    /// # Example: revenue falls by some 30 % of its mean a period
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::segment::lifecycle::Lifecycle;
    /// let revenues = [400.0, 380.0, 300.0, 220.0, 120.0, 60.0];
    /// let facts = Lifecycle {
    ///     purchases: Some(12.0),
    ///     recency_ratio: Some(1.2),
    ///     ..Lifecycle::of_revenues(&revenues)
    /// };
    /// let found = facts.classify(&Thresholds::default())?;
    /// assert_eq!(found.code(), Some("stage.degeneration"));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    Lifecycle {
        /// How often the customer has bought.
        purchases "purchases": f64 = (0.0, f64::MAX);
        /// Days since the last purchase over the mean gap between purchases.
        recency_ratio "recencyRatio": f64 = (0.0, f64::MAX);
        /// In how many periods there was revenue.
        active_periods "activePeriods": f64 = (0.0, f64::MAX);
        /// The change of revenue a period, as a share of its mean.
        trend "trend": f64 = (f64::MIN, f64::MAX);
    }
}

classified!(Lifecycle by LIFECYCLE);

const EXPLORATION: usize = 0;
const BUILD_UP: usize = 1;
const MATURITY: usize = 2;
const DEGENERATION: usize = 3;

impl Lifecycle {
    /// Returns what the revenues of equal periods say, the oldest first, NaN where one is not known.
    pub fn of_revenues(revenues: &[f64]) -> Self {
        let active = revenues.iter().filter(|value| value.abs() > 0.0).count();
        let known = revenues.iter().any(|value| !value.is_nan());
        Self {
            active_periods: known.then_some(active as f64),
            trend: revenue_trend(revenues),
            ..Self::default()
        }
    }

    fn rule(&self, t: &Thresholds, trail: &mut Trail) -> Option<usize> {
        let purchases = trail.number("purchases", self.purchases)?;
        let often = trail.at_least(Some(purchases), "stage_purchases", t.stage_purchases);
        let silent = if purchases < 2.0 && self.recency_ratio.is_none() {
            Some(false)
        } else {
            let ratio = trail.number("recency_ratio", self.recency_ratio);
            trail.at_least(ratio, "declining_recency_ratio", t.declining_recency_ratio)
        };
        let trend = if often == Some(true) && silent != Some(true) {
            trail.number("trend", self.trend)
        } else {
            self.trend
        };
        let falls = trail.at_most(trend, "declining_trend", -t.declining_trend);
        if either(silent, both(often, falls))? {
            return Some(DEGENERATION);
        }
        if often == Some(false) {
            return Some(EXPLORATION);
        }
        let active = trail.number("active_periods", self.active_periods);
        if !trail.at_least(active, "stage_periods", t.stage_periods)? {
            return Some(EXPLORATION);
        }
        let grows = trail.at_least(trend, "growing_trend", t.growing_trend)?;
        Some(if grows { BUILD_UP } else { MATURITY })
    }
}

/// Makes the inputs from the revenues of periods.
fn trends(columns: &mut CustomerColumns, _: Ties) {
    let periods = columns.take_list("revenues");
    if periods.is_empty() {
        return;
    }
    let customers = columns.customers();
    let (mut active, mut trend) = (Vec::new(), Vec::new());
    let mut revenues = vec![f64::NAN; periods.len()];
    for customer in 0..customers {
        for (slot, period) in revenues.iter_mut().zip(&periods) {
            *slot = period.get(customer).copied().unwrap_or(f64::NAN);
        }
        let facts = Lifecycle::of_revenues(&revenues);
        active.push(facts.active_periods.unwrap_or(f64::NAN));
        trend.push(facts.trend.unwrap_or(f64::NAN));
    }
    columns.put("activePeriods", active);
    columns.put("trend", trend);
}
