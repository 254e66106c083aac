//! The coefficients of the game: how much each set of weights counts.

use crate::numeric::eigen::eigenpairs;
use crate::numeric::linear::Matrix;

/// An eigenvalue below this share of the largest is 0 but for roundings.
const SINGULAR: f64 = 1e-12;

/// What is solved: coefficients, and how.
pub(super) struct Solution {
    /// One coefficient for each set.
    pub(super) coefficients: Vec<f64>,
    /// Whether the sets depend on each other, so that others would do as well.
    pub(super) dependent: bool,
}

/// The products of all sets with each other: the matrix of the equations.
pub(super) fn products(vectors: &[Vec<f64>]) -> Matrix {
    let mut matrix = Matrix::zero(vectors.len());
    for (i, one) in vectors.iter().enumerate() {
        for (j, other) in vectors.iter().enumerate().skip(i) {
            let product = one.iter().zip(other).map(|(x, y)| x * y).sum();
            matrix.add_symmetric(i, j, product);
        }
    }
    matrix
}

/// Solves G α = diag G for the rows in `free`, with 0 for the others: exactly where there is a
/// solution, otherwise with the least error, and of several with the smallest coefficients.
///
/// # References
/// Golub & Van Loan (2013), *Matrix Computations*, section 5.5.2: the pseudo-inverse by eigenvectors.
pub(super) fn solve(products: &Matrix, free: &[bool]) -> Solution {
    // Least squares over some columns of G: the normal equations of these.
    let n = products.size();
    let diagonal: Vec<f64> = (0..n).map(|i| products.at(i, i)).collect();
    let all = free.iter().all(|is_free| *is_free);
    let (matrix, right) = if all {
        (products.clone(), diagonal)
    } else {
        let mut normal = Matrix::zero(n);
        for (i, row) in products.rows().enumerate().filter(|(i, _)| is(free, *i)) {
            for (j, other) in products.rows().enumerate().filter(|(j, _)| is(free, *j)) {
                normal.set(i, j, row.iter().zip(other).map(|(x, y)| x * y).sum());
            }
        }
        let mut right = products.times(&diagonal);
        for (i, value) in right.iter_mut().enumerate() {
            if !is(free, i) {
                *value = 0.0;
            }
        }
        (normal, right)
    };
    let pairs = eigenpairs(&matrix).unwrap_or_default();
    let least = SINGULAR * pairs.first().map_or(0.0, |pair| pair.value);
    let mut coefficients = vec![0.0; n];
    let mut rank = 0;
    for pair in pairs.iter().filter(|pair| pair.value > least) {
        rank += 1;
        let along: f64 = pair.vector.iter().zip(&right).map(|(u, d)| u * d).sum();
        for (coefficient, u) in coefficients.iter_mut().zip(&pair.vector) {
            *coefficient += along / pair.value * u;
        }
    }
    Solution {
        coefficients,
        dependent: rank < free.iter().filter(|is_free| **is_free).count(),
    }
}

fn is(flags: &[bool], i: usize) -> bool {
    flags.get(i).copied().unwrap_or_default()
}

/// Returns the coefficients from 0 with the least |G α − diag G|.
///
/// # References
/// Lawson, C. L. and Hanson, R. J. (1974), *Solving Least Squares Problems*, chapter 23, algorithm
/// NNLS: a coefficient is set free where it would lower the error, and bound to 0 again where it
/// would become negative.
pub(super) fn not_negative(products: &Matrix) -> Vec<f64> {
    let n = products.size();
    let diagonal: Vec<f64> = (0..n).map(|i| products.at(i, i)).collect();
    let largest = diagonal.iter().copied().fold(0.0, f64::max);
    let mut free = vec![false; n];
    let mut coefficients = vec![0.0; n];
    for _ in 0..3 * n {
        let fitted = products.times(&coefficients);
        let rest: Vec<f64> = diagonal.iter().zip(fitted).map(|(d, f)| d - f).collect();
        let gain = products.times(&rest);
        let bound = gain.iter().enumerate().filter(|(i, _)| !is(&free, *i));
        let best = bound.max_by(|one, other| one.1.total_cmp(other.1));
        let Some((next, _)) = best.filter(|(_, gain)| **gain > SINGULAR * largest * largest) else {
            break;
        };
        if let Some(flag) = free.get_mut(next) {
            *flag = true;
        }
        loop {
            let target = solve(products, &free).coefficients;
            let mut step = 1.0_f64;
            for ((old, new), _) in coefficients
                .iter()
                .zip(&target)
                .zip(&free)
                .filter(|(_, is_free)| **is_free)
            {
                if *new <= 0.0 {
                    step = step.min(old / (old - new));
                }
            }
            if step >= 1.0 {
                coefficients = target;
                break;
            }
            for ((old, new), flag) in coefficients.iter_mut().zip(&target).zip(&mut free) {
                *old += step * (new - *old);
                if *flag && *old <= SINGULAR {
                    *old = 0.0;
                    *flag = false;
                }
            }
        }
    }
    coefficients
}
