//! Eigenvalues and eigenvectors of symmetric matrices.

use crate::numeric::linear::Matrix;
use crate::numeric::math::sqrt;
use crate::numeric::sort::sort_by;

/// The sweeps after which the rotations stop; ten are enough for any matrix of a hundred rows.
const MOST_SWEEPS: usize = 60;

/// What belongs to one eigenvalue.
#[derive(Debug, Clone, PartialEq)]
pub struct Eigenpair {
    /// The eigenvalue.
    pub value: f64,
    /// The eigenvector, of length 1; its sum is not negative.
    pub vector: Vec<f64>,
}

/// Returns the eigenvalues of a symmetric matrix, the largest first, with their vectors; nothing
/// where a cell is not finite.
///
/// Only the upper triangle counts. A vector and its opposite belong to a value alike; of the two
/// the one is returned whose elements sum up to 0 or more, and where the sum is 0, the one whose
/// element farthest from 0 is positive, so that the result does not depend on the way there.
///
/// # Example: two columns that correlate by a half
/// ```
/// use clientele::numeric::eigen::eigenpairs;
/// use clientele::numeric::linear::Matrix;
/// let mut matrix = Matrix::zero(2);
/// matrix.add(0, 0, 1.0);
/// matrix.add(1, 1, 1.0);
/// matrix.add_symmetric(0, 1, 0.5);
/// let pairs = eigenpairs(&matrix).unwrap_or_default();
/// assert!((pairs[0].value - 1.5).abs() < 1e-15 && (pairs[1].value - 0.5).abs() < 1e-15);
/// assert!((pairs[0].vector[0] - 0.5_f64.sqrt()).abs() < 1e-15);
/// ```
///
/// # References
/// Golub & Van Loan (2013), *Matrix Computations*, algorithms 8.5.1 and 8.5.3: rotations, in the
/// fixed order of the cells, that set one cell after the other to 0 (Jacobi 1846).
pub fn eigenpairs(matrix: &Matrix) -> Option<Vec<Eigenpair>> {
    let n = matrix.size();
    let mut work = matrix.clone();
    let mut vectors = Matrix::zero(n);
    for i in 0..n {
        vectors.set(i, i, 1.0);
        for j in i..n {
            if !matrix.at(i, j).is_finite() {
                return None;
            }
            work.set(j, i, matrix.at(i, j));
        }
    }
    for _ in 0..MOST_SWEEPS {
        let mut turned = false;
        for p in 0..n {
            for q in p + 1..n {
                turned |= rotate(&mut work, &mut vectors, p, q);
            }
        }
        if !turned {
            break;
        }
    }
    let mut order: Vec<(f64, usize)> = (0..n).map(|i| (work.at(i, i), i)).collect();
    sort_by(&mut order, |one, other| one.0 > other.0);
    let pair = |(value, j): (f64, usize)| Eigenpair {
        value,
        vector: turned_up((0..n).map(|i| vectors.at(i, j)).collect()),
    };
    Some(order.into_iter().map(pair).collect())
}

/// Sets the cell (p, q) to 0 by a rotation; returns whether there was anything to do.
fn rotate(work: &mut Matrix, vectors: &mut Matrix, p: usize, q: usize) -> bool {
    let n = work.size();
    let (a, b, off) = (work.at(p, p), work.at(q, q), work.at(p, q));
    // Too small to move the last bit of either eigenvalue, or of any where both are near 0.
    let scale = (0..n).fold(0.0, |most: f64, i| most.max(work.at(i, i).abs()));
    let least = f64::EPSILON * (sqrt(a.abs()) * sqrt(b.abs())).max(f64::EPSILON * scale);
    if off.abs() <= least {
        return false;
    }
    let tau = (b - a) / (2.0 * off);
    let t = tau.signum() / (tau.abs() + sqrt(1.0 + tau * tau));
    let cosine = 1.0 / sqrt(1.0 + t * t);
    let sine = t * cosine;
    for k in 0..n {
        let (x, y) = (work.at(k, p), work.at(k, q));
        work.set(k, p, cosine * x - sine * y);
        work.set(k, q, sine * x + cosine * y);
        let (x, y) = (vectors.at(k, p), vectors.at(k, q));
        vectors.set(k, p, cosine * x - sine * y);
        vectors.set(k, q, sine * x + cosine * y);
    }
    for k in 0..n {
        let (x, y) = (work.at(p, k), work.at(q, k));
        work.set(p, k, cosine * x - sine * y);
        work.set(q, k, sine * x + cosine * y);
    }
    work.set(p, p, a - t * off);
    work.set(q, q, b + t * off);
    work.set(p, q, 0.0);
    work.set(q, p, 0.0);
    true
}

