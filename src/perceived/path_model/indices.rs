//! Indices of latent variables from 0 to 100.

use crate::perceived::parts::RatingScale;
use crate::perceived::path_model::graph::Graph;
use crate::perceived::path_model::moments::Moments;

/// The index of one latent variable.
#[derive(Clone, Copy)]
pub(super) struct LatentIndex {
    /// With the weights of the model; with equal ones where one of these is negative.
    pub(super) index: f64,
    /// With equal weights.
    pub(super) equal: f64,
    /// Whether a weight of the model is negative.
    pub(super) negative: bool,
}

/// Returns the index of each latent variable that has a scale.
///
/// # Formula
/// ```text
/// index = 100 Σ ω (x̄ − lowest) / (highest − lowest),   ω = (w / s) / Σ (w / s)
/// ```
pub(super) fn indices(
    graph: &Graph,
    weights: &[f64],
    moments: &Moments,
    scales: &[Option<RatingScale>],
) -> Vec<Option<LatentIndex>> {
    let at = |values: &[f64], place: usize| values.get(place).copied().unwrap_or_default();
    let mut found = Vec::with_capacity(graph.blocks.len());
    for (block, scale) in graph.blocks.iter().zip(scales) {
        let Some(scale) = scale else {
            found.push(None);
            continue;
        };
        let (mut total, mut sum, mut equal) = (0.0, 0.0, 0.0);
        let mut negative = false;
        for place in block {
            let weight = at(weights, *place);
            let raw = weight / at(&moments.deviations, *place);
            let percent = scale.percent(at(&moments.means, *place));
            negative |= weight < 0.0;
            total += raw;
            sum += raw * percent;
            equal += percent / block.len() as f64;
        }
        found.push(Some(LatentIndex {
            index: if negative { equal } else { sum / total },
            equal,
            negative,
        }));
    }
    found
}
