//! Entropy weights (熵值法): what differs more among the alternatives says more.

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math;
use crate::numeric::normalise::min_max;
use crate::plain::options;
use crate::plain::words;
use crate::weighting::data_weights::CONSTANT_COLUMN;
use crate::weighting::data_weights::DataWeights;
use crate::weighting::data_weights::NOTHING_TO_COMPARE;
use crate::weighting::data_weights::check_from_zero;
use crate::weighting::data_weights::check_rows;
use crate::weighting::data_weights::is_constant;

/// How values become shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum EntropyScaling {
    /// Each column is put on the range 0 to 1 by its direction first (极差变换).
    #[default]
    Minmax,
    /// The values are taken as they are, which most examples of papers do: directions do not count
    /// and nothing may be negative.
    Share,
}

words!(EntropyScaling {
    Minmax => "minmax",
    Share => "share",
});

impl EntropyScaling {
    fn code(self) -> &'static str {
        match self {
            Self::Minmax => "minmax",
            Self::Share => "share",
        }
    }
}

/// How entropy weights are computed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct EntropyOptions {
    /// How values become shares; `minmax` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub scaling: EntropyScaling,
}

options!(EntropyOptions {
    scaling => "scaling",
});

/// Returns weights by entropy.
///
/// The information of a criterion is 1 − e. A criterion with the same value everywhere weighs
/// nothing. Nothing is added to zeros: packages that shift them change the weights.
///
/// # Formula
/// ```text
/// p_ij = y_ij / Σᵢ y_ij    e_j = −(1 / ln m) Σᵢ p_ij ln p_ij, 0 ln 0 = 0    w_j ∝ 1 − e_j
/// ```
///
/// # Errors
/// [`Error::InsufficientData`] for fewer than two alternatives; with shares, [`Error::OutOfRange`]
/// for a negative value and for a column without a value above 0.
///
/// # Example: which indicator tells customers apart
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::numeric::direction::Direction;
/// use clientele::weighting::entropy::{EntropyOptions, entropy_weights};
/// let data = DecisionMatrix::try_new(
///     vec!["spend".into(), "visits".into()],
///     vec![Direction::Benefit; 2],
///     vec![120.0, 5.0, 300.0, 5.0, 80.0, 5.0],
///     None,
/// )?;
/// let found = entropy_weights(&data, &EntropyOptions::default())?;
/// assert_eq!(found.weights, [1.0, 0.0]);
/// assert_eq!(found.warnings[0].code, "constant_column");
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// * Shannon, C. E. (1948), "A mathematical theory of communication", Bell System Technical Journal
///   27: the entropy.
/// * Hwang, C.-L. and Yoon, K. (1981), *Multiple Attribute Decision Making*, section 3.2: weights.
pub fn entropy_weights(matrix: &DecisionMatrix, options: &EntropyOptions) -> Result<DataWeights> {
    let m = matrix.rows();
    check_rows(matrix, 2, NOTHING_TO_COMPARE)?;
    let ln_m = math::ln(m as f64);
    let mut warnings = Vec::new();
    let mut information = Vec::with_capacity(matrix.columns());
    let named = matrix.criteria().iter().zip(matrix.directions());
    for (j, (name, direction)) in named.enumerate() {
        let shares = match options.scaling {
            EntropyScaling::Minmax => min_max(&matrix.column(j), *direction),
            EntropyScaling::Share => Some(checked_shares(matrix, j)?),
        };
        let spread = shares.map_or(0.0, |values| (1.0 - entropy(&values, ln_m)).max(0.0));
        if is_constant(&matrix.column(j)) {
            warnings.push(Caution::about(CONSTANT_COLUMN, name));
            information.push(0.0);
        } else {
            information.push(spread);
        }
    }
    let provenance = Provenance::new("entropy", matrix.fingerprint())
        .with("scaling", options.scaling.code())
        .with("shift", 0.0);
    Ok(DataWeights::in_proportion(
        matrix,
        information,
        warnings,
        provenance,
    ))
}

/// −(1 / ln m) Σ p ln p of values that are not negative and not all 0.
fn entropy(values: &[f64], ln_m: f64) -> f64 {
    let total: f64 = values.iter().sum();
    let term = |value: &f64| {
        let share = value / total;
        if share > 0.0 {
            share * math::ln(share)
        } else {
            0.0
        }
    };
    -values.iter().map(term).sum::<f64>() / ln_m
}

/// Returns a column whose values can be shares.
fn checked_shares(matrix: &DecisionMatrix, j: usize) -> Result<Vec<f64>> {
    check_from_zero(matrix, j, false)?;
    let column = matrix.column(j);
    if column.iter().sum::<f64>() > 0.0 {
        return Ok(column);
    }
    let expected = "a number above 0 in at least one row";
    Err(Error::out_of_range(matrix.path(0, j), 0.0, expected))
}