/// Returns the vector or its opposite, whichever sums up to more than 0.
fn turned_up(vector: Vec<f64>) -> Vec<f64> {
    let sum: f64 = vector.iter().sum();
    let farthest =
        vector.iter().copied().fold(
            0.0,
            |most: f64, x| if x.abs() > most.abs() + TIE { x } else { most },
        );
    let sign = if sum.abs() > TIE { sum } else { farthest };
    if sign < 0.0 {
        vector.into_iter().map(|x| -x).collect()
    } else {
        vector
    }
}

/// What roundings make of a 0 in a vector of length 1.
const TIE: f64 = 1e-12;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]
mod tests {
    use super::eigenpairs;
    use crate::numeric::linear::Matrix;
    use proptest::prelude::*;

    fn symmetric(n: usize, cells: &[f64]) -> Matrix {
        let mut matrix = Matrix::zero(n);
        let mut cells = cells.iter();
        for i in 0..n {
            for j in i..n {
                matrix.add_symmetric(i, j, *cells.next().unwrap());
            }
        }
        matrix
    }

    #[test]
    fn the_second_difference_matrix_has_its_known_eigenvalues() {
        // 2 − 2 cos(k π / (n + 1)), k = 1 … n: Golub & Van Loan (2013), section 4.8.3
        let n = 6;
        let mut matrix = Matrix::zero(n);
        for i in 0..n {
            matrix.add(i, i, 2.0);
            if i + 1 < n {
                matrix.add_symmetric(i, i + 1, -1.0);
            }
        }
        let pairs = eigenpairs(&matrix).unwrap();
        for (k, pair) in pairs.iter().enumerate() {
            let angle = (n - k) as f64 * std::f64::consts::PI / (n + 1) as f64;
            assert!((pair.value - (2.0 - 2.0 * angle.cos())).abs() < 1e-14);
        }
    }

    #[test]
    fn a_vector_whose_sum_is_0_begins_on_the_positive_side() {
        let pairs = eigenpairs(&symmetric(2, &[1.0, -0.5, 1.0])).unwrap();
        assert!(pairs[0].vector[0] > 0.0 && pairs[0].vector[1] < 0.0);
        assert!(pairs[1].vector[0] > 0.0 && pairs[1].vector[1] > 0.0);
    }

    #[test]
    fn what_is_not_finite_has_no_eigenvalues() {
        assert_eq!(eigenpairs(&symmetric(2, &[1.0, f64::NAN, 1.0])), None);
        assert_eq!(eigenpairs(&Matrix::zero(0)).unwrap(), []);
        assert!(eigenpairs(&Matrix::zero(3)).unwrap()[2].value.abs() < 1e-300);
    }

    proptest! {
        #[test]
        fn pairs_are_eigenpairs_and_vectors_stand_at_right_angles(
            cells in prop::collection::vec(-10.0..10.0_f64, 21..=21),
        ) {
            let matrix = symmetric(6, &cells);
            let pairs = eigenpairs(&matrix).unwrap();
            let trace: f64 = (0..6).map(|i| matrix.at(i, i)).sum();
            let total: f64 = pairs.iter().map(|pair| pair.value).sum();
            prop_assert!((trace - total).abs() < 1e-12);
            for (k, pair) in pairs.iter().enumerate() {
                for (x, y) in matrix.times(&pair.vector).iter().zip(&pair.vector) {
                    prop_assert!((x - pair.value * y).abs() < 1e-12);
                }
                for (l, other) in pairs.iter().enumerate() {
                    let product: f64 = pair.vector.iter().zip(&other.vector).map(|(x, y)| x * y).sum();
                    prop_assert!((product - f64::from(u8::from(k == l))).abs() < 1e-13);
                }
                prop_assert!(k == 0 || pairs[k - 1].value >= pair.value);
                prop_assert!(pair.vector.iter().sum::<f64>() >= -1e-9);
            }
        }
    }
}
