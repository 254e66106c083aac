//! ABC analysis (ABC 分类法) by share of the total.

use crate::data::thresholds::Thresholds;
use crate::numeric::tolerance::TIE;
use crate::segment::classifier::Classifier;
use crate::segment::classifier::Made;
use crate::segment::classifier::Trail;
use crate::segment::classifier::classified;
use crate::segment::classifier::inputs;
use crate::segment::classifier::limits;
use crate::segment::columns::CustomerColumns;
use crate::segment::curve::Cumulative;
use crate::segment::places::Ties;

/// A, B and C customers by what those above them bring.
///
/// # Formula
/// ```text
/// A  the customers above bring less than abcA of the total    B  less than abcB    C  otherwise
/// ```
///
/// So the customer who crosses the line belongs to the upper class. Of columns, `value` is enough.
///
/// # References
/// Dickie (1951), "ABC inventory analysis shoots for dollars, not pennies", Factory Management and
/// Maintenance 109(7).
pub static ABC: Classifier = Classifier {
    name: "abc",
    classes: CLASSES,
    inputs: AbcFacts::INPUTS,
    mark: None,
    rule: |row, thresholds, trail| AbcFacts::from_row(row).rule(false, thresholds, trail),
    limits: limits![abc_a "abcA", abc_b "abcB"],
    ascending: &[&["abcA", "abcB"]],
    prepare: cumulate,
    made: BY_SHARE,
};

/// ABC analysis of which the customer who crosses the line belongs to the lower class: A customers
/// bring `abcA` of the total at most.
pub static ABC_STRICT: Classifier = Classifier {
    name: "abcStrict",
    classes: CLASSES,
    inputs: AbcFacts::INPUTS,
    mark: None,
    rule: |row, thresholds, trail| AbcFacts::from_row(row).rule(true, thresholds, trail),
    limits: limits![abc_a "abcA", abc_b "abcB"],
    ascending: &[&["abcA", "abcB"]],
    prepare: cumulate,
    made: BY_SHARE,
};

/// What [`cumulate`] makes.
const BY_SHARE: Made = Made {
    inputs: &["shareBefore", "shareAfter"],
    from: "value",
    among_all: true,
};

const CLASSES: &[&str] = &["abc.a", "abc.b", "abc.c"];

inputs! {
    /// What the customers above a customer bring, and what they bring with it.
    ///
    /// # Example: the customer who crosses the line
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::segment::abc::AbcFacts;
    /// let facts = AbcFacts { share_before: Some(0.754), share_after: Some(0.823) };
    /// assert_eq!(facts.classify(&Thresholds::default())?.code(), Some("abc.a"));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    AbcFacts {
        /// The share of the total that the customers of higher value bring.
        share_before "shareBefore": f64 = (f64::MIN, f64::MAX);
        /// The share that they bring together with this customer.
        share_after "shareAfter": f64 = (f64::MIN, f64::MAX);
    }
}

classified!(AbcFacts by ABC);

impl AbcFacts {
    fn rule(&self, strict: bool, thresholds: &Thresholds, trail: &mut Trail) -> Option<usize> {
        let share = if strict {
            trail.number("share_after", self.share_after)?
        } else {
            trail.number("share_before", self.share_before)?
        };
        let cuts = [("abc_a", thresholds.abc_a), ("abc_b", thresholds.abc_b)];
        for (place, (name, cut)) in cuts.into_iter().enumerate() {
            trail.at_least(None, name, cut);
            // What a sum has gained or lost by rounding does not move a customer over the line.
            let above = if strict {
                share <= cut + TIE
            } else {
                share < cut - TIE
            };
            if above {
                return Some(place);
            }
        }
        Some(cuts.len())
    }
}

/// Makes the shares from the column `value`.
fn cumulate(columns: &mut CustomerColumns, ties: Ties) {
    let ids = columns.take("ids");
    let Some(values) = columns.take("value") else {
        return;
    };
    let (before, after) = match Cumulative::of(&values, ids.as_deref()) {
        Some(found) => found.by_row(&values, ties),
        None => (vec![f64::NAN; values.len()], vec![f64::NAN; values.len()]),
    };
    columns.put("shareBefore", before);
    columns.put("shareAfter", after);
}
