//! Whether several judges rank alike.

use super::consensus::ONE_CRITERION;
use super::consensus::ONE_EXPERT;
use crate::data::caution::Caution;
use crate::data::decision_matrix::check_length;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::error::check_finite;
use crate::numeric::accuracy::mean_ranks;
use crate::numeric::chi_squared::upper_tail;
use crate::numeric::vectors::add_scaled;
use crate::numeric::vectors::dot;
use crate::numeric::vectors::each;
use crate::plain::Fingerprint;
use crate::plain::report;
use crate::weighting::lists::cautions;

/// How alike several judges rank the same items.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Concordance {
    /// Kendall's W, from 0 for no agreement to 1 for the same order; none where there is nothing to
    /// agree on.
    pub w: Option<f64>,
    /// m (n − 1) W, which is Friedman's statistic.
    pub chi_squared: Option<f64>,
    /// n − 1.
    pub degrees_of_freedom: u32,
    /// The probability of so large a W if all ranked at random, by the chi-squared distribution:
    /// rough for fewer than eight items.
    pub p_value: Option<f64>,
    /// The mean rank of each item, 1 for the lowest number.
    pub mean_ranks: Vec<f64>,
    /// Whether a judge gave two items the same number.
    pub ties: bool,
    /// What to mind: `one_expert`, `one_criterion`, `all_tied`.
    pub warnings: Vec<Caution>,
    /// How it was made.
    pub provenance: Provenance,
}

report!(Concordance {
    w => "w",
    chi_squared => "chiSquared",
    degrees_of_freedom => "degreesOfFreedom",
    p_value => "pValue",
    mean_ranks => "meanRanks",
    ties => "ties",
    warnings => "warnings",
    provenance => "provenance",
});

/// The code of the warning that every judge gave all items the same number.
pub const ALL_TIED: &str = "all_tied";

/// Returns how alike m judges rank n items (Kendall's W), corrected for ties.
///
/// `ratings`: a row for each judge, a number for each item: ranks, weights or scores, of which only
/// the order counts. Equal numbers share the mean of their ranks.
///
/// # Formula
/// ```text
/// S = Σⱼ (Rⱼ − m(n+1)/2)²,  Rⱼ the sum of the ranks of item j    Tᵢ = Σ (t³ − t) over the ties of i
/// W = 12 S / (m² (n³ − n) − m Σ Tᵢ)                              χ² = m (n − 1) W
/// ```
///
/// # Errors
/// [`crate::Error::EmptyInput`] without judges or items, [`crate::Error::LengthMismatch`] and
/// [`crate::Error::NotFinite`] (`ratings[1][0]`).
///
/// # Example: three judges, two swaps
/// ```
/// use clientele::weighting::ahp::concordance::kendall_w;
/// let ranks = [vec![1.0, 2.0, 3.0, 4.0], vec![1.0, 3.0, 2.0, 4.0], vec![2.0, 1.0, 3.0, 4.0]];
/// let found = kendall_w(&ranks)?;
/// assert!((found.w.unwrap() - 7.0 / 9.0).abs() < 1e-12);
/// # Ok::<(), clientele::Error>(())
/// ```
///
/// # References
/// Kendall, M. G. and Babington Smith, B. (1939), "The problem of m rankings", Annals of
/// Mathematical Statistics 10, 275-287. Kendall, M. G. (1970), *Rank Correlation Methods*, chapter
/// 6: ties.
pub fn kendall_w(ratings: &[Vec<f64>]) -> Result<Concordance> {
    let (m, n) = (ratings.len(), ratings.first().map_or(0, Vec::len));
    if n == 0 {
        let hint = "there must be at least one judge and one item";
        return Err(Error::empty("ratings", hint));
    }
    let middle = f64::midpoint(n as f64, 1.0);
    let mut sums = vec![0.0; n];
    let mut within = 0.0;
    let mut hash = Fingerprint::default();
    for (i, row) in ratings.iter().enumerate() {
        check_length(&format!("ratings[{i}]"), row.len(), n)?;
        for (j, value) in row.iter().enumerate() {
            check_finite(*value, || format!("ratings[{i}][{j}]"))?;
        }
        hash.numbers(row);
        let ranks = mean_ranks(row);
        add_scaled(&mut sums, &ranks, 1.0);
        // Σ (r − mean)² = (n³ − n − T) / 12: the correction for ties comes of itself.
        let apart = each(&ranks, &|rank| rank - middle);
        within += dot(&apart, &apart);
    }
    let judges = m as f64;
    let apart = each(&sums, &|sum| sum - judges * middle);
    let between = dot(&apart, &apart);
    let untied = judges * (n * n - 1) as f64 * n as f64 / 12.0;
    let warnings = cautions(&[
        (m == 1, ONE_EXPERT),
        (n == 1, ONE_CRITERION),
        (n > 1 && within <= 0.0, ALL_TIED),
    ]);
    let w = warnings.is_empty().then(|| between / (judges * within));
    let degrees = u32::try_from(n - 1).unwrap_or(u32::MAX);
    let chi_squared = w.map(|w| judges * f64::from(degrees) * w);
    Ok(Concordance {
        w,
        chi_squared,
        degrees_of_freedom: degrees,
        p_value: chi_squared.map(|value| upper_tail(degrees, value)),
        mean_ranks: each(&sums, &|sum| sum / judges),
        // Sums of squares of halves are exact, far below 2⁵³.
        ties: within < untied,
        warnings,
        provenance: Provenance::new("kendallW", hash.finish()).with("ties", "meanRanks"),
    })
}
