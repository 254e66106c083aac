//! Weights from a pairwise comparison matrix.

use super::eigenvector::Eigenvector;
use super::eigenvector::lambda_of;
use super::eigenvector::normalise;
use super::eigenvector::principal_eigenvector;
use super::matrix::PairwiseMatrix;
use crate::data::caution::Caution;
use crate::data::provenance::Provenance;
use crate::numeric::math;
use crate::plain::report;
use crate::plain::words;

/// How weights follow from the judgements.
///
/// For judgements that agree with each other all of them give the same weights. The eigenvector
/// and the geometric mean are the two methods that the literature argues for; the column mean and
/// the row mean are approximations from the days of hand calculators, and named apart here because
/// programs mix them up; least squares is the best fit to the judgements as numbers, which gives
/// large ones more say than small ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub enum PriorityMethod {
    /// The principal right eigenvector (本征向量法), Saaty's own method.
    #[default]
    Eigenvector,
    /// The geometric means of the rows (方根法), the logarithmic least-squares solution.
    GeometricMean,
    /// The means of the rows after every column is divided by its sum (和积法), an approximation
    /// of the eigenvector.
    ColumnMean,
    /// The sums of the rows divided by their total (行和法), the crudest approximation: the first
    /// step of a power iteration.
    RowMean,
    /// The weights whose ratios are nearest to the judgements, Σ (aᵢⱼ − wᵢ/wⱼ)² (最小二乘法). There
    /// may be more than one best answer; see [`super::least_squares`].
    LeastSquares,
}

words!(PriorityMethod {
    Eigenvector => "eigenvector",
    GeometricMean => "geometricMean",
    ColumnMean => "columnMean",
    RowMean => "rowMean",
    LeastSquares => "leastSquares",
});

impl PriorityMethod {
    /// Every method there is.
    pub const ALL: [Self; 5] = [
        Self::Eigenvector,
        Self::GeometricMean,
        Self::ColumnMean,
        Self::RowMean,
        Self::LeastSquares,
    ];

    /// The methods that others are compared with: least squares is a search of its own, some
    /// hundred times as long as the others together, and is compared with them, not they with it.
    pub(super) const COMPARED: [Self; 4] = [
        Self::Eigenvector,
        Self::GeometricMean,
        Self::ColumnMean,
        Self::RowMean,
    ];

    /// Returns the code of the method.
    pub fn code(self) -> &'static str {
        match self {
            Self::Eigenvector => "eigenvector",
            Self::GeometricMean => "geometricMean",
            Self::ColumnMean => "columnMean",
            Self::RowMean => "rowMean",
            Self::LeastSquares => "leastSquares",
        }
    }
}

/// The weights of the criteria.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "full", derive(tsify::Tsify))]
pub struct Priorities {
    /// One weight for each criterion; they are positive and sum to 1.
    pub weights: Vec<f64>,
    /// The mean of (A w)ᵢ / wᵢ: the largest eigenvalue for the eigenvector method, an estimate of
    /// it for the others; at least the number of criteria.
    pub lambda_max: f64,
    /// The method that gave the weights.
    pub method: PriorityMethod,
    /// Steps of the search; 0 for the methods that need none.
    pub iterations: u32,
    /// Whether the search came to its end: whether the last two steps of the power iteration
    /// agreed, whether the least squares cannot be lowered; always for the other methods.
    pub converged: bool,
    /// What to mind: `several_minima`, `not_converged`.
    pub warnings: Vec<Caution>,
    /// How they were made, and how far the eigenvector, the geometric mean, the column mean and
    /// the row mean lie from them.
    pub provenance: Provenance,
}

report!(Priorities {
    weights => "weights",
    lambda_max => "lambdaMax",
    method => "method",
    iterations => "iterations",
    converged => "converged",
    warnings => "warnings",
    provenance => "provenance",
});

/// The code of the warning that other weights are just as good.
pub const SEVERAL_MINIMA: &str = "several_minima";

/// The code of the warning that the search did not come to its end.
pub const NOT_CONVERGED: &str = "not_converged";

/// Weights without their provenance: what other methods of this family compute with.
#[derive(Debug, Clone)]
pub(crate) struct Solution {
    pub(crate) weights: Vec<f64>,
    pub(crate) lambda_max: f64,
    iterations: u32,
    converged: bool,
}

