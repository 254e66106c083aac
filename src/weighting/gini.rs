//! Gini weights (基尼系数法): how unequally a criterion is shared out.

use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Result;
use crate::numeric::statistics::gini;
use crate::plain::options;
use crate::weighting::data_weights::DataWeights;
use crate::weighting::data_weights::check_from_zero;
use crate::weighting::deviation::by_column;
use crate::weighting::scaling::Scaling;

/// How Gini weights are computed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct GiniOptions {
    /// What the coefficient is taken of; `raw` unless told, since it has no unit.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub scaling: Scaling,
}

options!(GiniOptions {
    scaling => "scaling",
});

impl Default for GiniOptions {
    fn default() -> Self {
        Self {
            scaling: Scaling::Raw,
        }
    }
}

/// Returns weights by Gini coefficient.
///
/// The information of a criterion is the Gini coefficient of its values. A criterion with the same
/// value everywhere weighs nothing.
///
/// # Formula
/// ```text
/// G_j = Σᵢ Σₖ |x_ij − x_kj| / (2 m² x̄_j)    w_j = G_j / Σₖ Gₖ
/// ```
///
/// # Errors
/// [`InsufficientData`](crate::Error::InsufficientData) for fewer than two alternatives; for values as they are,
/// [`OutOfRange`](crate::Error::OutOfRange) for a negative one.
///
/// # Example: three suppliers by three criteria
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::numeric::direction::Direction;
/// use clientele::weighting::gini::{GiniOptions, gini_weights};
/// let data = DecisionMatrix::try_new(
///     vec!["a".into(), "b".into(), "c".into()],
///     vec![Direction::Benefit; 3],
///     vec![5.0, 6.0, 7.0, 5.5, 6.1, 8.0, 4.0, 5.0, 9.0],
///     None,
/// )?;
/// let found = gini_weights(&data, &GiniOptions::default())?;
/// assert!((found.weights[0] - 0.411965).abs() < 5e-7);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// 李刚, 程砚秋, 董霖哲 et al. (2014), "基尼系数客观赋权方法研究", 管理评论 26(1): coefficients as
/// weights. Gini, C. (1912), *Variabilità e mutabilità*: the coefficient.
pub fn gini_weights(matrix: &DecisionMatrix, options: &GiniOptions) -> Result<DataWeights> {
    let provenance =
        Provenance::new("gini", matrix.fingerprint()).with("scaling", options.scaling.code());
    by_column(matrix, provenance, &mut |j| {
        let Some(column) = options.scaling.column(matrix, j) else {
            return Ok(0.0);
        };
        if options.scaling == Scaling::Raw {
            check_from_zero(matrix, j, false)?;
        }
        Ok(gini(&column).unwrap_or_default())
    })
}
