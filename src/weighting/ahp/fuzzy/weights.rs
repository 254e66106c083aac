//! Weights from a fuzzy matrix.

use super::constrained::constrained;
use super::extent::extent;
use super::matrix::FuzzyMatrix;
use super::number::TriangularNumber;
use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::error::Error;
use crate::error::Result;
use crate::numeric::math;
use crate::numeric::vectors::shares;
use crate::plain::report;
use crate::plain::words;
use crate::weighting::lists::name;

/// How weights follow from fuzzy judgements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum FuzzyMethod {
    /// Buckley's geometric means of the rows, by the arithmetic of fuzzy numbers. It takes a
    /// judgement and its reciprocal for two unknowns, so its weights are wider than they need be.
    #[default]
    Buckley,
    /// The same geometric means under the constraint that judgements are reciprocal: the exact
    /// range of every weight. For 15 criteria at most.
    Constrained,
    /// Chang's extent analysis, for the record only: its numbers are no importance of criteria, and
    /// it gives needed criteria no weight at all. Every result carries a warning.
    Extent,
}

words!(FuzzyMethod {
    Buckley => "buckley",
    Constrained => "constrained",
    Extent => "extent",
});

impl FuzzyMethod {
    fn code(self) -> &'static str {
        match self {
            Self::Buckley => "buckley",
            Self::Constrained => "constrained",
            Self::Extent => "extent",
        }
    }
}

/// Weights as fuzzy numbers and as plain ones.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct FuzzyWeights {
    /// The criteria.
    pub criteria: Vec<String>,
    /// One weight for each criterion; they sum to 1. The centroids of the fuzzy weights over their
    /// sum, and for extent analysis the degrees of possibility over theirs.
    pub weights: Vec<f64>,
    /// The fuzzy weights; for extent analysis the synthetic extents.
    pub fuzzy: Vec<TriangularNumber>,
    /// The method.
    pub method: FuzzyMethod,
    /// What to mind: `extent_analysis_unsound`, `zero_weight`.
    pub warnings: Vec<Caution>,
    /// How they were made, and how far the weights of the middle values alone lie from them.
    pub provenance: Provenance,
}

report!(FuzzyWeights {
    criteria => "criteria",
    weights => "weights",
    fuzzy => "fuzzy",
    method => "method",
    warnings => "warnings",
    provenance => "provenance",
});

/// The code of the warning that extent analysis does not give importance.
pub const EXTENT_ANALYSIS_UNSOUND: &str = "extent_analysis_unsound";

/// The code of the warning that a criterion has no weight although it was judged.
pub const ZERO_WEIGHT: &str = "zero_weight";

/// The most criteria of the constrained method: its work doubles with each.
const MOST_CONSTRAINED: usize = 15;

