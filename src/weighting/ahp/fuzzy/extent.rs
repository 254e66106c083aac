//! Extent analysis, kept for comparison with what was published by it.

use super::matrix::FuzzyMatrix;
use super::number::TriangularNumber;
use super::weights::over_their_sum;
use crate::numeric::vectors::shares;

/// Returns the synthetic extents and the weights by Chang's extent analysis.
///
/// # Formula
/// ```text
/// Sᵢ = (Σⱼ lᵢⱼ / ΣΣu, Σⱼ mᵢⱼ / ΣΣm, Σⱼ uᵢⱼ / ΣΣl)
/// V(S₂ ≥ S₁) = 1 for m₂ ≥ m₁; 0 for l₁ ≥ u₂; (l₁ − u₂) / ((m₂ − u₂) − (m₁ − l₁)) otherwise
/// wᵢ ∝ min_k V(Sᵢ ≥ Sₖ)
/// ```
///
/// # References
/// Chang, D.-Y. (1996), European Journal of Operational Research 95, 649-655, equations 5-12.
pub(super) fn extent(matrix: &FuzzyMatrix) -> (Vec<TriangularNumber>, Vec<f64>) {
    let mut rows = Vec::new();
    for row in matrix.rows() {
        let mut own = [0.0; 3];
        for cell in row {
            for (sum, part) in own.iter_mut().zip(cell.parts()) {
                *sum += part;
            }
        }
        rows.push(own);
    }
    let extents = over_their_sum(&rows);
    let mut degrees = Vec::with_capacity(extents.len());
    for own in &extents {
        let mut degree = 1.0_f64;
        for other in &extents {
            degree = degree.min(possibility(*own, *other));
        }
        degrees.push(degree);
    }
    (extents, shares(&degrees))
}

/// Returns the degree of possibility that `own` is at least `other`.
fn possibility(own: TriangularNumber, other: TriangularNumber) -> f64 {
    if own.middle >= other.middle {
        1.0
    } else if other.lower >= own.upper {
        0.0
    } else {
        let apart = (own.middle - own.upper) - (other.middle - other.lower);
        (other.lower - own.upper) / apart
    }
}
