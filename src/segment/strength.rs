//! The strength of a relationship (关系强度).

use crate::error::Error;
use crate::error::Result;
use crate::index::CompositeIndex;
use crate::index::Indicator;
use crate::index::composite::indicator_field;
use crate::plain::options;
use crate::segment::columns::CustomerColumns;

/// How much trust, commitment and satisfaction count in the strength of a relationship.
///
/// That these three make the quality of a relationship is the finding of Crosby, Evans & Cowles (1990)
/// and of Morgan & Hunt (1994); the weights .4, .3 and .3 are our choice.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct StrengthOptions {
    /// The weight of trust; 0.4 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub trust: f64,
    /// The weight of commitment; 0.3 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub commitment: f64,
    /// The weight of satisfaction; 0.3 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub satisfaction: f64,
    /// The share of the weights that must be known for a score; 0.5 unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub min_coverage: f64,
}

options!(StrengthOptions {
    trust => "trust",
    commitment => "commitment",
    satisfaction => "satisfaction",
    min_coverage => "minCoverage",
});

impl Default for StrengthOptions {
    fn default() -> Self {
        Self {
            trust: 0.4,
            commitment: 0.3,
            satisfaction: 0.3,
            min_coverage: crate::index::MIN_COVERAGE,
        }
    }
}

/// The names of the parts in their order.
const PARTS: [&str; 3] = ["trust", "commitment", "satisfaction"];

/// Returns the index of strength: three parts, each from 0 to 100.
///
/// # Formula
/// ```text
/// strength = Σ wᵢ xᵢ / Σ wᵢ over the parts that are known
/// ```
///
/// # Errors
/// As [`CompositeIndex::try_new`], for weights that are negative or all 0, with the name of the option.
///
/// # Example: satisfaction is not known
/// ```
/// use clientele::segment::strength::{StrengthOptions, relation_strength};
/// let index = relation_strength(&StrengthOptions::default())?;
/// let full = index.score(&[Some(80.0), Some(70.0), Some(90.0)])?;
/// assert_eq!(full.score, Some(80.0));
/// let partial = index.score(&[Some(80.0), Some(70.0), None])?;
/// assert_eq!(partial.coverage, 0.7);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Crosby, Evans & Cowles (1990), "Relationship quality in services selling", Journal of Marketing
/// 54(3).
pub fn relation_strength(options: &StrengthOptions) -> Result<CompositeIndex> {
    let weights = [options.trust, options.commitment, options.satisfaction];
    let parts = PARTS
        .iter()
        .zip(weights)
        .map(|(name, weight)| Indicator::new(*name, weight, 0.0, 100.0))
        .collect();
    CompositeIndex::try_new(parts)
        .and_then(|index| index.with_min_coverage(options.min_coverage))
        .map_err(|error| {
            error.map_path(|path| match indicator_field(path) {
                Some((name, _)) => format!("options.{name}"),
                None => format!("options.{path}"),
            })
        })
}

/// Returns strength and coverage of columns of customers, NaN where too little is known.
///
/// # Errors
/// As [`relation_strength`]; [`Error::UnknownKey`] for another column, [`Error::OutOfRange`] for a
/// value outside 0 to 100, with column and row.
pub fn relation_strengths(
    columns: &CustomerColumns,
    options: &StrengthOptions,
) -> Result<[Vec<f64>; 2]> {
    let index = relation_strength(options)?;
    for name in columns.names() {
        if !PARTS.contains(&name.as_str()) {
            return Err(crate::plain::unknown_key(name, &PARTS));
        }
    }
    let (mut scores, mut coverage) = (Vec::new(), Vec::new());
    let mut parts = [crate::index::Part::default(); 3];
    for customer in 0..columns.customers() {
        let mut values = [None; 3];
        for (slot, name) in values.iter_mut().zip(PARTS) {
            let column = columns.column(name).unwrap_or_default();
            *slot = column
                .get(customer)
                .copied()
                .filter(|value| !value.is_nan());
            if let Some(value) = *slot
                && !(0.0..=100.0).contains(&value)
            {
                let path = format!("{name}[{customer}]");
                return Err(Error::out_of_range(path, value, "a number from 0 to 100"));
            }
        }
        let found = index.score_parts(&values, &mut parts);
        scores.push(found.score.unwrap_or(f64::NAN));
        coverage.push(found.coverage);
    }
    Ok([scores, coverage])
}
