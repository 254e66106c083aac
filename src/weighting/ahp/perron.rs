//! The principal eigenvalue with both eigenvectors, and how they move.

use super::eigenvector::Eigenvector;
use super::eigenvector::lambda_of;
use super::eigenvector::normalise;
use super::eigenvector::principal_eigenvector;
use super::eigenvector::transposed;
use super::square::at;
use crate::numeric::inverse::inverse;
use crate::numeric::linear::Matrix;

/// The principal eigenvalue of a positive reciprocal matrix A with what its derivatives need.
///
/// Everything but the weights is held in the scaling E = D⁻¹ A D, D = diag(w): E has the row sums λ
/// and entries near 1 however far the weights are apart, and derivatives by the logarithms of
/// judgements do not change with the scaling.
pub(super) struct Perron {
    pub(super) lambda: f64,
    /// The right eigenvector; it sums to 1.
    pub(super) weights: Vec<f64>,
    /// E.
    ratios: Matrix,
    /// The left eigenvector of E, yᵢ wᵢ; it sums to 1.
    shares: Vec<f64>,
}

impl Perron {
    /// Takes a matrix row by row.
    pub(super) fn of(values: &[f64], n: usize) -> Self {
        let Eigenvector { weights, .. } = principal_eigenvector(values, n);
        let mut shares = principal_eigenvector(&transposed(values, n), n).weights;
        for (share, weight) in shares.iter_mut().zip(&weights) {
            *share *= weight;
        }
        normalise(&mut shares);
        let mut ratios = Matrix::zero(n);
        for i in 0..n {
            for j in 0..n {
                let ratio = at(&weights, j) / at(&weights, i);
                ratios.set(i, j, at(values, i * n + j) * ratio);
            }
        }
        Self {
            lambda: lambda_of(values, &weights),
            weights,
            ratios,
            shares,
        }
    }

    /// Returns eᵢⱼ = aᵢⱼ wⱼ / wᵢ.
    pub(super) fn ratio(&self, i: usize, j: usize) -> f64 {
        self.ratios.at(i, j)
    }

    /// Returns yᵢ aᵢⱼ wⱼ.
    pub(super) fn flow(&self, i: usize, j: usize) -> f64 {
        at(&self.shares, i) * self.ratio(i, j)
    }

    /// Returns ∂λ/∂ ln aᵢⱼ, where aⱼᵢ stays the reciprocal.
    ///
    /// # Formula
    /// ```text
    /// ∂λ/∂ ln aᵢⱼ = yᵢ aᵢⱼ wⱼ − yⱼ aⱼᵢ wᵢ,    yᵀ A = λ yᵀ, yᵀ w = 1
    /// ```
    ///
    /// # References
    /// Harker, P. T. (1987), "Derivatives of the Perron root of a positive reciprocal matrix: with
    /// application to the analytic hierarchy process", Applied Mathematics and Computation 22,
    /// 217-232.
    pub(super) fn slope(&self, i: usize, j: usize) -> f64 {
        self.flow(i, j) - self.flow(j, i)
    }

    /// Returns the group inverse G of λI − E: G (λI − E) = I − 1 yᵀ, G 1 = 0.
    ///
    /// It is the leading block of the inverse of the bordered matrix [λI − E, 1; yᵀ, 0].
    ///
    /// # References
    /// Meyer, C. D. and Stewart, G. W. (1988), "Derivatives and perturbations of eigenvectors",
    /// SIAM Journal on Numerical Analysis 25, 679-691.
    pub(super) fn group_inverse(&self) -> Option<Matrix> {
        let n = self.weights.len();
        let mut bordered = Matrix::zero(n + 1);
        for (i, share) in self.shares.iter().enumerate() {
            for j in 0..n {
                bordered.set(i, j, -self.ratio(i, j));
            }
            bordered.add(i, i, self.lambda);
            bordered.set(i, n, 1.0);
            bordered.set(n, i, *share);
        }
        inverse(&bordered)
    }
}
