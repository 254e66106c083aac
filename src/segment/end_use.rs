//! Final and intermediate customers (最终客户、中间客户).

use crate::segment::classifier::Classifier;
use crate::segment::classifier::Made;
use crate::segment::classifier::as_given;
use crate::segment::classifier::classified;
use crate::segment::classifier::inputs;

/// Final customers buy to consume, intermediate ones to sell on.
pub static END_USE: Classifier = Classifier {
    name: "endUse",
    classes: &["customer.final", "customer.intermediate"],
    inputs: EndUse::INPUTS,
    mark: None,
    rule: |row, _, trail| {
        let resells = trail.flag("resells", EndUse::from_row(row).resells)?;
        Some(usize::from(resells))
    },
    limits: |_| Vec::new(),
    ascending: &[],
    prepare: as_given,
    made: Made::NOTHING,
};

inputs! {
    /// Whether a customer sells on.
    ///
    /// # Example: a dealer
    /// ```
    /// use clientele::data::thresholds::Thresholds;
    /// use clientele::segment::end_use::EndUse;
    /// let found = EndUse { resells: Some(true) }.classify(&Thresholds::default())?;
    /// assert_eq!(found.code(), Some("customer.intermediate"));
    /// # Ok::<(), clientele::Error>(())
    /// ```
    EndUse {
        /// Whether the customer sells on what it buys.
        resells "resells": bool = (0.0, 1.0);
    }
}

classified!(EndUse by END_USE);
