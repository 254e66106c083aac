//! The weights of the indicators, and what follows from them about the latent variables.

use crate::error::Error;
use crate::error::Result;
use crate::numeric::linear::Cholesky;
use crate::numeric::linear::Matrix;
use crate::numeric::math::sqrt;
use crate::numeric::tolerance::TIE;
use crate::perceived::path_model::InnerScheme;
use crate::perceived::path_model::graph::Graph;

/// Weights and what follows from them.
pub(super) struct Outer {
    /// The weight of each indicator; scores Σ w z have the variance 1.
    pub(super) weights: Vec<f64>,
    /// The correlation of each indicator (row) with each latent variable.
    pub(super) loadings: Vec<Vec<f64>>,
    /// The correlations of the latent variables.
    pub(super) latents: Matrix,
    /// How many iterations it took.
    pub(super) iterations: u32,
    /// Whether the weights came to rest.
    pub(super) converged: bool,
    /// The latent variables whose neighbours say nothing of them.
    pub(super) unrelated: Vec<usize>,
}

/// Estimates the weights.
///
/// `rest`: the largest change of weights at rest, and the most iterations. `reference`: loadings whose
/// signs to take.
///
/// The scores themselves are not needed: all their covariances follow from the correlations of the
/// indicators, so that an iteration takes the same time for any number of rows.
pub(super) fn outer(
    graph: &Graph,
    correlations: &Matrix,
    scheme: InnerScheme,
    rest: (f64, u32),
    reference: Option<&[Vec<f64>]>,
) -> Result<Outer> {
    let (tolerance, most) = rest;
    let factors = factors(graph, correlations)?;
    let mut weights = vec![1.0; graph.block_of.len()];
    for block in &graph.blocks {
        scale(&mut weights, block, correlations);
    }
    let (mut iterations, mut converged) = (0, false);
    let mut unrelated = Vec::new();
    while iterations < most && !converged {
        iterations += 1;
        let loadings = loadings(graph, correlations, &weights);
        let latents = latents(graph, &loadings, &weights);
        unrelated.clear();
        let mut next = weights.clone();
        for (j, block) in graph.blocks.iter().enumerate() {
            let inner = inner(graph, &latents, j, scheme)?;
            let mut proxy = Vec::with_capacity(block.len());
            for place in block {
                let mut sum = 0.0;
                for (i, weight) in &inner {
                    sum += weight * at(loadings.get(*place), *i);
                }
                proxy.push(sum);
            }
            let found = match factors.get(j) {
                Some(Some(factor)) => factor.solve(&proxy),
                _ => proxy,
            };
            if found.iter().all(|weight| weight.abs() <= TIE) {
                unrelated.push(j);
                continue;
            }
            for (place, weight) in block.iter().zip(found) {
                if let Some(slot) = next.get_mut(*place) {
                    *slot = weight;
                }
            }
            scale(&mut next, block, correlations);
        }
        let mut change = 0.0_f64;
        for (old, new) in weights.iter().zip(&next) {
            // A variable may turn its sign from one iteration to the next.
            change = change.max((old.abs() - new.abs()).abs());
        }
        converged = change < tolerance;
        weights = next;
    }
    turn(graph, correlations, &mut weights, reference);
    let loadings = loadings(graph, correlations, &weights);
    Ok(Outer {
        latents: latents(graph, &loadings, &weights),
        weights,
        loadings,
        iterations,
        converged,
        unrelated,
    })
}

fn at(row: Option<&Vec<f64>>, j: usize) -> f64 {
    row.and_then(|row| row.get(j)).copied().unwrap_or_default()
}

/// The Cholesky factor of the correlations within each block of mode B.
fn factors(graph: &Graph, correlations: &Matrix) -> Result<Vec<Option<Cholesky>>> {
    let mut found = Vec::with_capacity(graph.blocks.len());
    for (j, (block, formative)) in graph.blocks.iter().zip(&graph.formative).enumerate() {
        if *formative {
            let path = format!("model.latents[{j}].indicators");
            let factor = part(correlations, block).cholesky();
            let expected = "indicators of mode B none of which follows from the others";
            let factor = factor.ok_or_else(|| Error::invalid(path, "a block", expected))?;
            found.push(Some(factor));
        } else {
            found.push(None);
        }
    }
    Ok(found)
}

