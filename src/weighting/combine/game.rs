//! The coefficients of the game: how much each set of weights counts.

use crate::numeric::eigen::eigenpairs;
use crate::numeric::linear::Matrix;
use crate::numeric::vectors::add_scaled;
use crate::numeric::vectors::both;
use crate::numeric::vectors::dot;
use crate::numeric::vectors::range;

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
            matrix.add_symmetric(i, j, dot(one, other));
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
    let n = products.size();
    let right = diagonal(products);
    let count = free.iter().filter(|is_free| **is_free).count();
    let pairs = if count == n {
        eigenpairs(products)
    } else {
        // Least squares over some columns of G: their normal equations, G being symmetric.
        let mut normal = Matrix::zero(n);
        for (i, row) in products.rows().enumerate() {
            for (j, other) in products.rows().enumerate() {
                if is(free, i) && is(free, j) {
                    normal.set(i, j, dot(row, other));
                }
            }
        }
        eigenpairs(&normal)
    };
    let right = if count == n {
        right
    } else {
        products.times(&right)
    };
    let pairs = pairs.unwrap_or_default();
    let least = SINGULAR * pairs.first().map_or(0.0, |pair| pair.value);
    let mut coefficients = vec![0.0; n];
    let mut rank = 0;
    for pair in &pairs {
        // The vectors of the bound rows have the eigenvalue 0.
        if pair.value > least {
            rank += 1;
            let along = dot(&pair.vector, &right) / pair.value;
            add_scaled(&mut coefficients, &pair.vector, along);
        }
    }
    Solution {
        coefficients,
        dependent: rank < count,
    }
}

fn diagonal(products: &Matrix) -> Vec<f64> {
    let mut diagonal = Vec::with_capacity(products.size());
    for i in 0..products.size() {
        diagonal.push(products.at(i, i));
    }
    diagonal
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
    let wanted = diagonal(products);
    let (_, largest) = range(&wanted);
    let mut free = vec![false; n];
    let mut coefficients = vec![0.0; n];
    for _ in 0..3 * n {
        let fitted = products.times(&coefficients);
        let gain = products.times(&both(&wanted, &fitted, &|d, f| d - f));
        let mut most = SINGULAR * largest * largest;
        let mut next = None;
        for (gain, is_free) in gain.iter().zip(&mut free) {
            if !*is_free && *gain > most {
                most = *gain;
                next = Some(is_free);
            }
        }
        let Some(is_free) = next else { break };
        *is_free = true;
        loop {
            let target = solve(products, &free).coefficients;
            let mut step = 1.0_f64;
            for ((old, new), is_free) in coefficients.iter().zip(&target).zip(&free) {
                if *is_free && *new <= 0.0 {
                    step = step.min(old / (old - new));
                }
            }
            if step >= 1.0 {
                coefficients = target;
                break;
            }
            for ((old, new), is_free) in coefficients.iter_mut().zip(&target).zip(&mut free) {
                *old += step * (new - *old);
                if *is_free && *old <= SINGULAR {
                    *old = 0.0;
                    *is_free = false;
                }
            }
        }
    }
    coefficients
}
