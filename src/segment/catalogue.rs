//! Every classifier there is.

use crate::segment::abc::ABC;
use crate::segment::abc::ABC_STRICT;
use crate::segment::classifier::Classifier;
use crate::segment::consumption::CONSUMPTION;
use crate::segment::consumption::CONSUMPTION_NEAREST;
use crate::segment::end_use::END_USE;
use crate::segment::importance::CURRY;
use crate::segment::importance::IMPORTANCE;
use crate::segment::lifecycle::LIFECYCLE;
use crate::segment::loyalty_class::LOYALTY;
use crate::segment::pyramid_class::PYRAMID;
use crate::segment::relation::RELATIONSHIP;
use crate::segment::relation_level::RELATION_LEVEL;
use crate::segment::value_type::VALUE_TYPE;

/// Every classifier of customers.
pub static CLASSIFIERS: [&Classifier; 13] = [
    &RELATIONSHIP,
    &IMPORTANCE,
    &CURRY,
    &LOYALTY,
    &VALUE_TYPE,
    &CONSUMPTION,
    &CONSUMPTION_NEAREST,
    &END_USE,
    &PYRAMID,
    &LIFECYCLE,
    &RELATION_LEVEL,
    &ABC,
    &ABC_STRICT,
];

/// Returns a classifier by its name.
///
/// # Example: by name
/// ```
/// use clientele::segment::classifier_named;
/// let found = classifier_named("lifecycle").unwrap();
/// assert_eq!(found.classes[0], "stage.exploration");
/// assert!(classifier_named("horoscope").is_none());
/// ```
pub fn classifier_named(name: &str) -> Option<&'static Classifier> {
    CLASSIFIERS.iter().copied().find(|known| known.name == name)
}
