//! Kotler's five levels of relationship by margin and number of customers.

use crate::data::thresholds::Thresholds;
use crate::segment::classifier::Classifier;
use crate::segment::classifier::Made;
use crate::segment::classifier::Trail;
use crate::segment::classifier::as_given;
use crate::segment::classifier::classified;
use crate::segment::classifier::inputs;
use crate::segment::classifier::limits;

/// Basic, reactive, accountable, proactive and partnership relations (基本型、被动型、负责型、能动型、
/// 伙伴型).
///
/// # Formula
/// ```text
/// level = (0 low, 1 medium, 2 high margin) + (0 many, 1 medium, 2 few customers)
/// ```
///
/// | customers | high margin | medium margin | low margin |
/// |---|---|---|---|
/// | many | accountable | reactive | basic |
/// | medium | proactive | accountable | reactive |
/// | few | partnership | proactive | accountable |
///
/// The levels and the two sides of the table are Kotler's, and so is the corner of high margin and few customers;
/// the sum that fills the other cells, and all cuts, are our choice: editions of the textbook differ in
/// the cell of many customers at low margin (basic, or basic or reactive).
///
/// # References
/// Kotler (1992), "Marketing's new paradigm: what's really happening out there", Planning Review 20(5);
/// Kotler, *Marketing Management*: levels of investment in customer relationships.
pub static RELATION_LEVEL: Classifier = Classifier {
    name: "relationLevel",
    classes: &[
        "level.basic",
        "level.reactive",
        "level.accountable",
        "level.proactive",
        "level.partnership",
    ],
    inputs: SegmentFacts::INPUTS,
    mark: None,
    rule: |row, thresholds, trail| SegmentFacts::from_row(row).rule(thresholds, trail),
    limits: limits![
        low_margin "lowMargin",
        high_margin "highMargin",
        few_customers "fewCustomers",
        many_customers "manyCustomers",
    ],
    ascending: &[
        &["lowMargin", "highMargin"],
        &["fewCustomers", "manyCustomers"],
    ],
    prepare: as_given,
    made: Made::NOTHING,
};

inputs! {
    /// A segment of customers.
    ///
    /// # Example: few customers, high margin
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::segment::relation_level::SegmentFacts;
    /// let segment = SegmentFacts { margin: Some(0.55), customers: Some(40.0) };
    /// let found = segment.classify(&Thresholds::default())?;
    /// assert_eq!(found.code(), Some("level.partnership"));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    SegmentFacts {
        /// The margin of a unit as a share of its price: 0.4 is 40 %.
        margin "margin": f64 = (-1e6, 1.0);
        /// How many customers the segment has.
        customers "customers": f64 = (0.0, f64::MAX);
    }
}

classified!(SegmentFacts by RELATION_LEVEL);

impl SegmentFacts {
    fn rule(&self, t: &Thresholds, trail: &mut Trail) -> Option<usize> {
        let margin = trail.number("margin", self.margin);
        let medium = trail.at_least(margin, "low_margin", t.low_margin)?;
        let high = trail.at_least(margin, "high_margin", t.high_margin)?;
        let customers = trail.number("customers", self.customers);
        let few = trail.at_most(customers, "few_customers", t.few_customers)?;
        let not_many = trail.at_most(customers, "many_customers", t.many_customers)?;
        Some(
            [medium, high, few, not_many]
                .into_iter()
                .map(usize::from)
                .sum(),
        )
    }
}
