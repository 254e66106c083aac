//! CRITIC weights: what scatters and is not said by another criterion already.

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::numeric::statistics::Correlation;
use crate::numeric::statistics::sample_deviation;
use crate::numeric::vectors::both;
use crate::numeric::vectors::each;
use crate::numeric::vectors::position;
use crate::numeric::vectors::sum;
use crate::plain::options;
use crate::plain::words;
use crate::weighting::data_weights::DataWeights;
use crate::weighting::data_weights::NOTHING_TO_COMPARE;
use crate::weighting::data_weights::Varying;
use crate::weighting::data_weights::check_rows;
use crate::weighting::deviation::variation;

/// How the contrast of a criterion is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Contrast {
    /// The standard deviation of the values on the range 0 to 1, as in the paper.
    #[default]
    Deviation,
    /// The standard deviation of the values as they are, in their units.
    RawDeviation,
    /// The coefficient of variation of the values as they are.
    Variation,
}

words!(Contrast {
    Deviation => "deviation",
    RawDeviation => "rawDeviation",
    Variation => "variation",
});

impl Contrast {
    fn code(self) -> &'static str {
        match self {
            Self::Deviation => "deviation",
            Self::RawDeviation => "rawDeviation",
            Self::Variation => "variation",
        }
    }
}

/// How CRITIC weights are computed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct CriticOptions {
    /// How the likeness of two criteria is measured; `pearson` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub correlation: Correlation,
    /// Whether 1 − |r| counts instead of 1 − r, so that a criterion that says the opposite of
    /// another says nothing new either; not unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub absolute: bool,
    /// How the contrast of a criterion is measured; `deviation` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub contrast: Contrast,
}

options!(CriticOptions {
    correlation => "correlation",
    absolute => "absolute",
    contrast => "contrast",
});

/// The code of the warning that all criteria say the same, so that contrast alone counts.
pub const NO_CONFLICT: &str = "no_conflict";

/// A conflict below this is a rounding.
const NO_CONFLICT_BELOW: f64 = 1e-12;

/// Returns weights by CRITIC (criteria importance through intercriteria correlation).
///
/// Directions count: correlations are those of the values that are put on the range 0 to 1 by
/// their direction, so that a cost is turned round before it is compared. The information of a
/// criterion is C. It does not matter whether m or m − 1 stands in the denominator of s. A criterion
/// with the same value everywhere weighs nothing; its correlations, which are undefined, count as 0.
/// Where all criteria say the same, C is 0 for all and s alone decides, with a warning: our own
/// choice.
///
/// # Formula
/// ```text
/// C_j = s_j Σₖ (1 − r_jk)    w_j = C_j / Σₖ Cₖ
/// ```
///
/// # Errors
/// [`InsufficientData`](crate::Error::InsufficientData) for fewer than two alternatives;
/// [`OutOfRange`](crate::Error::OutOfRange) for a coefficient of variation about a mean of 0.
///
/// # Example: two that agree and one that does not
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::numeric::direction::Direction;
/// use clientele::weighting::critic::{CriticOptions, critic_weights};
/// let data = DecisionMatrix::try_new(
///     vec!["spend".into(), "orders".into(), "complaints".into()],
///     vec![Direction::Benefit, Direction::Benefit, Direction::Cost],
///     vec![10.0, 1.0, 0.0, 20.0, 2.0, 1.0, 30.0, 3.0, 2.0],
///     None,
/// )?;
/// let found = critic_weights(&data, &CriticOptions::default())?;
/// for (weight, expected) in found.weights.iter().zip([0.25, 0.25, 0.5]) {
///     assert!((weight - expected).abs() < 1e-12);
/// }
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Diakoulaki, D., Mavrotas, G. and Papayannakis, L. (1995), "Determining objective weights in
/// multiple criteria problems: the CRITIC method", Computers & Operations Research 22(7), 763-770,
/// equations 5 to 7.
pub fn critic_weights(matrix: &DecisionMatrix, options: &CriticOptions) -> Result<DataWeights> {
    check_rows(matrix, 2, NOTHING_TO_COMPARE)?;
    let mut varying = Varying::of(matrix);
    let likeness = varying.correlations(options.correlation);
    let constant = (matrix.columns() - varying.places.len()) as f64;
    let mut contrasts = Vec::with_capacity(varying.places.len());
    let mut conflicts = Vec::with_capacity(varying.places.len());
    let columns = varying.places.iter().zip(&varying.columns);
    for ((&j, column), row) in columns.zip(likeness.rows()) {
        contrasts.push(match options.contrast {
            Contrast::Deviation => sample_deviation(column).unwrap_or_default(),
            Contrast::RawDeviation => sample_deviation(&matrix.column(j)).unwrap_or_default(),
            Contrast::Variation => variation(matrix, j)?,
        });
        let terms = each(row, &|r| 1.0 - if options.absolute { r.abs() } else { r });
        let conflict = sum(&terms);
        conflicts.push(
            constant
                + if conflict < NO_CONFLICT_BELOW {
                    0.0
                } else {
                    conflict
                },
        );
    }
    let some = position(&conflicts, &|conflict| conflict > 0.0).is_some();
    let found = if some {
        both(&contrasts, &conflicts, &|contrast, conflict| {
            contrast * conflict
        })
    } else {
        contrasts
    };
    if !some && !found.is_empty() {
        varying.warnings.push(Caution::new(NO_CONFLICT));
    }
    let provenance = Provenance::new("critic", matrix.fingerprint())
        .with("correlation", options.correlation.code())
        .with("absolute", options.absolute)
        .with("contrast", options.contrast.code());
    Ok(DataWeights::in_proportion(
        matrix,
        varying.spread(&found, matrix.columns()),
        varying.warnings,
        provenance,
    ))
}
