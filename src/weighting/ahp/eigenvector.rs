//! The principal eigenvector.

use super::square::at;

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

/// The principal eigenvector of a positive matrix and how it was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Eigenvector {
    /// It sums to 1.
    pub(super) weights: Vec<f64>,
    /// The number of steps.
    pub(super) iterations: u32,
    /// Whether the last two steps agreed.
    pub(super) converged: bool,
}

/// Finds the principal eigenvector of a positive n × n matrix that stands row by row.
pub(super) fn principal_eigenvector(values: &[f64], n: usize) -> Eigenvector {
    let mut weights = vec![1.0 / n as f64; n];
    let mut next = weights.clone();
    let mut columns = transposed(values, n);
    let mut iterations = 0;
    for squaring in 0..=SQUARINGS {
        if squaring > 0 {
            columns = squared(&columns, n);
        }
        for _ in 0..STEPS_PER_POWER {
            iterations += 1;
            multiply(&columns, &weights, &mut next);
            normalise(&mut next);
            let agree = agree(&next, &weights);
            core::mem::swap(&mut weights, &mut next);
            if agree {
                return Eigenvector {
                    weights,
                    iterations,
                    converged: true,
                };
            }
        }
    }
    Eigenvector {
        weights,
        iterations,
        converged: false,
    }
}

/// Returns the mean of (A w)ᵢ / wᵢ.
///
/// For a reciprocal matrix it is at least n whatever the positive `weights` are, since each
/// pair adds e + 1/e; what rounding takes below is put back.
pub(super) fn lambda_of(values: &[f64], weights: &[f64]) -> f64 {
    let n = weights.len();
    let mut sum = 0.0;
    for (row, weight) in values.chunks_exact(n).zip(weights) {
        sum += dot(row, weights) / weight;
    }
    (sum / n as f64).max(n as f64)
}

/// Writes A x into `product`, of which A stands column by column.
///
/// Every sum takes its terms in the order of the row, as [`dot`] does. Columns let the sums of all
/// rows grow side by side; by rows each addition would wait for the one before it, which takes
/// three times as long.
fn multiply(columns: &[f64], x: &[f64], product: &mut [f64]) {
    product.fill(0.0);
    for (column, factor) in columns.chunks_exact(product.len()).zip(x) {
        for (sum, value) in product.iter_mut().zip(column) {
            *sum += value * factor;
        }
    }
}

fn agree(new: &[f64], old: &[f64]) -> bool {
    for (new, old) in new.iter().zip(old) {
        // No number, which agrees with nothing, must not pass either.
        let close = (new - old).abs() <= AGREEMENT * new.abs();
        if !close {
            return false;
        }
    }
    true
}

/// Returns Σ aᵢ bᵢ.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (x, y) in a.iter().zip(b) {
        sum += x * y;
    }
    sum
}

/// Divides the values by their sum.
pub(super) fn normalise(values: &mut [f64]) {
    let mut sum = 0.0;
    for value in &*values {
        sum += value;
    }
    for value in values {
        *value /= sum;
    }
}

/// Returns the cells of an n × n matrix column by column.
pub(super) fn transposed(values: &[f64], n: usize) -> Vec<f64> {
    let mut columns = Vec::with_capacity(values.len());
    for j in 0..n {
        for i in 0..n {
            columns.push(at(values, i * n + j));
        }
    }
    columns
}

/// Returns the square of an n × n matrix, divided by its largest entry so that it cannot overflow;
/// it stands column by column, as the matrix does.
fn squared(columns: &[f64], n: usize) -> Vec<f64> {
    let mut square = vec![0.0; columns.len()];
    for (product, column) in square.chunks_exact_mut(n).zip(columns.chunks_exact(n)) {
        multiply(columns, column, product);
    }
    let largest = square.iter().copied().fold(0.0, f64::max);
    for value in &mut square {
        *value /= largest;
    }
    square
}