impl FuzzyMatrix {
    /// Returns the weights.
    ///
    /// # Formula
    /// ```text
    /// Buckley      rᵢ = (Πⱼ aᵢⱼ)^(1/n)    wᵢ = (lᵢ/ΣU, mᵢ/ΣM, uᵢ/ΣL)    crisp (l + m + u)/3
    /// constrained  wᵢ = [min, max] of rᵢ / Σₖ rₖ over lᵢⱼ ≤ aᵢⱼ ≤ uᵢⱼ, aⱼᵢ = 1/aᵢⱼ
    /// extent       Sᵢ = Σⱼ aᵢⱼ ⊗ (ΣΣ a)⁻¹    d(i) = min_k V(Sᵢ ≥ Sₖ)
    /// ```
    ///
    /// # Errors
    /// For the constrained method [`crate::Error::OutOfRange`] beyond 15 criteria and
    /// [`crate::Error::InvalidValue`] for a matrix that arithmetic means made not reciprocal.
    ///
    /// # Example: the range of a weight is narrower than Buckley has it
    /// ```
    /// use clientele::weighting::ahp::PairwiseMatrix;
    /// use clientele::weighting::ahp::fuzzy::{FuzzyMatrix, FuzzyMethod};
    /// let crisp = PairwiseMatrix::try_from_upper_triangle(&[2.0, 6.0, 3.0], None)?;
    /// let fuzzy = FuzzyMatrix::try_from_crisp(&crisp, 0.5)?;
    /// let wide = fuzzy.weights(FuzzyMethod::Buckley)?.fuzzy[0];
    /// let exact = fuzzy.weights(FuzzyMethod::Constrained)?.fuzzy[0];
    /// assert!(wide.lower < exact.lower && exact.upper < wide.upper);
    /// let extent = fuzzy.weights(FuzzyMethod::Extent)?;
    /// assert_eq!(extent.weights, [1.0, 0.0, 0.0]);
    /// assert_eq!(extent.warnings[0].code, "extent_analysis_unsound");
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// * Buckley, J. J. (1985), "Fuzzy hierarchical analysis", Fuzzy Sets and Systems 17, 233-247.
    /// * Krejčí, J., Pavlačka, O. and Talašová, J. (2017), "A fuzzy extension of Analytic Hierarchy
    ///   Process based on the constrained fuzzy arithmetic", Fuzzy Optimization and Decision Making
    ///   16, 89-110.
    /// * Chang, D.-Y. (1996), "Applications of the extent analysis method on fuzzy AHP", European
    ///   Journal of Operational Research 95, 649-655.
    /// * Wang, Y.-M., Luo, Y. and Hua, Z. (2008), "On the extent analysis method for fuzzy AHP and
    ///   its applications", European Journal of Operational Research 186, 735-747: why not.
    pub fn weights(&self, method: FuzzyMethod) -> Result<FuzzyWeights> {
        let mut warnings = Vec::new();
        let (fuzzy, weights) = match method {
            FuzzyMethod::Buckley => with_centroids(self.buckley()),
            FuzzyMethod::Constrained => {
                self.check_constrained()?;
                with_centroids(constrained(self))
            }
            FuzzyMethod::Extent => {
                warnings.push(Caution::new(EXTENT_ANALYSIS_UNSOUND));
                extent(self)
            }
        };
        for (name, weight) in self.criteria().iter().zip(&weights) {
            if *weight <= 0.0 {
                warnings.push(Caution::about(ZERO_WEIGHT, name));
            }
        }
        let mut middle = Vec::with_capacity(weights.len());
        for weight in self.buckley() {
            middle.push(weight.middle);
        }
        Ok(FuzzyWeights {
            criteria: self.criteria().to_vec(),
            fuzzy,
            method,
            warnings,
            provenance: Provenance::new(method.code(), self.fingerprint())
                .with("reciprocal", self.not_reciprocal().is_none())
                .compared("geometricMean", &weights, &middle),
            weights,
        })
    }

    #[inline(never)]
    fn buckley(&self) -> Vec<TriangularNumber> {
        let n = self.criteria().len() as f64;
        let mut means = Vec::new();
        for row in self.rows() {
            let mut mean = [0.0; 3];
            for cell in row {
                for (sum, part) in mean.iter_mut().zip(cell.parts()) {
                    *sum += math::ln(part) / n;
                }
            }
            for part in &mut mean {
                *part = math::exp(*part);
            }
            means.push(mean);
        }
        over_their_sum(&means)
    }

    fn check_constrained(&self) -> Result<()> {
        let names = self.criteria();
        if names.len() > MOST_CONSTRAINED {
            let expected = "1 to 15 criteria for the constrained method";
            return Err(Error::out_of_range(
                "matrix".into(),
                names.len() as f64,
                expected,
            ));
        }
        if let Some((i, j)) = self.not_reciprocal() {
            return Err(Error::invalid(
                format!("matrix[{}][{}]", name(names, i), name(names, j)),
                "an arithmetic mean",
                "reciprocal: average geometrically",
            ));
        }
        Ok(())
    }
}

/// Returns fuzzy numbers divided by their fuzzy sum: lower ends by the sum of the upper ones.
#[inline(never)]
pub(super) fn over_their_sum(numbers: &[[f64; 3]]) -> Vec<TriangularNumber> {
    let mut sums = [0.0; 3];
    for number in numbers {
        for (sum, part) in sums.iter_mut().zip(number) {
            *sum += part;
        }
    }
    let [lowers, middles, uppers] = sums;
    let mut found = Vec::with_capacity(numbers.len());
    for [lower, middle, upper] in numbers {
        let parts = [lower / uppers, middle / middles, upper / lowers];
        found.push(TriangularNumber::from_parts(parts));
    }
    found
}

fn with_centroids(fuzzy: Vec<TriangularNumber>) -> (Vec<TriangularNumber>, Vec<f64>) {
    let mut centroids = Vec::with_capacity(fuzzy.len());
    for weight in &fuzzy {
        centroids.push(weight.centroid());
    }
    (fuzzy, shares(&centroids))
}
