//! Customers by importance (重要性程度): VIP, important, ordinary; and Curry's pyramid.

use crate::segment::classifier::Classifier;
use crate::segment::classifier::Made;
use crate::segment::classifier::Trail;
use crate::segment::classifier::classified;
use crate::segment::classifier::inputs;
use crate::segment::classifier::limits;
use crate::segment::columns::CustomerColumns;
use crate::segment::places::Places;
use crate::segment::places::Ties;
use crate::segment::places::top_places;

/// VIP, important and ordinary customers (贵宾型、重要型、普通型) by rank of value.
///
/// # Formula
/// ```text
/// VIP        value > 0 and rank ≤ ⌈vipShare · n⌉
/// important  value > 0 and rank ≤ ⌈importantShare · n⌉
/// ordinary   otherwise
/// ```
///
/// The shares are our choice. Of columns, `value` is enough: `rank` and `customers` are made from it,
/// with `ids` for the order of equals.
pub static IMPORTANCE: Classifier = Classifier {
    name: "importance",
    classes: &[
        "importance.vip",
        "importance.important",
        "importance.ordinary",
    ],
    inputs: Ranked::INPUTS,
    mark: None,
    rule: |row, thresholds, trail| {
        let cuts = [
            ("vip_share", thresholds.vip_share),
            ("important_share", thresholds.important_share),
        ];
        Ranked::from_row(row).tier(&cuts, trail)
    },
    limits: limits![vip_share "vipShare", important_share "importantShare"],
    ascending: &[&["vipShare", "importantShare"]],
    prepare: rank_by_value,
    made: BY_RANK,
};

/// The customer pyramid of Curry & Curry: the top 1 %, the next 4 %, the next 15 %, and 80 %.
///
/// # References
/// Curry & Curry (2000), *The Customer Marketing Method*, Free Press.
pub static CURRY: Classifier = Classifier {
    name: "curry",
    classes: &["curry.top", "curry.large", "curry.medium", "curry.small"],
    inputs: Ranked::INPUTS,
    mark: None,
    rule: |row, thresholds, trail| {
        let cuts = [
            ("curry_top_share", thresholds.curry_top_share),
            ("curry_large_share", thresholds.curry_large_share),
            ("curry_medium_share", thresholds.curry_medium_share),
        ];
        Ranked::from_row(row).tier(&cuts, trail)
    },
    limits: limits![
        curry_top_share "curryTopShare",
        curry_large_share "curryLargeShare",
        curry_medium_share "curryMediumShare",
    ],
    ascending: &[&["curryTopShare", "curryLargeShare", "curryMediumShare"]],
    prepare: rank_by_value,
    made: BY_RANK,
};

/// What [`rank_by_value`] makes.
pub(super) const BY_RANK: Made = Made {
    inputs: &["rank", "customers"],
    from: "value",
    among_all: true,
};

inputs! {
    /// Where a customer stands among others by value.
    ///
    /// # Example: the best of twenty
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::segment::importance::Ranked;
    /// let best = Ranked { value: Some(5200.0), rank: Some(1.0), customers: Some(20.0) };
    /// let found = best.classify(&Thresholds::default())?;
    /// assert_eq!(found.code(), Some("importance.vip"));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    Ranked {
        /// What the customer is worth: current or lifetime value.
        value "value": f64 = (f64::MIN, f64::MAX);
        /// The rank by value, 1 the best.
        rank "rank": f64 = (1.0, 1e15);
        /// How many customers are ranked.
        customers "customers": f64 = (1.0, 1e15);
    }
}

classified!(Ranked by IMPORTANCE);

impl Ranked {
    /// Returns the first of the top shares that the customer is in, and the number of shares where
    /// there is none.
    pub(super) fn tier(&self, cuts: &[(&'static str, f64)], trail: &mut Trail) -> Option<usize> {
        let value = trail.number("value", self.value)?;
        if value <= 0.0 {
            return Some(cuts.len());
        }
        let rank = trail.number("rank", self.rank)?;
        let customers = trail.number("customers", self.customers)?;
        let expected = "at most the number of customers";
        trail.agree(rank <= customers, "rank", expected)?;
        for (place, (name, share)) in cuts.iter().enumerate() {
            trail.at_least(None, name, *share);
            if rank <= top_places(*share, count(customers)) as f64 {
                return Some(place);
            }
        }
        Some(cuts.len())
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range of the input is checked"
)]
fn count(customers: f64) -> usize {
    customers as usize
}

/// Ranks customers by the column `value` where there are no ranks, equals by the column `ids`, if
/// there is one.
pub(super) fn rank_by_value(columns: &mut CustomerColumns, ties: Ties) {
    let ids = columns.take("ids");
    if columns.column("rank").is_some() {
        return;
    }
    let Some(values) = columns.column("value") else {
        return;
    };
    let places = Places::of(values, ids.as_deref());
    let ranks = places.ranks(values, ties);
    let customers = places.order.len().max(1) as f64;
    columns.put("rank", ranks);
    columns.put("customers", vec![customers; columns.customers()]);
}
