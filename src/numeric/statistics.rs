//! Spread, likeness and inequality of columns of numbers.
//!
//! Values are finite; every caller has checked them. Nothing overflows on the way, and a result
//! beyond the largest number is that number.

use crate::numeric::accuracy::mean_ranks;
use crate::numeric::direction::Direction;
use crate::numeric::linear::Matrix;
use crate::numeric::math::sqrt;
use crate::numeric::normalise::min_max;
use crate::numeric::sort::sort_numbers;
use crate::numeric::sum::CompensatedSum;
use crate::numeric::vectors::divided;
use crate::numeric::vectors::dot;
use crate::numeric::vectors::each;
use crate::numeric::vectors::range;
use crate::numeric::vectors::sum;
use crate::plain::words;

/// How the likeness of two columns is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum Correlation {
    /// Pearson's r: how well a straight line describes the one by the other.
    #[default]
    Pearson,
    /// Spearman's r, of the ranks: whether both put the rows into the same order.
    Spearman,
}

words!(Correlation {
    Pearson => "pearson",
    Spearman => "spearman",
});

impl Correlation {
    /// Returns the word for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pearson => "pearson",
            Self::Spearman => "spearman",
        }
    }
}

/// Returns the arithmetic mean, nothing for no values.
///
/// # Example: three values
/// ```
/// use clientele::numeric::statistics::mean;
/// assert_eq!(mean(&[1.0, 2.0, 6.0]), Some(3.0));
/// assert_eq!(mean(&[]), None);
/// ```
pub fn mean(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let total = sum(values);
    let mean = if total.is_finite() {
        total / n
    } else {
        sum(&divided(values, n))
    };
    (n > 0.0).then_some(mean)
}

/// Returns the sample standard deviation, with m − 1 in the denominator; nothing for fewer than two
/// values, and exactly 0 for equal ones.
///
/// # Example: five values
/// ```
/// use clientele::numeric::statistics::sample_deviation;
/// let deviation = sample_deviation(&[2.0, 4.0, 4.0, 6.0]).unwrap_or(f64::NAN);
/// assert!((deviation - (8.0_f64 / 3.0).sqrt()).abs() < 1e-15);
/// assert_eq!(sample_deviation(&[0.1, 0.1, 0.1]), Some(0.0));
/// ```
pub fn sample_deviation(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    // On the range 0 to 1 first, since squares overflow soonest of all.
    let Some(places) = min_max(values, Direction::Benefit) else {
        return Some(0.0);
    };
    let (low, high) = range(values);
    let spread = sqrt(sum_of_squares(&places) / (places.len() - 1) as f64);
    let half = (0.5 * high - 0.5 * low) * spread;
    Some((2.0 * half).min(f64::MAX))
}

/// Returns the sum of the squared distances from the mean.
fn sum_of_squares(values: &[f64]) -> f64 {
    let mean = mean(values).unwrap_or_default();
    let centred = each(values, &|value| value - mean);
    dot(&centred, &centred)
}

/// Returns Σ |xᵢ − xₖ| over all pairs i < k, of sorted values in one pass.
///
/// # Formula
/// ```text
/// Σ (2i − m − 1) x₍ᵢ₎,   i = 1 … m from the smallest
/// ```
///
/// # Example: three distances
/// ```
/// use clientele::numeric::statistics::sum_of_differences;
/// assert_eq!(sum_of_differences(&[4.0, 1.0, 2.0]), 6.0); // 3 + 2 + 1
/// ```
pub fn sum_of_differences(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sort_numbers(&mut sorted);
    let mut factor = 1.0 - sorted.len() as f64;
    let mut total = CompensatedSum::default();
    for value in sorted {
        total.add(factor * value);
        factor += 2.0;
    }
    total.total()
}

/// Returns the Gini coefficient of values that are not negative: 0 where all are equal, near 1 where
/// one has all; nothing for a negative value and where all are 0.
///
/// # Formula
/// ```text
/// G = Σᵢ Σₖ |xᵢ − xₖ| / (2 m² x̄)
/// ```
///
/// # Example: what ten customers bring
/// ```
/// use clientele::numeric::statistics::gini;
/// let profits = [5200.0, 3100.0, 1500.0, 900.0, 700.0, 500.0, 400.0, 300.0, 250.0, 150.0];
/// assert!((gini(&profits).unwrap_or_default() - 0.562308).abs() < 5e-7);
/// assert_eq!(gini(&[3.0, -1.0]), None);
/// ```
///
/// # References
/// Gini, C. (1912), *Variabilità e mutabilità*; Sen, A. (1973), *On Economic Inequality*, eq. 2.8.1.
pub fn gini(values: &[f64]) -> Option<f64> {
    let (low, high) = range(values);
    if !(low >= 0.0 && high > 0.0) {
        return None;
    }
    let parts = divided(values, high);
    let total = sum(&parts) * parts.len() as f64;
    Some((sum_of_differences(&parts) / total).max(0.0))
}