impl PairwiseMatrix {
    /// Returns the weights of the criteria.
    ///
    /// # Formula
    /// ```text
    /// eigenvector      A w = λ w               by x ← A x / Σ(A x) until two steps agree
    /// geometric mean   wᵢ ∝ (Πⱼ aᵢⱼ)^(1/n)     equal to the eigenvector for n ≤ 3
    /// column mean      wᵢ = (1/n) Σⱼ aᵢⱼ / Σₖ aₖⱼ
    /// row mean         wᵢ = Σⱼ aᵢⱼ / ΣΣ a
    /// least squares    Σᵢ Σⱼ (aᵢⱼ − wᵢ/wⱼ)² at its least
    /// ```
    ///
    /// # Example: three methods, three answers, and how far they are apart
    /// ```
    /// use clientele::weighting::ahp::{PairwiseMatrix, PriorityMethod};
    /// let matrix = PairwiseMatrix::try_from_upper_triangle(&[9.0, 9.0, 9.0], None)?;
    /// let first = |method| matrix.priorities(method).weights[0];
    /// assert!((first(PriorityMethod::Eigenvector) - 0.778491).abs() < 1e-6);
    /// assert!((first(PriorityMethod::GeometricMean) - 0.778491).abs() < 1e-6);
    /// assert!((first(PriorityMethod::ColumnMean) - 0.727325).abs() < 1e-6);
    /// let others = matrix.priorities(PriorityMethod::Eigenvector).provenance.others;
    /// assert_eq!((others[1].method.as_str(), others[1].same_order), ("columnMean", true));
    /// assert!((others[1].largest_difference - 0.051165).abs() < 1e-6);
    /// # Ok::<(), clientele::Error>(())
    /// ```
    ///
    /// # References
    /// * Saaty, T. L. (1977), Journal of Mathematical Psychology 15, 234-281: the eigenvector.
    /// * Crawford, G. and Williams, C. (1985), Journal of Mathematical Psychology 29, 387-405: the
    ///   geometric mean.
    /// * Saaty, T. L. (1980), *The Analytic Hierarchy Process*, p. 19: the column mean and the row
    ///   mean, as estimates of the eigenvector.
    /// * Chu, A. T. W., Kalaba, R. E. and Spingarn, K. (1979), Journal of Optimization Theory and
    ///   Applications 27, 531-538: least squares.
    pub fn priorities(&self, method: PriorityMethod) -> Priorities {
        let mut provenance = Provenance::new(method.code(), self.fingerprint());
        let mut warnings = Vec::new();
        let solution = if method == PriorityMethod::LeastSquares {
            let found = self.least_squares();
            provenance = provenance
                .with("objective", found.objective)
                .with("gradientNorm", found.gradient_norm)
                .with("minima", f64::from(found.minima))
                .with("starts", f64::from(found.starts));
            if found.minima > 1 {
                warnings.push(Caution::new(SEVERAL_MINIMA));
            }
            self.solution(found.weights, found.iterations, found.converged)
        } else {
            self.solve(method)
        };
        if !solution.converged {
            warnings.push(Caution::new(NOT_CONVERGED));
        }
        for other in PriorityMethod::COMPARED {
            if other != method {
                let weights = self.solve(other).weights;
                provenance = provenance.compared(other.code(), &solution.weights, &weights);
            }
        }
        Priorities {
            weights: solution.weights,
            lambda_max: solution.lambda_max,
            method,
            iterations: solution.iterations,
            converged: solution.converged,
            warnings,
            provenance,
        }
    }

    /// Returns the weights of the criteria alone, for those who compute many.
    pub fn weights(&self, method: PriorityMethod) -> Vec<f64> {
        self.solve(method).weights
    }

    /// Returns the weights without their provenance, which is most of the work.
    pub(crate) fn solve(&self, method: PriorityMethod) -> Solution {
        let (weights, iterations, converged) = match method {
            PriorityMethod::Eigenvector => return self.eigenvector().clone(),
            PriorityMethod::GeometricMean => (self.geometric_mean(), 0, true),
            PriorityMethod::ColumnMean => (self.column_mean(), 0, true),
            PriorityMethod::RowMean => (self.row_mean(), 0, true),
            PriorityMethod::LeastSquares => {
                let found = self.least_squares();
                (found.weights, found.iterations, found.converged)
            }
        };
        self.solution(weights, iterations, converged)
    }

    fn solution(&self, weights: Vec<f64>, iterations: u32, converged: bool) -> Solution {
        let lambda_max = self.lambda(&weights);
        Solution {
            weights,
            lambda_max,
            iterations,
            converged,
        }
    }

    /// Returns the mean of (A w)ᵢ / wᵢ.
    fn lambda(&self, weights: &[f64]) -> f64 {
        lambda_of(self.values(), weights)
    }

    /// Finds the principal eigenvector of a matrix that has not kept it yet.
    pub(super) fn search_eigenvector(&self) -> Solution {
        let Eigenvector {
            weights,
            iterations,
            converged,
        } = principal_eigenvector(self.values(), self.size());
        self.solution(weights, iterations, converged)
    }

    pub(super) fn geometric_mean(&self) -> Vec<f64> {
        let n = self.size() as f64;
        // a pair stands in two rows, once as its reciprocal
        let mut sums = vec![0.0; self.size()];
        for (i, row) in self.rows().enumerate() {
            let mut own = 0.0;
            for (value, other) in row.iter().zip(&mut sums).skip(i + 1) {
                let log = math::ln(*value);
                own += log;
                *other -= log;
            }
            if let Some(sum) = sums.get_mut(i) {
                *sum += own;
            }
        }
        let mut weights: Vec<f64> = sums.iter().map(|sum| math::exp(sum / n)).collect();
        normalise(&mut weights);
        weights
    }

    fn row_mean(&self) -> Vec<f64> {
        let mut weights: Vec<f64> = self.rows().map(|row| row.iter().sum()).collect();
        normalise(&mut weights);
        weights
    }

    pub(super) fn column_sums(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.size()];
        for row in self.rows() {
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += value;
            }
        }
        sums
    }

    fn column_mean(&self) -> Vec<f64> {
        let sums = self.column_sums();
        let share = |row: &[f64]| row.iter().zip(&sums).map(|(value, sum)| value / sum).sum();
        let mut weights: Vec<f64> = self.rows().map(share).collect();
        normalise(&mut weights);
        weights
    }
}
