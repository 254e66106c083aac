//! Indices of inconsistency beside the consistency ratio.

use super::matrix::PairwiseMatrix;
use crate::numeric::math;
use crate::plain::report;

/// How far judgements contradict each other, by the indices of the literature; all are 0 when they
/// agree.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct InconsistencyIndices {
    /// The geometric consistency index: the mean square of the logarithmic deviations from the
    /// geometric means.
    pub gci: f64,
    /// The geometric consistency index that corresponds to a consistency ratio of 0.1; none for
    /// fewer than three criteria.
    pub gci_threshold: Option<f64>,
    /// Koczkodaj's index: the error of the worst triad, 0 to 1.
    pub koczkodaj: f64,
    /// The criteria of the worst triad; none when all triads agree.
    pub worst_triad: Option<Vec<String>>,
    /// Peláez and Lamata's index CI*: the mean determinant of the triads.
    pub pelaez_lamata: f64,
    /// Golden and Wang's index: the mean distance of the columns from the geometric means.
    pub golden_wang: f64,
    /// Stein and Mizzi's harmonic consistency index: how far the harmonic mean of the column sums
    /// lies above n.
    pub harmonic: f64,
}

report!(InconsistencyIndices {
    gci => "gci",
    gci_threshold => "gciThreshold",
    koczkodaj => "koczkodaj",
    worst_triad => "worstTriad",
    pelaez_lamata => "pelaezLamata",
    golden_wang => "goldenWang",
    harmonic => "harmonic",
});

/// Logarithms of triads below this are rounding: a triad agrees.
const AGREES: f64 = 1e-12;

impl PairwiseMatrix {
    /// Returns the indices of inconsistency that need no random index.
    ///
    /// # Formula
    /// ```text
    /// GCI = 2 / ((n−1)(n−2)) Σ_{i<j} ln²(aᵢⱼ gⱼ / gᵢ)             g the geometric means
    /// e = ln(aᵢⱼ aⱼₖ / aᵢₖ) of a triad i < j < k
    /// Koczkodaj = max 1 − e^−|e|        CI* = mean of e^e + e^−e − 2
    /// Golden-Wang = (1/n) ΣΣ |aᵢⱼ/sⱼ − gᵢ|                         s the column sums, Σ g = 1
    /// harmonic = (n / Σ(1/sⱼ) − n) (n+1) / (n (n−1))
    /// ```
    ///
    /// # Example: a matrix of three, by its closed forms
    /// ```
    /// use clientele::weighting::ahp::PairwiseMatrix;
    /// let found = PairwiseMatrix::try_from_upper_triangle(&[2.0, 3.0, 4.0], None)?.indices();
    /// let e = (2.0_f64 * 4.0 / 3.0).ln();
    /// assert!((found.gci - e * e / 3.0).abs() < 1e-15);
    /// assert!((found.koczkodaj - (1.0 - (-e).exp())).abs() < 1e-15);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// * Aguarón, J. and Moreno-Jiménez, J. M. (2003), "The geometric consistency index:
    ///   approximated thresholds", EJOR 147, 137-145: GCI and its thresholds 0.3147 (n = 3), 0.3526
    ///   (n = 4) and 0.370.
    /// * Koczkodaj, W. W. (1993), "A new definition of consistency of pairwise comparisons",
    ///   Mathematical and Computer Modelling 18(7), 79-84.
    /// * Peláez, J. I. and Lamata, M. T. (2003), "A new measure of consistency for positive
    ///   reciprocal matrices", Computers & Mathematics with Applications 46, 1839-1845.
    /// * Golden, B. L. and Wang, Q. (1989), "An alternate measure of consistency", in *The Analytic
    ///   Hierarchy Process: Applications and Studies*, 68-81.
    /// * Stein, W. E. and Mizzi, P. J. (2007), "The harmonic consistency index for the analytic
    ///   hierarchy process", EJOR 177, 488-497.
    pub fn indices(&self) -> InconsistencyIndices {
        let n = self.size();
        let geometric = self.geometric_mean();
        let (koczkodaj, worst_triad, pelaez_lamata) = self.triads();
        InconsistencyIndices {
            gci: self.gci(&geometric),
            gci_threshold: match n {
                0..=2 => None,
                3 => Some(0.3147),
                4 => Some(0.3526),
                _ => Some(0.370),
            },
            koczkodaj,
            worst_triad,
            pelaez_lamata,
            golden_wang: self.golden_wang(&geometric),
            harmonic: self.harmonic(),
        }
    }

    fn gci(&self, geometric: &[f64]) -> f64 {
        if self.size() < 3 {
            return 0.0;
        }
        let n = self.size() as f64;
        let squares = self
            .deviations(geometric)
            .map(|(_, _, error)| error * error);
        2.0 / ((n - 1.0) * (n - 2.0)) * squares.sum::<f64>()
    }

    /// The pairs with ln(aᵢⱼ wⱼ / wᵢ), row by row.
    fn deviations<'a>(&'a self, weights: &'a [f64]) -> impl Iterator<Item = (usize, usize, f64)> {
        let at = |i: usize| weights.get(i).copied().unwrap_or(1.0);
        self.pairs()
            .map(move |(i, j, value)| (i, j, math::ln(value * at(j) / at(i))))
    }

    /// Koczkodaj's index with its triad, and CI*.
    fn triads(&self) -> (f64, Option<Vec<String>>, f64) {
        let mut largest = 0.0;
        let mut worst = None;
        let (mut sum, mut count) = (0.0, 0.0);
        for (i, j, first) in self.pairs() {
            for k in j + 1..self.size() {
                let ratio = first * self.cell(j, k) / self.cell(i, k);
                sum += ratio + 1.0 / ratio - 2.0;
                count += 1.0;
                let error = math::ln(ratio).abs();
                // more by more than rounding, so that the first of several alike is named
                if error > largest + AGREES {
                    largest = error;
                    worst = Some(vec![self.name(i), self.name(j), self.name(k)]);
                }
            }
        }
        let koczkodaj = worst.as_ref().map_or(0.0, |_| -math::expm1(-largest));
        (
            koczkodaj,
            worst,
            if count > 0.0 { sum / count } else { 0.0 },
        )
    }

    fn golden_wang(&self, geometric: &[f64]) -> f64 {
        let sums = self.column_sums();
        let distance = |(row, weight): (&[f64], &f64)| -> f64 {
            let shares = row.iter().zip(&sums).map(|(value, sum)| value / sum);
            shares.map(|share| (share - weight).abs()).sum()
        };
        self.rows().zip(geometric).map(distance).sum::<f64>() / self.size() as f64
    }

    fn harmonic(&self) -> f64 {
        let n = self.size() as f64;
        if n < 2.0 {
            return 0.0;
        }
        let reciprocals: f64 = self.column_sums().iter().map(|sum| 1.0 / sum).sum();
        // at least n by the paper's theorem 1; what rounding takes below is put back
        (n / reciprocals - n).max(0.0) * (n + 1.0) / (n * (n - 1.0))
    }
}
