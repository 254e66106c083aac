//! The completion with the smallest largest eigenvalue.

use super::completion::Found;
use super::eigenvector::Eigenvector;
use super::eigenvector::dot;
use super::eigenvector::lambda_of;
use super::eigenvector::principal_eigenvector;
use super::perron::Perron;
use super::square::at;
use super::square::put;
use crate::numeric::linear::Matrix;
use crate::numeric::math;

/// Newton steps: from the least-squares completion a handful do.
const MAX_STEPS: u32 = 100;

/// Halvings of a step: 2⁻⁴⁰ of one is nothing.
const MAX_HALVINGS: u32 = 40;

/// A Newton decrement, relative to λ, below which the next steps double the digits and a line search
/// would only see rounding.
const QUADRATIC: f64 = 1e-10;

/// Steps that are taken once they double the digits.
const LAST_STEPS: u32 = 2;

/// The proven gap, relative to λ, that counts as the minimum: rounding of the slopes times the
/// largest distance.
const CERTAIN: f64 = 1e-9;

/// Returns the values of the `missing` pairs with which the largest eigenvalue is smallest.
///
/// `values`: the matrix row by row, with anything where a judgement is missing; `potentials`: the
/// logarithms of weights to start from.
///
/// λ is strictly convex in the logarithms of the missing judgements when the others link all
/// criteria, so Newton's method with a line search finds the one minimum from anywhere.
///
/// # Formula
/// ```text
/// ∂λ/∂xₖ = yᵢ aᵢⱼ wⱼ − yⱼ aⱼᵢ wᵢ     ∂²λ/∂xₖ∂xₗ = δₖₗ (yᵢ aᵢⱼ wⱼ + yⱼ aⱼᵢ wᵢ) + 2 yᵀ A′ₖ G A′ₗ w
/// ```
/// symmetrised in k and l; G is the group inverse of λI − A.
///
/// The gap is proven: a judgement aᵢⱼ closes a cycle of at most n judgements, the others known,
/// whose product is at most λⁿ, in both directions. So of two completions whose eigenvalues are
/// at most λ no logarithm differs by more than 2 n ln λ, and by convexity λ lies at most
/// Σ |∂λ/∂xₖ| · 2 n ln λ above the minimum.
///
/// # References
/// Bozóki, S., Fülöp, J. and Rónyai, L. (2010), Mathematical and Computer Modelling 52,
/// 318-333: convexity (theorem 2) and uniqueness. Deutsch, E. and Neumann, M. (1984), "Derivatives
/// of the Perron root at an essentially nonnegative matrix and the group inverse of an M-matrix",
/// Journal of Mathematical Analysis and Applications 102, 1-29: second derivatives.
pub(super) fn smallest(
    mut values: Vec<f64>,
    n: usize,
    missing: &[(usize, usize)],
    potentials: &[f64],
) -> Found {
    let mut logarithms = Vec::with_capacity(missing.len());
    for &(i, j) in missing {
        logarithms.push(at(potentials, i) - at(potentials, j));
    }
    fill(&mut values, n, missing, &logarithms);
    let mut perron = Perron::of(&values, n);
    let mut iterations = 0;
    let mut last = 0;
    let gap = loop {
        let mut downhill = Vec::with_capacity(missing.len());
        let mut steepness = 0.0;
        for &(i, j) in missing {
            let slope = perron.slope(i, j);
            downhill.push(-slope);
            steepness += slope.abs();
        }
        let gap = steepness * 2.0 * n as f64 * math::ln(perron.lambda);
        if missing.is_empty() || last == LAST_STEPS || iterations == MAX_STEPS {
            break gap;
        }
        let Some(mut step) = newton_step(&perron, missing, &downhill) else {
            break gap;
        };
        let decrement = dot(&step, &downhill);
        iterations += 1;
        if decrement < QUADRATIC * perron.lambda {
            last += 1;
        } else if !shorten(
            &values,
            n,
            missing,
            &logarithms,
            &mut step,
            (perron.lambda, decrement),
        ) {
            break gap;
        }
        for (x, s) in logarithms.iter_mut().zip(&step) {
            *x += s;
        }
        fill(&mut values, n, missing, &logarithms);
        perron = Perron::of(&values, n);
    };
    Found {
        converged: gap <= CERTAIN * perron.lambda,
        weights: perron.weights,
        values,
        iterations,
        gap: Some(gap),
    }
}

/// Writes the missing judgements and their reciprocals.
fn fill(values: &mut [f64], n: usize, missing: &[(usize, usize)], logarithms: &[f64]) {
    for (&place, x) in missing.iter().zip(logarithms) {
        put(values, n, place, math::exp(*x));
    }
}

/// Halves a step until it lowers λ by a tenth of a thousandth of what the slope says; false when none
/// does.
fn shorten(
    values: &[f64],
    n: usize,
    missing: &[(usize, usize)],
    logarithms: &[f64],
    step: &mut [f64],
    (lambda, decrement): (f64, f64),
) -> bool {
    let mut trial = values.to_vec();
    let mut there = logarithms.to_vec();
    let mut share = 1.0;
    for _ in 0..MAX_HALVINGS {
        for ((x, from), s) in there.iter_mut().zip(logarithms).zip(&*step) {
            *x = from + s;
        }
        fill(&mut trial, n, missing, &there);
        let Eigenvector { weights, .. } = principal_eigenvector(&trial, n);
        if lambda_of(&trial, &weights) <= lambda - 1e-4 * share * decrement {
            return true;
        }
        share *= 0.5;
        for s in &mut *step {
            *s *= 0.5;
        }
    }
    false
}

/// Returns −H⁻¹ g, with as much added to the diagonal as rounding asks for.
fn newton_step(perron: &Perron, missing: &[(usize, usize)], downhill: &[f64]) -> Option<Vec<f64>> {
    let inverse = perron.group_inverse()?;
    // A′ w and yᵀ A′ of a pair have two entries each, in the scaling of `Perron`
    let bend = |(i, j): (usize, usize), (k, l): (usize, usize)| {
        let (one, other) = (perron.ratio(k, l), perron.ratio(l, k));
        let right = |row| one * inverse.at(row, k) - other * inverse.at(row, l);
        perron.flow(i, j) * right(j) - perron.flow(j, i) * right(i)
    };
    let mut hessian = Matrix::zero(missing.len());
    for (k, &one) in missing.iter().enumerate() {
        hessian.add(k, k, perron.flow(one.0, one.1) + perron.flow(one.1, one.0));
        for (l, &other) in missing.iter().enumerate().take(k + 1) {
            hessian.add_symmetric(k, l, bend(one, other) + bend(other, one));
        }
    }
    let mut ridge = 0.0;
    for _ in 0..MAX_HALVINGS {
        if let Some(factor) = hessian.cholesky() {
            return Some(factor.solve(downhill));
        }
        let more = if ridge > 0.0 {
            9.0 * ridge
        } else {
            1e-12 * perron.lambda
        };
        for k in 0..missing.len() {
            hessian.add(k, k, more);
        }
        ridge += more;
    }
    None
}
