//! Weights from a pairwise comparison matrix.

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
pub(crate) struct Solution {
    pub(crate) weights: Vec<f64>,
    pub(crate) lambda_max: f64,
    iterations: u32,
    converged: bool,
}

/// The largest relative change of a weight between two steps that count as agreeing: a few
/// roundings of a sum of fifteen terms.
const AGREEMENT: f64 = 1e-15;

/// Steps taken with one and the same matrix before it is squared.
///
/// Matrices of real judgements agree within 30 steps. A matrix that is almost a cycle of
/// preferences has a second eigenvalue next to the first and would need millions.
const STEPS_PER_POWER: u32 = 64;

/// How often the matrix may be squared: steps of the length 2³⁰ are beyond every matrix that
/// [`super::judgement::LARGEST_JUDGEMENT`] lets in.
const SQUARINGS: u32 = 30;

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
            PriorityMethod::Eigenvector => self.eigenvector(),
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

    /// Returns the principal eigenvector, the number of steps and whether the last two agreed.
    fn eigenvector(&self) -> (Vec<f64>, u32, bool) {
        principal_eigenvector(self.values(), self.size())
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

/// Returns the mean of (A w)ᵢ / wᵢ.
///
/// For a reciprocal matrix it is at least n whatever the positive `weights` are, since each
/// pair adds e + 1/e; what rounding takes below is put back.
pub(super) fn lambda_of(values: &[f64], weights: &[f64]) -> f64 {
    let n = weights.len();
    let ratios = values
        .chunks_exact(n)
        .zip(weights)
        .map(|(row, weight)| dot(row, weights) / weight);
    (ratios.sum::<f64>() / n as f64).max(n as f64)
}

/// Returns the principal eigenvector of a positive n × n matrix, the number of steps and whether
/// the last two agreed.
pub(super) fn principal_eigenvector(values: &[f64], n: usize) -> (Vec<f64>, u32, bool) {
    let mut weights = vec![1.0 / n as f64; n];
    let mut next = weights.clone();
    let mut power = values.to_vec();
    let mut iterations = 0;
    for squaring in 0..=SQUARINGS {
        if squaring > 0 {
            power = squared(&power, n);
        }
        for _ in 0..STEPS_PER_POWER {
            iterations += 1;
            for (slot, row) in next.iter_mut().zip(power.chunks_exact(n)) {
                *slot = dot(row, &weights);
            }
            normalise(&mut next);
            let agree = next
                .iter()
                .zip(&weights)
                .all(|(new, old)| (new - old).abs() <= AGREEMENT * new.abs());
            core::mem::swap(&mut weights, &mut next);
            if agree {
                return (weights, iterations, true);
            }
        }
    }
    (weights, iterations, false)
}

/// Returns Σ aᵢ bᵢ.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Divides the values by their sum.
pub(super) fn normalise(values: &mut [f64]) {
    let sum: f64 = values.iter().sum();
    for value in values {
        *value /= sum;
    }
}

/// Returns the square of an n × n matrix, divided by its largest entry so that it cannot overflow.
fn squared(matrix: &[f64], n: usize) -> Vec<f64> {
    let mut square = Vec::with_capacity(matrix.len());
    for row in matrix.chunks_exact(n) {
        for j in 0..n {
            let column = matrix.iter().skip(j).step_by(n);
            square.push(row.iter().zip(column).map(|(x, y)| x * y).sum());
        }
    }
    let largest = square.iter().copied().fold(0.0, f64::max);
    for value in &mut square {
        *value /= largest;
    }
    square
}
