//! A model from moments: what is estimated of the rows, and again of every replicate.

use crate::error::Result;
use crate::perceived::parts::RatingScale;
use crate::perceived::path_model::PathModelOptions;
use crate::perceived::path_model::graph::Graph;
use crate::perceived::path_model::indices::LatentIndex;
use crate::perceived::path_model::indices::indices;
use crate::perceived::path_model::moments::Moments;
use crate::perceived::path_model::outer::Outer;
use crate::perceived::path_model::outer::outer;
use crate::perceived::path_model::outer::regression;

/// What is estimated from moments.
pub(super) struct Estimate {
    /// Weights, loadings, and the correlations of the latent variables.
    pub(super) outer: Outer,
    /// The coefficients of each latent variable, in the order of what acts on it.
    pub(super) coefficients: Vec<Vec<f64>>,
    /// R² of each latent variable.
    pub(super) r_squared: Vec<Option<f64>>,
    /// The index of each latent variable.
    pub(super) indices: Vec<Option<LatentIndex>>,
}

/// Estimates a model from moments; `reference`: loadings whose signs to take.
pub(super) fn estimate(
    graph: &Graph,
    moments: &Moments,
    scales: &[Option<RatingScale>],
    options: &PathModelOptions,
    reference: Option<&[Vec<f64>]>,
) -> Result<Estimate> {
    let rest = (options.tolerance, options.max_iterations);
    let outer = outer(
        graph,
        &moments.correlations,
        options.scheme,
        rest,
        reference,
    )?;
    let mut coefficients = vec![Vec::new(); graph.blocks.len()];
    let mut r_squared = vec![None; graph.blocks.len()];
    for (j, before) in graph.explained() {
        let found = regression(&outer.latents, j, before)?;
        let mut explained = 0.0;
        for (i, coefficient) in before.iter().zip(&found) {
            explained += coefficient * outer.latents.at(*i, j);
        }
        if let (Some(own), Some(slot)) = (coefficients.get_mut(j), r_squared.get_mut(j)) {
            *own = found;
            *slot = Some(explained.clamp(0.0, 1.0));
        }
    }
    Ok(Estimate {
        indices: indices(graph, &outer.weights, moments, scales),
        outer,
        coefficients,
        r_squared,
    })
}