/// Returns a column with mean 0 and the length 1, of which products are correlations; nothing where
/// all values are the same.
pub(crate) fn unit_score(values: &[f64], correlation: Correlation) -> Option<Vec<f64>> {
    let scaled = match correlation {
        Correlation::Pearson => min_max(values, Direction::Benefit)?,
        Correlation::Spearman => mean_ranks(values),
    };
    let mean = mean(&scaled)?;
    let centred = each(&scaled, &|value| value - mean);
    let length = sqrt(dot(&centred, &centred));
    (length > 0.0).then(|| divided(&centred, length))
}

/// Returns the correlation of two columns that [`unit_score`] made.
pub(crate) fn product(one: &[f64], other: &[f64]) -> f64 {
    dot(one, other).clamp(-1.0, 1.0)
}

/// Returns the matrix of correlations of columns that [`unit_score`] made, exactly symmetric with
/// exact ones on the diagonal.
pub(crate) fn correlations(scores: &[Vec<f64>]) -> Matrix {
    let mut matrix = Matrix::zero(scores.len());
    for (i, one) in scores.iter().enumerate() {
        matrix.set(i, i, 1.0);
        for (j, other) in scores.iter().enumerate().skip(i + 1) {
            matrix.add_symmetric(i, j, product(one, other));
        }
    }
    matrix
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp, reason = "tests may")]
mod tests {
    use super::Correlation;
    use super::gini;
    use super::mean;
    use super::product;
    use super::sample_deviation;
    use super::sum_of_differences;
    use super::unit_score;
    use crate::numeric::accuracy::correlation;
    use crate::numeric::accuracy::rank_correlation;
    use proptest::prelude::*;

    #[test]
    fn the_largest_numbers_have_a_mean_and_a_deviation() {
        let huge = [f64::MAX, -f64::MAX, f64::MAX];
        assert!((mean(&huge).unwrap() / (f64::MAX / 3.0) - 1.0).abs() < 1e-12);
        assert!(sample_deviation(&huge).unwrap().is_finite());
        assert!(gini(&[f64::MAX, f64::MAX, 1.0]).unwrap() > 0.3);
        assert!(unit_score(&huge, Correlation::Pearson).is_some());
    }

    #[test]
    fn equal_values_do_not_spread() {
        for correlation in [Correlation::Pearson, Correlation::Spearman] {
            assert_eq!(unit_score(&[0.1; 7], correlation), None);
        }
        assert_eq!(gini(&[3.0; 4]), Some(0.0));
        assert_eq!(sample_deviation(&[1.0]), None);
        assert_eq!(gini(&[]), None);
        assert_eq!(gini(&[0.0, 0.0]), None);
    }

    proptest! {
        #[test]
        fn the_measures_are_those_of_their_definitions(
            rows in prop::collection::vec((0.0..100.0_f64, -50.0..50.0_f64), 2..40),
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
            let m = x.len() as f64;
            let mut double = 0.0;
            for one in &x {
                for other in &x {
                    double += (one - other).abs();
                }
            }
            prop_assert!((sum_of_differences(&x) - double / 2.0).abs() < 1e-9);
            let average = x.iter().sum::<f64>() / m;
            if average > 0.0 {
                prop_assert!((gini(&x).unwrap() - double / (2.0 * m * m * average)).abs() < 1e-12);
            }
            let squares: f64 = x.iter().map(|value| (value - average) * (value - average)).sum();
            prop_assert!((sample_deviation(&x).unwrap() - (squares / (m - 1.0)).sqrt()).abs() < 1e-11);
            for (kind, expected) in [
                (Correlation::Pearson, correlation(&x, &y).unwrap()),
                (Correlation::Spearman, rank_correlation(&x, &y).unwrap()),
            ] {
                let scores = unit_score(&x, kind).zip(unit_score(&y, kind));
                let found = scores.map(|(x, y)| product(&x, &y));
                prop_assert_eq!(found.is_some(), expected.is_some());
                if let Some((found, expected)) = found.zip(expected) {
                    prop_assert!((found - expected).abs() < 1e-10);
                }
            }
        }
    }
}
