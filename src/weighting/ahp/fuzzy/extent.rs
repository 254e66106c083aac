//! Extent analysis, kept for comparison with what was published by it.

use super::matrix::FuzzyMatrix;
use super::number::TriangularNumber;

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
    let mut sums = [0.0; 3];
    let mut rows = Vec::new();
    for row in matrix.rows() {
        let mut own = [0.0; 3];
        for cell in row {
            for (sum, part) in own.iter_mut().zip(cell.parts()) {
                *sum += part;
            }
        }
        for (sum, part) in sums.iter_mut().zip(own) {
            *sum += part;
        }
        rows.push(own);
    }
    let [lowers, middles, uppers] = sums;
    let extents: Vec<TriangularNumber> = rows
        .into_iter()
        .map(|[lower, middle, upper]| {
            TriangularNumber::from_parts([lower / uppers, middle / middles, upper / lowers])
        })
        .collect();
    let degree = |own: &TriangularNumber| {
        let degrees = extents.iter().map(|other| possibility(*own, *other));
        degrees.fold(1.0, f64::min)
    };
    let degrees: Vec<f64> = extents.iter().map(degree).collect();
    let total: f64 = degrees.iter().sum();
    let weights = degrees.iter().map(|degree| degree / total).collect();
    (extents, weights)
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
