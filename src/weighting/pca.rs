//! Weights by principal components (主成分分析法).

use crate::data::caution::Caution;
use crate::data::decision_matrix::DecisionMatrix;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::eigen::Eigenpair;
use crate::numeric::eigen::eigenpairs;
use crate::numeric::math::sqrt;
use crate::numeric::statistics::Correlation;
use crate::numeric::vectors::add_scaled;
use crate::numeric::vectors::both;
use crate::numeric::vectors::divided;
use crate::numeric::vectors::each;
use crate::numeric::vectors::position;
use crate::numeric::vectors::shares;
use crate::numeric::vectors::sum;
use crate::plain::options;
use crate::plain::words;
use crate::weighting::data_weights::DataWeights;
use crate::weighting::data_weights::Varying;
use crate::weighting::data_weights::check_rows;
use crate::weighting::data_weights::warn_of_few_rows;

/// Which components are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Retain {
    /// As many as explain the given share of the variance.
    #[default]
    Share,
    /// Those whose eigenvalue is at least 1, the variance of one criterion (Kaiser 1960).
    Eigenvalue,
}

words!(Retain {
    Share => "share",
    Eigenvalue => "eigenvalue",
});

/// How components become weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum PcaCoefficients {
    /// By the elements of the eigenvectors with their signs, `Σₖ λₖ u_jk / Σₖ λₖ`; where one of them
    /// is not above 0 the communalities take their place.
    #[default]
    Signed,
    /// By the communalities, `Σₖ λₖ u_jk²`: the variance that the kept components explain.
    Communality,
    /// By the sizes of the loadings, `Σₖ λₖ |√λₖ u_jk| / Σₖ λₖ`.
    Loading,
}

words!(PcaCoefficients {
    Signed => "signed",
    Communality => "communality",
    Loading => "loading",
});

impl PcaCoefficients {
    fn code(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Communality => "communality",
            Self::Loading => "loading",
        }
    }
}

/// How weights by principal components are computed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct PcaOptions {
    /// Which components are kept; `share` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub retain: Retain,
    /// The share of the variance that the kept components explain, above 0 and up to 1; 0.85 unless
    /// told. Only where `retain` is `share`.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub share: Option<f64>,
    /// How components become weights; `signed` unless told.
    #[cfg_attr(feature = "full", tsify(optional))]
    pub coefficients: PcaCoefficients,
}

options!(PcaOptions {
    retain => "retain",
    share => "share",
    coefficients => "coefficients",
});

/// The code of the warning that a signed coefficient is not above 0, so that communalities count.
pub const COEFFICIENT_NOT_POSITIVE: &str = "coefficient_not_positive";

/// The code of the warning that eigenvalues are equal, so that other components would do as well.
pub const COMPONENTS_NOT_UNIQUE: &str = "components_not_unique";

/// What roundings make of an eigenvalue or a share.
const ROUNDING: f64 = 1e-12;

/// Eigenvalues this near to each other have no vectors of their own.
const SAME_EIGENVALUE: f64 = 1e-9;