/// The rows and columns of a matrix at some places.
fn part(matrix: &Matrix, places: &[usize]) -> Matrix {
    let mut part = Matrix::zero(places.len());
    for (i, row) in places.iter().enumerate() {
        for (j, column) in places.iter().enumerate() {
            part.set(i, j, matrix.at(*row, *column));
        }
    }
    part
}

/// Scales the weights of a block so that its score has the variance 1.
fn scale(weights: &mut [f64], block: &[usize], correlations: &Matrix) {
    let weight = |weights: &[f64], place: usize| weights.get(place).copied().unwrap_or_default();
    let mut variance = 0.0;
    for p in block {
        for q in block {
            variance += weight(weights, *p) * correlations.at(*p, *q) * weight(weights, *q);
        }
    }
    // Items that cancel each other have no common score; they keep their weights.
    if variance <= TIE {
        return;
    }
    let length = sqrt(variance);
    for place in block {
        if let Some(slot) = weights.get_mut(*place) {
            *slot /= length;
        }
    }
}

/// The covariance of each indicator with each score.
fn loadings(graph: &Graph, correlations: &Matrix, weights: &[f64]) -> Vec<Vec<f64>> {
    let mut found = Vec::with_capacity(weights.len());
    for row in correlations.rows() {
        let mut own = vec![0.0; graph.blocks.len()];
        for ((r, weight), j) in row.iter().zip(weights).zip(&graph.block_of) {
            if let Some(slot) = own.get_mut(*j) {
                *slot += r * weight;
            }
        }
        found.push(own);
    }
    found
}

/// The covariances of the scores.
fn latents(graph: &Graph, loadings: &[Vec<f64>], weights: &[f64]) -> Matrix {
    let mut found = Matrix::zero(graph.blocks.len());
    for ((row, weight), i) in loadings.iter().zip(weights).zip(&graph.block_of) {
        for (j, loading) in row.iter().enumerate() {
            found.add(*i, j, weight * loading);
        }
    }
    // Both halves are the same but for rounding.
    for i in 0..graph.blocks.len() {
        for j in 0..i {
            let mean = f64::midpoint(found.at(i, j), found.at(j, i));
            found.set(i, j, mean);
            found.set(j, i, mean);
        }
    }
    found
}

/// The neighbours of a latent variable with their inner weights.
fn inner(
    graph: &Graph,
    latents: &Matrix,
    j: usize,
    scheme: InnerScheme,
) -> Result<Vec<(usize, f64)>> {
    let mut found = Vec::new();
    if scheme == InnerScheme::Path {
        if let Some(before) = graph.before.get(j)
            && !before.is_empty()
        {
            let coefficients = regression(latents, j, before)?;
            found.extend(before.iter().copied().zip(coefficients));
        }
        for i in graph.after.get(j).into_iter().flatten() {
            found.push((*i, latents.at(*i, j)));
        }
        return Ok(found);
    }
    for i in graph.neighbours(j) {
        let r = latents.at(i, j);
        let sign = if r.abs() <= TIE { 0.0 } else { r.signum() };
        found.push((
            i,
            if scheme == InnerScheme::Centroid {
                sign
            } else {
                r
            },
        ));
    }
    Ok(found)
}

/// Returns the regression coefficients of a score on those that act on it.
pub(super) fn regression(latents: &Matrix, j: usize, before: &[usize]) -> Result<Vec<f64>> {
    let mut right = Vec::with_capacity(before.len());
    for i in before {
        right.push(latents.at(*i, j));
    }
    match part(latents, before).cholesky() {
        Some(factor) => Ok(factor.solve(&right)),
        None => Err(Error::invalid(
            "model.paths".into(),
            "latent variables that say the same",
            "causes none of which follows from the others",
        )),
    }
}

/// Turns the sign of each block in which most loadings are negative, or go against the reference.
fn turn(graph: &Graph, correlations: &Matrix, weights: &mut [f64], reference: Option<&[Vec<f64>]>) {
    let loadings = loadings(graph, correlations, weights);
    for (j, block) in graph.blocks.iter().enumerate() {
        let mut votes = 0.0;
        for place in block {
            let loading = at(loadings.get(*place), j);
            votes += match reference {
                Some(reference) => loading * at(reference.get(*place), j),
                None => loading.signum(),
            };
        }
        for place in block {
            if let Some(slot) = weights.get_mut(*place)
                && votes < 0.0
            {
                *slot = -*slot;
            }
        }
    }
}