/// Returns weights by principal components of the correlations.
///
/// Directions count: every criterion is turned so that more is better. Components are those of the
/// correlation matrix, each with the sign that makes its elements sum up to 0 or more: our own rule,
/// for an eigenvector has no sign. `settings` of the provenance hold the eigenvalues, how many
/// components are kept, the share of the variance that they explain, and the coefficients in use. A
/// criterion with the same value everywhere weighs nothing.
///
/// # Formula
/// ```text
/// c_j = Σₖ λₖ u_jk / Σₖ λₖ over the components that are kept    w_j = c_j / Σ c
/// ```
///
/// # Errors
/// [`Error::InsufficientData`] for fewer than three alternatives, [`Error::OutOfRange`] for a share
/// that is none, [`Error::InvalidValue`] for a share beside `retain: eigenvalue`.
///
/// # Example: three views of one thing
/// ```
/// use clientele::data::decision_matrix::DecisionMatrix;
/// use clientele::numeric::direction::Direction;
/// use clientele::weighting::pca::{PcaOptions, pca_weights};
/// let data = DecisionMatrix::try_new(
///     vec!["spend".into(), "orders".into(), "recency".into()],
///     vec![Direction::Benefit, Direction::Benefit, Direction::Cost],
///     vec![1.0, 10.0, 9.0, 2.0, 20.0, 6.0, 3.0, 30.0, 3.0],
///     None,
/// )?;
/// let found = pca_weights(&data, &PcaOptions::default())?;
/// assert!(found.weights.iter().all(|weight| (weight - 1.0 / 3.0).abs() < 1e-12));
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Jolliffe, I. T. (2002), *Principal Component Analysis*, 2nd edition, sections 2.3 and 6.1;
/// Kaiser, H. F. (1960), "The application of electronic computers to factor analysis", Educational
/// and Psychological Measurement 20(1): eigenvalues from 1.
pub fn pca_weights(matrix: &DecisionMatrix, options: &PcaOptions) -> Result<DataWeights> {
    check_rows(matrix, 3, "two alternatives make all correlations 1 or −1")?;
    let path = || "options.share".into();
    if options.share.is_some() && options.retain != Retain::Share {
        return Err(Error::unused(path(), "`retain` goes by the eigenvalues"));
    }
    let share = options.share.unwrap_or(0.85);
    check_finite(share, path)?;
    if !(share > 0.0 && share <= 1.0) {
        let expected = "a share above 0, up to 1";
        return Err(Error::out_of_range(path(), share, expected));
    }
    let mut varying = Varying::of(matrix);
    warn_of_few_rows(matrix, &mut varying.warnings);
    let pairs = eigenpairs(&varying.correlations(Correlation::Pearson)).unwrap_or_default();
    let mut eigenvalues = Vec::with_capacity(pairs.len());
    for pair in &pairs {
        eigenvalues.push(pair.value);
    }
    let count = kept(&eigenvalues, options.retain, share);
    let kept = pairs.get(..count).unwrap_or(&pairs);
    if not_unique(&eigenvalues, count) {
        varying.warnings.push(Caution::new(COMPONENTS_NOT_UNIQUE));
    }
    let communalities = coefficients(kept, PcaCoefficients::Communality);
    let mut used = options.coefficients;
    let mut found = coefficients(kept, used);
    if used == PcaCoefficients::Signed
        && varying.warn(matrix, &found, COEFFICIENT_NOT_POSITIVE, &|c| c <= ROUNDING)
    {
        used = PcaCoefficients::Communality;
        found.clone_from(&communalities);
    }
    let explained = kept.iter().map(|pair| pair.value).sum::<f64>() / sum(&eigenvalues).max(1.0);
    let provenance = Provenance::new("pca", matrix.fingerprint())
        .with("eigenvalues", eigenvalues)
        .with("components", kept.len() as f64)
        .with("explained", explained)
        .with("coefficients", used.code());
    let columns = matrix.columns();
    let found = varying.spread(&found, columns);
    let other = varying.spread(&shares(&communalities), columns);
    let mut weights = DataWeights::in_proportion(matrix, found, varying.warnings, provenance);
    if used != PcaCoefficients::Communality && !communalities.is_empty() {
        weights.provenance = weights
            .provenance
            .compared("communality", &weights.weights, &other);
    }
    Ok(weights)
}

/// Returns how many components are kept, at least one where there is any.
fn kept(eigenvalues: &[f64], retain: Retain, share: f64) -> usize {
    let needed = (share - ROUNDING) * sum(eigenvalues);
    let mut total = 0.0;
    for (k, value) in eigenvalues.iter().enumerate() {
        let goes_on = match retain {
            Retain::Share => total < needed,
            Retain::Eigenvalue => *value >= 1.0 - ROUNDING,
        };
        if k > 0 && !goes_on {
            return k;
        }
        total += value;
    }
    eigenvalues.len()
}

/// Whether two eigenvalues are equal of which at least the first is kept.
fn not_unique(eigenvalues: &[f64], kept: usize) -> bool {
    let next = eigenvalues.get(1..).unwrap_or_default();
    let gaps = both(eigenvalues, next, &|one, other| one - other);
    position(&gaps, &|gap| gap < SAME_EIGENVALUE).is_some_and(|k| k < kept)
}

/// Returns the coefficient of each criterion from the components that are kept.
fn coefficients(kept: &[Eigenpair], kind: PcaCoefficients) -> Vec<f64> {
    let columns = kept.first().map_or(0, |pair| pair.vector.len());
    let mut found = vec![0.0; columns];
    let mut total = 0.0;
    for pair in kept {
        let lambda = pair.value.max(0.0);
        let parts = each(&pair.vector, &|u| match kind {
            PcaCoefficients::Signed => u,
            PcaCoefficients::Communality => u * u,
            PcaCoefficients::Loading => sqrt(lambda) * u.abs(),
        });
        add_scaled(&mut found, &parts, lambda);
        total += lambda;
    }
    if kind == PcaCoefficients::Communality || kept.is_empty() {
        return found;
    }
    divided(&found, total)
}

#[cfg(test)]
mod tests {
    use super::PcaCoefficients;
    use super::coefficients;
    use crate::numeric::eigen::Eigenpair;

    #[test]
    fn the_steps_of_a_printed_example_give_its_coefficient() {
        // An example on CSDN after 周洋 (2018), printed to three digits: a loading of .933 with the
        // eigenvalue 4.680 is a coefficient of .4313; three of them by the shares of the variance
        // 46.803, 19.376 and 11.628 make (.431·46.803 − .157·19.376 − .060·11.628)/77.807 = .2112.
        assert!((0.933 / f64::sqrt(4.680) - 0.4313).abs() < 5e-5);
        let kept =
            [(46.803, 0.431), (19.376, -0.157), (11.628, -0.060)].map(|(value, u)| Eigenpair {
                value,
                vector: vec![u],
            });
        let found = coefficients(&kept, PcaCoefficients::Signed);
        assert!((found.iter().sum::<f64>() - 0.2112).abs() < 5e-5);
    }
}
